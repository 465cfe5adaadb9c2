//! The on-costs of permanent pay: what the employer pays beside it.

use crate::scenario::declare::{InputId, Table};
use crate::units::Unit;

/// On-costs of permanent pay, as shares of gross pay.
#[derive(Clone, Debug)]
pub struct OnCosts {
    /// Employer's national insurance.
    pub national_insurance: InputId,
    /// Employer's pension contributions.
    pub pension: InputId,
    /// Apprenticeship levy.
    pub levy: InputId,
    /// Whether pay, post prices and the comparator in the scenario include them.
    pub are_included: bool,
    /// Whether any of them is given.
    pub are_given: bool,
}

impl OnCosts {
    /// The shares of gross pay.
    pub(crate) fn shares(&self) -> [InputId; 3] {
        [self.national_insurance, self.pension, self.levy]
    }
}

pub(crate) fn read(t: &mut Table<'_>) -> OnCosts {
    let mut share = |key: &str, doc: &'static str| t.quantity(key, Unit::Share, (0.0, 1.0), doc).or(0.0);
    let national_insurance = share(
        "national_insurance",
        "Employer's national insurance as a share of gross pay. It is due above a threshold only, so this is less than the rate.",
    );
    let pension = share("pension", "Employer's pension contributions as a share of gross pay.");
    let levy = share("levy", "Apprenticeship levy as a share of gross pay.");
    let are_included = t.flag(
        "included",
        true,
        "Whether `pay`, `post_price` and `agency.comparator` include on-costs, at these shares before any dated change; if not, \
         they are added.",
    );
    let are_given = ["national_insurance", "pension", "levy"].iter().any(|key| t.has(key));
    OnCosts { national_insurance, pension, levy, are_included, are_given }
}
