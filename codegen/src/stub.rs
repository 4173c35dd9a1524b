//! The file that a new endpoint begins as: a draft with every key of the format, the optional ones as comments.
//!
//! Lines that begin with `##` are words; without the `# ` before them, all other comments together are a whole endpoint.

use crate::{schema, spec::Method};

const TEMPLATE: &str = include_str!("stub.yaml");

/// The stub of an endpoint, by its path below the spec folder.
pub fn stub(file: &str, name: &str, method: Method, path: &str) -> String {
    let (method, request) = match method {
        Method::Get => ("GET", "## GET 没有请求体，参数都写在 query 里"),
        Method::Post => ("POST", "## 请求体\n# request:"),
    };
    let values = [
        ("{modeline}", schema::modeline(file).unwrap_or_default()),
        ("{name}", name.to_owned()),
        ("{doc_name}", name.replace('_', "")),
        ("{method}", method.to_owned()),
        ("{path}", path.to_owned()),
        ("{request}", request.to_owned()),
    ];
    values.iter().fold(TEMPLATE.to_owned(), |text, (mark, value)| text.replace(*mark, value))
}
