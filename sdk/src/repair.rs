//! A second chance for bodies that are almost JSON: raw control characters and broken UTF-8 inside texts.

use std::borrow::Cow;

/// The body without a byte order mark, which is no content.
pub fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// The body as JSON text, repaired, where there is something to repair.
pub fn repair(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let stripped = strip_controls(&text);
    match (&text, &stripped) {
        (Cow::Borrowed(_), Cow::Borrowed(_)) => None,
        _ => Some(stripped.into_owned()),
    }
}

/// A JSON text without control characters inside its strings.
pub fn strip_controls(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte < 0x20) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut in_string = false;
    let mut escaped = false;
    for c in text.chars() {
        match c {
            '"' if !escaped => in_string = !in_string,
            c if c < ' ' && in_string => {
                escaped = false;
                continue;
            }
            _ => {}
        }
        escaped = in_string && c == '\\' && !escaped;
        clean.push(c);
    }
    if clean.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(clean) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_inside_texts_are_removed_and_others_kept() {
        assert_eq!(strip_controls("{\n\"a\":\"x\u{1}\ny\\\"\u{2}\"}"), "{\n\"a\":\"xy\\\"\"}");
        assert!(matches!(strip_controls("{\n\"a\": 1}"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_sound_body_needs_no_repair() {
        assert_eq!(repair("{\"a\":\"商品\"}".as_bytes()), None);
        assert_eq!(repair(b"{\"a\":\"\xff\"}").as_deref(), Some("{\"a\":\"\u{fffd}\"}"));
    }
}
