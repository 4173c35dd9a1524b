//! Walks over the fields of a page: a tree with objects opened in place, and what the search and the list of doubts need.

use super::{
    Atlas,
    fields::{Claim, Conflict, Fact, Found, Mark, Node, Spot, Tag, choosable, gone},
    links, words,
};
use crate::{
    lower::literal_text,
    model::{self, Endpoint, Enum, Field, Request, Struct, Type},
};
use std::collections::BTreeSet;

/// What is known of the fields that are walked over.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// A request carries them
    pub sent: bool,
    /// They stand in the URL
    pub parameters: bool,
    /// They are the request's own
    pub request: Option<&'a Request>,
    /// They are told here and nowhere before
    pub first: bool,
}

/// Walks over the fields of one page.
pub struct Walk<'a> {
    atlas: &'a Atlas<'a>,
    endpoint: Option<&'a Endpoint>,
    page: String,
    opened: BTreeSet<&'a str>,
    pub found: Found<'a>,
}

impl<'a> Walk<'a> {
    /// A walk over an endpoint's page, or over that of the shared types.
    pub fn new(atlas: &'a Atlas<'a>, endpoint: Option<&'a Endpoint>, page: String) -> Self {
        Self { atlas, endpoint, page, opened: BTreeSet::new(), found: Found::default() }
    }

    /// The tree of fields; `above` is the place that they hang on.
    pub fn nodes(&mut self, fields: &'a [Field], above: &str, side: Side<'a>) -> Vec<Node<'a>> {
        fields.iter().map(|field| self.node(field, above, side)).collect()
    }

    /// Takes up a conflict about a field, or about the endpoint.
    pub fn conflict(&mut self, conflict: &'a model::Conflict, field: Option<&str>, first: bool) -> Mark {
        let id = format!("conflict-{}", self.found.conflicts.len() + 1);
        let about = words::about(&conflict.about);
        let atlas = self.atlas;
        let says = conflict.says.iter().map(|(who, says)| Claim { who: atlas.source(who), says }).collect();
        let mark = Mark { about: about.clone(), href: format!("{}#{id}", self.page) };
        let place = field.map(|field| self.place(field)).unwrap_or_default();
        let href = field.map_or_else(|| self.page.clone(), |field| format!("{}#{field}", self.page));
        let (chose, why) = (conflict.chose.as_str(), conflict.why.as_str());
        self.found.conflicts.push(Conflict { id, about, place, href, says, chose, why, first });
        mark
    }

    fn node(&mut self, field: &'a Field, above: &str, side: Side<'a>) -> Node<'a> {
        let id = format!("{above}.{}", links::step(&field.wire));
        self.found.entries.push((field.wire.as_str(), field.rust.as_str(), field.doc.as_str(), id.clone()));
        let (place, href, doc) = (self.place(&id), format!("{}#{id}", self.page), field.doc.as_str());
        let spot = || Spot { place: place.clone(), href: href.clone(), doc };
        if side.first && field.ty.element() == &Type::Json {
            self.found.unknown.push(spot());
        }
        if side.first && field.disputed {
            self.found.disputed.push(spot());
        }
        let conflicts = field.conflicts.iter().map(|conflict| self.conflict(conflict, Some(id.as_str()), side.first)).collect();
        let (type_name, type_href) = self.named(&field.ty);
        let values = self.enumeration(field.ty.element()).map(|found| choosable(&found.values)).unwrap_or_default();
        let (children, children_doc, shared) = match (field.ty.element(), self.structure(field.ty.element())) {
            (Type::Struct(name), Some(structure)) => {
                let first = side.first && !name.shared && self.opened.insert(&structure.name);
                let inside = Side { request: None, parameters: false, first, ..side };
                (self.nodes(&structure.fields, &id, inside), structure.doc.as_str(), name.shared)
            }
            _ => (Vec::new(), "", false),
        };
        Node {
            wire: &field.wire,
            kind: words::kind(&field.ty),
            type_name,
            type_href,
            tags: tags(field, side),
            gone: gone(field.deprecated.as_ref(), false),
            doc,
            facts: self.facts(field, side),
            conflicts,
            values,
            children,
            children_doc,
            shared,
            id,
        }
    }

    /// The place without the side that it is on.
    fn place(&self, id: &str) -> String {
        match (self.endpoint, id.split_once('.')) {
            (Some(_), Some((_, below))) => below.to_owned(),
            _ => id.to_owned(),
        }
    }

    /// The name of a type, and its place where it has one of its own.
    fn named(&self, ty: &'a Type) -> (&'a str, String) {
        let (name, shared) = match ty.element() {
            Type::Scalar { name, .. } => (name.as_str(), true),
            Type::Struct(found) | Type::Enum { name: found, .. } => (found.name.as_str(), found.shared),
            Type::Text | Type::Secret | Type::Int | Type::Bool | Type::Json | Type::List(_) => ("", false),
        };
        (name, if shared { links::shared(name) } else { String::new() })
    }

    fn structure(&self, ty: &Type) -> Option<&'a Struct> {
        let Type::Struct(name) = ty else { return None };
        match self.endpoint {
            Some(endpoint) => endpoint.find_struct(self.atlas.model, name),
            None => self.atlas.model.shared_struct(&name.name),
        }
    }

    fn enumeration(&self, ty: &Type) -> Option<&'a Enum> {
        let Type::Enum { name, .. } = ty else { return None };
        match self.endpoint {
            Some(endpoint) => endpoint.find_enum(self.atlas.model, name),
            None => self.atlas.model.shared_enum(&name.name),
        }
    }

    fn facts(&self, field: &Field, side: Side) -> Vec<Fact> {
        let mut facts = Vec::new();
        if field.rust != field.wire {
            facts.push(Fact::code("Rust", &field.rust));
        }
        let written = if side.parameters { words::parameter(field) } else { words::written(field) };
        facts.extend(written.map(|written| Fact::words("写作", written)));
        if let Type::Scalar { name, .. } = field.ty.element() {
            let unit = self.atlas.model.scalars.iter().find(|scalar| scalar.name == *name).and_then(|scalar| scalar.unit.clone());
            facts.extend(unit.map(|unit| Fact::words("单位", unit)));
        }
        match (field.min, field.max) {
            (Some(min), Some(max)) => facts.push(Fact::words("范围", format!("{min} 到 {max}"))),
            (Some(min), None) => facts.push(Fact::words("最小", min.to_string())),
            (None, Some(max)) => facts.push(Fact::words("最大", max.to_string())),
            (None, None) => {}
        }
        if let Some(max) = field.max_len {
            let what = if matches!(field.ty, Type::List(_)) { "项" } else { "字符" };
            facts.push(Fact::words("最多", format!("{max} {what}")));
        }
        facts.extend(field.default.as_ref().map(|default| Fact::code("默认", literal_text(default))));
        facts.extend(field.constant.as_ref().map(|constant| Fact::code("总是", literal_text(constant))));
        if !field.aliases.is_empty() {
            facts.push(Fact::code("也叫", field.aliases.join("、")));
        }
        if !field.renamed_from.is_empty() {
            facts.push(Fact::code("曾用名", field.renamed_from.join("、")));
        }
        if !field.from.is_empty() {
            let sources: Vec<&str> = field.from.iter().map(|source| self.atlas.source(source)).collect();
            facts.push(Fact::words("来自", sources.join("、")));
        }
        facts
    }
}

fn tags(field: &Field, side: Side) -> Vec<Tag> {
    let mut tags = Vec::new();
    if side.sent {
        let chosen = side.request.is_some_and(|request| request.choice_of(&field.wire).is_some());
        let (class, text) = match field {
            Field { constant: Some(_), .. } => ("fixed", "固定"),
            _ if chosen => ("must", "多选一"),
            Field { required: true, .. } => ("must", "必填"),
            Field { required_position: true, .. } => ("may", "首页由 SDK 带上"),
            Field { disputed: true, .. } => ("doubt", "是否必填有分歧"),
            _ => ("may", "选填"),
        };
        tags.push(Tag { class, text });
    } else if field.optional {
        tags.push(Tag { class: "may", text: "可能没有" });
    }
    if field.ty.element() == &Type::Secret {
        tags.push(Tag { class: "must", text: "机密" });
    }
    if field.ty.element() == &Type::Json {
        tags.push(Tag { class: "doubt", text: "类型未知" });
    }
    tags
}
