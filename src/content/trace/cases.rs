//! Cases: contacts, referrals, flows between stages, open cases.

use super::balances::count_and_change;
use super::entry::{Entry, Kind, Stock};
use super::naming::Naming;
use crate::content::words;
use crate::ids::{CaseStageId, IdVec, TeamId};
use crate::measures::counts::ServiceCount::{self, Contacts, Referrals, TurnedAway};
use crate::measures::counts::TeamCount::OpenCases;
use crate::measures::month_record::MonthRecord;
use crate::model::{CasesFrom, Event};
use crate::run::LedgerMonth;
use crate::scenario::CaseStage;
use crate::units::Unit;

/// A case flow, as a sentence.
fn in_full(from: CasesFrom, to: Option<&CaseStage>, cases: u32, stages: &IdVec<CaseStageId, CaseStage>) -> String {
    let of = |one, several| words::counted(cases.into(), one, several);
    let name = |stage: CaseStageId| &stages[stage].name;
    let closed = if cases == 1 { "was closed" } else { "were closed" };
    let (cases, referrals) = (of("case", "cases"), of("referral", "referrals"));
    match (from, to) {
        (CasesFrom::Referrals, None) => format!("{referrals} went no further."),
        (CasesFrom::Referrals, Some(to)) => format!("{referrals} went to {}.", to.name),
        (CasesFrom::Outside, Some(to)) => format!("{cases} arrived in {} from outside.", to.name),
        (CasesFrom::Finished(from), Some(to)) => format!("{cases} moved from {} to {}.", name(from), to.name),
        (CasesFrom::Escalated(from), Some(to)) => {
            format!("{} escalated from {} to {}.", of("case was", "cases were"), name(from), to.name)
        }
        (CasesFrom::Finished(from) | CasesFrom::Escalated(from), None) => {
            format!("{cases} finished {} and {closed}.", name(from))
        }
        (CasesFrom::ClosedEarly(from), _) => format!("{cases} {closed} early in {}.", name(from)),
        (CasesFrom::Outside, None) => format!("{cases} arrived from outside and went no further."),
    }
}

/// The entries of a case event: the loss of the stage left and the gain of the stage entered.
pub(super) fn entries<'a>(naming: Naming<'a>, event: Event) -> Vec<Entry<'a>> {
    let Event::Cases { from, to, cases } = event else { return Vec::new() };
    let stages = &naming.scenario().pathway;
    let to = to.map(|to| &stages[to]);
    let (kind, left) = match from {
        CasesFrom::Referrals | CasesFrom::Outside => (Kind::NoFurtherAction, None),
        CasesFrom::Finished(stage) => (Kind::Finished, Some(&stages[stage])),
        CasesFrom::Escalated(stage) => (Kind::Escalated, Some(&stages[stage])),
        CasesFrom::ClosedEarly(stage) => (Kind::ClosedEarly, Some(&stages[stage])),
    };
    let source = match from {
        CasesFrom::Referrals => "referrals",
        CasesFrom::Outside => "outside",
        CasesFrom::Finished(_) | CasesFrom::Escalated(_) | CasesFrom::ClosedEarly(_) => {
            left.map_or("", |stage| stage.id.as_str())
        }
    };
    let entry = |kind, stage: Option<&'a CaseStage>, cases: f64, text: String| Entry {
        stock: stage.map(|_| Stock::Cases),
        team: stage.map_or("service", |stage| naming.team_id(stage.team)),
        of: stage.map_or("", |stage| stage.id.as_str()),
        from: source,
        to: to.map_or("closed", |to| to.id.as_str()),
        ..Entry::new(kind, cases, Unit::Cases, text)
    };
    let text = in_full(from, to, cases, stages);
    let cases = f64::from(cases);
    let leaves = (left.is_some() || to.is_none())
        .then(|| entry(kind, left, if left.is_some() { -cases } else { cases }, text.clone()));
    let enters = to.map(|to| entry(Kind::Entered, Some(to), cases, text.clone()));
    leaves.into_iter().chain(enters).collect()
}

/// Entries for the month's contacts and referrals; none if the scenario has no demand.
pub(super) fn demand<'a>(naming: Naming<'a>, record: &MonthRecord) -> Vec<Entry<'a>> {
    if naming.scenario().demand.is_none() {
        return Vec::new();
    }
    let entry = |kind, number: f64, one, several| {
        let text = words::counted(number as u64, one, several) + ".";
        Entry::new(kind, number, Unit::PerMonth, text)
    };
    let mut entries = vec![
        entry(Kind::Contacts, record.whole[Contacts], "contact", "contacts"),
        entry(Kind::Referrals, record.whole[Referrals], "contact became a referral", "contacts became referrals"),
    ];
    let away = record.whole[TurnedAway];
    entries.extend(
        (away > 0.0).then(|| entry(Kind::TurnedAway, away, "child was turned away", "children were turned away")),
    );
    entries
}

/// The cases of the service over a period: demand, closures and open cases; `None` if the scenario has no cases.
pub(super) fn sentence(naming: Naming<'_>, before: &MonthRecord, months: &[&LedgerMonth]) -> Option<String> {
    let scenario = naming.scenario();
    let mut parts = Vec::new();
    if scenario.demand.is_some() {
        parts.push(came(months));
    }
    if let Some(last) = months.last().filter(|_| !scenario.pathway.is_empty()) {
        let closed = flows(months).filter(|&(from, to, _)| {
            matches!(from, CasesFrom::Finished(_) | CasesFrom::ClosedEarly(_)) && to.is_none()
        });
        let open = |record: &MonthRecord| record.service[OpenCases];
        parts.push(format!("{} closed", words::whole(closed.map(|(.., cases)| cases).sum())));
        parts.push(count_and_change(open(before), open(&last.record), "open", "open"));
    }
    (!parts.is_empty()).then(|| format!("Cases: {}.", parts.join("; ")))
}

/// The demand over a period: `498 contacts, 121 referrals`.
fn came(months: &[&LedgerMonth]) -> String {
    let sum = |count: ServiceCount| months.iter().map(|month| month.record.whole[count]).sum::<f64>() as u64;
    let contacts = words::counted(sum(Contacts), "contact", "contacts");
    let referrals = words::counted(sum(Referrals), "referral", "referrals");
    match sum(TurnedAway) {
        0 => format!("{contacts}, {referrals}"),
        away => format!("{contacts}, {referrals}, {} turned away", words::whole(away)),
    }
}

/// The number of cases that entered a team from elsewhere over a period, and the number that left it.
pub(super) fn in_and_out(naming: Naming<'_>, team: TeamId, months: &[&LedgerMonth]) -> (u64, u64) {
    let of = |stage: CaseStageId| naming.scenario().pathway[stage].team == team;
    flows(months).fold((0, 0), |(came, left), (from, to, cases)| {
        let here = matches!(
            from,
            CasesFrom::Finished(stage) | CasesFrom::Escalated(stage) | CasesFrom::ClosedEarly(stage) if of(stage)
        );
        match (here, to.is_some_and(of)) {
            (false, true) => (came + cases, left),
            (true, false) => (came, left + cases),
            _ => (came, left),
        }
    })
}

/// Case flows over a period: from, to, number.
fn flows(months: &[&LedgerMonth]) -> impl Iterator<Item = (CasesFrom, Option<CaseStageId>, u64)> {
    months.iter().flat_map(|month| &month.events).filter_map(|event| match *event {
        Event::Cases { from, to, cases } => Some((from, to, cases.into())),
        _ => None,
    })
}
