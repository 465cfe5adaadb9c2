//! The program as users run it: exact output, exit codes and files.
//!
//! `tests/bad_input` contains a case for each kind of error and `tests/warnings` one for each kind of warning, with the
//! expected output; `BLESS=1` updates it. `MUTATION_SECONDS=600` runs the mutation test for longer than the default of
//! half a minute.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot do without fails it")]

mod attribution;
mod backtest;
mod backtest_monthly;
mod bad_input;
mod batch;
mod budget;
mod case_files;
#[path = "../cases/mod.rs"]
mod cases;
mod check;
mod colour;
mod command_line;
mod compare;
mod completions;
mod damaged_copy;
mod dataset;
mod decide;
mod details;
mod docx;
mod drivers;
mod explain;
mod files;
mod first_page;
mod harness;
mod hostile;
mod hostile_files;
mod import;
mod import_annex_a;
mod import_monthly;
mod import_staff;
mod import_staff_dfe;
mod intakes;
mod interrupt;
mod live;
mod man;
mod mutations;
mod new;
mod odd_but_legal;
mod overlay;
mod page;
mod png;
mod precision;
mod random;
mod report;
mod responses;
mod same_bytes;
mod schema;
mod shard;
mod trace;
mod walk;
mod warnings;
mod width;
mod workbook;
