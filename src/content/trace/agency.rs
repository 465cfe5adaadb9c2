//! Agency staff: orders, starts, notice and departures.

use std::collections::BTreeMap;

use super::entry::{Entry, Kind, Stock};
use super::naming::Naming;
use crate::content::words;
use crate::measures::counts::TeamCount::AgencyOrders;
use crate::measures::month_record::MonthRecord;
use crate::model::{AgencyStep, Event};
use crate::units::Unit;

/// The kind of a step in files, and the stocks that it changes.
fn moves(step: AgencyStep) -> (Kind, &'static [(Stock, f64)]) {
    const LEAVES: &[(Stock, f64)] = &[(Stock::Agency, -1.0)];
    match step {
        AgencyStep::Ordered => (Kind::Ordered, &[(Stock::Orders, 1.0)]),
        AgencyStep::Cancelled => (Kind::Cancelled, &[(Stock::Orders, -1.0)]),
        AgencyStep::Started => (Kind::Filled, &[(Stock::Orders, -1.0), (Stock::Agency, 1.0)]),
        AgencyStep::NoticeGiven => (Kind::NoticeGiven, &[]),
        AgencyStep::NoticeWithdrawn => (Kind::NoticeWithdrawn, &[]),
        AgencyStep::AssignmentEnded => (Kind::AssignmentEnded, LEAVES),
        AgencyStep::NoticeRanOut => (Kind::NoticeRanOut, LEAVES),
        AgencyStep::Released => (Kind::Released, LEAVES),
        AgencyStep::Converted => (Kind::Converted, LEAVES),
    }
}

/// A step of a team, as a sentence.
fn in_full(step: AgencyStep, number: u32, team: &str) -> String {
    let workers = words::counted(number.into(), "agency worker", "agency workers");
    let one = number == 1;
    match step {
        AgencyStep::Ordered => format!("{workers} {} ordered for {team}.", if one { "was" } else { "were" }),
        AgencyStep::Cancelled => {
            let orders = words::counted(number.into(), "order for an agency worker", "orders for agency workers");
            format!("{orders} in {team} {} cancelled.", if one { "was" } else { "were" })
        }
        AgencyStep::Started => format!("{workers} started in {team}."),
        AgencyStep::NoticeGiven => format!("{workers} in {team} {} given notice.", if one { "was" } else { "were" }),
        AgencyStep::NoticeWithdrawn => format!("Notice was withdrawn for {workers} in {team}."),
        AgencyStep::AssignmentEnded => {
            format!("{workers} left {team}: {}.", if one { "the assignment ended" } else { "their assignments ended" })
        }
        AgencyStep::NoticeRanOut => format!("{workers} left {team}: the notice period had ended."),
        AgencyStep::Released => format!("{workers} left {team} immediately: no longer needed."),
        AgencyStep::Converted => format!("{workers} left the agency staff of {team} to become permanent."),
    }
}

/// A step in a few words: `2 ordered`.
fn clause(step: AgencyStep, number: u32) -> String {
    let of = |one, several| words::counted(number.into(), one, several);
    match step {
        AgencyStep::Ordered => of("ordered", "ordered"),
        AgencyStep::Cancelled => of("order cancelled", "orders cancelled"),
        AgencyStep::Started => of("started", "started"),
        AgencyStep::NoticeGiven => of("given notice", "given notice"),
        AgencyStep::NoticeWithdrawn => of("notice withdrawn", "notices withdrawn"),
        AgencyStep::AssignmentEnded => of("assignment ended", "assignments ended"),
        AgencyStep::NoticeRanOut => of("left after notice", "left after notice"),
        AgencyStep::Released => of("released immediately", "released immediately"),
        AgencyStep::Converted => of("became permanent", "became permanent"),
    }
}

/// The month's events for agency staff of the whole service, in one sentence; `None` if there were none.
pub(super) fn sentence(events: &[Event], record: &MonthRecord) -> Option<String> {
    let mut steps: BTreeMap<AgencyStep, u32> = BTreeMap::new();
    for event in events {
        if let Event::Agency { step, workers, .. } = *event {
            *steps.entry(step).or_default() += workers;
        }
    }
    let clauses: Vec<String> = steps.into_iter().map(|(step, number)| clause(step, number)).collect();
    let outstanding = match record.service[AgencyOrders] as u64 {
        0 => "none".to_owned(),
        orders => words::whole(orders),
    };
    (!clauses.is_empty()).then(|| format!("Agency: {}; {outstanding} on order.", clauses.join(", ")))
}

/// The entries of an event about agency staff.
pub(super) fn entries(naming: Naming<'_>, event: Event) -> Vec<Entry<'_>> {
    match event {
        Event::Agency { team, step, workers } => {
            let text = in_full(step, workers, naming.team(team));
            let (kind, moves) = moves(step);
            let plain = || Entry {
                team: naming.team_id(team),
                ..Entry::new(kind, f64::from(workers), Unit::Heads, text.clone())
            };
            let moved = |&(stock, sign): &(Stock, f64)| Entry {
                stock: Some(stock),
                amount: sign * f64::from(workers),
                ..plain()
            };
            if moves.is_empty() { vec![plain()] } else { moves.iter().map(moved).collect() }
        }
        _ => Vec::new(),
    }
}
