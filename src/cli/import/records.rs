//! What is said of a scenario that was written from a council's own records.

use std::path::Path;

use super::next_steps;
use crate::cli::new::as_argument;
use crate::content::imported::opening_lines;
use crate::import::staff_list::StaffList;
use crate::import::staff_opening::StaffOpening;

/// What a scenario was written from.
pub(super) struct WrittenFrom<'a> {
    /// The council and the month, as a sentence.
    pub when: String,
    /// What a row is called: `lines` or `rows`.
    pub rows: &'a str,
    /// Whether it has teams.
    pub has_teams: bool,
}

/// The whole text.
pub(super) fn told(
    path: &Path,
    text: &str,
    opening: &StaffOpening,
    list: &StaffList,
    from: &WrittenFrom<'_>,
) -> String {
    let file = as_argument(path);
    let mut lines = vec![format!("Wrote {file}"), format!("  {}", from.when), String::new()];
    lines.extend(opening_lines(opening, list, from.rows, from.has_teams));
    lines.extend(next_steps(&file, text));
    lines.join("\n") + "\n"
}
