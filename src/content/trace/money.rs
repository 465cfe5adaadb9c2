//! The cost of a month, by line.

use super::entry::{Entry, Kind, Stock};
use super::naming::Naming;
use crate::content::words;
use crate::measures::CostLine;
use crate::measures::month_record::MonthRecord;
use crate::run::LedgerMonth;
use crate::units::Unit;

/// Converts pence to pounds.
fn pounds(pence: i64) -> f64 {
    pence as f64 / 100.0
}

/// Entries for every cost line of every team, for the cost of changes (which belongs to no team), and for the total.
pub(super) fn entries<'a>(naming: Naming<'a>, record: &MonthRecord) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for (team, lines) in record.team_lines.iter().enumerate() {
        entries.extend(spent(naming.team_id(team), lines.iter().copied()));
    }
    let of_teams = |line: usize| record.team_lines.iter().map(|lines| lines[line]).sum::<i64>();
    let of_none = record.lines.iter().enumerate().map(|(line, &pence)| pence - of_teams(line));
    entries.extend(spent("service", of_none));
    let total = record.lines.iter().sum();
    entries.push(Entry::new(Kind::Total, pounds(total), Unit::Pounds, format!("{} in total.", in_pence(total))));
    entries
}

fn spent(team: &str, lines: impl Iterator<Item = i64>) -> impl Iterator<Item = Entry<'_>> {
    CostLine::ALL.iter().zip(lines).filter(|&(_, pence)| pence != 0).map(move |(line, pence)| Entry {
        stock: Some(Stock::Cost),
        team,
        of: line.id(),
        ..Entry::new(Kind::Spent, pounds(pence), Unit::Pounds, format!("{}: {}.", line.label(), in_pence(pence)))
    })
}

/// `£1,234.56`, to the penny.
fn in_pence(pence: i64) -> String {
    let (pounds, rest) = (pence.unsigned_abs() / 100, pence.unsigned_abs() % 100);
    format!("{}£{}.{rest:02}", if pence < 0 { "-" } else { "" }, words::whole(pounds))
}

/// The cost of a period on screen: `Cost £462k: permanent pay £255k, agency £190k`.
pub(super) fn sentence(months: &[&LedgerMonth]) -> String {
    let value = |pence: i64| words::value(pounds(pence), Unit::Pounds);
    let spent = |line: usize| months.iter().map(|month| month.record.lines[line]).sum::<i64>();
    let lines = CostLine::ALL.iter().enumerate().map(|(place, line)| (line, spent(place)));
    let total = format!("Cost {}", value(lines.clone().map(|(_, pence)| pence).sum()));
    let lines: Vec<String> = lines
        .filter(|&(_, pence)| pence != 0)
        .map(|(line, pence)| format!("{} {}", words::uncapitalised(line.label()), value(pence)))
        .collect();
    if lines.is_empty() { format!("{total}.") } else { format!("{total}: {}.", lines.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::in_pence;

    #[test]
    fn money_is_written_to_the_penny() {
        assert_eq!([0, 5, -150, 123_456_789].map(in_pence), ["£0.00", "£0.05", "-£1.50", "£1,234,567.89"]);
    }
}
