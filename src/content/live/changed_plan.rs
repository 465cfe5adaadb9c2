//! What a changed plan does, against the plan as filed.

use crate::compare::{Alternative, Goal, SavingsLine, Study};
use crate::content::exhibit::Exhibit;
use crate::content::levers::pounds_with_error;
use crate::content::page::Block;
use crate::content::{comparison, facts, precision, words};

/// What a changed plan does: pieces of the report on a comparison, each of which the page replaces as a whole.
pub(crate) struct ChangedPlan<'s> {
    /// The most important figures in a few sentences.
    pub summary: String,
    /// Likelihoods, savings, flags and changes, in tables and sentences.
    pub findings: Vec<Block<'s>>,
    /// The charts, to which [`Block::Exhibit`] refers by place.
    pub exhibits: Vec<Exhibit<'s>>,
}

impl<'s> ChangedPlan<'s> {
    /// Of a study with one alternative. Warnings that the plan as filed does not have come first.
    pub(crate) fn of(study: &'s Study) -> Self {
        let filed = facts::warnings(&study.base.summary);
        let plans = study.alternatives.iter().flat_map(|one| facts::warnings(&one.summary));
        let new: Vec<String> = plans.filter(|warning| !filed.contains(warning)).collect();
        let warnings = (!new.is_empty()).then_some(Block::Cautions(new));
        let (findings, exhibits) = comparison::key_findings_and_charts(study);
        Self { summary: summary(study), findings: warnings.into_iter().chain(findings).collect(), exhibits }
    }
}

/// `From 4,000 futures: all targets are met in 19%, in 12% as filed. Net saving -£46k (±£1k), saving at equal capacity +£124k (±£1k).
/// Likelihoods are within ±1.2 points (95%).` A flagged plan is said to be.
fn summary(study: &Study) -> String {
    let futures = words::counted(study.replications(), "future", "futures");
    let sentences = study.alternatives.iter().flat_map(|one| {
        let flagged = (!one.flags.is_empty()).then(|| "The plan is flagged.".to_owned());
        [targets(study, one), saving(study, one), flagged, precision::sentence(&one.summary)]
    });
    let sentences: Vec<String> = sentences.flatten().collect();
    format!("From {futures}: {}", words::uncapitalised(&sentences.join(" ")))
}

/// How likely all targets of the plan as filed are; `None` without targets.
fn targets(study: &Study, one: &Alternative) -> Option<String> {
    let [changed, filed] = [&one.name, &study.base.name].map(|name| study.likelihood(name, Goal::AllTargets));
    let subject = match study.base.summary.plan().scenario().targets.len() {
        0 => return None,
        1 => "The target is",
        _ => "All targets are",
    };
    Some(format!("{subject} met in {}, in {} as filed.", words::percent(changed?), words::percent(filed?)))
}

/// What the plan saves, with two standard errors: in cash first, because that is what budgets show.
fn saving(study: &Study, one: &Alternative) -> Option<String> {
    let said = |line: SavingsLine| {
        let saving = one.savings.whole(line)?.statistic;
        Some(format!("{} {}", comparison::saving_words(line), pounds_with_error(&saving)))
    };
    let at_equal_capacity = Some(study.saving_line()).filter(|&line| line != SavingsLine::Net);
    let lines = [said(SavingsLine::Net), at_equal_capacity.and_then(said)];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    (!lines.is_empty()).then(|| format!("{}.", words::capital(&lines.join(", "))))
}
