//! Stress tests, on screen.

use crate::compare::{SavingsLine, StressCase, StressFigure, StressMeasure, StressResult, StressTest};
use crate::content::overview::{Overview, OverviewGrid};
use crate::content::words::{self, Ranged};

/// Maximum number of stress tests shown side by side.
const MOST: usize = 4;

/// Every plan under every stress test, with one table per measure.
pub(super) fn stress(text: &mut Overview, test: &StressTest) {
    text.heading("Stress tests");
    for (number, name) in test.scenarios.iter().enumerate() {
        text.line(format!("  {number} {name}"));
    }
    text.line("Means. Regret: how much worse a plan is than the best plan under the same");
    text.line("stress test; a robust plan has a small worst regret.");
    let shown = if test.scenarios.len() <= MOST { test.scenarios.len() } else { 0 };
    // Of the savings, the one that the others are part of.
    let is_shown = |one: &&StressMeasure| {
        matches!(one.figure, StressFigure::Measure(_) | StressFigure::Saving(SavingsLine::LikeForLike))
    };
    for one in test.measures.iter().filter(is_shown) {
        measure(text, one, shown);
    }
}

/// A measure of every plan under the first `shown` stress tests, then the worst case and the worst regret.
fn measure(text: &mut Overview, one: &StressMeasure, shown: usize) {
    let when = if one.figure.is_over_run() { "over the run" } else { "at the end of the run" };
    text.heading(format!("{} {when}", one.figure.label()));
    let numbers = (0..shown).map(|scenario| scenario.to_string().into());
    let heads = numbers.chain(["worst", "regret"].map(Ranged::from)).collect();
    text.row(OverviewGrid::Stress, "", heads);
    for result in &one.results {
        text.row(OverviewGrid::Stress, &*result.plan, cells(one, result, shown));
    }
}

fn cells(one: &StressMeasure, result: &StressResult, shown: usize) -> Vec<Ranged> {
    let mean = |case: &StressCase| words::value(case.statistic.mean, one.figure.unit()).into();
    let worst = result.worst_case().map_or("-".into(), |(_, case)| mean(case));
    let regret = words::signed(result.worst_regret(), one.figure.unit()).into();
    result.cases.iter().take(shown).map(mean).chain([worst, regret]).collect()
}
