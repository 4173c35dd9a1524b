//! What a call through the client costs beside the same request written by hand.

use super::Figure;
use anyhow::Result;

pub fn measure() -> Result<Vec<Figure>> {
    let numbers = super::sdk_bench("calls", "mock,order")?;
    let mut figures = Vec::new();
    for in_flight in [1, 64] {
        let number = |name: &str| numbers.get(&format!("{name}_{in_flight}"));
        let (over, ours, by_hand) = (number("over")?, number("ours")?, number("by_hand")?);
        figures.push(Figure {
            what: format!("a call through the client beside one by hand, {in_flight} in flight"),
            found: format!("{over:+.1} % ({ours:.1} beside {by_hand:.1} µs)"),
            target: "aim at most +3 %; machines are noisy by about 6 %",
            met: over <= 3.0,
        });
    }
    let (ours, by_hand) = (numbers.get("allocations_ours")?, numbers.get("allocations_by_hand")?);
    let more = ours - by_hand;
    figures.push(Figure {
        what: "allocations of a call through the client beside one by hand".into(),
        found: format!(
            "{more:+.1} ({ours:.1} beside {by_hand:.1}; decoding alone {} beside {})",
            numbers.get("decoding_ours")?,
            numbers.get("decoding_by_hand")?
        ),
        target: "at most +3",
        // A timer or a pool may allocate once in many calls.
        met: more < 3.05,
    });
    Ok(figures)
}
