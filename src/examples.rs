//! A scenario to try things on, in this crate's own tests and documents.

/// The smallest scenario that has people, agency staff and cases.
pub const SMALL: &str = include_str!("../examples/small.toml");

/// Ten people who stay, at £36,000 a year. An agency worker would be charged at £38 x 37 x 46 / 12 = £5,389.67 a month.
#[cfg(test)]
pub(crate) const TEN_WHO_STAY: &str = r#"
format = 1
name = "Ten who stay"
start = "2016-04"
months = 15

[team.cin]
establishment = 10

[route.experienced.stage.qualified]
pay = 36_000

[staff.opening]
team = "cin"
route = "experienced"
heads = 10
months_in_service = 36

[leaving]
annual_rate = { all = 0.0 }

[agency]
charge_per_hour = 38
hours_per_week = 37
paid_weeks = 46
comparator = 36_000
"#;
