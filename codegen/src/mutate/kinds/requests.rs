//! Fields that requests carry: new ones, those that are gone, and what a field is to a caller.

pub mod given;
pub mod limits;
pub mod order;
pub mod types;
pub mod wire;
pub mod words;

use crate::mutate::{
    Mutant,
    edits::{add_field, put_first, remove_field, show},
    fields::{Field, Holder, Role, fields, holders},
    prune::prune,
    spec::Spec,
    tree::Tree,
};
use given::{each, is_ruled, kept, literals, open_requests, sample, sent, show_everywhere};

/// What may be told where a field of a request is gone: with the last use of a type goes the type, and with the last request
/// that sends one go its constructor and what the sources say about its required fields.
pub const GONE: &[&str] = &["struct-removed", "enum-removed", "scalar-removed", "struct-constructor-removed", "dispute-changed"];

/// The key of a new field.
const EXTRA: &str = "mutant_extra";

/// A new optional field in everything that is sent.
pub fn optional_added(spec: &Spec) -> Vec<Mutant> {
    let says = says("int", None);
    added(places(spec), move |spec, holder| add(spec, holder, &says, &Tree::plain(1)))
}

/// A new argument before all others of its part.
pub fn required_added_first(spec: &Spec) -> Vec<Mutant> {
    let says = says("text", Some(("required", Tree::plain(true))));
    let owing = places(spec).into_iter().filter(|holder| !holder.is_answered);
    added(owing, move |spec, holder| {
        add(spec, holder, &says, &Tree::text("mutant"));
        if let Some(fields) = holder.fields_mut(spec) {
            fields.remove(EXTRA);
            put_first(fields, EXTRA, says.clone());
        }
    })
}

/// A new argument behind all others of its part.
pub fn required_added_last(spec: &Spec) -> Vec<Mutant> {
    let says = says("int", Some(("required", Tree::plain(true))));
    let owing = places(spec).into_iter().filter(|holder| !holder.is_answered);
    added(owing, move |spec, holder| add(spec, holder, &says, &Tree::plain(1)))
}

/// A new constant.
pub fn constant_added(spec: &Spec) -> Vec<Mutant> {
    let says = says("int", Some(("const", Tree::plain(1))));
    let parts = places(spec).into_iter().filter(|holder| !holder.is_struct());
    added(parts, move |spec, holder| add(spec, holder, &says, &Tree::plain(1)))
}

/// A constant that is no longer sent. Its type has to be used elsewhere: the end of a type is worse than that of a constant.
pub fn constant_removed(spec: &Spec) -> Vec<Mutant> {
    let all = fields(spec);
    let home = |field: &Field| spec.resolve(&field.holder.file, field.element());
    let stays = |field: &Field| {
        let own = home(field);
        let is_other = |other: &&Field| other.holder != field.holder || other.wire != field.wire;
        own.is_none() || all.iter().filter(is_other).any(|other| other.element() == field.element() && home(other) == own)
    };
    let gone = sent(spec, &[Role::Constant]).into_iter().filter(|field| !field.is_named && stays(field));
    each(gone, remove_field)
}

/// A constant with another value.
pub fn constant_changed(spec: &Spec) -> Vec<Mutant> {
    let mutant = |field: Field| {
        let now = field.says.word("const").map(str::to_owned);
        let other = literals(spec, &field).into_iter().find(|value| value.leaf() != now.as_deref())?;
        let edit = move |spec: &mut Spec, field: &Field| {
            field.set(spec, "const", other.clone());
            show(spec, field, &other);
        };
        Some(each([field], edit))
    };
    sent(spec, &[Role::Constant]).into_iter().filter_map(mutant).flatten().collect()
}

/// An optional field with one legal value.
pub fn optional_became_constant(spec: &Spec) -> Vec<Mutant> {
    became_constant(spec, Role::Optional)
}

/// A required field with one legal value.
pub fn required_became_constant(spec: &Spec) -> Vec<Mutant> {
    became_constant(spec, Role::Required)
}

/// A constant that callers have to give; a rule that asks for one would say nothing.
pub fn constant_became_required(spec: &Spec) -> Vec<Mutant> {
    let constants = sent(spec, &[Role::Constant]).into_iter().filter(|field| !field.is_named);
    each(constants, |spec, field| {
        field.unset(spec, "const");
        field.set(spec, "required", Tree::plain(true));
    })
}

/// A constant that callers may give.
pub fn constant_became_optional(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, &[Role::Constant]), |spec, field| field.unset(spec, "const"))
}

/// An optional field that requests no longer have.
pub fn optional_removed(spec: &Spec) -> Vec<Mutant> {
    removed(spec, Role::Optional)
}

/// A required field that requests no longer have.
pub fn required_removed(spec: &Spec) -> Vec<Mutant> {
    removed(spec, Role::Required)
}

/// An optional field that callers have to give. No answer owes one, and no rule may ask for one.
pub fn optional_became_required(spec: &Spec) -> Vec<Mutant> {
    let is_fit = |field: &Field| !field.holder.is_answered && !is_ruled(spec, field, &["at_least_one", "requires"]);
    let mutants = each(sent(spec, &[Role::Optional]).into_iter().filter(is_fit), |spec, field| {
        field.set(spec, "required", Tree::plain(true));
        field.unset(spec, "renamed_from");
        let value = sample(spec, field);
        show_everywhere(spec, field, &value);
    });
    kept(spec, mutants)
}

/// A required field that callers may leave out.
pub fn required_became_optional(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, &[Role::Required]), |spec, field| field.unset(spec, "required"))
}

/// A required field that some source does not demand.
pub fn required_became_disputed(spec: &Spec) -> Vec<Mutant> {
    each(sent(spec, &[Role::Required]), |spec, field| field.set(spec, "required", Tree::text("disputed")))
}

/// A position of a list that the platform demands now, so that the first one is sent by itself.
pub fn position_demanded(spec: &Spec) -> Vec<Mutant> {
    let free = sent(spec, &[Role::Position]).into_iter().filter(|field| !field.says.flag("required"));
    each(free, |spec, field| field.set(spec, "required", Tree::plain(true)))
}

/// A position of a list that the platform no longer demands.
pub fn position_released(spec: &Spec) -> Vec<Mutant> {
    let demanded = sent(spec, &[Role::Position]).into_iter().filter(|field| field.says.flag("required"));
    each(demanded, |spec, field| field.unset(spec, "required"))
}

fn removed(spec: &Spec, role: Role) -> Vec<Mutant> {
    let gone = sent(spec, &[role]).into_iter().filter(|field| !field.is_named);
    each(gone, |spec, field| {
        remove_field(spec, field);
        prune(spec);
    })
}

/// Only a request itself has constants, and what a rule takes for a condition cannot be one.
fn became_constant(spec: &Spec, role: Role) -> Vec<Mutant> {
    let is_fit = |field: &Field| !field.holder.is_struct() && !field.is_list() && !is_ruled(spec, field, &["when"]);
    let mutant = |field: Field| {
        let value = literals(spec, &field).into_iter().next()?;
        let edit = move |spec: &mut Spec, field: &Field| {
            field.set(spec, "const", value.clone());
            // A constant is always sent and never seen in Rust.
            for key in ["required", "deprecated", "renamed_from"] {
                field.unset(spec, key);
            }
            show_everywhere(spec, field, &value);
            show(spec, field, &value);
        };
        Some(each([field], edit))
    };
    sent(spec, &[role]).into_iter().filter(is_fit).filter_map(mutant).flatten().collect()
}

/// Everything that is sent, and for a call that sends nothing the part where it would.
fn places(spec: &Spec) -> Vec<Holder> {
    let is_bare = |tree: &Tree| tree.get("query").is_none() && tree.get("request").is_none();
    let bare = spec.endpoints().filter(|(_, tree)| is_bare(tree)).map(|(file, tree)| {
        let part = if tree.word("method") == Some("GET") { "query" } else { "request" };
        let name = format!("{} request", spec.endpoint_name(file));
        Holder { file: file.to_owned(), path: vec![part.to_owned()], is_sent: true, is_answered: false, name }
    });
    holders(spec).into_iter().filter(|holder| holder.is_sent).chain(bare).collect()
}

fn added(
    holders: impl IntoIterator<Item = Holder>,
    edit: impl Fn(&mut Spec, &Holder) + Clone + Send + Sync + 'static,
) -> Vec<Mutant> {
    let mutant = |holder: Holder| {
        let edit = edit.clone();
        Mutant::new(format!("{}.{EXTRA}", holder.name), move |spec| edit(spec, &holder))
    };
    holders.into_iter().map(mutant).collect()
}

fn says(ty: &str, more: Option<(&str, Tree)>) -> Tree {
    let own = [("type", Tree::text(ty)), ("doc", Tree::text("新增"))];
    Tree::Map(own.into_iter().chain(more).map(|(key, value)| (key.to_owned(), value)).collect())
}

fn add(spec: &mut Spec, holder: &Holder, says: &Tree, value: &Tree) {
    if let [part] = holder.path.as_slice() {
        spec.file_mut(&holder.file).map(part);
        open_requests(spec, &holder.file);
    }
    add_field(spec, holder, EXTRA, says, value);
}
