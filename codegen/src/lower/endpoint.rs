//! One endpoint file to one endpoint of the model.

use super::{
    File, SharedRef,
    fields::{self, Scope},
    gentle, paging, rules,
    shared::{Codes, enumeration},
};
use crate::{
    diag::{Code, Diagnostics},
    load::LoadedEndpoint,
    model::{Auth, Encode, Endpoint, EndpointError, Example, Field, Method, Payload, Request, Struct, Type},
    names,
    source::At,
    spec::{ErrorSpec, Required},
    yaml,
};

/// The endpoint of a file.
pub(super) fn lower(
    loaded: &LoadedEndpoint,
    shared: SharedRef,
    incomplete: bool,
    codes: &Codes,
    diagnostics: &mut Diagnostics,
) -> Endpoint {
    let at = &loaded.at;
    let spec = &at.spec;
    let scope = Scope { shared, local: Some(spec) };
    let type_name = names::type_name(&spec.name);
    identity(loaded, diagnostics);

    let structs = spec
        .structs
        .iter()
        .map(|(name, structure)| fields::structure(name, structure, &["structs", name.as_str()], at, &scope, diagnostics))
        .collect();
    let enums = spec.enums.iter().map(|(name, values)| enumeration(name, values, &["enums", name], at, diagnostics)).collect();

    let query = fields::fields(&spec.query, &["query"], at, &scope, diagnostics);
    let body = fields::fields(&spec.request, &["request"], at, &scope, diagnostics);
    parameters(at, &query, &body, diagnostics);
    two_places(at, &query, &body, diagnostics);
    let mut request = Request { name: type_name.clone(), query, body, choices: Vec::new(), rules: Vec::new() };
    (request.choices, request.rules) = rules::lower(at, &request, diagnostics);

    let response = Struct {
        at: At(at.key(&["response"])),
        name: format!("{type_name}Response"),
        doc: format!("{}的返回", spec.title),
        fields: fields::fields(&spec.response, &["response"], at, &scope, diagnostics),
        in_request: false,
        in_response: true,
        deprecated: None,
        renamed_from: Vec::new(),
    };
    let payload = payload(at, &response, diagnostics);
    for (code, error) in spec.errors.iter().filter(|(_, error)| error.name.is_none()) {
        listed(at, *code, error, incomplete, codes, diagnostics);
    }
    let mut endpoint = Endpoint {
        at: At(at.value(&["name"])),
        group: loaded.group.clone(),
        name: spec.name.clone(),
        doc_name: spec.doc_name.clone(),
        title: spec.title.clone(),
        docs: spec.docs.clone(),
        doc: spec.doc.clone(),
        method: spec.method,
        path: spec.path.clone(),
        auth: spec.auth,
        effect: spec.effect,
        request,
        response,
        payload,
        paging: None,
        structs,
        enums,
        errors: errors(at),
        gaps: spec.gaps.clone(),
        examples: examples(at),
        conflicts: fields::conflicts(&spec.conflicts, &["conflicts"], at, &scope, diagnostics),
        source: format!("api-spec/{}/{}.yaml", loaded.group.join("/"), spec.name),
        deprecated: gentle::deprecated(&spec.deprecated, &[], at, diagnostics),
        renamed_from: gentle::renamed(&spec.renamed_from, &spec.name, names::member_trouble, &[], at, diagnostics),
        draft: spec.draft,
    };
    endpoint.paging = paging::lower(at, &endpoint, shared, diagnostics);
    positions(&mut endpoint);
    gentle::request(at, &endpoint, diagnostics);
    endpoint
}

/// Positions of a list are never constructor arguments: the SDK sends the first one where the platform demands one.
fn positions(endpoint: &mut Endpoint) {
    let Some(paging) = &endpoint.paging else { return };
    let names: Vec<String> = paging.positions().cloned().collect();
    for field in endpoint.request.query.iter_mut().chain(&mut endpoint.request.body) {
        if names.contains(&field.wire) {
            field.required_position = std::mem::take(&mut field.required);
        }
    }
}

/// Name, path and pages of the endpoint itself.
fn identity(loaded: &LoadedEndpoint, diagnostics: &mut Diagnostics) {
    let at = &loaded.at;
    let spec = &at.spec;
    if let Some(trouble) = names::member_trouble(&spec.name) {
        diagnostics.push(Code::RUST_NAME, at.value(&["name"]), trouble, "name the method in snake_case, with the docs' words");
    }
    let file_name = loaded.file_name.trim_end_matches(".yaml");
    if file_name != spec.name {
        let message = format!("the file `{}` describes `{}`", loaded.file_name, spec.name);
        diagnostics.push(
            Code::WRONG_FILE,
            at.value(&["name"]),
            message,
            format!("rename the file to {}.yaml, or correct the name", spec.name),
        );
    }
    if !spec.path.starts_with('/') || spec.path.contains(['?', '#', ' ']) {
        diagnostics.push(
            Code::WRONG_SHAPE,
            at.value(&["path"]),
            "a path begins with / and has no query",
            "write it like /channels/ec/…",
        );
    }
    if spec.docs.is_empty() {
        diagnostics.push(
            Code::MISSING_KEY,
            at.key(&["docs"]),
            "the endpoint names no official page",
            "add the address of its page",
        );
    }
    if spec.examples.is_empty() {
        diagnostics.push(Code::MISSING_KEY, at.key(&["examples"]), "the endpoint has no example", "add a request and its answer");
    }
}

/// A name that stands in the URL and in the body would be one field of the request twice.
fn two_places(at: File, query: &[Field], body: &[Field], diagnostics: &mut Diagnostics) {
    for field in body {
        if let Some(twin) = query.iter().find(|other| other.wire == field.wire || other.rust == field.rust) {
            let message = format!("`{}` stands in `query` and in `request`", field.wire);
            let related = (at.key(&["query", &twin.wire]), "the other one".to_owned());
            diagnostics
                .push(
                    Code::DUPLICATE_NAME,
                    at.key(&["request", &field.wire]),
                    message,
                    "keep one of them, or give one a `rust:` name",
                )
                .related
                .push(related);
        }
    }
}

/// Keys that only some parameters may have.
fn parameters(at: File, query: &[Field], body: &[Field], diagnostics: &mut Diagnostics) {
    if at.spec.method == Method::Get && !body.is_empty() {
        let place = at.key(&["request"]);
        diagnostics.push(Code::MISPLACED, place, "a GET has no body", "move the fields into `query`");
    }
    for field in query {
        let path = ["query", field.wire.as_str()];
        let composite = matches!(field.ty, Type::List(_) | Type::Struct(_));
        let spec = at.spec.query.get(&field.wire);
        match (composite, field.encode) {
            // A type that is nowhere to be found may be either.
            _ if spec.is_some_and(|spec| fields::is_unknown(spec, &field.ty)) => {}
            (true, None) => {
                let help = "add `encode: json` or `encode: comma`";
                diagnostics.push(
                    Code::MISSING_KEY,
                    at.key(&path),
                    format!("`{}` has to say how it fits into a URL", field.wire),
                    help,
                );
            }
            (true, Some(Encode::Comma)) if !matches!(&field.ty, Type::List(inner) if !matches!(**inner, Type::Struct(_) | Type::List(_))) =>
            {
                let place = at.key(&[path[0], path[1], "encode"]);
                diagnostics.push(
                    Code::MISPLACED,
                    place,
                    "only a list of plain values can be joined by commas",
                    "write `encode: json`",
                );
            }
            (false, Some(_)) => {
                let place = at.key(&[path[0], path[1], "encode"]);
                diagnostics.push(Code::MISPLACED, place, "only lists and objects are encoded", "remove `encode`");
            }
            _ => {}
        }
        if field.wire == "access_token" && at.spec.auth == Auth::Token {
            diagnostics.push(Code::MISPLACED, at.key(&path), "the client adds access_token by itself", "remove the field");
        }
    }
    for field in body.iter().filter(|field| field.encode.is_some()) {
        let place = at.key(&["request", &field.wire, "encode"]);
        diagnostics.push(Code::MISPLACED, place, "`encode` is for parameters of the URL", "remove `encode`");
    }
    for (section, specs) in [("query", &at.spec.query), ("request", &at.spec.request)] {
        for (wire, spec) in specs {
            if spec.optional {
                let place = at.key(&[section, wire, "optional"]);
                diagnostics.push(Code::MISPLACED, place, "what a request leaves out is None anyway", "remove `optional`");
            }
            if spec.constant.is_some() && spec.required != Required::No {
                let place = at.key(&[section, wire, "required"]);
                diagnostics.push(Code::MISPLACED, place, "a constant is always sent", "remove `required`");
            }
        }
    }
    for (wire, spec) in &at.spec.response {
        let wrong = [
            ("required", spec.required != Required::No),
            ("encode", spec.encode.is_some()),
            ("const", spec.constant.is_some()),
            ("default", spec.default.is_some()),
        ];
        for (key, _) in wrong.iter().filter(|(_, is_wrong)| *is_wrong) {
            let place = at.key(&["response", wire, key]);
            diagnostics.push(Code::MISPLACED, place, format!("`{key}` is for requests"), format!("remove `{key}`"));
        }
        if matches!(wire.as_str(), "errcode" | "errmsg") {
            let place = at.key(&["response", wire]);
            diagnostics.push(Code::MISPLACED, place, format!("every answer has `{wire}`"), "remove the field");
        }
    }
}

fn payload(at: File, response: &Struct, diagnostics: &mut Diagnostics) -> Option<Payload> {
    let known = || response.fields.iter().map(|field| field.wire.as_str());
    match &at.spec.payload {
        Some(payload) if known().any(|wire| wire == payload.key()) => {
            let place = At(at.key(&["payload"]));
            Some(Payload { at: place, wire: payload.key().to_owned(), may_be_absent: payload.may_be_absent() })
        }
        Some(payload) => {
            let help = crate::diag::did_you_mean(payload.key(), known(), "name a top-level key of the response");
            diagnostics.push(
                Code::DANGLING,
                at.value(&["payload"]),
                format!("the response has no key `{}`", payload.key()),
                help,
            );
            None
        }
        None => {
            if !response.fields.is_empty() {
                diagnostics.push(
                    Code::MISSING_KEY,
                    at.key(&["response"]),
                    "the answer has fields but no payload",
                    "add `payload: key`: the key whose absence means that the answer is none",
                );
            }
            None
        }
    }
}

/// Takes up the codes that an endpoint names. Others may list them, so this comes before all endpoints are looked at.
pub(super) fn name_codes(loaded: &LoadedEndpoint, codes: &mut Codes, diagnostics: &mut Diagnostics) {
    let at = &loaded.at;
    for (code, error) in &at.spec.errors {
        let key = code.to_string();
        match (&error.name, codes.get(*code)) {
            (None, _) => {}
            (Some(name), None) => codes.define(*code, name, error, &["errors", &key], at, diagnostics),
            (Some(_), Some(known)) => {
                let message = format!("error code {code} is already named `{}`", known.name);
                let first = codes.place(*code).copied();
                let help = "remove `name`; a code that two endpoints list belongs into common/";
                let added = diagnostics.push(Code::ERROR_NAME, at.key(&["errors", &key]), message, help);
                added.related.extend(first.map(|place| (place, "named here".to_owned())));
            }
        }
    }
}

/// A code that is named elsewhere.
fn listed(at: File, code: i64, error: &ErrorSpec, incomplete: bool, codes: &Codes, diagnostics: &mut Diagnostics) {
    let key = code.to_string();
    if codes.get(code).is_some() {
        gentle::mention(&key, error, at, diagnostics);
    } else if !incomplete {
        // This may be the definition, without its name.
        diagnostics.push(
            Code::ERROR_NAME,
            at.key(&["errors", &key]),
            format!("error code {code} has no name"),
            "add `name: …` and `class: …`, or define the code under common/",
        );
    }
}

/// The codes that the endpoint's own page lists, in its order.
fn errors(at: File) -> Vec<EndpointError> {
    let errors = at.spec.errors.iter();
    let place = |code: &i64| At(at.key(&["errors", &code.to_string()]));
    errors.map(|(code, error)| EndpointError { at: place(code), code: *code, doc: error.doc.clone() }).collect()
}

fn examples(at: File) -> Vec<Example> {
    let text = |index: usize, side: &str| {
        at.node.at(&["examples", &index.to_string(), side]).map_or_else(|| "{}".to_owned(), yaml::to_json)
    };
    at.spec
        .examples
        .iter()
        .enumerate()
        .map(|(index, example)| Example {
            at: At(at.key(&["examples", &index.to_string()])),
            source: example.source,
            doc: example.doc.clone(),
            request: text(index, "request"),
            response: text(index, "response"),
        })
        .collect()
}
