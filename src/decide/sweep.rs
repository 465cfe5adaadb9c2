//! A sweep: many plans that differ in the values of some inputs, on the same futures.

use super::grid::PlanGrid;
use super::lever::LeverValue;
use super::point_figures::{PointFigures, figures_of_plans};
use crate::compare::NotComparable;
use crate::plan::Plan;
use crate::run::{Cancelled, Options, on_threads};

/// Maximum number of plans in a sweep.
pub(crate) const MAX_POINTS: usize = 1_000;

/// A sweep over the plans of a grid.
#[derive(Debug)]
pub(crate) struct Sweep {
    /// The scenario as it is.
    pub base: Plan,
    /// Its own figures; the savings are zero.
    pub of_base: PointFigures,
    /// The levers and their values.
    pub grid: PlanGrid,
    /// The plans, in the order of the grid.
    pub points: Vec<SweepPoint>,
    /// Number of futures of each plan.
    pub replications: u64,
}

/// A plan of a sweep.
#[derive(Debug)]
pub(crate) struct SweepPoint {
    /// By lever, its value.
    pub values: Vec<LeverValue>,
    /// Its figures.
    pub figures: PointFigures,
}

impl Sweep {
    /// The addresses of the inputs on which no target depends: the share of futures that meet it is the same for all their values.
    pub(crate) fn without_effect_on_targets(&self) -> Vec<&str> {
        let shares = |place: usize| self.points[place].figures.targets.iter().map(|met| met.mean.to_bits());
        let has_none = |lever: usize| {
            (0..self.points.len()).all(|place| {
                let mut places = self.grid.places(place);
                places[lever] = 0;
                shares(place).eq(shares(self.grid.index(&places)))
            })
        };
        let levers = self.grid.levers.iter().enumerate();
        let varied = levers.filter(|(_, lever)| lever.values.len() > 1 && !self.of_base.targets.is_empty());
        varied.filter(|&(place, _)| has_none(place)).map(|(_, lever)| lever.address.as_str()).collect()
    }
}

/// Why a sweep did not finish.
#[derive(Debug)]
pub(crate) enum SweepError {
    /// A plan has another calendar or price base.
    NotComparable(NotComparable),
    /// The progress callback breaks.
    Cancelled(Cancelled),
}

impl From<Cancelled> for SweepError {
    fn from(cancelled: Cancelled) -> Self {
        Self::Cancelled(cancelled)
    }
}

/// Runs the plans of a grid, in its order, on the same futures as the base.
///
/// # Errors
/// [`SweepError`] if a plan cannot be compared with the base, or the progress callback breaks.
pub(crate) fn sweep(base: Plan, grid: PlanGrid, plans: &[Plan], options: &Options<'_>) -> Result<Sweep, SweepError> {
    crate::compare::check_comparable(&base, plans.iter()).map_err(SweepError::NotComparable)?;
    let counter = options.counter((plans.len() as u64 + 2) * options.replications);
    let mut figures = on_threads(options.threads, || figures_of_plans(&base, plans, options, &counter))?;
    let points = figures.split_off(1).into_iter().enumerate();
    let points = points.map(|(index, figures)| SweepPoint { values: grid.values(index), figures }).collect();
    Ok(Sweep { of_base: figures.remove(0), base, grid, points, replications: options.replications })
}
