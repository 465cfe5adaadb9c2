//! The report of a run.

use maud::{Markup, html};

use super::figure::Figure;
use super::page::{Section, page};
use super::table::Table;
use super::{assumptions, closing, figures};
use crate::content::cell::Sense;
use crate::content::chart::{FanChart, FanPanel};
use crate::content::findings::{Chance, Movement, Overspend, RANGES, Spending, Turn, Waiting, Year};
use crate::content::sentences::{budget_words, target_in_full};
use crate::content::{charts, facts, tables, words};
use crate::measures::Measure;
use crate::render::RenderError;
use crate::scenario::Series;
use crate::summary::{Statistic, Summary};
use crate::units::{Month, Unit};

/// The page of a run.
pub(crate) fn of_run(summary: &Summary) -> Result<String, RenderError> {
    let scenario = summary.plan().scenario();
    let futures = words::counted(summary.replications(), "simulated future", "simulated futures");
    let under = format!("{} to {}, {futures}", words::month(scenario.start), words::month(scenario.end()));
    let mut sections = vec![Section::new("findings", "In short", findings(summary))];
    sections.extend(closing::look_out(&facts::look_out(summary)));
    sections.push(Section::new("charts", "What may happen", pictures(summary)?));
    sections.extend(targets(summary));
    sections.extend(beside_reported(summary));
    sections.push(closing::reading(&facts::reading(summary)));
    sections.push(assumptions::section(scenario));
    sections.push(closing::method());
    sections.push(closing::stamp(closing::facts(summary)));
    Ok(page(&scenario.name, &under, &sections))
}

/// What a run found, in sentences.
pub(crate) fn findings(summary: &Summary) -> Markup {
    let scenario = summary.plan().scenario();
    let mut found: Vec<String> = Vec::new();
    found.extend(agency_rate(summary));
    let chance =
        |(n, target)| Some(Chance { target: &target_in_full(scenario, target), met: summary.target(n)? }.sentence());
    found.extend(scenario.targets.iter().enumerate().filter_map(chance));
    found.extend(permanent(summary));
    found.extend(busiest(summary));
    found.extend(waiting(summary));
    found.extend(spending(summary));
    let budget = |n: usize| {
        Some(
            Overspend {
                budget: &budget_words(summary, n)?,
                overspent: summary.overspend(n)?,
                variance: summary.budget(n)?,
            }
            .sentence(),
        )
    };
    found.extend((0..scenario.budgets.len()).filter_map(budget));
    html! {
        ul class="findings" { @for sentence in &found { li { (sentence) } } }
        @if summary.replications() > 1 { p class="note" { (RANGES) } }
    }
}

/// What becomes of a series by the end of the run.
fn movement(summary: &Summary, series: Series, subject: &str) -> Option<String> {
    let index = summary.find(series)?;
    let when = format!("by {}", words::month(summary.plan().scenario().end()));
    let end = summary.end(index)?;
    let opening = Some(summary.opening(index)?.median());
    let moves = Movement { subject, unit: series.measure.unit, opening, end, when: &when }.sentence();
    Some([Some(moves), turn(summary, index)].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Where the median of a series turns.
fn turn(summary: &Summary, index: usize) -> Option<String> {
    let median = |(month, statistic): (Month, &Statistic)| (words::month(month), statistic.median());
    let medians: Vec<(String, f64)> = summary.months(index).skip(1).map(median).collect();
    let unit = summary.plan().series()[index].series.measure.unit;
    let opening = summary.opening(index)?.median();
    (summary.replications() > 1).then(|| Turn { unit, opening, medians: &medians }.sentence()).flatten()
}

fn of_service(summary: &Summary, id: &str, subject: &str) -> Option<String> {
    movement(summary, Series { measure: Measure::find(id)?, team: None, of: None }, subject)
}

fn agency_rate(summary: &Summary) -> Option<String> {
    of_service(summary, "agency_rate", "The agency rate")
}

fn permanent(summary: &Summary) -> Option<String> {
    of_service(summary, "permanent_fte", "The number of permanent staff (full-time equivalents)")
}

/// The caseload of the team that has the highest at the end.
fn busiest(summary: &Summary) -> Option<String> {
    let measure = Measure::find("caseload")?;
    let scenario = summary.plan().scenario();
    let teams = (0..scenario.teams.len()).filter_map(|team| {
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

/// How many cases have no worker at the end.
fn waiting(summary: &Summary) -> Option<String> {
    let cases = summary.end(summary.find_service("unallocated")?)?;
    let when = format!("in {}", words::month(summary.plan().scenario().end()));
    Some(Waiting { cases, when: &when }.sentence())
}

/// What the service and its agency staff cost in the first and the last full year.
fn spending(summary: &Summary) -> Vec<String> {
    let line = |of| Some(Series { measure: Measure::find("cost")?, team: None, of });
    let agency = line(Some(crate::scenario::Of::Line(crate::measures::CostLine::Agency)));
    let all = [("The service costs", line(None)), ("Agency staff cost", agency)];
    all.into_iter().filter_map(|(subject, series)| spent(summary, subject, summary.find(series?)?)).collect()
}

fn spent(summary: &Summary, subject: &str, index: usize) -> Option<String> {
    let calendar = summary.plan().calendar();
    let whole: Vec<usize> = (0..calendar.years.len()).filter(|&year| calendar.months_covered(year) == 12).collect();
    let (first, last) = whole.first().zip(whole.last()).map_or((0, calendar.years.len() - 1), |(&a, &b)| (a, b));
    let names = [first, last].map(|year| calendar.years[year].to_string());
    let year =
        |at: usize, name| Some(Year { name, months: calendar.months_covered(at), spent: summary.year(at, index)? });
    let later = if last == first { None } else { year(last, &names[1]) };
    Some(Spending { subject, years: (year(first, &names[0])?, later) }.sentence())
}

/// The charts, each with what is to be seen in it.
fn pictures(summary: &Summary) -> Result<Markup, RenderError> {
    let rate = charts::agency_rate(summary);
    let rates = rate.panels.iter().map(|panel| figures::of_fan(panel, "Agency rate".into(), Unit::Share, Sense::Level));
    let rates = rates.collect();
    let mut all =
        vec![Figure::new(("agency-rate", "Agency rate"), agency_rate(summary).unwrap_or_default(), &rate, rates)?];
    if let Some(chart) = charts::caseload(summary) {
        all.extend(caseloads(summary, &chart)?);
    }
    if let Some(chart) = charts::waiting(summary) {
        let table = |panel: &FanPanel| figures::of_fan(panel, panel.title.clone(), Unit::Cases, Sense::Level);
        let tables = chart.panels.iter().map(table).collect();
        all.push(Figure::new(
            ("unallocated", "Cases without a worker"),
            waiting(summary).unwrap_or_default(),
            &chart,
            tables,
        )?);
    }
    let stack = charts::workforce(summary);
    let tables = vec![figures::of_stack(&stack, "Full-time equivalents, means", Unit::Fte)];
    all.push(Figure::new(("workforce", "Who is in post"), permanent(summary).unwrap_or_default(), &stack, tables)?);
    let bars = charts::cost(summary);
    let tables = vec![figures::of_bars(&bars, "Cost by line, means", Unit::Pounds)];
    all.push(Figure::new(("cost", "Cost by financial year"), spending(summary).join(" "), &bars, tables)?);
    let name = &summary.plan().scenario().name;
    Ok(html! { @for figure in all { (figure.of(name)) } })
}

/// The caseloads of all teams, a figure for so many that a page has room for.
fn caseloads<'a>(summary: &Summary, chart: &FanChart) -> Result<Vec<Figure<'a>>, RenderError> {
    let table = |panel: &FanPanel| figures::of_fan(panel, panel.title.clone(), Unit::CasesPerFte, Sense::Level);
    let parts = figures::pages(chart).into_iter().enumerate().map(|(n, part)| {
        let finding =
            if n == 0 { busiest(summary).unwrap_or_default() } else { "More teams, on the same scale.".into() };
        let tables = part.panels.iter().map(table).collect();
        let id = if n == 0 { "caseload".to_owned() } else { format!("caseload-{}", n + 1) };
        Figure::new((&id, "Caseload by team"), finding, &part, tables)
    });
    parts.collect()
}

/// Targets as likelihoods.
fn targets(summary: &Summary) -> Option<Section> {
    let scenario = summary.plan().scenario();
    let body = html! {
        div class="wide" tabindex="0" role="region" aria-label="Targets" {
            table {
                caption { "How likely each target is to be met" }
                thead { tr { th scope="col" { "Target" }
                        th scope="col" { "Futures that meet it" } } }
                tbody {
                    @for (n, target) in scenario.targets.iter().enumerate() {
                        @let met = summary.target(n).map_or(f64::NAN, |met| met.mean);
                        tr {
                            th scope="row" { (target_in_full(scenario, target)) }
                            td { (words::percent(met)) span class="bar" aria-hidden="true" { i style=(width(met)) {} } }
                        }
                    }
                }
            }
        }
    };
    (!scenario.targets.is_empty()).then(|| Section::new("targets", "Targets", body))
}

fn width(share: f64) -> String {
    format!("width:{:.1}%", if share.is_nan() { 0.0 } else { 100.0 * share })
}

/// What was reported, beside what the run says.
fn beside_reported(summary: &Summary) -> Option<Section> {
    const HEADER: [&str; 7] = ["Measure", "Team", "Month", "Reported", "Median", "80% from", "80% to"];
    const COLUMNS: [&str; 7] = ["measure", "team", "month", "value", "p50", "p10", "p90"];
    let scenario = summary.plan().scenario();
    let rows = tables::reported(summary).columns(&COLUMNS).rows.collect();
    let table = Table::new("What was reported, and what the simulation has for the same month", &HEADER, rows);
    (!scenario.reported.is_empty()).then(|| Section::new("reported", "Beside what was reported", html! { (table) }))
}
