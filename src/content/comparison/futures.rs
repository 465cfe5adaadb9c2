//! Plans against futures: the table on screen and the file.

use std::fmt::Write as _;

use crate::compare::{StressMeasure, StressTest};
use crate::content::cell::{Cell, Sense, statistic};
use crate::content::rows::Rows;
use crate::content::{names, words};
use crate::render::text::screen::Screen;

const LABEL: usize = 26;
const CELL: usize = 9;
/// Most futures that stand side by side.
const MOST: usize = 4;

/// Every plan in every future.
pub(crate) fn rows(stress: &StressTest) -> Rows<'_> {
    let rows = stress.measures.iter().flat_map(move |one| {
        one.results.iter().flat_map(move |result| {
            let worst = result.worst_case().map(|(worst, _)| worst);
            stress.scenarios.iter().zip(&result.cases).enumerate().map(move |(index, (scenario, case))| {
                let unit = one.measure.unit;
                let measure = Cell::Named { id: one.measure.id, name: one.measure.label };
                let mut row =
                    vec![measure, names::unit_cell(unit), result.plan.as_str().into(), scenario.as_str().into()];
                row.extend(statistic(&case.statistic, unit, Sense::Level));
                row.push(Cell::Number(case.regret, unit, Sense::Change));
                row.push(Cell::Flag(worst == Some(index)));
                row.push(Cell::Number(result.worst_regret(), unit, Sense::Change));
                row
            })
        })
    });
    let last = ["regret", "is_worst_case", "worst_regret"];
    Rows::of_statistics(&["measure", "unit", "plan", "future"], &last, rows)
}

/// Every plan in every future as tables of at most 80 columns, one for each measure.
pub(crate) fn stress_test(text: &mut Screen, stress: &StressTest) {
    text.heading("Plans against futures");
    for (number, name) in stress.scenarios.iter().enumerate() {
        let _ = writeln!(text, "  {number} {name}");
    }
    text.line("Means. Regret: how much worse a plan is than the best plan of the same future;");
    text.line("a robust plan has a small worst regret.");
    for one in &stress.measures {
        measure(text, one);
    }
}

fn measure(text: &mut Screen, one: &StressMeasure) {
    let when = if one.measure.id == "cost" { "over the run" } else { "at the end of the run" };
    let scenarios = one.results.first().map_or(0, |result| result.cases.len());
    let shown = if scenarios <= MOST { scenarios } else { 0 };
    text.heading(&format!("{} {when}", one.measure.label));
    let _ = write!(text, "{:LABEL$}", "");
    for scenario in 0..shown {
        let _ = write!(text, "{scenario:<CELL$}");
    }
    let _ = writeln!(text, "worst    regret");
    for result in &one.results {
        let name = &result.plan;
        if name.chars().count() >= LABEL {
            let _ = write!(text, "{name}\n{:LABEL$}", "");
        } else {
            let _ = write!(text, "{name:LABEL$}");
        }
        let value = |value: f64| words::value(value, one.measure.unit);
        for case in &result.cases[..shown] {
            let _ = write!(text, "{:<CELL$}", value(case.statistic.mean));
        }
        let regret = words::signed(result.worst_regret(), one.measure.unit);
        let worst = result.worst_case().map_or(f64::NAN, |(_, case)| case.statistic.mean);
        let _ = writeln!(text, "{:<CELL$}{regret}", value(worst));
    }
}
