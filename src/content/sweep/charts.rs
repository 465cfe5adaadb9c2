//! The charts of a sweep: for one input, likelihoods by its values; for two, a heat map for each target.

use super::CONTOUR;
use crate::content::cell::Cell;
use crate::content::chart::{AxisUnit, ChartData, Dot, DotChart, DotPanel, HeatChart, ReferenceLine};
use crate::content::exhibit::Exhibit;
use crate::content::levers::{short_names, value_cell};
use crate::content::page::PageTable;
use crate::content::sentences::{target_in_full, target_words};
use crate::content::words;
use crate::decide::{Lever, LeverValue, Sweep};
use crate::summary::Statistic;

/// Maximum number of values of an input that are drawn.
const MAX_DRAWN: usize = 40;

/// The charts; none if there are no targets, or more than two inputs.
pub(super) fn exhibits(sweep: &Sweep) -> Vec<Exhibit<'static>> {
    let levers = &sweep.grid.levers;
    if sweep.base.scenario().targets.is_empty() || levers.iter().any(|lever| lever.values.len() > MAX_DRAWN) {
        return Vec::new();
    }
    match levers.as_slice() {
        [_] => vec![likelihoods(sweep)],
        [down, along] => {
            let targets = 0..sweep.base.scenario().targets.len();
            targets.map(|target| heat_map(sweep, [down, along], target)).collect()
        }
        _ => Vec::new(),
    }
}

fn likelihood(met: Option<&Statistic>) -> (f64, f64) {
    met.map_or((f64::NAN, f64::NAN), |met| (met.mean, met.mc_error))
}

/// By value of the input, the likelihood of each target.
fn likelihoods(sweep: &Sweep) -> Exhibit<'static> {
    let scenario = sweep.base.scenario();
    let name = short_names(&sweep.grid.levers).join(", ");
    let panel = |target: usize| {
        let dot = |met: Option<&Statistic>| {
            let (value, error) = likelihood(met);
            vec![Dot::share(value, error)]
        };
        let rows = sweep.points.iter().map(|point| dot(point.figures.targets.get(target))).collect();
        DotPanel {
            title: words::capital(&target_words(scenario, &scenario.targets[target])),
            rows,
            references: Vec::new(),
        }
    };
    let targets = 0..scenario.targets.len();
    let title = format!("How likely the targets are, by {name}");
    let chart = DotChart {
        title: title.clone(),
        subtitle: format!("Share of futures that meet each target, by value of {}", sweep.grid.levers[0].address),
        unit: AxisUnit::Percent,
        ticks: DotChart::fifths(),
        references: vec![ReferenceLine::at_share(CONTOUR, words::percent(CONTOUR))],
        series: vec!["Likelihood, with two standard errors on either side".to_owned()],
        rows: sweep.points.iter().map(|point| point.values[0].to_string()).collect(),
        panels: targets.clone().map(panel).collect(),
        note: String::new(),
    };
    Exhibit {
        id: "likelihoods".to_owned(),
        file: Some("likelihoods".to_owned()),
        title,
        finding: targets.clone().map(|target| finding(sweep, target)).collect::<Vec<_>>().join(" "),
        continued: String::new(),
        chart: ChartData::Dots(chart),
        tables: vec![table(sweep)],
        is_wide: false,
    }
}

/// The range of a target's likelihood over all plans: `Agency rate ...: from 12% likely with offers 0 to 84% with offers 20.`
fn finding(sweep: &Sweep, target: usize) -> String {
    let scenario = sweep.base.scenario();
    let names = short_names(&sweep.grid.levers);
    let with = |values: &[LeverValue]| {
        names.iter().zip(values).map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(" and ")
    };
    let by_likelihood = |point: &&crate::decide::SweepPoint| likelihood(point.figures.targets.get(target)).0;
    let known = sweep.points.iter().filter(|point| !by_likelihood(point).is_nan());
    let least = known.clone().min_by(|one, two| by_likelihood(one).total_cmp(&by_likelihood(two)));
    let most = known.max_by(|one, two| by_likelihood(one).total_cmp(&by_likelihood(two)));
    let what = words::capital(&target_in_full(scenario, &scenario.targets[target]));
    let Some((least, most)) = least.zip(most) else { return format!("{what}: undefined.") };
    format!(
        "{what}: from {} with {} to {} with {}.",
        words::likelihood(by_likelihood(&least)),
        with(&least.values),
        words::likelihood(by_likelihood(&most)),
        with(&most.values)
    )
}

/// A row for each plan.
fn table(sweep: &Sweep) -> PageTable<'static> {
    let scenario = sweep.base.scenario();
    let header = short_names(&sweep.grid.levers).into_iter();
    let header = header.chain(scenario.targets.iter().map(|target| words::capital(&target_words(scenario, target))));
    let rows = sweep.points.iter().map(|point| {
        let mut row: Vec<Cell<'static>> = point.values.iter().map(|&value| value_cell(value)).collect();
        row.extend(point.figures.targets.iter().map(|met| Cell::probability(met.mean)));
        row
    });
    PageTable::with_header("Likelihood of each target, by plan", header.collect(), rows.collect())
}

/// The likelihood of a target by the values of two inputs.
fn heat_map(sweep: &Sweep, [down, along]: [&Lever; 2], target: usize) -> Exhibit<'static> {
    let scenario = sweep.base.scenario();
    let names = short_names(&sweep.grid.levers);
    let share = |row: usize, column: usize| {
        likelihood(sweep.points[sweep.grid.index(&[row, column])].figures.targets.get(target)).0
    };
    let title = words::capital(&target_words(scenario, &scenario.targets[target]));
    let texts = |values: &[LeverValue]| values.iter().map(LeverValue::to_string).collect::<Vec<_>>();
    let chart = HeatChart {
        title: title.clone(),
        subtitle: "Share of futures that meet the target".to_owned(),
        axes: [names[0].clone(), names[1].clone()],
        rows: texts(&down.values),
        columns: texts(&along.values),
        shares: (0..down.values.len())
            .map(|row| (0..along.values.len()).map(|column| share(row, column)).collect())
            .collect(),
        contour: CONTOUR,
        contour_name: format!("{} likely", words::percent(CONTOUR)),
        note: String::new(),
    };
    let id = format!("likelihood_{}", scenario.targets[target].id);
    Exhibit {
        file: Some(id.clone()),
        id,
        title,
        finding: finding(sweep, target),
        continued: String::new(),
        chart: ChartData::Heat(chart),
        tables: if target == 0 { vec![table(sweep)] } else { Vec::new() },
        is_wide: along.values.len() > 12,
    }
}
