//! Warnings for items that are entirely before or after the run. Plans are applied to scenarios with shorter horizons,
//! so this is not an error.

use super::{LintContext, LintFinding};
use crate::scenario::Arrival;
use crate::scenario::problem::{DatedItem, Problem};
use crate::units::Month;

/// A dated item: its kind, its id, the keys of its first and last month, and those months. `None` means from the start
/// or to the end of the run.
struct ActivePeriod<'a> {
    kind: DatedItem,
    id: &'a str,
    keys: [&'static str; 2],
    from: Option<Month>,
    until: Option<Month>,
}

pub(super) fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    let scenario = look.scenario;
    let one = |kind, id, month: Option<Month>| ActivePeriod { kind, id, keys: ["month"; 2], from: month, until: month };
    let range = |kind, id, from, until| ActivePeriod { kind, id, keys: ["from", "until"], from, until };
    let intakes = scenario.intakes.iter().map(|intake| match intake.arrival {
        Arrival::Dated { month, .. } => one(DatedItem::Intake, &intake.id, Some(month)),
        Arrival::Rolling { from, until, .. } => range(DatedItem::Intake, &intake.id, from, until),
    });
    let moves = scenario.moves.iter().map(|of| one(DatedItem::Move, &of.id, of.month));
    let awards = scenario.awards.iter().map(|of| one(DatedItem::Award, &of.id, of.month));
    let changes = scenario.changes.iter().map(|of| range(DatedItem::Change, &of.id, of.from, of.until));
    intakes.chain(moves).chain(awards).chain(changes).filter_map(|period| outside(look, &period)).collect()
}

fn outside(look: &LintContext<'_>, period: &ActivePeriod<'_>) -> Option<LintFinding> {
    let (first, last) = (look.scenario.start, look.scenario.end());
    let late = period.from.filter(|&from| from > last).map(|from| (from, true));
    let early = period.until.filter(|&until| until < first).map(|until| (until, false));
    let (found, is_after) = late.or(early)?;
    let table = match period.kind {
        DatedItem::Intake => "intake",
        DatedItem::Move => "move",
        DatedItem::Award => "award",
        DatedItem::Change => "change",
    };
    let place = look.place(&format!("{table}.{}.{}", period.id, period.keys[usize::from(!is_after)]));
    let (found, first, last) = (found.iso(), first.iso(), last.iso());
    Some((Problem::OutsideRun { kind: period.kind, id: period.id.to_owned(), found, is_after, first, last }, place))
}
