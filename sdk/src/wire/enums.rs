//! Enums that keep what they do not know.

/// A number that an enum has no name for. Only reading makes one, so that a `match` on a number cannot go stale
/// once the number gets a name.
///
/// ```
/// # use wechat_league::PlanType;
/// let plan = PlanType::from_raw(99);
/// assert!(matches!(plan, PlanType::Unknown(_)));
/// assert_eq!(plan.raw(), 99);
/// assert_eq!(PlanType::from_raw(1), PlanType::Targeted);
/// ```
///
/// ```compile_fail
/// let plan = wechat_league::PlanType::Unknown(99);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownInt(i64);

impl UnknownInt {
    #[doc(hidden)]
    pub const fn kept(raw: i64) -> Self {
        Self(raw)
    }

    /// The number.
    pub const fn raw(self) -> i64 {
        self.0
    }
}

impl core::fmt::Debug for UnknownInt {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Display::fmt(&self.0, formatter)
    }
}

/// A text that an enum has no name for.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownText(Box<str>);

impl UnknownText {
    #[doc(hidden)]
    pub fn kept(raw: &str) -> Self {
        Self(raw.into())
    }

    /// The text.
    pub fn raw(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Debug for UnknownText {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Debug::fmt(&self.0, formatter)
    }
}

/// An enum over numbers. Its own code may name what is deprecated.
#[doc(hidden)]
#[macro_export]
macro_rules! __int_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $value:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
            /// 文档没有列出的值，原样保留
            Unknown($crate::__rt::wire::UnknownInt),
        }

        #[allow(deprecated)]
        impl $name {
            /// 由线上的值得到枚举值
            pub const fn from_raw(raw: i64) -> Self {
                match raw {
                    $($value => Self::$variant,)+
                    other => Self::Unknown($crate::__rt::wire::UnknownInt::kept(other)),
                }
            }

            /// 线上的值
            pub const fn raw(self) -> i64 {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Unknown(other) => other.raw(),
                }
            }
        }

        #[allow(deprecated)]
        impl $crate::__rt::wire::Element for $name {
            fn element<'de, D: $crate::__rt::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                $crate::__rt::wire::read_number(deserializer).map(|read| read.map(Self::from_raw))
            }
        }

        #[allow(deprecated)]
        impl $crate::__rt::wire::Write for $name {
            fn write<S: $crate::__rt::Serializer>(
                &self,
                form: $crate::__rt::wire::Form,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__rt::wire::Write::write(&self.raw(), form, serializer)
            }
        }
    };
}

/// An enum over texts. Its own code may name what is deprecated.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $value:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
            /// 文档没有列出的值，原样保留
            Unknown($crate::__rt::wire::UnknownText),
        }

        #[allow(deprecated)]
        impl $name {
            /// 由线上的值得到枚举值
            pub fn from_raw(raw: &str) -> Self {
                match raw {
                    $($value => Self::$variant,)+
                    other => Self::Unknown($crate::__rt::wire::UnknownText::kept(other)),
                }
            }

            /// 线上的值
            pub fn raw(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Unknown(other) => other.raw(),
                }
            }
        }

        #[allow(deprecated)]
        impl $crate::__rt::wire::Element for $name {
            fn element<'de, D: $crate::__rt::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                let read = $crate::__rt::wire::read_text(deserializer)?;
                ::core::result::Result::Ok(read.filter(|text| !text.is_empty()).map(|text| Self::from_raw(&text)))
            }
        }

        #[allow(deprecated)]
        impl $crate::__rt::wire::Write for $name {
            fn write<S: $crate::__rt::Serializer>(
                &self,
                _: $crate::__rt::wire::Form,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.raw())
            }
        }
    };
}
