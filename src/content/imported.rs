//! What is said of records that were imported: a staff list, the census or monthly figures. The commands print it, and the planning page shows it.

use super::words;
use crate::import::monthly::{FigureCounts, MonthlyFigures, SeriesSubject, TableForm, UnplacedFigures};
use crate::import::sheet::RecordSheet;
use crate::import::staff_list::{COLUMNS as LIST_COLUMNS, StaffList, UnplacedReason, listed};
use crate::import::staff_opening::{OpeningRate, StaffOpening};
use crate::scenario::shown;

/// Largest file that is read, bytes.
pub(crate) const LARGEST: u64 = 64 << 20;

/// Number of months of an imported scenario, unless another is asked for.
pub(crate) const MONTHS: u32 = 36;

/// Name of a council that its records do not give.
pub(crate) const COUNCIL: &str = "Children's social work";

/// Width of the text, columns.
pub(crate) const COLUMNS: usize = 80;

/// The most that is said of what could not be placed.
const MOST: usize = 200;

/// What is said of an opening from a staff list or the census. `rows` is what a row is called: `lines` or `rows`.
pub(crate) fn opening_lines(opening: &StaffOpening, list: &StaffList, rows: &str, has_teams: bool) -> Vec<String> {
    let mut lines = counts(opening, list, rows);
    if has_teams {
        lines.extend(teams(opening));
    }
    lines.extend(rates(&opening.rates()));
    lines.extend([String::new(), "Notes".to_owned()]);
    lines.extend(note_lines(&opening.notes()));
    lines
}

/// What is said of monthly figures.
pub(crate) fn monthly_lines(figures: &MonthlyFigures) -> Vec<String> {
    let mut lines = figure_counts(&figures.counts);
    lines.extend(placed(figures));
    if !figures.unplaced.is_empty() {
        lines.extend([String::new(), "Not placed".to_owned()]);
        lines.extend(note_lines(
            &figures.unplaced.iter().take(MOST).map(UnplacedFigures::to_string).collect::<Vec<_>>(),
        ));
        if figures.unplaced.len() > MOST {
            lines.push(format!("  and {} more", words::whole((figures.unplaced.len() - MOST) as u64)));
        }
    }
    if !figures.notes().is_empty() {
        lines.extend([String::new(), "Notes".to_owned()]);
        lines.extend(note_lines(figures.notes()));
    }
    lines
}

/// The rows, which add up.
fn counts(opening: &StaffOpening, list: &StaffList, rows: &str) -> Vec<String> {
    let counts = opening.counts();
    let line = |number: usize, what: &str| format!("  {:>7}  {what}", words::whole(number as u64));
    let mut lines = vec![
        "Rows".to_owned(),
        line(counts.rows, "in all, of which"),
        line(counts.permanent, "permanent workers in post"),
        line(counts.agency, "agency workers in post"),
        line(counts.left, "had left"),
        line(counts.later.len(), "start later and are not in it"),
        line(counts.unplaced, "cannot be placed and are not in it"),
    ];
    if !counts.later.is_empty() {
        lines.extend(note_lines(&[format!("start later: {}", listed(rows, &counts.later))]));
    }
    lines.extend(rows_that_cannot_be_placed(list, rows));
    lines
}

/// The rows that cannot be placed, by reason.
pub(crate) fn rows_that_cannot_be_placed(list: &StaffList, rows: &str) -> Vec<String> {
    let mut reasons: Vec<UnplacedReason> = list.unplaced.iter().map(|(_, reason)| *reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let of = |reason: &UnplacedReason| {
        let lines: Vec<u64> = list.unplaced.iter().filter(|(_, of)| of == reason).map(|(line, _)| *line).collect();
        format!("{reason}: {}", listed(rows, &lines))
    };
    note_lines(&reasons.iter().map(of).collect::<Vec<_>>())
}

fn teams(opening: &StaffOpening) -> Vec<String> {
    let teams: Vec<(&str, f64, f64)> = opening.team_fte().collect();
    let width = teams.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or(0).max(4);
    let mut lines = vec![String::new(), format!("{:width$}    permanent FTE   agency FTE", "Teams")];
    for (name, permanent, agency) in teams {
        lines.push(format!("  {name:width$}  {permanent:>13.1}  {agency:>11.1}"));
    }
    lines
}

/// Own, pooled and used rates.
fn rates(rates: &[OpeningRate]) -> Vec<String> {
    let mut lines =
        vec![String::new(), "Rates                       own   events   years  weight  pooled    used".to_owned()];
    for OpeningRate { name, unit, rate } in rates {
        let own = rate.own().map_or("-".to_owned(), |own| format!("{:.1}%", 100.0 * own));
        // Exposure in years, whatever the unit.
        let years = if *unit == "a month" { rate.exposure / 12.0 } else { rate.exposure };
        lines.push(format!(
            "  {name:22} {own:>7} {events:>7.0} {years:>8.1} {weight:>6.2} {pooled:>6.1}% {used:>6.1}% {unit}",
            events = rate.events,
            weight = rate.weight(),
            pooled = 100.0 * rate.pooled,
            used = 100.0 * rate.rate(),
        ));
    }
    lines.push("  used = weight x own + (1 - weight) x pooled".to_owned());
    lines
}

/// The cells, which add up.
fn figure_counts(counts: &FigureCounts) -> Vec<String> {
    let line = |number: usize, what: &str| format!("  {:>7}  {what}", words::whole(number as u64));
    let codes = counts.missing.iter().map(|(code, number)| {
        let code = if code.is_empty() { "blank".to_owned() } else { format!("`{}`", shown(code)) };
        format!("{} {code}", words::whole(*number as u64))
    });
    let codes = codes.collect::<Vec<_>>().join(", ");
    let missing = if codes.is_empty() { String::new() } else { format!(": {codes}") };
    vec![
        "Figures".to_owned(),
        line(counts.all, "in all, of which"),
        line(counts.placed, "placed"),
        line(counts.all_missing(), &format!("missing{missing}")),
        line(counts.in_run, "of months of the run, which are not history"),
        line(counts.unplaced, "of measures that could not be placed"),
    ]
}

fn placed(figures: &MonthlyFigures) -> Vec<String> {
    let mut lines = vec![String::new(), "Placed".to_owned()];
    for series in &figures.series {
        let months = words::counted(series.points.len() as u64, "month", "months");
        let (first, last) = (series.points.first(), series.points.last());
        let range = match (first, last) {
            (Some((first, _)), Some((last, _))) if first != last => format!("{first} to {last}"),
            (Some((first, _)), _) => first.to_string(),
            _ => String::new(),
        };
        lines.extend(note_lines(&[format!("{}: {months}, {range} ({})", series.subject, series.place)]));
    }
    lines
}

/// What each name was taken for, in the form of a file of headings, which is given with this option; without one, it cannot be changed.
pub(crate) fn measures(figures: &MonthlyFigures, option: Option<&str>) -> String {
    let form = match figures.form {
        TableForm::MonthsAcross => "a row for each measure and a column for each month",
        TableForm::MonthsDown => "a column for each measure and a row for each month",
        TableForm::Long => "a row for each figure",
    };
    let mut lines = vec![
        words::wrapped(&format!("{}: {form}, with the headings in {}.", figures.place, figures.header), COLUMNS)
            .join("\n"),
    ];
    lines.extend(option.map(|option| format!("To change what follows, save it to a file and give that with {option}")));
    lines.push("  [measures]".to_owned());
    let key = |label: &str| toml::Value::from(label).to_string();
    for series in &figures.series {
        let line = format!("  {} = {}", key(&series.label), value(&series.subject));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    for one in figures.unplaced.iter().filter(|one| one.needs_meaning()).take(MOST) {
        lines.push(match one.shown_label() {
            Some(label) if one.candidates().is_empty() => format!("  {} = \"\"", key(label)),
            Some(label) => format!("  {} = \"\"     # {}?", key(label), one.candidates().join(" or ")),
            None => format!("  # {}: write its name and measure here", one.place()),
        });
    }
    lines.join("\n") + "\n\n"
}

/// The value of a line of `[measures]`.
fn value(subject: &SeriesSubject) -> String {
    match subject {
        SeriesSubject::Measure { id, of: None, .. } => format!("\"{id}\""),
        SeriesSubject::Measure { id, of: Some(of), .. } => {
            format!("{{ measure = \"{id}\", of = {} }}", toml::Value::from(of.as_str()))
        }
        SeriesSubject::Figure { name, is_share } => {
            let unit = if *is_share { "share" } else { "number" };
            format!("{{ figure = {}, unit = \"{unit}\" }}", toml::Value::from(name.as_str()))
        }
    }
}

/// Which column was taken for which, in the form of a file of headings, which is given with this option; without one, it cannot be changed.
pub(crate) fn headings(sheet: &RecordSheet, option: Option<&str>) -> String {
    let indented: Vec<String> =
        sheet.headings_file(LIST_COLUMNS).lines().map(|line| format!("  {}", line.trim())).collect();
    let change = option.map_or(String::new(), |option| {
        format!("; to change them, save these lines to a file and give it with {option}")
    });
    format!(
        "Headings of {}, {} {}{change}\n{}\n\n",
        sheet.place(),
        if sheet.name.is_some() { "row" } else { "line" },
        sheet.header,
        indented.join("\n")
    )
}

/// A name as part of a file name: `Kingston upon Hull, City of` becomes `kingston-upon-hull-city-of`.
pub(crate) fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "authority".to_owned() } else { slug }
}

/// Notes, each with its second and later lines indented.
pub(crate) fn note_lines(notes: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for note in notes {
        let wrapped = words::wrapped(note, COLUMNS - 4);
        lines.extend(
            wrapped.iter().enumerate().map(|(line, text)| format!("{}{text}", if line == 0 { "  " } else { "    " })),
        );
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_part_of_a_file_name() {
        assert_eq!(slug("Kingston upon Hull, City of"), "kingston-upon-hull-city-of");
        assert_eq!(slug("Bournemouth, Christchurch & Poole"), "bournemouth-christchurch-poole");
        assert_eq!(slug("&"), "authority");
    }
}
