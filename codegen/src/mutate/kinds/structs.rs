//! Structs: which there are, who sends them, and what they are called.

pub(super) mod shown;
pub(super) mod types;
pub(super) mod words;

use super::{endpoints::gentle, requests::given::open_requests};
use crate::mutate::{
    Mutant,
    edits::remove_field,
    fields::{Field, Holder, Role, fields, holders},
    prune::prune,
    spec::{Spec, element},
    tree::Tree,
};
use shown::{show_whole, whole};
use std::collections::BTreeSet;
use types::{EXTRA, Known, add_typed, define, defined, field_of, on_paths, things};

const PART: &str = "MutantPart";

/// A new struct with the field that has it, in everything that holds fields.
pub fn added(spec: &Spec) -> Vec<Mutant> {
    let mutant = |holder: Holder| Mutant::new(spec.type_name(&holder.file, PART), move |spec| add_part(spec, &holder));
    holders(spec).into_iter().map(mutant).collect()
}

/// Adds a field with a struct of its own.
pub fn add_part(spec: &mut Spec, holder: &Holder) {
    let fields = Tree::Map(vec![("amount".to_owned(), field_of("int"))]);
    let says = Tree::Map(vec![("doc".to_owned(), Tree::text("新增")), ("fields".to_owned(), fields)]);
    define(spec, &holder.file, "structs", PART, says);
    add_typed(spec, holder, PART, &Tree::Map(vec![("amount".to_owned(), Tree::plain(1))]));
}

/// A struct has another name.
pub fn renamed(spec: &Spec) -> Vec<Mutant> {
    types::renamed(spec, "structs")
}

/// A struct has another name, and the old one stays.
pub fn renamed_gently(spec: &Spec) -> Vec<Mutant> {
    types::renamed_gently(spec, "structs")
}

/// A struct is gone: its fields are JSON of any shape. Where paging leads through it, it has to stay.
pub fn removed(spec: &Spec) -> Vec<Mutant> {
    let (all, on_paths) = (fields(spec), on_paths(spec));
    let mutant = |known: Known| {
        let users = known.users(&all);
        Mutant::new(known.place.clone(), move |spec| {
            known.replace(spec, &users, "json");
            for user in &users {
                user.unset(spec, "optional");
                // A list has to say how it fits into a URL, and a single value must not.
                if !user.is_list() {
                    user.unset(spec, "encode");
                }
            }
            prune(spec);
            show_whole(spec, &known.file);
        })
    };
    let gone = defined(spec, "structs").into_iter().filter(|known| !on_paths.contains(&(known.file.clone(), known.name.clone())));
    gone.map(mutant).collect()
}

/// A request has a struct that was only read, and in Rust nothing that it holds becomes an `Option`, for all of it was one.
pub fn constructor_added(spec: &Spec) -> Vec<Mutant> {
    asked_for(spec, |spec, _, inner| !inner.iter().any(|held| widens(spec, held)))
}

/// A request has a struct that was only read, and some of its fields become an `Option`. A struct whose fields stay what they
/// were, and only those of what it holds do not, is neither this nor the above.
pub fn absence_changed(spec: &Spec) -> Vec<Mutant> {
    asked_for(spec, |spec, own, _| widens(spec, own))
}

/// A struct: its file and its name.
type Struct = (String, String);

/// Whether some field is no `Option` as long as a struct is only read: a text, JSON, a list, or an object that is always there.
fn widens(spec: &Spec, (file, name): &Struct) -> bool {
    let is_plain = |says: &Tree| {
        let name = element(says);
        let is_object = matches!(spec.resolve(file, name), Some((_, "structs"))) && !says.flag("optional");
        says.word("type") != Some(name) || matches!(name, "text" | "json") || is_object
    };
    let fields = spec.file(file).at(&["structs", name, "fields"]).map_or(&[][..], Tree::entries);
    fields.iter().any(|(_, says)| is_plain(says))
}

/// Structs that a request has from now on, by themselves and with all that they hold. Of what paging leads through nothing may
/// be an `Option`.
fn asked_for(spec: &Spec, applies: fn(&Spec, &Struct, &BTreeSet<Struct>) -> bool) -> Vec<Mutant> {
    let on_paths = on_paths(spec);
    let mutant = |holder: Holder| {
        let own = (holder.file.clone(), holder.path.get(1)?.clone());
        let mut inner = BTreeSet::new();
        inside(spec, &own.0, &own.1, &mut inner);
        // A shared struct may be asked for anywhere.
        let is_shared = holder.file.starts_with("common/");
        let file = if is_shared { spec.endpoint_paths().into_iter().next()? } else { holder.file };
        let is_fit = inner.is_disjoint(&on_paths) && applies(spec, &own, &inner);
        is_fit.then(|| Mutant::new(holder.name, move |spec| ask_for(spec, &file, &own.1)))
    };
    holders(spec).into_iter().filter(|holder| holder.is_struct() && !holder.is_sent).filter_map(mutant).collect()
}

fn ask_for(spec: &mut Spec, file: &str, ty: &str) {
    let mut says = field_of(ty);
    let value = whole(spec, file, &says);
    let is_get = spec.file(file).word("method") == Some("GET");
    if is_get {
        says.set("encode", Tree::text("json"));
    }
    spec.file_mut(file).map(if is_get { "query" } else { "request" }).set(EXTRA, says);
    open_requests(spec, file);
    if let Some(examples) = spec.file_mut(file).get_mut("examples") {
        for example in examples.items_mut() {
            example.map("request").set(EXTRA, value.clone());
        }
    }
    // What is sent is an `Option` anyway, and must not say so.
    for holder in holders(spec).into_iter().filter(|holder| holder.is_sent && holder.is_struct()) {
        if let Some(fields) = holder.fields_mut(spec) {
            for (_, says) in fields.entries_mut() {
                says.remove("optional");
            }
        }
    }
}

/// A struct and all structs that it holds.
fn inside(spec: &Spec, file: &str, name: &str, found: &mut BTreeSet<Struct>) {
    let Some((home, "structs")) = spec.resolve(file, name) else { return };
    if found.insert((home.clone(), name.to_owned())) {
        for (_, says) in spec.file(&home).at(&["structs", name, "fields"]).map_or(&[][..], Tree::entries) {
            inside(spec, &home, element(says), found);
        }
    }
}

/// The only field of a request that has a struct is gone, and answers still bring the struct.
pub fn constructor_removed(spec: &Spec) -> Vec<Mutant> {
    let all = fields(spec);
    let mutant = |known: Known| {
        let (sent, read): (Vec<Field>, Vec<Field>) = known.users(&all).into_iter().partition(|user| user.holder.is_sent);
        let mut sent = sent.into_iter();
        let (Some(only), None) = (sent.next(), sent.next()) else { return None };
        let may_go = matches!(only.role, Role::Required | Role::Optional) && !only.is_named;
        (may_go && !read.is_empty()).then(|| {
            Mutant::new(known.place, move |spec| {
                remove_field(spec, &only);
                prune(spec);
                show_whole(spec, &only.holder.file);
            })
        })
    };
    defined(spec, "structs").into_iter().filter_map(mutant).collect()
}

/// A shared struct becomes that of the endpoint that uses it.
pub fn moved_to_endpoint(spec: &Spec) -> Vec<Mutant> {
    types::narrowed(spec, "structs")
}

/// A struct of an endpoint becomes a shared one.
pub fn moved_to_common(spec: &Spec) -> Vec<Mutant> {
    types::widened(spec, "structs")
}

/// A struct is described otherwise.
pub fn documented(spec: &Spec) -> Vec<Mutant> {
    words::documented(things(spec, "structs"))
}

/// Users ought to stop using a struct.
pub fn deprecated(spec: &Spec) -> Vec<Mutant> {
    gentle::deprecated(spec, things(spec, "structs"))
}

/// They ought to for another reason, or since another release.
pub fn deprecation_reworded(spec: &Spec) -> Vec<Mutant> {
    words::reworded(spec, things(spec, "structs"))
}

/// They may go on using it.
pub fn deprecation_withdrawn(spec: &Spec) -> Vec<Mutant> {
    gentle::withdrawn(spec, things(spec, "structs"))
}

/// A struct has one more old name.
pub fn forwarder_added(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_added(things(spec, "structs"), "MutantOld")
}

/// An old name of a struct is gone.
pub fn forwarder_removed(spec: &Spec) -> Vec<Mutant> {
    gentle::forwarder_removed(spec, things(spec, "structs"))
}

/// A lint is silent at a struct.
pub fn allowed(spec: &Spec) -> Vec<Mutant> {
    words::allowed(things(spec, "structs"))
}
