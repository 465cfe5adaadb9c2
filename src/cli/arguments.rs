//! The command line's shape.

use std::path::PathBuf;

use crate::output::{Extras, words};
use crate::scenario::MOST_REPLICATIONS;
use crate::summary::compare::attribution;
use crate::units::Month;
use clap::{Args, Parser, Subcommand, value_parser};
use clap_complete::Shell;

use super::new::Template;
use super::{Failure, threads};

/// A Monte Carlo workforce simulator for children's social work.
#[derive(Parser)]
#[command(version, max_term_width = 80)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

// What a command is for stands at its arguments: a line here would be shown in place of all of it.
#[derive(Subcommand)]
pub(crate) enum Command {
    Run(RunArguments),
    Compare(CompareArguments),
    Trace(TraceArguments),
    Check(CheckArguments),
    Explain(ExplainArguments),
    New(NewArguments),
    /// Print the JSON Schema of the scenario file, with which editors complete and check as you type.
    Schema,
    Completions(CompletionsArguments),
    /// Print the manual page, all commands in one.
    Man,
}

/// Print the script with which a shell completes commands and options.
///
/// Bash, for one: staffcast completions bash > ~/.local/share/bash-completion/completions/staffcast
#[derive(Args)]
pub(crate) struct CompletionsArguments {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// Compare plans on the same futures: what each changes, what it saves, how sure that is.
///
/// Every plan meets the same luck, so a difference is due to the plan. The seed and the number of futures are those of
/// the base. Results go into a folder named for the base, `compare-BASE`.
#[derive(Args)]
pub(crate) struct CompareArguments {
    /// The scenario that the others are compared with.
    #[arg(value_name = "BASE")]
    pub base: PathBuf,

    /// The others: scenario files; a folder stands for every .toml file in it.
    #[arg(required = true, value_name = "ALTERNATIVE")]
    pub alternatives: Vec<PathBuf>,

    /// Try every plan in these futures too: overlays on the base's scenario; a folder stands for every .toml file in it. It
    /// takes all that is behind it, so put it last.
    #[arg(long, value_name = "FUTURE", num_args = 1..)]
    pub futures: Vec<PathBuf>,

    /// Split the effect of every plan between its parts, however many it has and even if it is one; where left out, of
    /// plans of 2 to 6 parts.
    #[arg(long, conflicts_with = "no_attribution")]
    pub attribution: bool,

    /// Split no effect between parts.
    #[arg(long)]
    pub no_attribution: bool,

    /// Over how many of the futures effects are split at most.
    #[arg(long, value_name = "N", default_value_t = attribution::REPLICATIONS, value_parser = value_parser!(u64).range(1..=100_000))]
    pub attribution_replications: u64,

    /// Run every alternative on futures of its own too, to measure what pairing is worth.
    #[arg(long)]
    pub independent: bool,

    #[command(flatten)]
    pub extras: ExtrasArguments,

    #[command(flatten)]
    pub how: HowArguments,
}

/// Tell one input: value, unit, who set it, dated changes, source and evidence.
///
/// An input's address is its path in the file, such as agency.fill. With the address of a table, or none, inputs are
/// listed.
#[derive(Args)]
pub(crate) struct ExplainArguments {
    /// The scenario file.
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,

    /// The address of an input, or of a table of them; all inputs where left out.
    #[arg(value_name = "ADDRESS")]
    pub address: Option<String>,

    /// Print it as JSON, for editors and scripts.
    #[arg(long)]
    pub json: bool,
}

/// Check scenarios without running them: every mistake at once, with its place.
///
/// Exit code 0 where all of them could be run, 2 where not.
#[derive(Args)]
pub(crate) struct CheckArguments {
    /// Scenario files; a folder stands for every .toml file in it.
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,

    /// Print what was found as JSON, for editors and scripts.
    #[arg(long)]
    pub json: bool,

    /// Count warnings as errors.
    #[arg(long)]
    pub deny_warnings: bool,
}

/// Simulate scenarios, show the headlines, write tables and charts.
///
/// Writes monthly.csv, years.csv, targets.csv, summary.json, manifest.json and charts (SVG) into a folder per scenario.
/// The same scenario and seed give the same bytes on every machine, whatever the number of threads.
#[derive(Args)]
pub(crate) struct RunArguments {
    /// Scenario files; a folder stands for every .toml file in it.
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,

    #[command(flatten)]
    pub extras: ExtrasArguments,

    #[command(flatten)]
    pub how: HowArguments,
}

/// Tell one future month by month: who came and went, what it cost, what the caseload was.
///
/// It is the future nearest to a percentile of a measure, or one asked for by its number. Who started, left, qualified or
/// moved, agency orders and notices, cases and cost are told in plain English; every entry is written to trace.csv in a
/// folder named for the scenario, `trace-SCENARIO`.
#[derive(Args)]
pub(crate) struct TraceArguments {
    /// The scenario file.
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,

    /// Tell the future nearest to this percentile of the measure, 0 to 100; of several the one with the lowest number.
    #[arg(long, value_name = "P", default_value = "50", value_parser = percentile)]
    pub percentile: f64,

    /// The measure by which futures are put in order; docs/measures.md lists them.
    #[arg(long, value_name = "ID", default_value = "agency_rate")]
    pub measure: String,

    /// The team whose measure it is; the whole service where left out.
    #[arg(long, value_name = "ID")]
    pub team: Option<String>,

    /// The month whose measure it is, such as 2017-03. Where left out it is the end of the run; of flows and money the whole
    /// run, added up.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub month: Option<Month>,

    /// Tell the future of this number.
    #[arg(long, value_name = "N", value_parser = future, conflicts_with_all = ["percentile", "measure", "team", "month"])]
    pub replication: Option<u64>,

    #[command(flatten)]
    pub how: HowArguments,
}

fn percentile(text: &str) -> Result<f64, String> {
    let percent = text.parse().ok().filter(|percent| (0.0..=100.0).contains(percent));
    percent.ok_or_else(|| "a percentile is a number from 0 to 100".into())
}

/// A number of futures as people write it: `10000`, `10,000`, `10_000`, `10k`, `1m`.
fn replications(text: &str) -> Result<u64, String> {
    let most = MOST_REPLICATIONS.unsigned_abs();
    let (digits, times) = match text.char_indices().last() {
        Some((at, 'k' | 'K')) => (&text[..at], 1_000),
        Some((at, 'm' | 'M')) => (&text[..at], 1_000_000),
        _ => (text, 1),
    };
    let number = digits.replace([',', '_'], "").parse::<u64>().ok().and_then(|number| number.checked_mul(times));
    number
        .filter(|number| (1..=most).contains(number))
        .ok_or_else(|| format!("it is a whole number from 1 to {}, such as 10000 or 10k", words::whole(most)))
}

fn future(text: &str) -> Result<u64, String> {
    text.parse().ok().filter(|&number| number > 0).ok_or_else(|| "futures are numbered from 1".into())
}

fn month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| "a month is written like 2017-03".into())
}

/// Threads that a workbook may take, one for each sheet.
const SHEETS: usize = 24;

/// What to write beside the files that there always are.
#[derive(Args)]
pub(crate) struct ExtrasArguments {
    /// Write an Excel workbook too, called after the folder of results.
    #[arg(long)]
    pub xlsx: bool,

    /// Write each chart as a PNG picture too, 1,600 pixels wide, for what does not take SVG.
    #[arg(long)]
    pub png: bool,
}

impl ExtrasArguments {
    /// The same for the library; a workbook is called `name`.
    pub(crate) fn named(&self, name: &str) -> Result<Extras, Failure> {
        if self.xlsx && !threads::can_be_started(SHEETS) {
            return Err(Failure::Failed(format!(
                "error: a workbook takes {SHEETS} threads, and the system gives this program no more; leave out `--xlsx`"
            )));
        }
        Ok(Extras { workbook: self.xlsx.then(|| name.to_owned()), png: self.png })
    }
}

/// How to run, and what to show.
#[derive(Args)]
pub(crate) struct HowArguments {
    /// How many futures to simulate, such as 500 or 10k; where left out, as many as the scenario says.
    #[arg(long, short = 'n', value_name = "N", value_parser = replications)]
    pub replications: Option<u64>,

    /// Seed of every draw; where left out, the scenario's own.
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(0..=i64::MAX.unsigned_abs()))]
    pub seed: Option<u64>,

    /// Threads to use; otherwise as many as the system gives this program cores. Results do not depend on it.
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// Folder for the folders of results.
    #[arg(long, value_name = "DIR", default_value = "outputs")]
    pub out: PathBuf,

    /// Print the results as JSON and nothing else.
    #[arg(long)]
    pub json: bool,

    /// Print nothing but warnings and errors.
    #[arg(long, short)]
    pub quiet: bool,
}

/// Write a commented scenario to start from.
///
/// It explains itself and can be run as it is. A file that is there already is left as it is, and folders are made where
/// needed.
#[derive(Args)]
pub(crate) struct NewArguments {
    /// The file to write; where left out, one called after the template, such as one-team.toml.
    pub file: Option<PathBuf>,

    /// What to start from.
    #[arg(long, value_name = "NAME", default_value = "one-team")]
    pub template: Template,

    /// List the templates and what each is for.
    #[arg(long, conflicts_with_all = ["file", "template"])]
    pub list: bool,
}
