//! Overlays: files that name a base and contain only differences.

use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test};

fn over_small(overlay: &str) -> Test {
    Test::new("run plans/plan.toml -n 50").file("small.toml", SMALL).file("plans/plan.toml", overlay)
}

#[test]
fn an_empty_overlay_has_the_results_of_its_base() {
    let plan = over_small("base = \"../small.toml\"\n").run();
    let base = Test::new("run small.toml -n 50").file("small.toml", SMALL).run();
    assert_eq!(plan.read("outputs/plan/monthly.csv"), base.read("outputs/small/monthly.csv"));
    assert!(plan.read("outputs/plan/manifest.json").contains("small.toml"), "both files are in the manifest");
}

#[test]
fn an_overlay_has_the_results_of_the_equivalent_complete_file() {
    let overlay = "base = \"../small.toml\"\n[team.cin]\nestablishment = 14\n[leaving]\nannual_rate = { all = 0.2 }\n";
    let whole = SMALL.replace("establishment = 12", "establishment = 14").replace("all = 0.15", "all = 0.2");
    let plan = over_small(overlay).run();
    let alone = Test::new("run whole.toml -n 50").file("whole.toml", whole).run();
    assert_eq!(plan.read("outputs/plan/monthly.csv"), alone.read("outputs/whole/monthly.csv"));
}

#[test]
fn the_topmost_file_of_a_chain_takes_precedence() {
    let plan = over_small("base = \"middle.toml\"\nname = \"Top\"\n")
        .file("plans/middle.toml", "base = \"../small.toml\"\nname = \"Middle\"\nmonths = 6\n")
        .run();
    assert!(plan.stdout.starts_with("Top\nApr 2016 to Sep 2016"), "{}", plan.stdout);
}

#[test]
fn removed_things_are_gone() {
    let overlay = "base = \"../small.toml\"\n[staff.opening]\nremove = true\n";
    let plan = over_small(overlay).run();
    assert!(!plan.read("outputs/plan/monthly.csv").contains("2016-03,service,permanent_fte,,FTE,50,8"));
}

#[test]
fn an_error_is_located_in_the_file_that_causes_it() {
    over_small("base = \"../small.toml\"\n[staff.opning]\nremove = true\n\n[team.cin]\nestablishmnt = 14\n")
        .code(2)
        .stderr(
            "error[E029]: there is no `opning` in the base to remove
 --> plans/plan.toml:2:8
  |
2 | [staff.opning]
  |        ^^^^^^ did you mean `opening`?
error[E005]: unknown key `establishmnt` in `team.cin`
 --> plans/plan.toml:6:1
  |
6 | establishmnt = 14
  | ^^^^^^^^^^^^ did you mean `establishment`?
2 errors in plans/plan.toml
",
        )
        .run();
}

#[test]
fn a_cycle_of_bases_is_an_error() {
    over_small("base = \"other.toml\"\n")
        .file("plans/other.toml", "base = \"plan.toml\"\n")
        .code(2)
        .stderr(
            "error[E028]: bases form a loop: plans/plan.toml -> plans/other.toml -> plans/plan.toml
 --> plans/other.toml:1:8
  |
1 | base = \"plan.toml\"
  |        ^^^^^^^^^^^
1 error in plans/plan.toml
",
        )
        .run();
}

#[test]
fn a_missing_base_is_reported_where_it_is_named() {
    over_small("base = \"smal.toml\"\n")
        .code(2)
        .stderr(
            "error[E001]: there is no file `plans/smal.toml`
 --> plans/plan.toml:1:8
  |
1 | base = \"smal.toml\"
  |        ^^^^^^^^^^^
1 error in plans/plan.toml
",
        )
        .run();
}

/// Plans may be used with scenarios of shorter horizons; dates beyond the end have no effect and give a warning.
#[test]
fn a_plan_for_later_months_than_the_base_has_runs_with_a_warning() {
    let overlay = "base = \"../small.toml\"\n[intake.later]\nroute = \"experienced\"\nteam = \"cin\"\n\
                   month = \"2018-09\"\noffers = 6\ncost_per_offer = 900\n";
    let plan = over_small(overlay)
        .stderr(
            "warning[W004]: intake `later` begins in 2018-09, after the run (2016-04 to 2017-03): it has no effect in this run
 --> plans/plan.toml:5:9
  |
5 | month = \"2018-09\"
  |         ^^^^^^^^^ increase `months` to include it
",
        )
        .run();
    let base = Test::new("run small.toml -n 50").file("small.toml", SMALL).run();
    assert_eq!(plan.read("outputs/plan/monthly.csv"), base.read("outputs/small/monthly.csv"));
    assert_eq!(plan.read("outputs/plan/years.csv"), base.read("outputs/small/years.csv"));
}

#[test]
fn an_incomplete_new_thing_suggests_a_similar_one_of_the_base() {
    let done = over_small("base = \"../small.toml\"\n[team.cnl]\nagency = { workers = 4 }\n").code(2).run();
    assert!(done.stderr.contains("did you mean `cin` from the base?"), "{}", done.stderr);
    let done = over_small("base = \"../small.toml\"\n[team.fostering]\nagency = { workers = 4 }\n").code(2).run();
    assert!(!done.stderr.contains("did you mean"), "{}", done.stderr);
}

const MORE: &str = "base = \"small.toml\"\nname = \"More posts\"\n\n[team.cin]\nestablishment = 14\n";
const DEAR: &str = "base = \"small.toml\"\nname = \"Dear\"\n\n[agency]\ncharge_per_hour = 50\n";
const CHEAP: &str = "base = \"small.toml\"\nname = \"Cheap\"\n\n[agency]\ncharge_per_hour = 30\n";

/// A run of `arguments` among overlays on a small scenario and combinations of them.
fn combined(arguments: &str) -> Test {
    Test::new(arguments)
        .file("small.toml", SMALL)
        .file("more.toml", MORE)
        .file("dear.toml", DEAR)
        .file("cheap.toml", CHEAP)
        .file("both.toml", "base = [\"more.toml\", \"dear.toml\"]\nname = \"Both\"\n")
        .file("chain.toml", DEAR.replace("small.toml", "more.toml"))
}

fn monthly(done: &Outcome, folder: &str) -> String {
    done.read(&format!("outputs/{folder}/monthly.csv"))
}

#[test]
fn combined_overlays_are_the_same_as_one_after_the_other() {
    let done = combined("run both.toml chain.toml more.toml -n 50 --quiet").run();
    assert_eq!(monthly(&done, "both"), monthly(&done, "chain"));
    assert_ne!(monthly(&done, "both"), monthly(&done, "more"));
    assert_eq!(done.stderr, "");
    let with = combined("run more.toml --with dear.toml -n 50 --quiet").run();
    assert_eq!(monthly(&with, "more+dear"), monthly(&done, "chain"));
    let summary: serde_json::Value = serde_json::from_str(&with.read("outputs/more+dear/summary.json")).unwrap();
    assert_eq!(summary["name"], "More posts + Dear");
    // An overlay that is part of the scenario already changes nothing.
    let again = combined("run both.toml --with more.toml --with dear.toml -n 50 --quiet").run();
    assert_eq!(monthly(&again, "both+more+dear"), monthly(&done, "both"));
}

#[test]
fn the_later_of_two_overlays_counts_and_a_warning_says_so() {
    let cheap = combined("explain small.toml agency.charge_per_hour --with dear.toml --with cheap.toml").run();
    assert!(cheap.stdout.contains("value       £30 an hour"), "{}", cheap.stdout);
    assert!(cheap.stdout.contains("50 at dear.toml:5"), "{}", cheap.stdout);
    let check = combined("check small.toml --with cheap.toml --with dear.toml").run();
    assert!(check.stderr.contains("`agency.charge_per_hour` is also set at cheap.toml:5"), "{}", check.stderr);
    assert!(!check.stderr.contains("`name`"), "{}", check.stderr);
}

#[test]
fn a_comparison_combines_its_base_and_every_plan() {
    let done = combined("compare small.toml more.toml --with dear.toml -n 50 --quiet").run();
    let own = combined("compare dear.toml chain.toml -n 50 --quiet").run();
    assert_eq!(
        done.read("outputs/compare-small+dear/differences.csv"),
        own.read("outputs/compare-dear/differences.csv").replace("chain,", "more,")
    );
}

#[test]
fn what_is_no_overlay_on_the_scenario_is_refused() {
    let done = combined("run small.toml --with other.toml").file("other.toml", SMALL).code(2).run();
    assert!(done.stderr.contains("`other.toml` is not an overlay on `small.toml`"), "{}", done.stderr);
    let done = combined("run small.toml --with mare.toml").code(2).run();
    assert!(done.stderr.contains("did you mean `more.toml`?"), "{}", done.stderr);
}
