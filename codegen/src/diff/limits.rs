//! Limits of a field: tighter ones refuse values that were legal, but only where a value is sent.

use super::{Differ, Rule, change::Subject, members::Holder};
use crate::model::Field;

impl Differ<'_> {
    /// Compares the smallest and largest number, and the greatest length.
    pub(super) fn limits(&mut self, holder: &Holder<'_>, subject: &Subject, old: &Field, new: &Field) {
        if (old.min, old.max, old.max_len) == (new.min, new.max, new.max_len) {
            return;
        }
        let is_tighter = tighter(old.max, new.max) || tighter(old.max_len, new.max_len) || tighter_below(old.min, new.min);
        let rule = match (holder.is_sent, is_tighter) {
            (false, _) => Rule::RespLimitChanged,
            (true, true) => Rule::ReqLimitTightened,
            (true, false) => Rule::ReqLimitLoosened,
        };
        self.report(rule, subject, Some(said(old)), Some(said(new)));
    }
}

/// Whether an upper limit came down; no limit is the highest.
fn tighter<T: PartialOrd>(old: Option<T>, new: Option<T>) -> bool {
    match (old, new) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(old), Some(new)) => new < old,
    }
}

/// Whether a lower limit went up; no limit is the lowest.
fn tighter_below(old: Option<i64>, new: Option<i64>) -> bool {
    // None is smaller than any number.
    new > old
}

fn said(field: &Field) -> String {
    let limit = |name: &str, value: Option<String>| value.map(|value| format!("{name} {value}"));
    let limits = [
        limit("min", field.min.map(|min| min.to_string())),
        limit("max", field.max.map(|max| max.to_string())),
        limit("max_len", field.max_len.map(|max| max.to_string())),
    ];
    let limits: Vec<String> = limits.into_iter().flatten().collect();
    if limits.is_empty() { "no limit".to_owned() } else { limits.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::{tighter, tighter_below};

    #[test]
    fn no_limit_is_the_loosest() {
        assert!(tighter(None, Some(5)) && tighter(Some(5), Some(4)));
        assert!(!tighter(Some(5), None) && !tighter(Some(5), Some(5)) && !tighter(Some(4), Some(5)));
        assert!(tighter_below(None, Some(1)) && tighter_below(Some(1), Some(2)));
        assert!(!tighter_below(Some(1), None) && !tighter_below(Some(2), Some(1)));
    }
}
