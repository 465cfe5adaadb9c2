//! What a scenario takes of the workbook, as an overlay.

use jiff::civil::Date;

use super::AnnexA;
use super::columns::CaseStatus;
use super::list::{AnnexList, UnplacedRow};
use super::window::ListWindow;
use crate::import::staff_list::listed;
use crate::import::toml_text::quoted;
use crate::measures::StageRole;
use crate::scenario::Scenario;
use crate::units::Month;

/// An overlay, and what is said of it.
#[derive(Clone, Debug)]
pub struct AnnexOverlay {
    /// The file.
    pub text: String,
    /// What was placed, with its address.
    pub placed: Vec<String>,
    /// What could not be placed, and why.
    pub left: Vec<String>,
    /// What was taken for granted.
    pub notes: Vec<String>,
    /// What became of the rows of each list.
    pub counts: Vec<AnnexCounts>,
    /// Open cases by list and team; empty if teams are not known.
    pub teams: Vec<(&'static str, String, usize)>,
}

/// What became of the rows of a list: `unplaced`, `earlier`, `open` and `within` add up to `rows`.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnexCounts {
    /// Number of the list.
    pub list: u32,
    /// What its rows are.
    pub what: &'static str,
    /// All rows.
    pub rows: usize,
    /// Those that cannot be placed.
    pub unplaced: usize,
    /// Those that ended, or happened, before the window.
    pub earlier: usize,
    /// Those that are open at the end of the day.
    pub open: usize,
    /// Those that ended in the window, or for lists of events happened in it.
    pub within: usize,
    /// First day of the window, and how many began in a month of it.
    pub window: Option<(Date, f64)>,
    /// Mean stay, months.
    pub stay: Option<f64>,
}

/// A day in a sentence: 17 September 2020.
pub(super) fn day_text(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

impl AnnexA {
    /// The overlay on a scenario, which is at this path from it.
    #[must_use]
    pub fn overlay(&self, path: &str, scenario: &Scenario) -> AnnexOverlay {
        let mut overlay = AnnexOverlay {
            text: self.head(path, scenario),
            placed: Vec::new(),
            left: self.rows_left(),
            notes: Vec::new(),
            counts: self.lists.iter().map(|list| self.counts(list)).collect(),
            teams: Vec::new(),
        };
        self.demand(scenario, &mut overlay);
        for (number, role) in [
            (4, StageRole::Assessment),
            (6, StageRole::ChildInNeed),
            (7, StageRole::ChildProtectionPlan),
            (8, StageRole::LookedAfter),
        ] {
            if let Some(list) = self.list(number) {
                self.stage(scenario, list, role, &mut overlay);
            }
        }
        self.branches(&mut overlay);
        self.history(path, scenario, &mut overlay);
        self.note_all(scenario, &mut overlay);
        if !overlay.left.is_empty() {
            overlay.text += "\n# Not placed\n";
            overlay.text.extend(overlay.left.iter().map(|left| format!("# {left}\n")));
        }
        overlay
    }

    fn head(&self, path: &str, scenario: &Scenario) -> String {
        let start = self.start();
        let asks = if scenario.start == start {
            "with which the scenario starts".to_owned()
        } else {
            format!("so the scenario should start in {start}; it starts in {}", scenario.start)
        };
        format!(
            "# Annex A, {}, at the end of {}: written by `staffcast import annex-a`.\n\
             #\n\
             # An overlay: it states what the lists say of the scenario named in `base`. Open cases are those of that day,\n\
             # {asks}.\n\n\
             base = {}\n",
            self.file,
            day_text(self.day),
            quoted(path)
        )
    }

    /// The month that begins nearest to the day after that of the workbook.
    fn start(&self) -> Month {
        let month = Month::new(i32::from(self.day.year()), i32::from(self.day.month()));
        if self.day.day() > 15 { month.plus(1) } else { month }
    }

    pub(super) fn window(&self, list: &AnnexList) -> Option<ListWindow> {
        ListWindow::of(list, self.day, self.from)
    }

    fn counts(&self, list: &AnnexList) -> AnnexCounts {
        let window = self.window(list);
        let open = if list.form.has_ends { list.episodes.iter().filter(|one| one.is_open()).count() } else { 0 };
        let earlier = window.as_ref().map_or(0, |window| window.earlier);
        AnnexCounts {
            list: list.form.number,
            what: list.form.rows,
            rows: list.rows(),
            unplaced: list.unplaced.len(),
            earlier,
            open,
            within: list.episodes.len() - open - earlier,
            stay: window.as_ref().and_then(ListWindow::mean_stay),
            window: window.map(|window| (window.from, window.per_month())),
        }
    }

    /// Lists that could not be read, and rows that cannot be placed, with their lines.
    fn rows_left(&self) -> Vec<String> {
        let mut left: Vec<String> = Vec::new();
        for (number, why) in &self.unread {
            let first = why.lines().next().unwrap_or_default();
            left.push(format!("List {number}: {first}; if it has other headings, state them under [list_{number}] in a file of --headings"));
        }
        for list in &self.lists {
            let mut reasons: Vec<UnplacedRow> = list.unplaced.iter().map(|(_, reason)| *reason).collect();
            reasons.sort_unstable();
            reasons.dedup();
            for reason in reasons {
                let rows = list.unplaced.iter().filter(|(_, of)| *of == reason);
                let lines: Vec<u64> = rows.map(|(line, _)| *line).collect();
                left.push(format!("List {}, rows {reason}: {}", list.form.number, listed("rows", &lines)));
            }
        }
        left
    }

    fn note_all(&self, scenario: &Scenario, overlay: &mut AnnexOverlay) {
        let start = self.start();
        if scenario.start != start {
            overlay.notes.push(format!(
                "Open cases are those at the end of {}, and the scenario starts in {}: its start should be {start}.",
                day_text(self.day),
                scenario.start
            ));
        }
        for list in self.lists.iter().filter(|list| !list.without.is_empty()) {
            overlay.notes.push(format!("List {}: no column says {}.", list.form.number, list.without.join(", nor ")));
        }
        if let Some(list) = self.list(6) {
            let open = list.episodes.iter().filter(|episode| episode.is_open());
            let others =
                open.filter(|episode| matches!(episode.status, CaseStatus::OtherList | CaseStatus::NoCase)).count();
            if others > 0 {
                let verb = if others == 1 { "is" } else { "are" };
                overlay.notes.push(format!(
                    "List 6: by status, {others} more of those open {verb} in an assessment, on a protection plan, looked after or no case of a \
                     social worker; not counted as in need."
                ));
            } else if !list.has_status {
                overlay.notes.push(
                    "List 6 has no status, so all open children in need count, those on protection plans and looked after too."
                        .to_owned(),
                );
            }
        }
        self.note_teams(overlay);
    }

    /// Open cases by team, unless that column may hold names of people.
    fn note_teams(&self, overlay: &mut AnnexOverlay) {
        const ENOUGH_ROWS: usize = 5;
        const MANY_ROWS: usize = 20;
        let all: Vec<&str> =
            self.lists.iter().flat_map(|list| &list.episodes).filter_map(|episode| episode.team.as_deref()).collect();
        let mut distinct = all.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let many = if all.len() < MANY_ROWS { distinct.len() == all.len() } else { 2 * distinct.len() > all.len() };
        if all.len() < ENOUGH_ROWS || many {
            if !all.is_empty() {
                overlay.notes.push(
                    "Teams are not shown: nearly each row has one of its own, and they may be names of people."
                        .to_owned(),
                );
            }
            return;
        }
        for list in self.lists.iter().filter(|list| list.form.has_ends) {
            let teams = list.open_by_team().into_iter();
            overlay.teams.extend(teams.map(|(team, open)| (list.form.rows, crate::scenario::shown(team), open)));
        }
    }
}
