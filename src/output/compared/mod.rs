//! What a comparison shows and writes: the table on screen, the report, CSV and JSON files, charts of the differences, a
//! workbook.

mod added;
mod attributed;
#[cfg(feature = "charts")]
mod charts;
mod csv;
mod futures;
#[cfg(any(feature = "report", feature = "xlsx"))]
mod inputs;
mod json;
mod ranking;
#[cfg(feature = "report")]
mod report;
mod savings;
mod sentences;
mod table;
#[cfg(feature = "charts")]
mod waterfalls;
#[cfg(feature = "xlsx")]
mod workbook;

use attributed::attribution_files;
pub use json::comparison_json;
pub use table::comparison_table;

use super::{Extras, OutputError, OutputFile, manifest};
#[cfg(feature = "charts")]
use crate::compare::Alternative;
use crate::compare::Study;
use crate::summary::Summary;

/// What people call a plan: the name of its scenario, without what all of them begin with (`Herefordshire: `).
#[cfg(feature = "charts")]
fn plan_name<'a>(study: &Study, one: &'a Alternative) -> &'a str {
    let names = || study.alternatives.iter().map(|one| one.summary.plan().scenario().name.as_str());
    let own = one.summary.plan().scenario().name.as_str();
    let Some(shared) = own.find(": ").map(|end| &own[..end + 2]) else { return own };
    let is_shared = names().count() > 1 && names().all(|name| name.len() > shared.len() && name.starts_with(shared));
    if is_shared { &own[shared.len()..] } else { own }
}

/// Whether the base or a plan has budgets.
fn has_budgets(study: &Study) -> bool {
    study.summaries().any(|one| !one.plan().scenario().budgets.is_empty())
}

/// Every file of a comparison, in the order in which they are to be written, the manifest last.
///
/// # Errors
/// [`OutputError`] when a chart cannot be drawn or a record not be encoded.
pub fn comparison_files(study: &Study, extras: &Extras) -> Result<Vec<OutputFile>, OutputError> {
    let mut files = extras.pictures(results(study)?)?;
    #[cfg(feature = "xlsx")]
    if let Some(name) = &extras.workbook {
        files.push(OutputFile::new(&format!("{name}.xlsx"), workbook::of_comparison(study)?));
    }
    let plans: Vec<&Summary> = study.summaries().collect();
    files.push(OutputFile::new("manifest.json", manifest::manifest_of(&plans, &files)?));
    Ok(files)
}

fn results(study: &Study) -> Result<Vec<OutputFile>, OutputError> {
    let mut files = vec![
        OutputFile::new("ranking.csv", csv::ranking(study).csv()?),
        OutputFile::new("savings.csv", csv::savings(study).csv()?),
        OutputFile::new("differences.csv", csv::differences(study).csv()?),
        OutputFile::new("differences_years.csv", csv::years(study).csv()?),
        OutputFile::new("differences_targets.csv", csv::targets(study).csv()?),
        OutputFile::new("pairing.csv", csv::pairing(study).csv()?),
        OutputFile::new("comparison.json", comparison_json(study)?),
    ];
    if has_budgets(study) {
        files.push(OutputFile::new("budgets.csv", csv::budgets(study).csv()?));
    }
    if let Some(stress) = &study.stress {
        files.push(OutputFile::new("futures.csv", futures::rows(stress).csv()?));
    }
    #[cfg(feature = "charts")]
    files.extend(charts::all(study)?);
    files.extend(attribution_files(study)?);
    #[cfg(feature = "report")]
    files.insert(0, OutputFile::new(super::REPORT, report::of_comparison(study)?));
    Ok(files)
}
