//! Arguments of datasets.

use std::path::PathBuf;

use clap::Args;

use super::super::Failure;
use super::{BriefingArguments, ExtrasArguments, JobArguments, OutputArguments};

/// A dataset of many scenarios.
#[derive(Args)]
pub(crate) struct DatasetArguments {
    /// Write the results to a dataset of many scenarios (Parquet, for DuckDB, Polars, pandas or Spark): a file in each of DIR/monthly,
    /// DIR/years, DIR/targets and DIR/assumptions. A results folder is then written only if --out is given too. With --xlsx, the headlines of
    /// all scenarios of the command also go to DIR/headlines.xlsx.
    #[arg(long, value_name = "DIR", conflicts_with = "shard")]
    pub dataset: Option<PathBuf>,

    /// Also write the headlines of each future (of the first 16,384): futures.csv or, with --dataset, also DIR/futures.
    #[arg(long)]
    pub each_future: bool,
}

impl DatasetArguments {
    /// Refuses options that are about files of a results folder if none is written. A workbook is not among them: a dataset has its own.
    pub(crate) fn check(
        &self,
        output: &OutputArguments,
        extras: &ExtrasArguments,
        briefing: &BriefingArguments,
        job: &JobArguments,
    ) -> Result<(), Failure> {
        let asked = [("--png", extras.png), ("--docx", briefing.docx), ("--sources", job.sources)];
        match asked.iter().find(|(_, is_asked)| *is_asked && !self.leaves_folders(output)) {
            None => Ok(()),
            Some((option, _)) => Err(Failure::Wrong(format!(
                "error: `{option}` writes to a results folder, and with `--dataset` there is none; give its place with `--out`"
            ))),
        }
    }

    /// Whether results folders are written too.
    pub(crate) fn leaves_folders(&self, output: &OutputArguments) -> bool {
        self.dataset.is_none() || output.out.is_some()
    }
}
