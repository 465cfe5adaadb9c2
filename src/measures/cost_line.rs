//! Cost lines. To add a line, add a variant, an arm in each match here, and the spending in the model.

/// A line of the cost tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostLine {
    /// Pay and on-costs of permanent staff.
    PermanentPay,
    /// Pay of overtime.
    Overtime,
    /// Agency charges.
    Agency,
    /// Recruitment: advertising, fees, relocation, golden hellos.
    Recruitment,
    /// Support paid by the council to trainees who are not yet employed.
    TraineeSupport,
    /// Retention payments.
    Retention,
    /// Costs of the changes in the plan.
    PlanCosts,
    /// Grants received: a negative cost.
    Grants,
}

impl CostLine {
    /// Every line, in the order of the tables.
    pub const ALL: [Self; 8] = [
        Self::PermanentPay,
        Self::Overtime,
        Self::Agency,
        Self::Recruitment,
        Self::TraineeSupport,
        Self::Retention,
        Self::PlanCosts,
        Self::Grants,
    ];

    /// Identifier in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::PermanentPay => "permanent_pay",
            Self::Overtime => "overtime",
            Self::Agency => "agency",
            Self::Recruitment => "recruitment",
            Self::TraineeSupport => "trainee_support",
            Self::Retention => "retention",
            Self::PlanCosts => "plan_costs",
            Self::Grants => "grants",
        }
    }

    /// Display name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::PermanentPay => "Permanent pay",
            Self::Overtime => "Overtime",
            Self::Agency => "Agency",
            Self::Recruitment => "Recruitment",
            Self::TraineeSupport => "Trainee support",
            Self::Retention => "Retention payments",
            Self::PlanCosts => "Costs of changes",
            Self::Grants => "Grants (income)",
        }
    }

    /// The side of a saving to which the line counts. Every line is on exactly one side, so gross saving less plan
    /// costs is net saving.
    #[must_use]
    pub(crate) fn side(self) -> SavingSide {
        match self {
            Self::PermanentPay | Self::Overtime | Self::Agency => SavingSide::Gross,
            Self::Recruitment | Self::TraineeSupport | Self::Retention | Self::PlanCosts | Self::Grants => {
                SavingSide::PlanCosts
            }
        }
    }
}

/// The two sides of a saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SavingSide {
    /// Staffing costs: spending less on these is a gross saving.
    Gross,
    /// The costs of the plan itself.
    PlanCosts,
}
