//! Objects: one loop over the keys; what a key means is the generated part.

use super::{Element, Read, numbers::NUMBER_TOKEN};
use core::{fmt, marker::PhantomData};
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use std::borrow::Cow;

/// An object that is read key by key, starting from its default.
pub trait ReadObject: Default {
    /// Takes the value of a key; false when the key is unknown, and its value was not read.
    fn read_key<'de, M: MapAccess<'de>>(&mut self, key: &str, map: &mut M) -> Result<bool, M::Error>;
}

/// Takes the value of the key that was just read. True, because the key is known: the arms of `read_key` are calls of this.
pub fn set<'de, T: Read, M: MapAccess<'de>>(field: &mut T, map: &mut M) -> Result<bool, M::Error> {
    *field = map.next_value_seed(Seed(PhantomData))?;
    Ok(true)
}

/// Takes an object, which is its default where there is none.
pub fn set_object<'de, T: ReadObject, M: MapAccess<'de>>(field: &mut T, map: &mut M) -> Result<bool, M::Error> {
    *field = map.next_value_seed(Seed::<Option<T>>(PhantomData))?.unwrap_or_default();
    Ok(true)
}

/// Takes the value of a field with several names: what says nothing does not overwrite what another name said.
pub fn alias<'de, T: Read, M: MapAccess<'de>>(field: &mut T, map: &mut M) -> Result<bool, M::Error> {
    let read = map.next_value_seed(Seed::<T>(PhantomData))?;
    if !read.says_nothing() {
        *field = read;
    }
    Ok(true)
}

/// Takes an object with several names.
pub fn alias_object<'de, T: ReadObject, M: MapAccess<'de>>(field: &mut T, map: &mut M) -> Result<bool, M::Error> {
    if let Some(read) = map.next_value_seed(FilledSeed(PhantomData))? {
        *field = read;
    }
    Ok(true)
}

/// An object in which some key is known.
struct FilledSeed<T>(PhantomData<T>);

impl<'de, T: ReadObject> DeserializeSeed<'de> for FilledSeed<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let read: Option<Answer<T>> = deserializer.deserialize_any(AnswerVisitor { payload: &[], fields: PhantomData })?;
        Ok(read.filter(|answer| answer.known).map(|answer| answer.fields))
    }
}

impl<T: ReadObject> Element for T {
    fn element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        read_element(deserializer)
    }
}

/// An object, or its default where there is none.
pub fn read_object<'de, T: ReadObject, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read_element(deserializer).map(Option::unwrap_or_default)
}

/// An object, or None where there is none.
pub fn read_element<'de, T: ReadObject, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    let read = deserializer.deserialize_any(AnswerVisitor { payload: &[], fields: PhantomData })?;
    Ok(read.map(|answer| answer.fields))
}

/// The top level of an answer, and what its keys say about success.
#[derive(Debug)]
pub struct Answer<T> {
    /// The fields of the answer
    pub fields: T,
    /// Some documented key was there
    pub known: bool,
    /// The key that carries the content was there
    pub payload: bool,
}

/// Reads the top level of an answer; `payload` lists the names of the key that carries the content.
pub fn read_answer<'de, T: ReadObject, D: Deserializer<'de>>(deserializer: D, payload: &[&str]) -> Result<Answer<T>, D::Error> {
    let read = deserializer.deserialize_any(AnswerVisitor { payload, fields: PhantomData })?;
    read.ok_or_else(|| D::Error::invalid_type(Unexpected::Other("nothing"), &"an object"))
}

struct Seed<T>(PhantomData<T>);

impl<'de, T: Read> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// A key, borrowed unless it holds an escape.
pub(super) struct Key<'de>(Cow<'de, str>);

impl<'de> Key<'de> {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn into_text(self) -> Cow<'de, str> {
        self.0
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a key")
            }

            fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(value)))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(value.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// An unknown key is passed over, unless it shows that the object is really a number in disguise.
fn skip<'de, M: MapAccess<'de>>(key: &str, map: &mut M, expected: &dyn serde_core::de::Expected) -> Result<(), M::Error> {
    if key == NUMBER_TOKEN {
        return Err(M::Error::invalid_type(Unexpected::Other("number"), expected));
    }
    map.next_value::<IgnoredAny>().map(drop)
}

struct AnswerVisitor<'a, T> {
    payload: &'a [&'a str],
    fields: PhantomData<T>,
}

impl<'de, T: ReadObject> Visitor<'de> for AnswerVisitor<'_, T> {
    type Value = Option<Answer<T>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut answer = Answer { fields: T::default(), known: false, payload: false };
        while let Some(key) = map.next_key::<Key<'de>>()? {
            if answer.fields.read_key(key.as_str(), &mut map)? {
                answer.known = true;
                answer.payload |= self.payload.contains(&key.as_str());
            } else {
                skip(key.as_str(), &mut map, &self)?;
            }
        }
        Ok(Some(answer))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(None),
            Some(_) => Err(A::Error::invalid_type(Unexpected::Seq, &self)),
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        match value {
            "" => Ok(None),
            other => Err(E::invalid_type(Unexpected::Str(other), &self)),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// serde's own trait for an object that is read, with the feature `full-serde`.
#[doc(hidden)]
#[macro_export]
macro_rules! __read {
    ($name:ident) => {
        #[allow(deprecated)]
        impl<'de> $crate::__rt::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__rt::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::__rt::wire::read_object(deserializer)
            }
        }
    };
}

/// An object that cannot be empty: it is read into a draft first.
pub trait FromDraft: Sized {
    /// The same object with every field optional
    type Draft: ReadObject;

    /// The object, or what the draft lacks.
    fn from_draft(draft: Self::Draft) -> Result<Self, &'static str>;
}

/// An object that is read by way of a draft.
pub fn read_draft<'de, T: FromDraft, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    let draft: Option<T::Draft> = read_element(deserializer)?;
    draft.map(T::from_draft).transpose().map_err(|missing| D::Error::custom(format_args!("the object lacks {missing}")))
}

/// Passes over the value of a key whose meaning is fixed.
pub fn ignore<'de, M: MapAccess<'de>>(map: &mut M) -> Result<bool, M::Error> {
    map.next_value::<IgnoredAny>().map(|_| true)
}

/// What every object that is read by way of a draft needs.
#[doc(hidden)]
#[macro_export]
macro_rules! __read_draft {
    ($name:ident) => {
        #[allow(deprecated)]
        impl $crate::__rt::wire::Element for $name {
            fn element<'de, D: $crate::__rt::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                $crate::__rt::wire::read_draft(deserializer)
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::__rt::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__rt::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::__rt::wire::read_draft(deserializer)?
                    .ok_or_else(|| <D::Error as $crate::__rt::DeError>::custom("expected an object"))
            }
        }
    };
}
