//! A sweep on screen: a line for each plan or, for two levers, a table of one by the other for each target.

use super::{SHOWN, swept, without_effect};
use crate::compare::SavingsLine;
use crate::content::levers::{pounds_with_error, short_names};
use crate::content::overview::{Overview, OverviewGrid};
use crate::content::sentences::{likely, target_words};
use crate::content::words::{self, Ranged};
use crate::decide::point_figures::PointFigures;
use crate::decide::{LeverValue, Sweep};
use crate::summary::Statistic;

/// Maximum number of plans and of targets in the list, and of columns in a table.
const MAX_ROWS: usize = 40;
const MAX_TARGETS: usize = 3;
const MAX_COLUMNS: usize = 8;

/// The overview of a sweep on screen.
pub(crate) fn sweep_overview(sweep: &Sweep) -> Overview {
    let mut text = Overview::default();
    text.title(sweep.base.scenario().name());
    text.paragraph(format!("Sweep: {}", swept(sweep)));
    match sweep.grid.levers.as_slice() {
        [_, columns] if columns.values.len() <= MAX_COLUMNS && !targets(sweep).is_empty() => tables(&mut text, sweep),
        _ => list(&mut text, sweep),
    }
    text.empty();
    if let Some(sentence) = without_effect(sweep) {
        text.paragraph(sentence);
    }
    text.paragraph("All figures of all plans, with their ranges, are in sweep.csv.");
    text
}

/// The targets that are shown: place and words.
fn targets(sweep: &Sweep) -> Vec<(usize, String)> {
    let scenario = sweep.base.scenario();
    scenario.targets.iter().enumerate().map(|(place, target)| (place, target_words(scenario, target))).collect()
}

/// A line for each plan.
fn list(text: &mut Overview, sweep: &Sweep) {
    let shown: Vec<(usize, String)> = targets(sweep).into_iter().take(MAX_TARGETS).collect();
    text.empty();
    for (place, words) in &shown {
        text.item(format!("({}) {words}", place + 1));
    }
    let names = short_names(&sweep.grid.levers).join(", ");
    let mut head: Vec<Ranged> = shown.iter().map(|(place, _)| format!("({})", place + 1).into()).collect();
    head.extend(["agency", "caseload", "saving*"].map(Ranged::from));
    text.head(OverviewGrid::Sweep, names, head);
    text.row(OverviewGrid::Sweep, "unchanged", cells(&sweep.of_base, &shown));
    for point in sweep.points.iter().take(MAX_ROWS) {
        text.row(OverviewGrid::Sweep, values(&point.values), cells(&point.figures, &shown));
    }
    if let Some(more) = sweep.points.len().checked_sub(MAX_ROWS).filter(|more| *more > 0) {
        text.line(format!("... and {}", words::counted(more as u64, "more plan", "more plans")));
    }
    text.empty();
    text.paragraph(
        "Likelihood of each target; medians of the agency rate at the end of the run and the caseload over the run; * mean saving at equal \
         capacity over the run, with two standard errors.",
    );
}

/// The likelihoods, headlines and saving of a plan.
fn cells(figures: &PointFigures, targets: &[(usize, String)]) -> Vec<Ranged> {
    let likelihood = |(place, _): &(usize, String)| figures.targets.get(*place).map_or("-".into(), likely_cell);
    let mut cells: Vec<Ranged> = targets.iter().map(likelihood).collect();
    for headline in SHOWN {
        let figure = figures.headlines.get(headline as usize).filter(|one| one.is_defined());
        cells.push(figure.map_or("-".into(), |one| words::value(one.median(), headline.unit()).into()));
    }
    let saving = figures.saving(SavingsLine::LikeForLike);
    cells.push(saving.map_or("-".into(), |saving| pounds_with_error(saving).into()));
    cells
}

fn likely_cell(met: &Statistic) -> Ranged {
    likely(met).replace(" likely", "").into()
}

/// The values of a plan: `7, 2026-09`.
fn values(values: &[LeverValue]) -> String {
    values.iter().map(LeverValue::to_string).collect::<Vec<_>>().join(", ")
}

/// For two levers, a table of the likelihood of each target.
fn tables(text: &mut Overview, sweep: &Sweep) {
    let [down, along] = sweep.grid.levers.as_slice() else { return };
    let names = short_names(&sweep.grid.levers);
    for (target, words) in targets(sweep) {
        text.heading(words::capital(&words));
        let unchanged = sweep.of_base.targets.get(target).map_or(String::new(), likely);
        text.line(format!("Unchanged: {unchanged}. Rows: {}; columns: {}.", names[0], names[1]));
        let head = along.values.iter().map(|value| value.to_string().into()).collect();
        text.head(OverviewGrid::Cross, "", head);
        for (place, value) in down.values.iter().enumerate() {
            let figures =
                (0..along.values.len()).map(|column| &sweep.points[sweep.grid.index(&[place, column])].figures);
            let cells =
                figures.map(|one| one.targets.get(target).map_or("-".into(), |met| words::percent(met.mean).into()));
            text.row(OverviewGrid::Cross, value.to_string(), cells.collect());
        }
    }
}
