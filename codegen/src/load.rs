//! Files to spec: finds out what each file is, checks its shape, and decodes it.

use crate::{
    diag::{Code, Diagnostics, Fix},
    shape,
    source::{Place, Sources},
    spec::{CommonFile, EndpointFile, ServiceFile},
    yaml::Node,
};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::{collections::HashMap, sync::Arc};

/// A decoded file with the tree that knows its places.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// Index of the file
    pub file: usize,
    /// The tree of the file
    pub node: Node,
    /// What it says
    pub spec: T,
}

impl<T> Loaded<T> {
    /// The place of the last key of a path.
    pub fn key(&self, path: &[&str]) -> Place {
        Place::new(self.file, self.node.key_span(path))
    }

    /// The place of the value at a path.
    pub fn value(&self, path: &[&str]) -> Place {
        Place::new(self.file, self.node.value_span(path))
    }
}

/// An endpoint file and the group it lies in.
#[derive(Debug, Clone)]
pub struct LoadedEndpoint {
    /// Folder names from the top
    pub group: Vec<String>,
    /// Name of the file
    pub file_name: String,
    /// The file
    pub at: Arc<Loaded<EndpointFile>>,
}

/// The largest file that is read; the largest of the real spec has 28 KB.
const MAX_BYTES: usize = 1 << 20;

/// All files of a spec, decoded.
#[derive(Debug, Default)]
pub struct Spec {
    /// `service.yaml`
    pub service: Option<Loaded<ServiceFile>>,
    /// `common/*.yaml`
    pub common: Vec<Arc<Loaded<CommonFile>>>,
    /// The rest
    pub endpoints: Vec<LoadedEndpoint>,
    /// Some file could not be decoded: what it declares is unknown, not missing
    pub incomplete: bool,
}

/// The decoded files of a spec, for others that share most of them.
#[derive(Debug, Default)]
pub struct Known {
    /// By index and text
    common: HashMap<(usize, String), Arc<Loaded<CommonFile>>>,
    endpoints: HashMap<(usize, String), Arc<Loaded<EndpointFile>>>,
}

impl Known {
    /// What of a spec can be decoded without anything to report.
    pub fn of(sources: &Sources) -> Self {
        let spec = load(sources, &mut Diagnostics::default());
        let text = |file: usize| sources.files.get(file).map(|source| source.text.clone()).unwrap_or_default();
        let common = spec.common.into_iter().map(|file| ((file.file, text(file.file)), file));
        let endpoints = spec.endpoints.into_iter().map(|loaded| ((loaded.at.file, text(loaded.at.file)), loaded.at));
        Self { common: common.collect(), endpoints: endpoints.collect() }
    }
}

/// Decodes every file that can be decoded and reports what is wrong with the others.
pub fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Spec {
    load_beside(&Known::default(), sources, diagnostics)
}

/// The same; what is known already is not decoded again.
pub fn load_beside(known: &Known, sources: &Sources, diagnostics: &mut Diagnostics) -> Spec {
    let schemas = Schemas {
        service: shape::schema_of::<ServiceFile>(),
        common: shape::schema_of::<CommonFile>(),
        endpoint: shape::schema_of::<EndpointFile>(),
    };
    let mut spec = Spec::default();
    for unreadable in &sources.unreadable {
        diagnostics.push(Code::UNREADABLE, unreadable.place, unreadable.message.clone(), unreadable.help);
        spec.incomplete = true;
    }
    let is_readable = |file: usize| sources.unreadable.iter().all(|other| other.place.file != file);
    for (file, source) in sources.files.iter().enumerate().filter(|(file, _)| is_readable(*file)) {
        let folders: Vec<&str> = source.path.split('/').collect();
        match folders.as_slice() {
            ["service.yaml"] => match decode(file, &source.text, &schemas.service, diagnostics) {
                Some(loaded) => spec.service = Some(loaded),
                None => spec.incomplete = true,
            },
            ["common", _] => match decode_new(file, &source.text, &schemas.common, &known.common, diagnostics) {
                Some(loaded) => spec.common.push(loaded),
                None => spec.incomplete = true,
            },
            // Read by diff.
            ["approvals.yaml"] => {}
            [_] => {
                diagnostics.push(
                    Code::WRONG_FILE,
                    Place::new(file, 0..0),
                    format!("`{}` lies in no group", source.path),
                    "move it into the folder of its group, such as order/, or into common/",
                );
            }
            [group @ .., file_name] => match decode_new(file, &source.text, &schemas.endpoint, &known.endpoints, diagnostics) {
                Some(at) => {
                    let group = group.iter().map(ToString::to_string).collect();
                    spec.endpoints.push(LoadedEndpoint { group, file_name: (*file_name).to_owned(), at });
                }
                None => spec.incomplete = true,
            },
            [] => {}
        }
    }
    if spec.service.is_none() && !spec.incomplete {
        diagnostics.push(
            Code::WRONG_FILE,
            Place::new(0, 0..0),
            "the spec has no service.yaml",
            "add service.yaml with hosts, groups and sources",
        );
    }
    spec
}

struct Schemas {
    service: serde_json::Value,
    common: serde_json::Value,
    endpoint: serde_json::Value,
}

fn decode_new<T: DeserializeOwned + JsonSchema>(
    file: usize,
    text: &str,
    schema: &serde_json::Value,
    known: &HashMap<(usize, String), Arc<Loaded<T>>>,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Loaded<T>>> {
    // Without any there is no need for a key.
    let found = if known.is_empty() { None } else { known.get(&(file, text.to_owned())) };
    found.cloned().or_else(|| decode(file, text, schema, diagnostics).map(Arc::new))
}

fn decode<T: DeserializeOwned + JsonSchema>(
    file: usize,
    text: &str,
    schema: &serde_json::Value,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded<T>> {
    if text.len() > MAX_BYTES {
        let message = format!("the file has {} bytes, and no spec file has more than {MAX_BYTES}", text.len());
        diagnostics.push(Code::UNREADABLE, Place::new(file, 0..0), message, "a file describes one endpoint: split it up");
        return None;
    }
    if let Some((at, bad)) = text.char_indices().find(|(_, letter)| is_forbidden(*letter)) {
        let place = Place::new(file, at..at + bad.len_utf8());
        let message = format!("this is not valid YAML: the character U+{:04X} must not stand in it", u32::from(bad));
        let fix = Fix { place, text: String::new() };
        diagnostics.push(Code::SYNTAX, place, message, "remove the character").fix = Some(fix);
        return None;
    }
    let node = match Node::parse(text) {
        Ok(node) => node,
        Err(error) => {
            diagnostics.push(
                Code::SYNTAX,
                Place::new(file, error.span),
                error.message,
                "mend the YAML; texts with , : # [ ] { } need quotes",
            );
            return None;
        }
    };
    let mut found = Diagnostics::default();
    shape::check(file, &node, schema, &mut found);
    if !found.is_empty() {
        diagnostics.append(found);
        return None;
    }
    // serde_yaml would take a byte order mark for a part of the first key.
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_yaml::from_str(plain) {
        Ok(spec) => Some(Loaded { file, node, spec }),
        Err(error) => {
            let mark = text.len() - plain.len();
            let at = error.location().map_or(0, |location| (location.index() + mark).min(text.len()));
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            diagnostics.push(
                Code::WRONG_SHAPE,
                Place::new(file, at..at),
                error.to_string(),
                "see api-spec/README.md for the format",
            );
            None
        }
    }
}

/// Characters that YAML does not have; one reader would take them for the end of the file.
fn is_forbidden(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{85}')) || matches!(letter, '\u{fffe}' | '\u{ffff}')
}
