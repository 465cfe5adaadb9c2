//! People: who started, left, qualified, passed, failed, moved, converted.

use super::{MASH, advert, april, moves, offer, old, person_cells, plan, students};
use crate::content::trace::entry::Stock;
use crate::content::trace::naming::Naming;
use crate::content::trace::people::sentences;
use crate::ids::{RouteId, StageOfRoute};
use crate::model::{Event, Origin, People};
use crate::plan::Plan;
use crate::scenario::Scenario;

/// Asserts the sentences about people in a month.
#[track_caller]
fn says(month: usize, events: &[Event], expected: &[&str]) {
    let plan = plan();
    assert_eq!(sentences(Naming { plan: &plan, month }, events), expected);
}

#[test]
fn starters_are_reported_with_their_intake() {
    says(0, &[Event::Started(april(1))], &["1 social worker started in Child in need: NQSWs, April."]);
    says(0, &[Event::Started(april(4))], &["4 social workers started in Child in need: NQSWs, April."]);
    let trainee = People { origin: Origin::Intake(0), ..students(1) };
    says(0, &[Event::Started(trainee)], &["1 trainee started in Child in need: NQSWs, April."]);
    says(0, &[], &[]);
}

#[test]
fn offers_are_reported_if_not_taken_up() {
    let offered = |taken_up| [Event::Offered { intake: 0, offers: 4, taken_up }];
    says(0, &offered(4), &[]);
    says(0, &offered(3), &["1 of 4 offers was not taken up: NQSWs, April."]);
    says(0, &offered(0), &["4 of 4 offers were not taken up: NQSWs, April."]);
}

#[test]
fn leavers_are_reported_with_cohort_and_time_in_service() {
    let one = "1 social worker left Child in need: NQSWs, April (third offer), started Apr 2016, 14 months in service.";
    says(14, &[Event::Left(offer(3))], &[one]);
    let both = "3 social workers left Child in need: NQSWs, April (third offer), started Apr 2016, 14 months in service \
                (1); Newly qualified, in post at the start, 9 years 2 months in service (2).";
    says(14, &[Event::Left(offer(3)), Event::Left(old(2))], &[both]);
    let elsewhere = People { team: MASH, ..old(1) };
    says(
        0,
        &[Event::Left(old(1)), Event::Left(elsewhere)],
        &[
            "1 social worker left Child in need: Newly qualified, in post at the start, 8 years in service.",
            "1 social worker left MASH: Newly qualified, in post at the start, 8 years in service.",
        ],
    );
}

#[test]
fn people_of_one_arrival_are_listed_together() {
    let two = "2 social workers left Child in need: NQSWs, April (first and third offers), started Apr 2016, less than a \
               month in service.";
    says(0, &[Event::Left(offer(3)), Event::Left(offer(1))], &[two]);
    let passed = "4 social workers in Child in need progressed from ASYE to Qualified: NQSWs, April (first, second and \
                  fourth offers), started Apr 2016, 12 months in service (3); Adverts, first to start in Apr 2016, 12 \
                  months in service (1).";
    let events = [advert(1, 0), offer(1), offer(2), offer(4)].map(Event::Passed);
    says(12, &[events[1], events[2], events[3], events[0]], &[passed]);
}

#[test]
fn groups_with_the_same_description_are_merged() {
    let sentence = "3 social workers left Child in need: Newly qualified, in post at the start, 8 years in service.";
    says(0, &[Event::Left(old(1)), Event::Left(old(2))], &[sentence]);
}

#[test]
fn starters_of_a_campaign_are_numbered_within_their_month() {
    let sentence = "3 social workers left Child in need: Adverts, first and second to start in May 2016, 2 months in \
                    service (2); Adverts, second to start in Jun 2016, 1 month in service (1).";
    says(3, &[advert(1, 1), advert(2, 1), advert(2, 2)].map(Event::Left), &[sentence]);
}

#[test]
fn people_who_began_as_trainees_are_numbered_by_the_month_of_their_training() {
    let trainee = People { route: RouteId::new(1), origin: Origin::Intake(2), ..advert(2, 1) };
    let left = "1 trainee left Child in need: Course places, second to start in May 2016, 3 months in training.";
    says(4, &[Event::Left(trainee)], &[left]);
    let qualified = People { stage: StageOfRoute::new(1), service_from: 15, ..trainee };
    let left = "1 social worker left Child in need: Course places, second to start in May 2016, qualified Jul 2017, 2 \
                months in service.";
    says(17, &[Event::Left(qualified)], &[left]);
    let offered = People { origin: Origin::Intake(0), ..qualified };
    let left =
        "1 social worker left Child in need: NQSWs, April (second offer), qualified Jul 2017, 2 months in service.";
    says(17, &[Event::Left(offered)], &[left]);
}

#[test]
fn intakes_of_the_same_name_are_told_apart() {
    let plan = Plan::new(Scenario::parse(&super::TEXT.replace("Course places", "Adverts")).expect("a scenario"));
    let other = People { origin: Origin::Intake(2), ..advert(1, 1) };
    let actual = sentences(Naming { plan: &plan, month: 3 }, &[advert(1, 1), other].map(Event::Left));
    let each = "Adverts, first to start in May 2016, 2 months in service (1)";
    assert_eq!(actual, [format!("2 social workers left Child in need: {each}; {each}.")]);
}

#[test]
fn the_file_numbers_people_of_arrivals_from_1() {
    assert_eq!(person_cells(Event::Left(offer(3))), [Some(3)]);
    assert_eq!(person_cells(Event::Moved { people: advert(1, 0), to: MASH }), [Some(1), Some(1)]);
    assert_eq!(person_cells(Event::Left(old(1))), [None]);
    assert_eq!(person_cells(Event::Started(april(4))), [None]);
}

#[test]
fn trainees_are_not_social_workers_until_they_qualify() {
    let left = "2 trainees left Child in need: Step Up, started Aug 2015, 9 months in training.";
    says(1, &[Event::Left(students(2))], &[left]);
    let failed = "1 trainee failed Course and left Child in need: Step Up, started Aug 2015, 14 months in training.";
    says(6, &[Event::Failed(students(1))], &[failed]);
    let qualified = "1 trainee qualified and joined the permanent staff of Child in need: Step Up, started Aug 2015, \
                     14 months in training.";
    says(6, &[Event::Passed(students(1))], &[qualified]);
    let since = People { stage: StageOfRoute::new(1), service_from: 6, ..students(1) };
    let left = "1 social worker left Child in need: Step Up, qualified Oct 2016, 3 months in service.";
    says(9, &[Event::Left(since)], &[left]);
}

#[test]
fn the_end_of_a_stage_is_passed_or_failed() {
    let passed = "3 social workers in Child in need progressed from ASYE to Qualified: NQSWs, April (first, second and \
                  fourth offers), started Apr 2016, 12 months in service.";
    let failed = "1 social worker failed ASYE and left Child in need: NQSWs, April (third offer), started Apr 2016, 12 \
                  months in service.";
    let events = [1, 2, 4].map(|number| Event::Passed(offer(number)));
    says(12, &[events[0], events[1], Event::Failed(offer(3)), events[2]], &[passed, failed]);
}

#[test]
fn moves_and_conversions_name_teams_and_roles() {
    let moved = "2 social workers moved from Child in need to MASH: Newly qualified, in post at the start, 8 years in \
                 service.";
    says(0, &[Event::Moved { people: old(2), to: MASH }], &[moved]);
    let from_agency = |route, heads| People { route: RouteId::new(route), origin: Origin::Agency, ..april(heads) };
    says(0, &[Event::Converted(from_agency(0, 1))], &["1 agency worker became permanent in Child in need."]);
    says(0, &[Event::Converted(from_agency(1, 1))], &["1 agency worker became a trainee in Child in need."]);
    says(0, &[Event::Converted(from_agency(1, 2))], &["2 agency workers became trainees in Child in need."]);
    let left = "1 social worker left Child in need: Newly qualified, second to become permanent in Apr 2016, 1 month in \
                service.";
    let second = |people| People { number: Some(1), ..people };
    says(1, &[Event::Left(second(from_agency(0, 1)))], &[left]);
    let left = "1 trainee left Child in need: Step Up, second to become a trainee in Apr 2016, 1 month in training.";
    says(1, &[Event::Left(second(from_agency(1, 1)))], &[left]);
}

#[test]
fn transfers_between_stocks_balance() {
    let permanent = Some(Stock::Permanent);
    assert_eq!(moves(Event::Started(april(2))), [(permanent, "cin", 2.0)]);
    assert_eq!(moves(Event::Left(students(1))), [(Some(Stock::Trainees), "cin", -1.0)]);
    let qualified = [(Some(Stock::Trainees), "cin", -2.0), (permanent, "cin", 2.0)];
    assert_eq!(moves(Event::Passed(students(2))), qualified);
    assert_eq!(moves(Event::Passed(april(2))), [(None, "cin", 2.0)]);
    let moved = [(permanent, "cin", -2.0), (permanent, "mash", 2.0)];
    assert_eq!(moves(Event::Moved { people: old(2), to: MASH }), moved);
}
