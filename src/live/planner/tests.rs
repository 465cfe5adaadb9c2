//! The planning page: what is entered reaches the file, and its figures are those of the program.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::PlannerModel;
use crate::content::Document;
use crate::plan::Plan;
use crate::render;
use crate::run::Options;
use crate::scenario::Scenario;
use crate::scenario::templates::{COUNTY, ONE_TEAM};
use crate::summary::run;

fn files(text: &str) -> Value {
    json!({ "path": "plan.toml", "files": { "plan.toml": text } })
}

fn form(scenario: &Value, changes: &[(&str, &str)]) -> Value {
    let changes: Vec<Value> =
        changes.iter().map(|(address, entry)| json!({ "address": address, "entry": entry, "source": "" })).collect();
    let question = json!({ "scenario": scenario, "changes": changes }).to_string();
    let answer = PlannerModel::default().form(&question).expect("an answer");
    serde_json::from_str(&answer).expect("JSON")
}

fn text(answer: &Value, key: &str) -> String {
    answer[key].as_str().expect("text").to_owned()
}

#[test]
fn what_is_entered_reaches_the_file_and_nothing_else_changes() {
    let answer = form(&files(ONE_TEAM.text()), &[("team.duty.establishment", "18"), ("absence.sickness", "4% to 6%")]);
    assert_eq!(answer["pending"], json!([]));
    let new = text(&answer, "text");
    let changed: Vec<&str> = new.lines().filter(|line| !ONE_TEAM.text().lines().any(|one| one == *line)).collect();
    let source = "source = \"assumption: entered on the planning page\"";
    assert_eq!(
        changed,
        [
            format!("establishment = {{ value = 18, {source} }}      # the posts the council pays for (FTE)"),
            format!("sickness = {{ range80 = {{ low = 0.04, high = 0.06 }}, {source} }}"),
        ]
    );
    assert!(text(&answer, "form").contains("value=\"4% to 6%\""));
}

#[test]
fn an_entry_that_is_not_valid_stays_in_its_field_and_out_of_the_file() {
    let changes = [("absence.sickness", "400%"), ("agency.cover", "most"), ("team.duty.establishment", "18")];
    let answer = form(&files(ONE_TEAM.text()), &changes);
    let (new, html) = (text(&answer, "text"), text(&answer, "form"));
    assert!(new.contains("sickness = { value = 0.035") && new.contains("establishment = { value = 18"), "{new}");
    let pending = |place: usize| answer["pending"][place]["address"].as_str();
    let mut both = [pending(0), pending(1)];
    both.sort_unstable();
    assert_eq!(both, [Some("absence.sickness"), Some("agency.cover")]);
    assert!(html.contains("value=\"400%\"") && html.contains("<code>sickness</code> must be from 0 to 1"));
    assert!(html.contains("“most” cannot be read here: write a percentage such as 14%"));
    assert!(text(&answer, "summary").contains("2 entries are not taken over"), "{}", text(&answer, "summary"));
    assert_eq!(answer["is_ready"], true);
}

#[test]
fn values_that_are_valid_only_together_are_taken_together() {
    let changes = [("demand.next.assessment", "80%"), ("demand.next.strategy_discussion", "15%")];
    assert_ne!(form(&files(COUNTY.text()), &changes[..1])["pending"], json!([]));
    let answer = form(&files(COUNTY.text()), &changes);
    assert_eq!(answer["pending"], json!([]));
}

#[test]
fn a_blank_asks_for_what_is_to_be_found_out_and_is_filled() {
    let blank = "establishment = { blank = \"the budget's posts\" }";
    let with_blank =
        ONE_TEAM.text().replace("establishment = { value = 16, source = \"assumption: illustration\" }", blank);
    assert!(with_blank.contains(blank));
    let answer = form(&files(&with_blank), &[]);
    assert_eq!(answer["is_ready"], false);
    assert!(text(&answer, "form").contains("To find out: the budget's posts"));
    let filled = form(&files(&with_blank), &[("team.duty.establishment", "16")]);
    assert_eq!((filled["is_ready"].as_bool(), text(&filled, "text").contains("blank")), (Some(true), false));
}

#[test]
fn a_file_that_is_no_scenario_is_answered_with_its_errors() {
    for broken in ["", "format = 1\nmonths = = 3", "\u{0}", "{\"json\": true}", "name,team\nA,B\n"] {
        let answer = form(&files(broken), &[("months", "12")]);
        assert_eq!((answer["is_ready"].as_bool(), text(&answer, "form").as_str()), (Some(false), ""), "{broken:?}");
        assert!(text(&answer, "summary").contains("error"), "{broken:?}");
        assert_eq!(answer["pending"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn the_report_is_that_of_the_program() {
    let report = PlannerModel::default().report(&files(ONE_TEAM.text()).to_string(), 128).expect("a report");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let scenario = Scenario::load("plan.toml", &BTreeMap::from([("plan.toml".to_owned(), ONE_TEAM.text().to_owned())]));
    let summary = run(&Plan::new(scenario.expect("a template")), &Options::new(128)).expect("a run");
    let alone = render::sections_html(&Document::from(&summary), None).expect("a page");
    let findings = |html: &str| html.split("</section>").next().map(str::to_owned);
    assert_eq!(findings(report["report"].as_str().expect("a report")), findings(&alone));
    assert_eq!(report["command"], "staffcast run plan.toml --replications 128");
}

#[test]
fn two_plans_are_compared_on_the_seed_of_the_base() {
    let base = files(ONE_TEAM.text());
    let plan = files(&ONE_TEAM.text().replace("seed = 1 ", "seed = 2 "));
    let question = json!({ "base": base, "plan": plan }).to_string();
    let answer = PlannerModel::default().comparison(&question, 64).expect("a comparison");
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    let report = answer["report"].as_str().expect("a report");
    assert!(report.contains("plan-changed"), "{}", &report[..2_000]);
    assert_eq!(answer["command"], "staffcast compare plan.toml plan-changed.toml --replications 64");
}

#[test]
fn a_question_in_another_form_and_results_before_a_run_are_errors() {
    let mut model = PlannerModel::default();
    assert!(model.form("{}").is_err() && model.report("[]", 8).is_err() && model.comparison("", 8).is_err());
    assert!(model.report(&files("format = 2").to_string(), 8).is_err());
    assert!(model.report(&json!({ "path": "none.toml", "files": {} }).to_string(), 8).is_err());
}

#[test]
fn the_form_of_a_service_with_many_teams_is_read_as_often_as_it_is_changed() {
    let mut scenario = files(COUNTY.text());
    for posts in ["30", "31.5", "29"] {
        let answer = form(&scenario, &[("team.protection.establishment", posts)]);
        scenario["files"]["plan.toml"] = answer["text"].clone();
        assert!(text(&answer, "text").contains(&format!("{{ value = {posts}, ")), "{posts}");
    }
}
