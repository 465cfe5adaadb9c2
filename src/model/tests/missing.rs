//! Undefined figures are missing: neither zero nor infinite.

use super::{Story, service, story};
use crate::measures::counts::TeamCount::{OpenCases, PostsToCover, Unallocated};
use crate::run::{Layout, Options};
use crate::scenario::Series;
use crate::summary;

const NOBODY: &str = "[team.t]\nestablishment = 0\ncaseload = { reference = 20, maximum = 30, slowing = 1 }\n\
    [route.r.stage.s]\n[leaving]\nannual_rate = { all = 0.1 }\nworkload_effect = 0.02\n\
    [pathway.c]\nteam = \"t\"\ncounts_as = \"assessment\"\nmonths = 2\nin_time = 0.7\nin_time_slope = 1\n\
    next = { closed = \"rest\" }\n";

#[test]
fn the_caseload_of_a_team_without_case_holders_is_missing() {
    for cases in ["", "cases = 40\n"] {
        let plan = service(12, &format!("{NOBODY}{cases}"));
        let summary = summary::run(&plan, &Options::new(30)).expect("a run");
        for id in ["caseload", "caseload_full_load", "agency_rate", "vacancy_rate", "turnover"] {
            let measure = crate::measures::Measure::find(id).unwrap();
            for team in [None, Some(crate::ids::TeamId::new(0))] {
                let series = summary.find(Series { measure, team, of: None }).unwrap();
                let all = [summary.opening(series), summary.month(5, series), summary.year(0, series)];
                for statistic in all.map(Option::unwrap) {
                    assert_eq!(statistic.n_defined, 0, "{id}");
                    assert!(statistic.mean.is_nan() && statistic.percentiles.iter().all(|p| p.is_nan()), "{id}");
                }
            }
        }
    }
}

#[test]
fn a_team_without_staff_and_cases_can_be_simulated() {
    let story = story(&service(12, NOBODY), 1);
    assert_eq!(story.months.len(), 12);
    assert_eq!(story.last_team()[OpenCases], 0.0);
    assert_eq!(story.last_team()[Unallocated], 0.0);
}

#[test]
fn without_case_holders_all_cases_wait() {
    let story = story(&service(12, &format!("{NOBODY}cases = 40\n")), 1);
    assert!(story.months.iter().all(|record| record.teams[0][Unallocated] == 40.0));
}

#[test]
fn no_month_has_an_infinite_figure() {
    use super::world::{Rules, for_worlds};
    for_worlds(60, Rules::ALL, |world| {
        let plan = super::plan(&world.text);
        let row = plan.future(1).values;
        assert_eq!(row.len(), Layout::new(&plan).cells());
        assert!(row.iter().all(|value| !value.is_infinite()));
    });
}

fn adds_posts(story: &Story) -> bool {
    story.months.iter().any(|record| record.teams[0][PostsToCover] > 0.0)
}

/// Two posts while the caseload is above 20.
fn posts(months: u32) -> String {
    format!(
        "[change.posts]\nwhen = {{ measure = \"caseload\", team = \"t\", above = 20, months = {months} }}\n\
         stop = {{ below = 10 }}\nadd = {{ \"team.t.agency.standing_posts\" = 2 }}\n[agency]\ncover = 0\nfill = 0\n"
    )
}

#[test]
fn a_missing_caseload_is_above_no_level() {
    assert!(!adds_posts(&story(&service(12, &format!("{NOBODY}{}", posts(1))), 1)));
}

#[test]
fn with_cases_and_nobody_to_hold_them_the_caseload_is_above_any_level() {
    assert!(adds_posts(&story(&service(12, &format!("{NOBODY}cases = 40\n{}", posts(2))), 1)));
}
