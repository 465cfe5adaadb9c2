//! Which keys of an intake go together.

use crate::scenario::declare::Table;
use crate::scenario::problem::{Contradiction, DatedItem, Problem};
use crate::scenario::source::{Node, Value};
use crate::units::Month;

/// The keys of a dated intake that a campaign does not have, and the reverse.
const OF_DATED: [&str; 4] = ["teams", "month", "every", "take_up"];
const OF_ROLLING: [&str; 5] = ["dispersion", "from", "into_vacancies", "lead_time", "cost_per_month"];

/// Reports keys that are missing, exclude each other or do not belong to an intake of its kind.
pub(super) fn check(t: &mut Table<'_>, id: &str) {
    let (rolling, split) = (t.has("per_month"), t.has("teams"));
    team(t, id);
    if t.has("offers") && rolling || !(t.has("offers") || rolling || split) {
        let found = usize::from(rolling) * 2;
        let keys = &["offers", "teams", "per_month"];
        return t.error(Problem::OneOf { keys, inside: format!("intake.{id}"), found }, None);
    }
    if rolling {
        of_a_campaign(t);
    } else {
        of_a_dated_intake(t, id);
    }
    let first = if rolling { "from" } else { "month" };
    if let (Some(from), Some(until)) = (month(t, first), month(t, "until"))
        && until < from
        && (rolling || t.has("every"))
    {
        let what = Contradiction::EndsBeforeItBegins { kind: DatedItem::Intake, id: id.to_owned(), from, until };
        inconsistent(t, what, "until");
    }
}

/// The team or the teams that people join.
fn team(t: &mut Table<'_>, id: &str) {
    match (t.has("team"), t.has("teams")) {
        (true, true) => {
            let keys = &["team", "teams"];
            beside_teams(t, Problem::OneOf { keys, inside: format!("intake.{id}"), found: 2 }, "team");
        }
        (false, false) => t.missing("team", "The team that they join, or `teams` with the offers of each."),
        _ => {}
    }
}

/// Reports `key`, which `teams` replaces, with how an overlay leaves it out.
fn beside_teams(t: &mut Table<'_>, problem: Problem, key: &str) {
    let (old, new) = (t.place_of(key), t.place_of("teams"));
    let is_of_base = old.map(|place| place.file) != new.map(|place| place.file);
    let hint = is_of_base.then(|| format!("`{key} = {{ remove = true }}` leaves out that of the base"));
    t.reader.error_with_hint(problem, new, hint);
}

fn of_a_campaign(t: &mut Table<'_>) {
    let is_of_dated = |key: &str| OF_DATED.contains(&key) || Month::parse(key).is_some();
    for (key, _) in t.keys().into_iter().filter(|(key, _)| is_of_dated(key)) {
        inconsistent(t, Contradiction::KeyOfDatedIntake { key: key.clone() }, &key);
    }
    let into_vacancies = t.node().get("into_vacancies").is_some_and(|node| matches!(node.value, Value::Flag(true)));
    if t.has("lead_time") && !into_vacancies {
        inconsistent(t, Contradiction::LeadTimeWithoutVacancies {}, "lead_time");
    }
}

fn of_a_dated_intake(t: &mut Table<'_>, id: &str) {
    for key in OF_ROLLING.into_iter().filter(|key| t.has(key)).collect::<Vec<_>>() {
        inconsistent(t, Contradiction::KeyOfRollingIntake { key: key.to_owned() }, key);
    }
    if t.has("until") && !t.has("every") {
        inconsistent(t, Contradiction::UntilWithoutEvery {}, "until");
    }
    if t.has("offers") && t.has("teams") {
        beside_teams(t, Problem::Inconsistent { what: Contradiction::OffersBesideTeams {} }, "offers");
    }
    if !t.has("month") {
        let problem = Problem::Missing {
            key: "month".into(),
            inside: format!("intake.{id}"),
            expected: "the month in which they start, such as \"2016-04\"".into(),
        };
        t.error(problem, None);
    }
}

/// The month at a key, if it is valid.
fn month(t: &Table<'_>, key: &str) -> Option<Month> {
    match t.node().get(key) {
        Some(Node { value: Value::Text(text), .. }) => Month::parse(text),
        _ => None,
    }
}

fn inconsistent(t: &mut Table<'_>, what: Contradiction, key: &str) {
    let place = t.place_of(key);
    t.error(Problem::Inconsistent { what }, place);
}
