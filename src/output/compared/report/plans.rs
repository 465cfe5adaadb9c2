//! Plans side by side: the ranking, savings by year, targets.

use maud::html;

use super::super::sentences::{payback_words, worst_tenth_words};
use super::super::{Compared, csv};
use super::{at_end, title};
use crate::output::cell::{Cell, Sense};
use crate::output::report::{Section, Table};
use crate::output::sentences::{target_in_full, year_words};
use crate::summary::compare::{Alternative, SavingsLine};
use crate::units::Unit;

/// The plans, the one that saves most first.
pub(super) fn ranking(compared: &Compared<'_, '_>) -> Section {
    const COLUMNS: [&str; 9] = [
        "alternative",
        "net_saving_mean",
        "net_saving_p10",
        "net_saving_p90",
        "p_saves_money",
        "worst_tenth_mean",
        "payback_p50",
        "agency_rate_end_mean",
        "agency_rate_end_p_better",
    ];
    const HEADER: [&str; 11] = [
        "Plan",
        "Net saving, mean",
        "80% from",
        "80% to",
        "Saves money in",
        "Worst tenth, mean",
        "Pays back by (half of futures)",
        "Change of the agency rate at the end, mean",
        "Lower in",
        "Change of the caseload, mean",
        "More cases without a worker, mean",
    ];
    let rows = csv::ranking(compared).columns(&COLUMNS).rows.zip(compared.ranked()).map(|(mut row, (_, one))| {
        row.extend(["caseload", "unallocated"].map(|id| change(compared, one, id)));
        row
    });
    let body = html! {
        (Table::new("Net saving over the run, and what changes of agency rate and caseload", &HEADER, rows.collect()))
        p class="note" {
            "A plan that leaves posts empty saves money. Read the saving beside what becomes of caseload and of cases without \
             a worker."
        }
    };
    Section::new("ranking", "The plans beside each other", body)
}

/// What a plan changes of a measure of the service at the end, in the mean.
fn change(compared: &Compared<'_, '_>, one: &Alternative<'_>, id: &str) -> Cell<'static> {
    let of = at_end(compared, one, id);
    of.map_or(Cell::Missing, |(measure, of)| Cell::Number(of.statistic.mean, measure.unit, Sense::Change))
}

/// What every plan saves, by line and year and over the run.
pub(super) fn savings(compared: &Compared<'_, '_>) -> Section {
    let body = html! {
        p { "Positive is money saved; but costs of the plan are what is spent." }
        @for (name, one) in compared.ranked() {
            h3 { (title(name, one)) }
            (table(compared, name, one))
            p {
                "Pays for itself: " (payback_words(&one.savings.payback)) ". "
                (worst_tenth_words(&one.savings))
            }
        }
    };
    Section::new("savings", "Savings by financial year", body)
}

fn table<'c>(compared: &Compared<'_, '_>, name: &str, one: &'c Alternative<'_>) -> Table<'c> {
    let calendar = compared.base().plan().calendar();
    let years = (0..calendar.years.len()).map(|year| year_words(calendar, year));
    let whole = ["Whole run", "80% from", "80% to", "Above zero in"].map(str::to_owned);
    let header = std::iter::once("Line, means".to_owned()).chain(years).chain(whole).collect();
    let rows = SavingsLine::ALL.into_iter().filter_map(|line| row(one, line)).collect();
    Table { header, ..Table::new(format!("Savings of {name} against the base, in the money of the day"), &[], rows) }
}

fn row<'c>(one: &'c Alternative<'_>, line: SavingsLine) -> Option<Vec<Cell<'c>>> {
    let whole = one.savings.whole(line)?;
    let (low, high) = whole.statistic.range80();
    let years = one.savings.years[line as usize].iter().map(|saving| saving.statistic.mean);
    let figures = years.chain([whole.statistic.mean, low, high]);
    let figures = figures.map(|value| Cell::Number(value, line.unit(), Sense::Change));
    Some(
        std::iter::once(line.label_of_run().into())
            .chain(figures)
            .chain([Cell::probability(whole.p_positive)])
            .collect(),
    )
}

/// How likely each target is to be met under the base and under every plan.
pub(super) fn targets(compared: &Compared<'_, '_>) -> Option<Section> {
    const HEADER: [&str; 5] = ["Plan", "Target", "Likely in the base", "Likely in the plan", "Difference"];
    let rows: Vec<Vec<Cell<'_>>> = compared.named().flat_map(|(name, one)| target_rows(compared, name, one)).collect();
    (!rows.is_empty()).then(|| {
        let table = Table::new("How likely each target is to be met", &HEADER, rows);
        Section::new("targets", "Targets", html! { (table) })
    })
}

fn target_rows<'c>(compared: &Compared<'_, '_>, name: &'c str, one: &Alternative<'_>) -> Vec<Vec<Cell<'c>>> {
    let scenario = compared.base().plan().scenario();
    let row = |(index, &(here, there)): (usize, &(usize, usize))| {
        let likely = [compared.base().target(here), one.summary.target(there)]
            .map(|met| met.map_or(Cell::Missing, |met| Cell::probability(met.mean)));
        let difference = Cell::Number(one.target(index).statistic.mean, Unit::Probability, Sense::Change);
        let what = [name.into(), target_in_full(scenario, &scenario.targets[here]).into()];
        what.into_iter().chain(likely).chain([difference]).collect()
    };
    one.pairing.targets.iter().enumerate().map(row).collect()
}
