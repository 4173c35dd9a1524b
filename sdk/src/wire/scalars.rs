//! Newtypes that say what a number or text means.

/// A 64-bit id.
#[doc(hidden)]
#[macro_export]
macro_rules! __id_scalar {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u64);

        impl $name {
            /// 由数值构造
            pub const fn new(value: u64) -> Self {
                Self(value)
            }

            /// 数值
            pub const fn get(self) -> u64 {
                self.0
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, formatter)
            }
        }

        impl ::core::convert::From<u64> for $name {
            fn from(value: u64) -> Self {
                Self(value)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl $crate::__rt::wire::Element for $name {
            fn element<'de, D: $crate::__rt::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                $crate::__rt::wire::read_id(deserializer).map(|read| read.map(Self))
            }
        }

        impl $crate::__rt::wire::Write for $name {
            fn write<S: $crate::__rt::Serializer>(
                &self,
                form: $crate::__rt::wire::Form,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match form {
                    $crate::__rt::wire::Form::Text => serializer.collect_str(&self.0),
                    _ => serializer.serialize_u64(self.0),
                }
            }
        }
    };
}

/// A quantity.
#[doc(hidden)]
#[macro_export]
macro_rules! __number_scalar {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(i64);

        impl $name {
            /// 由数值构造
            pub const fn new(value: i64) -> Self {
                Self(value)
            }

            /// 数值
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, formatter)
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                Self(value)
            }
        }

        impl $crate::__rt::wire::Element for $name {
            fn element<'de, D: $crate::__rt::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                $crate::__rt::wire::read_number(deserializer).map(|read| read.map(Self))
            }
        }

        impl $crate::__rt::wire::Write for $name {
            fn write<S: $crate::__rt::Serializer>(
                &self,
                form: $crate::__rt::wire::Form,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__rt::wire::Write::write(&self.0, form, serializer)
            }
        }
    };
}

/// A textual id; the empty text is no id.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_scalar {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(::std::string::String);

        impl $name {
            /// 由文本构造
            pub fn new(text: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self(text.into())
            }

            /// 文本
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// 取出文本
            pub fn into_string(self) -> ::std::string::String {
                self.0
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, formatter)
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl $crate::__rt::wire::Element for $name {
            fn element<'de, D: $crate::__rt::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                let read = $crate::__rt::wire::read_text(deserializer)?;
                ::core::result::Result::Ok(read.filter(|text| !text.is_empty()).map(Self))
            }
        }

        impl $crate::__rt::wire::Write for $name {
            fn write<S: $crate::__rt::Serializer>(
                &self,
                _: $crate::__rt::wire::Form,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}
