//! `solve`: the least or the cheapest plan that meets targets with given chances.

use std::path::{Path, PathBuf};

use crate::content::{Document, solve_overview};
use crate::decide::solve::{ChanceConstraint, MAX_PLANS, PlanObjective, PlanQuestion, SearchError, solve};
use crate::decide::{GridError, GridFiles, LeverValue, PlanGrid};
use crate::plan::Plan;
use crate::render::OptionalFiles;
use crate::scenario::{Loader, in_colour};

use super::arguments::SolveArguments;
use super::disk::{self, Disk};
use super::previous_results::ResultKind;
use super::results::Results;
use super::run;
use super::{Failure, interrupt, warn, wrong};

/// Name of the scenario without a stress overlay.
const AS_GIVEN: &str = "as given";

/// Finds the plan, writes the files and prints it.
pub(crate) fn run_solve(arguments: &SolveArguments) -> Result<(), Failure> {
    interrupt::listen();
    disk::is_there(&arguments.scenario)?;
    let base = run::read(&arguments.how, &arguments.scenario, None)?;
    for warning in in_colour(base.warnings(), base.scenario().sources()) {
        warn(&warning);
    }
    let results =
        Results::of(ResultKind::Solve, (&arguments.scenario, &arguments.how.overlays), arguments.how.output.folder())?;
    let grid = PlanGrid::new(arguments.vary.clone(), base.scenario(), MAX_PLANS).map_err(wrong)?;
    if arguments.minimise == PlanObjective::Offers {
        refuse_mixed_units(&base, &grid)?;
    }
    if arguments.minimise == PlanObjective::Cash && !arguments.safe {
        return Err(wrong(
            "cash alone favours plans that leave posts empty; add `--safe`, which leaves out plans that make something worse for children, or use `--minimise cost`, which counts capacity at its agency price",
        ));
    }
    let targets = ChanceConstraint::places(&arguments.target, base.scenario()).map_err(wrong)?;
    let worlds = disk::scenario_files(&arguments.stress)?;
    disk::distinct_names(&worlds, "results could not distinguish them; rename one")?;
    let sources = Worlds::new(arguments, &worlds)?;
    let mut bases = vec![base.clone()];
    for world in &worlds {
        bases.push(run::read_in(&arguments.how, &arguments.scenario, Some(world), Some(base.scenario().seed()))?);
    }
    let plans_of = |index: usize| sources.plans(&grid, index, &base);
    check_corners(&grid, &base, &plans_of)?;
    let question = PlanQuestion {
        base: base.clone(),
        grid: grid.clone(),
        constraints: arguments.target.clone(),
        objective: arguments.minimise,
        is_safe: arguments.safe,
        worlds: std::iter::once(AS_GIVEN.to_owned()).chain(worlds.iter().map(|file| run::stem(file))).collect(),
        indifference: arguments.indifference,
        bases: relative_bases(arguments, results.folder())?,
    };
    let replications = arguments.how.replications.unwrap_or(base.scenario().replications());
    let found = run::watched(&arguments.how, replications, "solve", |options| {
        solve(question, &bases, &targets, &plans_of, options)
    });
    let found = found.map_err(search_failed)?;
    let optional = OptionalFiles { png: arguments.png, ..OptionalFiles::default() };
    results.publish(&Document::from(&found), &optional, &arguments.how.output, || solve_overview(&found))
}

fn search_failed(error: SearchError) -> Failure {
    match error {
        SearchError::Plan(error) => wrong(error),
        SearchError::NoPrice => wrong(
            "capacity has no price, because a team has no `charge_per_hour` of agency staff in some month; give one, or use `--minimise offers`",
        ),
        SearchError::Cancelled(cancelled) => cancelled.into(),
    }
}

/// The files from which plans are read, in every world.
struct Worlds {
    path: String,
    overlays: Vec<String>,
    stress: Vec<String>,
    disk: Disk,
}

impl Worlds {
    fn new(arguments: &SolveArguments, worlds: &[PathBuf]) -> Result<Self, Failure> {
        let path = disk::path_text(&arguments.scenario)?;
        let stress = worlds.iter().map(|world| disk::path_text(world)).collect::<Result<_, _>>()?;
        Ok(Self { overlays: arguments.how.overlays.paths()?, stress, disk: Disk { scenario: path.clone() }, path })
    }

    /// The plans of a combination, one for each world.
    fn plans(&self, grid: &PlanGrid, index: usize, base: &Plan) -> Result<Vec<Plan>, GridError> {
        let as_given =
            GridFiles { path: &self.path, overlays: &self.overlays, stress: None, loader: base.scenario().sources() };
        let stressed = self.stress.iter().map(|stress| (Some(stress.as_str()), &self.disk as &(dyn Loader + Sync)));
        let worlds = std::iter::once((None, as_given.loader)).chain(stressed);
        let plan = |(stress, loader)| grid.plan(index, base.scenario(), GridFiles { stress, loader, ..as_given });
        worlds.map(plan).collect()
    }
}

/// A sum of pounds and people says nothing.
fn refuse_mixed_units(base: &Plan, grid: &PlanGrid) -> Result<(), Failure> {
    let scenario = base.scenario();
    let is_number = |lever: &&crate::decide::Lever| matches!(lever.values.first(), Some(LeverValue::Number(_)));
    let unit = |lever: &crate::decide::Lever| {
        scenario.inputs.find(&lever.address).map(|input| scenario.inputs.get(input).unit)
    };
    let levers: Vec<_> = grid.levers.iter().filter(is_number).collect();
    let Some(first) = levers.first() else {
        return Err(wrong("`--minimise offers` needs an input that is a number; use `--minimise cost`"));
    };
    match levers.iter().find(|lever| unit(lever) != unit(first)) {
        None => Ok(()),
        Some(other) => Err(wrong(format!(
            "`{}` and `{}` have different units, so their sum says nothing; use `--minimise cost`",
            first.address, other.address
        ))),
    }
}

/// Reads the plans with the first and the last value of every lever, so that errors are found before anything is run, and checks that they
/// can be compared with the base.
fn check_corners(
    grid: &PlanGrid,
    base: &Plan,
    plans_of: &dyn Fn(usize) -> Result<Vec<Plan>, GridError>,
) -> Result<(), Failure> {
    for corner in grid.ends() {
        let plans = plans_of(corner).map_err(wrong)?;
        crate::compare::check_comparable(base, plans.iter().take(1)).map_err(wrong)?;
    }
    Ok(())
}

/// The paths of the scenario and the overlays on it as seen from the results folder.
fn relative_bases(arguments: &SolveArguments, folder: &Path) -> Result<Vec<String>, Failure> {
    let files = std::iter::once(&arguments.scenario).chain(&arguments.how.overlays.with);
    files.map(|file| disk::path_text(&disk::relative(folder, file))).collect()
}
