//! The figures that are watched while futures are added.

use super::{HeadlinePrecision, Precision, PrecisionKind, PrecisionSubject};
use crate::measures::{Measure, YearOf};
use crate::plan::Plan;
use crate::run::{Layout, Tallies, Tally};
use crate::scenario::Series;
use crate::summary::percentiles::median;
use crate::summary::sequences::{MeanSequence, ProportionSequence};

/// Each headline is missed at any look with this probability at most.
const ALPHA: f64 = 0.05;

/// The number of futures to which sequences are tuned where none follows from the precision: that of most scenarios.
const EXPECTED: u64 = 10_000;

/// Standard errors on either side in a 95% interval.
const ERRORS: f64 = 1.96;

/// A figure that is watched.
#[derive(Clone, Debug)]
pub(crate) struct Watched {
    subject: PrecisionSubject,
    asked: f64,
    sequence: Sequence,
}

#[derive(Clone, Copy, Debug)]
enum Sequence {
    Proportion(ProportionSequence),
    Median(ProportionSequence),
    Mean(MeanSequence),
}

impl Watched {
    /// A figure, which may be `asked` from the truth.
    pub(crate) fn new(subject: PrecisionSubject, asked: f64) -> Self {
        let sequence = match subject {
            PrecisionSubject::Target(_) | PrecisionSubject::Overspend(_) => {
                // Half as many again as a fixed interval needs at a half: near the least for likelihoods from a tenth to nine tenths.
                let expected = (1.5 * 0.25 * (ERRORS / asked) * (ERRORS / asked)).ceil() as u64;
                Sequence::Proportion(ProportionSequence::new(ALPHA, expected))
            }
            PrecisionSubject::AtEnd(_) => Sequence::Median(ProportionSequence::new(ALPHA, EXPECTED)),
            PrecisionSubject::OverYear(..) | PrecisionSubject::NetSaving | PrecisionSubject::SavingAtEqualCapacity => {
                Sequence::Mean(MeanSequence::new(ALPHA, EXPECTED))
            }
        };
        Self { subject, asked, sequence }
    }

    /// How precisely it is known from its tally.
    pub(crate) fn look(&self, tally: &Tally) -> HeadlinePrecision {
        let n = tally.defined();
        let (estimate, interval) = match self.sequence {
            Sequence::Proportion(sequence) => (tally.mean(), sequence.interval(tally.above_zero(), n)),
            Sequence::Median(sequence) => (median(tally), values_at(tally, sequence.ranks(0.5, n))),
            Sequence::Mean(sequence) => {
                let (mean, radius) = (tally.mean(), sequence.radius(n, tally.variance()));
                (mean, (mean - radius, mean + radius))
            }
        };
        HeadlinePrecision { plan: None, subject: self.subject, asked: self.asked, estimate, interval }
    }
}

/// Half the width of the interval that contains a mean whenever one looks, from its standard error after `n` futures.
pub(crate) fn mean_radius_at_any_look(n: u64, mc_error: f64) -> f64 {
    MeanSequence::new(ALPHA, EXPECTED).radius(n, mc_error * mc_error * n as f64)
}

/// The values of a tally at these ranks (from 1); infinite where there is none.
fn values_at(tally: &Tally, (low, high): (u64, u64)) -> (f64, f64) {
    let at = |rank: u64| tally.at_ranks(&[rank - 1])[0];
    let low = if low == 0 { f64::NEG_INFINITY } else { at(low) };
    (low, if high > tally.defined() { f64::INFINITY } else { at(high) })
}

/// The watched figures of a plan's own rows.
#[derive(Clone, Debug)]
pub(crate) struct WatchedFigures {
    figures: Vec<(Watched, usize)>,
}

impl WatchedFigures {
    /// What `precision` covers of a plan, savings left out.
    pub(crate) fn new(plan: &Plan, precision: &Precision) -> Self {
        let layout = Layout::new(plan);
        let subjects = |(kind, asked): (PrecisionKind, f64)| {
            let subjects = match kind {
                PrecisionKind::Likelihood => likelihoods(&layout),
                PrecisionKind::Measure(measure) => of_measure(plan, &layout, measure),
                PrecisionKind::Saving => Vec::new(),
            };
            subjects.into_iter().map(move |(subject, cell)| (Watched::new(subject, asked), cell))
        };
        Self { figures: precision.entries().flat_map(subjects).collect() }
    }

    /// How precisely each is known.
    pub(crate) fn look<'t>(&'t self, tallies: &'t Tallies) -> impl Iterator<Item = HeadlinePrecision> + 't {
        self.figures.iter().map(|(watched, cell)| watched.look(tallies.cells.of(*cell)))
    }
}

fn likelihoods(layout: &Layout) -> Vec<(PrecisionSubject, usize)> {
    let targets = (0..layout.targets).map(|target| (PrecisionSubject::Target(target), layout.target(target)));
    let budgets = (0..layout.budgets).map(|budget| (PrecisionSubject::Overspend(budget), layout.overspent(budget)));
    targets.chain(budgets).collect()
}

fn of_measure(plan: &Plan, layout: &Layout, measure: &'static Measure) -> Vec<(PrecisionSubject, usize)> {
    let series = Series { measure, team: None, of: None };
    let Some(place) = plan.series.iter().position(|one| one.series == series) else { return Vec::new() };
    if measure.year != YearOf::Sum {
        return vec![(PrecisionSubject::AtEnd(measure), layout.month(layout.months - 1, place))];
    }
    let years = plan.calendar().years.iter().enumerate();
    years.map(|(year, &name)| (PrecisionSubject::OverYear(measure, name), layout.year(year, place))).collect()
}
