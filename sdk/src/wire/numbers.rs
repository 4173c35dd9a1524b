//! Ids, numbers and flags, as a number, quoted, or absent.

use super::Element;
use core::{fmt, str::FromStr};
use serde_core::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

/// A 64-bit id: digits with or without quotes, never through a float.
pub fn read_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    deserializer.deserialize_any(IdVisitor)
}

/// A number: digits with or without quotes, or a fraction that is a whole number.
pub fn read_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    deserializer.deserialize_any(NumberVisitor)
}

/// A flag: true or false, 1 or 0, with or without quotes.
pub fn read_flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    deserializer.deserialize_any(FlagVisitor)
}

/// The text of a number that serde_json hands out as a map when an application switches `arbitrary_precision` on.
pub(super) fn number_text<'de, M: MapAccess<'de>>(
    map: &mut M,
    expected: &dyn serde_core::de::Expected,
) -> Result<String, M::Error> {
    match map.next_key::<super::objects::Key<'de>>()? {
        Some(key) if key.as_str() == NUMBER_TOKEN => map.next_value::<String>(),
        _ => Err(M::Error::invalid_type(Unexpected::Map, expected)),
    }
}

/// The private key of serde_json's numbers under `arbitrary_precision`.
pub(super) const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// Whole numbers up to this size are exact as a float.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The whole number that a fraction is, where it is exactly one.
pub(crate) fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

/// The number that quoted digits are; a sign in front of them is a minus or nothing.
pub(crate) fn digits<T: FromStr>(quoted: &str) -> Option<T> {
    if quoted.starts_with('+') { None } else { quoted.parse().ok() }
}

struct IdVisitor;

impl<'de> Visitor<'de> for IdVisitor {
    type Value = Option<u64>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an id of 64 bits")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        u64::try_from(value).map(Some).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        match value {
            "" => Ok(None),
            quoted => digits(quoted).map(Some).ok_or_else(|| E::invalid_value(Unexpected::Str(value), &self)),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let text = number_text(&mut map, &self)?;
        self.visit_str(&text)
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Option<i64>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a whole number")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        i64::try_from(value).map(Some).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        whole(value).map(Some).ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        match value {
            "" => Ok(None),
            quoted => digits(quoted).map(Some).ok_or_else(|| E::invalid_value(Unexpected::Str(value), &self)),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let text = number_text(&mut map, &self)?;
        match text.parse::<i64>() {
            Ok(value) => Ok(Some(value)),
            Err(_) => match text.parse::<f64>().ok().and_then(whole) {
                Some(value) => Ok(Some(value)),
                None => Err(M::Error::invalid_value(Unexpected::Other("a fraction or too large a number"), &self)),
            },
        }
    }
}

struct FlagVisitor;

impl<'de> Visitor<'de> for FlagVisitor {
    type Value = Option<bool>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("true, false, 1 or 0")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        match value {
            0 => Ok(Some(false)),
            1 => Ok(Some(true)),
            other => Err(E::invalid_value(Unexpected::Unsigned(other), &self)),
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Err(E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        match value {
            "" => Ok(None),
            "true" | "1" => Ok(Some(true)),
            "false" | "0" => Ok(Some(false)),
            other => Err(E::invalid_value(Unexpected::Str(other), &self)),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

impl Element for i64 {
    fn element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        read_number(deserializer)
    }
}

impl Element for bool {
    fn element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        read_flag(deserializer)
    }
}
