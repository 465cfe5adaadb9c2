//! Dated changes that begin or end, and awards.

use super::entry::{Entry, Kind};
use super::naming::Naming;
use crate::units::Unit;

/// Entries for changes that begin in the month or ended with the previous one, and for awards.
pub(super) fn entries(naming: Naming<'_>) -> Vec<Entry<'_>> {
    let (scenario, first) = (naming.scenario(), naming.month == 0);
    let today = naming.plan.calendar().month(naming.month as i32);
    let entry = |kind, of, text| Entry { of, ..Entry::new(kind, f64::NAN, Unit::Number, text) };
    let mut entries = Vec::new();
    for change in scenario.changes.iter().filter(|change| change.response.is_none()) {
        let Some(from) = change.from else { continue };
        let ended = change.until.is_some_and(|until| until < today);
        if from == today {
            entries.push(entry(Kind::ChangeBegins, &change.id, begins(&change.name, change.phase_in)));
        } else if first && from < today && !ended {
            entries.push(entry(Kind::ChangeBegins, &change.id, format!("In force since {from}: {}.", change.name)));
        }
        if change.until.is_some_and(|until| until.plus(1) == today) {
            entries.push(entry(Kind::ChangeEnded, &change.id, format!("Ended: {}.", change.name)));
        }
    }
    let awards = scenario.awards.iter().filter(|award| award.month == Some(today));
    entries.extend(awards.map(|award| match &award.prices {
        None => entry(Kind::PayAward, &award.id, format!("A pay award takes effect: {}.", award.id)),
        Some(prices) => {
            let prices: Vec<String> =
                prices.iter().map(|&id| format!("`{}`", scenario.inputs.get(id).address)).collect();
            entry(
                Kind::PriceRise,
                &award.id,
                format!("A price rise takes effect: {} ({}).", award.id, prices.join(", ")),
            )
        }
    }));
    entries
}

fn begins(name: &str, phase_in: u32) -> String {
    match phase_in {
        0 | 1 => format!("Begins: {name}."),
        months => format!("Begins, phased in over {months} months: {name}."),
    }
}
