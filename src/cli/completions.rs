//! `completions`: shell completion scripts.

use clap::CommandFactory as _;

use super::arguments::{Arguments, CompletionsArguments};
use super::{Failure, print};

/// Prints the completion script for a shell.
pub(crate) fn completions(arguments: &CompletionsArguments) -> Result<(), Failure> {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    print(&String::from_utf8_lossy(&script))
}
