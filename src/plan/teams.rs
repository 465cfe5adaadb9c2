//! Teams, with their agency rates and random streams.

use super::routes_and_intakes::LivesPlan;
use crate::ids::{CaseStageId, IdVec, TeamId};
use crate::random::{Purpose, Stream};
use crate::scenario::{InputId, Scenario};

/// A team.
#[derive(Debug)]
pub(crate) struct TeamPlan {
    pub establishment: InputId,
    /// Budgeted cost of a funded post.
    pub post_price: InputId,
    /// Shares of a rise and of a fall of permanent FTE by which posts follow.
    pub follows: (InputId, InputId),
    /// Per cent by which vacancies fall with 1% more permanent FTE, if posts follow in this way instead.
    pub vacancy_elasticity: Option<InputId>,
    /// Factor on vacant posts, if they vary.
    pub vacant_posts: Option<InputId>,
    /// Month of the year in which posts follow, 0 (January) to 11; `None` for every month.
    pub follows_in: Option<usize>,
    pub in_ratios: bool,
    pub leavers_last_year: Option<f64>,
    pub cases: Option<CaseTeamPlan>,
    pub overtime: InputId,
    pub agency_workers: u32,
    pub agency_orders: Option<u32>,
    pub standing_posts: InputId,
    pub cover: Option<InputId>,
    pub churn: Option<InputId>,
    pub fill: Option<InputId>,
    pub conversion: Option<InputId>,
    pub charge: Option<InputId>,
    /// Team-specific caps on agency FTE.
    pub caps: Vec<InputId>,
    pub part_stream: Stream,
    pub churn_stream: Stream,
    pub fill_stream: Stream,
    pub conversion_stream: Stream,
    /// The luck of agency workers who become permanent.
    pub converts: LivesPlan,
}

/// The case-holding part of a team.
#[derive(Debug)]
pub(crate) struct CaseTeamPlan {
    pub reference: InputId,
    pub maximum: InputId,
    pub slowing: InputId,
    pub pace_elasticity: InputId,
    pub measured_at: Option<InputId>,
    /// Share of permanent staff who hold cases, of those whose stage carries any.
    pub case_holders: InputId,
    /// Its case stages, in the order in which their cases are left without a worker.
    pub stages: Vec<CaseStageId>,
}

pub(crate) fn teams(scenario: &Scenario) -> IdVec<TeamId, TeamPlan> {
    let stages_of = |team| {
        let mut stages: Vec<CaseStageId> =
            scenario.pathway.ids().rev().filter(|&stage| scenario.pathway[stage].team == team).collect();
        stages.sort_by_key(|&stage| scenario.pathway[stage].priority);
        stages
    };
    let rates = &scenario.agency.rates;
    let each = |(id, team): (TeamId, &crate::scenario::Team)| {
        let stream = |purpose| Stream::new(scenario.seed, purpose, &format!("team.{}", team.id));
        TeamPlan {
            establishment: team.establishment,
            post_price: team.post_price.unwrap_or(scenario.agency.comparator),
            follows: (team.establishment_follows, team.establishment_follows_down),
            vacancy_elasticity: team.vacancy_elasticity,
            vacant_posts: team.vacant_posts,
            follows_in: team.establishment_follows_in,
            in_ratios: team.in_ratios,
            leavers_last_year: team.leavers_last_year,
            cases: team.caseload.as_ref().map(|rules| CaseTeamPlan {
                reference: rules.reference,
                maximum: rules.maximum,
                slowing: rules.slowing,
                pace_elasticity: rules.pace_elasticity,
                measured_at: rules.measured_at,
                case_holders: rules.case_holders,
                stages: stages_of(id),
            }),
            overtime: team.overtime,
            agency_workers: team.agency_workers,
            agency_orders: team.agency_orders,
            standing_posts: team.standing_posts,
            cover: team.agency.cover.or(rates.cover),
            churn: team.agency.churn.or(rates.churn),
            fill: team.agency.fill.or(rates.fill),
            conversion: team.agency.conversion.or(rates.conversion),
            charge: team.agency.charge_per_hour.or(rates.charge_per_hour),
            caps: [team.agency.market_cap, team.agency.policy_cap].into_iter().flatten().collect(),
            part_stream: stream(Purpose::PartOfWorker),
            churn_stream: stream(Purpose::Churn),
            fill_stream: stream(Purpose::Fill),
            conversion_stream: stream(Purpose::Conversion),
            converts: LivesPlan::new(scenario, &format!("team.{}", team.id)),
        }
    };
    scenario.teams.entries().map(each).collect()
}
