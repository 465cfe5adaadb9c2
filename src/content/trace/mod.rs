//! The trace of one replication: a dated ledger in plain English on screen, with every entry in a file.
//!
//! The source is the model's [`Ledger`]. [`people`], [`agency`] and [`cases`] turn events into sentences and
//! [`entry`]s; [`balances`] and [`money`] do so for the month's counts, [`changes`] for dated changes, [`responses`] for responses and [`yearly`] for yearly effects.
//! [`naming`] provides names and [`ordinals`] numbers people, [`header`] describes the replication, and [`narrative`] assembles its months.

mod agency;
mod balances;
mod cases;
mod changes;
mod entry;
mod header;
mod money;
mod naming;
mod narrative;
mod ordinals;
mod people;
mod record;
mod responses;
#[cfg(test)]
mod tests;
mod yearly;

pub(crate) use balances::TeamBalance;
pub(crate) use narrative::MonthNarrative;
pub(crate) use record::{TraceRecord, trace_record};

use super::cell::Cell;
use super::document::DataTable;
use super::overview::Overview;
use super::rows::Rows;
use crate::content::provenance::Provenance;
use crate::plan::{EffectCourse, Plan};
use crate::run::Ledger;
use crate::summary::{Figure, Nearest, Summary};
use entry::{Entry, HEADER, Kind};
use naming::Naming;

/// A replication of a run, selected for a trace.
pub struct TracedReplication<'t> {
    /// Summary of the run to which it belongs.
    pub summary: &'t Summary,
    /// Ledger of the replication.
    pub ledger: &'t Ledger,
    /// Why it was selected; `None` if selected by number.
    pub why: Option<Selection>,
}

/// The percentile to which a replication is the nearest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selection {
    /// Figure by which replications were ordered.
    pub figure: Figure,
    /// Percentile, 0 to 100.
    pub percent: f64,
    /// The nearest replication.
    pub nearest: Nearest,
}

impl<'t> TracedReplication<'t> {
    fn plan(&self) -> &'t Plan {
        self.summary.plan()
    }

    /// The yearly effects in the replication.
    fn courses(&self) -> Vec<EffectCourse> {
        let (plan, replication) = (self.plan(), self.ledger.future);
        plan.inputs.courses(plan.scenario(), replication.inputs, replication.years)
    }

    /// The entries of every month, in order.
    fn entries(&self) -> impl Iterator<Item = (Naming<'t>, Vec<Entry<'t>>)> {
        let courses = self.courses();
        self.ledger.steps().enumerate().map(move |(month, (before, now))| {
            let naming = Naming { plan: self.plan(), month };
            let mut entries = balances::entries(naming, Kind::Opening, before);
            entries.extend(yearly::entries(naming, &courses));
            entries.extend(changes::entries(naming));
            for &event in &now.events {
                entries.extend(responses::entry(naming, self.ledger, event));
                entries.extend(people::entries(naming, event));
                entries.extend(agency::entries(naming, event));
                entries.extend(cases::entries(naming, event));
            }
            entries.extend(cases::demand(naming, &now.record));
            entries.extend(balances::entries(naming, Kind::Closing, &now.record));
            entries.extend(balances::rates(naming, &self.ledger.figures));
            entries.extend(money::entries(naming, &now.record));
            (naming, entries)
        })
    }

    fn rows(&self) -> impl Iterator<Item = Vec<Cell<'t>>> {
        let cells = |(naming, entries): (Naming<'t>, Vec<Entry<'t>>)| {
            let month = naming.plan.calendar().month(naming.month as i32);
            entries.into_iter().map(move |entry| entry.cells(month))
        };
        self.entries().flat_map(cells)
    }
}

/// The content of a trace: which replication and why, how it compares with all, then its months.
pub struct Trace<'t> {
    /// Which replication, why it was selected, and its headlines beside those of all replications.
    pub(crate) overview: Overview,
    /// Months, in order.
    pub(crate) months: Vec<MonthNarrative>,
    /// Entries as a JSON record.
    pub record: TraceRecord<'t>,
    /// Entries as a table.
    pub(crate) table: DataTable<'t>,
    /// Provenance of the run.
    pub(crate) provenance: Provenance,
}

/// Builds the trace of a replication.
#[must_use]
pub fn tell<'t>(traced: &'t TracedReplication<'t>) -> Trace<'t> {
    Trace {
        overview: header::header(traced),
        months: narrative::narrative(traced),
        record: trace_record(traced),
        table: DataTable { file: "trace", rows: Box::new(|| Rows::new(&HEADER, traced.rows())) },
        provenance: Provenance::of_future(traced.summary, traced.ledger.future.chance),
    }
}
