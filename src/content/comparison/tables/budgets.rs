//! The table of budgets.

use crate::compare::{BudgetDifference, Study};
use crate::content::cell::{Cell, NumberRole};
use crate::content::rows::Rows;
use crate::content::tables;
use crate::summary::{Statistic, Summary};
use crate::units::Unit;

/// The budgets of the base and of every plan side by side: the likelihood of an overspend, spending less budget, and
/// spending of the plan less that of the base, and what of it is cashable.
pub(crate) fn budgets(study: &Study) -> Rows<'_> {
    const LAST: [&str; 8] = [
        "spent_difference_mean",
        "spent_difference_p10",
        "spent_difference_p90",
        "spent_difference_mc_error",
        "cashable_mean",
        "cashable_p10",
        "cashable_p90",
        "cashable_mc_error",
    ];
    let of_base = budget_rows(&study.base.name, &study.base.summary, |_| None);
    let of_plans = study.alternatives.iter().flat_map(|one| {
        budget_rows(&one.name, &one.summary, |budget| {
            let index = one.pairing.budgets.iter().position(|&(_, there)| there == budget)?;
            one.budget(index)
        })
    });
    let mut header = vec!["alternative"];
    header.extend(tables::BUDGET);
    Rows::of_statistics(&header, &LAST, of_base.into_iter().chain(of_plans))
}

fn budget_rows<'c>(
    name: &'c str,
    summary: &'c Summary,
    difference: impl Fn(usize) -> Option<&'c BudgetDifference>,
) -> Vec<Vec<Cell<'c>>> {
    let budgets = summary.plan().scenario().budgets.iter().enumerate();
    let places = budgets.filter(|(_, budget)| budget.year.is_some()).map(|(index, _)| index);
    let row = |(cells, budget): (Vec<Cell<'c>>, usize)| {
        let pounds = |value| Cell::Number(value, Unit::Pounds, NumberRole::Change);
        let figures = |of: Option<&Statistic>| {
            of.map_or([const { Cell::Missing }; 4], |of| {
                let (low, high) = of.range80();
                [pounds(of.mean), pounds(low), pounds(high), Cell::error(of.mc_error, Unit::Pounds)]
            })
        };
        let difference = difference(budget);
        let last = [difference.map(|of| &of.spent), difference.map(|of| &of.cashable)].map(figures);
        std::iter::once(name.into()).chain(cells).chain(last.into_iter().flatten()).collect()
    };
    tables::budgets(summary).rows.zip(places).map(row).collect()
}
