//! The on-screen overview of a comparison: the ranking, then each plan, its parts, and stress tests.

mod likelihoods;
mod parts;
mod plan;
mod ranking;
mod savings;
mod stress;

use super::ranking::ranked;
use crate::compare::Study;
use crate::content::overview::Overview;
use crate::content::{responses, words};

/// The on-screen overview of a comparison: the ranking; the likelihood of targets; the differences, targets and savings of each alternative; the
/// responses of each; the effect of each part; and stress tests.
#[must_use]
pub fn study_overview(study: &Study) -> Overview {
    let mut text = Overview::default();
    title(&mut text, study);
    ranking::ranking(&mut text, study);
    likelihoods::likelihoods(&mut text, study);
    for one in ranked(study) {
        plan::plan(&mut text, study, one);
    }
    responses::overview_by_plan(&mut text, study);
    parts::parts(&mut text, study);
    if let Some(test) = &study.stress {
        stress::stress(&mut text, test);
    }
    text
}

fn title(text: &mut Overview, study: &Study) {
    let base = &study.base.summary;
    let scenario = base.plan().scenario();
    text.title(&scenario.name);
    let plans = words::counted(study.alternatives.len() as u64, "alternative", "alternatives");
    text.line(format!("and {plans} · {} to {} · seed {}", scenario.start, scenario.end(), scenario.seed));
    let futures = words::counted(base.replications(), "future", "futures");
    text.line(format!("All use the same {futures}. Differences are alternative less base."));
    if base.replications() < 1_000 {
        let rough = format!("Only {futures}: ranges and likelihoods are rough. Use 10,000 for firm results.");
        text.caution(rough);
    }
}
