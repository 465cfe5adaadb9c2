//! Arguments of imports.

use crate::content::imported::MONTHS;
use std::path::PathBuf;

use clap::{Args, Subcommand, value_parser};

use super::{authority, month};
use crate::units::Month;

/// Write a scenario, or an overlay on one, from published or own figures, every value with its source.
#[derive(Args)]
pub(crate) struct ImportArguments {
    #[command(subcommand)]
    pub from: ImportSource,
}

/// The scenario that an import writes.
#[derive(Args)]
pub(crate) struct WrittenScenario {
    /// How many months to simulate.
    #[arg(long, value_name = "N", default_value_t = MONTHS, value_parser = value_parser!(u32).range(1..=120))]
    pub months: u32,

    /// The scenario file to write; named after the council and its date if omitted. An existing file is never changed.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(crate) enum ImportSource {
    Dfe(DfeArguments),
    Staff(StaffArguments),
    Census(CensusArguments),
    Monthly(MonthlyArguments),
    AnnexA(AnnexAArguments),
}

/// From a council's list of staff (CSV or XLSX): a scenario that opens at the start of a month with the people in post.
///
/// The list has a row for each person, with start date, leaving date, FTE, team, job title and whether they are an agency worker. Rates of
/// leaving and starting are the council's own, shrunk towards those of all authorities. Nothing after the month enters. Names of people are
/// not read.
#[derive(Args)]
pub(crate) struct StaffArguments {
    /// The list.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The month at whose beginning the scenario opens; the one after the latest date in the list if omitted.
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub at: Option<Month>,

    /// The sheet of the workbook; the one whose headings fit best if omitted.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// A TOML file that says which heading is which; the command begins with what it took them for, in this form.
    #[arg(long, value_name = "FILE")]
    pub headings: Option<PathBuf>,

    /// Name of the council, for the scenario; with --dfe the authority, by name or code.
    #[arg(long, value_name = "NAME")]
    pub authority: Option<String>,

    /// A folder with the DfE's tables, as published: open cases, case holders and referrals of --authority are added, from its latest census
    /// that is not later than the month. Staff stay those of the list.
    #[arg(long, value_name = "FOLDER", requires = "authority")]
    pub dfe: Option<PathBuf>,

    /// With --dfe, a team that holds cases, as the list calls it; Repeat for each team. If omitted, all teams hold cases, in proportion to their staff.
    #[arg(long, value_name = "TEAM", requires = "dfe")]
    pub case_team: Vec<String>,

    #[command(flatten)]
    pub written: WrittenScenario,
}

/// From a council's return to the children's social work workforce census (XML): a scenario that opens at the census.
///
/// Posts, vacancies, agency staff and cases are those of the return; rates of leaving and starting are its own, shrunk towards those of all
/// authorities. Registration numbers and birth dates are not read.
#[derive(Args)]
pub(crate) struct CensusArguments {
    /// The return.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Name of the council, for the scenario; its code if omitted.
    #[arg(long, value_name = "NAME")]
    pub authority: Option<String>,

    #[command(flatten)]
    pub written: WrittenScenario,
}

/// From monthly figures (CSV or XLSX): an overlay that adds them to the history of a scenario.
///
/// The table has a row for each measure and a column for each month, the other way round, or a row for each figure. What a measure's name
/// could mean in two ways is not guessed: say it in a file of headings.
#[derive(Args)]
pub(crate) struct MonthlyArguments {
    /// The table.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The scenario to which the figures are added: only what it reports is placed, for months before its start.
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,

    /// The sheet of the workbook; the one with most months if omitted.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// A TOML file that says which name is which measure; the command begins with what it took them for, in this form.
    #[arg(long, value_name = "FILE")]
    pub headings: Option<PathBuf>,

    /// The overlay to write; named after the table if omitted. An existing file is never changed.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// From Ofsted's Annex A (XLSX): an overlay with contacts, open cases and lengths of stay.
///
/// Dates and teams are read from the lists of contacts, referrals, assessments, section 47 enquiries, children in need, protection plans
/// and looked-after children. Names, birth dates and numbers of children and names of workers are not.
#[derive(Args)]
pub(crate) struct AnnexAArguments {
    /// The workbook.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The scenario that is extended; `county.toml` if omitted, as `staffcast new --template county` writes it.
    #[arg(long, value_name = "FILE")]
    pub base: Option<PathBuf>,

    /// The day of the workbook; the latest date in its lists if omitted.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub at: Option<jiff::civil::Date>,

    /// The first day that the lists cover; for each list its first event or end if omitted.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: Option<jiff::civil::Date>,

    /// A TOML file that says which heading is which, such as `[list_3]` with `start = "Date of Referral"`.
    #[arg(long, value_name = "FILE")]
    pub headings: Option<PathBuf>,

    /// The overlay to write; named after the workbook if omitted. An existing file is never changed.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Parses a day such as 2024-03-31.
fn day(text: &str) -> Result<jiff::civil::Date, String> {
    let day = text.trim().parse::<jiff::civil::Date>().ok().filter(|_| text.trim().len() == 10);
    day.ok_or_else(|| "expected a day such as 2024-03-31".into())
}

/// From the Department for Education's tables (CSV): a scenario that opens at an authority's census.
///
/// Rates are what followed such years in all authorities of the tables, not last year's flows. Nothing later than the census
/// enters. What only the council knows is left blank: `staffcast check` lists the blanks.
#[derive(Args)]
pub(crate) struct DfeArguments {
    /// The folder with the tables of the workforce and of referrals, as published.
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,

    /// The authority, by name or code.
    #[arg(long, value_name = "NAME", value_parser = authority)]
    pub authority: String,

    /// The year of the census (30 September) to open at; the latest if omitted.
    #[arg(long, value_name = "YEAR")]
    pub at: Option<i32>,

    #[command(flatten)]
    pub written: WrittenScenario,
}
