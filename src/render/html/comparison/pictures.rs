//! The pictures of a comparison, each with the figures behind it.

use maud::{Markup, html};

use super::{at_end, effect};
use crate::compare::{Alternative, Attribution, Difference, Split, Study};
use crate::content::cell::{Cell, Sense};
use crate::content::chart::FanPanel;
use crate::content::comparison::added::{Added, range_of_error};
use crate::content::comparison::attributed::headline_words;
use crate::content::comparison::{charts, waterfalls};
use crate::content::comparison::{plan_name, ranking};
use crate::content::words;
use crate::measures::Measure;
use crate::render::RenderError;
use crate::render::html::{Figure, Section, Table, figures};
use crate::scenario::Series;

/// What each plan changes, month by month.
pub(crate) fn differences(study: &Study) -> Result<Markup, RenderError> {
    let name = &study.base.summary.plan().scenario().name;
    let all = charts::drawn(study).into_iter().map(|(file, series)| of_measure(study, file, series));
    let all: Vec<Vec<Figure<'_>>> = all.collect::<Result<_, RenderError>>()?;
    Ok(html! { @for figure in all.into_iter().flatten() { (figure.of(name)) } })
}

fn of_measure<'a>(study: &Study, file: &str, series: Series) -> Result<Vec<Figure<'a>>, RenderError> {
    let unit = series.measure.unit;
    let parts = figures::pages(&charts::chart(study, series)).into_iter().enumerate().map(|(n, chart)| {
        let table = |panel: &FanPanel| figures::of_fan(panel, panel.title.clone(), unit, Sense::Change);
        let tables = chart.panels.iter().map(table).collect();
        let id = if n == 0 { file.to_owned() } else { format!("{file}-{}", n + 1) };
        Figure::new((&id, &chart.title), finding(study, series.measure.id), &chart, tables)
    });
    parts.collect()
}

/// What is to be seen: what the plan changes, or of several the one that changes most.
fn finding(study: &Study, measure: &str) -> String {
    let subject = match measure {
        "agency_rate" => "the agency rate",
        "caseload" => "the caseload of the service",
        _ => "the cost of a month",
    };
    let all = ranking::ranked(study).into_iter();
    let all = all.filter_map(|one| Some((plan_name(study, one), at_end(study, one, measure)?)));
    let most = all.max_by(|(_, one), (_, two)| size(one).total_cmp(&size(two)));
    let Some((name, (of, difference))) = most else { return String::new() };
    if study.alternatives.len() == 1 {
        return effect(study, "the plan", subject, of, difference);
    }
    format!("The largest change at the end: {}", effect(study, name, subject, of, difference))
}

fn size((_, difference): &(&Measure, &Difference)) -> f64 {
    let mean = difference.statistic.mean.abs();
    if mean.is_nan() { -1.0 } else { mean }
}

/// What each part of each plan does, and which plans were not split.
pub(crate) fn parts(study: &Study) -> Result<Option<Section>, RenderError> {
    let order = ranking::ranked(study);
    let with_parts = order.iter().filter_map(|one| Some((*one, one.attribution.as_ref().ok()?)));
    let with_parts = with_parts.filter(|(_, attribution)| !attribution.names.is_empty()).enumerate();
    let figures = with_parts.map(|(n, (one, attribution))| waterfall(study, n, one, attribution));
    let figures: Vec<Figure<'_>> = figures.collect::<Result<_, RenderError>>()?;
    let others = order.iter().filter(|one| one.attribution.is_err());
    let others: Vec<&str> = others.map(|one| one.name.as_str()).collect();
    let body = html! {
        @for figure in &figures { (figure) }
        @if !others.is_empty() {
            p class="note" {
                "Not split: " (others.join(", ")) ". Plans of 2 to 6 parts are split without being asked for, all with "
                code { "--attribution" } "."
            }
        }
    };
    Ok((!figures.is_empty()).then(|| Section::new("parts", "What each part of a plan does", body)))
}

fn waterfall<'a>(
    study: &Study,
    n: usize,
    one: &Alternative,
    attribution: &'a Attribution,
) -> Result<Figure<'a>, RenderError> {
    let chart = waterfalls::chart(study, one, attribution);
    let (id, tables) = (format!("parts-{}", n + 1), vec![table(study, &one.name, attribution)]);
    let title = &one.summary.plan().scenario().name;
    Ok(Figure::new((&id, title), most(study, attribution), &chart, tables)?.wide())
}

/// What is to be seen: of each headline what all parts add, and the part that adds most.
fn most(study: &Study, attribution: &Attribution) -> String {
    let each = attribution.splits.iter().filter_map(|split| {
        let added = Added::new(split);
        let size = |part: &usize| split.parts[*part].mean.abs();
        let most = (0..split.parts.len()).max_by(|one, two| size(one).total_cmp(&size(two)))?;
        let [label, when] = headline_words(study.base.summary.plan(), split.headline);
        let (whole, part) = (added.whole(), added.part(most));
        let share = share_words(split.parts[most].mean, split.whole.mean);
        Some(format!("{label}, {when}: {whole} in all, {share} {} ({part}).", attribution.names[most]))
    });
    each.collect::<Vec<_>>().join(" ").replace('-', "−")
}

/// What to call the part that adds most: most of the whole is more than half of it, and parts that work against each other
/// have no share.
fn share_words(part: f64, whole: f64) -> &'static str {
    match part / whole {
        share if share > 0.5 && share <= 1.0 => "most of it by",
        share if share > 0.0 && share <= 0.5 => "the largest part by",
        _ => "the largest effect by",
    }
}

/// The figures of the picture, which add up as they stand.
fn table<'a>(study: &Study, name: &str, attribution: &'a Attribution) -> Table<'a> {
    let heads =
        attribution.splits.iter().map(|split| headline_words(study.base.summary.plan(), split.headline).join(", "));
    let header: Vec<String> = std::iter::once("Part".to_owned()).chain(heads).collect();
    let columns: Vec<Added> = attribution.splits.iter().map(Added::new).collect();
    let row = |name: &'a str, cell: &dyn Fn(&Added, &Split) -> String| -> Vec<Cell<'a>> {
        let cells =
            columns.iter().zip(&attribution.splits).map(|(added, split)| cell(added, split).replace('-', "−").into());
        std::iter::once(name.into()).chain(cells).collect()
    };
    let mut rows = vec![row("Base", &|added, _| added.base())];
    rows.extend(attribution.names.iter().enumerate().map(|(part, name)| {
        row(name, &|added, split| format!("{}{}", added.part(part), range_of_error(added, &split.parts[part])))
    }));
    rows.push(row("All together", &|added, split| format!("{}{}", added.whole(), range_of_error(added, &split.whole))));
    rows.push(row("Plan", &|added, _| added.alternative()));
    Table {
        header,
        ..Table::new(
            format!(
                "What each part of {name} adds: means of {} (±: two standard errors)",
                words::counted(attribution.replications, "future", "futures")
            ),
            &[],
            rows,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::share_words;

    #[test]
    fn most_is_more_than_half() {
        assert_eq!(share_words(-0.008, -0.025), "the largest part by");
        assert_eq!(share_words(0.5, 1.0), "the largest part by");
        assert_eq!(share_words(0.6, 1.0), "most of it by");
    }

    #[test]
    fn parts_that_work_against_each_other_have_no_share() {
        assert_eq!(share_words(3.0, 1.0), "the largest effect by");
        assert_eq!(share_words(-3.0, 1.0), "the largest effect by");
        assert_eq!(share_words(3.0, 0.0), "the largest effect by");
    }
}
