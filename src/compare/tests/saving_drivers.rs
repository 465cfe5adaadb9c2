//! What a saving depends on, in a world where it is known.

use std::collections::BTreeMap;

use crate::compare::{NamedPlan, compare};
use crate::examples::TEN_WHO_STAY;
use crate::plan::Plan;
use crate::run::Options;
use crate::scenario::Scenario;

/// Ten people who stay; an agency worker is charged at an uncertain price.
fn base() -> String {
    TEN_WHO_STAY
        .replace("charge_per_hour = 38", "charge_per_hour = { uniform = { low = 18, high = 25 } }")
        .replace("comparator = 36_000", "comparator = { uniform = { low = 30_000, high = 40_000 } }")
}

#[test]
fn a_saving_that_depends_on_one_price_has_the_spread_of_that_price() {
    let plan = "base = \"base.toml\"\nname = \"The plan\"\n[change.more]\nfrom = \"2016-04\"\n\
                set = { \"workforce.hours\" = 1.2 }\n";
    let files = BTreeMap::from([("base.toml".to_owned(), base()), ("plan.toml".to_owned(), plan.to_owned())]);
    let named = |name: &str| {
        let scenario = Scenario::load(&format!("{name}.toml"), &files).expect("valid");
        NamedPlan::new(name, Plan::new(scenario))
    };
    let study =
        |futures| compare(&named("base"), &[named("plan")], &Options::new(futures), false).expect("one calendar");
    let of_many = study(4_000);
    let drivers = of_many.saving_drivers()[0].as_ref().expect("it varies");
    // Two FTE for 15 months at the charge of 37 hours in 46 weeks: the standard deviation of a uniform between two ends is their distance
    // over the root of 12.
    let known = 2.0 * 15.0 * 37.0 * 46.0 / 12.0 * 7.0 / 12.0_f64.sqrt();
    assert!((drivers.sd - known).abs() < 0.02 * known, "{} for {known}", drivers.sd);
    let share = |address: &str| {
        let input = drivers.inputs.iter().find(|one| one.addresses == [address]).expect("an input");
        input.shares[0]
    };
    assert!(share("agency.charge_per_hour").share > 0.99);
    assert!(!share("agency.comparator").is_clear());
    assert!(study(300).saving_drivers()[0].is_none());
}
