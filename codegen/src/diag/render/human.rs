//! Findings for a terminal, in the look of rustc: code, message, `file:line:col`, the line, what to do.

use super::counted;
use crate::{
    diag::{Diagnostic, Level, Report, view::Viewer},
    source::Place,
};
use annotate_snippets::{AnnotationKind, Element, Level as Severity, Origin, Renderer, Snippet, normalize_untrusted_str};

/// Of a longer line only the place is given: nobody would read it.
const MAX_LINE: usize = 10_000;

/// All findings, and how many there are.
pub fn human(report: &Report) -> String {
    let viewer = Viewer::new(&report.sources);
    let mut out = String::new();
    for finding in &report.findings {
        out.push_str(&one(&viewer, finding));
        out.push_str("\n\n");
    }
    let verdict = if report.errors().next().is_some() { "refused" } else { "accepted" };
    out.push_str(&format!("the spec was {verdict}: {}\n", counted(&report.findings)));
    out
}

fn one(viewer: &Viewer, finding: &Diagnostic) -> String {
    let level = match finding.level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
        Level::Note => Severity::NOTE,
    };
    let mut group = level.primary_title(finding.message.as_str()).id(finding.code.0).element(snippet(
        viewer,
        &finding.place,
        AnnotationKind::Primary,
        &finding.label,
    ));
    for (place, note) in &finding.related {
        group = group.element(snippet(viewer, place, AnnotationKind::Context, note));
    }
    if !finding.help.is_empty() {
        group = group.element(Severity::HELP.message(normalize_untrusted_str(&finding.help)));
    }
    Renderer::plain().render(&[group])
}

/// The first line of a place; a span over many lines would print them all, and its first line says enough.
fn snippet<'a>(viewer: &Viewer<'a>, place: &Place, kind: AnnotationKind, label: &'a str) -> Element<'a> {
    let view = viewer.view(place);
    if view.text.len() > MAX_LINE {
        return Origin::path(view.file).line(view.line).char_column(view.column).into();
    }
    let annotation = kind.span(view.mark).label(label);
    Snippet::source(view.text).line_start(view.line).path(view.file).annotation(annotation).into()
}
