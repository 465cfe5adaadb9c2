//! The saving at equal capacity by hand, in small worlds without chance, and work avoided from the flows of a world with chance.

use std::collections::BTreeMap;

use crate::compare::{Alternative, CapacityCost, NamedPlan, SavingsLine, Study, TeamSavings, compare};
use crate::examples::TEN_WHO_STAY;
use crate::measures::Measure;
use crate::plan::Plan;
use crate::run::Options;
use crate::scenario::{Breakdown, Scenario, Series};

const AGENCY_MONTH: f64 = 38.0 * 37.0 * 46.0 / 12.0;

fn study(base: &str, plan: &str) -> Study {
    let plan = format!("base = \"base.toml\"\nname = \"The plan\"\n{plan}");
    let files = BTreeMap::from([("base.toml".to_owned(), base.to_owned()), ("plan.toml".to_owned(), plan)]);
    let named =
        |name: &str| NamedPlan::new(name, Plan::new(Scenario::load(&format!("{name}.toml"), &files).expect("valid")));
    compare(&named("base"), &[named("plan")], &Options::new(100), false).expect("one calendar")
}

fn whole(study: &Study, line: SavingsLine) -> f64 {
    study.alternatives[0].savings.whole(line).expect("a year").statistic.mean
}

fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} for {expected}");
}

#[test]
fn two_more_permanent_staff_are_worth_two_agency_workers() {
    let study = study(TEN_WHO_STAY, "[change.more]\nfrom = \"2016-04\"\nset = { \"workforce.hours\" = 1.2 }\n");
    // Two FTE for 15 months, at £3,000 a month each.
    assert_near(whole(&study, SavingsLine::Net), -90_000.0);
    assert_near(whole(&study, SavingsLine::Capacity), 2.0 * 15.0 / 12.0);
    assert_near(whole(&study, SavingsLine::LikeForLike), 2.0 * 15.0 * AGENCY_MONTH - 90_000.0);
    // At the price of permanent staff nothing is gained or lost.
    assert_near(whole(&study, SavingsLine::LikeForLikePermanent), 0.0);
    let one = &study.alternatives[0].savings;
    let Some(CapacityCost::Gains(cost)) = one.capacity_cost() else { panic!("{:?}", one.capacity_cost()) };
    assert_near(cost, 36_000.0);
    // The mean of the months of a year, although the second has three.
    let years: Vec<f64> = one.years[SavingsLine::Capacity as usize].iter().map(|year| year.statistic.mean).collect();
    assert_near(years[0], 2.0);
    assert_near(years[1], 2.0);
    assert_near(one.years[SavingsLine::LikeForLike as usize][1].statistic.mean, 2.0 * 3.0 * AGENCY_MONTH - 18_000.0);
    assert_eq!(whole(&study, SavingsLine::WorkAvoided), 0.0);
}

#[test]
fn net_present_values_are_in_real_terms_and_the_first_year_is_not_discounted() {
    let base = format!("{TEN_WHO_STAY}\n[money]\ninflation = 0.02\ndiscount_rate = 0.035\n");
    let study = study(&base, "[change.more]\nfrom = \"2016-04\"\nset = { \"workforce.hours\" = 1.2 }\n");
    let second_year = 1.0 / 1.02 / 1.035;
    let cash = -(72_000.0 + 18_000.0 * second_year);
    let value = 2.0 * AGENCY_MONTH * (12.0 + 3.0 * second_year);
    // Costs in real terms are rounded to the penny each month.
    assert!((whole(&study, SavingsLine::NetDiscounted) - cash).abs() < 0.05);
    assert!((whole(&study, SavingsLine::LikeForLikeDiscounted) - (cash + value)).abs() < 0.1);
}

#[test]
fn those_who_are_sick_are_no_capacity() {
    let base = format!("{TEN_WHO_STAY}\n[absence]\nsickness = 0.05\n");
    let study = study(&base, "[change.less]\nfrom = \"2016-04\"\nset = { \"workforce.hours\" = 0.8 }\n");
    let capacity = -2.0 * 0.95 * 15.0 / 12.0;
    assert_near(whole(&study, SavingsLine::Net), 90_000.0);
    assert_near(whole(&study, SavingsLine::Capacity), capacity);
    // A permanent FTE that is present costs £36,000 / 0.95 a year, so buying back what was given up costs what was saved.
    assert_near(whole(&study, SavingsLine::LikeForLikePermanent), 0.0);
    let one = &study.alternatives[0].savings;
    let Some(CapacityCost::GivesUp { saved, buy_back }) = one.capacity_cost() else {
        panic!("{:?}", one.capacity_cost())
    };
    assert_near(saved, 36_000.0 / 0.95);
    assert_near(buy_back, 12.0 * AGENCY_MONTH);
}

#[test]
fn each_team_is_priced_by_itself_and_the_base_sets_the_price() {
    let base = format!(
        "{TEN_WHO_STAY}\n[team.mash]\nestablishment = 5\nagency = {{ charge_per_hour = 50 }}\n\n[staff.mash]\nteam = \"mash\"\n\
         route = \"experienced\"\nheads = 5\nmonths_in_service = 36\n"
    );
    // Agency staff are dearer in the plan, which pays for nobody: the price is that of the base.
    let plan =
        "[change.more]\nfrom = \"2016-04\"\nset = { \"workforce.hours\" = 1.2, \"agency.charge_per_hour\" = 100 }\n";
    let study = study(&base, plan);
    let mash_month = 50.0 * 37.0 * 46.0 / 12.0;
    let value = 15.0 * (2.0 * AGENCY_MONTH + mash_month);
    assert_near(whole(&study, SavingsLine::LikeForLike), value - 3.0 * 15.0 * 3_000.0);
    let teams = &study.alternatives[0].savings.teams;
    let place = SavingsLine::BY_TEAM.iter().position(|&line| line == SavingsLine::LikeForLike).expect("a line by team");
    let of = |team: &TeamSavings| team.cumulative[place].last().expect("a year").statistic.mean;
    assert_eq!(teams.iter().map(|team| team.team.as_str()).collect::<Vec<_>>(), ["cin", "mash"]);
    assert_near(of(&teams[0]), 15.0 * (2.0 * AGENCY_MONTH - 6_000.0));
    assert_near(of(&teams[1]), 15.0 * (mash_month - 3_000.0));
}

#[test]
fn without_a_price_there_is_a_saving_only_where_capacity_is_the_same() {
    let base = TEN_WHO_STAY.replace("charge_per_hour = 38\n", "");
    let more = study(&base, "[change.more]\nfrom = \"2016-04\"\nset = { \"workforce.hours\" = 1.2 }\n");
    assert!(whole(&more, SavingsLine::LikeForLike).is_nan());
    assert_eq!(more.alternatives[0].savings.capacity_cost(), None);
    let paid = study(&base, "[change.paid]\nfrom = \"2016-04\"\ncost_once = 500\n");
    assert_near(whole(&paid, SavingsLine::LikeForLike), -500.0);
}

/// A service with a decision, a stage of two phases and screening.
const WITH_CASES: &str = r#"
[demand]
contacts = { per_month = 200, conversion = 0.5 }
screening = { team = "cin", load = 0.02 }
next = { decision = 0.4, open_case = "rest" }

[pathway.decision]
team = "cin"
months = 0
held = 0.5
next = { open_case = 0.5, closed = "rest" }

[pathway.open_case]
team = "cin"
months = 6
phases = 2
cases = 300
next = { closed = "rest" }
"#;

/// Ten who stay in a team that holds cases.
fn team_with_cases() -> String {
    TEN_WHO_STAY.replace("establishment = 10", "establishment = 10\ncaseload = { reference = 20, maximum = 60 }")
}

fn with_cases() -> String {
    format!("{}{WITH_CASES}", team_with_cases())
}

/// Series of the service or a stage, summed over the months of the run.
fn sum(one: &crate::summary::Summary, measure: &str, stage: Option<&str>) -> f64 {
    let plan = one.plan();
    let of = stage.map(|id| {
        let stage = plan.scenario().pathway.ids().find(|&stage| plan.scenario().pathway[stage].id == id);
        Breakdown::Stage(stage.expect("a stage"))
    });
    let series = Series { measure: Measure::find(measure).expect("a measure"), team: None, of };
    let place = plan.series.iter().position(|one| one.series == series).expect("a series");
    (0..plan.calendar().months).map(|month| one.month(month, place).expect("a month").mean).sum()
}

#[test]
fn work_avoided_is_what_no_longer_arrives_over_its_whole_path() {
    let study = study(
        &with_cases(),
        "[change.triage]\nfrom = \"2016-06\"\nmultiply = { \"demand.contacts.referred\" = 0.8 }\n",
    );
    let one: &Alternative = &study.alternatives[0];
    // An open case takes six months. A decision takes half a month, and every second one leads to an open case.
    let (open_case, decision) = (6.0, 0.5 + 0.5 * 6.0);
    let work = |of: &crate::summary::Summary| {
        let decisions = sum(of, "stage_entries", Some("decision"));
        let direct = sum(of, "referrals", None) - decisions;
        (direct * open_case + decisions * decision + sum(of, "contacts", None) * 0.02) / 20.0
    };
    let avoided = (work(&study.base.summary) - work(&one.summary)) / 12.0;
    assert!(avoided > 1.0, "{avoided}");
    assert_near(whole(&study, SavingsLine::WorkAvoided), avoided);
    assert_near(whole(&study, SavingsLine::WorkAvoidedValue), avoided * 12.0 * AGENCY_MONTH);
    // It is in no other line.
    assert_near(whole(&study, SavingsLine::LikeForLike), whole(&study, SavingsLine::Net));
}

#[test]
fn a_queue_avoids_no_work() {
    let study = study(&with_cases(), "[change.less]\nfrom = \"2016-04\"\nset = { \"workforce.hours\" = 0.5 }\n");
    let waiting = study.alternatives[0].service_at_end("unallocated").expect("a figure").1.statistic.mean;
    assert!(waiting > 50.0, "{waiting}");
    assert_eq!(whole(&study, SavingsLine::WorkAvoided), 0.0);
}

#[test]
fn a_case_closed_early_avoids_what_it_had_still_to_go() {
    // All 300 are closed in the first month, of whom half were in each phase, with six and three months to go.
    let plan =
        "[change.close]\nfrom = \"2016-04\"\nuntil = \"2016-04\"\nset = { \"pathway.open_case.closed_early\" = 1.0 }\n";
    let study = study(&with_cases(), plan);
    let first_year = &study.alternatives[0].savings.years[SavingsLine::WorkAvoided as usize][0].statistic;
    assert_near(first_year.mean, 150.0 * (6.0 + 3.0) / 20.0 / 12.0);
}

/// Escalation shortens a stay, and a path that returns costs its stages again: V = m + x W and W = k + r V, by hand.
#[test]
fn escalation_and_return_are_part_of_the_path() {
    let base = format!(
        "{}\n[demand]\ncontacts = {{ per_month = 200, conversion = 0.5 }}\nnext = {{ open_case = \"rest\" }}\n\n\
         [pathway.open_case]\nteam = \"cin\"\nmonths = 5\ncases = 300\nescalate = {{ plan = 0.1 }}\nnext = {{ closed = \"rest\" }}\n\n\
         [pathway.plan]\nteam = \"cin\"\nmonths = 10\ncases = 100\nnext = {{ open_case = 0.4, closed = \"rest\" }}\n",
        team_with_cases()
    );
    let study =
        study(&base, "[change.triage]\nfrom = \"2016-04\"\nmultiply = { \"demand.contacts.referred\" = 0.5 }\n");
    // In a month one in ten is escalated, and a fifth of the rest completed.
    let leaves = 0.1 + 0.9 * 0.2;
    let (months, escalated) = (1.0 / leaves, 0.1 / leaves);
    let of_case = (months + escalated * 10.0) / (1.0 - escalated * 0.4);
    let referrals =
        sum(&study.base.summary, "referrals", None) - sum(&study.alternatives[0].summary, "referrals", None);
    assert_near(whole(&study, SavingsLine::WorkAvoided), referrals * of_case / 20.0 / 12.0);
}
