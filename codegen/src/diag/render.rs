//! Findings as text for a terminal and as JSON for tools.

use super::{Diagnostic, Refused};
use crate::source::{Place, Sources};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::json;

/// The look of rustc: code, message, `file:line:col`, the line, what to do.
pub fn human(refused: &Refused) -> String {
    let mut out = String::new();
    for finding in &refused.findings {
        out.push_str(&one(&refused.sources, finding));
        out.push_str("\n\n");
    }
    let count = refused.findings.len();
    out.push_str(&format!("the spec was refused: {count} problem{}\n", if count == 1 { "" } else { "s" }));
    out
}

/// The same findings for tools.
pub fn json(refused: &Refused) -> serde_json::Value {
    let place = |place: &Place| {
        let (line, column) = refused.sources.line_column(place);
        json!({"file": refused.sources.shown_path(place.file), "line": line, "column": column})
    };
    refused
        .findings
        .iter()
        .map(|finding| {
            json!({
                "code": finding.code.0,
                "message": finding.message,
                "at": place(&finding.place),
                "related": finding.related.iter().map(|(at, note)| json!({"at": place(at), "note": note})).collect::<Vec<_>>(),
                "help": finding.help,
            })
        })
        .collect()
}

fn one(sources: &Sources, finding: &Diagnostic) -> String {
    let snippet = |place: &Place, kind: AnnotationKind, label: &str| {
        let file = &sources.files[place.file];
        let end = place.span.1.min(file.text.len());
        // A span over many lines would print them all; its first line says enough.
        let first_line = file.text[place.span.0..end].find('\n').map_or(end, |at| place.span.0 + at);
        let annotation = kind.span(place.span.0..first_line).label(label.to_owned());
        Snippet::source(file.text.clone()).path(sources.shown_path(place.file)).annotation(annotation)
    };
    let mut group = Level::ERROR.primary_title(finding.message.clone()).id(finding.code.0).element(snippet(
        &finding.place,
        AnnotationKind::Primary,
        &finding.label,
    ));
    for (place, note) in &finding.related {
        group = group.element(snippet(place, AnnotationKind::Context, note));
    }
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(finding.help.clone()));
    }
    Renderer::plain().render(&[group])
}
