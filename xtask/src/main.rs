//! The project's commands. `cargo xtask help` lists them; each lives in a file of its own.
//!
//! xtask never links the SDK, so that a broken or missing `sdk/src/generated` can always be made anew.

mod bench;
mod changelog;
mod check;
mod demo;
mod diff;
mod docs;
mod generate;
mod lint;
mod mutate;
mod new_endpoint;
mod openapi;
mod replay;
mod shell;
mod stats;
mod test;
mod witness;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Commands of the wechat-league project", disable_help_subcommand = false)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check the spec and write the generated part of the SDK
    Generate(generate::Args),
    /// Generate, build, and call every endpoint against the mock server
    Demo,
    /// Everything that CI runs
    Test(test::Args),
    /// Read recorded traffic with the generated types and report what is lost
    Replay(replay::Args),
    /// Count what the spec holds
    Stats(stats::Args),
    /// Say everything that is wrong with the spec, and what could be better
    Lint(lint::Args),
    /// Lint, freshness of the generated files and examples, all without a compiler
    Check(check::Args),
    /// Begin a new endpoint: a commented draft
    NewEndpoint(new_endpoint::Args),
    /// Say what a change of the spec does to the users of the SDK
    Diff(diff::Args),
    /// Compile what the old spec lets users write against the new SDK
    Witness(witness::Args),
    /// Change the spec in every way and see whether diff and the compiler say what they have to
    Mutate(mutate::Args),
    /// Write what has changed since the last release, for the changelog
    Changelog(changelog::Args),
    /// Print the model as JSON, for a diff with a newer generator
    #[command(hide = true)]
    Model(diff::ModelArgs),
    /// Write the reference site
    Docs(docs::Args),
    /// Write the API as an OpenAPI document
    Openapi(openapi::Args),
    /// Measure the numbers that the project promises
    Bench(bench::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Generate(args) => generate::run(&args),
        Command::Demo => demo::run(),
        Command::Test(args) => test::run(&args),
        Command::Replay(args) => replay::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Check(args) => check::run(&args),
        Command::NewEndpoint(args) => new_endpoint::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Witness(args) => witness::run(&args),
        Command::Mutate(args) => mutate::run(&args),
        Command::Changelog(args) => changelog::run(&args),
        Command::Model(args) => diff::model(&args),
        Command::Docs(args) => docs::run(&args),
        Command::Openapi(args) => openapi::run(&args),
        Command::Bench(args) => bench::run(&args),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
