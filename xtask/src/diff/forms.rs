//! What came out, in the form that its reader wants. All forms tell of the same changes; a capped one says what it dropped.

use super::{
    Compared, Outcome, human, json, markdown,
    words::{nothing, reasons},
};
use serde_json::{Value, json};
use wechat_league_codegen::{
    diag::{
        Level, Report,
        render::{self, Form},
    },
    diff::{Rule, Verdict, report},
    source::Sources,
};

/// An outcome in a form; `command` is what shows everything.
pub fn render(form: Form, outcome: &Outcome, show_rust: bool, command: &str) -> String {
    match form {
        Form::Human => human::human(outcome, show_rust),
        Form::Json => format!("{:#}\n", json::json(outcome)),
        Form::Markdown => markdown::markdown(outcome, command),
        Form::Github => github(outcome, command),
        Form::Sarif => format!("{:#}\n", sarif(outcome)),
    }
}

/// The changes as findings in the files.
fn findings(compared: &Compared) -> Report {
    let Compared { old, new, diff, gate, .. } = compared;
    report::report(&diff.changes, &old.sources, &new.sources, &old.shown, |change| gate.covers(change))
}

fn github(outcome: &Outcome, command: &str) -> String {
    let annotations = match outcome {
        Outcome::Compared(compared) => render::github(&findings(compared), command),
        Outcome::Nothing { .. } | Outcome::CouldNotTell { .. } => String::new(),
    };
    let told = told(outcome).into_iter().map(|(level, text)| {
        let word = if level == Level::Error { "error" } else { "notice" };
        format!("::{word} title=cargo xtask diff::{}\n", text.replace('%', "%25").replace('\r', "").replace('\n', "%0A"))
    });
    annotations + &told.collect::<String>()
}

/// The shared renderer knows the codes of findings; what the rules of changes are about is put in here.
fn sarif(outcome: &Outcome) -> Value {
    let mut log = render::sarif(&match outcome {
        Outcome::Compared(compared) => findings(compared),
        Outcome::Nothing { .. } | Outcome::CouldNotTell { .. } => Report { sources: Sources::default(), findings: Vec::new() },
    });
    let run = &mut log["runs"][0];
    for described in run["tool"]["driver"]["rules"].as_array_mut().into_iter().flatten() {
        if let Some(rule) = Rule::ALL.iter().find(|rule| described["id"] == rule.name()) {
            let level = match rule.verdict() {
                Verdict::CouldNotTell | Verdict::Breaking | Verdict::Dangerous => Level::Error,
                Verdict::Additive | Verdict::Docs | Verdict::None => Level::Note,
            };
            described["shortDescription"] = json!({"text": rule.title()});
            described["defaultConfiguration"] = json!({"level": level.name()});
        }
    }
    let told = told(outcome).into_iter().map(|(level, text)| json!({"level": level.name(), "message": {"text": text}}));
    run["invocations"] = json!([{
        "executionSuccessful": !matches!(outcome, Outcome::CouldNotTell { .. }),
        "toolExecutionNotifications": told.collect::<Vec<_>>(),
    }]);
    log
}

/// What stands at no place of the spec.
fn told(outcome: &Outcome) -> Vec<(Level, String)> {
    let closed = |reasons: Vec<String>| reasons.into_iter().map(|why| (Level::Error, why));
    match outcome {
        Outcome::CouldNotTell { why } => vec![(Level::Error, format!("could not tell: {why}"))],
        Outcome::Nothing { base, gate } => [(Level::Note, nothing(base))].into_iter().chain(closed(reasons(gate))).collect(),
        Outcome::Compared(compared) => closed(reasons(&compared.gate)).collect(),
    }
}
