//! A single figure of a replication: a measure of the service or a team, at a time.

use crate::measures::{Measure, YearOf};
use crate::plan::Plan;
use crate::run::Layout;
use crate::scenario::{Problem, Series};
use crate::units::Month;

/// A single figure of a replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The measure and its scope.
    pub series: Series,
    /// Period.
    pub when: Period,
    /// Index of its series in the plan.
    pub(super) place: usize,
}

/// The period of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// At the end of a month; for flows and money, in that month.
    Month(Month),
    /// Over the whole run: the total of flows and money.
    Run,
}

/// Why there is no such figure.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureNotFound {
    /// Unknown measure or team.
    Unknown(Problem),
    /// The measure exists, but is not reported for the team or for the service.
    NotTold {
        /// Identifier of the measure.
        measure: &'static str,
        /// Identifier of the team; `None` for the service.
        team: Option<String>,
    },
    /// The month is outside the run.
    Outside {
        /// The month.
        month: Month,
        /// The first month of the run.
        start: Month,
        /// The last month of the run.
        end: Month,
    },
}

impl std::fmt::Display for FigureNotFound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown(problem) => write!(f, "{}", problem.in_a_line()),
            Self::NotTold { measure, team: Some(team) } => {
                write!(
                    f,
                    "this scenario has no `{measure}` for the team `{team}`; docs/measures.md lists where each measure is reported"
                )
            }
            Self::NotTold { measure, team: None } => {
                write!(
                    f,
                    "this scenario has no `{measure}` for the whole service; docs/measures.md lists where each measure is reported"
                )
            }
            Self::Outside { month, start, end } => write!(f, "{month} is outside the run, {start} to {end}"),
        }
    }
}

impl std::error::Error for FigureNotFound {}

impl Figure {
    /// The figure of the measure `measure` for the team with the id `team`, or the service, in `month`. Without a
    /// month, at the end of the run; for flows and money, over the whole run.
    ///
    /// # Errors
    /// [`FigureNotFound`] if the plan has no such measure or team, or the month is outside the run.
    pub fn find(
        plan: &Plan,
        measure: &str,
        team: Option<&str>,
        month: Option<Month>,
    ) -> Result<Self, Box<FigureNotFound>> {
        let measures = Measure::ALL.iter().map(|measure| measure.id.to_owned()).collect();
        let measure = Measure::find(measure).ok_or_else(|| unknown("measure", measure, measures))?;
        let teams: Vec<String> = plan.scenario().teams.iter().map(|team| team.id.clone()).collect();
        let index =
            |id: &str| plan.scenario.teams.find(|team| team.id == id).ok_or_else(|| unknown("team", id, teams.clone()));
        let series = Series { measure, team: team.map(index).transpose()?, of: None };
        let place = plan.series.iter().position(|one| one.series == series);
        let not_told = || FigureNotFound::NotTold { measure: measure.id, team: team.map(str::to_owned) };
        let place = place.ok_or_else(not_told)?;
        let (start, end) = (plan.scenario().start, plan.scenario().end());
        let when = match month {
            Some(month) if !(start..=end).contains(&month) => {
                return Err(Box::new(FigureNotFound::Outside { month, start, end }));
            }
            Some(month) => Period::Month(month),
            None if measure.year == YearOf::Sum => Period::Run,
            None => Period::Month(end),
        };
        Ok(Self { series, when, place })
    }

    /// The figure in a replication whose figures are `value`, by position in its row; `NaN` if undefined.
    pub(crate) fn of(&self, plan: &Plan, value: impl Fn(usize) -> f64) -> f64 {
        let layout = Layout::new(plan);
        match self.when {
            Period::Month(month) => value(layout.month(plan.calendar().index(month), self.place)),
            Period::Run => (0..layout.months).map(|month| value(layout.month(month, self.place))).sum(),
        }
    }
}

fn unknown(kind: &'static str, name: &str, known: Vec<String>) -> FigureNotFound {
    FigureNotFound::Unknown(Problem::UnknownName { kind, name: name.to_owned(), known })
}
