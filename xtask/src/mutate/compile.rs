//! The compiler's word on mutants: the code of users of the spec before compiles exactly when nothing about it is breaking.

use super::{Compile, progress};
use crate::witness::{
    consumer::{Compiled, Witness},
    lab::Lab,
};
use anyhow::{Context, Result, anyhow, bail};
use std::{
    collections::BTreeSet,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};
use wechat_league_codegen::{
    self as codegen,
    diag::render,
    model::Model,
    mutate::{Fault, Kind, Mutant, Spec},
    witness,
};

/// What the workers share.
struct Work<'a> {
    root: &'a Path,
    spec: &'a Spec,
    old: &'a Model,
    witness: &'a Witness,
    mutants: &'a [&'a (&'static Kind, Mutant)],
    next: AtomicUsize,
}

/// Compiles the witness of the spec against the SDKs of mutants; how many, and what did not come out as the table says.
pub fn run(root: &Path, spec: &Spec, mutants: &[(&'static Kind, Mutant)], compile: Compile) -> Result<(usize, Vec<Fault>)> {
    let old = model(spec).map_err(|refused| anyhow!("the spec itself is refused:\n{refused}"))?;
    let witness = Witness { files: witness::emit(&old), features: witness::features(&old) };
    let mut seen = BTreeSet::new();
    let mutants: Vec<_> = mutants.iter().filter(|(kind, _)| seen.insert(kind.name) || compile == Compile::All).collect();
    let work = Work { root, spec, old: &old, witness: &witness, mutants: &mutants, next: AtomicUsize::new(0) };
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(mutants.len()).max(1);
    let found: Vec<Result<Vec<(usize, Fault)>>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|worker| {
                scope.spawn({
                    let work = &work;
                    move || work.share(worker)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    let mut faults = found.into_iter().collect::<Result<Vec<_>>>()?.concat();
    faults.sort_by_key(|(index, _)| *index);
    Ok((mutants.len(), faults.into_iter().map(|(_, fault)| fault).collect()))
}

impl Work<'_> {
    /// One worker, in folders of its own: cargo lets only one at a time into a target folder.
    fn share(&self, worker: usize) -> Result<Vec<(usize, Fault)>> {
        let folder = self.root.join(format!("target/mutate/{worker}"));
        let (lab, target) = (Lab::new(self.root, &folder.join("lab"))?, folder.join("target"));
        lab.put(self.old)?;
        match lab.compile(self.witness, &target).context("the SDK of the spec itself could not be tried")? {
            Compiled::Yes => {}
            Compiled::No(errors) => {
                bail!("the witness does not compile against the SDK that it was made for:\n{}", errors.join("\n\n"))
            }
        }
        let mut faults = Vec::new();
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some((kind, mutant)) = self.mutants.get(index) else { return Ok(faults) };
            progress(&format!("{} of {} compiled", index + 1, self.mutants.len()));
            let fault = tried(&lab, self.witness, &target, self.spec, kind, mutant)?;
            faults.extend(fault.map(|fault| (index, fault)));
        }
    }
}

fn tried(lab: &Lab, witness: &Witness, target: &Path, spec: &Spec, kind: &Kind, mutant: &Mutant) -> Result<Option<Fault>> {
    let fault = |what: String| Some(Fault { kind: kind.name, place: mutant.place.clone(), what });
    // Its refusal was told when it was judged.
    let Ok(new) = model(&mutant.apply(spec)) else { return Ok(None) };
    lab.put(&new)?;
    let compiled = lab.compile(witness, target).with_context(|| format!("{} at {}", kind.name, mutant.place))?;
    Ok(match (compiled, kind.compiles) {
        (Compiled::Yes, true) | (Compiled::No(_), false) => None,
        (Compiled::Yes, false) => fault("the code of users still compiles, and the table says that it does not".to_owned()),
        (Compiled::No(errors), true) => fault(format!("the code of users no longer compiles:\n{}", errors.join("\n"))),
    })
}

fn model(spec: &Spec) -> Result<Model, String> {
    codegen::model(spec.sources()).map_err(|refused| render::human(&refused))
}
