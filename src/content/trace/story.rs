//! The months of a future, each as a short paragraph; months in which nobody came or went are told together.

use super::who::Teller;
use super::{Traced, agency, cases, changes, money, people, stands};
use crate::content::words;
use crate::measures::record::MonthRecord;
use crate::render::text::screen::{Screen, WIDTH};
use crate::run::LedgerMonth;

/// How far the lines of a month are indented.
const INDENT: usize = 2;

/// Every month in order, each headed by where it ends.
pub(super) fn story(text: &mut Screen, traced: &Traced<'_>) {
    let months: Vec<Told<'_>> =
        traced.ledger.steps().enumerate().map(|(month, step)| told(traced, month, step)).collect();
    for span in months.chunk_by(|one, next| one.happened.is_empty() && next.happened.is_empty()) {
        let lines = paragraph(traced, span);
        if let Some((head, rest)) = lines.split_first() {
            text.heading(head);
            for line in rest {
                text.line(line);
            }
        }
    }
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

/// One month, or several in which nobody came or went, as lines.
fn paragraph(traced: &Traced<'_>, span: &[Told<'_>]) -> Vec<String> {
    let (Some(first), Some(last)) = (span.first(), span.last()) else { return Vec::new() };
    let months: Vec<&LedgerMonth> = span.iter().map(|told| told.now).collect();
    let month = |told: &Told<'_>| told.teller.plan.calendar().month(told.teller.month as i32).to_string();
    let name = if span.len() == 1 { month(first) } else { format!("{} to {}", month(first), month(last)) };
    let stands = stands::heading(last.teller, first.before, &last.now.record, &traced.ledger.figures);
    let mut lines = words::wrapped(&format!("{name}: {stands}"), WIDTH);
    let quiet = first.happened.is_empty().then(|| "Nobody came or went.".to_owned());
    let sentences = quiet.into_iter().chain(first.happened.iter().cloned());
    for sentence in sentences.chain(cases::sentence(last.teller, first.before, &months)) {
        lines.extend(indented(&sentence));
    }
    let teams = stands::teams(last.teller, &months, &traced.ledger.figures);
    lines.extend(teams.iter().map(|team| format!("{:indent$}{team}", "", indent = 2 * INDENT)));
    lines.extend(indented(&money::sentence(&months)));
    lines
}

/// A sentence in lines, the second and later ones further in.
fn indented(sentence: &str) -> Vec<String> {
    let lines = words::wrapped(sentence, WIDTH - 2 * INDENT);
    let indent = |(place, line): (usize, &String)| {
        let indent = if place == 0 { INDENT } else { 2 * INDENT };
        format!("{:indent$}{line}", "")
    };
    lines.iter().enumerate().map(indent).collect()
}
