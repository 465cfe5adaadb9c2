//! A scenario to try things on.

/// The smallest scenario that has people, agency staff and cases.
pub const SMALL: &str = r#"
format = 1
name = "A small team"
start = "2016-04"
months = 12

[team.cin]
name = "Child in need"
establishment = 12
caseload = { reference = 20, maximum = 30 }
agency = { workers = 3 }

[route.experienced.stage.in_post]
pay = 45_000

[staff.opening]
team = "cin"
route = "experienced"
heads = 8
months_in_service = 36

[leaving]
annual_rate = { all = 0.15 }

[agency]
cover = 0.75
churn = 0.1
fill = 0.5
charge_per_hour = 38

[demand]
next = { open_case = 0.5, closed = "rest" }
contacts = { per_month = 100, conversion = 0.5 }

[pathway.open_case]
team = "cin"
months = 8
cases = 200
next = { closed = "rest" }
"#;
