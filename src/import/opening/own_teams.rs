//! Published cases in the teams of a council's own list of staff.

use super::CensusOpening;
use super::cases::{CaseCount, OpenCases};
use crate::import::case_holding::CaseHolding;
use crate::import::pool::Pool;
use crate::import::published::PublishedFigure;
use crate::import::toml_text::{figure, percent};
use crate::units::Month;

/// Caseloads of the list and the census that differ by more than this factor are far apart: an assumption.
const FAR_APART: f64 = 1.25;

/// A team that holds cases, with its permanent and agency staff at the opening, FTE.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CaseTeam<'t> {
    pub id: &'t str,
    pub name: &'t str,
    pub permanent: f64,
    pub agency: f64,
}

/// The teams of an opening among which published cases are divided.
#[derive(Clone, Debug)]
pub(crate) struct CaseTeams<'t> {
    /// Those that hold cases: at least one, and somebody is in post in some.
    pub holding: Vec<CaseTeam<'t>>,
    /// Number of all teams.
    pub all: usize,
    /// Permanent FTE of all teams.
    pub permanent: f64,
    /// The month at whose beginning it opens.
    pub month: Month,
    /// Open cases per FTE of case holders that the council reports for then; `None` for the cases of the census.
    pub reported_caseload: Option<f64>,
}

/// The cases of a census, and what goes with them, in the teams of another opening: parts of a scenario.
#[derive(Clone, Debug)]
pub(crate) struct PublishedCases {
    /// Source of the cases.
    pub source: String,
    /// The ids of the teams that hold cases, each with its table.
    pub caseloads: Vec<(String, String)>,
    /// What cases do to leaving, and sickness.
    pub absence: String,
    /// Referrals, and the stages that hold open cases.
    pub children: String,
    /// What differs from year to year in both.
    pub yearly: String,
    /// What was taken from where, and what was assumed.
    pub notes: Vec<String>,
}

impl CensusOpening<'_> {
    /// The cases of the census in other teams.
    pub(crate) fn cases_in(&self, pool: &Pool, teams: &CaseTeams<'_>) -> PublishedCases {
        let holding = self.case_holding(teams);
        let loads: Vec<f64> = holding.iter().map(|team| team.full_loads(self.sickness.0 / 100.0)).collect();
        let stages = stages(&teams.holding, &loads);
        let count = self.count_in(teams, &holding);
        let source = self.holder_source(teams);
        let caseload = |(stage, &holding): (&OpenCases, &CaseHolding)| {
            let text = self.caseload(&stage.team, holding, stage.share * count.cases, &source, pool);
            (stage.team.clone(), format!("\n{text}"))
        };
        PublishedCases {
            source: format!("{}, {}", self.own(), self.name),
            caseloads: stages.iter().zip(&holding).map(caseload).collect(),
            absence: self.absence(),
            children: self.cases(&stages, &count),
            yearly: self.yearly_of_cases(pool, &stages),
            notes: self.notes_on_cases(teams, &holding),
        }
    }

    /// The cases at the opening: those of the census, or of the reported caseload.
    fn count_in(&self, teams: &CaseTeams<'_>, holding: &[CaseHolding]) -> CaseCount {
        let holders: f64 = holding.iter().map(|team| team.holders()).sum();
        teams.reported_caseload.map_or_else(
            || self.case_count(),
            |caseload| CaseCount {
                cases: caseload * holders,
                source: format!(
                    "{} reported cases for each of {} case holders",
                    figure(caseload, 1),
                    figure(holders, 1)
                ),
            },
        )
    }

    /// Share of the permanent staff of the teams that hold cases who do: the share of all permanent staff is that of the census.
    fn share_in(&self, teams: &CaseTeams<'_>) -> f64 {
        let permanent: f64 = teams.holding.iter().map(|team| team.permanent).sum();
        self.holding().share() * if permanent > 0.0 { teams.permanent / permanent } else { 1.0 }
    }

    fn case_holding(&self, teams: &CaseTeams<'_>) -> Vec<CaseHolding> {
        let share = self.share_in(teams);
        teams.holding.iter().map(|team| CaseHolding::new(team.permanent, team.agency, share)).collect()
    }

    fn holder_source(&self, teams: &CaseTeams<'_>) -> String {
        let is_part = teams.holding.len() < teams.all;
        let others = if is_part { ", all of them in the teams that hold cases" } else { "" };
        format!(
            "{}: {} of permanent FTE hold cases{others}; that all agency FTE are among them is an assumption",
            self.own(),
            percent(self.holding().share())
        )
    }

    fn notes_on_cases(&self, teams: &CaseTeams<'_>, holding: &[CaseHolding]) -> Vec<String> {
        let months = teams.month.since(Month::new(self.year, 10));
        let mut notes = vec![format!(
            "From the DfE's tables ({}, 30 September {}, {} before the opening): open cases, the share of staff who hold them, sickness, \
             referrals and what becomes of them. From the list: staff, hours, agency workers, leaving and starters; the tables' own are not \
             used, nor are their vacancies.",
            self.name,
            self.year,
            if months == 1 { "1 month".to_owned() } else { format!("{months} months") },
        )];
        notes.extend(where_held(teams));
        let [cases, census] = [PublishedFigure::Cases, PublishedFigure::CaseHolders].map(|figure| self.now.get(figure));
        let holders: f64 = holding.iter().map(|team| team.holders()).sum();
        let is_far = !(1.0 / FAR_APART..=FAR_APART).contains(&(census / holders));
        let far = if is_far {
            " These are far apart: the list covers different people from the census, or staff have come or gone since."
        } else {
            ""
        };
        notes.push(format!(
            "{} open cases are {} for each of {} case holders (FTE) of the list, and were {} for each of {} at the census.{far}",
            figure(cases, 0),
            figure(cases / holders, 1),
            figure(holders, 1),
            figure(cases / census, 1),
            figure(census, 1),
        ));
        if holding.iter().any(|team| team.share() < self.share_in(teams)) {
            notes.push(
                "The teams that hold cases have fewer permanent staff than hold cases at the census: nearly all of them are taken to hold cases."
                    .to_owned(),
            );
        }
        notes
    }
}

/// A stage for each team, with its share of what all can carry.
fn stages(teams: &[CaseTeam<'_>], loads: &[f64]) -> Vec<OpenCases> {
    if let [only] = teams {
        return vec![OpenCases::of_one_team(only.id)];
    }
    let total: f64 = loads.iter().sum();
    let stage = |(team, load): (&CaseTeam<'_>, &f64)| OpenCases {
        id: format!("open_case_{}", team.id),
        name: format!("Open case, {}", team.name),
        team: team.id.to_owned(),
        share: load / total,
    };
    teams.iter().zip(loads).map(stage).collect()
}

/// Which teams hold the cases, and why; nothing of a single team.
fn where_held(teams: &CaseTeams<'_>) -> Option<String> {
    if teams.all == 1 {
        return None;
    }
    if teams.holding.len() < teams.all {
        let names: Vec<&str> = teams.holding.iter().map(|team| team.name).collect();
        return Some(format!("The cases are in {}, as --case-team says.", names.join(", ")));
    }
    Some(
        "The tables have one team, so the cases are divided among the teams in proportion to what their staff can carry, as if all held cases \
         alike. If some hold none, name those that do with --case-team."
            .to_owned(),
    )
}
