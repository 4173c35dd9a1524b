//! Reads the spec tree into memory: texts and file ids, in the order of their paths.

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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

/// All files of a spec, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The name of the spec folder, put before every path that is shown
    pub root: String,
    /// The files
    pub files: Vec<SourceFile>,
}

impl Sources {
    /// Reads every `.yaml` file below a folder.
    pub fn read(dir: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        collect(dir, "", &mut files)?;
        let root = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self::from_files(root, files))
    }

    /// Files from memory; the order in which they are given means nothing.
    pub fn from_files(root: impl Into<String>, mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { root: root.into(), files }
    }

    /// The path of a file as a person would type it.
    pub fn shown_path(&self, file: usize) -> String {
        match self.root.as_str() {
            "" => self.files[file].path.clone(),
            root => format!("{root}/{}", self.files[file].path),
        }
    }

    /// Line and column of a place, both from one, the column in characters.
    pub fn line_column(&self, place: &Place) -> (usize, usize) {
        let before = &self.files[place.file].text[..place.span.0];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

fn collect(dir: &Path, prefix: &str, files: &mut Vec<SourceFile>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else if name.ends_with(".yaml") {
            let text = fs::read_to_string(entry.path())
                .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", entry.path().display())))?;
            files.push(SourceFile { path, text });
        }
    }
    Ok(())
}
