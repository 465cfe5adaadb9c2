//! How far a lever must go for a target to be likely enough.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::error::LiveError;
use super::model::LiveModel;
use crate::compare::{CompareError, likelihoods_of_goals};
use crate::content::live::{LeverReach, ReachPoint, ReachRow};
use crate::render;
use crate::run::Options;

/// The number of steps into which the values of a lever are divided at first.
const STEPS: usize = 10;

/// The question: a lever, and what is asked of the plan.
#[derive(Deserialize)]
struct ReachQuestion {
    /// The values of the levers that were moved, by address.
    changes: BTreeMap<String, String>,
    /// Address of the lever.
    address: String,
    /// What the page calls it.
    label: String,
    /// Its values, as in a file and in words.
    values: Vec<String>,
    words: Vec<String>,
    /// The place of its value among them.
    now: usize,
    /// The goal: 0 for all targets, then each.
    goal: usize,
    /// The likelihood that is asked for.
    chance: f64,
}

/// The answer.
#[derive(Serialize)]
struct ReachAnswer {
    /// A row of a table, as HTML.
    row: String,
}

impl LiveModel {
    /// How far a lever must go for a goal to be as likely as asked, the other levers as they are: the question and the answer are JSON.
    ///
    /// # Errors
    /// [`LiveError`] if the question is not in its form, or a plan is not valid.
    pub fn reach(&self, question: &str, futures: u64) -> Result<String, LiveError> {
        let question: ReachQuestion =
            serde_json::from_str(question).map_err(|error| LiveError::Form(error.to_string()))?;
        let ReachQuestion { changes, address, label, values, words, now, goal, chance } = question;
        let likelihood = |place: usize| -> Result<Option<f64>, LiveError> {
            let mut changes = changes.clone();
            if place != now {
                changes.extend(values.get(place).map(|value| (address.clone(), value.clone())));
            }
            let plan = self.plan_with(&changes)?;
            let options = Options { threads: Some(1), ..Options::new(futures) };
            let goals = likelihoods_of_goals(self.filed(), &plan, &options).map_err(CompareError::Cancelled)?;
            Ok(goals.get(goal).copied().flatten())
        };
        let reach = reach(values.len(), now, chance, likelihood)?;
        let row = ReachRow::new(label, address, &words, chance, reach);
        serde_json::to_string(&ReachAnswer { row: render::reach_row(&row) })
            .map_err(|error| LiveError::Form(error.to_string()))
    }
}

/// Tries about ten values, evenly spaced, then all between the nearest of them that is likely enough and the one before it. Nothing is assumed
/// of how the likelihood depends on the value, so a nearer one may be missed; what is said of those that are tried holds.
fn reach<E>(
    values: usize,
    now: usize,
    chance: f64,
    mut likelihood: impl FnMut(usize) -> Result<Option<f64>, E>,
) -> Result<LeverReach, E> {
    let last = values.saturating_sub(1);
    let mut tried: BTreeMap<usize, f64> = BTreeMap::new();
    let mut try_all = |places: BTreeSet<usize>, tried: &mut BTreeMap<usize, f64>| -> Result<(), E> {
        for place in places {
            tried.extend(likelihood(place)?.map(|likelihood| (place, likelihood)));
        }
        Ok(())
    };
    let steps = (0..=last).step_by(last.div_ceil(STEPS).max(1));
    try_all(steps.chain([now, last]).collect(), &mut tried)?;
    if let Some(nearest) = nearest(&tried, now, chance) {
        let before = tried.keys().copied().filter(|place| place.abs_diff(now) < nearest.place.abs_diff(now));
        let is_beyond = nearest.place > now;
        let before = before.filter(|&place| (place > now) == is_beyond || place == now);
        let before = before.max_by_key(|place| place.abs_diff(now)).unwrap_or(now);
        let between = before.min(nearest.place) + 1..before.max(nearest.place);
        try_all(between.collect(), &mut tried)?;
    }
    let point = |place: usize| tried.get(&place).map(|&likelihood| ReachPoint { place, likelihood });
    let best = tried.iter().max_by(|(one, first), (other, second)| {
        first.total_cmp(second).then(other.abs_diff(now).cmp(&one.abs_diff(now)))
    });
    let best = best.and_then(|(&place, _)| point(place));
    Ok(LeverReach { now: point(now), nearest: nearest(&tried, now, chance), best })
}

/// The nearest value tried that is likely enough.
fn nearest(tried: &BTreeMap<usize, f64>, now: usize, chance: f64) -> Option<ReachPoint> {
    let enough = tried.iter().filter(|&(_, &likelihood)| likelihood >= chance);
    let nearest = enough.min_by_key(|(place, _)| place.abs_diff(now));
    nearest.map(|(&place, &likelihood)| ReachPoint { place, likelihood })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: usize, now: usize, chance: f64, of: impl Fn(usize) -> f64) -> (LeverReach, Vec<usize>) {
        let mut tried = Vec::new();
        let likelihood = |place| {
            tried.push(place);
            Ok::<_, ()>(Some(of(place)).filter(|likelihood| !likelihood.is_nan()))
        };
        (reach(values, now, chance, likelihood).expect("no error"), tried)
    }

    #[expect(clippy::unnecessary_wraps, reason = "what is expected may be missing")]
    fn point(place: usize, likelihood: f64) -> Option<ReachPoint> {
        Some(ReachPoint { place, likelihood })
    }

    #[test]
    fn the_nearest_value_that_is_likely_enough_is_found_between_steps() {
        for enough in 21..=40 {
            let of = |place: usize| if place >= enough { 0.9 } else { 0.1 };
            let (reach, tried) = found(41, 20, 0.8, of);
            assert_eq!((reach.now, reach.nearest), (point(20, 0.1), point(enough, 0.9)));
            assert!(tried.len() <= 16, "{tried:?}");
        }
        for enough in 0..20 {
            let of = |place: usize| if place <= enough { 0.9 } else { 0.1 };
            assert_eq!(found(41, 20, 0.8, of).0.nearest, point(enough, 0.9));
        }
    }

    #[test]
    fn what_is_likely_enough_as_it_is_stays() {
        let (reach, _) = found(11, 3, 0.8, |_| 0.85);
        assert_eq!((reach.nearest, reach.best), (point(3, 0.85), point(3, 0.85)));
    }

    #[test]
    fn the_likeliest_value_is_told_where_none_is_enough() {
        let (reach, tried) = found(9, 2, 0.8, |place| if place == 6 { 0.5 } else { 0.2 });
        assert_eq!((reach.nearest, reach.best), (None, point(6, 0.5)));
        assert_eq!(tried.len(), 9);
    }

    #[test]
    fn what_is_undefined_is_neither_enough_nor_likeliest() {
        let (reach, _) = found(2, 1, 0.8, |place| if place == 1 { f64::NAN } else { 0.5 });
        assert_eq!((reach.now, reach.nearest, reach.best), (None, None, point(0, 0.5)));
        assert_eq!(found(0, 0, 0.8, |_| f64::NAN).0.best, None);
    }
}
