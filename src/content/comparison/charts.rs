//! Fan charts of the differences.

use super::{plan_name, ranking};
use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::chart::{AxisUnit, FanChart, FanPanel, FanPoint, Limit, PlanFan};
use crate::content::chart_tables::fan_point;
use crate::content::{run, series_names, words};
use crate::measures::Better;
use crate::scenario::Series;
use crate::units::Unit;

/// Service-wide measures whose differences are charted, with their file names.
const DRAWN: [(&str, &str); 3] =
    [("agency_rate", "difference-agency-rate"), ("caseload", "difference-caseload"), ("cost", "difference-cost")];

/// The series whose differences are charted, with their file names.
pub(crate) fn drawn(study: &Study) -> Vec<(&'static str, Series)> {
    let base = &study.base.summary;
    let place = |(measure, file)| Some((file, base.plan().series[base.service_series(measure)?].series));
    DRAWN.into_iter().filter_map(place).collect()
}

/// Maximum number of plans over one fan.
const MOST_OVER_A_FAN: usize = 5;

/// Service-wide measures of which the plans are drawn over the base.
const BY_PLAN: [&str; 4] = ["agency_rate", "agency_fte", "caseload", "unallocated"];

/// The medians of the first plans in ranking order over the fan of the base, with a panel for each measure; `None` if the base reports none of the
/// measures. With it the unit of each panel.
pub(crate) fn plans_over_base(study: &Study) -> Option<(FanChart, Vec<Unit>)> {
    let base = &study.base.summary;
    let scenario = base.plan().scenario();
    let ranked = ranking::ranked(study);
    let (drawn, left) = ranked.split_at(ranked.len().min(MOST_OVER_A_FAN));
    let panel = |measure: &&str| {
        let index = base.service_series(measure)?;
        let series = base.plan().series[index].series;
        let label = words::capital(&series_names::label(scenario, series));
        let plans = drawn.iter().filter_map(|one| {
            Some(PlanFan { name: words::capital(plan_name(study, one)), futures: levels(one, series)? })
        });
        let panel = FanPanel { plans: plans.collect(), ..run::panel(base, index, &label) };
        Some((panel, series.measure.unit))
    };
    let (panels, units): (Vec<FanPanel>, Vec<Unit>) = BY_PLAN.iter().filter_map(panel).unzip();
    let left = match left.len() {
        0 => String::new(),
        n => format!(
            "{} lower in the ranking {} not drawn. ",
            words::counted(n as u64, "plan", "plans"),
            if n == 1 { "is" } else { "are" }
        ),
    };
    let is_any = !panels.is_empty();
    let chart = FanChart {
        title: "Where each plan leads".to_owned(),
        of: Some(scenario.name.clone()),
        subtitle: "the whole service by month: the base with its range, and the median of each plan".to_owned(),
        panels,
        note: format!("{left}{} futures, seed {}.", words::whole(base.replications()), scenario.seed),
        has_own_scales: true,
    };
    is_any.then_some((chart, units))
}

/// The levels of a series in a plan by month.
fn levels(one: &Alternative, series: Series) -> Option<Vec<FanPoint>> {
    let index = one.summary.find(series)?;
    Some(one.summary.months(index).map(|(month, statistic)| fan_point(month, statistic)).collect())
}

pub(crate) fn chart(study: &Study, series: Series) -> FanChart {
    let scenario = study.base.summary.plan().scenario();
    let better = match series.measure.better {
        Better::Lower => "below zero is better",
        Better::Higher => "above zero is better",
        Better::Neither => "alternative less base",
    };
    let (label, monthly) = (series_names::label(scenario, series), series.measure.unit.is_money());
    let futures = words::whole(study.base.summary.replications());
    FanChart {
        title: format!("{}: what each plan changes", if monthly { "Monthly cost" } else { &label }),
        of: Some(scenario.name.clone()),
        subtitle: format!("difference from the base on the same futures; {better}"),
        panels: ranking::ranked(study).into_iter().filter_map(|one| panel(study, one, series)).collect(),
        note: format!("{futures} futures, seed {}.", scenario.seed),
        has_own_scales: false,
    }
}

fn panel(study: &Study, one: &Alternative, series: Series) -> Option<FanPanel> {
    let calendar = study.base.summary.plan().calendar();
    let index = one.find(series)?;
    let net = one.savings.whole(SavingsLine::Net).filter(|_| series.measure.id == "cost");
    let saves = net.map_or(String::new(), |net| {
        let mean = net.statistic.mean;
        let pounds = words::value(mean.abs(), Unit::Pounds);
        if mean < 0.0 { format!(": costs {pounds} more") } else { format!(": saves {pounds}") }
    });
    let name = words::capital(plan_name(study, one));
    let mut panel = FanPanel::new(format!("{name}{saves}"), AxisUnit::difference_of(series.measure.unit));
    let months = (0..calendar.months)
        .filter_map(|month| Some(fan_point(calendar.month(month as i32), &one.month(month, index)?.statistic)));
    panel.futures =
        std::iter::once(fan_point(calendar.month(-1), &one.opening(index)?.statistic)).chain(months).collect();
    panel.limit = Some(Limit { value: 0.0, label: "no difference".into() });
    Some(panel)
}
