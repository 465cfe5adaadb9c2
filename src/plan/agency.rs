//! The agency market of the service.

use crate::ids::RouteId;
use crate::scenario::{InputId, Scenario};

/// The agency market.
#[derive(Debug)]
pub(crate) struct AgencyPlan {
    pub fte_per_worker: f64,
    pub lead_time: usize,
    pub notice: usize,
    pub conversion_route: Option<RouteId>,
    /// Service-wide caps on agency FTE.
    pub caps: Vec<InputId>,
    pub workload_effect: InputId,
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
            workload_effect: agency.workload_effect,
            hours_per_week: agency.hours_per_week,
            paid_weeks: agency.paid_weeks,
            comparator: agency.comparator,
        }
    }
}
