mod equal_capacity;
mod flags;
mod kept_base;
mod ranking;
mod saving_drivers;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Mutex;

use super::{AttributionChoice, CompareError, NamedPlan, StressScenario, Study, compare};
use crate::plan::Plan;
use crate::run::{Cancelled, Options, Progress};
use crate::scenario::Scenario;
use crate::summary;

const PLAN: &str = "base = \"small.toml\"\nname = \"More posts, dearer agency staff\"\n\n[team.cin]\nestablishment = 14\n\n\
    [change.dear]\nfrom = \"2016-06\"\nmultiply = { \"agency.charge_per_hour\" = 1.1 }\n";

fn plan(name: &str) -> Plan {
    let small = crate::examples::SMALL.to_owned();
    let files = BTreeMap::from([("small.toml".to_owned(), small), ("plan.toml".to_owned(), PLAN.to_owned())]);
    Plan::new(Scenario::load(name, &files).expect("a scenario"))
}

fn study(options: &Options<'_>, independent: bool) -> Result<Study, CompareError> {
    let [base, other] = ["small", "plan"].map(|name| NamedPlan::new(name, plan(&format!("{name}.toml"))));
    compare(&base, &[other], options, independent)
}

type Job = Box<dyn Fn(&Options<'_>) -> Result<(), Cancelled>>;

/// Every kind of work with progress, and the number of replications it runs per replication requested.
fn works() -> Vec<(u64, Job)> {
    let stopped = |error| match error {
        CompareError::Cancelled(stopped) => stopped,
        error => panic!("{error}"),
    };
    let compared = move |options: &Options<'_>, independent| study(options, independent).map_err(stopped);
    let split = move |options: &Options<'_>| {
        let mut study = study(&Options::new(10), false).expect("a study");
        let done = study.split("plan", AttributionChoice::Always, options).map_err(stopped);
        let parts = || study.alternatives[0].attribution.as_ref().expect("parts").names.len();
        done.inspect(|()| assert_eq!(parts(), 2))
    };
    let stressed = move |options: &Options<'_>| {
        let mut study = study(&Options::new(10), false).expect("a study");
        let scenario = |name: &str| StressScenario { name: name.to_owned(), plans: study.plans() };
        let scenarios = ["one", "two", "three"].map(scenario);
        study.stress_test(&scenarios, options).map_err(stopped)
    };
    vec![
        (1, Box::new(|options| summary::run(&plan("small.toml"), options).map(drop))),
        (2, Box::new(move |options| compared(options, false).map(drop))),
        (3, Box::new(move |options| compared(options, true).map(drop))),
        (4, Box::new(split)),
        (6, Box::new(stressed)),
    ]
}

#[test]
fn progress_counts_every_replication_once() {
    for (runs, work) in works() {
        let told = Mutex::new(Vec::new());
        let watch = |progress: Progress| {
            told.lock().expect("a list").push(progress);
            ControlFlow::Continue(())
        };
        assert_eq!(work(&Options { watch: &watch, ..Options::new(150) }), Ok(()));
        let told = told.into_inner().expect("a list");
        assert!(told.iter().all(|progress| progress.of == runs * 150), "{told:?}");
        assert_eq!(told.iter().map(|progress| progress.done).max(), Some(runs * 150));
        assert!(told.len() as u64 >= runs * 3, "three blocks of each: {told:?}");
    }
}

#[test]
fn cancelled_work_returns_no_results() {
    for (runs, work) in works() {
        for at in [0, 64, runs * 150] {
            let stop = |progress: Progress| {
                if progress.done >= at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            assert_eq!(work(&Options { watch: &stop, ..Options::new(150) }), Err(Cancelled), "{runs} runs, at {at}");
        }
    }
}

#[test]
fn figures_beyond_the_end_of_the_run_are_none() {
    let plan = plan("plan.toml");
    let summary = summary::run(&plan, &Options::new(20)).expect("a run");
    let (months, years, series) = (plan.calendar().months, plan.calendar().years.len(), plan.series.len());
    let targets = plan.scenario().targets.len();
    assert!(summary.month(months - 1, 0).is_some() && summary.year(years - 1, series - 1).is_some());
    assert_eq!(summary.month(months, 0), None, "not the first financial year");
    assert_eq!(summary.year(years, 0), None, "not a budget or a target");
    assert_eq!((summary.opening(series), summary.month(0, series), summary.year(0, series)), (None, None, None));
    let budgets = plan.scenario().budgets.len();
    assert_eq!((summary.budget(budgets), summary.overspend(budgets), summary.target(targets)), (None, None, None));
    assert_eq!((summary.months(0).count(), summary.months(series).count()), (months + 1, 0));
    assert_eq!((summary.years(0).count(), summary.end(0)), (years, summary.month(months - 1, 0)));
}

#[test]
fn duplicate_and_missing_plan_names_are_errors() {
    let options = Options::new(10);
    let small = || NamedPlan::new("small", plan("small.toml"));
    let error = compare(&small(), &[small()], &options, false).map(drop).expect_err("one name");
    assert_eq!(error.to_string(), "two plans are named `small`; give each plan a unique name");

    let mut study = study(&options, false).expect("a study");
    let nobody = Err(CompareError::NoPlan("nobody".to_owned()));
    assert_eq!(study.split("nobody", AttributionChoice::Always, &options), nobody);
    let lacking = StressScenario { name: "recession".to_owned(), plans: vec![small()] };
    let lacks_plan = Err(CompareError::NoPlan("plan".to_owned()));
    assert_eq!(study.stress_test(&[lacking], &options), lacks_plan);
    assert!(study.stress.is_none() && study.alternative("nobody").is_none() && study.alternative("plan").is_some());
}

#[test]
fn stress_results_are_by_plan_name_and_the_best_has_no_regret() {
    let options = Options::new(50);
    let mut study = study(&options, false).expect("a study");
    let mut plans = study.plans();
    plans.reverse();
    let scenarios = [StressScenario { name: "as given".to_owned(), plans }];
    study.stress_test(&scenarios, &options).expect("a stress test");
    let stress = study.stress.as_ref().expect("a stress test");
    assert_eq!(stress.scenarios, ["as given"]);
    let cost = stress.measures.iter().find(|one| one.figure.id() == "cost").expect("cost");
    let names: Vec<&str> = cost.results.iter().map(|result| result.plan.as_str()).collect();
    assert_eq!(names, ["small", "plan"]);
    let [base, other] = [0, 1].map(|plan: usize| &cost.results[plan].cases[0]);
    let cheaper = base.statistic.mean.min(other.statistic.mean);
    assert!(base.statistic.mean != other.statistic.mean, "the plan has more posts and dearer agency staff");
    assert_eq!([base.regret, other.regret], [base.statistic.mean - cheaper, other.statistic.mean - cheaper]);
    let worst = cost.results[1].worst_case().map(|(place, case)| (place, case.regret));
    assert_eq!(worst, Some((0, cost.results[1].worst_regret())));
}
