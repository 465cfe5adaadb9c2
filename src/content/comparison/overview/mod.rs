//! What is read first of a comparison, on screen: a ranking, then each plan, its parts, and the plans under stress.

mod parts;
mod plan;
mod ranking;
mod savings;
mod stress;

use super::ranking::ranked;
use crate::compare::Study;
use crate::content::overview::Overview;
use crate::content::words;

/// What is read first of a comparison: a ranking, then for each alternative its differences, targets and savings, what each
/// part of it does, and the plans under stress.
#[must_use]
pub fn study_overview(study: &Study) -> Overview {
    let mut text = Overview::default();
    title(&mut text, study);
    ranking::ranking(&mut text, study);
    for one in ranked(study) {
        plan::plan(&mut text, study, one);
    }
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
    text.line(format!("The same {futures} under each. Differences are alternative less base."));
    if base.replications() < 1_000 {
        let rough = format!("Only {futures}: ranges and likelihoods are rough; 10,000 make them firm.");
        text.caution(rough);
    }
}
