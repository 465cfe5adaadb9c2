//! The files of a comparison.

pub(super) mod json;

use self::json::comparison_json;
use super::{Extras, OutputFile, RenderError, manifest};
use crate::content::comparison::attributed::attribution_files;
#[cfg(feature = "charts")]
use crate::content::comparison::charts;
use crate::content::comparison::futures::futures_file;
use crate::content::comparison::{Attributed, Compared, Futures, tables};
use crate::summary::Summary;

/// Every file of a comparison, and of the plans in futures where they were asked for, in the order in which they are to be
/// written, the manifest last.
///
/// # Errors
/// [`RenderError`] when a chart cannot be drawn or a record not be encoded.
pub fn comparison_files(
    compared: &Compared<'_>,
    futures: Option<&Futures<'_>>,
    attributed: &Attributed<'_>,
    extras: &Extras,
) -> Result<Vec<OutputFile>, RenderError> {
    let mut files = extras.pictures(results(compared, futures, attributed)?)?;
    #[cfg(feature = "xlsx")]
    if let Some(name) = &extras.workbook {
        files.push(OutputFile::new(
            &format!("{name}.xlsx"),
            super::xlsx::comparison::of_comparison(compared, futures, attributed)?,
        ));
    }
    let plans: Vec<&Summary> = std::iter::once(compared.base())
        .chain(compared.comparison.alternatives.iter().map(|one| &one.summary))
        .collect();
    files.push(OutputFile::new("manifest.json", manifest::manifest_of(&plans, &files)?));
    Ok(files)
}

fn results(
    compared: &Compared<'_>,
    futures: Option<&Futures<'_>>,
    attributed: &Attributed<'_>,
) -> Result<Vec<OutputFile>, RenderError> {
    let mut files = vec![
        OutputFile::new("ranking.csv", tables::ranking(compared).csv()?),
        OutputFile::new("savings.csv", tables::savings(compared).csv()?),
        OutputFile::new("differences.csv", tables::differences(compared).csv()?),
        OutputFile::new("differences_years.csv", tables::years(compared).csv()?),
        OutputFile::new("differences_targets.csv", tables::targets(compared).csv()?),
        OutputFile::new("pairing.csv", tables::pairing(compared).csv()?),
        OutputFile::new("comparison.json", comparison_json(compared, futures, attributed)?),
    ];
    if compared.has_budgets() {
        files.push(OutputFile::new("budgets.csv", tables::budgets(compared).csv()?));
    }
    if let Some(futures) = futures {
        files.push(futures_file(futures)?);
    }
    #[cfg(feature = "charts")]
    files.extend(charts::all(compared)?);
    files.extend(attribution_files(attributed)?);
    #[cfg(feature = "report")]
    files.insert(
        0,
        OutputFile::new(super::REPORT, super::html::comparison::of_comparison(compared, futures, attributed)?),
    );
    Ok(files)
}
