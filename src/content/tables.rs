//! The tables of a run, written to its data files and workbook sheets.

use super::cell::{Cell, NumberRole, error_cell, statistic};
use super::rows::Rows;
use super::series_names;
use crate::scenario::TargetPeriod;
use crate::summary::Summary;
use crate::units::Unit;

/// Every series at the opening and in every month.
pub(crate) fn monthly(summary: &Summary) -> Rows<'_> {
    let plan = summary.plan();
    let rows = plan.series.iter().enumerate().flat_map(move |(index, one)| {
        summary.months(index).map(move |(month, figures)| {
            let mut row = vec![Cell::Month(month)];
            row.extend(series_names::cells(plan.scenario(), one.series));
            row.extend(statistic(figures, one.series.measure.unit, NumberRole::Level));
            row
        })
    });
    Rows::of_statistics(&["month", "team", "measure", "of", "unit"], &[], rows)
}

/// Every series over every financial year.
pub(crate) fn years(summary: &Summary) -> Rows<'_> {
    let plan = summary.plan();
    let rows = plan.series.iter().enumerate().flat_map(move |(index, one)| {
        plan.calendar().years.iter().zip(summary.years(index)).enumerate().map(move |(year, (name, figures))| {
            let mut row = vec![name.to_string().into(), plan.calendar().months_covered(year).into()];
            row.extend(series_names::cells(plan.scenario(), one.series));
            row.extend(statistic(figures, one.series.measure.unit, NumberRole::Level));
            row
        })
    });
    Rows::of_statistics(&["year", "months_covered", "team", "measure", "of", "unit"], &[], rows)
}

/// The month or financial year of a target.
pub(crate) fn when(when: TargetPeriod) -> Cell<'static> {
    match when {
        TargetPeriod::By(month) | TargetPeriod::From(month) => Cell::Month(month),
        TargetPeriod::Year(year) => year.to_string().into(),
    }
}

/// Whether a target applies to one month, to every month from a given one, or to a financial year.
pub(crate) fn kind(when: TargetPeriod) -> Cell<'static> {
    match when {
        TargetPeriod::By(_) => "by".into(),
        TargetPeriod::From(_) => "from".into(),
        TargetPeriod::Year(_) => "year".into(),
    }
}

/// Whether the limit of a target is a maximum or a minimum.
pub(crate) fn bound(at_most: bool) -> Cell<'static> {
    if at_most {
        Cell::Named { id: "at_most", name: "at most" }
    } else {
        Cell::Named { id: "at_least", name: "at least" }
    }
}

/// Targets with the probability of meeting each.
pub(crate) fn targets(summary: &Summary) -> Rows<'_> {
    const HEADER: [&str; 12] = [
        "target",
        "team",
        "measure",
        "of",
        "unit",
        "when",
        "month_or_year",
        "bound",
        "limit",
        "n_defined",
        "probability",
        "mc_error",
    ];
    let scenario = summary.plan().scenario();
    let rows = scenario.targets.iter().enumerate().filter_map(move |(index, target)| {
        let series = target.series?;
        let met = summary.target(index)?;
        let mut row = vec![target.id.as_str().into()];
        row.extend(series_names::cells(scenario, series));
        row.extend([
            kind(target.when),
            when(target.when),
            bound(target.at_most),
            Cell::level(target.limit, series.measure.unit),
            Cell::Whole(met.n_defined),
            Cell::probability(met.mean),
            error_cell(met, Unit::Probability),
        ]);
        Some(row)
    });
    Rows::new(&HEADER, rows)
}

/// The columns before the variance of a budget.
pub(crate) const BUDGET: [&str; 8] =
    ["budget", "year", "months_covered", "team", "line", "amount", "p_overspend", "p_mc_error"];

/// Budgets with their variance and the probability of an overspend.
pub(crate) fn budgets(summary: &Summary) -> Rows<'_> {
    let scenario = summary.plan().scenario();
    let rows = scenario.budgets.iter().enumerate().filter_map(move |(index, budget)| {
        let year = budget.year?;
        let (overspent, variance) = (summary.overspend(index)?, summary.budget(index)?);
        let line = budget.line.map_or(Cell::Missing, |line| Cell::Named { id: line.id(), name: line.label() });
        let mut row = vec![
            budget.id.as_str().into(),
            year.to_string().into(),
            summary.plan().calendar().covered_of(year).into(),
            series_names::team_cell(scenario, budget.team),
            line,
            Cell::level(budget.amount, Unit::Pounds),
            Cell::probability(overspent.mean),
            error_cell(overspent, Unit::Probability),
        ];
        row.extend(statistic(variance, Unit::Pounds, NumberRole::Change));
        Some(row)
    });
    Rows::of_statistics(&BUDGET, &[], rows)
}

/// Reported figures beside the simulated ones.
pub(crate) fn reported(summary: &Summary) -> Rows<'_> {
    let scenario = summary.plan().scenario();
    let rows = scenario.reported.iter().filter_map(move |one| {
        let series = one.series?;
        let (figures, month) = crate::content::sentences::reported_statistic(summary, one)?;
        let unit = series.measure.unit;
        let mut row = vec![one.id.as_str().into(), Cell::Month(month)];
        row.extend(series_names::cells(scenario, series));
        row.extend([
            Cell::level(one.value, unit),
            one.no_change.map_or(Cell::Missing, |value| Cell::level(value, unit)),
            Cell::Flag(figures.holds_80(one.value)),
        ]);
        row.extend(statistic(figures, unit, NumberRole::Level));
        Some(row)
    });
    let first = ["reported", "month", "team", "measure", "of", "unit", "value", "no_change", "inside_80"];
    Rows::of_statistics(&first, &[], rows)
}
