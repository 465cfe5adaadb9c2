//! Page sections that show plans side by side: the ranking, savings by year, targets, budgets.

use super::ranking::RankedPlan;
use super::sentences::{payback_sentence, recurring_words, worst_tenth_words};
use super::target_columns::target_columns;
use super::{capacity, has_budgets, likelihoods, plan_name, plan_title, plan_words, ranking, tables};
use crate::compare::{Alternative, Goal, RankBy, SavingsLine, Study};
use crate::content::cell::{Cell, NumberRole};
use crate::content::page::{Block, PageTable, Section};
use crate::content::sentences::{target_in_full, year_words};
use crate::content::words;
use crate::summary::Statistic;
use crate::units::Unit;

/// The columns of `ranking.csv` shown in detail, with their headings.
const DETAILS: [(&str, &str); 7] = [
    ("capacity_gained_mean", "Capacity gained, FTE-years, mean"),
    ("cost_per_fte_year_gained", "Cost per FTE-year gained"),
    ("p_saves_money", "Saves money in"),
    ("worst_tenth_mean", "Net saving in the worst tenth of futures, mean"),
    ("payback_p50", "Pays back by, in half of futures"),
    ("agency_rate_end_p_better", "Agency rate lower in"),
    ("caseload_end_mean", "Change in caseload, mean"),
];

/// Service-wide measures in the ranking, with their headings: a plan that saves money but leaves children waiting is not a better plan.
const BESIDE: [(&str, &str); 2] = [("agency_rate", "Agency rate"), ("unallocated", "Cases without a worker")];

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

/// The plans and the base in more detail than in the [`ranking_table`], and the rules of the ranking.
pub(super) fn details(study: &Study) -> Section<'_> {
    let note = format!(
        "Ranked by {}. {} A plan is flagged if it leaves more cases without a worker than the base, makes it more likely that a child on \
         a protection plan waits or that a caseload is above its limit, or turns more children away. {}",
        ranking::order_words(study),
        ranking::rules(study),
        capacity::order_at_permanent_price(study, plan_words).unwrap_or_default()
    );
    let header = ["Plan"].into_iter().chain(DETAILS.map(|(_, head)| head)).map(str::to_owned).collect();
    let figures = tables::ranking(study).columns(&DETAILS.map(|(id, _)| id)).rows;
    let ranked = ranking::ranking(study);
    let plans = figures.zip(&ranked).filter(|(_, one)| one.plan.is_some());
    let rows = plans.map(|(figures, one)| std::iter::once(shown_name(study, one).into()).chain(figures).collect());
    let caption = "What each plan changes over the run and, in agency rate and caseload, at its end";
    let table = PageTable::with_header(caption, header, rows.collect());
    Section { id: "ranking", title: "Plans side by side", blocks: vec![Block::Table(table), Block::Note(note.into())] }
}

/// The plans and the base in ranking order: the likelihood by which they are ranked, what they save, and what it does to the service.
pub(super) fn ranking_table(study: &Study) -> Block<'_> {
    let goal = goal(study);
    let savings = savings_lines(study);
    let likelihood = goal.as_ref().map(|(_, head)| head.clone());
    let of_savings = savings.iter().map(|&line| words::capital(ranking::saving_words(line)));
    let end = study.base.summary.plan().scenario().end();
    let beside = BESIDE.map(|(_, head)| format!("{head}, {end}"));
    let header = std::iter::once("Plan".to_owned()).chain(likelihood).chain(of_savings).chain(beside).collect();
    let ranked = ranking::ranking(study);
    let savings = savings.iter().map(|&line| saving_column(&ranked, line));
    let columns: Vec<Vec<String>> = savings.chain(BESIDE.map(|(id, _)| change_column(study, &ranked, id))).collect();
    let row = |(place, one): (usize, &RankedPlan<'_>)| {
        let likelihood = goal.as_ref().map(|(goal, _)| study.likelihood(one.name, *goal).map(Cell::Likelihood).into());
        let first = std::iter::once(Cell::from(shown_name(study, one))).chain(likelihood);
        first.chain(columns.iter().map(|column| Cell::from(column[place].clone()))).collect()
    };
    let caption = format!(
        "Plans by {}: mean changes from the base with the 80% range of futures; of the base, mean levels",
        ranking::order_words(study)
    );
    Block::Table(PageTable::with_header(caption, header, ranked.iter().enumerate().map(row).collect()))
}

/// The goal by which plans are ranked, or all targets of the base, with its heading; `None` if there are no targets.
fn goal(study: &Study) -> Option<(Goal, String)> {
    let scenario = study.base.summary.plan().scenario();
    let goal = match study.rank_by {
        RankBy::Likelihood(goal) => goal,
        RankBy::Saving | RankBy::Cash if scenario.targets.is_empty() => return None,
        RankBy::Saving | RankBy::Cash => Goal::AllTargets,
    };
    let head = match goal {
        Goal::Target(index) => words::capital(&target_in_full(scenario, scenario.targets.get(index)?)),
        Goal::AllTargets => match &scenario.targets[..] {
            [] => return None,
            [target] => words::capital(&target_in_full(scenario, target)),
            _ => "All targets".to_owned(),
        },
    };
    Some((goal, head))
}

/// Whether there are targets besides the one in the [`ranking_table`].
pub(super) fn has_matrix(study: &Study) -> bool {
    target_columns(study).len() > 1
}

/// Savings at equal capacity, where it has a price, and in cash.
fn savings_lines(study: &Study) -> Vec<SavingsLine> {
    let is_priced = study.is_priced(SavingsLine::LikeForLike);
    is_priced.then_some(SavingsLine::LikeForLike).into_iter().chain([SavingsLine::Net]).collect()
}

/// A saving over the run by plan; empty for the base.
fn saving_column(ranked: &[RankedPlan<'_>], line: SavingsLine) -> Vec<String> {
    let saving = |one: &RankedPlan<'_>| Some(one.plan?.savings.whole(line)?.statistic);
    let savings: Vec<Option<Statistic>> = ranked.iter().map(saving).collect();
    let cells = words::signed_alike(&savings, Unit::Pounds).into_iter();
    cells.zip(ranked).map(|(cell, one)| one.plan.map_or_else(String::new, |_| cell.to_string())).collect()
}

/// The change of a service-wide measure at the end of the run by plan; of the base, its mean level.
fn change_column(study: &Study, ranked: &[RankedPlan<'_>], id: &str) -> Vec<String> {
    let base = &study.base.summary;
    let Some(place) = base.service_series(id) else { return vec!["-".to_owned(); ranked.len()] };
    let unit = base.plan().series[place].series.measure.unit;
    let level = words::finely(base.end(place).map_or(f64::NAN, |end| end.mean), unit);
    let change = |one: &RankedPlan<'_>| Some(one.plan?.service_at_end(id)?.1.statistic);
    let changes: Vec<Option<Statistic>> = ranked.iter().map(change).collect();
    let cells = words::signed_alike(&changes, unit).into_iter();
    cells.zip(ranked).map(|(cell, one)| one.plan.map_or_else(|| level.clone(), |_| cell.to_string())).collect()
}

/// A plan, or the base, in a table.
fn shown_name(study: &Study, one: &RankedPlan<'_>) -> String {
    let flagged = if one.flags.is_empty() { "" } else { " (flagged)" };
    format!("{}{flagged}", words::capital(&plan_words(study, one.name)))
}

/// The savings of every plan, by line and year and over the run.
pub(super) fn savings(study: &Study) -> Section<'_> {
    let first = Block::Paragraph(
        "Positive figures are money saved, except for the costs of the plan, which are money spent: recruitment, support of trainees, \
         retention payments and changes, less grants. Net saving is pay and agency spend saved, less these."
            .into(),
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
    let caption = format!("Savings from {} against the base, in money of the day", plan_name(study, one));
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
    let stressed = study.stress.is_some().then(|| likelihoods::blocks(study, true)).flatten();
    let blocks: Vec<Block<'_>> = stressed.into_iter().flatten().chain(differences).collect();
    (!blocks.is_empty()).then_some(Section { id: "targets", title: "Targets", blocks })
}

fn target_rows<'c>(study: &Study, one: &'c Alternative) -> Vec<Vec<Cell<'c>>> {
    let scenario = study.base.summary.plan().scenario();
    let row = |(index, &(here, there)): (usize, &(usize, usize))| {
        let change = one.target(index)?.statistic.mean;
        let likely = [study.base.summary.target(here), one.summary.target(there)]
            .map(|met| met.map_or(Cell::Missing, |met| Cell::probability(met.mean)));
        let difference = Cell::Number(change, Unit::Probability, NumberRole::Change);
        let what =
            [words::capital(plan_name(study, one)).into(), target_in_full(scenario, &scenario.targets[here]).into()];
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
    let note = "Cashable: what could be taken out of the budget. Of a saving that only makes an overspend smaller, nothing is; further spending \
                counts in full.";
    let blocks = vec![Block::Table(table), Block::Note(note.into())];
    has_budgets(study).then_some(Section { id: "budgets", title: "Budgets", blocks })
}
