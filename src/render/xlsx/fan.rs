//! What of a run is drawn: headline fans, and cost by financial year with its range.

use super::drawn::{Drawn, How, Plot};
use crate::content::cell::Cell;
use crate::content::names;
use crate::content::sentences::drawn_targets;
use crate::measures::Measure;
use crate::scenario::{Scenario, Series};
use crate::summary::{Statistic, Summary};
use crate::units::Month;

/// The charts of a run.
pub(super) fn of_run(summary: &Summary) -> Drawn {
    let scenario = summary.plan().scenario();
    let mut drawn = Drawn::default();
    let holding = (0..scenario.teams.len()).filter(|&team| scenario.teams[team].caseload.is_some());
    let service = ["agency_rate", "permanent_fte", "agency_fte"].into_iter().map(|id| (id, None));
    for (id, team) in service.chain(holding.map(|team| ("caseload", Some(team)))).chain([("unallocated", None)]) {
        if let Some(plot) = Measure::find(id).and_then(|measure| fan(summary, Series { measure, team, of: None })) {
            drawn.push(plot);
        }
    }
    if let Some(plot) = cost(summary) {
        drawn.push(plot);
    }
    drawn
}

/// A series from the opening on: the 10th percentile, the bands above it, the median and its targets.
fn fan(summary: &Summary, series: Series) -> Option<Plot> {
    let (index, plan) = (summary.find(series)?, summary.plan());
    let months = plan.calendar().months;
    let all: Vec<&Statistic> = summary.months(index).map(|(_, statistic)| statistic).collect();
    let column = |name: &str, of: &dyn Fn(&Statistic) -> f64| {
        (name.to_owned(), all.iter().map(|statistic| of(statistic)).collect())
    };
    let mut columns = vec![
        column("P10", &|of| of.p(10)),
        column("P10 to P25", &|of| of.p(25) - of.p(10)),
        column("P25 to P75", &|of| of.p(75) - of.p(25)),
        column("P75 to P90", &|of| of.p(90) - of.p(75)),
        column("Median", &|of| of.p(50)),
    ];
    columns.extend(targets(plan.scenario(), series, months));
    Some(Plot {
        title: names::label(plan.scenario(), series),
        unit: series.measure.unit,
        how: How::Fan,
        along: (-1..months as i32).map(|month| Cell::Month(plan.calendar().month(month))).collect(),
        columns,
    })
}

/// Targets as columns, each in its own months alone: those that do not touch share one.
fn targets(scenario: &Scenario, series: Series, months: usize) -> Vec<(String, Vec<f64>)> {
    const MOST: usize = 12;
    let mut columns: Vec<(Vec<String>, Vec<f64>)> = Vec::new();
    for target in drawn_targets(scenario, series) {
        // The opening comes before the first month.
        let place = |month: Month| usize::try_from(month.since(scenario.start) + 1).unwrap_or(0).min(months);
        let (first, last) = (place(target.months.0), place(target.months.1));
        let is_free =
            |figures: &[f64]| figures[first - first.min(1)..=(last + 1).min(months)].iter().all(|x| x.is_nan());
        let at = match columns.iter().position(|(_, figures)| is_free(figures)) {
            Some(at) => at,
            None if columns.len() == MOST => continue,
            None => {
                columns.push((Vec::new(), vec![f64::NAN; months + 1]));
                columns.len() - 1
            }
        };
        columns[at].0.push(target.words);
        columns[at].1[first..=last].fill(target.limit);
    }
    columns.into_iter().map(|(words, figures)| (column_name(&words), figures)).collect()
}

/// What a column of targets is called; a chart's key has no room for many.
fn column_name(words: &[String]) -> String {
    const MOST: usize = 3;
    let more = words.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("Target: {}{more}", words[..words.len().min(MOST)].join(", "))
}

fn cost(summary: &Summary) -> Option<Plot> {
    let (index, calendar) = (summary.find_service("cost")?, summary.plan().calendar());
    let years: Vec<&Statistic> = summary.years(index).collect();
    let column =
        |name: &str, of: &dyn Fn(&Statistic) -> f64| (name.to_owned(), years.iter().map(|one| of(one)).collect());
    let along = calendar.years.iter().enumerate().map(|(year, name)| {
        let covered = calendar.months_covered(year);
        Cell::from(if covered < 12 { format!("{name} ({covered} months)") } else { name.to_string() })
    });
    Some(Plot {
        title: "Cost by financial year: mean, and the range of 80% of futures".to_owned(),
        unit: crate::units::Unit::Pounds,
        how: How::Bars,
        along: along.collect(),
        columns: vec![
            column("Mean cost", &|one| one.mean),
            column("Mean less P10", &|one| one.mean - one.range80().0),
            column("P90 less mean", &|one| one.range80().1 - one.mean),
        ],
    })
}
