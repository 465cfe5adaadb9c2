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

/// The short names of levers: the last key of the address, with as much of it as tells it apart from the others.
pub(crate) fn short_names(levers: &[Lever]) -> Vec<String> {
    let with_keys = |lever: &Lever, number: usize| -> String {
        let keys: Vec<&str> = lever.address.split('.').collect();
        keys[keys.len().saturating_sub(number)..].join(".")
    };
    let is_unique = |place: usize, number: usize| {
        let name = with_keys(&levers[place], number);
        levers.iter().enumerate().all(|(other, lever)| other == place || with_keys(lever, number) != name)
    };
    let name = |place: usize| {
        let most = levers[place].address.split('.').count();
        let number = (1..=most).find(|&number| is_unique(place, number)).unwrap_or(most);
        with_keys(&levers[place], number)
    };
    (0..levers.len()).map(name).collect()
}

/// What was swept, in a line: `intake.overseas.offers over 11 values, 10,000 futures each`.
fn swept(sweep: &Sweep) -> String {
    let one = |lever: &Lever| {
        format!("{} over {}", lever.address, words::counted(lever.values.len() as u64, "value", "values"))
    };
    let levers: Vec<String> = sweep.grid.levers.iter().map(one).collect();
    format!("{}, {} each", levers.join(", "), words::counted(sweep.replications, "future", "futures"))
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
            provenance: Provenance::of_levers(sweep.base.scenario(), sweep.replications, &sweep.grid.levers),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_have_as_many_keys_as_tell_them_apart() {
        let names = |addresses: &[&str]| {
            let levers: Vec<Lever> =
                addresses.iter().map(|one| Lever { address: (*one).to_owned(), values: Vec::new() }).collect();
            short_names(&levers)
        };
        assert_eq!(names(&["intake.a.offers"]), ["offers"]);
        assert_eq!(names(&["intake.a.offers", "intake.b.offers"]), ["a.offers", "b.offers"]);
        assert_eq!(names(&["intake.a.offers", "intake.a.month"]), ["offers", "month"]);
        assert_eq!(names(&["offers", "intake.a.offers"]), ["offers", "a.offers"]);
    }
}
