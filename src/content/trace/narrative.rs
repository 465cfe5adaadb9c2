//! The months of a replication in sentences. Consecutive months without staff changes are combined.

use super::balances::TeamBalance;
use super::naming::Naming;
use super::{TracedReplication, agency, balances, cases, changes, money, people, responses, yearly};
use crate::measures::month_record::MonthRecord;
use crate::plan::EffectCourse;
use crate::run::LedgerMonth;

/// A month of a replication, or several months without staff changes.
pub(crate) struct MonthNarrative {
    /// Month or months, with the closing balances.
    pub heading: String,
    /// Events, one sentence each.
    pub happened: Vec<String>,
    /// Closing balance of each team that holds cases.
    pub teams: Vec<TeamBalance>,
    /// Cost.
    pub money: String,
}

/// Every month in order.
pub(super) fn narrative(traced: &TracedReplication<'_>) -> Vec<MonthNarrative> {
    let courses = traced.courses();
    let months: Vec<MonthEntry<'_>> =
        traced.ledger.steps().enumerate().map(|(month, step)| month_entry(traced, &courses, month, step)).collect();
    let spans = months.chunk_by(|one, next| one.happened.is_empty() && next.happened.is_empty());
    spans.filter_map(|span| month_story(traced, span)).collect()
}

/// A month and its events.
struct MonthEntry<'t> {
    naming: Naming<'t>,
    before: &'t MonthRecord,
    now: &'t LedgerMonth,
    /// Sentences; none in a quiet month.
    happened: Vec<String>,
}

fn month_entry<'t>(
    traced: &TracedReplication<'t>,
    courses: &[EffectCourse],
    month: usize,
    (before, now): (&'t MonthRecord, &'t LedgerMonth),
) -> MonthEntry<'t> {
    let naming = Naming { plan: traced.plan(), month };
    let effects = yearly::entries(naming, courses);
    let changes = effects.into_iter().chain(changes::entries(naming)).map(|entry| entry.text.into_owned());
    let of_responses = now.events.iter().filter_map(|&event| responses::entry(naming, traced.ledger, event));
    let changes = changes.chain(of_responses.map(|entry| entry.text.into_owned()));
    let happened = changes
        .chain(people::sentences(naming, &now.events))
        .chain(agency::sentence(&now.events, &now.record))
        .collect();
    MonthEntry { naming, before, now, happened }
}

fn month_story(traced: &TracedReplication<'_>, span: &[MonthEntry<'_>]) -> Option<MonthNarrative> {
    let (first, last) = (span.first()?, span.last()?);
    let figures = &traced.ledger.figures;
    let months: Vec<&LedgerMonth> = span.iter().map(|entry| entry.now).collect();
    let month = |entry: &MonthEntry<'_>| entry.naming.plan.calendar().month(entry.naming.month as i32).to_string();
    let name = if span.len() == 1 { month(first) } else { format!("{} to {}", month(first), month(last)) };
    let balances = balances::heading(last.naming, first.before, &last.now.record, figures);
    let quiet = first.happened.is_empty().then(|| "Nobody joined or left.".to_owned());
    let happened = quiet.into_iter().chain(first.happened.iter().cloned());
    Some(MonthNarrative {
        heading: format!("{name}: {balances}"),
        happened: happened.chain(cases::sentence(last.naming, first.before, &months)).collect(),
        teams: balances::teams(last.naming, &months, figures),
        money: money::sentence(&months),
    })
}
