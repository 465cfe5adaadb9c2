use std::collections::BTreeMap;

use super::{Attribution, attribute, attribute_with, scenarios};
use crate::compare::Parts;
use crate::compare::{NamedPlan, compare};
use crate::plan::Plan;
use crate::run::{Options, RunHeadline};
use crate::scenario::Scenario;

fn plans(over: &str) -> (Plan, Plan) {
    let files = BTreeMap::from([
        ("small.toml".to_owned(), crate::examples::SMALL.to_owned()),
        ("over.toml".to_owned(), format!("base = \"small.toml\"\n{over}")),
    ]);
    let plan = |path: &str| Scenario::load(path, &files).map(Plan::new);
    (
        plan("small.toml").unwrap_or_else(|errors| panic!("{errors}")),
        plan("over.toml").unwrap_or_else(|errors| panic!("{errors}")),
    )
}

fn split_with(over: &str, replications: u64, most_exact: usize) -> Attribution {
    let (base, plan) = plans(over);
    let parts = Parts::between(base.scenario(), plan.scenario()).unwrap();
    attribute_with((&base).into(), (&plan).into(), parts, &Options::new(replications), most_exact).unwrap()
}

fn split(over: &str, replications: u64) -> Attribution {
    split_with(over, replications, super::MAX_EXACT)
}

/// Six interacting parts: posts, arrivals, leaving, agency, demand, an award.
const SIX: &str = r#"
name = "Six parts"
[team.cin]
establishment = 15
[intake.june]
route = "experienced"
team = "cin"
month = "2016-06"
offers = 4
[leaving]
annual_rate = { all = 0.05 }
[agency]
fill = 0.3
[demand]
contacts = { per_month = 130 }
[change.award]
from = "2016-09"
multiply = { "route.experienced.stage.in_post.pay" = 1.1 }
"#;

fn pence(pounds: f64) -> i64 {
    (pounds * 100.0).round() as i64
}

#[test]
fn parts_add_up_to_the_whole_to_the_penny() {
    let of_six = split(SIX, 200);
    assert_eq!((of_six.names.len(), of_six.splits.len(), of_six.orders), (6, 3, None));
    for split in &of_six.splits {
        let step = if split.headline == RunHeadline::Cost { 100.0 } else { 1e6 };
        let steps = |value: f64| (value * step).round() as i64;
        let parts: i64 = split.parts.iter().map(|part| steps(part.mean)).sum();
        assert_eq!(parts, steps(split.whole.mean), "{:?}", split.headline);
        assert_eq!(steps(split.base) + parts, steps(split.alternative), "{:?}", split.headline);
        assert!(split.parts.iter().all(|part| part.n_defined == 200));
    }
}

#[test]
fn replications_that_have_been_run_are_not_run_again() {
    let (base, plan) = plans(SIX);
    let parts = || Parts::between(base.scenario(), plan.scenario()).unwrap();
    let options = Options::new(150);
    let anew = attribute(&base, &plan, parts(), &options).unwrap();
    let run = |plan: &Plan, first| crate::summary::run(plan, &Options { first, ..Options::new(200) }).unwrap();
    let (base_run, plan_run) = (run(&base, 1), run(&plan, 1));
    assert_eq!(attribute(&base_run, &plan_run, parts(), &options).unwrap(), anew);
    // Other replications are of no use.
    assert_eq!(attribute(&run(&base, 201), &plan_run, parts(), &options).unwrap(), anew);
    // Those of another plan show that they are what is used.
    assert_ne!(attribute(&plan_run, &base_run, parts(), &options).unwrap(), anew);
}

#[test]
fn the_whole_equals_the_difference_of_a_comparison() {
    let (base, plan) = plans(SIX);
    let parts = Parts::between(base.scenario(), plan.scenario()).unwrap();
    let options = Options::new(300);
    let of_six = attribute(&base, &plan, parts, &options).unwrap();
    let (base, alternatives) = (NamedPlan::new("base", base), [NamedPlan::new("plan", plan)]);
    let compared = compare(&base, &alternatives, &options, false).unwrap();
    let one = &compared.alternatives[0];
    let at = |id: &str| one.series().position(|series| series.measure.id == id && series.team.is_none()).unwrap();
    let whole = |headline| of_six.splits.iter().find(|split| split.headline == headline).unwrap().whole.mean;
    let rate = one.month(11, at("agency_rate")).unwrap().statistic.mean;
    assert!((whole(RunHeadline::AgencyRateAtEnd) - rate).abs() < 1e-6);
    assert!((whole(RunHeadline::Cost) - one.year(0, at("cost")).unwrap().statistic.mean).abs() < 0.02);
    assert!((whole(RunHeadline::Caseload) - one.year(0, at("caseload")).unwrap().statistic.mean).abs() < 1e-4);
}

#[test]
fn two_parts_share_their_interaction_equally() {
    // Posts and arrivals: the value of every subset is known from separate runs.
    let posts = "[team.cin]\nestablishment = 15\n";
    let fill = "[agency]\nfill = 0.9\n";
    let whole = |over: &str| split(over, 100).splits[2].whole.mean;
    let (one, two, both) = (whole(posts), whole(fill), whole(&format!("{posts}{fill}")));
    let shares = split(&format!("{posts}{fill}"), 100);
    let interaction = both - one - two;
    assert!(interaction.abs() > 100.0, "{interaction}");
    let share = |part: usize| shares.splits[2].parts[part].mean;
    assert_eq!(shares.addresses, ["team.cin", "agency"]);
    assert!((share(0) - (one + interaction / 2.0)).abs() < 0.02, "{}", share(0));
    assert!((share(1) - (two + interaction / 2.0)).abs() < 0.02, "{}", share(1));
}

#[test]
fn a_part_without_effect_gets_zero_in_every_replication() {
    let over = format!("{SIX}[route.unused.stage.in_post]\npay = 1\n");
    let (base, plan) = plans(&over);
    let parts = Parts::between(base.scenario(), plan.scenario()).unwrap();
    let shares = attribute(&base, &plan, parts, &Options::new(50)).unwrap();
    let idle = shares.addresses.iter().position(|address| address == "route.unused").unwrap();
    for split in &shares.splits {
        let part = &split.parts[idle];
        assert_eq!((part.mean, part.mc_error, part.range80()), (0.0, 0.0, (0.0, 0.0)));
    }
}

#[test]
fn sampled_orders_agree_with_all_orders_within_their_error() {
    let (exact, drawn) = (split(SIX, 200), split_with(SIX, 200, 3));
    assert_eq!((exact.orders, drawn.orders), (None, Some(32)));
    for (exact, drawn) in exact.splits.iter().zip(&drawn.splits) {
        assert_eq!((exact.whole.mean, exact.base), (drawn.whole.mean, drawn.base));
        let parts: i64 = drawn.parts.iter().map(|part| pence(part.mean * 1e4)).sum();
        assert_eq!(parts, pence(drawn.whole.mean * 1e4));
        for (part, (exact, drawn)) in exact.parts.iter().zip(&drawn.parts).enumerate() {
            assert!((exact.mean - drawn.mean).abs() <= 2.0 * drawn.mc_error, "{part}: {} {drawn:?}", exact.mean);
            assert!(drawn.mc_error >= 0.9 * exact.mc_error);
        }
    }
}

#[test]
fn one_part_gets_the_whole_and_no_parts_get_nothing() {
    let one = split("[agency]\nfill = 0.9\n", 50);
    assert_eq!(one.addresses, ["agency"]);
    assert!(one.splits.iter().all(|split| split.parts == [split.whole]));
    assert!(one.splits[0].whole.mean > 0.0);
    let none = split("name = \"The same\"\n", 50);
    assert!(none.names.is_empty() && none.splits.iter().all(|split| split.whole.mean == 0.0));
}

#[test]
fn without_cases_there_is_no_caseload_to_split() {
    let text = crate::examples::SMALL.replace("caseload = { reference = 20, maximum = 30 }\n", "");
    let text = text[..text.find("[demand]").unwrap()].to_owned();
    let files = BTreeMap::from([
        ("small.toml".to_owned(), text),
        (
            "over.toml".to_owned(),
            "base = \"small.toml\"\n[agency]\nfill = 0.9\n[team.cin]\nestablishment = 14\n".to_owned(),
        ),
    ]);
    let plan = |path: &str| Plan::new(Scenario::load(path, &files).unwrap_or_else(|errors| panic!("{errors}")));
    let (base, plan) = (plan("small.toml"), plan("over.toml"));
    let parts = Parts::between(base.scenario(), plan.scenario()).unwrap();
    let shares = attribute(&base, &plan, parts, &Options::new(20)).unwrap();
    let headlines: Vec<RunHeadline> = shares.splits.iter().map(|split| split.headline).collect();
    assert_eq!(headlines, [RunHeadline::AgencyRateAtEnd, RunHeadline::Cost]);
}

#[test]
fn the_number_of_scenarios_is_known_beforehand() {
    assert_eq!([0, 1, 2, 8].map(scenarios), [1, 2, 4, 256]);
    assert_eq!(scenarios(9), 2 + 32 * 8);
}
