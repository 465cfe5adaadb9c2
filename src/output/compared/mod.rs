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
pub use attributed::{Attributed, attribution_table};
pub use futures::{Futures, futures_file, futures_table};
pub use json::comparison_json;
pub use table::comparison_table;

use super::{Extras, OutputError, OutputFile, manifest};
use crate::compare::{Alternative, Comparison};
use crate::summary::Summary;

/// A comparison and what its plans are called in files: the names of their own files.
pub struct Compared<'c> {
    /// The comparison.
    pub comparison: &'c Comparison,
    /// What the base is called.
    pub base: String,
    /// What the alternatives are called, in their order.
    pub alternatives: Vec<String>,
}

impl<'p> Compared<'_> {
    fn base(&self) -> &Summary {
        &self.comparison.base
    }

    /// The alternatives with what they are called.
    fn named(&self) -> impl Iterator<Item = (&str, &Alternative)> {
        self.alternatives.iter().map(String::as_str).zip(&self.comparison.alternatives)
    }

    /// The alternatives in the order of the ranking, without the base.
    fn ranked(&self) -> Vec<(&str, &Alternative)> {
        ranking::ranking(self).into_iter().filter_map(|one| Some((one.name, one.plan?))).collect()
    }

    /// What people call a plan: the name of its scenario, without what all of them begin with (`Herefordshire: `).
    #[cfg(feature = "charts")]
    fn plan_name<'a>(&self, one: &'a Alternative) -> &'a str {
        let names = || self.comparison.alternatives.iter().map(|one| one.summary.plan().scenario().name.as_str());
        let own = one.summary.plan().scenario().name.as_str();
        let Some(shared) = own.find(": ").map(|end| &own[..end + 2]) else { return own };
        let is_shared =
            names().count() > 1 && names().all(|name| name.len() > shared.len() && name.starts_with(shared));
        if is_shared { &own[shared.len()..] } else { own }
    }

    /// Whether the base or a plan has budgets.
    fn has_budgets(&self) -> bool {
        let plans = self.comparison.alternatives.iter().map(|one| &one.summary);
        std::iter::once(self.base()).chain(plans).any(|plan| !plan.plan().scenario().budgets.is_empty())
    }
}

/// Every file of a comparison, and of the plans in futures where they were asked for, in the order in which they are to be
/// written, the manifest last.
///
/// # Errors
/// [`OutputError`] when a chart cannot be drawn or a record not be encoded.
pub fn comparison_files(
    compared: &Compared<'_>,
    futures: Option<&Futures<'_>>,
    attributed: &Attributed<'_>,
    extras: &Extras,
) -> Result<Vec<OutputFile>, OutputError> {
    let mut files = extras.pictures(results(compared, futures, attributed)?)?;
    #[cfg(feature = "xlsx")]
    if let Some(name) = &extras.workbook {
        files.push(OutputFile::new(&format!("{name}.xlsx"), workbook::of_comparison(compared, futures, attributed)?));
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
) -> Result<Vec<OutputFile>, OutputError> {
    let mut files = vec![
        OutputFile::new("ranking.csv", csv::ranking(compared).csv()?),
        OutputFile::new("savings.csv", csv::savings(compared).csv()?),
        OutputFile::new("differences.csv", csv::differences(compared).csv()?),
        OutputFile::new("differences_years.csv", csv::years(compared).csv()?),
        OutputFile::new("differences_targets.csv", csv::targets(compared).csv()?),
        OutputFile::new("pairing.csv", csv::pairing(compared).csv()?),
        OutputFile::new("comparison.json", comparison_json(compared, futures, attributed)?),
    ];
    if compared.has_budgets() {
        files.push(OutputFile::new("budgets.csv", csv::budgets(compared).csv()?));
    }
    if let Some(futures) = futures {
        files.push(futures_file(futures)?);
    }
    #[cfg(feature = "charts")]
    files.extend(charts::all(compared)?);
    files.extend(attribution_files(attributed)?);
    #[cfg(feature = "report")]
    files.insert(0, OutputFile::new(super::REPORT, report::of_comparison(compared, futures, attributed)?));
    Ok(files)
}
