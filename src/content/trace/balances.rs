//! Opening and closing balances of a month.

use super::cases;
use super::entry::{Entry, Kind, Stock};
use super::naming::Naming;
use crate::content::{series_names, words};
use crate::ids::TeamId;
use crate::measures::counts::StageCount::Cases;
use crate::measures::counts::TeamCount::{
    self, AgencyOrders, AgencyWorkers, OpenCases, PermanentHeads, Trainees, Unallocated,
};
use crate::measures::month_record::MonthRecord;
use crate::run::{Layout, LedgerMonth, ReplicationRow};
use crate::scenario::Series;
use crate::units::Unit;

/// The team counts that entries change.
const OF_TEAMS: [(Stock, TeamCount, &str); 4] = [
    (Stock::Permanent, PermanentHeads, "Permanent staff"),
    (Stock::Trainees, Trainees, "Trainees"),
    (Stock::Agency, AgencyWorkers, "Agency workers in post"),
    (Stock::Orders, AgencyOrders, "Agency workers on order"),
];

/// Entries for every count of every team and case stage, as opening or closing balances.
pub(super) fn entries<'a>(naming: Naming<'a>, kind: Kind, record: &MonthRecord) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for (team, counts) in naming.scenario().teams.ids().zip(&record.teams) {
        entries.extend(OF_TEAMS.iter().map(|&(stock, count, name)| Entry {
            stock: Some(stock),
            team: naming.team_id(team),
            ..Entry::new(kind, counts[count], Unit::Heads, format!("{name} in {}.", naming.team(team)))
        }));
    }
    for (stage, counts) in naming.scenario().pathway.iter().zip(&record.stages) {
        entries.push(Entry {
            stock: Some(Stock::Cases),
            team: naming.team_id(stage.team),
            of: &stage.id,
            ..Entry::new(kind, counts[Cases], Unit::Cases, format!("Open cases in {}.", stage.name))
        });
    }
    entries
}

/// Month-end measures: entry kind, measure id, and whether it is by team.
const RATES: [(Kind, &str, bool); 3] = [
    (Kind::Unallocated, "unallocated", true),
    (Kind::Caseload, "caseload", true),
    (Kind::AgencyRate, "agency_rate", false),
];

/// Entries for cases without a worker, caseloads and the agency rate at month end, if defined.
pub(super) fn rates<'a>(naming: Naming<'a>, figures: &ReplicationRow) -> Vec<Entry<'a>> {
    let entry = |(kind, series, value): (Kind, Series, f64)| Entry {
        team: series_names::team_id(naming.scenario(), series),
        ..Entry::new(kind, value, series.measure.unit, series_names::label(naming.scenario(), series) + ".")
    };
    measured(naming, figures).map(entry).collect()
}

fn measured<'a>(naming: Naming<'a>, figures: &'a ReplicationRow) -> impl Iterator<Item = (Kind, Series, f64)> + 'a {
    let layout = Layout::new(naming.plan);
    let all = RATES.iter().flat_map(move |rate| naming.plan.series.iter().enumerate().map(move |one| (rate, one)));
    all.filter_map(move |(&(kind, id, by_team), (index, one))| {
        let series = one.series;
        let is_it = series.measure.id == id && series.team.is_some() == by_team && series.of.is_none();
        let value = figures.values[layout.month(naming.month, index)];
        (is_it && !value.is_nan()).then_some((kind, series, value))
    })
}

/// The balances in the heading of a month: `70 permanent (+2), 39 agency (-1), agency rate 37%`.
pub(super) fn heading(
    naming: Naming<'_>,
    before: &MonthRecord,
    record: &MonthRecord,
    figures: &ReplicationRow,
) -> String {
    let (before, after) = (&before.service, &record.service);
    let mut parts = vec![
        count_and_change(before[PermanentHeads], after[PermanentHeads], "permanent", "permanent"),
        count_and_change(before[AgencyWorkers], after[AgencyWorkers], "agency", "agency"),
    ];
    if before[Trainees] + after[Trainees] > 0.0 {
        parts.push(count_and_change(before[Trainees], after[Trainees], "trainee", "trainees"));
    }
    let rate = measured(naming, figures).find(|(kind, ..)| *kind == Kind::AgencyRate);
    parts.extend(rate.map(|(_, series, value)| format!("agency rate {}", words::value(value, series.measure.unit))));
    parts.join(", ")
}

/// A count with its change: `70 permanent (+2)`.
pub(super) fn count_and_change(before: f64, after: f64, one: &str, several: &str) -> String {
    let counted = words::counted(after as u64, one, several);
    let change = after - before;
    if words::is_zero_change(change, Unit::Heads) {
        return counted;
    }
    format!("{counted} ({})", words::signed(change, Unit::Heads))
}

/// The cases of a team at month end.
pub(crate) struct TeamBalance {
    /// Name of the team.
    pub name: String,
    /// Lines: `412 open (+346 -322), caseload 28.0`, `53 without a worker`.
    pub carried: Vec<String>,
}

/// The teams that hold cases, with their cases at the end of a period of months.
pub(super) fn teams(naming: Naming<'_>, months: &[&LedgerMonth], figures: &ReplicationRow) -> Vec<TeamBalance> {
    let holding = naming.scenario().teams.ids().filter(|&team| naming.scenario().teams[team].caseload.is_some());
    holding
        .map(|team| TeamBalance { name: naming.team(team).to_owned(), carried: carried(naming, team, months, figures) })
        .collect()
}

/// The case lines of a team: `412 open (+346 -322), caseload 28.0`, `53 without a worker`.
fn carried(naming: Naming<'_>, team: TeamId, months: &[&LedgerMonth], figures: &ReplicationRow) -> Vec<String> {
    let Some(counts) = months.last().map(|month| &month.record.teams[team.index()]) else { return Vec::new() };
    let (came, left) = cases::in_and_out(naming, team, months);
    let number = |number: f64| words::whole(number as u64);
    let moved = format!("(+{} -{})", words::whole(came), words::whole(left));
    let caseload = measured(naming, figures).find(|(kind, of, _)| *kind == Kind::Caseload && of.team == Some(team));
    let caseload = caseload.map(|(_, of, value)| format!(", caseload {}", words::value(value, of.measure.unit)));
    let open = format!("{} open {moved}{}", number(counts[OpenCases]), caseload.unwrap_or_default());
    let without = (counts[Unallocated] > 0.0).then(|| format!("{} without a worker", number(counts[Unallocated])));
    std::iter::once(open).chain(without).collect()
}
