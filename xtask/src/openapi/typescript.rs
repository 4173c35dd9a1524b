//! The 3.1 document in use: openapi-typescript makes types of it, and every example compiles against them.

use super::{examples, lay_out, operations};
use crate::shell;
use anyhow::Result;
use serde_json::Value;
use std::{
    path::Path,
    process::{Command, ExitCode},
};
use wechat_league_codegen::{
    export::openapi::{self, Dialect},
    model::Model,
};

const PACKAGE: &str = include_str!("../../export/typescript/package.json");
const LOCK: &str = include_str!("../../export/typescript/package-lock.json");
const USE: &str = include_str!("../../export/typescript/use.ts");

const MAKE_TYPES: [&str; 4] = ["node_modules/openapi-typescript/bin/cli.js", "openapi.json", "--output", "api.d.ts"];
const COMPILE: [&str; 11] = [
    "node_modules/typescript/bin/tsc",
    "--strict",
    "--noEmit",
    "--target",
    "es2022",
    "--module",
    "esnext",
    "--moduleResolution",
    "bundler",
    "use.ts",
    "examples.ts",
];

pub fn prove(model: &Model) -> Result<ExitCode> {
    let dir = shell::root().join("target/openapi/typescript");
    let document = openapi::document(model, Dialect::V31);
    let program = program(&serde_json::to_value(&document)?);
    lay_out(
        &dir,
        &[
            ("package.json", PACKAGE.into()),
            ("package-lock.json", LOCK.into()),
            ("openapi.json", openapi::json(&document)?),
            ("use.ts", USE.into()),
            ("examples.ts", program),
        ],
    )?;
    let passed =
        shell::npm_ci(&dir, LOCK)? && shell::passes(node(&dir).args(MAKE_TYPES))? && shell::passes(node(&dir).args(COMPILE))?;
    if passed {
        let examples: usize = model.endpoints().iter().map(|endpoint| endpoint.examples.len()).sum();
        println!("{} operations, {examples} examples: they compile as TypeScript", model.endpoints().len());
    }
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn node(dir: &Path) -> Command {
    let mut command = Command::new("node");
    command.current_dir(dir);
    command
}

/// Every operation by name, and every example as a constant of its type: JSON is TypeScript.
fn program(document: &Value) -> String {
    let mut names = String::new();
    let mut constants = String::new();
    for (operation, about) in operations(document) {
        names.push_str(&format!("  {operation}: true,\n"));
        for (example, value) in examples(&about["responses"]["200"]) {
            constants.push_str(&format!("export const {operation}_{example}_answer: Answer<\"{operation}\"> = {value};\n"));
        }
        for (example, value) in examples(&about["requestBody"]) {
            constants.push_str(&format!("export const {operation}_{example}_body: Body<\"{operation}\"> = {value};\n"));
        }
    }
    format!(
        "import type {{ Answer, Body, operations }} from \"./use\";\n\n\
         export const all: Record<keyof operations, true> = {{\n{names}}};\n\n{constants}"
    )
}
