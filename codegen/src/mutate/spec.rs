//! A whole spec as trees, and the questions that mutations ask of it.

use super::tree::Tree;
use crate::source::{SourceFile, Sources};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

/// Every file of a spec by its path.
#[derive(Debug, Clone, PartialEq)]
pub struct Spec {
    root: String,
    files: BTreeMap<String, File>,
}

/// A file that mutants share until they change it.
#[derive(Debug, Clone, Default)]
struct File {
    tree: Arc<Tree>,
    text: Arc<OnceLock<String>>,
}

impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tree, &other.tree) || self.tree == other.tree
    }
}

impl File {
    fn new(tree: Tree) -> Self {
        Self { tree: Arc::new(tree), text: Arc::default() }
    }

    fn text(&self) -> String {
        self.text.get_or_init(|| self.tree.write()).clone()
    }

    /// The tree to be changed: what was written of it holds no longer.
    fn tree_mut(&mut self) -> &mut Tree {
        self.text = Arc::default();
        Arc::make_mut(&mut self.tree)
    }
}

impl Spec {
    /// The trees of an accepted spec.
    pub fn read(sources: &Sources) -> Self {
        let tree = |file: &SourceFile| Some((file.path.clone(), File::new(Tree::read(&file.text)?)));
        Self { root: sources.root.clone(), files: sources.files.iter().filter_map(tree).collect() }
    }

    /// The files to be read again.
    pub fn sources(&self) -> Sources {
        let file = |(path, file): (&String, &File)| SourceFile { path: path.clone(), text: file.text() };
        Sources::from_files(self.root.clone(), self.files.iter().map(file).collect())
    }

    /// One file; an empty one where there is none.
    pub fn file(&self, path: &str) -> &Tree {
        const NONE: &Tree = &Tree::Map(Vec::new());
        self.files.get(path).map_or(NONE, |file| &file.tree)
    }

    /// One file, to be changed; it is made where there is none.
    pub fn file_mut(&mut self, path: &str) -> &mut Tree {
        self.files.entry(path.to_owned()).or_default().tree_mut()
    }

    /// Takes a file away.
    pub fn take(&mut self, path: &str) -> Option<Tree> {
        self.files.remove(path).map(|file| Arc::unwrap_or_clone(file.tree))
    }

    /// Puts a file somewhere.
    pub fn put(&mut self, path: &str, tree: Tree) {
        self.files.insert(path.to_owned(), File::new(tree));
    }

    /// The files of `common/`.
    pub fn common(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.trees().filter(|(path, _)| path.starts_with("common/"))
    }

    /// The files of endpoints.
    pub fn endpoints(&self) -> impl Iterator<Item = (&str, &Tree)> {
        let is_endpoint = |path: &str| path.contains('/') && !path.starts_with("common/");
        self.trees().filter(move |(path, _)| is_endpoint(path))
    }

    fn trees(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file.tree.as_ref()))
    }

    /// The paths of the files of endpoints.
    pub fn endpoint_paths(&self) -> Vec<String> {
        self.endpoints().map(|(path, _)| path.to_owned()).collect()
    }

    /// The file of `common/` that defines a type or an error code: its path.
    pub fn shared(&self, section: &str, name: &str) -> Option<&str> {
        self.common().find(|(_, tree)| tree.at(&[section, name]).is_some()).map(|(path, _)| path)
    }

    /// What a type's name stands for where a file names it: the file and the section that define it.
    pub fn resolve(&self, file: &str, name: &str) -> Option<(String, &'static str)> {
        for section in ["structs", "enums"] {
            if self.file(file).at(&[section, name]).is_some() {
                return Some((file.to_owned(), section));
            }
        }
        let shared = |section: &'static str| self.shared(section, name).map(|path| (path.to_owned(), section));
        ["scalars", "structs", "enums"].into_iter().find_map(shared)
    }

    /// The sources that records may name.
    pub fn source_names(&self) -> Vec<String> {
        self.file("service.yaml").get("sources").into_iter().flat_map(Tree::keys).map(str::to_owned).collect()
    }

    /// The name of an endpoint with its groups: `talent.window.add_window`.
    pub fn endpoint_name(&self, file: &str) -> String {
        let groups = file.rsplit_once('/').map_or("", |(groups, _)| groups).replace('/', ".");
        format!("{groups}.{}", self.file(file).word("name").unwrap_or_default())
    }

    /// The name of a type with its groups: `talent::window::Brand`, or `Range` where it is shared.
    pub fn type_name(&self, file: &str, name: &str) -> String {
        match file.rsplit_once('/') {
            Some(("common", _)) | None => name.to_owned(),
            Some((groups, _)) => format!("{}::{name}", groups.replace('/', "::")),
        }
    }
}

/// The name of the type of a field, without `list<…>`.
pub fn element(field: &Tree) -> &str {
    let name = field.word("type").unwrap_or_default();
    name.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(name)
}

/// Whether the type of a field is a list.
pub fn is_list(field: &Tree) -> bool {
    field.word("type").is_some_and(|name| name.starts_with("list<"))
}

/// The key of a field and its aliases.
pub fn keys<'a>(wire: &'a str, field: &'a Tree) -> impl Iterator<Item = &'a str> {
    let aliases = field.get("aliases").map_or(&[][..], Tree::items);
    std::iter::once(wire).chain(aliases.iter().filter_map(Tree::leaf))
}
