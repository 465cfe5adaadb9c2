//! The content of a sweep: tables, charts, a page and a record.

mod charts;
mod overview;
mod page;
mod record;
mod table;

pub(crate) use overview::sweep_overview;
pub(crate) use record::SweepRecord;

use super::document::{Document, Part};
use super::provenance::Provenance;
use super::record::Record;
use super::words;
use super::workbook::Workbook;
use crate::decide::{Lever, Sweep};
use crate::run::RunHeadline;

/// The likelihood at which charts draw a line: an assumption, the chance that plans are usually asked to have.
const CONTOUR: f64 = 0.8;

/// The headlines that are shown: the cost is that of the ranking's yardstick instead.
const SHOWN: [RunHeadline; 2] = [RunHeadline::AgencyRateAtEnd, RunHeadline::Caseload];

/// What was swept, in a line: `intake.overseas.offers over 11 values, 10,000 futures each`.
fn swept(sweep: &Sweep) -> String {
    let one = |lever: &Lever| {
        format!("{} over {}", lever.address, words::counted(lever.values.len() as u64, "value", "values"))
    };
    let levers: Vec<String> = sweep.grid.levers.iter().map(one).collect();
    format!("{}, {} each", levers.join(", "), words::counted(sweep.replications, "future", "futures"))
}

/// That no target depends on an input, if there is such an input.
fn without_effect(sweep: &Sweep) -> Option<String> {
    let named = sweep.without_effect_on_targets();
    (!named.is_empty()).then(|| format!("No target depends on {} in these futures.", named.join(" or ")))
}

impl<'a> From<&'a Sweep> for Document<'a> {
    fn from(sweep: &'a Sweep) -> Self {
        let exhibits = charts::exhibits(sweep);
        let mut parts = vec![
            Part::table("sweep", || table::rows(sweep)),
            Part::record("sweep", Record::Sweep(record::record(sweep))),
        ];
        parts.extend((0..exhibits.len()).map(Part::Drawing));
        Document {
            title: format!("{}: sweep", sweep.base.scenario().name()),
            subtitle: words::capital(&swept(sweep)),
            sections: page::sections(sweep, exhibits.len()),
            exhibits,
            parts,
            workbook: Workbook::default(),
            briefing: None,
            futures: None,
            provenance: Provenance::of_levers(sweep.base.scenario(), sweep.replications, &sweep.grid.levers),
        }
    }
}
