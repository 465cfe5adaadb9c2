use super::*;
use crate::measures::Measure;
use crate::plan::Plan;
use crate::random::{Purpose, Stream};
use crate::run::Options;
use crate::scenario::Scenario;
use crate::summary::{Summary, run};

fn team(name: &str, [posts, permanent, agency, cases]: [f64; 4]) -> OwnTeam {
    OwnTeam { name: name.to_owned(), posts, permanent, agency: Some(agency), cases: Some(cases) }
}

/// A service of three teams: 140 posts, 104 permanent and 26 agency FTE, 1,900 cases.
fn midshire() -> OwnService {
    OwnService {
        name: "Midshire".to_owned(),
        start: Month::new(2026, 11),
        teams: vec![
            team("Assessment", [50.0, 36.0, 10.0, 600.0]),
            team("Protection", [50.0, 37.0, 10.0, 700.0]),
            team("Children in care", [40.0, 31.0, 6.0, 600.0]),
        ],
        leaving: Some(0.17),
        newly_qualified: Some(8.0),
        experienced: Some(10.0),
        permanent_cost: Some(58_000.0),
        agency_cost: Some(82_000.0),
        referrals: Some(190.0),
        question: Some((0.15, Month::new(2028, 3))),
    }
}

/// The scenario, which must be valid and without a warning.
fn made(service: &OwnService) -> Scenario {
    let text = service.scenario();
    let scenario = Scenario::parse(&text).unwrap_or_else(|errors| panic!("{errors}\n{text}"));
    let warnings: Vec<String> = scenario.warnings.iter().map(|one| one.render(&scenario.sources)).collect();
    assert_eq!(warnings, [""; 0], "{text}");
    scenario
}

fn simulated(service: &OwnService, futures: u64) -> Summary {
    run(&Plan::new(made(service)), &Options::new(futures)).expect("a run")
}

/// Means of the service at the opening.
fn opening<const N: usize>(summary: &Summary, measures: [&str; N]) -> [f64; N] {
    measures.map(|id| {
        let series = summary.service_series(id).unwrap_or_else(|| panic!("{id}"));
        (summary.opening(series).expect(id).mean * 1e4).round() / 1e4
    })
}

/// The mean of a measure of the service over the first twelve months, added up.
fn first_year(summary: &Summary, id: &str) -> f64 {
    let series = summary.service_series(id).unwrap_or_else(|| panic!("{id}"));
    (0..12).filter_map(|month| summary.month(month, series)).map(|of| of.mean).sum()
}

#[test]
fn a_service_opens_with_what_was_entered() {
    let summary = simulated(&midshire(), 16);
    let of_service = opening(&summary, ["establishment", "permanent_fte", "agency_fte", "open_cases"]);
    assert_eq!(of_service, [140.0, 104.0, 26.0, 1_900.0]);
    for (id, [posts, permanent, agency, cases]) in [
        ("assessment", [50.0, 36.0, 10.0, 600.0]),
        ("protection", [50.0, 37.0, 10.0, 700.0]),
        ("children_in_care", [40.0, 31.0, 6.0, 600.0]),
    ] {
        let of = |measure| summary.team(id, measure).opening().expect(id).mean;
        assert_eq!(
            [of(Measure::ESTABLISHMENT), of(Measure::PERMANENT_FTE), of(Measure::AGENCY_FTE)],
            [posts, permanent, agency]
        );
        assert!((of(Measure::CASELOAD) - cases / (permanent + agency)).abs() < 1e-9, "{id}");
    }
}

#[test]
fn fractions_of_full_time_add_up_to_what_was_entered() {
    let mut service = midshire();
    for (team, (permanent, agency)) in service.teams.iter_mut().zip([(36.4, 9.7), (37.35, 10.25), (30.9, 5.5)]) {
        (team.permanent, team.agency) = (permanent, Some(agency));
    }
    let [permanent, agency] = opening(&simulated(&service, 8), ["permanent_fte", "agency_fte"]);
    assert!((permanent - 104.65).abs() < 1e-3 && (agency - 25.45).abs() < 1e-3, "{permanent} {agency}");
    assert!(service.notes().iter().any(|note| note.contains("may differ a little")));
    assert!(!midshire().notes().iter().any(|note| note.contains("may differ a little")));
}

#[test]
fn staff_leave_and_start_as_entered() {
    let summary = simulated(&midshire(), 1_000);
    let (leavers, person_years) = (first_year(&summary, "leavers"), first_year(&summary, "permanent_fte") / 12.0);
    assert!((leavers / person_years / 0.17 - 1.0).abs() < 0.04, "{leavers} of {person_years}");
    let joiners = first_year(&summary, "joiners");
    assert!((joiners - 18.0).abs() < 0.6, "{joiners}");
}

#[test]
fn agency_staff_demand_and_cases_are_in_balance() {
    // Nobody leaves or starts, so vacancies stay.
    let service = OwnService { leaving: Some(0.0), newly_qualified: Some(0.0), experienced: Some(0.0), ..midshire() };
    let summary = simulated(&service, 600);
    let mean = |id: &str| first_year(&summary, id) / 12.0;
    assert!((mean("agency_fte") / 26.0 - 1.0).abs() < 0.08, "{}", mean("agency_fte"));
    assert!((mean("open_cases") / 1_900.0 - 1.0).abs() < 0.04, "{}", mean("open_cases"));
}

#[test]
fn with_as_many_starters_as_leavers_agency_staff_stay_as_they_are() {
    let summary = simulated(&midshire(), 600);
    let series = summary.service_series("agency_fte").expect("agency staff");
    let third_year = (24..36).filter_map(|month| summary.month(month, series)).map(|of| of.mean).sum::<f64>() / 12.0;
    assert!((third_year / 26.0 - 1.0).abs() < 0.12, "{third_year}");
}

#[test]
fn the_question_is_a_target_within_the_run() {
    let mut service = midshire();
    let text = service.scenario();
    let target = "measure = \"agency_rate\"\nat_most = 0.15\nby = \"2028-03\"\n";
    assert!(text.contains(target) && text.contains("months = 36\n"), "{text}");
    service.question = Some((0.1, Month::new(2031, 3)));
    assert!(service.scenario().contains("months = 53\n"));
    assert!(simulated(&service, 8).target(0).is_some());
    service.question = None;
    assert!(!service.scenario().contains("[target"));
}

#[test]
fn nothing_is_planned_that_was_not_entered() {
    let scenario = made(&midshire());
    assert!(scenario.changes.is_empty() && scenario.budgets.is_empty() && scenario.awards.is_empty());
    let text = midshire().scenario();
    for table in ["[change", "[move", "[retention", "manage", "overtime", "blank"] {
        assert!(!text.contains(table), "{table}");
    }
}

#[test]
fn what_is_not_entered_is_englands_or_blank_and_says_so() {
    let team = OwnTeam { agency: None, cases: None, ..team("Duty", [40.0, 30.0, 0.0, 0.0]) };
    let service = OwnService {
        teams: vec![team],
        leaving: None,
        newly_qualified: None,
        experienced: None,
        permanent_cost: None,
        agency_cost: None,
        referrals: None,
        question: None,
        ..midshire()
    };
    let text = service.scenario();
    let errors = Scenario::parse(&text).expect_err("a blank");
    assert!(errors.draft.is_some(), "{errors}");
    assert_eq!(text.matches("blank = ").count(), 1, "{text}");
    for of_england in
        ["12.1% a year in England", "16.6% of permanent staff", "73.6% of vacancies in England", "St Helens"]
    {
        assert!(text.contains(of_england), "{of_england}: {text}");
    }
    assert!(!text.contains("[demand") && !text.contains("caseload]") && text.contains("workers = 8\n"), "{text}");
    // Cases without referrals stay open as long as in the middle one of England's authorities.
    let with_cases = OwnService { referrals: None, ..midshire() };
    assert!(made(&with_cases).warnings.is_empty());
    assert!(
        with_cases
            .scenario()
            .contains("per_month = { value = 133.9, source = \"assumption: the open cases over 14.2 months")
    );
}

#[test]
fn a_stay_that_no_authority_shows_is_told() {
    let stay = |referrals| OwnService { referrals: Some(referrals), ..midshire() }.notes().join("\n");
    let usual = stay(190.0);
    assert!(usual.contains("A case stays open for 10 months") && !usual.contains("outside"), "{usual}");
    assert!(stay(400.0).contains("That is outside the 9.3 to 21.3 months"), "{}", stay(400.0));
}

#[test]
fn any_service_of_one_to_six_teams_is_a_scenario() {
    let stream = Stream::new(1, Purpose::Resample, "own service");
    for copy in 0..60 {
        let mut drawn = 0;
        let mut between = |low: f64, high: f64| {
            drawn += 1;
            low + (high - low) * stream.at(drawn).of(copy)
        };
        let number = between(1.0, 6.99) as usize;
        let teams = (0..number).map(|place| {
            let (posts, permanent) = (between(0.0, 60.0).round(), between(1.0, 60.0).round() / 2.0);
            team(
                ["Duty", "Front Door", "front-door", "16+", "\"Quoted\" \\ é", "value"][place],
                [
                    posts,
                    permanent,
                    (between(-8.0, 20.0) * 2.0).round().max(0.0) / 2.0,
                    (permanent * between(-5.0, 30.0)).round().max(0.0),
                ],
            )
        });
        let teams: Vec<OwnTeam> = teams.collect();
        if teams.iter().all(|team| team.posts == 0.0) {
            continue;
        }
        let service = OwnService {
            teams,
            newly_qualified: Some(between(0.0, 20.0).round()),
            experienced: Some(between(0.0, 40.0)),
            leaving: Some(between(0.0, 0.6)),
            referrals: Some(between(20.0, 300.0)),
            start: Month::new(2026, 1).plus(between(0.0, 24.0) as i32),
            ..midshire()
        };
        // The form refuses a shorter stay.
        if service.months_open().is_some_and(|months| months < 1.0) {
            continue;
        }
        let text = service.scenario();
        if let Err(errors) = Scenario::parse(&text) {
            panic!("{errors}\n{text}");
        }
    }
}

#[test]
fn parts_add_up_and_are_nearest_to_their_shares() {
    assert_eq!(divided(8, &[50.0, 50.0, 40.0]), [3, 3, 2]);
    assert_eq!(divided(5, &[0.0, 0.0]), [5, 0]);
    assert_eq!(divided(104, &[36.0, 37.0, 31.0]), [36, 37, 31]);
    assert_eq!(divided(1, &[1.0, 1.0, 1.0]), [1, 0, 0]);
    assert_eq!(divided(0, &[3.0]), [0]);
}
