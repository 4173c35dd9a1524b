//! Where things are on the site: paths of pages, and places in them.

use crate::model::Endpoint;
use std::fmt::Write;

/// The page of an endpoint.
pub fn endpoint(endpoint: &Endpoint) -> String {
    format!("endpoints/{}.{}.html", endpoint.group.join("."), endpoint.name)
}

/// The place of a group in the index.
pub fn group(path: &[String]) -> String {
    format!("group-{}", path.join("."))
}

/// A shared type.
pub fn shared(name: &str) -> String {
    format!("types.html#{name}")
}

/// The place of an error code on its page.
pub fn code_id(code: i64) -> String {
    format!("e{code}")
}

/// An error code.
pub fn code(code: i64) -> String {
    format!("errors.html#{}", code_id(code))
}

/// A wire name as part of a place: nothing in it needs an escape in a link, and no two names become one.
pub fn step(wire: &str) -> String {
    let mut step = String::new();
    for letter in wire.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-') {
            step.push(letter);
        } else {
            // Writing to a text cannot fail.
            let _ = write!(step, "~{:x}~", u32::from(letter));
        }
    }
    step
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn usual_names_stay_and_others_are_spelt_out() {
        assert_eq!(step("category_ids_1"), "category_ids_1");
        assert_eq!(step("a.b c"), "a~2e~b~20~c");
        assert_ne!(step("~2e~"), step("."));
    }
}
