//! Teams, routes, intakes, agency, demand and the pathway as dense arrays with their keys.

use super::Calendar;
use crate::measures::{CostLine, Role};
use crate::random::{Purpose, Stream};
use crate::scenario::{Arrival, Branches, CaseStage, Demand, InputId, Scenario, Surge};

/// A team.
#[derive(Debug)]
pub(crate) struct TeamPlan {
    pub establishment: InputId,
    pub in_ratios: bool,
    pub leavers_last_year: Option<f64>,
    pub cases: Option<CaseTeamPlan>,
    pub surge: Option<SurgePlan>,
    pub agency_workers: u32,
    pub agency_orders: Option<u32>,
    pub cover: Option<InputId>,
    pub churn: Option<InputId>,
    pub fill: Option<InputId>,
    pub conversion: Option<InputId>,
    pub charge: Option<InputId>,
    /// Caps of its own on agency FTE.
    pub caps: Vec<InputId>,
    pub churn_stream: Stream,
    pub fill_stream: Stream,
    pub conversion_stream: Stream,
    /// Keys of the cohorts of those who convert to permanent.
    pub converts_leaving: Stream,
    pub converts_completion: Stream,
}

/// The case-holding side of a team.
#[derive(Debug)]
pub(crate) struct CaseTeamPlan {
    pub reference: InputId,
    pub maximum: InputId,
    pub slowing: InputId,
    pub measured_at: Option<InputId>,
    /// Its case stages, in file order.
    pub stages: Vec<usize>,
}

/// Surge posts of a team.
#[derive(Debug)]
pub(crate) struct SurgePlan {
    pub trigger: InputId,
    pub months: u32,
    pub release: InputId,
    pub posts: InputId,
}

impl From<&Surge> for SurgePlan {
    fn from(surge: &Surge) -> Self {
        Self { trigger: surge.trigger, months: surge.months, release: surge.release, posts: surge.posts }
    }
}

pub(crate) fn teams(scenario: &Scenario) -> Vec<TeamPlan> {
    let stages_of = |team: usize| (0..scenario.pathway.len()).filter(|&s| scenario.pathway[s].team == team).collect();
    let rates = &scenario.agency.rates;
    let each = |(index, team): (usize, &crate::scenario::Team)| {
        let stream = |purpose| Stream::new(scenario.seed, purpose, &format!("team.{}", team.id));
        TeamPlan {
            establishment: team.establishment,
            in_ratios: team.in_ratios,
            leavers_last_year: team.leavers_last_year,
            cases: team.caseload.as_ref().map(|rules| CaseTeamPlan {
                reference: rules.reference,
                maximum: rules.maximum,
                slowing: rules.slowing,
                measured_at: rules.measured_at,
                stages: stages_of(index),
            }),
            surge: team.surge.as_ref().map(SurgePlan::from),
            agency_workers: team.agency_workers,
            agency_orders: team.agency_orders,
            cover: team.agency.cover.or(rates.cover),
            churn: team.agency.churn.or(rates.churn),
            fill: team.agency.fill.or(rates.fill),
            conversion: team.agency.conversion.or(rates.conversion),
            charge: team.agency.charge_per_hour.or(rates.charge_per_hour),
            caps: [team.agency.market_cap, team.agency.policy_cap].into_iter().flatten().collect(),
            churn_stream: stream(Purpose::Churn),
            fill_stream: stream(Purpose::Fill),
            conversion_stream: stream(Purpose::Conversion),
            converts_leaving: stream(Purpose::Leaving),
            converts_completion: stream(Purpose::Completion),
        }
    };
    scenario.teams.iter().enumerate().map(each).collect()
}

/// A stage of a route.
#[derive(Debug)]
pub(crate) struct RouteStagePlan {
    /// FTE of one person.
    pub fte: f64,
    /// Length in months; `None` for the last.
    pub months: Option<i32>,
    pub employed: bool,
    pub share: InputId,
    pub cover: InputId,
    pub completion: InputId,
    pub pay: InputId,
    /// Index of its leaving table among [`LeavingPlan::tables`]; `None` for trainees who have none of their own.
    pub leaving: Option<usize>,
}

/// The stages of every route, one route after the other.
pub(crate) fn route_stages(scenario: &Scenario) -> Vec<RouteStagePlan> {
    let mut table = 0;
    let mut own = |has: bool| {
        table += usize::from(has);
        has.then_some(table)
    };
    scenario
        .routes
        .iter()
        .flat_map(|route| route.stages.iter().map(move |stage| (route, stage)))
        .map(|(route, stage)| RouteStagePlan {
            fte: route.fte_per_head,
            months: stage.months.map(|months| months as i32),
            employed: stage.employed,
            share: stage.caseload_share,
            cover: stage.cover,
            completion: stage.completion,
            pay: stage.pay,
            leaving: own(stage.leaving.is_some()).or(stage.employed.then_some(0)),
        })
        .collect()
}

/// By route, where its first stage is among [`route_stages`].
pub(crate) fn first_stages(scenario: &Scenario) -> Vec<usize> {
    let mut next = 0;
    let first = |route: &crate::scenario::Route| {
        let first = next;
        next += route.stages.len();
        first
    };
    scenario.routes.iter().map(first).collect()
}

/// Leaving rates: the service's table first, then those of stages with one of their own, in the order of the routes.
#[derive(Debug)]
pub(crate) struct LeavingPlan {
    /// By table, its bands: first month in service and the index of its rate among [`Self::rates`].
    pub tables: Vec<Vec<(i32, usize)>>,
    /// Every rate, as an input.
    pub rates: Vec<InputId>,
}

impl LeavingPlan {
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let own = scenario.routes.iter().flat_map(|route| &route.stages).filter_map(|stage| stage.leaving.as_ref());
        let mut rates = Vec::new();
        let tables = std::iter::once(&scenario.leaving.bands)
            .chain(own)
            .map(|bands| {
                let mut table = Vec::with_capacity(bands.len());
                for band in bands {
                    table.push((band.from_months as i32, rates.len()));
                    rates.push(band.rate);
                }
                table
            })
            .collect();
        Self { tables, rates }
    }
}

/// A group of opening staff.
#[derive(Debug)]
pub(crate) struct GroupPlan {
    pub team: usize,
    pub route: usize,
    /// Index of its stage among [`route_stages`].
    pub stage: usize,
    pub heads: u32,
    pub months_in_service: i32,
    pub months_in_stage: i32,
    pub leaving: Stream,
    pub completion: Stream,
}

pub(crate) fn groups(scenario: &Scenario, first_stages: &[usize]) -> Vec<GroupPlan> {
    let each = |group: &crate::scenario::StaffGroup| {
        let name = format!("staff.{}", group.id);
        GroupPlan {
            team: group.team,
            route: group.route,
            stage: first_stages[group.route] + group.stage,
            heads: group.heads,
            months_in_service: group.months_in_service as i32,
            months_in_stage: group.months_in_stage as i32,
            leaving: Stream::new(scenario.seed, Purpose::Leaving, &name),
            completion: Stream::new(scenario.seed, Purpose::Completion, &name),
        }
    };
    scenario.staff.iter().map(each).collect()
}

/// An intake.
#[derive(Debug)]
pub(crate) struct IntakePlan {
    pub team: usize,
    pub route: usize,
    pub arrival: ArrivalPlan,
    pub arrivals: Stream,
    pub leaving: Stream,
    pub completion: Stream,
    pub cost_per_offer: InputId,
    pub cost_per_start: InputId,
    pub grant_per_start: InputId,
    pub cost_per_month: InputId,
}

/// When and how many come.
#[derive(Debug)]
pub(crate) enum ArrivalPlan {
    /// In one month.
    Dated { month: usize, offers: InputId, take_up: InputId },
    /// In months `from..until`.
    Rolling { from: usize, until: usize, per_month: InputId, into_vacancies: Option<usize> },
}

pub(crate) fn intakes(scenario: &Scenario, calendar: &Calendar) -> Vec<IntakePlan> {
    let each = |intake: &crate::scenario::Intake| {
        let name = format!("intake.{}", intake.id);
        let stream = |purpose| Stream::new(scenario.seed, purpose, &name);
        let (arrival, purpose) = match &intake.arrival {
            Arrival::Dated { month, offers, take_up } => {
                let month = calendar.index(*month);
                (ArrivalPlan::Dated { month, offers: *offers, take_up: *take_up }, Purpose::TakeUp)
            }
            Arrival::Rolling { per_month, from, until, into_vacancies } => {
                let arrival = ArrivalPlan::Rolling {
                    from: from.map_or(0, |month| calendar.index(month)),
                    until: until.map_or(calendar.months, |month| calendar.index(month.plus(1))),
                    per_month: *per_month,
                    into_vacancies: into_vacancies.map(|lead| lead as usize),
                };
                (arrival, Purpose::Starters)
            }
        };
        IntakePlan {
            team: intake.team,
            route: intake.route,
            arrival,
            arrivals: stream(purpose),
            leaving: stream(Purpose::Leaving),
            completion: stream(Purpose::Completion),
            cost_per_offer: intake.cost_per_offer,
            cost_per_start: intake.cost_per_start,
            grant_per_start: intake.grant_per_start,
            cost_per_month: intake.cost_per_month,
        }
    };
    scenario.intakes.iter().map(each).collect()
}

/// A move between teams.
#[derive(Debug)]
pub(crate) struct MovePlan {
    pub month: usize,
    pub route: usize,
    pub from: usize,
    pub to: usize,
    pub heads: u32,
    /// What makes the moved people's keys their own.
    pub key: u64,
}

pub(crate) fn moves(scenario: &Scenario, calendar: &Calendar) -> Vec<MovePlan> {
    let each = |one: &crate::scenario::Move| MovePlan {
        month: one.month.map_or(calendar.months, |month| calendar.index(month)),
        route: one.route,
        from: one.from,
        to: one.to,
        heads: one.heads,
        key: crate::random::stable_hash(&format!("move.{}", one.id)),
    };
    scenario.moves.iter().map(each).collect()
}

/// The agency market.
#[derive(Debug)]
pub(crate) struct AgencyPlan {
    pub fte_per_worker: f64,
    pub lead_time: usize,
    pub notice: usize,
    pub conversion_route: Option<usize>,
    /// Caps on the agency FTE of the service.
    pub caps: Vec<InputId>,
    pub hours_per_week: InputId,
    pub paid_weeks: InputId,
    pub comparator: InputId,
}

impl AgencyPlan {
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let agency = &scenario.agency;
        Self {
            fte_per_worker: agency.fte_per_worker,
            lead_time: agency.lead_time as usize,
            notice: agency.notice as usize,
            conversion_route: agency.conversion_route,
            caps: [agency.rates.market_cap, agency.rates.policy_cap].into_iter().flatten().collect(),
            hours_per_week: agency.hours_per_week,
            paid_weeks: agency.paid_weeks,
            comparator: agency.comparator,
        }
    }
}

/// Branches with a key each.
#[derive(Debug)]
pub(crate) struct BranchesPlan {
    /// Every branch but the rest: destination (`None` is closed), probability, key.
    pub drawn: Vec<(Option<usize>, InputId, Stream)>,
    /// Where the rest go.
    pub rest: Option<usize>,
}

impl BranchesPlan {
    fn new(scenario: &Scenario, branches: &Branches, from: &str) -> Self {
        let mut plan = Self { drawn: Vec::new(), rest: None };
        for branch in &branches.list {
            let to = branch.to.map_or("closed", |index| scenario.pathway[index].id.as_str());
            match branch.share {
                Some(share) => {
                    let stream = Stream::new(scenario.seed, Purpose::Branch, &format!("{from}.next.{to}"));
                    plan.drawn.push((branch.to, share, stream));
                }
                None => plan.rest = branch.to,
            }
        }
        plan
    }
}

/// Demand.
#[derive(Debug)]
pub(crate) struct DemandPlan {
    pub contacts: InputId,
    pub conversion: InputId,
    pub referred: InputId,
    pub not_referred: InputId,
    pub growth: InputId,
    pub season: [f64; 12],
    pub dispersion: InputId,
    pub re_referral: InputId,
    pub level_persistence: InputId,
    pub level_sd: InputId,
    /// Index of the team that screens, and case-equivalents per contact.
    pub screening: Option<(usize, InputId)>,
    pub next: BranchesPlan,
    pub level_stream: Stream,
    /// Keys of the two streams of contacts: those that become referrals, those that do not.
    pub dispersion_streams: [Stream; 2],
    pub contact_streams: [Stream; 2],
    pub re_referral_stream: Stream,
}

impl DemandPlan {
    pub(crate) fn new(scenario: &Scenario, demand: &Demand) -> Self {
        let stream = |purpose, what: &str| Stream::new(scenario.seed, purpose, what);
        let both =
            |purpose| ["demand.contacts.referred", "demand.contacts.not_referred"].map(|what| stream(purpose, what));
        Self {
            contacts: demand.contacts,
            conversion: demand.conversion,
            referred: demand.referred,
            not_referred: demand.not_referred,
            growth: demand.growth,
            season: demand.season,
            dispersion: demand.dispersion,
            re_referral: demand.re_referral,
            level_persistence: demand.level_persistence,
            level_sd: demand.level_sd,
            screening: demand.screening.as_ref().map(|screening| (screening.team, screening.load)),
            next: BranchesPlan::new(scenario, &demand.next, "demand"),
            level_stream: stream(Purpose::Level, "demand.level"),
            dispersion_streams: both(Purpose::Dispersion),
            contact_streams: both(Purpose::Contacts),
            re_referral_stream: stream(Purpose::ReReferral, "demand"),
        }
    }
}

/// A case stage.
#[derive(Debug)]
pub(crate) struct StagePlan {
    pub team: usize,
    /// Index of its role among [`Role::ALL`].
    pub role: Option<usize>,
    pub decision: bool,
    pub held: InputId,
    pub phases: usize,
    /// Probability that a case leaves its phase in a month at the stated pace: phases / months.
    pub leave_phase: f64,
    pub cases: u32,
    pub next: BranchesPlan,
    /// Escalations: destination, monthly probability, key by phase.
    pub escalate: Vec<(usize, InputId, Vec<Stream>)>,
    pub from_outside: InputId,
    pub in_time: Option<InputId>,
    pub in_time_slope: InputId,
    pub repeat: Option<InputId>,
    /// Keys by phase.
    pub phase_streams: Vec<Stream>,
    pub outside_stream: Stream,
    pub in_time_stream: Stream,
    pub repeat_stream: Stream,
}

pub(crate) fn stages(scenario: &Scenario) -> Vec<StagePlan> {
    let each = |stage: &CaseStage| {
        let name = format!("pathway.{}", stage.id);
        let stream = |purpose, what: &str| Stream::new(scenario.seed, purpose, what);
        let by_phase = |purpose, what: &str| {
            (0..stage.phases).map(|phase| stream(purpose, &format!("{what}.{phase}"))).collect::<Vec<_>>()
        };
        let escalate = |&(to, probability): &(usize, InputId)| {
            let what = format!("{name}.escalate.{}", scenario.pathway[to].id);
            (to, probability, by_phase(Purpose::Escalation, &what))
        };
        StagePlan {
            team: stage.team,
            role: stage.role.and_then(|role| Role::ALL.iter().position(|&r| r == role)),
            decision: stage.is_decision(),
            held: stage.held,
            phases: stage.phases as usize,
            leave_phase: if stage.is_decision() { 1.0 } else { f64::from(stage.phases) / stage.months },
            cases: stage.cases,
            next: BranchesPlan::new(scenario, &stage.next, &name),
            escalate: stage.escalate.iter().map(escalate).collect(),
            from_outside: stage.from_outside,
            in_time: stage.in_time,
            in_time_slope: stage.in_time_slope,
            repeat: stage.repeat,
            phase_streams: by_phase(Purpose::Phase, &name),
            outside_stream: stream(Purpose::Outside, &name),
            in_time_stream: stream(Purpose::InTime, &name),
            repeat_stream: stream(Purpose::Repeat, &name),
        }
    };
    scenario.pathway.iter().map(each).collect()
}

/// Decisions, every one before those it leads to. They form no circle: the scenario was checked.
pub(crate) fn decisions_in_order(scenario: &Scenario) -> Vec<usize> {
    fn visit(scenario: &Scenario, stage: usize, done: &mut Vec<usize>) {
        if done.contains(&stage) || !scenario.pathway[stage].is_decision() {
            return;
        }
        for to in scenario.pathway[stage].next.list.iter().filter_map(|branch| branch.to) {
            visit(scenario, to, done);
        }
        done.push(stage);
    }
    let mut done = Vec::new();
    for stage in 0..scenario.pathway.len() {
        visit(scenario, stage, &mut done);
    }
    done.reverse();
    done
}

/// What a change costs: months in force `from..until`.
#[derive(Debug)]
pub(crate) struct ChangeCost {
    pub from: usize,
    pub until: usize,
    pub once: InputId,
    pub per_month: InputId,
}

pub(crate) fn change_costs(scenario: &Scenario, calendar: &Calendar) -> Vec<ChangeCost> {
    let each = |change: &crate::scenario::Change| ChangeCost {
        from: change.from.map_or(0, |month| calendar.index(month)),
        until: change.until.map_or(calendar.months, |month| calendar.index(month.plus(1))),
        once: change.cost_once,
        per_month: change.cost_per_month,
    };
    scenario.changes.iter().map(each).collect()
}

/// A budget.
#[derive(Debug)]
pub(crate) struct BudgetPlan {
    /// Index of its year in the calendar.
    pub year: usize,
    pub team: Option<usize>,
    /// Index of its line among [`CostLine::ALL`].
    pub line: Option<usize>,
    pub pounds: f64,
}

pub(crate) fn budgets(scenario: &Scenario, calendar: &Calendar) -> Vec<BudgetPlan> {
    let each = |budget: &crate::scenario::Budget| {
        let year = budget.year.and_then(|year| calendar.years.iter().position(|&y| y == year));
        BudgetPlan {
            year: year.unwrap_or(0),
            team: budget.team,
            line: budget.line.and_then(|line| CostLine::ALL.iter().position(|&l| l == line)),
            pounds: budget.amount,
        }
    };
    scenario.budgets.iter().map(each).collect()
}
