//! What the spread of a scenario's figures comes from, in depth, and what it would be worth to know an input before choosing a plan.
//!
//! [`model`] computes the figures of futures whose factors have chosen draws, [`effects`] the total and Shapley effects of the factors,
//! [`swing`] what an input's stated range does, and [`worth`] the value of knowing it. First-order shares and the parts of inputs, years and
//! chance are those of every run (`summary/drivers`), from more futures.

mod effects;
mod model;
mod swing;
#[cfg(test)]
mod tests;
mod worth;

pub(crate) use effects::FactorEffect;
pub(crate) use swing::InputSwing;
pub(crate) use worth::WorthOfKnowing;

use crate::compare::{NotComparable, flags_of};
use crate::lanes::Lanes;
use crate::plan::Plan;
use crate::random::Distribution;
use crate::run::{BLOCK, Cancelled, KeptReplications, Options, ProgressCounter, on_threads};
use crate::scenario::InputId;
use crate::summary::{
    FurtherFutures, FutureFigure, FutureOrder, InputDriver, InputOrder, MIN_FUTURES, VarianceParts, Varying,
    input_orders, mean, share, variance, varies,
};
use model::{FactorModel as _, StudyModel};

/// Maximum number of inputs, or groups of them, whose effects with others are found one by one.
pub(crate) const MOST_INPUTS: usize = 10;

/// Minimum and maximum number of futures of a study.
pub(crate) const STUDY_FUTURES: [u64; 2] = [MIN_FUTURES as u64, KeptReplications::MOST as u64];

/// What is not known of a future.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Factor {
    /// An input, or those of a correlation group.
    Inputs(Vec<String>),
    /// All inputs that are not a factor by themselves.
    OtherInputs(Vec<String>),
    /// Differences between years.
    Years,
    /// Chance.
    Chance,
}

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
    /// The factors: inputs with the greatest shares, the others together, years and chance.
    pub factors: Vec<Factor>,
    /// By factor and figure.
    pub effects: Vec<Vec<FactorEffect>>,
    /// By input: those of a correlation group one by one.
    pub swings: Vec<InputSwing>,
    /// By plan, its mean saving at equal capacity, pounds.
    pub savings: Vec<f64>,
    /// By plan, whether a comparison flags it: it makes something worse for children. Such a plan is not chosen.
    pub flagged: Vec<bool>,
    /// By entry of `inputs`, what it would be worth to know it before choosing; empty without plans.
    pub worth: Vec<WorthOfKnowing>,
}

/// Numbers of futures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StudyNumbers {
    /// For shares of inputs, and the worth of knowing them.
    pub futures: u64,
    /// For the parts and the effects of factors: a multiple of the block.
    pub effects: u64,
    /// For each percentile of each input.
    pub swings: u64,
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
    /// Of a study of `futures` futures. Effects take a quarter of them for every factor, and a percentile a tenth.
    pub(crate) fn of(futures: u64) -> Self {
        let blocks = (futures / 4 / BLOCK as u64).clamp(5, 64);
        Self { futures, effects: blocks * BLOCK as u64, swings: (futures / 10).clamp(100, 1_000) }
    }

    /// Futures of one plan with `inputs` inputs.
    pub(crate) fn of_plan(&self, inputs: u64) -> u64 {
        let factors = inputs.min(MOST_INPUTS as u64) + 3;
        self.futures + (2 + 1 + factors) * self.effects + 2 * inputs * self.swings
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
    let counter = ProgressCounter::new(options.watch, (1 + plans.len() as u64) * numbers.of_plan(inputs.len() as u64));
    let model = StudyModel { base, plans, factors: &[], options: *options, counter: &counter };
    let values = model.figures(&[], 0, numbers.futures)?;
    let figures = figures_that_vary(base, plans, &values)?;
    let orders = input_orders(inputs.iter().map(|one| (one.plan.scenario(), one.address.as_str(), &*one.values)));
    let of_input = |input: &InputOrder| {
        let order = FutureOrder::new(&input.order);
        let shares = figures.iter().map(|&(place, _)| share(&order, &values[place])).collect();
        InputDriver { addresses: input.addresses.clone(), shares }
    };
    let drivers: Vec<InputDriver> = orders.iter().map(of_input).collect();
    let varying = Varying::of(std::iter::once(base).chain(plans));
    let further = FurtherFutures::of(varying, |draws| model.figures_with(draws, 0, numbers.effects))?;
    let spread = |&(place, figure): &(usize, StudyFigure)| StudySpread {
        figure,
        mean: mean(&values[place]),
        mean_of_swings: mean(&values[place][..numbers.swings as usize]),
        sd: variance(&values[place]).sqrt(),
        parts: further.parts(place, &values[place]),
    };
    let factors = factors(&drivers);
    let model = StudyModel { factors: &factors, ..model };
    let blocks = numbers.effects / BLOCK as u64;
    let by_factor = effects::effects(&model, values.len(), blocks, base.scenario().seed())?;
    let of_figures = |all: Vec<FactorEffect>| figures.iter().map(|&(place, _)| all[place]).collect();
    let mut swings = swing::swings(&model, ends(&inputs), numbers.swings)?;
    for swing in &mut swings {
        swing.means = figures.iter().map(|&(place, _)| swing.means[place]).collect();
        swing.mc_errors = figures.iter().map(|&(place, _)| swing.mc_errors[place]).collect();
    }
    let savings = &values[values.len() - plans.len()..];
    let flagged = flagged(base, plans, options, &counter)?;
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
        figures: figures.iter().map(spread).collect(),
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

/// By plan, whether a comparison on the first futures flags it.
fn flagged(
    base: &Plan,
    plans: &[Plan],
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
) -> Result<Vec<bool>, Cancelled> {
    const FUTURES: u64 = 4_096;
    let options = Options { replications: options.replications.min(FUTURES), ..*options };
    plans.iter().map(|plan| Ok(!flags_of(base, plan, &options, counter)?.is_empty())).collect()
}

/// The figures that vary, each with its place.
fn figures_that_vary(
    base: &Plan,
    plans: &[Plan],
    values: &[Vec<f64>],
) -> Result<Vec<(usize, StudyFigure)>, StudyError> {
    let targets = base.scenario().targets.len();
    let mut figures = Vec::new();
    for (place, figure) in StudyFigure::all(targets, plans.len()).enumerate() {
        match figure {
            StudyFigure::Saving(plan) if values[place].iter().any(|value| value.is_nan()) => {
                return Err(StudyError::NoPrice(plan));
            }
            _ if varies(&values[place]) => figures.push((place, figure)),
            _ => {}
        }
    }
    if figures.is_empty() { Err(StudyError::NothingVaries) } else { Ok(figures) }
}

/// The inputs with the clearest shares in any figure one by one, in file order, then the others together, years and chance.
fn factors(inputs: &[InputDriver]) -> Vec<Factor> {
    let clearest =
        |input: &InputDriver| input.shares.iter().map(|share| share.share / share.mc_error).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order.sort_by(|&one, &two| clearest(&inputs[two]).total_cmp(&clearest(&inputs[one])));
    let others = order.split_off(order.len().min(MOST_INPUTS));
    order.sort_unstable();
    let mut factors: Vec<Factor> = order.iter().map(|&input| Factor::Inputs(inputs[input].addresses.clone())).collect();
    if !others.is_empty() {
        factors.push(Factor::OtherInputs(others.iter().flat_map(|&input| inputs[input].addresses.clone()).collect()));
    }
    factors.extend([Factor::Years, Factor::Chance]);
    factors
}

/// Each input with its distribution and its 10th and 90th percentile; without those where they are the same.
fn ends(inputs: &[VaryingInput<'_>]) -> Vec<(String, Distribution, [f64; 2])> {
    let percentile = |one: &VaryingInput<'_>, share: f64| one.plan.inputs.percentile(one.id, share);
    let ends = inputs.iter().filter_map(|one| {
        let distribution = one.plan.scenario().inputs.get(one.id).value.clone();
        Some((one.address.clone(), distribution, [percentile(one, 0.1)?, percentile(one, 0.9)?]))
    });
    ends.filter(|(_, _, [low, high])| low < high).collect()
}

/// What it would be worth to know each input before choosing a plan.
fn worth_of(inputs: &[InputOrder], savings: &[Vec<f64>], seed: u64) -> Vec<WorthOfKnowing> {
    if savings.is_empty() {
        return Vec::new();
    }
    let bias = worth::OrderBias::new(savings, seed);
    inputs.iter().map(|input| worth::worth(&input.order, savings, &bias)).collect()
}
