//! Figures reported for months of the run.

use super::target::{figures_of, read_series};
use crate::scenario::Names;
use crate::scenario::declare::Table;
use crate::scenario::problem::Problem;
use crate::scenario::reported_series::Series;
use crate::units::{Month, Unit};

/// A figure reported for a month of the run, for comparison with the simulated range.
#[derive(Clone, Debug)]
pub struct Reported {
    /// Identifier.
    pub id: String,
    /// The series that it is for; `None` if invalid.
    pub series: Option<Series>,
    /// The month; `None` if invalid.
    pub month: Option<Month>,
    /// The value reported.
    pub value: f64,
    /// The forecast of somebody who expected no change.
    pub no_change: Option<f64>,
}

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names) -> Reported {
    let series = read_series(t, names);
    t.mark_required("measure");
    let unit = series.map_or(Unit::Number, |series| series.measure.unit);
    let month = t.month_required("month", "The month of the figure.");
    let value = t.plain_or_none("value", unit, figures_of(unit), "The figure reported.");
    t.mark_required("value");
    if value.is_none() && !t.has("value") {
        let inside = format!("reported.{id}");
        t.error(Problem::Missing { key: "value".into(), inside, expected: "the figure reported".into() }, None);
    }
    let no_change =
        t.plain_or_none("no_change", unit, figures_of(unit), "The forecast that assumed no change, for comparison.");
    Reported { id: id.to_owned(), series, month, value: value.unwrap_or(0.0), no_change }
}
