//! Findings as SARIF 2.1.0, for code scanning and other viewers.

use crate::diag::{
    Code, Diagnostic, Fix, Report,
    view::{View, Viewer},
};
use serde_json::{Value, json};

/// All findings of one run, and the rules that they belong to.
pub fn sarif(report: &Report) -> Value {
    let viewer = Viewer::new(&report.sources);
    let mut codes: Vec<Code> = report.findings.iter().map(|finding| finding.code).collect();
    codes.sort();
    codes.dedup();
    let results: Vec<Value> = report.findings.iter().map(|finding| result(&viewer, finding, &codes)).collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "wechat-league",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.0,
        "shortDescription": {"text": code.title()},
        "defaultConfiguration": {"level": code.level().name()},
    })
}

fn result(viewer: &Viewer, finding: &Diagnostic, codes: &[Code]) -> Value {
    let mut at = location(&viewer.view(&finding.place));
    if !finding.label.is_empty() {
        at["message"] = json!({"text": finding.label});
    }
    let related = finding.related.iter().enumerate().map(|(index, (place, note))| {
        let mut at = location(&viewer.view(place));
        at["id"] = json!(index);
        at["message"] = json!({"text": note});
        at
    });
    let mut result = json!({
        "ruleId": finding.code.0,
        "ruleIndex": codes.binary_search(&finding.code).unwrap_or_default(),
        "level": finding.level.name(),
        "message": {"text": message(finding)},
        "locations": [at],
    });
    if !finding.related.is_empty() {
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([edit(viewer, fix, &finding.help)]);
    }
    result
}

/// Viewers show nothing but the message, so the help goes with it.
fn message(finding: &Diagnostic) -> String {
    match finding.help.as_str() {
        "" => finding.message.clone(),
        help => format!("{}\nhelp: {help}", finding.message),
    }
}

fn edit(viewer: &Viewer, fix: &Fix, help: &str) -> Value {
    let view = viewer.exact(&fix.place);
    json!({
        "description": {"text": if help.is_empty() { "mend it" } else { help }},
        "artifactChanges": [{
            "artifactLocation": {"uri": uri(&view.file)},
            "replacements": [{"deletedRegion": region(&view), "insertedContent": {"text": fix.text}}],
        }],
    })
}

fn location(view: &View) -> Value {
    json!({"physicalLocation": {"artifactLocation": {"uri": uri(&view.file)}, "region": region(view)}})
}

fn region(view: &View) -> Value {
    json!({
        "startLine": view.line,
        "startColumn": view.column,
        "endLine": view.end_line,
        "endColumn": view.end_column,
    })
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.bytes().map(|byte| if is_kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
