//! The table of every plan under every stress test.

use crate::compare::StressTest;
use crate::content::cell::{Cell, NumberRole, statistic};
use crate::content::rows::Rows;
use crate::content::series_names;

/// Every plan under every stress test.
pub(crate) fn rows(stress: &StressTest) -> Rows<'_> {
    let rows = stress.measures.iter().flat_map(move |one| {
        one.results.iter().flat_map(move |result| {
            let worst = result.worst_case().map(|(worst, _)| worst);
            stress.scenarios.iter().zip(&result.cases).enumerate().map(move |(index, (scenario, case))| {
                let unit = one.figure.unit();
                let measure = Cell::Named { id: one.figure.id(), name: one.figure.label() };
                let mut row =
                    vec![measure, series_names::unit_cell(unit), result.plan.as_str().into(), scenario.as_str().into()];
                row.extend(statistic(&case.statistic, unit, NumberRole::Level));
                row.push(Cell::Number(case.regret, unit, NumberRole::Change));
                row.push(Cell::Flag(worst == Some(index)));
                row.push(Cell::Number(result.worst_regret(), unit, NumberRole::Change));
                row
            })
        })
    });
    let last = ["regret", "is_worst_case", "worst_regret"];
    Rows::of_statistics(&["measure", "unit", "plan", "stress_test"], &last, rows)
}
