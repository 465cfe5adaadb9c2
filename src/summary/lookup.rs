//! Lookup of figures in a summary by measure, team and month instead of index.

use super::{Statistic, Summary};
use crate::measures::Measure;
use crate::scenario::Series;
use crate::units::{FinancialYear, Month};

/// A measure of the service or a team, in every month and year of a run.
///
/// Figures that the run does not report (the caseload of a team without cases, a month after the end) are `None`.
#[derive(Clone, Copy)]
pub struct MeasureSummary<'s> {
    summary: &'s Summary,
    /// Index of its series in the plan; `None` if the plan does not report it.
    series: Option<usize>,
}

impl<'s> MeasureSummary<'s> {
    /// At the opening, before the first month.
    #[must_use]
    pub fn opening(&self) -> Option<&'s Statistic> {
        self.summary.opening(self.series?)
    }

    /// At the end of a month; for flows and money, in that month.
    #[must_use]
    pub fn at(&self, month: Month) -> Option<&'s Statistic> {
        let place = month.since(self.summary.plan.calendar().start);
        self.summary.month(usize::try_from(place).ok()?, self.series?)
    }

    /// In the last month.
    #[must_use]
    pub fn end(&self) -> Option<&'s Statistic> {
        self.summary.end(self.series?)
    }

    /// Over the months of a financial year that the run covers.
    #[must_use]
    pub fn over(&self, year: FinancialYear) -> Option<&'s Statistic> {
        let place = self.summary.plan.calendar().years.iter().position(|&one| one == year)?;
        self.summary.year(place, self.series?)
    }
}

impl Summary {
    /// A measure of the service.
    #[must_use]
    pub fn service(&self, measure: &'static Measure) -> MeasureSummary<'_> {
        MeasureSummary { summary: self, series: self.find(Series { measure, team: None, of: None }) }
    }

    /// A measure of the team with an id; all figures are `None` if there is no such team.
    #[must_use]
    pub fn team(&self, id: &str, measure: &'static Measure) -> MeasureSummary<'_> {
        let team = self.plan.scenario().teams.find(|team| team.id == id);
        let series = team.and_then(|team| self.find(Series { measure, team: Some(team), of: None }));
        MeasureSummary { summary: self, series }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::SMALL;
    use crate::plan::Plan;
    use crate::run::Options;
    use crate::scenario::Scenario;

    #[test]
    fn figures_are_found_by_name_and_month_within_the_run() {
        let files = std::collections::BTreeMap::from([("small.toml".to_owned(), SMALL.to_owned())]);
        let plan = Plan::new(Scenario::load("small.toml", &files).expect("a scenario"));
        let summary = super::super::run(&plan, &Options::new(3)).expect("a run");
        let place = summary.service_series("agency_rate").expect("an agency rate");
        let rate = summary.service(Measure::AGENCY_RATE);
        assert_eq!(rate.at(Month::new(2016, 6)), summary.month(2, place));
        assert_eq!(rate.at(Month::new(2016, 3)), None);
        assert_eq!(rate.at(Month::new(2017, 4)), None);
        assert_eq!(rate.opening(), summary.opening(place));
        assert_eq!(rate.end(), rate.at(Month::new(2017, 3)));
        let year = |text: &str| text.parse().expect("a financial year");
        let cost = summary.service(Measure::COST);
        let months = (4..16).filter_map(|month| cost.at(Month::new(2016, 1).plus(month - 1)));
        let sum: f64 = months.map(|of| of.mean).sum();
        assert!((cost.over(year("2016-17")).expect("a year").mean - sum).abs() < 1e-6);
        assert_eq!(cost.over(year("2017-18")), None);
        assert!(summary.team("cin", Measure::CASELOAD).end().is_some());
        assert_eq!(summary.team("nobody", Measure::CASELOAD).end(), None);
    }
}
