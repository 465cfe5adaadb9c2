//! Moves of permanent staff between teams.

use super::staff::HEADS;
use crate::ids::{RouteId, TeamId};
use crate::scenario::Names;
use crate::scenario::declare::Table;
use crate::units::{Month, Unit};

/// A move of permanent staff from one team to another.
#[derive(Clone, Debug)]
pub struct Move {
    /// Identifier.
    pub id: String,
    /// Month of the move; `None` if invalid.
    pub month: Option<Month>,
    /// Index of the route whose people move.
    pub route: RouteId,
    /// Index of the team that they leave.
    pub from: TeamId,
    /// Index of the team that they join.
    pub to: TeamId,
    /// Number of people.
    pub heads: u32,
}

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names) -> Move {
    Move {
        id: id.to_owned(),
        month: t.month_required("month", "The month in which they move."),
        route: t.name_required("route", "route", &names.routes, "The route whose people move."),
        from: t.name_required("from_team", "team", &names.teams, "The team that they leave."),
        to: t.name_required("to_team", "team", &names.teams, "The team that they join."),
        heads: t.whole_required(
            "heads",
            Unit::Heads,
            HEADS,
            "Number of people; those with the shortest time in service move first.",
        ) as u32,
    }
}
