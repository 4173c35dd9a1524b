//! Lists of values: every value with its name and meaning.

use super::{
    Dialect, Scope,
    node::{Map, Node},
    texts::with_deprecation,
};
use crate::{
    model::{Enum, Values, Variant},
    names,
};

/// One value of a list.
struct Row {
    value: Node,
    name: String,
    doc: String,
    outdated: bool,
}

/// The schema of an enum.
pub(super) fn schema(known: &Enum, dialect: Dialect) -> Map {
    let doc = with_deprecation(&known.doc, known.deprecated.as_ref());
    let (ty, rows) = match &known.values {
        Values::Int(variants) => ("integer", variants.iter().map(|variant| row(variant, variant.value)).collect()),
        Values::Text(variants) => ("string", variants.iter().map(|variant| row(variant, &variant.value)).collect()),
    };
    list(ty, &doc, rows, dialect).with_some("deprecated", known.deprecated.as_ref().map(|_| true))
}

/// The schema of all error codes, and what is known of each.
pub(super) fn codes(scope: &Scope) -> Map {
    let rows = scope.model.codes.iter().map(|code| Row {
        value: code.code.into(),
        name: code.name.clone(),
        doc: outdated(&with_deprecation(&code.doc, code.deprecated.as_ref()), code.retired),
        outdated: code.retired || code.deprecated.is_some(),
    });
    let doc = "已知的错误码；平台随时会新增，未列出的也要能读";
    let table = scope.model.codes.iter().map(|code| {
        Map::new()
            .with("code", code.code)
            .with("class", names::member(&format!("{:?}", code.class)))
            .with("repeat", names::member(&format!("{:?}", code.repeat)))
            .with_some("hint", code.hint.as_ref())
    });
    list("integer", doc, rows.collect(), scope.dialect).with_list("x-error-codes", table)
}

fn row<T>(variant: &Variant<T>, value: impl Into<Node>) -> Row {
    Row {
        value: value.into(),
        name: variant.name.clone(),
        doc: outdated(&with_deprecation(&variant.doc, variant.deprecated.as_ref()), variant.retired),
        outdated: variant.retired || variant.deprecated.is_some(),
    }
}

fn outdated(doc: &str, retired: bool) -> String {
    if retired { format!("{doc}（平台已不再使用）") } else { doc.to_owned() }
}

fn list(ty: &str, doc: &str, rows: Vec<Row>, dialect: Dialect) -> Map {
    let head = Map::new().with("type", ty).with("description", doc);
    match dialect {
        Dialect::V31 => head.with_list("oneOf", rows.into_iter().map(constant)),
        Dialect::V30 => {
            let old: Vec<Node> = rows.iter().filter(|row| row.outdated).map(|row| row.value.clone()).collect();
            let names: Vec<Node> = rows.iter().map(|row| (&row.name).into()).collect();
            let docs: Vec<Node> = rows.iter().map(|row| (&row.doc).into()).collect();
            head.with_list("enum", rows.into_iter().map(|row| row.value))
                .with_list("x-enum-varnames", names)
                .with_list("x-enum-descriptions", docs)
                .with_list("x-enum-deprecated", old)
        }
    }
}

fn constant(row: Row) -> Map {
    Map::new()
        .with("const", row.value)
        .with("title", row.name)
        .with("description", row.doc)
        .with_some("deprecated", Some(true).filter(|_| row.outdated))
}
