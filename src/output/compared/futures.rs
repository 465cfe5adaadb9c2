//! Plans against futures: the table on screen and the file.

use std::fmt::Write as _;

use crate::compare::{Outlook, RobustMeasure};
use crate::output::cell::{Cell, Sense, statistic};
use crate::output::rows::Rows;
use crate::output::screen::Screen;
use crate::output::{OutputError, OutputFile, names, words};

/// An outlook, and what its plans and futures are called.
pub struct Futures<'o> {
    /// The outlook.
    pub outlook: &'o Outlook,
    /// What the plans are called, in their order.
    pub plans: Vec<String>,
    /// What the futures are called, in their order.
    pub futures: Vec<String>,
}

const LABEL: usize = 26;
const CELL: usize = 9;
/// Most futures that stand side by side.
const MOST: usize = 4;

/// The file of an outlook: every plan in every future.
///
/// # Errors
/// [`OutputError`] when it cannot be encoded.
pub fn futures_file(futures: &Futures<'_>) -> Result<OutputFile, OutputError> {
    Ok(OutputFile::new("futures.csv", rows(futures).csv()?))
}

/// Every plan in every future.
pub(super) fn rows<'a>(futures: &'a Futures<'_>) -> Rows<'a> {
    let rows = futures.outlook.measures.iter().flat_map(move |one| {
        futures.plans.iter().enumerate().flat_map(move |(plan, name)| {
            futures.futures.iter().enumerate().map(move |(future, of)| {
                let unit = one.measure.unit;
                let measure = Cell::Named { id: one.measure.id, name: one.measure.label };
                let mut row = vec![measure, names::unit_cell(unit), name.as_str().into(), of.as_str().into()];
                row.extend(statistic(&one.figures[plan][future], unit, Sense::Level));
                row.push(Cell::Number(one.regret(plan, future), unit, Sense::Change));
                row.push(Cell::Flag(one.worst_case(plan).0 == future));
                row.push(Cell::Number(one.worst_regret(plan), unit, Sense::Change));
                row
            })
        })
    });
    let last = ["regret", "is_worst_case", "worst_regret"];
    Rows::of_statistics(&["measure", "unit", "plan", "future"], &last, rows)
}

/// The outlook as tables of at most 80 columns, one for each measure.
#[must_use]
pub fn futures_table(futures: &Futures<'_>) -> Screen {
    let mut text = Screen::default();
    text.heading("Plans against futures");
    for (number, name) in futures.futures.iter().enumerate() {
        let _ = writeln!(text, "  {number} {name}");
    }
    text.line("Means. Regret: how much worse a plan is than the best plan of the same future;");
    text.line("a robust plan has a small worst regret.");
    for one in &futures.outlook.measures {
        measure(&mut text, futures, one);
    }
    text
}

fn measure(text: &mut Screen, futures: &Futures<'_>, one: &RobustMeasure) {
    let when = if one.measure.id == "cost" { "over the run" } else { "at the end of the run" };
    let shown = if futures.futures.len() <= MOST { futures.futures.len() } else { 0 };
    text.heading(&format!("{} {when}", one.measure.label));
    let _ = write!(text, "{:LABEL$}", "");
    for future in 0..shown {
        let _ = write!(text, "{future:<CELL$}");
    }
    let _ = writeln!(text, "worst    regret");
    for (plan, name) in futures.plans.iter().enumerate() {
        if name.chars().count() >= LABEL {
            let _ = write!(text, "{name}\n{:LABEL$}", "");
        } else {
            let _ = write!(text, "{name:LABEL$}");
        }
        let value = |value: f64| words::value(value, one.measure.unit);
        for future in 0..shown {
            let _ = write!(text, "{:<CELL$}", value(one.figures[plan][future].mean));
        }
        let regret = words::signed(one.worst_regret(plan), one.measure.unit);
        let _ = writeln!(text, "{:<CELL$}{regret}", value(one.worst_case(plan).1));
    }
}
