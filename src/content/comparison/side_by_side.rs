//! Page sections that show plans side by side: the ranking, savings by year, targets, budgets.

use super::sentences::{payback_sentence, recurring_words, worst_tenth_words};
use super::target_columns::{all_targets, has_several_targets, target_columns};
use super::{capacity, has_budgets, likelihoods, plan_name, plan_title, ranking, tables};
use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::cell::{Cell, NumberRole};
use crate::content::page::{Block, PageTable, Section};
use crate::content::sentences::{target_in_full, year_words};
use crate::content::words;
use crate::units::Unit;

/// The columns of `ranking.csv` shown on the page, with their headings.
const RANKING: [(&str, &str); 16] = [
    ("like_for_like_saving_mean", "Saving at equal capacity, mean"),
    ("like_for_like_saving_p10", "80% from"),
    ("like_for_like_saving_p90", "80% to"),
    ("capacity_gained_mean", "Capacity gained, FTE-years"),
    ("cost_per_fte_year_gained", "Cost per FTE-year gained"),
    ("net_saving_mean", "Net saving, mean"),
    ("net_saving_p10", "80% from"),
    ("net_saving_p90", "80% to"),
    ("p_saves_money", "Saves money in"),
    ("worst_tenth_mean", "Worst tenth, mean"),
    ("payback_p50", "Pays back by (half of futures)"),
    ("agency_rate_end_level", "Agency rate at the end, mean"),
    ("agency_rate_end_mean", "Change in agency rate, mean"),
    ("agency_rate_end_p_better", "Agency rate lower in"),
    ("caseload_end_mean", "Change in caseload, mean"),
    ("unallocated_end_mean", "Change in cases without a worker, mean"),
];

/// The columns of `budgets.csv` shown on the page, with their headings.
const BUDGETS: [(&str, &str); 11] = [
    ("alternative", "Plan"),
    ("budget", "Budget"),
    ("year", "Year"),
    ("amount", "Amount"),
    ("p_overspend", "Overspent in"),
    ("mean", "Spending less budget, mean"),
    ("p90", "This or more in one future in ten"),
    ("spent_difference_mean", "Spending above the base, mean"),
    ("spent_difference_p10", "80% from"),
    ("spent_difference_p90", "80% to"),
    ("cashable_mean", "Cashable, mean"),
];

/// The plans and the base side by side.
pub(super) fn ranking(study: &Study) -> Section<'_> {
    let caption = "Likelihood of meeting targets, savings over the run, and changes in agency rate and caseload";
    let note = format!(
        "Ranked by {}. {} {} A plan is flagged if it leaves more cases without a worker than the base, makes it more likely that a child on \
         a protection plan waits or that a caseload is above its limit, or turns more children away. {}",
        ranking::order_words(study),
        ranking::rules(study),
        capacity::meaning(study),
        capacity::order_at_permanent_price(study).unwrap_or_default()
    );
    let (header, rows) = ranking_table(study);
    Section {
        id: "ranking",
        title: "Plans side by side",
        blocks: vec![Block::Table(PageTable::with_header(caption, header, rows)), Block::Note(note.into())],
    }
}

/// The ranking in a few columns.
pub(super) fn short_ranking(study: &Study) -> Block<'_> {
    const COLUMNS: [(&str, &str); 4] = [
        ("like_for_like_saving_mean", "Saving at equal capacity, mean"),
        ("net_saving_mean", "Net saving, mean"),
        ("agency_rate_end_level", "Agency rate at the end, mean"),
        ("caseload_end_mean", "Change in caseload, mean"),
    ];
    let ranked = ranking::ranking(study);
    let header = ["Plan"].into_iter().chain(COLUMNS.map(|(_, head)| head)).map(str::to_owned).collect();
    let figures = tables::ranking(study).columns(&COLUMNS.map(|(id, _)| id)).rows;
    let rows = figures.zip(&ranked).map(|(figures, one)| {
        let name = one.plan.map_or("the base", |plan| plan_name(study, plan));
        let flagged = if one.flags.is_empty() { "" } else { " (flagged)" };
        let mut row = vec![Cell::from(format!("{}{flagged}", words::capital(name)))];
        row.extend(figures);
        row
    });
    let caption = format!("Plans by {}", ranking::order_words(study));
    Block::Table(PageTable::with_header(caption, header, rows.collect()))
}

fn ranking_table(study: &Study) -> (Vec<String>, Vec<Vec<Cell<'_>>>) {
    let targets = target_columns(study);
    let ranked = ranking::ranking(study);
    let is_any_flagged = ranked.iter().any(|one| !one.flags.is_empty());
    let of_targets = targets.iter().map(|target| format!("Likelihood: {}", target.in_full(study)));
    let all = has_several_targets(study).then(|| "Likelihood: all targets".to_owned());
    let mut header: Vec<String> = std::iter::once("Plan".to_owned()).chain(all).chain(of_targets).collect();
    header.extend(RANKING.map(|(_, head)| head.to_owned()));
    header.extend(is_any_flagged.then(|| "Flagged for".to_owned()));
    let figures = tables::ranking(study).columns(&RANKING.map(|(id, _)| id)).rows;
    let rows = figures.zip(&ranked).map(|(figures, one)| {
        let name = one.plan.map_or("the base", |plan| plan_name(study, plan));
        let flagged = if one.flags.is_empty() { "" } else { " (flagged)" };
        let mut row = vec![Cell::from(format!("{}{flagged}", words::capital(name)))];
        row.extend(all_targets(study, one.name).map(|all| Cell::from(all.map(Cell::probability))));
        row.extend(targets.iter().map(|target| target.of(study, one).map(Cell::probability).into()));
        row.extend(figures);
        let flags: Vec<&str> = one.flags.iter().map(|flag| flag.words.as_str()).collect();
        row.extend(is_any_flagged.then(|| flags.join("; ").into()));
        row
    });
    (header, rows.collect())
}

/// The savings of every plan, by line and year and over the run.
pub(super) fn savings(study: &Study) -> Section<'_> {
    let first = Block::Paragraph(
        "Positive figures are money saved, except for the costs of the plan, which are money spent.".into(),
    );
    let each = ranking::ranked(study).into_iter().flat_map(|one| {
        let capacity = capacity::capacity_words(one).into_iter().chain(capacity::work_words(one));
        let capacity = capacity.map(|words| format!("{}.", words::capital(&words)));
        let words = capacity.chain(recurring_words(study, one));
        let words = words.chain([payback_sentence(&one.savings.payback), worst_tenth_words(&one.savings)]);
        let last = words.collect::<Vec<_>>().join(" ");
        [Block::Heading(plan_title(one)), Block::Table(table(study, one)), Block::Paragraph(last.into())]
    });
    let blocks = std::iter::once(first).chain(each).collect();
    Section { id: "savings", title: "Savings by financial year", blocks }
}

fn table<'c>(study: &Study, one: &'c Alternative) -> PageTable<'c> {
    let calendar = study.base.summary.plan().calendar();
    let years = (0..calendar.years.len()).map(|year| year_words(calendar, year));
    let whole = ["Whole run", "80% from", "80% to", "Above zero in"].map(str::to_owned);
    let header = std::iter::once("Line (means)".to_owned()).chain(years).chain(whole).collect();
    let rows = SavingsLine::ALL.into_iter().filter_map(|line| row(one, line)).collect();
    let caption = format!("Savings from {} against the base, in money of the day", one.name);
    PageTable::with_header(caption, header, rows)
}

fn row(one: &Alternative, line: SavingsLine) -> Option<Vec<Cell<'_>>> {
    let whole = one.savings.whole(line)?;
    let (low, high) = whole.statistic.range80();
    let years = one.savings.years[line as usize].iter().map(|saving| saving.statistic.mean);
    let figures = years.chain([whole.statistic.mean, low, high]);
    let figures = figures.map(|value| Cell::Number(value, line.unit(), NumberRole::Change));
    Some(
        std::iter::once(line.label_of_run().into())
            .chain(figures)
            .chain([Cell::probability(whole.p_positive)])
            .collect(),
    )
}

/// The likelihood of meeting each target under the base and every plan; `None` if there are no targets.
pub(super) fn targets(study: &Study) -> Option<Section<'_>> {
    const HEADER: [&str; 5] = ["Plan", "Target", "Likelihood in the base", "Likelihood in the plan", "Difference"];
    let rows = ranking::ranked(study).into_iter().flat_map(|one| target_rows(study, one));
    let rows: Vec<Vec<Cell<'_>>> = rows.collect();
    let differences = (!rows.is_empty())
        .then(|| Block::Table(PageTable::new("What each plan changes in the likelihood of targets", &HEADER, rows)));
    let blocks: Vec<Block<'_>> = likelihoods::blocks(study, false).into_iter().flatten().chain(differences).collect();
    (!blocks.is_empty()).then_some(Section { id: "targets", title: "Targets", blocks })
}

fn target_rows<'c>(study: &Study, one: &'c Alternative) -> Vec<Vec<Cell<'c>>> {
    let scenario = study.base.summary.plan().scenario();
    let row = |(index, &(here, there)): (usize, &(usize, usize))| {
        let change = one.target(index)?.statistic.mean;
        let likely = [study.base.summary.target(here), one.summary.target(there)]
            .map(|met| met.map_or(Cell::Missing, |met| Cell::probability(met.mean)));
        let difference = Cell::Number(change, Unit::Probability, NumberRole::Change);
        let what = [one.name.as_str().into(), target_in_full(scenario, &scenario.targets[here]).into()];
        Some(what.into_iter().chain(likely).chain([difference]).collect())
    };
    one.pairing.targets.iter().enumerate().filter_map(row).collect()
}

/// The budgets of the base and of every plan; `None` if there are none.
pub(super) fn budgets(study: &Study) -> Option<Section<'_>> {
    let rows = tables::budgets(study).columns(&BUDGETS.map(|(id, _)| id)).rows.collect();
    let table = PageTable::new(
        "Budgets of the base and of the plans, and spending against them",
        &BUDGETS.map(|(_, head)| head),
        rows,
    );
    has_budgets(study).then(|| Section { id: "budgets", title: "Budgets", blocks: vec![Block::Table(table)] })
}
