//! The two things that are read from manifests, by their lines: no parser of TOML is worth that.

use wechat_league_codegen::diff::version::Version;

/// `version` of `[workspace.package]`, or of `[package]` where there is no workspace.
pub fn version(manifest: &str) -> Option<Version> {
    let of = |section| {
        let found = keys(manifest, section).find(|(key, _)| *key == "version");
        found.and_then(|(_, value)| Version::parse(value.trim_matches('"')))
    };
    of("[workspace.package]").or_else(|| of("[package]"))
}

/// The keys of `[features]`.
pub fn features(manifest: &str) -> Vec<String> {
    keys(manifest, "[features]").map(|(key, _)| key.to_owned()).filter(|name| name != "default").collect()
}

/// Keys and first lines of the values in a section.
fn keys<'a>(manifest: &'a str, section: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let inside = manifest.lines().skip_while(move |line| line.trim() != section).skip(1);
    let inside = inside.take_while(|line| !line.trim_start().starts_with('['));
    inside.filter(|line| !line.trim_start().starts_with('#')).filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        Some((key.trim(), value.split('#').next().unwrap_or_default().trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::{features, version};

    const MANIFEST: &str = r#"
[workspace]
members = ["sdk"]

[workspace.package]
version = "0.3.1" # the crate's
edition = "2024"

[workspace.dependencies]
version = "9.9.9"

[features]
default = ["order"]
# One per group.
order = []
mock = ["full-serde"]

[dependencies]
bytes = "1"
"#;

    #[test]
    fn the_version_is_that_of_the_package() {
        assert_eq!(version(MANIFEST).map(|version| version.to_string()).as_deref(), Some("0.3.1"));
        assert_eq!(version("[package]\nversion = \"1.0.0\"\n").map(|version| version.major), Some(1));
        assert_eq!(version("[workspace.dependencies]\nversion = \"9.9.9\"\n"), None);
    }

    #[test]
    fn features_are_those_that_a_person_can_name() {
        assert_eq!(features(MANIFEST), ["order", "mock"]);
    }
}
