//! The words of the pages: types, forms, kinds of failures and rules in Chinese.

use crate::{
    lower::literal_text,
    model::{Base, Choice, Class, Demand, Encode, Field, Form, Method, Repeat, Rule, Type, When},
};
use serde::Serialize;

/// What a type is, without its name.
pub fn kind(ty: &Type) -> String {
    let word = match ty {
        Type::Text | Type::Secret => "文本",
        Type::Int | Type::Scalar { base: Base::I64, .. } => "整数",
        Type::Bool => "布尔",
        Type::Json => "原样 JSON",
        Type::Scalar { base: Base::U64, .. } => "64 位编号",
        Type::Scalar { base: Base::Text, .. } => "文本编号",
        Type::Struct(_) => "对象",
        Type::Enum { text: true, .. } => "文本枚举",
        Type::Enum { text: false, .. } => "整数枚举",
        Type::List(inner) => return format!("{}的列表", kind(inner)),
    };
    word.to_owned()
}

/// How a value is written in a URL; nothing to say of one that is written as it is.
pub fn parameter(field: &Field) -> Option<&'static str> {
    match field.encode? {
        Encode::Json => Some("一段 JSON 文本"),
        Encode::Comma => Some("用逗号连起来"),
    }
}

/// How a value, or each element of a list, is written in JSON; nothing to say of objects.
pub fn written(field: &Field) -> Option<&'static str> {
    match (field.ty.element(), field.form) {
        (Type::Struct(_) | Type::Json | Type::List(_), _) => None,
        (Type::Text | Type::Secret | Type::Enum { text: true, .. } | Type::Scalar { base: Base::Text, .. }, _) => {
            Some(form(Form::Text))
        }
        (Type::Bool, Form::Number) => Some("1 或 0"),
        (Type::Bool, Form::Text) => Some("\"true\" 或 \"false\""),
        (_, written) => Some(form(written)),
    }
}

/// An HTTP method.
pub fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}

/// A JSON form.
pub fn form(form: Form) -> &'static str {
    match form {
        Form::Number => "JSON 数字",
        Form::Text => "JSON 字符串",
        Form::Bool => "true 或 false",
    }
}

/// The Rust representation of a scalar.
pub fn base(base: Base) -> &'static str {
    match base {
        Base::U64 => "u64",
        Base::I64 => "i64",
        Base::Text => "String",
    }
}

/// The kind of a failure.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::Token => "凭证无效",
        Class::Retry => "平台繁忙",
        Class::RateLimit => "调用超限",
        Class::Parameter => "参数不对",
        Class::Permission => "没有权限",
        Class::NotFound => "不存在",
        Class::Server => "平台故障",
        Class::Other => "其他",
    }
}

/// What a repeat of the same call would bring.
pub fn repeat(repeat: Repeat) -> &'static str {
    match repeat {
        Repeat::Pause => "隔一会儿再发，可能成功",
        Repeat::Minute => "下一分钟再发，可能成功",
        Repeat::Never => "原样再发，仍会失败",
    }
}

/// What a conflict is about; one about a field without a line of its own names that field.
pub fn about(about: &str) -> String {
    let (what, field) = about.split_once(' ').unwrap_or((about, ""));
    let word = match what {
        "name" => "名称",
        "type" => "类型",
        "wire" => "写法",
        "required" => "是否必填",
        "presence" => "有无",
        "unit" => "单位",
        "values" => "取值",
        "shape" => "形状",
        "limit" => "限制",
        "paging" => "翻页",
        "method" => "方法",
        "path" => "路径",
        "effect" => "作用",
        "auth" => "凭证",
        "errors" => "错误码",
        "label" => "标注",
        "title" => "标题",
        "doc" => "说明",
        "meaning" => "含义",
        "example" => "示例",
        "transport" => "传输",
        other => other,
    };
    if field.is_empty() { word.to_owned() } else { format!("{word} {field}") }
}

/// A piece of a sentence: words, or a name of the API.
#[derive(Debug, PartialEq, Serialize)]
pub struct Piece {
    pub text: String,
    pub code: bool,
}

/// An exactly-one group as a sentence.
pub fn choice(choice: &Choice) -> Vec<Piece> {
    let mut sentence = vec![words(&format!("{}：以下恰给一种：", choice.doc))];
    for (index, alternative) in choice.alternatives.iter().enumerate() {
        if index > 0 {
            sentence.push(words("，或 "));
        }
        sentence.extend(names(&alternative.wires, " 与 "));
    }
    sentence
}

/// A rule as a sentence.
pub fn rule(rule: &Rule) -> Vec<Piece> {
    let (begin, fields, between) = match &rule.demand {
        Demand::AtLeastOne(fields) => (vec![words("至少给一个：")], fields, "、"),
        Demand::Requires { when, fields } => (condition(when), fields, " 与 "),
    };
    begin.into_iter().chain(names(fields, between)).collect()
}

fn condition(when: &When) -> Vec<Piece> {
    match when {
        When::Given(field) => vec![words("给了 "), name(field), words(" 就要给 ")],
        When::Value(field, value) => vec![name(field), words(" 为 "), name(&literal_text(value)), words(" 时要给 ")],
    }
}

fn words(text: &str) -> Piece {
    Piece { text: text.to_owned(), code: false }
}

fn name(text: &str) -> Piece {
    Piece { text: text.to_owned(), code: true }
}

fn names(all: &[String], between: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, one) in all.iter().enumerate() {
        if index > 0 {
            pieces.push(words(between));
        }
        pieces.push(name(one));
    }
    pieces
}
