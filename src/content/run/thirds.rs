//! How often targets are met in the outer thirds of the futures in the order of an input, and where several inputs are in their better thirds
//! together: the figures of what matters most and of what would have to be true.

use crate::content::cell::Cell;
use crate::content::drivers::largest;
use crate::content::rows::Rows;
use crate::summary::{
    Drivers, FigureSpread, FutureFigure, InputDriver, Summary, TargetAtBest, TargetFrequency, TargetInThirds,
};
use crate::units::Unit;

/// Maximum number of inputs that are taken together.
const MOST_TOGETHER: usize = 3;

/// An input that accounts for a clear share of whether a target is met, and how often it is in the outer thirds of that input.
pub(super) struct InputThirds<'d> {
    /// The input.
    pub input: &'d InputDriver,
    /// How often the target is met.
    pub thirds: TargetInThirds,
}

impl<'d> InputThirds<'d> {
    /// Those of target `target`, the largest share first; `place` is that of the target among the figures of `drivers`.
    pub(super) fn of(summary: &Summary, drivers: &'d Drivers, place: usize, target: usize) -> Vec<Self> {
        let all = largest(&drivers.inputs, place).into_iter();
        let with_thirds = |(input, _): (&'d InputDriver, _)| {
            let thirds = summary.target_in_thirds(target, &input.addresses)?;
            Some(Self { input, thirds })
        };
        all.filter_map(with_thirds).collect()
    }

    /// The third, `lowest` or `highest`, in which the target is met more often.
    pub(super) fn better(&self) -> (&'static str, TargetFrequency) {
        let [lowest, highest] = self.ends();
        if self.thirds.lowest.met > self.thirds.highest.met { lowest } else { highest }
    }

    fn ends(&self) -> [(&'static str, TargetFrequency); 2] {
        [("lowest", self.thirds.lowest), ("highest", self.thirds.highest)]
    }
}

/// The inputs that move a target most, each in the third where the target is met more often, and how often it is then.
pub(super) struct AtBestTogether<'d> {
    inputs: Vec<&'d InputDriver>,
    /// How often the target is met.
    pub best: TargetAtBest,
}

impl<'d> AtBestTogether<'d> {
    /// Of the first three inputs whose thirds differ clearly; `None` if fewer than two do, or if they hardly ever come together.
    pub(super) fn of(summary: &Summary, target: usize, inputs: &[InputThirds<'d>]) -> Option<Self> {
        let clear = inputs.iter().filter(|one| one.thirds.is_clear()).map(|one| one.input);
        let inputs: Vec<&InputDriver> = clear.take(MOST_TOGETHER).collect();
        let addresses: Vec<&[String]> = inputs.iter().map(|input| input.addresses.as_slice()).collect();
        let best = if inputs.len() < 2 { None } else { summary.target_at_best(target, &addresses) }?;
        Some(Self { inputs, best })
    }

    /// Each input and which third of it, `lowest` or `highest`.
    pub(super) fn ends(&self) -> impl Iterator<Item = (&InputDriver, &'static str)> {
        let end = |&is_lowest: &bool| if is_lowest { "lowest" } else { "highest" };
        self.inputs.iter().copied().zip(self.best.is_lowest.iter().map(end))
    }
}

/// A row for each target, each input with a clear share of it and each outer third of that input; and one for each target with several such
/// inputs, where these come together.
pub(super) fn table(summary: &Summary) -> Rows<'_> {
    const HEADER: [&str; 7] = ["target", "inputs", "third", "futures", "share", "probability", "mc_error"];
    let of_target = |(drivers, place, target)| {
        let inputs = InputThirds::of(summary, drivers, place, target);
        let together = AtBestTogether::of(summary, target, &inputs);
        let id = summary.plan().scenario().targets[target].id.as_str();
        let singly = inputs.iter().flat_map(|one| one.ends().map(|end| row(id, &[(one.input, end.0)], end.1)));
        let together =
            together.iter().map(|together| row(id, &together.ends().collect::<Vec<_>>(), together.best.within));
        singly.chain(together).collect::<Vec<_>>()
    };
    Rows::new(&HEADER, targets(summary).flat_map(of_target))
}

/// The targets whose spread is explained: the drivers, the place of the target among their figures, and its number.
fn targets(summary: &Summary) -> impl Iterator<Item = (&Drivers, usize, usize)> {
    let of_figure = |drivers, (place, spread): (usize, &FigureSpread)| match spread.figure {
        FutureFigure::Target(target) => Some((drivers, place, target)),
        FutureFigure::Headline(_) => None,
    };
    let all = summary.drivers().into_iter();
    all.flat_map(move |drivers| drivers.figures.iter().enumerate().filter_map(move |figure| of_figure(drivers, figure)))
}

/// A target in the futures in which each of these inputs is in this third.
fn row<'a>(target: &'a str, inputs: &[(&InputDriver, &'static str)], within: TargetFrequency) -> Vec<Cell<'a>> {
    let joined =
        |of: &dyn Fn(&(&InputDriver, &'static str)) -> String| inputs.iter().map(of).collect::<Vec<_>>().join(" + ");
    vec![
        target.into(),
        joined(&|(input, _)| input.addresses.join("; ")).into(),
        joined(&|(_, end)| (*end).to_owned()).into(),
        within.futures.into(),
        Cell::probability(within.share),
        Cell::probability(within.met),
        Cell::error(within.mc_error(), Unit::Probability),
    ]
}
