//! The 3.0 document in use: cargo-progenitor makes a client of it, and that calls every operation on the mock server.

use super::{examples, lay_out, operations};
use crate::shell;
use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    env::consts::EXE_SUFFIX,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};
use wechat_league_codegen::{
    export::openapi::{self, Dialect},
    model::Model,
    names,
};

/// Of cargo-progenitor and of what its clients need.
const PROGENITOR: &str = "0.15.1";

const MAIN: &str = include_str!("../../export/rust/main.rs");

pub fn prove(model: &Model) -> Result<ExitCode> {
    let dir = shell::root().join("target/openapi/rust");
    let document = openapi::document(model, Dialect::V30);
    let text = openapi::json(&document)?;
    let known = fs::read_to_string(dir.join("openapi.json")).ok().as_deref() == Some(&text);
    let client = dir.join("client");
    if !(known && client.join("src/lib.rs").exists()) {
        let Some(generator) = generator()? else { return Ok(ExitCode::from(1)) };
        // Written last: a run that was cut short generates again.
        lay_out(&dir, &[("new.json", text.clone())])?;
        if !generate(&generator, &dir)? {
            return Ok(ExitCode::from(1));
        }
    }
    let program = program(&serde_json::to_value(&document)?);
    let manifest = manifest(model);
    lay_out(&dir, &[("Cargo.toml", manifest), ("src/main.rs", MAIN.into()), ("src/calls.rs", program), ("openapi.json", text)])?;
    let lock = dir.join("Cargo.lock");
    if !lock.exists() {
        fs::copy(shell::root().join("Cargo.lock"), &lock).with_context(|| format!("{} could not be written", lock.display()))?;
    }
    let passed = shell::passes(shell::cargo(&["run", "--quiet"]).current_dir(&dir))?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The program cargo-progenitor, installed below target/; None when that failed, which has been said then.
fn generator() -> Result<Option<PathBuf>> {
    let tools = shell::root().join(format!("target/openapi/cargo-progenitor-{PROGENITOR}"));
    let program = tools.join(format!("bin/cargo-progenitor{EXE_SUFFIX}"));
    if !program.exists() {
        let version = format!("={PROGENITOR}");
        let mut install = shell::cargo(&["install", "--quiet", "--locked", "--debug", "cargo-progenitor", "--version", &version]);
        if !shell::passes(install.arg("--root").arg(&tools))? {
            return Ok(None);
        }
    }
    Ok(Some(program))
}

/// Makes the client; what the generator prints is long and says something only when it fails.
fn generate(generator: &Path, dir: &Path) -> Result<bool> {
    let mut command = Command::new(generator);
    command.current_dir(dir).args(["progenitor", "--input", "new.json", "--output", "client", "--name", "openapi-client"]);
    command.args(["--version", "0.0.0", "--include-client", "false"]);
    let output = command.output().with_context(|| format!("`{}` could not be started", shell::shown(&command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stdout);
        let last: Vec<&str> = said.lines().rev().take(5).collect();
        eprintln!("cargo-progenitor failed:\n{}\n{}", last.join("\n"), String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.status.success())
}

/// A workspace of its own: the program, with the generated client as a module, so that it can add the token.
fn manifest(model: &Model) -> String {
    let sdk = shell::root().join("sdk");
    let features: Vec<String> = shell::sdk_features(model, &["mock"]).split(',').map(|name| format!("{name:?}")).collect();
    let features = features.join(", ");
    format!(
        r#"[package]
name = "openapi-consumer"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
bytes = "1"
futures-core = "0.3"
http = "1"
progenitor-client = "={PROGENITOR}"
reqwest = {{ version = "0.13", default-features = false, features = ["json", "query", "stream"] }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
serde_urlencoded = "=0.7.1"
tokio = {{ version = "1", default-features = false, features = ["macros", "rt-multi-thread"] }}
wechat-league = {{ path = {sdk:?}, default-features = false, features = [{features}] }}
"#
    )
}

/// One call per example, each with a field that it reads.
fn program(document: &Value) -> String {
    let mut calls = String::new();
    for (operation, about) in operations(document) {
        let field = field(document, about);
        let rust = names::member(field);
        for (example, _) in examples(&about["responses"]["200"]) {
            let arguments = arguments(document, about, example).join(", ");
            calls.push_str(&format!(
                "    let answer = Box::pin(client.{operation}({arguments})).await;\n    \
                 books.check(\"{operation} {example}\", {field:?}, answer, |answer| as_json(&answer.{rust}));\n"
            ));
        }
    }
    format!(
        "use crate::{{Books, as_json, client::Client, value}};\n\n\
         pub async fn all(client: &Client, books: &mut Books) {{\n{calls}}}\n"
    )
}

/// The field of an answer that is looked at by name: what carries the content, where it carries any.
fn field<'a>(document: &'a Value, operation: &'a Value) -> &'a str {
    let answer = target(document, &operation["responses"]["200"]["content"]["application/json"]["schema"]);
    let payload = operation["x-payload"]["key"].as_str();
    let fields = answer["properties"].as_object().into_iter().flat_map(|fields| fields.keys().map(String::as_str));
    let usable = |field: &&str| names::member_trouble(&names::member(field)).is_none() && !field.starts_with("err");
    payload.into_iter().chain(fields).find(usable).unwrap_or("errcode")
}

/// The arguments of a call: parameters by name, then the body.
fn arguments(document: &Value, operation: &Value, example: &str) -> Vec<String> {
    let mut parameters: Vec<&Value> = operation["parameters"].as_array().into_iter().flatten().collect();
    parameters.sort_by(|a, b| a["name"].as_str().cmp(&b["name"].as_str()));
    let mut made: Vec<String> = parameters
        .into_iter()
        .map(|parameter| match (&parameter["examples"][example]["value"], parameter["required"] == true) {
            (Value::Null, _) => "None".to_owned(),
            (given, true) => argument(document, &parameter["schema"], given),
            (given, false) => format!("Some({})", argument(document, &parameter["schema"], given)),
        })
        .collect();
    if operation["requestBody"].is_object() {
        let body = &operation["requestBody"]["content"]["application/json"]["examples"][example]["value"];
        made.push(format!("&value({:?})", body.to_string()));
    }
    made
}

/// An argument as the generator wants it: scalars and lists of texts by value, texts as `&str`, all else by reference.
fn argument(document: &Value, schema: &Value, given: &Value) -> String {
    let schema = target(document, schema);
    match (schema["type"].as_str(), schema["enum"].is_array()) {
        (Some("integer" | "boolean"), false) => given.to_string(),
        (Some("string"), true) => format!("value({:?})", given.to_string()),
        (Some("string"), false) if schema["maxLength"].is_null() => format!("{:?}", given.as_str().unwrap_or_default()),
        _ => format!("&value({:?})", given.to_string()),
    }
}

/// The schema behind a reference.
fn target<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let reference = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str());
    reference.and_then(|reference| document.pointer(reference.trim_start_matches('#'))).unwrap_or(schema)
}
