//! The values of an overlay: demand, open cases, durations and shares.

use std::fmt::Write as _;

use super::AnnexA;
use super::columns::CaseStatus;
use super::list::AnnexList;
use super::pathway::{StageOfList, months_of_stay, stage_of};
use super::text::{AnnexOverlay, day_text};
use super::window::{FEWEST_ENDS, ListWindow};
use crate::import::toml_text::{figure, percent, quoted};
use crate::measures::StageRole;
use crate::scenario::{CaseStage, Scenario};

/// So many months: `1 month`, `2.5 months`.
fn months_text(months: f64, decimals: usize) -> String {
    let number = figure(months, decimals);
    format!("{number} {}", if number == "1" { "month" } else { "months" })
}

impl AnnexA {
    /// Contacts a month, and the share that become referrals.
    pub(super) fn demand(&self, scenario: &Scenario, overlay: &mut AnnexOverlay) {
        let flow = |number: u32| self.list(number).and_then(|list| self.window(list).map(|window| (list, window)));
        let (contacts, referrals) = (flow(1), flow(3));
        if scenario.demand.is_none() {
            for (list, window) in [&contacts, &referrals].into_iter().flatten() {
                let rate = figure(window.per_month(), 1);
                overlay.left.push(format!("List {}, {rate} a month: the scenario has no [demand]", list.form.number));
            }
            return;
        }
        let Some((list, window)) = contacts else {
            if let Some((_, window)) = referrals {
                let rate = figure(window.per_month(), 1);
                overlay
                    .left
                    .push(format!("List 3, {rate} a month: without contacts they say nothing of demand.contacts"));
            }
            return;
        };
        let source = self.flow_source(list, &window);
        let _ = write!(
            overlay.text,
            "\n[demand.contacts]\nper_month = {{ value = {}, source = {}, evidence = \"local\" }}\n",
            figure(window.per_month(), 1),
            quoted(&source)
        );
        overlay.placed.push(format!("demand.contacts.per_month: {} a month", figure(window.per_month(), 1)));
        let Some((of_referrals, referred)) = referrals else {
            overlay.notes.push(
                "Without referrals, the share of contacts that become referrals is that of the scenario.".to_owned(),
            );
            return;
        };
        let share = referred.per_month() / window.per_month();
        if share.is_finite() && share <= 1.0 {
            let source = format!("{}; {source}", self.flow_source(of_referrals, &referred));
            let _ = writeln!(
                overlay.text,
                "conversion = {{ value = {}, source = {}, evidence = \"local\" }}",
                figure(share, 3),
                quoted(&source)
            );
            overlay.placed.push(format!("demand.contacts.conversion: {} of contacts become referrals", percent(share)));
        } else {
            let [contacts, referrals] = [&window, &referred].map(|window| figure(window.per_month(), 1));
            overlay.left.push(format!(
                "List 3: referrals ({referrals} a month) are more than contacts ({contacts}), and give no share for demand.contacts.conversion"
            ));
        }
    }

    fn flow_source(&self, list: &AnnexList, window: &ListWindow) -> String {
        format!(
            "{}: {} from {} to {} ({})",
            list.source,
            list.form.counted(window.started),
            day_text(window.from),
            day_text(self.day),
            months_text(window.months, 1)
        )
    }

    /// Open cases and duration of the stage that counts as what a list has.
    pub(super) fn stage(&self, scenario: &Scenario, list: &AnnexList, role: StageRole, overlay: &mut AnnexOverlay) {
        let (open, rows, number) = (open_cases(list), list.form.rows, list.form.number);
        let stage = match stage_of(scenario, role) {
            StageOfList::One(stage) if !stage.is_decision() => stage,
            other => {
                let why = match other {
                    StageOfList::Several => "several stages of the scenario count as",
                    StageOfList::One(_) => "a decision without open cases is the stage of the scenario that counts as",
                    StageOfList::None => "no stage of the scenario counts as",
                };
                overlay.left.push(format!("List {number}, open on the day: {open}; {why} `{}`", role.id()));
                return;
            }
        };
        let stay = self.window(list).and_then(|window| window.mean_stay().map(|stay| (window, stay)));
        let _ = write!(
            overlay.text,
            "\n[pathway.{}]\ncases = {open}     # {}: {}\n",
            stage.id,
            list.source,
            if list.has_status { "open on that day with a plan as a child in need" } else { "open on that day" }
        );
        overlay.placed.push(format!("pathway.{}.cases: {open}", stage.id));
        match stay {
            _ if role == StageRole::ChildInNeed => {
                let stay = stay.map_or(String::new(), |(_, stay)| format!(", {} on average", months_text(stay, 1)));
                overlay.left.push(format!(
                    "List {number}: its dates are those of the whole time as a child in need{stay}, with assessments and plans, and not of \
                     the stage `{}`",
                    stage.id
                ));
            }
            Some((window, stay)) => self.duration(scenario, stage, list, (&window, stay), overlay),
            None => overlay.left.push(format!(
                "List {number}: fewer than {FEWEST_ENDS} {rows} ended, too few for the months of `{}`",
                stage.id
            )),
        }
        self.repeats(stage, list, overlay);
    }

    fn duration(
        &self,
        scenario: &Scenario,
        stage: &CaseStage,
        list: &AnnexList,
        (window, stay): (&ListWindow, f64),
        overlay: &mut AnnexOverlay,
    ) {
        let rows = list.form.rows;
        let Some(months) = months_of_stay(scenario, stage, stay) else {
            overlay.left.push(format!(
                "List {}: {rows} last {} on average, which the escalations or phases of `{}` do not allow",
                list.form.number,
                months_text(stay, 1),
                stage.id
            ));
            return;
        };
        let escalated = if stage.escalate.is_empty() { "" } else { ", which its escalations shorten to that" };
        let source = format!(
            "{}: {} {rows} ended from {} to {}, and lasted {} on average (time open over ended){escalated}",
            list.source,
            window.ended,
            day_text(window.from),
            day_text(self.day),
            months_text(stay, 2)
        );
        let _ = writeln!(
            overlay.text,
            "months = {{ value = {}, source = {}, evidence = \"local\" }}",
            figure(months, 2),
            quoted(&source)
        );
        overlay.placed.push(format!(
            "pathway.{}.months: {}, for a stay of {}",
            stage.id,
            figure(months, 2),
            months_text(stay, 2)
        ));
    }

    /// The share of plans begun in the window that are a second or later one.
    fn repeats(&self, stage: &CaseStage, list: &AnnexList, overlay: &mut AnnexOverlay) {
        let Some(window) = self.window(list) else { return };
        let begun = list.episodes.iter().filter(|episode| episode.start >= window.from).filter_map(|one| one.previous);
        let (repeats, all) =
            begun.fold((0, 0), |(repeats, all), previous| (repeats + i32::from(previous > 0.0), all + 1));
        if all == 0 {
            return;
        }
        let share = f64::from(repeats) / f64::from(all);
        if stage.repeat.is_none() || (all as usize) < FEWEST_ENDS {
            overlay.left.push(format!(
                "List {}: second or later plans among those begun: {repeats} of {all}, {}",
                list.form.number,
                if stage.repeat.is_none() { "which the stage does not state" } else { "too few to state a share" }
            ));
            return;
        }
        let source = format!("{}: {repeats} of {all} plans begun from {}", list.source, day_text(window.from));
        let value = figure(share, 3);
        let _ = writeln!(
            overlay.text,
            "repeat = {{ value = {value}, source = {}, evidence = \"local\" }}",
            quoted(&source)
        );
        overlay.placed.push(format!("pathway.{}.repeat: {} of plans begun", stage.id, percent(share)));
    }

    /// What the lists say of branches, which depend on the council's own pathway.
    pub(super) fn branches(&self, overlay: &mut AnnexOverlay) {
        for (number, of, leads_to) in [
            (3, "referrals", "without further action (`demand.next`)"),
            (5, "section 47 enquiries", "with a plan after them (`next` of their stage)"),
        ] {
            let Some(list) = self.list(number) else { continue };
            let answers: Vec<bool> = list.episodes.iter().filter_map(|episode| episode.answer).collect();
            // The column of a plan is blank where there was no conference.
            let all = if number == 5 && !answers.is_empty() { list.episodes.len() } else { answers.len() };
            let yes = answers.iter().filter(|yes| **yes).count();
            if all > 0 {
                overlay.left.push(format!(
                    "List {number}: {yes} of {all} {of} {leads_to}; what the others do depends on the council's pathway"
                ));
            }
        }
    }
}

/// The cases that are open in a list: of children in need those on a plan as such, if their status is known.
fn open_cases(list: &AnnexList) -> usize {
    let counts = |status: CaseStatus| !list.has_status || matches!(status, CaseStatus::Plan | CaseStatus::Unknown);
    list.episodes.iter().filter(|episode| episode.is_open() && counts(episode.status)).count()
}
