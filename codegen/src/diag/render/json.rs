//! Findings for tools: an array of objects.

use crate::diag::{
    Report,
    view::{View, Viewer},
};
use serde_json::{Value, json};

/// All findings; `end_column` is the one behind the last character.
pub fn json(report: &Report) -> Value {
    let viewer = Viewer::new(&report.sources);
    report
        .findings
        .iter()
        .map(|finding| {
            let related = finding.related.iter().map(|(at, note)| json!({"at": place(&viewer.view(at)), "note": note}));
            json!({
                "code": finding.code.0,
                "level": finding.level.name(),
                "message": finding.message,
                "at": place(&viewer.view(&finding.place)),
                "label": finding.label,
                "related": related.collect::<Vec<_>>(),
                "help": finding.help,
                "fix": finding.fix.as_ref().map(|fix| json!({"at": place(&viewer.exact(&fix.place)), "text": fix.text})),
            })
        })
        .collect()
}

/// A place as tools read it.
pub fn place(view: &View) -> Value {
    json!({
        "file": view.file,
        "line": view.line,
        "column": view.column,
        "end_line": view.end_line,
        "end_column": view.end_column,
    })
}
