//! Flags by hand, in a world where ten people stay and each may hold sixty cases.

use std::collections::BTreeMap;

use crate::compare::{FlagReason, NamedPlan, PlanFlag, compare};
use crate::plan::Plan;
use crate::run::Options;
use crate::scenario::Scenario;

/// Cases hardly ever close, so as many wait as are above the room for 600.
fn base(months: usize, cases: usize, role: &str) -> String {
    format!(
        r#"
format = 1
name = "Ten who stay"
start = "2016-04"
months = {months}

[team.cin]
name = "Child in need"
establishment = 10
caseload = {{ reference = 20, maximum = 60 }}

[route.experienced.stage.qualified]
pay = 36_000

[staff.opening]
team = "cin"
route = "experienced"
heads = 10
months_in_service = 36

[leaving]
annual_rate = {{ all = 0.0 }}

[agency]
charge_per_hour = 38
comparator = 36_000

[demand]
contacts = {{ per_month = 1, conversion = 0.5 }}
next = {{ open_case = "rest" }}

[pathway.open_case]
team = "cin"
months = 600
cases = {cases}
{role}
next = {{ closed = "rest" }}
"#
    )
}

/// The flags of a plan.
fn flags(base: &str, plan: &str) -> Vec<PlanFlag> {
    let plan = format!("base = \"base.toml\"\nname = \"The plan\"\n{plan}");
    let files = BTreeMap::from([("base.toml".to_owned(), base.to_owned()), ("plan.toml".to_owned(), plan)]);
    let named =
        |name: &str| NamedPlan::new(name, Plan::new(Scenario::load(&format!("{name}.toml"), &files).expect("valid")));
    let study = compare(&named("base"), &[named("plan")], &Options::new(100), false).expect("one calendar");
    study.alternatives[0].flags.clone()
}

fn reasons(flags: &[PlanFlag]) -> Vec<FlagReason> {
    flags.iter().map(|flag| flag.reason).collect()
}

/// A change of the limit from a month to another.
fn limit(maximum: f64, from: &str, until: &str) -> String {
    format!(
        "[change.limit]\nfrom = \"{from}\"\nuntil = \"{until}\"\nset = {{ \"team.cin.caseload.maximum\" = {maximum:.1} }}\n"
    )
}

#[test]
fn one_more_case_waiting_in_every_month_is_twelve_a_year_and_flags_the_plan() {
    // Room for 599 in place of 600.
    let raised = flags(&base(15, 700, ""), &limit(59.9, "2016-04", "2017-06"));
    assert_eq!(reasons(&raised), [FlagReason::CasesWaiting]);
    // A case that waits is worked on by nobody, so a few more are open.
    assert!((12.0..12.5).contains(&raised[0].rise), "{raised:?}");
    assert!((raised[0].plan - raised[0].base - raised[0].rise).abs() < 1e-9, "{raised:?}");
    // In fourteen of fifteen months it is 11.2 a year.
    assert_eq!(flags(&base(15, 700, ""), &limit(59.9, "2016-05", "2017-06")), []);
}

#[test]
fn staff_above_the_limit_of_the_base_in_one_month_of_fifty_flag_the_plan() {
    // Room for 610 in place of 600, so fewer wait.
    let of_fifty = flags(&base(50, 700, ""), &limit(61.0, "2016-04", "2016-04"));
    assert_eq!(reasons(&of_fifty), [FlagReason::CaseloadAboveLimit]);
    assert_eq!(of_fifty[0].team.as_deref(), Some("Child in need"));
    assert!((of_fifty[0].rise - 0.02).abs() < 1e-9 && of_fifty[0].base == 0.0, "{of_fifty:?}");
    // One of sixty is 1.7 points.
    assert_eq!(flags(&base(60, 700, ""), &limit(61.0, "2016-04", "2016-04")), []);
}

#[test]
fn a_child_on_a_protection_plan_who_waits_flags_the_plan_even_for_one_month() {
    let plan = limit(50.0, "2016-04", "2016-04");
    let on_plans = flags(&base(60, 550, "counts_as = \"child_protection_plan\""), &plan);
    assert!(reasons(&on_plans).contains(&FlagReason::ChildOnPlanWaits), "{on_plans:?}");
    let ever = on_plans.iter().find(|flag| flag.reason == FlagReason::ChildOnPlanWaits).expect("a flag");
    assert_eq!(ever.plan, 1.0, "{ever:?}");
    let others = flags(&base(60, 550, ""), &plan);
    assert!(!reasons(&others).contains(&FlagReason::ChildOnPlanWaits), "{others:?}");
}

#[test]
fn children_turned_away_flag_the_plan_and_fewer_referrals_do_not() {
    let change = |set: &str| format!("[change.less]\nfrom = \"2016-04\"\n{set}\n");
    let away = flags(&base(15, 100, ""), &change("set = { \"demand.turned_away\" = 0.05 }"));
    assert_eq!(reasons(&away), [FlagReason::TurnedAway]);
    assert!(away[0].base == 0.0 && away[0].plan > 0.0, "{away:?}");
    assert_eq!(flags(&base(15, 100, ""), &change("multiply = { \"demand.contacts.referred\" = 0.5 }")), []);
}
