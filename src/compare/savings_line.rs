//! The lines of the savings table.

use crate::measures::{CostLine, SavingSide};
use crate::units::Unit;

/// A line of the savings table. Positive is good: money saved, premium avoided, agency workers no longer needed, capacity gained;
/// except that [`SavingsLine::PlanCosts`] is spending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavingsLine {
    /// Reduction in permanent pay and agency spending, before the costs of the plan itself.
    Gross,
    /// Costs of the plan itself: recruitment, trainees, retention payments and costs of changes, less grants.
    PlanCosts,
    /// Gross saving less the costs of the plan, in money of the day.
    Net,
    /// Net saving at base-year prices.
    NetReal,
    /// Net saving in real terms, discounted.
    NetDiscounted,
    /// Reduction in agency spending.
    Agency,
    /// Reduction in what is paid above the cost of permanent staff in the same posts.
    AgencyPremium,
    /// Reduction in agency FTE, the mean of the months; cumulatively, FTE-years.
    AgencyFte,
    /// Capacity of the alternative less that of the base, the mean of the months; cumulatively, FTE-years.
    Capacity,
    /// Net saving plus the capacity gained at the base's agency price: what the alternative would save if its capacity were brought to
    /// that of the base by fewer or more agency staff. Not cashable.
    LikeForLike,
    /// The same at the price of permanent staff.
    LikeForLikePermanent,
    /// Saving at equal capacity in real terms, discounted as the net saving is.
    LikeForLikeDiscounted,
    /// Reduction in the work that arrives, FTE, the mean of the months; cumulatively, FTE-years.
    WorkAvoided,
    /// The same at the base's agency price. It is part of no other line.
    WorkAvoidedValue,
}

impl SavingsLine {
    /// Every line, in the order of the table.
    pub const ALL: [Self; 14] = [
        Self::Gross,
        Self::PlanCosts,
        Self::Net,
        Self::NetReal,
        Self::NetDiscounted,
        Self::Agency,
        Self::AgencyPremium,
        Self::AgencyFte,
        Self::Capacity,
        Self::LikeForLike,
        Self::LikeForLikePermanent,
        Self::LikeForLikeDiscounted,
        Self::WorkAvoided,
        Self::WorkAvoidedValue,
    ];

    /// The lines that are also reported by team.
    pub const BY_TEAM: [Self; 4] = [Self::Net, Self::Capacity, Self::LikeForLike, Self::WorkAvoided];

    /// Identifier in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Gross => "gross_saving",
            Self::PlanCosts => "plan_costs",
            Self::Net => "net_saving",
            Self::NetReal => "net_saving_real",
            Self::NetDiscounted => "net_saving_discounted",
            Self::Agency => "agency_spend_saved",
            Self::AgencyPremium => "agency_premium_avoided",
            Self::AgencyFte => "agency_fte_displaced",
            Self::Capacity => "capacity_gained",
            Self::LikeForLike => "like_for_like_saving",
            Self::LikeForLikePermanent => "like_for_like_saving_at_permanent_price",
            Self::LikeForLikeDiscounted => "like_for_like_saving_discounted",
            Self::WorkAvoided => "work_avoided",
            Self::WorkAvoidedValue => "work_avoided_at_agency_price",
        }
    }

    /// Display name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Gross => "Gross saving",
            Self::PlanCosts => "Costs of the plan",
            Self::Net => "Net saving",
            Self::NetReal => "Net saving, real terms",
            Self::NetDiscounted => "Net saving, discounted",
            Self::Agency => "Agency spend saved",
            Self::AgencyPremium => "Agency premium avoided",
            Self::AgencyFte => "Agency FTE displaced",
            Self::Capacity => "Capacity gained, FTE",
            Self::LikeForLike => "Saving at equal capacity (not cashable)",
            Self::LikeForLikePermanent => "Saving at equal capacity, permanent price",
            Self::LikeForLikeDiscounted => "Saving at equal capacity, discounted",
            Self::WorkAvoided => "Work avoided, FTE",
            Self::WorkAvoidedValue => "Work avoided, at the agency price",
        }
    }

    /// Display name for totals over several years, in which FTE become FTE-years, and discounted savings a net present value.
    #[must_use]
    pub fn label_of_run(self) -> &'static str {
        match self {
            Self::NetDiscounted => "Net present value (NPV), cash",
            Self::LikeForLikeDiscounted => "NPV at equal capacity (not cashable)",
            Self::AgencyFte => "Agency FTE-years displaced",
            Self::Capacity => "Capacity gained, FTE-years",
            Self::WorkAvoided => "Work avoided, FTE-years",
            _ => self.label(),
        }
    }

    /// Unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::AgencyFte | Self::Capacity | Self::WorkAvoided => Unit::Fte,
            _ => Unit::Pounds,
        }
    }

    /// Its components: series of the service, each with the sign applied to alternative less base; empty for lines that are worked
    /// out by team and month.
    pub(super) fn parts(self) -> Vec<(&'static str, Option<CostLine>, f64)> {
        let lines = |chosen: fn(CostLine) -> bool, sign: f64| {
            CostLine::ALL.into_iter().filter(|&line| chosen(line)).map(|line| ("cost", Some(line), sign)).collect()
        };
        match self {
            Self::Gross => lines(|line| line.side() == SavingSide::Gross, -1.0),
            Self::PlanCosts => lines(|line| line.side() == SavingSide::PlanCosts, 1.0),
            Self::Net => vec![("cost", None, -1.0)],
            Self::NetReal => vec![("cost_real", None, -1.0)],
            Self::NetDiscounted => vec![("cost_discounted", None, -1.0)],
            Self::Agency => lines(|line| line == CostLine::Agency, -1.0),
            Self::AgencyPremium => vec![("agency_premium", None, -1.0)],
            Self::AgencyFte => vec![("agency_fte", None, -1.0)],
            Self::Capacity
            | Self::LikeForLike
            | Self::LikeForLikePermanent
            | Self::LikeForLikeDiscounted
            | Self::WorkAvoided
            | Self::WorkAvoidedValue => Vec::new(),
        }
    }
}
