//! Warnings for targets that every replication meets, or that none can meet.

use super::{LintContext, LintFinding};
use crate::scenario::Target;
use crate::scenario::problem::Problem;

pub(super) fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    look.scenario.targets.iter().filter_map(|target| decided(look, target)).collect()
}

fn decided(look: &LintContext<'_>, target: &Target) -> Option<LintFinding> {
    let measure = target.series?.measure;
    // Money may be negative: grants, savings.
    if measure.unit.is_money() {
        return None;
    }
    let max = measure.unit.is_share().then_some(1.0);
    let limit = target.limit;
    let is_met = if target.at_most {
        match max {
            Some(max) if limit >= max => true,
            _ if limit < 0.0 => false,
            _ => return None,
        }
    } else {
        match max {
            Some(max) if limit > max => false,
            _ if limit <= 0.0 => true,
            _ => return None,
        }
    };
    let (bound, key) = if target.at_most { ("at most", "at_most") } else { ("at least", "at_least") };
    let place = look.place(&format!("target.{}.{key}", target.id));
    let (id, measure) = (target.id.clone(), measure.id);
    Some((Problem::TargetDecided { id, measure, bound, limit, max, is_met }, place))
}
