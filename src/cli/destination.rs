//! Where the results of a run or a comparison go: to a folder of their own, to a dataset of many scenarios, or to both.

use std::path::Path;

use crate::content::Document;
use crate::content::dataset::DatasetPlans;
use crate::content::overview::Overview;
use crate::render::{self, OptionalFiles};

use super::Failure;
use super::arguments::{DatasetArguments, OutputArguments, OverlayArguments};
use super::dataset::{DatasetPlace, DatasetWorkbook};
use super::previous_results::ResultKind;
use super::results::{Results, print_results, result_name};
use super::run::{failed, wrote};

/// Where results go.
pub(crate) struct Destination {
    name: String,
    folder: Option<Results>,
    dataset: Option<DatasetPlace>,
}

impl Destination {
    /// Where the results of scenario `file` with `overlays` go. Conflicts with existing results are reported here.
    pub(crate) fn of(
        kind: ResultKind,
        (file, overlays): (&Path, &OverlayArguments),
        output: &OutputArguments,
        dataset: &DatasetArguments,
    ) -> Result<Self, Failure> {
        let folder = dataset.leaves_folders(output).then(|| Results::of(kind, (file, overlays), output.folder()));
        Ok(Self {
            name: result_name(file, overlays)?,
            folder: folder.transpose()?,
            dataset: DatasetPlace::of(kind, (file, overlays), dataset)?,
        })
    }

    /// Refuses to replace what a dataset has of another scenario of the same file name, or of plans that are not among these.
    pub(crate) fn refuse_to_lose(&self, scenario: &str, plans: &[&str]) -> Result<(), Failure> {
        self.dataset.as_ref().map_or(Ok(()), |dataset| dataset.refuse_to_lose(scenario, plans))
    }

    /// The scenario's name with its overlays.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The name of the results folder, or of the scenario if there is none.
    pub(crate) fn folder_name(&self) -> String {
        self.folder.as_ref().map_or_else(|| self.name.clone(), Results::name)
    }

    /// Writes the results everywhere, adds their headlines to `workbook`, and returns what was written.
    pub(crate) fn write<'r, R>(
        &self,
        results: &'r R,
        optional: &OptionalFiles,
        workbook: Option<&mut DatasetWorkbook>,
    ) -> Result<Vec<String>, Failure>
    where
        &'r R: Into<Document<'r>> + Into<DatasetPlans<'r>>,
    {
        let mut written = Vec::new();
        if let Some(folder) = &self.folder {
            let files = render::files(&results.into(), optional).map_err(failed)?;
            folder.write(&files)?;
            written.push(wrote(folder.folder(), &files));
        }
        if let Some(dataset) = &self.dataset {
            let plans = results.into();
            dataset.write(&plans)?;
            written.push(dataset.wrote());
            if let Some(workbook) = workbook {
                workbook.add(dataset, &plans);
            }
        }
        Ok(written)
    }

    /// Writes the results, then prints their record, or the overview and what was written, or nothing: as `output` asks.
    pub(crate) fn publish<'r, R>(
        &self,
        results: &'r R,
        optional: &OptionalFiles,
        mut workbook: Option<DatasetWorkbook>,
        output: &OutputArguments,
        overview: impl FnOnce() -> Overview,
    ) -> Result<(), Failure>
    where
        &'r R: Into<Document<'r>> + Into<DatasetPlans<'r>>,
    {
        if output.execution.is_shard() {
            // They are of a share of the futures.
            return Ok(());
        }
        let mut written = self.write(results, optional, workbook.as_mut())?;
        if let Some(workbook) = workbook {
            written.push(format!("Wrote {}", workbook.write()?));
        }
        print_results(output, || render::record_json(&results.into()), overview, &written.join("\n"))
    }
}
