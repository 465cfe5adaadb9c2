//! Yearly effects: how far each moves its inputs in this replication.

use super::entry::{Entry, Kind};
use super::naming::Naming;
use crate::plan::EffectCourse;
use crate::units::Unit;

/// Entries for the effects that are reported this month.
pub(super) fn entries<'t>(naming: Naming<'t>, courses: &[EffectCourse]) -> Vec<Entry<'t>> {
    let reported = courses.iter().filter(|course| course.is_reported[naming.month]);
    reported
        .map(|course| {
            let factor = course.factors[naming.month];
            let effect = &naming.scenario().yearly[course.effect];
            let entry = Entry::new(Kind::YearlyEffect, factor, Unit::Number, sentence(naming, course, factor));
            Entry { of: &effect.id, ..entry }
        })
        .collect()
}

/// `Drift of demand: demand.contacts.per_month is at 112% of its mean over the 12 months before the start.`
fn sentence(naming: Naming<'_>, course: &EffectCourse, factor: f64) -> String {
    let scenario = naming.scenario();
    let effect = &scenario.yearly[course.effect];
    let first = course.inputs.first().map_or("", |&input| scenario.inputs.get(input).address.as_str());
    let (inputs, are, their) = match (course.inputs.len() - 1, course.of_odds) {
        (0, false) => (first.to_owned(), "is", "its"),
        (0, true) => (format!("the odds of {first}"), "are", "their"),
        (others, false) => (format!("{first} and {others} more"), "are", "their"),
        (others, true) => (format!("the odds of {first} and {others} more"), "are", "their"),
    };
    let usual = match effect.opens_at {
        Some(_) => "value at the start",
        None if effect.is_relative => "mean over the 12 months before the start",
        None => "usual value",
    };
    format!("{}: {inputs} {are} at {}% of {their} {usual}.", effect.name, (100.0 * factor).round())
}
