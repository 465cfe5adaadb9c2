//! What a scenario adds to a dataset of many: its tables, each with the columns of a data file after those that tell
//! scenarios and plans apart.

mod columns;
mod headlines;

pub(crate) use columns::{ColumnType, DatasetColumn};
pub(crate) use headlines::DatasetHeadlines;

use std::borrow::Cow;

use super::cell::Cell;
use super::futures::{BASE_PLAN, FUTURES, futures, plans_of};
use super::provenance::Provenance;
use super::rows::Rows;
use super::{inputs, tables};
use crate::compare::Study;
use crate::summary::Summary;

/// The columns that tell apart the rows of a dataset: the name of the scenario's file, of the overlays that are laid over it and of the plan.
pub(crate) const DATASET_KEYS: [&str; 3] = ["scenario", "overlays", "plan"];

/// The tables of a dataset, in which each scenario has a file: name, and rows of one plan.
const TABLES: [(&str, RowsOfSummary); 5] = [
    ("monthly", tables::monthly),
    ("years", tables::years),
    ("targets", tables::targets),
    ("assumptions", |summary| inputs::register(summary.plan().scenario())),
    (FUTURES, futures),
];

type RowsOfSummary = for<'s> fn(&'s Summary) -> Rows<'s>;

/// The names of the tables of a dataset.
pub(crate) fn dataset_tables() -> impl Iterator<Item = &'static str> {
    TABLES.into_iter().map(|(name, _)| name)
}

/// The plans of a scenario in a dataset: a run, or a base and what was compared with it.
pub(crate) struct DatasetPlans<'a> {
    plans: Vec<(&'a str, &'a Summary)>,
    /// What was run.
    pub provenance: Provenance,
}

/// One table of a scenario.
pub(crate) struct DatasetTable<'a> {
    /// Name, also of its folder.
    pub name: &'static str,
    /// The columns.
    pub columns: Vec<DatasetColumn>,
    /// The rows.
    pub rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>,
}

impl<'a> From<&'a Summary> for DatasetPlans<'a> {
    fn from(summary: &'a Summary) -> Self {
        Self { plans: vec![(BASE_PLAN, summary)], provenance: Provenance::of_run(summary) }
    }
}

impl<'a> From<&'a Study> for DatasetPlans<'a> {
    fn from(study: &'a Study) -> Self {
        let base = &study.base.summary;
        Self {
            plans: plans_of(study),
            provenance: Provenance::of_comparison(base, study.alternatives.iter().map(|one| &one.summary)),
        }
    }
}

impl<'a> DatasetPlans<'a> {
    /// Its tables, as those of a scenario of this name with these overlays.
    pub(crate) fn tables(&self, scenario: &'a str, overlays: &'a str) -> impl Iterator<Item = DatasetTable<'a>> {
        TABLES.into_iter().map(move |(name, rows_of)| {
            let one = |&(plan, summary)| ([scenario, overlays, plan].map(Cell::from), rows_of(summary));
            DatasetTable::new(name, self.plans.iter().map(one).collect())
        })
    }
}

impl DatasetPlans<'_> {
    /// How many futures each plan has in the table of futures, and how many were simulated.
    pub(crate) fn futures(&self) -> (u64, u64) {
        let of = |summary: &Summary| (summary.kept().len() as u64, summary.replications());
        self.plans.first().map_or((0, 0), |(_, summary)| of(summary))
    }
}

impl<'a> DatasetTable<'a> {
    /// The rows of each plan after the cells that tell it apart.
    fn new(name: &'static str, plans: Vec<(PlanKeys<'a>, Rows<'a>)>) -> Self {
        let header = plans.first().map_or(&[][..], |(_, rows)| &rows.header);
        let ids = DATASET_KEYS.into_iter().map(Cow::Borrowed).chain(header.iter().cloned());
        let columns = ids.map(|id| DatasetColumn::new(name, id)).collect();
        let with_keys = |(keys, rows): (PlanKeys<'a>, Rows<'a>)| {
            rows.rows.map(move |row| keys.iter().cloned().chain(row).collect())
        };
        Self { name, columns, rows: Box::new(plans.into_iter().flat_map(with_keys)) }
    }
}

/// The cells in the columns [`DATASET_KEYS`].
type PlanKeys<'a> = [Cell<'a>; DATASET_KEYS.len()];
