//! Every name that ends up in Rust: case, keywords, and what may not be used.

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

/// Keywords of edition 2024, reserved ones included.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut",
    "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names that generated code needs for itself.
const TAKEN_MEMBERS: &[&str] = &["new"];

/// A field, method or argument name from a wire name.
pub fn member(wire: &str) -> String {
    wire.to_snake_case()
}

/// A type or variant name from a snake_case name.
pub fn type_name(name: &str) -> String {
    name.to_pascal_case()
}

/// A constant name from a PascalCase name.
pub fn constant(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// Whether a text can be an identifier of Rust as it stands.
pub fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && chars.all(|next| next.is_ascii_alphanumeric() || next == '_')
        && name != "_"
}

/// Why a text cannot name a member of a struct, if it cannot.
pub fn member_trouble(name: &str) -> Option<String> {
    if !is_identifier(name) {
        return Some(format!("`{name}` is no Rust name"));
    }
    if name != name.to_snake_case() {
        return Some(format!("`{name}` is not snake_case"));
    }
    if KEYWORDS.contains(&name) {
        return Some(format!("`{name}` is a keyword of Rust"));
    }
    if TAKEN_MEMBERS.contains(&name) {
        return Some(format!("`{name}` is taken by the generated code"));
    }
    None
}

/// Why a text cannot name a type or a variant, if it cannot.
pub fn type_trouble(name: &str) -> Option<String> {
    if !is_identifier(name) {
        return Some(format!("`{name}` is no Rust name"));
    }
    if name.contains('_') || !name.starts_with(|first: char| first.is_ascii_uppercase()) {
        return Some(format!("`{name}` is not PascalCase"));
    }
    if KEYWORDS.contains(&name) {
        return Some(format!("`{name}` is a keyword of Rust"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_snake_case() {
        assert_eq!(member("shopAppIds"), "shop_app_ids");
        assert_eq!(member("category_ids_1"), "category_ids_1");
        assert_eq!(type_name("get_order_list"), "GetOrderList");
        assert_eq!(constant("CommissionOrderNotFound"), "COMMISSION_ORDER_NOT_FOUND");
    }

    #[test]
    fn keywords_and_taken_names_are_no_members() {
        assert!(member_trouble("type").is_some());
        assert!(member_trouble("gen").is_some());
        assert!(member_trouble("new").is_some());
        assert!(member_trouble("1st").is_some());
        assert!(member_trouble("order_id").is_none());
    }
}
