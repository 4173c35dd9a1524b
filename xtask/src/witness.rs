//! `cargo xtask witness [BASE]`: compiles what the old spec lets users write against the new SDK.
//!
//! Exit codes: 0 it compiles, 1 it does not, 2 nobody can tell: a witness has to compile against the SDK that it was made from
//! before anybody believes it.

pub mod consumer;
pub mod lab;
pub mod trial;

use crate::{
    diff::{
        git::Git,
        place::{Place, Question},
        side,
    },
    shell,
};
use anyhow::{Result, bail};
use consumer::Compiled;
use std::{path::PathBuf, process::ExitCode, time::Instant};
use trial::Trial;

#[derive(clap::Args)]
pub struct Args {
    /// The old side: a revision, a tag, or the folder of a project; the merge base with main by default
    base: Option<String>,
    /// How many errors of the compiler are shown
    #[arg(long, default_value_t = 10)]
    errors: usize,
    /// Project root; the one xtask was built in by default
    #[arg(long, hide = true)]
    root: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let root = args.root.clone().unwrap_or_else(shell::root);
    let git = Git::new(&root);
    let question = Question::of(&git, args.base.as_deref(), None)?;
    if question.new != Place::Tree {
        bail!("a witness is compiled against the working tree: name one BASE");
    }
    let old = side::load(&git, &question.old)?;
    let trial = Trial::of(&git, &question.old, &old)?;
    eprintln!("compiling the code of users of {} against its own SDK", old.shown);
    let started = Instant::now();
    trial.prove()?;
    eprintln!("compiling it against this SDK ({:.1} s so far)", started.elapsed().as_secs_f64());
    let compiled = trial.against(&root)?;
    let (endpoints, shown) = (old.model.endpoints().len(), &old.shown);
    match compiled {
        Compiled::Yes => {
            println!("what the spec of {shown} promises, all {endpoints} endpoints, compiles against this SDK");
            Ok(ExitCode::SUCCESS)
        }
        Compiled::No(errors) => {
            for error in errors.iter().take(args.errors) {
                println!("{error}\n");
            }
            let dropped = errors.len().saturating_sub(args.errors);
            let more = if dropped > 0 { format!("; {dropped} not shown, see --errors") } else { String::new() };
            println!("code that compiles against {shown} does not compile against this SDK: {} errors{more}", errors.len());
            Ok(ExitCode::from(1))
        }
    }
}
