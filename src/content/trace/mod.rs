//! One future told: a dated ledger in plain English on screen, and every entry of it in a file.
//!
//! What is told is what the model told ([`Ledger`]): [`people`], [`agency`] and [`cases`] put events into words and
//! [`entry`]s, [`balances`] and [`money`] what the month's record counts, [`changes`] what begins and ends. [`naming`] has the
//! names, [`header`] says which future it is, [`narrative`] tells its months.

mod agency;
mod balances;
mod cases;
mod changes;
mod entry;
mod header;
mod money;
mod naming;
mod narrative;
mod people;
mod record;
#[cfg(test)]
mod tests;

pub(crate) use balances::TeamBalance;
pub(crate) use narrative::MonthNarrative;
pub(crate) use record::{TraceRecord, trace_record};

use super::cell::Cell;
use super::document::DataTable;
use super::overview::Overview;
use super::rows::Rows;
use crate::content::provenance::Provenance;
use crate::plan::Plan;
use crate::run::Ledger;
use crate::summary::{Figure, Nearest, Summary};
use entry::{Entry, HEADER, Kind};
use naming::Naming;

/// A future of a run, to be told.
pub struct TracedReplication<'t> {
    /// The run that it is one of.
    pub summary: &'t Summary,
    /// The future.
    pub ledger: &'t Ledger,
    /// Why this one; `None` where it was asked for by its number.
    pub why: Option<Selection>,
}

/// What a future is nearest to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selection {
    /// The figure by which futures were put in order.
    pub figure: Figure,
    /// The percentile, 0 to 100.
    pub percent: f64,
    /// What was found.
    pub nearest: Nearest,
}

impl<'t> TracedReplication<'t> {
    fn plan(&self) -> &'t Plan {
        self.summary.plan()
    }

    /// The entries of every month, in order.
    fn entries(&self) -> impl Iterator<Item = (Naming<'t>, Vec<Entry<'t>>)> {
        self.ledger.steps().enumerate().map(|(month, (before, now))| {
            let naming = Naming { plan: self.plan(), month };
            let mut entries = balances::entries(naming, Kind::Opening, before);
            entries.extend(changes::entries(naming));
            for &event in &now.events {
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

/// What is said of a future: which it is and why, how it stands among all, then its months.
pub struct Trace<'t> {
    /// Which future it is, why this one, and its headlines beside those of all futures.
    pub(crate) overview: Overview,
    /// Its months.
    pub(crate) months: Vec<MonthNarrative>,
    /// Its entries for programs.
    pub record: TraceRecord<'t>,
    /// Its entries as a table.
    pub(crate) table: DataTable<'t>,
    /// What was run.
    pub(crate) provenance: Provenance,
}

/// Tells a future.
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
