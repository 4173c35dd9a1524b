//! Rules about what a spec says, beyond what its types need: every finding that [`crate::model()`] makes, and one more
//! for each rule of [`RULES`] that is broken and not silenced beside the place.

mod context;
mod corrections;
mod day;
mod endpoints;
mod enums;
mod errors;
mod examples;
mod fix;
mod names;
mod order;
mod paging;
mod prose;
mod required;
mod rules;
mod shown;
mod silence;
mod spot;
mod syntax;
mod table;
mod texts;
mod types;
mod walk;

pub use context::Context;
pub use day::Day;
pub use fix::fix;
pub use rules::{Group, RULES, Rule, why};
pub use table::{Answer, ROWS, Row};

use crate::{
    diag::{Code, Diagnostics, Level, Report},
    load, lower,
    model::Model,
    schema,
    source::Sources,
};

/// How to look at a spec.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Drafts are worth knowing, not errors
    pub draft: bool,
    /// The day that ages count from; without one nothing has an age
    pub today: Option<Day>,
}

/// Everything that is to be said about a spec.
pub fn lint(sources: Sources, options: &Options) -> Report {
    lint_with_model(sources, options).0
}

/// The same, and the model of a spec that [`crate::model()`] would accept: one reading serves both.
pub fn lint_with_model(sources: Sources, options: &Options) -> (Report, Option<Model>) {
    let (diagnostics, model) = look(&sources, options);
    let mut report = diagnostics.into_report(sources);
    for finding in report.findings.iter_mut().filter(|finding| options.draft && finding.code == Code::DRAFT) {
        finding.level = Level::Note;
    }
    (report, model)
}

fn look(sources: &Sources, options: &Options) -> (Diagnostics, Option<Model>) {
    let mut diagnostics = Diagnostics::default();
    let spec = load::load(sources, &mut diagnostics);
    let model = lower::lower(&spec, &mut diagnostics);
    // What follows refuses no model.
    let model = (!diagnostics.has_errors()).then_some(model);
    diagnostics.append(schema::modeline_findings(sources));
    let context = Context::new(sources, &spec, options);
    let mut found = Diagnostics::default();
    RULES.iter().for_each(|rule| (rule.check)(&context, &mut found));
    silence::apply(&context, found, &mut diagnostics);
    (diagnostics, model)
}
