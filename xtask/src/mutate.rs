//! `cargo xtask mutate`: changes a spec in every way at every place, and holds what diff and the compiler say of each change
//! against a table written by hand.
//!
//! Exit codes: 0 diff and table agree everywhere, 1 they do not, 2 the spec could not be read.

mod compile;

use crate::shell;
use anyhow::{Context, Result, anyhow, bail};
use std::{
    collections::BTreeMap,
    io::IsTerminal,
    path::PathBuf,
    process::ExitCode,
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};
use wechat_league_codegen::{
    model::Model,
    mutate::{self, Fault, Kind, Spec},
    source::Sources,
};

#[derive(clap::Args)]
pub struct Args {
    /// Only kinds whose name has this in it
    kind: Option<String>,
    /// Change the real spec instead of the fixture that has a place for every kind
    #[arg(long)]
    all: bool,
    /// Compile the witness: not at all, for one place of each kind, or for every place
    #[arg(long, value_enum, default_value_t = Compile::Kinds)]
    compile: Compile,
    /// How many faults are shown
    #[arg(long, default_value_t = 40)]
    faults: usize,
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

/// How much is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Compile {
    None,
    Kinds,
    All,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    let folder = if args.all { root.join("api-spec") } else { root.join("codegen/tests/fixtures/mutate") };
    let sources = Sources::read(&folder).with_context(|| format!("{} could not be read", folder.display()))?;
    let spec = Spec::read(&sources);
    let wanted = |kind: &&'static Kind| args.kind.as_deref().is_none_or(|part| kind.name.contains(part));
    let kinds: Vec<&'static Kind> = mutate::kinds().filter(wanted).collect();
    if kinds.is_empty() {
        bail!("no kind of change is called like `{}`", args.kind.as_deref().unwrap_or_default());
    }
    let started = Instant::now();
    let mutants = mutate::mutants(&spec, &kinds);
    let total = mutants.len();
    let count = AtomicUsize::new(0);
    let tell = |old: &Model, new: &Model| {
        let count = count.fetch_add(1, Ordering::Relaxed) + 1;
        if count.is_multiple_of(100) {
            progress(&format!("{count} of {total} judged"));
        }
        mutate::told(old, new)
    };
    let observed = mutate::observe(&spec, &mutants, &tell).map_err(|why| anyhow!(why))?;
    let mut outcome = mutate::judge(&kinds, &observed);
    if args.all {
        // The real spec need not have everything; the fixture has to.
        outcome.faults.retain(|fault| !fault.is_without_a_place());
    }
    eprintln!("{} mutants of {} kinds judged in {:.1} s", outcome.mutants(), kinds.len(), started.elapsed().as_secs_f64());
    let mut compiled = 0;
    if args.compile != Compile::None {
        let (count, faults) = compile::run(&root, &spec, &mutants, args.compile)?;
        compiled = count;
        outcome.faults.extend(faults);
        eprintln!("{compiled} of them compiled ({:.1} s in all)", started.elapsed().as_secs_f64());
    }
    show(&outcome.faults, args.faults);
    let places: BTreeMap<&str, usize> = outcome.places.iter().copied().collect();
    let without = places.values().filter(|count| **count == 0).count();
    println!(
        "{} kinds at {} places, {} compiled: {}{}",
        kinds.len() - without,
        outcome.mutants(),
        compiled,
        if outcome.faults.is_empty() {
            "all told as the table says".to_owned()
        } else {
            format!("{} FAULTS", outcome.faults.len())
        },
        if without > 0 { format!("; {without} kinds have no place here") } else { String::new() },
    );
    Ok(ExitCode::from(u8::from(!outcome.faults.is_empty())))
}

/// Says how far it is, where somebody watches.
fn progress(text: &str) {
    if std::io::stderr().is_terminal() {
        eprint!("\r{text}\x1b[K\r");
    }
}

fn show(faults: &[Fault], most: usize) {
    for Fault { kind, place, what } in faults.iter().take(most) {
        println!("{kind}\n    at {place}\n    {}\n", what.replace('\n', "\n    "));
    }
    if faults.len() > most {
        println!("{} more, see --faults\n", faults.len() - most);
    }
}
