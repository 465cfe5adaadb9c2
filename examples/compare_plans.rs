//! Compares two plans on the same futures: `cargo run --example compare_plans`.

use std::collections::BTreeMap;

use staffcast::compare::{NamedPlan, SavingsLine};
use staffcast::{Options, Plan, Scenario, compare};

const MORE_STAFF: &str = r#"
base = "small.toml"

[route.newly_qualified.stage.asye]
name = "First year"
pay = 38_000
caseload_share = 0.6

[intake.autumn]
route = "newly_qualified"
team = "cin"
month = "2016-09"
offers = 3
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files = BTreeMap::from([
        ("small.toml".to_owned(), include_str!("small.toml").to_owned()),
        ("more_staff.toml".to_owned(), MORE_STAFF.to_owned()),
    ]);
    let plan = |name: &str| -> Result<NamedPlan, Box<dyn std::error::Error>> {
        Ok(NamedPlan::new(name, Plan::new(Scenario::load(&format!("{name}.toml"), &files)?)))
    };
    let (base, more_staff) = (plan("small")?, plan("more_staff")?);
    let study = compare(&base, &[more_staff], &Options::of(&base.plan), false)?;
    for alternative in &study.alternatives {
        let net = alternative.savings.whole(SavingsLine::Net).ok_or("the run has no year")?;
        let [low, mean, high] = [net.statistic.p(10), net.statistic.mean, net.statistic.p(90)].map(f64::round);
        println!("{}: net saving {mean} pounds (80% of futures: {low} to {high})", alternative.name);
    }
    Ok(())
}
