//! Arguments of shards, and of what is done with them and with results.

use std::path::PathBuf;

use clap::{Args, value_parser};

use super::super::shard::{ShardChoice, shard};
use super::super::verify::FutureRanges;
use super::OutputArguments;

/// Which part of the work is done, and what is written to do it again.
#[derive(Args)]
pub(crate) struct JobArguments {
    /// Do one of N parts of the work on this machine: I is its number, from 1, or `auto` for the number of the array task (Slurm, AWS Batch,
    /// Kubernetes, PBS, Grid Engine). Give all parts the same --out; `staffcast merge` puts them together.
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<ShardChoice>,

    /// Also write sources.json, the command and all files that it read, with which `staffcast verify` repeats the run.
    #[arg(long)]
    pub sources: bool,

    /// The command line, without what changes no result.
    #[arg(skip)]
    pub words: Vec<String>,
}

/// Run all futures of results again and compare every byte, or chosen futures.
///
/// The results must have been written with --sources, by the same version. Nothing but their sources.json is read, and nothing is written.
#[derive(Args)]
pub(crate) struct VerifyArguments {
    /// The folder with the results.
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,

    /// Only run these futures again, for example 7 or 1-64,1000, and compare their headlines. The results must also have been written with
    /// --each-future.
    #[arg(long, value_name = "LIST")]
    pub futures: Option<FutureRanges>,

    /// Number of threads; does not affect the results [default: one per core].
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Put shards together to exactly the files of one run.
///
/// Reads the folders that `--shard` wrote, verifies every byte, and writes what the command would have written without `--shard`. The scenario files
/// are read from the shards.
#[derive(Args)]
pub(crate) struct MergeArguments {
    /// The folder with the shards: what `--out` named when they were run.
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,

    /// Only print the numbers of the shards that are damaged or not finished, as Slurm takes them (3,7-9), nothing if there are none; with
    /// --json, as a list.
    #[arg(long)]
    pub missing: bool,

    #[command(flatten)]
    pub output: OutputArguments,
}

/// Say which shards of a job are finished, run or stopped, from their files alone.
#[derive(Args)]
pub(crate) struct StatusArguments {
    /// The folder with the shards: what `--out` named when they were run.
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,

    /// Print it as JSON.
    #[arg(long)]
    pub json: bool,
}
