//! What is read leniently and written strictly: the runtime of the generated decoders and encoders.
//!
//! | kind | absent, `null` | `""` | `{}` | `[]` | quoted | other scalar | fraction | overflow |
//! |---|---|---|---|---|---|---|---|---|
//! | id | None | None | error | error | its digits | error | error | error |
//! | number | None | None | error | error | its digits | error | whole ones only | error |
//! | flag | None | None | error | error | true, false, 1, 0 | 1, 0 | error | error |
//! | text | `""` | `""` | error | error | itself | its digits, true, false | shortest digits | error |
//! | text id, text enum | None | None | error | error | itself | its digits, true, false | shortest digits | error |
//! | number enum | None | None | error | error | its digits | error | whole ones only | error |
//! | object | default | default | default | default | error | error | error | error |
//! | optional object | None | None | default | None | error | error | error | error |
//! | list | empty | empty | empty | empty | one element | one element | one element | as the element |
//!
//! A list that comes as a single object holds that object; `null` elements are no elements. Elements read as their
//! own kind does. Nothing ever goes through a float: a fraction is a whole number only when it is exactly one.

mod enums;
mod lists;
mod numbers;
mod objects;
mod texts;
mod write;

pub use enums::{UnknownInt, UnknownText};
pub use lists::read_list;
pub(crate) use numbers::{digits, whole};
pub use numbers::{read_flag, read_id, read_number};
pub use objects::{
    Answer, FromDraft, ReadObject, alias, alias_object, ignore, read_answer, read_draft, read_element, read_object, set,
    set_object,
};
pub use texts::read_text;
pub(crate) use texts::shown_exactly;
pub use write::{As, Members, Query, Write, WriteObject, body, object, write_object};

pub use crate::{
    __int_enum as int_enum, __read as read, __read_draft as read_draft_impls, __text_enum as text_enum, __written as written,
};

use serde_core::de::Deserializer;

/// A value as a field holds it: absence is part of the type.
pub trait Read: Sized {
    /// Reads the value, whatever form it came in.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Whether the value is an absence.
    fn says_nothing(&self) -> bool;
}

/// A value as a list holds it, or an option.
pub trait Element: Sized {
    /// Reads the value; None when its form says that there is none.
    fn element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error>;
}

/// The JSON form of a written value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A number
    Number,
    /// A string
    Text,
    /// true or false
    Bool,
}

impl<T: Element> Read for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::element(deserializer)
    }

    fn says_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T: Element> Read for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_list(deserializer)
    }

    fn says_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl Read for serde_json::Value {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_core::Deserialize::deserialize(deserializer)
    }

    fn says_nothing(&self) -> bool {
        self.is_null()
    }
}

impl Element for serde_json::Value {
    fn element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        <Self as Read>::read(deserializer).map(Some)
    }
}
