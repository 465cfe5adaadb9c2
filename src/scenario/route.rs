//! Routes: the ways somebody becomes a permanent social worker here, as data.

use super::input::InputId;
use super::leaving::{Band, read_bands};
use super::reader::Table;
use super::diagnostic::Problem;
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
    let place = t.place();
    let stages = t.each("stage", "The stages of the route, in order; the last has no `months`.", read_stage);
    check_stages(t, id, &stages, place);
    Route { id: id.to_owned(), name, fte_per_head, stages }
}

fn check_stages(t: &mut Table<'_>, id: &str, stages: &[RouteStage], place: Option<super::Place>) {
    let Some((last, before)) = stages.split_last() else {
        let problem = Problem::Missing {
            key: "stage".into(),
            inside: format!("route.{id}"),
            expected: "a route has at least one stage, such as [route.experienced.stage.in_post]".into(),
        };
        return t.error(problem, place);
    };
    if last.months.is_some() {
        let (what, why) = (format!("stage `{}` of route `{id}`", last.id), "the last stage has no end: remove `months`");
        t.error(Problem::Inconsistent { what, why: why.into() }, place);
    }
    for stage in before.iter().filter(|stage| stage.months.is_none()) {
        let what = format!("stage `{}` of route `{id}`", stage.id);
        let why = "a stage that others follow needs its length in `months`".into();
        t.error(Problem::Inconsistent { what, why }, place);
    }
    if !last.employed || stages.windows(2).any(|pair| pair[0].employed && !pair[1].employed) {
        let what = format!("route `{id}`");
        let why = "trainee stages (employed = false) come first, and the last stage is employed".into();
        t.error(Problem::Inconsistent { what, why }, place);
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
            .quantity("caseload_share", Unit::Share, share, "Part of a full caseload that one FTE carries (1; trainees 0).")
            .or(full),
        cover: t
            .quantity("cover", Unit::Share, share, "Part of a vacant post that one FTE fills: 0 while supernumerary (1; trainees 0).")
            .or(full),
        completion: t
            .quantity("completion", Unit::Probability, share, "Probability of passing on at the stage's end; the others leave.")
            .or(1.0),
        pay: t
            .quantity(
                "pay",
                Unit::PoundsPerFteYear,
                (0.0, 1_000_000.0),
                "Salary and on-costs; for trainees what the council pays to support them.",
            )
            .or(0.0),
        leaving: t.table("leaving", "Turnover in this stage by time in service, in place of that of the service.", |t| {
            read_bands(t)
        }),
    }
}
