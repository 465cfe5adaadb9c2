//! Referrals and open cases, in balance.

use std::fmt::Write as _;

use super::text::own;
use super::{OWN, OwnService};
use crate::import::assumptions::{DISPERSION, section};
use crate::import::opening::{CaseCount, OpenCases, next, stages_text};
use crate::import::toml_text::{figure, quoted};

/// How demand differs from year to year: as in the scenario `county.toml`.
const DEMAND: &str = "\n[yearly.demand]\n\
    inputs = [\"demand.contacts.per_month\"]\n\
    step = \"month\"\n\
    relative_to = \"last_12_months\"\n\
    persistence = 0.72\n\
    sd = 0.265\n\
    source = \"DfE, Characteristics of children in need: log changes of yearly referrals in authorities with 25,000-50,000 children have \
    standard deviations of 0.16, 0.23, 0.27, 0.29, 0.32 over one to five years; persistence and sd fitted to them\"\n\
    evidence = \"published\"\n";

impl OwnService {
    /// Referrals, and a stage of open cases for each team that holds some.
    pub(super) fn children(&self, ids: &[String]) -> String {
        let mut text = section("Children");
        let Some(months) = self.months_open() else {
            return text
                + "# No open cases were entered, so this scenario has none. To add them, make it again with open cases and referrals.\n";
        };
        let (all, stages) = (self.cases(), self.stages(ids));
        let opened = all / months;
        let per_month = match self.referrals {
            Some(referrals) => own(&figure(referrals, 2)),
            None => format!(
                "{{ value = {}, source = {} }}",
                figure(opened, 2),
                quoted(&format!(
                    "assumption: the open cases over {} months, how long children are in need in the middle one of England's authorities \
                     (DfE, Children in need 2017-2025)",
                    figure(months, 1)
                ))
            ),
        };
        let count = CaseCount { cases: all, source: OWN.to_owned() };
        let _ = write!(
            text,
            "# What comes in is referrals that become cases, and each team has a stage for the cases that it holds.\n\n\
             [demand.contacts]\n\
             per_month = {per_month}\n\
             conversion = {{ value = 1, source = \"what was entered is referrals that become cases\" }}\n\n\
             [demand]\n\
             {DISPERSION}\n\
             [demand.next]\n\
             {}{}",
            next(&stages, 1.0),
            stages_text(&stages, &count, opened)
        );
        text
    }

    /// How demand differs from year to year.
    pub(super) fn yearly_demand(&self) -> &'static str {
        if self.months_open().is_some() { DEMAND } else { "" }
    }

    fn stages(&self, ids: &[String]) -> Vec<OpenCases> {
        let all = self.cases();
        let teams = self.teams.iter().zip(ids).filter_map(|(team, id)| Some((team, id, team.cases?)));
        let holding: Vec<_> = teams.filter(|(_, _, cases)| *cases > 0.0).collect();
        if let [(_, id, _)] = holding[..] {
            return vec![OpenCases::of_one_team(id)];
        }
        let stage = |(team, id, cases): &(&super::OwnTeam, &String, f64)| OpenCases {
            id: format!("open_case_{id}"),
            name: format!("Open case, {}", crate::scenario::shown(&team.name)),
            team: (*id).clone(),
            share: cases / all,
        };
        holding.iter().map(stage).collect()
    }
}
