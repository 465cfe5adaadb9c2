//! The ranking of plans of the small scenario: likelihoods by counting futures, and flagged plans below the base in every order.

use std::collections::BTreeMap;

use crate::compare::{AS_GIVEN, Goal, NamedPlan, RankBy, StressScenario, Study, compare};
use crate::plan::Plan;
use crate::run::{Layout, Options};
use crate::scenario::Scenario;

const FUTURES: u64 = 130;

const PLANS: [(&str, &str); 4] = [
    ("half", "[team.cin]\nestablishment = 6\n"),
    ("dear", "[team.cin]\nestablishment = 20\n"),
    ("cap", "[agency]\ncharge_per_hour = 30\n"),
    ("away", "[change.away]\nfrom = \"2016-04\"\nset = { \"demand.turned_away\" = 0.5 }\n"),
];

/// The base with two targets.
fn base() -> String {
    let target = |id: &str, rest: &str| format!("\n[target.{id}]\nby = \"2017-03\"\n{rest}\n");
    let rate = target("rate", "measure = \"agency_rate\"\nat_most = 0.2");
    let waiting = target("waiting", "measure = \"unallocated\"\nat_most = 0");
    format!("{}{rate}{waiting}", crate::examples::SMALL)
}

fn study() -> Study {
    let overlay = |(name, text): &(&str, &str)| (format!("{name}.toml"), format!("base = \"base.toml\"\n{text}"));
    let mut files: BTreeMap<String, String> = PLANS.iter().map(overlay).collect();
    files.insert("base.toml".to_owned(), base());
    let named =
        |name: &str| NamedPlan::new(name, Plan::new(Scenario::load(&format!("{name}.toml"), &files).expect("valid")));
    let plans: Vec<NamedPlan> = PLANS.iter().map(|(name, _)| named(name)).collect();
    compare(&named("base"), &plans, &Options::new(FUTURES), false).expect("one calendar")
}

/// Whether each target is met in each future of a plan.
fn met(plan: &Plan) -> Vec<[bool; 2]> {
    let layout = Layout::new(plan);
    let of = |future: u64| {
        let row = plan.future(future);
        [0, 1].map(|target| row.values[layout.target(target)] > 0.0)
    };
    (1..=FUTURES).map(of).collect()
}

#[test]
fn likelihoods_are_shares_of_the_same_futures() {
    let study = study();
    let share = |count: usize| Some(count as f64 / FUTURES as f64);
    for plan in study.plans() {
        let met = met(&plan.plan);
        let likelihood = |goal| study.likelihood(&plan.name, goal);
        assert_eq!(likelihood(Goal::AllTargets), share(met.iter().filter(|met| met[0] && met[1]).count()));
        for target in 0..2 {
            assert_eq!(likelihood(Goal::Target(target)), share(met.iter().filter(|met| met[target]).count()));
        }
        assert_eq!(likelihood(Goal::Target(2)), None);
    }
    assert_eq!(study.likelihood("nobody", Goal::AllTargets), None);
}

#[test]
fn a_flagged_plan_never_stands_above_the_base_whatever_the_order() {
    let mut study = study();
    let flagged: Vec<&str> =
        study.alternatives.iter().filter(|one| !one.flags.is_empty()).map(|one| &*one.name).collect();
    assert_eq!(flagged, ["half", "away"]);
    let targets = [Goal::AllTargets, Goal::Target(0), Goal::Target(1)].map(RankBy::Likelihood);
    for rank_by in targets.into_iter().chain([RankBy::Saving, RankBy::Cash]) {
        study.rank_by = rank_by;
        let order = study.order_by(study.saving_line());
        assert_eq!(order.len(), 1 + PLANS.len());
        let base = order.iter().position(|one| one.plan.is_none()).expect("the base");
        let is_above = |one: &str| order[..base].iter().any(|placed| placed.plan.is_some_and(|plan| plan.name == one));
        assert!(!is_above("half") && !is_above("away"), "{rank_by:?}");
        assert_eq!(order.iter().all(|one| one.group.is_some()), matches!(rank_by, RankBy::Likelihood(_)));
    }
    study.rank_by = RankBy::Cash;
    let order: Vec<&str> =
        study.order_by(study.saving_line()).iter().map(|one| one.plan.map_or("base", |plan| &plan.name)).collect();
    assert_eq!(order[0], "cap", "it saves cash and flags nothing: {order:?}");
    let half = study.alternative("half").and_then(|one| one.savings.whole(crate::compare::SavingsLine::Net));
    assert!(half.is_some_and(|net| net.statistic.mean > 0.0), "it saves cash too");
}

#[test]
fn the_likelihoods_without_a_stress_test_are_those_of_the_comparison() {
    let mut study = study();
    let scenario = StressScenario { name: AS_GIVEN.to_owned(), plans: study.plans() };
    study.stress_test(&[scenario], &Options::new(FUTURES)).expect("a stress test");
    let stress = study.stress.as_ref().expect("a stress test");
    assert_eq!(stress.likelihoods.len(), 1 + PLANS.len());
    for one in &stress.likelihoods {
        let of = |goal| study.likelihood(&one.plan, goal);
        assert_eq!(one.cases[0].all, of(Goal::AllTargets));
        assert_eq!(one.cases[0].targets, [0, 1].map(|target| of(Goal::Target(target))));
    }
}
