//! Targets by plan and stress test: how likely each is to be met, and all of them together.

use std::borrow::Cow;

use super::plan_name;
use super::ranking::{self, RankedPlan};
use super::target_columns::{ALL_TARGETS, TargetColumn, all_targets, has_several_targets, target_columns};
use crate::compare::{AS_GIVEN, GoalLikelihoods, Study};
use crate::content::cell::Cell;
use crate::content::likelihood_term::SCALE;
use crate::content::page::{Block, PageTable};
use crate::content::rows::Rows;
use crate::content::series_names;
use crate::content::words;

/// A plan, or the base, under a stress test.
pub(super) struct LikelihoodRow<'c> {
    pub stress_test: &'c str,
    pub plan: RankedPlan<'c>,
    /// The likelihood of all targets together, if there are several, then of each.
    pub likelihoods: Vec<Option<f64>>,
}

/// Every plan and the base without a stress test, then under each, in the order of the ranking.
pub(super) fn likelihood_rows<'c>(study: &'c Study, targets: &[TargetColumn]) -> Vec<LikelihoodRow<'c>> {
    let row =
        |stress_test: &'c str, plan: RankedPlan<'c>, likelihoods| LikelihoodRow { stress_test, plan, likelihoods };
    let as_given = ranking::ranking(study).into_iter().map(|plan| {
        let each = targets.iter().map(|target| target.of(study, &plan));
        let likelihoods = all_targets(study, plan.name).chain(each).collect();
        row(AS_GIVEN, plan, likelihoods)
    });
    let mut rows: Vec<LikelihoodRow<'_>> = as_given.collect();
    let Some(stress) = &study.stress else { return rows };
    let scenarios = stress.scenarios.iter().enumerate().filter(|(_, name)| *name != AS_GIVEN);
    for (scenario, name) in scenarios {
        for plan in ranking::ranking(study) {
            let of_plan = stress.likelihoods.iter().find(|one| one.plan == plan.name);
            let case = of_plan.and_then(|one| one.cases.get(scenario));
            let of_target = |target: &TargetColumn| target_under_stress(case?, target.index(&plan)?);
            let all = has_several_targets(study).then(|| case.and_then(|case| case.all));
            let likelihoods = all.into_iter().chain(targets.iter().map(of_target)).collect();
            rows.push(row(name, plan, likelihoods));
        }
    }
    rows
}

fn target_under_stress(case: &GoalLikelihoods, target: usize) -> Option<f64> {
    case.targets.get(target).copied().flatten()
}

/// The cells of a row; empty where the plan does not have the target.
fn cells<'c>(row: &LikelihoodRow<'_>) -> impl Iterator<Item = Cell<'c>> {
    row.likelihoods.iter().map(|likelihood| likelihood.map(Cell::Likelihood).into())
}

/// The table for data files and sheets.
pub(super) fn rows(study: &Study) -> Rows<'_> {
    const FIRST: [&str; 4] = ["stress_test", "rank", "alternative", "role"];
    let targets = target_columns(study);
    let all = has_several_targets(study).then(|| ALL_TARGETS.to_owned());
    let ids = all.into_iter().chain(targets.iter().map(|target| target.id.clone()));
    let columns = ids.map(|id| Cow::Owned(format!("{}{id}", series_names::LIKELIHOOD)));
    let header = FIRST.map(Cow::Borrowed).into_iter().chain(columns).collect();
    let rows = likelihood_rows(study, &targets).into_iter().map(|row| {
        let role = if row.plan.plan.is_some() { "plan" } else { "base" };
        let first = [row.stress_test.into(), row.plan.rank.into(), row.plan.name.into(), role.into()];
        first.into_iter().chain(cells(&row)).collect()
    });
    Rows::with_header(header, rows)
}

/// The table on the page and what its words mean, of each target by plan or, with that of all targets together, also under every stress test;
/// none without targets.
pub(super) fn blocks(study: &Study, with_stress_tests: bool) -> Option<[Block<'_>; 2]> {
    let targets = target_columns(study);
    if targets.is_empty() {
        return None;
    }
    let is_stressed = study.stress.is_some() && with_stress_tests;
    let has_all = has_several_targets(study);
    let all = (has_all && is_stressed).then(|| "All targets of the base".to_owned());
    let first = std::iter::once("Plan").chain(is_stressed.then_some("Stress test")).map(str::to_owned);
    let heads = targets.iter().map(|target| words::capital(&target.in_full(study)));
    let header = first.chain(all).chain(heads).collect();
    let shown = likelihood_rows(study, &targets).into_iter().filter(|row| is_stressed || row.stress_test == AS_GIVEN);
    let rows = shown.map(|row| {
        let name = row.plan.plan.map_or("the base", |plan| plan_name(study, plan));
        let flagged = if row.plan.flags.is_empty() { "" } else { " (flagged)" };
        let first = Cell::from(format!("{}{flagged}", words::capital(name)));
        let stress = is_stressed.then(|| Cell::from(row.stress_test));
        let left_out = usize::from(has_all && !is_stressed);
        std::iter::once(first).chain(stress).chain(cells(&row).skip(left_out)).collect()
    });
    let caption = if is_stressed {
        "How likely each target is to be met, by plan and stress test"
    } else {
        "How likely each target is to be met, by plan"
    };
    let table = PageTable::with_header(caption, header, rows.collect());
    Some([Block::Table(table), Block::Note(SCALE.into())])
}
