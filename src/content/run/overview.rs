//! What a director reads first of a run: headlines, targets, budgets, what was reported, and what to look out for.

use crate::content::headline_grid::{GridRow, HeadlineGrid, RowBelow};
use crate::content::headlines::{Headline, headlines};
use crate::content::names;
use crate::content::sentences::{
    budget_words, inputs_note, likely, reported_statistic, run_words, target_words, watch_notes,
};
use crate::content::words::{self, Ranged};
use crate::scenario::{Reported, Scenario, Target};
use crate::summary::{Statistic, Summary};
use crate::units::Unit;

/// What a director reads first of a run.
pub struct Overview {
    /// The name of the scenario.
    pub(crate) title: String,
    /// Which months, how many futures.
    pub(crate) subtitle: String,
    /// The headlines.
    pub(crate) grid: HeadlineGrid,
    /// How likely each target is.
    pub(crate) targets: Vec<Chance>,
    /// How likely each budget is overspent.
    pub(crate) budgets: Vec<Chance>,
    /// What was reported, beside the run.
    pub(crate) reported: Vec<ReportedLine>,
    /// What to look out for.
    pub(crate) look_out: Vec<String>,
    /// How many inputs there are, and where they come from.
    pub(crate) inputs: String,
}

/// What is said of the likelihood of something.
pub(crate) struct Chance {
    /// What may happen.
    pub what: String,
    /// How likely it is, in words.
    pub figure: String,
    /// The share of the futures in which all is well; `f64::NAN` where there is none.
    pub of_good: f64,
    /// What else to know of it; may be empty.
    pub note: String,
}

/// A reported figure beside the run.
pub(crate) struct ReportedLine {
    /// What was reported.
    pub what: String,
    /// The figure, and whether the range holds it; what the run says; what a guess of no change would have said.
    pub lines: Vec<String>,
}

/// What a director reads first of a run.
#[must_use]
pub fn overview(summary: &Summary) -> Overview {
    let scenario = summary.plan().scenario();
    let targets = scenario.targets.iter().enumerate();
    Overview {
        title: scenario.name.clone(),
        subtitle: run_words(summary),
        grid: grid(summary),
        targets: targets.filter_map(|(index, target)| target_chance(summary, index, target)).collect(),
        budgets: (0..scenario.budgets.len()).filter_map(|index| budget_chance(summary, index)).collect(),
        reported: scenario.reported.iter().filter_map(|one| reported(summary, one)).collect(),
        look_out: watch_notes(summary),
        inputs: inputs_note(scenario),
    }
}

fn grid(summary: &Summary) -> HeadlineGrid {
    let (columns, list) = headlines(summary);
    let row = |headline: &Headline<'_>| {
        let cells = words::ranged_alike(&headline.columns, headline.unit());
        let row = GridRow::new(summary, headline, &columns, cells);
        let below = (headline.series.measure.id == "agency_rate").then(|| as_ratio(headline));
        GridRow { below, ..row }
    };
    let rows = list.iter().map(row).collect();
    let key = "Figures are medians (money: means); in brackets, the range of 80% of futures.";
    HeadlineGrid::new(summary, &columns, rows, key)
}

/// The agency rate as councils put it: `61:39` is 61 permanent to 39 agency.
fn as_ratio(headline: &Headline<'_>) -> RowBelow {
    let ratio = |statistic: &Statistic| {
        let agency = (statistic.median() * 100.0).round();
        if agency.is_nan() { "-".to_owned() } else { format!("{}:{agency}", 100.0 - agency) }
    };
    RowBelow {
        label: "permanent:agency",
        now: headline.opening.map_or("-".into(), ratio),
        cells: headline.columns.iter().map(|statistic| Ranged::alone(ratio(statistic))).collect(),
    }
}

/// How likely a target is to be met, in a line.
pub(crate) fn target_line(scenario: &Scenario, target: &Target, met: &Statistic) -> Chance {
    let what = target_words(scenario, target);
    Chance { what, figure: likely(met), of_good: met.mean, note: String::new() }
}

fn target_chance(summary: &Summary, index: usize, target: &Target) -> Option<Chance> {
    let met = summary.target(index)?;
    let note = match summary.replications() - met.n_defined {
        0 => String::new(),
        left_out => {
            let futures = words::counted(left_out, "future is", "futures are");
            format!("({futures} left out, where the measure is missing)")
        }
    };
    Some(Chance { note, ..target_line(summary.plan().scenario(), target, met) })
}

fn budget_chance(summary: &Summary, index: usize) -> Option<Chance> {
    let (what, over, variance) = (budget_words(summary, index)?, summary.overspend(index)?, summary.budget(index)?);
    let figure = format!("overspent {}; variance {}", likely(over), words::ranged(variance, Unit::Pounds));
    Some(Chance { what, figure, of_good: 1.0 - over.mean, note: String::new() })
}

fn reported(summary: &Summary, one: &Reported) -> Option<ReportedLine> {
    let ((statistic, month), series) = (reported_statistic(summary, one)?, one.series?);
    let unit = series.measure.unit;
    let inside = if statistic.holds_80(one.value) { "inside the 80% range" } else { "outside the 80% range" };
    let [reported, projected] = words::beside_range(one.value, statistic, unit);
    let guess = one.no_change.map(|guess| format!("a guess of no change: {}", words::value(guess, unit)));
    let lines = [format!("reported {reported}, {inside}"), format!("projected {projected}")];
    Some(ReportedLine {
        what: format!("{}, {month}", names::label(summary.plan().scenario(), series)),
        lines: lines.into_iter().chain(guess).collect(),
    })
}
