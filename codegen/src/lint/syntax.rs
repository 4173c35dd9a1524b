//! Rules about characters: what a reader does not see, and what two readers of YAML take differently.

use super::{
    context::{Context, What},
    spot::Spot,
};
use crate::{
    diag::{Code, Diagnostics, Fix},
    source::{Place, SourceFile},
};

/// Tabs, and characters that nobody sees. What YAML does not have at all is refused before.
pub(super) fn hidden_characters(context: &Context, diagnostics: &mut Diagnostics) {
    for (file, source) in readable(context) {
        for (start, line) in lines(&source.text) {
            // Blanks at the end are a rule of their own.
            let line = line.trim_end_matches([' ', '\t']);
            for (at, found) in line.char_indices().map(|(at, found)| (start + at, found)) {
                // A byte order mark at the very beginning is none of the text.
                if !is_hidden(found) || (at == 0 && found == '\u{feff}') {
                    continue;
                }
                let place = Place::new(file, at..at + found.len_utf8());
                let (what, help, text) = match found {
                    '\t' => ("a tab".to_owned(), "write a space", Some(" ")),
                    _ if is_line_end(found) => (shown(found), "end the line as everywhere else, or remove it", None),
                    _ => (shown(found), "remove it", Some("")),
                };
                let fix = text.map(|text| Fix { place, text: text.to_owned() });
                diagnostics.push(Code::HIDDEN_CHARACTER, place, format!("here stands {what}"), help).fix = fix;
            }
        }
    }
}

fn shown(found: char) -> String {
    format!("the invisible character U+{:04X}", u32::from(found))
}

/// Blanks and tabs at the end of a line.
pub(super) fn trailing_blanks(context: &Context, diagnostics: &mut Diagnostics) {
    for (file, source) in readable(context) {
        for (start, line) in lines(&source.text) {
            let kept = line.trim_end_matches([' ', '\t']).len();
            if kept < line.len() {
                let place = Place::new(file, start + kept..start + line.len());
                let fix = Fix { place, text: String::new() };
                diagnostics.push(Code::TRAILING_BLANK, place, "the line ends with blanks", "remove them").fix = Some(fix);
            }
        }
    }
}

/// Names on the wire with characters that have several spellings.
pub(super) fn name_characters(context: &Context, diagnostics: &mut Diagnostics) {
    let mut check = |name: &str, place: Place, is_odd: fn(char) -> bool| {
        if let Some(odd) = name.chars().find(|next| is_odd(*next)) {
            let message = format!("the name holds the character U+{:04X}", u32::from(odd));
            diagnostics.push(Code::NAME_CHARACTER, place, message, "write the name as the platform does, in ASCII");
        }
    };
    for field in &context.fields {
        check(field.wire, field.at.key(), |next| !next.is_ascii_graphic());
        let aliases = field.at.child("aliases").into_iter().flat_map(Spot::items);
        for (alias, at) in field.spec.aliases.iter().zip(aliases) {
            check(alias, at.value(), |next| !next.is_ascii_graphic());
        }
    }
    for (loaded, root) in context.endpoints() {
        check(&loaded.at.spec.path, root.value_of("path"), |next| !next.is_ascii_graphic());
    }
    for value in context.carriers.iter().filter(|carrier| carrier.what == What::Value) {
        check(value.at.raw_key(), value.at.key(), has_several_spellings);
    }
}

/// Numbers as keys that are no plain digits.
pub(super) fn number_forms(context: &Context, diagnostics: &mut Diagnostics) {
    let tops = context.endpoints().map(|(_, root)| root).chain(context.common().map(|(_, root)| root));
    tops.for_each(|root| number_keys(root, diagnostics));
}

fn number_keys(at: Spot, diagnostics: &mut Diagnostics) {
    for (key, child) in at.entries() {
        if child.raw_key() == key.text && is_odd_number(&key.text) {
            let message = format!("`{}` is not the same number to every reader", key.text);
            diagnostics.push(Code::NUMBER_FORM, child.key(), message, "write it in plain digits, or in quotes as a text");
        }
        number_keys(child, diagnostics);
    }
    at.items().for_each(|item| number_keys(item, diagnostics));
}

fn is_odd_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    let is_plain = digits.bytes().all(|next| next.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    let is_based = |prefix: &str, base: u32| {
        digits.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.chars().all(|next| next.is_digit(base)))
    };
    let is_number =
        digits.replace('_', "").parse::<f64>().is_ok() || is_based("0x", 16) || is_based("0o", 8) || is_based("0b", 2);
    is_number && (!is_plain || text.starts_with('+'))
}

/// Combining marks, and the compatibility and full-width forms of characters that have a plain one.
fn has_several_spellings(next: char) -> bool {
    let is_mark = matches!(next, '\u{300}'..='\u{36f}' | '\u{1100}'..='\u{11ff}' | '\u{3099}' | '\u{309a}');
    let is_form = matches!(next, '\u{212a}' | '\u{212b}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    is_mark || is_form
}

fn is_hidden(next: char) -> bool {
    let shapes_text = matches!(next, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    is_line_end(next) || shapes_text || matches!(next, '\t' | '\u{ad}' | '\u{feff}')
}

/// Characters that end a line for some readers only.
fn is_line_end(next: char) -> bool {
    matches!(next, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The files whose text is what stands on the disk.
fn readable<'a>(context: &Context<'a>) -> impl Iterator<Item = (usize, &'a SourceFile)> {
    let sources = context.sources;
    let is_readable = move |file: usize| sources.unreadable.iter().all(|other| other.place.file != file);
    sources.files.iter().enumerate().filter(move |(file, _)| is_readable(*file))
}

/// The lines of a text without their ends, each with its first byte.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let begin = start;
        start += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        (begin, line.strip_suffix('\r').unwrap_or(line))
    })
}
