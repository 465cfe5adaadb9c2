//! The headlines of all scenarios that one command adds to a dataset: a workbook for people beside the files for programs.

use serde::Serialize;

use super::{DATASET_KEYS, DatasetPlans, PlanKeys};
use crate::content::batch::headline_rows;
use crate::content::cell::Cell;
use crate::content::facts::{FactValue, scenario_digest};
use crate::content::rows::Rows;
use crate::content::tables;
use crate::content::workbook::{Cover, Dictionary, SheetBody, Workbook, WorkbookSheet};
use crate::scenario::{FORMAT, Scenario};
use crate::summary::Summary;

/// The headlines and targets of scenarios, kept until all are there.
#[derive(Default)]
pub(crate) struct DatasetHeadlines {
    headlines: KeptRows,
    targets: KeptRows,
    scenarios: Vec<DatasetScenarioRecord>,
}

/// Rows that outlive the run that they are of.
#[derive(Default)]
struct KeptRows {
    header: Vec<std::borrow::Cow<'static, str>>,
    rows: Vec<Vec<Cell<'static>>>,
}

/// What was run to make a workbook of headlines.
#[derive(Serialize)]
pub(crate) struct DatasetProvenance<'a> {
    program: &'static str,
    version: &'static str,
    format: i64,
    scenarios: &'a [DatasetScenarioRecord],
}

/// A plan of a scenario in a dataset.
#[derive(Serialize)]
struct DatasetScenarioRecord {
    scenario: String,
    overlays: String,
    plan: String,
    seed: u64,
    replications: u64,
    /// SHA-256 digest of the resolved scenario.
    sha256: String,
}

impl DatasetScenarioRecord {
    fn new([scenario, overlays, plan]: [&str; 3], summary: &Summary) -> Self {
        let of: &Scenario = summary.plan().scenario();
        Self {
            scenario: scenario.to_owned(),
            overlays: overlays.to_owned(),
            plan: plan.to_owned(),
            seed: of.seed(),
            replications: summary.replications(),
            sha256: scenario_digest(of),
        }
    }
}

impl KeptRows {
    /// Adds the rows of one plan after the cells that tell it apart.
    fn add(&mut self, keys: &PlanKeys<'_>, rows: Rows<'_>) {
        self.header = DATASET_KEYS.into_iter().map(Into::into).chain(rows.header).collect();
        let kept = |row: Vec<Cell<'_>>| keys.iter().cloned().chain(row).map(Cell::into_owned).collect();
        self.rows.extend(rows.rows.map(kept));
    }

    fn rows(&self) -> Rows<'_> {
        Rows::with_header(self.header.clone(), self.rows.iter().cloned())
    }
}

impl DatasetHeadlines {
    /// Adds the plans of a scenario of this name with these overlays.
    pub(crate) fn add(&mut self, scenario: &str, overlays: &str, plans: &DatasetPlans<'_>) {
        for &(plan, summary) in &plans.plans {
            let names = [scenario, overlays, plan];
            let keys = names.map(Cell::from);
            self.headlines.add(&keys, headline_rows(summary));
            self.targets.add(&keys, tables::targets(summary));
            self.scenarios.push(DatasetScenarioRecord::new(names, summary));
        }
    }

    /// What was run.
    pub(crate) fn provenance(&self) -> DatasetProvenance<'_> {
        DatasetProvenance {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            format: FORMAT,
            scenarios: &self.scenarios,
        }
    }

    /// The workbook.
    pub(crate) fn workbook(&self) -> Workbook<'_> {
        let mut sheets = vec![WorkbookSheet::table(
            "Headlines",
            "The headlines of every scenario and plan.",
            DATASET_KEYS.len() as u16,
            || self.headlines.rows(),
        )];
        if !self.targets.rows.is_empty() {
            let about = "The likelihood of meeting each target.";
            sheets.push(WorkbookSheet::table("Targets", about, DATASET_KEYS.len() as u16, || self.targets.rows()));
        }
        sheets.push(WorkbookSheet {
            name: "Data dictionary",
            about: "The meaning of every measure and column.",
            body: SheetBody::Dictionary(Dictionary::of_measures()),
        });
        Workbook { cover: self.cover(), sheets, charts: Vec::new() }
    }

    fn cover(&self) -> Cover {
        let program = format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
        Cover {
            title: "Headlines of a dataset".to_owned(),
            about: "The scenarios and plans that one command added to a dataset".to_owned(),
            facts: vec![
                ("Scenarios and plans", FactValue::Number(self.scenarios.len() as u64)),
                ("Program", FactValue::Words(program)),
            ],
            reading: vec![
                "Figures are those of the dataset, rounded for reading.".to_owned(),
                "Digests and seeds are in manifest.json beside this workbook.".to_owned(),
            ],
            look_out: Vec::new(),
        }
    }
}
