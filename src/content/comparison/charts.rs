//! Fan charts of the differences.

use super::{plan_name, ranking};
use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::chart::{AxisUnit, FanChart, FanPanel, Limit};
use crate::content::chart_tables::fan_point;
use crate::content::{series_names, words};
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
