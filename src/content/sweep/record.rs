//! A sweep as a JSON record.

use serde::Serialize;

use super::table;
use crate::content::cell::rounded;
use crate::content::levers::ValueRecord;
use crate::decide::Sweep;
use crate::decide::point_figures::PointFigures;
use crate::scenario::Scenario;

/// A sweep.
#[derive(Serialize)]
pub(crate) struct SweepRecord {
    name: String,
    replications: u64,
    levers: Vec<String>,
    /// The figures of the scenario as it is.
    base: Vec<FigureRecord>,
    points: Vec<PointRecord>,
}

/// A plan.
#[derive(Serialize)]
struct PointRecord {
    values: Vec<ValueRecord>,
    figures: Vec<FigureRecord>,
}

/// A figure over the run.
#[derive(Serialize)]
struct FigureRecord {
    figure: String,
    unit: &'static str,
    mean: Option<f64>,
    p10: Option<f64>,
    p50: Option<f64>,
    p90: Option<f64>,
    mc_error: Option<f64>,
}

pub(super) fn record(sweep: &Sweep) -> SweepRecord {
    let scenario = sweep.base.scenario();
    SweepRecord {
        name: scenario.name().to_owned(),
        replications: sweep.replications,
        levers: sweep.grid.levers.iter().map(|lever| lever.address.clone()).collect(),
        base: figures(scenario, &sweep.of_base),
        points: sweep
            .points
            .iter()
            .map(|point| PointRecord {
                values: point.values.iter().map(|&value| value.into()).collect(),
                figures: figures(scenario, &point.figures),
            })
            .collect(),
    }
}

fn figures(scenario: &Scenario, of: &PointFigures) -> Vec<FigureRecord> {
    let one = |(figure, unit, statistic): (String, crate::units::Unit, &crate::summary::Statistic)| {
        let is_likelihood = unit == crate::units::Unit::Probability;
        let percentile = |percent: u8| if is_likelihood { None } else { rounded(statistic.p(percent), unit) };
        FigureRecord {
            figure,
            unit: unit.id(),
            mean: rounded(statistic.mean, unit),
            p10: percentile(10),
            p50: percentile(50),
            p90: percentile(90),
            mc_error: statistic.known_error().and_then(|error| rounded(error, unit)),
        }
    };
    table::figures(scenario, of).map(one).collect()
}
