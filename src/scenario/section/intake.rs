//! Intakes: cohorts that join by a route.

use crate::ids::{RouteId, TeamId};
use crate::scenario::Names;
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::{Contradiction, DatedItem, Problem};
use crate::units::{Month, Unit};

/// An intake by a route into a team.
#[derive(Clone, Debug)]
pub struct Intake {
    /// Identifier.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Index of the route by which people join.
    pub route: RouteId,
    /// Index of the team that they join.
    pub team: TeamId,
    /// When and how many people join.
    pub arrival: Arrival,
    /// Cost in pounds per offer made.
    pub cost_per_offer: InputId,
    /// Cost in pounds per person who starts.
    pub cost_per_start: InputId,
    /// Grant received in pounds per person who starts.
    pub grant_per_start: InputId,
    /// Cost in pounds a month while a campaign runs.
    pub cost_per_month: InputId,
}

/// When and how many people join.
#[derive(Clone, Debug)]
pub enum Arrival {
    /// A dated intake: offers for one month, each taken up with a probability.
    Dated {
        /// The month.
        month: Month,
        /// Offers, rounded to whole people.
        offers: InputId,
        /// Probability that an offer is taken up.
        take_up: InputId,
    },
    /// A rolling campaign: a Poisson number of starters a month.
    Rolling {
        /// Mean starters a month.
        per_month: InputId,
        /// Over-dispersion: variance = mean + dispersion x mean squared.
        dispersion: InputId,
        /// First month; `None` for the start of the run.
        from: Option<Month>,
        /// Last month; `None` for the end of the run.
        until: Option<Month>,
        /// Months from vacancy to start if people start only into vacancies; otherwise `None`.
        into_vacancies: Option<u32>,
    },
}

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names, start: Month) -> Intake {
    let name = t.text("name", "Display name of the intake; defaults to its id.").unwrap_or_else(|| id.to_owned());
    let route = t.name_required("route", "route", &names.routes, "The route by which they join.");
    let team = t.name_required("team", "team", &names.teams, "The team that they join.");
    let month = t.month("month", "For a dated intake: the month in which they start.");
    let offers = t
        .quantity("offers", Unit::Heads, (0.0, 10_000.0), "For a dated intake: offers made, rounded to whole people.")
        .optional();
    let take_up = t
        .quantity(
            "take_up",
            Unit::Probability,
            (0.0, 1.0),
            "For a dated intake: probability that an offer is taken up.",
        )
        .or(1.0);
    let per_month = t
        .quantity("per_month", Unit::PerMonth, (0.0, 100.0), "For a rolling campaign: mean starters a month.")
        .optional();
    let dispersion = t
        .quantity(
            "dispersion",
            Unit::Number,
            (0.0, 10.0),
            "For a rolling campaign: over-dispersion phi of a month's starters, variance = mean + phi x mean squared.",
        )
        .fixed()
        .or(0.0);
    let from = t.month("from", "For a rolling campaign: its first month; defaults to the start of the run.");
    let until = t.month("until", "For a rolling campaign: its last month; defaults to the end of the run.");
    let into_vacancies =
        t.flag("into_vacancies", false, "For a rolling campaign: whether people start only into vacancies.");
    let lead_time =
        t.whole("lead_time", Unit::Months, (0, 24), 0, "With `into_vacancies`: months from a vacancy to a start.")
            as u32;
    let rolling = t.has("per_month");
    let neither_nor_both = t.has("offers") == rolling;
    if neither_nor_both {
        let found = usize::from(rolling) * 2;
        let problem = Problem::OneOf { keys: &["offers", "per_month"], inside: format!("intake.{id}"), found };
        t.error(problem, None);
    }
    let misplaced: &[&str] = if rolling {
        &["month", "take_up"]
    } else {
        &["dispersion", "from", "until", "into_vacancies", "lead_time", "cost_per_month"]
    };
    let misplaced: Vec<&str> = misplaced.iter().copied().filter(|key| !neither_nor_both && t.has(key)).collect();
    for key in misplaced {
        let (key, place) = (key.to_owned(), t.place_of(key));
        let what =
            if rolling { Contradiction::KeyOfDatedIntake { key } } else { Contradiction::KeyOfRollingIntake { key } };
        t.error(Problem::Inconsistent { what }, place);
    }
    if t.has("lead_time") && rolling && !neither_nor_both && !into_vacancies {
        let place = t.place_of("lead_time");
        t.error(Problem::Inconsistent { what: Contradiction::LeadTimeWithoutVacancies {} }, place);
    }
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let what = Contradiction::EndsBeforeItBegins { kind: DatedItem::Intake, id: id.to_owned(), from, until };
        let place = t.place_of("until");
        t.error(Problem::Inconsistent { what }, place);
    }
    if !rolling && !neither_nor_both && !t.has("month") {
        let problem = Problem::Missing {
            key: "month".into(),
            inside: format!("intake.{id}"),
            expected: "the month in which they start, such as \"2016-04\"".into(),
        };
        t.error(problem, None);
    }
    let arrival = match (per_month, offers) {
        (Some(per_month), _) => {
            Arrival::Rolling { per_month, dispersion, from, until, into_vacancies: into_vacancies.then_some(lead_time) }
        }
        (None, offers) => Arrival::Dated { month: month.unwrap_or(start), offers: offers.unwrap_or(take_up), take_up },
    };
    let mut pounds = |key: &str, doc: &'static str| t.quantity(key, Unit::Pounds, (0.0, 10_000_000.0), doc).or(0.0);
    Intake {
        id: id.to_owned(),
        name,
        route,
        team,
        arrival,
        cost_per_offer: pounds("cost_per_offer", "Cost of each offer: advertising, assessment."),
        cost_per_start: pounds("cost_per_start", "Cost of each start: fees, relocation, golden hello."),
        grant_per_start: pounds("grant_per_start", "Grant received for each start, such as ASYE funding."),
        cost_per_month: pounds("cost_per_month", "Cost of a rolling campaign per month."),
    }
}
