//! Warnings for implausibly high turnover.

use super::{LintContext, LintFinding};
use crate::scenario::problem::Problem;
use crate::scenario::{EditKind, InputId};
use crate::units::Unit;

/// Leavers a year per person in post above which a rate is implausible. Authorities range from 8.7% to 25.1% (10th to
/// 90th percentile, DfE, Children's social work workforce 2019), and the highest published band, people over 60, is at
/// 29.8% (2016): 50% is twice the 90th percentile, and leaves room for the first year after an overseas campaign.
pub(super) const HARDLY_MEANT: f64 = 0.5;

pub(super) fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    let own = look.scenario.routes.iter().flat_map(|route| &route.stages).filter_map(|stage| stage.leaving.as_ref());
    let bands = std::iter::once(&look.scenario.leaving.bands).chain(own).flatten();
    let rates = bands.map(|band| (band.rate, look.mean(band.rate)));
    let mut found: Vec<LintFinding> = rates.filter_map(|(id, rate)| too_high(look, id, rate)).collect();
    let mut told: Vec<InputId> = Vec::new();
    for edit in look.scenario.changes.iter().flat_map(|change| &change.edits) {
        let before = look.mean(edit.input);
        if look.reader.inputs.get(edit.input).unit != Unit::YearlyRate || told.contains(&edit.amount) {
            continue;
        }
        let amount = look.mean(edit.amount);
        let after = match edit.kind {
            EditKind::Set => amount,
            EditKind::Add => before + amount,
            EditKind::Multiply => before * amount,
        };
        // A rate that is already too high is reported at its own place.
        if before <= HARDLY_MEANT
            && let Some(one) = too_high(look, edit.amount, after)
        {
            told.push(edit.amount);
            found.push(one);
        }
    }
    found
}

fn too_high(look: &LintContext<'_>, id: InputId, rate: f64) -> Option<LintFinding> {
    let (key, place) = look.input(id);
    (rate > HARDLY_MEANT).then_some((Problem::HighTurnover { key, rate }, place))
}
