//! The registry: one entry per rule, and a word on why each code is there.

use super::{
    context::Context, corrections, endpoints, enums, errors, examples, names, order, paging, required, syntax, texts, types,
};
use crate::diag::{Code, Diagnostics};

/// A rule of lint. Its title and level are those of its code.
#[derive(Debug)]
pub struct Rule {
    /// The code of its findings
    pub code: Code,
    /// What it is about
    pub group: Group,
    /// Why it is there
    pub why: &'static str,
    /// Looks at the whole spec
    pub check: fn(&Context, &mut Diagnostics),
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Group {
    Syntax,
    Descriptions,
    Names,
    Types,
    Requiredness,
    Enums,
    Examples,
    Paging,
    Endpoint,
    Errors,
    Corrections,
}

const fn rule(code: Code, group: Group, check: fn(&Context, &mut Diagnostics), why: &'static str) -> Rule {
    Rule { code, group, why, check }
}

/// Every rule, by code.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule(Code::HIDDEN_CHARACTER, Group::Syntax, syntax::hidden_characters,
        "Nobody sees such a character in a review, and it ends up in a name or in the docs."),
    rule(Code::TRAILING_BLANK, Group::Syntax, syntax::trailing_blanks,
        "It shows up as a change where nothing changed."),
    rule(Code::NAME_CHARACTER, Group::Syntax, syntax::name_characters,
        "Characters that look alike have several spellings in bytes, and only one of them is the key that the platform knows."),
    rule(Code::NUMBER_FORM, Group::Syntax, syntax::number_forms,
        "0x10 and 16 are one number to one reader of YAML and two texts to another, so a value can stand there twice unseen."),
    rule(Code::KEY_ORDER, Group::Syntax, order::keys,
        "The eye finds what stands where it always stands; the order is that of api-spec/README.md."),
    rule(Code::FULL_STOP, Group::Descriptions, texts::full_stops,
        "Descriptions are phrases that the generated docs go on from; they end without a full stop everywhere."),
    rule(Code::REPEATED_UNIT, Group::Descriptions, texts::repeated_units,
        "The type names the unit and the docs show it; said twice, one of the two will be wrong one day."),
    rule(Code::TAKEN_NAME, Group::Names, names::taken,
        "A type or group named like something of the SDK or of Rust's prelude hides it, or is hidden by it."),
    rule(Code::NO_WORD_BOUNDARY, Group::Names, names::no_word_boundaries,
        "openfinderid reads badly as a Rust name; the spec writes the same words apart elsewhere."),
    rule(Code::PLAIN_ID, Group::Types, types::plain_ids,
        "Ids of their own types cannot be mixed up, and a lenient id never passes through a float, however it is written."),
    rule(Code::ID_FORM, Group::Types, types::id_forms,
        "A number above 2^53 loses digits in many a JSON reader, so an id has to say that it is sent as one on purpose."),
    rule(Code::PLAIN_QUANTITY, Group::Types, types::plain_quantities,
        "An amount in fen that is taken for yuan is wrong a hundredfold; a scalar carries the unit in its type."),
    rule(Code::FLAG_AS_NUMBER, Group::Types, types::flags_as_numbers,
        "The platform may refuse true where it wants 1."),
    rule(Code::JSON_IN_TEXT, Group::Types, types::json_in_texts,
        "Whoever reads a text that holds JSON has to parse it once more, and the type does not tell."),
    rule(Code::REQUIRED_DEFAULT, Group::Requiredness, required::required_defaults,
        "What has to be sent has no value that the platform assumes; one of the two is wrong."),
    rule(Code::BAD_DEFAULT, Group::Requiredness, required::bad_defaults,
        "A default that the field could not hold is a mistake of the page or of the transcription."),
    rule(Code::EMPTY_LABEL, Group::Enums, enums::empty_labels,
        "A value, type or field without a word on what it means helps nobody."),
    rule(Code::VALUES_IN_PROSE, Group::Enums, enums::values_in_prose,
        "Values that a description lists belong into an enum: they get names, and an editor offers them."),
    rule(Code::MISSING_REFERENCE, Group::Enums, enums::missing_references,
        "A description sends its reader to a type that is not there: it was renamed, or never transcribed."),
    rule(Code::EXAMPLE_FORM, Group::Examples, examples::forms,
        "An example in another JSON form than the field has is the first hint that the form is wrong."),
    rule(Code::NO_END, Group::Paging, paging::no_end,
        "A list that never says where it ends costs a call too many, or is turned forever."),
    rule(Code::NO_PAGE_LIMIT, Group::Paging, paging::no_page_limit,
        "Callers want the largest page there is, and most lists have one."),
    rule(Code::FOREIGN_PAGE, Group::Endpoint, endpoints::foreign_pages,
        "Only the official page can be held against the spec; what others say belongs into `from` and `conflicts`."),
    rule(Code::NO_SUMMARY, Group::Endpoint, endpoints::no_summary,
        "The title is how people find an endpoint in the index and in the docs."),
    rule(Code::OLD_REVIEW, Group::Endpoint, endpoints::old_reviews,
        "Pages change without notice; `reviewed` says when somebody last held the page against the spec."),
    rule(Code::SUCCESS_LISTED, Group::Errors, errors::success_listed,
        "0 is success: listed among the errors of an endpoint it says nothing, and misleads."),
    rule(Code::NO_MESSAGE, Group::Errors, errors::no_message,
        "A code without words is what the caller sees already."),
    rule(Code::NO_RETRY_CLASS, Group::Errors, errors::no_retry_class,
        "The client repeats a call only where the code says so; for a code that passes by itself that has to be decided."),
    rule(Code::STALE_CHOICE, Group::Corrections, corrections::stale_choices,
        "A settled conflict that the spec no longer follows settles nothing."),
    rule(Code::NO_REASON, Group::Corrections, corrections::no_reasons,
        "Nobody can revisit a decision that gives no reason or no evidence."),
    rule(Code::SILENCER, Group::Corrections, found_while_silencing,
        "A rule is silenced for a reason, beside the place; when the place changes, the silencer goes."),
];

/// Silencers are judged when they are applied, after all other rules.
fn found_while_silencing(_: &Context, _: &mut Diagnostics) {}

/// Why a code is there.
pub fn why(code: Code) -> &'static str {
    if let Some(rule) = RULES.iter().find(|rule| rule.code == code) {
        return rule.why;
    }
    match code {
        Code::SYNTAX => "What is not YAML, or not the plain YAML that all readers agree on, cannot be read at all.",
        Code::DUPLICATE_KEY => "Readers of YAML keep one of two equal keys and drop the other without a word.",
        Code::UNKNOWN_KEY => "A misspelt key would be a fact that silently says nothing.",
        Code::MISSING_KEY => "Without it the SDK, its docs or its tests would have a hole.",
        Code::WRONG_SHAPE => "The value is not of the kind that its key takes.",
        Code::WRONG_FILE => "The folder is the group and the file name is the method: both are looked up by name.",
        Code::UNREADABLE => "What cannot be read cannot be judged, and neither can what refers to it.",
        Code::DANGLING => "A name leads nowhere.",
        Code::DUPLICATE_NAME => "Two things with one name are one thing in Rust or on the wire.",
        Code::DUPLICATE_PATH => "An endpoint is its method and path: described twice, one description is wrong.",
        Code::RUST_NAME => "The name becomes a method, field, type or module of the SDK.",
        Code::UNUSED => "What nothing uses is a leftover, or was meant to be used.",
        Code::RECURSION => "No answer of the platform nests without end, and Rust could not lay such a struct out.",
        Code::MISPLACED => "The key has no effect here, although somebody meant it to have one.",
        Code::BAD_RULE => "The rule would refuse every request, or none.",
        Code::BAD_PAGING => "Turning pages needs these fields with these types.",
        Code::EXAMPLE_TYPE => "Examples are the tests of the types, and the answers of the mock server.",
        Code::EXAMPLE_RULE => "An example that the client itself would refuse is no example.",
        Code::EXAMPLE_GAP => "A field that no example shows is tested by nothing.",
        Code::ERROR_NAME => "Every code has one name in Rust, given in one place.",
        Code::NO_CONFLICT => "Sources that agree are no conflict.",
        Code::DRAFT => "Half of an endpoint in the SDK would be worse than none.",
        Code::MODELINE => "Editors complete keys and show what they mean where a file names its schema.",
        _ => "",
    }
}
