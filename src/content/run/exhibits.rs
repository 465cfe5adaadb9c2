//! The charts of a run, each with its finding and data tables.

use super::charts;
use super::findings;
use crate::content::cell::NumberRole;
use crate::content::chart::ChartData;
use crate::content::chart::{FanChart, FanPanel};
use crate::content::exhibit::{Exhibit, bar_table, fan_table, stack_table};
use crate::content::page::PageTable;
use crate::summary::Summary;
use crate::units::Unit;

/// The charts, in page order.
pub(super) fn exhibits(summary: &Summary) -> Vec<Exhibit<'static>> {
    let rate = charts::agency_rate(summary);
    let rates = rate
        .panels
        .iter()
        .map(|panel| fan_table(panel, "Agency rate".into(), Unit::Share, NumberRole::Level))
        .collect();
    let workforce = charts::workforce(summary);
    let staff = vec![stack_table(&workforce, "Mean full-time equivalents", Unit::Fte)];
    let cost = charts::cost(summary);
    let costs = vec![bar_table(&cost, "Mean cost by line", Unit::Pounds)];

    let mut all =
        vec![exhibit("agency-rate", "Agency rate", findings::agency_rate(summary), ChartData::Fan(rate), rates)];
    all.extend(charts::caseload(summary).map(|chart| Exhibit {
        continued: "More teams, on the same scale.".into(),
        ..fan("caseload", "Caseload by team", findings::busiest(summary), chart, Unit::CasesPerFte)
    }));
    all.extend(charts::waiting(summary).map(|chart| Exhibit {
        file: None,
        ..fan("unallocated", "Cases without a worker", findings::waiting(summary), chart, Unit::Cases)
    }));
    let (stack, bars) = (ChartData::Stack(workforce), ChartData::Bars(cost));
    all.push(exhibit("workforce", "Workforce in post", findings::permanent(summary), stack, staff));
    all.push(exhibit("cost", "Cost by financial year", Some(findings::spending(summary).join(" ")), bars, costs));
    all
}

fn exhibit(
    id: &str,
    title: &str,
    finding: Option<String>,
    chart: ChartData,
    tables: Vec<PageTable<'static>>,
) -> Exhibit<'static> {
    Exhibit {
        id: id.to_owned(),
        file: Some(id.to_owned()),
        title: title.to_owned(),
        finding: finding.unwrap_or_default(),
        continued: String::new(),
        chart,
        tables,
        is_wide: false,
    }
}

/// A fan chart whose tables are named after its panels.
fn fan(id: &str, title: &str, finding: Option<String>, chart: FanChart, unit: Unit) -> Exhibit<'static> {
    let table = |panel: &FanPanel| fan_table(panel, panel.title.clone(), unit, NumberRole::Level);
    let tables = chart.panels.iter().map(table).collect();
    exhibit(id, title, finding, ChartData::Fan(chart), tables)
}
