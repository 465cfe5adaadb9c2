//! The command line: what was asked for, then a call. No maths here.
//!
//! Results go to stdout, warnings, errors and progress to stderr. Exit codes: 0 done, 1 failed (an unwritable
//! folder) or interrupted, 2 the scenario or the command line is wrong.

mod arguments;
mod batch;
mod check;
mod compare;
mod completions;
mod disk;
mod explain;
mod interrupt;
mod lock;
mod man;
mod new;
mod previous_results;
mod progress;
mod results;
mod run;
mod schema;
mod staged_file;
mod terminal;
mod threads;
mod trace;

use std::process::ExitCode;

use crate::compare::CompareError;
use crate::run::Cancelled;
use clap::Parser as _;

use arguments::{Arguments, Command};
use terminal::{print, warn};

/// Why a command did not do what was asked.
pub(crate) enum Failure {
    /// The scenario or the command line is wrong: exit code 2. Empty where it has been said already.
    Wrong(String),
    /// Something failed: exit code 1.
    Failed(String),
    /// A signal, such as that of Ctrl-C, stopped it before anything was written: exit code 1.
    Interrupted,
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

/// Runs the program. The code is 0 on success, 1 on failure or interruption, 2 on a mistake of the user.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers; everything else is a wrong command line.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let done = match &arguments.command {
        Command::Run(command) => run::run(command),
        Command::Trace(command) => trace::trace(command),
        Command::Check(command) => check::check(command),
        Command::Compare(command) => compare::compare(command),
        Command::Explain(command) => explain::explain(command),
        Command::New(command) => new::new(command),
        Command::Schema => schema::schema(),
        Command::Completions(command) => completions::completions(command),
        Command::Man => man::man(),
    };
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
