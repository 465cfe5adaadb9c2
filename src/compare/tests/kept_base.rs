//! A comparison with a kept base is that of `compare`.

use super::{plan, study};
use crate::compare::{Goal, KeptBase, NamedPlan, SavingsLine, Study};
use crate::run::Options;

/// Everything that a study says of single figures, and what is computed from many.
fn said(study: &Study) -> Vec<String> {
    let alternative = &study.alternatives[0];
    let months = study.base.summary.plan().calendar().months;
    let mut said: Vec<String> = Vec::new();
    for series in 0..alternative.series().count() {
        said.push(format!("{:?}", (alternative.opening(series), alternative.year(0, series))));
        said.extend((0..months).map(|month| format!("{:?}", alternative.month(month, series))));
        for summary in study.summaries() {
            said.push(format!("{:?}", (summary.opening(series), summary.year(0, series))));
            said.extend((0..months).map(|month| format!("{:?}", summary.month(month, series))));
        }
    }
    for summary in study.summaries() {
        let targets: Vec<_> = (0..summary.plan().scenario().targets.len()).map(|one| summary.target(one)).collect();
        said.push(format!("{:?}", (targets, summary.spending(0, None), summary.safe_budget(0), summary.kept())));
    }
    let pairs = (alternative.budget(0), alternative.target(0), &alternative.savings, &alternative.flags);
    said.push(format!("{:?}", (pairs, &alternative.kept_savings)));
    let names = study.plans().into_iter().map(|plan| plan.name);
    said.extend(names.map(|name| format!("{:?}", study.likelihood(&name, Goal::AllTargets))));
    said.push(format!("{:?}", (study.contrast("plan", "plan", SavingsLine::Net), study.rank_by, study.replications())));
    said
}

#[test]
fn a_comparison_with_a_kept_base_is_that_of_compare() {
    for replications in [1, 64, 200, 600] {
        let [base, other] = ["small", "plan"].map(|name| NamedPlan::new(name, plan(&format!("{name}.toml"))));
        let kept = KeptBase::new(base, replications).expect("futures");
        assert_eq!(kept.replications(), replications);
        let (quick, whole) = (kept.compare(&other).expect("a study"), study(&Options::new(replications), false));
        assert_eq!(said(&quick), said(&whole.expect("a study")), "{replications}");
    }
}
