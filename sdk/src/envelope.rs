//! What an answer says about itself: `errcode` and `errmsg`, found without decoding the rest.
//!
//! The scan is tolerant: it reads whole, broken and truncated bodies alike, so that a code outranks any trouble with
//! the body around it. Usually `errcode` is the first key and the scan ends after a few bytes.

use std::borrow::Cow;

/// What the top level of an answer says about success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// `errcode` is zero
    Ok,
    /// `errcode` is something else
    Failed {
        /// The code
        code: i64,
        /// `errmsg`, whole
        message: String,
    },
    /// There is no `errcode`
    Nothing,
    /// `errcode` is neither a number nor its digits
    Unreadable {
        /// The text that stands there
        found: String,
    },
}

/// Reads `errcode` and, on failure, `errmsg` of the top level.
pub fn scan(body: &[u8]) -> Said {
    let Some(raw) = member(body, b"errcode") else { return Said::Nothing };
    let code = match text_of(raw) {
        text if raw.first() == Some(&b'"') => text,
        _ => Cow::Borrowed(std::str::from_utf8(raw).unwrap_or_default().trim()),
    };
    match code.as_ref() {
        "null" | "" => Said::Nothing,
        text => match text.parse::<i64>() {
            Ok(0) => Said::Ok,
            Ok(code) => {
                let message = member(body, b"errmsg").map(|raw| text_of(raw).into_owned()).unwrap_or_default();
                Said::Failed { code, message }
            }
            Err(_) => Said::Unreadable { found: text.chars().take(40).collect() },
        },
    }
}

/// The text of a JSON string, its escapes resolved where they can be, or the raw text of any other value.
fn text_of(raw: &[u8]) -> Cow<'_, str> {
    match raw {
        [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => String::from_utf8_lossy(inner),
        [b'"', ..] => {
            let lossy = String::from_utf8_lossy(raw);
            let clean = crate::repair::strip_controls(&lossy);
            match serde_json::from_str::<String>(&clean) {
                Ok(text) => Cow::Owned(text),
                Err(_) => Cow::Owned(lossy.trim_matches('"').to_owned()),
            }
        }
        other => String::from_utf8_lossy(other),
    }
}

/// The raw value of a key of the outermost object.
fn member<'a>(body: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    let mut scan = Scan { body, at: 0 };
    scan.blank();
    // A byte order mark is no content.
    if body[scan.at..].starts_with(b"\xEF\xBB\xBF") {
        scan.at += 3;
        scan.blank();
    }
    if !scan.take(b'{') {
        return None;
    }
    loop {
        scan.blank();
        let start = scan.at;
        let key = scan.string()?;
        let quoted = &body[start..scan.at];
        scan.blank();
        if !scan.take(b':') {
            return None;
        }
        scan.blank();
        let value = scan.value();
        // A key may be written with escapes.
        if key == wanted || (key.contains(&b'\\') && text_of(quoted).as_bytes() == wanted) {
            return Some(value);
        }
        scan.blank();
        if !scan.take(b',') {
            return None;
        }
    }
}

struct Scan<'a> {
    body: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    fn blank(&mut self) {
        while self.body.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.body.get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    /// The inside of a string; None where no whole string stands.
    fn string(&mut self) -> Option<&'a [u8]> {
        let start = self.at + 1;
        if self.body.get(self.at) != Some(&b'"') {
            return None;
        }
        self.skip_string();
        (self.body.get(self.at - 1) == Some(&b'"') && self.at > start).then(|| &self.body[start..self.at - 1])
    }

    /// Goes behind a string that begins here, or to the end of the body.
    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.body.get(self.at) {
            self.at += 1;
            match byte {
                b'"' => return,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
        self.at = self.body.len();
    }

    /// The raw text of a value: up to its end, or to the end of the body.
    fn value(&mut self) -> &'a [u8] {
        let start = self.at;
        let mut depth = 0usize;
        while let Some(byte) = self.body.get(self.at) {
            match byte {
                b'"' => {
                    self.skip_string();
                    if depth == 0 {
                        break;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => break,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        break;
                    }
                }
                b',' if depth == 0 => break,
                _ => {}
            }
            self.at += 1;
        }
        &self.body[start..self.at.min(self.body.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(code: i64, message: &str) -> Said {
        Said::Failed { code, message: message.into() }
    }

    #[test]
    fn errcode_is_read_in_every_form() {
        assert_eq!(scan(br#"{"errcode":0,"errmsg":"ok"}"#), Said::Ok);
        assert_eq!(scan(br#"{"errcode":"0"}"#), Said::Ok);
        assert_eq!(scan(br#"{"list":[{"errcode":1}]}"#), Said::Nothing);
        assert_eq!(scan(br#"{"errcode":null}"#), Said::Nothing);
        assert_eq!(scan(br#"{"errcode":"40001","errmsg":"bad \"x\""}"#), failed(40001, "bad \"x\""));
        assert_eq!(scan(br#"{"list":{"a":[1,"}"]}, "errmsg":"m" , "errcode" : -1 }"#), failed(-1, "m"));
        assert_eq!(scan(br#"{"errc\u006fde":40001,"list":[]}"#), failed(40001, ""));
        assert_eq!(scan(br#"{"errcode":"abc"}"#), Said::Unreadable { found: "abc".into() });
    }

    #[test]
    fn errcode_is_found_in_broken_bodies() {
        assert_eq!(scan(br#"{"errcode":40001,"errmsg":"x","list":[{"#), failed(40001, "x"));
        assert_eq!(scan(b"{\"errmsg\":\"a\x01\xff\",\"errcode\":45009,"), failed(45009, "a\u{1}\u{fffd}"));
        assert_eq!(scan(b""), Said::Nothing);
        assert_eq!(scan(b"<html>"), Said::Nothing);
        assert_eq!(scan(br#"{"errcode"#), Said::Nothing);
        assert_eq!(scan(br#"{"errcode":40"#), failed(40, ""));
    }
}
