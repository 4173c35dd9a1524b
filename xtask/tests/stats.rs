//! `cargo xtask stats` tells what the project promises: 89 endpoints, none of them with a gap.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::process::Command;

fn stats() -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(["stats", "--format", "json"]).output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn all_89_endpoints_are_there_group_by_group() {
    let rows = stats();
    let of = |group: &str| rows.iter().find(|row| row["group"] == group).unwrap()["endpoints"].as_u64().unwrap();
    let expected = [
        ("base", 10),
        ("product", 4),
        ("category", 1),
        ("order", 2),
        ("funds", 3),
        ("shop", 4),
        ("talent", 16),
        ("sharer", 47),
        ("league", 1),
        ("union", 1),
    ];
    for (group, endpoints) in expected {
        assert_eq!(of(group), endpoints, "{group}");
    }
    assert_eq!(of("total"), 89);
}

#[test]
fn the_total_is_the_sum_and_every_endpoint_has_an_example() {
    let rows = stats();
    let (total, parts) = rows.split_last().unwrap();
    for column in
        ["endpoints", "fields", "structs", "enums", "enum_values", "examples", "conflicts_settled", "unknown_types", "left_open"]
    {
        let sum: u64 = parts.iter().map(|row| row[column].as_u64().unwrap()).sum();
        assert_eq!(total[column].as_u64(), Some(sum), "{column}");
    }
    assert!(total["examples"].as_u64() >= total["endpoints"].as_u64());
    assert!(total["error_codes"].as_u64() >= Some(251));
}
