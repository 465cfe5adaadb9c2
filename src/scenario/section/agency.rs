//! The agency market: how much of a gap is covered, how workers come and go, and what they cost.

use crate::scenario::Names;
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::Problem;
use crate::units::Unit;

/// The agency market of the service.
#[derive(Clone, Debug)]
pub struct Agency {
    /// The rates that hold where a team has none of its own.
    pub rates: AgencyRates,
    /// FTE of one agency worker.
    pub fte_per_worker: f64,
    /// Months from an order until it may be filled.
    pub lead_time: u32,
    /// Months of notice to a worker who is no longer needed.
    pub notice: u32,
    /// The route that converts to permanent join.
    pub conversion_route: Option<usize>,
    /// Hours a week of one worker.
    pub hours_per_week: InputId,
    /// Weeks a year that are charged.
    pub paid_weeks: InputId,
    /// What a permanent worker in the post would cost.
    pub comparator: InputId,
}

/// Rates of the service, any of which a team may set for itself; caps are of the service or of the team, and both hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct AgencyRates {
    /// Share of the gaps that is filled with agency staff.
    pub cover: Option<InputId>,
    /// Probability a month that a worker ends the assignment.
    pub churn: Option<InputId>,
    /// Probability a month that an order that may be filled is.
    pub fill: Option<InputId>,
    /// Probability a month that a worker becomes permanent.
    pub conversion: Option<InputId>,
    /// Charge per hour.
    pub charge_per_hour: Option<InputId>,
    /// Agency FTE that the market can supply.
    pub market_cap: Option<InputId>,
    /// Agency FTE that policy allows.
    pub policy_cap: Option<InputId>,
}

pub(crate) fn read_rates(t: &mut Table<'_>) -> AgencyRates {
    let p = (0.0, 1.0);
    AgencyRates {
        cover: t
            .quantity("cover", Unit::Share, p, "Share of its gaps that a service fills with agency staff.")
            .optional(),
        churn: t
            .quantity("churn", Unit::MonthlyProbability, p, "Probability a month that a worker ends the assignment.")
            .optional(),
        fill: t
            .quantity("fill", Unit::MonthlyProbability, p, "Probability a month that an order that may be filled is.")
            .optional(),
        conversion: t
            .quantity("conversion", Unit::MonthlyProbability, p, "Probability a month that a worker becomes permanent.")
            .optional(),
        charge_per_hour: t
            .quantity(
                "charge_per_hour",
                Unit::PoundsPerHour,
                (0.0, 1_000.0),
                "What the agency charges: the worker, employer's costs, margin.",
            )
            .optional(),
        market_cap: t
            .quantity(
                "market_cap",
                Unit::Fte,
                (0.0, 10_000.0),
                "Agency FTE that the market can supply, to the service or to the team.",
            )
            .optional(),
        policy_cap: t
            .quantity(
                "policy_cap",
                Unit::Fte,
                (0.0, 10_000.0),
                "Agency FTE that policy allows, in the service or in the team.",
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
        "The route whose first stage agency workers join who become permanent.",
    );
    if rates.conversion.is_some() && !t.has("conversion_route") {
        let problem = Problem::Missing {
            key: "conversion_route".into(),
            inside: "agency".into(),
            expected: "name the route that workers join who convert to permanent".into(),
        };
        t.error(problem, None);
    }
    Agency {
        rates,
        fte_per_worker: t.plain("fte_per_worker", Unit::Fte, (0.1, 1.0), 1.0, "FTE of one agency worker."),
        lead_time: t.whole("lead_time", Unit::Months, (0, 24), 1, "Months from an order until it may be filled.")
            as u32,
        notice: t.whole("notice", Unit::Months, (0, 24), 1, "Months of notice to a worker no longer needed.") as u32,
        conversion_route,
        hours_per_week: t
            .quantity("hours_per_week", Unit::HoursPerWeek, (0.0, 80.0), "Hours a week of a worker.")
            .or(37.0),
        paid_weeks: t
            .quantity("paid_weeks", Unit::WeeksPerYear, (0.0, 53.0), "Weeks a year that are charged.")
            .or(46.0),
        comparator: t
            .quantity(
                "comparator",
                Unit::PoundsPerFteYear,
                (0.0, 1_000_000.0),
                "What a permanent worker in the post would cost, for the agency premium; it follows pay awards.",
            )
            .or(0.0),
    }
}
