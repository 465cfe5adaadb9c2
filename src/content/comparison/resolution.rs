//! Whether there are enough futures to tell plans apart by what they save.

use serde::Serialize;

use super::{Naming, file_name};
use crate::compare::{SavingContrast, Study};
use crate::content::cell::rounded;
use crate::content::precision::{self, ERRORS_95, StoppedRecord};
use crate::content::words;
use crate::summary::mean_radius_at_any_look;
use crate::units::Unit;

/// Savings that differ by less are the same, pounds.
const SAME: f64 = 1.0;

/// Numbers of futures above this are not worth stating.
const MOST_FUTURES: f64 = 1_000_000.0;

/// Number of pairs named that are not told apart.
const SHOWN: usize = 3;

/// Two plans that are neighbours in order of what they save, the first saving more.
struct NeighbourPair<'s> {
    names: [&'s str; 2],
    contrast: SavingContrast,
    /// Half the width of the 95% interval of the difference, pounds.
    within: f64,
}

impl NeighbourPair<'_> {
    fn is_told_apart(&self) -> bool {
        self.contrast.mean.abs() > self.within
    }

    /// Number of futures with which the interval of this difference would exclude zero: it narrows with the root of the number.
    fn futures_needed(&self, futures: u64) -> f64 {
        let ratio = self.within / self.contrast.mean;
        futures as f64 * ratio * ratio
    }

    /// `no-further-recruitment from double-nqsw (about 40,000 would be needed)`.
    fn words(&self, futures: u64, names: [String; 2]) -> String {
        let needed = self.futures_needed(futures);
        let needed = if needed > MOST_FUTURES {
            format!("more than {}", words::whole(MOST_FUTURES as u64))
        } else {
            format!("about {}", words::whole(two_digits(needed)))
        };
        format!("{} from {} ({needed} would be needed)", names[0], names[1])
    }
}

/// A number rounded up to two significant digits.
fn two_digits(number: f64) -> u64 {
    let mut unit = 1.0;
    while number / unit > 99.0 {
        unit *= 10.0;
    }
    ((number / unit).ceil() * unit) as u64
}

/// The neighbours in order of what they save, the base among them; without those that save the same.
fn neighbours(study: &Study) -> Vec<NeighbourPair<'_>> {
    let line = study.saving_line();
    let saving = |name: &str| {
        let saving = study.alternative(name).and_then(|one| one.savings.whole(line));
        saving.map(|saving| SavingContrast { mean: saving.statistic.mean, mc_error: saving.statistic.mc_error })
    };
    let base = study.base.name.as_str();
    let names = std::iter::once(base).chain(study.alternatives.iter().map(|one| one.name.as_str()));
    let mut order: Vec<(&str, f64)> =
        names.map(|name| (name, saving(name).map_or(0.0, |saving| saving.mean))).collect();
    order.sort_by(|(_, one), (_, two)| two.total_cmp(one));
    let pair = |pair: &[(&'_ str, f64)]| -> Option<SavingContrast> {
        let [(one, _), (two, _)] = pair else { return None };
        match (*one == base, *two == base) {
            (true, _) => saving(two).map(|saving| SavingContrast { mean: -saving.mean, ..saving }),
            (_, true) => saving(one),
            _ => study.contrast(one, two, line),
        }
    };
    let neighbours = order.windows(2).filter_map(|both| {
        let contrast = pair(both)?;
        let names = [both[0].0, both[1].0];
        Some(NeighbourPair { names, contrast, within: within(study, contrast.mc_error) })
    });
    neighbours.filter(|pair| pair.contrast.mean.abs() >= SAME || pair.within >= SAME).collect()
}

/// Half the width of a 95% interval of a mean with this standard error; if the comparison stopped by itself, of one that holds whenever one looks.
fn within(study: &Study, mc_error: f64) -> f64 {
    if study.precision.is_some() {
        mean_radius_at_any_look(study.replications(), mc_error)
    } else {
        ERRORS_95 * mc_error
    }
}

/// Whether the plans can be told apart by what they save: `10,000 futures are enough to tell these plans apart by saving at equal capacity (95%).`
/// `None` for a single future.
fn order_words(study: &Study, naming: Naming) -> Option<String> {
    let futures = study.replications();
    if futures < 2 {
        return None;
    }
    let counted = words::counted(futures, "future", "futures");
    let by = super::ranking::saving_words(study.saving_line());
    let pairs = neighbours(study);
    if pairs.is_empty() {
        return Some(format!("In these {counted} the plans do not differ by {by}."));
    }
    let untold = pairs.iter().filter(|pair| !pair.is_told_apart());
    let mut untold: Vec<String> =
        untold.map(|pair| pair.words(futures, pair.names.map(|name| naming(study, name)))).collect();
    if untold.is_empty() {
        return Some(format!("{counted} are enough to tell these plans apart by {by} (95%)."));
    }
    if untold.len() > SHOWN {
        let more = words::counted((untold.len() - SHOWN) as u64, "other pair", "other pairs");
        untold.truncate(SHOWN);
        untold.push(more);
    }
    Some(format!("{counted} are not enough to tell apart, at 95%, by {by}: {}.", untold.join("; ")))
}

/// How precise the figures of a comparison are, and whether its plans can be told apart; `None` for a single future.
pub(super) fn sentence(study: &Study, naming: Naming) -> Option<String> {
    let order = order_words(study, naming)?;
    let precision = match &study.precision {
        Some(reached) => Some(precision::stopped(reached, study.replications(), |name| study.summary(name?))),
        None => precision::likelihoods_within(study.summaries()).map(precision::likelihoods_words),
    };
    Some(precision.into_iter().chain([order]).collect::<Vec<_>>().join(" "))
}

/// The precision of a comparison for programs.
#[derive(Serialize)]
pub(crate) struct ComparisonPrecisionRecord {
    /// The sentence on screen.
    words: String,
    /// The greatest distance of a likelihood from that of endless futures, 95%; none without targets and budgets.
    likelihoods_within: Option<f64>,
    /// Neighbours in order of what they save.
    order: Vec<NeighbourRecord>,
    /// If the comparison stopped by itself: what it was to know, and what it knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<StoppedRecord>,
}

#[derive(Serialize)]
struct NeighbourRecord {
    /// The plan that saves more, and the next.
    plans: [String; 2],
    line: &'static str,
    /// The first less the second, pounds.
    mean: Option<f64>,
    /// Half the width of its 95% interval.
    within: Option<f64>,
    is_told_apart: bool,
}

/// The precision of a comparison; `None` for a single future.
pub(super) fn record(study: &Study) -> Option<ComparisonPrecisionRecord> {
    let line = study.saving_line();
    let neighbour = |pair: NeighbourPair<'_>| NeighbourRecord {
        plans: pair.names.map(str::to_owned),
        line: line.id(),
        mean: rounded(pair.contrast.mean, line.unit()),
        within: rounded(pair.within, line.unit()),
        is_told_apart: pair.is_told_apart(),
    };
    let likelihoods = precision::likelihoods_within(study.summaries());
    Some(ComparisonPrecisionRecord {
        words: sentence(study, file_name)?,
        likelihoods_within: likelihoods.and_then(|within| rounded(within, Unit::Probability)),
        order: neighbours(study).into_iter().map(neighbour).collect(),
        stopped: study
            .precision
            .as_ref()
            .map(|reached| precision::stopped_record(reached, |name| study.summary(name?))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn futures_needed_grow_with_the_square_of_the_error() {
        let pair = |mean, within| NeighbourPair {
            names: ["a", "b"],
            contrast: SavingContrast { mean, mc_error: within / ERRORS_95 },
            within,
        };
        assert!(pair(20.0, 19.0).is_told_apart() && !pair(19.0, 20.0).is_told_apart());
        let words = |mean, futures| pair(mean, 20.0).words(futures, ["a", "b"].map(str::to_owned));
        assert_eq!(words(10.0, 10_000), "a from b (about 40,000 would be needed)");
        assert_eq!(words(3.0, 1_000), "a from b (about 45,000 would be needed)");
        assert_eq!(words(1.0, 10_000), "a from b (more than 1,000,000 would be needed)");
    }
}
