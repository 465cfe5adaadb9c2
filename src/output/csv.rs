//! The data files.

use csv::Writer;

use super::{OutputError, names};
use crate::scenario::When;
use crate::summary::{Statistic, Summary};
use crate::units::Unit;

pub(super) const STATISTICS: [&str; 10] =
    ["n_defined", "mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "mc_error"];

/// A number to the decimals of its unit, without needless zeros; empty where it is missing.
pub(crate) fn number(value: f64, unit: Unit) -> String {
    if value.is_nan() {
        return String::new();
    }
    let text = format!("{value:.*}", unit.decimals());
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".into() } else { text.to_owned() }
}

/// The fields of a statistic, in the order of the columns.
pub(crate) fn statistic(statistic: &Statistic, unit: Unit) -> Vec<String> {
    let mut fields = vec![statistic.n_defined.to_string(), number(statistic.mean, unit)];
    fields.extend(statistic.percentiles.iter().map(|&percentile| number(percentile, unit)));
    let error = if statistic.is_defined() { number(statistic.mc_error, unit) } else { String::new() };
    fields.push(error);
    fields
}

fn encoding(error: impl std::fmt::Display) -> OutputError {
    OutputError::Encoding(error.to_string())
}

/// Writes rows of fields under a header.
pub(super) fn write(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String, OutputError> {
    self::rows(std::iter::once(header.iter().map(|&name| name.to_owned()).collect()).chain(rows))
}

/// Rows of fields alone.
pub(crate) fn rows(rows: impl Iterator<Item = Vec<String>>) -> Result<String, OutputError> {
    let mut writer = Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row).map_err(encoding)?;
    }
    let bytes = writer.into_inner().map_err(encoding)?;
    String::from_utf8(bytes).map_err(encoding)
}

/// Every series at the opening and in every month.
pub(crate) fn monthly(summary: &Summary<'_>) -> Result<String, OutputError> {
    let plan = summary.plan();
    let header: Vec<&str> = ["month", "team", "measure", "of", "unit"].into_iter().chain(STATISTICS).collect();
    let rows = plan.series().iter().enumerate().flat_map(|(index, one)| {
        (-1..plan.calendar().months as i32).map(move |month| {
            let series = one.series;
            let (scenario, unit) = (plan.scenario(), series.measure.unit);
            let figures =
                if month < 0 { summary.opening(index) } else { summary.month(month.unsigned_abs() as usize, index) };
            let mut row = vec![
                plan.calendar().month(month).iso(),
                names::team_id(scenario, series).to_owned(),
                series.measure.id.to_owned(),
                names::of_id(scenario, series).to_owned(),
                unit.id().to_owned(),
            ];
            row.extend(statistic(figures, unit));
            row
        })
    });
    write(&header, rows)
}

/// Every series over every financial year.
pub(crate) fn years(summary: &Summary<'_>) -> Result<String, OutputError> {
    let plan = summary.plan();
    let header: Vec<&str> =
        ["year", "months_covered", "team", "measure", "of", "unit"].into_iter().chain(STATISTICS).collect();
    let rows = plan.series().iter().enumerate().flat_map(|(index, one)| {
        plan.calendar().years.iter().enumerate().map(move |(year, name)| {
            let series = one.series;
            let (scenario, unit) = (plan.scenario(), series.measure.unit);
            let mut row = vec![
                name.to_string(),
                plan.calendar().months_covered(year).to_string(),
                names::team_id(scenario, series).to_owned(),
                series.measure.id.to_owned(),
                names::of_id(scenario, series).to_owned(),
                unit.id().to_owned(),
            ];
            row.extend(statistic(summary.year(year, index), unit));
            row
        })
    });
    write(&header, rows)
}

/// Targets and how likely each is to be met.
pub(crate) fn targets(summary: &Summary<'_>) -> Result<String, OutputError> {
    let scenario = summary.plan().scenario();
    let header = [
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
    let rows = scenario.targets.iter().enumerate().filter_map(|(index, target)| {
        let series = target.series?;
        let met = summary.target(index);
        let (when, at) = match target.when {
            When::By(month) => ("by", month.iso()),
            When::From(month) => ("from", month.iso()),
            When::Year(year) => ("year", year.to_string()),
        };
        let unit = series.measure.unit;
        Some(vec![
            target.id.clone(),
            names::team_id(scenario, series).to_owned(),
            series.measure.id.to_owned(),
            names::of_id(scenario, series).to_owned(),
            unit.id().to_owned(),
            when.to_owned(),
            at,
            if target.at_most { "at_most" } else { "at_least" }.to_owned(),
            number(target.limit, unit),
            met.n_defined.to_string(),
            number(met.mean, Unit::Probability),
            number(met.mc_error, Unit::Probability),
        ])
    });
    write(&header, rows)
}

/// Budgets: the variance, and how likely an overspend is.
pub(crate) fn budgets(summary: &Summary<'_>) -> Result<String, OutputError> {
    let scenario = summary.plan().scenario();
    let header: Vec<&str> = ["budget", "year", "months_covered", "team", "line", "amount", "p_overspend", "p_mc_error"]
        .into_iter()
        .chain(STATISTICS)
        .collect();
    let rows = scenario.budgets.iter().enumerate().filter_map(|(index, budget)| {
        let year = budget.year?;
        let calendar = summary.plan().calendar();
        let covered = calendar.covered_of(year);
        let mut row = vec![
            budget.id.clone(),
            year.to_string(),
            covered.to_string(),
            budget.team.map_or("service", |team| scenario.teams[team].id.as_str()).to_owned(),
            budget.line.map_or("", |line| line.id()).to_owned(),
            number(budget.amount, Unit::Pounds),
            number(summary.overspend(index).mean, Unit::Probability),
            number(summary.overspend(index).mc_error, Unit::Probability),
        ];
        row.extend(statistic(summary.budget(index), Unit::Pounds));
        Some(row)
    });
    write(&header, rows)
}

/// What was reported, beside what the run says.
pub(crate) fn reported(summary: &Summary<'_>) -> Result<String, OutputError> {
    let scenario = summary.plan().scenario();
    let header: Vec<&str> = ["reported", "month", "team", "measure", "of", "unit", "value", "no_change", "inside_80"]
        .into_iter()
        .chain(STATISTICS)
        .collect();
    let rows = scenario.reported.iter().filter_map(|one| {
        let series = one.series?;
        let (figures, month) = super::sentences::reported_statistic(summary, one)?;
        let unit = series.measure.unit;
        let mut row = vec![
            one.id.clone(),
            month.iso(),
            names::team_id(scenario, series).to_owned(),
            series.measure.id.to_owned(),
            names::of_id(scenario, series).to_owned(),
            unit.id().to_owned(),
            number(one.value, unit),
            one.no_change.map_or(String::new(), |value| number(value, unit)),
            figures.holds_80(one.value).to_string(),
        ];
        row.extend(statistic(figures, unit));
        Some(row)
    });
    write(&header, rows)
}
