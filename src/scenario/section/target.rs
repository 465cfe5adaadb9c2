//! Targets.

use crate::ids::IdVec;
use crate::measures::{CostLine, Measure, Read};
use crate::scenario::Names;
use crate::scenario::declare::Table;
use crate::scenario::problem::{Contradiction, Problem};
use crate::scenario::reported_series::{Breakdown, Series};
use crate::units::{FinancialYear, Month, Unit};

/// A target for a measure.
#[derive(Clone, Debug)]
pub struct Target {
    /// Identifier.
    pub id: String,
    /// The series that it is for; `None` if invalid.
    pub series: Option<Series>,
    /// When it must be met.
    pub when: TargetPeriod,
    /// Whether the limit is a maximum (`true`) or a minimum (`false`).
    pub at_most: bool,
    /// The limit.
    pub limit: f64,
}

/// When a target must be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetPeriod {
    /// At the end of a month.
    By(Month),
    /// In every month from this one on.
    From(Month),
    /// Over a financial year.
    Year(FinancialYear),
}

pub(crate) fn read_series(t: &mut Table<'_>, names: &Names) -> Option<Series> {
    let ids: IdVec<usize, String> = Measure::ALL.iter().map(|measure| measure.id.to_owned()).collect();
    let measure = t.name("measure", "measure", &ids, "The measure.");
    if !t.has("measure") {
        let inside = t.address().to_owned();
        let expected = "the name of a measure, such as \"agency_rate\"".into();
        t.error(Problem::Missing { key: "measure".into(), inside, expected }, None);
    }
    let team = t.name("team", "team", &names.teams, "The team; defaults to the whole service.");
    let measure = measure.map(|index| &Measure::ALL[index]);
    let known = measure.map(|measure| of_names(measure, names)).unwrap_or_default();
    let ids: IdVec<usize, String> = known.iter().map(|(id, _)| id.clone()).collect();
    if let Some(measure) = measure.filter(|_| ids.is_empty() && t.has("of")) {
        let address = t.address().to_owned();
        let is_of_responses = measure.reads.iter().any(|read| matches!(read, Read::Response(_)));
        let what = if is_of_responses {
            Contradiction::MeasureWithoutResponses { address, measure: measure.id }
        } else {
            Contradiction::MeasureWithoutOf { address, measure: measure.id }
        };
        let place = t.place_of("of");
        t.accept("of");
        t.error(Problem::Inconsistent { what }, place);
        return None;
    }
    let doc = "The route, case stage, cost line or response, for measures that are reported by one of these.";
    // Without a valid measure the allowed values of `of` are unknown.
    let of = if measure.is_none() && t.has("measure") {
        t.accept("of");
        None
    } else {
        t.name("of", "route, stage, cost line or response of this measure", &ids, doc)
    };
    if of.is_none() && t.has("of") {
        return None;
    }
    let of = of.map(|index| known[index].1);
    Some(Series { measure: measure?, team, of })
}

/// The routes, stages and cost lines that a measure is reported for.
fn of_names(measure: &Measure, names: &Names) -> Vec<(String, Breakdown)> {
    let mut all = Vec::new();
    for read in measure.reads {
        match read {
            Read::Route(_) => {
                all.extend(names.routes.entries().map(|(route, id)| (id.clone(), Breakdown::Route(route))));
            }
            Read::Stage(_) => {
                all.extend(names.stages.entries().map(|(stage, id)| (id.clone(), Breakdown::Stage(stage))));
            }
            Read::Response(_) => {
                all.extend(names.responses.entries().map(|(one, id)| (id.clone(), Breakdown::Response(one))));
            }
            Read::Line => all.extend(CostLine::ALL.iter().map(|line| (line.id().to_owned(), Breakdown::Line(*line)))),
            _ => {}
        }
    }
    all
}

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names, start: Month) -> Target {
    let series = read_series(t, names);
    t.mark_required("measure");
    let by = t.month("by", "The target must be met at the end of this month.");
    let from = t.month("from", "The target must be met in every month from this one on.");
    let year = t.year("year", "The target must be met over this financial year.");
    let whens = ["by", "from", "year"];
    let found = whens.iter().filter(|key| t.has(key)).count();
    if found != 1 {
        t.error(Problem::OneOf { keys: &["by", "from", "year"], inside: format!("target.{id}"), found }, None);
    }
    let when = by
        .map(TargetPeriod::By)
        .or(from.map(TargetPeriod::From))
        .or(year.map(TargetPeriod::Year))
        .unwrap_or(TargetPeriod::By(start));
    let unit = series.map_or(Unit::Number, |series| series.measure.unit);
    refuse_a_month_of_money(t, id, series);
    let limit = figures_of(unit);
    let at_most = t.plain_or_none("at_most", unit, limit, "The target is met if the measure is at most this.");
    let at_least = t.plain_or_none("at_least", unit, limit, "The target is met if the measure is at least this.");
    let found = usize::from(t.has("at_most")) + usize::from(t.has("at_least"));
    if found != 1 {
        t.error(Problem::OneOf { keys: &["at_most", "at_least"], inside: format!("target.{id}"), found }, None);
    }
    Target { id: id.to_owned(), series, when, at_most: at_most.is_some(), limit: at_most.or(at_least).unwrap_or(0.0) }
}

/// The range of figures in a unit; it catches percentages, such as a rate written as 25.
pub(crate) fn figures_of(unit: Unit) -> (f64, f64) {
    match unit {
        unit if unit.is_share() => (0.0, 1.0),
        Unit::YearlyRate => (0.0, 2.0),
        _ => (-1e12, 1e12),
    }
}

/// Refuses a month for a target on money: the cost of a single month against an annual figure would be met in every
/// future.
fn refuse_a_month_of_money(t: &mut Table<'_>, id: &str, series: Option<Series>) {
    for key in ["by", "from"] {
        if series.is_some_and(|series| series.measure.unit.is_money()) && t.has(key) {
            let place = t.place_of(key);
            t.error(Problem::Inconsistent { what: Contradiction::MonthOfMoney { target: id.to_owned(), key } }, place);
        }
    }
}
