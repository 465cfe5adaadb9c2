//! `trace`: shows one future month by month.

use crate::content::{self, Selection, TracedReplication};
use crate::model::Replication;
use crate::plan::Plan;
use crate::render;
use crate::run as futures;
use crate::scenario::in_colour;
use crate::summary::{self, Figure};

use super::arguments::TraceArguments;
use super::previous_results::ResultKind;
use super::results::Results;
use super::run::{self, failed};
use super::{Failure, disk, interrupt, print, terminal, warn};

/// Finds the requested future, runs it again and shows it.
pub(crate) fn trace(arguments: &TraceArguments) -> Result<(), Failure> {
    interrupt::listen();
    disk::is_there(&arguments.scenario)?;
    let plan = run::read(&arguments.how, &arguments.scenario, None)?;
    for warning in in_colour(plan.warnings(), plan.scenario().sources()) {
        warn(&warning);
    }
    let results =
        Results::of(ResultKind::Trace, (&arguments.scenario, &arguments.how.overlays), arguments.how.output.folder())?;
    let why = match arguments.replication {
        Some(_) => None,
        None => Some(find(arguments, &plan)?),
    };
    let replication = why.map_or(arguments.replication.unwrap_or(1), |why| why.nearest.replication);
    let ledger = futures::trace(&plan, Replication::new(replication));
    let summary = run::simulate(&arguments.how, &plan, "all futures")?;
    let traced = TracedReplication { summary: &summary, ledger: &ledger, why };
    let told = content::tell(&traced);
    let files = render::trace_files(&told).map_err(failed)?;
    results.write(&files)?;
    if arguments.how.output.json {
        return print(&render::json(&told.record).map_err(failed)?);
    }
    if arguments.how.output.quiet {
        return Ok(());
    }
    print(&format!("{}\n{}\n", terminal::shown(&render::trace(&told)), run::wrote(results.folder(), &files)))
}

/// The future nearest to the requested percentile.
fn find(arguments: &TraceArguments, plan: &Plan) -> Result<Selection, Failure> {
    let wrong = |error: &dyn std::fmt::Display| Failure::Wrong(format!("error: {error}"));
    let figure = Figure::find(plan, &arguments.measure, arguments.team.as_deref(), arguments.month);
    let figure = figure.map_err(|error| wrong(&error))?;
    let replications = arguments.how.replications.unwrap_or(plan.scenario().replications());
    let percent = arguments.percentile;
    let nearest = run::watched(&arguments.how, replications, "find the future", |options| {
        summary::nearest(plan, options, &figure, percent)
    })?;
    let missing = format!("`{}` is undefined in every future, so it has no percentiles", arguments.measure);
    Ok(Selection { figure, percent, nearest: nearest.ok_or_else(|| wrong(&missing))? })
}
