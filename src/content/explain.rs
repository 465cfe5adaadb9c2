//! The explanation of an input: its meaning, where it is set, what it overrides and how yearly effects and dated changes
//! affect it.

use std::fmt::Write as _;

use serde::Serialize;

use super::inputs::{Assumption, SourceLine, assumptions};
use super::{series_names, words};
use crate::plan::{Plan, Spread};
use crate::scenario::{
    Award, Change, Edit, EditKind, Input, InputId, Intake, MONTH, Response, Scenario, YearlyEffect, declarations,
    plain, shown,
};
use crate::units::{Month, Unit};

/// An input and what moves it from month to month, for JSON output.
#[derive(Serialize)]
pub struct InputRecord {
    #[serde(flatten)]
    assumption: Assumption,
    /// The correlation group of the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<String>,
    /// Yearly effects that move the input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    yearly_effects: Vec<String>,
    /// Awards and dated changes that apply to the input, in the order in which they are applied.
    dated_changes: Vec<String>,
    /// The value from each month in which it changes.
    months: Vec<FromMonth>,
}

/// The value from a given month.
#[derive(Serialize)]
struct FromMonth {
    #[serde(serialize_with = "as_iso")]
    from: Month,
    p10: f64,
    p50: f64,
    p90: f64,
}

/// No input exists at an address; lists similar addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressNotFound {
    /// The address.
    pub address: String,
    /// The most similar address.
    pub similar: Option<String>,
    /// Addresses that end in it, or else those that contain it: `route.nqsw.stage.asye.pay` ends in `pay`.
    pub with_it: Vec<String>,
    /// Whether the format defines such an input but the scenario does not set it.
    pub left_out: bool,
}

impl std::fmt::Display for AddressNotFound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let address = shown(&self.address);
        if self.left_out && self.similar.is_none() {
            return write!(f, "`{address}` is not set in this scenario, so it has no value");
        }
        write!(f, "there is no input `{address}` in this scenario")?;
        if let Some((first, others)) = self.with_it.split_first() {
            const FEW: usize = 8;
            if others.is_empty() {
                return write!(f, "; did you mean `{first}`?");
            }
            write!(f, "; addresses that contain it:")?;
            self.with_it.iter().take(FEW).try_for_each(|one| write!(f, "\n  {one}"))?;
            let more = self.with_it.len().saturating_sub(FEW);
            return if more > 0 { write!(f, "\n  ... and {more} more") } else { Ok(()) };
        }
        match &self.similar {
            Some(similar) => write!(f, "; did you mean `{similar}`?"),
            None => write!(f, "; omit the address to list all inputs"),
        }
    }
}

/// The inputs at an address: the input itself, those of a table, those that an arrival at the address uses, or all if it is
/// empty.
fn at<'a>(scenario: &Scenario, all: &'a [Assumption], address: &str) -> Vec<&'a Assumption> {
    let inside = |known: &str| known.strip_prefix(address).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let arrivals = scenario.intakes.iter().filter(|intake| inside(&intake.address));
    let used: Vec<&str> =
        arrivals.flat_map(Intake::inputs).map(|id| scenario.inputs.get(id).address.as_str()).collect();
    let is_there =
        |one: &&Assumption| address.is_empty() || inside(&one.address) || used.contains(&one.address.as_str());
    all.iter().filter(is_there).collect()
}

/// The addresses that end in the given keys or, if there is none, those that contain them.
fn with(all: &[Assumption], keys: &str) -> Vec<String> {
    let (end, within) = (format!(".{keys}"), format!(".{keys}."));
    let those = |has: &dyn Fn(&str) -> bool| -> Vec<String> {
        all.iter().map(|one| &one.address).filter(|address| has(address)).cloned().collect()
    };
    let ending = those(&|address| address.ends_with(&end));
    if ending.is_empty() { those(&|address| address.contains(&within)) } else { ending }
}

/// Whether the format defines an input at an address, regardless of the ids in it.
fn is_declared(address: &str) -> bool {
    let is_it = |pattern: &str| {
        pattern.matches('.').count() == address.matches('.').count()
            && pattern
                .split('.')
                .zip(address.split('.'))
                .all(|(part, given)| part == "ID" || part == MONTH || part == given)
    };
    declarations().iter().any(|declaration| is_it(&declaration.address))
}

fn find<'a>(plan: &Plan, all: &'a [Assumption], address: &str) -> Result<Vec<&'a Assumption>, AddressNotFound> {
    let found = at(plan.scenario(), all, address);
    if found.is_empty() {
        let left_out = is_declared(address);
        let similar = plan.scenario().similar(address);
        return Err(AddressNotFound { address: address.to_owned(), similar, with_it: with(all, address), left_out });
    }
    Ok(found)
}

/// An explanation of one or several inputs.
pub enum Explanation {
    /// One input in full.
    Full(FullInput),
    /// Several inputs, one line each.
    List(InputList),
}

/// One input in full.
pub struct FullInput {
    /// Address.
    pub(crate) address: String,
    /// Meaning.
    pub(crate) meaning: &'static str,
    /// Labels and values. An empty label continues the row above.
    pub(crate) rows: Vec<(&'static str, String)>,
    /// Value from each month in which it changes.
    pub(crate) months: Vec<(Month, String)>,
    /// Whether any of these values has a range.
    pub(crate) is_spread: bool,
    /// Whether a response may move it, which the values by month leave out.
    pub(crate) has_response: bool,
}

/// Several inputs, one line each.
pub struct InputList {
    /// Addresses, each with its value and where it is set.
    pub(crate) lines: Vec<(String, String)>,
    /// Number of inputs by kind.
    pub(crate) counts: String,
    /// Path of the scenario file.
    pub(crate) path: String,
}

/// Explains one input in full, or lists the inputs below `address`; all inputs if it is empty.
///
/// # Errors
/// [`AddressNotFound`] if there is no such input.
pub fn explain(plan: &Plan, address: &str) -> Result<Explanation, AddressNotFound> {
    let all = assumptions(plan.scenario());
    let found = find(plan, &all, address)?;
    Ok(match found[..] {
        [one] if one.address == address => Explanation::Full(in_full(plan, one)),
        _ => Explanation::List(list(plan, &found)),
    })
}

/// The same for JSON output, with each input in full.
///
/// # Errors
/// [`AddressNotFound`] if there is no such input.
pub fn explain_in_full(plan: &Plan, address: &str) -> Result<Vec<InputRecord>, AddressNotFound> {
    let all = assumptions(plan.scenario());
    let found = find(plan, &all, address)?;
    Ok(found.into_iter().map(|one| input_record(plan, one)).collect())
}

fn id_of(scenario: &Scenario, address: &str) -> Option<InputId> {
    scenario.inputs.find(address)
}

fn input_record(plan: &Plan, one: &Assumption) -> InputRecord {
    let scenario = plan.scenario();
    let id = id_of(scenario, &one.address);
    let dated_changes = id.map(|id| change_lines(scenario, id)).unwrap_or_default();
    let yearly_effects = id.map(|id| yearly_lines(scenario, id)).unwrap_or_default();
    let differs = !dated_changes.is_empty() || !yearly_effects.is_empty();
    let months = id.filter(|_| differs).map(|id| by_month(plan, id)).unwrap_or_default();
    let correlation = id.and_then(|id| correlation(scenario, id));
    InputRecord { assumption: one.clone(), correlation, yearly_effects, dated_changes, months }
}

/// `Drift of demand: sd 0.265, persistence 0.72, moves every month (yearly.demand, county.toml:503)`.
fn yearly_lines(scenario: &Scenario, id: InputId) -> Vec<String> {
    let moved_by = |effect: &YearlyEffect| {
        let &(_, loading) = effect.inputs.iter().find(|&&(input, _)| input == id)?;
        let sd = scenario.inputs.get(effect.sd);
        let [spread, persistence] = [sd, scenario.inputs.get(effect.persistence)].map(range_words);
        let mut line = format!("{}: ", effect.name);
        if loading != 1.0 {
            let _ = write!(line, "loading {}, ", plain(loading));
        }
        let often = if effect.months == 1 { "every month" } else { "every year" };
        let _ = write!(line, "sd {spread}, persistence {persistence}, moves {often}");
        if effect.is_relative {
            line += ", relative to the last 12 months";
        }
        if let Some(opens_at) = effect.opens_at {
            let _ = write!(line, ", opens at {} times the usual level", range_words(scenario.inputs.get(opens_at)));
        }
        let place = sd.place.map(|place| SourceLine::at(scenario, place));
        let place = place.map_or(String::new(), |origin| format!(", {}:{}", origin.file, origin.line));
        let _ = write!(line, " (yearly.{}{place})", effect.id);
        Some(line)
    };
    scenario.yearly.iter().filter_map(moved_by).collect()
}

/// A value, or the 10th and 90th percentile of an uncertain one.
fn range_words(input: &Input) -> String {
    match &input.quantile {
        None => with_unit(input.mean(), Some(input.unit)),
        Some(quantile) => {
            let high = with_unit(figures(quantile.at(0.9)), Some(input.unit));
            format!("{} to {high}", plain(figures(quantile.at(0.1))))
        }
    }
}

/// The months in which the value changes, with its range from then on.
fn by_month(plan: &Plan, id: InputId) -> Vec<FromMonth> {
    let mut months = plan.input_by_month(id);
    months.dedup_by(|later, earlier| later.1 == earlier.1);
    let from = |(month, spread): (Month, Spread)| FromMonth {
        from: month,
        p10: figures(spread.p10),
        p50: figures(spread.p50),
        p90: figures(spread.p90),
    };
    months.into_iter().map(from).collect()
}

fn correlation(scenario: &Scenario, id: InputId) -> Option<String> {
    let group = scenario.correlations.iter().find(|group| group.inputs.contains(&id))?;
    let own = group.inputs.iter().position(|&one| one == id)?;
    let others = (0..group.inputs.len()).filter(|&other| other != own);
    let name = |other: usize| {
        let address = &scenario.inputs.get(group.inputs[other]).address;
        format!("{address}, rank correlation {}", plain(group.rank[own][other]))
    };
    let names: Vec<String> = others.map(name).collect();
    (!names.is_empty()).then(|| format!("{} (with {})", group.id, names.join("; ")))
}

fn change_lines(scenario: &Scenario, id: InputId) -> Vec<String> {
    let edits = scenario.changes.iter().flat_map(|change| change.edits.iter().map(move |edit| (change, edit)));
    let changes = edits.filter(|(_, edit)| edit.input == id).map(|(change, edit)| change_line(scenario, change, edit));
    let raises = |award: &&Award| award.prices.as_ref().is_some_and(|prices| prices.contains(&id));
    let awards = scenario.awards.iter().filter(raises).map(|award| award_line(scenario, award));
    awards.chain(changes).collect()
}

/// `raise by 0.02 from Apr 2017 (award.agency_2017, plan.toml:12)`.
fn award_line(scenario: &Scenario, award: &Award) -> String {
    let rate = scenario.inputs.get(award.rate);
    let from = award.month.map_or(String::new(), |month| format!(" from {month}"));
    let place = rate.place.map(|place| SourceLine::at(scenario, place));
    let place = place.map_or(String::new(), |origin| format!(", {}:{}", origin.file, origin.line));
    format!("raise by {}{from} (award.{}{place})", range_words(rate), award.id)
}

/// `multiply by 0.7 from Jul 2016 to Mar 2017, over 6 months (change.police_triage, plan.toml:12)`.
fn change_line(scenario: &Scenario, change: &Change, edit: &Edit) -> String {
    let amount = scenario.inputs.get(edit.amount);
    let spread = range_words(amount);
    let mut line = match edit.kind {
        EditKind::Set => format!("set to {spread}"),
        EditKind::Add => format!("add {spread}"),
        EditKind::Multiply => format!("multiply by {spread}"),
    };
    if let Some(response) = &change.response {
        let _ = write!(line, " {}", condition_words(scenario, response));
    }
    if let Some(from) = change.from {
        let _ = write!(line, " from {from}");
    }
    if let Some(until) = change.until {
        let _ = write!(line, " to {until}");
    }
    if change.phase_in > 1 {
        let _ = write!(line, ", phased in over {} months", change.phase_in);
    }
    let place = amount.place.map(|place| SourceLine::at(scenario, place));
    let place = place.map_or(String::new(), |origin| format!(", {}:{}", origin.file, origin.line));
    let _ = write!(line, " (change.{}{place})", change.id);
    line
}

/// `when unallocated of team mash is above 26 at the end of 2 months`.
fn condition_words(scenario: &Scenario, response: &Response) -> String {
    let Some(series) = response.series else { return String::new() };
    let (start, level) = (&response.start, scenario.inputs.get(response.start.level));
    let team = series.team.map_or(String::new(), |team| format!(" of team {}", scenario.teams[team].id));
    let of = series_names::of_id(scenario, series);
    let of = if of.is_empty() { String::new() } else { format!(" of {of}") };
    let side = if start.is_above { "above" } else { "below" };
    let months = if start.months == 1 { "a month".to_owned() } else { format!("{} months", start.months) };
    format!("when {}{team}{of} is {side} {} at the end of {months}", series.measure.id, range_words(level))
}

/// A number to four significant figures, enough to read a range.
fn figures(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

fn with_unit(value: f64, unit: Option<Unit>) -> String {
    let number = plain(value);
    match unit.unwrap_or(Unit::Number) {
        Unit::Number | Unit::Share | Unit::Probability => number,
        unit if unit.is_money() => {
            let per = unit.words().trim_start_matches('£');
            let (minus, number) = number.strip_prefix('-').map_or(("", number.as_str()), |rest| ("-", rest));
            format!("{minus}£{number}{per}")
        }
        unit => format!("{number} {}", unit.words()),
    }
}

fn in_full(plan: &Plan, one: &Assumption) -> FullInput {
    let record = input_record(plan, one);
    let is_spread = is_spread(&record.months);
    FullInput {
        address: one.address.clone(),
        meaning: one.meaning,
        rows: rows(&record),
        months: record.months.iter().map(|month| (month.from, month_words(month, is_spread))).collect(),
        is_spread,
        has_response: id_of(plan.scenario(), &one.address).is_some_and(|id| has_response(plan.scenario(), id)),
    }
}

/// Whether a response edits an input.
fn has_response(scenario: &Scenario, id: InputId) -> bool {
    scenario.responses().any(|change| change.edits.iter().any(|edit| edit.input == id))
}

fn rows(record: &InputRecord) -> Vec<(&'static str, String)> {
    let one = &record.assumption;
    let mut rows = vec![("value", value_words(one))];
    let mut row = |label: &'static str, what: String| rows.push((label, what));
    if let (Some(p10), Some(p90), true) = (one.p10, one.p90, is_uncertain(one)) {
        let mean = one.mean.map_or(String::new(), |mean| format!("; mean {}", plain(figures(mean))));
        let range = format!("{} to {}", plain(figures(p10)), with_unit(figures(p90), one.unit));
        row("drawn", format!("80% range {range}{mean}"));
    }
    if let (Some(min), Some(max)) = (one.min, one.max) {
        row("allowed", format!("{} to {}", plain(min), with_unit(max, one.unit)));
    }
    match &one.set {
        Some(origin) => row("set at", format!("{}:{}:{}", origin.file, origin.line, origin.column)),
        None => row("set at", "nowhere: this is the default".to_owned()),
    }
    for origin in &one.overrode {
        row("overrode", format!("{} at {}:{}:{}", origin.text, origin.file, origin.line, origin.column));
    }
    if let Some(group) = &record.correlation {
        row("correlation", group.clone());
    }
    if one.kind == "setting" {
        row("dated", "no: fixed for the whole run".to_owned());
    } else if !one.dated {
        row("dated", "no: dated changes cannot apply to it".to_owned());
    }
    let no_source = if one.set.is_some() { "none given" } else { "-" };
    row("source", one.source.as_deref().unwrap_or(no_source).to_owned());
    row("evidence", one.evidence.unwrap_or("-").to_owned());
    for (label, words) in [("unusual", &one.unusual), ("published", &one.published)] {
        if let Some(words) = words {
            row(label, words.clone());
        }
    }
    for (label, lines) in [("yearly", &record.yearly_effects), ("changes", &record.dated_changes)] {
        for (index, line) in lines.iter().enumerate() {
            row(if index == 0 { label } else { "" }, line.clone());
        }
    }
    rows
}

fn month_words(month: &FromMonth, spread: bool) -> String {
    if spread && month.p10 != month.p90 {
        format!("{} ({} to {})", plain(month.p50), plain(month.p10), plain(month.p90))
    } else {
        plain(month.p50)
    }
}

fn is_uncertain(one: &Assumption) -> bool {
    one.kind == "quantity" && one.form != "fixed"
}

fn is_spread(months: &[FromMonth]) -> bool {
    months.iter().any(|month| month.p10 != month.p90)
}

/// The value with its unit, or the form and parameters of its distribution.
fn value_words(one: &Assumption) -> String {
    match one.mean {
        Some(value) if !is_uncertain(one) => with_unit(value, one.unit),
        _ if is_uncertain(one) => {
            format!("{}: {}{}", one.form, one.value, one.unit.map_or(String::new(), Unit::in_brackets))
        }
        _ => one.value.clone(),
    }
}

/// One line per input: address, value, where it is set.
fn list(plan: &Plan, all: &[&Assumption]) -> InputList {
    let line = |one: &&Assumption| {
        let set = one.set.as_ref().map_or("default".to_owned(), |origin| format!("{}:{}", origin.file, origin.line));
        let changed = if one.changes.is_empty() { "" } else { " (changes)" };
        (one.address.clone(), format!("{}{changed}  [{set}]", value_words(one)))
    };
    let quantities = all.iter().filter(|one| one.kind == "quantity");
    let unsourced = quantities.clone().filter(|one| one.set.is_some() && one.source.is_none()).count();
    let settings = all.iter().filter(|one| one.kind == "setting").count();
    let counts = format!(
        "{}, {} without a source; {}.",
        words::counted(quantities.count() as u64, "quantity", "quantities"),
        if unsourced == 0 { "none".to_owned() } else { words::whole(unsourced as u64) },
        words::counted(settings as u64, "setting", "settings"),
    );
    let path = plan.scenario().sources.files.first().map_or("SCENARIO", |file| file.path.as_str());
    InputList { lines: all.iter().map(line).collect(), counts, path: path.to_owned() }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference to the field")]
fn as_iso<S: serde::Serializer>(month: &Month, serializer: S) -> Result<S::Ok, S::Error> {
    month.iso().serialize(serializer)
}
