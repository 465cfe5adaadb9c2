//! The short form of "Your own service": what a planner knows of a service by heart, from which a scenario is made.
//!
//! [`questions`] has what is asked, and [`reading`] makes a service of what was entered.

mod questions;
mod reading;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub(crate) use reading::read;

use crate::import::own_service::MOST_TEAMS;
use crate::import::staff_list::PooledRates;
use crate::units::Month;
use questions::{PARTS, Question, TEAM};

/// What was entered, by the keys of the fields.
pub(crate) type Entries = BTreeMap<String, String>;

/// The form with what was entered in it.
pub(crate) struct ShortForm {
    pub parts: Vec<ShortPart>,
}

/// Fields that belong together.
pub(crate) struct ShortPart {
    pub title: String,
    /// What a planner needs to know before filling it in; may be empty.
    pub help: String,
    pub fields: Vec<ShortField>,
    /// Number of the team, if it is one that may be taken away.
    pub removable: Option<usize>,
    /// Whether another team may be added below it.
    pub may_add: bool,
    /// Whether it is a team.
    pub is_team: bool,
}

/// A field.
pub(crate) struct ShortField {
    pub key: String,
    pub label: &'static str,
    /// Unit beside the value; may be empty.
    pub unit: &'static str,
    /// What is meant, in a line; may be empty.
    pub help: &'static str,
    /// What English authorities show; `None` if nothing is published.
    pub published: Option<String>,
    /// What becomes of it if nothing is entered; empty if something must be.
    pub if_empty: String,
    pub entry: String,
    /// Why the entry cannot be taken.
    pub error: Option<String>,
    pub is_text: bool,
}

/// The key of a field of a team, which are numbered from 1.
fn team_key(number: usize, key: &str) -> String {
    format!("team.{number}.{key}")
}

/// Number of teams in what was entered: at least one.
pub(crate) fn teams(entries: &Entries) -> usize {
    let number = |key: &String| key.strip_prefix("team.")?.split('.').next()?.parse::<usize>().ok();
    entries.keys().filter_map(number).max().unwrap_or(1).clamp(1, MOST_TEAMS)
}

/// What was entered, with another team.
pub(crate) fn with_team(mut entries: Entries) -> Entries {
    let number = teams(&entries) + 1;
    if number <= MOST_TEAMS {
        entries.insert(team_key(number, "name"), String::new());
    }
    entries
}

/// What was entered, without a team.
pub(crate) fn without_team(mut entries: Entries, number: usize) -> Entries {
    let all = teams(&entries);
    if all == 1 || !(1..=all).contains(&number) {
        return entries;
    }
    for place in number..=all {
        for question in TEAM {
            entries.remove(&team_key(place, question.key));
            if let Some(next) = entries.get(&team_key(place + 1, question.key)).cloned() {
                entries.insert(team_key(place, question.key), next);
            }
        }
    }
    entries
}

impl ShortForm {
    /// The form; `month` is that in which it is filled in, and `errors` are shown at their fields.
    pub(crate) fn new(entries: &Entries, month: Month, errors: &[(String, String)]) -> Self {
        let england = PooledRates::known_at(month);
        let field = |key: String, question: &Question| ShortField {
            label: question.label,
            unit: question.unit,
            help: question.help,
            published: (question.published)(),
            if_empty: (question.if_empty)(england),
            entry: entries.get(&key).cloned().unwrap_or_default(),
            error: errors.iter().find(|(of, _)| *of == key).map(|(_, words)| words.clone()),
            is_text: question.is_text(),
            key,
        };
        // What is known of England is said once.
        let of_team = |number: usize, question: &Question| {
            let field = field(team_key(number, question.key), question);
            if number == 1 { field } else { ShortField { published: None, if_empty: String::new(), help: "", ..field } }
        };
        let all = teams(entries);
        let team = |number: usize| ShortPart {
            title: if all == 1 { "The team".to_owned() } else { format!("Team {number}") },
            help: String::new(),
            fields: TEAM.iter().map(|question| of_team(number, question)).collect(),
            removable: (all > 1).then_some(number),
            may_add: number == all && all < MOST_TEAMS,
            is_team: true,
        };
        let part = |(title, help, questions): &(&str, &str, &[Question])| ShortPart {
            title: (*title).to_owned(),
            help: (*help).to_owned(),
            fields: questions.iter().map(|question| field(question.key.to_owned(), question)).collect(),
            removable: None,
            may_add: false,
            is_team: false,
        };
        let mut parts: Vec<ShortPart> = PARTS.iter().map(part).collect();
        // The teams stand after what the service is.
        let teams: Vec<ShortPart> = (1..=all).map(team).collect();
        parts.splice(1..1, teams);
        Self { parts }
    }

    /// The fields whose entries cannot be taken.
    pub(crate) fn wrong(&self) -> impl Iterator<Item = &ShortField> {
        self.parts.iter().flat_map(|part| &part.fields).filter(|field| field.error.is_some())
    }
}
