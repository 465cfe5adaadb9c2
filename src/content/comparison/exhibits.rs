//! The charts of a comparison, each with its finding and data tables.

use super::findings::effect;
use super::rounded_split::{RoundedSplit, range_of_error};
use super::{charts, plan_name, ranking, waterfalls, with_parts};
use crate::compare::{Alternative, Attribution, Difference, Split, Study};
use crate::content::cell::{Cell, NumberRole};
use crate::content::chart::ChartData;
use crate::content::chart::{FanPanel, FanPoint};
use crate::content::chart_tables::fan_table;
use crate::content::exhibit::Exhibit;
use crate::content::headlines::run_headline_words;
use crate::content::page::PageTable;
use crate::content::words;
use crate::measures::Measure;
use crate::scenario::Series;
use crate::summary::Summary;
use crate::units::Unit;

/// Where the base and each plan lead, by month; `None` if the base reports none of the measures.
pub(super) fn plans_over_base(study: &Study) -> Option<Exhibit<'static>> {
    let (chart, units) = charts::plans_over_base(study)?;
    Some(Exhibit {
        id: "plans".to_owned(),
        file: Some("plans".to_owned()),
        title: chart.title.clone(),
        finding: levels_at_end(study),
        continued: String::new(),
        tables: chart.panels.iter().zip(units).map(|(panel, unit)| plans_table(panel, unit)).collect(),
        chart: ChartData::Fan(chart),
        is_wide: false,
    })
}

/// `Agency rate at the end of March 2019: base 29%, Double NQSW 26%.`
fn levels_at_end(study: &Study) -> String {
    let base = &study.base.summary;
    let Some(index) = base.service_series("agency_rate") else { return String::new() };
    let series = base.plan().series[index].series;
    let level = |summary: &Summary| {
        let place = summary.find(series)?;
        let last = summary.months(place).last()?;
        Some(words::value(last.1.p(50), series.measure.unit))
    };
    let base_level = level(base).map(|level| format!("the base {level}"));
    let plan = |one: &Alternative| Some(format!("{} {}", plan_name(study, one), level(&one.summary)?));
    let all: Vec<String> = base_level.into_iter().chain(ranking::ranked(study).into_iter().filter_map(plan)).collect();
    let end = words::month(base.plan().scenario().end());
    format!("Agency rate at the end of {end}, median: {}.", all.join(", "))
}

/// The medians of a panel by month.
fn plans_table(panel: &FanPanel, unit: Unit) -> PageTable<'static> {
    let names = panel.plans.iter().map(|one| one.name.clone());
    let header = ["Month".to_owned(), "Base".to_owned()].into_iter().chain(names).collect();
    let row = |(n, point): (usize, &FanPoint)| {
        let plans = panel.plans.iter().map(|one| one.futures.get(n).map_or(f64::NAN, |point| point.p50));
        let cells = std::iter::once(point.p50).chain(plans).map(|value| Cell::level(value, unit));
        std::iter::once(Cell::Month(point.month)).chain(cells).collect()
    };
    let rows = panel.futures.iter().enumerate().map(row).collect();
    PageTable::with_header(format!("{}: medians by month", panel.title), header, rows)
}

/// The effect of each plan by month: a fan chart per charted measure, with a panel per plan.
pub(super) fn differences(study: &Study) -> Vec<Exhibit<'static>> {
    charts::drawn(study).into_iter().map(|(file, series)| difference(study, file, series)).collect()
}

fn difference(study: &Study, file: &str, series: Series) -> Exhibit<'static> {
    let chart = charts::chart(study, series);
    let table = |panel: &FanPanel| fan_table(panel, panel.title.clone(), series.measure.unit, NumberRole::Change);
    let finding = finding(study, series.measure.id);
    Exhibit {
        id: file.to_owned(),
        file: Some(file.to_owned()),
        title: chart.title.clone(),
        continued: finding.clone(),
        finding,
        tables: chart.panels.iter().map(table).collect(),
        chart: ChartData::Fan(chart),
        is_wide: false,
    }
}

/// The effect of each part of every plan with parts, in the order in which the plans were given.
pub(super) fn parts(study: &Study) -> Vec<Exhibit<'_>> {
    let with_parts = with_parts(study);
    let ranked = ranking::ranked(study);
    let mut order: Vec<&str> = ranked.into_iter().map(|one| one.name.as_str()).collect();
    order.retain(|name| with_parts.iter().any(|(one, _)| one.name == *name));
    let number = |one: &Alternative| order.iter().position(|name| *name == one.name).map_or(0, |place| place + 1);
    with_parts.iter().map(|&(one, attribution)| waterfall(study, number(one), one, attribution)).collect()
}

fn waterfall<'a>(study: &Study, number: usize, one: &Alternative, attribution: &'a Attribution) -> Exhibit<'a> {
    Exhibit {
        id: format!("parts-{number}"),
        file: Some(format!("attribution-{}", one.name)),
        title: one.summary.plan().scenario().name.clone(),
        finding: most(study, attribution),
        continued: String::new(),
        tables: vec![table(study, plan_name(study, one), attribution)],
        chart: ChartData::Waterfall(waterfalls::chart(study, one, attribution)),
        is_wide: true,
    }
}

/// The finding: the effect of the plan, or the largest effect of several plans.
fn finding(study: &Study, measure: &str) -> String {
    let subject = match measure {
        "agency_rate" => "the agency rate",
        "caseload" => "the caseload of the service",
        _ => "the monthly cost",
    };
    let all = ranking::ranked(study).into_iter();
    let all = all.filter_map(|one| Some((plan_name(study, one), one.service_at_end(measure)?)));
    let most = all.max_by(|(_, one), (_, two)| size(one).total_cmp(&size(two)));
    let Some((name, (of, difference))) = most else { return String::new() };
    if study.alternatives.len() == 1 {
        return effect(study, "the plan", subject, of, difference);
    }
    format!("The largest change at the end of the run: {}", effect(study, name, subject, of, difference))
}

fn size((_, difference): &(&Measure, &Difference)) -> f64 {
    let mean = difference.statistic.mean.abs();
    if mean.is_nan() { -1.0 } else { mean }
}

/// The finding: for each headline, the effect of all parts together and the part with the largest effect.
fn most(study: &Study, attribution: &Attribution) -> String {
    let each = attribution.splits.iter().filter_map(|split| {
        let rounded_split = RoundedSplit::new(split);
        let size = |part: &usize| split.parts[*part].mean.abs();
        let most = (0..split.parts.len()).max_by(|one, two| size(one).total_cmp(&size(two)))?;
        let [label, when] = run_headline_words(study.base.summary.plan(), split.headline);
        let (whole, part) = (rounded_split.whole(), rounded_split.part(most));
        let share = share_words(split.parts[most].mean, split.whole.mean);
        Some(format!("{label}, {when}: {whole} in total, {share} {} ({part}).", attribution.names[most]))
    });
    each.collect::<Vec<_>>().join(" ").replace('-', "−")
}

/// How to describe the part with the largest effect. "Most" means more than half of the whole; parts with opposing
/// effects have no share.
fn share_words(part: f64, whole: f64) -> &'static str {
    match part / whole {
        share if share > 0.5 && share <= 1.0 => "most of it from",
        share if share > 0.0 && share <= 0.5 => "the largest part from",
        _ => "the largest effect from",
    }
}

/// The data table of the waterfall, rounded so that the figures add up.
fn table<'a>(study: &Study, name: &str, attribution: &'a Attribution) -> PageTable<'a> {
    let heads =
        attribution.splits.iter().map(|split| run_headline_words(study.base.summary.plan(), split.headline).join(", "));
    let header: Vec<String> = std::iter::once("Part".to_owned()).chain(heads).collect();
    let columns: Vec<RoundedSplit> = attribution.splits.iter().map(RoundedSplit::new).collect();
    let row = |name: &'a str, cell: &dyn Fn(&RoundedSplit, &Split) -> String| -> Vec<Cell<'a>> {
        let cells = columns
            .iter()
            .zip(&attribution.splits)
            .map(|(rounded_split, split)| cell(rounded_split, split).replace('-', "−").into());
        std::iter::once(name.into()).chain(cells).collect()
    };
    let mut rows = vec![row("Base", &|rounded_split, _| rounded_split.base())];
    rows.extend(attribution.names.iter().enumerate().map(|(part, name)| {
        row(name, &|rounded_split, split| {
            format!("{}{}", rounded_split.part(part), range_of_error(rounded_split, &split.parts[part]))
        })
    }));
    rows.push(row("All together", &|rounded_split, split| {
        format!("{}{}", rounded_split.whole(), range_of_error(rounded_split, &split.whole))
    }));
    rows.push(row("Plan", &|rounded_split, _| rounded_split.alternative()));
    let futures = words::counted(attribution.replications, "future", "futures");
    let caption = format!("What each part of {name} adds: means of {futures} (±: two standard errors)");
    PageTable::with_header(caption, header, rows)
}

#[cfg(test)]
mod tests {
    use super::share_words;

    #[test]
    fn most_is_more_than_half() {
        assert_eq!(share_words(-0.008, -0.025), "the largest part from");
        assert_eq!(share_words(0.5, 1.0), "the largest part from");
        assert_eq!(share_words(0.6, 1.0), "most of it from");
    }

    #[test]
    fn parts_with_opposing_effects_have_no_share() {
        assert_eq!(share_words(3.0, 1.0), "the largest effect from");
        assert_eq!(share_words(-3.0, 1.0), "the largest effect from");
        assert_eq!(share_words(3.0, 0.0), "the largest effect from");
    }
}
