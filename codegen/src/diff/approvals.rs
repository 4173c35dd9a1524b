//! Approvals of dangerous changes, committed beside the spec: each names exactly one change, says why, who, and until when.
//!
//! There are no wildcards, and none for what is breaking: that takes a version. One that matches nothing any more has done
//! its work and is to be removed, so that it cannot cover a later change unseen.

use super::{Change, Verdict};
use crate::{
    lint::Day,
    yaml::{Node, Value},
};
use serde::Deserialize;

/// One approval.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Of the change
    pub fingerprint: String,
    /// Of the change, so that a reader knows what was approved
    pub rule: String,
    /// Of the change, so that a reader knows what was approved
    pub identity: String,
    /// Why nobody is hurt, or what was done for those who are
    pub reason: String,
    /// Who says so
    pub by: String,
    /// The last day on which it counts: 2027-01-31
    pub until: String,
    /// The line of the file that it begins on
    #[serde(skip)]
    pub line: usize,
}

/// What an approval is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It approves a dangerous change
    Applied,
    /// Its last day has passed
    Expired,
    /// There is no such change
    Unmatched,
    /// The change is not one that can be approved
    Impossible,
}

/// An approval and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The approval
    pub approval: Approval,
    /// What it is worth
    pub standing: Standing,
}

impl Judged {
    /// What is wrong with it and what to do, where anything is.
    pub fn complaint(&self) -> Option<String> {
        let Approval { fingerprint, rule, identity, until, line, .. } = &self.approval;
        let what = format!("approvals.yaml:{line}: the approval {fingerprint} of {rule} ({identity})");
        match self.standing {
            Standing::Applied => None,
            Standing::Expired => Some(format!("{what} expired on {until}: look at the change again, then set a later day")),
            Standing::Unmatched => Some(format!("{what} matches no change: remove it, or take the fingerprint of the change")),
            Standing::Impossible => Some(format!("{what} is for a change that cannot be approved: breaking takes a version")),
        }
    }
}

/// The approvals of a file, or what is wrong with it.
pub fn parse(text: &str) -> Result<Vec<Approval>, String> {
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(Vec::new());
    }
    let at = |byte: usize| text.get(..byte).unwrap_or_default().matches('\n').count() + 1;
    let mut approvals: Vec<Approval> = serde_yaml::from_str(text).map_err(|error| format!("approvals.yaml: {error}"))?;
    let lines: Vec<usize> = match Node::parse(text).map(|node| node.value) {
        Ok(Value::Seq(items)) => items.iter().map(|item| at(item.span.start)).collect(),
        Ok(_) => Vec::new(),
        Err(error) => return Err(format!("approvals.yaml:{}: {}", at(error.span.start), error.message)),
    };
    for (approval, line) in approvals.iter_mut().zip(lines) {
        approval.line = line;
    }
    for Approval { until, reason, by, line, .. } in &approvals {
        if Day::parse(until).is_none() {
            return Err(format!("approvals.yaml:{line}: `{until}` is no day: write it like 2027-01-31"));
        }
        if reason.trim().is_empty() || by.trim().is_empty() {
            return Err(format!("approvals.yaml:{line}: an approval says why (`reason`) and who (`by`)"));
        }
    }
    Ok(approvals)
}

/// What each approval is worth to these changes on a day.
pub fn judge(approvals: Vec<Approval>, changes: &[Change], today: Day) -> Vec<Judged> {
    let mut seen: Vec<String> = Vec::new();
    let judged = approvals.into_iter().map(|approval| {
        let is_double = seen.contains(&approval.fingerprint);
        seen.push(approval.fingerprint.clone());
        let standing = match changes.iter().find(|change| is_meant(&approval, change)) {
            None => Standing::Unmatched,
            Some(_) if is_double => Standing::Unmatched,
            Some(change) if change.verdict() != Verdict::Dangerous => Standing::Impossible,
            Some(_) if Day::parse(&approval.until) < Some(today) => Standing::Expired,
            Some(_) => Standing::Applied,
        };
        Judged { approval, standing }
    });
    judged.collect()
}

/// Whether a change is approved.
pub fn is_approved(change: &Change, judged: &[Judged]) -> bool {
    judged.iter().any(|judged| judged.standing == Standing::Applied && is_meant(&judged.approval, change))
}

/// The line to paste into the file.
pub fn line(change: &Change) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let (fingerprint, identity) = (quoted(&change.fingerprint()), quoted(&change.identity));
    let rule = change.rule.name();
    format!("- {{fingerprint: {fingerprint}, rule: {rule}, identity: {identity}, reason: \"\", by: \"\", until: \"\"}}")
}

fn is_meant(approval: &Approval, change: &Change) -> bool {
    approval.rule == change.rule.name() && approval.identity == change.identity && approval.fingerprint == change.fingerprint()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_file_of_comments_approves_nothing() {
        assert_eq!(parse("# none yet\n"), Ok(Vec::new()));
    }

    #[test]
    fn an_approval_without_reason_or_with_a_wildcard_key_is_refused() {
        let line = r#"- {fingerprint: "0", rule: r, identity: i, reason: "", by: me, until: "2027-01-31"}"#;
        assert_eq!(parse(line), Err("approvals.yaml:1: an approval says why (`reason`) and who (`by`)".to_owned()));
        assert!(parse(r#"- {rule: "*", reason: all, by: me, until: "2027-01-31"}"#).is_err());
        assert!(parse(r#"- {fingerprint: "0", rule: r, identity: i, reason: a, by: me, until: never}"#).is_err());
    }
}
