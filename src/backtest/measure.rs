//! What is forecast: figures of a census that both the published tables and the model have.

use crate::import::{AuthorityYear, PublishedFigure};

/// A figure of an authority at a census.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoredMeasure {
    /// Permanent social workers in post, FTE.
    PermanentFte,
    /// Agency social workers in post, FTE.
    AgencyFte,
    /// Agency FTE over agency and permanent FTE.
    AgencyRate,
    /// Vacancies over vacancies and permanent FTE.
    VacancyRate,
    /// FTE who left in the year over permanent FTE.
    Turnover,
    /// Cases over the FTE of case holders.
    Caseload,
}

/// On what scale changes of different authorities are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChangeScale {
    Log,
    Logit,
}

impl ChangeScale {
    /// A value on this scale; `NaN` if it has none.
    pub(super) fn of(self, value: f64) -> f64 {
        let scaled = match self {
            Self::Log => libm::log(value),
            Self::Logit => libm::log(value / (1.0 - value)),
        };
        if scaled.is_finite() { scaled } else { f64::NAN }
    }

    /// The value at a place on this scale.
    pub(super) fn value(self, scaled: f64) -> f64 {
        match self {
            Self::Log => libm::exp(scaled),
            Self::Logit => 1.0 / (1.0 + libm::exp(-scaled)),
        }
    }
}

impl ScoredMeasure {
    /// Every measure.
    pub const ALL: [Self; 6] =
        [Self::PermanentFte, Self::AgencyFte, Self::AgencyRate, Self::VacancyRate, Self::Turnover, Self::Caseload];

    /// The measure of the model that it is.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::PermanentFte => "permanent_fte",
            Self::AgencyFte => "agency_fte",
            Self::AgencyRate => "agency_rate",
            Self::VacancyRate => "vacancy_rate",
            Self::Turnover => "turnover",
            Self::Caseload => "caseload",
        }
    }

    /// The figure as published; `NaN` if it is not.
    #[must_use]
    pub fn published(self, row: &AuthorityYear) -> f64 {
        let [permanent, agency] = [PublishedFigure::Permanent, PublishedFigure::Agency].map(|figure| row.get(figure));
        match self {
            Self::PermanentFte => permanent,
            Self::AgencyFte => agency,
            Self::AgencyRate => agency / (agency + permanent),
            Self::VacancyRate => row.get(PublishedFigure::Vacancies) / row.posts(),
            Self::Turnover => row.get(PublishedFigure::Leavers) / permanent,
            Self::Caseload => row.get(PublishedFigure::Cases) / row.get(PublishedFigure::CaseHolders),
        }
    }

    pub(super) fn scale(self) -> ChangeScale {
        match self {
            Self::PermanentFte | Self::AgencyFte | Self::Caseload => ChangeScale::Log,
            Self::AgencyRate | Self::VacancyRate | Self::Turnover => ChangeScale::Logit,
        }
    }

    /// What a unit of the measure counts in scores: FTE as a percentage of permanent FTE at the origin, rates in points, caseload
    /// in cases per FTE.
    pub(super) fn factor(self, origin: &AuthorityYear) -> f64 {
        match self {
            Self::PermanentFte | Self::AgencyFte => 100.0 / origin.get(PublishedFigure::Permanent),
            Self::AgencyRate | Self::VacancyRate | Self::Turnover => 100.0,
            Self::Caseload => 1.0,
        }
    }

    /// Whether it is a number of full-time equivalents.
    #[must_use]
    pub fn is_fte(self) -> bool {
        matches!(self, Self::PermanentFte | Self::AgencyFte)
    }

    /// What a unit counts in the scores of one council: FTE, rates in points, caseload in cases per FTE.
    #[must_use]
    pub fn factor_of_one_council(self) -> f64 {
        if self.is_fte() || self == Self::Caseload { 1.0 } else { 100.0 }
    }
}
