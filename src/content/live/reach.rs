//! How far a lever must go for a target to be likely enough, and how that is said.

use crate::content::target_phrase::target_phrase;
use crate::content::words;
use crate::scenario::Scenario;

/// A place among the values of a lever, and how likely the goal is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ReachPoint {
    /// The place.
    pub place: usize,
    /// The likelihood.
    pub likelihood: f64,
}

/// How far a lever must go, the others as they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LeverReach {
    /// Where it is; `None` if the goal is defined in no future.
    pub now: Option<ReachPoint>,
    /// The nearest value tried at which the goal is likely enough; `None` if it is at none.
    pub nearest: Option<ReachPoint>,
    /// The value tried at which it is likeliest, the nearest of several; `None` if it is defined at none.
    pub best: Option<ReachPoint>,
}

/// What the page says of a lever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReachRow {
    /// The lever.
    pub label: String,
    /// Its address.
    pub address: String,
    /// How likely the goal is with the value that it has: `21%`; empty if it is defined in no future.
    pub now: String,
    /// The place to set it to; `None` if no value is better than the one that it has.
    pub place: Option<usize>,
    /// What it takes: `12: 84%`; or that no value tried is enough, and which is likeliest.
    pub reaches: String,
    /// Whether it reaches what is asked.
    pub is_reached: bool,
}

impl ReachRow {
    /// Of a lever with values in words; `chance` is what is asked.
    pub(crate) fn new(label: String, address: String, values: &[String], chance: f64, reach: LeverReach) -> Self {
        let value = |place: usize| values.get(place).map_or("", String::as_str);
        let at = |point: ReachPoint| format!("{}: {}", value(point.place), words::percent(point.likelihood));
        let now = reach.now.map_or(f64::NEG_INFINITY, |now| now.likelihood);
        let better = reach.best.filter(|best| best.likelihood > now);
        let (place, reaches) = match (reach.nearest, better) {
            (Some(nearest), _) if Some(nearest) == reach.now => (None, "reached as it is".to_owned()),
            (Some(nearest), _) => (Some(nearest.place), at(nearest)),
            (None, Some(best)) => {
                (Some(best.place), format!("not {} alone; likeliest at {}", words::percent(chance), at(best)))
            }
            (None, None) => (None, "no other value is better".to_owned()),
        };
        let is_reached = reach.nearest.is_some();
        let now = reach.now.map_or_else(String::new, |now| words::percent(now.likelihood));
        Self { label, address, now, place, reaches, is_reached }
    }
}

/// What can be asked for: all targets together, if there are several, and each.
pub(crate) fn goals(scenario: &Scenario) -> Vec<(usize, String)> {
    let each = scenario.targets.iter().enumerate().map(|(place, target)| (place + 1, target_phrase(scenario, target)));
    let all = (scenario.targets.len() > 1).then(|| (0, "all targets are met".to_owned()));
    all.into_iter().chain(each).collect()
}
