//! The figures that stand for a run: what the table on screen shows and a batch lists.

use crate::measures::{Measure, YearOf};
use crate::scenario::Series;
use crate::summary::{Statistic, Summary};
use crate::units::{Month, Unit};

use super::series_names;

/// Measures of the service among the headlines, in order; caseloads by team stand after them, cost last.
const SERVICE: [&str; 5] = ["agency_rate", "permanent_fte", "agency_fte", "vacancy_rate", "turnover"];

/// Most months that the headlines show beside the opening.
const MAX_COLUMNS: usize = 3;

/// A month that the headlines show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its index in the run.
    pub month: usize,
    /// The month.
    pub name: Month,
}

/// One headline.
pub struct Headline<'s> {
    /// What it is, for people.
    pub label: String,
    /// What it is.
    pub series: Series,
    /// At the opening; `None` for sums over years.
    pub opening: Option<&'s Statistic>,
    /// In each column: at the month's end, or for sums over the financial year to it.
    pub columns: Vec<&'s Statistic>,
}

impl Headline<'_> {
    /// The unit of its figures.
    pub(crate) fn unit(&self) -> Unit {
        self.series.measure.unit
    }
}

/// The months that headlines show: the last ends of financial years in the run, and its end.
fn columns(summary: &Summary) -> Vec<Column> {
    let calendar = summary.plan().calendar();
    let last = calendar.months - 1;
    let mut months: Vec<usize> =
        (0..calendar.months).filter(|&m| calendar.month(m as i32).index_in_year() == 2 || m == last).collect();
    let surplus = months.len().saturating_sub(MAX_COLUMNS);
    months.drain(..surplus);
    months.into_iter().map(|month| Column { month, name: calendar.month(month as i32) }).collect()
}

/// The headlines of a run, and the months they are for.
#[must_use]
pub fn headlines<'s>(summary: &'s Summary) -> (Vec<Column>, Vec<Headline<'s>>) {
    let scenario = summary.plan().scenario();
    let columns = columns(summary);
    let mut wanted: Vec<(&str, Option<usize>)> = SERVICE.iter().map(|&id| (id, None)).collect();
    let holding = (0..scenario.teams.len()).filter(|&team| scenario.teams[team].caseload.is_some());
    wanted.extend(holding.map(|team| ("caseload", Some(team))));
    wanted.extend([("unallocated", None), ("cost", None)]);
    let headline = |(id, team): (&str, Option<usize>)| {
        let measure = Measure::find(id)?;
        let series = Series { measure, team, of: None };
        let index = summary.find(series)?;
        let calendar = summary.plan().calendar();
        let yearly = measure.year == YearOf::Sum;
        let at = |column: &Column| {
            if yearly {
                summary.year(calendar.year_of(column.month), index)
            } else {
                summary.month(column.month, index)
            }
        };
        Some(Headline {
            label: series_names::label(scenario, series),
            series,
            opening: if yearly { None } else { summary.opening(index) },
            columns: columns.iter().map(at).collect::<Option<_>>()?,
        })
    };
    let list: Vec<Headline<'s>> = wanted.into_iter().filter_map(headline).collect();
    (columns, list)
}
