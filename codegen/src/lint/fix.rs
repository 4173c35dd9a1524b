//! Applies the edits that findings bring along, and nothing else: every byte outside them stays.

use super::{Options, lint};
use crate::{
    diag::{Fix, Report},
    source::Sources,
};
use std::collections::BTreeMap;

/// Most rounds of edits: each mends what overlapped in the round before.
const ROUNDS: usize = 8;

/// A spec with every certain edit applied, and how many there were. A second run finds none.
pub fn fix(mut sources: Sources, options: &Options) -> (Sources, usize) {
    let mut count = 0;
    for _ in 0..ROUNDS {
        let report = lint(sources.clone(), options);
        let applied = apply(&report, &mut sources);
        count += applied;
        if applied == 0 {
            break;
        }
    }
    (sources, count)
}

/// The edits of a report, from the end of each file, leaving out what overlaps one of them.
fn apply(report: &Report, sources: &mut Sources) -> usize {
    let mut by_file: BTreeMap<usize, Vec<&Fix>> = BTreeMap::new();
    for fix in report.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        by_file.entry(fix.place.file).or_default().push(fix);
    }
    let mut count = 0;
    for (file, mut fixes) in by_file {
        let Some(file) = sources.files.get_mut(file) else { continue };
        fixes.sort_by_key(|fix| fix.place.span);
        let mut free = file.text.len();
        for fix in fixes.into_iter().rev() {
            let (start, end) = fix.place.span;
            // A text that is the same already would be mended forever.
            if start <= end && end <= free && file.text.get(start..end).is_some_and(|old| old != fix.text) {
                file.text.replace_range(start..end, &fix.text);
                free = start;
                count += 1;
            }
        }
    }
    count
}
