//! The state carried from month to month.

use super::{Origin, People, Replication};
use crate::ids::{RouteId, RouteStageId, TeamId};
use crate::measures::month_record::MonthRecord;
use crate::plan::{Plan, Values};
use crate::random::Draws;

/// A cohort: the people of one arrival in one team. Cohorts never merge: otherwise a new intake would affect the
/// leavers of an old one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cohort {
    pub team: TeamId,
    pub route: RouteId,
    /// Index among the stages of all routes.
    pub stage: RouteStageId,
    pub heads: u32,
    pub origin: Origin,
    /// Month in which service began; negative before the run.
    pub service_from: i32,
    /// Month at whose start the stage ends.
    pub stage_ends: i32,
    /// Index of the current leaving rate, and the month in which the next band begins.
    pub rate: usize,
    pub rate_until: i32,
    pub leaving: Draws,
    pub completion: Draws,
}

/// A month that is never reached.
pub(crate) const NEVER: i32 = i32::MAX;

/// The agency staff of a team.
#[derive(Clone, Debug, Default)]
pub(crate) struct AgencyTeam {
    /// Workers not under notice.
    pub workers: u32,
    /// Workers under notice, by months remaining, the soonest first.
    pub notices: Vec<u32>,
    /// Orders by months since they were placed; the last element holds all that can be filled.
    pub orders: Vec<u32>,
    /// Consecutive months with the caseload above the surge trigger, and whether surge posts are granted.
    pub months_above: u32,
    pub surging: bool,
}

impl AgencyTeam {
    /// All workers in post.
    pub(crate) fn in_post(&self) -> u32 {
        self.workers + self.notices.iter().sum::<u32>()
    }

    pub(crate) fn outstanding(&self) -> u32 {
        self.orders.iter().sum()
    }
}

/// The cases of a stage.
#[derive(Clone, Debug, Default)]
pub(crate) struct StageState {
    /// Cases by phase.
    pub phases: Vec<u32>,
    /// Cases without a worker, by phase; included in `phases`.
    pub unallocated: Vec<u32>,
    /// Cases that entered this month and wait for the next.
    pub entering: u32,
}

/// The workload and capacity of a team this month.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TeamLoad {
    /// Permanent FTE weighted by the share of a post that they cover.
    pub covered: f64,
    /// Permanent full caseloads, before absence.
    pub shares: f64,
    /// Permanent case holders, FTE.
    pub holders: f64,
    /// Pay of permanent staff, pounds a month before awards and absence.
    pub pay: f64,
    /// Support of trainees, pounds a month.
    pub trainee_support: f64,
    /// FTE that retention payments go to.
    pub retained: f64,
    /// Open cases at the end of last month.
    pub open_cases: f64,
    /// Pressure at the opening and now: cases per full caseload, divided by the reference caseload.
    pub opening_pressure: f64,
    pub pressure: f64,
    /// Pace of work.
    pub pace: f64,
    /// Official caseload at the end of last month, and at the opening; `NaN` if nobody holds cases.
    pub caseload: f64,
    pub opening_caseload: f64,
    /// Case-equivalents of decisions last month.
    pub decisions: f64,
    /// Cases at the end of last month per full caseload of staff in post, absent or not.
    pub cases_per_share: f64,
    /// Full caseloads carried by those who left this month.
    pub handed_over: f64,
    /// Factor on the leaving rates of case holders due to workload.
    pub leaving: f64,
}

/// State of demand.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DemandState {
    pub growth: f64,
    pub monthly_growth: f64,
    pub growth_rate: f64,
    pub log_level: f64,
    pub level: f64,
}

/// State of prices.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PriceState {
    /// Cumulative pay awards, as a factor.
    pub awards: f64,
    /// Factor from money of the day to base-year prices.
    pub deflator: f64,
    /// Discount factor to the first year.
    pub discount: f64,
}

/// The state of one replication, reused for the next so that a replication does not allocate.
#[derive(Debug)]
pub(crate) struct State {
    pub future: Replication,
    pub values: Values,
    pub cohorts: Vec<Cohort>,
    pub agency: Vec<AgencyTeam>,
    pub stages: Vec<StageState>,
    pub loads: Vec<TeamLoad>,
    pub demand: DemandState,
    pub prices: PriceState,
    /// By team and month from the opening, whole vacancies at its end; and by team and month, people who started.
    pub vacancy_history: Vec<Vec<u32>>,
    pub joined_history: Vec<Vec<u32>>,
    /// By team, FTE that left in each of the last 12 months; oldest first.
    pub left_fte: Vec<[f64; 12]>,
    /// Recruitment spending of the month by team, pounds.
    pub recruitment: Vec<f64>,
    pub grants: Vec<f64>,
    pub record: MonthRecord,
}

impl State {
    pub(crate) fn new(plan: &Plan) -> Self {
        let (teams, months) = (plan.teams.len(), plan.calendar.months);
        Self {
            future: Replication::new(1),
            values: Values::default(),
            cohorts: Vec::new(),
            agency: vec![
                AgencyTeam {
                    notices: vec![0; plan.agency.notice],
                    orders: vec![0; plan.agency.lead_time + 1],
                    ..AgencyTeam::default()
                };
                teams
            ],
            stages: plan
                .stages
                .iter()
                .map(|stage| StageState {
                    phases: vec![0; stage.phases],
                    unallocated: vec![0; stage.phases],
                    entering: 0,
                })
                .collect(),
            loads: vec![TeamLoad::default(); teams],
            demand: DemandState::default(),
            prices: PriceState::default(),
            vacancy_history: vec![vec![0; months + 1]; teams],
            joined_history: vec![vec![0; months]; teams],
            left_fte: vec![[0.0; 12]; teams],
            recruitment: vec![0.0; teams],
            grants: vec![0.0; teams],
            record: MonthRecord::new(teams, plan.first_stages.len(), plan.stages.len()),
        }
    }

    /// Sets the opening state of a replication.
    pub(crate) fn open(&mut self, plan: &Plan, future: Replication) {
        self.future = future;
        self.values.draw(&plan.inputs, future.inputs);
        self.cohorts.clear();
        for (index, group) in plan.groups.iter().enumerate() {
            let stage = &plan.route_stages[group.stage];
            let mut cohort = Cohort {
                team: group.team,
                route: group.route,
                stage: group.stage,
                heads: group.heads,
                origin: Origin::Opening(index),
                service_from: -group.months_in_service,
                stage_ends: stage.months.map_or(NEVER, |months| months - group.months_in_stage),
                rate: 0,
                rate_until: 0,
                leaving: group.leaving.of(future.chance),
                completion: group.completion.of(future.chance),
            };
            cohort.find_rate(plan, 0);
            self.cohorts.push(cohort);
        }
        for (stage, of) in self.stages.iter_mut().zip(&plan.stages) {
            let phases = of.phases as u32;
            for (phase, cases) in stage.phases.iter_mut().enumerate() {
                *cases =
                    if of.decision { 0 } else { of.cases / phases + u32::from((phase as u32) < of.cases % phases) };
            }
            stage.unallocated.fill(0);
            stage.entering = 0;
        }
        for joined in &mut self.joined_history {
            joined.fill(0);
        }
        self.loads.fill(TeamLoad::default());
        self.demand = DemandState { growth: 1.0, monthly_growth: 1.0, growth_rate: 0.0, log_level: 0.0, level: 1.0 };
        self.prices = PriceState { awards: 1.0, deflator: 1.0, discount: 1.0 };
        self.clear_month();
        for (left, team) in self.left_fte.iter_mut().zip(&plan.teams) {
            left.fill(team.leavers_last_year.map_or(f64::NAN, |fte| fte / 12.0));
        }
    }

    /// Clears the monthly counts, and advances the last 12 months' leavers by one month.
    pub(crate) fn clear_month(&mut self) {
        self.record.clear();
        self.recruitment.fill(0.0);
        self.grants.fill(0.0);
        for (load, left) in self.loads.iter_mut().zip(&mut self.left_fte) {
            load.handed_over = 0.0;
            left.copy_within(1.., 0);
            left[11] = 0.0;
        }
    }
}

impl Cohort {
    /// `heads` of its people, with their current attributes.
    #[inline]
    pub(crate) fn people(&self, plan: &Plan, heads: u32) -> People {
        let Self { team, route, origin, service_from, .. } = *self;
        People { team, route, stage: self.stage.since(plan.first_stages[route]), origin, service_from, heads }
    }

    /// Looks up the leaving rate in force at `month` and when it ends. Trainees without a table of their own have none.
    pub(crate) fn find_rate(&mut self, plan: &Plan, month: i32) {
        let Some(table) = plan.route_stages[self.stage].leaving else {
            self.rate_until = NEVER;
            return;
        };
        let bands = &plan.leaving.tables[table];
        let tenure = month - self.service_from;
        let next = bands.iter().position(|&(from, _)| from > tenure).unwrap_or(bands.len());
        self.rate = next.checked_sub(1).map_or(0, |band| bands[band].1);
        self.rate_until = bands.get(next).map_or(NEVER, |&(from, _)| self.service_from + from);
    }
}
