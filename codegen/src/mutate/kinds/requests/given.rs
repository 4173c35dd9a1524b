//! What mutations of requests ask of a field: who names it, what its values are, and what the examples show of it.

use crate::{
    mutate::{
        Mutant,
        edits::keys,
        fields::{Field, Role, fields, in_examples},
        spec::Spec,
        tree::Tree,
    },
    names,
};

/// What a value is, a single one or each of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    Text,
    Number,
    Id,
    Flag,
    TextEnum,
    NumberEnum,
    Json,
    Object,
}

/// The fields that requests carry and that are one of these to a caller.
pub fn sent(spec: &Spec, roles: &[Role]) -> Vec<Field> {
    fields(spec).into_iter().filter(|field| field.holder.is_sent && roles.contains(&field.role)).collect()
}

/// One mutant for each field, told at the field.
pub fn each(
    fields: impl IntoIterator<Item = Field>,
    edit: impl Fn(&mut Spec, &Field) + Clone + Send + Sync + 'static,
) -> Vec<Mutant> {
    let mutant = |field: Field| {
        let edit = edit.clone();
        Mutant::new(field.name(), move |spec| edit(spec, &field))
    };
    fields.into_iter().map(mutant).collect()
}

/// What a field is called in Rust.
pub fn rust_name(field: &Field) -> String {
    field.says.word("rust").map_or_else(|| names::member(&field.wire), str::to_owned)
}

/// The rules between the fields of a request.
pub fn rules<'a>(spec: &'a Spec, file: &str) -> &'a [Tree] {
    spec.file(file).get("rules").map_or(&[][..], Tree::items)
}

/// The words of a tree of lists.
pub fn words(tree: &Tree) -> Vec<&str> {
    tree.leaf().into_iter().chain(tree.items().iter().flat_map(words)).collect()
}

/// Whether paging moves a field or takes it for the size of a page.
pub fn is_paged(spec: &Spec, field: &Field) -> bool {
    let named =
        |key: &&str| spec.file(&field.holder.file).at(&["paging", *key]).and_then(Tree::leaf) == Some(field.wire.as_str());
    !field.holder.is_struct() && ["cursor", "offset", "page", "size"].iter().any(named)
}

/// Whether a rule has a field under one of these keys.
pub fn is_ruled(spec: &Spec, field: &Field, keys: &[&str]) -> bool {
    let wire = field.wire.as_str();
    let names = |part: &Tree| words(part).contains(&wire) || part.keys().any(|key| key == wire);
    let mut rules = rules(spec, &field.holder.file).iter();
    !field.holder.is_struct() && rules.any(|rule| keys.iter().filter_map(|key| rule.get(key)).any(names))
}

/// Whether a rule compares a field with a value.
pub fn is_compared(spec: &Spec, field: &Field) -> bool {
    let mut rules = rules(spec, &field.holder.file).iter();
    !field.holder.is_struct() && rules.any(|rule| rule.at(&["when", &field.wire]).is_some())
}

/// What the values of a field are.
pub fn nature(spec: &Spec, field: &Field) -> Nature {
    let name = field.element();
    match name {
        "text" => return Nature::Text,
        "int" => return Nature::Number,
        "bool" => return Nature::Flag,
        _ => {}
    }
    let Some((file, section)) = spec.resolve(&field.holder.file, name) else { return Nature::Json };
    let known = spec.file(&file).at(&[section, name]);
    match section {
        "structs" => Nature::Object,
        "enums" => {
            let first = known.and_then(|known| known.get("values")?.keys().next());
            if first.is_some_and(|key| key.parse::<i64>().is_ok()) { Nature::NumberEnum } else { Nature::TextEnum }
        }
        _ => match known.and_then(|known| known.word("base")) {
            Some("u64") => Nature::Id,
            Some("i64") => Nature::Number,
            _ => Nature::Text,
        },
    }
}

/// Single values that a field may have, as constants, defaults and examples write them; none of objects.
pub fn literals(spec: &Spec, field: &Field) -> Vec<Tree> {
    match nature(spec, field) {
        Nature::Text => vec![Tree::text("m"), Tree::text("n")],
        Nature::Flag => vec![Tree::plain(true), Tree::plain(false)],
        Nature::Id => vec![Tree::plain(1), Tree::plain(2)],
        Nature::Number => {
            let (min, max) = (limit(field, "min"), limit(field, "max"));
            let from = max.map(|max| max.saturating_sub(1)).or(min).unwrap_or(1);
            let is_legal = |number: &i64| min.is_none_or(|min| *number >= min) && max.is_none_or(|max| *number <= max);
            [from, from.saturating_add(1)].into_iter().filter(is_legal).map(Tree::plain).collect()
        }
        known @ (Nature::TextEnum | Nature::NumberEnum) => {
            let Some((file, section)) = spec.resolve(&field.holder.file, field.element()) else { return Vec::new() };
            let values = spec.file(&file).at(&[section, field.element(), "values"]).map_or(&[][..], Tree::entries);
            let used = values.iter().filter(|(_, value)| !value.flag("retired"));
            used.map(|(key, _)| if known == Nature::TextEnum { Tree::text(key.as_str()) } else { Tree::plain(key) }).collect()
        }
        Nature::Json | Nature::Object => Vec::new(),
    }
}

/// A limit of a field.
pub fn limit(field: &Field, key: &str) -> Option<i64> {
    field.says.word(key)?.parse().ok()
}

/// The form that the type of a field is sent in by itself; none of objects.
pub fn natural_form(spec: &Spec, field: &Field) -> Option<&'static str> {
    let scalar = spec.shared("scalars", field.element());
    let own = scalar.and_then(|file| spec.file(file).at(&["scalars", field.element(), "wire"])).and_then(Tree::leaf);
    match nature(spec, field) {
        Nature::Flag => Some("bool"),
        Nature::Number | Nature::Id => Some(if own == Some("text") { "text" } else { "number" }),
        Nature::NumberEnum => Some("number"),
        Nature::Text | Nature::TextEnum => Some("text"),
        Nature::Json | Nature::Object => None,
    }
}

/// Everything that the examples show of a field.
pub fn shown(spec: &mut Spec, field: &Field) -> Vec<Tree> {
    let keys = keys(field);
    let mut found = Vec::new();
    in_examples(spec, &field.holder, &mut |object| found.extend(keys.iter().filter_map(|key| object.get(key)).cloned()));
    found
}

/// Something that the examples show of a field, if possible something that is not empty.
pub fn sample(spec: &mut Spec, field: &Field) -> Tree {
    let all = shown(spec, field);
    let is_full = |value: &&Tree| value.leaf().is_some_and(|text| !text.is_empty()) || !value.items().is_empty();
    let is_object = |value: &&Tree| !value.entries().is_empty();
    let best = all.iter().find(|value| is_full(value) || is_object(value)).or(all.first());
    best.cloned().unwrap_or_else(|| Tree::text(""))
}

/// Changes what the examples show of a field.
pub fn reshow(spec: &mut Spec, field: &Field, change: impl Fn(&Tree) -> Tree) {
    let keys = keys(field);
    in_examples(spec, &field.holder, &mut |object| {
        for key in &keys {
            if let Some(value) = object.get_mut(key) {
                *value = change(value);
            }
        }
    });
}

/// Shows a field in every example that lacks it.
pub fn show_everywhere(spec: &mut Spec, field: &Field, value: &Tree) {
    open_requests(spec, &field.holder.file);
    in_examples(spec, &field.holder, &mut |object| {
        if object.get(&field.wire).is_none() {
            object.set(&field.wire, value.clone());
        }
    });
}

/// Gives every example of an endpoint a request to put something into.
pub fn open_requests(spec: &mut Spec, file: &str) {
    if let Some(examples) = spec.file_mut(file).get_mut("examples") {
        for example in examples.items_mut() {
            example.map("request");
        }
    }
}

/// Those that leave examples which keep all rules between fields.
pub fn kept(spec: &Spec, mutants: Vec<Mutant>) -> Vec<Mutant> {
    mutants.into_iter().filter(|mutant| is_kept(&mutant.apply(spec))).collect()
}

fn is_kept(spec: &Spec) -> bool {
    let none = Tree::Map(Vec::new());
    spec.endpoints().all(|(file, tree)| {
        let examples = tree.get("examples").map_or(&[][..], Tree::items);
        let mut requests = examples.iter().map(|example| example.get("request").unwrap_or(&none));
        requests.all(|request| rules(spec, file).iter().all(|rule| holds(rule, request)))
    })
}

/// Whether a request keeps a rule.
pub fn holds(rule: &Tree, request: &Tree) -> bool {
    let has = |wire: &str| request.get(wire).is_some();
    let any = |part: &Tree| words(part).into_iter().any(has);
    let all = |part: &Tree| words(part).into_iter().all(has);
    if let Some(list) = rule.get("one_of") {
        let whole = list.items().iter().filter(|one| all(one)).count();
        let touched = list.items().iter().filter(|one| any(one)).count();
        return whole == 1 && touched == 1;
    }
    let applies = match rule.get("when") {
        Some(Tree::Map(values)) => values.iter().any(|(wire, value)| {
            let given = request.get(wire).and_then(Tree::leaf);
            given.is_some() && given == value.leaf()
        }),
        Some(when) => any(when),
        None => false,
    };
    rule.get("at_least_one").is_none_or(any) && (!applies || rule.get("requires").is_none_or(all))
}
