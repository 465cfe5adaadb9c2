//! `import staff`: from a council's list of staff.

use std::path::Path;

use super::dfe::{table_lines, tables};
use super::records::{WrittenFrom, told};
use super::{read_file, wrong};
use crate::cli::arguments::StaffArguments;
use crate::cli::new::{place, write_scenario};
use crate::cli::{Failure, print};
use crate::content::imported::{COUNCIL, headings, rows_that_cannot_be_placed, slug};
use crate::import::PublishedFigures;
use crate::import::sheet::{Headings, RecordSheet, SheetFile};
use crate::import::staff_list::{COLUMNS, StaffList};
use crate::import::staff_opening::{CaseTables, StaffOpening};
use crate::scenario::shown;

/// Writes the scenario and says what is in it.
pub(super) fn from_staff(arguments: &StaffArguments) -> Result<(), Failure> {
    let (sheet, _) = read_list(&arguments.file, arguments.sheet.as_deref(), arguments.headings.as_deref())?;
    print(&headings(&sheet, Some("--headings")))?;
    let list = StaffList::read(&sheet).map_err(wrong)?;
    let rows = if sheet.name.is_some() { "rows" } else { "lines" };
    let Some(latest) = list.month_after_latest() else {
        let what = rows_that_cannot_be_placed(&list, rows).join("\n");
        return Err(wrong(format!("{}: no row can be placed\n{what}", sheet.place())));
    };
    let opening = list.opening_at(arguments.at.unwrap_or(latest)).map_err(|error| {
        let what = rows_that_cannot_be_placed(&list, rows).join("\n");
        wrong(format!("{}: {error}\n{what}", sheet.place()).trim_end())
    })?;
    let opening = with_cases(arguments, opening)?;
    let stem = arguments.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = arguments.authority.clone().unwrap_or_else(|| COUNCIL.to_owned());
    let stem = slug(arguments.authority.as_deref().unwrap_or(&stem));
    let path = place(arguments.written.out.as_deref(), &format!("{stem}-{}", opening.month().iso()))?;
    let text = opening.scenario(&name, arguments.written.months);
    write_scenario(&path, &text)?;
    let when = match arguments.at {
        Some(at) if at > latest => format!(
            "{}, from the beginning of {at}. The latest date in the list is of {}: what happened since is not in it.",
            shown(&name),
            latest.plus(-1)
        ),
        Some(at) => format!("{}, from the beginning of {at}.", shown(&name)),
        None => {
            format!("{}, from the beginning of {latest}, the month after the latest date in the list.", shown(&name))
        }
    };
    print(&told(&path, &text, &opening, &list, &WrittenFrom { when, rows, has_teams: true }))
}

/// The opening with the cases of the DfE's tables, if these are given. What is odd in the tables is told beside the files used.
fn with_cases(arguments: &StaffArguments, opening: StaffOpening) -> Result<StaffOpening, Failure> {
    let (Some(folder), Some(authority)) = (&arguments.dfe, &arguments.authority) else { return Ok(opening) };
    let published = PublishedFigures::read(&tables(folder)?).map_err(wrong)?;
    let tables = CaseTables { published: &published, authority, teams: &arguments.case_team, caseload: None };
    let opening = opening.with_published_cases(&tables).map_err(wrong)?;
    print(&format!("{}\n\n", table_lines(&published).join("\n")))?;
    Ok(opening)
}

/// A list, with its columns, and its bytes.
pub(in crate::cli) fn read_list(
    file: &Path,
    sheet: Option<&str>,
    headings: Option<&Path>,
) -> Result<(RecordSheet, Vec<u8>), Failure> {
    let headings = match headings {
        Some(path) => {
            let text = String::from_utf8(read_file(path)?)
                .map_err(|_| wrong(format!("`{}` is not UTF-8 text", path.display())))?;
            Headings::parse(&path.display().to_string(), &text, COLUMNS).map_err(wrong)?
        }
        None => Headings::default(),
    };
    let bytes = read_file(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let list = SheetFile::read(&shown(&name), &bytes).map_err(wrong)?;
    let records = list.records(COLUMNS, sheet, &headings).map_err(wrong)?;
    Ok((records, bytes))
}
