//! The dated events of a scenario: cohorts that arrive, team moves, changes that begin and end.

use super::chart::TimeMark;
use super::words;
use crate::ids::TeamId;
use crate::scenario::{Arrival, Change, Intake, Move, Scenario};
use crate::units::{Month, Unit};

/// The dated events within the run; if a team is given, only those that affect it or the whole service.
pub(crate) fn timeline_marks(scenario: &Scenario, team: Option<TeamId>) -> Vec<TimeMark> {
    let is_here = |of: TeamId| team.is_none_or(|team| team == of);
    let intakes = scenario.intakes.iter().filter(|intake| is_here(intake.team));
    let mut marks: Vec<TimeMark> = intakes.flat_map(|intake| arrivals(scenario, intake)).collect();
    let moves = scenario.moves.iter().filter(|of| is_here(of.from) || is_here(of.to));
    marks.extend(moves.filter_map(|of| moved(scenario, of)));
    let changes = scenario
        .changes
        .iter()
        .filter(|change| change.response.is_none() && team.is_none_or(|team| touches(scenario, change, team)));
    marks.extend(changes.flat_map(begins_and_ends));
    marks.retain(|mark| scenario.start <= mark.month && mark.month <= scenario.end());
    marks
}

fn mark(month: Month, words: String) -> TimeMark {
    TimeMark { month, words }
}

/// The arrival of a cohort, or the dated start and end of a campaign.
fn arrivals(scenario: &Scenario, intake: &Intake) -> Vec<TimeMark> {
    let name = &intake.name;
    match intake.arrival {
        Arrival::Dated { month, offers, .. } => {
            let offers = scenario.inputs.get(offers);
            let mean = offers.mean();
            let number = words::value(mean, Unit::Heads);
            let about = if offers.quantile.is_some() { "about " } else { "" };
            let noun = if words::is_one(mean, Unit::Heads) { "offer" } else { "offers" };
            let some =
                (!words::is_zero(mean, Unit::Heads)).then(|| mark(month, format!("{name}: {about}{number} {noun}")));
            some.into_iter().collect()
        }
        Arrival::Rolling { from, until, .. } => begin_and_end(name, from, until),
    }
}

fn moved(scenario: &Scenario, of: &Move) -> Option<TimeMark> {
    let (from, to) = (&scenario.teams[of.from].name, &scenario.teams[of.to].name);
    let verb = if of.heads == 1 { "moves" } else { "move" };
    Some(mark(of.month?, format!("{} {verb} from {from} to {to}", words::whole(u64::from(of.heads)))))
}

fn begins_and_ends(change: &Change) -> Vec<TimeMark> {
    begin_and_end(&change.name, change.from, change.until)
}

fn begin_and_end(name: &str, from: Option<Month>, until: Option<Month>) -> Vec<TimeMark> {
    let begins = from.map(|month| mark(month, format!("{name} begins")));
    let ends = until.map(|month| mark(month.plus(1), format!("{name} has ended")));
    begins.into_iter().chain(ends).collect()
}

/// Whether a change affects a team: it edits an input of the team, of one of its intakes, or of the whole service.
fn touches(scenario: &Scenario, change: &Change, team: TeamId) -> bool {
    change.edits.iter().any(|edit| {
        let address = &scenario.inputs.get(edit.input).address;
        let mut path = address.split('.');
        match (path.next(), path.next()) {
            (Some("team"), Some(id)) => scenario.teams[team].id == id,
            (Some("intake"), _) => {
                scenario.intakes.iter().any(|intake| intake.team == team && intake.inputs().contains(&edit.input))
            }
            _ => true,
        }
    })
}
