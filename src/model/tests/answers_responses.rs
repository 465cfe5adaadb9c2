//! Responses: known answers for when they begin and end, and for what they may change.

use std::fmt::Write as _;

use super::{Event, State, Story, assert_mean, assert_near, figures, plan, run, service, story};
use crate::measures::CostLine;
use crate::measures::counts::ResponseCount::{self, Cost, InForce, Starts};
use crate::measures::counts::ServiceCount::{self, CameBack, Contacts, Referrals, TurnedAway};
use crate::measures::counts::StageCount::ClosedEarly;
use crate::measures::counts::TeamCount::{
    AgencyLeavers, Establishment, FullLoadFte, Handovers, Joiners, NetBorrowed, OpenCases, Overspend, Unallocated,
};
use crate::measures::month_record::MonthRecord;
use crate::model::ResponseStep;

/// Two teams of posts alone: those of the first are `posts` at the opening and in each month from April 2016, those of the second
/// 1, and 2 while the response is in force. The first of `posts` is also that of the opening.
fn respond(posts: &[u32], response: &str) -> Story {
    let mut text = format!("[team.t]\nestablishment = {}\n[leaving]\nannual_rate = {{ all = 0 }}\n", posts[0]);
    for (month, posts) in posts.iter().enumerate().skip(1) {
        let (year, month) = (2016 + (month + 3) / 12, (month + 3) % 12 + 1);
        let _ = write!(
            text,
            "[change.m{year}_{month}]\nfrom = \"{year}-{month:02}\"\nuntil = \"{year}-{month:02}\"\n\
             set = {{ \"team.t.establishment\" = {posts} }}\n"
        );
    }
    let _ =
        write!(text, "[team.u]\nestablishment = 1\n[change.r]\n{response}\nset = {{ \"team.u.establishment\" = 2 }}\n");
    story(&service(posts.len(), &text), 1)
}

/// The months in which the response is in force, `#`, and in which it is not.
fn in_force(story: &Story) -> String {
    let one = |month: &MonthRecord| {
        let is = month.responses[0][InForce] == 1.0;
        assert_eq!(month.teams[1][Establishment], if is { 2.0 } else { 1.0 });
        if is { '#' } else { '.' }
    };
    story.months.iter().map(one).collect()
}

fn steps(story: &Story) -> Vec<(usize, ResponseStep)> {
    let of_month = |(month, events): (usize, &Vec<Event>)| -> Vec<(usize, ResponseStep)> {
        let step = |event: &Event| match *event {
            Event::Response { step, .. } => Some((month, step)),
            _ => None,
        };
        events.iter().filter_map(step).collect()
    };
    story.events.iter().enumerate().flat_map(of_month).collect()
}

const WHEN: &str = "when = { measure = \"vacancies\", team = \"t\", above = 5 }";

#[test]
fn it_is_in_force_in_the_month_after_a_figure_beyond_the_level() {
    // April is decided by the opening, May by the end of April.
    assert_eq!(in_force(&respond(&[0, 6, 6, 5, 0, 9, 0], WHEN)), "..##..#");
    assert_eq!(in_force(&respond(&[6, 6, 5, 5], WHEN)), "###.");
    let below = "when = { measure = \"vacancies\", team = \"t\", below = 5 }";
    assert_eq!(in_force(&respond(&[6, 4, 5, 4, 6], below)), "..#.#");
}

#[test]
fn the_opening_has_no_flow_and_no_money() {
    for measure in ["cost", "leavers"] {
        let below = format!("when = {{ measure = \"{measure}\", below = 5 }}");
        assert_eq!(in_force(&respond(&[0; 4], &below)), ".###", "{measure}");
    }
}

#[test]
fn consecutive_months_count_from_the_opening() {
    let three = "when = { measure = \"vacancies\", team = \"t\", above = 5, months = 3 }";
    assert_eq!(in_force(&respond(&[6, 6, 6, 6, 0, 6, 6, 6, 6], three)), "..###...#");
}

#[test]
fn it_ends_by_stop_and_never_while_when_holds() {
    let stop = format!("{WHEN}\nstop = {{ below = 3 }}");
    assert_eq!(in_force(&respond(&[0, 6, 4, 4, 2, 0, 0, 0], &stop)), "..###...");
    let two_months = format!("{WHEN}\nstop = {{ below = 3, months = 2 }}");
    assert_eq!(in_force(&respond(&[0, 6, 2, 4, 2, 2, 0, 0], &two_months)), "..####..");
    // Vacancies of 7 are above 5 and below 9.
    let overlapping = format!("{WHEN}\nstop = {{ below = 9 }}");
    assert_eq!(in_force(&respond(&[0, 7, 7, 7, 4, 0, 0], &overlapping)), "..###..");
}

#[test]
fn a_missing_figure_begins_nothing_and_ends_what_is_in_force() {
    // Without posts and staff there is no vacancy rate, and it is on neither side of the level of `stop`.
    let rate = "when = { measure = \"vacancy_rate\", team = \"t\", above = 0.5 }\nstop = { below = 0.2 }";
    assert_eq!(in_force(&respond(&[0, 6, 6, 0, 0, 6, 6], rate)), "..##..#");
}

#[test]
fn a_month_that_eases_before_it_is_in_force_does_not_count() {
    let response = format!("{WHEN}\nstop = {{ below = 3, months = 2 }}\nafter = 3");
    // Decided on in June, in force from September; the ends of June to August do not count, those of September and October do.
    assert_eq!(in_force(&respond(&[0, 6, 0, 0, 0, 0, 0, 0, 0], &response)), ".....##..");
}

#[test]
fn it_works_some_months_after_the_decision_whatever_happens_until_then() {
    let story = respond(&[0, 6, 0, 0, 0, 0], &format!("{WHEN}\nafter = 2"));
    assert_eq!(in_force(&story), "....#.");
    assert_eq!(steps(&story), [(2, ResponseStep::Decided), (4, ResponseStep::Began), (5, ResponseStep::Ended)]);
}

#[test]
fn dates_bound_it() {
    let bounded = format!("{WHEN}\nfrom = \"2016-06\"\nuntil = \"2016-08\"");
    assert_eq!(in_force(&respond(&[9; 8], &bounded)), "..###...");
    // What could only begin after the last date is not decided on.
    let late = respond(&[9; 6], &format!("{WHEN}\nafter = 3\nuntil = \"2016-06\""));
    assert_eq!((in_force(&late).as_str(), steps(&late).len()), ("......", 0));
}

#[test]
fn starts_are_limited_by_financial_year_and_paid_for_each_time() {
    let posts: Vec<u32> = (0..14).map(|month| if month % 2 == 0 { 6 } else { 0 }).collect();
    let story = respond(&posts, &format!("{WHEN}\nat_most = 2\ncost_once = 100\ncost_per_month = 7"));
    // April 2017 is the thirteenth month.
    assert_eq!(in_force(&story), "##.#.........#");
    let sum = |count: ResponseCount| story.months.iter().map(|month| month.responses[0][count]).sum::<f64>();
    assert_eq!((sum(Starts), sum(InForce), sum(Cost)), (3.0, 4.0, 100.0 * (300.0 + 28.0)));
    let plan_costs: f64 = story.months.iter().map(|month| month.lines[CostLine::PlanCosts as usize]).sum();
    assert_eq!(plan_costs, sum(Cost));
}

#[test]
fn it_comes_into_full_effect_in_steps_each_time() {
    let text = "[team.t]\nestablishment = 6\n[team.u]\nestablishment = 1\n[leaving]\nannual_rate = { all = 0 }\n\
        [change.m]\nfrom = \"2016-08\"\nuntil = \"2016-08\"\nset = { \"team.t.establishment\" = 0 }\n\
        [change.r]\nphase_in = 4\nadd = { \"team.u.establishment\" = 8 }\n";
    let plan = service(8, &format!("{text}{WHEN}\n"));
    let posts: Vec<f64> = story(&plan, 1).months.iter().map(|month| month.teams[1][Establishment]).collect();
    assert_eq!(posts, [3.0, 5.0, 7.0, 9.0, 9.0, 1.0, 3.0, 5.0]);
}

#[test]
fn edits_of_dated_changes_and_responses_apply_in_file_order() {
    let change = "[change.c]\nfrom = \"2016-04\"\nmultiply = { \"team.u.establishment\" = 3 }\n";
    let of = |first: &str, second: &str| {
        let head = "[team.t]\nestablishment = 6\n[team.u]\nestablishment = 1\n[leaving]\nannual_rate = { all = 0 }\n";
        story(&service(1, &format!("{head}{first}{second}")), 1).months[0].teams[1][Establishment]
    };
    let response = format!("[change.r]\n{WHEN}\nadd = {{ \"team.u.establishment\" = 2 }}\n");
    assert_eq!((of(change, &response), of(&response, change)), (5.0, 9.0));
}

const DEMAND: &str = "[team.t]\nestablishment = 1\ncaseload = { reference = 20, maximum = 30 }\n\
    [leaving]\nannual_rate = { all = 0 }\n[pathway.c]\nteam = \"t\"\nmonths = 600\nnext = { closed = \"rest\" }\n\
    [demand]\nnext = { closed = \"rest\" }\nturned_away = 0.2\ncomes_back = 0.6\n\
    contacts = { per_month = 100, conversion = 0.5 }\n";

#[test]
fn children_turned_away_are_other_contacts_and_some_come_back_within_a_year() {
    let plan = service(30, DEMAND);
    let of = |month: usize, count: ServiceCount| figures(&plan, 2_000, |story| story.months[month].whole[count]);
    for month in [0, 5, 29] {
        assert_mean(&of(month, TurnedAway), 10.0);
        // A twelfth of 60% of those of each of the last 12 months; nobody had been turned away before the run.
        let back = 0.6 * 10.0 * month.min(12) as f64 / 12.0;
        if back > 0.0 {
            assert_mean(&of(month, CameBack), back);
        }
        assert_mean(&of(month, Referrals), 40.0 + back);
        assert_mean(&of(month, Contacts), 100.0 + back);
    }
}

#[test]
fn all_who_come_back_had_been_turned_away() {
    let certain = DEMAND.replace("comes_back = 0.6", "comes_back = 1");
    let story = story(&service(40, &certain), 1);
    let away: Vec<f64> = story.months.iter().map(|month| month.whole[TurnedAway]).collect();
    let back: f64 = story.months[..28].iter().map(|month| month.whole[CameBack]).sum();
    let later: f64 = story.months[28..].iter().map(|month| month.whole[CameBack]).sum();
    // By the end of month 39 everybody of the first 28 months has come back, in months 1 to 39.
    let (first, all): (f64, f64) = (away[..28].iter().sum(), away.iter().sum());
    assert!(back + later >= first && back + later <= all && back <= away[..27].iter().sum());
}

#[test]
fn cases_closed_early_are_turned_away() {
    let text = "[team.t]\nestablishment = 1\ncaseload = { reference = 200, maximum = 300 }\n[route.r.stage.s]\n\
        [staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 1\n[leaving]\nannual_rate = { all = 0 }\n\
        [pathway.c]\nteam = \"t\"\nmonths = 600\ncases = 200\nclosed_early = 0.1\nnext = { closed = \"rest\" }\n";
    let plan = service(1, text);
    let of = |figure: fn(&MonthRecord) -> f64| figures(&plan, 2_000, |story| figure(&story.months[0]));
    assert_mean(&of(|month| month.stages[0][ClosedEarly]), 20.0);
    assert_eq!(of(|month| month.stages[0][ClosedEarly]), of(|month| month.whole[TurnedAway]));
}

#[test]
fn overtime_adds_to_what_staff_can_carry_and_is_paid_for() {
    let text = "[team.t]\nestablishment = 10\novertime = 0.2\ncaseload = { reference = 20, maximum = 30 }\n\
        [route.r.stage.s]\npay = 48_000\n[staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 10\n\
        [leaving]\nannual_rate = { all = 0 }\n[absence]\nsickness = 0.1\nlong_absence = 0.05\n\
        [workforce]\novertime_pay = 1.5\n[pathway.c]\nteam = \"t\"\nmonths = 600\nnext = { closed = \"rest\" }\n";
    let month = &story(&service(1, text), 1).months[0];
    let present = 0.9 * 0.95;
    assert_near(month.teams[0][FullLoadFte], 10.0 * present * 1.2);
    // £4,000 a month each.
    assert_near(month.lines[CostLine::Overtime as usize] / 100.0, 10.0 * 4_000.0 * present * 0.2 * 1.5);
}

#[test]
fn staff_with_room_hold_cases_of_other_teams_up_to_a_share() {
    let team = |id: &str, cases: u32| {
        format!(
            "[team.{id}]\nestablishment = 5\ncaseload = {{ reference = 10, maximum = 10 }}\n\
             [staff.{id}]\nteam = \"{id}\"\nroute = \"r\"\nheads = 5\n\
             [pathway.{id}]\nteam = \"{id}\"\nmonths = 600\ncases = {cases}\nnext = {{ closed = \"rest\" }}\n"
        )
    };
    let rest = "[route.r.stage.s]\n[leaving]\nannual_rate = { all = 0 }\n\
        [change.lend]\nfrom = \"2016-05\"\nuntil = \"2016-06\"\nset = { \"workforce.lending\" = 0.4 }\n";
    // Each of the teams can hold 50: `a` has 80, `b` room for 30 and `c` for 40, of which 20 may be lent.
    let text = format!("{}{}{}{rest}", team("a", 80), team("b", 20), team("c", 10));
    let story = story(&service(4, &text), 1);
    for (month, record) in story.months.iter().enumerate() {
        let [a, b, c] = record.teams[..] else { panic!("three teams") };
        let waiting = a[OpenCases] - 50.0;
        let (from_b, from_c) = if (1..=2).contains(&month) { (20.0, waiting - 20.0) } else { (0.0, 0.0) };
        assert_eq!((a[NetBorrowed], b[NetBorrowed], c[NetBorrowed]), (-from_b - from_c, from_b, from_c), "{month}");
        assert_eq!(a[Unallocated], waiting - from_b - from_c);
        // They change hands when they are taken and when they come back.
        let before = if month == 0 { 0.0 } else { story.months[month - 1].teams[0][NetBorrowed] };
        assert_eq!(a[Handovers], (a[NetBorrowed] - before).abs());
    }
}

#[test]
fn the_opening_is_the_same_after_other_futures() {
    let text = "[team.a]\nestablishment = 1\ncaseload = { reference = 10, maximum = 10 }\n\
        [team.b]\nestablishment = 5\ncaseload = { reference = 10, maximum = 10 }\n\
        [route.r.stage.s]\n[staff.b]\nteam = \"b\"\nroute = \"r\"\nheads = 5\n[leaving]\nannual_rate = { all = 0 }\n\
        [workforce]\nlending = 0.5\n\
        [pathway.a]\nteam = \"a\"\nmonths = 3\ncases = 20\nfrom_outside = 3\nnext = { closed = \"rest\" }\n";
    let plan = service(6, text);
    let mut state = State::new(&plan);
    run(&plan, 2, &mut state);
    let (after, alone) = (run(&plan, 1, &mut state).opening, story(&plan, 1).opening);
    // Leavers of the last 12 months are not known, so the records are compared as text.
    assert_eq!(format!("{after:?}"), format!("{alone:?}"));
    assert_eq!((alone.teams[0][NetBorrowed], alone.teams[0][Handovers]), (-20.0, 0.0));
}

#[test]
fn assignments_end_sooner_where_agency_workers_hold_more() {
    // 20 cases each, 10 above the caseload at which churn was measured: twice the hazard.
    let text = "[team.t]\nestablishment = 20\ncaseload = { reference = 90, maximum = 90, measured_at = 10 }\n\
        agency = { workers = 20 }\n[leaving]\nannual_rate = { all = 0 }\n\
        [agency]\ncover = 1\nfill = 0\nchurn = 0.1\nworkload_effect = 0.069314718055994530\n\
        [pathway.c]\nteam = \"t\"\nmonths = 600\ncases = 400\nnext = { closed = \"rest\" }\n";
    let ended = figures(&service(1, text), 4_000, |story| story.months[0].teams[0][AgencyLeavers]);
    assert_mean(&ended, 20.0 * (1.0 - 0.9 * 0.9));
}

#[test]
fn a_freeze_stops_offers_and_campaigns() {
    let text = "[team.t]\nestablishment = 90\n[route.r.stage.s]\n[leaving]\nannual_rate = { all = 0 }\n\
        [intake.once]\nroute = \"r\"\nteam = \"t\"\nmonth = \"2016-04\"\noffers = 10\ntake_up = 1\n\
        [intake.always]\nroute = \"r\"\nteam = \"t\"\nper_month = 8\ncost_per_month = 100\n[workforce]\n";
    let of = |recruitment: f64| service(1, &format!("{text}recruitment = {recruitment}\n"));
    let joiners = |plan| figures(&plan, 2_000, |story| story.months[0].teams[0][Joiners]);
    assert_mean(&joiners(of(0.5)), 5.0 + 4.0);
    assert!(joiners(of(0.0)).iter().all(|&joiners| joiners == 0.0));
    let spent = |plan| story(&plan, 1).months[0].lines[CostLine::Recruitment as usize];
    assert_eq!((spent(of(1.0)), spent(of(0.0))), (10_000.0, 0.0));
}

#[test]
fn an_overspend_is_what_was_spent_in_the_year_beyond_the_profile() {
    let text = "[team.t]\nestablishment = 12\n[route.r.stage.s]\npay = 12_000\n[staff.g]\nteam = \"t\"\nroute = \"r\"\n\
        heads = 12\n[leaving]\nannual_rate = { all = 0 }\n\
        [budget.first]\nyear = \"2016-17\"\namount = 120_000\n\
        [budget.team]\nyear = \"2016-17\"\nteam = \"t\"\namount = 100_000\n\
        profile = [0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5]\n\
        [budget.second]\nyear = \"2017-18\"\namount = 12_000\n\
        [change.freeze]\nwhen = { measure = \"overspend\", above = 5_000 }\nset = { \"workforce.recruitment\" = 0 }\n";
    // £12,000 a month; the second year has one month in the run, to which its whole budget belongs.
    let story = story(&service(13, text), 1);
    let service: Vec<f64> = story.months.iter().map(|month| month.whole[ServiceCount::Overspend] / 100.0).collect();
    assert_eq!(service[..3], [2_000.0, 4_000.0, 6_000.0]);
    assert_eq!((service[11], service[12]), (24_000.0, 0.0));
    let team: Vec<f64> = story.months.iter().map(|month| month.teams[0][Overspend] / 100.0).collect();
    assert_eq!((team[0], team[10], team[11]), (-38_000.0, 82_000.0, 44_000.0));
    assert!(team[12].is_nan());
    let frozen: Vec<f64> = story.months.iter().map(|month| month.responses[0][InForce]).collect();
    assert_eq!(frozen[..5], [0.0, 0.0, 0.0, 1.0, 1.0]);
    // April is decided by March, in which the year before was overspent.
    assert_eq!(frozen[12], 1.0);
}

#[test]
fn every_start_is_a_month_in_force_after_one_that_is_not() {
    use super::world::{Rules, for_worlds};
    let begun = std::cell::Cell::new(0.0);
    for_worlds(60, Rules::ALL, |world| {
        let plan = plan(&world.text);
        let story = story(&plan, 1);
        for (index, of) in plan.responses.iter().enumerate() {
            let count = |count| story.months.iter().map(|month| month.responses[index][count]).collect::<Vec<f64>>();
            let (months, starts) = (count(InForce), count(Starts).iter().sum::<f64>());
            let rises = months.windows(2).filter(|pair| pair[0] < pair[1]).count() as f64 + months[0];
            assert_eq!(starts, rises);
            assert!(months.iter().enumerate().all(|(month, &is)| is == 0.0 || (of.from..of.until).contains(&month)));
            begun.set(begun.get() + starts);
        }
    });
    assert!(begun.get() > 20.0, "{} responses began", begun.get());
}
