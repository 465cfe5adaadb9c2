//! `--precision`, and what every run says of its precision.

use serde_json::Value;

use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test};

const PLAN: &str = "base = \"small.toml\"\nname = \"Fewer leave\"\n[leaving]\nannual_rate = { all = 0.1 }\n";
const OTHER: &str = "base = \"small.toml\"\nname = \"More leave\"\n[leaving]\nannual_rate = { all = 0.2 }\n";

const TARGET: &str = "\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.3\n";

fn small(arguments: &str) -> Test {
    Test::new(arguments)
        .file("small.toml", format!("{SMALL}{TARGET}"))
        .file("plan.toml", PLAN)
        .file("other.toml", OTHER)
}

/// Whatever does not state the precision: all files but the page and the manifest, and the record without its part on precision.
fn figures(done: &Outcome, folder: &str) -> Vec<(String, Vec<u8>)> {
    let states_it = |name: &str| ["manifest.json", "report.html"].contains(&name);
    let mut files = done.contents(folder);
    files.retain(|(name, _)| !states_it(name));
    for (_, bytes) in files.iter_mut().filter(|(name, _)| name.ends_with("json")) {
        let mut record: Value = serde_json::from_slice(bytes).unwrap();
        assert!(record.as_object_mut().unwrap().remove("precision").is_some());
        *bytes = record.to_string().into_bytes();
    }
    files
}

fn replications(done: &Outcome, manifest: &str) -> u64 {
    serde_json::from_str::<Value>(&done.read(manifest)).unwrap()["replications"].as_u64().unwrap()
}

#[test]
fn a_run_that_stops_is_a_run_of_as_many_futures() {
    let stopped = small("run small.toml --precision likelihood=2,cost=5k").stderr("").run();
    let n = replications(&stopped, "outputs/small/manifest.json");
    assert!((1_025..100_000).contains(&n), "{n}");
    let fixed = small(&format!("run small.toml -n {n}")).run();
    assert!(figures(&stopped, "outputs/small") == figures(&fixed, "outputs/small"), "{n} futures differ");
    for threads in [1, 5] {
        let again = small(&format!("run small.toml --precision likelihood=2,cost=5k --threads {threads}")).run();
        assert!(again.contents("outputs") == stopped.contents("outputs"), "{threads} threads differ");
    }
}

#[test]
fn a_comparison_that_stops_is_a_comparison_of_as_many_futures() {
    let command = "compare small.toml plan.toml other.toml";
    let stopped = small(&format!("{command} --precision saving=500")).stderr("").run();
    let n = replications(&stopped, "outputs/compare-small/manifest.json");
    assert!((1_025..100_000).contains(&n), "{n}");
    let fixed = small(&format!("{command} -n {n}")).run();
    assert!(
        figures(&stopped, "outputs/compare-small") == figures(&fixed, "outputs/compare-small"),
        "{n} futures differ"
    );
    let again = small(&format!("{command} --precision saving=500 --threads 1")).run();
    assert!(again.contents("outputs") == stopped.contents("outputs"), "threads differ");
    let said = stopped.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("savings are within ±£500 (95%, whenever one looks)"), "{said}");
}

#[test]
fn the_limit_is_told_with_what_is_not_known() {
    let done = small("run small.toml --precision likelihood=0.5 -n 1500").stderr("").run();
    let said = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("Stopped at the limit of 1,500 futures. Not yet known as precisely as asked: "), "{said}");
    assert!(said.contains("points and not ±0.5 points"), "{said}");
    let record: Value = serde_json::from_str(&done.read("outputs/small/summary.json")).unwrap();
    assert_eq!(record["replications"], 1_500);
    assert_eq!(record["precision"]["stopped"]["limit"], 1_500);
    assert_eq!(record["precision"]["stopped"]["is_complete"], false);
    assert!(done.read("outputs/small/report.html").contains("Stopped at the limit of 1,500 futures"));
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
}

#[test]
fn every_run_and_comparison_says_how_precise_it_is() {
    let run = small("run small.toml -n 400").run();
    assert!(run.stdout.contains("\nLikelihoods are within ±"), "{}", run.stdout);
    let record: Value = serde_json::from_str(&run.read("outputs/small/summary.json")).unwrap();
    let within = record["precision"]["likelihoods_within"].as_f64().unwrap();
    // At a half it would be 1.96 x 0.5 / 20.
    assert!((3.0 / 400.0..=0.0491).contains(&within), "{within}");
    assert!(run.read("outputs/small/report.html").contains("Likelihoods are within ±"));
    let compared = small("compare small.toml plan.toml other.toml -n 400").run();
    let record: Value = serde_json::from_str(&compared.read("outputs/compare-small/comparison.json")).unwrap();
    assert_eq!(record["precision"]["order"].as_array().unwrap().len(), 2, "{record}");
    let words = record["precision"]["words"].as_str().unwrap();
    assert!(words.contains("400 futures are"), "{words}");
    let said = compared.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(words), "{words}");
    assert!(compared.read("outputs/compare-small/report.html").contains("400 futures are"));
    assert!(!small("run small.toml -n 1").run().stdout.contains("within ±"));
}

/// Two plans that differ by little, and two that do the same.
#[test]
fn plans_that_cannot_be_told_apart_are_named_with_the_futures_needed() {
    let near = "base = \"small.toml\"\nname = \"Nearly the same\"\n[leaving]\nannual_rate = { all = 0.1499 }\n";
    let done = small("compare small.toml near.toml -n 200").file("near.toml", near).run();
    let said = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("200 futures are not enough to tell apart, at 95%, by "), "{said}");
    assert!(said.contains("would be needed)"), "{said}");
    let same = "base = \"small.toml\"\nname = \"Another name\"\n";
    let done = small("compare small.toml same.toml -n 200").file("same.toml", same).run();
    let said = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("In these 200 futures the plans do not differ by "), "{}", done.stdout);
}

#[test]
fn what_cannot_be_known_is_told_before_anything_runs() {
    for (arguments, part) in [
        ("run small.toml --precision luck=1", "unknown kind `luck`"),
        ("run small.toml --precision likelihood=0", "must be above 0 and at most 50 points, found `0`"),
        ("run small.toml --precision=likelihood=-1", "found `-1`"),
        ("run --precision small.toml", "put `--precision` after the files"),
        ("run small.toml --precision saving=1000", "a saving is what `compare` finds"),
        ("run bare.toml --precision likelihood=1", "there is no target and no budget"),
        ("run small.toml --precision workload=1", "unknown kind `workload`"),
        ("run small.toml bare.toml --precision", "`--precision` takes one scenario"),
        ("compare small.toml plan.toml --independent --precision", "cannot be used with"),
        ("compare small.toml plan.toml --precision turnover=0", "`turnover` must be"),
    ] {
        let done = small(arguments).file("bare.toml", SMALL).stdout("").code(2).run();
        assert!(done.stderr.split_whitespace().collect::<Vec<_>>().join(" ").contains(part), "{}", done.stderr);
        assert_eq!(done.files(), ["bare.toml", "other.toml", "plan.toml", "small.toml"], "{arguments}");
    }
    // Without a target, the default asks for the agency rate alone.
    let done = small("run bare.toml --precision").file("bare.toml", SMALL).stderr("").run();
    assert!(done.stdout.contains("futures: agency rate is within ±0.5 points"), "{}", done.stdout);
}
