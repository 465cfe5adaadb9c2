//! The practice measures that members know, by financial year, with what English authorities show where it is published.

use super::cell::Cell;
use super::page::{Block, PageTable, Section};
use super::words;
use crate::measures::Measure;
use crate::scenario::plausibility::{Figure, comparisons};
use crate::scenario::{Scenario, Series};
use crate::summary::{Statistic, Summary};
use crate::units::Unit;

/// The measures of the table, by id, and what a year of each is.
const MEASURES: [(&str, &str); 6] = [
    ("referrals", "a year"),
    ("assessments_in_time_rate", "over the year"),
    ("strategy_discussions", "a year"),
    ("section_47_enquiries", "a year"),
    ("child_protection_plans_started", "a year"),
    ("on_child_protection_plan", "mean of the months"),
];

/// Shares of events that are repeats, each with the measures of the part and of the whole: the ratio of their means.
const REPEATS: [(&str, [&str; 2], Figure); 2] = [
    ("Re-referrals, share of referrals", ["re_referrals", "referrals"], Figure::ReReferrals),
    (
        "Second or later plans, share of plans started",
        ["repeat_child_protection_plans", "child_protection_plans_started"],
        Figure::RepeatPlans,
    ),
];

/// Maximum number of financial years.
const MOST_YEARS: usize = 3;

/// The section of the page; `None` if the run has none of the measures.
pub(crate) fn section(summary: &Summary) -> Option<Section<'static>> {
    let years = years(summary);
    let measures = MEASURES.iter().filter_map(|&(id, what)| measure_row(summary, &years, id, what));
    let repeats =
        REPEATS.iter().filter_map(|(label, parts, figure)| repeat_row(summary, &years, (label, *parts, *figure)));
    let repeats: Vec<Vec<Cell<'static>>> = repeats.collect();
    let has_published = !repeats.is_empty();
    let mut rows: Vec<Vec<Cell<'static>>> = measures.chain(repeats).collect();
    if rows.is_empty() {
        return None;
    }
    let published = has_published.then(|| "8 in 10 authorities".to_owned());
    if published.is_none() {
        for row in &mut rows {
            row.pop();
        }
    }
    let names = years.iter().map(|&year| summary.plan().calendar().years[year].to_string());
    let header = std::iter::once(String::new()).chain(names).chain(published).collect();
    let table =
        PageTable::with_header("Practice by financial year: median with the 80% range of futures", header, rows);
    let note = "8 in 10 authorities: their 10th to 90th percentile in the DfE's tables of children in need, 2017 to 2025. Shares of re-referrals and of second plans are those of \
                the means; they are inputs without effect on the work.";
    Some(Section {
        id: "practice",
        title: "Practice",
        blocks: std::iter::once(Block::Table(table)).chain(has_published.then(|| Block::Note(note.into()))).collect(),
    })
}

/// The last financial years that the run covers in full, or if there is none its last.
fn years(summary: &Summary) -> Vec<usize> {
    let calendar = summary.plan().calendar();
    let mut years: Vec<usize> = (0..calendar.years.len()).filter(|&year| calendar.months_covered(year) == 12).collect();
    if years.is_empty() {
        years.push(calendar.years.len() - 1);
    }
    years.split_off(years.len().saturating_sub(MOST_YEARS))
}

/// A measure of the service in each of these years; `None` if the run does not report it.
fn of_service<'s>(summary: &'s Summary, years: &[usize], id: &str) -> Option<(&'static Measure, Vec<&'s Statistic>)> {
    let measure = Measure::find(id)?;
    let index = summary.find(Series { measure, team: None, of: None })?;
    Some((measure, years.iter().filter_map(|&year| summary.year(year, index)).collect()))
}

fn measure_row(summary: &Summary, years: &[usize], id: &str, what: &str) -> Option<Vec<Cell<'static>>> {
    let (measure, statistics) = of_service(summary, years, id)?;
    let label = Cell::from(format!("{}, {what}", measure.label));
    let cells = words::ranged_alike(&statistics, measure.unit).into_iter().map(|cell| Cell::from(cell.to_string()));
    Some(std::iter::once(label).chain(cells).chain([Cell::Missing]).collect())
}

fn repeat_row(
    summary: &Summary,
    years: &[usize],
    (label, [part, whole], figure): (&'static str, [&str; 2], Figure),
) -> Option<Vec<Cell<'static>>> {
    let [(_, part), (_, whole)] = [of_service(summary, years, part)?, of_service(summary, years, whole)?];
    let share = |(part, whole): (&Statistic, &Statistic)| words::value(part.mean / whole.mean, Unit::Share);
    if part.iter().all(|part| part.mean == 0.0) {
        return None;
    }
    let shares = part.into_iter().zip(whole).map(|pair| Cell::from(share(pair)));
    let published = unlike_published(summary.plan().scenario(), figure).or_else(|| figure.usual_words());
    Some(std::iter::once(Cell::from(label)).chain(shares).chain([published.into()]).collect())
}

/// Why the scenario's figure is not to be compared with the published one, if it says so.
fn unlike_published(scenario: &Scenario, figure: Figure) -> Option<String> {
    let compared = comparisons(scenario, &scenario.inputs).into_iter().filter(|one| one.figure == figure);
    let reason = |address: String| scenario.inputs.get(scenario.inputs.find(&address)?).unusual.clone();
    compared.flat_map(|one| one.addresses).find_map(reason).map(|why| format!("not compared: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use crate::run::Options;
    use crate::scenario::Scenario;
    use crate::summary::run;

    #[test]
    fn the_years_are_whole_and_the_shares_those_of_the_inputs() {
        let text = include_str!("../../scenarios/herefordshire-2016.toml");
        let summary = run(&Plan::new(Scenario::parse(text).expect("a scenario")), &Options::new(100)).expect("a run");
        let section = section(&summary).expect("practice");
        let Block::Table(table) = &section.blocks[0] else { panic!("a table") };
        assert_eq!(table.header[1..], ["2016-17", "2017-18", "2018-19", "8 in 10 authorities"]);
        assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
        let row = table.rows.iter().find(|row| row[0].text().starts_with("Re-referrals")).expect("re-referrals");
        // The input is 21.4%; its share of some 500 referrals x 100 futures is within a point.
        let share: f64 = row[1].text().trim_end_matches('%').parse().expect("a percentage");
        assert!((share - 21.4).abs() <= 1.4, "{share}");
        assert_eq!(row[4].text(), "15.1% to 27.2%");
        assert!(table.rows.iter().any(|row| row[0].text().starts_with("Assessments in time, share")));
        let plans = table.rows.iter().find(|row| row[0].text().starts_with("Second or later plans")).expect("plans");
        assert_eq!(
            plans[4].text(),
            "not compared: the report counts children on a plan, and the DfE plans started in a year"
        );
    }
}
