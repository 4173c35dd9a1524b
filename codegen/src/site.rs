//! The reference site: a page for each endpoint, a search over all of them, error codes, shared types, and what is uncertain.
//!
//! Texts of people reach a page through a template, which escapes them; `code` alone hands markup over.

mod code;
mod endpoint;
mod errors;
mod fields;
mod index;
mod links;
mod types;
mod uncertain;
mod walk;
mod words;

use crate::{
    model::{Endpoint, ErrorCode, Group, Model},
    source::Sources,
    spec::ServiceFile,
    stats,
};
use endpoint::Described;
use indexmap::IndexMap;
use minijinja::{
    Environment, Error, HtmlEscape, Output, State, UndefinedBehavior, Value, escape_formatter, syntax::SyntaxConfig, value::Serde,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The files of the site by path, with forward slashes.
pub type Pages = BTreeMap<String, String>;

const TEMPLATES: [(&str, &str); 8] = [
    ("layout.html", include_str!("site/templates/layout.html")),
    ("fields.html", include_str!("site/templates/fields.html")),
    ("conflicts.html", include_str!("site/templates/conflicts.html")),
    ("index.html", include_str!("site/templates/index.html")),
    ("endpoint.html", include_str!("site/templates/endpoint.html")),
    ("types.html", include_str!("site/templates/types.html")),
    ("errors.html", include_str!("site/templates/errors.html")),
    ("uncertain.html", include_str!("site/templates/uncertain.html")),
];

const ASSETS: [(&str, &str); 2] =
    [("assets/site.css", include_str!("site/assets/site.css")), ("assets/search.js", include_str!("site/assets/search.js"))];

/// The whole site. Only a fault of our own templates is an error.
pub fn site(model: &Model, sources: &Sources) -> Result<Pages, Error> {
    let atlas = Atlas::new(model, sources);
    let endpoints: Vec<Described> = atlas.endpoints().map(|(title, endpoint)| endpoint::page(&atlas, title, endpoint)).collect();
    let shared = types::page(&atlas);
    let uncertain = uncertain::page(&atlas, &endpoints, &shared);
    let counts = stats::count(model).pop().unwrap_or_default();

    let mut site = Site { environment: environment()?, pages: Pages::new() };
    site.page("index.html", "index.html", "接口目录", index::page(&endpoints, &counts, uncertain.count()))?;
    site.page("errors.html", "errors.html", "错误码", errors::page(&atlas))?;
    site.page("uncertain.html", "uncertain.html", "存疑之处", &uncertain)?;
    site.page("types.html", "types.html", "公共类型", &shared)?;
    for described in &endpoints {
        site.page(&described.href, "endpoint.html", &described.endpoint.title, &described.page)?;
    }
    site.pages.insert("assets/search-index.js".into(), index::search(&atlas, &endpoints)?);
    site.pages.extend(ASSETS.map(|(path, text)| (path.to_owned(), text.to_owned())));
    Ok(site.pages)
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(format);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// Writes a value into a page.
fn format(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => out.write_str(&escape(text)).map_err(Error::from),
        _ => escape_formatter(out, state, value),
    }
}

/// A text as HTML takes it. The engine spells slashes out as well, and then nobody can read a path in a page.
fn escape(text: &str) -> String {
    HtmlEscape(text).to_string().replace("&#x2f;", "/")
}

struct Site {
    environment: Environment<'static>,
    pages: Pages,
}

/// What the frame of every page needs, around what is the page's own.
#[derive(Serialize)]
struct View<'a, P> {
    /// The way up to the root, so that the site works from a folder
    root: String,
    title: &'a str,
    /// The entry of the navigation that this is
    here: &'a str,
    page: P,
}

impl Site {
    fn page(&mut self, path: &str, template: &str, title: &str, page: impl Serialize) -> Result<(), Error> {
        let root = "../".repeat(path.matches('/').count());
        let view = View { root, title, here: template.trim_end_matches(".html"), page };
        let text = self.environment.get_template(template)?.render(Serde(view))?;
        self.pages.insert(path.to_owned(), text);
        Ok(())
    }
}

/// The model with what every page looks up in it.
struct Atlas<'a> {
    model: &'a Model,
    codes: BTreeMap<i64, &'a ErrorCode>,
    /// Groups that hold endpoints, with their titles from the top
    groups: Vec<(String, &'a Group)>,
    /// What the names of sources stand for
    legend: IndexMap<String, String>,
}

impl<'a> Atlas<'a> {
    fn new(model: &'a Model, sources: &Sources) -> Self {
        let mut groups = Vec::new();
        leaves(&model.groups, "", &mut groups);
        let codes = model.codes.iter().map(|code| (code.code, code)).collect();
        Self { model, codes, groups, legend: legend(sources) }
    }

    /// Every endpoint with the title of its group.
    fn endpoints(&self) -> impl Iterator<Item = (&str, &'a Endpoint)> {
        self.groups.iter().flat_map(|(title, group)| group.endpoints.iter().map(move |endpoint| (title.as_str(), endpoint)))
    }

    /// What a source is; its name where the spec does not say.
    fn source<'b>(&'b self, name: &'b str) -> &'b str {
        self.legend.get(name).map_or(name, String::as_str)
    }
}

fn leaves<'a>(groups: &'a [Group], above: &str, found: &mut Vec<(String, &'a Group)>) {
    for group in groups {
        let title = if above.is_empty() { group.title.clone() } else { format!("{above} · {}", group.title) };
        leaves(&group.groups, &title, found);
        if !group.endpoints.is_empty() {
            found.push((title, group));
        }
    }
}

/// The model keeps the names of the sources only; what they stand for is for people.
fn legend(sources: &Sources) -> IndexMap<String, String> {
    let service = sources.files.iter().find(|file| file.path == "service.yaml");
    let service = service.and_then(|file| serde_yaml::from_str::<ServiceFile>(&file.text).ok());
    service.map(|service| service.sources).unwrap_or_default()
}
