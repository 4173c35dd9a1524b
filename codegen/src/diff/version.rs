//! Which version a release needs: below 1.0 breaking → minor, the rest → patch; from 1.0 on breaking → major, dangerous or
//! additive → minor, docs → patch.

use super::Verdict;
use std::fmt;

/// Three numbers; what a pre-release adds says nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Breaking releases
    pub major: u64,
    /// Releases with something new, or breaking ones below 1.0
    pub minor: u64,
    /// The others
    pub patch: u64,
}

impl Version {
    /// Reads `0.3.1`, `v0.3.1` or `0.3.1-rc.1`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('v');
        let core = text.split(['-', '+']).next().unwrap_or_default();
        let mut numbers = core.split('.').map(str::parse::<u64>);
        let (major, minor, patch) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
        numbers.next().is_none().then_some(Self { major, minor, patch })
    }

    /// The smallest version that may follow this one with such a change.
    pub fn after(self, verdict: Verdict) -> Self {
        let Self { major, minor, patch } = self;
        let next_major = Self { major: major + 1, minor: 0, patch: 0 };
        let next_minor = Self { major, minor: minor + 1, patch: 0 };
        let next_patch = Self { major, minor, patch: patch + 1 };
        match (verdict, major) {
            (Verdict::None, _) => self,
            (Verdict::Breaking | Verdict::CouldNotTell, 0) => next_minor,
            (Verdict::Breaking | Verdict::CouldNotTell, _) => next_major,
            (Verdict::Dangerous | Verdict::Additive, 0) | (Verdict::Docs, _) => next_patch,
            (Verdict::Dangerous | Verdict::Additive, _) => next_minor,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Verdict, Version};

    #[test]
    fn below_one_a_break_is_a_minor_and_from_one_on_a_major_version() {
        let after = |version: &str, verdict| Version::parse(version).map(|version| version.after(verdict).to_string());
        for (version, verdict, expected) in [
            ("0.3.1", Verdict::Breaking, "0.4.0"),
            ("0.3.1", Verdict::Dangerous, "0.3.2"),
            ("0.3.1", Verdict::Additive, "0.3.2"),
            ("0.3.1", Verdict::Docs, "0.3.2"),
            ("0.3.1", Verdict::None, "0.3.1"),
            ("1.3.1", Verdict::Breaking, "2.0.0"),
            ("1.3.1", Verdict::Dangerous, "1.4.0"),
            ("1.3.1", Verdict::Additive, "1.4.0"),
            ("1.3.1", Verdict::Docs, "1.3.2"),
            ("1.3.1", Verdict::CouldNotTell, "2.0.0"),
        ] {
            assert_eq!(after(version, verdict).as_deref(), Some(expected), "{version} {verdict:?}");
        }
    }

    #[test]
    fn a_version_has_three_numbers() {
        let read = |text| Version::parse(text).map(|version| version.to_string());
        assert_eq!(read("v0.10.2").as_deref(), Some("0.10.2"));
        assert_eq!(read("1.0.0-rc.1").as_deref(), Some("1.0.0"));
        for text in ["", "1", "1.0", "1.0.0.0", "1.x.0", "latest"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(Version::parse("0.10.0") > Version::parse("0.9.9"));
    }
}
