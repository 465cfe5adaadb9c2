//! What of a comparison is drawn: the net saving of each plan with its range, and how it adds up.

use super::Compared;
use crate::compare::{Alternative, SavingsLine};
use crate::output::cell::Cell;
use crate::output::workbook::{Drawn, How, Plot};
use crate::summary::Statistic;
use crate::units::Unit;

/// The charts of a comparison.
pub(super) fn of_comparison(compared: &Compared<'_>) -> Drawn {
    let mut drawn = Drawn::default();
    drawn.push(over_the_run(compared));
    drawn.push(added_up(compared));
    drawn
}

fn over_the_run(compared: &Compared<'_>) -> Plot {
    let ranked = compared.ranked();
    let net = |of: &dyn Fn(&Statistic) -> f64| {
        let whole = |one: &Alternative| one.savings.whole(SavingsLine::Net).map_or(f64::NAN, |net| of(&net.statistic));
        ranked.iter().map(|(_, one)| whole(one)).collect()
    };
    Plot {
        title: "Net saving over the run: mean, and the range of 80% of futures".to_owned(),
        unit: Unit::Pounds,
        how: How::Bars,
        along: ranked.iter().map(|&(name, _)| Cell::from(name.to_owned())).collect(),
        columns: vec![
            ("Mean net saving".to_owned(), net(&|one| one.mean)),
            ("Mean less P10".to_owned(), net(&|one| one.mean - one.range80().0)),
            ("P90 less mean".to_owned(), net(&|one| one.range80().1 - one.mean)),
        ],
    }
}

fn added_up(compared: &Compared<'_>) -> Plot {
    let years = &compared.base().plan().calendar().years;
    let column = |(name, one): (&str, &Alternative)| {
        let net = &one.savings.cumulative[SavingsLine::Net as usize];
        let means = std::iter::once(0.0).chain(net.iter().map(|saving| saving.statistic.mean));
        (name.to_owned(), means.collect())
    };
    let ends = years.iter().map(|year| Cell::from(format!("to {}", year.last_month())));
    Plot {
        title: "Net saving added up from the start: mean".to_owned(),
        unit: Unit::Pounds,
        how: How::Lines,
        along: std::iter::once(Cell::from("start".to_owned())).chain(ends).collect(),
        columns: compared.ranked().into_iter().map(column).collect(),
    }
}
