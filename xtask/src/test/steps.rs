//! The steps of `cargo xtask test`, in their order.

use super::{export, tools::Tool};
use crate::shell;
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};
use wechat_league_codegen::model::{Group, Model};

/// All features of the SDK but the groups and `native-tls`. That one needs libraries of the system: it has a step of its own,
/// and nothing may say `--all-features`.
const OTHERS: &[&str] = &["mock", "full-serde", "rustls", "rustls-ring", "redis", "tracing", "blocking"];

/// The tests that need a `redis-server` are those of this module.
const NEED_REDIS: &str = "with_redis_server::";

/// One step: a name and the commands that make it up.
pub struct Step {
    pub name: &'static str,
    pub commands: Vec<Command>,
    /// A tool that it needs, and the commands that are left without it
    pub without: Option<(Tool, Vec<Command>)>,
}

pub fn all(model: &Model) -> Vec<Step> {
    let groups = shell::sdk_features(model, &[]);
    let everything = shell::sdk_features(model, OTHERS);
    let step = |name, commands| Step { name, commands, without: None };
    let mut steps = vec![
        step("format", vec![shell::cargo(&["fmt", "--all", "--check"])]),
        step("generated files are fresh", vec![shell::cargo(&["xtask", "generate", "--check"])]),
        step("lint of the spec", vec![shell::cargo(&["xtask", "lint"])]),
        step("clippy", vec![clippy(&everything)]),
        step("docs", vec![docs(&everything)]),
    ];
    let combinations = ["", "full-serde", groups.as_str(), "mock", "rustls,order", "rustls-ring,order", "blocking,order"];
    let combinations = combinations.into_iter().chain(["tracing,order", "redis,order"]);
    steps.push(step("feature combinations", combinations.map(check).collect()));
    let native_tls = vec![check("native-tls,order")];
    steps.push(Step { name: "native-tls", commands: native_tls, without: Some((Tool::OpenSsl, Vec::new())) });
    steps.push(step("each group alone", model.groups.iter().map(alone).collect()));
    steps.push(step("serde_json with arbitrary_precision", vec![unified(&groups)]));
    steps.push(step("package", vec![package(&groups)]));
    steps.push(step("diff and compiler on every kind of change", vec![shell::cargo(&["xtask", "mutate"])]));
    steps.push(export::client());
    steps.push(export::export());
    let mut without_redis = tests(&everything);
    without_redis.args(["--", "--skip", NEED_REDIS]);
    steps.push(Step {
        name: "tests and doc tests",
        commands: vec![tests(&everything)],
        without: Some((Tool::RedisServer, vec![without_redis])),
    });
    steps
}

/// How many tests need a `redis-server`.
pub fn redis_tests(model: &Model) -> Result<usize> {
    let mut list = tests(&shell::sdk_features(model, OTHERS));
    list.args(["--quiet", "--test", "redis", "--", "--list", NEED_REDIS]).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = list.output().with_context(|| format!("`{}` could not be started", shell::shown(&list)))?;
    if !output.status.success() {
        bail!("the tests could not be listed; the command was\n    {}", shell::shown(&list));
    }
    Ok(listed(&String::from_utf8_lossy(&output.stdout)))
}

/// The tests in a list of the test runner's.
fn listed(list: &str) -> usize {
    list.lines().filter(|line| line.starts_with(NEED_REDIS) && line.ends_with(": test")).count()
}

fn clippy(features: &str) -> Command {
    let mut clippy = shell::cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--features", features]);
    clippy.args(["--", "-D", "warnings"]);
    clippy
}

fn docs(features: &str) -> Command {
    let mut docs = shell::cargo(&["doc", "--quiet", "--workspace", "--no-deps", "--features", features]);
    docs.env("RUSTDOCFLAGS", "-D warnings");
    docs
}

/// Without `--all-targets`: what a user of these features compiles.
fn check(features: &str) -> Command {
    let mut check =
        shell::cargo(&["check", "--quiet", "--package", "wechat-league", "--no-default-features", "--features", features]);
    check.env("RUSTFLAGS", "-D warnings");
    check
}

fn alone(group: &Group) -> Command {
    let mut test = shell::cargo(&["test", "--quiet", "--package", "wechat-league", "--no-default-features", "--lib", "--tests"]);
    test.args(["--features", &format!("mock,{}", group.name())]);
    test
}

/// An application may switch this on for everybody in its graph: numbers then reach the decoders as maps.
fn unified(groups: &str) -> Command {
    let mut test = shell::cargo(&["test", "--quiet", "--package", "wechat-league", "--no-default-features", "--lib"]);
    test.args(["--features", &format!("mock,{groups},serde_json/arbitrary_precision")]);
    test.args(["leniency", "values", "envelope", "mutations", "roundtrip", "wire"].iter().flat_map(|test| ["--test", test]));
    test
}

fn package(groups: &str) -> Command {
    let mut package = shell::cargo(&["package", "--quiet", "--allow-dirty", "--package", "wechat-league"]);
    package.args(["--no-default-features", "--features", groups]);
    package
}

fn tests(features: &str) -> Command {
    shell::cargo(&["test", "--workspace", "--features", features])
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn only_the_tests_that_need_redis_are_counted() {
        let list = "\
            with_redis_server::outage::comes_back: test\n\
            with_redis_server::a_lock_goes_to_one_owner: test\n\
            memory::a_lock_goes_to_one_owner: test\n\
            worker: test\n\
            with_redis_server::measure: benchmark\n\
            \n\
            4 tests, 1 benchmark\n";
        assert_eq!(listed(list), 2);
    }
}
