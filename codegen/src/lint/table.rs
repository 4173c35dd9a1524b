//! What lint promises to look for, row by row, and the code that finds it. A test holds the list against the promise.

use crate::diag::Code;

/// Something that is to be found.
#[derive(Debug)]
pub struct Row {
    /// Which part of a spec it is about
    pub group: &'static str,
    /// What it is
    pub what: &'static str,
    /// How it is found
    pub answer: Answer,
}

/// How something is found.
#[derive(Debug)]
pub enum Answer {
    /// By these codes
    Codes(&'static [Code]),
    /// It cannot be written down in this format
    CannotArise(&'static str),
}

const fn row(group: &'static str, what: &'static str, codes: &'static [Code]) -> Row {
    Row { group, what, answer: Answer::Codes(codes) }
}

const fn never(group: &'static str, what: &'static str, why: &'static str) -> Row {
    Row { group, what, answer: Answer::CannotArise(why) }
}

/// Every row.
#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    row("Syntax", "unknown key", &[Code::UNKNOWN_KEY]),
    row("Syntax", "duplicate YAML key", &[Code::DUPLICATE_KEY]),
    row("Syntax", "tab, NUL, non-NFC name", &[Code::HIDDEN_CHARACTER, Code::SYNTAX, Code::NAME_CHARACTER]),
    row("References", "dangling type, enum or error set", &[Code::DANGLING, Code::ERROR_NAME]),
    // A field may name a type of any kind; only the path of a paged list needs objects.
    row("References", "wrong kind", &[Code::BAD_PAGING]),
    row("References", "recursive struct", &[Code::RECURSION]),
    row("References", "unused struct or enum", &[Code::UNUSED]),
    never("References", "unused error set",
        "there are no sets: an endpoint lists its codes itself, and common/ names every known code, listed or not"),
    row("Uniqueness", "endpoint name, method and path, struct, enum",
        &[Code::WRONG_FILE, Code::DUPLICATE_PATH, Code::DUPLICATE_KEY, Code::DUPLICATE_NAME, Code::RUST_NAME]),
    row("Uniqueness", "same field wire name twice", &[Code::DUPLICATE_KEY, Code::DUPLICATE_NAME]),
    row("Uniqueness", "enum number twice", &[Code::DUPLICATE_KEY, Code::NUMBER_FORM]),
    // Within one endpoint a code has one text; two endpoints may each quote their own page.
    row("Uniqueness", "error code twice with different text", &[Code::DUPLICATE_KEY, Code::DUPLICATE_NAME]),
    row("Rust names", "keyword or reserved after casing", &[Code::RUST_NAME]),
    row("Rust names", "two names equal after casing", &[Code::RUST_NAME]),
    row("Rust names", "collides with a built-in", &[Code::RUST_NAME, Code::DUPLICATE_NAME, Code::TAKEN_NAME]),
    row("Rust names", "leading digit or non-ASCII", &[Code::RUST_NAME]),
    row("Rust names", "no word boundaries and no Rust name", &[Code::NO_WORD_BOUNDARY]),
    // Every number has a width already: int is i64. What is left of the question is the unit.
    row("Types", "bare number", &[Code::PLAIN_QUANTITY]),
    row("Types", "id-like name as number without lenient id type", &[Code::PLAIN_ID]),
    row("Types", "u64 as JSON number", &[Code::ID_FORM]),
    never("Types", "f64 in amount or ratio", "there are no fractions: int and every scalar are whole numbers or texts"),
    row("Types", "bool sent as 0/1", &[Code::FLAG_AS_NUMBER]),
    row("Types", "JSON-in-string undeclared", &[Code::JSON_IN_TEXT]),
    // There is no type `unknown`; what an import left open is a draft.
    row("Types", "unknown left from import", &[Code::DANGLING, Code::DRAFT]),
    row("Requiredness", "required and default", &[Code::REQUIRED_DEFAULT]),
    row("Requiredness", "default not of the type or not an enum member", &[Code::BAD_DEFAULT]),
    row("Requiredness", "condition names missing field", &[Code::BAD_RULE]),
    row("Enums", "empty", &[Code::WRONG_SHAPE]),
    row("Enums", "value label empty", &[Code::EMPTY_LABEL]),
    row("Enums", "prose lists values but field is plain integer", &[Code::VALUES_IN_PROSE]),
    row("Enums", "docs say \"see X\" and X absent", &[Code::MISSING_REFERENCE]),
    row("Examples", "not JSON", &[Code::SYNTAX, Code::WRONG_SHAPE]),
    row("Examples", "does not deserialize into the type", &[Code::EXAMPLE_TYPE]),
    row("Examples", "field in example absent from struct", &[Code::EXAMPLE_TYPE]),
    row("Examples", "required field absent", &[Code::EXAMPLE_RULE]),
    row("Examples", "number or string disagrees with declared encoding", &[Code::EXAMPLE_FORM]),
    row("Examples", "endpoint without response example", &[Code::MISSING_KEY]),
    row("Pagination", "request or response field missing", &[Code::BAD_PAGING]),
    row("Pagination", "cursor types differ between sides", &[Code::BAD_PAGING]),
    row("Pagination", "item path not a list", &[Code::BAD_PAGING]),
    row("Pagination", "no end condition", &[Code::NO_END]),
    row("Pagination", "page limit absent", &[Code::NO_PAGE_LIMIT]),
    row("Endpoint", "path without / or with host or query", &[Code::WRONG_SHAPE]),
    row("Endpoint", "GET with body", &[Code::MISPLACED]),
    row("Endpoint", "GET with object parameter not JSON-encoded", &[Code::MISSING_KEY, Code::MISPLACED]),
    // The generation of a page is part of its address.
    row("Endpoint", "missing summary, source URL or generation", &[Code::NO_SUMMARY, Code::MISSING_KEY, Code::FOREIGN_PAGE]),
    row("Endpoint", "source not reviewed for N days", &[Code::OLD_REVIEW]),
    row("Errors", "code 0 listed", &[Code::SUCCESS_LISTED]),
    row("Errors", "no message", &[Code::NO_MESSAGE]),
    row("Errors", "-1 without retry class", &[Code::NO_RETRY_CLASS]),
    row("Overrides", "expectation no longer matches", &[Code::STALE_CHOICE]),
    row("Overrides", "no reason or evidence", &[Code::NO_CONFLICT, Code::NO_REASON]),
];
