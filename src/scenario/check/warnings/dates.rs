//! Warnings for items that are entirely before or after the run. Plans are applied to scenarios with shorter horizons,
//! so this is not an error.

use super::{LintContext, LintFinding};
use crate::scenario::Arrival;
use crate::scenario::problem::{DatedItem, Problem};
use crate::units::Month;

/// A dated item: its kind, its id, the keys of its first and last month, and those months. `None` means from the start
/// or to the end of the run.
struct ActivePeriod {
    kind: DatedItem,
    id: String,
    keys: [&'static str; 2],
    from: Option<Month>,
    until: Option<Month>,
}

pub(super) fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    let scenario = look.scenario;
    let period = |kind, id: &str, keys, from, until| ActivePeriod { kind, id: id.to_owned(), keys, from, until };
    let one = |kind, id: &str, month: Option<Month>| period(kind, id, ["month"; 2], month, month);
    let range = |kind, id: &str, from, until| period(kind, id, ["from", "until"], from, until);
    let intakes = scenario.intakes.iter().map(|intake| match intake.arrival {
        Arrival::Dated { month, .. } => {
            let id = named(look, &intake.id, month);
            period(DatedItem::Intake, &id, ["month", "until"], Some(month), Some(month))
        }
        Arrival::Rolling { from, until, .. } => range(DatedItem::Intake, &intake.id, from, until),
    });
    let moves = scenario.moves.iter().map(|of| one(DatedItem::Move, &of.id, of.month));
    let awards = scenario.awards.iter().map(|of| one(DatedItem::Award, &of.id, of.month));
    let changes = scenario.changes.iter().map(|of| range(DatedItem::Change, &of.id, of.from, of.until));
    intakes.chain(moves).chain(awards).chain(changes).filter_map(|period| outside(look, &period)).collect()
}

/// The intake, or its arrival of a month if that has a table of its own. Of other arrivals, one is outside the run only if all are.
fn named(look: &LintContext<'_>, intake: &str, month: Month) -> String {
    let arrival = format!("{intake}.{}", month.iso());
    if look.place(&format!("intake.{arrival}")).is_some() { arrival } else { intake.to_owned() }
}

fn outside(look: &LintContext<'_>, period: &ActivePeriod) -> Option<LintFinding> {
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
    let item = format!("{table}.{}", period.id);
    let keys = [period.keys[usize::from(!is_after)], period.keys[0]];
    let place = keys.iter().find_map(|key| look.place(&format!("{item}.{key}"))).or_else(|| look.place(&item));
    let (found, first, last) = (found.iso(), first.iso(), last.iso());
    Some((Problem::OutsideRun { kind: period.kind, id: period.id.clone(), found, is_after, first, last }, place))
}
