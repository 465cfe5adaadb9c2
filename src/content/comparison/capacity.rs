//! Capacity and its cost in words: what plans are ranked by, what an FTE-year of capacity costs, and work avoided.

use super::ranking;
use crate::compare::{Alternative, CapacityCost, SavingsLine, Study};
use crate::content::words;
use crate::measures::Measure;
use crate::scenario::Series;
use crate::units::Unit;

/// What the saving at equal capacity is, for readers of the ranking.
pub(super) const MEANING: &str = "Saving at equal capacity: the net saving, plus the capacity that the plan gains, less what it loses, at what \
                                  the base pays for an agency worker of that team in that month. It is not cashable, and takes an uncovered \
                                  post to be worth its agency price.";

/// Work avoided that is worth mentioning, full-load FTE-years.
const MIN_WORK: f64 = 1.0;

/// The line by which plans are ranked: the saving at equal capacity or, where it is missing in some future because a team has no agency
/// charge, the net saving.
pub(super) fn yardstick(study: &Study) -> SavingsLine {
    let is_defined = |one: &Alternative| {
        let saving = one.savings.whole(SavingsLine::LikeForLike);
        saving.is_some_and(|saving| saving.statistic.n_defined == one.summary.replications())
    };
    if study.alternatives.iter().all(is_defined) { SavingsLine::LikeForLike } else { SavingsLine::Net }
}

/// The yardstick in a heading.
pub(super) fn yardstick_words(line: SavingsLine) -> &'static str {
    if line == SavingsLine::LikeForLike { "saving at equal capacity" } else { "net saving" }
}

/// What the plan does to capacity over the run, and at what cost: `gains 2.1 FTE-years of capacity at £45k each`.
pub(super) fn capacity_words(one: &Alternative) -> Option<String> {
    let capacity = one.savings.whole(SavingsLine::Capacity)?.statistic.mean;
    let pounds = |value: f64| words::value(value, Unit::Pounds);
    let years = words::value(capacity.abs(), Unit::Fte);
    let words = match one.savings.capacity_cost() {
        Some(CapacityCost::Gains(cost)) if cost >= 0.0 => {
            format!("gains {years} FTE-years of capacity at {} each", pounds(cost))
        }
        Some(CapacityCost::Gains(cost)) => {
            format!("gains {years} FTE-years of capacity and saves {} with each", pounds(-cost))
        }
        Some(CapacityCost::GivesUp { saved, buy_back }) if saved >= 0.0 => format!(
            "gives up {years} FTE-years of capacity at {} each, which cost {} each to buy back",
            pounds(saved),
            pounds(buy_back)
        ),
        Some(CapacityCost::GivesUp { saved, buy_back }) => format!(
            "loses {years} FTE-years of capacity, pays {} more for each, and would pay {} each to buy them back",
            pounds(-saved),
            pounds(buy_back)
        ),
        None if capacity.abs() < 1.0 => "capacity changes by less than one FTE-year".to_owned(),
        None => format!("capacity changes by {} FTE-years", words::signed(capacity, Unit::Fte)),
    };
    Some(words)
}

/// The work that the plan avoids over the run: `avoids 4.1 FTE-years of work (£322k at the agency price)`; `None` if it is below one
/// full-load FTE-year or not clear of chance.
pub(super) fn work_words(one: &Alternative) -> Option<String> {
    let work = one.savings.whole(SavingsLine::WorkAvoided)?.statistic;
    if work.mean.abs() < MIN_WORK || work.mean.abs() <= 2.0 * work.mc_error {
        return None;
    }
    let years = words::value(work.mean.abs(), Unit::Fte);
    let value = one.savings.whole(SavingsLine::WorkAvoidedValue).map_or(f64::NAN, |value| value.statistic.mean);
    let value = words::value(value.abs(), Unit::Pounds);
    let what = match work.mean {
        mean if mean < 0.0 => "meets",
        _ if turns_more_away(one) => "children not taken on: avoids",
        _ => "avoids",
    };
    let more = if work.mean < 0.0 { "more work" } else { "work" };
    Some(format!("{what} {years} FTE-years of {more} ({value} at the agency price, in no other figure)"))
}

/// The saving at equal capacity over the run, as a finding; `None` if it has no price.
pub(super) fn finding(one: &Alternative) -> Option<String> {
    let saving = one.savings.whole(SavingsLine::LikeForLike)?.statistic;
    if !saving.is_defined() {
        return None;
    }
    let what = if saving.mean < 0.0 { "costs" } else { "saves" };
    let pounds = |value: f64| words::value(value, Unit::Pounds);
    let (low, high) = saving.range80();
    let subject = |words: &str| if words.starts_with("capacity") { "its" } else { "it" };
    let range = if saving.mean < 0.0 { [-high, -low] } else { [low, high] }.map(pounds).join(" to ");
    let capacity = capacity_words(one).map_or(String::new(), |words| format!("; {} {words}", subject(&words)));
    Some(format!(
        "At equal capacity the plan {what} {} (80%: {range}), which is not cashable{capacity}.",
        pounds(saving.mean.abs())
    ))
}

/// Whether more children are turned away than in the base, on average over the run.
fn turns_more_away(one: &Alternative) -> bool {
    let Some(index) = one.find(Series { measure: Measure::TURNED_AWAY, team: None, of: None }) else { return false };
    let years = 0..one.summary.plan().calendar().years.len();
    let means = years.filter_map(|year| Some(one.year(year, index)?.statistic.mean));
    means.sum::<f64>() > 0.0
}

/// Whether the order of plans is another one if capacity is priced at what permanent staff cost; `None` where they are not ranked by
/// capacity or permanent staff have no price.
pub(super) fn turn_words(study: &Study) -> Option<String> {
    if yardstick(study) != SavingsLine::LikeForLike {
        return None;
    }
    let is_priced = |one: &Alternative| {
        let saving = one.savings.whole(SavingsLine::LikeForLikePermanent);
        saving.is_some_and(|saving| saving.statistic.is_defined())
    };
    if !study.alternatives.iter().all(is_priced) {
        return None;
    }
    let names = |line| ranking::ranking_by(study, line).into_iter().map(|one| one.name.to_owned()).collect::<Vec<_>>();
    let (agency, permanent) = (names(SavingsLine::LikeForLike), names(SavingsLine::LikeForLikePermanent));
    Some(if agency == permanent {
        "The order is the same if capacity is priced at what permanent staff cost.".to_owned()
    } else {
        format!("If capacity is priced at what permanent staff cost, the order is: {}.", permanent.join(", "))
    })
}
