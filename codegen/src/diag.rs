//! What is wrong with a spec: one type for every finding, with a stable code, a level, a place and a way out.

pub mod render;
pub mod view;

use crate::source::{Place, Sources};

/// The stable code of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// How bad a finding is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The spec is refused
    Error,
    /// Accepted, but it ought to be mended
    Warning,
    /// Worth knowing
    Note,
}

impl Level {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One line per code: its name here, the code, the level it has unless a finding says otherwise, and what it is about.
macro_rules! codes {
    ($($name:ident = $code:literal, $level:ident, $title:literal;)*) => {
        impl Code {
            $(#[doc = $title] pub const $name: Self = Self($code);)*
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The level of its findings.
            pub fn level(self) -> Level {
                match self.0 {
                    $($code => Level::$level,)*
                    _ => Level::Error,
                }
            }

            /// What it is about, in one line.
            pub fn title(self) -> &'static str {
                match self.0 {
                    $($code => $title,)*
                    _ => "",
                }
            }
        }
    };
}

codes! {
    SYNTAX = "WX001", Error, "Not YAML, or YAML that is not accepted here";
    DUPLICATE_KEY = "WX002", Error, "A key twice in one mapping";
    UNKNOWN_KEY = "WX003", Error, "A key that the format does not know";
    MISSING_KEY = "WX004", Error, "A key that has to be there is missing";
    WRONG_SHAPE = "WX005", Error, "A value of the wrong shape";
    WRONG_FILE = "WX006", Error, "A file in a place where none is expected";
    UNREADABLE = "WX007", Error, "A file that cannot be read, or is too large to be a spec file";
    DANGLING = "WX010", Error, "A type, field, source or group that does not exist";
    DUPLICATE_NAME = "WX011", Error, "Two things with one name";
    DUPLICATE_PATH = "WX012", Error, "Two endpoints with one method and path";
    RUST_NAME = "WX013", Error, "A name that collides in Rust or is no Rust name";
    UNUSED = "WX014", Error, "A declared type that nothing uses";
    RECURSION = "WX015", Error, "A struct that holds itself";
    MISPLACED = "WX020", Error, "A key that has no effect on this type";
    BAD_RULE = "WX021", Error, "A rule between fields that cannot hold";
    BAD_PAGING = "WX022", Error, "Paging that does not fit the fields";
    EXAMPLE_TYPE = "WX030", Error, "An example that does not fit its types";
    EXAMPLE_RULE = "WX031", Error, "An example that breaks a rule between fields";
    EXAMPLE_GAP = "WX032", Error, "A field that no example shows";
    ERROR_NAME = "WX040", Error, "An error code without a name, or named twice";
    NO_CONFLICT = "WX050", Error, "A conflict whose sources agree";
    DRAFT = "WX060", Error, "An endpoint that is not finished";
    MODELINE = "WX061", Error, "A file that does not name the schema that editors need";
    HIDDEN_CHARACTER = "WX101", Error, "A tab, or a character that nobody sees";
    TRAILING_BLANK = "WX102", Warning, "Blanks at the end of a line";
    NAME_CHARACTER = "WX103", Error, "A name with a character that has several spellings";
    NUMBER_FORM = "WX104", Error, "A number that readers of YAML take differently";
    KEY_ORDER = "WX105", Warning, "Keys in another order than everywhere else";
    FULL_STOP = "WX106", Warning, "A description that ends with a full stop";
    REPEATED_UNIT = "WX107", Warning, "A description that repeats the unit of its type";
    TAKEN_NAME = "WX111", Error, "A name that the SDK or Rust itself has";
    NO_WORD_BOUNDARY = "WX112", Warning, "A name whose words run together";
    PLAIN_ID = "WX121", Warning, "An id without a type of its own";
    ID_FORM = "WX122", Warning, "An id of 64 bits that does not say how it is sent";
    PLAIN_QUANTITY = "WX123", Warning, "An amount or a ratio without a unit";
    FLAG_AS_NUMBER = "WX124", Warning, "A flag that is sent as 0 and 1 without saying so";
    JSON_IN_TEXT = "WX125", Error, "JSON inside a text";
    REQUIRED_DEFAULT = "WX131", Error, "A required field with a default";
    BAD_DEFAULT = "WX132", Error, "A default that the field cannot hold";
    EMPTY_LABEL = "WX141", Warning, "A description that says nothing";
    VALUES_IN_PROSE = "WX142", Warning, "A description that lists the values of a plain number";
    MISSING_REFERENCE = "WX143", Warning, "A description that names a type which is not there";
    EXAMPLE_FORM = "WX151", Warning, "An example in another form than its field";
    NO_END = "WX161", Error, "A paged list that does not say where it ends";
    NO_PAGE_LIMIT = "WX162", Note, "A paged list whose largest page is unknown";
    FOREIGN_PAGE = "WX171", Warning, "A page that is not the platform's own";
    NO_SUMMARY = "WX172", Warning, "An endpoint whose title says nothing";
    OLD_REVIEW = "WX173", Note, "An endpoint that nobody has reviewed for long";
    SUCCESS_LISTED = "WX181", Error, "Success among the errors";
    NO_MESSAGE = "WX182", Warning, "An error code without words";
    NO_RETRY_CLASS = "WX183", Note, "A passing failure that does not say whether to repeat";
    STALE_CHOICE = "WX191", Error, "A settled conflict that the spec does not follow";
    NO_REASON = "WX192", Error, "A conflict without a reason or evidence";
    SILENCER = "WX199", Error, "A silencer that names no rule, gives no reason, or silences nothing";
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule
    pub code: Code,
    /// How bad it is
    pub level: Level,
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
    /// The edit that mends it, where that is certain
    pub fix: Option<Fix>,
}

/// An edit of a spec file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to replace
    pub place: Place,
    /// What to put there
    pub text: String,
}

/// Collects findings.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding with the level of its code.
    pub fn push(&mut self, code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) -> &mut Diagnostic {
        self.found.push(Diagnostic {
            code,
            level: code.level(),
            message: readable(message.into()),
            place,
            label: String::new(),
            related: Vec::new(),
            help: readable(help.into()),
            fix: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Takes over findings as they are.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(findings);
    }

    /// Takes over the findings of another collection.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.found.append(&mut other.found);
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether the spec has to be refused.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|finding| finding.level == Level::Error)
    }

    /// The findings in a stable order: by file, place and code.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
        self.found.dedup();
        self.found
    }

    /// The sorted findings together with the files they are about.
    pub fn into_report(self, sources: Sources) -> Report {
        Report { sources, findings: self.into_sorted() }
    }
}

/// Everything that was found in a spec.
#[derive(Debug, Clone)]
pub struct Report {
    /// The files the places refer to
    pub sources: Sources,
    /// All findings, in a stable order
    pub findings: Vec<Diagnostic>,
}

impl Report {
    /// The findings for which the spec is refused.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.at(Level::Error)
    }

    /// The findings that ought to be mended.
    pub fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.at(Level::Warning)
    }

    /// The findings of a level.
    pub fn at(&self, level: Level) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(move |finding| finding.level == level)
    }

    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// What a command ends with: 0 without errors, 1 with errors, 2 where the spec could not be loaded.
    pub fn exit_code(&self) -> u8 {
        let unread = |finding: &Diagnostic| matches!(finding.code, Code::UNREADABLE | Code::SYNTAX);
        match self.errors().next() {
            None => 0,
            Some(_) if self.errors().any(unread) || !self.sources.is_spec() => 2,
            Some(_) => 1,
        }
    }
}

/// A text that somebody reads; one that quotes half a file is cut.
fn readable(text: String) -> String {
    const MAX_CHARS: usize = 1_000;
    match text.char_indices().nth(MAX_CHARS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// The known name nearest to an unknown one, where one is near.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nothing that long is a misspelt name, and comparing it takes long.
    let unknown = Some(unknown).filter(|unknown| unknown.len() <= 100)?;
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
