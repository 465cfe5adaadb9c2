//! `import census`: from a council's return to the workforce census.

use super::records::{WrittenFrom, told};
use super::{read_file, wrong};
use crate::cli::arguments::CensusArguments;
use crate::cli::new::{place, write_scenario};
use crate::cli::{Failure, print};
use crate::content::imported::{rows_that_cannot_be_placed, slug};
use crate::import::census::WorkforceCensus;
use crate::scenario::shown;

/// Writes the scenario and says what is in it.
pub(super) fn from_census(arguments: &CensusArguments) -> Result<(), Failure> {
    let bytes = read_file(&arguments.file)?;
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy();
    let census = WorkforceCensus::read(&shown(&name), &bytes).map_err(wrong)?;
    let opening = census.opening().map_err(|error| {
        let what = rows_that_cannot_be_placed(&census.staff, "lines").join("\n");
        wrong(format!("{}: {error}\n{what}", shown(&name)).trim_end())
    })?;
    let authority = arguments.authority.clone().unwrap_or_else(|| format!("Authority {}", census.authority));
    let path = place(arguments.written.out.as_deref(), &format!("{}-{}", slug(&authority), opening.month().iso()))?;
    let text = opening.scenario(&authority, arguments.written.months);
    write_scenario(&path, &text)?;
    let when = format!("{}, from the census of {}.", shown(&authority), census.day.strftime("%-d %B %Y"));
    print(&told(&path, &text, &opening, &census.staff, &WrittenFrom { when, rows: "lines", has_teams: false }))
}
