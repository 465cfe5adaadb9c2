//! A study as a JSON record.

use serde::Serialize;

use super::names;
use crate::content::cell::rounded;
use crate::decide::drivers::{DriverStudy, SwingingInput};
use crate::summary::VarianceShare;
use crate::units::Unit;

/// A study.
#[derive(Serialize)]
pub(crate) struct DriverRecord {
    name: String,
    plans: Vec<String>,
    replications: u64,
    effect_replications: u64,
    swing_replications: u64,
    figures: Vec<FigureRecord>,
    worth: Vec<WorthRecord>,
}

#[derive(Serialize)]
struct FigureRecord {
    figure: String,
    unit: &'static str,
    mean: Option<f64>,
    sd: Option<f64>,
    inputs: ShareRecord,
    years: ShareRecord,
    chance: ShareRecord,
    factors: Vec<FactorRecord>,
    swings: Vec<SwingRecord>,
}

#[derive(Serialize)]
struct ShareRecord {
    share: Option<f64>,
    mc_error: Option<f64>,
}

#[derive(Serialize)]
struct FactorRecord {
    factor: &'static str,
    inputs: Vec<String>,
    /// By itself, for an input.
    first_order: Option<ShareRecord>,
    shapley: ShareRecord,
    total: ShareRecord,
}

#[derive(Serialize)]
struct SwingRecord {
    /// Several are those of a correlation group.
    inputs: Vec<SwingingInputRecord>,
    mean_at_low: Option<f64>,
    mean_at_high: Option<f64>,
    mc_error: Option<f64>,
}

#[derive(Serialize)]
struct SwingingInputRecord {
    address: String,
    low: Option<f64>,
    high: Option<f64>,
    unit: &'static str,
}

#[derive(Serialize)]
struct WorthRecord {
    inputs: Vec<String>,
    worth: Option<f64>,
    mc_error: Option<f64>,
}

impl From<VarianceShare> for ShareRecord {
    fn from(share: VarianceShare) -> Self {
        Self { share: rounded(share.share, Unit::Probability), mc_error: rounded(share.mc_error, Unit::Probability) }
    }
}

pub(super) fn record(study: &DriverStudy) -> DriverRecord {
    let worth = study.inputs.iter().zip(&study.worth).map(|(input, worth)| WorthRecord {
        inputs: input.addresses.clone(),
        worth: rounded(worth.worth, Unit::Pounds),
        mc_error: worth.mc_error.and_then(|error| rounded(error, Unit::Pounds)),
    });
    DriverRecord {
        name: study.base.scenario().name().to_owned(),
        plans: study.plans.iter().map(|(name, _)| name.clone()).collect(),
        replications: study.numbers.futures,
        effect_replications: study.numbers.effects,
        swing_replications: study.numbers.swings,
        figures: (0..study.figures.len()).map(|place| figure(study, place)).collect(),
        worth: worth.collect(),
    }
}

fn swinging_input(study: &DriverStudy, input: &SwingingInput) -> SwingingInputRecord {
    let unit = names::input_unit(study, &input.address);
    let [low, high] = input.at.map(|at| rounded(at, unit));
    SwingingInputRecord { address: input.address.clone(), low, high, unit: unit.id() }
}

fn figure(study: &DriverStudy, place: usize) -> FigureRecord {
    let spread = &study.figures[place];
    let unit = names::unit(spread.figure);
    let factors = study.factors.iter().zip(&study.effects).map(|(factor, effects)| {
        let (id, addresses) = names::factor_id(factor);
        let alone = study.inputs.iter().find(|input| input.addresses == addresses);
        FactorRecord {
            factor: id,
            inputs: addresses.to_vec(),
            first_order: alone.map(|input| input.shares[place].into()),
            shapley: effects[place].shapley.into(),
            total: effects[place].total.into(),
        }
    });
    let swings = study.swings.iter().map(|swing| SwingRecord {
        inputs: swing.inputs.iter().map(|one| swinging_input(study, one)).collect(),
        mean_at_low: rounded(swing.means[place][0], unit),
        mean_at_high: rounded(swing.means[place][1], unit),
        mc_error: rounded(swing.mc_errors[place], unit),
    });
    FigureRecord {
        figure: names::id(study, spread.figure),
        unit: unit.id(),
        mean: rounded(spread.mean, unit),
        sd: rounded(spread.sd, unit),
        inputs: spread.parts.inputs.into(),
        years: spread.parts.years.into(),
        chance: spread.parts.chance.into(),
        factors: factors.collect(),
        swings: swings.collect(),
    }
}
