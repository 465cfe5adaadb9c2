//! The command line: parses the arguments and calls the library. No maths here.
//!
//! Results go to stdout; warnings, errors and progress go to stderr. Exit codes: 0 success; 1 failure (such as an
//! unwritable folder) or interruption; 2 invalid scenario or command line.

mod arguments;
mod backtest;
mod batch;
mod check;
mod compare;
mod completions;
mod dataset;
mod destination;
mod disk;
mod drivers;
mod explain;
mod import;
mod inputs;
mod interrupt;
mod live;
mod lock;
mod man;
mod new;
mod page;
mod precision;
mod previous_results;
mod progress;
mod results;
mod run;
mod schema;
mod shard;
mod solve;
mod sources;
mod staged_file;
mod sweep;
mod terminal;
mod threads;
mod trace;
mod verify;

use std::process::ExitCode;

use crate::compare::CompareError;
use crate::run::Cancelled;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _};

use arguments::{Arguments, Command};
use terminal::{print, warn};

/// Why a command failed.
pub(crate) enum Failure {
    /// Invalid scenario or command line: exit code 2. Empty if the message has already been printed.
    Wrong(String),
    /// Any other failure: exit code 1.
    Failed(String),
    /// Stopped by a signal, such as Ctrl-C, before anything was written: exit code 1.
    Interrupted,
}

/// The failure of a user error.
fn wrong(error: impl std::fmt::Display) -> Failure {
    Failure::Wrong(format!("error: {error}"))
}

impl From<CompareError> for Failure {
    fn from(error: CompareError) -> Self {
        match error {
            CompareError::Cancelled(stopped) => stopped.into(),
            error => Self::Wrong(format!("error: {error}")),
        }
    }
}

impl From<Cancelled> for Failure {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Interrupted
    }
}

/// Runs a command, or one shard of it.
fn run_command(mut command: Command, matches: &ArgMatches) -> Result<(), Failure> {
    let Some(job) = command.job_mut() else { return dispatch(&command) };
    if let Some(choice) = job.shard {
        return shard::run(command, choice, shard::words(matches)?);
    }
    if job.sources {
        job.words = shard::words(matches)?;
        inputs::remember();
    }
    dispatch(&command)
}

/// Runs a command.
fn dispatch(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Run(command) => run::run(command),
        Command::Trace(command) => trace::trace(command),
        Command::Check(command) => check::check(command),
        Command::Compare(command) => compare::compare(command),
        Command::Sweep(command) => sweep::run_sweep(command),
        Command::Solve(command) => solve::run_solve(command),
        Command::Drivers(command) => drivers::run_drivers(command),
        Command::Explain(command) => explain::explain(command),
        Command::New(command) => new::new(command),
        Command::Page(command) => page::page(command),
        Command::Import(command) => import::import(command),
        Command::Backtest(command) => backtest::run_backtest(command),
        Command::Merge(command) => shard::merge(command),
        Command::Status(command) => shard::status(command),
        Command::Verify(command) => verify::verify(command),
        Command::Schema => schema::schema(),
        Command::Completions(command) => completions::completions(command),
        Command::Man => man::man(),
    }
}

/// Runs the program. The exit code is 0 on success, 1 on failure or interruption, 2 on a user error.
#[must_use]
pub fn main() -> ExitCode {
    let parsed = Arguments::command().try_get_matches();
    let parsed = parsed.and_then(|matches| Ok((Arguments::from_arg_matches(&matches)?, matches)));
    let (arguments, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version count as success; everything else is an invalid command line.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let done = run_command(arguments.command, &matches);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Wrong(message)) => {
            if !message.is_empty() {
                warn(&message);
            }
            ExitCode::from(2)
        }
        Err(Failure::Failed(message)) => {
            warn(&message);
            ExitCode::FAILURE
        }
        Err(Failure::Interrupted) => {
            warn("interrupted: nothing was written");
            ExitCode::FAILURE
        }
    }
}
