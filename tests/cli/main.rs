//! The program as people use it: exact output, exit codes and files.
//!
//! `tests/bad_input` holds a case for each way of being wrong and `tests/warnings` one for each way of being odd, with what
//! the program says to it; `BLESS=1` writes what it says now. `MUTATION_SECONDS=600` throws broken scenarios at the
//! reader for longer than the half minute of every run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot do without fails it")]

mod attribution;
mod bad_input;
mod batch;
mod case_files;
#[path = "../cases/mod.rs"]
mod cases;
mod check;
mod colour;
mod command_line;
mod compare;
mod completions;
mod explain;
mod files;
mod harness;
mod hostile;
mod hostile_files;
mod interrupt;
mod man;
mod mutations;
mod new;
mod odd_but_legal;
mod overlay;
mod png;
mod random;
mod report;
mod schema;
mod trace;
mod walk;
mod warnings;
mod width;
mod workbook;
