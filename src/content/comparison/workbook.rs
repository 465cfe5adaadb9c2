//! The workbook of a comparison: its sheets and charts.

use super::sentences::unshared_note;
use super::target_columns::target_columns;
use super::{attribution, has_budgets, inputs, likelihoods, ranking, savings_sheet, stress, summary_sheet, tables};
use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::facts::{self, FactValue};
use crate::content::run::{INPUTS, cover_facts};
use crate::content::workbook::{ChartFigures, Cover, RangeBar, SheetBody, Workbook, WorkbookChart, WorkbookSheet};
use crate::units::Unit;

/// The workbook of a comparison.
pub(super) fn workbook(study: &Study) -> Workbook<'_> {
    Workbook { cover: cover(study), sheets: sheets(study), charts: vec![over_the_run(study), added_up(study)] }
}

fn cover(study: &Study) -> Cover {
    let base = &study.base.summary;
    let mut rows = vec![("Base", FactValue::Words(format!("{}: {}", study.base.name, base.plan().scenario().name)))];
    rows.extend(study.alternatives.iter().map(|one| {
        ("Compared plan", FactValue::Words(format!("{}: {}", one.name, one.summary.plan().scenario().name)))
    }));
    rows.extend(cover_facts(base));
    let mut reading = vec![
        "Every plan is simulated on the same futures, so that any difference is due to the plan. Differences are plan \
         less base; savings are base less plan, so a positive figure is money saved."
            .to_owned(),
        "Differences between shares are in percentage points, shown as % pts.".to_owned(),
    ];
    reading.extend(facts::reading(base));
    let unshared = study.alternatives.iter().filter_map(|one| Some(format!("{}: {}", one.name, unshared_note(one)?)));
    Cover {
        title: base.plan().scenario().name.clone(),
        about: "What alternative plans would change compared with this one".to_owned(),
        facts: rows,
        reading,
        look_out: facts::look_out(base).into_iter().chain(unshared).collect(),
    }
}

fn sheets(study: &Study) -> Vec<WorkbookSheet<'_>> {
    let about =
        "The plans and the base in the order of the ranking, with the likelihood of meeting targets, and flags.";
    let mut sheets = vec![
        WorkbookSheet::table("Ranking", about, 2, || tables::ranking(study)),
        WorkbookSheet {
            name: "Summary",
            about: "The headlines of every plan at the end of the run, beside the base.",
            body: SheetBody::Layout(summary_sheet::layout(study)),
        },
        WorkbookSheet::charts(),
        WorkbookSheet {
            name: "Savings",
            about: "Savings from each plan by line, by year and over the run; payback and the worst tenth of futures.",
            body: SheetBody::Layout(savings_sheet::layout(study)),
        },
    ];
    if !target_columns(study).is_empty() {
        let about = "How likely every plan is to meet each target, and all together; also under stress tests.";
        sheets.push(WorkbookSheet::table("Likelihoods", about, 3, || likelihoods::rows(study)));
    }
    sheets.extend(data_sheets(study));
    let about =
        "Every input of the base, and the inputs of each plan that differ: value, where it is set, source, evidence.";
    let columns = [&["plan"], &INPUTS[..]].concat();
    sheets.push(WorkbookSheet::table("Assumptions", about, 2, move || inputs::inputs(study).columns(&columns)));
    sheets.push(WorkbookSheet::dictionary(study.base.summary.plan().scenario()));
    sheets.push(WorkbookSheet::chart_figures());
    sheets
}

/// The tables that are also data files.
fn data_sheets(study: &Study) -> Vec<WorkbookSheet<'_>> {
    let about = "Every savings line, by year and cumulative, with percentiles.";
    let mut sheets = vec![WorkbookSheet::table("Savings data", about, 2, || tables::savings(study))];
    let about = "What each plan changes: every measure by financial year, plan less base.";
    sheets.push(WorkbookSheet::table("Differences by year", about, 2, || tables::years(study)));
    // All measures by month would be about 100,000 rows for a dozen plans.
    let about = "What each plan changes: the headlines by month, plan less base; differences.csv has every measure.";
    sheets.push(WorkbookSheet::table("Differences by month", about, 2, || tables::headline_differences(study)));
    if !study.base.summary.plan().scenario().targets.is_empty() {
        let about = "The likelihood of meeting each target in the base and in each plan.";
        sheets.push(WorkbookSheet::table("Targets", about, 2, || tables::targets(study)));
    }
    if has_budgets(study) {
        let about = "The budgets of the base and of every plan: overspend, and spending above the base.";
        sheets.push(WorkbookSheet::table("Budgets", about, 2, || tables::budgets(study)));
    }
    if study.split_alternatives().next().is_some() {
        let about = "What each part of a plan adds to agency rate, caseload and cost: means that add up.";
        sheets.push(WorkbookSheet::table("Parts", about, 3, || attribution::rows(study)));
    }
    if let Some(test) = &study.stress {
        let about = "Every plan under every stress test, with its worst case and its regret.";
        sheets.push(WorkbookSheet::table("Stress tests", about, 4, || stress::rows(test)));
    }
    sheets
}

fn over_the_run(study: &Study) -> WorkbookChart {
    let bar = |one: &Alternative| {
        let net = one.savings.whole(SavingsLine::Net).map(|net| &net.statistic);
        let (p10, p90) = net.map_or((f64::NAN, f64::NAN), crate::summary::Statistic::range80);
        RangeBar { label: one.name.clone(), mean: net.map_or(f64::NAN, |net| net.mean), p10, p90 }
    };
    WorkbookChart {
        title: "Net saving over the run: mean and 80% range of futures".to_owned(),
        unit: Unit::Pounds,
        figures: ChartFigures::Bars {
            name: "Mean net saving",
            bars: ranking::ranked(study).into_iter().map(bar).collect(),
        },
    }
}

fn added_up(study: &Study) -> WorkbookChart {
    let line = |one: &Alternative| {
        let net = &one.savings.cumulative[SavingsLine::Net as usize];
        let means = std::iter::once(0.0).chain(net.iter().map(|saving| saving.statistic.mean));
        (one.name.clone(), means.collect())
    };
    let years = &study.base.summary.plan().calendar().years;
    let ends = years.iter().map(|year| format!("to {}", year.last_month()));
    WorkbookChart {
        title: "Cumulative net saving: mean".to_owned(),
        unit: Unit::Pounds,
        figures: ChartFigures::Lines {
            along: std::iter::once("start".to_owned()).chain(ends).collect(),
            lines: ranking::ranked(study).into_iter().map(line).collect(),
        },
    }
}
