//! Approvals: what they open, for how long, and what they never open.

use super::diff_of;
use wechat_league_codegen::{
    diff::{
        Change,
        approvals::{self, Standing},
    },
    lint::Day,
};

#[test]
fn an_approval_counts_for_one_dangerous_change_until_its_day() {
    let changes = diff_of(&[["order/set_note.yaml", "effect: write", "effect: read"]]).changes;
    let line = approvals::line(&changes[0]);
    let filled = |until: &str| {
        let line = line.replace("reason: \"\", by: \"\", until: \"\"", &format!("reason: 只读, by: me, until: {until}"));
        approvals::parse(&format!("# approved\n{line}\n")).unwrap()
    };
    let standing = |until: &str, changes: &[Change]| {
        let judged = approvals::judge(filled(until), changes, Day::parse("2026-03-09").unwrap());
        let [one] = judged.as_slice() else { panic!("{judged:?}") };
        assert_eq!(one.approval.line, 2);
        assert_eq!(one.complaint().is_none(), one.standing == Standing::Applied);
        one.standing
    };
    assert_eq!(standing("2026-03-09", &changes), Standing::Applied);
    assert_eq!(standing("2026-03-08", &changes), Standing::Expired);
    assert_eq!(standing("2027-01-31", &[]), Standing::Unmatched);
}

#[test]
fn a_breaking_change_cannot_be_approved() {
    let changes = diff_of(&[["talent/window/get_window.yaml", "optional: true, ", ""]]).changes;
    let line = approvals::line(&changes[0]);
    let line = line.replace("reason: \"\", by: \"\", until: \"\"", "reason: r, by: me, until: 2027-01-31");
    let judged = approvals::judge(approvals::parse(&line).unwrap(), &changes, Day::parse("2026-03-09").unwrap());
    assert_eq!(judged[0].standing, Standing::Impossible);
    assert!(!approvals::is_approved(&changes[0], &judged));
}
