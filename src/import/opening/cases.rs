//! Referrals, open cases and money.

use std::fmt::Write as _;

use super::CensusOpening;
use crate::import::assumptions::DISPERSION;
use crate::import::published::PublishedFigure;
use crate::import::toml_text::{between, figure, percent, quoted, whole};

/// A stage that holds part of the open cases.
pub(in crate::import) struct OpenCases {
    pub id: String,
    pub name: String,
    /// The team that holds them.
    pub team: String,
    /// Share of all open cases and of what opens.
    pub share: f64,
}

impl OpenCases {
    /// The one stage of a service of one team.
    pub(in crate::import) fn of_one_team(team: &str) -> Self {
        Self { id: "open_case".to_owned(), name: "Open case".to_owned(), team: team.to_owned(), share: 1.0 }
    }

    /// The address of the factor on how long its cases stay open.
    pub(super) fn duration_factor(&self) -> String {
        format!("pathway.{}.duration_factor", self.id)
    }
}

/// Open cases, and where their number comes from.
pub(in crate::import) struct CaseCount {
    pub cases: f64,
    pub source: String,
}

impl CensusOpening<'_> {
    /// The open cases of the census.
    pub(super) fn case_count(&self) -> CaseCount {
        CaseCount { cases: self.now.get(PublishedFigure::Cases), source: self.own() }
    }

    /// Referrals, and the stages that hold open cases: at least one.
    pub(super) fn cases(&self, stages: &[OpenCases], count: &CaseCount) -> String {
        let (now, year) = (self.now, self.year);
        let need = format!("DfE, Children in need {year}");
        let referrals = now.get(PublishedFigure::Referrals);
        let re_referral = match now.get(PublishedFigure::ReReferrals) {
            percent if percent.is_finite() => format!(
                "re_referral = {{ value = {}, source = {}, evidence = \"published\" }}\n",
                figure(percent / 100.0, 3),
                quoted(&need)
            ),
            _ => String::new(),
        };
        let closed = now.get(PublishedFigure::NoFurtherAction);
        let closed = if closed.is_finite() { between(0.0, closed / 100.0, 0.95) } else { 0.0 };
        let opened = referrals / 12.0 * (1.0 - closed);
        format!(
            "\n\n# --- Children {rule}\n\
             # Contacts are not published, so what comes in is referrals. {holds} all open cases.\n\n\
             [demand.contacts]\n\
             per_month = {{ value = {per_month}, source = {source}, evidence = \"published\" }}\n\
             conversion = {{ value = 1, source = \"contacts are not published\" }}\n\n\
             [demand]\n\
             {re_referral}\
             {DISPERSION}\n\
             [demand.next]\n\
             closed = {{ value = {closed}, source = {closed_source}, evidence = \"published\" }}\n\
             {next}\
             {stages}",
            rule = "-".repeat(101),
            holds = if stages.len() == 1 {
                "One stage holds"
            } else {
                "A stage for each team that holds cases has its part of"
            },
            per_month = figure(referrals / 12.0, 1),
            source = quoted(&format!("{need}: {} referrals in the year", figure(referrals, 0))),
            closed = figure(closed, 3),
            closed_source = quoted(&format!("{need}: no further action")),
            next = next(stages, 1.0 - closed),
            stages = stages_text(stages, count, opened),
        )
    }
}

/// The stages, whose cases add up to all. `opened` is the number of cases that open in a month.
pub(in crate::import) fn stages_text(stages: &[OpenCases], count: &CaseCount, opened: f64) -> String {
    let all = count.cases;
    let (mut share, mut placed) = (0.0, 0);
    let mut text = String::new();
    for OpenCases { id, name, team, share: of_stage } in stages {
        share += of_stage;
        let until = whole(share * all);
        let part =
            if stages.len() == 1 { String::new() } else { format!(": {} of {}", percent(*of_stage), whole(all)) };
        let _ = write!(
            text,
            "\n[pathway.{id}]\n\
             name = {name}\n\
             team = \"{team}\"\n\
             months = {{ value = {months}, source = \"open cases over the {flow} a month that open: in balance\" }}\n\
             cases = {cases}                     # {source}{part}\n\
             next = {{ closed = \"rest\" }}\n",
            name = quoted(name),
            months = figure(all / opened, 2),
            flow = figure(opened, 1),
            cases = until - placed,
            source = count.source,
        );
        placed = until;
    }
    text
}

/// Where referrals that are not closed at once go: to each stage its share, to the last one the rest.
pub(in crate::import) fn next(stages: &[OpenCases], opened: f64) -> String {
    let mut text = String::new();
    for (place, OpenCases { id, share, .. }) in stages.iter().enumerate() {
        let _ = if place + 1 == stages.len() {
            writeln!(text, "{id} = \"rest\"")
        } else {
            writeln!(
                text,
                "{id} = {{ value = {}, source = \"its share of the open cases, of the referrals that are not closed at once\" }}",
                figure(opened * share, 4)
            )
        };
    }
    text
}
