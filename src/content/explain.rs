//! One input told: what it is, who set it, what it overrode and what dated changes make of it.

use std::fmt::Write as _;

use serde::Serialize;

use super::inputs::{Assumption, SourceLine, assumptions};
use super::words;
use crate::plan::{Plan, Spread};
use crate::scenario::{Change, Edit, EditKind, InputId, Scenario, declarations, plain, shown};
use crate::units::{Month, Unit};

/// An input with what dated changes make of it, for programs.
#[derive(Serialize)]
pub struct InputRecord {
    #[serde(flatten)]
    assumption: Assumption,
    /// The group that it is drawn together with.
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<String>,
    /// What changes do to it, in the order in which they act.
    dated_changes: Vec<String>,
    /// Its value from the months on in which it changes.
    months: Vec<FromMonth>,
}

/// A value from a month on.
#[derive(Serialize)]
struct FromMonth {
    #[serde(serialize_with = "as_iso")]
    from: Month,
    p10: f64,
    p50: f64,
    p90: f64,
}

/// There is nothing at an address; what is like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressNotFound {
    /// The address.
    pub address: String,
    /// An address that may have been meant.
    pub similar: Option<String>,
    /// The addresses that end in it, or else those that have it within: `pay` is the end of `route.nqsw.stage.asye.pay`.
    pub with_it: Vec<String>,
    /// Whether the format has such an input, which the scenario leaves out.
    pub left_out: bool,
}

impl std::fmt::Display for AddressNotFound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let address = shown(&self.address);
        if self.left_out && self.similar.is_none() {
            return write!(f, "`{address}` is left out of this scenario, and has no value of its own");
        }
        write!(f, "there is no input `{address}` in this scenario")?;
        if let Some((first, others)) = self.with_it.split_first() {
            const FEW: usize = 8;
            if others.is_empty() {
                return write!(f, "; did you mean `{first}`?");
            }
            write!(f, "; these have it:")?;
            self.with_it.iter().take(FEW).try_for_each(|one| write!(f, "\n  {one}"))?;
            let more = self.with_it.len().saturating_sub(FEW);
            return if more > 0 { write!(f, "\n  ... and {more} more") } else { Ok(()) };
        }
        match &self.similar {
            Some(similar) => write!(f, "; did you mean `{similar}`?"),
            None => write!(f, "; leave the address out to list them all"),
        }
    }
}

/// The inputs at an address: itself, those of the table that it names, or all.
fn at<'a>(all: &'a [Assumption], address: &str) -> Vec<&'a Assumption> {
    let inside = |known: &str| known.strip_prefix(address).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    all.iter().filter(|one| address.is_empty() || inside(&one.address)).collect()
}

/// The addresses that end in some keys, or where there is none those that have them within.
fn with(all: &[Assumption], keys: &str) -> Vec<String> {
    let (end, within) = (format!(".{keys}"), format!(".{keys}."));
    let those = |has: &dyn Fn(&str) -> bool| -> Vec<String> {
        all.iter().map(|one| &one.address).filter(|address| has(address)).cloned().collect()
    };
    let ending = those(&|address| address.ends_with(&end));
    if ending.is_empty() { those(&|address| address.contains(&within)) } else { ending }
}

/// Whether the format has an input at an address, whatever the ids in it.
fn is_declared(address: &str) -> bool {
    let is_it = |pattern: &str| {
        pattern.matches('.').count() == address.matches('.').count()
            && pattern.split('.').zip(address.split('.')).all(|(part, given)| part == "ID" || part == given)
    };
    declarations().iter().any(|declaration| is_it(&declaration.address))
}

fn find<'a>(plan: &Plan, all: &'a [Assumption], address: &str) -> Result<Vec<&'a Assumption>, AddressNotFound> {
    let found = at(all, address);
    if found.is_empty() {
        let left_out = is_declared(address);
        let similar = plan.scenario().similar(address);
        return Err(AddressNotFound { address: address.to_owned(), similar, with_it: with(all, address), left_out });
    }
    Ok(found)
}

/// What is said of inputs.
pub enum Explanation {
    /// One input in full.
    Full(FullInput),
    /// A line for each of several.
    List(InputList),
}

/// One input in full.
pub struct FullInput {
    /// Its address.
    pub(crate) address: String,
    /// What it means.
    pub(crate) meaning: &'static str,
    /// Labels, some of them empty, and what they say.
    pub(crate) rows: Vec<(&'static str, String)>,
    /// Its values from the months on in which they change.
    pub(crate) months: Vec<(Month, String)>,
    /// Whether one of them has a range.
    pub(crate) is_spread: bool,
}

/// Several inputs, a line each.
pub struct InputList {
    /// The addresses, and what each is and who set it.
    pub(crate) lines: Vec<(String, String)>,
    /// How many there are of which kind.
    pub(crate) counts: String,
    /// The file of the scenario.
    pub(crate) path: String,
}

/// One input in full, or a line for each input below `address`; all of them where it is empty.
///
/// # Errors
/// [`AddressNotFound`] where there is none.
pub fn explain(plan: &Plan, address: &str) -> Result<Explanation, AddressNotFound> {
    let all = assumptions(plan.scenario());
    let found = find(plan, &all, address)?;
    Ok(match found[..] {
        [one] if one.address == address => Explanation::Full(in_full(plan, one)),
        _ => Explanation::List(list(plan, &found)),
    })
}

/// The same for programs, each input in full.
///
/// # Errors
/// [`AddressNotFound`] where there is none.
pub fn explain_in_full(plan: &Plan, address: &str) -> Result<Vec<InputRecord>, AddressNotFound> {
    let all = assumptions(plan.scenario());
    let found = find(plan, &all, address)?;
    Ok(found.into_iter().map(|one| told(plan, one)).collect())
}

fn id_of(scenario: &Scenario, address: &str) -> Option<InputId> {
    scenario.inputs.find(address)
}

fn told(plan: &Plan, one: &Assumption) -> InputRecord {
    let scenario = plan.scenario();
    let id = id_of(scenario, &one.address);
    let dated_changes = id.map(|id| change_lines(scenario, id)).unwrap_or_default();
    let months = id.filter(|_| !dated_changes.is_empty()).map(|id| by_month(plan, id)).unwrap_or_default();
    let correlation = id.and_then(|id| together(scenario, id));
    InputRecord { assumption: one.clone(), correlation, dated_changes, months }
}

/// The months in which the value changes, with its spread from then on.
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

fn together(scenario: &Scenario, id: InputId) -> Option<String> {
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
    edits.filter(|(_, edit)| edit.input == id).map(|(change, edit)| change_line(scenario, change, edit)).collect()
}

/// `multiply by 0.7 from Jul 2016 to Mar 2017, over 6 months (change.police_triage, plan.toml:12)`.
fn change_line(scenario: &Scenario, change: &Change, edit: &Edit) -> String {
    let amount = scenario.inputs.get(edit.amount);
    let spread = match &amount.quantile {
        None => with_unit(amount.mean(), Some(amount.unit)),
        Some(quantile) => {
            let high = with_unit(figures(quantile.at(0.9)), Some(amount.unit));
            format!("{} to {high}", plain(figures(quantile.at(0.1))))
        }
    };
    let mut line = match edit.kind {
        EditKind::Set => format!("set to {spread}"),
        EditKind::Add => format!("add {spread}"),
        EditKind::Multiply => format!("multiply by {spread}"),
    };
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
    let place = place.map_or(String::new(), |said| format!(", {}:{}", said.file, said.line));
    let _ = write!(line, " (change.{}{place})", change.id);
    line
}

/// A number to four significant figures, as a range is read.
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
    let told = told(plan, one);
    let is_spread = is_spread(&told.months);
    FullInput {
        address: one.address.clone(),
        meaning: one.meaning,
        rows: rows(&told),
        months: told.months.iter().map(|month| (month.from, month_words(month, is_spread))).collect(),
        is_spread,
    }
}

fn rows(told: &InputRecord) -> Vec<(&'static str, String)> {
    let one = &told.assumption;
    let mut rows = vec![("value", value_words(one))];
    let mut row = |label: &'static str, what: String| rows.push((label, what));
    if let (Some(p10), Some(p90), true) = (one.p10, one.p90, is_uncertain(one)) {
        let mean = one.mean.map_or(String::new(), |mean| format!("; mean {}", plain(figures(mean))));
        let range = format!("{} to {}", plain(figures(p10)), with_unit(figures(p90), one.unit));
        row("drawn", format!("80% of futures have {range}{mean}"));
    }
    if let (Some(min), Some(max)) = (one.min, one.max) {
        row("allowed", format!("{} to {}", plain(min), with_unit(max, one.unit)));
    }
    match &one.set {
        Some(said) => row("set at", format!("{}:{}:{}", said.file, said.line, said.column)),
        None => row("set at", "nowhere: this is what holds where it is left out".to_owned()),
    }
    for said in &one.overrode {
        row("overrode", format!("{} at {}:{}:{}", said.text, said.file, said.line, said.column));
    }
    if let Some(group) = &told.correlation {
        row("goes with", group.clone());
    }
    if one.kind == "setting" {
        row("dated", "no: it holds for the whole run".to_owned());
    } else if !one.dated {
        row("dated", "no: dated changes cannot change it".to_owned());
    }
    let no_source = if one.set.is_some() { "none given" } else { "-" };
    row("source", one.source.as_deref().unwrap_or(no_source).to_owned());
    row("evidence", one.evidence.unwrap_or("-").to_owned());
    for (index, line) in told.dated_changes.iter().enumerate() {
        row(if index == 0 { "changes" } else { "" }, line.clone());
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

/// The value with its unit, or the distribution in its own words.
fn value_words(one: &Assumption) -> String {
    match one.mean {
        Some(value) if !is_uncertain(one) => with_unit(value, one.unit),
        _ if is_uncertain(one) => {
            format!("{}: {}{}", one.form, one.value, one.unit.map_or(String::new(), Unit::in_brackets))
        }
        _ => one.value.clone(),
    }
}

/// A line for each: address, value, who set it.
fn list(plan: &Plan, all: &[&Assumption]) -> InputList {
    let line = |one: &&Assumption| {
        let set = one.set.as_ref().map_or("default".to_owned(), |said| format!("{}:{}", said.file, said.line));
        let changed = if one.changes.is_empty() { "" } else { " (changes by date)" };
        (one.address.clone(), format!("{}{changed}  [{set}]", value_words(one)))
    };
    let quantities = all.iter().filter(|one| one.kind == "quantity");
    let unsourced = quantities.clone().filter(|one| one.set.is_some() && one.source.is_none()).count();
    let settings = all.iter().filter(|one| one.kind == "setting").count();
    let counts = format!(
        "{}, {} of them without a source; {}.",
        words::counted(quantities.count() as u64, "quantity", "quantities"),
        if unsourced == 0 { "none".to_owned() } else { words::whole(unsourced as u64) },
        words::counted(settings as u64, "setting", "settings"),
    );
    let path = plan.scenario().sources.files.first().map_or("SCENARIO", |file| file.path.as_str());
    InputList { lines: all.iter().map(line).collect(), counts, path: path.to_owned() }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference to the field")]
fn as_iso<S: serde::Serializer>(month: &Month, serializer: S) -> Result<S::Ok, S::Error> {
    month.iso().serialize(serializer)
}
