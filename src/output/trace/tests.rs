//! Every kind of sentence, of one, of several and of none, and the entries that go with it.

use std::collections::BTreeMap;

use super::entry::{Entry, Kind, Stock};
use super::who::Teller;
use super::{agency, cases, changes, people, stands};
use crate::measures::record::MonthRecord;
use crate::model::{AgencyStep, CasesFrom, Event, Future, Origin, People};
use crate::plan::Plan;
use crate::run::{self, LedgerMonth};
use crate::scenario::Scenario;

/// A service with everything that sentences are about; month 0 is April 2016.
const TEXT: &str = r#"
format = 1
name = "Told"
start = "2016-04"
months = 24

[team.mash]
name = "MASH"
establishment = 10

[team.cin]
name = "Child in need"
establishment = 20
caseload = { reference = 20, maximum = 30 }

[route.nqsw]
name = "Newly qualified"
stage.asye = { name = "ASYE", months = 12 }
stage.qualified = { name = "Qualified" }

[route.step_up]
name = "Step Up"
stage.course = { name = "Course", months = 14, employed = false }
stage.asye = { name = "ASYE", months = 12 }
stage.qualified = { name = "Qualified" }

[staff.old]
team = "cin"
route = "nqsw"
heads = 4
months_in_service = 96

[staff.students]
team = "cin"
route = "step_up"
stage = "course"
heads = 3
months_in_service = 8

[intake.april]
name = "NQSWs, April"
team = "cin"
route = "nqsw"
month = "2016-04"
offers = 4

[leaving]
annual_rate = { all = 0 }

[demand]
contacts = { per_month = 10, conversion = 0.5 }
next = { assessment = "rest" }

[pathway.assessment]
name = "Assessment"
team = "cin"
months = 2
cases = 20
next = { plan = 0.5, closed = "rest" }

[pathway.plan]
name = "Plan"
team = "cin"
months = 6
next = { closed = "rest" }

[award.rise]
month = "2016-06"
rate = 0.01

[change.before]
name = "Long hours"
from = "2015-01"
until = "2016-05"
cost_per_month = 1

[change.triage]
name = "Police triage"
from = "2016-06"
phase_in = 6
cost_per_month = 1
"#;

fn plan() -> Plan {
    let files = BTreeMap::from([("told.toml".to_owned(), TEXT.to_owned())]);
    Plan::new(&Scenario::load("told.toml", &files).expect("a scenario"))
}

const MASH: usize = 0;
const CIN: usize = 1;

/// People of the intake, in their first year.
fn april(heads: u32) -> People {
    People { team: CIN, route: 0, stage: 0, origin: Origin::Intake(0), service_from: 0, heads }
}

/// Opening staff of long standing.
fn old(heads: u32) -> People {
    People { stage: 1, origin: Origin::Opening(0), service_from: -96, ..april(heads) }
}

/// Opening trainees.
fn students(heads: u32) -> People {
    People { route: 1, origin: Origin::Opening(1), service_from: -8, ..april(heads) }
}

/// What is said of people in the month `month`.
#[track_caller]
fn says(month: usize, events: &[Event], expected: &[&str]) {
    let plan = plan();
    assert_eq!(people::sentences(Teller { plan: &plan, month }, events), expected);
}

#[test]
fn those_who_start_are_told_with_their_intake() {
    says(0, &[Event::Started(april(1))], &["1 social worker started in Child in need: NQSWs, April."]);
    says(0, &[Event::Started(april(4))], &["4 social workers started in Child in need: NQSWs, April."]);
    let trainee = People { origin: Origin::Intake(0), ..students(1) };
    says(0, &[Event::Started(trainee)], &["1 trainee began in Child in need: NQSWs, April."]);
    says(0, &[], &[]);
}

#[test]
fn offers_are_told_where_they_were_not_taken_up() {
    let offered = |taken_up| [Event::Offered { intake: 0, offers: 4, taken_up }];
    says(0, &offered(4), &[]);
    says(0, &offered(3), &["1 of 4 offers was not taken up: NQSWs, April."]);
    says(0, &offered(0), &["4 of 4 offers were not taken up: NQSWs, April."]);
}

#[test]
fn those_who_leave_are_told_with_their_cohort_and_their_time_in_service() {
    let one = "1 social worker left Child in need: NQSWs, April, started Apr 2016, 14 months in service.";
    says(14, &[Event::Left(april(1))], &[one]);
    let both = "3 social workers left Child in need: NQSWs, April, started Apr 2016, 14 months in service (1); Newly \
                qualified, in post at the opening, 9 years 2 months in service (2).";
    says(14, &[Event::Left(april(1)), Event::Left(old(2))], &[both]);
    let elsewhere = People { team: MASH, ..old(1) };
    says(
        0,
        &[Event::Left(old(1)), Event::Left(elsewhere)],
        &[
            "1 social worker left Child in need: Newly qualified, in post at the opening, 8 years in service.",
            "1 social worker left MASH: Newly qualified, in post at the opening, 8 years in service.",
        ],
    );
}

#[test]
fn cohorts_that_moved_apart_are_told_together_where_they_are_alike() {
    let sentence = "3 social workers left Child in need: NQSWs, April, started Apr 2016, less than a month in service.";
    says(0, &[Event::Left(april(1)), Event::Left(april(2))], &[sentence]);
}

#[test]
fn trainees_are_no_social_workers_until_they_qualify() {
    let left = "2 trainees left Child in need: Step Up, began Aug 2015, 9 months in training.";
    says(1, &[Event::Left(students(2))], &[left]);
    let failed = "1 trainee failed Course and left Child in need: Step Up, began Aug 2015, 14 months in training.";
    says(6, &[Event::Failed(students(1))], &[failed]);
    let qualified = "1 trainee qualified and joined the permanent staff of Child in need: Step Up, began Aug 2015, 14 months \
                     in training.";
    says(6, &[Event::Passed(students(1))], &[qualified]);
    let since = People { stage: 1, service_from: 6, ..students(1) };
    let left = "1 social worker left Child in need: Step Up, qualified Oct 2016, 3 months in service.";
    says(9, &[Event::Left(since)], &[left]);
}

#[test]
fn the_end_of_a_stage_is_passed_or_failed() {
    let passed = "3 social workers of Child in need passed from ASYE to Qualified: NQSWs, April, started Apr 2016, 12 months in \
         service.";
    let failed =
        "1 social worker failed ASYE and left Child in need: NQSWs, April, started Apr 2016, 12 months in service.";
    says(12, &[Event::Passed(april(3)), Event::Failed(april(1))], &[passed, failed]);
}

#[test]
fn moves_and_conversions_say_from_where_and_into_what() {
    let moved = "2 social workers moved from Child in need to MASH: Newly qualified, in post at the opening, 8 years in \
                 service.";
    says(0, &[Event::Moved { people: old(2), to: MASH }], &[moved]);
    let from_agency = |route, heads| People { route, origin: Origin::Agency, ..april(heads) };
    says(0, &[Event::Converted(from_agency(0, 1))], &["1 agency worker became permanent in Child in need."]);
    says(0, &[Event::Converted(from_agency(1, 1))], &["1 agency worker became a trainee in Child in need."]);
    says(0, &[Event::Converted(from_agency(1, 2))], &["2 agency workers became trainees in Child in need."]);
    let left = "1 social worker left Child in need: Newly qualified, permanent since Apr 2016, 1 month in service.";
    says(1, &[Event::Left(from_agency(0, 1))], &[left]);
}

/// What the entries of an event add to and take from, and what they say.
fn posted(event: Event) -> Vec<(Option<Stock>, &'static str, f64, String)> {
    let plan = plan();
    let teller = Teller { plan: &plan, month: 3 };
    let all = [people::entries(teller, event), agency::entries(teller, event), cases::entries(teller, event)].concat();
    let team = |entry: &Entry<'_>| ["mash", "cin", "service"].into_iter().find(|id| *id == entry.team).unwrap_or("?");
    all.iter().map(|entry| (entry.stock, team(entry), entry.amount, entry.text.to_string())).collect()
}

/// The same without what they say.
fn moves(event: Event) -> Vec<(Option<Stock>, &'static str, f64)> {
    posted(event).into_iter().map(|(stock, team, amount, _)| (stock, team, amount)).collect()
}

#[test]
fn an_entry_takes_from_one_count_what_it_adds_to_another() {
    let permanent = Some(Stock::Permanent);
    assert_eq!(moves(Event::Started(april(2))), [(permanent, "cin", 2.0)]);
    assert_eq!(moves(Event::Left(students(1))), [(Some(Stock::Trainees), "cin", -1.0)]);
    let qualified = [(Some(Stock::Trainees), "cin", -2.0), (permanent, "cin", 2.0)];
    assert_eq!(moves(Event::Passed(students(2))), qualified);
    assert_eq!(moves(Event::Passed(april(2))), [(None, "cin", 2.0)]);
    let moved = [(permanent, "cin", -2.0), (permanent, "mash", 2.0)];
    assert_eq!(moves(Event::Moved { people: old(2), to: MASH }), moved);
}

#[test]
fn what_happens_to_agency_staff_is_told_of_one_and_of_several() {
    let (agency, orders) = (Some(Stock::Agency), Some(Stock::Orders));
    let told = |step, workers| {
        let posted = posted(Event::Agency { team: CIN, step, workers });
        let moves: Vec<_> = posted.iter().map(|(stock, _, amount, _)| (*stock, *amount)).collect();
        (moves, posted[0].3.clone())
    };
    let one =
        |step, moves: &[(Option<Stock>, f64)], text: &str| assert_eq!(told(step, 1), (moves.to_vec(), text.into()));
    one(AgencyStep::Ordered, &[(orders, 1.0)], "1 agency worker was ordered for Child in need.");
    one(AgencyStep::Cancelled, &[(orders, -1.0)], "1 order for an agency worker of Child in need was cancelled.");
    one(AgencyStep::Started, &[(orders, -1.0), (agency, 1.0)], "1 agency worker started in Child in need.");
    one(AgencyStep::NoticeGiven, &[(None, 1.0)], "1 agency worker of Child in need was given notice.");
    one(AgencyStep::NoticeWithdrawn, &[(None, 1.0)], "Notice was withdrawn from 1 agency worker of Child in need.");
    one(AgencyStep::AssignmentEnded, &[(agency, -1.0)], "1 agency worker left Child in need: the assignment ended.");
    one(AgencyStep::NoticeRanOut, &[(agency, -1.0)], "1 agency worker left Child in need: notice had run out.");
    one(AgencyStep::Released, &[(agency, -1.0)], "1 agency worker left Child in need at once: no longer needed.");
    let text = "1 agency worker left the agency staff of Child in need to become permanent.";
    one(AgencyStep::Converted, &[(agency, -1.0)], text);
    let several = |step| told(step, 2).1;
    assert_eq!(several(AgencyStep::Ordered), "2 agency workers were ordered for Child in need.");
    assert_eq!(several(AgencyStep::Cancelled), "2 orders for agency workers of Child in need were cancelled.");
    assert_eq!(several(AgencyStep::NoticeGiven), "2 agency workers of Child in need were given notice.");
    assert_eq!(several(AgencyStep::AssignmentEnded), "2 agency workers left Child in need: their assignments ended.");
}

#[test]
fn the_agency_staff_of_all_teams_are_told_in_one_sentence() {
    let event = |team, step, workers| Event::Agency { team, step, workers };
    let mut record = MonthRecord::default();
    assert_eq!(agency::sentence(&[], &record), None);
    let events = [
        event(MASH, AgencyStep::AssignmentEnded, 1),
        event(MASH, AgencyStep::Ordered, 1),
        event(CIN, AgencyStep::Ordered, 2),
        event(CIN, AgencyStep::Cancelled, 1),
        event(CIN, AgencyStep::NoticeGiven, 1),
        event(CIN, AgencyStep::NoticeWithdrawn, 2),
        event(CIN, AgencyStep::NoticeRanOut, 1),
        event(CIN, AgencyStep::Released, 1),
        event(CIN, AgencyStep::Converted, 1),
        event(CIN, AgencyStep::Started, 1),
    ];
    let expected = "Agency: 3 ordered, 1 order cancelled, 1 started, 1 given notice, 2 notices withdrawn, 1 assignment ended, \
                    1 left after notice, 1 released at once, 1 became permanent; none on order.";
    assert_eq!(agency::sentence(&events, &record).as_deref(), Some(expected));
    record.service.agency_orders = 4.0;
    let started = agency::sentence(&events[9..], &record);
    assert_eq!(started.as_deref(), Some("Agency: 1 started; 4 on order."));
}

#[test]
fn surge_posts_are_given_and_withdrawn() {
    let told = |given| posted(Event::Surge { team: CIN, given })[0].3.clone();
    assert_eq!(told(true), "Surge posts were given to Child in need.");
    assert_eq!(told(false), "Surge posts of Child in need were withdrawn.");
}

#[test]
fn cases_are_told_with_where_they_came_from_and_went() {
    let told = |from, to, cases| {
        let posted = posted(Event::Cases { from, to, cases });
        let moves: Vec<_> = posted.iter().map(|(stock, _, amount, _)| (stock.is_some(), *amount)).collect();
        (moves, posted[0].3.clone())
    };
    let says = |from, to, cases, moves: &[(bool, f64)], text: &str| {
        assert_eq!(told(from, to, cases), (moves.to_vec(), text.to_owned()));
    };
    let (assessment, plan) = (0, Some(1));
    says(CasesFrom::Referrals, Some(0), 1, &[(true, 1.0)], "1 referral went to Assessment.");
    says(CasesFrom::Referrals, None, 3, &[(false, 3.0)], "3 referrals went no further.");
    says(CasesFrom::Outside, plan, 2, &[(true, 2.0)], "2 cases came to Plan from outside.");
    let both = [(true, -1.0), (true, 1.0)];
    says(CasesFrom::Finished(assessment), plan, 1, &both, "1 case went from Assessment to Plan.");
    says(CasesFrom::Finished(assessment), None, 1, &[(true, -1.0)], "1 case finished Assessment and was closed.");
    says(
        CasesFrom::Finished(assessment),
        None,
        1_200,
        &[(true, -1_200.0)],
        "1,200 cases finished Assessment and were closed.",
    );
    says(CasesFrom::Escalated(assessment), plan, 1, &both, "1 case was escalated from Assessment to Plan.");
    let two = [(true, -2.0), (true, 2.0)];
    says(CasesFrom::Escalated(assessment), plan, 2, &two, "2 cases were escalated from Assessment to Plan.");
}

#[test]
fn cases_that_stay_in_a_team_neither_come_nor_go() {
    let plan = plan();
    let event = |from, to, cases| Event::Cases { from, to, cases };
    let events = vec![
        event(CasesFrom::Referrals, Some(0), 5),
        event(CasesFrom::Referrals, None, 9),
        event(CasesFrom::Finished(0), Some(1), 3),
        event(CasesFrom::Finished(0), None, 2),
        event(CasesFrom::Finished(1), None, 1),
    ];
    let mut month = LedgerMonth { events, record: run::trace(&plan, Future::new(1)).opening };
    month.record.whole.contacts = 1.0;
    month.record.whole.referrals = 14.0;
    month.record.service.open_cases = 22.0;
    let (teller, before) = (Teller { plan: &plan, month: 0 }, MonthRecord::default());
    assert_eq!(cases::in_and_out(teller, CIN, &[&month]), (5, 3));
    assert_eq!(cases::in_and_out(teller, MASH, &[&month]), (0, 0));
    let sentence = cases::sentence(teller, &before, &[&month]);
    assert_eq!(sentence.as_deref(), Some("Cases: 1 contact, 14 referrals; 3 closed; 22 open (+22)."));
}

#[test]
fn changes_are_told_when_they_begin_and_when_they_have_ended() {
    let plan = plan();
    let told = |month| {
        let entries = changes::entries(Teller { plan: &plan, month });
        entries.into_iter().map(|entry| (entry.kind, entry.text.into_owned())).collect::<Vec<_>>()
    };
    assert_eq!(told(0), [(Kind::ChangeBegins, "In force since Jan 2015: Long hours.".to_owned())]);
    assert_eq!(told(1), []);
    let june = [
        (Kind::ChangeEnded, "Ended: Long hours.".to_owned()),
        (Kind::ChangeBegins, "Begins, in full after 6 months: Police triage.".to_owned()),
        (Kind::PayAward, "A pay award takes effect: rise.".to_owned()),
    ];
    assert_eq!(told(2), june);
    assert_eq!(told(3), []);
}

#[test]
fn what_there_is_is_told_with_how_much_more_it_is_than_before() {
    assert_eq!(stands::stood(70.0, 70.0, "trainee", "trainees"), "70 trainees");
    assert_eq!(stands::stood(0.0, 1.0, "trainee", "trainees"), "1 trainee (+1)");
    assert_eq!(stands::stood(1_201.0, 1_200.0, "open", "open"), "1,200 open (-1)");
}
