//! Slips of a unit, as planners make them: each is made in every shipped scenario that has such an input, and what `check` then says
//! is compared with what it said before.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use staffcast::plan::Plan;
use staffcast::scenario::Scenario;
use toml::Value;

/// The scenarios in which slips are made.
const SCENARIOS: [&str; 3] = ["county", "one-team", "herefordshire-2016"];

/// A slip: what happened, the addresses of the inputs with `*` for any id, and what their values are multiplied by.
type UnitSlip = (&'static str, &'static str, f64);

/// Leaving rates of the service, and those of stages with their own.
const LEAVING: &str = "leaving.annual_rate.* route.*.stage.*.leaving.*";

const SLIPS: [UnitSlip; 50] = [
    ("leaving a month", LEAVING, 1.0 / 12.0),
    ("leaving times 12", LEAVING, 12.0),
    ("leaving as a percentage", LEAVING, 100.0),
    ("leaving as a percentage divided twice", LEAVING, 0.01),
    ("leaving of the first band a month", "leaving.annual_rate.under_2y", 1.0 / 12.0),
    ("pay a month", "route.*.stage.*.pay", 1.0 / 12.0),
    ("pay a week", "route.*.stage.*.pay", 1.0 / 52.0),
    ("pay an hour", "route.*.stage.*.pay", 1.0 / 1924.0),
    ("pay in thousands", "route.*.stage.*.pay", 0.001),
    ("pay in pence", "route.*.stage.*.pay", 100.0),
    ("pay of one route a month", "route.experienced.stage.*.pay", 1.0 / 12.0),
    ("comparator a month", "agency.comparator", 1.0 / 12.0),
    ("agency charge a day", "agency.charge_per_hour", 7.4),
    ("agency charge a week", "agency.charge_per_hour", 37.0),
    ("agency charge in pence", "agency.charge_per_hour", 100.0),
    ("hours a day", "agency.hours_per_week", 0.2),
    ("hours a month", "agency.hours_per_week", 52.0 / 12.0),
    ("paid months", "agency.paid_weeks", 12.0 / 52.0),
    ("award of 30% for 3%", "award.*.rate", 10.0),
    ("award as a percentage", "award.*.rate", 100.0),
    ("sickness of 35% for 3.5%", "absence.sickness", 10.0),
    ("sickness as a percentage", "absence.sickness", 100.0),
    ("sickness divided by 100 twice", "absence.sickness", 0.01),
    ("long absence of 30% for 3%", "absence.long_absence", 10.0),
    ("time in service in years", "staff.*.months_in_service", 1.0 / 12.0),
    ("time in service times 12", "staff.*.months_in_service", 12.0),
    ("heads with a nought too many", "staff.*.heads", 10.0),
    ("heads twice", "staff.*.heads", 2.0),
    ("posts with a nought too many", "team.*.establishment", 10.0),
    ("posts without their last digit", "team.*.establishment", 0.1),
    ("agency workers with a nought too many", "team.*.agency.workers", 10.0),
    ("FTE as hours", "route.*.fte_per_head", 37.0),
    ("contacts in a year", "demand.contacts.per_month", 12.0),
    ("contacts in a week", "demand.contacts.per_month", 12.0 / 52.0),
    ("contacts divided by 12", "demand.contacts.per_month", 1.0 / 12.0),
    ("conversion divided by 100 twice", "demand.contacts.conversion", 0.01),
    ("re-referrals divided by 100 twice", "demand.re_referral", 0.01),
    ("plans in years", "pathway.child_protection_plan.months", 1.0 / 12.0),
    ("plans in weeks", "pathway.child_protection_plan.months", 52.0 / 12.0),
    ("plans in days", "pathway.child_protection_plan.months", 365.0 / 12.0),
    ("children in need in years", "pathway.child_in_need.months", 1.0 / 12.0),
    ("children in need in weeks", "pathway.child_in_need.months", 52.0 / 12.0),
    ("caseload with a nought too many", "team.*.caseload.reference", 10.0),
    ("campaign starters in a year", "intake.*.per_month", 12.0),
    ("take-up divided by 100 twice", "intake.*.take_up", 0.01),
    ("churn a year", "agency.churn", 12.0),
    ("fill a week", "agency.fill", 12.0 / 52.0),
    ("inflation of 20% for 2%", "money.inflation", 10.0),
    ("budget a month", "budget.*.amount", 1.0 / 12.0),
    ("retention payment as a share", "change.*.set.retention.payment", 1.0 / 60_000.0),
];

/// The table of slips: what caught each, by scenario.
pub fn table() -> String {
    let mut text = format!(
        "\n## Slips of a unit, and what catches them\n\n\
         {} slips, made one at a time in the shipped scenarios; `tests/slips` makes them and this table. An error or a warning that the \
         scenario did not have before counts; a dash is an input that the scenario lacks.\n\n\
         | slip | {} |\n|---|{}\n",
        SLIPS.len(),
        SCENARIOS.join(" | "),
        "---|".repeat(SCENARIOS.len()),
    );
    let bases: Vec<(Value, BTreeSet<String>)> = SCENARIOS.iter().map(|name| base(name)).collect();
    let (mut made, mut caught) = (0, 0);
    for (what, address, factor) in SLIPS {
        let cells = bases.iter().map(|(base, before)| {
            let mut slipped = base.clone();
            let scaled =
                address.split(' ').filter(|one| scale(&mut slipped, &one.split('.').collect::<Vec<_>>(), factor));
            if scaled.count() == 0 {
                return "-".to_owned();
            }
            made += 1;
            let found: BTreeSet<String> =
                messages(&slipped).difference(before).map(|message| message[..4].to_owned()).collect();
            caught += usize::from(!found.is_empty());
            if found.is_empty() { "**not caught**".to_owned() } else { found.into_iter().collect::<Vec<_>>().join(" ") }
        });
        let cells: Vec<String> = cells.collect();
        let _ = writeln!(text, "| {what} (`{address}`) | {} |", cells.join(" | "));
    }
    let _ = writeln!(text, "\n{caught} of {made} are caught.");
    text
}

fn base(name: &str) -> (Value, BTreeSet<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.toml"));
    let text = fs::read_to_string(path).expect("a shipped scenario");
    let base = Value::Table(text.parse().expect("TOML"));
    let before = messages(&base);
    (base, before)
}

/// The codes and messages of all errors and warnings of a scenario.
fn messages(scenario: &Value) -> BTreeSet<String> {
    let text = toml::to_string(scenario).expect("TOML");
    let diagnostics = match Scenario::parse(&text) {
        Ok(scenario) => Plan::new(scenario).warnings().to_vec(),
        Err(errors) => errors.diagnostics,
    };
    diagnostics.iter().map(|one| format!("{} {}", one.code(), one.message())).collect()
}

/// Multiplies the figures at an address; whether there are any.
fn scale(at: &mut Value, path: &[&str], factor: f64) -> bool {
    let Some((first, rest)) = path.split_first() else { return scale_figures(at, factor) };
    let Some(table) = at.as_table_mut() else { return false };
    // An address may be one key of a change: `set = { "retention.payment" = 3_000 }`.
    let whole = path.join(".");
    if let Some(value) = table.get_mut(&whole) {
        return scale_figures(value, factor);
    }
    let mut any = false;
    let is_count = matches!(path, ["months_in_service" | "heads" | "workers"]);
    for (key, value) in table.iter_mut() {
        if is_count && *first == key {
            any |= scale_figures(value, factor);
            // Counts stay whole.
            if let Value::Float(number) = value {
                *value = Value::Integer(number.round() as i64);
            }
        } else if (*first == "*" || first == key) && !["source", "evidence"].contains(&key.as_str()) {
            any |= scale(value, rest, factor);
        }
    }
    any
}

/// Multiplies a figure, or all parameters of a distribution.
fn scale_figures(value: &mut Value, factor: f64) -> bool {
    match value {
        Value::Integer(number) => {
            *value = whole_or_not(*number as f64 * factor);
            true
        }
        Value::Float(number) => {
            *number *= factor;
            true
        }
        Value::Table(table) => {
            let mut any = false;
            for (_, inner) in table.iter_mut() {
                any |= scale_figures(inner, factor);
            }
            any
        }
        _ => false,
    }
}

/// A whole number where the result is one or more, as a count must be; otherwise what it comes to.
fn whole_or_not(number: f64) -> Value {
    if number >= 1.0 || number == 0.0 { Value::Integer(number.round() as i64) } else { Value::Float(number) }
}
