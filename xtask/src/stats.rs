//! `cargo xtask stats`: what the spec holds, as a table or as JSON.

use crate::{generate, shell};
use anyhow::Result;
use serde_json::json;
use std::process::ExitCode;
use wechat_league_codegen::stats::{Counts, count};

#[derive(clap::Args)]
pub struct Args {
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Format {
    Human,
    Json,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let Some(model) = generate::load(&shell::root())? else { return Ok(ExitCode::from(1)) };
    let rows = count(&model);
    match args.format {
        Format::Human => human(&rows),
        Format::Json => println!("{:#}", rows.iter().map(as_json).collect::<serde_json::Value>()),
    }
    Ok(ExitCode::SUCCESS)
}

const COLUMNS: [&str; 10] = [
    "endpoints",
    "fields",
    "structs",
    "enums",
    "enum values",
    "error codes",
    "examples",
    "conflicts settled",
    "unknown types",
    "left open",
];

fn numbers(row: &Counts) -> [usize; 10] {
    let Counts { group: _, endpoints, fields, structs, enums, values, codes, examples, conflicts, unknown, open } = row;
    [*endpoints, *fields, *structs, *enums, *values, *codes, *examples, *conflicts, *unknown, *open]
}

fn human(rows: &[Counts]) {
    let first = rows.iter().map(|row| row.group.len()).max().unwrap_or(0);
    println!("{:first$}  {}", "group", COLUMNS.join("  "));
    for row in rows {
        let cells: Vec<String> =
            numbers(row).iter().zip(COLUMNS).map(|(number, column)| format!("{number:>width$}", width = column.len())).collect();
        println!("{:first$}  {}", row.group, cells.join("  "));
    }
    if let Some(total) = rows.last() {
        println!("\n{} endpoints; every one has its fields typed and documented and shown in an example", total.endpoints);
        println!("unknown types: fields that no source types, kept as raw JSON; left open: notes on what no source shows");
    }
}

fn as_json(row: &Counts) -> serde_json::Value {
    let mut object = json!({"group": row.group});
    for (column, number) in COLUMNS.iter().zip(numbers(row)) {
        object[column.replace(' ', "_")] = json!(number);
    }
    object
}
