//! The ranking of plans, including the base, and the flags of plans, in words.

use crate::compare::{Alternative, FlagReason, Goal, PlanFlag, RankBy, SavingsLine, Study};
use crate::content::sentences::target_words;
use crate::content::words;
use crate::units::Unit;

/// A plan, or the base, in the ranking.
pub(crate) struct RankedPlan<'c> {
    /// Rank, from 1.
    pub rank: usize,
    /// Its group, from 1; `None` if plans are not ranked by likelihood.
    pub group: Option<usize>,
    /// Name of its file.
    pub name: &'c str,
    /// The plan; `None` for the base.
    pub plan: Option<&'c Alternative>,
    /// Reasons for caution, regardless of the saving.
    pub flags: Vec<Flag>,
}

/// A reason for caution about a plan.
pub(crate) struct Flag {
    /// Id in files.
    pub id: &'static str,
    /// Description: `more cases without a worker (+189 case-months a year)`.
    pub words: String,
}

/// The plans in ranking order, without the base.
pub(crate) fn ranked(study: &Study) -> Vec<&Alternative> {
    ranking(study).into_iter().filter_map(|one| one.plan).collect()
}

/// The plans and the base in ranking order.
pub(crate) fn ranking(study: &Study) -> Vec<RankedPlan<'_>> {
    ranking_by(study, study.saving_line())
}

/// The plans and the base in ranking order, with savings of another line.
pub(crate) fn ranking_by(study: &Study, line: SavingsLine) -> Vec<RankedPlan<'_>> {
    let placed = study.order_by(line).into_iter().enumerate();
    let ranked = placed.map(|(place, one)| RankedPlan {
        rank: place + 1,
        group: one.group,
        name: one.plan.map_or(study.base.name.as_str(), |plan| plan.name.as_str()),
        plan: one.plan,
        flags: one.plan.map_or(Vec::new(), flags),
    });
    ranked.collect()
}

/// What plans are ranked by, in a heading: `likelihood of all targets, then saving at equal capacity`.
pub(crate) fn order_words(study: &Study) -> String {
    let saving = saving_words(study.saving_line());
    let scenario = study.base.summary.plan().scenario();
    match study.rank_by {
        RankBy::Likelihood(Goal::AllTargets) if scenario.targets.len() > 1 => {
            format!("likelihood of all targets, then {saving}")
        }
        RankBy::Likelihood(Goal::AllTargets) => format!("likelihood of the target, then {saving}"),
        RankBy::Likelihood(Goal::Target(index)) => {
            let id = scenario.targets.get(index).map_or("", |target| target.id.as_str());
            format!("likelihood of {id}, then {saving}")
        }
        RankBy::Saving | RankBy::Cash => saving.to_owned(),
    }
}

/// A line by which plans are ranked.
pub(crate) fn saving_words(line: SavingsLine) -> &'static str {
    if line == SavingsLine::LikeForLike { "saving at equal capacity" } else { "net saving" }
}

/// The rules of the order, for readers of the ranking.
pub(crate) fn rules(study: &Study) -> String {
    let scenario = study.base.summary.plan().scenario();
    let saves = saving_words(study.saving_line());
    let order = match study.rank_by {
        RankBy::Likelihood(goal) => {
            let what = match goal {
                Goal::Target(index) => scenario
                    .targets
                    .get(index)
                    .map_or(String::new(), |one| format!("`{}` ({})", one.id, target_words(scenario, one))),
                Goal::AllTargets if scenario.targets.len() == 1 => "the target".to_owned(),
                Goal::AllTargets => "all targets in the same future".to_owned(),
            };
            format!(
                "The plan that is likeliest to meet {what} comes first. Plans within two points of it, or within two standard errors of the \
                 paired difference, are as likely and form a group with it, in order of {saves}; then comes the next group."
            )
        }
        RankBy::Saving if scenario.targets.is_empty() => {
            format!("The base has no targets, so plans are in order of mean {saves}, the base at zero.")
        }
        RankBy::Saving | RankBy::Cash => format!("Plans are in order of mean {saves}, the base at zero."),
    };
    let flagged = study.alternatives.iter().any(|one| !one.flags.is_empty());
    if flagged { format!("{order} Flagged plans stand below the base, whatever they achieve or save.") } else { order }
}

/// The flags of a plan, one for each reason.
pub(super) fn flags(one: &Alternative) -> Vec<Flag> {
    let of_reason = |reason: FlagReason| {
        let raised: Vec<&PlanFlag> = one.flags.iter().filter(|flag| flag.reason == reason).collect();
        let words = flag_words(reason, &raised)?;
        Some(Flag { id: reason.id(), words })
    };
    FlagReason::ALL.into_iter().filter_map(of_reason).collect()
}

/// The flags of a reason in words; `None` if there are none.
fn flag_words(reason: FlagReason, raised: &[&PlanFlag]) -> Option<String> {
    let first = raised.first()?;
    let more = |unit| words::signed(first.rise, unit);
    Some(match reason {
        FlagReason::CasesWaiting => {
            let base = words::value(first.base, Unit::Cases);
            format!("more cases without a worker ({} case-months a year; {base} in the base)", more(Unit::Cases))
        }
        FlagReason::ChildOnPlanWaits => format!(
            "more likely that a child on a protection plan is without a worker ({} of futures; {} in the base)",
            words::percent(first.plan),
            words::percent(first.base)
        ),
        FlagReason::CaseloadAboveLimit => {
            let team = |flag: &&PlanFlag| {
                let [plan, base] = [flag.plan, flag.base].map(words::percent);
                format!("{} ({plan} of months; {base} in the base)", flag.team.as_deref().unwrap_or_default())
            };
            format!(
                "more work than the caseload limit allows in {}",
                raised.iter().map(team).collect::<Vec<_>>().join(", ")
            )
        }
        FlagReason::TurnedAway => {
            format!("more children turned away or closed early ({} a year)", more(Unit::Cases))
        }
    })
}
