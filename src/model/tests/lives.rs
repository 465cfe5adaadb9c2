//! Law 8: people who arrive have lives of their own, which do not depend on anybody else.

use std::collections::BTreeMap;

use super::{Event, Origin, People, Story, run, service};
use crate::model::State;
use crate::plan::Plan;

/// A person who arrived during the run: intake, month of arrival (without trainees, that in which their service began)
/// and number.
type PersonId = (usize, i32, u32);

/// The identity of a person of an intake; `None` for anybody else.
fn id(people: People) -> Option<PersonId> {
    let Origin::Intake(intake) = people.origin else { return None };
    Some((intake, people.service_from, people.number?))
}

/// What happened to a person.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Passed,
    Failed,
    Left,
    Moved,
}

/// By person, what happened to them in which month.
type Lives = BTreeMap<PersonId, Vec<(usize, Step)>>;

fn lives(story: &Story) -> Lives {
    let mut lives = Lives::new();
    for (month, events) in story.events.iter().enumerate() {
        for &event in events {
            let (people, step) = match event {
                Event::Passed(people) => (people, Step::Passed),
                Event::Failed(people) => (people, Step::Failed),
                Event::Left(people) => (people, Step::Left),
                Event::Moved { people, .. } => (people, Step::Moved),
                _ => continue,
            };
            if let Some(person) = id(people) {
                lives.entry(person).or_default().push((month, step));
            }
        }
    }
    lives
}

/// The lives of people in replications 1 to `n` of a plan.
fn all_lives(plan: &Plan, n: u64) -> Vec<Lives> {
    let mut state = State::new(plan);
    (1..=n).map(|n| lives(&run(plan, n, &mut state))).collect()
}

/// The month in which a person was last in post; `None` if they were until the end.
fn gone(life: &[(usize, Step)]) -> Option<usize> {
    life.iter().find(|(_, step)| matches!(step, Step::Left | Step::Failed)).map(|&(month, _)| month)
}

/// Two teams, a first year that not all complete, a dated intake of `offers` offers, a later one and a campaign.
fn town(offers: u32, rate: f64, more: &str) -> Plan {
    let other = if rate == 0.0 { 0.0 } else { rate + 0.1 };
    service(
        36,
        &format!(
            "[team.a]\nestablishment = 20\n[team.b]\nestablishment = 20\n\
             [route.r.stage.asye]\nmonths = 12\ncompletion = 0.8\n[route.r.stage.qualified]\n\
             [staff.a]\nteam = \"a\"\nroute = \"r\"\nheads = 5\nmonths_in_service = 3\n\
             [staff.b]\nteam = \"b\"\nroute = \"r\"\nheads = 5\nmonths_in_service = 30\n\
             [intake.first]\nteam = \"a\"\nroute = \"r\"\nmonth = \"2016-06\"\noffers = {offers}\ntake_up = 0.8\n\
             [intake.second]\nteam = \"a\"\nroute = \"r\"\nmonth = \"2016-09\"\noffers = 5\ntake_up = 0.8\n\
             [intake.adverts]\nteam = \"b\"\nroute = \"r\"\nper_month = 0.5\n\
             [leaving]\nannual_rate = {{ under_2y = {rate}, from_2y = {other} }}\n{more}"
        ),
    )
}

/// How often `step` occurs.
fn count(lives: &[Lives], step: Step) -> usize {
    lives.iter().flat_map(Lives::values).flatten().filter(|(_, one)| *one == step).count()
}

#[test]
fn four_more_offers_leave_the_lives_of_everybody_else_as_they_were() {
    let (six, ten) = (all_lives(&town(6, 0.3, ""), 50), all_lives(&town(10, 0.3, ""), 50));
    let added = |person: &PersonId| person.0 == 0 && person.2 >= 6;
    assert!(ten.iter().flat_map(Lives::keys).any(added), "nobody took up the four offers");
    let mut others = ten;
    for lives in &mut others {
        lives.retain(|person, _| !added(person));
    }
    assert_eq!(six, others);
    for step in [Step::Passed, Step::Failed, Step::Left] {
        assert!(count(&six, step) > 50, "too few to show anything: {step:?}");
    }
}

#[test]
fn people_leave_in_the_same_month_whether_or_not_they_move_between_teams_with_equal_rates() {
    let one = |id, month, from, to| {
        format!(
            "[move.{id}]\nmonth = \"{month}\"\nroute = \"r\"\nfrom_team = \"{from}\"\nto_team = \"{to}\"\nheads = 4\n"
        )
    };
    let moves = [one("there", "2016-11", "a", "b"), one("back", "2017-05", "b", "a")].concat();
    let (still, moved) = (all_lives(&town(6, 0.5, ""), 50), all_lives(&town(6, 0.5, &moves), 50));
    assert!(count(&moved, Step::Moved) > 200, "too few move to show anything");
    let mut leave_after_a_move = 0;
    let mut without_moves = moved;
    for lives in &mut without_moves {
        for life in lives.values_mut() {
            let moves = life.iter().any(|(_, step)| *step == Step::Moved);
            leave_after_a_move += usize::from(moves && gone(life).is_some());
            life.retain(|(_, step)| *step != Step::Moved);
        }
        lives.retain(|_, life| !life.is_empty());
    }
    assert_eq!(still, without_moves);
    assert!(leave_after_a_move > 100, "too few leave after a move to show anything");
}

#[test]
fn at_a_higher_leaving_rate_nobody_leaves_later() {
    let rates = [0.1, 0.3, 0.31, 0.8].map(|rate| all_lives(&town(6, rate, ""), 50));
    for (low, high) in rates.iter().zip(&rates[1..]) {
        let mut sooner = 0;
        for (low, high) in low.iter().zip(high) {
            for (person, life) in low {
                let Some(last) = gone(life) else { continue };
                let sooner_or_then = high.get(person).and_then(|life| gone(life));
                assert!(sooner_or_then.is_some_and(|month| month <= last), "{person:?} {last} {sooner_or_then:?}");
                sooner += usize::from(sooner_or_then < Some(last));
            }
        }
        assert!(sooner > 0);
    }
}

/// Asserts that the months served by 20,000 people are exponential in the hazard: `rate(month)` is the yearly rate in
/// a month of service, and the chance of staying until its end is exp(-1/12 of the sum of the rates so far). Chi-square
/// within five of its standard errors. Somebody with longer service has borne some of the hazard of the later bands before
/// they enter them.
#[track_caller]
fn assert_exponential(leaving: &str, rate: impl Fn(usize) -> f64) {
    const MONTHS: usize = 24;
    const OFFERS: usize = 50;
    const REPLICATIONS: usize = 400;
    let plan = service(
        MONTHS,
        &format!(
            "[team.t]\nestablishment = 0\n[route.r.stage.s]\n\
             [staff.older]\nteam = \"t\"\nroute = \"r\"\nheads = 1\nmonths_in_service = 60\n\
             [intake.i]\nteam = \"t\"\nroute = \"r\"\nmonth = \"2016-04\"\noffers = {OFFERS}\n{leaving}"
        ),
    );
    let mut left = [0.0; MONTHS];
    for lives in all_lives(&plan, REPLICATIONS as u64) {
        lives.values().filter_map(|life| gone(life)).for_each(|month| left[month] += 1.0);
    }
    let people = (OFFERS * REPLICATIONS) as f64;
    let (mut hazard, mut chi_square) = (0.0, 0.0);
    let mut add = |observed: f64, expected: f64| chi_square += (observed - expected) * (observed - expected) / expected;
    for (month, &left) in left.iter().enumerate() {
        let before = libm::exp(-hazard);
        hazard += rate(month) / 12.0;
        add(left, people * (before - libm::exp(-hazard)));
    }
    add(people - left.iter().sum::<f64>(), people * libm::exp(-hazard));
    let freedom = MONTHS as f64;
    let error = (2.0 * freedom).sqrt();
    assert!((chi_square - freedom).abs() <= 5.0 * error, "chi-square {chi_square} of {freedom} degrees of freedom");
}

#[test]
fn months_served_are_exponential_in_the_leaving_hazard() {
    assert_exponential("[leaving]\nannual_rate = { all = 0.6 }", |_| 0.6);
}

#[test]
fn months_served_are_exponential_when_a_dated_change_alters_the_rate_midway() {
    let change = "[change.c]\nfrom = \"2016-12\"\nuntil = \"2017-06\"\nmultiply = { \"leaving.annual_rate\" = 2.5 }\n";
    let leaving = format!("[leaving]\nannual_rate = {{ all = 0.4 }}\n{change}");
    assert_exponential(&leaving, |month| if (8..15).contains(&month) { 1.0 } else { 0.4 });
}

#[test]
fn months_served_are_exponential_through_bands_of_service() {
    let leaving = "[leaving]\nannual_rate = { under_1y = 0.9, from_1y = 0.3 }";
    assert_exponential(leaving, |month| if month < 12 { 0.9 } else { 0.3 });
}
