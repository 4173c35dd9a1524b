//! What is wrong with a spec: one type for every finding, with a stable code, a place and a way out.

pub mod render;

use crate::source::{Place, Sources};

/// The stable code of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(pub &'static str);

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        #[allow(missing_docs)]
        impl Code {
            $($(#[$doc])* pub const $name: Self = Self($code);)*
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

codes! {
    /// Not YAML, or YAML that is not accepted here
    SYNTAX = "WX001";
    /// A key twice in one mapping
    DUPLICATE_KEY = "WX002";
    /// A key that the format does not know
    UNKNOWN_KEY = "WX003";
    /// A key that has to be there is missing
    MISSING_KEY = "WX004";
    /// A value of the wrong shape
    WRONG_SHAPE = "WX005";
    /// A file in a place where none is expected
    WRONG_FILE = "WX006";
    /// A type, field, source or group that does not exist
    DANGLING = "WX010";
    /// Two things with one name
    DUPLICATE_NAME = "WX011";
    /// Two endpoints with one method and path
    DUPLICATE_PATH = "WX012";
    /// A name that collides in Rust or is no Rust name
    RUST_NAME = "WX013";
    /// A declared type that nothing uses
    UNUSED = "WX014";
    /// A struct that holds itself
    RECURSION = "WX015";
    /// A key that has no effect on this type
    MISPLACED = "WX020";
    /// A rule between fields that cannot hold
    BAD_RULE = "WX021";
    /// Paging that does not fit the fields
    BAD_PAGING = "WX022";
    /// An example that does not fit its types
    EXAMPLE_TYPE = "WX030";
    /// An example that breaks a rule between fields
    EXAMPLE_RULE = "WX031";
    /// A field that no example shows
    EXAMPLE_GAP = "WX032";
    /// An error code without a name, or named twice
    ERROR_NAME = "WX040";
    /// A conflict whose sources agree
    NO_CONFLICT = "WX050";
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule
    pub code: Code,
    /// What is wrong, in one sentence
    pub message: String,
    /// Where
    pub place: Place,
    /// What the marked text is
    pub label: String,
    /// Other places that belong to it
    pub related: Vec<(Place, String)>,
    /// What to do
    pub help: String,
}

/// Collects findings.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) -> &mut Diagnostic {
        self.found.push(Diagnostic {
            code,
            message: message.into(),
            place,
            label: String::new(),
            related: Vec::new(),
            help: help.into(),
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Takes over the findings of another collection.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.found.append(&mut other.found);
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings in a stable order: by file, place and code.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
        self.found.dedup();
        self.found
    }
}

/// A spec that was refused: everything that is wrong with it.
#[derive(Debug)]
pub struct Refused {
    /// The files the places refer to
    pub sources: Sources,
    /// All findings, in a stable order
    pub findings: Vec<Diagnostic>,
}

/// The known name nearest to an unknown one, where one is near.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(unknown, name), name))
        .filter(|(score, _)| *score > 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}

/// "did you mean …" for an unknown name, or the given advice.
pub fn did_you_mean<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    match nearest(unknown, known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => otherwise.to_owned(),
    }
}
