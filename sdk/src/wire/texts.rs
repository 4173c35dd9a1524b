//! Texts: as a string, or as the digits of a number.

use super::{Element, Read, numbers::number_text};
use crate::Secret;
use core::fmt;
use serde_core::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

/// A text; None only for `null`.
pub fn read_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    deserializer.deserialize_any(TextVisitor)
}

/// Larger numbers have lost digits by the time they arrive as a float.
const SHOWN_EXACTLY: f64 = 1e15;

struct TextVisitor;

/// Whether a fraction still has all its digits.
pub(crate) fn shown_exactly(value: f64) -> bool {
    value.abs() < SHOWN_EXACTLY
}

impl TextVisitor {
    fn float<E: Error>(&self, value: f64) -> Result<Option<String>, E> {
        match shown_exactly(value) {
            true => Ok(Some(value.to_string())),
            false => Err(E::invalid_value(Unexpected::Float(value), self)),
        }
    }
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Option<String>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        self.float(value)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let text = number_text(&mut map, &self)?;
        match text.parse::<f64>() {
            Ok(value) => self.float(value),
            Err(_) => Err(M::Error::invalid_value(Unexpected::Str(&text), &self)),
        }
    }
}

impl Read for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer).map(Option::unwrap_or_default)
    }

    fn says_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl Element for String {
    fn element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        read_text(deserializer)
    }
}

impl Read for Secret {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer).map(|text| text.map(Secret::new).unwrap_or_default())
    }

    fn says_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl Element for Secret {
    fn element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        read_text(deserializer).map(|text| text.map(Secret::new))
    }
}
