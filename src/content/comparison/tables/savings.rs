//! The table of savings.

use crate::compare::{Alternative, Saving, Savings, SavingsLine, Study};
use crate::content::cell::{Cell, NumberRole, statistic, statistics};
use crate::content::rows::Rows;
use crate::content::series_names;
use crate::summary::Summary;
use crate::units::Unit;

/// The savings of every alternative by line, in each financial year and cumulatively to its end: of the service, then of each team.
pub(crate) fn savings(study: &Study) -> Rows<'_> {
    let rows = study.alternatives.iter().flat_map(move |one| {
        let (name, savings) = (one.name.as_str(), &one.savings);
        let of_lines = SavingsLine::ALL.into_iter().enumerate().flat_map(move |(place, line)| {
            line_rows(study, (name, Cell::Missing), line, [&savings.years[place], &savings.cumulative[place]])
        });
        let of_teams = savings.teams.iter().flat_map(move |team| {
            SavingsLine::BY_TEAM.into_iter().enumerate().flat_map(move |(place, line)| {
                line_rows(
                    study,
                    (name, team_cell(study, one, &team.team)),
                    line,
                    [&team.years[place], &team.cumulative[place]],
                )
            })
        });
        of_lines.chain(displaced_rows(study, name, savings)).chain(of_teams)
    });
    Rows::of_statistics(
        &["alternative", "team", "line", "period", "year", "months_covered", "unit"],
        &["p_positive"],
        rows,
    )
}

/// A team of the base, or else of the alternative.
fn team_cell<'c>(study: &'c Study, one: &'c Alternative, id: &'c str) -> Cell<'c> {
    let in_plan = |summary: &'c Summary| summary.plan().scenario().teams.iter().find(|team| team.id == id);
    let team = in_plan(&study.base.summary).or_else(|| in_plan(&one.summary));
    Cell::Named { id, name: team.map_or(id, |team| &team.name) }
}

/// The rows of a line, in each year and cumulatively; no team stands for the service.
fn line_rows<'c>(
    study: &'c Study,
    (name, team): (&'c str, Cell<'c>),
    line: SavingsLine,
    savings: [&[Saving]; 2],
) -> Vec<Vec<Cell<'c>>> {
    let calendar = study.base.summary.plan().calendar();
    let mut rows = Vec::new();
    for (period, of_line) in ["year", "cumulative"].into_iter().zip(savings) {
        for (year, saving) in of_line.iter().enumerate() {
            let mut row = vec![
                name.into(),
                team.clone(),
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
        let mut row = vec![name.into(), Cell::Missing, LINE, "cumulative".into()];
        row.extend([calendar.years[year].to_string().into(), calendar.months_covered(year).into()]);
        row.extend([series_names::unit_cell(Unit::Pounds), Cell::Whole(study.base.summary.replications())]);
        row.push(cost.map_or(Cell::Missing, |cost| Cell::level(cost, Unit::Pounds)));
        // Percentiles, their error and the share above zero are undefined for a ratio of means.
        row.extend(std::iter::repeat_n(Cell::Missing, statistics().count() - 2 + 1));
        row
    };
    savings.cost_per_agency_fte.iter().enumerate().map(row).collect()
}
