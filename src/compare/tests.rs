use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Mutex;

use super::{CompareError, Parts, attribution, compare, outlook};
use crate::plan::Plan;
use crate::run::{Options, Progress, Stopped};
use crate::scenario::Scenario;
use crate::summary;

const PLAN: &str = "base = \"small.toml\"\nname = \"More posts, dearer agency staff\"\n\n[team.cin]\nestablishment = 14\n\n\
    [change.dear]\nfrom = \"2016-06\"\nmultiply = { \"agency.charge_per_hour\" = 1.1 }\n";

fn plan(name: &str) -> Plan {
    let small = crate::examples::SMALL.to_owned();
    let files = BTreeMap::from([("small.toml".to_owned(), small), ("plan.toml".to_owned(), PLAN.to_owned())]);
    Plan::new(Scenario::load(name, &files).expect("a scenario"))
}

type Work = Box<dyn Fn(&Options<'_>) -> Result<(), Stopped>>;

/// Every kind of work that is watched, and how many futures it has for each replication.
fn works() -> Vec<(u64, Work)> {
    let stopped = |error| match error {
        CompareError::Stopped(stopped) => stopped,
        CompareError::Incomparable(error) => panic!("{error}"),
    };
    let compared = move |options: &Options<'_>, independent| {
        compare(&plan("small.toml"), &[plan("plan.toml")], options, independent).map(drop).map_err(stopped)
    };
    let attributed = |options: &Options<'_>| {
        let (base, plan) = (plan("small.toml"), plan("plan.toml"));
        let parts = Parts::between(base.scenario(), plan.scenario()).expect("parts");
        assert_eq!(parts.len(), 2);
        attribution::attribute(&base, &plan, parts, options).map(drop)
    };
    let in_futures = |options: &Options<'_>| {
        let future = || vec![plan("small.toml"), plan("plan.toml")];
        outlook(&[future(), future(), future()], options).map(drop)
    };
    vec![
        (1, Box::new(|options| summary::run(&plan("small.toml"), options).map(drop))),
        (2, Box::new(move |options| compared(options, false))),
        (3, Box::new(move |options| compared(options, true))),
        (4, Box::new(attributed)),
        (6, Box::new(in_futures)),
    ]
}

#[test]
fn who_watches_is_told_of_every_future_once() {
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
fn work_that_is_to_stop_gives_nothing() {
    for (runs, work) in works() {
        for at in [0, 64, runs * 150] {
            let stop = |progress: Progress| {
                if progress.done >= at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            assert_eq!(work(&Options { watch: &stop, ..Options::new(150) }), Err(Stopped), "{runs} runs, at {at}");
        }
    }
}

#[test]
fn figures_beyond_the_end_of_a_run_are_none() {
    let plan = plan("plan.toml");
    let summary = summary::run(&plan, &Options::new(20)).expect("a run");
    let (months, years, series) = (plan.calendar().months, plan.calendar().years.len(), plan.series().len());
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
