//! The headline figures of a run, shown in the on-screen table and in batch output.

use crate::ids::TeamId;
use crate::measures::{Measure, YearOf};
use crate::plan::Plan;
use crate::run::RunHeadline;
use crate::scenario::Series;
use crate::summary::{Statistic, Summary};
use crate::units::{Month, Unit};

use super::series_names;

/// Service-wide measures among the headlines, in order. Team caseloads and unallocated cases follow; cost is last.
const SERVICE: [&str; 5] = ["agency_rate", "permanent_fte", "agency_fte", "vacancy_rate", "turnover"];

/// Maximum number of months shown after the opening.
const MAX_COLUMNS: usize = 3;

/// A month shown in the headlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Index of the month in the run.
    pub month: usize,
    /// Calendar month.
    pub name: Month,
}

/// One headline.
pub struct Headline<'s> {
    /// Label.
    pub label: String,
    /// Series.
    pub series: Series,
    /// Value at the opening; `None` for yearly sums.
    pub opening: Option<&'s Statistic>,
    /// Value in each column: at the end of the month, or for yearly sums over the financial year that contains it.
    pub columns: Vec<&'s Statistic>,
}

impl Headline<'_> {
    /// Unit of the figures.
    pub(crate) fn unit(&self) -> Unit {
        self.series.measure.unit
    }
}

/// The months shown: the last financial year ends in the run, and the end of the run.
fn columns(summary: &Summary) -> Vec<Column> {
    let calendar = summary.plan().calendar();
    let last = calendar.months - 1;
    let mut months: Vec<usize> =
        (0..calendar.months).filter(|&m| calendar.month(m as i32).index_in_year() == 2 || m == last).collect();
    let surplus = months.len().saturating_sub(MAX_COLUMNS);
    months.drain(..surplus);
    months.into_iter().map(|month| Column { month, name: calendar.month(month as i32) }).collect()
}

/// The headlines of a run, and the months of their columns.
#[must_use]
pub fn headlines<'s>(summary: &'s Summary) -> (Vec<Column>, Vec<Headline<'s>>) {
    let scenario = summary.plan().scenario();
    let columns = columns(summary);
    let mut wanted: Vec<(&str, Option<TeamId>)> = SERVICE.iter().map(|&id| (id, None)).collect();
    let holding = scenario.teams.ids().filter(|&team| scenario.teams[team].caseload.is_some());
    wanted.extend(holding.map(|team| ("caseload", Some(team))));
    wanted.extend([("unallocated", None), ("cost", None)]);
    let headline = |(id, team): (&str, Option<TeamId>)| {
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

/// The label and period of a headline: `Agency rate`, `end of Jul 2019`; `Cost`, `over the run`.
pub(crate) fn run_headline_words(plan: &Plan, headline: RunHeadline) -> [String; 2] {
    let label = Measure::find(headline.measure()).map_or(headline.measure(), |measure| measure.label);
    let when = match headline {
        RunHeadline::AgencyRateAtEnd => format!("end of {}", plan.scenario().end()),
        RunHeadline::Caseload | RunHeadline::Cost => "over the run".to_owned(),
    };
    [label.to_owned(), when]
}
