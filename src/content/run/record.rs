//! The JSON record of a run.

use serde::Serialize;

use super::budget;
use super::key_findings::KeyFindings;
use crate::content::cell::rounded;
use crate::content::headlines::headlines;
use crate::content::precision::{self, PrecisionRecord};
use crate::content::rows::JsonObject;
use crate::content::sentences::{reported_statistic, target_words, watch_notes};
use crate::content::series_names;
use crate::content::template_use::TemplateUse;
use crate::measures::YearOf;
use crate::summary::{PERCENTILES, Statistic, Summary};
use crate::units::Unit;

/// The JSON record of a run: headlines, targets, budgets, reported figures and watch points.
#[derive(Serialize)]
pub(crate) struct RunRecord<'a> {
    name: &'a str,
    notes: &'a [String],
    start: String,
    months: usize,
    replications: u64,
    seed: u64,
    headlines: Vec<HeadlineDocument>,
    targets: Vec<TargetDocument<'a>>,
    budgets: Vec<BudgetDocument<'a>>,
    /// Totals by financial year, as in budget.csv.
    spending: Vec<JsonObject<'a>>,
    reported: Vec<ReportedDocument<'a>>,
    look_out: Vec<String>,
    key_findings: KeyFindings,
    inputs: InputsDocument,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<PrecisionRecord>,
}

#[derive(Serialize)]
struct InputsDocument {
    /// Number of quantities that the scenario sets.
    given: usize,
    /// Number of these that are assumptions: without a source, or graded as guesses or judgements.
    assumptions: usize,
    /// Number of these without a source.
    without_source: usize,
    /// What is left of the template that the scenario was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<TemplateDocument>,
}

#[derive(Serialize)]
struct TemplateDocument {
    name: &'static str,
    /// Numbers that the scenario gives: inputs, and plain numbers such as heads.
    numbers: usize,
    /// Number of these with the value of the template.
    unchanged: usize,
    /// Addresses of those with another value under the template's source.
    new_under_its_source: Vec<String>,
}

impl From<TemplateUse> for TemplateDocument {
    fn from(used: TemplateUse) -> Self {
        Self { name: used.template, numbers: used.given, unchanged: used.unchanged, new_under_its_source: used.renewed }
    }
}

#[derive(Serialize)]
struct HeadlineDocument {
    label: String,
    measure: &'static str,
    team: String,
    unit: &'static str,
    figures: Vec<FigureRecord>,
}

#[derive(Serialize)]
struct FigureRecord {
    /// Month (for its end) or financial year (for its sum).
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    months_covered: Option<usize>,
    n_defined: u64,
    mean: Option<f64>,
    mc_error: Option<f64>,
    percentiles: Option<[f64; PERCENTILES.len()]>,
}

#[derive(Serialize)]
struct TargetDocument<'a> {
    id: &'a str,
    target: String,
    n_defined: u64,
    probability: Option<f64>,
    mc_error: Option<f64>,
}

#[derive(Serialize)]
struct BudgetDocument<'a> {
    id: &'a str,
    year: String,
    months_covered: usize,
    amount: f64,
    p_overspend: Option<f64>,
    mc_error: Option<f64>,
    /// What the budget must be to be enough in 80% of futures, pounds.
    safe_80: Option<f64>,
    /// Cost less budget.
    variance: FigureRecord,
}

#[derive(Serialize)]
struct ReportedDocument<'a> {
    id: &'a str,
    label: String,
    value: f64,
    no_change: Option<f64>,
    inside_80: bool,
    projected: FigureRecord,
}

fn budgets(summary: &Summary) -> impl Iterator<Item = BudgetDocument<'_>> {
    let calendar = summary.plan().calendar();
    summary.plan().scenario().budgets.iter().enumerate().filter_map(move |(index, budget)| {
        let year = budget.year?;
        let covered = calendar.covered_of(year);
        let (over, variance) = (summary.overspend(index)?, summary.budget(index)?);
        Some(BudgetDocument {
            id: &budget.id,
            year: year.to_string(),
            months_covered: covered,
            amount: budget.amount,
            p_overspend: rounded(over.mean, Unit::Probability),
            mc_error: error(over, Unit::Probability),
            safe_80: summary.safe_budget(index).and_then(|pounds| rounded(pounds, Unit::Pounds)),
            variance: figure(year.to_string(), Some(covered), variance, Unit::Pounds),
        })
    })
}

fn reported(summary: &Summary) -> impl Iterator<Item = ReportedDocument<'_>> {
    let scenario = summary.plan().scenario();
    scenario.reported.iter().filter_map(move |one| {
        let series = one.series?;
        let (statistic, month) = reported_statistic(summary, one)?;
        Some(ReportedDocument {
            id: &one.id,
            label: series_names::label(scenario, series),
            value: one.value,
            no_change: one.no_change,
            inside_80: statistic.holds_80(one.value),
            projected: figure(month.iso(), None, statistic, series.measure.unit),
        })
    })
}

/// The standard error of a statistic's mean, rounded; `None` if it cannot be estimated.
fn error(statistic: &Statistic, unit: Unit) -> Option<f64> {
    statistic.known_error().and_then(|error| rounded(error, unit))
}

fn figure(at: String, months_covered: Option<usize>, statistic: &Statistic, unit: Unit) -> FigureRecord {
    FigureRecord {
        at,
        months_covered,
        n_defined: statistic.n_defined,
        mean: rounded(statistic.mean, unit),
        mc_error: error(statistic, unit),
        percentiles: statistic
            .is_defined()
            .then(|| statistic.percentiles.map(|value| rounded(value, unit).unwrap_or(value))),
    }
}

/// The JSON record of a run with these key findings.
pub(super) fn run_record(summary: &Summary, found: KeyFindings) -> RunRecord<'_> {
    let plan = summary.plan();
    let (scenario, calendar) = (plan.scenario(), plan.calendar());
    let (columns, list) = headlines(summary);
    let headline = |one: crate::content::headlines::Headline<'_>| {
        let measure = one.series.measure;
        let yearly = measure.year == YearOf::Sum;
        let opening = one.opening.map(|opening| figure(calendar.month(-1).iso(), None, opening, measure.unit));
        let later = one.columns.iter().zip(&columns).map(|(statistic, column)| {
            let year = calendar.year_of(column.month);
            let covered = yearly.then(|| calendar.months_covered(year));
            let at = if yearly { calendar.years[year].to_string() } else { column.name.iso() };
            figure(at, covered, statistic, measure.unit)
        });
        HeadlineDocument {
            label: one.label,
            measure: measure.id,
            team: series_names::team_id(scenario, one.series).to_owned(),
            unit: measure.unit.id(),
            figures: opening.into_iter().chain(later).collect(),
        }
    };
    let targets = scenario.targets.iter().enumerate().filter_map(|(index, target)| {
        let met = summary.target(index)?;
        Some(TargetDocument {
            id: &target.id,
            target: target_words(scenario, target),
            n_defined: met.n_defined,
            probability: rounded(met.mean, Unit::Probability),
            mc_error: error(met, Unit::Probability),
        })
    });
    let given = scenario.inputs.counts();
    RunRecord {
        name: &scenario.name,
        notes: &scenario.notes,
        start: scenario.start.iso(),
        months: calendar.months,
        replications: summary.replications(),
        seed: scenario.seed,
        headlines: list.into_iter().map(headline).collect(),
        targets: targets.collect(),
        budgets: budgets(summary).collect(),
        spending: budget::totals(summary).objects(),
        reported: reported(summary).collect(),
        look_out: watch_notes(summary),
        key_findings: found,
        precision: precision::record(summary),
        inputs: InputsDocument {
            given: given.all,
            assumptions: given.assumed,
            without_source: given.unsourced,
            template: TemplateUse::of(scenario).map(Into::into),
        },
    }
}
