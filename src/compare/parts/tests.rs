use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Parts, TooManyEdits};
use crate::scenario::Scenario;

const BASE: &str = r#"
format = 1
name = "Two teams"
start = "2016-04"
months = 6

[team.cin]
name = "Child in need"
establishment = 12
caseload = { reference = 20, maximum = 30 }
agency = { workers = 3 }

[team.cp]
name = "Child protection"
establishment = 5
caseload = { reference = 15, maximum = 25 }

[route.experienced.stage.in_post]
pay = 45_000

[staff.cin]
team = "cin"
route = "experienced"
heads = 8

[staff.cp]
team = "cp"
route = "experienced"
heads = 4

[intake.summer]
name = "Summer campaign"
route = "experienced"
team = "cin"
month = "2016-06"
offers = 3

[leaving]
annual_rate = { all = 0.15 }

[agency]
cover = 0.75
churn = 0.1
fill = 0.5
charge_per_hour = 38

[demand]
next = { open_case = 0.5, closed = "rest" }
contacts = { per_month = 100, conversion = 0.5 }

[pathway.open_case]
team = "cin"
months = 8
cases = 200
next = { plan = 0.1, closed = "rest" }

[pathway.plan]
team = "cp"
months = 9
cases = 40
next = { closed = "rest" }

[target.cp]
team = "cp"
measure = "caseload"
at_most = 20
by = "2016-09"
"#;

fn load(over: &str) -> (Scenario, Scenario) {
    let over = format!("base = \"base.toml\"\n{over}");
    let files = BTreeMap::from([("base.toml".to_owned(), BASE.to_owned()), ("over.toml".to_owned(), over)]);
    let load = |path: &str| Scenario::load(path, &files).unwrap_or_else(|errors| panic!("{errors}"));
    (load("base.toml"), load("over.toml"))
}

fn parts(over: &str) -> Parts {
    let (base, plan) = load(over);
    Parts::between(&base, &plan).expect("few edits")
}

#[test]
fn each_changed_thing_is_a_part_and_so_is_each_other_table() {
    let parts = parts(
        r#"
        name = "A plan"
        seed = 7
        [agency]
        fill = 0.3
        cover = 0.5
        [intake.autumn]
        route = "experienced"
        team = "cp"
        month = "2016-08"
        offers = 1
        [intake.summer]
        remove = true
        [team.cp]
        establishment = 6
        [target.cp]
        at_most = 18
        "#,
    );
    assert_eq!(parts.addresses(), ["team.cp", "intake.summer", "intake.autumn", "agency"]);
    assert_eq!(parts.names(), ["Child protection", "Summer campaign (removed)", "intake.autumn", "agency"]);
}

#[test]
fn edits_that_do_not_affect_the_simulation_are_not_parts() {
    let over = r#"
        name = "The same"
        seed = 3
        replications = 10
        [agency]
        source = "a survey"
        fill = { value = 0.5, source = "the same figure, with its source" }
        [intake.summer]
        name = "Another name"
        offers = 3.0
        [target.cp]
        remove = true
        [budget.all]
        year = "2016-17"
        amount = 1_000_000
    "#;
    assert!(parts(over).edits().is_empty(), "{:?}", parts(over).names());
}

#[test]
fn a_complete_file_has_the_same_parts_as_an_overlay() {
    let files = BTreeMap::from([
        ("base.toml".to_owned(), BASE.to_owned()),
        ("whole.toml".to_owned(), BASE.replace("offers = 3", "offers = 5").replace("fill = 0.5", "fill = 0.6")),
    ]);
    let load = |path: &str| Scenario::load(path, &files).unwrap();
    assert_eq!(
        Parts::between(&load("base.toml"), &load("whole.toml")).unwrap().addresses(),
        ["intake.summer", "agency"]
    );
}

#[test]
fn a_new_route_and_the_intake_that_needs_it_are_one_part() {
    let over = r#"
        [route.nqsw.stage.in_post]
        pay = 33_000
        [intake.nqsw]
        name = "NQSWs"
        route = "nqsw"
        team = "cin"
        month = "2016-09"
        offers = 2
        [agency]
        fill = 0.4
    "#;
    // The route alone is a valid scenario, but nothing except the intake uses it, so they are one change.
    let parts = parts(over);
    assert_eq!(parts.addresses(), ["route.nqsw + intake.nqsw", "agency"]);
    assert_eq!(parts.names()[0], "route.nqsw + NQSWs");
    for &part in parts.edits() {
        assert!(parts.scenario(part).is_ok());
    }
}

#[test]
fn a_removed_team_and_everything_in_it_are_one_part() {
    let over = r"
        [team.cp]
        remove = true
        [staff.cp]
        remove = true
        [pathway.plan]
        remove = true
        [pathway.open_case]
        next = { plan = { remove = true } }
        [intake.summer]
        offers = 4
        [target.cp]
        remove = true
    ";
    let parts = parts(over);
    assert_eq!(parts.len(), 2, "{:?}", parts.addresses());
    assert!(parts.addresses().contains(&"intake.summer".to_owned()));
}

#[test]
fn all_edits_together_are_the_alternative() {
    let over = "[intake.summer]\noffers = 9\n[team.cin]\nestablishment = 14\n[target.cp]\nremove = true\n";
    let (base, plan) = load(over);
    let parts = Parts::between(&base, &plan).unwrap();
    assert_eq!(parts.scenario(0b11).unwrap().resolved, plan.resolved);
    let none: Vec<&str> = base.resolved.lines().filter(|line| !line.starts_with("target.")).collect();
    assert_eq!(parts.scenario(0).unwrap().resolved.lines().collect::<Vec<_>>(), none);
}

#[test]
fn an_error_between_the_two_has_the_right_file_and_line() {
    let over = "[route.nqsw.stage.in_post]\npay = 33_000\n[intake.nqsw]\nroute = \"nqsw\"\nteam = \"cin\"\nmonth = \"2016-09\"\noffers = 2\n";
    let parts = parts(over);
    let errors = parts.scenario(0b10).expect_err("an intake without its route").to_string();
    assert!(errors.contains("over.toml:5:9"), "{errors}");
}

#[test]
fn a_different_scenario_is_not_split_into_parts() {
    let many: String = (0..200).fold(String::new(), |text, n| text + &format!("[team.t{n}]\nestablishment = 1\n"));
    let (base, plan) = load(&many);
    assert_eq!(Parts::between(&base, &plan).unwrap_err(), TooManyEdits { edits: 200 });
}

#[test]
fn scenarios_between_two_share_their_quantile_functions() {
    let pert = |low: f64| format!("{{ pert = {{ low = {low}, mode = 0.5, high = 0.6 }} }}");
    let base = BASE.replace("fill = 0.5", &format!("fill = {}", pert(0.2)));
    let over = format!("base = \"base.toml\"\n[agency]\nfill = {}\n[team.cp]\nestablishment = 6\n", pert(0.3));
    let files = BTreeMap::from([("base.toml".to_owned(), base), ("over.toml".to_owned(), over)]);
    let [base, over] = ["base.toml", "over.toml"].map(|path| Scenario::load(path, &files).unwrap());
    let parts = Parts::between(&base, &over).unwrap();
    let fill = |scenario: &Scenario| {
        let id = scenario.inputs.find("agency.fill").unwrap();
        scenario.inputs.get(id).quantile.clone().unwrap()
    };
    let of = |address: &str| parts.edits()[parts.addresses().iter().position(|one| one == address).unwrap()];
    let [without, with] = ["team.cp", "agency"].map(|address| fill(&parts.scenario(of(address)).unwrap()));
    assert!(Arc::ptr_eq(&without, &fill(&base)) && Arc::ptr_eq(&with, &fill(&over)));
    assert_ne!(with, without);
}
