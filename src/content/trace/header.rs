//! The header of a trace: which replication, why it was selected, and how it compares with all.

use super::ordinals::ending;
use super::{Selection, TracedReplication};
use crate::content::headline_grid::{head, notes, row, row_below};
use crate::content::headlines::{Column, Headline, headlines};
use crate::content::overview::Overview;
use crate::content::sentences::run_words;
use crate::content::words;
use crate::measures::YearOf;
use crate::run::Layout;
use crate::scenario::Scenario;
use crate::summary::Period;
use crate::units::Unit;

/// The overview of a trace: which replication, why it was selected, and its headlines above those of all replications.
pub(super) fn header(traced: &TracedReplication<'_>) -> Overview {
    let summary = traced.summary;
    let mut text = Overview::default();
    text.title(&traced.plan().scenario().name);
    text.line(run_words(summary));
    text.empty();
    text.paragraph(which(traced));
    text.empty();
    let (columns, list) = headlines(summary);
    head(&mut text, &columns);
    for headline in &list {
        let unit = headline.unit();
        let own = own(traced, headline, &columns).into_iter().map(|value| words::value(value, unit).into());
        row(&mut text, summary, headline, &columns, own.collect());
        let all = headline.columns.iter().map(|all| words::ranged(all, unit));
        row_below(&mut text, "all futures", String::new(), all);
    }
    let key = "All futures: medians (means for money), with the 80% range in brackets.";
    notes(&mut text, summary, &columns, key);
    text
}

/// The figures of this replication in the columns of a headline.
fn own(traced: &TracedReplication<'_>, headline: &Headline<'_>, columns: &[Column]) -> Vec<f64> {
    let (plan, values) = (traced.plan(), &traced.ledger.figures.values);
    let (layout, series) = (Layout::new(plan), traced.summary.find(headline.series));
    let yearly = headline.series.measure.year == YearOf::Sum;
    let figure = |column: &Column| {
        let series = series?;
        let year = plan.calendar().year_of(column.month);
        Some(values[if yearly { layout.year(year, series) } else { layout.month(column.month, series) }])
    };
    columns.iter().map(|column| figure(column).unwrap_or(f64::NAN)).collect()
}

/// `Future 7,351 is the closest to the 90th percentile of agency rate at the end of Mar 2019: 38%.`
fn which(traced: &TracedReplication<'_>) -> String {
    let future = words::whole(traced.ledger.future.chance);
    let Some(why) = &traced.why else { return format!("Future {future}, selected by number.{}", none_of(traced)) };
    let unit = why.figure.series.measure.unit;
    let figure = figure_words(traced.plan().scenario(), why);
    let missing = match traced.summary.replications() - why.nearest.n_defined {
        0 => String::new(),
        futures => {
            let futures = words::counted(futures, "future, which is", "futures, which are");
            format!(" It is undefined in {futures} left out.")
        }
    };
    let percent = percentile_words(why.percent);
    let here = here(why.nearest.value, why.nearest.percentile, unit);
    format!("Future {future} is the closest to the {percent} of {figure}: {here}.{missing}")
}

/// The figure of this replication, followed by the percentile if that is written differently.
fn here(value: f64, percentile: f64, unit: Unit) -> String {
    let alike =
        |write: fn(f64, Unit) -> String| (write(value, unit) == write(percentile, unit)).then(|| write(value, unit));
    let both = || format!("{}; the percentile is {}", words::finer(value, unit), words::finer(percentile, unit));
    alike(words::value).or_else(|| alike(words::finer)).unwrap_or_else(both)
}

/// A note for a replication number beyond those of the run, which is valid but not among those compared with.
fn none_of(traced: &TracedReplication<'_>) -> String {
    let futures = traced.summary.replications();
    let beyond = traced.ledger.future.chance > futures;
    if beyond { format!(" It is not one of the {} futures of the run.", words::whole(futures)) } else { String::new() }
}

/// `agency rate at the end of Mar 2019`, `cost over the run`.
fn figure_words(scenario: &Scenario, why: &Selection) -> String {
    let series = why.figure.series;
    let team = series.team.map(|team| format!(" of {}", scenario.teams[team].name)).unwrap_or_default();
    let when = match why.figure.when {
        Period::Month(month) if series.measure.year == YearOf::Sum => format!("in {month}"),
        Period::Month(month) => format!("at the end of {month}"),
        Period::Run => "over the run".into(),
    };
    format!("{}{team} {when}", words::in_sentence(series.measure))
}

/// `median`, `90th percentile`, `2.5th percentile`.
fn percentile_words(percent: f64) -> String {
    if percent == 50.0 {
        return "median".into();
    }
    let ending = if percent.fract() == 0.0 { ending(percent as u64) } else { "th" };
    format!("{percent}{ending} percentile")
}

#[cfg(test)]
mod tests {
    use super::{here, percentile_words};
    use crate::units::Unit;

    #[test]
    fn the_percentile_is_given_if_it_differs_from_the_figure() {
        assert_eq!(here(0.38, 0.3801, Unit::Share), "38%");
        assert_eq!(here(0.3849, 0.3851, Unit::Share), "38.5%");
        assert_eq!(here(0.38, 0.394, Unit::Share), "38.0%; the percentile is 39.4%");
        assert_eq!(here(3.0, 2.4, Unit::Heads), "3.0; the percentile is 2.4");
    }

    #[test]
    fn percentiles_are_ordinals_and_the_50th_is_the_median() {
        let actual = [0.0, 1.0, 2.5, 12.0, 22.0, 50.0, 83.0, 90.0, 100.0].map(percentile_words);
        let expected = ["0th", "1st", "2.5th", "12th", "22nd", "median", "83rd", "90th", "100th"];
        let expected = expected.map(|one| if one == "median" { one.into() } else { format!("{one} percentile") });
        assert_eq!(actual, expected);
    }
}
