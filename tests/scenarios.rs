//! The scenarios that are shipped do what their heads say.

#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot do without fails it")]

use std::path::Path;

use staffcast::measures::Measure;
use staffcast::plan::Plan;
use staffcast::run::Options;
use staffcast::scenario::{LoadError, Loader, Scenario, Series};
use staffcast::summary::compare::{SavingsLine, compare};
use staffcast::summary::{self, Summary};

struct Disk;

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        std::fs::read(path).map_err(|error| LoadError::Other(error.to_string()))
    }
}

fn plan(name: &str) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name.trim_start_matches('/'));
    let scenario = Scenario::load(&path.to_string_lossy(), &Disk).unwrap_or_else(|errors| panic!("{errors}"));
    Plan::new(&scenario)
}

fn measure(id: &str) -> &'static Measure {
    Measure::find(id).expect("a measure")
}

/// The means of a measure for a team (by id; none is the service) at the opening and in each month.
fn means(summary: &Summary<'_>, name: &str, team: Option<&str>) -> Vec<f64> {
    let scenario = summary.plan().scenario();
    let team = team.map(|id| scenario.teams.iter().position(|team| team.id == id).expect("a team of the scenario"));
    let index = summary.find(Series { measure: measure(name), team, of: None }).expect("a series of the scenario");
    summary.months(index).map(|(_, statistic)| statistic.mean).collect()
}

#[test]
fn shipped_scenarios_read_without_a_warning() {
    let mut read = 0;
    for folder in ["", "plans", "futures", "autumn-2015"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(folder);
        for entry in std::fs::read_dir(path).expect("a folder of scenarios") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let plan = plan(&format!("{folder}/{name}"));
            let warnings: Vec<String> = plan.warnings().iter().map(|w| w.problem.to_string()).collect();
            assert!(warnings.is_empty(), "{folder}/{name}: {warnings:?}");
            read += 1;
        }
    }
    assert!(read >= 16, "{read} scenarios");
}

#[test]
fn herefordshire_2016_starts_in_balance() {
    let plan = plan("herefordshire-2016.toml");
    let summary = summary::run(&plan, &Options::new(2_000)).expect("a run");
    let drifts_little = |what: &str, from: f64, to: f64| {
        assert!((to / from - 1.0).abs() < 0.1, "{what} drifts from {from:.1} to {to:.1} in six months");
    };
    for (measure, team) in [
        ("on_child_protection_plan", None),
        ("children_in_need", None),
        ("looked_after", None),
        ("caseload", Some("mash")),
        ("caseload", Some("cin")),
        ("caseload", Some("lac")),
    ] {
        let means = means(&summary, measure, team);
        for (month, &mean) in means.iter().enumerate().skip(1).take(6) {
            drifts_little(&format!("{measure} of {team:?} by month {month}"), means[0], mean);
        }
    }
    // A flow has no opening: the report's month had 192 assessments.
    let assessments = means(&summary, "assessments_completed", None);
    for &mean in assessments.iter().skip(1).take(6) {
        drifts_little("assessments completed", 192.0, mean);
    }
    for team in ["mash", "cin"] {
        let opening = means(&summary, "caseload", Some(team))[0];
        assert!(
            (24.0..29.5).contains(&opening),
            "{team} opens with {opening:.1} cases a worker, not the mid to late 20s"
        );
    }
    let agency = means(&summary, "agency_rate", None);
    assert!((agency[0] - 0.39).abs() < 0.002, "61:39 at the opening, not {:.3}", agency[0]);
    for pair in agency.windows(2).take(6) {
        assert!((pair[1] - pair[0]).abs() < 0.025, "the agency rate jumps from {:.3} to {:.3}", pair[0], pair[1]);
    }
}

/// A newcomer who changes nothing sees nothing drift before the first cohort comes, and no heap of unallocated cases.
#[test]
fn scenarios_to_start_from_open_in_balance_and_stay_within_reason() {
    for name in ["one-team", "county", "agency"] {
        let plan = plan(&format!("{name}.toml"));
        let summary = summary::run(&plan, &Options::new(2_000)).expect("a run");
        let agency = means(&summary, "agency_rate", None);
        let open = means(&summary, "open_cases", None);
        for month in 1..=5 {
            let drift = (agency[month] - agency[0]).abs();
            assert!(drift < 0.015, "{name}: the agency rate drifts by {drift:.3} in {month} months");
            let drift = (open[month] / open[0] - 1.0).abs();
            assert!(drift < 0.03, "{name}: open cases drift by {drift:.3} in {month} months");
        }
        let unallocated = means(&summary, "unallocated", None);
        assert!(unallocated[5] < 1.0, "{name}: {} cases without a worker by month 5", unallocated[5]);
        let index = summary.find(Series { measure: measure("unallocated"), team: None, of: None }).expect("a series");
        let (_, high) = summary.end(index).expect("a last month").range80();
        assert!(high < 0.25 * open[0], "{name}: {high} cases without a worker in a tenth of the futures");
    }
}

#[test]
fn the_hindcast_says_what_was_reported_within_a_range_that_is_of_use() {
    let plan = plan("herefordshire-2014-hindcast.toml");
    let summary = summary::run(&plan, &Options::new(4_000)).expect("a run");
    let reported = &plan.scenario().reported[0];
    let index = summary.find(reported.series.expect("a series")).expect("a series of the scenario");
    let november = summary.month(13, index).expect("a month of the run");
    let (low, high) = november.range80();
    println!("80% range {low:.3} to {high:.3}, reported {}, no change {:?}", reported.value, reported.no_change);
    assert!(high - low <= 0.15, "an 80% range of {:.0} points is of no use", 100.0 * (high - low));
    assert!((low..=high).contains(&reported.value), "{} is outside {low:.3} to {high:.3}", reported.value);
    let no_change = reported.no_change.expect("a guess of no change");
    assert!((november.median() - reported.value).abs() < (no_change - reported.value).abs());
}

/// What docs/compare.md says of the £600,000 of the report.
#[test]
fn six_hundred_thousand_pounds_are_less_agency_spend_and_not_money_saved() {
    let pounds = |base: &str| {
        let (base, happened) = (plan(base), [plan("autumn-2015/as-it-happened.toml")]);
        let comparison = compare(&base, &happened, &Options::new(1_000), false).expect("the same calendar");
        let savings = &comparison.alternatives[0].savings;
        let year = savings.years[SavingsLine::Net as usize].len() - 1;
        [
            savings.years[SavingsLine::Agency as usize][year].statistic,
            savings.cumulative[SavingsLine::AgencyPremium as usize][year].statistic,
            savings.cumulative[SavingsLine::Net as usize][year].statistic,
        ]
    };
    let [agency, premium, net] = pounds("autumn-2015/without-the-cohorts.toml");
    assert!(agency.holds_80(600_000.0), "less agency spend in 2016-17: {agency:?}");
    assert!(!premium.holds_80(600_000.0) && net.range80().1 < 0.0, "{premium:?} {net:?}");
    let [_, premium, net] = pounds("autumn-2015/without-any-recruitment.toml");
    assert!(premium.holds_80(600_000.0), "premium avoided since September 2014: {premium:?}");
    assert!(net.range80().1 < 0.0, "{net:?}");
}
