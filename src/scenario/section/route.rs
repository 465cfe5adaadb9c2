//! Routes into permanent posts and their stages.

use super::leaving::{Band, bands, read_bands};
use crate::ids::{IdVec, StageOfRoute};
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::{Contradiction, Problem};
use crate::scenario::source::Node;
use crate::units::Unit;

/// A route into permanent posts.
#[derive(Clone, Debug)]
pub struct Route {
    /// Identifier.
    pub id: String,
    /// Display name.
    pub name: String,
    /// FTE per person.
    pub fte_per_head: f64,
    /// Whether its people manage case holders.
    pub manages_case_holders: bool,
    /// Its stages, in order.
    pub stages: IdVec<StageOfRoute, RouteStage>,
}

/// A stage of a route.
#[derive(Clone, Debug)]
pub struct RouteStage {
    /// Identifier.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Length in months; `None` for the last stage.
    pub months: Option<u32>,
    /// Whether people in it are permanent staff (otherwise trainees).
    pub employed: bool,
    /// Share of a full caseload that one FTE carries.
    pub caseload_share: InputId,
    /// Share of a vacant post that one FTE fills.
    pub cover: InputId,
    /// Probability of moving on to the next stage at the end; the others leave.
    pub completion: InputId,
    /// Pay with on-costs; for trainees, the council's cost of supporting them.
    pub pay: InputId,
    /// Own turnover rates by time in service; `None` for those of the service.
    pub leaving: Option<Vec<Band>>,
}

pub(crate) fn read(t: &mut Table<'_>, id: &str) -> Route {
    let name = t.text("name", "Display name of the route; defaults to its id.").unwrap_or_else(|| id.to_owned());
    let fte_per_head = t.plain("fte_per_head", Unit::Fte, (0.05, 1.0), 1.0, "FTE per person.");
    let manages_case_holders = t.flag(
        "manages_case_holders",
        false,
        "Whether people on the route manage case holders, who are then reported per manager.",
    );
    let mut places = Vec::new();
    let stages = t.each("stage", "The stages of the route, in order; the last has no `months`.", |t, id| {
        // A length that must not be given is reported at its own place; a missing length at the stage's place.
        places.push((t.place(), t.has("months").then(|| t.place_of("months")).flatten()));
        read_stage(t, id)
    });
    t.mark_required("stage");
    check_stages(t, id, &stages, &places);
    Route { id: id.to_owned(), name, fte_per_head, manages_case_holders, stages: stages.into() }
}

/// Checks the order of a route's stages, each with the place of its table and of its `months`.
fn check_stages(
    t: &mut Table<'_>,
    id: &str,
    stages: &[RouteStage],
    places: &[(Option<crate::scenario::Place>, Option<crate::scenario::Place>)],
) {
    let Some((last, before)) = stages.split_last() else {
        // A `stage` of another type has already been reported.
        if t.has("stage") && !t.node().get("stage").is_some_and(Node::is_empty_table) {
            return;
        }
        let problem = Problem::Missing {
            key: "stage".into(),
            inside: format!("route.{id}"),
            expected: "a route must have at least one stage, such as [route.experienced.stage.in_post]".into(),
        };
        return t.error(problem, None);
    };
    let refuse = |t: &mut Table<'_>, of: fn(String, String) -> Contradiction, stage: &RouteStage, place| {
        t.error(Problem::Inconsistent { what: of(id.to_owned(), stage.id.clone()) }, place);
    };
    let last_places = places.last().copied().unwrap_or_default();
    if last.months.is_some() {
        refuse(t, |route, stage| Contradiction::LastStageEnds { route, stage }, last, last_places.1);
    }
    let endless = before.iter().zip(places).filter(|(stage, (_, months))| stage.months.is_none() && months.is_none());
    for (stage, &(place, _)) in endless {
        refuse(t, |route, stage| Contradiction::StageWithoutEnd { route, stage }, stage, place);
    }
    let late = (1..stages.len()).find(|&stage| stages[stage - 1].employed && !stages[stage].employed);
    if let Some(stage) = late.or((!last.employed).then_some(stages.len() - 1)) {
        let place = places[stage].0;
        refuse(t, |route, stage| Contradiction::TraineesAfterStaff { route, stage }, &stages[stage], place);
    }
}

fn read_stage(t: &mut Table<'_>, id: &str) -> RouteStage {
    let name = t.text("name", "Display name of the stage; defaults to its id.").unwrap_or_else(|| id.to_owned());
    let months = t
        .whole_or_none("months", Unit::Months, (1, 600), "Length of the stage; the last stage has none.")
        .map(|months| months as u32);
    let employed = t.flag(
        "employed",
        true,
        "Whether people in the stage are permanent staff; trainees are not, and are counted separately.",
    );
    let full = f64::from(u8::from(employed));
    let share = (0.0, 1.0);
    RouteStage {
        id: id.to_owned(),
        name,
        months,
        employed,
        caseload_share: t
            .quantity(
                "caseload_share",
                Unit::Share,
                share,
                "Share of a full caseload that one FTE carries (default 1, for trainees 0).",
            )
            .or(full),
        cover: t
            .quantity(
                "cover",
                Unit::Share,
                share,
                "Share of a vacant post that one FTE fills: 0 while supernumerary (default 1, for trainees 0).",
            )
            .or(full),
        completion: t
            .quantity(
                "completion",
                Unit::Probability,
                share,
                "Probability of moving on to the next stage at the end of this one; the others leave.",
            )
            .or(1.0),
        pay: t
            .quantity(
                "pay",
                Unit::PoundsPerFteYear,
                (0.0, 1_000_000.0),
                "Annual salary with on-costs; for trainees, the council's cost of supporting them.",
            )
            .or(0.0),
        leaving: t.table_of(
            "leaving",
            bands(),
            "Turnover rates in this stage by time in service, instead of those in `[leaving]`.",
            read_bands,
        ),
    }
}
