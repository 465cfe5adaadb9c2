//! Responses: changes that a measure triggers and ends, not a date.

use super::target::{figures_of, read_series};
use crate::scenario::Names;
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::{Problem, Questionable};
use crate::scenario::reported_series::Series;
use crate::units::Unit;

/// When a change begins and ends by a measure.
#[derive(Clone, Debug)]
pub struct Response {
    /// The series whose figure at the end of last month decides; `None` if invalid.
    pub series: Option<Series>,
    /// What must hold for it to begin.
    pub start: Condition,
    /// What must hold for it to end; `None` if it ends once `start` does not hold.
    pub stop: Option<Condition>,
    /// Months from the decision until it is in force.
    pub after: u32,
    /// Maximum number of starts in a financial year.
    pub at_most: Option<u32>,
}

/// A level that a figure must be above or below at the ends of consecutive months.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// Whether the figure must be above the level (`true`) or below it.
    pub is_above: bool,
    /// The level.
    pub level: InputId,
    /// Number of consecutive months.
    pub months: u32,
}

/// The keys of a change that only a response has.
const OF_RESPONSES: [&str; 3] = ["stop", "after", "at_most"];

/// The response of a change, if it has `when`.
pub(super) fn read(t: &mut Table<'_>, id: &str, names: &Names) -> Option<Response> {
    let when = t.table(
        "when",
        "What makes the change begin: a measure that is above or below a level at the end of last month; the opening counts as \
         the first month. Without it the change begins by date.",
        |t| {
            let series = read_series(t, names);
            t.mark_required("measure");
            let unit = series.map_or(Unit::Number, |series| series.measure.unit);
            (series, unit, read_condition(t, unit))
        },
    );
    let unit = when.as_ref().map_or(Unit::Number, |(_, unit, _)| *unit);
    let stop = t.table(
        "stop",
        "What makes it end: a level for the same measure, at the ends of months in which it was in force. It never ends while \
         `when` holds. If omitted, it ends when `when` fails.",
        |t| read_condition(t, unit),
    );
    let after = t.whole(
        "after",
        Unit::Months,
        (0, 60),
        0,
        "Months from the decision until the change is in force, in addition to any lead time of agency staff.",
    );
    let at_most = t.whole_or_none(
        "at_most",
        Unit::Number,
        (1, 12),
        "Maximum number of times that it begins in a financial year; no limit if omitted.",
    );
    let Some((series, _, start)) = when else {
        for key in OF_RESPONSES {
            if t.has(key) && !t.has("when") {
                let place = t.place_of(key);
                let problem = Problem::Missing {
                    key: "when".into(),
                    inside: t.address().to_owned(),
                    expected: format!(
                        "the condition to which `{key}` belongs, such as {{ measure = \"caseload\", above = 20 }}"
                    ),
                };
                t.error(problem, place);
            }
        }
        return None;
    };
    warn_of_a_gap(t, id, start.as_ref(), stop.as_ref().and_then(Option::as_ref));
    Some(Response {
        series,
        start: start?,
        stop: stop.flatten(),
        after: after as u32,
        at_most: at_most.map(|n| n as u32),
    })
}

/// A level in `unit`: exactly one of `above` and `below`.
fn read_condition(t: &mut Table<'_>, unit: Unit) -> Option<Condition> {
    let limits = figures_of(unit);
    let above = t.quantity("above", unit, limits, "The measure must be above this level.").fixed().optional();
    let below = t.quantity("below", unit, limits, "The measure must be below this level.").fixed().optional();
    let found = usize::from(t.has("above")) + usize::from(t.has("below"));
    if found != 1 {
        t.error(Problem::OneOf { keys: &["above", "below"], inside: t.address().to_owned(), found }, None);
    }
    let months = t.whole("months", Unit::Months, (1, 120), 1, "Number of consecutive months.");
    Some(Condition { is_above: above.is_some(), level: above.or(below)?, months: months as u32 })
}

/// Warns of a response that would end at a level at which it begins again, or that ends by moving away from its cause.
fn warn_of_a_gap(t: &mut Table<'_>, id: &str, start: Option<&Condition>, stop: Option<&Condition>) {
    let (Some(start), Some(stop)) = (start, stop) else { return };
    let (begins, ends) = (t.mean(start.level), t.mean(stop.level));
    let overlaps = if start.is_above { ends >= begins } else { ends <= begins };
    if start.is_above == stop.is_above || overlaps {
        let what = Questionable::StopWithinStart { change: id.to_owned(), same_side: start.is_above == stop.is_above };
        let place = t.place_of("stop");
        t.reader.warn(Problem::Odd { what }, place);
    }
}
