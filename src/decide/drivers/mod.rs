//! What the spread of a scenario's figures comes from, in depth, and what it would be worth to know an input before choosing a plan.
//!
//! [`model`] computes the figures of futures whose factors have chosen draws, [`effects`] the total and Shapley effects of the factors,
//! [`swing`] what an input's stated range does, and [`worth`] the value of knowing it. First-order shares and the parts of inputs, years and
//! chance are those of every run (`summary/drivers`), from more futures.

mod effects;
mod factors;
mod model;
mod swing;
#[cfg(test)]
mod tests;
mod worth;

pub(crate) use effects::FactorEffect;
pub(crate) use factors::Factor;
pub(crate) use swing::{InputSwing, SwingingInput};
pub(crate) use worth::{WorthOfKnowing, blocks};

use crate::compare::{NotComparable, flags_of};
use crate::lanes::Lanes;
use crate::plan::Plan;
use crate::run::{BLOCK, Cancelled, KeptReplications, Options, ProgressCounter, on_threads};
use crate::scenario::InputId;
use crate::summary::{
    FurtherFutures, FutureFigure, FutureOrder, InputDriver, InputOrder, MIN_FUTURES, VarianceParts, VariedFigure,
    Varying, input_orders, mean, variance, varies,
};
use model::{FactorModel as _, StudyModel};
use swing::ENDS;

/// Minimum and maximum number of futures of a study.
pub(crate) const STUDY_FUTURES: [u64; 2] = [MIN_FUTURES as u64, KeptReplications::MOST as u64];

/// A figure whose spread is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StudyFigure {
    /// A headline or a target of the base.
    OfBase(FutureFigure),
    /// The saving at equal capacity of a plan, by its place.
    Saving(usize),
}

/// The spread of a figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StudySpread {
    pub figure: StudyFigure,
    /// Mean, in the figure's unit.
    pub mean: f64,
    /// Mean in the futures of the swings.
    pub mean_of_swings: f64,
    /// Standard deviation, in the figure's unit.
    pub sd: f64,
    /// What inputs, years and chance contribute.
    pub parts: VarianceParts,
}

/// What the spread of the figures comes from. Lists by figure are in the order of `figures`.
#[derive(Debug)]
pub(crate) struct DriverStudy {
    pub base: Plan,
    /// The plans that may be chosen instead, by name.
    pub plans: Vec<(String, Plan)>,
    pub numbers: StudyNumbers,
    /// The figures that vary.
    pub figures: Vec<StudySpread>,
    /// The inputs that vary in the base or a plan, with their shares by figure.
    pub inputs: Vec<InputDriver>,
    /// The factors: the inputs that matter most, the others together, years and chance.
    pub factors: Vec<Factor>,
    /// By factor and figure.
    pub effects: Vec<Vec<FactorEffect>>,
    /// Of every input, and of the inputs of each correlation group together.
    pub swings: Vec<InputSwing>,
    /// By plan, its mean saving at equal capacity, pounds.
    pub savings: Vec<f64>,
    /// By plan, whether a comparison flags it: it makes something worse for children. Such a plan is not chosen.
    pub flagged: Vec<bool>,
    /// By entry of `inputs`, what it would be worth to know it before choosing; empty without a plan that may be chosen.
    pub worth: Vec<WorthOfKnowing>,
}

/// Numbers of futures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StudyNumbers {
    /// For shares of inputs, and the worth of knowing them.
    pub futures: u64,
    /// For the effects of factors: a multiple of the block.
    pub effects: u64,
    /// For the parts of inputs, years and chance.
    pub parts: u64,
    /// For each percentile of each input.
    pub swings: u64,
    /// To find out which plans a comparison flags.
    pub flags: u64,
}

/// Why a study did not finish.
#[derive(Debug)]
pub(crate) enum StudyError {
    /// A plan has another calendar or price base.
    NotComparable(NotComparable),
    /// The saving of a plan (by its place) has no value, because capacity has no price.
    NoPrice(usize),
    /// No figure varies.
    NothingVaries,
    /// The progress callback breaks.
    Cancelled(Cancelled),
}

impl From<Cancelled> for StudyError {
    fn from(cancelled: Cancelled) -> Self {
        Self::Cancelled(cancelled)
    }
}

impl StudyNumbers {
    /// Of a study of `futures` futures. Effects take a quarter of them for every factor, but at least 20 blocks, because the order of the
    /// factors is drawn for each and the errors are from their spread; a percentile takes a tenth.
    pub(crate) fn of(futures: u64) -> Self {
        const BLOCKS: [u64; 2] = [20, 64];
        const FLAGS: u64 = 4_096;
        let effects = (futures / 4 / BLOCK as u64).clamp(BLOCKS[0], BLOCKS[1]) * BLOCK as u64;
        Self {
            futures,
            effects,
            parts: effects.min(futures),
            swings: (futures / 10).clamp(100, 1_000),
            flags: futures.min(FLAGS),
        }
    }

    /// Futures that are run in all.
    fn all(&self, plans: usize, inputs: usize, swings: usize) -> u64 {
        let factors = factors::number(inputs) as u64;
        let of_plan = BLOCK as u64
            + self.futures
            + 2 * self.parts
            + (1 + factors) * self.effects
            + 2 * swings as u64 * self.swings;
        (1 + plans as u64) * of_plan + 2 * plans as u64 * self.flags
    }
}

/// An input that varies.
struct VaryingInput<'p> {
    address: String,
    /// The plan that has it: the base, or the first that does.
    plan: &'p Plan,
    id: InputId,
    /// By future, its value.
    values: Vec<f64>,
}

/// Explains the spread of a base's figures, and of the savings of plans against it, over the futures of `options`.
///
/// # Errors
/// [`StudyError`] if a plan cannot be compared with the base or its saving has no price, nothing varies, or the progress callback breaks.
pub(crate) fn study(base: Plan, plans: Vec<(String, Plan)>, options: &Options<'_>) -> Result<DriverStudy, StudyError> {
    let alternatives: Vec<Plan> = plans.iter().map(|(_, plan)| plan.clone()).collect();
    crate::compare::check_comparable(&base, alternatives.iter()).map_err(StudyError::NotComparable)?;
    let found = on_threads(options.threads, || find(&base, &alternatives, options))?;
    Ok(DriverStudy { base, plans, ..found })
}

/// A study with the base alone and without the names of the plans.
fn find(base: &Plan, plans: &[Plan], options: &Options<'_>) -> Result<DriverStudy, StudyError> {
    let numbers = StudyNumbers::of(options.replications);
    let inputs = varying_inputs(base, plans, options);
    let orders = input_orders(inputs.iter().map(|one| (one.plan.scenario(), one.address.as_str(), &*one.values)));
    let mut swings = swings(&inputs, &orders);
    let counter = ProgressCounter::new(options.watch, numbers.all(plans.len(), orders.len(), swings.len()));
    let model = StudyModel { base, plans, factors: &[], options: *options, counter: &counter };
    // A saving without a price has none in any future: told before the run.
    check_prices(plans, &model.figures(&[], 0, BLOCK as u64)?)?;
    let values = model.figures(&[], 0, numbers.futures)?;
    check_prices(plans, &values)?;
    let figures = figures_that_vary(base, plans, &values);
    if figures.is_empty() {
        return Err(StudyError::NothingVaries);
    }
    let varied: Vec<VariedFigure<'_>> = figures.iter().map(|&(place, _)| VariedFigure::new(&values[place])).collect();
    let of_input = |input: &InputOrder| {
        let order = FutureOrder::new(&input.order);
        let shares = varied.iter().map(|figure| figure.share(&order)).collect();
        InputDriver { addresses: input.addresses.clone(), shares }
    };
    let drivers: Vec<InputDriver> = orders.iter().map(of_input).collect();
    let varying = Varying::of(std::iter::once(base).chain(plans));
    let further = FurtherFutures::of(varying, |draws| model.figures_with(draws, 0, numbers.parts))?;
    let spread = |&(place, figure): &(usize, StudyFigure)| StudySpread {
        figure,
        mean: mean(&values[place]),
        mean_of_swings: mean(&values[place][..numbers.swings as usize]),
        sd: variance(&values[place]).sqrt(),
        parts: further.parts(place, &values[place]),
    };
    swing::compute(&model, &mut swings, numbers.swings)?;
    for swing in &mut swings {
        swing.means = figures.iter().map(|&(place, _)| swing.means[place]).collect();
        swing.mc_errors = figures.iter().map(|&(place, _)| swing.mc_errors[place]).collect();
    }
    let spreads: Vec<StudySpread> = figures.iter().map(spread).collect();
    let factors = factors::choose(&drivers, &swings, &spreads);
    let model = StudyModel { factors: &factors, ..model };
    let blocks = numbers.effects / BLOCK as u64;
    let by_factor = effects::effects(&model, values.len(), blocks, base.scenario().seed())?;
    let of_figures = |all: Vec<FactorEffect>| figures.iter().map(|&(place, _)| all[place]).collect();
    let savings = &values[values.len() - plans.len()..];
    let flagged = flagged(base, plans, &Options { replications: numbers.flags, ..*options }, &counter)?;
    let choices: Vec<Vec<f64>> = savings
        .iter()
        .zip(&flagged)
        .filter(|(_, is_flagged)| !**is_flagged)
        .map(|(saving, _)| saving.clone())
        .collect();
    Ok(DriverStudy {
        base: base.clone(),
        plans: Vec::new(),
        numbers,
        figures: spreads,
        worth: worth_of(&orders, &choices, base.scenario().seed()),
        savings: savings.iter().map(|saving| mean(saving)).collect(),
        flagged,
        inputs: drivers,
        effects: by_factor.into_iter().map(of_figures).collect(),
        swings,
        factors,
    })
}

/// The inputs that vary in the base or a plan, with their values in the futures of `options`.
fn varying_inputs<'p>(base: &'p Plan, plans: &'p [Plan], options: &Options<'_>) -> Vec<VaryingInput<'p>> {
    let mut inputs: Vec<VaryingInput<'_>> = Vec::new();
    for plan in std::iter::once(base).chain(plans) {
        let first = inputs.len();
        for id in plan.inputs.varying() {
            let address = &plan.scenario().inputs.get(id).address;
            if inputs.iter().all(|known| known.address != *address) {
                inputs.push(VaryingInput { address: address.clone(), plan, id, values: Vec::new() });
            }
        }
        let mut drawn: Vec<Lanes<BLOCK>> = Vec::new();
        if inputs.len() == first {
            continue;
        }
        for done in (0..options.replications).step_by(BLOCK) {
            let number = (options.replications - done).min(BLOCK as u64) as usize;
            plan.draw_inputs(&std::array::from_fn(|lane| options.first + done + lane as u64), &mut drawn);
            inputs[first..].iter_mut().for_each(|one| one.values.extend_from_slice(&drawn[one.id.0].0[..number]));
        }
    }
    inputs
}

/// By plan, whether a comparison on the futures of `options` flags it.
fn flagged(
    base: &Plan,
    plans: &[Plan],
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
) -> Result<Vec<bool>, Cancelled> {
    plans.iter().map(|plan| Ok(!flags_of(base, plan, options, counter)?.is_empty())).collect()
}

/// Refuses savings that are undefined in some future. Those of the `plans` stand last in `values`.
fn check_prices(plans: &[Plan], values: &[Vec<f64>]) -> Result<(), StudyError> {
    let savings = &values[values.len() - plans.len()..];
    let without = savings.iter().position(|saving| saving.iter().any(|value| value.is_nan()));
    without.map_or(Ok(()), |plan| Err(StudyError::NoPrice(plan)))
}

/// The figures that vary, each with its place.
fn figures_that_vary(base: &Plan, plans: &[Plan], values: &[Vec<f64>]) -> Vec<(usize, StudyFigure)> {
    let figures = StudyFigure::all(base.scenario().targets.len(), plans.len()).enumerate();
    figures.filter(|&(place, _)| varies(&values[place])).collect()
}

/// The swings of inputs, not yet computed: of every input whose ends differ, then of the inputs of each group together.
fn swings(inputs: &[VaryingInput<'_>], orders: &[InputOrder]) -> Vec<InputSwing> {
    let ends = |address: &String, is_reversed: bool| {
        let one = inputs.iter().find(|one| one.address == *address)?;
        let [low, high] = [one.plan.inputs.percentile(one.id, ENDS[0])?, one.plan.inputs.percentile(one.id, ENDS[1])?];
        let at = if is_reversed { [high, low] } else { [low, high] };
        (low < high).then(|| SwingingInput { address: address.clone(), at, is_reversed })
    };
    let alone = inputs.iter().filter_map(|one| Some(vec![ends(&one.address, false)?]));
    let together = orders.iter().filter(|order| order.addresses.len() > 1).map(|order| {
        order.addresses.iter().zip(&order.falls).filter_map(|(address, &falls)| ends(address, falls)).collect()
    });
    alone.chain(together).filter(|inputs: &Vec<SwingingInput>| !inputs.is_empty()).map(InputSwing::of).collect()
}

/// What it would be worth to know each input before choosing a plan.
fn worth_of(inputs: &[InputOrder], savings: &[Vec<f64>], seed: u64) -> Vec<WorthOfKnowing> {
    if savings.is_empty() {
        return Vec::new();
    }
    let bias = worth::OrderBias::new(savings, seed);
    inputs.iter().map(|input| worth::worth(&input.order, savings, &bias)).collect()
}
