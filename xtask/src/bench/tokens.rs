//! How often a token is fetched when thousands of callers want one at once.

use super::Figure;
use anyhow::Result;

pub fn measure() -> Result<Vec<Figure>> {
    let numbers = super::sdk_bench("tokens", "mock,order")?;
    let callers = numbers.get("callers")?;
    let figure = |what: String, fetched: f64, failed: f64| Figure {
        what,
        found: format!("{fetched} ({failed} of {callers} calls failed)"),
        target: "1, and no call fails",
        met: fetched == 1.0 && failed == 0.0,
    };
    let refused = numbers.get("refused")?;
    Ok(vec![
        figure(
            format!("token fetches, {callers} callers without a token"),
            numbers.get("cold_fetches")?,
            numbers.get("cold_failed")?,
        ),
        figure(
            format!("token fetches, {callers} callers with a dead token, {refused} of them refused with 40001"),
            numbers.get("refreshes")?,
            numbers.get("refused_failed")?,
        ),
    ])
}
