//! Plans against futures: how each plan does in each, its worst case and its worst regret.

use super::differences::Tally;
use crate::measures::{Better, Measure};
use crate::plan::Plan;
use crate::run::{Counter, Options, Samples, Stopped, on_threads, replicate};
use crate::scenario::Series;
use crate::summary::Statistic;
use crate::summary::percentiles::percentiles;
use crate::summary::rank::Ranks;

/// Measures of the service that plans are judged by: at the end of the run, and cost over the whole of it.
const JUDGED: [&str; 4] = ["cost", "agency_rate", "caseload", "unallocated"];

/// Plans in futures.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// By measure.
    pub measures: Vec<RobustMeasure>,
}

/// A measure of every plan in every future.
#[derive(Clone, Debug)]
pub struct RobustMeasure {
    /// The measure: for cost over the whole run, for others at its end.
    pub measure: &'static Measure,
    /// By plan, then by future.
    pub figures: Vec<Vec<Statistic>>,
}

impl RobustMeasure {
    /// How much worse a plan is, by its mean, than the best plan of that future; 0 for the best.
    #[must_use]
    pub fn regret(&self, plan: usize, future: usize) -> f64 {
        let means = self.figures.iter().map(|of_plan| self.badness(of_plan[future].mean));
        self.badness(self.figures[plan][future].mean) - means.fold(f64::INFINITY, f64::min)
    }

    /// The future in which a plan does worst, and its mean there.
    #[must_use]
    pub fn worst_case(&self, plan: usize) -> (usize, f64) {
        let of_plan = &self.figures[plan];
        let worst = (0..of_plan.len())
            .max_by(|&a, &b| self.badness(of_plan[a].mean).total_cmp(&self.badness(of_plan[b].mean)).then(b.cmp(&a)));
        let worst = worst.unwrap_or(0);
        (worst, of_plan[worst].mean)
    }

    /// The greatest regret of a plan over the futures.
    #[must_use]
    pub fn worst_regret(&self, plan: usize) -> f64 {
        (0..self.figures[plan].len()).map(|future| self.regret(plan, future)).fold(0.0, f64::max)
    }

    /// More is worse.
    fn badness(&self, value: f64) -> f64 {
        if self.measure.better == Better::Higher { -value } else { value }
    }
}

/// Runs every plan in every future: `plans` are by future, then by plan, all in one order.
///
/// # Errors
/// [`Stopped`] where who watches says so.
pub fn outlook(plans: &[Vec<Plan>], options: &Options<'_>) -> Result<Outlook, Stopped> {
    let options = Options { exact_bytes: u64::MAX, ..*options };
    let runs = plans.iter().map(Vec::len).sum::<usize>() as u64;
    let counter = Counter::new(options.watch, runs * options.replications);
    let judged = |plan: &Plan| {
        let samples = replicate(plan, &options, &counter)?;
        Ok(JUDGED.map(|measure| figure(plan, &samples, measure)).to_vec())
    };
    let by_future: Vec<Vec<Vec<Option<Statistic>>>> = on_threads(options.threads, || {
        plans.iter().map(|of_future| of_future.iter().map(judged).collect()).collect::<Result<_, _>>()
    })?;
    let measure = |index: usize, id: &str| {
        let of_plan = |plan: usize| -> Option<Vec<Statistic>> {
            by_future.iter().map(|of_future| of_future[plan][index]).collect()
        };
        let plans = plans.first().map_or(0, Vec::len);
        let figures = (0..plans).map(of_plan).collect::<Option<Vec<_>>>()?;
        Some(RobustMeasure { measure: Measure::find(id)?, figures })
    };
    Ok(Outlook { measures: JUDGED.iter().enumerate().filter_map(|(index, id)| measure(index, id)).collect() })
}

/// A measure of the service at the end of the run, or for cost over all of it.
fn figure(plan: &Plan, samples: &Samples, measure: &str) -> Option<Statistic> {
    let series = Series { measure: Measure::find(measure)?, team: None, of: None };
    let place = plan.series().iter().position(|one| one.series == series)?;
    let layout = &samples.layout;
    let cells: Vec<usize> = if measure == "cost" {
        (0..layout.years).map(|year| layout.year(year, place)).collect()
    } else {
        vec![layout.month(layout.months - 1, place)]
    };
    let mut sum = vec![0.0_f32; samples.replications as usize];
    let mut values = Vec::new();
    for &cell in &cells {
        samples.raw(cell, &mut values);
        sum.iter_mut().zip(&values).for_each(|(sum, value)| *sum += value);
    }
    sum.retain(|value| !value.is_nan());
    let mean = cells.iter().map(|&cell| samples.moments[cell].mean).sum();
    let mc_error = Tally::of(&sum).error;
    Some(Statistic { n_defined: sum.len() as u64, mean, percentiles: percentiles(&sum, &mut Ranks::new()), mc_error })
}
