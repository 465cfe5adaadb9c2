//! What is said of a scenario that was written from a council's own records.

use std::path::Path;

use super::{next_steps, note_lines};
use crate::cli::new::as_argument;
use crate::content::words;
use crate::import::staff_list::{StaffList, UnplacedReason, listed};
use crate::import::staff_opening::{OpeningRate, StaffOpening};

/// What a scenario was written from.
pub(super) struct WrittenFrom<'a> {
    /// The council and the month, as a sentence.
    pub when: String,
    /// What a row is called: `lines` or `rows`.
    pub rows: &'a str,
    /// Whether it has teams.
    pub has_teams: bool,
}

/// The whole text.
pub(super) fn told(
    path: &Path,
    text: &str,
    opening: &StaffOpening,
    list: &StaffList,
    from: &WrittenFrom<'_>,
) -> String {
    let file = as_argument(path);
    let mut lines = vec![format!("Wrote {file}"), format!("  {}", from.when), String::new()];
    lines.extend(counts(opening, list, from.rows));
    if from.has_teams {
        lines.extend(teams(opening));
    }
    lines.extend(rates(&opening.rates()));
    lines.extend([String::new(), "Notes".to_owned()]);
    lines.extend(note_lines(&opening.notes()));
    lines.extend(next_steps(&file, text));
    lines.join("\n") + "\n"
}

/// The rows, which add up.
fn counts(opening: &StaffOpening, list: &StaffList, rows: &str) -> Vec<String> {
    let counts = opening.counts();
    let line = |number: usize, what: &str| format!("  {:>7}  {what}", words::whole(number as u64));
    let mut lines = vec![
        "Rows".to_owned(),
        line(counts.rows, "in all, of which"),
        line(counts.permanent, "permanent workers in post"),
        line(counts.agency, "agency workers in post"),
        line(counts.left, "had left"),
        line(counts.later.len(), "start later and are not in it"),
        line(counts.unplaced, "cannot be placed and are not in it"),
    ];
    if !counts.later.is_empty() {
        lines.extend(note_lines(&[format!("start later: {}", listed(rows, &counts.later))]));
    }
    lines.extend(rows_that_cannot_be_placed(list, rows));
    lines
}

/// The rows that cannot be placed, by reason.
pub(in crate::cli) fn rows_that_cannot_be_placed(list: &StaffList, rows: &str) -> Vec<String> {
    let mut reasons: Vec<UnplacedReason> = list.unplaced.iter().map(|(_, reason)| *reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let of = |reason: &UnplacedReason| {
        let lines: Vec<u64> = list.unplaced.iter().filter(|(_, of)| of == reason).map(|(line, _)| *line).collect();
        format!("{reason}: {}", listed(rows, &lines))
    };
    note_lines(&reasons.iter().map(of).collect::<Vec<_>>())
}

fn teams(opening: &StaffOpening) -> Vec<String> {
    let teams: Vec<(&str, f64, f64)> = opening.team_fte().collect();
    let width = teams.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or(0).max(4);
    let mut lines = vec![String::new(), format!("{:width$}    permanent FTE   agency FTE", "Teams")];
    for (name, permanent, agency) in teams {
        lines.push(format!("  {name:width$}  {permanent:>13.1}  {agency:>11.1}"));
    }
    lines
}

/// Own, pooled and used rates.
fn rates(rates: &[OpeningRate]) -> Vec<String> {
    let mut lines =
        vec![String::new(), "Rates                       own   events   years  weight  pooled    used".to_owned()];
    for OpeningRate { name, unit, rate } in rates {
        let own = rate.own().map_or("-".to_owned(), |own| format!("{:.1}%", 100.0 * own));
        // Exposure in years, whatever the unit.
        let years = if *unit == "a month" { rate.exposure / 12.0 } else { rate.exposure };
        lines.push(format!(
            "  {name:22} {own:>7} {events:>7.0} {years:>8.1} {weight:>6.2} {pooled:>6.1}% {used:>6.1}% {unit}",
            events = rate.events,
            weight = rate.weight(),
            pooled = 100.0 * rate.pooled,
            used = 100.0 * rate.rate(),
        ));
    }
    lines.push("  used = weight x own + (1 - weight) x pooled".to_owned());
    lines
}
