//! Reads `api-spec/` and writes the SDK: load, check, lower, emit.
//!
//! ```text
//! Sources ──load──▶ Spec ──lower, check──▶ Model ──emit──▶ Files
//! ```
//!
//! Every stage hands plain data on. Whatever is wrong with a spec comes back as [`diag::Refused`], all of it at once.

pub mod check;
pub mod diag;
pub mod emit;
pub mod load;
pub mod lower;
pub mod model;
pub mod names;
pub mod shape;
pub mod source;
pub mod spec;
pub mod stats;
pub mod yaml;

use diag::{Diagnostics, Refused};
use model::Model;
use source::Sources;

/// The model of a spec, or everything that is wrong with it.
pub fn model(sources: Sources) -> Result<Model, Refused> {
    let mut diagnostics = Diagnostics::default();
    let spec = load::load(&sources, &mut diagnostics);
    let model = lower::lower(&spec, &mut diagnostics);
    if diagnostics.is_empty() { Ok(model) } else { Err(Refused { sources, findings: diagnostics.into_sorted() }) }
}
