//! The workbook of a run: its sheets and charts.

use super::budget;
use super::charts;
use super::summary_sheet;
use crate::content::facts::Fact;
use crate::content::workbook::{ChartFigures, Cover, RangeBar, SheetBody, Workbook, WorkbookChart, WorkbookSheet};
use crate::content::{facts, inputs, series_names, tables};
use crate::measures::Measure;
use crate::scenario::Series;
use crate::summary::Summary;
use crate::units::Unit;

/// The columns of the register in workbook order: what each input is, then where it comes from.
pub(crate) const INPUTS: [&str; 19] = [
    "address",
    "value",
    "unit",
    "mean",
    "p10",
    "p90",
    "source",
    "evidence",
    "meaning",
    "form",
    "changes",
    "set_by",
    "line",
    "overrode",
    "min",
    "max",
    "dated",
    "published",
    "unusual",
];

/// The workbook of a run.
pub(super) fn workbook(summary: &Summary) -> Workbook<'_> {
    Workbook { cover: cover(summary), sheets: sheets(summary), charts: drawn(summary) }
}

fn cover(summary: &Summary) -> Cover {
    Cover {
        title: summary.plan().scenario().name.clone(),
        about: "Results of a simulation of this service's workforce, caseload and cost".to_owned(),
        facts: cover_facts(summary),
        reading: facts::reading(summary),
        look_out: facts::look_out(summary),
    }
}

/// The facts about the run of one plan, for the cover; the inputs are on a separate sheet.
pub(crate) fn cover_facts(summary: &Summary) -> Vec<Fact> {
    let inputs = facts::inputs(summary.plan().scenario(), " They are listed on the Assumptions sheet.");
    facts::of_summary(summary).into_iter().chain(inputs).collect()
}

fn sheets(summary: &Summary) -> Vec<WorkbookSheet<'_>> {
    let scenario = summary.plan().scenario();
    let mut sheets = vec![
        WorkbookSheet {
            name: "Summary",
            about: "The headlines, targets and budgets, as on screen.",
            body: SheetBody::Layout(summary_sheet::layout(summary)),
        },
        WorkbookSheet::charts(),
        WorkbookSheet {
            name: "Budget",
            about: "Spending by line, team, month and year, as in budget.csv; totals and variances are formulas.",
            body: SheetBody::Layout(budget::layout(summary)),
        },
        WorkbookSheet::table("By financial year", "Every measure by financial year, April to March.", 2, || {
            tables::years(summary)
        }),
        WorkbookSheet::table("By month", "Every measure at the opening and in every month.", 1, || {
            tables::monthly(summary)
        }),
    ];
    if !scenario.targets.is_empty() {
        let about = "The likelihood of meeting each target.";
        sheets.push(WorkbookSheet::table("Targets", about, 1, || tables::targets(summary)));
    }
    if !scenario.budgets.is_empty() {
        let about = "Spending less budget, and the likelihood of an overspend.";
        sheets.push(WorkbookSheet::table("Budgets", about, 1, || tables::budgets(summary)));
    }
    if !scenario.reported.is_empty() {
        let about = "Reported figures beside the simulated figures.";
        sheets.push(WorkbookSheet::table("Reported", about, 1, || tables::reported(summary)));
    }
    let about = "Every input: value or distribution, where it is set, source and evidence.";
    let inputs = || inputs::register(scenario).columns(&INPUTS);
    sheets.push(WorkbookSheet::table("Assumptions", about, 1, inputs));
    sheets.push(WorkbookSheet::dictionary(scenario));
    sheets.push(WorkbookSheet::chart_figures());
    sheets
}

/// The charts: fans of the headlines, and cost by financial year with its range.
fn drawn(summary: &Summary) -> Vec<WorkbookChart> {
    let scenario = summary.plan().scenario();
    let holding = scenario.teams.ids().filter(|&team| scenario.teams[team].caseload.is_some());
    let service = ["agency_rate", "permanent_fte", "agency_fte"].into_iter().map(|id| (id, None));
    let all = service.chain(holding.map(|team| ("caseload", Some(team)))).chain([("unallocated", None)]);
    let fan = |(id, team)| {
        let series = Series { measure: Measure::find(id)?, team, of: None };
        let panel = charts::panel(summary, summary.find(series)?, "");
        let figures = ChartFigures::Fan(panel);
        Some(WorkbookChart { title: series_names::label(scenario, series), unit: series.measure.unit, figures })
    };
    all.filter_map(fan).chain(cost(summary)).collect()
}

fn cost(summary: &Summary) -> Option<WorkbookChart> {
    let bars = charts::cost(summary).years.into_iter().map(|year| RangeBar {
        label: if year.months < 12 { format!("{} ({} months)", year.year, year.months) } else { year.year.to_string() },
        mean: year.total,
        p10: year.p10,
        p90: year.p90,
    });
    let bars: Vec<RangeBar> = bars.collect();
    (!bars.is_empty()).then(|| WorkbookChart {
        title: "Cost by financial year: mean and 80% range of futures".to_owned(),
        unit: Unit::Pounds,
        figures: ChartFigures::Bars { name: "Mean cost", bars },
    })
}
