//! Rules about names: what the SDK itself is called, and words that run together.

use super::context::Context;
use crate::{
    diag::{Code, Diagnostics},
    names,
};
use std::collections::BTreeSet;

/// Types that stand at the root of the SDK or in Rust's prelude.
const TAKEN_TYPES: &[&str] = &[
    "Box",
    "Call",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Endpoint",
    "Eq",
    "Err",
    "Error",
    "ErrorCode",
    "ErrorKind",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Items",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Outcome",
    "Pages",
    "PartialEq",
    "PartialOrd",
    "RateLimit",
    "RawAnswer",
    "RawCall",
    "ReadError",
    "Request",
    "Result",
    "Secret",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "Unpin",
    "Vec",
    "WithRaw",
];
/// Modules at the root of the SDK and methods of its client.
const TAKEN_GROUPS: &[&str] = &[
    "base_url",
    "blocking",
    "builder",
    "call",
    "catalog",
    "client",
    "common",
    "drift",
    "envelope",
    "error",
    "errors",
    "exchange",
    "force_token_refresh",
    "generated",
    "groups",
    "guide",
    "hosts",
    "later",
    "limit",
    "mask",
    "mock",
    "observe",
    "page",
    "raw",
    "repair",
    "request",
    "retry",
    "scalar",
    "schema",
    "secret",
    "token",
    "trace",
    "transport",
    "wire",
    "with_token_source",
];

/// Longer names are no names, and take long to cut.
const LONGEST: usize = 64;

/// Types and groups named like something that is there already.
pub(super) fn taken(context: &Context, diagnostics: &mut Diagnostics) {
    let tops = context.endpoints().map(|(_, root)| root).chain(context.common().map(|(_, root)| root));
    for root in tops {
        for section in ["scalars", "structs", "enums"] {
            for (name, at) in root.child(section).into_iter().flat_map(|at| at.entries()) {
                if TAKEN_TYPES.contains(&name.text.as_str()) {
                    let message = format!("`{}` is a name of the SDK or of Rust itself", name.text);
                    diagnostics.push(Code::TAKEN_NAME, at.key(), message, "say of what it is one, such as ShopClient");
                }
            }
        }
    }
    for (name, at) in context.service().and_then(|root| root.child("groups")).into_iter().flat_map(|at| at.entries()) {
        if TAKEN_GROUPS.contains(&name.text.as_str()) {
            let message = format!("`{}` is a module or method of the SDK itself", name.text);
            diagnostics.push(Code::TAKEN_NAME, at.key(), message, "name the group, and its folder, in other words");
        }
    }
}

/// Names that are several words of the spec without anything between them.
pub(super) fn no_word_boundaries(context: &Context, diagnostics: &mut Diagnostics) {
    // What a file that cannot be read writes as one word might look like several.
    if context.spec.incomplete {
        return;
    }
    let fields = context.fields.iter().map(|field| field.wire);
    let methods = context.endpoints().map(|(loaded, _)| loaded.at.spec.name.as_str());
    let words = words_of(fields.chain(methods));
    for field in context.fields.iter().filter(|field| field.spec.rust.is_none()) {
        if let Some(apart) = apart(field.wire, &words) {
            let message = format!("`{}` is `{apart}` without its word boundaries", field.wire);
            let help = format!("add `rust: {apart}`, or another name in snake_case");
            diagnostics.push(Code::NO_WORD_BOUNDARY, field.at.key(), message, help);
        }
    }
    for (loaded, root) in context.endpoints() {
        let name = &loaded.at.spec.name;
        if let Some(apart) = apart(name, &words) {
            let message = format!("`{name}` is `{apart}` without its word boundaries");
            let help = format!("name the method and the file {apart}");
            diagnostics.push(Code::NO_WORD_BOUNDARY, root.value_of("name"), message, help);
        }
    }
}

/// The words of all names that have more than one.
fn words_of<'a>(written: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let snakes = written.map(names::member).filter(|name| name.contains('_'));
    snakes.flat_map(|name| name.split('_').map(str::to_owned).collect::<Vec<_>>()).filter(|word| word.len() > 1).collect()
}

/// A name of small letters only, cut into the fewest known words; none where it is a word itself or cannot be cut.
fn apart(name: &str, words: &BTreeSet<String>) -> Option<String> {
    if !name.bytes().all(|next| next.is_ascii_lowercase()) || words.contains(name) || name.len() > LONGEST {
        return None;
    }
    // For each length of a beginning: its words, where it is made of words.
    let mut cut: Vec<Option<Vec<&str>>> = vec![Some(Vec::new())];
    for end in 1..=name.len() {
        let best = (0..end).filter_map(|start| {
            let word = name.get(start..end).filter(|word| words.contains(*word))?;
            let before = cut.get(start)?.as_ref()?;
            Some([before.as_slice(), &[word]].concat())
        });
        let best = best.min_by_key(Vec::len);
        cut.push(best);
    }
    cut.pop().flatten().filter(|parts| parts.len() > 1).map(|parts| parts.join("_"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    fn sdk(path: &str) -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../sdk/src").join(path)).unwrap()
    }

    #[test]
    fn everything_at_the_root_of_the_sdk_is_taken() {
        let root = sdk("lib.rs");
        let modules = root.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
        let client = sdk("client.rs");
        let methods = client.lines().filter_map(|line| {
            let line = line.strip_prefix("    pub ")?;
            line.trim_start_matches("async ").strip_prefix("fn ")?.split(['(', '<']).next()
        });
        let names: Vec<&str> = modules.chain(methods).collect();
        assert!(names.len() > 20, "{names:?}");
        assert_eq!(names.iter().find(|name| !TAKEN_GROUPS.contains(name)), None);

        let exports = root.lines().filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix(';'));
        let items = exports.filter_map(|path| path.rsplit_once("::")).flat_map(|(_, items)| items.split(", "));
        let items: Vec<&str> = items.map(|item| item.trim_matches(['{', '}'])).filter(|item| *item != "*").collect();
        assert!(items.len() > 15, "{items:?}");
        assert_eq!(items.iter().find(|item| !TAKEN_TYPES.contains(item)), None);
    }

    #[test]
    fn a_name_is_cut_into_the_fewest_words_that_are_known() {
        let words = words_of(["open_id", "finder_name", "shop_appid", "is_a", "openId", "plain"].into_iter());
        assert_eq!(apart("openfinderid", &words).as_deref(), Some("open_finder_id"));
        for whole in ["appid", "plain", "open_finder_id", "openFinderId", "nickname", "finders", ""] {
            assert_eq!(apart(whole, &words), None, "{whole}");
        }
    }
}
