//! The headline table of a page: levels at the opening and later, with what English authorities show.

use super::cell::Cell;
use super::headline_grid::{is_yearly, part_years, starred};
use super::headlines::{Column, Headline, headlines};
use super::page::PageTable;
use super::words;
use crate::scenario::plausibility::Figure;
use crate::summary::{Statistic, Summary};

/// What the last column is.
pub(crate) const AUTHORITIES: &str = "8 in 10 authorities: the 10th to the 90th percentile of English authorities, 2017 to 2025 (DfE, \
                                      Children's social work workforce).";

/// The headlines of a run: medians (means of money) with their 80% ranges.
pub(crate) fn headline_table(summary: &Summary) -> PageTable<'static> {
    let (columns, list) = headlines(summary);
    let months = columns.iter().map(|column| column.name.to_string());
    let header =
        ["", "Now"].map(str::to_owned).into_iter().chain(months).chain(["8 in 10 authorities".to_owned()]).collect();
    let mut rows = Vec::new();
    for headline in &list {
        rows.push(row(summary, headline, &columns));
        if headline.series.measure.id == "agency_rate" {
            rows.push(ratio_row(headline));
        }
    }
    PageTable::with_header("Headlines: median, or mean of money, with the 80% range of futures", header, rows)
}

/// The notes on its stars.
pub(crate) fn headline_notes(summary: &Summary) -> impl Iterator<Item = String> {
    let (columns, list) = headlines(summary);
    let has_sums = list.iter().any(is_yearly);
    part_years(summary, &columns).filter(|_| has_sums).collect::<Vec<_>>().into_iter()
}

fn row(summary: &Summary, headline: &Headline<'_>, columns: &[Column]) -> Vec<Cell<'static>> {
    let yearly = if is_yearly(headline) { ", financial year" } else { "" };
    let label = format!("{}{yearly}", headline.label);
    let now = headline.opening.map_or("-".into(), |opening| words::value(opening.median(), headline.unit()));
    let later = words::ranged_alike(&headline.columns, headline.unit());
    let later = starred(summary, headline, columns, later).map(|cell| Cell::from(cell.to_string()));
    let first = [Cell::from(label), Cell::from(now)];
    first.into_iter().chain(later).chain([england(headline)]).collect()
}

fn ratio_row(headline: &Headline<'_>) -> Vec<Cell<'static>> {
    let now = headline.opening.map_or("-".into(), as_ratio);
    let later = headline.columns.iter().map(|statistic| Cell::from(as_ratio(statistic)));
    [Cell::from(RATIO), now.into()].into_iter().chain(later).chain([Cell::Missing]).collect()
}

/// Name of the agency rate in the form that councils use.
pub(crate) const RATIO: &str = "permanent:agency";

/// The median agency rate in the form that councils use: `61:39` is 61 permanent to 39 agency.
pub(crate) fn as_ratio(rate: &Statistic) -> String {
    let agency = (rate.median() * 100.0).round();
    if agency.is_nan() { "-".to_owned() } else { format!("{}:{agency}", 100.0 - agency) }
}

/// The 10th to the 90th percentile of English authorities, if their tables have the measure; they say nothing of teams.
fn england(headline: &Headline<'_>) -> Cell<'static> {
    let of_service = headline.series.team.is_none().then_some(headline.series.measure.id);
    of_service.and_then(Figure::of_measure).and_then(Figure::usual_words).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_are_those_of_the_published_ranges() {
        for figure in [Figure::AgencyRate, Figure::Turnover, Figure::Caseload] {
            let range = figure.published().expect("published");
            let (first, last) = range.years.split_once('-').expect("years");
            assert!(
                AUTHORITIES.contains(&format!("{first} to {last}")) && range.source.starts_with("DfE"),
                "{range:?}"
            );
        }
    }
}
