//! How often responses are in force in a run, from when, for how long and at what cost.

use super::cell::{Cell, error_cell};
use super::overview::{Overview, OverviewGrid};
use super::page::{Block, PageTable, Section};
use super::rows::Rows;
use super::words::{self, Ranged};
use crate::compare::Study;
use crate::run::ResponseFigure::{self, Cost, First, Months, Used};
use crate::scenario::Change;
use crate::summary::{Statistic, Summary};
use crate::units::{Month, Unit};

/// A response in a run.
pub(crate) struct ResponseUse<'s> {
    pub change: &'s Change,
    /// The share of futures in which it is ever in force.
    pub used: &'s Statistic,
    /// In these futures: the first month in which it is, counted from 0; the number of months; and its own cost, pounds.
    first: &'s Statistic,
    pub months: &'s Statistic,
    pub cost: &'s Statistic,
    start: Month,
}

/// All responses of a run, in file order.
pub(crate) fn responses(summary: &Summary) -> Vec<ResponseUse<'_>> {
    let scenario = summary.plan().scenario();
    let each = |(index, change)| {
        let of = |figure: ResponseFigure| summary.response(index, figure);
        let (used, first, months, cost) = (of(Used)?, of(First)?, of(Months)?, of(Cost)?);
        Some(ResponseUse { change, used, first, months, cost, start: scenario.start })
    };
    scenario.responses().enumerate().filter_map(each).collect()
}

impl ResponseUse<'_> {
    /// A percentile of the first month in which it is in force; `None` if it never is.
    fn first(&self, percent: u8) -> Option<Month> {
        let month = self.first.p(percent).round();
        month.is_finite().then(|| self.start.plus(month as i32))
    }

    fn has_cost(&self) -> bool {
        self.cost.is_defined() && self.cost.range80() != (0.0, 0.0)
    }

    /// The sentence: `Project team: in force in 34% of futures.`
    pub(crate) fn sentence(&self) -> String {
        let name = &self.change.name;
        match self.used.n_defined {
            _ if self.used.mean == 0.0 => format!("{name}: in force in no future."),
            1 => format!("{name}: in force in the single simulated future."),
            _ => format!("{name}: {}.", self.share()),
        }
    }

    /// Whether it is in force in every future.
    fn is_certain(&self) -> bool {
        self.used.mean == 1.0
    }

    fn share(&self) -> String {
        if self.is_certain() {
            return "in force at some time in every future".to_owned();
        }
        format!("in force at some time in {} of futures", words::percent(self.used.mean))
    }
}

/// The section on screen, under a heading.
pub(crate) fn overview(text: &mut Overview, summary: &Summary, heading: &str) {
    let all = responses(summary);
    if all.is_empty() {
        return;
    }
    text.heading(heading);
    for one in &all {
        text.item(one.change.name.clone());
        let Some(first) = one.first(50) else {
            text.remark("in force in no future".to_owned());
            continue;
        };
        let months = words::counted(one.months.median().round() as u64, "month", "months");
        let (low, high) = one.months.range80();
        let cost = if one.has_cost() {
            format!(", {} on average", words::value(one.cost.mean, Unit::Pounds))
        } else {
            String::new()
        };
        let of_these = if one.is_certain() { ", " } else { "; of these, " };
        text.remark(format!(
            "{}{of_these}first in {first} at the median, for {months} in all (80%: {} to {}){cost}",
            one.share(),
            low.round(),
            high.round(),
        ));
    }
}

/// The section of a comparison on screen: how each response is used under the base and under each plan.
pub(crate) fn overview_by_plan(text: &mut Overview, study: &Study) {
    let plans = plans(study);
    let names = plans.iter().flat_map(|(_, summary)| responses(summary)).map(|one| (&one.change.id, &one.change.name));
    let mut all: Vec<(&String, &String)> = Vec::new();
    for (id, name) in names {
        if all.iter().all(|&(other, _)| other != id) {
            all.push((id, name));
        }
    }
    if all.is_empty() {
        return;
    }
    let in_base = |id: &String| responses(&study.base.summary).iter().any(|one| one.change.id == *id);
    text.heading("Responses");
    text.paragraph("Share of futures in which each is in force; in these, the first month and the number of months, at the median.");
    for (id, name) in all {
        text.item(name.clone());
        for (plan, summary) in &plans {
            let of = responses(summary).into_iter().find(|one| one.change.id == *id);
            if of.is_none() && !in_base(id) {
                continue;
            }
            text.part(
                OverviewGrid::Responses,
                *plan,
                of.map_or_else(|| vec!["not in this plan".into()], cells_by_plan),
            );
        }
    }
}

/// The share of futures, the first month and the number of months.
fn cells_by_plan(one: ResponseUse<'_>) -> Vec<Ranged> {
    let Some(first) = one.first(50) else { return vec!["never".into()] };
    let months = words::counted(one.months.median().round() as u64, "month", "months");
    vec![words::percent(one.used.mean).into(), format!("from {first}").into(), months.into()]
}

/// The base and the plans of a comparison, each with its name.
fn plans(study: &Study) -> Vec<(&str, &Summary)> {
    let plans = study.alternatives.iter().map(|one| (one.name.as_str(), &one.summary));
    std::iter::once((study.base.name.as_str(), &study.base.summary)).chain(plans).collect()
}

/// The columns of `responses.csv`.
const HEADER: [&str; 14] = [
    "response",
    "name",
    "futures",
    "mc_error",
    "first_p10",
    "first_p50",
    "first_p90",
    "months_p10",
    "months_p50",
    "months_p90",
    "cost_p10",
    "cost_p50",
    "cost_p90",
    "cost_mean",
];

/// A row for each response. The percentiles and the mean cost are of the futures in which it is ever in force.
pub(crate) fn table(summary: &Summary) -> Rows<'_> {
    Rows::new(&HEADER, rows(summary).into_iter())
}

fn rows(summary: &Summary) -> Vec<Vec<Cell<'_>>> {
    let row = |one: ResponseUse<'_>| {
        let month = |percent| one.first(percent).map_or(Cell::Missing, Cell::Month);
        let months = |percent| whole(one.months.p(percent));
        let cost = |percent| Cell::level(one.cost.p(percent), Unit::Pounds);
        let mut cells: Vec<Cell<'_>> = vec![
            Cell::Text(one.change.id.clone().into()),
            Cell::Text(one.change.name.clone().into()),
            Cell::probability(one.used.mean),
            error_cell(one.used, Unit::Probability),
        ];
        cells.extend([10, 50, 90].map(month));
        cells.extend([10, 50, 90].map(months));
        cells.extend([10, 50, 90].map(cost));
        cells.push(Cell::level(one.cost.mean, Unit::Pounds));
        cells
    };
    responses(summary).into_iter().map(row).collect()
}

/// A percentile of a number of months, to the nearest whole one.
fn whole(months: f64) -> Cell<'static> {
    if months.is_finite() { Cell::Whole(months.round() as u64) } else { Cell::Missing }
}

/// A row for each response of each plan, those of the base first.
pub(crate) fn table_by_plan(study: &Study) -> Rows<'_> {
    let of_plan = |(name, summary): (&'_ str, _)| {
        let name = name.to_owned();
        rows(summary).into_iter().map(move |row| [vec![Cell::Text(name.clone().into())], row].concat())
    };
    let rows: Vec<Vec<Cell<'_>>> = plans(study).into_iter().flat_map(of_plan).collect();
    Rows::new(&[&["plan"], &HEADER[..]].concat(), rows.into_iter())
}

/// The section of a comparison's page: how often each plan falls back on each response.
pub(crate) fn section_by_plan(study: &Study) -> Option<Section<'_>> {
    const HEADS: [&str; 5] = ["Plan", "Response", "Futures", "First in", "Months"];
    const COLUMNS: [&str; 5] = ["plan", "name", "futures", "first_p50", "months_p50"];
    let rows: Vec<Vec<Cell<'_>>> = table_by_plan(study).columns(&COLUMNS).rows.collect();
    let is_any = !rows.is_empty();
    let caption = "How often each response is in force under each plan; when first and for how many months in all, at the median of the \
                   futures in which it is";
    let blocks = vec![Block::Table(PageTable::new(caption, &HEADS, rows))];
    is_any.then_some(Section { id: "responses", title: "Responses", blocks })
}

/// The section of the page.
pub(crate) fn section(summary: &Summary) -> Option<Section<'_>> {
    const HEADS: [&str; 7] = ["Response", "Futures", "First in", "Months", "80% from", "80% to", "Own cost, mean"];
    const COLUMNS: [&str; 7] = ["name", "futures", "first_p50", "months_p50", "months_p10", "months_p90", "cost_mean"];
    let all = responses(summary);
    let rows = table(summary).columns(&COLUMNS).rows.collect();
    let caption =
        "How often each response is in force; when first and for how many months in all, in the futures in which it is";
    let notes = "A measure triggers a response and ends it; it is part of every plan that does not remove it. Own cost: its one-off and \
                 monthly costs, on average in these futures. What its staff cost is in the cost lines; to see its whole effect, compare with a plan \
                 that removes it.";
    let table = PageTable::new(caption, &HEADS, rows);
    let blocks = vec![Block::Table(table), Block::Note(notes.into())];
    (!all.is_empty()).then_some(Section { id: "responses", title: "Responses", blocks })
}
