//! Command-line arguments.

mod dataset;
mod import;
mod shards;

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::backtest::ForecastHorizon;
use crate::compare;
use crate::content::words;
use crate::decide::Lever;
use crate::decide::solve::{ChanceConstraint, PlanObjective};
use crate::render::OptionalFiles;
use crate::scenario::MAX_REPLICATIONS;
use crate::summary;
use crate::summary::Precision;
use crate::units::Month;
use clap::{ArgGroup, Args, Parser, Subcommand, value_parser};
use clap_complete::Shell;

use super::new::Template;
use super::shard::execution::CommandExecution;
use super::{Failure, disk, threads};
pub(crate) use dataset::DatasetArguments;
pub(crate) use import::{
    AnnexAArguments, CensusArguments, DfeArguments, ImportArguments, ImportSource, MonthlyArguments, StaffArguments,
};
pub(crate) use shards::{JobArguments, MergeArguments, StatusArguments, VerifyArguments};

/// A Monte Carlo workforce simulator for children's social work.
#[derive(Parser)]
#[command(version, max_term_width = 80)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

// Each command's help text is on its arguments struct: a doc comment on the variant would override it.
#[derive(Subcommand)]
pub(crate) enum Command {
    Run(RunArguments),
    Compare(CompareArguments),
    Sweep(SweepArguments),
    Solve(SolveArguments),
    Drivers(DriversArguments),
    Trace(TraceArguments),
    Check(CheckArguments),
    Explain(ExplainArguments),
    New(NewArguments),
    Page(PageArguments),
    Import(ImportArguments),
    Backtest(BacktestArguments),
    Merge(MergeArguments),
    Status(StatusArguments),
    Verify(VerifyArguments),
    /// Print the JSON Schema of scenario files, for completion and checks in an editor.
    Schema,
    Completions(CompletionsArguments),
    /// Print the manual page for all commands.
    Man,
}

impl Command {
    /// How it may be cut into shards and verified, if it can.
    pub(crate) fn job_mut(&mut self) -> Option<&mut JobArguments> {
        match self {
            Self::Run(arguments) => Some(&mut arguments.job),
            Self::Compare(arguments) => Some(&mut arguments.job),
            Self::Sweep(arguments) => Some(&mut arguments.job),
            Self::Backtest(arguments) => Some(&mut arguments.job),
            _ => None,
        }
    }

    /// How the command writes its results, if it is one that may run in shards.
    pub(crate) fn output_mut(&mut self) -> Option<&mut OutputArguments> {
        match self {
            Self::Run(arguments) => Some(&mut arguments.how.output),
            Self::Compare(arguments) => Some(&mut arguments.how.output),
            Self::Sweep(arguments) => Some(&mut arguments.how.output),
            Self::Backtest(arguments) => Some(&mut arguments.output),
            _ => None,
        }
    }
}

/// Score forecasts from the past: how often the ranges were right.
///
/// With FOLDER, opens every past census of the Department for Education's tables as `import dfe` does, with nothing later than it, runs
/// the scenario, and compares the ranges with what was published later, beside simple forecasts.
///
/// With --staff, does the same for one council's own history: opens its staff list at the beginning of each past quarter as
/// `import staff` does, and compares the ranges with what the list shows for later quarters.
#[derive(Args)]
#[command(group(ArgGroup::new("source").args(["folder", "staff"]).required(true)))]
pub(crate) struct BacktestArguments {
    /// The folder with the tables of the workforce and of referrals, as published.
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,

    /// A council's list of staff (CSV or XLSX) with start and leaving dates, instead of FOLDER.
    #[arg(long, value_name = "LIST")]
    pub staff: Option<PathBuf>,

    /// The sheet of the list; the one whose headings fit best if omitted.
    #[arg(long, value_name = "NAME", conflicts_with = "folder")]
    pub sheet: Option<String>,

    /// A TOML file that says which heading of the list is which, as for `import staff`.
    #[arg(long, value_name = "FILE", conflicts_with = "folder")]
    pub headings: Option<PathBuf>,

    /// The first month of the list to open; if omitted, two years after the list has everybody who left.
    #[arg(long, value_name = "YYYY-MM", value_parser = month, conflicts_with = "folder")]
    pub from: Option<Month>,

    /// The month until whose beginning the list is complete; if omitted, the one after its latest start date.
    #[arg(long, value_name = "YYYY-MM", value_parser = month, conflicts_with = "folder")]
    pub until: Option<Month>,

    /// With --staff, a table of monthly figures as for `import monthly`: the caseload and the agency rate of the whole service are scored as
    /// reported. A caseload is forecast with --dfe only.
    #[arg(long, value_name = "FILE", requires = "staff")]
    pub monthly: Option<PathBuf>,

    /// A TOML file that says which name of that table is which measure, as for `import monthly`.
    #[arg(long, value_name = "FILE", requires = "monthly")]
    pub monthly_headings: Option<PathBuf>,

    /// The sheet of that table; the one with most months if omitted.
    #[arg(long, value_name = "NAME", requires = "monthly")]
    pub monthly_sheet: Option<String>,

    /// With --staff, the folder with the DfE's tables: scenarios open with the open cases of --authority, as for `import staff --dfe`, from the
    /// census that was published by then, or with the caseload of --monthly.
    #[arg(long, value_name = "FOLDER", requires_all = ["staff", "authority"])]
    pub dfe: Option<PathBuf>,

    /// With --dfe, a team that holds cases, as the list calls it; Repeat for each team. If omitted, all teams hold cases, in proportion to their staff.
    #[arg(long, value_name = "TEAM", requires = "dfe")]
    pub case_team: Vec<String>,

    /// The years of the censuses to open.
    #[arg(long, value_name = "FIRST..LAST", default_value = "2018..2024", value_parser = years, conflicts_with = "staff")]
    pub origins: RangeInclusive<i32>,

    /// Years from an origin to what is forecast [default: 1,3; with --staff, 0.25,0.5,1,2].
    #[arg(long, value_name = "YEARS", value_delimiter = ',', value_parser = horizon)]
    pub horizons: Vec<ForecastHorizon>,

    /// Forecast only this authority, by name or code; with --staff, the name of the council, and with --dfe as the tables have it.
    #[arg(long, value_name = "NAME", value_parser = authority)]
    pub authority: Option<String>,

    /// Pool rates over the authorities of these tables instead.
    #[arg(long, value_name = "FOLDER", conflicts_with = "staff")]
    pub pool: Option<PathBuf>,

    /// Futures of each forecast, 50 or more.
    #[arg(short = 'n', long, value_name = "N", default_value = "1000", value_parser = enough_replications)]
    pub replications: u64,

    /// Also write the chart as a PNG image, 1,600 pixels wide.
    #[arg(long)]
    pub png: bool,

    /// Seed of all forecasts.
    #[arg(long, value_name = "N", default_value = "1", value_parser = value_parser!(u64).range(0..=i64::MAX.unsigned_abs()))]
    pub seed: u64,

    #[command(flatten)]
    pub job: JobArguments,

    #[command(flatten)]
    pub output: OutputArguments,
}

impl BacktestArguments {
    /// The horizons in order, each once; these if none were given.
    pub(crate) fn horizons_or(&self, default: &[ForecastHorizon]) -> Vec<ForecastHorizon> {
        let mut horizons = if self.horizons.is_empty() { default.to_vec() } else { self.horizons.clone() };
        horizons.sort_unstable();
        horizons.dedup();
        horizons
    }
}

/// Parses a number of futures from which the 5th and the 95th percentile can be taken.
fn enough_replications(text: &str) -> Result<u64, String> {
    let number = replications(text)?;
    if number < 50 { Err("percentiles need at least 50 futures".into()) } else { Ok(number) }
}

/// Parses a number of years in quarters.
fn horizon(text: &str) -> Result<ForecastHorizon, String> {
    ForecastHorizon::parse(text).ok_or_else(|| "expected years from 0.25 to 10 in quarters, such as 0.5 or 1".into())
}

/// Parses the name or code of an authority.
fn authority(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() {
        return Err("expected the name or the code of an authority, such as Devon or E10000008".into());
    }
    Ok(name.to_owned())
}

/// Parses `2018..2024`, or a single year.
fn years(text: &str) -> Result<RangeInclusive<i32>, String> {
    let year = |text: &str| text.trim().parse::<i32>().ok().filter(|year| (1990..=2100).contains(year));
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let found = year(first).zip(year(last.trim_start_matches('='))).filter(|(first, last)| first <= last);
    let (first, last) = found.ok_or("expected two years such as 2018..2024, or one")?;
    Ok(first..=last)
}

/// Print a shell completion script.
///
/// For Bash: staffcast completions bash > ~/.local/share/bash-completion/completions/staffcast
#[derive(Args)]
pub(crate) struct CompletionsArguments {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// Compare plans on the same futures: what each changes, what it saves, and how certain that is.
///
/// All plans share the same random draws, so any difference is due to the plan. The seed and the number of futures are
/// those of the base. Results are written to the folder `compare-BASE`, named after the base.
#[derive(Args)]
pub(crate) struct CompareArguments {
    /// The scenario to compare the others with.
    #[arg(value_name = "BASE")]
    pub base: PathBuf,

    /// The scenarios to compare with the base: files, or folders (every .toml file in them).
    #[arg(required = true, value_name = "ALTERNATIVE")]
    pub alternatives: Vec<PathBuf>,

    /// Stress tests: also run every plan with each of these overlays applied (files or folders, based on the base's
    /// scenario). Takes all remaining arguments, so put it last.
    #[arg(long, value_name = "OVERLAY", num_args = 1..)]
    pub stress: Vec<PathBuf>,

    /// Attribute the effect of every plan to its parts, regardless of their number. By default, only plans of 2 to 6
    /// parts are attributed.
    #[arg(long, conflicts_with = "no_attribution")]
    pub attribution: bool,

    /// Skip attribution.
    #[arg(long)]
    pub no_attribution: bool,

    /// Use at most this many futures for attribution.
    #[arg(long, value_name = "N", default_value_t = compare::ATTRIBUTION_REPLICATIONS, value_parser = value_parser!(u64).range(1..=100_000))]
    pub attribution_replications: u64,

    /// Rank plans by this: the likelihood of all targets of the base (targets), or of one of them (its ID); the saving at equal capacity
    /// (saving); or the net saving (cash). By default targets, or saving if the base has none. Plans that are worse for children
    /// stand below the base in any case.
    #[arg(long, value_name = "ORDER")]
    pub rank_by: Option<String>,

    /// Also run every alternative on independent futures, to measure how much precision pairing gains.
    #[arg(long, conflicts_with = "precision")]
    pub independent: bool,

    #[command(flatten)]
    pub precision: PrecisionArguments,

    #[command(flatten)]
    pub extras: ExtrasArguments,

    #[command(flatten)]
    pub briefing: BriefingArguments,

    #[command(flatten)]
    pub job: JobArguments,

    #[command(flatten)]
    pub dataset: DatasetArguments,

    #[command(flatten)]
    pub how: CommonArguments,
}

/// Run a scenario with many values of one or several inputs, on the same futures.
///
/// Reports for every combination of values how likely the targets are, the headlines, and the saving at equal capacity against
/// the scenario as it is. Results are written to the folder `sweep-SCENARIO`, named after the scenario.
#[derive(Args)]
pub(crate) struct SweepArguments {
    /// The scenario file.
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,

    /// An input to vary, and its values: a range such as intake.overseas.offers=0..20 (in steps of 1, or of what follows a colon, as in
    /// retention.payment=0..3000:500), months such as intake.overseas.month=2027-01..2027-09, or a list such as 5,10,20. `staffcast
    /// explain SCENARIO` lists the addresses. Repeat for each input.
    #[arg(long, required = true, value_name = "ADDRESS=VALUES", value_parser = lever)]
    pub vary: Vec<Lever>,

    /// Also write each chart as a PNG image, 1,600 pixels wide.
    #[arg(long)]
    pub png: bool,

    #[command(flatten)]
    pub job: JobArguments,

    #[command(flatten)]
    pub how: CommonArguments,
}

/// Find the least or the cheapest plan that meets targets with given chances.
///
/// Tries the combinations of values of one or several inputs, each on as many futures as it takes to tell on which side of the targets it is.
/// Reports the plan from other futures, the plans next to it, and which target binds, and writes the plan as an overlay that `staffcast run`
/// reproduces. Results are written to the folder `solve-SCENARIO`, named after the scenario.
#[derive(Args)]
pub(crate) struct SolveArguments {
    /// The scenario file.
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,

    /// A target of the scenario and the least chance of meeting it, such as agency_2027=0.8 or agency_2027=80%. Repeat for each target.
    #[arg(long, required = true, value_name = "TARGET=CHANCE", value_parser = constraint)]
    pub target: Vec<ChanceConstraint>,

    /// An input that the plan may set, and the values to try, as for `staffcast sweep`. Repeat for each input.
    #[arg(long, required = true, value_name = "ADDRESS=VALUES", value_parser = lever)]
    pub vary: Vec<Lever>,

    /// What is to be least: `offers`, the sum of the values of all inputs that are varied and are numbers; `cost` at equal capacity; or, with
    /// --safe, the cost in `cash`.
    #[arg(long, value_name = "WHAT", default_value = "offers", value_parser = objective)]
    pub minimise: PlanObjective,

    /// Leave out plans with a flag: those that make something worse for children than the scenario as it is, as `staffcast compare` flags
    /// them (cases waiting, children on plans without a worker, caseloads above their limit, children turned away).
    #[arg(long)]
    pub safe: bool,

    /// With `--minimise cost` or `cash`, a difference in savings that does not matter, pounds.
    #[arg(long, value_name = "POUNDS", default_value = "20k", value_parser = pounds)]
    pub indifference: f64,

    /// The targets must also be met with these chances under each of these overlays (files or folders, based on the scenario). Takes all
    /// remaining arguments, so put it last.
    #[arg(long, value_name = "OVERLAY", num_args = 1..)]
    pub stress: Vec<PathBuf>,

    /// Also write the chart as a PNG image, 1,600 pixels wide.
    #[arg(long)]
    pub png: bool,

    #[command(flatten)]
    pub how: CommonArguments,
}

/// Show what the ranges of a scenario come from, and what it would be worth to know an input before choosing a plan.
///
/// Tells how much of the spread of each headline and target comes from each input, from differences between years and from chance, by
/// themselves and together, and what each input's stated range does. With plans, also what their saving at equal capacity depends on, and
/// which inputs to find out first. Results are written to the folder `drivers-SCENARIO`, named after the scenario.
#[derive(Args)]
pub(crate) struct DriversArguments {
    /// The scenario file.
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,

    /// Plans that may be chosen instead: files, or folders (every .toml file in them).
    #[arg(value_name = "PLAN")]
    pub plans: Vec<PathBuf>,

    #[command(flatten)]
    pub extras: ExtrasArguments,

    #[command(flatten)]
    pub how: CommonArguments,
}

/// Parses a target and its chance.
fn constraint(text: &str) -> Result<ChanceConstraint, String> {
    ChanceConstraint::parse(text).map_err(|error| error.to_string())
}

fn objective(text: &str) -> Result<PlanObjective, String> {
    match text {
        "offers" => Ok(PlanObjective::Offers),
        "cost" => Ok(PlanObjective::Cost),
        "cash" => Ok(PlanObjective::Cash),
        _ => Err("expected `offers`, `cost` or `cash`".into()),
    }
}

fn pounds(text: &str) -> Result<f64, String> {
    summary::pounds(text).ok_or_else(|| "expected a number of pounds above 0, such as 20000 or 20k".into())
}

/// Parses an input and the values to try.
fn lever(text: &str) -> Result<Lever, String> {
    Lever::parse(text).map_err(|error| error.to_string())
}

/// Show one input: value, unit, where it is set, dated changes, source and evidence.
///
/// An input's address is its path in the file, such as agency.fill. Given the address of a table, or no address, the
/// command lists the inputs.
#[derive(Args)]
pub(crate) struct ExplainArguments {
    /// The scenario file.
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,

    /// The address of an input or a table; all inputs if omitted.
    #[arg(value_name = "ADDRESS")]
    pub address: Option<String>,

    /// Print JSON, for editors and scripts.
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub overlays: OverlayArguments,
}

/// Check scenarios without running them: report every error and its location at once.
///
/// The exit code is 0 if all scenarios can be run, otherwise 2.
#[derive(Args)]
pub(crate) struct CheckArguments {
    /// Scenario files, or folders (every .toml file in them).
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,

    /// Print the findings as JSON, for editors and scripts.
    #[arg(long)]
    pub json: bool,

    /// Treat warnings as errors.
    #[arg(long)]
    pub deny_warnings: bool,

    #[command(flatten)]
    pub overlays: OverlayArguments,
}

/// Simulate scenarios, show the headlines, and write a report, tables and charts.
///
/// Writes report.html, monthly.csv, years.csv, budget.csv, targets.csv, summary.json, manifest.json and charts (SVG) to
/// one folder per scenario. The same scenario and seed produce identical files on every machine and with any number of threads.
#[derive(Args)]
pub(crate) struct RunArguments {
    /// Scenario files, or folders (every .toml file in them).
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,

    /// Put the model into report.html: its readers can change the plan there, in a browser, offline, and save it.
    #[arg(long)]
    pub live: bool,

    #[command(flatten)]
    pub precision: PrecisionArguments,

    #[command(flatten)]
    pub extras: ExtrasArguments,

    #[command(flatten)]
    pub briefing: BriefingArguments,

    #[command(flatten)]
    pub job: JobArguments,

    #[command(flatten)]
    pub dataset: DatasetArguments,

    #[command(flatten)]
    pub how: CommonArguments,
}

/// Show one future month by month: who joined and left, the caseload, and the cost.
///
/// Shows the future nearest to a percentile of a measure, or the one with a given number: who started, left, qualified
/// or moved, agency orders and notices, cases and cost, in plain English. All entries are written to trace.csv in the
/// folder `trace-SCENARIO`, named after the scenario.
#[derive(Args)]
pub(crate) struct TraceArguments {
    /// The scenario file.
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,

    /// Show the future nearest to this percentile of the measure, 0 to 100; the first if several are equally near.
    #[arg(long, value_name = "P", default_value = "50", value_parser = percentile)]
    pub percentile: f64,

    /// The measure used to rank the futures; docs/measures.md lists them.
    #[arg(long, value_name = "ID", default_value = "agency_rate")]
    pub measure: String,

    /// The team to measure; the whole service if omitted.
    #[arg(long, value_name = "ID")]
    pub team: Option<String>,

    /// The month to measure, such as 2017-03. If omitted, the end of the run, or for flows and money the total over the
    /// run.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub month: Option<Month>,

    /// Show the future with this number.
    #[arg(long, value_name = "N", value_parser = future, conflicts_with_all = ["percentile", "measure", "team", "month"])]
    pub replication: Option<u64>,

    #[command(flatten)]
    pub how: CommonArguments,
}

fn percentile(text: &str) -> Result<f64, String> {
    let percent = text.parse().ok().filter(|percent| (0.0..=100.0).contains(percent));
    percent.ok_or_else(|| "expected a number from 0 to 100".into())
}

/// Parses a number of futures as people write it: `10000`, `10,000`, `10_000`, `10k`, `1m`.
fn replications(text: &str) -> Result<u64, String> {
    let most = MAX_REPLICATIONS.unsigned_abs();
    let (digits, times) = match text.char_indices().last() {
        Some((at, 'k' | 'K')) => (&text[..at], 1_000),
        Some((at, 'm' | 'M')) => (&text[..at], 1_000_000),
        _ => (text, 1),
    };
    let number = digits.replace([',', '_'], "").parse::<u64>().ok().and_then(|number| number.checked_mul(times));
    number
        .filter(|number| (1..=most).contains(number))
        .ok_or_else(|| format!("expected a whole number from 1 to {}, such as 10000 or 10k", words::whole(most)))
}

fn future(text: &str) -> Result<u64, String> {
    text.parse().ok().filter(|&number| number > 0).ok_or_else(|| "futures are numbered from 1".into())
}

fn month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| "expected a month such as 2017-03".into())
}

/// Maximum threads used to write a workbook, one per sheet.
const SHEETS: usize = 24;

/// Options for additional output files.
#[derive(Args)]
pub(crate) struct ExtrasArguments {
    /// Also write an Excel workbook, named after the results folder.
    #[arg(long)]
    pub xlsx: bool,

    /// Also write each chart as a PNG image, 1,600 pixels wide.
    #[arg(long)]
    pub png: bool,
}

/// Whether to write what a committee reads.
#[derive(Args)]
pub(crate) struct BriefingArguments {
    /// Also write a Word document of about two pages for a committee, named after the results folder.
    #[arg(long)]
    pub docx: bool,
}

impl BriefingArguments {
    /// The library options with the document; `name` is its name.
    pub(crate) fn added_to(&self, options: OptionalFiles, name: &str) -> OptionalFiles {
        OptionalFiles { briefing: self.docx.then(|| name.to_owned()), ..options }
    }
}

impl ExtrasArguments {
    /// The corresponding library options; `name` is the workbook's name.
    pub(crate) fn named(&self, name: &str) -> Result<OptionalFiles, Failure> {
        if self.xlsx && !threads::can_be_started(SHEETS) {
            return Err(Failure::Failed(format!(
                "error: a workbook needs {SHEETS} threads, which this system does not allow; run without `--xlsx`"
            )));
        }
        Ok(OptionalFiles { workbook: self.xlsx.then(|| name.to_owned()), png: self.png, ..OptionalFiles::default() })
    }
}

/// How precisely headlines must be known.
#[derive(Args)]
pub(crate) struct PrecisionArguments {
    /// Simulate until headlines are known this precisely, and not a set number of futures: pairs such as
    /// likelihood=1,cost=20k. KIND is likelihood (points), saving (pounds, in comparisons) or a measure (shares in points). Put it after the
    /// files; alone it means likelihood=1,agency_rate=0.5, and in comparisons likelihood=1,saving=20k. The number of futures is
    /// then the most to simulate, 200,000 if not given.
    #[arg(long, value_name = "KIND=VALUE", num_args = 0..=1, default_missing_value = DEFAULT_PRECISION, value_parser = precision)]
    pub precision: Option<AskedPrecision>,
}

/// What `--precision` asks for.
#[derive(Clone, Debug)]
pub(crate) enum AskedPrecision {
    /// What the task asks for by default.
    Default,
    /// What is given.
    Given(Precision),
}

/// The value of `--precision` without one.
const DEFAULT_PRECISION: &str = "default";

/// Parses what must be known.
fn precision(text: &str) -> Result<AskedPrecision, String> {
    if text == DEFAULT_PRECISION {
        return Ok(AskedPrecision::Default);
    }
    Precision::parse(text).map(AskedPrecision::Given).map_err(|error| error.to_string())
}

/// Options shared by all commands that simulate.
#[derive(Args)]
pub(crate) struct CommonArguments {
    /// Number of futures to simulate, such as 500 or 10k [default: the scenario's].
    #[arg(long, short = 'n', value_name = "N", value_parser = replications)]
    pub replications: Option<u64>,

    /// Seed of the random draws [default: the scenario's].
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(0..=i64::MAX.unsigned_abs()))]
    pub seed: Option<u64>,

    #[command(flatten)]
    pub overlays: OverlayArguments,

    #[command(flatten)]
    pub output: OutputArguments,
}

/// Overlays besides the scenario.
#[derive(Args, Default)]
pub(crate) struct OverlayArguments {
    /// An overlay on the same scenario, to combine with every scenario named. Repeat for each; later ones count.
    #[arg(long, value_name = "OVERLAY")]
    pub with: Vec<PathBuf>,
}

impl OverlayArguments {
    /// The paths, in the form used in scenarios.
    pub(crate) fn paths(&self) -> Result<Vec<String>, Failure> {
        let path = |path: &PathBuf| {
            disk::is_there(path)?;
            disk::path_text(path)
        };
        self.with.iter().map(path).collect()
    }
}

/// Options of all commands that write results.
#[derive(Args, Clone, Default)]
pub(crate) struct OutputArguments {
    /// Number of threads; does not affect the results [default: one per core].
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// The folder to write results to; each set of results gets its own subfolder [default: outputs].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Print only the results, as JSON.
    #[arg(long)]
    pub json: bool,

    /// Print only warnings and errors.
    #[arg(long, short)]
    pub quiet: bool,

    /// What is executed of it; set by shards and merges.
    #[arg(skip)]
    pub execution: CommandExecution,
}

impl OutputArguments {
    /// The folder to write results to.
    pub(crate) fn folder(&self) -> &Path {
        self.out.as_deref().unwrap_or(Path::new("outputs"))
    }
}

/// Write the planning page: the whole program in a browser, for planners who have only this file.
///
/// The page opens a template, a scenario or a council's own records, has a form for its inputs, and shows the report of a run and of a
/// comparison. It works offline, from a file, and nothing leaves it. An existing file is never overwritten; missing folders are created.
#[derive(Args)]
pub(crate) struct PageArguments {
    /// Scenarios or folders of scenarios to start from, besides the templates.
    #[arg(value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,

    /// A folder with the Department for Education's tables: every authority in them can be started from, opened as `import dfe` does.
    #[arg(long, value_name = "FOLDER")]
    pub dfe: Option<PathBuf>,

    /// With --dfe, the year of the census (30 September) to open at; the latest if omitted.
    #[arg(long, value_name = "YEAR", requires = "dfe")]
    pub at: Option<i32>,

    /// The page to write.
    #[arg(long, short, value_name = "FILE", default_value = "staffcast.html")]
    pub out: PathBuf,
}

/// Write a commented scenario to start from.
///
/// The comments explain the scenario, and it runs as it is. An existing file is never overwritten; missing folders are
/// created.
#[derive(Args)]
pub(crate) struct NewArguments {
    /// The file to write; if omitted, one named after the template, such as one-team.toml.
    pub file: Option<PathBuf>,

    /// The template to start from.
    #[arg(long, value_name = "NAME", default_value = "one-team")]
    pub template: Template,

    /// List the templates and what each is for.
    #[arg(long, conflicts_with_all = ["file", "template"])]
    pub list: bool,
}
