//! Responses: when they are decided on, begin and end, and why.

use super::entry::{Entry, Kind};
use super::naming::Naming;
use crate::content::{series_names, words};
use crate::model::{Event, ResponseStep};
use crate::run::{Layout, Ledger};
use crate::scenario::{Change, Condition, InputId, Response};
use crate::units::Unit;

/// The entry of a step of a response.
pub(super) fn entry<'a>(naming: Naming<'a>, ledger: &Ledger, event: Event) -> Option<Entry<'a>> {
    let Event::Response { response, step } = event else { return None };
    let change = naming.scenario().response(response)?;
    let of = change.response.as_ref()?;
    let kind = match step {
        ResponseStep::Decided => Kind::ResponseDecided,
        ResponseStep::Began => Kind::ResponseBegan,
        ResponseStep::Ended => Kind::ResponseEnded,
    };
    let text = sentence(naming, ledger, (change, of), step);
    Some(Entry { of: &change.id, ..Entry::new(kind, f64::NAN, Unit::Number, text) })
}

/// What happens, and the figure that decided it.
fn sentence(naming: Naming<'_>, ledger: &Ledger, (change, of): (&Change, &Response), step: ResponseStep) -> String {
    let name = &change.name;
    let month = naming.plan.calendar().month(naming.month as i32);
    let began = || condition(naming, ledger, of, &of.start, true);
    match step {
        ResponseStep::Decided => {
            let from = month.plus(of.after.cast_signed());
            format!("Decided, to begin in {from}: {name} ({}).", began())
        }
        ResponseStep::Began if of.after > 0 => {
            let decided = month.plus(-of.after.cast_signed());
            format!("Begins, as decided in {decided}: {name}.")
        }
        ResponseStep::Began => format!("Begins: {name} ({}).", began()),
        ResponseStep::Ended if change.until.is_some_and(|until| until.plus(1) == month) => {
            format!("Ended on its last date: {name}.")
        }
        ResponseStep::Ended => {
            let why = match &of.stop {
                Some(stop) => condition(naming, ledger, of, stop, true),
                None => condition(naming, ledger, of, &of.start, false),
            };
            format!("Ended: {name} ({why}).")
        }
    }
}

/// The figure at the end of last month beside its level: `Unallocated cases, MASH: 23, above 20 at the end of 2 months`.
fn condition(naming: Naming<'_>, ledger: &Ledger, of: &Response, condition: &Condition, holds: bool) -> String {
    let Some(series) = of.series else { return String::new() };
    let unit = series.measure.unit;
    let label = series_names::label(naming.scenario(), series);
    let Some(figure) = last_figure(naming, ledger, of).filter(|figure| figure.is_finite()) else {
        // A caseload with cases and nobody to hold them is above any level; what is missing otherwise ends a response.
        let begins = holds && condition.is_above && unit == Unit::CasesPerFte;
        return format!("{label}: {}", if begins { "nobody to hold the cases" } else { "no figure" });
    };
    let figure = words::value(figure, unit);
    let (side, level) = (if condition.is_above { "above" } else { "below" }, level(naming, ledger, condition.level));
    let not = if holds { "" } else { "not " };
    let months = match condition.months {
        months if holds && months > 1 => format!(" at the end of each of {} months", words::whole(months.into())),
        _ => String::new(),
    };
    format!("{label}: {figure}, {not}{side} {}{months}", words::value(level, unit))
}

/// The figure of the condition at the end of last month.
fn last_figure(naming: Naming<'_>, ledger: &Ledger, of: &Response) -> Option<f64> {
    let series = naming.plan.series.iter().position(|one| Some(one.series) == of.series)?;
    let layout = Layout::new(naming.plan);
    let cell = naming.month.checked_sub(1).map_or(layout.opening(series), |month| layout.month(month, series));
    ledger.figures.values.get(cell).copied()
}

/// The level in this future.
fn level(naming: Naming<'_>, ledger: &Ledger, level: InputId) -> f64 {
    let mut drawn = Vec::new();
    naming.plan.inputs.draw(&[ledger.future.inputs], &mut drawn);
    drawn.get(level.0).map_or(f64::NAN, |level| level.0[0])
}
