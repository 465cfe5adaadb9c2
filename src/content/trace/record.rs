//! The JSON record of a trace: the entries of `trace.csv`, and the replication to which they belong.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::entry::HEADER;
use super::{Selection, TracedReplication};
use crate::content::cell::{Cell, rounded};
use crate::content::series_names;
use crate::scenario::Scenario;
use crate::summary::Period;

/// The JSON record of one replication.
#[derive(serde::Serialize)]
pub struct TraceRecord<'a> {
    name: &'a str,
    seed: u64,
    replications: u64,
    /// Number of the replication.
    future: u64,
    /// Why it was selected; omitted if selected by number.
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest_to: Option<SelectionDocument<'a>>,
    entries: Vec<EntryDocument<'a>>,
}

#[derive(serde::Serialize)]
struct SelectionDocument<'a> {
    measure: &'static str,
    team: &'a str,
    /// Month; null for the whole run.
    month: Option<String>,
    percent: f64,
    percentile: Option<f64>,
    value: Option<f64>,
    n_defined: u64,
}

/// A row, by column.
struct EntryDocument<'a>(Vec<Cell<'a>>);

impl Serialize for EntryDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(HEADER.len()))?;
        for (column, cell) in HEADER.iter().zip(&self.0) {
            match cell {
                Cell::Missing => map.serialize_entry(column, &None::<()>)?,
                Cell::Whole(whole) => map.serialize_entry(column, whole)?,
                Cell::Number(value, unit, _) => map.serialize_entry(column, &rounded(*value, *unit))?,
                cell => map.serialize_entry(column, &cell.text())?,
            }
        }
        map.end()
    }
}

/// The JSON record of a replication, with every entry of its ledger.
pub(crate) fn trace_record<'t>(traced: &TracedReplication<'t>) -> TraceRecord<'t> {
    let scenario = traced.plan().scenario();
    TraceRecord {
        name: &scenario.name,
        seed: scenario.seed,
        replications: traced.summary.replications(),
        future: traced.ledger.future.chance,
        nearest_to: traced.why.map(|why| why_document(scenario, &why)),
        entries: traced.rows().map(EntryDocument).collect(),
    }
}

fn why_document<'a>(scenario: &'a Scenario, why: &Selection) -> SelectionDocument<'a> {
    let (series, nearest) = (why.figure.series, why.nearest);
    let month = match why.figure.when {
        Period::Month(month) => Some(month.iso()),
        Period::Run => None,
    };
    SelectionDocument {
        measure: series.measure.id,
        team: series_names::team_id(scenario, series),
        month,
        percent: why.percent,
        percentile: rounded(nearest.percentile, series.measure.unit),
        value: rounded(nearest.value, series.measure.unit),
        n_defined: nearest.n_defined,
    }
}
