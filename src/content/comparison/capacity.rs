//! Capacity and its cost in words: what plans are ranked by, what an FTE-year of capacity costs, and work avoided.

use super::{Naming, ranking};
use crate::compare::{Alternative, CapacityCost, FlagReason, RankBy, SavingsLine, Study};
use crate::content::words;
use crate::units::Unit;

/// What the saving at equal capacity is, for readers of the ranking.
const MEANING: &str = "Saving at equal capacity is the net saving plus the value of capacity gained, or minus that of capacity \
                                  lost, at what the base pays for an agency worker in the same team and month. It is not cashable, and \
                                  it assumes that cover for an empty post is worth its agency price.";

/// Why plans are ranked by net saving where it was not asked for.
const NO_PRICE: &str =
    "Capacity has no price where a team has no `charge_per_hour` of agency staff, so plans are ranked by net saving.";

/// What the savings in the ranking are, or why they are not at equal capacity.
pub(super) fn meaning(study: &Study) -> &'static str {
    match study.rank_by {
        RankBy::Cash => "Net saving is cash: it says nothing of what the service can do.",
        _ if study.saving_line() == SavingsLine::LikeForLike => MEANING,
        _ => NO_PRICE,
    }
}

/// Work avoided that is worth mentioning, full-load FTE-years.
const MIN_WORK: f64 = 0.1;

/// The multiple of what an FTE-year of capacity costs beyond which a saving is not told by FTE-year given up: an assumption.
const MOST_OF_PRICE: f64 = 2.0;

/// What the plan does to capacity over the run, and at what cost: `the plan gains 2.1 FTE-years of capacity at £45k each`.
pub(super) fn capacity_words(one: &Alternative) -> Option<String> {
    let capacity = one.savings.whole(SavingsLine::Capacity)?.statistic;
    let pounds = |value: f64| words::value(value, Unit::Pounds);
    let years = format!("{} FTE-years", words::value(capacity.mean.abs(), Unit::Fte));
    let buying_back = |price: f64| format!("buying one back from agencies would cost {}", pounds(price));
    let words = match one.savings.capacity_cost() {
        Some(CapacityCost::Gains(cost)) if cost >= 0.0 => format!("gains {years} of capacity at {} each", pounds(cost)),
        Some(CapacityCost::Gains(cost)) => {
            format!("gains {years} of capacity and also saves {} for each", pounds(-cost))
        }
        // A saving that is many times the price of the capacity given up does not come from giving it up.
        Some(CapacityCost::GivesUp { saved, buy_back }) if saved > MOST_OF_PRICE * buy_back => {
            format!("has {years} less capacity; {}", buying_back(buy_back))
        }
        Some(CapacityCost::GivesUp { saved, buy_back }) if saved >= 0.0 => {
            format!("has {years} less capacity, for {} less each; {}", pounds(saved), buying_back(buy_back))
        }
        Some(CapacityCost::GivesUp { saved, buy_back }) => {
            format!("has {years} less capacity and still costs {} more each; {}", pounds(-saved), buying_back(buy_back))
        }
        None if capacity.mean.abs() < 1.0 || !capacity.is_clear_of_zero() => {
            "changes capacity by less than one FTE-year, or not clearly".to_owned()
        }
        None if capacity.mean > 0.0 => format!("gains {years} of capacity, which has no agency price"),
        None => format!("has {years} less capacity, which has no agency price"),
    };
    Some(words)
}

/// The work that the plan avoids over the run: `avoids 4.1 FTE-years of work (worth £322k at the agency price; in no saving)`; `None` if
/// there is hardly any or it is not clear of chance.
pub(super) fn work_words(one: &Alternative) -> Option<String> {
    let work = one.savings.whole(SavingsLine::WorkAvoided)?.statistic;
    if work.mean.abs() < MIN_WORK || !work.is_clear_of_zero() {
        return None;
    }
    let years = words::value(work.mean.abs(), Unit::Fte);
    let value = one.savings.whole(SavingsLine::WorkAvoidedValue).map_or(f64::NAN, |value| value.statistic.mean);
    let value = words::value(value.abs(), Unit::Pounds);
    let what = if work.mean < 0.0 {
        format!("brings {years} FTE-years of additional work")
    } else if one.flags.iter().any(|flag| flag.reason == FlagReason::TurnedAway) {
        format!("avoids {years} FTE-years of work by not taking children on")
    } else {
        format!("avoids {years} FTE-years of work")
    };
    Some(format!("{what} (worth {value} at the agency price; in no saving)"))
}

/// The saving at equal capacity over the run, as a finding; `None` if it has no price.
pub(super) fn finding(one: &Alternative) -> Option<String> {
    let saving = one.savings.whole(SavingsLine::LikeForLike)?.statistic;
    if !saving.is_defined() {
        return None;
    }
    let pounds = |value: f64| words::value(value, Unit::Pounds);
    let (low, high) = saving.range80();
    let range = if saving.mean < 0.0 { [-high, -low] } else { [low, high] }.map(pounds).join(" to ");
    let saves = match saving.mean {
        mean if mean.abs() < 1.0 || !saving.is_clear_of_zero() => {
            "the plan neither saves nor costs anything clear of chance".to_owned()
        }
        mean => {
            let what = if mean < 0.0 { "costs" } else { "saves" };
            format!("the plan {what} {} (80%: {range}), which is a valuation and not cash", pounds(mean.abs()))
        }
    };
    let capacity = capacity_words(one).map_or(String::new(), |words| format!("; it {words}"));
    Some(format!("At equal capacity {saves}{capacity}."))
}

/// Whether the order of plans changes if capacity is priced at what permanent staff cost; `None` where they are not ranked by capacity or
/// permanent staff have no price.
pub(super) fn order_at_permanent_price(study: &Study, naming: Naming) -> Option<String> {
    if study.saving_line() != SavingsLine::LikeForLike || !study.is_priced(SavingsLine::LikeForLikePermanent) {
        return None;
    }
    let names =
        |line| ranking::ranking_by(study, line).into_iter().map(|one| naming(study, one.name)).collect::<Vec<_>>();
    let (agency, permanent) = (names(SavingsLine::LikeForLike), names(SavingsLine::LikeForLikePermanent));
    Some(if agency == permanent {
        "The order is the same if capacity is priced at what permanent staff cost.".to_owned()
    } else {
        format!("If capacity is priced at what permanent staff cost, the order is: {}.", permanent.join(", "))
    })
}
