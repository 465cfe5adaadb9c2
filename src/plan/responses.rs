//! Responses: changes that a measure triggers.

use super::Calendar;
use super::reading::{Places, Ratio, Reading, ratio};
use crate::ids::{IdVec, ResponseId};
use crate::lanes::{Lanes, each};
use crate::measures::Read;
use crate::measures::counts::TeamCount::{AllocatedLoad, OpenCases, TotalLoad};
use crate::measures::month_record::MonthRecord;
use crate::scenario::{Change, Condition, InputId, Scenario, Series, SeriesReader};
use crate::units::Pence;

/// A response.
#[derive(Debug)]
pub(crate) struct ResponsePlan {
    pub condition: ConditionReading,
    pub start: Condition,
    pub stop: Option<Condition>,
    /// Months from the decision until it is in force.
    pub after: usize,
    /// Maximum number of starts in a financial year.
    pub at_most: f64,
    /// The months in which it may be in force: `from..until`.
    pub from: usize,
    pub until: usize,
    /// Months until it is in full effect.
    pub phase_in: f64,
    pub cost_once: InputId,
    pub cost_per_month: InputId,
}

/// The figure that decides, as read from a month's record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConditionReading {
    reading: Reading,
    /// For a caseload, the place of its open cases: with cases and nobody to hold them it is above any level.
    open_cases: Option<usize>,
    /// Whether the opening has a figure: it has no flows and no money.
    has_opening: bool,
}

impl ResponsePlan {
    /// Whether a figure is on the side of a level at which it counts. A missing figure is on neither.
    #[inline(always)]
    pub(crate) fn is_beyond(condition: &Condition, figure: f64, level: f64) -> bool {
        if condition.is_above { figure > level } else { figure < level }
    }
}

impl ConditionReading {
    fn new(one: &SeriesReader) -> Self {
        let reading = Reading::new(one);
        let open_cases = match (one.read, reading.places) {
            (&Read::CaseTeamRatio(load @ (AllocatedLoad | TotalLoad), _), Places::Ratio(Ratio { above, .. })) => {
                Some(above - load as usize + OpenCases as usize)
            }
            _ => None,
        };
        Self { reading, open_cases, has_opening: one.series.measure.has_opening() }
    }

    /// The figure that decides in month `month`, from the record of the month before: infinite for a caseload with cases and nobody to hold them, `NaN` where it is missing otherwise.
    #[inline(always)]
    pub(crate) fn figure<const N: usize>(&self, record: &MonthRecord<Lanes<N>>, month: usize) -> Lanes<N> {
        if month == 0 && !self.has_opening {
            return Lanes::all(f64::NAN);
        }
        let counts = record.table(self.reading.table);
        match self.reading.places {
            Places::Count(place) => counts[place],
            Places::Pence(place) => each(&counts[place], |pence| pence / Pence::IN_A_POUND),
            Places::Ratio(places) => {
                let open = self.open_cases.map_or(Lanes::ZERO, |place| counts[place]);
                each((places.terms(counts), &open), |((above, below), open)| {
                    let figure = ratio(above, below);
                    if figure.is_nan() && open > 0.0 { f64::INFINITY } else { figure }
                })
            }
        }
    }
}

/// All responses of a scenario, in file order.
pub(super) fn responses(scenario: &Scenario, calendar: &Calendar) -> IdVec<ResponseId, ResponsePlan> {
    let readers = crate::scenario::all_series(scenario);
    let reader = |series: Series| readers.iter().find(|one| one.series == series);
    let each = |of: &Change| {
        let response = of.response.as_ref()?;
        Some(ResponsePlan {
            condition: ConditionReading::new(reader(response.series?)?),
            start: response.start,
            stop: response.stop,
            after: response.after as usize,
            at_most: response.at_most.map_or(f64::INFINITY, f64::from),
            from: of.from.map_or(0, |month| calendar.index(month)),
            until: of.until.map_or(calendar.months, |month| calendar.index(month.plus(1))),
            phase_in: f64::from(of.phase_in),
            cost_once: of.cost_once,
            cost_per_month: of.cost_per_month,
        })
    };
    scenario.changes.iter().filter_map(each).collect()
}
