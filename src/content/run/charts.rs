//! The charts of a run, each with its finding and data tables: a new chart is an entry in [`exhibits`] and its data.

use super::findings;
use crate::content::cell::NumberRole;
use crate::content::chart::{
    AxisUnit, BarChart, BarYear, ChartData, FanChart, FanPanel, Limit, Reported, StackChart, StackSeries as Band,
    TargetMark,
};
use crate::content::chart_tables::{bar_table, fan_point, fan_table, stack_table};
use crate::content::exhibit::Exhibit;
use crate::content::page::PageTable;
use crate::content::sentences::{TargetOnChart, drawn_targets};
use crate::content::timeline::timeline_marks;
use crate::content::{series_names, words};
use crate::measures::{CostLine, Measure};
use crate::scenario::{Breakdown, InputId, Scenario, Series};
use crate::summary::{Statistic, Summary};
use crate::units::Unit;

/// The charts, in page order.
pub(super) fn exhibits(summary: &Summary) -> Vec<Exhibit<'static>> {
    let rate = agency_rate(summary);
    let rates = rate
        .panels
        .iter()
        .map(|panel| fan_table(panel, "Agency rate".into(), Unit::Share, NumberRole::Level))
        .collect();
    let workforce = workforce(summary);
    let staff = vec![stack_table(&workforce, "Mean full-time equivalents", Unit::Fte)];
    let cost = cost(summary);
    let costs = vec![bar_table(&cost, "Mean cost by line", Unit::Pounds)];

    let mut all =
        vec![exhibit("agency-rate", "Agency rate", findings::agency_rate(summary), ChartData::Fan(rate), rates)];
    all.extend(caseload(summary).map(|chart| Exhibit {
        continued: "More teams, on the same scale.".into(),
        ..fan("caseload", "Caseload by team", findings::busiest(summary), chart, Unit::CasesPerFte)
    }));
    all.extend(waiting(summary).map(|chart| Exhibit {
        file: None,
        ..fan("unallocated", "Cases without a worker", findings::waiting(summary), chart, Unit::Cases)
    }));
    let (stack, bars) = (ChartData::Stack(workforce), ChartData::Bars(cost));
    all.push(exhibit("workforce", "Workforce in post", findings::permanent(summary), stack, staff));
    all.push(exhibit("cost", "Cost by financial year", Some(findings::spending(summary).join(" ")), bars, costs));
    all
}

fn exhibit(
    id: &str,
    title: &str,
    finding: Option<String>,
    chart: ChartData,
    tables: Vec<PageTable<'static>>,
) -> Exhibit<'static> {
    Exhibit {
        id: id.to_owned(),
        file: Some(id.to_owned()),
        title: title.to_owned(),
        finding: finding.unwrap_or_default(),
        continued: String::new(),
        chart,
        tables,
        is_wide: false,
    }
}

/// A fan chart whose tables are named after its panels.
fn fan(id: &str, title: &str, finding: Option<String>, chart: FanChart, unit: Unit) -> Exhibit<'static> {
    let table = |panel: &FanPanel| fan_table(panel, panel.title.clone(), unit, NumberRole::Level);
    let tables = chart.panels.iter().map(table).collect();
    exhibit(id, title, finding, ChartData::Fan(chart), tables)
}

fn note(summary: &Summary) -> String {
    format!("{}, seed {}.", words::counted(summary.replications(), "future", "futures"), summary.plan().scenario().seed)
}

/// A series as a fan panel from the opening, with its history, targets and reported figure.
pub(crate) fn panel(summary: &Summary, index: usize, title: &str) -> FanPanel {
    let (plan, scenario) = (summary.plan(), summary.plan().scenario());
    let series = plan.series[index].series;
    let mut panel = FanPanel::new(title, AxisUnit::from(series.measure.unit));
    panel.futures = summary.months(index).map(|(month, statistic)| fan_point(month, statistic)).collect();
    let history = scenario.histories.iter().filter(|history| history.series == Some(series));
    panel.history = history.flat_map(|history| history.points.iter().copied()).collect();
    panel.targets = targets(scenario, series);
    panel.history.sort_by_key(|&(month, _)| month);
    let reported = scenario.reported.iter().find(|one| one.series == Some(series));
    panel.reported = reported.and_then(|one| {
        let label = format!("reported {}", words::value(one.value, series.measure.unit));
        Some(Reported { month: one.month?, value: one.value, label })
    });
    panel
}

pub(crate) fn agency_rate(summary: &Summary) -> FanChart {
    let scenario = summary.plan().scenario();
    let mut chart = FanChart {
        title: "Agency rate".into(),
        of: Some(scenario.name.clone()),
        subtitle: "agency FTE as a share of agency and permanent FTE".into(),
        note: series_names::scope_note(scenario).into_iter().chain([note(summary)]).collect::<Vec<_>>().join(" "),
        ..FanChart::default()
    };
    if let Some(index) = summary.service_series("agency_rate") {
        let mut panel = panel(summary, index, "");
        panel.marks = timeline_marks(scenario, None);
        chart.panels.push(panel);
    }
    chart
}

/// Both caseload measures of every team that holds cases; full load is shown against its limit.
pub(crate) fn caseload(summary: &Summary) -> Option<FanChart> {
    let scenario = summary.plan().scenario();
    let mut chart = FanChart {
        title: "Caseload by team".into(),
        of: Some(scenario.name.clone()),
        subtitle: "cases per full-time equivalent".into(),
        note: format!(
            "Caseload: allocated cases divided by case holders in post; cases without a worker are not counted. Full \
             load: the cases of a worker who is present and carries a full load; above the limit, cases wait without \
             a worker. {}",
            note(summary)
        ),
        ..FanChart::default()
    };
    for (team, of) in scenario.teams.entries() {
        let Some(rules) = &of.caseload else { continue };
        for (id, title) in [("caseload", of.name.clone()), ("caseload_full_load", format!("{}, full load", of.name))] {
            let series = Series { measure: Measure::find(id)?, team: Some(team), of: None };
            let Some(index) = summary.find(series) else { continue };
            let mut panel = panel(summary, index, &title);
            panel.marks = timeline_marks(scenario, Some(team));
            if id == "caseload_full_load" {
                panel.limit = Some(limit(summary, rules.maximum));
            }
            chart.panels.push(panel);
        }
    }
    (!chart.panels.is_empty()).then_some(chart)
}

/// The targets of a series as chart marks.
fn targets(scenario: &Scenario, series: Series) -> Vec<TargetMark> {
    let mark = |target: TargetOnChart| TargetMark {
        first: target.months.0,
        last: target.months.1,
        value: target.limit,
        at_most: target.at_most,
        label: target.words,
    };
    drawn_targets(scenario, series).into_iter().map(mark).collect()
}

/// Cases without a worker across the service; `None` if there are hardly ever any (95th percentile zero in every
/// month).
pub(crate) fn waiting(summary: &Summary) -> Option<FanChart> {
    let index = summary.service_series("unallocated")?;
    let panel = panel(summary, index, "");
    panel.futures.iter().any(|point| point.p95 > 0.0).then(|| FanChart {
        title: "Cases without a worker".into(),
        of: None,
        subtitle: "Open cases across the service that no worker has capacity for, at month end".into(),
        panels: vec![panel],
        note: note(summary),
        has_own_scales: false,
    })
}

fn limit(summary: &Summary, maximum: InputId) -> Limit {
    let scenario = summary.plan().scenario();
    let value = scenario.inputs.get(maximum).mean();
    let changes = scenario.changes.iter().flat_map(|change| &change.edits).any(|edit| edit.input == maximum);
    let when = if changes { " at the start" } else { "" };
    Limit { label: format!("limit {}{when}", words::value(value, Unit::CasesPerFte)), value }
}

pub(crate) fn workforce(summary: &Summary) -> StackChart {
    let plan = summary.plan();
    let (scenario, calendar) = (plan.scenario(), plan.calendar());
    let means = |series: Series| -> Vec<f64> {
        let Some(index) = summary.find(series) else { return Vec::new() };
        summary.months(index).map(|(_, statistic)| statistic.mean).collect()
    };
    let mut bands = Vec::new();
    if let Some(measure) = Measure::find("permanent_fte") {
        for (route, of) in scenario.routes.entries() {
            let values = means(Series { measure, team: None, of: Some(Breakdown::Route(route)) });
            bands.push(Band { name: of.name.clone(), values, accent: false });
        }
    }
    if let Some(measure) = Measure::find("agency_fte") {
        let values = means(Series { measure, team: None, of: None });
        bands.push(Band { name: "Agency".into(), values, accent: true });
    }
    StackChart {
        title: "Workforce in post".into(),
        of: Some(scenario.name.clone()),
        subtitle: "full-time equivalents at month end, by recruitment route".into(),
        unit: AxisUnit::Number,
        months: (-1..calendar.months as i32).map(|month| calendar.month(month)).collect(),
        series: bands,
        marks: timeline_marks(scenario, None),
        note: format!("Means, so the layers add up. {}", note(summary)),
    }
}

pub(crate) fn cost(summary: &Summary) -> BarChart {
    let plan = summary.plan();
    let (scenario, calendar) = (plan.scenario(), plan.calendar());
    let find = |of| Measure::find("cost").and_then(|measure| summary.find(Series { measure, team: None, of }));
    let mut bars = Vec::new();
    for line in CostLine::ALL {
        let Some(index) = find(Some(Breakdown::Line(line))) else { continue };
        let values: Vec<f64> = summary.years(index).map(|spent| spent.mean).collect();
        if values.iter().any(|&value| value != 0.0) {
            bars.push(Band { name: line.label().into(), values, accent: line == CostLine::Agency });
        }
    }
    let years = find(None).map_or(Vec::new(), |index| {
        let bar = |(year, (&name, total)): (usize, (&crate::units::FinancialYear, &Statistic))| {
            let (p10, p90) = total.range80();
            BarYear { year: name, months: calendar.months_covered(year) as u32, total: total.mean, p10, p90 }
        };
        calendar.years.iter().zip(summary.years(index)).enumerate().map(bar).collect()
    });
    BarChart {
        title: "Cost by financial year".into(),
        of: Some(scenario.name.clone()),
        subtitle: "mean by cost line, and the range that covers 80% of futures".into(),
        unit: AxisUnit::Pounds,
        years,
        series: bars,
        note: format!("In money of the day. {}", note(summary)),
    }
}
