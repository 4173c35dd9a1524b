//! Silencers: `allow: {CODE: reason}` beside a field, and the findings about silencers themselves.

use super::{
    RULES,
    context::{Carrier, Context, What},
};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use std::collections::{BTreeMap, BTreeSet};

/// Hands on what nobody silenced, and reports silencers that name no rule, give no reason, or silence nothing.
pub(super) fn apply(context: &Context, found: Diagnostics, diagnostics: &mut Diagnostics) {
    let mut by_file: BTreeMap<usize, Vec<(usize, usize, usize)>> = BTreeMap::new();
    for (index, carrier) in context.carriers.iter().enumerate() {
        let extent = match carrier.what {
            What::Endpoint => 0..usize::MAX,
            _ => carrier.at.extent(),
        };
        by_file.entry(carrier.at.file()).or_default().push((extent.start, extent.end, index));
    }
    by_file.values_mut().for_each(|extents| extents.sort_unstable());
    let mut used: BTreeSet<(usize, &str)> = BTreeSet::new();
    for finding in found.into_sorted() {
        let carrier = nearest(&finding, &by_file);
        let silencer = carrier.and_then(|index| Some((index, context.carriers.get(index)?.allow.get_key_value(finding.code.0)?)));
        match silencer {
            Some((index, (code, _))) => _ = used.insert((index, code.as_str())),
            None => keep(finding, diagnostics),
        }
    }
    for (index, carrier) in context.carriers.iter().enumerate() {
        check(context, index, carrier, &used, diagnostics);
    }
}

/// The innermost carrier that a finding stands in.
fn nearest(finding: &Diagnostic, by_file: &BTreeMap<usize, Vec<(usize, usize, usize)>>) -> Option<usize> {
    let at = finding.place.span.0;
    let extents = by_file.get(&finding.place.file)?;
    let before = extents.partition_point(|(start, _, _)| *start <= at);
    extents[..before].iter().rev().find(|(_, end, _)| at <= *end).map(|(_, _, index)| *index)
}

fn keep(finding: Diagnostic, diagnostics: &mut Diagnostics) {
    let Diagnostic { code, level, message, place, label, related, help, fix } = finding;
    let kept = diagnostics.push(code, place, message, help);
    (kept.level, kept.label, kept.related, kept.fix) = (level, label, related, fix);
}

fn check(context: &Context, index: usize, carrier: &Carrier, used: &BTreeSet<(usize, &str)>, diagnostics: &mut Diagnostics) {
    let Some(at) = carrier.at.child("allow") else { return };
    for ((code, reason), spot) in at.zip(carrier.allow.iter()) {
        let known = || RULES.iter().filter(|rule| rule.code != Code::SILENCER).map(|rule| rule.code.0);
        if !known().any(|known| known == code) {
            let help = did_you_mean(code, known(), "name a rule of lint; what generate refuses cannot be silenced");
            diagnostics.push(Code::SILENCER, spot.key(), format!("no rule `{code}` can be silenced"), help);
        } else if reason.trim().is_empty() {
            let help = "say in a few words why the rule is wrong here";
            diagnostics.push(Code::SILENCER, spot.key(), format!("`{code}` is silenced without a reason"), help);
        } else if !used.contains(&(index, code.as_str())) && can_judge(context, code) {
            let message = format!("`{code}` has nothing to silence here");
            diagnostics.push(Code::SILENCER, spot.key(), message, "remove it; a silencer stands beside what it silences");
        }
    }
}

/// Whether a rule that found nothing would have found something by now.
fn can_judge(context: &Context, code: &str) -> bool {
    !context.spec.incomplete && (code != Code::OLD_REVIEW.0 || context.options.today.is_some())
}
