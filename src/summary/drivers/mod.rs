//! What the spread of a run's figures comes from: the share of each uncertain input in the variance of its headlines and targets, without
//! further futures, and with a few those of all inputs, of differences between years and of chance.

mod groups;
mod parts;
mod ranks;

pub(crate) use groups::{InputOrder, input_orders};
pub use parts::VarianceParts;
pub(crate) use parts::{FURTHER, FurtherFutures, Varying, further_futures, mean_with_error};
pub use ranks::VarianceShare;
pub(crate) use ranks::{FutureOrder, VariedFigure, in_order, mean, variance, varies};

use super::Summary;
use crate::run::RunHeadline;

/// Minimum number of futures: with fewer, the error of a share is above five points.
pub(crate) const MIN_FUTURES: usize = 400;

/// A figure that a run knows of each future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FutureFigure {
    /// A headline over the run.
    Headline(RunHeadline),
    /// Whether a target is met (1 or 0), by its place in the scenario.
    Target(usize),
}

/// What the spread of a run's figures comes from.
#[derive(Clone, Debug)]
pub struct Drivers {
    /// Number of futures from which shares of inputs are estimated.
    pub futures: usize,
    /// Number of futures of which further ones were taken; 0 if the run is too short.
    pub further: usize,
    /// The figures that vary.
    pub figures: Vec<FigureSpread>,
    /// The inputs that vary, in file order; those of a correlation group together.
    pub inputs: Vec<InputDriver>,
}

/// The spread of a figure.
#[derive(Clone, Copy, Debug)]
pub struct FigureSpread {
    /// The figure.
    pub figure: FutureFigure,
    /// Its standard deviation, in its unit.
    pub sd: f64,
    /// Its parts; `None` if the run is too short.
    pub parts: Option<VarianceParts>,
}

/// The share of an input, or of the inputs of a correlation group.
#[derive(Clone, Debug)]
pub struct InputDriver {
    /// The addresses.
    pub addresses: Vec<String>,
    /// By figure of [`Drivers::figures`], the share of its variance.
    pub shares: Vec<VarianceShare>,
}

impl FutureFigure {
    /// The headlines, then the targets.
    pub(crate) fn all(targets: usize) -> impl Iterator<Item = Self> {
        RunHeadline::ALL.into_iter().map(Self::Headline).chain((0..targets).map(Self::Target))
    }
}

impl Drivers {
    /// The shares in a run; `None` with fewer than 400 futures, or if nothing varies.
    pub(super) fn of(summary: &Summary, further: Option<&FurtherFutures>) -> Option<Self> {
        let kept = summary.kept();
        if kept.len() < MIN_FUTURES {
            return None;
        }
        let values = |figure: FutureFigure| match figure {
            FutureFigure::Headline(headline) => (figure, kept.headline(headline).collect()),
            FutureFigure::Target(target) => (figure, kept.target(target).to_vec()),
        };
        let targets = summary.plan().scenario().targets.len();
        let values: Vec<(FutureFigure, Vec<f64>)> = FutureFigure::all(targets).map(values).collect();
        let varying = values.iter().enumerate().filter(|(_, (_, values))| varies(values));
        let varying: Vec<(usize, FutureFigure, &[f64])> =
            varying.map(|(place, (figure, values))| (place, *figure, values.as_slice())).collect();
        let figures: Vec<VariedFigure<'_>> = varying.iter().map(|(_, _, values)| VariedFigure::new(values)).collect();
        let driver = |input: InputOrder| {
            let order = FutureOrder::new(&input.order);
            let shares = figures.iter().map(|figure| figure.share(&order)).collect();
            InputDriver { shares, addresses: input.addresses }
        };
        let spread = |&(place, figure, values): &(usize, FutureFigure, &[f64])| FigureSpread {
            figure,
            sd: variance(values).sqrt(),
            parts: further.map(|further| further.parts(place, values)),
        };
        let scenario = summary.plan().scenario();
        let inputs = kept.inputs().map(|(address, values)| (scenario, address, values));
        let drivers = Self {
            futures: kept.len(),
            further: further.map_or(0, FurtherFutures::len),
            inputs: input_orders(inputs).into_iter().map(driver).collect(),
            figures: varying.iter().map(spread).collect(),
        };
        (!drivers.figures.is_empty()).then_some(drivers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use crate::run::Options;
    use crate::scenario::Scenario;
    use crate::summary::run;

    #[test]
    fn inputs_of_a_correlation_group_are_one_and_few_futures_give_none() {
        let text = format!(
            "{}\n[correlation.market]\ninputs = [\"agency.fill\", \"agency.churn\"]\nrank_correlation = -0.9\n",
            crate::examples::SMALL
                .replace("churn = 0.1", "churn = { uniform = { low = 0.02, high = 0.12 } }")
                .replace("fill = 0.5", "fill = { uniform = { low = 0.1, high = 0.9 } }")
        );
        let plan = Plan::new(Scenario::parse(&text).expect("a scenario"));
        let summary = run(&plan, &Options::new(2_000)).expect("not cancelled");
        let drivers = summary.drivers().expect("inputs vary");
        let together: Vec<&Vec<String>> = drivers.inputs.iter().map(|one| &one.addresses).collect();
        assert_eq!(together, [&vec!["agency.churn".to_owned(), "agency.fill".to_owned()]]);
        // A quick market with little churn has more agency staff: they add up, because one is taken with its sign.
        let place = drivers
            .figures
            .iter()
            .position(|one| one.figure == FutureFigure::Headline(RunHeadline::AgencyRateAtEnd))
            .expect("it varies");
        assert!(drivers.inputs[0].shares[place].share > 0.1, "{:?}", drivers.inputs[0]);
        assert!(run(&plan, &Options::new(300)).expect("not cancelled").drivers().is_none());
    }
}
