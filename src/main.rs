//! The `staffcast` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    staffcast::cli::main()
}
