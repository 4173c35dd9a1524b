//! How fast the generated decoders are beside derived ones and beside `serde_json::Value`.

use super::Figure;
use crate::shell;
use anyhow::{Context, Result, bail};
use std::{fs, path::PathBuf};
use wechat_league_codegen::{
    emit::twin,
    model::{Endpoint, Model},
};

pub fn measure(model: &Model) -> Result<Vec<Figure>> {
    let dir = twin_crate(model)?;
    let mut run = shell::cargo(&["run", "--quiet", "--release", "--package", "decode"]);
    run.current_dir(&dir);
    let output = run.output().context("cargo could not be started")?;
    if !output.status.success() {
        bail!("the decoders did not run:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [bytes, ours, derived, value] = numbers.as_slice() else { bail!("the decoders printed `{text}`") };
    let rate = |nanoseconds: &f64| bytes / nanoseconds * 1000.0;
    let largest = largest(model).map(|(endpoint, _)| endpoint.name.as_str()).unwrap_or_default();
    let figure = |what: &str, other: &f64, target, least: f64| Figure {
        what: format!("decoding the largest example ({largest}, {bytes} bytes) beside {what}"),
        found: format!("{:.2} times the throughput ({:.0} beside {:.0} MB/s)", other / ours, rate(ours), rate(other)),
        target,
        met: other / ours >= least,
    };
    Ok(vec![
        figure("derived Deserialize", derived, "at least 0.95, aim 1.0", 0.95),
        figure("serde_json::Value", value, "at least 1.9, aim 2.0", 1.9),
    ])
}

/// The example with the most bytes.
fn largest(model: &Model) -> Option<(&Endpoint, &str)> {
    let all = model
        .endpoints()
        .into_iter()
        .flat_map(|endpoint| endpoint.examples.iter().map(move |example| (endpoint, example.response.as_str())));
    all.max_by_key(|(_, text)| text.len())
}

/// Writes a workspace of its own below target/: the derived types, and the program that times the decoders.
pub fn twin_crate(model: &Model) -> Result<PathBuf> {
    let root = shell::root();
    let dir = root.join("target/bench-twin");
    let (endpoint, example) = largest(model).context("the spec has no examples")?;
    let group = endpoint.group.join("::");
    let module = twin::module(endpoint);
    let request = &endpoint.request.name;
    let response = &endpoint.response.name;
    let sdk = root.join("sdk");
    let files = [
        ("Cargo.toml", "[workspace]\nmembers = [\"types\", \"decode\"]\nresolver = \"3\"\n".to_owned()),
        (
            "types/Cargo.toml",
            "[package]\nname = \"types\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n".to_owned(),
        ),
        ("types/src/lib.rs", twin::twin(model)),
        (
            "decode/Cargo.toml",
            format!(
                "[package]\nname = \"decode\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nserde_json = \"1\"\ntypes = {{ path = \"../types\" }}\nwechat-league = {{ path = {sdk:?}, default-features = false, features = [{:?}] }}\n",
                endpoint.group[0]
            ),
        ),
        ("decode/src/main.rs", program(&format!("wechat_league::{group}::{request}"), &format!("types::{module}::{response}"))),
        ("decode/src/example.json", example.to_owned()),
    ];
    for (path, text) in files {
        shell::write(&dir.join(path), &text)?;
    }
    let lock = dir.join("Cargo.lock");
    if !lock.exists() {
        fs::copy(root.join("Cargo.lock"), lock)?;
    }
    Ok(dir)
}

/// Medians of interleaved runs, in nanoseconds per body.
fn program(ours: &str, derived: &str) -> String {
    format!(
        r#"use std::{{hint::black_box, time::Instant}};
use wechat_league::Request;

const BODY: &[u8] = include_bytes!("example.json");
const ROUNDS: usize = 61;
const CALLS: u32 = 400;

fn time(mut run: impl FnMut()) -> f64 {{
    let started = Instant::now();
    for _ in 0..CALLS {{
        run();
    }}
    started.elapsed().as_nanos() as f64 / f64::from(CALLS)
}}

fn median(mut all: Vec<f64>) -> f64 {{
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}}

fn main() {{
    let ours = <{ours} as Request>::decode(BODY, true).expect("the SDK reads the example");
    drop(ours);
    let _: {derived} = serde_json::from_slice(BODY).expect("the derived types read the example");
    let (mut sdk, mut derived, mut value) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {{
        sdk.push(time(|| drop(black_box(<{ours} as Request>::decode(black_box(BODY), true)))));
        derived.push(time(|| drop(black_box(serde_json::from_slice::<{derived}>(black_box(BODY))))));
        value.push(time(|| drop(black_box(serde_json::from_slice::<serde_json::Value>(black_box(BODY))))));
    }}
    println!("{{}} {{}} {{}} {{}}", BODY.len(), median(sdk), median(derived), median(value));
}}
"#
    )
}
