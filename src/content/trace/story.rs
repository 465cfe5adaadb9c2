//! The months of a future in sentences; months in which nobody came or went are told together.

use super::stands::TeamStory;
use super::who::Teller;
use super::{Traced, agency, cases, changes, money, people, stands};
use crate::measures::record::MonthRecord;
use crate::run::LedgerMonth;

/// A month of a future, or several in which nobody came or went.
pub(crate) struct MonthStory {
    /// Which, and what stands at the end.
    pub heading: String,
    /// What happened: a sentence each.
    pub happened: Vec<String>,
    /// What each team that holds cases carries at the end.
    pub teams: Vec<TeamStory>,
    /// What it cost.
    pub money: String,
}

/// Every month in order.
pub(super) fn story(traced: &Traced<'_>) -> Vec<MonthStory> {
    let months: Vec<Told<'_>> =
        traced.ledger.steps().enumerate().map(|(month, step)| told(traced, month, step)).collect();
    let spans = months.chunk_by(|one, next| one.happened.is_empty() && next.happened.is_empty());
    spans.filter_map(|span| month_story(traced, span)).collect()
}

/// A month with what happened in it.
struct Told<'t> {
    teller: Teller<'t>,
    before: &'t MonthRecord,
    now: &'t LedgerMonth,
    /// Sentences; none in a quiet month.
    happened: Vec<String>,
}

fn told<'t>(traced: &Traced<'t>, month: usize, (before, now): (&'t MonthRecord, &'t LedgerMonth)) -> Told<'t> {
    let teller = Teller { plan: traced.plan(), month };
    let changes = changes::entries(teller).into_iter().map(|entry| entry.text.into_owned());
    let surges = now.events.iter().filter_map(|&event| agency::surge(teller, event));
    let happened = changes.chain(people::sentences(teller, &now.events)).chain(surges);
    let happened = happened.chain(agency::sentence(&now.events, &now.record)).collect();
    Told { teller, before, now, happened }
}

fn month_story(traced: &Traced<'_>, span: &[Told<'_>]) -> Option<MonthStory> {
    let (first, last) = (span.first()?, span.last()?);
    let figures = &traced.ledger.figures;
    let months: Vec<&LedgerMonth> = span.iter().map(|told| told.now).collect();
    let month = |told: &Told<'_>| told.teller.plan.calendar().month(told.teller.month as i32).to_string();
    let name = if span.len() == 1 { month(first) } else { format!("{} to {}", month(first), month(last)) };
    let stands = stands::heading(last.teller, first.before, &last.now.record, figures);
    let quiet = first.happened.is_empty().then(|| "Nobody came or went.".to_owned());
    let happened = quiet.into_iter().chain(first.happened.iter().cloned());
    Some(MonthStory {
        heading: format!("{name}: {stands}"),
        happened: happened.chain(cases::sentence(last.teller, first.before, &months)).collect(),
        teams: stands::teams(last.teller, &months, figures),
        money: money::sentence(&months),
    })
}
