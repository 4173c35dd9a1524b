//! Reads the entries of a HAR 1.2 file, as mitmproxy and browsers write it, as far as they may be calls of the API.

use serde_json::Value;
use wechat_league::catalog;

/// A path below one of these belongs to the API, whether the catalog knows it or not.
const OURS: [&str; 3] = ["/channels/ec/", "/cgi-bin/", "/union/"];

/// One recorded exchange.
pub struct Entry {
    /// Its place in the file
    pub index: usize,
    /// In capitals
    pub method: String,
    /// Path of the URL; empty where the URL has none
    pub path: String,
    /// Query of the URL as it stands; it may hold a token
    pub query: String,
    /// Whether the path is one of the API. The rest is read only then
    pub ours: bool,
    /// What was sent; empty when nothing was, or nothing was recorded
    pub request: Vec<u8>,
    /// HTTP status; zero when no answer came
    pub status: i64,
    /// What came back; empty when nothing did, or nothing was recorded
    pub response: Vec<u8>,
}

/// The entries of a file; `name` is how an error calls it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Entry>, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let har: Value = serde_json::from_slice(bytes).map_err(|error| format!("{name}: no HAR, for it is no JSON: {error}"))?;
    let entries =
        har.pointer("/log/entries").and_then(Value::as_array).ok_or_else(|| format!("{name}: no HAR: log.entries is no list"))?;
    let read = |(index, value)| entry(index, value).map_err(|error| format!("{name}: log.entries[{index}].{error}"));
    entries.iter().enumerate().map(read).collect()
}

fn entry(index: usize, value: &Value) -> Result<Entry, String> {
    let method = text(value, "request.method")?.to_ascii_uppercase();
    let (path, query) = path_and_query(text(value, "request.url")?);
    let known = catalog::ENDPOINTS.iter().any(|endpoint| endpoint.path == path);
    let ours = known || OURS.iter().any(|prefix| path.starts_with(*prefix));
    let mut entry = Entry { index, method, path, query, ours, request: Vec::new(), status: 0, response: Vec::new() };
    if ours {
        entry.request = sent(value)?;
        let status = at(value, "response.status").ok_or("response.status is missing")?;
        entry.status = status.as_i64().ok_or("response.status is no number")?;
        entry.response = body(value, "response.content")?.unwrap_or_default();
    }
    Ok(entry)
}

/// The body of a request: as a text, or as the parameters that a form was taken apart into.
fn sent(entry: &Value) -> Result<Vec<u8>, String> {
    if let Some(bytes) = body(entry, "request.postData")? {
        return Ok(bytes);
    }
    let Some(params) = at(entry, "request.postData.params") else { return Ok(Vec::new()) };
    let params = params.as_array().ok_or("request.postData.params is no list")?;
    let mut joined = Vec::new();
    for (index, param) in params.iter().enumerate() {
        let name = text(param, "name").map_err(|error| format!("request.postData.params[{index}].{error}"))?;
        // JSON that was sent as a form is a name without a value.
        joined.push(match param.get("value").and_then(Value::as_str) {
            None | Some("") => name.to_owned(),
            Some(value) => format!("{name}={value}"),
        });
    }
    Ok(joined.join("&").into_bytes())
}

/// The bytes of `text` in the object at the path; None when there are none.
fn body(entry: &Value, path: &str) -> Result<Option<Vec<u8>>, String> {
    let Some(holder) = at(entry, path) else { return Ok(None) };
    let Some(value) = at(holder, "text") else { return Ok(None) };
    let Some(text) = value.as_str() else { return Err(format!("{path}.text is no text")) };
    match at(holder, "encoding").or_else(|| at(holder, "_encoding")).map(|encoding| encoding.as_str().unwrap_or_default()) {
        None | Some("" | "utf-8" | "utf8") => Ok(Some(text.as_bytes().to_vec())),
        Some("base64") => {
            base64(text).map(Some).ok_or_else(|| format!("{path}.text is no base64, although its encoding says so"))
        }
        Some(_) => Err(format!("{path}.encoding is neither absent nor base64")),
    }
}

/// Path and query of a URL, without its fragment.
fn path_and_query(url: &str) -> (String, String) {
    let whole = url.split('#').next().unwrap_or_default();
    let (before, query) = whole.split_once('?').unwrap_or((whole, ""));
    let path = match before.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None if before.starts_with('/') => before,
        // data: and the like
        None => "",
    };
    (path.to_owned(), query.to_owned())
}

/// The value at a path of keys; None also for `null`.
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, key| value.get(key)).filter(|found| !found.is_null())
}

fn text<'a>(value: &'a Value, path: &str) -> Result<&'a str, String> {
    let found = at(value, path).ok_or_else(|| format!("{path} is missing"))?;
    found.as_str().ok_or_else(|| format!("{path} is no text"))
}

/// Decodes base64 of either alphabet, padded or not; None when it is none.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0);
    for c in text.trim_end().trim_end_matches('=').bytes().filter(|c| !c.is_ascii_whitespace()) {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    (bits < 6).then_some(bytes)
}
