//! The comparison on screen.

use super::Compared;
use super::savings::savings;
use super::sentences::{difference_words, unshared_note};
use crate::measures::YearOf;
use crate::output::headlines::{Column, headlines as headlines_of};
use crate::output::screen::{Role, Screen};
use crate::output::sentences::target_words;
use crate::output::words;
use crate::summary::compare::{Alternative, SavingsLine};
use crate::units::Unit;

const LABEL: usize = 24;
const CELL: usize = 18;

/// The comparison as a table of at most 80 columns: a ranking, then for each alternative its differences, targets and
/// savings.
#[must_use]
pub fn comparison_table(compared: &Compared<'_, '_>) -> Screen {
    let base = compared.base();
    let scenario = base.plan().scenario();
    let mut text = Screen::default();
    text.line_as(Role::Title, &scenario.name);
    let plans = compared.alternatives.len();
    text.line(&format!(
        "and {plans} alternative{} · {} to {} · seed {}",
        if plans == 1 { "" } else { "s" },
        scenario.start,
        scenario.end(),
        scenario.seed
    ));
    let futures = words::whole(base.replications());
    let few = if base.replications() == 1 { "future" } else { "futures" };
    text.line(&format!("The same {futures} {few} under each. Differences are alternative less base."));
    if base.replications() < 1_000 {
        text.line_as(
            Role::Caution,
            &format!("Only {futures} {few}: ranges and likelihoods are rough; 10,000 make them firm."),
        );
    }
    ranking(&mut text, compared);
    for (name, one) in compared.ranked() {
        alternative(&mut text, compared, name, one);
    }
    text
}

/// Measures of the service that stand beside the saving in the ranking: a plan that saves and leaves children waiting is no
/// better plan.
const BESIDE: [&str; 3] = ["agency_rate", "caseload", "unallocated"];

fn ranking(text: &mut Screen, compared: &Compared<'_, '_>) {
    let end = compared.base().plan().scenario().end();
    text.heading(&format!("Ranked by net saving over the run; the others at the end of {end}"));
    ranking_row(text, "", ["net saving", "saves", "agency", "case-", "cases"]);
    ranking_row(text, "", ["(80% range)", "money", "rate", "load", "waiting"]);
    for (rank, (name, one)) in compared.ranked().into_iter().enumerate() {
        let Some(net) = one.savings.whole(SavingsLine::Net) else { continue };
        let label = format!("{} {name}", rank + 1);
        let saving = words::signed_with_range(&net.statistic, Unit::Pounds);
        let saves = words::percent(net.p_positive);
        let beside = BESIDE.map(|id| {
            let index = compared.base().find_service(id).map(|place| compared.base().plan().series()[place].series);
            let index = index.and_then(|series| Some((one.find(series)?, series.measure.unit)));
            let month = compared.base().plan().calendar().months - 1;
            index.map_or("-".to_owned(), |(index, unit)| words::signed(one.month(month, index).statistic.mean, unit))
        });
        let [agency, caseload, waiting] = &beside;
        if label.chars().count() > RANKED - 1 {
            text.line(&label);
            ranking_row(text, "", [&saving, &saves, agency, caseload, waiting]);
        } else {
            ranking_row(text, &label, [&saving, &saves, agency, caseload, waiting]);
        }
    }
}

const RANKED: usize = 27;

fn ranking_row(text: &mut Screen, label: &str, [saving, saves, agency, caseload, waiting]: [&str; 5]) {
    text.line(&format!("{label:RANKED$}{saving:20} {saves:6} {agency:11}{caseload:7}{waiting}"));
}

fn alternative(text: &mut Screen, compared: &Compared<'_, '_>, name: &str, one: &Alternative<'_>) {
    let scenario = one.summary.plan().scenario();
    text.heading(&format!("{name}: {}", scenario.name));
    if let Some(note) = unshared_note(one) {
        for note in words::wrapped(&note, 78) {
            text.line(&note);
        }
    }
    differences(text, compared, one);
    targets(text, compared, one);
    savings(text, compared, one);
    precision(text, one);
}

/// A row: its label, on a line of its own where it is too long, then cells.
pub(super) fn row(text: &mut Screen, label: &str, cells: &[String]) {
    if label.chars().count() > LABEL - 1 {
        text.line(label);
        return row(text, "", cells);
    }
    text.line(&in_columns(label, cells));
}

/// The row that heads a table.
pub(super) fn head(text: &mut Screen, label: &str, cells: &[String]) {
    text.line_as(Role::Heading, &in_columns(label, cells));
}

fn in_columns(label: &str, cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| format!("{cell:<width$} ", width = CELL - 1));
    format!("{label:LABEL$}{}", cells.collect::<String>())
}

fn differences(text: &mut Screen, compared: &Compared<'_, '_>, one: &Alternative<'_>) {
    let base = compared.base();
    let calendar = base.plan().calendar();
    let (columns, list) = headlines_of(base);
    let head: Vec<String> = columns.iter().map(|column| column.name.to_string()).collect();
    row(text, "", &head);
    let mut outside = false;
    for headline in &list {
        let series = headline.series;
        let Some(index) = one.find(series) else { continue };
        let yearly = series.measure.year == YearOf::Sum;
        let cell = |column: &Column| {
            let difference =
                if yearly { one.year(calendar.year_of(column.month), index) } else { one.month(column.month, index) };
            difference_words(difference, series.measure.unit)
        };
        let cells: Vec<String> = columns.iter().map(cell).collect();
        outside |= cells.iter().any(|cell| cell.contains('*'));
        let label = if yearly { format!("{}, year", headline.label) } else { headline.label.clone() };
        wide_row(text, &label, &cells);
    }
    text.line("Mean differences; in brackets, the range of 80% of futures.");
    if outside {
        text.line("* A few futures with large differences pull the mean out of that range.");
    }
}

/// A row whose cells may be wider than their columns: then they stand a line each.
pub(super) fn wide_row(text: &mut Screen, label: &str, cells: &[String]) {
    if cells.iter().all(|cell| cell.chars().count() < CELL) {
        return row(text, label, cells);
    }
    let short: Vec<String> =
        cells.iter().map(|cell| cell.split_once(" (").map_or(cell.clone(), |(middle, _)| middle.to_owned())).collect();
    row(text, label, &short);
    let ranges: Vec<String> = cells
        .iter()
        .map(|cell| cell.split_once(" (").map_or(String::new(), |(_, range)| format!("({range}")))
        .collect();
    row(text, "", &ranges);
}

fn targets(text: &mut Screen, compared: &Compared<'_, '_>, one: &Alternative<'_>) {
    let scenario = compared.base().plan().scenario();
    if one.pairing.targets.is_empty() {
        return;
    }
    text.line_as(Role::Heading, "Targets");
    for (index, &(here, there)) in one.pairing.targets.iter().enumerate() {
        let difference = one.target(index);
        let points = 200.0 * difference.statistic.mc_error;
        text.line(&format!("  {}", target_words(scenario, &scenario.targets[here])));
        text.line(&format!(
            "      {} likely in the base, {} here: {} (±{:.0})",
            words::percent(compared.base().target(here).mean),
            words::percent(one.summary.target(there).mean),
            words::signed(difference.statistic.mean, Unit::Probability),
            points.ceil().max(1.0),
        ));
    }
}

/// What pairing is worth.
fn precision(text: &mut Screen, one: &Alternative<'_>) {
    let Some(net) = one.savings.whole(SavingsLine::Net).filter(|net| net.statistic.mc_error > 0.0) else { return };
    let measured = one.independent_net_saving();
    let times = measured.unwrap_or(one.savings.error_apart) / net.statistic.mc_error;
    let how = if measured.is_some() { "measured" } else { "from the variances" };
    text.line(&format!("Sharing futures makes the saving {times:.1} times as sharp ({how})."));
}
