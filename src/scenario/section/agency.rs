//! The agency market: how much of a gap is covered, arrivals and departures of workers, and their cost.

use crate::ids::RouteId;
use crate::scenario::Names;
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::Problem;
use crate::units::Unit;

/// The agency market of the service.
#[derive(Clone, Debug)]
pub struct Agency {
    /// Rates for teams without their own.
    pub rates: AgencyRates,
    /// FTE per agency worker.
    pub fte_per_worker: f64,
    /// Months from an order until it can be filled.
    pub lead_time: u32,
    /// Months of notice to a worker who is no longer needed.
    pub notice: u32,
    /// The route joined by agency workers who become permanent.
    pub conversion_route: Option<RouteId>,
    /// Rise in the log hazard of the end of an assignment per extra case.
    pub workload_effect: InputId,
    /// Hours a week per worker.
    pub hours_per_week: InputId,
    /// Weeks a year that are charged.
    pub paid_weeks: InputId,
    /// Cost of a permanent worker in the same post.
    pub comparator: InputId,
    /// Whether it is given.
    pub has_comparator: bool,
}

/// Agency rates of the service, each of which a team may override. A cap applies to the service or to the team, and
/// both apply at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct AgencyRates {
    /// Share of the gaps that is covered by agency staff.
    pub cover: Option<InputId>,
    /// Monthly probability that a worker ends the assignment.
    pub churn: Option<InputId>,
    /// Monthly probability that an open order is filled once its lead time has passed.
    pub fill: Option<InputId>,
    /// Monthly probability that a worker becomes permanent.
    pub conversion: Option<InputId>,
    /// Charge per hour.
    pub charge_per_hour: Option<InputId>,
    /// Maximum agency FTE that the market can supply.
    pub market_cap: Option<InputId>,
    /// Maximum agency FTE that policy allows.
    pub policy_cap: Option<InputId>,
}

pub(crate) fn read_rates(t: &mut Table<'_>) -> AgencyRates {
    let p = (0.0, 1.0);
    AgencyRates {
        cover: t
            .quantity("cover", Unit::Share, p, "Share of its gaps that the service covers with agency staff.")
            .optional(),
        churn: t
            .quantity("churn", Unit::MonthlyProbability, p, "Monthly probability that a worker ends the assignment.")
            .optional(),
        fill: t
            .quantity(
                "fill",
                Unit::MonthlyProbability,
                p,
                "Monthly probability that an order is filled once its lead time has passed.",
            )
            .optional(),
        conversion: t
            .quantity("conversion", Unit::MonthlyProbability, p, "Monthly probability that a worker becomes permanent.")
            .optional(),
        charge_per_hour: t
            .quantity(
                "charge_per_hour",
                Unit::PoundsPerHour,
                (0.0, 1_000.0),
                "What the agency charges, including the worker's pay, employer's costs and margin.",
            )
            .optional(),
        market_cap: t
            .quantity(
                "market_cap",
                Unit::Fte,
                (0.0, 10_000.0),
                "Maximum agency FTE that the market can supply, to the service or to the team.",
            )
            .optional(),
        policy_cap: t
            .quantity(
                "policy_cap",
                Unit::Fte,
                (0.0, 10_000.0),
                "Maximum agency FTE that policy allows, in the service or in the team.",
            )
            .optional(),
    }
}

pub(crate) fn read(t: &mut Table<'_>, names: &Names) -> Agency {
    let rates = read_rates(t);
    let conversion_route = t.name(
        "conversion_route",
        "route",
        &names.routes,
        "The route whose first stage agency workers join when they become permanent.",
    );
    if rates.conversion.is_some() && !t.has("conversion_route") {
        let problem = Problem::Missing {
            key: "conversion_route".into(),
            inside: "agency".into(),
            expected: "name the route that agency workers join when they become permanent".into(),
        };
        t.error(problem, None);
    }
    Agency {
        rates,
        fte_per_worker: t.plain("fte_per_worker", Unit::Fte, (0.1, 1.0), 1.0, "FTE per agency worker."),
        lead_time: t.whole("lead_time", Unit::Months, (0, 24), 1, "Months from an order until it can be filled.")
            as u32,
        notice: t.whole("notice", Unit::Months, (0, 24), 1, "Months of notice for a worker who is no longer needed.")
            as u32,
        conversion_route,
        workload_effect: t
            .quantity(
                "workload_effect",
                Unit::LogHazardPerCase,
                (-1.0, 1.0),
                "Rise in the log hazard of the end of an assignment per case that the team's caseload is above that of the \
                 opening (or `measured_at`), as in `leaving.workload_effect` and within the same bounds; 0 means none. No study \
                 was found: any value is a guess.",
            )
            .or(0.0),
        hours_per_week: t
            .quantity("hours_per_week", Unit::HoursPerWeek, (0.0, 80.0), "Hours a week per worker.")
            .or(37.0),
        paid_weeks: t
            .quantity("paid_weeks", Unit::WeeksPerYear, (0.0, 53.0), "Weeks a year that are charged for.")
            .or(46.0),
        comparator: t
            .quantity(
                "comparator",
                Unit::PoundsPerFteYear,
                (0.0, 1_000_000.0),
                "Cost of a permanent worker in the same post, used for the agency premium and, without `post_price`, for the \
                 establishment budget; it follows pay awards.",
            )
            .or(0.0),
        has_comparator: t.has("comparator"),
    }
}
