//! The scenario prepared for simulation: names become indexes, dated changes become monthly events, and everything
//! random gets its stream.
//!
//! A plan is fixed for all replications. [`inputs`] turns quantities into the values of a replication and a month;
//! [`teams`], [`routes_and_intakes`], [`demand`], [`pathway`] and [`budgets_and_change_costs`] hold the sections as dense arrays; [`opening_flows`]
//! computes the flows at the opening and [`opening_agency_balance`] the agency staff they would sustain; [`responses`]
//! has the changes that a measure triggers, [`draws`] the futures that share only some draws with those of a run, and [`reading`] where a figure stands in a month's record; [`equations`] is
//! shared with the monthly steps of the model.

mod agency;
mod budgets_and_change_costs;
mod calendar;
mod demand;
mod draws;
pub(crate) mod equations;
mod inputs;
mod opening_agency_balance;
mod opening_flows;
mod pathway;
mod reading;
mod responses;
mod routes_and_intakes;
mod teams;
#[cfg(test)]
mod tests;
mod yearly;

pub(crate) use agency::AgencyPlan;
pub(crate) use budgets_and_change_costs::{BudgetPlan, BudgetProfile, ChangeCost};
pub use calendar::Calendar;
pub(crate) use demand::{DemandPlan, RETURN_MONTHS};
pub(crate) use draws::{FixedInput, FutureDraws};
pub(crate) use inputs::{EffectCourse, Spread, Values, YearlyFactors};
pub(crate) use opening_flows::Opening;
pub(crate) use pathway::{BranchesPlan, StagePlan};
pub(crate) use reading::{Places, Ratio, Reading, ratio};
pub(crate) use responses::ResponsePlan;
pub(crate) use routes_and_intakes::{
    ArrivalPlan, GroupPlan, IntakePlan, LeavingPlan, LivesPlan, MovePlan, RouteStagePlan,
};
pub(crate) use teams::{CaseTeamPlan, TeamPlan};

use std::ops::Deref;
use std::sync::Arc;

use crate::ids::{CaseStageId, IdVec, ResponseId, RouteId, RouteStageId, TeamId};
use crate::lanes::Lanes;
use crate::scenario::{Diagnostic, InputId, Scenario, Series, SeriesReader, in_file_order};
use crate::units::Month;
use draws::PlannedDraws;
use inputs::InputPlan;

/// A scenario prepared for simulation.
///
/// ```
/// use staffcast::{plan::Plan, scenario::Scenario};
/// let plan = Plan::new(Scenario::parse(staffcast::examples::SMALL).expect("a scenario"));
/// assert_eq!(plan.calendar().months, 12);
/// ```
///
/// A plan is immutable and cheap to clone: clones share their contents.
#[derive(Clone, Debug)]
pub struct Plan {
    prepared: Arc<Prepared>,
    draws: Arc<PlannedDraws>,
}

/// The contents of a plan, used by the engine.
#[doc(hidden)]
#[derive(Debug)]
pub struct Prepared {
    pub(crate) calendar: Calendar,
    pub(crate) inputs: InputPlan,
    pub(crate) teams: IdVec<TeamId, TeamPlan>,
    /// The stages of all routes, one route after the other, and by route the index of its first stage.
    pub(crate) route_stages: IdVec<RouteStageId, RouteStagePlan>,
    pub(crate) first_stages: IdVec<RouteId, RouteStageId>,
    pub(crate) groups: Vec<GroupPlan>,
    pub(crate) intakes: Vec<IntakePlan>,
    pub(crate) moves: Vec<MovePlan>,
    pub(crate) leaving: LeavingPlan,
    pub(crate) agency: AgencyPlan,
    pub(crate) demand: Option<DemandPlan>,
    pub(crate) stages: IdVec<CaseStageId, StagePlan>,
    /// Whether a yearly effect or a change moves an input of the pathway.
    pub(crate) pathway_moves: bool,
    /// Decisions in topological order: each comes before those it leads to.
    pub(crate) decisions: Vec<CaseStageId>,
    pub(crate) scenario: Scenario,
    pub(crate) change_costs: Vec<ChangeCost>,
    pub(crate) budgets: Vec<BudgetPlan>,
    pub(crate) profiles: Vec<BudgetProfile>,
    pub(crate) responses: IdVec<ResponseId, ResponsePlan>,
    pub(crate) opening: Opening,
    pub(crate) series: Vec<SeriesReader>,
    warnings: Vec<Diagnostic>,
}

impl Deref for Plan {
    type Target = Prepared;

    fn deref(&self) -> &Prepared {
        &self.prepared
    }
}

impl Plan {
    /// Prepares a scenario for simulation.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        Self { prepared: Arc::new(Prepared::new(scenario)), draws: Arc::default() }
    }

    /// The same plan on futures of which some draws are others.
    #[must_use]
    pub(crate) fn with_draws(&self, draws: &FutureDraws) -> Self {
        Self {
            prepared: Arc::clone(&self.prepared),
            draws: Arc::new(PlannedDraws::new(&self.scenario, &self.inputs, draws)),
        }
    }

    /// Draws all inputs, before dated changes, in the replications `numbers`, one in each lane.
    #[inline(always)]
    pub(crate) fn draw_inputs<const N: usize>(&self, numbers: &[u64; N], values: &mut Vec<Lanes<N>>) {
        self.inputs.draw(numbers, values);
        self.draws.replace(&self.inputs, numbers, values);
    }

    /// Draws the yearly effects in the replications `numbers`, given the inputs as drawn.
    #[inline(always)]
    pub(crate) fn draw_years<const N: usize>(
        &self,
        inputs: &[Lanes<N>],
        numbers: &[u64; N],
        years: &mut YearlyFactors<N>,
    ) {
        self.inputs.draw_years(inputs, &self.draws.years(numbers), years);
    }

    /// The numbers of the draws of chance in the replications `numbers`.
    pub(crate) fn chance<const N: usize>(&self, numbers: &[u64; N]) -> [u64; N] {
        self.draws.chance(numbers)
    }

    /// The months and financial years of the run.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Everything that is reported, in the order of the tables.
    #[must_use]
    pub fn series(&self) -> impl ExactSizeIterator<Item = Series> {
        self.series.iter().map(|one| one.series)
    }

    /// The distribution of an input in each month over the first 1,000 replications.
    #[must_use]
    pub(crate) fn input_by_month(&self, id: InputId) -> Vec<(Month, Spread)> {
        const FUTURES: u64 = 1_000;
        let months = self.inputs.by_month(id, FUTURES).into_iter().enumerate();
        months.map(|(month, drawn)| (self.calendar.month(month as i32), Spread::of(drawn))).collect()
    }

    /// Warnings about legal but unusual inputs.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }
}

impl Prepared {
    fn new(scenario: Scenario) -> Self {
        let calendar = Calendar::new(scenario.start, scenario.months as usize);
        let inputs = InputPlan::new(&scenario, &calendar);
        let stages = pathway::stages(&scenario);
        let decisions = pathway::decisions_in_order(&scenario);
        let demand = scenario.demand.as_ref().map(|demand| DemandPlan::new(&scenario, demand));
        let teams = teams::teams(&scenario);
        let leaving = LeavingPlan::new(&scenario);
        let first_stages = routes_and_intakes::first_stages(&scenario);
        let (opening, out_of_balance) = Opening::new(&scenario, &inputs, &teams, &decisions);
        let mut warnings = scenario.warnings.clone();
        warnings.extend(out_of_balance);
        warnings.extend(opening_agency_balance::out_of_balance(&scenario, &inputs));
        let warnings = in_file_order(warnings);
        Self {
            inputs,
            teams,
            route_stages: routes_and_intakes::route_stages(&scenario),
            groups: routes_and_intakes::groups(&scenario, &first_stages),
            first_stages,
            intakes: routes_and_intakes::intakes(&scenario, &calendar),
            moves: routes_and_intakes::moves(&scenario, &calendar),
            leaving,
            agency: AgencyPlan::new(&scenario),
            demand,
            pathway_moves: pathway::moves(&scenario),
            stages,
            decisions,
            change_costs: budgets_and_change_costs::change_costs(&scenario, &calendar),
            budgets: budgets_and_change_costs::budgets(&scenario, &calendar),
            profiles: budgets_and_change_costs::profiles(&scenario, &calendar),
            responses: responses::responses(&scenario, &calendar),
            opening,
            series: crate::scenario::all_series(&scenario),
            calendar,
            scenario,
            warnings,
        }
    }
}
