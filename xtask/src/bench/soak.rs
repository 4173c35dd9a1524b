//! A long run with faults of every kind, judged by the mock server's own books.

use super::Figure;
use anyhow::Result;

pub fn measure() -> Result<Vec<Figure>> {
    let numbers = super::sdk_bench("soak", "mock,product,talent")?;
    let (calls, faults) = (numbers.get("calls")?, numbers.get("faults")?);
    let (wrong, twice, seconds) = (numbers.get("wrong")?, numbers.get("twice")?, numbers.get("seconds")?);
    let mut figures = vec![
        Figure {
            what: format!("soak, {calls} calls and {faults} faults: calls that ended otherwise than the server says"),
            found: wrong.to_string(),
            target: "0",
            met: wrong == 0.0,
        },
        Figure { what: "soak: writes carried out twice".into(), found: twice.to_string(), target: "0", met: twice == 0.0 },
        Figure {
            what: "soak: time".into(),
            found: format!("{seconds:.1} s ({:.0} calls per second)", calls / seconds),
            target: "under 120 s",
            met: seconds < 120.0,
        },
    ];
    // Only Linux tells how much memory is in use.
    if let (Ok(early), Ok(half), Ok(end)) = (numbers.get("resident_10"), numbers.get("resident_50"), numbers.get("resident_100"))
    {
        let mib = |kib: f64| kib / 1024.0;
        figures.push(Figure {
            what: "soak: memory that was added after the first 10 % of the calls".into(),
            found: format!(
                "{:+.1} MiB ({:.1}, {:.1}, {:.1} MiB after 10, 50, 100 %)",
                mib(end - early),
                mib(early),
                mib(half),
                mib(end)
            ),
            target: "at most 10 % or 8 MiB",
            met: end - early <= (early * 0.1).max(8.0 * 1024.0),
        });
    }
    Ok(figures)
}
