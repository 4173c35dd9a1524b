//! Masks secrets in text that is about to be shown.

/// Keys whose values are never shown, whatever endpoint they come from.
const ALWAYS: &[&str] =
    &["access_token", "authorizer_access_token", "component_access_token", "refresh_token", "secret", "appsecret", "ticket"];

/// A text with the values of secret keys replaced, in JSON as in queries, broken or whole.
pub fn mask(text: &str, keys: &[&str]) -> String {
    let mut masked = text.to_owned();
    for key in ALWAYS.iter().chain(keys) {
        masked = in_json(&masked, key);
        masked = in_query(&masked, key, "=");
        masked = in_query(&masked, key, "%3D");
    }
    masked
}

/// `"key": "value"` becomes `"key": "***"`, also inside a JSON text that is itself a string.
fn in_json(text: &str, key: &str) -> String {
    let plain = in_strings(text, key, "\"");
    in_strings(&plain, key, "\\\"")
}

fn in_strings(text: &str, key: &str, quote: &str) -> String {
    let wanted = format!("{quote}{key}{quote}");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&wanted) {
        let value = rest[at + wanted.len()..].trim_start_matches([' ', '\t', '\r', '\n', ':']);
        out.push_str(&rest[..rest.len() - value.len()]);
        rest = value;
        if let Some(inner) = value.strip_prefix(quote) {
            out.push_str(quote);
            out.push_str("***");
            rest = &inner[end_of(inner, quote)..];
        }
    }
    out.push_str(rest);
    out
}

/// Where the string ends that has just begun.
fn end_of(text: &str, quote: &str) -> usize {
    if quote != "\"" {
        return text.find(quote).unwrap_or(text.len());
    }
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if !escaped => return at,
            '\\' if !escaped => escaped = true,
            _ => escaped = false,
        }
    }
    text.len()
}

/// `key=value` becomes `key=***`.
fn in_query(text: &str, key: &str, equals: &str) -> String {
    let wanted = format!("{key}{equals}");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&wanted) {
        let after = at + wanted.len();
        out.push_str(&rest[..after]);
        out.push_str("***");
        rest = rest[after..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_.~%!*+".contains(c));
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn secrets_are_masked_in_json_queries_and_nested_json() {
        assert_eq!(mask(r#"{"access_token" : "TOKEN\"x","a":"b"}"#, &[]), r#"{"access_token" : "***","a":"b"}"#);
        assert_eq!(mask(r#"{"access_token":"TOK"#, &[]), r#"{"access_token":"***"#);
        assert_eq!(mask("access_token=TO-KEN_1&x=2", &[]), "access_token=***&x=2");
        assert_eq!(mask(r#"{"body":"{\"secret\":\"S\",\"a\":\"b\"}"}"#, &[]), r#"{"body":"{\"secret\":\"***\",\"a\":\"b\"}"}"#);
        assert_eq!(mask("u%3Faccess_token%3DTOKEN&x=2", &[]), "u%3Faccess_token%3D***&x=2");
        assert_eq!(mask(r#"{"request_url":"u?t=1"}"#, &["request_url"]), r#"{"request_url":"***"}"#);
    }
}
