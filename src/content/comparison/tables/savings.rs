//! The table of savings.

use crate::compare::{Savings, SavingsLine, Study};
use crate::content::cell::{Cell, NumberRole, statistic, statistics};
use crate::content::rows::Rows;
use crate::content::series_names;
use crate::units::Unit;

/// The savings of every alternative by line, in each financial year and cumulatively to its end.
pub(crate) fn savings(study: &Study) -> Rows<'_> {
    let rows = study.alternatives.iter().flat_map(move |one| {
        let of_lines =
            SavingsLine::ALL.into_iter().flat_map(move |line| line_rows(study, &one.name, &one.savings, line));
        of_lines.chain(displaced_rows(study, &one.name, &one.savings))
    });
    Rows::of_statistics(&["alternative", "line", "period", "year", "months_covered", "unit"], &["p_positive"], rows)
}

fn line_rows<'c>(study: &'c Study, name: &'c str, savings: &Savings, line: SavingsLine) -> Vec<Vec<Cell<'c>>> {
    let calendar = study.base.summary.plan().calendar();
    let mut rows = Vec::new();
    for (period, of_line) in [("year", &savings.years), ("cumulative", &savings.cumulative)] {
        for (year, saving) in of_line[line as usize].iter().enumerate() {
            let mut row = vec![
                name.into(),
                Cell::Named { id: line.id(), name: line.label() },
                period.into(),
                calendar.years[year].to_string().into(),
                calendar.months_covered(year).into(),
                series_names::unit_cell(line.unit()),
            ];
            row.extend(statistic(&saving.statistic, line.unit(), NumberRole::Level));
            row.push(Cell::probability(saving.p_positive));
            rows.push(row);
        }
    }
    rows
}

/// The cost of each displaced agency FTE-year in permanent pay and plan costs: a ratio of means, without percentiles.
fn displaced_rows<'c>(study: &'c Study, name: &'c str, savings: &Savings) -> Vec<Vec<Cell<'c>>> {
    const LINE: Cell<'_> =
        Cell::Named { id: "cost_per_agency_fte_year_displaced", name: "Cost per agency FTE-year displaced" };
    let calendar = study.base.summary.plan().calendar();
    let row = |(year, cost): (usize, &Option<f64>)| {
        let mut row = vec![name.into(), LINE, "cumulative".into()];
        row.extend([calendar.years[year].to_string().into(), calendar.months_covered(year).into()]);
        row.extend([series_names::unit_cell(Unit::Pounds), Cell::Whole(study.base.summary.replications())]);
        row.push(cost.map_or(Cell::Missing, |cost| Cell::level(cost, Unit::Pounds)));
        // Percentiles, their error and the share above zero are undefined for a ratio of means.
        row.extend(std::iter::repeat_n(Cell::Missing, statistics().count() - 2 + 1));
        row
    };
    savings.cost_per_agency_fte.iter().enumerate().map(row).collect()
}
