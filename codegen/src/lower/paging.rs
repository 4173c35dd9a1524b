//! Paging: every key it names has to exist, with a type that can be what paging takes it for.

use super::{File, SharedRef};
use crate::{
    diag::{Code, Diagnostics},
    model::{Endpoint, Field, Model, Paging, PagingStyle, Type},
    names,
    source::At,
    spec::FieldSpec,
};

/// The paging of an endpoint, where it has any.
pub(super) fn lower(at: File, endpoint: &Endpoint, shared: SharedRef, diagnostics: &mut Diagnostics) -> Option<Paging> {
    let spec = at.spec.paging.as_ref()?;
    let mut bad = |key: &str, message: String, help: &str| {
        diagnostics.push(Code::BAD_PAGING, at.value(&["paging", key]), message, help);
    };
    let needed = match spec.style {
        PagingStyle::Cursor => ("cursor", &spec.cursor),
        PagingStyle::Offset => ("offset", &spec.offset),
        PagingStyle::Page => ("page", &spec.page),
    };
    if needed.1.is_none() {
        bad("style", format!("this style needs `{0}`", needed.0), &format!("add `{}: request key`", needed.0));
    }
    let request = |name: &Option<String>| name.as_deref().and_then(|name| endpoint.request.field(name));
    let answer =
        |name: &Option<String>| name.as_deref().and_then(|name| endpoint.response.fields.iter().find(|field| field.wire == name));
    let text = |ty: &Type| matches!(ty, Type::Text);
    let int = |ty: &Type| matches!(ty, Type::Int);
    let flag = |ty: &Type| matches!(ty, Type::Bool);
    type Check<'a> = (&'a str, &'a Option<String>, Option<&'a Field>, fn(&Type) -> bool, &'a str);
    let next = spec.next.clone().or_else(|| spec.cursor.clone());
    let next_is_text = spec.style != PagingStyle::Offset;
    let checks: [Check; 7] = [
        ("cursor", &spec.cursor, request(&spec.cursor), text, "a text of the request"),
        ("offset", &spec.offset, request(&spec.offset), int, "an int of the request"),
        ("page", &spec.page, request(&spec.page), int, "an int of the request"),
        ("size", &spec.size, request(&spec.size), int, "an int of the request"),
        ("next", &next, answer(&next), if next_is_text { text } else { int }, "a text (cursor) or int (offset) of the response"),
        ("more", &spec.more, answer(&spec.more), flag, "a bool of the response"),
        ("total", &spec.total, answer(&spec.total), int, "an int of the response"),
    ];
    for (key, name, field, fits, expected) in checks {
        if let Some(name) = name
            && !field.is_some_and(|field| fits(&field.ty))
        {
            bad(key, format!("`{name}` is not {expected}"), "name a field of that side and type");
        }
    }
    for (key, name) in [("cursor", &spec.cursor), ("offset", &spec.offset), ("page", &spec.page)] {
        let Some(field) = request(name) else { continue };
        if field.constant.is_some() {
            bad(key, format!("`{}` is always the same: no list moves by it", field.wire), "name a field that has no `const`");
        }
        let rules = at.spec.rules.iter().flat_map(|rule| &rule.one_of).flat_map(|alternative| alternative.fields());
        if rules.into_iter().any(|wire| *wire == field.wire) {
            bad(key, format!("`{}` is one of several: no list moves by it", field.wire), "name a field that stands in no one_of");
        }
    }
    let (items_rust, item) = match items(at, endpoint, shared, &spec.items) {
        Ok(found) => found,
        Err(message) => {
            bad("items", message, "name the path of the list in the response, such as `list` or `data.items`");
            (Vec::new(), Type::Json)
        }
    };
    Some(Paging {
        at: At(at.key(&["paging"])),
        style: spec.style,
        cursor: spec.cursor.clone(),
        offset: spec.offset.clone(),
        page: spec.page.clone(),
        first: spec.first.unwrap_or(if spec.style == PagingStyle::Page { 1 } else { 0 }),
        next: next.filter(|_| spec.cursor.is_some() || spec.next.is_some()),
        more: spec.more.clone(),
        total: spec.total.clone(),
        size: spec.size.clone(),
        items: spec.items.split('.').map(str::to_owned).collect(),
        items_rust,
        item,
    })
}

/// Reports lists below something that requests carry as well: there every field may be absent, and a list has to be there.
pub(super) fn sides(at: File, endpoint: &Endpoint, model: &Model, diagnostics: &mut Diagnostics) {
    let Some(paging) = &endpoint.paging else { return };
    let mut fields = endpoint.response.fields.as_slice();
    for step in &paging.items {
        let Some(Type::Struct(name)) = fields.iter().find(|field| field.wire == *step).map(|field| &field.ty) else { return };
        let Some(known) = endpoint.find_struct(model, name) else { return };
        if known.in_request {
            let message = format!("`{step}` is a `{}`, which requests carry as well: a list below it may be absent", known.name);
            let help = "give the answer a struct of its own";
            diagnostics.push(Code::BAD_PAGING, at.value(&["paging", "items"]), message, help);
            return;
        }
        fields = known.fields.as_slice();
    }
}

/// The Rust names along the path of the list, and the type of its items.
fn items(at: File, endpoint: &Endpoint, shared: SharedRef, path: &str) -> Result<(Vec<String>, Type), String> {
    let steps: Vec<&str> = path.split('.').collect();
    let mut rust = Vec::new();
    let mut holder: Option<&str> = None;
    let mut fields: Vec<(&str, &FieldSpec)> = at.spec.response.iter().map(|(wire, spec)| (wire.as_str(), spec)).collect();
    for (index, step) in steps.iter().enumerate() {
        let Some((_, spec)) = fields.iter().find(|(wire, _)| wire == step) else {
            return Err(format!("the response has no list at `{path}`"));
        };
        rust.push(spec.rust.clone().unwrap_or_else(|| names::member(step)));
        let last = index + 1 == steps.len();
        if last {
            let home = match holder {
                None => Some(endpoint.response.fields.as_slice()),
                Some(name) => endpoint.structs.iter().find(|local| local.name == name).map(|local| local.fields.as_slice()),
            };
            let list = home.and_then(|fields| fields.iter().find(|field| field.wire == *step)).map(|field| &field.ty);
            return match list {
                Some(Type::List(inner)) => Ok((rust, inner.as_ref().clone())),
                _ => Err(format!("`{path}` is no list of the response or of a struct of this endpoint")),
            };
        }
        if spec.optional {
            return Err(format!("`{step}` is optional: a list below it cannot be paged"));
        }
        holder = Some(&spec.ty);
        let named = at.spec.structs.get(&spec.ty).or_else(|| shared.structs.get(spec.ty.as_str()).map(|(_, found)| *found));
        fields = named
            .ok_or_else(|| format!("`{step}` is no object"))?
            .fields
            .iter()
            .map(|(wire, spec)| (wire.as_str(), spec))
            .collect();
    }
    Err(format!("the response has no list at `{path}`"))
}
