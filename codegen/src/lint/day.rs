//! Days, for ages that count from a given day: the clock says nothing here.

use std::str::FromStr;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// The day of a text such as 2026-03-09.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |from: usize, to: usize| text.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let number = |from, to| digits(from, to).and_then(|part| part.parse::<i64>().ok());
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let dashes = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let length = match month {
            2 => 28 + i64::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let exists = (1..=12).contains(&month) && (1..=length).contains(&day);
        (dashes && exists).then(|| Self(count(year, month, day)))
    }

    /// How many days before another one this is.
    pub fn days_before(self, later: Self) -> i64 {
        later.0 - self.0
    }
}

impl FromStr for Day {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or("write a day like 2026-03-09")
    }
}

/// Days since 1970-01-01 in the calendar of today, with years that begin in March so that a leap day ends one.
fn count(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(Day::parse("1970-01-01"), Some(Day(0)));
        assert_eq!(Day::parse("2000-03-01"), Some(Day(11_017)));
        let [before, after] = ["2024-02-28", "2024-03-01"].map(|text| Day::parse(text).unwrap());
        assert_eq!(before.days_before(after), 2);
        assert_eq!(after.days_before(before), -2);
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_refused() {
        let texts =
            ["", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "2026/01/01", "2026-01-1x", "26-01-01", "二〇二六"];
        for text in texts {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert!(Day::parse("2028-02-29").is_some());
    }
}
