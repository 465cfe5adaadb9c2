//! The cost of a month, by line.

use super::entry::{Entry, Kind, Stock};
use super::naming::Naming;
use crate::content::words;
use crate::measures::CostLine;
use crate::measures::month_record::MonthRecord;
use crate::run::LedgerMonth;
use crate::units::{Pence, Unit};

/// Entries for every cost line of every team, for the cost of changes (which belongs to no team), and for the total.
pub(super) fn entries<'a>(naming: Naming<'a>, record: &MonthRecord) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for (team, lines) in naming.scenario().teams.ids().zip(&record.team_lines) {
        entries.extend(spent(naming.team_id(team), lines.iter().copied()));
    }
    let of_teams = |line: usize| record.team_lines.iter().map(|lines| lines[line]).sum::<f64>();
    let of_none = record.lines.iter().enumerate().map(|(line, &pence)| pence - of_teams(line));
    entries.extend(spent("service", of_none));
    let total = Pence::of_count(record.lines.iter().sum());
    entries.push(Entry::new(Kind::Total, total.pounds(), Unit::Pounds, format!("{} in total.", in_pence(total))));
    entries
}

fn spent(team: &str, lines: impl Iterator<Item = f64>) -> impl Iterator<Item = Entry<'_>> {
    let lines = lines.map(Pence::of_count);
    CostLine::ALL.iter().zip(lines).filter(|&(_, pence)| pence != Pence::ZERO).map(move |(line, pence)| Entry {
        stock: Some(Stock::Cost),
        team,
        of: line.id(),
        ..Entry::new(Kind::Spent, pence.pounds(), Unit::Pounds, format!("{}: {}.", line.label(), in_pence(pence)))
    })
}

/// `£1,234.56`, to the penny.
fn in_pence(pence: Pence) -> String {
    let (pounds, rest) = pence.parts();
    format!("{}£{}.{rest:02}", if pence < Pence::ZERO { "-" } else { "" }, words::whole(pounds))
}

/// The cost of a period on screen: `Cost £462k: permanent pay £255k, agency £190k`.
pub(super) fn sentence(months: &[&LedgerMonth]) -> String {
    let value = |pence: Pence| words::value(pence.pounds(), Unit::Pounds);
    let spent = |line: usize| Pence::of_count(months.iter().map(|month| month.record.lines[line]).sum());
    let lines = CostLine::ALL.iter().enumerate().map(|(place, line)| (line, spent(place)));
    let total = format!("Cost {}", value(lines.clone().map(|(_, pence)| pence).sum()));
    let lines: Vec<String> = lines
        .filter(|&(_, pence)| pence != Pence::ZERO)
        .map(|(line, pence)| format!("{} {}", words::uncapitalised(line.label()), value(pence)))
        .collect();
    if lines.is_empty() { format!("{total}.") } else { format!("{total}: {}.", lines.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::in_pence;
    use crate::units::Pence;

    #[test]
    fn money_is_written_to_the_penny() {
        assert_eq!(
            [0, 5, -150, 123_456_789].map(|pence| in_pence(Pence::new(pence))),
            ["£0.00", "£0.05", "-£1.50", "£1,234,567.89"]
        );
    }
}
