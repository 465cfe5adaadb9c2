//! Changes that begin by what the service shows, and the budgets' profiles that they may depend on.

use super::Calendar;
use super::reading::{Places, Ratio, Reading, ratio};
use crate::ids::{IdVec, ResponseId, TeamId};
use crate::lanes::{Lanes, each};
use crate::measures::counts::TeamCount::{AllocatedLoad, OpenCases, TotalLoad};
use crate::measures::month_record::MonthRecord;
use crate::measures::{Read, YearOf};
use crate::scenario::{Budget, Change, InputId, Scenario, Series, SeriesReader, Threshold};
use crate::units::Pence;

/// A response.
#[derive(Debug)]
pub(crate) struct ResponsePlan {
    pub condition: ConditionReading,
    pub start: Threshold,
    pub stop: Option<Threshold>,
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
    pub(crate) fn is_beyond(threshold: &Threshold, figure: f64, level: f64) -> bool {
        if threshold.is_above { figure > level } else { figure < level }
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
        let measure = one.series.measure;
        let has_opening = measure.year != YearOf::Sum && measure.id != "overspend";
        Self { reading, open_cases, has_opening }
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

/// What a budget, and those of other years for the same team or the service, has for each year so far.
#[derive(Debug)]
pub(crate) struct BudgetProfile {
    /// `None` for the service.
    pub team: Option<TeamId>,
    /// By month of the run, pence from the start of its financial year; `NaN` where no budget is for that year.
    pub due: Vec<f64>,
}

/// The profiles of all budgets for all cost lines.
pub(super) fn profiles(scenario: &Scenario, calendar: &Calendar) -> Vec<BudgetProfile> {
    let mut profiles: Vec<BudgetProfile> = Vec::new();
    for budget in scenario.budgets.iter().filter(|budget| budget.line.is_none()) {
        let place = profiles.iter().position(|one| one.team == budget.team).unwrap_or_else(|| {
            profiles.push(BudgetProfile { team: budget.team, due: vec![f64::NAN; calendar.months] });
            profiles.len() - 1
        });
        spread(budget, calendar, &mut profiles[place].due);
    }
    profiles
}

/// Spreads a budget over the simulated months of its year by their shares.
fn spread(budget: &Budget, calendar: &Calendar, due: &mut [f64]) {
    let months: Vec<usize> = (0..calendar.months)
        .filter(|&month| Some(calendar.month(month as i32).financial_year()) == budget.year)
        .collect();
    // April is the first of the shares.
    let share = |month: usize| budget.profile[(calendar.month(month as i32).index_in_year() + 9) % 12];
    let all: f64 = months.iter().map(|&month| share(month)).sum();
    let mut so_far = 0.0;
    for (number, &month) in months.iter().enumerate() {
        so_far += share(month);
        let part = if all > 0.0 { so_far / all } else { (number + 1) as f64 / months.len() as f64 };
        let amount = Pence::nearest(budget.amount * Pence::IN_A_POUND * part);
        // Several budgets for one year are parts of one.
        due[month] = if due[month].is_nan() { amount } else { due[month] + amount };
    }
}
