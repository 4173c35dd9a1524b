//! Writing: every value in the form that the spec says, absent ones left out.

use super::Form;
use crate::Secret;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A value that can be written in a form.
pub trait Write {
    /// Whether nothing is to be written.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes the value.
    fn write<S: Serializer>(&self, form: Form, serializer: S) -> Result<S::Ok, S::Error>;
}

/// An object that writes its members.
pub trait WriteObject {
    /// Writes the members that are there.
    fn write_fields<M: SerializeMap>(&self, members: &mut Members<'_, M>);
}

/// The members of an object while they are being written; the first error is kept and ends the writing.
#[derive(Debug)]
pub struct Members<'a, M: SerializeMap> {
    map: &'a mut M,
    result: Result<(), M::Error>,
}

impl<M: SerializeMap> Members<'_, M> {
    /// Writes a member, unless it is absent.
    pub fn put<V: Write + ?Sized>(&mut self, key: &'static str, value: &V, form: Form) {
        if self.result.is_ok() && !value.is_absent() {
            self.result = self.map.serialize_entry(key, &As(value, form));
        }
    }
}

/// Writes an object with its members.
pub fn write_object<T: WriteObject, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut members = Members { map: &mut map, result: Ok(()) };
    object.write_fields(&mut members);
    members.result?;
    map.end()
}

impl<T: WriteObject> Write for T {
    fn write<S: Serializer>(&self, _: Form, serializer: S) -> Result<S::Ok, S::Error> {
        write_object(self, serializer)
    }
}

/// The JSON text of a whole request.
pub fn body<T: WriteObject + ?Sized>(request: &T) -> Vec<u8> {
    object(|members| request.write_fields(members))
}

/// The map of a JSON text that is being written.
pub type JsonMap<'a> = serde_json::ser::Compound<'a, &'a mut Vec<u8>, serde_json::ser::CompactFormatter>;

/// The JSON text of an object whose members a function writes.
pub fn object(put: impl FnOnce(&mut Members<'_, JsonMap<'_>>)) -> Vec<u8> {
    let mut text = Vec::with_capacity(128);
    let mut serializer = serde_json::Serializer::new(&mut text);
    // Writing texts, numbers and lists into memory cannot fail.
    if let Ok(mut map) = Serializer::serialize_map(&mut serializer, None) {
        put(&mut Members { map: &mut map, result: Ok(()) });
        let _ = SerializeMap::end(map);
    }
    text
}

/// A value together with the form it is written in.
#[derive(Debug)]
pub struct As<'a, V: ?Sized>(pub &'a V, pub Form);

impl<V: Write + ?Sized> Serialize for As<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(self.1, serializer)
    }
}

impl Write for i64 {
    fn write<S: Serializer>(&self, form: Form, serializer: S) -> Result<S::Ok, S::Error> {
        match form {
            Form::Text => serializer.collect_str(self),
            _ => serializer.serialize_i64(*self),
        }
    }
}

impl Write for bool {
    fn write<S: Serializer>(&self, form: Form, serializer: S) -> Result<S::Ok, S::Error> {
        match form {
            Form::Bool => serializer.serialize_bool(*self),
            Form::Number => serializer.serialize_u64((*self).into()),
            Form::Text => serializer.serialize_str(if *self { "true" } else { "false" }),
        }
    }
}

impl Write for str {
    fn write<S: Serializer>(&self, _: Form, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Write for String {
    fn write<S: Serializer>(&self, _: Form, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Write for Secret {
    fn write<S: Serializer>(&self, _: Form, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl Write for serde_json::Value {
    fn write<S: Serializer>(&self, _: Form, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

impl<T: Write> Write for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn write<S: Serializer>(&self, form: Form, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(form, serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Write> Write for Vec<T> {
    fn write<S: Serializer>(&self, form: Form, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.len()))?;
        for element in self {
            seq.serialize_element(&As(element, form))?;
        }
        seq.end()
    }
}

/// Characters that stand for themselves in a query.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The query of a URL while it is being written.
#[derive(Default)]
pub struct Query(String);

impl core::fmt::Debug for Query {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str("Query(***)")
    }
}

impl Query {
    /// An empty query with room for so many bytes.
    pub fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Parameters that are encoded already.
    pub fn encoded(&mut self, parameters: &str) {
        if !self.0.is_empty() && !parameters.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(parameters);
    }

    /// A parameter with a single value.
    pub fn put<V: Write + ?Sized>(&mut self, key: &str, value: &V, form: Form) {
        if !value.is_absent() {
            self.text(key, &plain(value, form));
        }
    }

    /// A list or object as JSON text.
    pub fn json<V: Write + ?Sized>(&mut self, key: &str, value: &V, form: Form) {
        if !value.is_absent() {
            self.text(key, &serde_json::to_string(&As(value, form)).unwrap_or_default());
        }
    }

    /// The elements of a list joined by commas.
    pub fn comma<V: Write + ?Sized>(&mut self, key: &str, values: &V, form: Form) {
        if values.is_absent() {
            return;
        }
        if let Ok(serde_json::Value::Array(values)) = serde_json::to_value(As(values, form)) {
            let joined: Vec<String> = values.into_iter().map(unquoted).collect();
            self.text(key, &joined.join(","));
        }
    }

    /// A parameter as it stands.
    pub fn text(&mut self, key: &str, value: &str) {
        let separator = if self.0.is_empty() { "" } else { "&" };
        self.0.extend([separator, key, "="]);
        // Nearly all values, tokens above all, stand for themselves.
        match value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte)) {
            true => self.0.push_str(value),
            false => self.0.extend(utf8_percent_encode(value, PLAIN)),
        }
    }

    /// The whole query, without a question mark.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A value without quotes, as URLs have it.
fn plain<V: Write + ?Sized>(value: &V, form: Form) -> String {
    serde_json::to_value(As(value, form)).map(unquoted).unwrap_or_default()
}

fn unquoted(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

/// serde's own trait for an object that is written, with the feature `full-serde`.
#[doc(hidden)]
#[macro_export]
macro_rules! __written {
    ($name:ident) => {
        #[allow(deprecated)]
        impl $crate::__rt::Serialize for $name {
            fn serialize<S: $crate::__rt::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__rt::wire::write_object(self, serializer)
            }
        }
    };
}
