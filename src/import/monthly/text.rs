//! The overlay as a file, and what is said of its series.

use std::fmt::Write as _;

use super::map::ShareForm;
use super::{MonthlyFigures, MonthlySeries, SeriesSubject};
use crate::import::toml_text::{figure, quoted};
use crate::units::Month;

/// The base that is written where none is named.
const UNKNOWN_BASE: &str = "scenario.toml";

impl MonthlyFigures {
    /// The overlay: a file that names a scenario and adds the figures to its history.
    #[must_use]
    pub fn overlay(&self) -> String {
        let (base, note) = match &self.base {
            Some(base) => (base.path(), ""),
            None => (UNKNOWN_BASE, "     # the scenario to which the figures belong: write its name here"),
        };
        let mut text = format!(
            "# Monthly figures of {}: written by `staffcast import monthly`.\n\
             #\n\
             # An overlay: it adds these figures to the history of the scenario named in `base`, which shows them before its forecast.\n\n\
             base = {}{note}\n",
            self.source,
            quoted(base)
        );
        text += &self.histories();
        text
    }

    /// The tables of the figures, as they stand in the overlay. They may also be added to the scenario itself.
    #[must_use]
    pub fn histories(&self) -> String {
        let mut text = String::new();
        let mut ids: Vec<String> = Vec::new();
        for series in &self.series {
            let id = self.history_id(&series.subject, &ids);
            let _ =
                write!(text, "\n[history.{id}]\nsource = {}\n", quoted(&format!("{}, {}", self.source, series.place)));
            text += &keys(&series.subject);
            let points =
                series.points.iter().map(|(month, value)| format!("\"{}\" = {}", month.iso(), figure(*value, 6)));
            let _ = writeln!(text, "points = {{ {} }}", points.collect::<Vec<_>>().join(", "));
            ids.push(id);
        }
        text
    }

    /// An id that neither the base nor another series has.
    fn history_id(&self, subject: &SeriesSubject, ids: &[String]) -> String {
        /// An id may have 40 characters; the number behind it has a few.
        const LONGEST: usize = 36;
        let parts: Vec<&str> = match subject {
            SeriesSubject::Measure { id, team, of } => {
                std::iter::once(*id).chain(of.as_deref()).chain(team.as_deref()).collect()
            }
            SeriesSubject::Figure { .. } => vec!["figure"],
        };
        let joined: String = format!("monthly_{}", parts.join("_")).chars().take(LONGEST).collect();
        let is_free = |id: &String| !ids.contains(id) && !self.base.as_ref().is_some_and(|base| base.has_history(id));
        let others = (2..).map(|number| format!("{joined}_{number}"));
        std::iter::once(joined.clone()).chain(others).find(is_free).unwrap_or(joined)
    }

    /// Notes on what was read of each series.
    pub(super) fn note_series(&mut self) {
        let mut notes: Vec<String> = self.notes.iter().map(|note| crate::import::sentence(note)).collect();
        for series in &self.series {
            notes.extend(self.notes_on(series));
        }
        self.notes = notes;
    }

    fn notes_on(&self, series: &MonthlySeries) -> Vec<String> {
        let mut notes = Vec::new();
        let place = &series.place;
        match series.form {
            Some(ShareForm::Share) => {
                notes.push(format!("{}: no number is above 1, so they are shares: 0.25 is 25%.", named(place)));
            }
            Some(ShareForm::Percentage) => {
                notes.push(format!("{}: some numbers are above 1, so they are percentages: 25 is 25%.", named(place)));
            }
            None => {}
        }
        if series.not_whole > 0 {
            let number = series.not_whole;
            let figures = if number == 1 { "1 figure is".to_owned() } else { format!("{number} figures are") };
            notes.push(format!(
                "{}: {figures} not whole, and {} counts people or cases.",
                named(place),
                series.subject
            ));
        }
        if series.is_out_of_order {
            notes.push(format!("{}: the months are not in order in the file; they are in the overlay.", named(place)));
        }
        let gaps = gaps(&series.points);
        if !gaps.is_empty() {
            notes.push(format!("{}: no figure for {}.", named(place), month_ranges(&gaps)));
        }
        if let Some(base) = &self.base {
            let is_here = |month: &Month| series.points.iter().any(|(known, _)| known == month);
            let mut both: Vec<Month> = base.months_of(&series.subject).filter(is_here).collect();
            both.sort_unstable();
            if !both.is_empty() {
                notes.push(format!(
                    "{}: the scenario has figures of its own for {}; both are shown.",
                    named(place),
                    month_ranges(&both)
                ));
            }
        }
        notes
    }
}

/// A place at the beginning of a sentence.
fn named(place: &str) -> String {
    let mut letters = place.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The keys that say what the figures are of.
fn keys(subject: &SeriesSubject) -> String {
    match subject {
        SeriesSubject::Measure { id, team, of } => {
            let mut text = format!("measure = \"{id}\"\n");
            for (key, id) in [("of", of), ("team", team)] {
                if let Some(id) = id {
                    let _ = writeln!(text, "{key} = {}", quoted(id));
                }
            }
            text
        }
        SeriesSubject::Figure { name, is_share } => {
            let unit = if *is_share { "share" } else { "number" };
            format!("figure = {}\nunit = \"{unit}\"\n", quoted(name))
        }
    }
}

/// Months between the first and the last that have no figure.
fn gaps(points: &[(Month, f64)]) -> Vec<Month> {
    let pairs = points.windows(2);
    pairs.flat_map(|pair| (1..pair[1].0.since(pair[0].0)).map(|later| pair[0].0.plus(later))).collect()
}

/// Months in order, as ranges: `Apr 2024, Jun 2024 to Aug 2024`.
#[must_use]
pub fn month_ranges(months: &[Month]) -> String {
    let mut ranges: Vec<(Month, Month)> = Vec::new();
    for &month in months {
        match ranges.last_mut() {
            Some((_, last)) if month.since(*last) <= 1 => *last = month,
            _ => ranges.push((month, month)),
        }
    }
    let shown =
        |(first, last): &(Month, Month)| if first == last { first.to_string() } else { format!("{first} to {last}") };
    ranges.iter().map(shown).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_told_as_ranges() {
        let at = |text: &str| (Month::parse(text).unwrap(), 1.0);
        let points = [at("2024-01"), at("2024-03"), at("2024-07"), at("2024-08")];
        assert_eq!(month_ranges(&gaps(&points)), "Feb 2024, Apr 2024 to Jun 2024");
        assert_eq!(month_ranges(&[]), "");
    }
}
