//! How precisely the headlines of a run are known.

use super::{Precision, PrecisionKind};
use crate::measures::Measure;
use crate::units::FinancialYear;

/// A figure that must be known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PrecisionSubject {
    /// The likelihood of meeting a target, by its place in the scenario.
    Target(usize),
    /// The likelihood of overspending a budget, by its place in the scenario.
    Overspend(usize),
    /// The median of a measure at the end of the run.
    AtEnd(&'static Measure),
    /// The mean of a measure in a financial year.
    OverYear(&'static Measure, FinancialYear),
    /// The mean net saving over the run.
    NetSaving,
    /// The mean saving at equal capacity over the run.
    SavingAtEqualCapacity,
}

impl PrecisionSubject {
    /// The kind to which it belongs.
    #[must_use]
    pub fn kind(self) -> PrecisionKind {
        match self {
            Self::Target(_) | Self::Overspend(_) => PrecisionKind::Likelihood,
            Self::AtEnd(measure) | Self::OverYear(measure, _) => PrecisionKind::Measure(measure),
            Self::NetSaving | Self::SavingAtEqualCapacity => PrecisionKind::Saving,
        }
    }
}

/// How precisely a headline is known: at 95%, whenever one looks.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadlinePrecision {
    /// Name of the plan in a comparison; `None` in a run.
    pub plan: Option<String>,
    /// The figure.
    pub subject: PrecisionSubject,
    /// The distance from the truth that was asked for, in the unit of the figure.
    pub asked: f64,
    /// The figure; `NaN` if it is undefined in every future.
    pub estimate: f64,
    /// The interval that contains the truth; infinite where nothing is known yet.
    pub interval: (f64, f64),
}

impl HeadlinePrecision {
    /// The greatest distance that the figure may be from the truth; infinite if nothing is known yet.
    #[must_use]
    pub fn within(&self) -> f64 {
        let (low, high) = self.interval;
        let (below, above) = (self.estimate - low, high - self.estimate);
        if below.is_nan() || above.is_nan() { f64::INFINITY } else { below.max(above) }
    }

    /// Whether it is known as precisely as asked.
    #[must_use]
    pub fn is_resolved(&self) -> bool {
        self.within() <= self.asked
    }
}

/// What a run or a comparison that stops by itself knows.
#[derive(Clone, Debug, PartialEq)]
pub struct PrecisionReached {
    /// What was asked for.
    pub asked: Precision,
    /// The number of futures at which it would have stopped in any case.
    pub limit: u64,
    /// The headlines covered.
    pub headlines: Vec<HeadlinePrecision>,
}

impl PrecisionReached {
    /// The headlines that are not known as precisely as asked: none unless the limit was hit.
    pub fn unresolved(&self) -> impl Iterator<Item = &HeadlinePrecision> {
        self.headlines.iter().filter(|one| !one.is_resolved())
    }

    /// What of it is about the plan called `name` by itself; `None` if nothing.
    pub(crate) fn of_plan(&self, name: &str) -> Option<Self> {
        let is_own =
            |one: &&HeadlinePrecision| one.plan.as_deref() == Some(name) && one.subject.kind() != PrecisionKind::Saving;
        let headlines: Vec<HeadlinePrecision> = self.headlines.iter().filter(is_own).cloned().collect();
        (!headlines.is_empty()).then(|| Self {
            asked: self.asked.without(PrecisionKind::Saving),
            limit: self.limit,
            headlines,
        })
    }

    /// Whether every headline is known as precisely as asked.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.unresolved().next().is_none()
    }
}
