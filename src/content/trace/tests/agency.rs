//! Agency staff: orders, starts, notice, departures, surge posts.

use super::{CIN, MASH, posted};
use crate::content::trace::agency::sentence;
use crate::content::trace::entry::Stock;
use crate::measures::counts::TeamCount::AgencyOrders;
use crate::measures::month_record::MonthRecord;
use crate::model::{AgencyStep, Event};

#[test]
fn agency_steps_have_singular_and_plural_sentences() {
    let (agency, orders) = (Some(Stock::Agency), Some(Stock::Orders));
    let actual = |step, workers| {
        let posted = posted(Event::Agency { team: CIN, step, workers });
        let moves: Vec<_> = posted.iter().map(|(stock, _, amount, _)| (*stock, *amount)).collect();
        (moves, posted[0].3.clone())
    };
    let one =
        |step, moves: &[(Option<Stock>, f64)], text: &str| assert_eq!(actual(step, 1), (moves.to_vec(), text.into()));
    one(AgencyStep::Ordered, &[(orders, 1.0)], "1 agency worker was ordered for Child in need.");
    one(AgencyStep::Cancelled, &[(orders, -1.0)], "1 order for an agency worker in Child in need was cancelled.");
    one(AgencyStep::Started, &[(orders, -1.0), (agency, 1.0)], "1 agency worker started in Child in need.");
    one(AgencyStep::NoticeGiven, &[(None, 1.0)], "1 agency worker in Child in need was given notice.");
    one(AgencyStep::NoticeWithdrawn, &[(None, 1.0)], "Notice was withdrawn for 1 agency worker in Child in need.");
    one(AgencyStep::AssignmentEnded, &[(agency, -1.0)], "1 agency worker left Child in need: the assignment ended.");
    one(
        AgencyStep::NoticeRanOut,
        &[(agency, -1.0)],
        "1 agency worker left Child in need: the notice period had ended.",
    );
    one(AgencyStep::Released, &[(agency, -1.0)], "1 agency worker left Child in need immediately: no longer needed.");
    let text = "1 agency worker left the agency staff of Child in need to become permanent.";
    one(AgencyStep::Converted, &[(agency, -1.0)], text);
    let several = |step| actual(step, 2).1;
    assert_eq!(several(AgencyStep::Ordered), "2 agency workers were ordered for Child in need.");
    assert_eq!(several(AgencyStep::Cancelled), "2 orders for agency workers in Child in need were cancelled.");
    assert_eq!(several(AgencyStep::NoticeGiven), "2 agency workers in Child in need were given notice.");
    assert_eq!(several(AgencyStep::AssignmentEnded), "2 agency workers left Child in need: their assignments ended.");
}

#[test]
fn agency_steps_of_all_teams_share_one_sentence() {
    let event = |team, step, workers| Event::Agency { team, step, workers };
    let mut record = MonthRecord::default();
    assert_eq!(sentence(&[], &record), None);
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
    let expected = "Agency: 3 ordered, 1 order cancelled, 1 started, 1 given notice, 2 notices withdrawn, 1 \
                    assignment ended, 1 left after notice, 1 released immediately, 1 became permanent; none on order.";
    assert_eq!(sentence(&events, &record).as_deref(), Some(expected));
    record.service[AgencyOrders] = 4.0;
    let started = sentence(&events[9..], &record);
    assert_eq!(started.as_deref(), Some("Agency: 1 started; 4 on order."));
}
