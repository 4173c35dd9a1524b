//! Where a finding stands, as people and tools count: lines and columns from one, columns in characters. No form of
//! output counts by itself.

use crate::source::{Place, Sources};
use std::{cell::OnceCell, ops::Range};

/// Looks places up. The lines of a file are counted once, when a place in it is first asked for.
#[derive(Debug)]
pub struct Viewer<'a> {
    sources: &'a Sources,
    /// First byte of every line, by file
    lines: Vec<OnceCell<Vec<usize>>>,
}

/// A place as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View<'a> {
    /// Path of the file as a person would type it
    pub file: String,
    /// Line of the first character
    pub line: usize,
    /// Column of the first character
    pub column: usize,
    /// Line of the end
    pub end_line: usize,
    /// Column behind the last character
    pub end_column: usize,
    /// The first line, without its end
    pub text: &'a str,
    /// The bytes of the first line that are meant
    pub mark: Range<usize>,
}

impl<'a> Viewer<'a> {
    /// A viewer of these files.
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, lines: sources.files.iter().map(|_| OnceCell::new()).collect() }
    }

    /// A place that is to be looked at. The end of a file belongs to its last line, for no editor shows one behind it, and
    /// a place over several lines ends with its last visible character.
    pub fn view(&self, place: &Place) -> View<'a> {
        let text = self.text(place.file);
        let content = text.strip_suffix('\n').unwrap_or(text);
        let content = content.strip_suffix('\r').unwrap_or(content);
        let (start, end) = inside(content, place.span);
        let marked = &text[start..end];
        let end = if marked.contains('\n') { start + marked.trim_end().len() } else { end };
        self.region(place.file, start, end)
    }

    /// A place that is to be edited: exactly its bytes.
    pub fn exact(&self, place: &Place) -> View<'a> {
        let (start, end) = inside(self.text(place.file), place.span);
        self.region(place.file, start, end)
    }

    fn text(&self, file: usize) -> &'a str {
        self.sources.files.get(file).map_or("", |file| file.text.as_str())
    }

    fn region(&self, file: usize, start: usize, end: usize) -> View<'a> {
        let text = self.text(file);
        let counted = self.lines.get(file).map(|lines| lines.get_or_init(|| line_starts(text)).as_slice());
        let starts = counted.unwrap_or(&[0]);
        let line_of = |at: usize| starts.partition_point(|start| *start <= at).max(1);
        let line_start = |line: usize| starts.get(line - 1).copied().unwrap_or_default();
        let column = |line: usize, at: usize| text[line_start(line)..at].chars().count() + 1;
        let (line, end_line) = (line_of(start), line_of(end));
        let rest = &text[line_start(line)..];
        let first = rest.split('\n').next().unwrap_or_default();
        let first = first.strip_suffix('\r').unwrap_or(first);
        let byte = |at: usize| (at - line_start(line)).min(first.len());
        View {
            file: self.sources.shown_path(file),
            line,
            column: column(line, start),
            end_line,
            end_column: column(end_line, end),
            text: first,
            mark: byte(start)..byte(end),
        }
    }
}

/// First byte of every line; a byte order mark belongs to none.
fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
    [order_mark(text)].into_iter().chain(breaks).collect()
}

fn order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// A span as whole characters of a text.
fn inside(text: &str, span: (usize, usize)) -> (usize, usize) {
    let clamp = |at: usize| at.min(text.len()).max(order_mark(text));
    let start = (0..=clamp(span.0)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let end = (clamp(span.1)..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    (start, end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    /// `line:column-end_line:end_column` of a place in a file with this text.
    fn seen(text: &str, span: Range<usize>) -> String {
        let sources = Sources::from_files("", vec![SourceFile { path: "a.yaml".into(), text: text.into() }]);
        let view = Viewer::new(&sources).view(&Place::new(0, span));
        format!("{}:{}-{}:{} {:?}", view.line, view.column, view.end_line, view.end_column, &view.text[view.mark.clone()])
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(seen("a: 中文 b\n", 10..11), "1:7-1:8 \"b\"");
        assert_eq!(seen("中\r\n文: c\r\n", 10..11), "2:4-2:5 \"c\"");
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(seen("\u{feff}a: b\n", 3..4), "1:1-1:2 \"a\"");
        assert_eq!(seen("\u{feff}a: b\n", 0..0), "1:1-1:1 \"\"");
    }

    #[test]
    fn the_end_of_a_file_is_the_end_of_its_last_line() {
        assert_eq!(seen("a: b\n", 5..5), "1:5-1:5 \"\"");
        assert_eq!(seen("a: b\r\n", 6..6), "1:5-1:5 \"\"");
        assert_eq!(seen("", 0..0), "1:1-1:1 \"\"");
        assert_eq!(seen("a", 7..9), "1:2-1:2 \"\"");
    }

    #[test]
    fn a_place_over_several_lines_ends_where_its_text_ends() {
        assert_eq!(seen("a:\n  b: 1\n\nc: 2\n", 0..11), "1:1-2:7 \"a:\"");
    }

    #[test]
    fn half_a_character_is_shown_whole() {
        assert_eq!(seen("中文\n", 0..1), "1:1-1:2 \"中\"");
        assert_eq!(seen("中文\n", 4..5), "1:2-1:3 \"文\"");
    }

    #[test]
    fn an_edit_keeps_every_byte_of_its_place() {
        let sources = Sources::from_files("", vec![SourceFile { path: "a.yaml".into(), text: "a:\n  b: 1\n\n".into() }]);
        let view = Viewer::new(&sources).exact(&Place::new(0, 3..11));
        assert_eq!((view.line, view.column, view.end_line, view.end_column), (2, 1, 4, 1));
    }

    #[test]
    fn without_files_the_folder_is_shown() {
        let sources = Sources::from_files("api-spec", Vec::new());
        let view = Viewer::new(&sources).view(&Place::new(0, 0..0));
        assert_eq!((view.file.as_str(), view.line, view.column), ("api-spec", 1, 1));
    }
}
