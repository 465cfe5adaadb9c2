//! Cases of the published tables in the teams of a list.

use super::{OpeningUse, StaffOpening, TeamOpening};
use crate::import::{CaseTeam, CaseTeams, CensusOpening, ImportError, Pool, PublishedFigures, found};

/// Months from the beginning of the October after a census to that of the March by which it is published.
const MONTHS_UNTIL_PUBLISHED: i32 = 5;

/// Where published cases come from, and which teams hold them.
#[derive(Clone, Copy, Debug)]
pub struct CaseTables<'p> {
    /// The tables.
    pub published: &'p PublishedFigures,
    /// The authority, by name or code.
    pub authority: &'p str,
    /// Names or ids of the teams that hold cases; if empty, all do, each with the part that its staff can carry.
    pub teams: &'p [String],
    /// Open cases per FTE of case holders at the opening, if the council reports them; those of the census otherwise.
    pub caseload: Option<f64>,
}

impl StaffOpening {
    /// With the cases and referrals of an authority at its latest census that is not later than the opening; of a forecast that is scored,
    /// that was published by then.
    ///
    /// # Errors
    /// [`ImportError`] if there is no such authority, census or team, or the tables say too little.
    pub fn with_published_cases(mut self, tables: &CaseTables<'_>) -> Result<Self, ImportError> {
        let known = match self.use_of {
            OpeningUse::Plan => self.month,
            OpeningUse::Backtest => self.month.plus(-MONTHS_UNTIL_PUBLISHED),
        };
        let published = tables.published;
        let census = CensusOpening::latest_by(published, found(published, tables.authority)?, known)?;
        let pool = Pool::new(published, census.year()).map_err(|_| ImportError::TooFewYears(census.year()))?;
        let teams = CaseTeams { reported_caseload: tables.caseload, ..self.case_teams(tables.teams)? };
        self.cases = Some(census.cases_in(&pool, &teams));
        Ok(self)
    }

    /// The teams that hold cases: those named, in the order of the list, or all.
    fn case_teams(&self, names: &[String]) -> Result<CaseTeams<'_>, ImportError> {
        let is_called =
            |team: &TeamOpening, name: &str| team.id == name || team.name.to_lowercase() == name.to_lowercase();
        if let Some(name) = names.iter().find(|name| !self.teams.iter().any(|team| is_called(team, name))) {
            let known = self.teams.iter().map(|team| team.name.clone()).collect();
            return Err(ImportError::UnknownTeam(name.clone(), known));
        }
        let holds = |team: &&TeamOpening| names.is_empty() || names.iter().any(|name| is_called(team, name));
        Ok(CaseTeams {
            holding: self.teams.iter().filter(holds).map(TeamOpening::case_team).collect(),
            all: self.teams.len(),
            permanent: self.fte(),
            month: self.month,
            reported_caseload: None,
        })
    }

    /// The table of a team's caseload; empty if it holds no published cases.
    pub(super) fn published_caseload(&self, team: &TeamOpening) -> &str {
        let caseloads = self.cases.iter().flat_map(|cases| &cases.caseloads);
        caseloads.into_iter().find(|(id, _)| *id == team.id).map_or("", |(_, text)| text)
    }
}

impl TeamOpening {
    fn case_team(&self) -> CaseTeam<'_> {
        CaseTeam { id: &self.id, name: &self.name, permanent: self.fte, agency: self.agency_fte }
    }
}
