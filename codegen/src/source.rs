//! Reads the spec tree into memory: texts and file ids, in the order of their paths.

use crate::diag::view::Viewer;
use serde::{Deserialize, Serialize};
use std::{fs, io, ops::Range, path::Path};

/// One file of the spec.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path below the spec folder, with forward slashes
    pub path: String,
    /// The whole text
    pub text: String,
}

/// Where something stands: a file of the [`Sources`] and a range of bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Index of the file
    pub file: usize,
    /// First byte and the byte after the last
    pub span: (usize, usize),
}

impl Place {
    /// A place in a file.
    pub fn new(file: usize, span: Range<usize>) -> Self {
        Self { file, span: (span.start, span.end) }
    }
}

/// Where a part of the model was written. Equality ignores it: a model says the same wherever it stands.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct At(pub Place);

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for At {}

/// All files of a spec, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The name of the spec folder, put before every path that is shown
    pub root: String,
    /// The files
    pub files: Vec<SourceFile>,
    /// What of them is no text
    pub unreadable: Vec<Unreadable>,
}

/// A file whose text is not what stands on the disk, for that could not be read as text.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// The first bytes that are no text, or the beginning of the file
    pub place: Place,
    /// Why
    pub message: String,
    /// What to do
    pub help: &'static str,
}

impl Sources {
    /// Reads every `.yaml` file below a folder. Only a folder that is not there is an error; a file that cannot be read
    /// becomes a finding.
    pub fn read(dir: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        for entry in fs::read_dir(dir)? {
            collect(&entry?, "", &mut files);
        }
        let root = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self::from_bytes(root, files))
    }

    /// Files as a disk or a commit has them, by path; their order means nothing.
    pub fn from_bytes(root: impl Into<String>, mut files: Vec<(String, io::Result<Vec<u8>>)>) -> Self {
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let mut sources = Self { root: root.into(), ..Self::default() };
        for (index, (path, bytes)) in files.into_iter().enumerate() {
            let (text, trouble) = decode(index, bytes);
            sources.files.push(SourceFile { path, text });
            sources.unreadable.extend(trouble);
        }
        sources
    }

    /// Files from memory; the order in which they are given means nothing.
    pub fn from_files(root: impl Into<String>, mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { root: root.into(), files, unreadable: Vec::new() }
    }

    /// Whether this is a spec at all: every spec has a `service.yaml`.
    pub fn is_spec(&self) -> bool {
        self.files.iter().any(|file| file.path == "service.yaml")
    }

    /// The path of a file as a person would type it; of a spec without files, its folder.
    pub fn shown_path(&self, file: usize) -> String {
        match (self.root.as_str(), self.files.get(file)) {
            ("", Some(file)) => file.path.clone(),
            (root, Some(file)) => format!("{root}/{}", file.path),
            (root, None) => root.to_owned(),
        }
    }

    /// Line and column of a place, both from one, the column in characters.
    pub fn line_column(&self, place: &Place) -> (usize, usize) {
        let view = Viewer::new(self).view(place);
        (view.line, view.column)
    }
}

fn collect(entry: &fs::DirEntry, prefix: &str, files: &mut Vec<(String, io::Result<Vec<u8>>)>) {
    let name = entry.file_name().to_string_lossy().into_owned();
    let path = format!("{prefix}{name}");
    if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
        let listed = fs::read_dir(entry.path()).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
        match listed {
            Ok(entries) => entries.iter().for_each(|entry| collect(entry, &format!("{path}/"), files)),
            Err(error) => files.push((path, Err(error))),
        }
    } else if name.ends_with(".yaml") {
        files.push((path, fs::read(entry.path())));
    }
}

/// The text of a file, and what of it is none.
fn decode(file: usize, bytes: io::Result<Vec<u8>>) -> (String, Option<Unreadable>) {
    let unreadable = |span: Range<usize>, message: String, help| Unreadable { place: Place::new(file, span), message, help };
    match bytes.map(String::from_utf8) {
        Ok(Ok(text)) => (text, None),
        Ok(Err(error)) => {
            // What comes before the first bad byte is the same in the lossy text, so its places hold there.
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |bad| at + bad.len_utf8());
            let message = format!("the file is no UTF-8 text: here stands the byte 0x{byte:02X}");
            (text, Some(unreadable(at..end, message, "save the file as UTF-8")))
        }
        Err(error) => {
            let message = format!("this cannot be read: {error}");
            (String::new(), Some(unreadable(0..0, message, "make it readable, or remove it")))
        }
    }
}
