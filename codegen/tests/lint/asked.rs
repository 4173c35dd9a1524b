//! The table of what lint was asked to look for, held against the rules that answer it.

use std::collections::BTreeSet;
use wechat_league_codegen::{
    diag::Code,
    lint::{Answer, ROWS},
};

/// What lint was asked to look for, in these groups.
const ASKED: &[(&str, &[&str])] = &[
    ("Syntax", &["unknown key", "duplicate YAML key", "tab, NUL, non-NFC name"]),
    (
        "References",
        &["dangling type, enum or error set", "wrong kind", "recursive struct", "unused struct or enum", "unused error set"],
    ),
    (
        "Uniqueness",
        &[
            "endpoint name, method and path, struct, enum",
            "same field wire name twice",
            "enum number twice",
            "error code twice with different text",
        ],
    ),
    (
        "Rust names",
        &[
            "keyword or reserved after casing",
            "two names equal after casing",
            "collides with a built-in",
            "leading digit or non-ASCII",
            "no word boundaries and no Rust name",
        ],
    ),
    (
        "Types",
        &[
            "bare number",
            "id-like name as number without lenient id type",
            "u64 as JSON number",
            "f64 in amount or ratio",
            "bool sent as 0/1",
            "JSON-in-string undeclared",
            "unknown left from import",
        ],
    ),
    ("Requiredness", &["required and default", "default not of the type or not an enum member", "condition names missing field"]),
    (
        "Enums",
        &["empty", "value label empty", "prose lists values but field is plain integer", "docs say \"see X\" and X absent"],
    ),
    (
        "Examples",
        &[
            "not JSON",
            "does not deserialize into the type",
            "field in example absent from struct",
            "required field absent",
            "number or string disagrees with declared encoding",
            "endpoint without response example",
        ],
    ),
    (
        "Pagination",
        &[
            "request or response field missing",
            "cursor types differ between sides",
            "item path not a list",
            "no end condition",
            "page limit absent",
        ],
    ),
    (
        "Endpoint",
        &[
            "path without / or with host or query",
            "GET with body",
            "GET with object parameter not JSON-encoded",
            "missing summary, source URL or generation",
            "source not reviewed for N days",
        ],
    ),
    ("Errors", &["code 0 listed", "no message", "-1 without retry class"]),
    ("Overrides", &["expectation no longer matches", "no reason or evidence"]),
];

/// Rules that nobody asked for in these words.
const BEYOND: &[Code] = &[
    Code::UNREADABLE,
    Code::EXAMPLE_GAP,
    Code::MODELINE,
    Code::TRAILING_BLANK,
    Code::KEY_ORDER,
    Code::FULL_STOP,
    Code::REPEATED_UNIT,
    Code::SILENCER,
];

#[test]
fn everything_that_was_asked_for_is_found_or_cannot_arise() {
    let asked: Vec<(&str, &str)> = ASKED.iter().flat_map(|(group, rows)| rows.iter().map(move |row| (*group, *row))).collect();
    let answered: Vec<(&str, &str)> = ROWS.iter().map(|row| (row.group, row.what)).collect();
    assert_eq!(answered, asked);
    let mut codes: BTreeSet<Code> = BEYOND.iter().copied().collect();
    for row in ROWS {
        match row.answer {
            Answer::Codes(found) => codes.extend(found),
            Answer::CannotArise(why) => assert!(!why.is_empty(), "{}", row.what),
        }
    }
    assert_eq!(codes, Code::ALL.iter().copied().collect::<BTreeSet<Code>>());
}
