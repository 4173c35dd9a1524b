//! A model as a file, so that the tool of another revision can hand its own over.

use crate::{
    model::Model,
    source::{SourceFile, Sources},
};
use serde::{Deserialize, Serialize};

/// What this tool writes and reads. A model that says more, or something else, gets the next number.
const FORMAT: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct Dump {
    format: u32,
    root: String,
    files: Vec<File>,
    model: Model,
}

#[derive(Debug, Serialize, Deserialize)]
struct File {
    path: String,
    text: String,
}

/// A model and the files that its places refer to, as JSON.
pub fn write(model: &Model, sources: &Sources) -> Result<String, String> {
    let files = sources.files.iter().map(|file| File { path: file.path.clone(), text: file.text.clone() }).collect();
    let dump = Dump { format: FORMAT, root: sources.root.clone(), files, model: model.clone() };
    serde_json::to_string(&dump).map_err(|error| error.to_string())
}

/// What [`write()`] wrote, or why this tool cannot read it.
pub fn read(text: &str) -> Result<(Model, Sources), String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
    match value.get("format").and_then(serde_json::Value::as_u64) {
        Some(format) if format == u64::from(FORMAT) => {}
        Some(format) => return Err(format!("it has format {format}, and this tool reads format {FORMAT}")),
        None => return Err("it is no dump of a model".to_owned()),
    }
    let dump: Dump = serde_json::from_value(value).map_err(|error| error.to_string())?;
    let files = dump.files.into_iter().map(|file| SourceFile { path: file.path, text: file.text }).collect();
    Ok((dump.model, Sources::from_files(dump.root, files)))
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::{model::Model, source::Sources};

    #[test]
    fn what_was_written_is_read() {
        let text = write(&Model::default(), &Sources::default()).unwrap_or_default();
        assert_eq!(read(&text).map(|(model, _)| model), Ok(Model::default()));
    }

    #[test]
    fn a_dump_of_another_format_says_so() {
        let told = read(r#"{"format": 99}"#).map(|(model, _)| model);
        assert_eq!(told, Err("it has format 99, and this tool reads format 1".to_owned()));
        assert_eq!(read("{}").map(|(model, _)| model), Err("it is no dump of a model".to_owned()));
    }
}
