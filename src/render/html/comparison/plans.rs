//! Plans side by side: the ranking, savings by year, targets.

use maud::html;

use super::title;
use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::cell::{Cell, Sense};
use crate::content::comparison::sentences::{payback_sentence, worst_tenth_words};
use crate::content::comparison::{has_budgets, plan_name};
use crate::content::comparison::{ranking, tables};
use crate::content::sentences::{target_in_full, year_words};
use crate::content::words;
use crate::render::html::{Section, Table};
use crate::units::Unit;

/// The plans and the base beside each other.
pub(crate) fn ranking(study: &Study) -> Section {
    const COLUMNS: [&str; 11] = [
        "net_saving_mean",
        "net_saving_p10",
        "net_saving_p90",
        "p_saves_money",
        "worst_tenth_mean",
        "payback_p50",
        "agency_rate_end_level",
        "agency_rate_end_mean",
        "agency_rate_end_p_better",
        "caseload_end_mean",
        "unallocated_end_mean",
    ];
    const HEADER: [&str; 11] = [
        "Net saving, mean",
        "80% from",
        "80% to",
        "Saves money in",
        "Worst tenth, mean",
        "Pays back by (half of futures)",
        "Agency rate at the end, mean",
        "Change of that, mean",
        "Lower in",
        "Change of the caseload, mean",
        "More cases without a worker, mean",
    ];
    let targets = ranking::targets(study);
    let ranked = ranking::ranking(study);
    let table_rows = tables::ranking(study).columns(&COLUMNS).rows.zip(&ranked).map(|(figures, one)| {
        let name = one.plan.map_or("the base", |plan| plan_name(study, plan));
        let flagged = if one.flags.is_empty() { "" } else { " (flagged)" };
        let mut row = vec![Cell::from(format!("{}{flagged}", words::capital(name)))];
        row.extend(targets.iter().map(|target| target.of(study, one).map(Cell::probability).into()));
        row.extend(figures);
        if ranked.iter().any(|one| !one.flags.is_empty()) {
            let flags: Vec<&str> = one.flags.iter().map(|flag| flag.words.as_str()).collect();
            row.push(flags.join("; ").into());
        }
        row
    });
    let of_targets = targets.iter().map(|target| format!("Likely: {}", target.in_full(study)));
    let mut header: Vec<String> = std::iter::once("Plan".to_owned()).chain(of_targets).collect();
    header.extend(HEADER.map(str::to_owned));
    if ranked.iter().any(|one| !one.flags.is_empty()) {
        header.push("Flagged for".to_owned());
    }
    let caption =
        "How likely targets are to be met, net saving over the run, and what changes of agency rate and caseload";
    let body = html! {
        (Table { header, ..Table::new(caption, &[], table_rows.collect()) })
        p class="note" {
            "In the order of the mean net saving; the base stands where nothing is saved. A plan that leaves posts empty saves \
             money: one that leaves more cases without a worker than the base, or a team's caseload above its limit, is flagged \
             and stands below the base."
        }
    };
    Section::new("ranking", "The plans beside each other", body)
}

/// What every plan saves, by line and year and over the run.
pub(crate) fn savings(study: &Study) -> Section {
    let body = html! {
        p { "Positive is money saved; but costs of the plan are what is spent." }
        @for one in ranking::ranked(study) {
            h3 { (title(one)) }
            (table(study, one))
            p { (payback_sentence(&one.savings.payback)) " " (worst_tenth_words(&one.savings)) }
        }
    };
    Section::new("savings", "Savings by financial year", body)
}

fn table<'c>(study: &Study, one: &'c Alternative) -> Table<'c> {
    let calendar = study.base.summary.plan().calendar();
    let years = (0..calendar.years.len()).map(|year| year_words(calendar, year));
    let whole = ["Whole run", "80% from", "80% to", "Above zero in"].map(str::to_owned);
    let header = std::iter::once("Line, means".to_owned()).chain(years).chain(whole).collect();
    let rows = SavingsLine::ALL.into_iter().filter_map(|line| row(one, line)).collect();
    Table {
        header,
        ..Table::new(format!("Savings of {} against the base, in the money of the day", one.name), &[], rows)
    }
}

fn row<'c>(one: &'c Alternative, line: SavingsLine) -> Option<Vec<Cell<'c>>> {
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
pub(crate) fn targets(study: &Study) -> Option<Section> {
    const HEADER: [&str; 5] = ["Plan", "Target", "Likely in the base", "Likely in the plan", "Difference"];
    let rows: Vec<Vec<Cell<'_>>> = ranking::ranked(study).into_iter().flat_map(|one| target_rows(study, one)).collect();
    (!rows.is_empty()).then(|| {
        let table = Table::new("How likely each target is to be met", &HEADER, rows);
        Section::new("targets", "Targets", html! { (table) })
    })
}

fn target_rows<'c>(study: &Study, one: &'c Alternative) -> Vec<Vec<Cell<'c>>> {
    let scenario = study.base.summary.plan().scenario();
    let row = |(index, &(here, there)): (usize, &(usize, usize))| {
        let change = one.target(index)?.statistic.mean;
        let likely = [study.base.summary.target(here), one.summary.target(there)]
            .map(|met| met.map_or(Cell::Missing, |met| Cell::probability(met.mean)));
        let difference = Cell::Number(change, Unit::Probability, Sense::Change);
        let what = [one.name.as_str().into(), target_in_full(scenario, &scenario.targets[here]).into()];
        Some(what.into_iter().chain(likely).chain([difference]).collect())
    };
    one.pairing.targets.iter().enumerate().filter_map(row).collect()
}

/// The budgets of the base and of every plan; `None` where none has any.
pub(crate) fn budgets(study: &Study) -> Option<Section> {
    const COLUMNS: [&str; 10] = [
        "alternative",
        "budget",
        "year",
        "amount",
        "p_overspend",
        "mean",
        "p90",
        "spent_difference_mean",
        "spent_difference_p10",
        "spent_difference_p90",
    ];
    const HEADER: [&str; 10] = [
        "Plan",
        "Budget",
        "Year",
        "Amount",
        "Overspent in",
        "Spent less budget, mean",
        "One future in ten, this or more",
        "Spent more than in the base, mean",
        "80% from",
        "80% to",
    ];
    let rows = tables::budgets(study).columns(&COLUMNS).rows.collect();
    let table = Table::new("Budgets of the base and of the plans, and what is spent beside them", &HEADER, rows);
    has_budgets(study).then(|| Section::new("budgets", "Budgets", html! { (table) }))
}
