//! Intakes: cohorts that join by a route.

use super::intake_arrivals::{self, ArrivalInputs, COSTS, POUNDS, offers, take_up};
use super::intake_keys;
use super::recurrence::Recurrence;
use super::team::Team;
use crate::ids::{IdVec, RouteId, TeamId};
use crate::scenario::declare::{InputId, Table};
use crate::scenario::{MAX_MONTHS, Names};
use crate::units::{Month, Unit};

/// An intake by a route into a team: one arrival of a dated intake, or a campaign.
#[derive(Clone, Debug)]
pub struct Intake {
    /// Identifier of its table, which one with `every` or `teams` shares with its other arrivals.
    pub id: String,
    /// Address: of its table, `intake.ID`, or of the arrival, `intake.ID.MONTH`, `intake.ID.TEAM` or `intake.ID.MONTH.TEAM`.
    pub address: String,
    /// What its draws are for: `intake.ID` or `intake.ID.TEAM`. The month of arrival is a part of each draw by itself, so that
    /// the first arrival is the same people with `every` as without.
    pub subject: String,
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
        /// The first arrival of the same intake, from which the months of its draws of take-up are counted.
        first: Month,
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

impl Intake {
    /// Its quantities, some of which it may share with other arrivals.
    pub(crate) fn inputs(&self) -> Vec<InputId> {
        let mut inputs = match self.arrival {
            Arrival::Dated { offers, take_up, .. } => vec![offers, take_up],
            Arrival::Rolling { per_month, dispersion, .. } => vec![per_month, dispersion, self.cost_per_month],
        };
        inputs.extend([self.cost_per_offer, self.cost_per_start, self.grant_per_start]);
        inputs
    }
}

/// What the reading of an intake refers to.
pub(crate) struct IntakeContext<'a> {
    pub names: &'a Names,
    pub teams: &'a IdVec<TeamId, Team>,
    /// The first and the last month of the run.
    pub run: (Month, Month),
}

/// Reads the table of an intake: a campaign, or each of its arrivals.
pub(crate) fn read(t: &mut Table<'_>, id: &str, context: &IntakeContext<'_>) -> Vec<Intake> {
    let names = context.names;
    let name = t.text("name", "Display name of the intake; defaults to its id.").unwrap_or_else(|| id.to_owned());
    let route = t.name_required("route", "route", &names.routes, "The route by which they join.");
    let team = t.name("team", "team", &names.teams, "The team that they join.");
    let team = team.unwrap_or(TeamId::new(0));
    let split = intake_arrivals::read_teams(
        t,
        names,
        "For a dated intake, in place of `team` and `offers`: the offers made for each team, rounded to whole people.",
    );
    let first = t.month("month", "For a dated intake: the month in which they start.");
    let every = read_every(t);
    let offers = offers(t).optional();
    let take_up = take_up(t).or(1.0);
    let (campaign, until) = read_campaign(t);
    intake_keys::check(t, id);
    let costs = COSTS.map(|(key, doc)| t.quantity(key, Unit::Pounds, POUNDS, doc).or(0.0));
    let [cost_per_offer, cost_per_start, grant_per_start] = costs;
    let cost_per_month = t.quantity("cost_per_month", Unit::Pounds, POUNDS, "Cost of a rolling campaign per month.");
    let recurrence = Recurrence { first: first.unwrap_or(context.run.0), every, until };
    let (is_campaign, single) = (campaign.is_some(), offers.unwrap_or(take_up));
    let dated = Arrival::Dated { month: recurrence.first, first: recurrence.first, offers: single, take_up };
    let base = Intake {
        id: id.to_owned(),
        address: format!("intake.{id}"),
        subject: format!("intake.{id}"),
        name,
        route,
        team,
        cost_per_month: cost_per_month.or(0.0),
        arrival: campaign.unwrap_or(dated),
        cost_per_offer,
        cost_per_start,
        grant_per_start,
    };
    let own = intake_arrivals::read_own(t, id, names, team);
    if is_campaign {
        return vec![base];
    }
    let offers = if t.has("teams") { split } else { vec![(team, single)] };
    let shared = ArrivalInputs { offers, take_up, costs };
    intake_arrivals::expand(t, &base, &recurrence, (&shared, &own), context)
}

fn read_every(t: &mut Table<'_>) -> Option<u32> {
    let every = t.whole_or_none(
        "every",
        Unit::Months,
        (1, MAX_MONTHS),
        "For a dated intake: it arrives again every so many months after `month`; 12 is once a year. An uncertain input has one \
         value in a future for all arrivals, unless `[intake.ID.MONTH]` gives one its own; who takes up an offer and how long they \
         stay is the luck of each arrival.",
    );
    every.map(|months| months as u32)
}

/// The keys of a campaign; `until` belongs to dated intakes too.
fn read_campaign(t: &mut Table<'_>) -> (Option<Arrival>, Option<Month>) {
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
    let until = t.month(
        "until",
        "For a rolling campaign: its last month. With `every`: the last month in which it may arrive. Defaults to the end of the run.",
    );
    let into_vacancies =
        t.flag("into_vacancies", false, "For a rolling campaign: whether people start only into vacancies.");
    let lead_time =
        t.whole("lead_time", Unit::Months, (0, 24), 0, "With `into_vacancies`: months from a vacancy to a start.")
            as u32;
    let into_vacancies = into_vacancies.then_some(lead_time);
    let rolling = |per_month| Arrival::Rolling { per_month, dispersion, from, until, into_vacancies };
    (per_month.map(rolling), until)
}
