//! What a council reports each month beside its staff list.

use std::collections::BTreeMap;

use crate::backtest::measure::ScoredMeasure;
use crate::import::monthly::{MonthlyFigures, SeriesSubject};
use crate::units::Month;

/// Caseload and agency rate of the whole service at the ends of months, as reported.
#[derive(Clone, Debug, Default)]
pub struct ReportedLevels {
    caseload: BTreeMap<Month, f64>,
    agency_rate: BTreeMap<Month, f64>,
}

impl ReportedLevels {
    /// The levels in a table of monthly figures: `caseload`, or else `open_cases` over `case_holder_fte`, and `agency_rate`; `None` if it has
    /// neither of the whole service.
    #[must_use]
    pub fn new(figures: &MonthlyFigures) -> Option<Self> {
        let mut caseload = of_service(figures, "caseload");
        if caseload.is_empty() {
            let holders = of_service(figures, "case_holder_fte");
            let ratio = |(month, cases): (Month, f64)| Some((month, cases / *holders.get(&month)?));
            caseload = of_service(figures, "open_cases").into_iter().filter_map(ratio).collect();
        }
        caseload.retain(|_, value| value.is_finite() && *value > 0.0);
        let found = Self { caseload, agency_rate: of_service(figures, "agency_rate") };
        (!found.caseload.is_empty() || !found.agency_rate.is_empty()).then_some(found)
    }

    fn levels(&self, measure: ScoredMeasure) -> Option<&BTreeMap<Month, f64>> {
        let levels = match measure {
            ScoredMeasure::Caseload => &self.caseload,
            ScoredMeasure::AgencyRate => &self.agency_rate,
            _ => return None,
        };
        (!levels.is_empty()).then_some(levels)
    }

    /// Whether a measure is reported.
    pub(super) fn has(&self, measure: ScoredMeasure) -> bool {
        self.levels(measure).is_some()
    }

    /// The month at whose beginning a measure is first known.
    pub(super) fn first(&self, measure: ScoredMeasure) -> Option<Month> {
        self.levels(measure)?.keys().next().map(|month| month.plus(1))
    }

    /// A level at the beginning of a month, which is the end of the one before; `NaN` if it is missing.
    pub(super) fn at(&self, measure: ScoredMeasure, month: Month) -> f64 {
        self.levels(measure).and_then(|levels| levels.get(&month.plus(-1))).copied().unwrap_or(f64::NAN)
    }
}

/// The figures of a measure of the whole service.
fn of_service(figures: &MonthlyFigures, wanted: &str) -> BTreeMap<Month, f64> {
    let is_it = |subject: &SeriesSubject| matches!(subject, SeriesSubject::Measure { id, team: None, of: None } if *id == wanted);
    let series = figures.series.iter().filter(|series| is_it(&series.subject));
    series.flat_map(|series| series.points.iter().copied()).collect()
}
