//! The workbook of a comparison: its sheets, and what it draws.

use super::sentences::unshared_note;
use super::{attribution, has_budgets, inputs, ranking, savings_sheet, stress, summary_sheet, tables};
use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::facts::{self, FactValue};
use crate::content::run::{INPUTS, cover_facts};
use crate::content::workbook::{ChartFigures, Cover, RangeBar, SheetBody, Workbook, WorkbookChart, WorkbookSheet};
use crate::units::Unit;

/// A comparison as a workbook.
pub(super) fn workbook(study: &Study) -> Workbook<'_> {
    Workbook { cover: cover(study), sheets: sheets(study), charts: vec![over_the_run(study), added_up(study)] }
}

fn cover(study: &Study) -> Cover {
    let base = &study.base.summary;
    let mut said = vec![("Base", FactValue::Words(format!("{}: {}", study.base.name, base.plan().scenario().name)))];
    said.extend(study.alternatives.iter().map(|one| {
        ("Compared with it", FactValue::Words(format!("{}: {}", one.name, one.summary.plan().scenario().name)))
    }));
    said.extend(cover_facts(base));
    let mut reading = vec![
        "Every plan was played on the same futures, so a difference is due to the plan. Differences are plan less base; \
         savings are base less plan, so that positive is money saved."
            .to_owned(),
        "Shares differ by percentage points, shown as % pts.".to_owned(),
    ];
    reading.extend(facts::reading(base));
    let unshared = study.alternatives.iter().filter_map(|one| Some(format!("{}: {}", one.name, unshared_note(one)?)));
    Cover {
        title: base.plan().scenario().name.clone(),
        about: "What other plans would change, beside this one".to_owned(),
        facts: said,
        reading,
        look_out: facts::look_out(base).into_iter().chain(unshared).collect(),
    }
}

fn sheets(study: &Study) -> Vec<WorkbookSheet<'_>> {
    let about = "The plans and the base by mean net saving, how likely targets are to be met, and what is flagged.";
    let mut sheets = vec![
        WorkbookSheet::table("Ranking", about, 2, || tables::ranking(study)),
        WorkbookSheet {
            name: "Summary",
            about: "The headlines of every plan where the run ends, beside the base.",
            body: SheetBody::Layout(summary_sheet::layout(study)),
        },
        WorkbookSheet::charts(),
        WorkbookSheet {
            name: "Savings",
            about: "What each plan saves, by line and year and over the run; payback and the worst tenth of futures.",
            body: SheetBody::Layout(savings_sheet::layout(study)),
        },
    ];
    sheets.extend(data_sheets(study));
    let about = "Every input of the base, and of the plans those that differ: value, who set it, source, evidence.";
    let columns = [&["plan"], &INPUTS[..]].concat();
    sheets.push(WorkbookSheet::table("Assumptions", about, 2, move || inputs::inputs(study).columns(&columns)));
    sheets.push(WorkbookSheet::dictionary(study.base.summary.plan().scenario()));
    sheets.push(WorkbookSheet::chart_figures());
    sheets
}

/// The tables that data files hold too.
fn data_sheets(study: &Study) -> Vec<WorkbookSheet<'_>> {
    let about = "Every line of the savings, by year and cumulative, with percentiles.";
    let mut sheets = vec![WorkbookSheet::table("Savings data", about, 2, || tables::savings(study))];
    let about = "What each plan changes: every measure by financial year, plan less base.";
    sheets.push(WorkbookSheet::table("Differences by year", about, 2, || tables::years(study)));
    // All measures by month would be a hundred thousand rows for a dozen plans.
    let about = "What each plan changes: the headlines by month, plan less base; differences.csv has every measure.";
    sheets.push(WorkbookSheet::table("Differences by month", about, 2, || tables::headline_differences(study)));
    if !study.base.summary.plan().scenario().targets.is_empty() {
        let about = "How likely each target is to be met in the base and in each plan.";
        sheets.push(WorkbookSheet::table("Targets", about, 2, || tables::targets(study)));
    }
    if has_budgets(study) {
        let about = "The budgets of the base and of every plan: overspend, and what is spent more than in the base.";
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
        title: "Net saving over the run: mean, and the range of 80% of futures".to_owned(),
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
        title: "Net saving added up from the start: mean".to_owned(),
        unit: Unit::Pounds,
        figures: ChartFigures::Lines {
            along: std::iter::once("start".to_owned()).chain(ends).collect(),
            lines: ranking::ranked(study).into_iter().map(line).collect(),
        },
    }
}
