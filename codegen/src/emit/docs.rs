//! Doc comments: meaning, unit, limits, provenance, and the official page.

use super::gentle;
use crate::{
    lower::literal_text,
    model::{Effect, Endpoint, Field, Method, Model, Scalar, Type},
};
use proc_macro2::TokenStream;
use quote::quote;

/// Lines as doc attributes.
pub fn lines(text: &str) -> TokenStream {
    let attributes = text.lines().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    quote!(#(#attributes)*)
}

/// The doc of a field: meaning, then what limits it and where it comes from, and whether it should still be used.
pub fn field(field: &Field, model: &Model) -> TokenStream {
    let mut text = field.doc.clone();
    let mut facts = Vec::new();
    if let Type::Scalar { name, .. } = field.ty.element()
        && let Some(Scalar { unit: Some(unit), .. }) = model.scalars.iter().find(|scalar| scalar.name == *name)
    {
        facts.push(format!("单位：{unit}"));
    }
    facts.extend(range(field));
    facts.extend(length(field));
    if let Some(default) = &field.default {
        facts.push(format!("默认 {}", literal_text(default)));
    }
    if field.disputed {
        facts.push("是否必填，来源不一".into());
    }
    if !field.from.is_empty() {
        facts.push(format!("来源：{}", field.from.join("、")));
    }
    if !facts.is_empty() {
        text.push_str(&format!("\n\n{}", facts.join("；")));
    }
    for conflict in &field.conflicts {
        text.push_str(&format!("\n\n来源分歧（{}）：取“{}”，{}", conflict.about, conflict.chose, conflict.why));
    }
    text.push_str(&gentle::words(field.deprecated.as_ref(), false));
    let doc = lines(&escape(&text));
    let attribute = gentle::attribute(field.deprecated.as_ref());
    quote!(#doc #attribute)
}

/// The doc of an endpoint, on its request and its method alike.
pub fn endpoint(endpoint: &Endpoint) -> String {
    let mut text = endpoint.title.clone();
    if let Some(doc) = &endpoint.doc {
        text.push_str(&format!("\n\n{doc}"));
    }
    text.push_str(&gentle::words(endpoint.deprecated.as_ref(), false));
    text.push_str(&format!("\n\n{}", summary(endpoint)));
    let pages: Vec<String> = endpoint.docs.iter().map(|url| format!("<{url}>")).collect();
    text.push_str(&format!("\n\n官方文档：{}", pages.join("、")));
    escape(&text)
}

/// Method and path, what a call does, and the size of a page.
pub fn summary(endpoint: &Endpoint) -> String {
    let method = match endpoint.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    let effect = match endpoint.effect {
        Effect::Read => "只读",
        Effect::Write => "写操作",
    };
    let size = page_limit(endpoint).map(|size| format!("，每页最多 {size} 条")).unwrap_or_default();
    format!("`{method} {}`，{effect}{size}", endpoint.path)
}

/// The documented error codes as a list.
pub fn errors(endpoint: &Endpoint, model: &Model) -> String {
    if endpoint.errors.is_empty() {
        return String::new();
    }
    let rows = endpoint.errors.iter().map(|error| {
        let constant = model.code(error.code).map_or("", |code| code.constant.as_str());
        format!("- [`{constant}`](crate::ErrorCode::{constant})（{}）：{}", error.code, escape(&error.doc))
    });
    format!("\n\n# 错误码\n\n{}", rows.collect::<Vec<_>>().join("\n"))
}

/// The largest documented page size.
pub fn page_limit(endpoint: &Endpoint) -> Option<i64> {
    let size = endpoint.paging.as_ref()?.size.as_ref()?;
    endpoint.request.field(size)?.max
}

/// Texts of people as rustdoc takes them: no accidental links or tags.
pub fn escape(text: &str) -> String {
    text.replace('[', "\\[").replace(']', "\\]").replace("<h", "\u{0}").replace('<', "\\<").replace('\u{0}', "<h")
}

/// The smallest and largest value, where the docs give one.
pub fn range(field: &Field) -> Option<String> {
    match (field.min, field.max) {
        (Some(min), Some(max)) => Some(format!("范围：{min} 到 {max}")),
        (Some(min), None) => Some(format!("最小 {min}")),
        (None, Some(max)) => Some(format!("最大 {max}")),
        (None, None) => None,
    }
}

/// The greatest length, where the docs give one.
pub fn length(field: &Field) -> Option<String> {
    let what = if matches!(field.ty, Type::List(_)) { "项" } else { "字符" };
    field.max_len.map(|max| format!("最多 {max} {what}"))
}
