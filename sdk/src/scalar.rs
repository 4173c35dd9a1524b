//! Numbers and texts that say what they mean.
//!
//! The meanings are aliases of three generic types, one per representation: `ProductId` and `SkuId` are different
//! types, so a swapped argument does not compile, and yet the compiler checks their code only once.

use crate::wire::{Element, Form, Write, read_id, read_number, read_text};
use core::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    num::ParseIntError,
    str::FromStr,
};
use serde_core::{de::Deserializer, ser::Serializer};

/// 64 位标识，例如 [`ProductId`](crate::ProductId)。
pub struct Id<T>(u64, PhantomData<fn() -> T>);

/// 带单位的数量，例如 [`Fen`](crate::Fen)。
pub struct Quantity<T>(i64, PhantomData<fn() -> T>);

/// 文本标识，例如 [`ShopAppId`](crate::ShopAppId)；读入的空串等于没有。
pub struct TextId<T>(String, PhantomData<fn() -> T>);

macro_rules! numeric {
    ($name:ident, $inner:ty, $read:ident, $serialize:ident) => {
        impl<T> $name<T> {
            /// 由数值构造
            pub const fn new(value: $inner) -> Self {
                Self(value, PhantomData)
            }

            /// 数值
            pub const fn get(self) -> $inner {
                self.0
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> From<$inner> for $name<T> {
            fn from(value: $inner) -> Self {
                Self::new(value)
            }
        }

        impl<T> FromStr for $name<T> {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map(Self::new)
            }
        }

        impl<T> Element for $name<T> {
            fn element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
                $read(deserializer).map(|read| read.map(Self::new))
            }
        }

        impl<T> Write for $name<T> {
            fn write<S: Serializer>(&self, form: Form, serializer: S) -> Result<S::Ok, S::Error> {
                match form {
                    Form::Text => serializer.collect_str(&self.0),
                    _ => serializer.$serialize(self.0),
                }
            }
        }
    };
}

numeric!(Id, u64, read_id, serialize_u64);
numeric!(Quantity, i64, read_number, serialize_i64);

macro_rules! common {
    ($name:ident, $inner:ty) => {
        impl<T> fmt::Display for $name<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, formatter)
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, formatter)
            }
        }

        impl<T> Default for $name<T> {
            fn default() -> Self {
                Self(<$inner>::default(), PhantomData)
            }
        }

        impl<T> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<T> Eq for $name<T> {}

        impl<T> PartialOrd for $name<T> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<T> Ord for $name<T> {
            fn cmp(&self, other: &Self) -> Ordering {
                self.0.cmp(&other.0)
            }
        }

        impl<T> Hash for $name<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }
    };
}

common!(Id, u64);
common!(Quantity, i64);
common!(TextId, String);

impl<T> TextId<T> {
    /// 由文本构造
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into(), PhantomData)
    }

    /// 文本
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// 取出文本
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<T> Clone for TextId<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T> From<&str> for TextId<T> {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl<T> From<String> for TextId<T> {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl<T> Element for TextId<T> {
    fn element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Ok(read_text(deserializer)?.filter(|text| !text.is_empty()).map(Self::new))
    }
}

impl<T> Write for TextId<T> {
    fn write<S: Serializer>(&self, _: Form, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
