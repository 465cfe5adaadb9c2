//! The table of the ranking.

use std::borrow::Cow;

use crate::compare::{Alternative, CapacityCost, Difference, Saving, SavingsLine, Study};
use crate::content::cell::{Cell, NumberRole};
use crate::content::comparison::ranking::{self as order, RankedPlan};
use crate::content::comparison::target_columns::{ALL_TARGETS, all_targets, has_several_targets, target_columns};
use crate::content::rows::Rows;
use crate::content::series_names;
use crate::measures::Measure;
use crate::summary::{Statistic, Summary};
use crate::units::Unit;

/// One row for each plan and one for the base, in ranking order.
pub(crate) fn ranking(study: &Study) -> Rows<'_> {
    const FIRST: [&str; 6] = ["rank", "group", "alternative", "role", "name", "flags"];
    const LAST: [&str; 25] = [
        "like_for_like_saving_mean",
        "like_for_like_saving_p10",
        "like_for_like_saving_p90",
        "like_for_like_saving_mc_error",
        "rank_at_permanent_price",
        "capacity_gained_mean",
        "cost_per_fte_year_gained",
        "saved_per_fte_year_given_up",
        "buy_back_per_fte_year",
        "work_avoided_mean",
        "net_saving_mean",
        "net_saving_p10",
        "net_saving_p90",
        "mc_error",
        "p_saves_money",
        "worst_tenth_mean",
        "p_pays_back",
        "payback_p10",
        "payback_p50",
        "payback_p90",
        "agency_rate_end_level",
        "agency_rate_end_mean",
        "agency_rate_end_p_better",
        "caseload_end_mean",
        "unallocated_end_mean",
    ];
    let targets = target_columns(study);
    let all = has_several_targets(study).then_some(ALL_TARGETS);
    let likelihoods = all.into_iter().chain(targets.iter().map(|target| &*target.id));
    let likelihoods = likelihoods.map(|id| Cow::Owned(format!("{}{id}", series_names::LIKELIHOOD)));
    let header = FIRST.map(Cow::Borrowed).into_iter().chain(likelihoods).chain(LAST.map(Cow::Borrowed)).collect();
    let is_priced =
        study.saving_line() == SavingsLine::LikeForLike && study.is_priced(SavingsLine::LikeForLikePermanent);
    let at_permanent = if is_priced { order::ranking_by(study, SavingsLine::LikeForLikePermanent) } else { Vec::new() };
    let rows = order::ranking(study).into_iter().map(move |one| {
        let mut row = first_of_ranking(study, &one);
        let permanent = at_permanent.iter().find(|other| other.name == one.name).map(|other| other.rank);
        row.extend(all_targets(study, one.name).map(|all| Cell::from(all.map(Cell::probability))));
        row.extend(targets.iter().map(|target| target.of(study, &one).map(Cell::probability).into()));
        let permanent = permanent.map_or(Cell::Missing, Cell::from);
        row.extend(one.plan.map_or_else(|| base_capacity(permanent.clone()), |plan| capacity(plan, permanent.clone())));
        row.extend(one.plan.map_or_else(|| base_in_ranking(study), plan_in_ranking));
        row
    });
    Rows::with_header(header, rows)
}

fn first_of_ranking<'c>(study: &'c Study, one: &RankedPlan<'c>) -> Vec<Cell<'c>> {
    let (id, plan) = one.plan.map_or(("base", &study.base.summary), |plan| ("plan", &plan.summary));
    let flags: Vec<&str> = one.flags.iter().map(|flag| flag.id).collect();
    vec![
        one.rank.into(),
        one.group.into(),
        one.name.into(),
        id.into(),
        plan.plan().scenario().name.as_str().into(),
        (!flags.is_empty()).then(|| flags.join("; ")).into(),
    ]
}

/// The saving at equal capacity and the capacity of the base: nothing.
fn base_capacity(rank: Cell<'_>) -> Vec<Cell<'_>> {
    let nothing = |unit| Cell::Number(0.0, unit, NumberRole::Change);
    let mut row = vec![nothing(Unit::Pounds), Cell::Missing, Cell::Missing, Cell::Missing, rank, nothing(Unit::Fte)];
    row.extend([Cell::Missing, Cell::Missing, Cell::Missing, nothing(Unit::Fte)]);
    row
}

/// The saving at equal capacity over the run, and what capacity it stands for.
fn capacity<'c>(one: &Alternative, rank: Cell<'c>) -> Vec<Cell<'c>> {
    let pounds = |value: f64| Cell::level(value, Unit::Pounds);
    let statistic = |line| one.savings.whole(line).map(|saving| &saving.statistic);
    let of_saving = |cell: &dyn Fn(&Statistic) -> Cell<'c>| {
        statistic(SavingsLine::LikeForLike).filter(|saving| saving.is_defined()).map_or(Cell::Missing, cell)
    };
    let fte = |line| statistic(line).map_or(Cell::Missing, |of| Cell::Number(of.mean, Unit::Fte, NumberRole::Change));
    let [gained, given_up, buy_back] = match one.savings.capacity_cost() {
        Some(CapacityCost::Gains(cost)) => [pounds(cost), Cell::Missing, Cell::Missing],
        Some(CapacityCost::GivesUp { saved, buy_back }) => [Cell::Missing, pounds(saved), pounds(buy_back)],
        None => [Cell::Missing, Cell::Missing, Cell::Missing],
    };
    vec![
        of_saving(&|saving| pounds(saving.mean)),
        of_saving(&|saving| pounds(saving.range80().0)),
        of_saving(&|saving| pounds(saving.range80().1)),
        of_saving(&|saving| Cell::error(saving.mc_error, Unit::Pounds)),
        rank,
        fte(SavingsLine::Capacity),
        gained,
        given_up,
        buy_back,
        fte(SavingsLine::WorkAvoided),
    ]
}

/// The cells of the base, whose saving and changes are zero.
fn base_in_ranking<'c>(study: &Study) -> Vec<Cell<'c>> {
    let nothing = |unit| Cell::Number(0.0, unit, NumberRole::Change);
    let missing = |n| std::iter::repeat_n(Cell::Missing, n);
    let mut row = vec![nothing(Unit::Pounds)];
    row.extend(missing(9));
    row.push(level_at_end(&study.base.summary, "agency_rate"));
    row.extend([nothing(Unit::Share), Cell::Missing, nothing(Unit::CasesPerFte), nothing(Unit::Cases)]);
    row
}

fn plan_in_ranking<'c>(one: &Alternative) -> Vec<Cell<'c>> {
    let pounds = |value: f64| Cell::level(value, Unit::Pounds);
    let net = one.savings.whole(SavingsLine::Net);
    let of_net = |cell: &dyn Fn(&Saving) -> Cell<'c>| net.map_or(Cell::Missing, cell);
    let payback = &one.savings.payback;
    let mut row = vec![
        of_net(&|net| pounds(net.statistic.mean)),
        of_net(&|net| pounds(net.statistic.range80().0)),
        of_net(&|net| pounds(net.statistic.range80().1)),
        of_net(&|net| Cell::error(net.statistic.mc_error, Unit::Pounds)),
        of_net(&|net| Cell::probability(net.p_positive)),
        pounds(one.savings.worst_tenth),
    ];
    if payback.has_outlay {
        row.push(Cell::probability(payback.p_within));
        row.extend(payback.months.map(|month| month.map_or("not within the run".into(), Cell::Month)));
    } else {
        // Without an outlay there is nothing to pay back.
        row.push(Cell::Missing);
        row.extend(payback.months.map(|_| "no outlay".into()));
    }
    let change = |id| one.service_at_end(id);
    let rate = change("agency_rate");
    let mean = |of: Option<(&Measure, &Difference)>| {
        of.map_or(Cell::Missing, |(measure, of)| Cell::Number(of.statistic.mean, measure.unit, NumberRole::Change))
    };
    row.push(level_at_end(&one.summary, "agency_rate"));
    row.extend([mean(rate), rate.map(|(_, rate)| Cell::probability(rate.p_better)).into()]);
    row.extend(["caseload", "unallocated"].map(|id| mean(change(id))));
    row
}

/// The mean level of a service-wide measure in the last month.
fn level_at_end<'c>(summary: &Summary, id: &str) -> Cell<'c> {
    let Some(index) = summary.service_series(id) else { return Cell::Missing };
    let unit = summary.plan().series[index].series.measure.unit;
    summary.end(index).map_or(Cell::Missing, |end| Cell::level(end.mean, unit))
}
