//! Reads `api-spec/` and writes the SDK: load, check, lower, emit.
//!
//! ```text
//! Sources ──load──▶ Spec ──lower, check──▶ Model ──emit──▶ Files
//! ```
//!
//! Every stage hands plain data on. Whatever is wrong with a spec comes back as [`diag::Report`], all of it at once.

pub mod check;
pub mod diag;
pub mod diff;
pub mod emit;
pub mod export;
pub mod lint;
pub mod load;
pub mod lower;
pub mod model;
pub mod mutate;
pub mod names;
pub mod schema;
pub mod shape;
pub mod site;
pub mod source;
pub mod spec;
pub mod stats;
pub mod stub;
pub mod witness;
pub mod yaml;

use diag::{Code, Diagnostics, Report};
use model::Model;
use source::Sources;

/// What to do with drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They are errors
    Refused,
    /// They are part of the model
    Allowed,
}

/// The model of a spec, or everything that is wrong with it.
pub fn model(sources: Sources) -> Result<Model, Report> {
    model_with(sources, Drafts::Refused)
}

/// The same, with drafts where they are allowed.
pub fn model_with(sources: Sources, drafts: Drafts) -> Result<Model, Report> {
    model_beside(&load::Known::default(), sources, drafts)
}

/// The same of a spec that shares most of its files with one that is known: only what differs is read.
pub fn model_beside(known: &load::Known, sources: Sources, drafts: Drafts) -> Result<Model, Report> {
    let mut diagnostics = Diagnostics::default();
    let spec = load::load_beside(known, &sources, &mut diagnostics);
    let model = lower::lower(&spec, &mut diagnostics);
    let mut report = diagnostics.into_report(sources);
    report.findings.retain(|finding| drafts == Drafts::Refused || finding.code != Code::DRAFT);
    if report.errors().next().is_none() { Ok(model) } else { Err(report) }
}
