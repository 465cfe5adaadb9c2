//! What a scenario says about itself is on screen, on the page, in the manifest and in the workbook; and it does not change a result.

use serde_json::Value;

use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test};

const DETAILS: &str = "description = \"One team of a county.\"\ndecision = \"Whether to recruit 4 more <NQSWs>.\"\n\
    author = \"Workforce planning\"\nas_at = \"2016-02-29\"\nstatus = \"draft\"\n";

fn run(details: &str) -> Outcome {
    let text = SMALL.replace("months = 12", &format!("months = 12\n{details}"));
    Test::new("run small.toml -n 50 --xlsx").file("small.toml", text).run()
}

#[test]
fn what_a_scenario_says_about_itself_is_in_every_output() {
    let done = run(DETAILS);
    assert!(done.stdout.contains("Decision: Whether to recruit 4 more <NQSWs>."), "{}", done.stdout);
    assert!(done.stdout.contains("Workforce planning, as at 2016-02-29, draft."), "{}", done.stdout);
    let page = done.read("outputs/small/report.html");
    let findings = page.split("id=\"findings\"").nth(1).unwrap();
    let first =
        ">Key findings</h2><p class=\"decision\" id=\"decision\"><strong>Decision: </strong>Whether to recruit 4 more";
    assert!(findings.starts_with(first), "the decision comes first: {}", &findings[..200]);
    assert!(page.contains("4 more &lt;NQSWs&gt;."));
    let manifest: Value = serde_json::from_str(&done.read("outputs/small/manifest.json")).unwrap();
    assert_eq!(manifest["details"]["as_at"], "2016-02-29");
    assert_eq!(manifest["details"]["status"], "draft");
    // It changes no figure, and a scenario without it says nothing of it.
    let without = run("");
    assert_eq!(done.read("outputs/small/monthly.csv"), without.read("outputs/small/monthly.csv"));
    assert!(!without.read("outputs/small/manifest.json").contains("details"));
    assert!(!without.stdout.contains("About this scenario"), "{}", without.stdout);
}

#[test]
fn a_day_that_is_none_is_refused_at_its_place() {
    for day in ["\"2015-02-29\"", "\"29 January 2016\"", "\"2016-01\"", "2016"] {
        let text = SMALL.replace("months = 12", &format!("months = 12\nas_at = {day}"));
        let done = Test::new("check small.toml").file("small.toml", text).code(2).run();
        assert!(done.stderr.contains("`as_at` must be a day in quotes, such as \"2016-01-29\""), "{}", done.stderr);
        assert!(done.stderr.contains("small.toml:"), "{}", done.stderr);
    }
}

#[test]
fn plans_may_differ_in_what_they_say_about_themselves() {
    let plan = "base = \"small.toml\"\ndecision = \"Another one\"\n[agency]\nfill = 0.4\n";
    let done = Test::new("compare small.toml plan.toml -n 50 --attribution")
        .file("small.toml", SMALL)
        .file("plan.toml", plan)
        .run();
    assert!(!done.read("outputs/compare-small/attribution.csv").contains("decision"));
}
