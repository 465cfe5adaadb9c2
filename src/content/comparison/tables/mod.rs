//! The tables of a comparison, written to its data files and workbook sheets.

mod budgets;
mod flags;
mod pairing;
mod ranking;
mod savings;

pub(crate) use budgets::budgets;
pub(crate) use flags::flags;
pub(crate) use pairing::{net_saving_ratio, pairing};
pub(crate) use ranking::ranking;
pub(crate) use savings::savings;

use crate::compare::{Alternative, Difference, Study};
use crate::content::cell::{Cell, NumberRole, statistic};
use crate::content::rows::Rows;
use crate::content::{series_names, tables};
use crate::scenario::Series;
use crate::units::Unit;

fn what(study: &Study, series: Series) -> [Cell<'_>; 4] {
    series_names::cells(study.base.summary.plan().scenario(), series)
}

fn figures<'c>(difference: &Difference, unit: Unit) -> impl Iterator<Item = Cell<'c>> + use<'c> {
    let shares = [difference.p_better, difference.p_worse()].map(Cell::probability);
    statistic(&difference.statistic, unit, NumberRole::Change).chain(shares)
}

/// Every series that both report, at the opening and in every month: alternative less base.
pub(crate) fn differences(study: &Study) -> Rows<'_> {
    differences_of(study, |_| true)
}

/// The headlines only, at the opening and in every month.
pub(crate) fn headline_differences(study: &Study) -> Rows<'_> {
    let (_, list) = crate::content::headlines::headlines(&study.base.summary);
    let wanted: Vec<Series> = list.into_iter().map(|headline| headline.series).collect();
    differences_of(study, move |series| wanted.contains(&series))
}

fn differences_of<'c>(study: &'c Study, wanted: impl Fn(Series) -> bool + 'c) -> Rows<'c> {
    let calendar = study.base.summary.plan().calendar();
    let each = move |one: &'c Alternative| {
        let series: Vec<(usize, Series)> = one.series().enumerate().filter(|&(_, series)| wanted(series)).collect();
        series.into_iter().flat_map(move |(index, series)| {
            let what = what(study, series);
            (-1..calendar.months as i32).filter_map(move |month| {
                let difference =
                    if month < 0 { one.opening(index) } else { one.month(month.unsigned_abs() as usize, index) };
                let difference = difference?;
                let mut row = vec![one.name.as_str().into(), Cell::Month(calendar.month(month))];
                row.extend(what.iter().cloned());
                row.extend(figures(difference, series.measure.unit));
                Some(row)
            })
        })
    };
    let rows = study.alternatives.iter().flat_map(each);
    Rows::of_statistics(&["alternative", "month", "team", "measure", "of", "unit"], &["p_better", "p_worse"], rows)
}

/// Every series that both report, over every financial year.
pub(crate) fn years(study: &Study) -> Rows<'_> {
    let calendar = study.base.summary.plan().calendar();
    let rows = study.alternatives.iter().flat_map(move |one| {
        one.series().enumerate().flat_map(move |(index, series)| {
            let what = what(study, series);
            calendar.years.iter().enumerate().filter_map(move |(year, of)| {
                let mut row =
                    vec![one.name.as_str().into(), of.to_string().into(), calendar.months_covered(year).into()];
                row.extend(what.iter().cloned());
                row.extend(figures(one.year(year, index)?, series.measure.unit));
                Some(row)
            })
        })
    });
    let first = ["alternative", "year", "months_covered", "team", "measure", "of", "unit"];
    Rows::of_statistics(&first, &["p_better", "p_worse"], rows)
}

/// The targets that both have: the likelihood of meeting each in the base and in the plan, and the difference.
pub(crate) fn targets(study: &Study) -> Rows<'_> {
    const HEADER: [&str; 16] = [
        "alternative",
        "target",
        "team",
        "measure",
        "of",
        "unit",
        "month_or_year",
        "bound",
        "limit",
        "n_defined",
        "base_probability",
        "alternative_probability",
        "difference",
        "mc_error",
        "p_better",
        "p_worse",
    ];
    let scenario = study.base.summary.plan().scenario();
    let rows = study.alternatives.iter().flat_map(move |one| {
        one.pairing.targets.iter().enumerate().filter_map(move |(index, &(here, there))| {
            let target = &scenario.targets[here];
            let series = target.series?;
            let difference = one.target(index)?;
            let mut row = vec![one.name.as_str().into(), target.id.as_str().into()];
            row.extend(what(study, series));
            row.extend([
                tables::when(target.when),
                tables::bound(target.at_most),
                Cell::level(target.limit, series.measure.unit),
                Cell::Whole(difference.statistic.n_defined),
                Cell::probability(study.base.summary.target(here)?.mean),
                Cell::probability(one.summary.target(there)?.mean),
                Cell::Number(difference.statistic.mean, Unit::Probability, NumberRole::Change),
                Cell::error(difference.statistic.mc_error, Unit::Probability),
                Cell::probability(difference.p_better),
                Cell::probability(difference.p_worse()),
            ]);
            Some(row)
        })
    });
    Rows::new(&HEADER, rows)
}
