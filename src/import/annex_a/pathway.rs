//! The pathway of the scenario that is extended, as far as the lists bear on it.

use crate::measures::StageRole;
use crate::scenario::{CaseStage, Scenario};

/// The stage of a scenario that takes the figures of a list.
#[derive(Clone, Copy, Debug)]
pub(super) enum StageOfList<'a> {
    /// The one stage that counts as what the list has.
    One(&'a CaseStage),
    /// Several count as it, and the list does not say how they share its cases.
    Several,
    /// None does.
    None,
}

/// The stage that counts as something.
pub(super) fn stage_of(scenario: &Scenario, role: StageRole) -> StageOfList<'_> {
    let mut stages = scenario.pathway.iter().filter(|stage| stage.role == Some(role));
    match (stages.next(), stages.next()) {
        (Some(stage), None) => StageOfList::One(stage),
        (Some(_), Some(_)) => StageOfList::Several,
        (None, _) => StageOfList::None,
    }
}

/// `months` of a stage in which cases stay `stay` months on average, those included that are escalated: of a month's cases a share E is
/// escalated, E = 1 - (1 - e_1) (1 - e_2) ..., and of the rest one in `months` is completed (docs/model.md), so 1 / stay = E + (1 - E) / months.
/// `None` if escalation alone would end a stay sooner, or the duration is none that a scenario can have.
pub(super) fn months_of_stay(scenario: &Scenario, stage: &CaseStage, stay: f64) -> Option<f64> {
    let remain: f64 = stage.escalate.iter().map(|&(_, input)| 1.0 - scenario.inputs.get(input).mean()).product();
    let completed = 1.0 / stay - (1.0 - remain);
    let months = remain / completed;
    let shortest = f64::from(stage.phases);
    (completed > 0.0 && remain > 0.0 && months >= shortest && months <= 600.0).then_some(months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stay_that_includes_escalations_gives_a_longer_duration() {
        let scenario = Scenario::parse(include_str!("../../../scenarios/county.toml")).unwrap();
        let StageOfList::One(stage) = stage_of(&scenario, StageRole::Assessment) else { panic!("one stage") };
        // Escalation is 0.19 a month: 1 / 1.2 = 0.19 + 0.81 / months.
        let months = months_of_stay(&scenario, stage, 1.2).unwrap();
        assert!((months - 0.81 / (1.0 / 1.2 - 0.19)).abs() < 1e-12, "{months}");
        assert_eq!(months_of_stay(&scenario, stage, 6.0), None);
        assert!(matches!(stage_of(&scenario, StageRole::LookedAfter), StageOfList::Several));
    }
}
