//! Wording shared by the reports on a run: targets, budgets, reported figures, watch points.

use super::{agency_watch, words};
use crate::measures::YearOf;
use crate::plan::Calendar;
use crate::scenario::Series;
use crate::scenario::{InputCounts, Reported, Scenario, Target, TargetPeriod};
use crate::summary::{Statistic, Summary};
use crate::units::{Month, Unit};

/// A target in words: `agency rate at most 25% at the end of Mar 2017`.
pub(crate) fn target_words(scenario: &Scenario, target: &Target) -> String {
    target_with(scenario, target, |month| month.to_string())
}

/// The same as [`target_words`] with the month written in full, for running text.
pub(crate) fn target_in_full(scenario: &Scenario, target: &Target) -> String {
    target_with(scenario, target, words::month)
}

fn target_with(scenario: &Scenario, target: &Target, written: impl Fn(Month) -> String) -> String {
    let Some(series) = target.series else { return target.id.clone() };
    let team = series.team.map(|team| format!(" of {}", scenario.teams[team].name)).unwrap_or_default();
    let limit = words::value(target.limit, series.measure.unit);
    let limit = limit.strip_suffix(".0").unwrap_or(&limit);
    let bound = if target.at_most { "at most" } else { "at least" };
    let when = match target.when {
        TargetPeriod::By(month) if series.measure.year == YearOf::Sum => format!("in the month of {}", written(month)),
        TargetPeriod::By(month) => format!("at the end of {}", written(month)),
        TargetPeriod::From(month) => format!("in every month from {}", written(month)),
        TargetPeriod::Year(year) => format!("over {year}"),
    };
    format!("{}{team} {bound} {limit} {when}", words::in_sentence(series.measure))
}

/// A budget in words: `all costs in 2016-17: £5,500,000`.
pub(crate) fn budget_words(summary: &Summary, budget: usize) -> Option<String> {
    Some(format!("{}: {}", budget_scope(summary, budget)?, budget_amount(summary, budget)?))
}

/// The amount of a budget, to the pound.
pub(crate) fn budget_amount(summary: &Summary, budget: usize) -> Option<String> {
    let amount = summary.plan().scenario().budgets.get(budget)?.amount;
    Some(format!("£{}", words::whole(amount.round() as u64)))
}

/// What a budget is for: `all costs in 2016-17`.
pub(crate) fn budget_scope(summary: &Summary, budget: usize) -> Option<String> {
    let scenario = summary.plan().scenario();
    let budget = scenario.budgets.get(budget)?;
    let year = budget.year?;
    let team = budget.team.map(|team| scenario.teams[team].name.as_str());
    let scope: Vec<&str> = team.into_iter().chain(budget.line.map(crate::measures::CostLine::label)).collect();
    let scope = if scope.is_empty() { "all costs".to_owned() } else { scope.join(", ") };
    let covered = summary.plan().calendar().covered_of(year);
    let months = words::counted(covered as u64, "month", "months");
    let part = if covered < 12 { format!(" ({months} simulated)") } else { String::new() };
    Some(format!("{scope} in {year}{part}"))
}

/// A financial year, with the number of months that the run covers if fewer than 12: `2015-16 (4 months)`.
pub(crate) fn year_words(calendar: &Calendar, year: usize) -> String {
    let part = match calendar.months_covered(year) {
        12 => String::new(),
        covered => format!(" ({})", words::counted(covered as u64, "month", "months")),
    };
    format!("{}{part}", calendar.years[year])
}

/// A target of a series, prepared for a chart.
pub(crate) struct TargetOnChart {
    /// First and last month of the run to which the target applies.
    pub months: (Month, Month),
    /// The limit.
    pub limit: f64,
    /// Whether the limit is a maximum.
    pub at_most: bool,
    /// Limit and period in words: `at most 25% by Mar 2018`.
    pub words: String,
}

/// The targets of a series that fall within the run, in date order.
pub(crate) fn drawn_targets(scenario: &Scenario, series: Series) -> Vec<TargetOnChart> {
    let drawn = |target: &Target| {
        let (first, last, when) = match target.when {
            TargetPeriod::By(month) => (month, month, format!("by {month}")),
            TargetPeriod::From(month) => (month, scenario.end(), format!("from {month}")),
            TargetPeriod::Year(year) => (year.first_month(), year.last_month(), format!("over {year}")),
        };
        let (first, last) = (first.max(scenario.start), last.min(scenario.end()));
        let bound = if target.at_most { "at most" } else { "at least" };
        let words = format!("{bound} {} {when}", words::value(target.limit, series.measure.unit));
        (first <= last).then_some(TargetOnChart {
            months: (first, last),
            limit: target.limit,
            at_most: target.at_most,
            words,
        })
    };
    let of_series = scenario.targets.iter().filter(|target| target.series == Some(series));
    let mut all: Vec<TargetOnChart> = of_series.filter_map(drawn).collect();
    all.sort_by_key(|target| target.months);
    all
}

/// A likelihood with its Monte Carlo uncertainty (two standard errors, in percentage points): `63% likely (±1)`.
pub(crate) fn likely(statistic: &Statistic) -> String {
    let likely = words::likelihood(statistic.mean);
    if words::is_rounded(statistic.mean) {
        return format!("{likely} (±{})", words::error_points(statistic.mc_error).max(1.0));
    }
    likely
}

/// The period, number of replications and seed of a run.
pub(crate) fn run_words(summary: &Summary) -> String {
    let scenario = summary.plan().scenario();
    let futures = words::counted(summary.replications(), "future", "futures");
    format!("{} to {} · {futures} · seed {}", scenario.start, scenario.end(), scenario.seed)
}

/// The simulated statistic for a reported figure, and its month.
pub(crate) fn reported_statistic<'s>(summary: &'s Summary, one: &Reported) -> Option<(&'s Statistic, Month)> {
    let month = one.month?;
    let index = summary.find(one.series?)?;
    let at = usize::try_from(month.since(summary.plan().calendar().start)).ok()?;
    Some((summary.month(at, index)?, month))
}

/// The number of inputs that the scenario sets, and how many of them are assumptions:
/// `116 inputs: 47 from sources, 69 assumptions`.
pub(crate) fn inputs_note(scenario: &Scenario) -> String {
    let InputCounts { all, assumed, unsourced } = scenario.inputs.counts();
    let whole = |number: usize| words::whole(number as u64);
    let inputs = words::counted(all as u64, "input", "inputs");
    let assumptions = words::counted(assumed as u64, "assumption", "assumptions");
    let without = if unsourced == 0 { String::new() } else { format!(" ({} without a source)", whole(unsourced)) };
    format!("{inputs}: {} from sources, {assumptions}{without}", whole(all - assumed))
}

/// Watch points: teams with cases waiting without a worker, and a low number of replications.
pub(crate) fn watch_notes(summary: &Summary) -> Vec<String> {
    let scenario = summary.plan().scenario();
    let mut notes = Vec::new();
    for (index, one) in summary.plan().series.iter().enumerate() {
        let (Some(team), "unallocated") = (one.series.team, one.series.measure.id) else { continue };
        let first = |percent: u8| {
            let mut months = summary.months(index).skip(1);
            months.find(|(_, cases)| cases.p(percent) > 0.0).map(|(month, _)| month)
        };
        let how_many = [(50, "half of all futures"), (75, "a quarter of all futures"), (90, "a tenth of all futures")];
        let found = how_many.iter().find_map(|&(percent, share)| Some((first(percent)?, share)));
        let (Some((month, share)), Some(end)) = (found, summary.end(index)) else { continue };
        let name = &scenario.teams[team].name;
        let [tenth, twentieth] = [90, 95].map(|percent| words::value(end.p(percent), Unit::Cases));
        let later = if words::is_zero(end.p(90), Unit::Cases) {
            String::new()
        } else {
            format!(
                " In {}, one future in ten has {tenth} or more and one in twenty has {twentieth} or more.",
                scenario.end()
            )
        };
        notes.push(format!("{name}: cases waiting without a worker in {share}, first in {month}.{later}"));
    }
    notes.extend(fewer_posts_notes(summary));
    notes.extend(agency_watch::notes(summary));
    if summary.replications() < 1_000 {
        let futures = words::counted(summary.replications(), "future", "futures");
        notes.push(format!("Only {futures}: ranges and likelihoods are rough. Use 10,000 for firm results."));
    }
    notes
}

/// For targets on vacancies, how often they are met with fewer posts than are funded, because posts follow staff.
fn fewer_posts_notes(summary: &Summary) -> Vec<String> {
    let scenario = summary.plan().scenario();
    let note = |(index, target): (usize, &Target)| {
        let (met, fewer) = (summary.target(index)?, summary.met_with_fewer_posts(index)?);
        (fewer.mean > 0.0).then(|| {
            format!(
                "{} is {}; in {} of futures it is met with fewer posts than are funded, because posts fell with staff.",
                words::capital(&target_words(scenario, target)),
                words::likelihood(met.mean),
                words::part(fewer.mean),
            )
        })
    };
    scenario.targets.iter().enumerate().filter_map(note).collect()
}
