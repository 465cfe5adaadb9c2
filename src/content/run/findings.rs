//! The findings of a run, in sentences.

use crate::content::findings::{Backlog, Movement, RANGES, Spending, TurningPoint, YearSpending};
use crate::content::page::Block;
use crate::content::words;
use crate::measures::Measure;
use crate::scenario::Series;
use crate::summary::{Statistic, Summary};
use crate::units::{Month, Unit};

/// How the service goes on, in sentences, for where its charts are not shown.
pub(crate) fn findings(summary: &Summary) -> Vec<Block<'static>> {
    let mut found: Vec<String> = Vec::new();
    found.extend(agency_rate(summary));
    found.extend(permanent(summary));
    found.extend(busiest(summary));
    found.extend(waiting(summary));
    found.extend(turned_away(summary));
    found.extend(spending(summary));
    let note = (summary.replications() > 1).then(|| Block::Note(RANGES.into()));
    std::iter::once(Block::Findings(found)).chain(note).collect()
}

/// How a series changes by the end of the run.
fn movement(summary: &Summary, series: Series, subject: &str) -> Option<String> {
    let index = summary.find(series)?;
    let when = format!("by {}", words::month(summary.plan().scenario().end()));
    let end = summary.end(index)?;
    let opening = Some(summary.opening(index)?.median());
    let moves = Movement { subject, unit: series.measure.unit, opening, end, when: &when }.sentence();
    Some([Some(moves), turn(summary, index)].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// The turning point of a series' median.
fn turn(summary: &Summary, index: usize) -> Option<String> {
    let median = |(month, statistic): (Month, &Statistic)| (words::month(month), statistic.median());
    let medians: Vec<(String, f64)> = summary.months(index).skip(1).map(median).collect();
    let unit = summary.plan().series[index].series.measure.unit;
    let opening = summary.opening(index)?.median();
    (summary.replications() > 1).then(|| TurningPoint { unit, opening, medians: &medians }.sentence()).flatten()
}

fn of_service(summary: &Summary, id: &str, subject: &str) -> Option<String> {
    movement(summary, Series { measure: Measure::find(id)?, team: None, of: None }, subject)
}

pub(super) fn agency_rate(summary: &Summary) -> Option<String> {
    of_service(summary, "agency_rate", "The agency rate")
}

pub(super) fn permanent(summary: &Summary) -> Option<String> {
    of_service(summary, "permanent_fte", "The number of permanent staff (full-time equivalents)")
}

/// The caseload of the team with the highest one at the end of the run.
pub(super) fn busiest(summary: &Summary) -> Option<String> {
    let measure = Measure::find("caseload")?;
    let scenario = summary.plan().scenario();
    let teams = scenario.teams.ids().filter_map(|team| {
        let series = Series { measure, team: Some(team), of: None };
        let at_end = summary.end(summary.find(series)?)?.median();
        (!at_end.is_nan()).then_some((team, at_end))
    });
    let (team, _) = teams.max_by(|(_, one), (_, two)| one.total_cmp(two))?;
    let holding = scenario.teams.iter().filter(|team| team.caseload.is_some()).count();
    let highest = if holding > 1 { ", the highest," } else { "" };
    let subject = format!("The caseload of {}{highest}", scenario.teams[team].name);
    movement(summary, Series { measure, team: Some(team), of: None }, &subject)
}

/// The number of cases without a worker at the end of the run.
pub(super) fn waiting(summary: &Summary) -> Option<String> {
    let cases = summary.end(summary.service_series("unallocated")?)?;
    let when = format!("in {}", words::month(summary.plan().scenario().end()));
    Some(Backlog { cases, when: &when }.sentence())
}

/// The number of children turned away in the last full year, if any are.
pub(super) fn turned_away(summary: &Summary) -> Option<String> {
    let series = summary.service_series("turned_away")?;
    let calendar = summary.plan().calendar();
    let whole = (0..calendar.years.len()).rfind(|&year| calendar.months_covered(year) == 12);
    let year = whole.unwrap_or(calendar.years.len() - 1);
    let children = summary.year(year, series).filter(|children| children.mean > 0.0)?;
    let (name, mean) = (calendar.years.get(year)?.to_string(), words::value(children.mean, Unit::Cases));
    let (low, high) = children.range80();
    let range = [low, high].map(|children| words::value(children, Unit::Cases));
    let range =
        if children.n_defined > 1 { format!(" (80% of futures: {} to {})", range[0], range[1]) } else { String::new() };
    Some(format!(
        "In {name}, {mean} children are turned away on average{range}: referred and not taken, or closed early."
    ))
}

/// The cost of the service and of agency staff in the first and the last full year.
pub(super) fn spending(summary: &Summary) -> Vec<String> {
    let line = |of| Some(Series { measure: Measure::find("cost")?, team: None, of });
    let agency = line(Some(crate::scenario::Breakdown::Line(crate::measures::CostLine::Agency)));
    let all = [("The service costs", line(None)), ("Agency staff cost", agency)];
    all.into_iter().filter_map(|(subject, series)| spent(summary, subject, summary.find(series?)?)).collect()
}

fn spent(summary: &Summary, subject: &str, index: usize) -> Option<String> {
    let calendar = summary.plan().calendar();
    let whole: Vec<usize> = (0..calendar.years.len()).filter(|&year| calendar.months_covered(year) == 12).collect();
    let (first, last) = whole.first().zip(whole.last()).map_or((0, calendar.years.len() - 1), |(&a, &b)| (a, b));
    let names = [first, last].map(|year| calendar.years[year].to_string());
    let year = |at: usize, name| {
        Some(YearSpending { name, months: calendar.months_covered(at), spent: summary.year(at, index)? })
    };
    let later = if last == first { None } else { year(last, &names[1]) };
    Some(Spending { subject, years: (year(first, &names[0])?, later) }.sentence())
}
