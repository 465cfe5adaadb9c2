//! Effects of known functions, the worth of inputs by hand and by simulation in two levels, and studies of scenarios that lack a factor.

use std::collections::BTreeMap;
use std::f64::consts::PI;

use super::effects::{FactorEffect, effects};
use super::model::{FactorModel, StudyModel};
use super::worth::{OrderBias, worth};
use super::{Factor, StudyError, StudyFigure, StudyNumbers, study};
use crate::examples::TEN_WHO_STAY;
use crate::plan::{FixedInput, FutureDraws, Plan};
use crate::random::{Purpose, Stream};
use crate::run::{Cancelled, Options, ProgressCounter, RunHeadline};
use crate::scenario::Scenario;
use crate::summary::{FurtherFutures, FutureFigure, Varying, mean};

/// A function of independent uniforms as a model with one figure.
struct Function<F> {
    factors: usize,
    seed: u64,
    of: F,
}

impl<F> Function<F> {
    fn uniform(&self, factor: usize, is_other: bool, future: u64) -> f64 {
        Stream::new(self.seed, Purpose::Input, &factor.to_string()).at(u32::from(is_other)).of(future)
    }
}

impl<F: Fn(&[f64]) -> f64 + Sync> FactorModel for Function<F> {
    fn factors(&self) -> usize {
        self.factors
    }

    fn figures(&self, other: &[bool], first: u64, number: u64) -> Result<Vec<Vec<f64>>, Cancelled> {
        let value = |future: u64| {
            let inputs: Vec<f64> = (0..self.factors).map(|one| self.uniform(one, other[one], future)).collect();
            (self.of)(&inputs)
        };
        Ok(vec![(first..first + number).map(value).collect()])
    }
}

/// Asserts that the effects of a function with this variance are as known: by set of factors, the part of the variance that is due to what
/// exactly these do together.
fn assert_effects(factors: usize, variance: f64, parts: &[(&[usize], f64)], of: impl Fn(&[f64]) -> f64 + Sync) {
    let found = effects(&Function { factors, seed: 9, of }, 1, 256, 1).expect("not cancelled");
    for (factor, found) in found.iter().enumerate() {
        let FactorEffect { total, shapley } = found[0];
        let of_sets = parts.iter().filter(|(set, _)| set.contains(&factor));
        let known_total: f64 = of_sets.clone().map(|(_, part)| part / variance).sum();
        let known_shapley: f64 = of_sets.map(|(set, part)| part / variance / set.len() as f64).sum();
        for (found, known) in [(total, known_total), (shapley, known_shapley)] {
            assert!(found.mc_error < 0.02, "factor {factor}: error {}", found.mc_error);
            assert!((found.share - known).abs() <= 4.0 * found.mc_error, "factor {factor}: {found:?} for {known}");
        }
    }
    // A factor without effect has none, to the bit.
    if !parts.iter().any(|(set, _)| set.contains(&(factors - 1))) {
        assert_eq!(found[factors - 1][0].total.share.to_bits(), 0.0_f64.to_bits());
        assert!(found[factors - 1][0].shapley.share == 0.0);
    }
    let all: f64 = found.iter().map(|one| one[0].shapley.share).sum();
    assert!((all - 1.0).abs() < 1e-9, "{all}");
}

#[test]
fn a_sum_has_no_effects_together() {
    let parts: [(&[usize], f64); 3] = [(&[0], 9.0 / 12.0), (&[1], 4.0 / 12.0), (&[2], 1.0 / 12.0)];
    assert_effects(4, 14.0 / 12.0, &parts, |x| 3.0 * x[0] + 2.0 * x[1] - x[2]);
}

#[test]
fn of_a_product_both_share_what_they_do_together() {
    let whole = 1.0 / 9.0 - 1.0 / 16.0;
    let parts: [(&[usize], f64); 3] = [(&[0], 1.0 / 48.0), (&[1], 1.0 / 48.0), (&[0, 1], whole - 2.0 / 48.0)];
    assert_effects(3, whole, &parts, |x| x[0] * x[1]);
}

/// Ishigami and Homma 1990: sin a + 7 sin^2 b + 0.1 c^4 sin a, with angles uniform between -pi and pi.
#[test]
fn the_function_of_ishigami_has_its_known_effects() {
    let (of_two, power) = (49.0 / 8.0, 0.1 * PI * PI * PI * PI);
    let of_one = 0.5 * (1.0 + power / 5.0) * (1.0 + power / 5.0);
    let together = power * power * (1.0 / 18.0 - 1.0 / 50.0);
    let parts: [(&[usize], f64); 3] = [(&[0], of_one), (&[1], of_two), (&[0, 2], together)];
    assert_effects(3, of_one + of_two + together, &parts, |x| {
        let angle = |x: f64| PI * (2.0 * x - 1.0);
        let (sine, other, square) = (libm::sin(angle(x[0])), libm::sin(angle(x[1])), angle(x[2]) * angle(x[2]));
        sine + 7.0 * other * other + 0.1 * square * square * sine
    });
}

/// Sobol's g-function: the part of a set is the product of those of its factors.
#[test]
fn the_function_of_sobol_has_its_known_effects() {
    const WEIGHTS: [f64; 3] = [0.0, 1.0, 4.5];
    let one = WEIGHTS.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let sets: [&[usize]; 7] = [&[0], &[1], &[2], &[0, 1], &[0, 2], &[1, 2], &[0, 1, 2]];
    let parts = sets.map(|set| (set, set.iter().map(|&factor| one[factor]).product::<f64>()));
    let whole = parts.iter().map(|(_, part)| part).sum();
    assert_effects(3, whole, &parts, |x| {
        x.iter().zip(WEIGHTS).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
    });
}

/// The stated errors of effects are the spread over seeds, also of a large share, whose variance moves with it, and from few blocks.
#[test]
fn errors_of_effects_are_as_stated() {
    const SEEDS: u64 = 200;
    let of = |x: &[f64]| 3.0 * x[0] + x[1] + 2.0 * x[0] * x[2];
    let found: Vec<Vec<FactorEffect>> = (0..SEEDS)
        .map(|seed| effects(&Function { factors: 3, seed, of }, 1, 20, seed).expect("not cancelled"))
        .map(|factors| factors.into_iter().map(|of_figures| of_figures[0]).collect())
        .collect();
    for factor in 0..3 {
        for kind in [|one: &FactorEffect| one.total, |one: &FactorEffect| one.shapley] {
            let shares = found.iter().map(|seed| kind(&seed[factor]));
            let stated = mean(&shares.clone().map(|share| share.mc_error).collect::<Vec<_>>());
            let actual = crate::summary::variance(&shares.map(|share| share.share).collect::<Vec<_>>()).sqrt();
            assert!((0.8..1.2).contains(&(stated / actual)), "factor {factor}: {stated} for {actual}");
        }
    }
}

/// Inputs, years and chance as uniforms: 3 I + 2 T + C and variants of it without one of them, and with a product.
#[test]
fn parts_are_those_of_total_variance() {
    let draw = |kind: usize, ahead: u64, future: u64| {
        Stream::new(3, Purpose::Input, "part").at(kind as u32).of(future + ahead)
    };
    let known = |of: &dyn Fn(f64, f64, f64) -> f64, known: [f64; 3]| {
        let figures = |draws: &FutureDraws| -> Result<Vec<Vec<f64>>, ()> {
            let later = |is_later: bool| if is_later { draws.ahead } else { 0 };
            let value = |n: u64| of(draw(0, 0, n), draw(1, later(draws.years), n), draw(2, later(draws.chance), n));
            Ok(vec![(0..10_000).map(value).collect()])
        };
        let run = figures(&FutureDraws::default()).expect("figures");
        let parts =
            FurtherFutures::of(Varying { inputs: true, years: true }, figures).expect("figures").parts(0, &run[0]);
        for (found, known) in [parts.inputs, parts.years, parts.chance].into_iter().zip(known) {
            assert!((found.share - known).abs() <= 4.0 * found.mc_error + 0.01, "{found:?} for {known}");
        }
        assert!((parts.inputs.share + parts.years.share + parts.chance.share - 1.0).abs() < 1e-12);
        parts
    };
    known(&|i, t, c| 3.0 * i + 2.0 * t + c, [9.0 / 14.0, 4.0 / 14.0, 1.0 / 14.0]);
    let without_chance = known(&|i, t, _| 3.0 * i + 2.0 * t, [9.0 / 13.0, 4.0 / 13.0, 0.0]);
    assert!(without_chance.chance.share == 0.0);
    known(&|i, _, c| 3.0 * i + c, [0.9, 0.0, 0.1]);
    let without_inputs = known(&|_, t, c| 2.0 * t + c, [0.0, 0.8, 0.2]);
    assert!(without_inputs.inputs.share.abs() < 0.1);
    // What chance does together with inputs is due to chance: it is there when inputs are known.
    let product = 1.0 / 9.0 - 1.0 / 16.0;
    known(&|i, _, c| i * c, [1.0 / 48.0 / product, 0.0, 1.0 - 1.0 / 48.0 / product]);
}

/// Draws between 0 and 1 for the worth of inputs.
fn drawn(what: &str, number: usize, seed: u64) -> Vec<f64> {
    let stream = Stream::new(seed, Purpose::Input, what);
    (0..number as u64).map(|n| stream.at(0).of(n)).collect()
}

/// The saving is X plus noise, with X uniform between -1 and 1: whoever knows X gains a quarter, and who knows the noise nothing more.
#[test]
fn the_worth_of_an_input_is_known_and_of_one_without_effect_zero() {
    const FUTURES: usize = 8_000;
    const SEEDS: u64 = 100;
    let (mut known, mut errors, mut without, mut stated) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for seed in 0..SEEDS {
        let [x, noise, other] = ["x", "noise", "other"].map(|what| drawn(what, FUTURES, seed));
        let saving = |scale: f64| -> Vec<f64> {
            x.iter().zip(&noise).map(|(x, noise)| scale * ((2.0 * x - 1.0) + 6.0 * (noise - 0.5))).collect()
        };
        let savings = [saving(1.0), saving(0.5)];
        let bias = OrderBias::new(&savings, seed);
        let of_x = worth(&x, &savings, &bias);
        known.push(of_x.worth);
        errors.push(of_x.mc_error.expect("an error"));
        stated.push(bias.variance.sqrt());
        without.push(worth(&other, &savings, &bias));
    }
    let error = |values: &[f64]| (crate::summary::variance(values) / values.len() as f64).sqrt();
    // Taking off the bias of a random order takes off a little too much where the choice is clear, but not more than it.
    assert!((mean(&known) - 0.25).abs() < 0.04, "{}", mean(&known));
    let zeros: Vec<f64> = without.iter().map(|one| one.worth).collect();
    assert!(mean(&zeros).abs() < 3.0 * error(&zeros), "{} ± {}", mean(&zeros), error(&zeros));
    // The stated errors are about the spread over seeds, and few without effect seem clear.
    let spread = |values: &[f64]| error(values) * (SEEDS as f64).sqrt();
    let (of_x, actual) = (mean(&errors), spread(&known));
    assert!((0.7..1.4).contains(&(of_x / actual)), "{of_x} for {actual}");
    let stated = mean(&stated);
    assert!((0.7..1.4).contains(&(stated / spread(&zeros))), "{stated} for {}", spread(&zeros));
    assert!(without.iter().filter(|one| one.is_clear()).count() <= 3);
}

/// Ten people who stay. Two more for 15 months save 30 x charge x 37 x 46 / 12 less 2.5 x pay, at equal capacity.
fn ten_who_stay() -> String {
    TEN_WHO_STAY
        .replace("pay = 36_000", "pay = { uniform = { low = 30_000, high = 42_000 } }")
        .replace("charge_per_hour = 38", "charge_per_hour = { uniform = { low = 18, high = 25 } }")
}

/// Two more people for 15 months.
const MORE: &str = "[change.more]\nfrom = \"2016-04\"\nset = { \"workforce.hours\" = 1.2 }\n";

fn plans(base: &str, plan: &str) -> [Plan; 2] {
    let plan = format!("base = \"base.toml\"\nname = \"The plan\"\n{plan}");
    let files = BTreeMap::from([("base.toml".to_owned(), base.to_owned()), ("plan.toml".to_owned(), plan)]);
    ["base.toml", "plan.toml"].map(|file| Plan::new(Scenario::load(file, &files).expect("valid")))
}

/// The mean saving of a plan over futures from `first` onwards with an input at a value.
fn mean_saving(base: &Plan, plan: &Plan, fixed: Vec<FixedInput>, first: u64, futures: u64) -> f64 {
    let options = Options::new(futures);
    let counter = ProgressCounter::new(options.watch, 1);
    let alternatives = [plan.clone()];
    let model = StudyModel { base, plans: &alternatives, factors: &[], options, counter: &counter };
    let figures = model.figures_with(&FutureDraws { fixed, ..FutureDraws::default() }, first, futures);
    mean(figures.expect("not cancelled").last().expect("a saving"))
}

/// By simulation in two levels: the mean over values of an input of the better choice for each, less the better choice for all.
fn worth_in_two_levels(base: &Plan, plan: &Plan, address: &str) -> f64 {
    const VALUES: u64 = 48;
    const FUTURES: u64 = 1_024;
    let at = |value: u64| {
        let share = (value as f64 + 0.5) / VALUES as f64;
        let fixed = FixedInput { address: address.to_owned(), percentile: share };
        mean_saving(base, plan, vec![fixed], value * FUTURES, FUTURES)
    };
    let savings: Vec<f64> = (0..VALUES).map(at).collect();
    let better: Vec<f64> = savings.iter().map(|&saving| saving.max(0.0)).collect();
    mean(&better) - mean(&savings).max(0.0)
}

fn assert_worth_agrees(base: &str, plan: &str, address: &str, least: f64) {
    let [base, plan] = plans(base, plan);
    let in_two_levels = worth_in_two_levels(&base, &plan, address);
    let found = study(base, vec![("plan".to_owned(), plan)], &Options::new(16_000)).expect("a study");
    let place = found.inputs.iter().position(|input| input.addresses == [address]).expect("an input");
    let worth = found.worth[place];
    assert!(in_two_levels > least, "the test needs an input that is worth something: {in_two_levels}");
    let near = 4.0 * worth.mc_error.expect("an error") + 0.05 * in_two_levels;
    assert!((worth.worth - in_two_levels).abs() < near, "{worth:?} for {in_two_levels}");
}

#[test]
fn the_worth_of_a_charge_agrees_with_two_levels_and_with_the_integral() {
    assert_worth_agrees(&ten_who_stay(), MORE, "agency.charge_per_hour", 1_000.0);
    // By hand: E max(0, a + b u) - max(0, a + b / 2) with u uniform between 0 and 1 and pay at its mean.
    let month: f64 = 37.0 * 46.0 / 12.0;
    let (low, high) = (30.0 * 18.0 * month - 90_000.0, 30.0 * 25.0 * month - 90_000.0);
    let known = 0.5 * high * high / (high - low) - (0.5 * (low + high)).max(0.0);
    let [base, plan] = plans(&ten_who_stay(), MORE);
    let found = study(base, vec![("plan".to_owned(), plan)], &Options::new(16_000)).expect("a study");
    let place = found.inputs.iter().position(|input| input.addresses == ["agency.charge_per_hour"]).expect("an input");
    let worth = found.worth[place];
    assert!(
        (worth.worth - known).abs() < 4.0 * worth.mc_error.expect("an error") + 0.02 * known,
        "{worth:?} for {known}"
    );
    // Nothing of it is due to years or chance.
    let saving = found.figures.iter().position(|one| one.figure == StudyFigure::Saving(0)).expect("it varies");
    assert!(found.figures[saving].parts.chance.share == 0.0 && found.figures[saving].parts.years.share == 0.0);
    for (factor, effects) in found.factors.iter().zip(&found.effects) {
        if matches!(factor, Factor::Years | Factor::Chance) {
            assert!(effects[saving].total.share == 0.0);
        }
    }
    // At the ends of the charge the saving is as by hand.
    let swing = found.swings.iter().find(|one| one.addresses() == ["agency.charge_per_hour"]).expect("an input");
    let difference = swing.means[saving][1] - swing.means[saving][0];
    assert!((difference - 30.0 * 0.8 * 7.0 * month).abs() < 1e-6 * difference, "{difference}");
}

const FEWER_LEAVE: &str = "[change.stay]\nfrom = \"2016-04\"\nmultiply = { \"leaving.annual_rate\" = 0.5 }\n\
                           set = { \"route.experienced.stage.in_post.pay\" = 46_000 }\n";

fn small(leaving: &str, charge: &str) -> String {
    crate::examples::SMALL
        .replace("all = 0.15", &format!("all = {leaving}"))
        .replace("charge_per_hour = 38", &format!("charge_per_hour = {charge}"))
}

#[test]
fn the_worth_of_a_rate_of_leaving_agrees_with_two_levels() {
    let base = small("{ uniform = { low = 0.02, high = 0.4 } }", "38");
    assert_worth_agrees(&base, FEWER_LEAVE, "leaving.annual_rate.all", 500.0);
}

#[test]
fn the_worth_of_a_charge_with_chance_agrees_with_two_levels() {
    let base = small("{ uniform = { low = 0.1, high = 0.3 } }", "{ uniform = { low = 20, high = 60 } }");
    assert_worth_agrees(&base, FEWER_LEAVE, "agency.charge_per_hour", 200.0);
}

#[test]
fn a_scenario_without_years_or_without_uncertain_inputs_has_no_such_part() {
    let options = Options::new(2_000);
    let plan = |text: &str| Plan::new(Scenario::parse(text).expect("a scenario"));
    let cost =
        |figure: &super::StudySpread| figure.figure == StudyFigure::OfBase(FutureFigure::Headline(RunHeadline::Cost));
    let chance_alone = study(plan(crate::examples::SMALL), Vec::new(), &options).expect("a study");
    let spread = chance_alone.figures.iter().find(|one| cost(one)).expect("it varies");
    let parts = [spread.parts.inputs, spread.parts.years, spread.parts.chance].map(|part| part.share);
    assert_eq!(parts, [0.0, 0.0, 1.0]);
    assert_eq!(chance_alone.factors, [Factor::Years, Factor::Chance]);
    let place = chance_alone.figures.iter().position(cost).expect("it varies");
    assert!(chance_alone.effects[0][place].total.share == 0.0, "years");
    assert!((chance_alone.effects[1][place].total.share - 1.0).abs() < 1e-9, "{:?}", chance_alone.effects[1][place]);
    assert!(chance_alone.swings.is_empty() && chance_alone.worth.is_empty());
}

/// Where base and plan give an input different ranges, each is at its own percentile; the saving at the ends is that of the difference of pays.
#[test]
fn in_a_swing_a_plan_is_at_the_percentile_of_its_own_range() {
    let wider = "[route.experienced.stage.qualified]\npay = { uniform = { low = 20_000, high = 44_000 } }\n";
    let [base, plan] = plans(&ten_who_stay(), wider);
    let found = study(base, vec![("plan".to_owned(), plan)], &Options::new(400)).expect("a study");
    let saving = found.figures.iter().position(|one| one.figure == StudyFigure::Saving(0)).expect("it varies");
    let swing = found.swings.iter().find(|one| one.addresses() == ["route.experienced.stage.qualified.pay"]);
    // The base pays 31,200 to 40,800 and the plan 22,400 to 41,600.
    let [low, high] = swing.expect("an input").means[saving];
    assert!((low - 12.5 * 8_800.0).abs() < 1.0 && (high + 12.5 * 800.0).abs() < 1.0, "{low} {high}");
}

/// Inputs that are drawn together have a swing of each alone and one of all together, which is the sum where the figure is a sum; where one falls
/// as the others rise, it is at the other end.
#[test]
fn inputs_that_are_drawn_together_go_up_and_down_together_in_a_swing() {
    let differences = |correlation: f64| {
        let inputs = "inputs = [\"agency.charge_per_hour\", \"route.experienced.stage.qualified.pay\"]";
        let base = format!("{}\n[correlation.prices]\n{inputs}\nrank_correlation = {correlation}\n", ten_who_stay());
        let [base, plan] = plans(&base, MORE);
        let found = study(base, vec![("plan".to_owned(), plan)], &Options::new(400)).expect("a study");
        let saving = found.figures.iter().position(|one| one.figure == StudyFigure::Saving(0)).expect("it varies");
        let of = |inputs: &[&str]| {
            found.swings.iter().find(|one| one.addresses() == inputs).expect("a swing").difference(saving)
        };
        let [charge, pay] = ["agency.charge_per_hour", "route.experienced.stage.qualified.pay"];
        let group = found.swings.iter().find(|one| one.inputs.len() == 2).expect("a group").addresses();
        assert!(matches!(&found.factors[0], Factor::Inputs(inputs) if *inputs == group), "{:?}", found.factors);
        [of(&[charge]), of(&[pay]), of(&group.iter().map(String::as_str).collect::<Vec<_>>())]
    };
    let [charge, pay, both] = differences(0.9);
    assert!(charge > 0.0 && pay < 0.0 && (both - (charge + pay)).abs() < 1.0, "{charge} {pay} {both}");
    let [charge, pay, both] = differences(-0.9);
    assert!((both - (charge - pay)).abs() < 1.0, "{charge} {pay} {both}");
}

/// A plan that says something else of an input keeps it while the base is at an end of its range, and a saving that is the same in every
/// future but for rounding has no drivers.
#[test]
fn what_a_plan_says_of_an_input_stays_in_a_swing() {
    let [base, plan] =
        plans(&ten_who_stay(), "[agency]\ncharge_per_hour = 20\n[route.experienced.stage.qualified]\npay = 30_000\n");
    let found = study(base, vec![("plan".to_owned(), plan)], &Options::new(400)).expect("a study");
    let saving = found.figures.iter().position(|one| one.figure == StudyFigure::Saving(0)).expect("it varies");
    let swing = found.swings.iter().find(|one| one.addresses() == ["route.experienced.stage.qualified.pay"]);
    let swing = swing.expect("an input");
    // Ten people for 15 months, paid 31,200 to 40,800 in the base and 30,000 in the plan.
    let [low, high] = swing.means[saving];
    assert!(
        (low - 10.0 * 1.25 * 1_200.0).abs() < 1e-6 * low && (high - 10.0 * 1.25 * 10_800.0).abs() < 1e-6 * high,
        "{low} {high}"
    );
    let [base, plan] = plans(&ten_who_stay(), "[team.cin]\nestablishment = 11\n");
    let found = study(base, vec![("plan".to_owned(), plan)], &Options::new(400)).expect("a study");
    assert!(found.figures.iter().all(|one| one.figure != StudyFigure::Saving(0)));
}

#[test]
fn what_cannot_be_studied_is_refused() {
    let plan = Plan::new(Scenario::parse(TEN_WHO_STAY).expect("a scenario"));
    assert!(matches!(study(plan, Vec::new(), &Options::new(500)), Err(StudyError::NothingVaries)));
}

#[test]
fn a_study_is_the_same_on_any_number_of_threads() {
    let run = |threads| {
        let text = small("{ uniform = { low = 0.02, high = 0.4 } }", "{ uniform = { low = 20, high = 60 } }");
        let [base, plan] = plans(&text, FEWER_LEAVE);
        let options = Options { threads: Some(threads), ..Options::new(700) };
        let found = study(base, vec![("plan".to_owned(), plan)], &options).expect("a study");
        format!("{:?} {:?} {:?} {:?} {:?}", found.figures, found.inputs, found.effects, found.swings, found.worth)
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn numbers_of_futures_follow_the_run() {
    let numbers = StudyNumbers::of(10_000);
    assert_eq!([numbers.futures, numbers.effects, numbers.parts, numbers.swings], [10_000, 2_496, 2_496, 1_000]);
    let numbers = StudyNumbers::of(400);
    assert_eq!([numbers.futures, numbers.effects, numbers.parts, numbers.swings], [400, 1_280, 400, 100]);
}
