//! What of a comparison is drawn: the net saving of each plan with its range, and how it adds up.

use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::cell::Cell;
use crate::content::comparison::ranking;
use crate::render::xlsx::{Drawn, How, Plot};
use crate::summary::Statistic;
use crate::units::Unit;

/// The charts of a comparison.
pub(crate) fn of_comparison(study: &Study) -> Drawn {
    let mut drawn = Drawn::default();
    drawn.push(over_the_run(study));
    drawn.push(added_up(study));
    drawn
}

fn over_the_run(study: &Study) -> Plot {
    let ranked = ranking::ranked(study);
    let net = |of: &dyn Fn(&Statistic) -> f64| {
        let whole = |one: &Alternative| one.savings.whole(SavingsLine::Net).map_or(f64::NAN, |net| of(&net.statistic));
        ranked.iter().map(|&one| whole(one)).collect()
    };
    Plot {
        title: "Net saving over the run: mean, and the range of 80% of futures".to_owned(),
        unit: Unit::Pounds,
        how: How::Bars,
        along: ranked.iter().map(|one| Cell::from(one.name.clone())).collect(),
        columns: vec![
            ("Mean net saving".to_owned(), net(&|one| one.mean)),
            ("Mean less P10".to_owned(), net(&|one| one.mean - one.range80().0)),
            ("P90 less mean".to_owned(), net(&|one| one.range80().1 - one.mean)),
        ],
    }
}

fn added_up(study: &Study) -> Plot {
    let years = &study.base.summary.plan().calendar().years;
    let column = |one: &Alternative| {
        let net = &one.savings.cumulative[SavingsLine::Net as usize];
        let means = std::iter::once(0.0).chain(net.iter().map(|saving| saving.statistic.mean));
        (one.name.clone(), means.collect())
    };
    let ends = years.iter().map(|year| Cell::from(format!("to {}", year.last_month())));
    Plot {
        title: "Net saving added up from the start: mean".to_owned(),
        unit: Unit::Pounds,
        how: How::Lines,
        along: std::iter::once(Cell::from("start".to_owned())).chain(ends).collect(),
        columns: ranking::ranked(study).into_iter().map(column).collect(),
    }
}
