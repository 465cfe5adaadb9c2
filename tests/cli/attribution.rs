//! `compare`: attribution of a plan's effect to its parts.

use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test, table};

/// Two independent changes, and a route with the intake that requires it.
const PLAN: &str = r#"
base = "small.toml"
name = "A plan of three parts"

[route.nqsw.stage.in_post]
pay = 33_000

[intake.nqsw]
name = "NQSWs"
route = "nqsw"
team = "cin"
month = "2016-09"
offers = 2

[agency]
fill = 0.3

[change.award]
name = "A rise of a tenth"
from = "2016-10"
multiply = { "route.experienced.stage.in_post.pay" = 1.1 }
"#;

fn compare(plan: &str, arguments: &str) -> Outcome {
    Test::new(&format!("compare small.toml plan.toml -n 200 {arguments}"))
        .file("small.toml", SMALL)
        .file("plan.toml", plan)
        .run()
}

/// The attribution shown on screen.
fn of_parts(done: &Outcome) -> &str {
    let from = done.stdout.find("What each part of plan does").unwrap_or(done.stdout.len());
    let text = &done.stdout[from..];
    text.split("\n\n").next().unwrap_or("")
}

#[test]
fn the_table_shows_what_each_part_does_and_adds_up() {
    let done = compare(PLAN, "");
    assert_eq!(of_parts(&done), EXPECTED.trim(), "{}", done.stdout);
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
    assert!(done.files().contains(&"outputs/compare-small/attribution-plan.svg".to_owned()));
}

const EXPECTED: &str = "
What each part of plan does
                            Agency rate       Caseload          Cost
                            end of Mar 2017   over the run      over the run
Base, 200 futures           31.0%             19.56             £517k
  route.nqsw + NQSWs        -12.3 pts ±0.7    -1.02 ±0.08       0 ±3k
  agency                    -2.4 pts ±0.5     +0.41 ±0.06       -£13k ±2k
  A rise of a tenth         0                 0                 +£16k ±1k
  all together              -14.7 pts ±0.9    -0.61 ±0.08       +£3k ±3k
plan                        16.3%             18.95             £520k
Means of 200 futures. A part's effect is what it adds, averaged over all orders
in which the parts can be added (Shapley values), so that the parts add up. ±:
two standard errors.
";

#[test]
fn the_file_adds_up_to_the_penny() {
    let rows = table(&compare(PLAN, "").read("outputs/compare-small/attribution.csv"));
    assert_eq!(rows.len(), 9);
    let cost: Vec<_> = rows.iter().filter(|row| row["headline"] == "cost_over_run").collect();
    let pence = |text: &str| (text.parse::<f64>().unwrap() * 100.0).round() as i64;
    assert_eq!(cost.iter().map(|row| pence(&row["mean"])).sum::<i64>(), pence(&cost[0]["whole"]));
    assert_eq!(cost[0]["part"], "route.nqsw + NQSWs");
    assert_eq!(cost[0]["address"], "route.nqsw + intake.nqsw");
    assert!(cost.iter().all(|row| row["orders"] == "all" && row["unit"] == "GBP" && row["n_defined"] == "200"));
    // A rise of pay moves nobody: exactly nothing in every future.
    let still = rows.iter().find(|row| row["part"] == "A rise of a tenth" && row["headline"] == "agency_rate_at_end");
    assert_eq!(still.map(|row| (row["mean"].as_str(), row["p90"].as_str())), Some(("0", "0")));
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let (one, two) = (compare(PLAN, "--threads 1"), compare(PLAN, "--threads 2"));
    assert_eq!(one.contents("outputs"), two.contents("outputs"));
    assert_eq!(one.stdout, two.stdout);
}

#[test]
fn a_plan_of_one_part_is_attributed_on_request() {
    let plan = "base = \"small.toml\"\nname = \"One\"\n[agency]\nfill = 0.3\n";
    let done = compare(plan, "");
    assert!(!done.stdout.contains("What each part") && !done.path("outputs/compare-small/attribution.csv").exists());
    let rows = table(&compare(plan, "--attribution").read("outputs/compare-small/attribution.csv"));
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row["mean"] == row["whole"] && row["part"] == "agency"), "{rows:?}");
}

#[test]
fn a_plan_that_changes_nothing_says_so() {
    let done = compare("base = \"small.toml\"\nname = \"The same\"\nseed = 5\n", "");
    let said = "Nothing it changes affects the simulation: names, seeds, targets and budgets\nhave no effect.\n";
    assert!(done.stdout.contains(said), "{}", done.stdout);
    assert!(done.path("outputs/compare-small/attribution.csv").exists());
}

#[test]
fn attribution_can_be_switched_off() {
    let done = compare(PLAN, "--no-attribution");
    assert!(!done.stdout.contains("What each part"), "{}", done.stdout);
    assert!(!done.files().iter().any(|file| file.contains("attribution")), "{:?}", done.files());
}

#[test]
fn a_plan_of_many_parts_is_attributed_only_on_request_by_sampled_orders() {
    let fee = |n: i32| format!("[change.c{n}]\nfrom = \"2016-06\"\ncost_once = {}\n", 100 * (n + 1));
    let fees: String = (0..9).map(fee).collect();
    let plan = format!("base = \"small.toml\"\nname = \"Many\"\n{fees}");
    let done = compare(&plan, "");
    let said = "plan has 9 parts; use `--attribution` to split its effect between them (258\nscenarios).";
    assert!(done.stdout.contains(said), "{}", done.stdout);
    let done = compare(&plan, "--attribution --attribution-replications 20");
    let rows = table(&done.read("outputs/compare-small/attribution.csv"));
    let costs = rows.iter().filter(|row| row["headline"] == "cost_over_run").enumerate();
    for (n, row) in costs {
        // Costs have nothing to do with one another: every order says the same.
        assert_eq!((row["mean"].clone(), row["orders"].as_str()), ((100 * (n + 1)).to_string(), "32"));
        assert_eq!(row["n_defined"], "20");
    }
    assert!(done.stdout.contains("Means of the first 20 of 200 futures"), "{}", done.stdout);
}
