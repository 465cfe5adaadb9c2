//! Staff in post at the start.

use super::route::Route;
use crate::ids::{IdVec, RouteId, StageOfRoute, TeamId};
use crate::scenario::Names;
use crate::scenario::declare::Table;
use crate::scenario::problem::{Contradiction, Problem};
use crate::units::Unit;

/// A group of identical people in post at the start.
#[derive(Clone, Debug)]
pub struct StaffGroup {
    /// Identifier.
    pub id: String,
    /// Index of the team.
    pub team: TeamId,
    /// Index of the route.
    pub route: RouteId,
    /// Index of the stage within the route.
    pub stage: StageOfRoute,
    /// Number of people.
    pub heads: u32,
    /// Months in service at the start.
    pub months_in_service: u32,
    /// Months in the stage at the start.
    pub months_in_stage: u32,
}

/// Allowed range of months in service.
pub(crate) const SERVICE: (i64, i64) = (0, 720);

/// Allowed range of people in a group.
pub(crate) const HEADS: (i64, i64) = (0, 10_000);

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names, routes: &IdVec<RouteId, Route>) -> StaffGroup {
    let team = t.name_required("team", "team", &names.teams, "The team in which they work.");
    let route = t.name_required("route", "route", &names.routes, "The route by which they joined.");
    let stages = stage_ids(routes, route);
    let last = stages.ids().next_back().unwrap_or(StageOfRoute::new(0));
    let stage = t.name("stage", "stage of this route", &stages, "Their stage of the route; defaults to the last.");
    let stage = stage.unwrap_or(last);
    let heads = t.whole_required("heads", Unit::Heads, HEADS, "Number of people.") as u32;
    let months_in_service =
        t.whole("months_in_service", Unit::Months, SERVICE, 0, "Time in service at the start.") as u32;
    let in_stage = t.whole_or_none(
        "months_in_stage",
        Unit::Months,
        SERVICE,
        "Time in the stage at the start; defaults to the time in service, up to the length of the stage.",
    );
    let length = length_of(routes, route, stage);
    let place = t.place_of("months_in_stage");
    let longest = length.unwrap_or(u32::MAX);
    let months_in_stage = in_stage.map_or(months_in_service.min(longest), |months| months as u32);
    if months_in_stage > longest {
        let what = Contradiction::LongerThanStage { staff: id.to_owned(), months: longest };
        t.error(Problem::Inconsistent { what }, place);
    }
    StaffGroup { id: id.to_owned(), team, route, stage, heads, months_in_service, months_in_stage }
}

/// The ids of the stages of a route.
pub(crate) fn stage_ids(routes: &IdVec<RouteId, Route>, route: RouteId) -> IdVec<StageOfRoute, String> {
    routes.get(route.index()).map(|r| r.stages.iter().map(|s| s.id.clone()).collect()).unwrap_or_default()
}

/// Months that a stage lasts; `None` for the last of a route, and where the route could not be read.
pub(crate) fn length_of(routes: &IdVec<RouteId, Route>, route: RouteId, stage: StageOfRoute) -> Option<u32> {
    routes.get(route.index()).and_then(|route| route.stages.get(stage.index())).and_then(|stage| stage.months)
}
