//! The chart of a search: what can be reached for each total, or for each saving.

use super::sentences;
use crate::content::cell::Cell;
use crate::content::chart::{AxisUnit, ChartData, Dot, DotChart, DotPanel, ReferenceLine};
use crate::content::exhibit::Exhibit;
use crate::content::page::PageTable;
use crate::content::words;
use crate::decide::solve::{PlanAnswer, PlanObjective, TriedPlan, total};
use crate::units::Unit;

/// Maximum number of rows.
const MAX_ROWS: usize = 40;

/// A point of the frontier: its label, and the plan.
type FrontierPoint<'a> = (String, &'a TriedPlan);

/// The greatest likelihood that was reached for each total; for cost, the plans with the greatest savings. `None` if fewer than two.
pub(super) fn exhibit(answer: &PlanAnswer) -> Option<Exhibit<'static>> {
    let points = frontier(answer);
    if points.len() < 2 {
        return None;
    }
    let title = match answer.question.objective {
        PlanObjective::Offers => "How likely the targets are, by total",
        PlanObjective::Cost | PlanObjective::Cash => "How likely the targets are, by saving",
    };
    let panels = sentences::constraints(answer).enumerate().map(|(place, (world, constraint))| {
        let chance = answer.question.constraints[constraint].chance;
        DotPanel {
            title: words::capital(&sentences::constraint(answer, world, constraint)),
            rows: points.iter().map(|(_, plan)| vec![dot(plan, place)]).collect(),
            references: vec![ReferenceLine::at_share(chance, words::percent(chance))],
        }
    });
    let chart = DotChart {
        title: title.to_owned(),
        subtitle: "Share of the futures of the search that meet each target".to_owned(),
        unit: AxisUnit::Percent,
        ticks: DotChart::fifths(),
        references: Vec::new(),
        series: vec!["Likelihood, with two standard errors on either side".to_owned()],
        rows: points.iter().map(|(label, _)| label.clone()).collect(),
        panels: panels.collect(),
        note: "Plans far from the lines were run on few futures, so their likelihoods are rough.".to_owned(),
    };
    Some(Exhibit {
        id: "frontier".to_owned(),
        file: Some("frontier".to_owned()),
        title: title.to_owned(),
        finding: sentences::verdict(answer),
        continued: String::new(),
        chart: ChartData::Dots(chart),
        tables: vec![table(answer, &points)],
        is_wide: false,
    })
}

/// The least margin of a plan over all constraints.
fn margin(answer: &PlanAnswer, plan: &TriedPlan) -> f64 {
    let chances = answer.question.constraints.iter().cycle();
    let margins = plan.shares.iter().zip(chances).map(|(share, one)| share - one.chance);
    margins.fold(f64::INFINITY, f64::min)
}

fn frontier(answer: &PlanAnswer) -> Vec<FrontierPoint<'_>> {
    match answer.question.objective {
        PlanObjective::Offers => by_total(answer),
        PlanObjective::Cost | PlanObjective::Cash => by_saving(answer),
    }
}

/// For each total, the plan with the greatest margin.
fn by_total(answer: &PlanAnswer) -> Vec<FrontierPoint<'_>> {
    let grid = &answer.question.grid;
    let of = |plan: &TriedPlan| total(&grid.values(plan.index));
    let mut plans: Vec<&TriedPlan> = answer.tried.iter().collect();
    plans.sort_by(|one, two| of(one).total_cmp(&of(two)).then(margin(answer, two).total_cmp(&margin(answer, one))));
    plans.dedup_by(|next, first| (of(next) - of(first)).abs() < 1e-9 * of(first).abs().max(1.0));
    let label = |plan: &TriedPlan| match grid.levers.len() {
        1 => grid.values(plan.index)[0].to_string(),
        _ => format!(
            "{} ({})",
            tidy(of(plan)),
            grid.values(plan.index).iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        ),
    };
    let near = nearest_rows(&plans, answer.plan.index);
    near.iter().map(|plan| (label(plan), *plan)).collect()
}

/// At most [`MAX_ROWS`] plans around one of them.
fn nearest_rows<'p>(plans: &[&'p TriedPlan], index: usize) -> Vec<&'p TriedPlan> {
    let place = plans.iter().position(|plan| plan.index == index).unwrap_or(0);
    let first = place.saturating_sub(MAX_ROWS / 2).min(plans.len().saturating_sub(MAX_ROWS));
    plans.iter().skip(first).take(MAX_ROWS).copied().collect()
}

/// The plans with the greatest savings, none of which is less likely than one that saves more.
fn by_saving(answer: &PlanAnswer) -> Vec<FrontierPoint<'_>> {
    let mut plans: Vec<(&TriedPlan, f64)> = answer.tried.iter().filter_map(|plan| Some((plan, plan.saving?))).collect();
    plans.sort_by(|(_, one), (_, two)| two.total_cmp(one));
    let mut most = f64::NEG_INFINITY;
    plans.retain(|(plan, _)| {
        let margin = margin(answer, plan);
        let is_more_likely = margin > most;
        most = if is_more_likely { margin } else { most };
        is_more_likely
    });
    let label = |plan: &TriedPlan, saving: f64| {
        format!("{} ({})", words::signed(saving, Unit::Pounds), sentences::values(answer, plan.index))
    };
    plans.into_iter().take(MAX_ROWS).map(|(plan, saving)| (label(plan, saving), plan)).collect()
}

/// A sum without its rounding error.
fn tidy(total: f64) -> f64 {
    (total * 1e6).round() / 1e6
}

fn dot(plan: &TriedPlan, constraint: usize) -> Dot {
    let value = plan.shares[constraint];
    let error = (value * (1.0 - value) / plan.futures.max(1) as f64).sqrt();
    Dot::share(value, error)
}

fn table(answer: &PlanAnswer, points: &[FrontierPoint<'_>]) -> PageTable<'static> {
    let first = match answer.question.objective {
        PlanObjective::Offers => "Total",
        PlanObjective::Cost => "Saving at equal capacity",
        PlanObjective::Cash => "Net saving",
    };
    let constraints = sentences::constraints(answer);
    let constraints = constraints.map(|(world, one)| words::capital(&sentences::constraint(answer, world, one)));
    let header = [first.to_owned()].into_iter().chain(constraints).chain(["Futures".to_owned()]).collect();
    let row = |(label, plan): &FrontierPoint<'_>| {
        let shares = plan.shares.iter().map(|&share| Cell::probability(share));
        [Cell::from(label.clone())].into_iter().chain(shares).chain([Cell::Whole(plan.futures)]).collect()
    };
    PageTable::with_header("Likelihood of each target, in the search", header, points.iter().map(row).collect())
}
