//! The lines of the cost tables. A new line is a variant and its arm in each match here, and what the model spends on it.

/// A line of the money tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostLine {
    /// Pay and on-costs of permanent staff.
    PermanentPay,
    /// What agencies charge.
    Agency,
    /// Advertising, fees, relocation, golden hellos.
    Recruitment,
    /// What the council pays to support trainees who are not yet employed.
    TraineeSupport,
    /// Retention payments.
    Retention,
    /// What the plan's own changes cost.
    PlanCosts,
    /// Grants received: a negative cost.
    Grants,
}

impl CostLine {
    /// Every line, in the order of the tables.
    pub const ALL: [Self; 7] = [
        Self::PermanentPay,
        Self::Agency,
        Self::Recruitment,
        Self::TraineeSupport,
        Self::Retention,
        Self::PlanCosts,
        Self::Grants,
    ];

    /// The line's name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::PermanentPay => "permanent_pay",
            Self::Agency => "agency",
            Self::Recruitment => "recruitment",
            Self::TraineeSupport => "trainee_support",
            Self::Retention => "retention",
            Self::PlanCosts => "plan_costs",
            Self::Grants => "grants",
        }
    }

    /// The line's name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::PermanentPay => "Permanent pay",
            Self::Agency => "Agency",
            Self::Recruitment => "Recruitment",
            Self::TraineeSupport => "Trainee support",
            Self::Retention => "Retention payments",
            Self::PlanCosts => "Costs of changes",
            Self::Grants => "Grants (income)",
        }
    }

    /// The side of a saving that the line counts towards. Gross saving less costs of the plan is net saving because every
    /// line is on exactly one side.
    #[must_use]
    pub fn side(self) -> SavingSide {
        match self {
            Self::PermanentPay | Self::Agency => SavingSide::Gross,
            Self::Recruitment | Self::TraineeSupport | Self::Retention | Self::PlanCosts | Self::Grants => {
                SavingSide::PlanCosts
            }
        }
    }
}

/// The two sides of a saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavingSide {
    /// Spending on staff: less of it is a gross saving.
    Gross,
    /// What the plan itself costs.
    PlanCosts,
}
