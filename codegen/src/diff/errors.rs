//! Error codes: like values of an enum, known by their name as long as it is there.

use super::{
    Cause, Differ, Rule,
    change::Subject,
    pairs::{Pass, pair},
    reach::record,
    side::Side,
};
use crate::model::{Class, ErrorCode, Repeat};
use std::collections::BTreeSet;

impl Differ<'_> {
    /// Compares the codes of both sides.
    pub(super) fn codes(&mut self, old: &[ErrorCode], new: &[ErrorCode]) {
        let both = |code: &ErrorCode| vec![format!("{} {}", code.code, code.name)];
        let names = |code: &ErrorCode| vec![code.name.clone()];
        let before = |code: &ErrorCode| code.renamed_from.clone();
        let numbers = |code: &ErrorCode| vec![code.code.to_string()];
        let passes = [Pass::same(&both), Pass::same(&names), Pass { old: &names, new: &before }, Pass::same(&numbers)];
        let pairs = pair(old, new, &passes);
        let constant = |code: &ErrorCode| format!("ErrorCode::{} = {}", code.constant, code.code);
        for gone in &pairs.removed {
            let subject = self.code_subject(gone.code, Some(gone), None);
            let change = self.report(Rule::ErrcodeRemoved, &subject, Some(gone.name.clone()), None);
            change.rust = Some((constant(gone), String::new()));
        }
        let used: BTreeSet<i64> = old.iter().map(|code| code.code).collect();
        for fresh in &pairs.added {
            let subject = self.code_subject(fresh.code, None, Some(fresh));
            // Whoever had the number has another one now, or this would have been taken for the same under a new name.
            let rule = if used.contains(&fresh.code) { Rule::ErrcodeNumberReused } else { Rule::ErrcodeAdded };
            let change = self.report(rule, &subject, None, Some(fresh.name.clone()));
            change.rust = Some((String::new(), constant(fresh)));
        }
        for (was, is) in &pairs.both {
            if was == is {
                continue;
            }
            // The name of the constant follows from the name.
            let ErrorCode { at: _, code, name, constant: _, class, repeat, doc, hint, deprecated, retired, renamed_from } = was;
            let subject = self.code_subject(is.code, Some(was), Some(is));
            if name != &is.name {
                let is_kept = is.renamed_from.contains(name);
                let rule = if is_kept { Rule::ErrcodeRenamedAliased } else { Rule::ErrcodeRenamed };
                let change = self.report(rule, &subject, Some(name.clone()), Some(is.name.clone()));
                change.rust = Some((constant(was), constant(is)));
            }
            self.changed(Rule::ErrcodeNumberChanged, &subject, code, &is.code, i64::to_string);
            let shown = |class: &Class| format!("{class:?}");
            self.changed(Rule::ErrcodeClassChanged, &subject, class, &is.class, shown);
            let shown = |repeat: &Repeat| format!("{repeat:?}").to_lowercase();
            self.changed(Rule::ErrcodeRepeatChanged, &subject, repeat, &is.repeat, shown);
            self.changed(Rule::ErrcodeTextChanged, &subject, doc, &is.doc, String::clone);
            self.text(Rule::ErrcodeTextChanged, &subject, hint, &is.hint);
            self.deprecation(&subject, deprecated, &is.deprecated);
            self.retirement(Rule::ErrcodeRetired, &subject, *retired, is.retired);
            self.forwarders(&subject, (name, renamed_from), (&is.name, &is.renamed_from));
        }
    }

    /// A code, corrected where an endpoint that documents it says so.
    fn code_subject(&self, code: i64, old: Option<&ErrorCode>, new: Option<&ErrorCode>) -> Subject {
        let told = |side: &Side<'_>, code: Option<&ErrorCode>| {
            let number = code.map(|one| one.code);
            let users = side.endpoints.iter().filter(|user| user.errors.iter().any(|error| Some(error.code) == number));
            let records = users.flat_map(|user| &user.conflicts).filter(|one| one.about.split(' ').next() == Some("errors"));
            records.map(record).collect::<BTreeSet<_>>()
        };
        let is_corrected = told(self.old, old) != told(self.new, new);
        let cause = if is_corrected { Cause::Correction } else { Cause::Vendor };
        let place = |code: Option<&ErrorCode>| code.map(|one| one.at);
        Subject::at(format!("errcode {code}"), place(old), place(new)).because(cause)
    }
}
