//! What the model of the live page answers, and that the command line computes the same.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{LiveError, LiveInput, LiveModel};
use crate::compare::{NamedPlan, compare};
use crate::content::Document;
use crate::content::live::{LeverControl, controls};
use crate::plan::Plan;
use crate::render;
use crate::run::Options;
use crate::scenario::Scenario;
use crate::summary::run;

const HEREFORDSHIRE: &str = include_str!("../../scenarios/herefordshire-2016.toml");

fn files() -> BTreeMap<String, String> {
    BTreeMap::from([("herefordshire.toml".to_owned(), HEREFORDSHIRE.to_owned())])
}

fn plan(files: &BTreeMap<String, String>, path: &str) -> Plan {
    Plan::new(Scenario::load(path, files).expect("a scenario"))
}

fn model() -> LiveModel {
    let input = LiveInput::of(&plan(&files(), "herefordshire.toml"), &[], false);
    LiveModel::read(&serde_json::to_string(&input).expect("JSON")).expect("a model")
}

fn answer(changes: &str, futures: u64) -> Value {
    serde_json::from_str(&model().evaluate(changes, futures).expect("an answer")).expect("JSON")
}

const MORE_OFFERS: &str = r#"{"intake.nqsw_april_2016.offers": "8"}"#;

#[test]
fn the_saved_overlay_gives_what_the_page_shows() {
    let answer = answer(MORE_OFFERS, 128);
    let mut files = files();
    files.insert("changed-plan.toml".to_owned(), answer["overlay"].as_str().expect("an overlay").to_owned());
    let [base, changed] =
        ["herefordshire", "changed-plan"].map(|name| NamedPlan::new(name, plan(&files, &format!("{name}.toml"))));
    let study = compare(&base, std::slice::from_ref(&changed), &Options::new(128), false).expect("a study");
    let page = render::report(&Document::from(&study)).expect("a page");
    for piece in answer["pieces"].as_array().expect("pieces") {
        let html = piece["html"].as_str().expect("HTML");
        assert!(html.len() > 1_000);
        // The charts are not next to each other in the report.
        let pieces: Vec<&str> = html.split("<h3>").filter(|part| !part.is_empty()).collect();
        assert!(pieces.iter().all(|part| page.contains(part)), "{}", piece["id"]);
    }
    let summary = run(&changed.plan, &Options::new(128)).expect("a summary");
    let figures = model().figures(MORE_OFFERS, 128).expect("figures");
    assert_eq!(figures, render::record_json(&Document::from(&summary)).expect("a record"));
    assert_eq!(answer["command"], "staffcast compare herefordshire.toml changed-plan.toml --replications 128");
}

#[test]
fn an_answer_says_the_most_important_figures_with_their_error() {
    let said = answer(MORE_OFFERS, 128)["summary"].as_str().expect("sentences").to_owned();
    assert!(said.starts_with("From 128 futures: all targets are met in "), "{said}");
    let savings: Vec<&str> = said.split("(±£").collect();
    assert!(savings.len() == 3 && savings[0].contains(". Net saving "), "{said}");
    assert!(savings[1].contains(", saving at equal capacity "), "{said}");
    assert!(said.contains("Likelihoods are within ±"), "{said}");
}

#[test]
fn the_plan_as_filed_has_the_figures_of_its_run() {
    let summary = run(&plan(&files(), "herefordshire.toml"), &Options::new(64)).expect("a summary");
    let figures = model().figures("{}", 64).expect("figures");
    assert_eq!(figures, render::record_json(&Document::from(&summary)).expect("a record"));
}

#[test]
fn an_overlay_holds_what_was_changed_and_nothing_else() {
    let answer = answer(r#"{"agency.policy_cap": "20", "intake.nqsw_april_2016.month": "2016-07"}"#, 64);
    let expected = "base = \"herefordshire.toml\"\nname = \"Changed plan\"\n\n[agency]\npolicy_cap = { value = 20, source = \"assumption: a \
                    value chosen on the live page\" }\n\n[intake.nqsw_april_2016]\nmonth = \"2016-07\"\n";
    assert_eq!(answer["overlay"], expected);
}

#[test]
fn a_value_that_the_input_cannot_have_is_refused() {
    let error = |changes: &str| model().evaluate(changes, 64).expect_err("an error");
    assert!(matches!(error(r#"{"absence.sickness": "lots"}"#), LiveError::Value { .. }));
    assert!(matches!(error(r#"{"absence.sickness": "1.5"}"#), LiveError::Scenario(_)));
    assert!(matches!(error(r#"{"absence.sickness": "0.1,0.2"}"#), LiveError::Value { .. }));
    assert!(matches!(error("[]"), LiveError::Form(_)));
    assert!(error(r#"{"absence.sicknes": "0.1"}"#).to_string().contains("sicknes"));
}

fn controls_of(text: &str) -> Vec<LeverControl> {
    let plan = Plan::new(Scenario::parse(text).expect("a scenario"));
    controls(&run(&plan, &Options::new(512)).expect("a summary"))
}

#[test]
fn levers_are_what_plans_are_about_and_what_the_spread_comes_from() {
    let all = controls_of(HEREFORDSHIRE);
    let addresses: Vec<&str> = all.iter().map(|one| one.address.as_str()).collect();
    assert!((5..=10).contains(&all.len()), "{addresses:?}");
    for expected in [
        "intake.nqsw_april_2016.offers",
        "intake.nqsw_april_2016.month",
        "team.cin.establishment",
        "agency.policy_cap",
        "retention.payment",
        "demand.contacts.not_referred",
    ] {
        assert!(addresses.contains(&expected), "{expected} is not among {addresses:?}");
    }
    let drawn = all.iter().filter(|one| one.note.is_some_and(|note| note.contains("drawn"))).count();
    assert!(drawn >= 2, "{addresses:?}");
    for one in &all {
        assert!(one.filed < one.positions.len() && !one.label.contains('`'), "{one:?}");
    }
}

#[test]
fn every_lever_of_every_shipped_scenario_can_be_moved_to_both_ends() {
    for text in
        [HEREFORDSHIRE, include_str!("../../scenarios/county.toml"), include_str!("../../scenarios/one-team.toml")]
    {
        let files = BTreeMap::from([("plan.toml".to_owned(), text.to_owned())]);
        let input = LiveInput::of(&plan(&files, "plan.toml"), &[], false);
        let model = LiveModel::read(&serde_json::to_string(&input).expect("JSON")).expect("a model");
        for one in controls_of(text) {
            for end in [one.positions.first(), one.positions.last()].into_iter().flatten() {
                let changes = serde_json::to_string(&BTreeMap::from([(&one.address, &end.value)])).expect("JSON");
                let answer = model.evaluate(&changes, 1);
                assert!(answer.is_ok(), "{changes}: {}", answer.err().map_or(String::new(), |error| error.to_string()));
            }
        }
    }
}

#[test]
fn futures_that_are_kept_give_the_same_answer_as_new_ones() {
    let model = model();
    let ask = |futures: u64| model.evaluate(MORE_OFFERS, futures).expect("an answer");
    let (first, again) = (ask(130), ask(130));
    assert_eq!(first, again);
    // Fewer are not taken from those that are kept.
    assert_eq!(ask(64), self::model().evaluate(MORE_OFFERS, 64).expect("an answer"));
    assert_eq!(ask(130), first);
    let files = {
        let mut files = files();
        let answer: Value = serde_json::from_str(&first).expect("JSON");
        files.insert("changed-plan.toml".to_owned(), answer["overlay"].as_str().expect("an overlay").to_owned());
        files
    };
    let [base, changed] =
        ["herefordshire", "changed-plan"].map(|name| NamedPlan::new(name, plan(&files, &format!("{name}.toml"))));
    let study = compare(&base, &[changed], &Options::new(130), false).expect("a study");
    let page = render::report(&Document::from(&study)).expect("a page");
    let html =
        serde_json::from_str::<Value>(&again).expect("JSON")["pieces"][0]["html"].as_str().expect("HTML").to_owned();
    assert!(page.contains(&html));
}
