//! Paging: whether pages can be turned, by what, until when, and what comes out.

use super::{Differ, Direction, Rule, cause, change::Subject, request::Keys, rust, side::id};
use crate::model::{Endpoint, Paging, PagingStyle};

impl Differ<'_> {
    /// Compares how pages are turned. Keys that are only called something else are told with their fields.
    pub(super) fn paging(&mut self, old: &Endpoint, new: &Endpoint, sent: &Keys, answered: &Keys) {
        let at = |paging: &Option<Paging>| paging.as_ref().map(|paging| paging.at);
        let subject = Subject {
            directions: vec![Direction::Request, Direction::Response],
            ..Subject::at(format!("{} paging", id(new)), at(&old.paging), at(&new.paging).or(Some(new.at)))
        };
        let subject = subject.because(cause::of_endpoint(old, new, &["paging"]));
        let (before, after) = match (&old.paging, &new.paging) {
            (None, None) => return,
            (Some(before), Some(after)) => (before, after),
            (before, after) => {
                let rule = if after.is_some() { Rule::PagingAdded } else { Rule::PagingRemoved };
                let shown = |paging: &Paging| format!("{:?}", paging.style).to_lowercase();
                let items = |paging: &Paging| format!("items() over {}", rust::value(&paging.item));
                let change = self.report(rule, &subject, before.as_ref().map(shown), after.as_ref().map(shown));
                let signature = |paging: &Option<Paging>| paging.as_ref().map(items).unwrap_or_default();
                change.rust = Some((signature(before), signature(after)));
                return;
            }
        };
        let Paging { at: _, style, cursor, offset, page, first, next, more, total, size, items, items_rust, item } = before;
        let position = |style: &PagingStyle, keys: [Option<String>; 3], first: i64| {
            let [cursor, offset, page] = keys.map(|key| key.unwrap_or("none".to_owned()));
            format!("{style:?}: cursor {cursor}, offset {offset}, page {page}, first {first}")
        };
        let was = position(style, [cursor, offset, page].map(|key| now(key, sent)), *first);
        let is = position(&after.style, [&after.cursor, &after.offset, &after.page].map(Option::clone), after.first);
        self.changed(Rule::PagingPositionChanged, &subject, &was, &is, String::clone);
        let end = |keys: [Option<String>; 3]| {
            let [next, more, total] = keys.map(|key| key.unwrap_or("none".to_owned()));
            format!("next {next}, more {more}, total {total}")
        };
        let was = end([next, more, total].map(|key| now(key, answered)));
        let is = end([&after.next, &after.more, &after.total].map(Option::clone));
        self.changed(Rule::PagingEndConditionChanged, &subject, &was, &is, String::clone);
        let shown = |key: &Option<String>| key.clone().unwrap_or("none".to_owned());
        self.changed(Rule::PagingSizeChanged, &subject, &now(size, sent), &after.size, shown);
        // With one half of the path unchanged, a field on the way got another name; that is told with the field.
        if items != &after.items && items_rust != &after.items_rust {
            let is_same = self.types.same((&old.group, item), (&new.group, &after.item));
            let rule = if is_same { Rule::PagingItemPathChanged } else { Rule::PagingItemTypeChanged };
            let change = self.report(rule, &subject, Some(items.join(".")), Some(after.items.join(".")));
            change.rust = (!is_same).then(|| (rust::value(item), rust::value(&after.item)));
        }
    }
}

/// What an old key is called now.
fn now(key: &Option<String>, keys: &Keys) -> Option<String> {
    key.as_ref().map(|key| keys.get(key).unwrap_or(key).clone())
}
