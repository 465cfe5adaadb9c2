//! Spending of the service and of each team by line and financial year, and which lines its margin is for.

use std::borrow::Cow;

use super::Statistic;
use super::percentiles::at_percentile;
use crate::ids::TeamId;
use crate::measures::{CostLine, Measure};
use crate::plan::{BudgetPlan, Plan};
use crate::run::{SpendingFigure, Tally, TallySource};
use crate::scenario::Series;

/// The percentile at which a budget is called safe.
const SAFE: u8 = 80;

/// What the service or a team spends in a financial year, less grants, pounds in money of the day.
///
/// The share of a part in the margin (the 80th percentile of the total less its mean) is cov(part, total) / var(total) over the futures: the Euler
/// allocation of the standard deviation (Tasche 2008, "Capital Allocation to Business Units and Sub-Portfolios: the Euler
/// Principle", arXiv:0708.2542). The shares of all parts add up to 1. A part that falls when the total rises has a negative share.
#[derive(Clone, Debug)]
pub struct PayerSpending {
    /// The team; `None` for the service.
    pub team: Option<TeamId>,
    /// The total.
    pub total: Statistic,
    /// The 80th percentile of the total, pounds: the budget that is enough in 80% of futures.
    pub p80: f64,
    /// Share in the margin of the service; `NaN` if the spending of the service does not vary. Shares of teams and of the costs of
    /// changes, which belong to no team, add up to 1.
    pub share_of_service: f64,
    /// By line, in the order of [`CostLine::ALL`].
    pub lines: [LineSpending; CostLine::ALL.len()],
}

/// What is spent on a line in a financial year.
#[derive(Clone, Copy, Debug)]
pub struct LineSpending {
    /// Mean, pounds.
    pub mean: f64,
    /// Share in the margin of the same service or team; `NaN` if its total does not vary.
    pub share_of_margin: f64,
}

/// Spending by year, and what budgets must be.
#[derive(Debug)]
pub(super) struct SpendingByYear {
    /// By financial year: the service, then each team.
    pub years: Vec<Vec<PayerSpending>>,
    /// By budget, the 80th percentile of what it is spent on, pounds.
    pub safe_budgets: Vec<f64>,
}

impl SpendingByYear {
    pub(super) fn of(plan: &Plan, tallies: &impl TallySource) -> Self {
        let layout = tallies.layout();
        let payers: Vec<Option<TeamId>> = std::iter::once(None).chain(plan.scenario.teams.ids().map(Some)).collect();
        let cost = |team: Option<TeamId>| {
            let series = Series { measure: Measure::COST, team, of: None };
            plan.series.iter().position(|one| one.series == series)
        };
        let costs: Vec<Option<usize>> = payers.iter().map(|&team| cost(team)).collect();
        let year = |year: usize| {
            let total = |payer: usize| Some(tallies.tally(layout.year(year, costs[payer]?)));
            let payers = payers.iter().enumerate();
            let of = |(payer, &team): (usize, &Option<TeamId>)| {
                let figure = |figure| tallies.tally(layout.spending(year, payer, figure));
                let (own, of_service) = (total(payer)?, total(0)?);
                Some(PayerSpending::new(team, &own, &of_service, figure))
            };
            payers.filter_map(of).collect()
        };
        Self { years: (0..layout.years).map(year).collect(), safe_budgets: safe_budgets(plan, tallies, cost) }
    }
}

/// A budget for all lines has the percentile of the total beside it; both would differ by the width of a bin if each were counted
/// by itself.
fn safe_budgets(plan: &Plan, tallies: &impl TallySource, cost: impl Fn(Option<TeamId>) -> Option<usize>) -> Vec<f64> {
    let layout = tallies.layout();
    let safe = |(index, budget): (usize, &BudgetPlan)| match cost(budget.team).filter(|_| budget.line.is_none()) {
        Some(cost) => at_percentile(&tallies.tally(layout.year(budget.year, cost)), SAFE),
        None => budget.pounds + at_percentile(&tallies.tally(layout.budget(index)), SAFE),
    };
    plan.budgets.iter().enumerate().map(safe).collect()
}

impl PayerSpending {
    fn new<'t>(
        team: Option<TeamId>,
        total: &Tally,
        service: &Tally,
        figure: impl Fn(SpendingFigure) -> Cow<'t, Tally>,
    ) -> Self {
        let line = |line: CostLine| {
            let on = figure(SpendingFigure::On(line));
            LineSpending {
                mean: on.mean(),
                share_of_margin: share_of_margin(&on, &figure(SpendingFigure::NotOn(line)), total),
            }
        };
        Self {
            team,
            total: Statistic::of(total),
            p80: at_percentile(total, SAFE),
            share_of_service: share_of_margin(total, &figure(SpendingFigure::ByOthers), service),
            lines: CostLine::ALL.map(line),
        }
    }
}

/// cov(part, total) / var(total), from the variances of the part, of the rest and of the total: as total = part + rest,
/// cov(part, total) = (var(total) + var(part) - var(rest)) / 2. `NaN` if the total does not vary.
fn share_of_margin(part: &Tally, rest: &Tally, total: &Tally) -> f64 {
    let all = total.variance();
    if all > 0.0 { (all + part.variance() - rest.variance()) / (2.0 * all) } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{Layout, Options};
    use crate::scenario::Scenario;

    const REPLICATIONS: u64 = 150;

    fn plan() -> Plan {
        Plan::new(Scenario::parse(include_str!("../../scenarios/herefordshire-2016.toml")).expect("a scenario"))
    }

    fn mean(values: &[f64]) -> f64 {
        values.iter().sum::<f64>() / values.len() as f64
    }

    fn covariance(one: &[f64], other: &[f64]) -> f64 {
        let (mean_one, mean_other) = (mean(one), mean(other));
        let products = one.iter().zip(other).map(|(one, other)| (one - mean_one) * (other - mean_other));
        products.sum::<f64>() / (one.len() - 1) as f64
    }

    #[test]
    fn shares_of_the_margin_are_covariances_of_the_futures() {
        let plan = plan();
        let summary = super::super::run(&plan, &Options::new(REPLICATIONS)).expect("a run");
        let layout = Layout::new(&plan);
        let futures: Vec<Vec<f64>> = (1..=REPLICATIONS).map(|n| plan.future(n).values).collect();
        let column = |cell: usize| futures.iter().map(|row| row[cell]).collect::<Vec<f64>>();
        for year in 0..layout.years {
            let service = summary.find(Series { measure: Measure::COST, team: None, of: None }).expect("a measure");
            let service = column(layout.year(year, service));
            for payer in 0..layout.payers {
                let team = payer.checked_sub(1).map(TeamId::new);
                let one = summary.spending(year, team).expect("a year");
                let cost = summary.find(Series { measure: Measure::COST, team, of: None }).expect("a measure");
                let total = column(layout.year(year, cost));
                for line in CostLine::ALL {
                    let spent = column(layout.spending(year, payer, SpendingFigure::On(line)));
                    let expected = covariance(&spent, &total) / covariance(&total, &total);
                    let LineSpending { mean: of_line, share_of_margin } = one.lines[line as usize];
                    assert!((share_of_margin - expected).abs() < 1e-8, "{share_of_margin} {expected}");
                    assert!((of_line - mean(&spent)).abs() < 1e-4, "{of_line}");
                }
                let expected = covariance(&total, &service) / covariance(&service, &service);
                assert!((one.share_of_service - expected).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn shares_add_up_to_one_and_lines_to_the_total() {
        let summary = super::super::run(&plan(), &Options::new(REPLICATIONS)).expect("a run");
        for year in 0..summary.plan().calendar().years.len() {
            let payers = std::iter::once(None).chain(summary.plan().scenario().teams.ids().map(Some));
            for team in payers {
                let one = summary.spending(year, team).expect("a year");
                let shares: f64 = one.lines.iter().map(|line| line.share_of_margin).sum();
                assert!((shares - 1.0).abs() < 1e-9, "{shares}");
                let spent: f64 = one.lines.iter().map(|line| line.mean).sum();
                assert!((spent - one.total.mean).abs() < 1e-4);
                assert!(one.total.median() <= one.p80 && one.p80 <= one.total.p(90));
            }
            let of_teams = summary.plan().scenario().teams.ids();
            let of_teams = of_teams.filter_map(|team| Some(summary.spending(year, Some(team))?.share_of_service));
            let service = summary.spending(year, None).expect("a year");
            let changes = service.lines[CostLine::PlanCosts as usize].share_of_margin;
            assert!((of_teams.sum::<f64>() + changes - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn nothing_varies_so_nothing_has_a_share() {
        let plan = Plan::new(Scenario::parse(crate::examples::TEN_WHO_STAY).expect("a scenario"));
        let summary = super::super::run(&plan, &Options::new(10)).expect("a run");
        // Ten at £36,000 for the twelve months of 2016-17 and the three of 2017-18.
        for (year, pounds) in [(0, 360_000.0), (1, 90_000.0)] {
            let one = summary.spending(year, None).expect("a year");
            assert!((one.p80 - pounds).abs() < 1e-6 && (one.total.mean - pounds).abs() < 1e-6);
            assert!(one.lines.iter().all(|line| line.share_of_margin.is_nan()));
            assert!((one.lines[CostLine::PermanentPay as usize].mean - pounds).abs() < 1e-6);
        }
        assert!(summary.spending(2, None).is_none());
    }

    #[test]
    fn a_safe_budget_for_a_line_is_the_80th_percentile_of_that_line() {
        // Ten at £36,000 in 2016-17, of which the budget has £300,000.
        let budget = "\n[budget.pay]\nyear = \"2016-17\"\namount = 300_000\nline = \"permanent_pay\"\n";
        let text = format!("{}{budget}", crate::examples::TEN_WHO_STAY);
        let plan = Plan::new(Scenario::parse(&text).expect("a scenario"));
        let summary = super::super::run(&plan, &Options::new(10)).expect("a run");
        assert_eq!(summary.safe_budget(0), Some(360_000.0));
        assert_eq!(summary.safe_budget(1), None);
    }

    #[test]
    fn a_safe_budget_is_the_80th_percentile_of_what_it_is_spent_on() {
        let budget = "\n[budget.all]\nyear = \"2016-17\"\namount = 1\n\n[budget.cin]\nyear = \"2016-17\"\nteam = \"cin\"\namount = 5\n";
        let text = format!("{}{budget}", crate::examples::SMALL);
        let summary = super::super::run(&Plan::new(Scenario::parse(&text).expect("a scenario")), &Options::new(200))
            .expect("a run");
        for (budget, team) in [(0, None), (1, Some(TeamId::new(0)))] {
            let (safe, spent) =
                (summary.safe_budget(budget).expect("a budget"), summary.spending(0, team).expect("a year"));
            assert_eq!(safe.to_bits(), spent.p80.to_bits());
        }
    }
}
