//! Reads a scenario and prints one figure with its range: `cargo run --example ten_lines`.

use staffcast::measures::Measure;
use staffcast::{Options, Plan, Scenario, run};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let plan = Plan::new(Scenario::parse(include_str!("small.toml"))?);
    let summary = run(&plan, &Options::of(&plan))?;
    let rate = summary.service(Measure::AGENCY_RATE).at("2017-03".parse()?).ok_or("the run ends earlier")?;
    let percent = |share: f64| (100.0 * share).round();
    let [low, middle, high] = [rate.p(10), rate.median(), rate.p(90)].map(percent);
    println!("Agency rate in March 2017: {middle}% (80% of futures: {low}% to {high}%)");
    Ok(())
}
