//! The differences as fans.

use super::Compared;
use crate::measures::Better;
use crate::output::chart::{AxisUnit, Chart, FanChart, FanPanel, FanPoint, Limit};
use crate::output::{OutputError, OutputFile, names, words};
use crate::scenario::Series;
use crate::summary::Statistic;
use crate::summary::compare::{Alternative, SavingsLine};
use crate::units::{Month, Unit};

/// Measures of the service whose differences are drawn, with the names of their files.
const DRAWN: [(&str, &str); 3] =
    [("agency_rate", "difference-agency-rate"), ("caseload", "difference-caseload"), ("cost", "difference-cost")];

/// A chart for each measure, with a panel for each alternative.
pub(super) fn all(compared: &Compared<'_>) -> Result<Vec<OutputFile>, OutputError> {
    let drawn = drawn(compared).into_iter();
    drawn
        .map(|(file, series)| {
            let svg = chart(compared, series).to_svg().map_err(OutputError::Chart)?;
            Ok(OutputFile::new(&format!("{file}.svg"), svg))
        })
        .collect()
}

/// The series whose differences are drawn, with the names of their files.
pub(super) fn drawn(compared: &Compared<'_>) -> Vec<(&'static str, Series)> {
    let base = compared.base();
    let place = |(measure, file)| Some((file, base.plan().series()[base.find_service(measure)?].series));
    DRAWN.into_iter().filter_map(place).collect()
}

pub(super) fn chart(compared: &Compared<'_>, series: Series) -> FanChart {
    let scenario = compared.base().plan().scenario();
    let better = match series.measure.better {
        Better::Lower => "below zero is better",
        Better::Higher => "above zero is better",
        Better::Neither => "alternative less base",
    };
    let (label, monthly) = (names::label(scenario, series), series.measure.unit.is_money());
    let futures = words::whole(compared.base().replications());
    FanChart {
        title: format!("{}: what each plan changes", if monthly { "Cost a month" } else { &label }),
        subtitle: format!("{}: difference from the base on the same futures; {better}", scenario.name),
        panels: compared.ranked().into_iter().filter_map(|(_, one)| panel(compared, one, series)).collect(),
        note: format!("{futures} futures, seed {}.", scenario.seed),
    }
}

fn panel(compared: &Compared<'_>, one: &Alternative, series: Series) -> Option<FanPanel> {
    let calendar = compared.base().plan().calendar();
    let index = one.find(series)?;
    let net = one.savings.whole(SavingsLine::Net).filter(|_| series.measure.id == "cost");
    let saves = net.map_or(String::new(), |net| {
        let mean = net.statistic.mean;
        let pounds = words::value(mean.abs(), Unit::Pounds);
        if mean < 0.0 { format!(": costs {pounds} more") } else { format!(": saves {pounds}") }
    });
    let name = words::capital(compared.plan_name(one));
    let mut panel = FanPanel::new(format!("{name}{saves}"), AxisUnit::difference_of(series.measure.unit));
    let months = (0..calendar.months)
        .filter_map(|month| Some(point(calendar.month(month as i32), &one.month(month, index)?.statistic)));
    panel.futures = std::iter::once(point(calendar.month(-1), &one.opening(index)?.statistic)).chain(months).collect();
    panel.limit = Some(Limit { value: 0.0, label: "no difference".into() });
    Some(panel)
}

fn point(month: Month, statistic: &Statistic) -> FanPoint {
    let [p05, p10, p25, p50, p75, p90, p95] = [5, 10, 25, 50, 75, 90, 95].map(|percent| statistic.p(percent));
    FanPoint { month, p05, p10, p25, p50, p75, p90, p95 }
}
