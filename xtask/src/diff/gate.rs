//! Whether a change may be merged: dangerous changes take an approval, breaking ones a version.
//!
//! Both are measured from the last release, because that is what users have: what was never released breaks nobody. Before
//! the first release the old side stands for it.

use super::{
    FailOn,
    beside::Beside,
    git::Git,
    place::{Place, Question},
    side::{self, Side},
};
use anyhow::{Context, Result, anyhow};
use wechat_league_codegen::{
    diff::{
        Change, Diff, Verdict,
        approvals::{self, Judged, Standing},
        version::Version,
    },
    lint::Day,
};

/// What stands between a change and its merge.
pub struct Gate {
    /// The last release and everything since
    pub release: Option<Release>,
    /// What Cargo.toml says
    pub says: Option<Version>,
    /// The approvals that are there
    pub judged: Vec<Judged>,
    /// Why it is closed; nothing where it is open
    pub closed: Vec<Closed>,
}

/// A release, and what the tree makes of it.
pub struct Release {
    pub tag: String,
    pub diff: Diff,
    /// The smallest version that may come next
    pub needed: Version,
}

/// A reason, and what opens the gate again.
pub struct Closed {
    pub why: String,
    pub fix: String,
}

impl Gate {
    pub fn is_closed(&self) -> bool {
        !self.closed.is_empty()
    }

    /// Whether a dangerous change is approved, or hits nothing that was ever released.
    pub fn covers(&self, change: &Change) -> bool {
        match self.counted(change) {
            Some(counted) => approvals::is_approved(counted, &self.judged),
            None => true,
        }
    }

    /// The change that an approval has to name: the same one since the last release, where there is a release.
    pub fn counted<'a>(&'a self, change: &'a Change) -> Option<&'a Change> {
        match &self.release {
            None => Some(change),
            Some(release) => {
                release.diff.changes.iter().find(|other| other.rule == change.rule && other.identity == change.identity)
            }
        }
    }
}

/// Judges a comparison.
pub fn judge(
    beside: &Beside,
    question: &Question,
    old: &Side,
    new: &Side,
    diff: &Diff,
    fail_on: &[FailOn],
    today: Option<Day>,
) -> Result<Gate> {
    let git = beside.git;
    let release = release(beside, question, new)?;
    let changes = release.as_ref().map_or(&diff.changes, |release| &release.diff.changes);
    let judged = judged(git, question, old, new, changes, release.is_none(), today)?;
    let mut gate = Gate { release, says: new.version, judged, closed: Vec::new() };
    let mut closed = Vec::new();
    if fail_on.contains(&FailOn::Breaking) {
        closed.extend(version(&gate, old, diff));
    }
    if fail_on.contains(&FailOn::Dangerous) {
        closed.extend(danger(&gate, diff));
        closed.extend(gate.judged.iter().filter_map(Judged::complaint).map(|why| Closed { why, fix: String::new() }));
    }
    gate.closed = closed;
    Ok(gate)
}

/// The last release that the new side contains, compared with it. A comparison of folders knows of none.
fn release(beside: &Beside, question: &Question, new: &Side) -> Result<Option<Release>> {
    let git = beside.git;
    let commit = match &question.new {
        Place::Folder(_) => return Ok(None),
        Place::Commit { sha, .. } => sha.as_str(),
        Place::Tree => "HEAD",
    };
    if !git.is_there() {
        return Ok(None);
    }
    if git.is_shallow()? {
        return Err(super::shallow());
    }
    let Some((tag, version)) = git.last_release(commit)? else { return Ok(None) };
    let sha = git.commit(&tag)?.with_context(|| format!("{tag} is no commit"))?;
    let place = Place::Commit { sha, name: tag.clone() };
    let old = side::load(git, &place)?;
    let diff = beside.diff(&place, &old, new, &mut Vec::new())?;
    let needed = version.after(diff.verdict());
    Ok(Some(Release { tag, diff, needed }))
}

fn judged(
    git: &Git,
    question: &Question,
    old: &Side,
    new: &Side,
    changes: &[Change],
    unreleased: bool,
    today: Option<Day>,
) -> Result<Vec<Judged>> {
    let parse = |text: &Option<String>| approvals::parse(text.as_deref().unwrap_or_default()).map_err(|error| anyhow!(error));
    let list = parse(&new.approvals)?;
    if list.is_empty() {
        return Ok(Vec::new());
    }
    let commit = match &question.new {
        Place::Commit { sha, .. } => Some(sha.as_str()),
        Place::Tree if git.is_there() => Some("HEAD"),
        Place::Tree | Place::Folder(_) => None,
    };
    let committed = commit.map(|commit| git.day(commit)).transpose()?.flatten();
    let day = today.or(committed.and_then(|day| Day::parse(&day)));
    let day = day.context("there are approvals, and no commit says which day it is: add `--today`")?;
    let mut judged = approvals::judge(list, changes, day);
    if unreleased {
        // Without a release nothing tells how far back an approval may reach: one that was there before is left alone.
        let before = parse(&old.approvals).unwrap_or_default();
        let is_older = |one: &Judged| before.iter().any(|other| other.fingerprint == one.approval.fingerprint);
        judged.retain(|one| one.standing != Standing::Unmatched || !is_older(one));
    }
    Ok(judged)
}

/// A breaking change takes a version that announces it. Everything else gets its version with the release.
fn version(gate: &Gate, old: &Side, diff: &Diff) -> Option<Closed> {
    let raise = |needed: Version| format!("in Cargo.toml write version = \"{needed}\", also for the dependency wechat-league");
    let says = |version: Option<Version>| version.map_or("nothing".to_owned(), |version| version.to_string());
    if let Some(Release { tag, diff, needed }) = &gate.release {
        let is_short = gate.says.is_none_or(|says| says < *needed);
        return (diff.verdict() == Verdict::Breaking && is_short).then(|| Closed {
            why: format!("breaking since {tag}: needs {needed}, Cargo.toml says {}", says(gate.says)),
            fix: raise(*needed),
        });
    }
    if diff.verdict() != Verdict::Breaking {
        return None;
    }
    match old.version.map(|version| version.after(Verdict::Breaking)) {
        Some(needed) if gate.says.is_some_and(|says| says >= needed) => None,
        Some(needed) => Some(Closed {
            why: format!("breaking, and no release yet: needs {needed} after the {} of BASE", says(old.version)),
            fix: raise(needed),
        }),
        None => Some(Closed {
            why: "breaking, and no version to measure by".to_owned(),
            fix: "where nobody depends on it, pass `--fail-on dangerous`".to_owned(),
        }),
    }
}

/// Dangerous changes without an approval, those of before included: they are as unapproved as ever.
fn danger(gate: &Gate, diff: &Diff) -> Option<Closed> {
    let changes = gate.release.as_ref().map_or(diff, |release| &release.diff);
    let open = changes.of(Verdict::Dangerous).filter(|change| !approvals::is_approved(change, &gate.judged)).count();
    let plural = if open == 1 { " is" } else { "s are" };
    (open > 0).then(|| Closed {
        why: format!("{open} dangerous change{plural} not approved"),
        fix: "commit a line for each in api-spec/approvals.yaml, with reason, by and until".to_owned(),
    })
}
