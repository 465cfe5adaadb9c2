//! The state carried from month to month.

use super::Futures;
use super::hazard::Hazard;
use super::last_year::LastYear;
use super::person::Person;
use super::posts::FollowingPosts;
use super::responses::ResponseState;
use super::work_arriving::{self, CaseWork};
use crate::ids::{RouteStageId, TeamId};
use crate::lanes::{Lanes, each};
use crate::measures::month_record::{MonthRecord, RecordSize};
use crate::plan::{Plan, Values};

/// A month that is never reached.
pub(crate) const NEVER: i32 = i32::MAX;

/// The people in post of a team and stage.
#[derive(Clone, Debug, Default)]
pub(crate) struct Post<const N: usize> {
    /// Whether anybody has been in it.
    pub is_used: bool,
    pub heads: Lanes<N>,
    /// Of these, people who earn retention payments.
    pub retained: Lanes<N>,
}

/// The agency staff of a team.
#[derive(Clone, Debug)]
pub(crate) struct AgencyTeam<const N: usize> {
    /// Workers not under notice.
    pub workers: Lanes<N>,
    /// The part of a worker above which the team asks for a whole one, drawn once.
    pub threshold: Lanes<N>,
    /// Workers under notice, by months remaining, the soonest first.
    pub notices: Vec<Lanes<N>>,
    /// Orders by months since they were placed; the last element holds all that can be filled.
    pub orders: Vec<Lanes<N>>,
}

impl<const N: usize> AgencyTeam<N> {
    fn new(plan: &Plan) -> Self {
        Self {
            workers: Lanes::ZERO,
            threshold: Lanes::ZERO,
            notices: vec![Lanes::ZERO; plan.agency.notice],
            orders: vec![Lanes::ZERO; plan.agency.lead_time + 1],
        }
    }

    /// All workers in post.
    #[inline(always)]
    pub(crate) fn in_post(&self) -> Lanes<N> {
        let mut all = self.workers;
        self.notices.iter().for_each(|notice| all += notice);
        all
    }

    /// All workers in post, FTE.
    #[inline(always)]
    pub(crate) fn fte(&self, plan: &Plan) -> Lanes<N> {
        each(&self.in_post(), |workers| workers * plan.agency.fte_per_worker)
    }

    #[inline(always)]
    pub(crate) fn outstanding(&self) -> Lanes<N> {
        let mut all = Lanes::ZERO;
        self.orders.iter().for_each(|orders| all += orders);
        all
    }
}

/// The cases of a stage.
#[derive(Clone, Debug, Default)]
pub(crate) struct StageState<const N: usize> {
    /// Cases by phase.
    pub phases: Vec<Lanes<N>>,
    /// Cases without a worker, by phase; included in `phases`.
    pub unallocated: Vec<Lanes<N>>,
    /// Cases that entered this month and wait for the next.
    pub entering: Lanes<N>,
    /// Pressure on timeliness at the opening and now: cases per full caseload, divided by the reference caseload.
    pub opening_pressure: Lanes<N>,
    pub pressure: Lanes<N>,
}

/// The workload and capacity of a team this month.
#[derive(Clone, Debug, Default)]
pub(crate) struct TeamLoad<const N: usize> {
    /// Permanent FTE weighted by the share of a post that they cover.
    pub covered: Lanes<N>,
    /// Permanent full caseloads, before absence.
    pub shares: Lanes<N>,
    /// Permanent case holders, FTE.
    pub holders: Lanes<N>,
    /// Pay of permanent staff, pounds a month before awards and absence.
    pub pay: Lanes<N>,
    /// Support of trainees, pounds a month.
    pub trainee_support: Lanes<N>,
    /// FTE that retention payments go to.
    pub retained: Lanes<N>,
    /// Pace of work.
    pub pace: Lanes<N>,
    /// Official caseload at the end of last month, and at the opening; `NaN` if nobody holds cases.
    pub caseload: Lanes<N>,
    pub opening_caseload: Lanes<N>,
    /// Cases at the end of last month per full caseload of staff in post, absent or not.
    pub cases_per_share: Lanes<N>,
    /// Full caseloads carried by those who left this month.
    pub handed_over: Lanes<N>,
    /// Factor on the leaving rates of case holders due to workload.
    pub leaving: Lanes<N>,
}

impl<const N: usize> TeamLoad<N> {
    /// Clears what is added up from the staff in post.
    #[inline(always)]
    pub(crate) fn clear_staff(&mut self) {
        let Self { covered, shares, holders, pay, trainee_support, retained, .. } = self;
        for sum in [covered, shares, holders, pay, trainee_support, retained] {
            *sum = Lanes::ZERO;
        }
    }
}

/// State of demand.
#[derive(Clone, Debug)]
pub(crate) struct DemandState<const N: usize> {
    pub growth: Lanes<N>,
    pub monthly_growth: Lanes<N>,
    pub growth_rate: Lanes<N>,
    /// Children turned away who have not come back yet.
    pub turned_away: LastYear<N>,
}

impl<const N: usize> DemandState<N> {
    /// Before the first month.
    fn new() -> Self {
        let (one, turned_away) = (Lanes::all(1.0), LastYear::of_equal_months(Lanes::ZERO));
        Self { growth: one, monthly_growth: one, growth_rate: Lanes::ZERO, turned_away }
    }
}

/// State of prices.
#[derive(Clone, Debug, Default)]
pub(crate) struct PriceState<const N: usize> {
    /// Cumulative pay awards, as a factor.
    pub awards: Lanes<N>,
    /// Factor from money of the day to base-year prices.
    pub deflator: Lanes<N>,
    /// Discount factor to the first year.
    pub discount: Lanes<N>,
}

/// The state of a block of replications, reused for the next.
#[derive(Debug)]
pub(crate) struct State<const N: usize> {
    pub chance: [u64; N],
    pub values: Values<N>,
    pub people: Vec<Person<N>>,
    /// The people in post, by team and stage: see [`State::post`].
    pub posts: Vec<Post<N>>,
    pub hazards: Vec<Hazard<N>>,
    pub agency: Vec<AgencyTeam<N>>,
    /// By team, its posts that follow its staff.
    pub following: Vec<FollowingPosts<N>>,
    pub stages: Vec<StageState<N>>,
    pub case_work: CaseWork<N>,
    pub loads: Vec<TeamLoad<N>>,
    pub demand: DemandState<N>,
    pub prices: PriceState<N>,
    /// By team and month from the opening, whole vacancies at its end; and by team and month, people who started.
    pub vacancy_history: Vec<Vec<Lanes<N>>>,
    pub joined_history: Vec<Vec<Lanes<N>>>,
    /// By team, FTE that left.
    pub left_fte: Vec<LastYear<N>>,
    /// Recruitment spending of the month by team, pounds.
    pub recruitment: Vec<Lanes<N>>,
    pub grants: Vec<Lanes<N>>,
    /// By profile of a budget, pence spent in the financial year so far.
    pub spent: Vec<Lanes<N>>,
    pub responses: Vec<ResponseState<N>>,
    /// The month's counts, and those of the month before (in the first month, of the opening).
    pub record: MonthRecord<Lanes<N>>,
    pub before: MonthRecord<Lanes<N>>,
}

impl<const N: usize> State<N> {
    pub(crate) fn new(plan: &Plan) -> Self {
        let (teams, months) = (plan.teams.len(), plan.calendar.months);
        let record = MonthRecord::new(record_size(plan));
        let by_phase = |stage: &crate::plan::StagePlan| vec![Lanes::ZERO; stage.phases];
        Self {
            chance: [1; N],
            values: Values::default(),
            people: Vec::new(),
            posts: vec![Post::default(); teams * plan.route_stages.len()],
            hazards: Vec::new(),
            agency: vec![AgencyTeam::new(plan); teams],
            following: vec![FollowingPosts::default(); teams],
            stages: plan
                .stages
                .iter()
                .map(|stage| StageState {
                    phases: by_phase(stage),
                    unallocated: by_phase(stage),
                    ..StageState::default()
                })
                .collect(),
            case_work: work_arriving::no_work(plan),
            loads: vec![TeamLoad::default(); teams],
            demand: DemandState::new(),
            prices: PriceState::default(),
            vacancy_history: vec![vec![Lanes::ZERO; months + 1]; teams],
            joined_history: vec![vec![Lanes::ZERO; months]; teams],
            left_fte: vec![LastYear::of_equal_months(Lanes::ZERO); teams],
            recruitment: vec![Lanes::ZERO; teams],
            grants: vec![Lanes::ZERO; teams],
            spent: vec![Lanes::ZERO; plan.profiles.len()],
            responses: vec![ResponseState::default(); plan.responses.len()],
            before: record.clone(),
            record,
        }
    }

    /// Sets the opening state of a block of replications, before anybody is in post.
    #[inline(always)]
    pub(crate) fn open(&mut self, plan: &Plan, futures: &Futures<N>) {
        self.chance = futures.chance;
        self.values.open(&futures.inputs, &futures.years);
        self.people.clear();
        self.posts.fill(Post::default());
        self.hazards.clear();
        for (stage, of) in self.stages.iter_mut().zip(&plan.stages) {
            let phases = of.phases as u32;
            for (phase, cases) in stage.phases.iter_mut().enumerate() {
                let open = of.cases / phases + u32::from((phase as u32) < of.cases % phases);
                *cases = if of.decision { Lanes::ZERO } else { Lanes::all(f64::from(open)) };
            }
            stage.unallocated.fill(Lanes::ZERO);
            stage.entering = Lanes::ZERO;
        }
        for joined in &mut self.joined_history {
            joined.fill(Lanes::ZERO);
        }
        self.loads.fill(TeamLoad::default());
        self.following.fill(FollowingPosts::default());
        let one = Lanes::all(1.0);
        self.demand = DemandState::new();
        self.prices = PriceState { awards: one, deflator: one, discount: one };
        self.record = MonthRecord::new(record_size(plan));
        self.recruitment.fill(Lanes::ZERO);
        self.grants.fill(Lanes::ZERO);
        self.spent.fill(Lanes::ZERO);
        self.responses.fill(ResponseState::default());
        for (left, team) in self.left_fte.iter_mut().zip(&plan.teams) {
            let month = team.leavers_last_year.map_or(f64::NAN, |fte| fte / 12.0);
            *left = LastYear::of_equal_months(Lanes::all(month));
        }
    }

    /// Begins a month: last month's counts become those of the month before, and the last 12 months' leavers advance.
    #[inline(always)]
    pub(crate) fn begin_month(&mut self) {
        std::mem::swap(&mut self.record, &mut self.before);
        self.record.clear();
        self.recruitment.fill(Lanes::ZERO);
        self.grants.fill(Lanes::ZERO);
        for (load, left) in self.loads.iter_mut().zip(&mut self.left_fte) {
            load.handed_over = Lanes::ZERO;
            left.begin_month(Lanes::ZERO);
        }
    }

    /// The people in post of a team and stage.
    #[inline(always)]
    pub(crate) fn post(&mut self, plan: &Plan, team: TeamId, stage: RouteStageId) -> &mut Post<N> {
        &mut self.posts[team.index() * plan.route_stages.len() + stage.index()]
    }

    /// The place of a leaving hazard in [`State::hazards`], to which it is added if it is new.
    #[inline(always)]
    pub(crate) fn hazard_place(&mut self, team: TeamId, stage: RouteStageId, rate: usize) -> usize {
        let same = |one: &Hazard<N>| (one.team, one.stage, one.rate) == (team, stage, rate);
        self.hazards.iter().position(same).unwrap_or_else(|| {
            self.hazards.push(Hazard { team, stage, rate, is_used: true, borne: Lanes::ZERO, borne_at_most: 0.0 });
            self.hazards.len() - 1
        })
    }
}

/// The rows of a record of a plan's months.
fn record_size(plan: &Plan) -> RecordSize {
    RecordSize {
        teams: plan.teams.len(),
        routes: plan.first_stages.len(),
        stages: plan.stages.len(),
        responses: plan.responses.len(),
    }
}
