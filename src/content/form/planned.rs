//! What a scenario plans, in words: its dated changes, and its responses to a measure.

use super::entry::{is_percent, number_entry};
use super::fields::unit_words;
use super::order::label;
use crate::content::input_phrase::parts;
use crate::content::target_phrase::subject;
use crate::content::words;
use crate::scenario::{Change, Condition, Edit, EditKind, Input, InputId, Response, Scenario};
use crate::units::Unit;

/// A dated change or a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlannedChange {
    /// Its address.
    pub address: String,
    /// Its name.
    pub name: String,
    /// When it is in force and what it does.
    pub words: String,
}

/// All dated changes and responses of a scenario, in file order.
pub(crate) fn planned(scenario: &Scenario) -> Vec<PlannedChange> {
    let one = |change: &Change| {
        let (when, until) = when(scenario, change);
        let effects = effects(scenario, change);
        let does = if effects.is_empty() { "changes no input".to_owned() } else { words::and_list(&effects) };
        PlannedChange {
            address: format!("change.{}", change.id),
            name: change.name.clone(),
            words: format!("{when}{does}{}{until}", costs(scenario, change)),
        }
    };
    scenario.changes.iter().map(one).collect()
}

/// What changes and responses do to an input, a sentence each.
pub(super) fn planned_at(scenario: &Scenario, input: InputId) -> Vec<String> {
    let sentence = |change: &Change, edit: &Edit| {
        let effect = effect(scenario, edit, "this");
        let name = &change.name;
        if change.response.is_some() {
            return format!("While the response “{name}” is in force, it {effect}.");
        }
        let when = words::capital(dates(change).trim_end_matches([',', ' ']));
        format!("{when} the change “{name}” {effect}.")
    };
    let all = scenario.changes.iter().flat_map(|change| change.edits.iter().map(move |edit| (change, edit)));
    all.filter(|(_, edit)| edit.input == input).map(|(change, edit)| sentence(change, edit)).collect()
}

/// When a change begins, before what it does, and when it ends, after it.
fn when(scenario: &Scenario, change: &Change) -> (String, String) {
    let Some(response) = &change.response else { return (dates(change), String::new()) };
    let Some(series) = response.series else { return (String::new(), String::new()) };
    let unit = series.measure.unit;
    let start = format!("when {} is {}, ", subject(scenario, series), condition(scenario, response.start, unit));
    let from = change.from.map_or_else(String::new, |from| format!("from {} on, ", words::month(from)));
    let until = stop(scenario, response, unit);
    (format!("{from}{start}"), until)
}

fn stop(scenario: &Scenario, response: &Response, unit: Unit) -> String {
    let after = match response.after {
        0 => String::new(),
        months => format!(", {} later", words::counted(u64::from(months), "month", "months")),
    };
    match response.stop {
        Some(stop) => format!("{after}, until it is {}", condition(scenario, stop, unit)),
        None => after,
    }
}

/// `above 19 at the end of 2 months in a row`.
fn condition(scenario: &Scenario, of: Condition, unit: Unit) -> String {
    let level = amount(ends(scenario.inputs.get(of.level)), unit, "");
    let side = if of.is_above { "above" } else { "below" };
    let months = if of.months == 1 { String::new() } else { format!(" at the end of {} months in a row", of.months) };
    format!("{side} {level}{months}")
}

/// `from October 2026 to March 2027, in steps over 6 months, `.
fn dates(change: &Change) -> String {
    let from = change.from.map_or_else(String::new, |month| format!("from {}", words::month(month)));
    let until = change.until.map_or_else(String::new, |month| format!(" to {}", words::month(month)));
    let phase = if change.phase_in > 1 { format!(", in steps over {} months", change.phase_in) } else { String::new() };
    format!("{from}{until}{phase}, ")
}

/// What a change does, each with the inputs to which the same amount applies.
fn effects(scenario: &Scenario, change: &Change) -> Vec<String> {
    let mut groups: Vec<(&Edit, Vec<String>)> = Vec::new();
    for edit in &change.edits {
        let what = name(scenario, edit.input);
        match groups.iter_mut().find(|(first, _)| first.amount == edit.amount) {
            Some((_, names)) if names.contains(&what) => {}
            Some((_, names)) => names.push(what),
            None => groups.push((edit, vec![what])),
        }
    }
    groups.into_iter().map(|(edit, names)| effect(scenario, edit, &words::and_list(&names))).collect()
}

/// An input by the label of its field: `“Standing agency posts” (Front door)`.
fn name(scenario: &Scenario, input: InputId) -> String {
    let address = &scenario.inputs.get(input).address;
    let parts = parts(scenario, address);
    let label = label(address).map_or_else(|| words::capital(&parts.meaning), str::to_owned);
    let owner = parts.owner.map_or_else(String::new, |owner| format!(" ({owner})"));
    format!("“{label}”{owner}")
}

/// `sets “Retention payment” to £3,000 per FTE per year`.
fn effect(scenario: &Scenario, edit: &Edit, what: &str) -> String {
    let (low, high) = ends(scenario.inputs.get(edit.amount));
    let unit = scenario.inputs.get(edit.input).unit;
    let of_percent = |(low, high)| amount((low, high), Unit::Share, "");
    match edit.kind {
        EditKind::Set => format!("sets {what} to {}", amount((low, high), unit, unit_suffix(unit))),
        EditKind::Add if low >= 0.0 => format!("raises {what} by {}", points((low, high), unit)),
        EditKind::Add if high <= 0.0 => format!("lowers {what} by {}", points((-high, -low), unit)),
        EditKind::Add => format!("adds {} to {what}", points((low, high), unit)),
        EditKind::Multiply if high <= 1.0 => format!("lowers {what} by {}", of_percent((1.0 - high, 1.0 - low))),
        EditKind::Multiply if low >= 1.0 => format!("raises {what} by {}", of_percent((low - 1.0, high - 1.0))),
        EditKind::Multiply => format!("multiplies {what} by {}", amount((low, high), Unit::Number, "")),
    }
}

/// The value, or the 10th and 90th percentiles.
fn ends(input: &Input) -> (f64, f64) {
    input
        .quantile
        .as_ref()
        .map_or_else(|| (input.mean(), input.mean()), |quantile| (quantile.at(0.1), quantile.at(0.9)))
}

/// An amount that is added: of percentages, points.
fn points((low, high): (f64, f64), unit: Unit) -> String {
    if is_percent(unit) {
        let points = amount((100.0 * low, 100.0 * high), Unit::Number, "");
        return if points == "1" { "1 percentage point".to_owned() } else { format!("{points} percentage points") };
    }
    amount((low, high), unit, unit_suffix(unit))
}

/// What comes after the number.
fn unit_suffix(unit: Unit) -> &'static str {
    unit_words(unit).trim_start_matches('£').trim_start()
}

/// A number or a range with its unit: `£3,000 per FTE per year`, `2.9 to 5.4 FTE`.
fn amount((low, high): (f64, f64), unit: Unit, suffix: &str) -> String {
    let number = |value: f64| {
        let number = number_entry(rounded(value, low != high), Some(unit));
        if unit.is_money() { format!("£{number}").replace("£-", "-£") } else { number }
    };
    let (low, high) = (number(low), number(high));
    let range = if low == high { low } else { format!("{low} to {high}") };
    if suffix.is_empty() { range } else { format!("{range} {suffix}") }
}

/// The end of a range to the figures that it deserves; a single number without what the arithmetic adds, such as 0.09999999999999998.
fn rounded(value: f64, is_range: bool) -> f64 {
    let decimals = match value.abs() {
        _ if !is_range => 11,
        small if small < 100.0 => 1,
        _ => 2,
    };
    format!("{value:.decimals$e}").parse().unwrap_or(value)
}

/// What a change costs by itself.
fn costs(scenario: &Scenario, change: &Change) -> String {
    let costs = [(change.cost_once, "once"), (change.cost_per_month, "a month")];
    let cost = |(input, often): (InputId, &str)| {
        let ends = ends(scenario.inputs.get(input));
        (ends != (0.0, 0.0)).then(|| amount(ends, Unit::Pounds, often))
    };
    let costs: Vec<String> = costs.into_iter().filter_map(cost).collect();
    if costs.is_empty() { String::new() } else { format!(", at a cost of {}", words::and_list(&costs)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::templates::COUNTY;

    fn said(more: &str) -> Vec<(String, String)> {
        let scenario = Scenario::parse(&format!("{}\n{more}", COUNTY.text())).expect("a scenario");
        planned(&scenario).into_iter().map(|one| (one.name, one.words)).collect()
    }

    #[test]
    fn changes_and_responses_of_a_template_are_said_in_words() {
        let pair = |name: &str, words: &str| (name.to_owned(), words.to_owned());
        let posts = "“Standing agency posts” (Front door (MASH) and assessment)";
        let first = format!(
            "when the caseload of Front door (MASH) and assessment is above 19 at the end of 2 months in a row, raises {posts} by 2.9 to 5.4 FTE, \
             until it is below 17"
        );
        let all = said("");
        assert_eq!(all[0], pair("Extra agency posts in Front door", &first));
        let retention = "from October 2026, sets “Retention payment” to £3,000 per FTE per year and lowers “Leavers” by 4.9% to 15%";
        assert_eq!(all[2], pair("Retention payment", retention));
    }

    #[test]
    fn dates_steps_and_costs_are_said() {
        let more = "[change.more]\nname = \"More\"\nfrom = \"2027-01\"\nuntil = \"2027-12\"\nphase_in = 6\n\
                    add = { \"absence.sickness\" = -0.01, \"team.protection.establishment\" = 3 }\nmultiply = { \"agency.churn\" = 1.1 }\n\
                    cost_once = 12_345\ncost_per_month = 1_500\n";
        let words = "from January 2027 to December 2027, in steps over 6 months, lowers “Working time lost to sickness” by 1 percentage point, \
                     raises “Funded posts” (Child in need and protection) by 3 FTE and raises “Agency workers who leave” by 10%, at a cost of £12,345 once \
                     and £1,500 a month";
        assert_eq!(said(more)[3], ("More".to_owned(), words.to_owned()));
    }

    #[test]
    fn a_field_says_what_changes_its_value() {
        let scenario = Scenario::parse(COUNTY.text()).expect("a template");
        let at = |address: &str| planned_at(&scenario, scenario.inputs.find(address).expect("an input"));
        let payment = "From October 2026 the change “Retention payment” sets this to £3,000 per FTE per year.";
        assert_eq!(at("retention.payment"), [payment]);
        let posts =
            "While the response “Extra agency posts in Front door” is in force, it raises this by 2.9 to 5.4 FTE.";
        assert_eq!(at("team.front_door.agency.standing_posts"), [posts]);
    }
}
