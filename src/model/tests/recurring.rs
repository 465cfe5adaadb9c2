//! Intakes that recur and that are split between teams.

use super::{Event, Origin, Story, figures, mean, service, story};
use crate::measures::counts::TeamCount::{Cost, Joiners, PermanentHeads};
use crate::plan::Plan;

const TEAMS: &str = "[team.cin]\nestablishment = 0\n[team.mash]\nestablishment = 0\n[route.r.stage.s]\n";
const NOBODY_LEAVES: &str = "[leaving]\nannual_rate = { all = 0 }\n";
const SOME_LEAVE: &str = "[leaving]\nannual_rate = { all = 0.4 }\n";

/// Five years from April 2016 with these intakes.
fn five_years(leaving: &str, intakes: &str) -> Plan {
    service(60, &format!("{TEAMS}{leaving}{intakes}"))
}

/// An intake by the only route, with these lines.
fn intake(id: &str, lines: &str) -> String {
    format!("[intake.{id}]\nroute = \"r\"\n{lines}\n")
}

/// By month, the people in post in each team.
fn heads(plan: &Plan) -> Vec<[f64; 2]> {
    story(plan, 1).months.iter().map(|month| [month.teams[0][PermanentHeads], month.teams[1][PermanentHeads]]).collect()
}

/// What happens to the people of some arrivals: the month, what, and whose, by the address and the number.
fn lives(plan: &Plan, n: u64, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let Story { events, .. } = story(plan, n);
    let mut lives = Vec::new();
    for (month, event) in
        events.iter().enumerate().flat_map(|(month, events)| events.iter().map(move |one| (month, one)))
    {
        let (kind, people) = match event {
            Event::Started(people) => ("started", people),
            Event::Left(people) => ("left", people),
            _ => continue,
        };
        let Origin::Intake(index) = people.origin else { continue };
        let address = &plan.scenario().intakes[index].address;
        if is_wanted(address) {
            lives.push(format!("{month} {kind} {address} {:?} {}", people.number, people.heads));
        }
    }
    lives
}

#[test]
fn a_recurring_intake_is_the_same_intakes_written_out() {
    let each = |year: u32, team: &str, offers: u32| {
        let lines = format!("team = \"{team}\"\nmonth = \"{year}-09\"\noffers = {offers}\ncost_per_start = 100");
        intake(&format!("{team}_{year}"), &lines)
    };
    let written_out: String = (2016..=2020).map(|year| each(year, "cin", 7) + &each(year, "mash", 3)).collect();
    let recurring =
        intake("nqsw", "teams = { cin = 7, mash = 3 }\nmonth = \"2016-09\"\nevery = 12\ncost_per_start = 100");
    let (one, other) = (five_years(NOBODY_LEAVES, &written_out), five_years(NOBODY_LEAVES, &recurring));
    let (one, other) = (story(&one, 1), story(&other, 1));
    for (month, (one, other)) in one.months.iter().zip(&other.months).enumerate() {
        for team in 0..2 {
            for count in [PermanentHeads, Joiners, Cost] {
                assert_eq!(one.teams[team][count], other.teams[team][count], "{month} {team} {count:?}");
            }
        }
    }
    assert_eq!(one.months[59].teams[0][PermanentHeads], 35.0);
    assert_eq!(one.months[59].teams[1][PermanentHeads], 15.0);
}

#[test]
fn arrivals_come_every_so_many_months_until_the_last_that_is_allowed() {
    // April 2016 is month 0: arrivals of two in months 5, 15, 25 and 35, of which the last may be in month 34.
    let lines = "team = \"cin\"\nmonth = \"2016-09\"\nevery = 10\nuntil = \"2019-02\"\noffers = 2";
    let heads = heads(&five_years(NOBODY_LEAVES, &intake("i", lines)));
    let expected = |month: usize| [5, 15, 25].iter().filter(|&&arrival| arrival <= month).count() as f64 * 2.0;
    (0..60).for_each(|month| assert_eq!(heads[month], [expected(month), 0.0], "{month}"));
}

#[test]
fn an_arrival_before_the_run_counts_for_the_rhythm_alone() {
    let lines = "team = \"cin\"\nmonth = \"2011-09\"\nevery = 24\noffers = 2";
    let heads = heads(&five_years(NOBODY_LEAVES, &intake("i", lines)));
    // September 2017, 2019: months 17 and 41.
    assert_eq!([16, 17, 40, 41, 59].map(|month| heads[month][0]), [0.0, 2.0, 2.0, 4.0, 4.0]);
}

#[test]
fn an_arrival_has_what_its_own_table_states_and_the_rest_from_its_intake() {
    let lines = "teams = { cin = 4, mash = 2 }\nmonth = \"2016-09\"\nevery = 12\n\
        [intake.i.2017-09]\nteams = { mash = 5 }\n[intake.i.2018-09]\ntake_up = 0\n[intake.i.2019-09]\nteams = { cin = 0, mash = 0 }";
    let heads = heads(&five_years(NOBODY_LEAVES, &intake("i", lines)));
    let after_each_september = [5, 17, 29, 41, 53].map(|month| heads[month]);
    assert_eq!(after_each_september, [[4.0, 2.0], [8.0, 7.0], [8.0, 7.0], [8.0, 7.0], [12.0, 9.0]]);
}

#[test]
fn a_team_may_join_for_one_arrival() {
    let lines = "teams = { cin = 4 }\nmonth = \"2016-09\"\nevery = 12\nuntil = \"2018-09\"\n[intake.i.2017-09]\nteams = { mash = 1 }";
    assert_eq!(heads(&five_years(NOBODY_LEAVES, &intake("i", lines)))[59], [12.0, 1.0]);
}

#[test]
fn a_change_reaches_the_arrivals_in_its_months() {
    let lines = "teams = { cin = 4, mash = 2 }\nmonth = \"2016-09\"\nevery = 12\n[intake.i.2020-09]\nteams = { cin = 1 }\n\
        [change.fewer]\nfrom = \"2017-09\"\nuntil = \"2017-09\"\nset = { \"intake.i.teams.cin\" = 0 }\n\
        [change.none]\nfrom = \"2019-01\"\nmultiply = { \"intake.i.teams\" = 0 }\n\
        [change.more]\nfrom = \"2020-01\"\nadd = { \"intake.i.2020-09.teams.cin\" = 8 }";
    let heads = heads(&five_years(NOBODY_LEAVES, &intake("i", lines)));
    assert_eq!(
        [5, 17, 29, 41, 53].map(|month| heads[month]),
        [[4.0, 2.0], [4.0, 4.0], [8.0, 6.0], [8.0, 6.0], [17.0, 6.0]]
    );
}

#[test]
fn all_arrivals_of_a_future_share_an_uncertain_input_but_not_luck() {
    let starters = |plan: &Plan, n| {
        let months = story(plan, n).months;
        [5, 17, 29, 41].map(|month: usize| months[month].teams[0][Joiners])
    };
    let coin = "take_up = { discrete = { values = [0, 1], weights = [1, 1] } }";
    let yearly = "team = \"cin\"\nmonth = \"2016-09\"\nevery = 12\noffers = 6";
    let plan = five_years(NOBODY_LEAVES, &intake("i", &format!("{yearly}\n{coin}")));
    let shared: Vec<[f64; 4]> = (1..=200).map(|n| starters(&plan, n)).collect();
    assert!(shared.iter().all(|starters| [[0.0; 4], [6.0; 4]].contains(starters)), "{shared:?}");
    assert!((60..=140).contains(&shared.iter().filter(|starters| starters[0] > 0.0).count()));

    let even = five_years(NOBODY_LEAVES, &intake("i", &format!("{yearly}\ntake_up = 0.5")));
    let own: Vec<[f64; 4]> = (1..=400).map(|n| starters(&even, n)).collect();
    for (one, other) in [(0, 1), (0, 3), (2, 3)] {
        // Binomial counts of 6 with 1/2 have a variance of 1.5; independent ones, a covariance of 0 with a standard error of
        // 1.5 over the square root of their number.
        let of_both: Vec<f64> = own.iter().map(|starters| (starters[one] - 3.0) * (starters[other] - 3.0)).collect();
        assert!(mean(&of_both).abs() < 5.0 * 1.5 / 20.0, "{}", mean(&of_both));
    }

    // A figure that an arrival states for itself is another figure, with a draw of its own.
    let apart = five_years(NOBODY_LEAVES, &intake("i", &format!("{yearly}\n{coin}\n[intake.i.2017-09]\n{coin}")));
    let differ = figures(&apart, 200, |story| {
        f64::from(story.months[5].teams[0][Joiners] != story.months[17].teams[0][Joiners])
    });
    assert!((0.3..0.7).contains(&mean(&differ)), "{}", mean(&differ));
}

#[test]
fn the_first_arrival_and_all_other_intakes_are_the_same_people_with_every_as_without() {
    let other = intake("other", "team = \"mash\"\nmonth = \"2017-01\"\noffers = 9\ntake_up = 0.6");
    let lines = "team = \"cin\"\nmonth = \"2016-09\"\noffers = 9\ntake_up = 0.6";
    let once = five_years(SOME_LEAVE, &(intake("i", lines) + &other));
    let often = five_years(SOME_LEAVE, &(intake("i", &format!("{lines}\nevery = 6")) + &other));
    for n in 1..=50 {
        let without = lives(&once, n, |_| true);
        let with = lives(&often, n, |address| ["intake.i.2016-09", "intake.other"].contains(&address));
        let with: Vec<String> = with.iter().map(|life| life.replace(".2016-09", "")).collect();
        assert_eq!(without, with);
        assert!(lives(&often, n, |_| true).len() > with.len());
    }
}

#[test]
fn later_arrivals_and_other_teams_leave_those_before_as_they_were() {
    let lines = |teams: &str, until: &str| {
        format!("teams = {{ {teams} }}\nmonth = \"2016-09\"\nevery = 12\nuntil = \"{until}\"\ntake_up = 0.6")
    };
    let plan = |teams: &str, until: &str| five_years(SOME_LEAVE, &intake("i", &lines(teams, until)));
    let (short, long) = (plan("mash = 6", "2017-09"), plan("cin = 5, mash = 9", "2020-09"));
    let of_first = |life: &String| {
        // Three more offers to a team do not disturb the first six.
        let number =
            life.split(' ').find_map(|word| word.strip_prefix("Some(")?.strip_suffix(')')?.parse::<u32>().ok());
        number.is_some_and(|number| number < 6)
    };
    let left = |plan: &Plan, n| {
        let wanted = |address: &str| ["intake.i.2016-09.mash", "intake.i.2017-09.mash"].contains(&address);
        let lives = lives(plan, n, wanted).into_iter().filter(of_first);
        lives.collect::<Vec<String>>()
    };
    (1..=50).for_each(|n| assert_eq!(left(&short, n), left(&long, n)));
    assert!((1..=50).any(|n| !left(&short, n).is_empty()));
}

#[test]
fn arrivals_are_not_the_same_people() {
    let lines = "teams = { cin = 9, mash = 9 }\nmonth = \"2016-09\"\nevery = 12\ntake_up = 0.5";
    let plan = five_years(NOBODY_LEAVES, &intake("i", lines));
    let same = |one: (usize, usize), other: (usize, usize)| {
        mean(&figures(&plan, 100, move |story| {
            let of = |(month, team): (usize, usize)| story.months[month].teams[team][Joiners];
            f64::from(of(one) == of(other))
        }))
    };
    // Two binomial counts of 9 with 1/2 are equal with probability C(18, 9) / 2^18 = 0.185.
    for (one, other) in [((5, 0), (17, 0)), ((5, 0), (5, 1)), ((17, 1), (29, 1))] {
        assert!(same(one, other) < 0.5, "{}", same(one, other));
    }
}
