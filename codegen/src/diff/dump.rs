//! A model and its witness as a file, so that the tool of another revision can hand its own over.

use crate::{
    model::Model,
    source::{SourceFile, Sources},
    witness,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What this tool writes and reads. A model that says more, or something else, gets the next number.
const FORMAT: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct Dump {
    format: u32,
    root: String,
    files: Vec<File>,
    model: Model,
    /// None in the dump of a tool that knew of none
    #[serde(default)]
    witness: Option<BTreeMap<String, String>>,
}

/// What a tool tells of its spec.
#[derive(Debug)]
pub struct Told {
    pub model: Model,
    /// The files that the places of the model refer to
    pub sources: Sources,
    /// The files of the witness; of an older tool none
    pub witness: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct File {
    path: String,
    text: String,
}

/// A model, the files that its places refer to, and its witness, as JSON.
pub fn write(model: &Model, sources: &Sources) -> Result<String, String> {
    let files = sources.files.iter().map(|file| File { path: file.path.clone(), text: file.text.clone() }).collect();
    let dump =
        Dump { format: FORMAT, root: sources.root.clone(), files, model: model.clone(), witness: Some(witness::emit(model)) };
    serde_json::to_string(&dump).map_err(|error| error.to_string())
}

/// What [`write()`] wrote, or why this tool cannot read it.
pub fn read(text: &str) -> Result<Told, String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
    match value.get("format").and_then(serde_json::Value::as_u64) {
        Some(format) if format == u64::from(FORMAT) => {}
        Some(format) => return Err(format!("it has format {format}, and this tool reads format {FORMAT}")),
        None => return Err("it is no dump of a model".to_owned()),
    }
    let dump: Dump = serde_json::from_value(value).map_err(|error| error.to_string())?;
    let files = dump.files.into_iter().map(|file| SourceFile { path: file.path, text: file.text }).collect();
    Ok(Told { model: dump.model, sources: Sources::from_files(dump.root, files), witness: dump.witness })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{read, write};
    use crate::{model::Model, source::Sources, witness};

    #[test]
    fn what_was_written_is_read() {
        let text = write(&Model::default(), &Sources::default()).unwrap_or_default();
        let told = read(&text).unwrap();
        assert_eq!(told.model, Model::default());
        assert_eq!(told.witness, Some(witness::emit(&Model::default())));
    }

    #[test]
    fn the_dump_of_a_tool_without_witnesses_is_read() {
        let text = write(&Model::default(), &Sources::default()).unwrap_or_default();
        let mut dump: serde_json::Value = serde_json::from_str(&text).unwrap();
        dump.as_object_mut().unwrap().remove("witness");
        assert_eq!(read(&dump.to_string()).unwrap().witness, None);
    }

    #[test]
    fn a_dump_of_another_format_says_so() {
        let why = |text| read(text).map(|_| ()).unwrap_err();
        assert_eq!(why(r#"{"format": 99}"#), "it has format 99, and this tool reads format 1");
        assert_eq!(why("{}"), "it is no dump of a model");
    }
}
