//! The whole API as an OpenAPI document: 3.1, and 3.0.3 for generators that want it.
//!
//! One builder makes both; what differs asks for the [`Dialect`]. Requests have one form, the one that is sent. Answers
//! have every form in which the platform has been seen to bring a value, so that generated clients read real answers.

mod enums;
mod examples;
mod names;
mod node;
mod objects;
mod operations;
mod parameters;
mod rules;
mod texts;
mod values;

pub use node::{Map, Node};

use crate::model::{Endpoint, ErrorCode, Field, Group, Method, Model, Scalar, Struct, Type, TypeRef, Values};
use names::{ERROR_CODE, Names};
use values::Side;

/// The version of OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// 3.1, with the JSON Schema of 2020-12
    V31,
    /// 3.0.3
    V30,
}

/// The API as an OpenAPI document.
pub fn document(model: &Model, dialect: Dialect) -> Map {
    let scope = &Scope { model, dialect, names: &Names::of(model), endpoint: None };
    let (version, licence) = match dialect {
        Dialect::V31 => ("3.1.0", Some("MIT OR Apache-2.0")),
        Dialect::V30 => ("3.0.3", None),
    };
    let licence = Map::new().with("name", "MIT OR Apache-2.0").with_some("identifier", licence);
    let info = Map::new()
        .with("title", "微信小店优选联盟服务端 API")
        .with("description", ABOUT.trim())
        .with("license", licence)
        .with("version", env!("CARGO_PKG_VERSION"));
    let servers = model.hosts.iter().map(|host| {
        let head = Map::new().with("url", &host.url).with("description", &host.doc);
        head.with_some("x-failover", Some(true).filter(|_| host.failover))
    });
    let token = Map::new()
        .with("type", "apiKey")
        .with("in", "query")
        .with("name", "access_token")
        .with("description", "接口调用凭据，放在 URL 里；由 stable_token 接口换取，最长 7200 秒");
    let needs_token: Vec<Node> = vec![Map::new().with("access_token", Vec::<Node>::new()).into()];
    Map::new()
        .with("openapi", version)
        .with("info", info)
        .with_list("servers", servers)
        .with("security", needs_token)
        .with_list("tags", model.groups.iter().flat_map(|group| tags(group, &[])))
        .with("paths", operations::paths(scope))
        .with(
            "components",
            Map::new().with("schemas", schemas(scope)).with("securitySchemes", Map::new().with("access_token", token)),
        )
}

/// The document as JSON text.
pub fn json(document: &Map) -> serde_json::Result<String> {
    serde_json::to_string_pretty(document).map(|text| text + "\n")
}

/// The document as YAML text.
pub fn yaml(document: &Map) -> serde_yaml::Result<String> {
    serde_yaml::to_string(document)
}

/// What holds for all operations, and the words that begin with `x-`.
const ABOUT: &str = "
由 wechat-league 的规格生成：官方页面、示例与线上回包互相核对后的转写，分歧写在各字段的说明里。

- 请求的每个字段只有一种写法。返回里的标识、数、是与否写法不一，`IdInAnswer`、`NumberInAnswer`、`FlagInAnswer` 列出见过的写法。
- 标识会超过 2^53：JavaScript 等语言要用能保留大整数的 JSON 解析器。
- HTTP 状态不说明成败：先看 `errcode`，再读其余字段。
- 平台随时新增字段、枚举值和错误码，返回里遇到未列出的要照常接受。
- 枚举的名称：3.1 在 `oneOf` 的 `title`，3.0 在 `x-enum-varnames`；`x-enum` 指向取值表。
- `x-scalar` 是标量的含义，`x-unit` 是单位，`x-wire` 是文档写的形式，`x-default` 是不发送时平台采用的值，
  `x-alias-of` 是同一字段的另一个名字，`x-answer-of` 是请求所用结构在返回里的样子。
- `x-effect` 只读还是写操作，`x-payload` 成功时必有的键，`x-paging` 翻页，`x-rules` 参数之间的规则，`x-error-codes` 文档列出的错误码。
";

/// What every part of the document is made with.
#[derive(Debug, Clone, Copy)]
struct Scope<'a> {
    model: &'a Model,
    dialect: Dialect,
    names: &'a Names,
    /// Whose types are named; shared types name shared ones only
    endpoint: Option<&'a Endpoint>,
}

impl<'a> Scope<'a> {
    fn find_struct(&self, name: &TypeRef) -> Option<&'a Struct> {
        match self.endpoint {
            Some(endpoint) => endpoint.find_struct(self.model, name),
            None => self.model.shared_struct(&name.name),
        }
    }

    /// The schema of a struct on one side.
    fn structure(&self, name: &TypeRef, side: Side) -> String {
        let schema = self.names.schema(self.endpoint, name);
        match self.find_struct(name) {
            Some(known) if side == Side::Answered && known.in_request => self.names.in_answer(&schema),
            _ => schema,
        }
    }

    /// The fields of a struct.
    fn fields(&self, name: &TypeRef) -> &'a [Field] {
        self.find_struct(name).map(|known| known.fields.as_slice()).unwrap_or_default()
    }

    /// The values of an enum.
    fn values(&self, name: &TypeRef) -> Option<&'a Values> {
        let known = match self.endpoint {
            Some(endpoint) => endpoint.find_enum(self.model, name),
            None => self.model.shared_enum(&name.name),
        };
        known.map(|known| &known.values)
    }

    /// The scalar of a field, or of its elements.
    fn scalar(&self, field: &Field) -> Option<&'a Scalar> {
        let Type::Scalar { name, .. } = field.ty.element() else { return None };
        self.model.scalars.iter().find(|scalar| scalar.name == *name)
    }

    /// The name of an error code.
    fn code_name(&self, code: i64) -> &'a str {
        self.model.code(code).map_or("", |ErrorCode { name, .. }| name)
    }
}

/// One tag per group that holds endpoints.
fn tags(group: &Group, parents: &[&str]) -> Vec<Map> {
    let titles = [parents, &[group.title.as_str()]].concat();
    let own = (!group.endpoints.is_empty()).then(|| {
        Map::new().with("name", group.path.join("/")).with("description", titles.join("：")).with("x-displayName", &group.title)
    });
    own.into_iter().chain(group.groups.iter().flat_map(|below| tags(below, &titles))).collect()
}

/// All schemas: the lenient forms, the shared types, then endpoint by endpoint.
fn schemas(scope: &Scope) -> Map {
    let mut all = Map::new();
    for (name, schema) in values::lenient(scope.dialect) {
        all.put(name, schema);
    }
    if !scope.model.codes.is_empty() {
        all.put(ERROR_CODE, enums::codes(scope));
    }
    for known in &scope.model.structs {
        structure(&known.name, known, scope, &mut all);
    }
    for known in &scope.model.enums {
        all.put(&known.name, enums::schema(known, scope.dialect));
    }
    for endpoint in scope.model.endpoints() {
        let scope = &Scope { endpoint: Some(endpoint), ..*scope };
        let local = |name: &String| scope.names.schema(Some(endpoint), &TypeRef { name: name.clone(), shared: false });
        if endpoint.method == Method::Post {
            all.put(&scope.names.request(endpoint), objects::request(endpoint, scope));
        }
        all.put(&scope.names.response(endpoint), objects::response(endpoint, scope));
        for known in &endpoint.structs {
            structure(&local(&known.name), known, scope, &mut all);
        }
        for known in &endpoint.enums {
            all.put(&local(&known.name), enums::schema(known, scope.dialect));
        }
    }
    all
}

/// A struct on each side that reaches it.
fn structure(name: &str, known: &Struct, scope: &Scope, all: &mut Map) {
    if known.in_request {
        all.put(name, objects::structure(known, Side::Sent, scope));
    }
    match (known.in_request, known.in_response) {
        (true, true) => {
            let answered = objects::structure(known, Side::Answered, scope).with("x-answer-of", name);
            all.put(&scope.names.in_answer(name), answered);
        }
        (false, true) => all.put(name, objects::structure(known, Side::Answered, scope)),
        (_, false) => {}
    }
}
