//! Levers and the figures of plans that set them, for the tables and records of a sweep and a search.

use serde::Serialize;

use super::cell::{Cell, NumberRole};
use super::words;
use crate::compare::SavingsLine;
use crate::decide::point_figures::PointFigures;
use crate::decide::{Lever, LeverValue};
use crate::summary::Statistic;
use crate::units::Unit;

/// The savings in the tables of a page.
pub(crate) const SAVINGS: [SavingsLine; 3] = [SavingsLine::Net, SavingsLine::Capacity, SavingsLine::LikeForLike];

/// The short names of levers: the last key of the address, with as much of it as tells it apart from the others.
pub(crate) fn short_names(levers: &[Lever]) -> Vec<String> {
    let with_keys = |lever: &Lever, number: usize| -> String {
        let keys: Vec<&str> = lever.address.split('.').collect();
        keys[keys.len().saturating_sub(number)..].join(".")
    };
    let is_unique = |place: usize, number: usize| {
        let name = with_keys(&levers[place], number);
        levers.iter().enumerate().all(|(other, lever)| other == place || with_keys(lever, number) != name)
    };
    let name = |place: usize| {
        let most = levers[place].address.split('.').count();
        let number = (1..=most).find(|&number| is_unique(place, number)).unwrap_or(most);
        with_keys(&levers[place], number)
    };
    (0..levers.len()).map(name).collect()
}

/// A value as a cell.
pub(crate) fn value_cell(value: LeverValue) -> Cell<'static> {
    match value {
        LeverValue::Number(number) => Cell::Number(number, Unit::Number, NumberRole::Given),
        LeverValue::Month(month) => Cell::Month(month),
    }
}

/// A value of a lever.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum ValueRecord {
    Number(f64),
    Month(String),
}

impl From<LeverValue> for ValueRecord {
    fn from(value: LeverValue) -> Self {
        match value {
            LeverValue::Number(number) => Self::Number(number),
            LeverValue::Month(month) => Self::Month(month.iso()),
        }
    }
}

/// The cells of [`SAVINGS`] for a plan; missing without figures, or if capacity has no price.
pub(crate) fn saving_cells(figures: Option<&PointFigures>) -> [Cell<'static>; SAVINGS.len()] {
    SAVINGS.map(|line| {
        let saving = figures.and_then(|figures| figures.saving(line));
        saving.map_or(Cell::Missing, |saving| Cell::Number(saving.mean, line.unit(), NumberRole::Change))
    })
}

/// A mean in pounds with two standard errors: `+£124k (±£1k)`.
pub(crate) fn pounds_with_error(saving: &Statistic) -> String {
    let [mean, error] = words::alike([saving.mean, 2.0 * saving.mc_error], Unit::Pounds);
    format!("{}{mean} (±{error})", if saving.mean > 0.0 { "+" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_have_as_many_keys_as_tell_them_apart() {
        let names = |addresses: &[&str]| {
            let levers: Vec<Lever> =
                addresses.iter().map(|one| Lever { address: (*one).to_owned(), values: Vec::new() }).collect();
            short_names(&levers)
        };
        assert_eq!(names(&["intake.a.offers"]), ["offers"]);
        assert_eq!(names(&["intake.a.offers", "intake.b.offers"]), ["a.offers", "b.offers"]);
        assert_eq!(names(&["intake.a.offers", "intake.a.month"]), ["offers", "month"]);
        assert_eq!(names(&["offers", "intake.a.offers"]), ["offers", "a.offers"]);
    }
}
