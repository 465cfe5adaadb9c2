//! `run --live`: what makes the report a live page.

use crate::content::live::{LivePart, controls, goals};
use crate::live::LiveInput;
use crate::live::paths::file_name;
use crate::render;
use crate::summary::Summary;

use super::Failure;
use super::arguments::RunArguments;
use super::run::failed;

/// The module, compressed with gzip, in Base64; `None` in a program that was built without it.
#[cfg(feature = "live")]
const MODULE: Option<&str> = Some(include_str!("../../web/target/module.txt"));
#[cfg(not(feature = "live"))]
const MODULE: Option<&str> = None;

/// The same with what the planning page needs.
#[cfg(feature = "live")]
pub(super) const PLANNER: Option<&str> = Some(include_str!("../../web/target/planner.txt"));
#[cfg(not(feature = "live"))]
pub(super) const PLANNER: Option<&str> = None;

/// Refuses `--live` where there is no such page, before a run that may take long.
pub(super) fn check(arguments: &RunArguments, is_batch: bool) -> Result<(), Failure> {
    let refuse = |why: &str| Err(Failure::Wrong(format!("error: {why}")));
    if !arguments.live {
        return Ok(());
    }
    if is_batch {
        return refuse("`--live` takes one scenario, because a page has the levers of one; run them one by one");
    }
    if !arguments.dataset.leaves_folders(&arguments.how.output) {
        return refuse(
            "`--live` writes to a results folder, and with `--dataset` there is none; give its place with `--out`",
        );
    }
    if MODULE.is_none() {
        return refuse(
            "`--live` needs the module of the page, which this program was built without\n  run `bash web/build` in its sources and use the program that it makes",
        );
    }
    Ok(())
}

/// What makes the report of a run a live page, if that is asked for.
pub(super) fn part(arguments: &RunArguments, summary: &Summary) -> Result<Option<LivePart>, Failure> {
    // The results of a shard are not written.
    let is_written = arguments.live && !arguments.how.output.execution.is_shard();
    let Some(module) = MODULE.filter(|_| is_written) else { return Ok(None) };
    let overlays = arguments.how.overlays.paths()?;
    let input = LiveInput::of(summary.plan(), &overlays, arguments.how.seed.is_some());
    Ok(Some(LivePart {
        controls: controls(summary),
        goals: goals(summary.plan().scenario()),
        scenario: file_name(&input.path).to_owned(),
        plan: file_name(&input.plan).to_owned(),
        input: render::json(&input).map_err(failed)?,
        module: module.trim_end(),
    }))
}
