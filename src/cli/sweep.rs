//! `sweep`: runs a scenario with many values of some inputs.

use crate::content::{Document, sweep_overview};
use crate::decide::{GridFiles, MAX_POINTS, PlanGrid, SweepError, sweep};
use crate::plan::Plan;
use crate::render::OptionalFiles;
use crate::scenario::in_colour;

use super::arguments::SweepArguments;
use super::disk;
use super::previous_results::ResultKind;
use super::results::Results;
use super::run;
use super::{Failure, interrupt, sources, warn, wrong};

/// Runs every combination of values, writes the files and prints the figures.
pub(crate) fn run_sweep(arguments: &SweepArguments) -> Result<(), Failure> {
    interrupt::listen();
    disk::is_there(&arguments.scenario)?;
    let base = run::read(&arguments.how, &arguments.scenario, None)?;
    for warning in in_colour(base.warnings(), base.scenario().sources()) {
        warn(&warning);
    }
    let results =
        Results::of(ResultKind::Sweep, (&arguments.scenario, &arguments.how.overlays), arguments.how.output.folder())?;
    let grid = PlanGrid::new(arguments.vary.clone(), base.scenario(), MAX_POINTS).map_err(wrong)?;
    let plans = plans(arguments, &base, &grid)?;
    let replications = arguments.how.replications.unwrap_or(base.scenario().replications());
    let work = replications.saturating_mul(plans.len() as u64 + 2);
    let found = run::watched(&arguments.how, work, "sweep", |options| {
        sweep(base, grid, &plans, &crate::run::Options { replications, ..*options })
    });
    let found = found.map_err(|error| match error {
        SweepError::NotComparable(reason) => wrong(reason),
        SweepError::Cancelled(cancelled) => cancelled.into(),
    })?;
    let sources = sources::sources(&arguments.job, None)?;
    let optional = OptionalFiles { sources, png: arguments.png, ..OptionalFiles::default() };
    results.publish(&Document::from(&found), &optional, &arguments.how.output, || sweep_overview(&found))
}

/// The plans of a grid, in its order.
fn plans(arguments: &SweepArguments, base: &Plan, grid: &PlanGrid) -> Result<Vec<Plan>, Failure> {
    let path = disk::path_text(&arguments.scenario)?;
    let overlays = arguments.how.overlays.paths()?;
    // The files that were read for the base, which may come from a pipe.
    let files = GridFiles { path: &path, overlays: &overlays, stress: None, loader: base.scenario().sources() };
    let plan = |index: usize| {
        interrupt::check()?;
        grid.plan(index, base.scenario(), files).map_err(wrong)
    };
    (0..grid.count()).map(plan).collect()
}
