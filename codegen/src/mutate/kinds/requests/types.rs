//! Types of fields that requests carry.

use super::given::{Nature, each, is_compared, is_paged, literals, nature, reshow, sample, sent};
use crate::mutate::{
    Mutant,
    fields::{Field, Role},
    prune::prune,
    spec::Spec,
    tree::Tree,
};

/// The doc of a new scalar is like no other one: what looks alike is taken for the same type under another name.
const NEW_SCALAR: &str = "mutant";

/// Texts became numbers.
pub fn text_became_int(spec: &Spec) -> Vec<Mutant> {
    let texts = typed(spec).into_iter().filter(|field| field.element() == "text" && !field.says.flag("secret"));
    each(uncompared(spec, texts), |spec, field| {
        if !field.is_list() {
            field.unset(spec, "max_len");
        }
        turn(spec, field, "int", &Tree::plain(1));
    })
}

/// Numbers became texts.
pub fn int_became_text(spec: &Spec) -> Vec<Mutant> {
    let numbers = typed(spec).into_iter().filter(|field| field.element() == "int");
    each(uncompared(spec, numbers), |spec, field| {
        ["min", "max", "wire"].iter().for_each(|key| field.unset(spec, key));
        turn(spec, field, "text", &Tree::text("mutant"));
    })
}

/// Flags became numbers.
pub fn bool_became_int(spec: &Spec) -> Vec<Mutant> {
    let flags = typed(spec).into_iter().filter(|field| field.element() == "bool");
    each(uncompared(spec, flags), |spec, field| {
        if field.says.word("wire") == Some("bool") {
            field.unset(spec, "wire");
        }
        turn(spec, field, "int", &Tree::plain(1));
    })
}

/// A scalar became another one with the same representation.
pub fn scalar_became_another(spec: &Spec) -> Vec<Mutant> {
    let mutant = |field: Field| {
        let name = field.element().to_owned();
        let home = spec.shared("scalars", &name)?.to_owned();
        let base = spec.file(&home).at(&["scalars", &name, "base"])?.clone();
        let other = another(spec, &name, &base);
        let edit = move |spec: &mut Spec, field: &Field| {
            let other = other.clone().unwrap_or_else(|| {
                let says = [("base", base.clone()), ("doc", Tree::text(NEW_SCALAR))];
                let says = says.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
                spec.file_mut(&home).map("scalars").set("MutantScalar", Tree::Map(says));
                "MutantScalar".to_owned()
            });
            field.set(spec, "type", Tree::text(with_element(field, &other)));
            prune(spec);
        };
        Some(each([field], edit))
    };
    typed(spec).into_iter().filter_map(mutant).flatten().collect()
}

/// A scalar became a plain number or text.
pub fn scalar_became_plain(spec: &Spec) -> Vec<Mutant> {
    let plain = typed(spec).into_iter().filter(|field| spec.shared("scalars", field.element()).is_some());
    became(spec, plain, |nature| match nature {
        Nature::Number => Some("int"),
        Nature::Text => Some("text"),
        _ => None,
    })
}

/// An enum became what its values are.
pub fn enum_became_plain(spec: &Spec) -> Vec<Mutant> {
    became(spec, typed(spec), |nature| match nature {
        Nature::NumberEnum => Some("int"),
        Nature::TextEnum => Some("text"),
        _ => None,
    })
}

/// An object became any JSON.
pub fn struct_became_json(spec: &Spec) -> Vec<Mutant> {
    became(spec, typed(spec), |nature| (nature == Nature::Object).then_some("json"))
}

/// A list became a single value; objects keep together what their examples show.
pub fn list_became_single(spec: &Spec) -> Vec<Mutant> {
    let lists = typed(spec).into_iter().filter(Field::is_list);
    each(lists, |spec, field| {
        let spare = sample(spec, field).items().first().cloned();
        let spare = spare.or_else(|| literals(spec, field).into_iter().next()).unwrap_or_else(|| Tree::text(""));
        field.set(spec, "type", Tree::text(field.element()));
        field.unset(spec, "max_len");
        if nature(spec, field) != Nature::Object {
            field.unset(spec, "encode");
        }
        reshow(spec, field, |value| match value {
            Tree::List(items) => merged(items).unwrap_or_else(|| spare.clone()),
            other => other.clone(),
        });
    })
}

/// A single value became a list.
pub fn single_became_list(spec: &Spec) -> Vec<Mutant> {
    let singles = typed(spec).into_iter().filter(|field| !field.is_list() && !field.says.flag("secret"));
    each(uncompared(spec, singles), |spec, field| {
        if field.holder.path == ["query"] && nature(spec, field) != Nature::Object {
            field.set(spec, "encode", Tree::text("comma"));
        }
        ["min", "max"].iter().for_each(|key| field.unset(spec, key));
        field.set(spec, "type", Tree::text(format!("list<{}>", field.element())));
        reshow(spec, field, |value| Tree::List(vec![value.clone()]));
    })
}

/// Texts are kept from every output now.
pub fn text_became_secret(spec: &Spec) -> Vec<Mutant> {
    let texts = typed(spec).into_iter().filter(|field| field.says.word("type") == Some("text") && !field.says.flag("secret"));
    each(uncompared(spec, texts), |spec, field| field.set(spec, "secret", Tree::plain(true)))
}

/// Texts are no longer kept from output.
pub fn secret_became_text(spec: &Spec) -> Vec<Mutant> {
    let secrets = typed(spec).into_iter().filter(|field| field.says.flag("secret"));
    each(secrets, |spec, field| field.unset(spec, "secret"))
}

/// Fields whose type callers see and may have to write. What paging moves has the type that paging wants.
fn typed(spec: &Spec) -> Vec<Field> {
    let is_free = |field: &Field| !(is_paged(spec, field) || field.holder.is_struct() && field.is_named);
    sent(spec, &[Role::Required, Role::Optional, Role::Choice]).into_iter().filter(is_free).collect()
}

/// Those that no rule compares with a value: it would have to be one of the new type.
fn uncompared(spec: &Spec, fields: impl Iterator<Item = Field>) -> Vec<Field> {
    fields.filter(|field| !is_compared(spec, field)).collect()
}

/// Fields whose values stay as they are under another type.
fn became(spec: &Spec, fields: impl IntoIterator<Item = Field>, plain: impl Fn(Nature) -> Option<&'static str>) -> Vec<Mutant> {
    let mutant = |field: Field| {
        let ty = plain(nature(spec, &field))?;
        let edit = move |spec: &mut Spec, field: &Field| {
            field.set(spec, "type", Tree::text(with_element(field, ty)));
            if ty == "json" && !field.is_list() {
                field.unset(spec, "encode");
            }
            prune(spec);
        };
        Some(each([field], edit))
    };
    fields.into_iter().filter_map(mutant).flatten().collect()
}

/// Gives a field another type and this value, or as many of it as there were.
fn turn(spec: &mut Spec, field: &Field, ty: &str, value: &Tree) {
    field.set(spec, "type", Tree::text(with_element(field, ty)));
    reshow(spec, field, |known| match known {
        Tree::List(items) => Tree::List(vec![value.clone(); items.len()]),
        _ => value.clone(),
    });
}

fn with_element(field: &Field, ty: &str) -> String {
    if field.is_list() { format!("list<{ty}>") } else { ty.to_owned() }
}

/// A scalar that exists, and has the same representation as this one.
fn another(spec: &Spec, name: &str, base: &Tree) -> Option<String> {
    let mut scalars = spec.common().filter_map(|(_, tree)| tree.get("scalars")).flat_map(Tree::entries);
    scalars.find(|(other, scalar)| other != name && scalar.get("base") == Some(base)).map(|(other, _)| other.clone())
}

/// The first of some values, an object with what only the others show.
fn merged(values: &[Tree]) -> Option<Tree> {
    let (first, others) = values.split_first()?;
    let mut all = first.clone();
    others.iter().for_each(|other| merge(&mut all, other));
    Some(all)
}

fn merge(into: &mut Tree, from: &Tree) {
    for (key, value) in from.entries() {
        match into.get_mut(key) {
            Some(known) => match known {
                Tree::Map(_) => merge(known, value),
                // Every item may show something of its own.
                Tree::List(items) => items.extend(value.items().iter().filter(|item| matches!(item, Tree::Map(_))).cloned()),
                Tree::Leaf { .. } => {}
            },
            None => into.set(key, value.clone()),
        }
    }
}
