//! Rules about lists that come page by page.

use super::context::Context;
use crate::{
    diag::{Code, Diagnostics},
    spec::PagingStyle,
};

/// Lists that are turned by counting, and never say that they are over.
pub(super) fn no_end(context: &Context, diagnostics: &mut Diagnostics) {
    for (loaded, root) in context.endpoints() {
        let Some(paging) = &loaded.at.spec.paging else { continue };
        // A cursor ends a list by being empty.
        let has_cursor = paging.style == PagingStyle::Cursor || paging.cursor.is_some() || paging.next.is_some();
        if !has_cursor && paging.more.is_none() && paging.total.is_none() {
            let message = "nothing says where the list ends";
            let help = "add `more` or `total`, the key of the answer that tells; without one the last page has to be empty";
            diagnostics.push(Code::NO_END, root.key_of("paging"), message, help);
        }
    }
}

/// Lists whose largest page is unknown.
pub(super) fn no_page_limit(context: &Context, diagnostics: &mut Diagnostics) {
    for (loaded, root) in context.endpoints() {
        let spec = &loaded.at.spec;
        let Some(paging) = &spec.paging else { continue };
        let size = paging.size.as_ref().and_then(|size| spec.request.get(size).or_else(|| spec.query.get(size)));
        if size.is_none_or(|size| size.max.is_none()) {
            let place = root.child("paging").map_or_else(|| root.key(), |at| at.value_of("size"));
            let help = "add `max` to the field of the page size, where a page or an error tells it";
            diagnostics.push(Code::NO_PAGE_LIMIT, place, "nothing says how long a page may be", help);
        }
    }
}
