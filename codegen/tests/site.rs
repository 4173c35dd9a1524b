//! The reference site: whole, linked, searchable, safe against any text, and the same every time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use wechat_league_codegen::{
    self as codegen,
    diag::render,
    model::{Endpoint, Field, Model, Struct, Type},
    site::{self, Pages},
    source::{SourceFile, Sources},
    stats,
};

fn real() -> Sources {
    Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-spec")).unwrap()
}

/// The real spec and all fixtures.
fn specs() -> Vec<Sources> {
    let constructs = support::names("constructs").into_iter().map(|name| support::read("constructs", &name));
    [real(), support::read("openapi", "shop")].into_iter().chain(constructs).collect()
}

fn accepted(sources: &Sources) -> Model {
    codegen::model(sources.clone()).unwrap_or_else(|refused| panic!("{}", render::human(&refused)))
}

fn made(sources: &Sources) -> Pages {
    site::site(&accepted(sources), sources).unwrap()
}

/// The pages without style and scripts.
fn html(pages: &Pages) -> impl Iterator<Item = (&String, &String)> {
    pages.iter().filter(|(path, _)| path.ends_with(".html"))
}

/// Every value of an attribute. Texts cannot be mistaken for one: their quotes are escaped.
fn attributes(page: &str, name: &str) -> Vec<String> {
    let begin = format!(" {name}=\"");
    let values = page.split(begin.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap());
    values.map(|value| value.replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")).collect()
}

/// The path that a link of a page leads to.
fn resolved(page: &str, link: &str) -> String {
    let mut steps: Vec<&str> = page.split('/').collect();
    if !link.is_empty() {
        steps.pop();
    }
    for step in link.split('/').filter(|step| !step.is_empty()) {
        match step {
            ".." => assert!(steps.pop().is_some(), "{page}: {link} leads out of the site"),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What the search knows, by address.
fn index(pages: &Pages) -> BTreeMap<String, Value> {
    let script = pages["assets/search-index.js"].strip_prefix("window.__INDEX__ = ").unwrap().strip_suffix(";\n").unwrap();
    let entries: Vec<Value> = serde_json::from_str(script).unwrap();
    entries.into_iter().map(|entry| (entry["url"].as_str().unwrap().to_owned(), entry)).collect()
}

/// The wire names of all fields that an endpoint reaches.
fn wires<'a>(model: &'a Model, endpoint: &'a Endpoint) -> BTreeSet<&'a str> {
    fn walk<'a>(model: &'a Model, endpoint: &'a Endpoint, field: &'a Field, found: &mut BTreeSet<&'a str>) {
        found.insert(&field.wire);
        if let Type::Struct(name) = field.ty.element() {
            let Struct { fields, .. } = endpoint.find_struct(model, name).unwrap();
            fields.iter().for_each(|field| walk(model, endpoint, field, found));
        }
    }
    let mut found = BTreeSet::new();
    endpoint.request.fields().chain(&endpoint.response.fields).for_each(|field| walk(model, endpoint, field, &mut found));
    found
}

#[test]
fn every_link_leads_to_a_page_and_a_place_in_it() {
    for sources in specs() {
        let pages = made(&sources);
        let ids: BTreeMap<&String, Vec<String>> = html(&pages).map(|(path, page)| (path, attributes(page, "id"))).collect();
        for (path, page) in html(&pages) {
            let distinct: BTreeSet<&String> = ids[path].iter().collect();
            assert_eq!(distinct.len(), ids[path].len(), "{}, {path}: an id stands twice", sources.root);
            let links = attributes(page, "href").into_iter().chain(attributes(page, "src"));
            for link in links.filter(|link| !link.starts_with("https://") && link != "data:,") {
                let (file, place) = link.split_once('#').unwrap_or((link.as_str(), ""));
                let target = resolved(path, file);
                assert!(pages.contains_key(&target), "{}, {path}: no such page: {link}", sources.root);
                let there = place.is_empty() || ids[&target].iter().any(|id| id == place);
                assert!(there, "{}, {path}: no such place: {link}", sources.root);
            }
        }
    }
}

#[test]
fn every_endpoint_has_a_page_and_is_found_by_title_name_and_each_field() {
    for sources in specs() {
        let model = accepted(&sources);
        let pages = made(&sources);
        let index = index(&pages);
        for endpoint in model.endpoints() {
            let url = format!("endpoints/{}.{}.html", endpoint.group.join("."), endpoint.name);
            let (page, entry) = (&pages[&url], &index[&url]);
            assert!(page.contains(&format!("<h1>{}</h1>", endpoint.title)), "{url}");
            assert!(page.contains(&format!("<b data-name>{}</b>", endpoint.name)), "{url}");
            let told = ["title", "name", "docName", "path"].map(|key| entry[key].as_str().unwrap());
            assert_eq!(told, [&endpoint.title, &endpoint.name, &endpoint.doc_name, &endpoint.path], "{url}");
            let fields = entry["fields"].as_array().unwrap();
            let named: BTreeSet<&str> = fields.iter().map(|field| field[0].as_str().unwrap()).collect();
            assert_eq!(named, wires(&model, endpoint), "{url}");
            let ids = attributes(page, "id");
            assert!(fields.iter().all(|field| ids.iter().any(|id| field[3] == id.as_str())), "{url}");
        }
        for code in &model.codes {
            let entry = &index[&format!("errors.html#e{}", code.code)];
            assert_eq!((&entry["code"], &entry["name"]), (&code.code.into(), &code.constant.as_str().into()));
        }
        assert_eq!(index.len(), model.endpoints().len() + model.codes.len());
    }
}

#[test]
fn every_doubt_is_listed_once() {
    for sources in specs() {
        let model = accepted(&sources);
        let pages = made(&sources);
        let counts = stats::count(&model).pop().unwrap();
        let own = model.endpoints().into_iter().flat_map(|endpoint| {
            let structs = endpoint.structs.iter().flat_map(|structure| &structure.fields);
            endpoint.request.fields().chain(&endpoint.response.fields).chain(structs).collect::<Vec<_>>()
        });
        let shared = model.structs.iter().flat_map(|structure| &structure.fields);
        let disputed = own.chain(shared).filter(|field| field.disputed).count();
        let parts = [
            ("来源分歧", counts.conflicts),
            ("没有来源说明的", counts.open),
            ("类型未知的字段", counts.unknown),
            ("是否必填有分歧的字段", disputed),
        ];
        for (title, count) in parts {
            assert!(pages["uncertain.html"].contains(&format!(">{title} {count}</a>")), "{}: {title}: {count}", sources.root);
        }
        let total: usize = parts.iter().map(|(_, count)| count).sum();
        assert!(pages["index.html"].contains(&format!(">{total} 处存疑</a>")), "{}: {total}", sources.root);
    }
}

/// Puts markup in place of the first of these words.
fn replace(sources: &mut Sources, file: &str, words: &str, number: usize) {
    let SourceFile { text, .. } = sources.files.iter_mut().find(|found| found.path == file).unwrap();
    assert!(text.contains(words), "{file}: {words}");
    *text = text.replacen(words, &format!("'</p><script>alert{number}(\"&\")</script><img src=x>'"), 1);
}

#[test]
fn texts_of_people_never_become_markup() {
    let mut sources = support::read("constructs", "conflicts_and_provenance");
    let prose = ["获取事物", "只返回最近的", "标题", "照页面的示例", "价格的单位没有来源"];
    let conflict = ["最多 10", "不限", "示例可用"];
    let texts = prose.into_iter().chain(conflict).chain(["\"t\""]).enumerate();
    for (number, words) in texts.clone() {
        replace(&mut sources, "thing/get_thing.yaml", words, number);
    }
    replace(&mut sources, "service.yaml", "页面的参数表", texts.clone().count());
    let pages = made(&sources);
    for (path, page) in html(&pages) {
        assert_eq!(page.matches("<script").count(), 2, "{path}");
        assert!(!page.contains("<img"), "{path}");
    }
    let page = &pages["endpoints/thing.get_thing.html"];
    for number in 0..=texts.count() {
        assert!(page.contains(&format!("&lt;/p&gt;&lt;script&gt;alert{number}(")), "{number}");
    }
    let index = index(&pages);
    assert!(index["endpoints/thing.get_thing.html"]["title"].as_str().unwrap().starts_with("</p><script>"));
}

#[test]
fn only_pages_of_the_web_are_linked() {
    let mut sources = support::read("constructs", "conflicts_and_provenance");
    let SourceFile { text, .. } = sources.files.iter_mut().find(|found| found.path == "thing/get_thing.yaml").unwrap();
    *text = text.replacen("https://example.com/getthing", "javascript:alert(1)", 1);
    let page = &made(&sources)["endpoints/thing.get_thing.html"];
    assert!(page.contains("<dd>javascript:alert(1)</dd>") && !page.contains("href=\"javascript:"));
}

#[test]
fn the_site_needs_nothing_from_elsewhere() {
    let pages = made(&real());
    for (path, page) in html(&pages) {
        assert!(page.starts_with("<!doctype html>\n<html lang=\"zh-CN\""), "{path}");
        assert!(attributes(page, "src").iter().all(|script| !script.contains(':')), "{path}");
        assert!(!page.contains("<script type=") && !page.contains(" style="), "{path}");
    }
    let style = &pages["assets/site.css"];
    assert!(!style.contains("url(") && !style.contains("@import"));
    let script = &pages["assets/search.js"];
    for word in ["fetch(", "import ", "XMLHttpRequest", "innerHTML", "eval("] {
        assert!(!script.contains(word), "{word}");
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes_in_any_order_of_files() {
    let sources = real();
    let mut backwards = sources.files.clone();
    backwards.reverse();
    let (first, second) = (made(&sources), made(&Sources::from_files(sources.root.clone(), backwards)));
    let differs = first.iter().zip(&second).find(|(one, other)| one != other).map(|((path, _), _)| path);
    assert!(first == second, "not the same, first in {differs:?}");
}

#[test]
fn the_page_of_an_endpoint() {
    let pages = made(&support::read("openapi", "shop"));
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("find_thing", pages["endpoints/thing.find_thing.html"]);
    });
}
