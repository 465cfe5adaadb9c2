//! The files of a comparison.

pub(super) mod json;

use self::json::comparison_json;
use super::{Extras, OutputFile, RenderError, manifest};
use crate::compare::Study;
use crate::content::comparison::attributed::attribution_files;
#[cfg(feature = "charts")]
use crate::content::comparison::charts;
use crate::content::comparison::{futures, has_budgets, tables};
use crate::summary::Summary;

/// Every file of a comparison, in the order in which they are to be written, the manifest last.
///
/// # Errors
/// [`RenderError`] when a chart cannot be drawn or a record not be encoded.
pub fn comparison_files(study: &Study, extras: &Extras) -> Result<Vec<OutputFile>, RenderError> {
    let mut files = extras.pictures(results(study)?)?;
    #[cfg(feature = "xlsx")]
    if let Some(name) = &extras.workbook {
        let workbook = super::xlsx::comparison::of_comparison(study)?;
        files.push(OutputFile::new(&format!("{name}.xlsx"), workbook));
    }
    let plans: Vec<&Summary> = study.summaries().collect();
    files.push(OutputFile::new("manifest.json", manifest::manifest_of(&plans, &files)?));
    Ok(files)
}

fn results(study: &Study) -> Result<Vec<OutputFile>, RenderError> {
    let mut files = vec![
        OutputFile::new("ranking.csv", tables::ranking(study).csv()?),
        OutputFile::new("savings.csv", tables::savings(study).csv()?),
        OutputFile::new("differences.csv", tables::differences(study).csv()?),
        OutputFile::new("differences_years.csv", tables::years(study).csv()?),
        OutputFile::new("differences_targets.csv", tables::targets(study).csv()?),
        OutputFile::new("pairing.csv", tables::pairing(study).csv()?),
        OutputFile::new("comparison.json", comparison_json(study)?),
    ];
    if has_budgets(study) {
        files.push(OutputFile::new("budgets.csv", tables::budgets(study).csv()?));
    }
    if let Some(stress) = &study.stress {
        files.push(OutputFile::new("futures.csv", futures::rows(stress).csv()?));
    }
    #[cfg(feature = "charts")]
    files.extend(charts::all(study)?);
    files.extend(attribution_files(study)?);
    #[cfg(feature = "report")]
    files.insert(0, OutputFile::new(super::REPORT, super::html::comparison::of_comparison(study)?));
    Ok(files)
}
