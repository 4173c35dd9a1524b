//! One change: what happened to which thing, where, to whom, and why.

use super::{fingerprint, rules::Rule};
use crate::source::At;

/// What a change does to a user, the worst last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing differs
    #[default]
    None,
    /// Texts, and what is read more leniently
    Docs,
    /// New, and in nobody's way
    Additive,
    /// Compiles as before and does something else
    Dangerous,
    /// Code that compiled does not compile any more, or swaps its arguments
    Breaking,
    /// Nobody knows, which is as bad as the worst
    CouldNotTell,
}

impl Verdict {
    /// Every verdict, the worst first.
    pub const ALL: [Self; 6] = [Self::CouldNotTell, Self::Breaking, Self::Dangerous, Self::Additive, Self::Docs, Self::None];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Docs => "docs",
            Self::Additive => "additive",
            Self::Dangerous => "dangerous",
            Self::Breaking => "breaking",
            Self::CouldNotTell => "could-not-tell",
        }
    }
}

/// Why the spec changed. A change is a correction when the sources of the same thing changed along with it: its `from`, or
/// a record in its `conflicts`. Anything else follows the vendor. Neither ever touches the verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// The vendor's API or its docs changed
    #[default]
    Vendor,
    /// The API is as it was; our transcription was wrong
    Correction,
}

impl Cause {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vendor => "vendor change",
            Self::Correction => "correction of our spec",
        }
    }
}

/// On which way a thing travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The SDK writes it
    Request,
    /// The SDK reads it
    Response,
}

impl Direction {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened
    pub rule: Rule,
    /// To what: `order.get_order request.sku_id`, `order::Note.text`, `errcode 10024006`
    pub identity: String,
    /// What it was, in the words of the spec
    pub old: Option<String>,
    /// What it is now
    pub new: Option<String>,
    /// The generated Rust before and after, where a signature changes
    pub rust: Option<(String, String)>,
    /// The endpoints that reach a type, by name; none for what belongs to one endpoint
    pub used_by: Vec<String>,
    /// On which ways it is reached
    pub directions: Vec<Direction>,
    /// Why
    pub cause: Cause,
    /// Where it stood; for something new there is no such place
    pub at_old: Option<At>,
    /// Where it stands, or what held it
    pub at_new: Option<At>,
    /// What the user of the SDK does about it
    pub migration: Option<String>,
    /// What the reader ought to know beside the rule
    pub note: Option<String>,
}

impl Change {
    /// What it does to a user.
    pub fn verdict(&self) -> Verdict {
        self.rule.verdict()
    }

    /// Twelve hex digits over rule, identity, old and new: the name of exactly this change.
    pub fn fingerprint(&self) -> String {
        let part = |value: &Option<String>| value.as_ref().map(|value| format!("={value}")).unwrap_or_default();
        fingerprint::of(&[self.rule.name(), &self.identity, &part(&self.old), &part(&self.new)])
    }

    /// Old and new in one line: `text → SkuId`, `+ SkuId`, `− text`.
    pub fn values(&self) -> String {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!("{old} → {new}"),
            (Some(old), None) => format!("− {old}"),
            (None, Some(new)) => format!("+ {new}"),
            (None, None) => String::new(),
        }
    }
}

/// The thing that changes are about.
#[derive(Debug, Clone, Default)]
pub(super) struct Subject {
    pub identity: String,
    pub at_old: Option<At>,
    pub at_new: Option<At>,
    pub used_by: Vec<String>,
    pub directions: Vec<Direction>,
    pub cause: Cause,
}

impl Subject {
    /// A thing without a place.
    pub fn named(identity: String) -> Self {
        Self { identity, ..Self::default() }
    }

    /// A thing with its places.
    pub fn at(identity: String, old: Option<At>, new: Option<At>) -> Self {
        Self { identity, at_old: old, at_new: new, ..Self::default() }
    }

    /// The thing with its places.
    pub fn placed(self, old: Option<At>, new: Option<At>) -> Self {
        Self { at_old: old, at_new: new, ..self }
    }

    /// The same thing with a cause of its own.
    pub fn because(&self, cause: Cause) -> Self {
        Self { cause, ..self.clone() }
    }

    /// A change of the thing.
    pub fn change(&self, rule: Rule, old: Option<String>, new: Option<String>) -> Change {
        Change {
            rule,
            identity: self.identity.clone(),
            old,
            new,
            rust: None,
            used_by: self.used_by.clone(),
            directions: self.directions.clone(),
            cause: self.cause,
            at_old: self.at_old,
            at_new: self.at_new,
            migration: rule.migration().map(str::to_owned),
            note: None,
        }
    }
}
