//! One figure of a future: a measure of the service or a team, at a time.

use crate::measures::registry::MEASURES;
use crate::measures::{Measure, YearOf};
use crate::plan::Plan;
use crate::run::Layout;
use crate::scenario::{Problem, Series};
use crate::units::Month;

/// One figure of a future.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The measure, and whose it is.
    pub series: Series,
    /// When.
    pub when: Period,
    /// Its place among the plan's series.
    place: usize,
}

/// When a figure is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// At the end of a month; of flows and money, in that month.
    Month(Month),
    /// Over the whole run: flows and money, added up.
    Run,
}

/// There is no such figure.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureNotFound {
    /// No measure or no team of that name.
    Unknown(Problem),
    /// The measure is there, but not told for the team, or for the service.
    NotTold {
        /// The measure's id.
        measure: &'static str,
        /// The team's id; `None` for the service.
        team: Option<String>,
    },
    /// The month is outside the run.
    Outside {
        /// The month.
        month: Month,
        /// The first month of the run.
        start: Month,
        /// The last.
        end: Month,
    },
}

impl std::fmt::Display for FigureNotFound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown(problem) => write!(f, "{}", problem.in_a_line()),
            Self::NotTold { measure, team: Some(team) } => {
                write!(f, "this scenario has no `{measure}` of the team `{team}`; docs/measures.md says what has it")
            }
            Self::NotTold { measure, team: None } => {
                write!(f, "this scenario has no `{measure}` of the whole service; docs/measures.md says what has it")
            }
            Self::Outside { month, start, end } => write!(f, "{month} is outside the run, {start} to {end}"),
        }
    }
}

impl std::error::Error for FigureNotFound {}

impl Figure {
    /// The figure of the measure named `measure` for the team with the id `team`, or the service, in `month`. Without a
    /// month it is at the end of the run; of flows and money, over the whole run.
    ///
    /// # Errors
    /// [`FigureNotFound`] where the plan has no such measure or team, or the month is outside the run.
    pub fn find(
        plan: &Plan,
        measure: &str,
        team: Option<&str>,
        month: Option<Month>,
    ) -> Result<Self, Box<FigureNotFound>> {
        let measures = MEASURES.iter().map(|measure| measure.id.to_owned()).collect();
        let measure = Measure::find(measure).ok_or_else(|| unknown("measure", measure, measures))?;
        let teams: Vec<String> = plan.scenario().teams.iter().map(|team| team.id.clone()).collect();
        let index =
            |id: &str| teams.iter().position(|team| team == id).ok_or_else(|| unknown("team", id, teams.clone()));
        let series = Series { measure, team: team.map(index).transpose()?, of: None };
        let place = plan.series().iter().position(|one| one.series == series);
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

    /// The figure in a future's row; not a number where it is missing.
    #[must_use]
    pub fn of(&self, plan: &Plan, row: &[f64]) -> f64 {
        let layout = Layout::new(plan);
        match self.when {
            Period::Month(month) => row[layout.month(plan.calendar().index(month), self.place)],
            Period::Run => (0..layout.months).map(|month| row[layout.month(month, self.place)]).sum(),
        }
    }
}

fn unknown(kind: &'static str, name: &str, known: Vec<String>) -> FigureNotFound {
    FigureNotFound::Unknown(Problem::UnknownName { kind, name: name.to_owned(), known })
}
