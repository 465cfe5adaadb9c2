//! What lies wholly before or after the run. Plans are laid over scenarios with shorter horizons, so this is no error.

use super::{Found, LintContext};
use crate::scenario::Arrival;
use crate::scenario::problem::{Dated, Problem};
use crate::units::Month;

/// What happens at a date: what it is, its id, the keys of its first and last month and those months. A first month left
/// out is the start, a last month left out the end.
struct Period<'a> {
    kind: Dated,
    id: &'a str,
    keys: [&'static str; 2],
    from: Option<Month>,
    until: Option<Month>,
}

pub(super) fn all(look: &LintContext<'_>) -> Vec<Found> {
    let scenario = look.scenario;
    let one = |kind, id, month: Option<Month>| Period { kind, id, keys: ["month"; 2], from: month, until: month };
    let range = |kind, id, from, until| Period { kind, id, keys: ["from", "until"], from, until };
    let intakes = scenario.intakes.iter().map(|intake| match intake.arrival {
        Arrival::Dated { month, .. } => one(Dated::Intake, &intake.id, Some(month)),
        Arrival::Rolling { from, until, .. } => range(Dated::Intake, &intake.id, from, until),
    });
    let moves = scenario.moves.iter().map(|of| one(Dated::Move, &of.id, of.month));
    let awards = scenario.awards.iter().map(|of| one(Dated::Award, &of.id, of.month));
    let changes = scenario.changes.iter().map(|of| range(Dated::Change, &of.id, of.from, of.until));
    intakes.chain(moves).chain(awards).chain(changes).filter_map(|period| outside(look, &period)).collect()
}

fn outside(look: &LintContext<'_>, period: &Period<'_>) -> Option<Found> {
    let (first, last) = (look.scenario.start, look.scenario.end());
    let late = period.from.filter(|&from| from > last).map(|from| (from, true));
    let early = period.until.filter(|&until| until < first).map(|until| (until, false));
    let (found, is_after) = late.or(early)?;
    let table = match period.kind {
        Dated::Intake => "intake",
        Dated::Move => "move",
        Dated::Award => "award",
        Dated::Change => "change",
    };
    let place = look.place(&format!("{table}.{}.{}", period.id, period.keys[usize::from(!is_after)]));
    let (found, first, last) = (found.iso(), first.iso(), last.iso());
    Some((Problem::OutsideRun { kind: period.kind, id: period.id.to_owned(), found, is_after, first, last }, place))
}
