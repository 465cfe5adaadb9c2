//! Benchmarks of a run and its parts.
//!
//! ```text
//! cargo bench --bench engine
//! ```
//!
//! Use the `fastest` column: other activity on the computer can only slow the code down. To compare computers or days,
//! divide by the row `reference`, a million steps of integer work unaffected by changes to this crate: `replication` in
//! units of `reference` is a property of the code.
//!
//! | row | what is measured |
//! |---|---|
//! | `reference` | 1,000,000 steps of SplitMix64, each dependent on the previous one |
//! | `replication` | one future of herefordshire-2016, 40 months, with every measure, in one lane: the engine alone, on one core, without vector units |
//! | `summary_of_2_000` | 2,000 futures on all cores with means, percentiles and errors: includes what a run adds to the engine |
//! | `summary_without_responses` | the same without the five responses of the scenario |
//! | `summary_with_three_responses` | the same with three of them |
//! | `attribution_of_8_parts` | the effect of a plan split between 8 parts: 256 scenarios of 100 futures, on all cores |
//! | `read_and_plan` | from the text of a scenario to a plan: the start of every run |
//!
//! The time of a run is linear in its replications: five times `summary_of_2_000` is a run of 10,000, and twenty times
//! `attribution_of_8_parts` an attribution over 2,000 futures.

use std::collections::BTreeMap;

use divan::{Bencher, black_box};
use staffcast::compare::{AttributionChoice, NamedPlan, compare};
use staffcast::internals::{Engine, Replication};
use staffcast::plan::Plan;
use staffcast::run::Options;
use staffcast::scenario::Scenario;
use staffcast::summary;

const HEREFORDSHIRE: &str = include_str!("../scenarios/herefordshire-2016.toml");

fn main() {
    divan::main();
}

#[allow(clippy::expect_used, reason = "a benchmark without its scenario has nothing to time")]
fn scenario() -> Scenario {
    Scenario::parse(HEREFORDSHIRE).expect("a scenario")
}

#[divan::bench]
fn reference() -> u64 {
    (0..1_000_000_u64).fold(black_box(1), |state, _| {
        let z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

#[divan::bench]
fn replication(bencher: Bencher) {
    let plan = Plan::new(scenario());
    let mut engine = Engine::<1>::new(&plan);
    let mut n = 0;
    bencher.bench_local(|| {
        n += 1;
        engine.run(&[Replication::new(n)]).last().copied()
    });
}

#[divan::bench(sample_count = 20)]
fn summary_of_2_000(bencher: Bencher) {
    let plan = Plan::new(scenario());
    bencher.bench_local(|| summary::run(&plan, &Options::new(2_000)).map(|summary| summary.replications()));
}

/// The plan of herefordshire-2016 without some of its responses.
#[allow(clippy::expect_used, reason = "a benchmark without its scenario has nothing to time")]
fn plan_without(responses: &[&str]) -> Plan {
    let removed: Vec<String> = responses.iter().map(|id| format!("change.{id}.remove = true")).collect();
    let removed = removed.join("\n");
    let files = BTreeMap::from([
        ("herefordshire-2016.toml".to_owned(), HEREFORDSHIRE.to_owned()),
        ("fewer.toml".to_owned(), format!("base = \"herefordshire-2016.toml\"\nname = \"Fewer responses\"\n{removed}")),
    ]);
    Plan::new(Scenario::load("fewer.toml", &files).expect("a plan"))
}

#[divan::bench(sample_count = 20)]
fn summary_without_responses(bencher: Bencher) {
    let all = ["cin_extra_posts", "mash_extra_posts", "project_team_mash", "project_team_cin", "project_team_lac"];
    let plan = plan_without(&all);
    bencher.bench_local(|| summary::run(&plan, &Options::new(2_000)).map(|summary| summary.replications()));
}

#[divan::bench(sample_count = 20)]
fn summary_with_three_responses(bencher: Bencher) {
    let plan = plan_without(&["project_team_cin", "project_team_lac"]);
    bencher.bench_local(|| summary::run(&plan, &Options::new(2_000)).map(|summary| summary.replications()));
}

/// Eight parts of typical kinds: intakes, posts, retention, a price cap.
const EIGHT: &str = r#"
base = "herefordshire-2016.toml"
name = "Eight parts"
intake.nqsw_april_2016.offers = 8
intake.nqsw_september_2016_cin.offers = 6
intake.nqsw_september_2016_mash.offers = 4
intake.nqsw_september_2016_lac.offers = 2
intake.overseas_autumn_2016.offers = 10

[change.more_posts]
from = "2016-04"
add = { "team.cin.establishment" = 4 }

[change.retention]
from = "2016-04"
set = { "retention.payment" = 3_000 }
multiply = { "leaving.annual_rate" = { pert = { low = 0.8, mode = 0.9, high = 1.0 } } }

[change.price_cap]
from = "2016-04"
set = { "agency.charge_per_hour" = 35 }
multiply = { "agency.fill" = { pert = { low = 0.6, mode = 0.85, high = 1.0 } } }
"#;

#[divan::bench(sample_count = 5)]
#[allow(clippy::expect_used, reason = "a benchmark without its scenario has nothing to time")]
fn attribution_of_8_parts(bencher: Bencher) {
    let base = scenario();
    let files = BTreeMap::from([
        ("herefordshire-2016.toml".to_owned(), HEREFORDSHIRE.to_owned()),
        ("eight.toml".to_owned(), EIGHT.to_owned()),
    ]);
    let plan = Scenario::load("eight.toml", &files).expect("a plan");
    let (base, plan) = (NamedPlan::new("base", Plan::new(base)), NamedPlan::new("plan", Plan::new(plan)));
    let mut study = compare(&base, &[plan], &Options::new(10), false).expect("one calendar");
    bencher.bench_local(|| study.split("plan", AttributionChoice::Always, &Options::new(100)));
    assert_eq!(study.alternatives[0].attribution.as_ref().map(|parts| parts.names.len()), Ok(8));
}

#[divan::bench(sample_count = 20)]
fn read_and_plan() -> Plan {
    Plan::new(scenario())
}
