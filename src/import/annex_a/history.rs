//! The last months of the lists, as history of the scenario.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::AnnexA;
use super::list::AnnexList;
use super::text::AnnexOverlay;
use super::window::{ListWindow, by_month, whole_months};
use crate::import::monthly::{HistoryBase, SeriesSubject};
use crate::import::staff_list::first_day;
use crate::import::toml_text::quoted;
use crate::scenario::Scenario;
use crate::units::Month;

/// What is counted of a list in each month.
#[derive(Clone, Copy)]
enum MonthlyCount {
    Starts,
    Ends,
    /// Open at the end of the month.
    Open,
}

/// The measures of lists.
const SERIES: [(u32, &str, MonthlyCount); 7] = [
    (1, "contacts", MonthlyCount::Starts),
    (3, "referrals", MonthlyCount::Starts),
    (4, "assessments_completed", MonthlyCount::Ends),
    (5, "section_47_enquiries", MonthlyCount::Starts),
    (7, "child_protection_plans_started", MonthlyCount::Starts),
    (7, "on_child_protection_plan", MonthlyCount::Open),
    (8, "looked_after", MonthlyCount::Open),
];

impl AnnexA {
    /// Writes the whole months of each list's window that are before the scenario.
    pub(super) fn history(&self, path: &str, scenario: &Scenario, overlay: &mut AnnexOverlay) {
        let base = HistoryBase::new(path.to_owned(), scenario);
        for (number, id, count) in SERIES {
            let Some(list) = self.list(number) else { continue };
            let Some(window) = ListWindow::of(list, self.day, self.from) else { continue };
            let months = whole_months(window.from, self.day);
            let before: Vec<Month> = months.iter().copied().filter(|month| *month < scenario.start).collect();
            let subject = SeriesSubject::Measure { id, team: None, of: None };
            let (Some(first), Some(last)) = (before.first(), before.last()) else {
                if !months.is_empty() {
                    overlay.left.push(format!(
                        "List {number}, `{id}` by month: all months are in the run, and history is before it"
                    ));
                }
                continue;
            };
            if !base.reports(&subject) {
                overlay.left.push(format!("List {number}, `{id}` by month: the scenario does not report it"));
                continue;
            }
            let points = counted(list, count, &before).into_iter();
            let points: Vec<String> = points.map(|(month, value)| format!("\"{}\" = {value}", month.iso())).collect();
            let _ = write!(
                overlay.text,
                "\n[history.{}]\nsource = {}\nmeasure = \"{id}\"\npoints = {{ {} }}\n",
                base.free_id(&format!("annex_a_{id}")),
                quoted(&list.source),
                points.join(", ")
            );
            let range = if first == last { first.to_string() } else { format!("{first} to {last}") };
            overlay.placed.push(format!("history of {id}: {range}"));
        }
    }
}

fn counted(list: &AnnexList, count: MonthlyCount, months: &[Month]) -> BTreeMap<Month, usize> {
    let episodes = || list.episodes.iter();
    match count {
        MonthlyCount::Starts => by_month(episodes().map(|episode| episode.start), months),
        MonthlyCount::Ends => by_month(episodes().filter_map(|episode| episode.end), months),
        MonthlyCount::Open => {
            let open = |month: &Month| {
                let next: Date = first_day(month.plus(1));
                let is_open = |episode: &&super::list::AnnexEpisode| {
                    episode.start < next && episode.end.is_none_or(|end| end >= next)
                };
                (*month, episodes().filter(is_open).count())
            };
            months.iter().map(open).collect()
        }
    }
}
