//! Teams and their ids.

use std::collections::BTreeMap;

use super::TeamOpening;
use crate::scenario::{is_id, reserved, shown};

/// Longest id of a team, so that the ids of its groups are short enough.
const LONGEST: usize = 22;

impl TeamOpening {
    pub(super) fn new(name: &str) -> Self {
        Self {
            id: String::new(),
            name: shown(name),
            heads: 0,
            fte: 0.0,
            agency_heads: 0,
            agency_fte: 0.0,
            leavers: None,
            bins: BTreeMap::new(),
        }
    }
}

/// Gives each team an id made from its name.
pub(super) fn name_ids(teams: &mut [TeamOpening]) {
    let ids = team_ids(teams.iter().map(|team| team.name.as_str()));
    for (team, id) in teams.iter_mut().zip(ids) {
        team.id = id;
    }
}

/// An id for each team, made from its name, with another number for each that would have one twice.
pub(in crate::import) fn team_ids<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for name in names {
        let first = id_of(name);
        let others = (2..).map(|number| format!("{first}_{number}"));
        let free = std::iter::once(first.clone()).chain(others).find(|id| !taken.contains(id));
        taken.push(free.unwrap_or(first));
    }
    taken
}

/// A valid id made from a name: `Child in Need & Protection` becomes `child_in_need`.
fn id_of(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let words = lower.split(|one: char| !one.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut id = String::new();
    for word in words {
        let longer = if id.is_empty() { word.to_owned() } else { format!("{id}_{word}") };
        if longer.len() > LONGEST && !id.is_empty() {
            break;
        }
        id = longer;
    }
    id.truncate(LONGEST);
    if !id.starts_with(|first: char| first.is_ascii_lowercase()) || reserved("team", &id).is_some() || !is_id(&id) {
        id = format!("team_{id}");
    }
    id.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_valid_and_each_once_whatever_the_names() {
        let names = [
            "Front Door",
            "front-door",
            "FRONT DOOR!",
            "16+",
            "Service",
            "value",
            "Équipe",
            "",
            "Children in need and protection (North)",
        ];
        let mut teams: Vec<TeamOpening> = names.into_iter().map(TeamOpening::new).collect();
        name_ids(&mut teams);
        let ids: Vec<&str> = teams.iter().map(|team| team.id.as_str()).collect();
        assert_eq!(ids[..6], ["front_door", "front_door_2", "front_door_3", "team_16", "team_service", "team_value"]);
        for (place, id) in ids.iter().enumerate() {
            assert!(is_id(id) && reserved("team", id).is_none(), "{id}");
            assert!(!ids[..place].contains(id), "{id}");
        }
    }
}
