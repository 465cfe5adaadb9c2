//! The pictures of a comparison, each with the figures behind it.

use maud::{Markup, html};

use super::super::attributed::{Attributed, headline_words};
use super::super::{Compared, charts, waterfalls};
use super::{at_end, effect};
use crate::measures::Measure;
use crate::output::OutputError;
use crate::output::cell::{Cell, Sense};
use crate::output::report::{Figure, Section, Table, figures};
use crate::plan::Plan;
use crate::summary::compare::Difference;
use crate::summary::compare::attribution::Attribution;

/// What each plan changes, month by month.
pub(super) fn differences(compared: &Compared<'_, '_>) -> Result<Markup, OutputError> {
    let name = &compared.base().plan().scenario().name;
    let all = charts::drawn(compared).into_iter().map(|(file, series)| {
        let chart = charts::chart(compared, series);
        let unit = series.measure.unit;
        let tables = chart.panels.iter().map(|panel| figures::of_fan(panel, panel.title.clone(), unit, Sense::Change));
        let tables = tables.collect();
        let finding = finding(compared, series.measure.id);
        Ok(Figure::new((file, &chart.title), finding, &chart, tables)?.of(name))
    });
    let all: Vec<Figure<'_>> = all.collect::<Result<_, OutputError>>()?;
    Ok(html! { @for figure in &all { (figure) } })
}

/// What is to be seen: what the plan changes, or of several the one that changes most.
fn finding(compared: &Compared<'_, '_>, measure: &str) -> String {
    let subject = match measure {
        "agency_rate" => "the agency rate",
        "caseload" => "the caseload of the service",
        _ => "the cost of a month",
    };
    let all = compared.named().filter_map(|(name, one)| Some((name, at_end(compared, one, measure)?)));
    let most = all.max_by(|(_, one), (_, two)| size(one).total_cmp(&size(two)));
    let Some((name, (of, difference))) = most else { return String::new() };
    if compared.alternatives.len() == 1 {
        return effect(compared, "the plan", subject, of, difference);
    }
    format!("Most at the end: {}", effect(compared, name, subject, of, difference))
}

fn size((_, difference): &(&Measure, &Difference)) -> f64 {
    let mean = difference.statistic.mean.abs();
    if mean.is_nan() { -1.0 } else { mean }
}

/// What each part of each plan does.
pub(super) fn parts(attributed: &Attributed<'_>) -> Result<Option<Section>, OutputError> {
    let split = attributed.plans.iter().filter(|(_, _, attribution)| !attribution.names.is_empty());
    let figures = split.map(|(name, plan, attribution)| waterfall(attributed, name, plan, attribution));
    let figures: Vec<Figure<'_>> = figures.collect::<Result<_, OutputError>>()?;
    let body = html! { @for figure in &figures { (figure) } };
    Ok((!figures.is_empty()).then(|| Section::new("parts", "What each part of a plan does", body)))
}

fn waterfall<'a>(
    attributed: &Attributed<'_>,
    name: &str,
    plan: &Plan,
    attribution: &'a Attribution,
) -> Result<Figure<'a>, OutputError> {
    let chart = waterfalls::chart(attributed.base, name, plan, attribution);
    let finding = format!("What each of the {} parts of {name} adds.", attribution.names.len());
    let (id, tables) = (format!("parts-{name}"), vec![table(attributed, attribution)]);
    Ok(Figure::new((&id, &plan.scenario().name), finding, &chart, tables)?.wide())
}

fn table<'a>(attributed: &Attributed<'_>, attribution: &'a Attribution) -> Table<'a> {
    let heads = attribution
        .splits
        .iter()
        .flat_map(|split| [headline_words(attributed.base, split.headline).join(", "), "Standard error".to_owned()]);
    let header = std::iter::once("Part".to_owned()).chain(heads).collect();
    let rows = attribution.names.iter().enumerate().map(|(part, name)| {
        let cells = attribution.splits.iter().flat_map(|split| {
            let statistic = &split.parts[part];
            [Cell::Number(statistic.mean, split.unit(), Sense::Change), Cell::error(statistic.mc_error, split.unit())]
        });
        std::iter::once(name.as_str().into()).chain(cells).collect()
    });
    Table { header, ..Table::new("What each part adds", &[], rows.collect()) }
}
