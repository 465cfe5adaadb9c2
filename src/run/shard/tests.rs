//! Runs in shards, put together again.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Execution, PassLabel, RecordedPass, ShardError, ShardPart, ShardReader, ShardRecorder, WorkShare};
use crate::compare::{AttributionChoice, CompareError, NamedPlan, StressScenario, Study, compare};
use crate::plan::Plan;
use crate::run::Options;
use crate::scenario::Scenario;
use crate::summary::run;

/// A scenario with uncertain inputs, a target and years that differ.
fn plan() -> Plan {
    let text = crate::examples::SMALL
        .replace("establishment = 12", "establishment = { uniform = { low = 10, high = 14 } }")
        .replace("fill = 0.5", "fill = { uniform = { low = 0.1, high = 0.9 } }");
    Plan::new(Scenario::parse(&text).expect("a scenario"))
}

/// What a shard with this share records.
fn record(plan: &Plan, replications: u64, share: WorkShare) -> Vec<RecordedPass> {
    let recorder = ShardRecorder::new(share);
    let options = Options { execution: Execution::Shard(&recorder), threads: Some(1), ..Options::new(replications) };
    run(plan, &options).expect("not cancelled");
    recorder.take_passes()
}

fn part(number: usize, passes: &[RecordedPass]) -> ShardPart<'_> {
    ShardPart {
        name: format!("shard {}", number + 1),
        passes: passes.iter().map(|pass| pass.label.clone()).collect(),
        load: Box::new(move |pass| Ok(passes[pass].bytes.clone())),
    }
}

/// The summary that shards make together, as text.
fn merged(plan: &Plan, replications: u64, parts: Vec<ShardPart<'_>>) -> Result<String, ShardError> {
    let reader = ShardReader::new(parts);
    let options = Options { execution: Execution::Merge(&reader), threads: Some(2), ..Options::new(replications) };
    let found = run(plan, &options);
    found.map(|summary| format!("{:?} {summary:?}", summary.drivers())).map_err(|_| reader.error().expect("a reason"))
}

fn whole(plan: &Plan, replications: u64) -> String {
    let summary = run(plan, &Options { threads: Some(1), ..Options::new(replications) }).expect("not cancelled");
    format!("{:?} {summary:?}", summary.drivers())
}

/// The shares between cuts, some of which may be empty.
fn shares(of: u64, mut cuts: Vec<u64>) -> Vec<WorkShare> {
    cuts.extend([0, of]);
    cuts.sort_unstable();
    cuts.windows(2).map(|cut| WorkShare { from: cut[0], to: cut[1], of }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_split_in_any_order_is_one_run(
        replications in prop_oneof![1..400_u64, Just(8_000)], cuts in prop::collection::vec(0..=40_u64, 0..6), turn in 0..7_usize,
    ) {
        let plan = plan();
        let recorded: Vec<_> = shares(40, cuts).into_iter().map(|share| record(&plan, replications, share)).collect();
        let mut parts: Vec<ShardPart<'_>> = recorded.iter().enumerate().map(|(number, passes)| part(number, passes)).collect();
        let turn = turn % parts.len();
        parts.rotate_left(turn);
        prop_assert!(merged(&plan, replications, parts) == Ok(whole(&plan, replications)));
    }
}

#[test]
fn more_replications_than_are_kept_are_cut_where_one_run_stops_keeping() {
    let (plan, replications) = (plan(), 20_000);
    let recorded: Vec<_> = shares(3, vec![1, 2]).into_iter().map(|share| record(&plan, replications, share)).collect();
    let parts = recorded.iter().enumerate().map(|(number, passes)| part(number, passes)).collect();
    assert!(merged(&plan, replications, parts) == Ok(whole(&plan, replications)));
}

/// A comparison with everything that runs futures: attribution, stress tests and independent futures.
fn study(options: &Options<'_>) -> Result<Study, CompareError> {
    let text = crate::examples::SMALL.replace("fill = 0.5", "fill = { uniform = { low = 0.1, high = 0.9 } }");
    let over = "base = \"small.toml\"\n[agency]\nfill = 0.4\n[leaving]\nannual_rate = { all = 0.1 }\n";
    let other = "base = \"small.toml\"\n[agency]\nchurn = 0.02\n";
    let files = [("small.toml", text.as_str()), ("over.toml", over), ("other.toml", other)];
    let files: BTreeMap<String, String> = files.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let plan = |name: &str| {
        let scenario = Scenario::load(&format!("{name}.toml"), &files).expect("a scenario");
        NamedPlan::new(name, Plan::new(scenario))
    };
    let mut study = compare(&plan("small"), &["over", "other"].map(plan), options, true)?;
    let plans = study.plans();
    study.stress_test(&[StressScenario { name: "as given".to_owned(), plans }], options)?;
    for name in ["over", "other"] {
        study.split(
            name,
            AttributionChoice::Always,
            &Options { replications: options.replications.min(90), ..*options },
        )?;
    }
    Ok(study)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn any_split_of_a_comparison_in_any_order_is_one_comparison(
        replications in 1..700_u64, cuts in prop::collection::vec(0..=40_u64, 0..5), turn in 0..6_usize,
    ) {
        let recorded: Vec<_> = shares(40, cuts).into_iter().map(|share| {
            let recorder = ShardRecorder::new(share);
            study(&Options { execution: Execution::Shard(&recorder), ..Options::new(replications) }).expect("not cancelled");
            recorder.take_passes()
        }).collect();
        let mut parts: Vec<ShardPart<'_>> = recorded.iter().enumerate().map(|(number, passes)| part(number, passes)).collect();
        let turn = turn % parts.len();
        parts.rotate_left(turn);
        let reader = ShardReader::new(parts);
        let merged = study(&Options { execution: Execution::Merge(&reader), ..Options::new(replications) });
        prop_assert_eq!(reader.error(), None);
        let whole = study(&Options::new(replications)).expect("not cancelled");
        let is_same = format!("{:?}", merged.expect("shards that belong together")) == format!("{whole:?}");
        prop_assert!(is_same);
    }
}

#[test]
fn a_shard_records_the_same_bytes_on_any_number_of_threads() {
    let plan = plan();
    let record = |threads| {
        let recorder = ShardRecorder::new(WorkShare { from: 1, to: 2, of: 3 });
        let execution = Execution::Shard(&recorder);
        run(&plan, &Options { execution, threads: Some(threads), ..Options::new(3_000) }).expect("not cancelled");
        recorder.take_passes().into_iter().map(|pass| (pass.label, pass.bytes)).collect::<Vec<_>>()
    };
    assert!(record(1) == record(3));
}

#[test]
fn what_is_missing_doubled_or_of_another_run_is_refused() {
    let (plan, replications) = (plan(), 200);
    let [one, two] = [(0, 1), (1, 2)].map(|(from, to)| record(&plan, replications, WorkShare { from, to, of: 2 }));
    let merged = |parts| merged(&plan, replications, parts);
    assert!(merged(vec![part(0, &one), part(1, &two)]).is_ok());
    let pass = || "run".to_owned();
    assert_eq!(merged(vec![part(0, &one)]), Err(ShardError::NotCovered { pass: pass(), unit: 2 }));
    assert_eq!(merged(vec![part(1, &two)]), Err(ShardError::NotCovered { pass: pass(), unit: 0 }));
    let twice = merged(vec![part(0, &one), part(1, &two), part(2, &one)]);
    assert_eq!(twice, Err(ShardError::NotCovered { pass: pass(), unit: 0 }));
    let longer = record(&plan, 300, WorkShare { from: 1, to: 2, of: 2 });
    let other = ShardError::OtherPass { shard: "shard 2".to_owned(), pass: pass() };
    assert_eq!(merged(vec![part(0, &one), part(1, &longer)]), Err(other));
    let other = Plan::new(Scenario::parse(crate::examples::SMALL).expect("a scenario"));
    let other = record(&other, replications, WorkShare { from: 1, to: 2, of: 2 });
    let figures = ShardError::OtherFigures { shard: "shard 2".to_owned(), pass: pass() };
    assert_eq!(merged(vec![part(0, &one), part(1, &other)]), Err(figures));
}

#[test]
fn bytes_that_are_not_an_accumulator_are_refused_or_add_up_to_something() {
    let (plan, replications) = (plan(), 200);
    let [one, two] = [(0, 1), (1, 2)].map(|(from, to)| record(&plan, replications, WorkShare { from, to, of: 2 }));
    // Digests find these before anything is read; here it is only asked that nothing fails in any other way.
    for number in 0..400_usize {
        let mut damaged = two.clone();
        let bytes = &mut damaged[0].bytes;
        let place = number * 7_919 % bytes.len();
        if number % 4 == 0 {
            bytes.truncate(place);
        } else {
            bytes[place] ^= 1 << (number % 8);
        }
        let _ = merged(&plan, replications, vec![part(0, &one), part(1, &damaged)]);
    }
    let mut longer = two.clone();
    longer[0].bytes.push(0);
    let refused = merged(&plan, replications, vec![part(0, &one), part(1, &longer)]);
    assert!(matches!(refused, Err(ShardError::OtherFigures { .. })), "{refused:?}");
}

#[test]
fn a_pass_says_what_it_holds() {
    let passes = record(&plan(), 8_000, WorkShare { from: 1, to: 2, of: 2 });
    let labels: Vec<PassLabel> = passes.into_iter().map(|pass| pass.label).collect();
    let label = |name: &str, from, to| PassLabel { name: name.to_owned(), from, to, of: to };
    assert_eq!(labels, [label("run", 62, 125), label("further futures", 3, 7), label("further futures", 3, 7)]);
}
