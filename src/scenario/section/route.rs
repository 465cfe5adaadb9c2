//! Routes: the ways somebody becomes a permanent social worker here, as data.

use super::leaving::{Band, bands, read_bands};
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::{Contradiction, Problem};
use crate::scenario::source::Node;
use crate::units::Unit;

/// A way into permanent posts.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// FTE of one person.
    pub fte_per_head: f64,
    /// Its stages, in the order in which people pass through them.
    pub stages: Vec<RouteStage>,
}

/// A stage of a route.
#[derive(Clone, Debug)]
pub struct RouteStage {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Its length; `None` for the last stage.
    pub months: Option<u32>,
    /// Whether people in it are permanent staff.
    pub employed: bool,
    /// Part of a full caseload that one FTE carries.
    pub caseload_share: InputId,
    /// Part of a vacant post that one FTE fills.
    pub cover: InputId,
    /// Probability of passing on at the stage's end.
    pub completion: InputId,
    /// Pay and on-costs; for trainees what the council pays to support them.
    pub pay: InputId,
    /// Turnover of its own, by time in service.
    pub leaving: Option<Vec<Band>>,
}

pub(crate) fn read(t: &mut Table<'_>, id: &str) -> Route {
    let name = t.text("name", "The route's name for people; its id where left out.").unwrap_or_else(|| id.to_owned());
    let fte_per_head = t.plain("fte_per_head", Unit::Fte, (0.05, 1.0), 1.0, "FTE of one person.");
    let mut places = Vec::new();
    let stages = t.each("stage", "The stages of the route, in order; the last has no `months`.", |t, id| {
        // A length that should not be there is what stands wrong; one that is lacking has no place but the stage's.
        places.push((t.place(), t.has("months").then(|| t.place_of("months")).flatten()));
        read_stage(t, id)
    });
    t.mark_required("stage");
    check_stages(t, id, &stages, &places);
    Route { id: id.to_owned(), name, fte_per_head, stages }
}

/// Checks the order of a route's stages, each with the place of its table and of its `months`.
fn check_stages(
    t: &mut Table<'_>,
    id: &str,
    stages: &[RouteStage],
    places: &[(Option<crate::scenario::Place>, Option<crate::scenario::Place>)],
) {
    let Some((last, before)) = stages.split_last() else {
        // A `stage` of another type is reported already.
        if t.has("stage") && !t.node().get("stage").is_some_and(Node::is_empty_table) {
            return;
        }
        let problem = Problem::Missing {
            key: "stage".into(),
            inside: format!("route.{id}"),
            expected: "a route has at least one stage, such as [route.experienced.stage.in_post]".into(),
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
    let name = t.text("name", "The stage's name for people; its id where left out.").unwrap_or_else(|| id.to_owned());
    let months = t
        .whole_or_none("months", Unit::Months, (1, 600), "How long the stage lasts; the last stage has none.")
        .map(|months| months as u32);
    let employed = t.flag(
        "employed",
        true,
        "Whether people in the stage are permanent staff; trainees are not, and are counted apart.",
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
                "Part of a full caseload that one FTE carries (1; trainees 0).",
            )
            .or(full),
        cover: t
            .quantity(
                "cover",
                Unit::Share,
                share,
                "Part of a vacant post that one FTE fills: 0 while supernumerary (1; trainees 0).",
            )
            .or(full),
        completion: t
            .quantity(
                "completion",
                Unit::Probability,
                share,
                "Probability of passing on at the stage's end; the others leave.",
            )
            .or(1.0),
        pay: t
            .quantity(
                "pay",
                Unit::PoundsPerFteYear,
                (0.0, 1_000_000.0),
                "Salary and on-costs; for trainees what the council pays to support them.",
            )
            .or(0.0),
        leaving: t.table_of(
            "leaving",
            bands(),
            "Turnover in this stage by time in service, in place of that of the service.",
            read_bands,
        ),
    }
}
