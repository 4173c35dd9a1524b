//! Rules about an endpoint as a whole: its page, its title, its last review.

use super::{context::Context, day::Day, spot::Spot};
use crate::diag::{Code, Diagnostics, Level};

/// Where the platform publishes its pages.
const OFFICIAL: &str = "https://developers.weixin.qq.com/";
/// After so many days a review is old.
const REVIEW_DAYS: i64 = 365;

/// Pages that are not the platform's own.
pub(super) fn foreign_pages(context: &Context, diagnostics: &mut Diagnostics) {
    for (loaded, root) in context.endpoints() {
        let pages = root.child("docs").into_iter().flat_map(Spot::items);
        for (page, at) in loaded.at.spec.docs.iter().zip(pages).filter(|(page, _)| !page.starts_with(OFFICIAL)) {
            let message = format!("`{page}` is no official page");
            diagnostics.push(Code::FOREIGN_PAGE, at.value(), message, format!("official pages begin with {OFFICIAL}"));
        }
    }
}

/// Endpoints without a title.
pub(super) fn no_summary(context: &Context, diagnostics: &mut Diagnostics) {
    for (loaded, root) in context.endpoints() {
        let spec = &loaded.at.spec;
        let doc = spec.doc.as_deref().map(|doc| ("doc", doc));
        for (key, text) in [("title", spec.title.as_str()), ("doc_name", spec.doc_name.as_str())].into_iter().chain(doc) {
            if text.trim().is_empty() {
                let help = "write what the official index says; a `doc` without words is better left out";
                diagnostics.push(Code::NO_SUMMARY, root.value_of(key), format!("`{key}` says nothing"), help);
            }
        }
    }
}

/// Endpoints that nobody has held against their page for long.
pub(super) fn old_reviews(context: &Context, diagnostics: &mut Diagnostics) {
    for (loaded, root) in context.endpoints() {
        let Some(reviewed) = &loaded.at.spec.reviewed else { continue };
        let help = "hold the page against the spec, then write the day";
        let Some(day) = Day::parse(reviewed) else {
            let message = format!("`{reviewed}` is no day such as 2026-03-09");
            diagnostics.push(Code::OLD_REVIEW, root.value_of("reviewed"), message, help).level = Level::Error;
            continue;
        };
        let Some(age) = context.options.today.map(|today| day.days_before(today)) else { continue };
        if age < 0 {
            let message = format!("`{reviewed}` is still to come");
            diagnostics.push(Code::OLD_REVIEW, root.value_of("reviewed"), message, help).level = Level::Error;
        } else if age > REVIEW_DAYS {
            let message = format!("the last review is {age} days old");
            diagnostics.push(Code::OLD_REVIEW, root.value_of("reviewed"), message, help);
        }
    }
}
