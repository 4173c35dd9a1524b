//! The table of the demo, its columns aligned although Chinese characters are two columns wide.

use std::time::Duration;
use wechat_league::Endpoint;

/// One called endpoint.
pub struct Row {
    /// What was called
    pub endpoint: &'static Endpoint,
    /// How it went
    pub outcome: String,
    /// How long it took
    pub time: Duration,
    /// Why it failed, where it did
    pub failure: Option<String>,
}

/// Prints the rows.
pub fn print(rows: &[Row]) {
    let mut lines = vec![["group", "method", "title", "http", "path", "outcome", "time"].map(str::to_owned)];
    lines.extend(rows.iter().map(|row| {
        [
            row.endpoint.group.to_owned(),
            row.endpoint.name.to_owned(),
            row.endpoint.title.to_owned(),
            row.endpoint.method.as_str().to_owned(),
            row.endpoint.path.to_owned(),
            row.failure.as_ref().map_or_else(|| row.outcome.clone(), |failure| format!("FAILED {failure}")),
            format!("{:.1} ms", row.time.as_secs_f64() * 1000.0),
        ]
    }));
    let widths: Vec<usize> = (0..7).map(|column| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0)).collect();
    for line in &lines {
        let cells: Vec<String> =
            line.iter().zip(&widths).map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide - width(cell)))).collect();
        println!("{}", cells.join("  ").trim_end());
    }
}

/// Columns on a terminal.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}
