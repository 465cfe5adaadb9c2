//! `--dataset`: the files of a scenario in a dataset of many. Each process writes files of its own and renames them into place, so any
//! number of processes may write scenarios to the same dataset.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::content::dataset::{DatasetHeadlines, DatasetPlans, dataset_tables};
use crate::content::futures::{BASE_PLAN, FUTURES};
use crate::content::words;
use crate::render;

use super::arguments::{DatasetArguments, ExtrasArguments, OverlayArguments};
use super::disk::cannot_write;
use super::previous_results::{ResultKind, is_file, kind_of};
use super::results::{NewFolders, Results, overlay_names, result_name};
use super::run::{failed, stem};
use super::staged_file::StagedFile;
use super::{Failure, interrupt, warn};

/// The place of a scenario in a dataset.
pub(crate) struct DatasetPlace {
    dataset: PathBuf,
    kind: ResultKind,
    scenario: String,
    overlays: String,
    /// The name of its file in each table.
    file: String,
    each_future: bool,
}

impl DatasetPlace {
    /// The place of scenario `file` with `overlays`; `None` if no dataset was asked for. What it cannot replace there is reported here, before
    /// a run that may take long.
    pub(crate) fn of(
        kind: ResultKind,
        (file, overlays): (&Path, &OverlayArguments),
        arguments: &DatasetArguments,
    ) -> Result<Option<Self>, Failure> {
        let Some(dataset) = &arguments.dataset else { return Ok(None) };
        let place = Self {
            dataset: dataset.clone(),
            kind,
            scenario: stem(file),
            overlays: overlay_names(overlays)?.join("+"),
            file: format!("{}.parquet", result_name(file, overlays)?),
            each_future: arguments.each_future,
        };
        place.refuse_what_it_cannot_replace()?;
        Ok(Some(place))
    }

    /// Writes a file to each table. None is moved into place before all are complete.
    pub(crate) fn write(&self, plans: &DatasetPlans<'_>) -> Result<(), Failure> {
        self.refuse_what_it_cannot_replace()?;
        let (mut new, mut staged) = (Vec::new(), Vec::new());
        for table in plans.tables(&self.scenario, &self.overlays).filter(|table| self.has(table.name)) {
            interrupt::check()?;
            let path = self.path(table.name);
            let folder = self.dataset.join(table.name);
            new.push(NewFolders::down_to(&folder));
            fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
            let bytes = render::parquet::table(table, &plans.provenance).map_err(failed)?;
            staged.push(StagedFile::new(&path, &bytes).map_err(|error| cannot_write(&path, &error))?);
        }
        interrupt::check()?;
        for file in staged {
            let path = file.path().to_owned();
            file.commit().map_err(|error| cannot_write(&path, &error))?;
        }
        self.tell_of_futures_left_out(plans);
        self.remove_futures_of_another_run()
    }

    /// Says how many futures are not in the table of futures, because a run keeps the first ones only.
    fn tell_of_futures_left_out(&self, plans: &DatasetPlans<'_>) {
        let (kept, all) = plans.futures();
        if self.each_future && kept < all {
            let path = self.path(FUTURES);
            let [kept, all] = [kept, all].map(words::whole);
            warn(&format!(
                "warning: `{}` has the first {kept} of {all} futures: a run keeps no more one by one",
                path.display()
            ));
        }
    }

    /// What was written, for example `Wrote D/ (monthly, years, targets, assumptions: plan.parquet)`.
    pub(crate) fn wrote(&self) -> String {
        format!("Wrote {}/\n  ({}: {})", self.dataset.display(), table_names(self.each_future), self.file)
    }

    fn path(&self, table: &str) -> PathBuf {
        self.dataset.join(table).join(&self.file)
    }

    fn has(&self, table: &str) -> bool {
        self.each_future || table != FUTURES
    }

    /// A file is replaced only if this program wrote it for the same command: with another, the dataset would have a scenario without its
    /// plans, or the other way round.
    fn refuse_what_it_cannot_replace(&self) -> Result<(), Failure> {
        for path in dataset_tables().map(|table| self.path(table)).filter(|path| fs::symlink_metadata(path).is_ok()) {
            let kind = provenance(&path).as_ref().and_then(kind_of);
            let shown = path.display();
            match kind {
                Some(kind) if kind == self.kind => {}
                Some(kind) => {
                    return Err(Failure::Failed(format!(
                        "error: `{shown}` contains the results of {}, which {} cannot replace\n  choose another folder with `--dataset`, \
                         rename the scenario, or remove its files",
                        kind.words(),
                        self.kind.words()
                    )));
                }
                None => {
                    return Err(Failure::Failed(format!(
                        "error: `{shown}` was not written by staffcast, so it is not replaced\n  move it, or choose another folder with \
                         `--dataset`"
                    )));
                }
            }
        }
        Ok(())
    }

    /// Refuses to replace the results of another scenario whose file has the same name, or those of plans that are not among `plans`.
    pub(crate) fn refuse_to_lose(&self, scenario: &str, plans: &[&str]) -> Result<(), Failure> {
        let path = self.path("years");
        let Some(former) = provenance(&path).filter(|_| path.exists()) else { return Ok(()) };
        let shown = path.display();
        let lost = |what: String| {
            Failure::Failed(format!(
                "error: `{shown}` has {what}; they would be lost\n  choose another folder with `--dataset`, rename the scenario's file, or remove \
                 what `{}` has in each table",
                self.file
            ))
        };
        if let Some(other) = former["name"].as_str().filter(|name| *name != scenario) {
            return Err(lost(format!(
                "the results of a scenario called `{other}`, and this one is called `{scenario}`"
            )));
        }
        let of_file = |plan: &Value| Some(stem(Path::new(plan["sources"][0]["name"].as_str()?)));
        let former = former["alternatives"].as_array().into_iter().flatten().filter_map(of_file);
        match former.into_iter().find(|plan| !plans.contains(&plan.as_str())) {
            None => Ok(()),
            Some(plan) => Err(lost(format!("the results of the plan `{plan}`, which is not in this comparison"))),
        }
    }

    /// Removes the headlines of each future of an earlier run, which would not fit the other tables.
    fn remove_futures_of_another_run(&self) -> Result<(), Failure> {
        let [futures, years] = [FUTURES, "years"].map(|table| self.path(table));
        if self.each_future || !futures.exists() || provenance(&futures) == provenance(&years) {
            return Ok(());
        }
        fs::remove_file(&futures).map_err(|error| cannot_write(&futures, &error))
    }
}

/// The workbook with the headlines of all scenarios that a command adds to a dataset.
pub(crate) struct DatasetWorkbook {
    folder: Results,
    headlines: DatasetHeadlines,
}

impl DatasetWorkbook {
    /// The workbook, empty; `None` if none was asked for. What it cannot replace is reported here.
    pub(crate) fn of(arguments: &DatasetArguments, extras: &ExtrasArguments) -> Result<Option<Self>, Failure> {
        let Some(folder) = arguments.dataset.as_ref().filter(|_| extras.xlsx) else { return Ok(None) };
        let folder = Results::in_folder(ResultKind::Dataset, folder.clone())?;
        Ok(Some(Self { folder, headlines: DatasetHeadlines::default() }))
    }

    /// Adds the headlines of a scenario.
    pub(crate) fn add(&mut self, place: &DatasetPlace, plans: &DatasetPlans<'_>) {
        self.headlines.add(&place.scenario, &place.overlays, plans);
    }

    /// Writes it, with a manifest beside it, and returns its path.
    pub(crate) fn write(&self) -> Result<String, Failure> {
        self.folder.write(&render::headline_files(&self.headlines).map_err(failed)?)?;
        Ok(self.folder.folder().join("headlines.xlsx").display().to_string())
    }
}

/// The names of the tables that are written.
pub(crate) fn table_names(each_future: bool) -> String {
    dataset_tables().filter(|table| each_future || *table != FUTURES).collect::<Vec<_>>().join(", ")
}

/// Refuses a plan with the name that the dataset gives to the base.
pub(crate) fn refuse_a_plan_called_base(arguments: &DatasetArguments, files: &[PathBuf]) -> Result<(), Failure> {
    match files.iter().find(|file| stem(file) == BASE_PLAN).filter(|_| arguments.dataset.is_some()) {
        None => Ok(()),
        Some(file) => Err(Failure::Wrong(format!(
            "error: `{}`: `{BASE_PLAN}` is what a dataset calls the base in its column `plan`; rename the file",
            file.display()
        ))),
    }
}

/// The provenance of a file that this program wrote; `None` for anything else.
fn provenance(path: &Path) -> Option<Value> {
    let file = File::open(path).ok().filter(|_| is_file(path))?;
    render::parquet::provenance_in(file)
}
