//! JSON records.

use serde::Serialize;

use super::backtest::BacktestRecord;
use super::comparison::ComparisonRecord;
use super::driver_study::DriverRecord;
use super::run::RunRecord;
use super::solve::SolveRecord;
use super::sweep::SweepRecord;

/// A JSON record.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Record<'a> {
    /// The record of a run.
    Run(RunRecord<'a>),
    /// The record of a comparison.
    Comparison(ComparisonRecord<'a>),
    /// The scores of a back-test.
    Backtest(BacktestRecord),
    /// A sweep.
    Sweep(SweepRecord),
    /// The plan that a search found.
    Solve(SolveRecord),
    /// What the spread of figures comes from.
    Drivers(DriverRecord),
}
