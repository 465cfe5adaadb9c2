//! Cases of the published tables in the teams of a list.

use super::{StaffOpening, TeamOpening};
use crate::import::{CaseTeam, CaseTeams, CensusOpening, ImportError, Pool, PublishedFigures, found};

impl StaffOpening {
    /// With the cases and referrals of an authority, by name or code, at its latest census that is not later than the opening. They are in
    /// the teams of these names, or divided among all teams in proportion to what their staff can carry.
    ///
    /// # Errors
    /// [`ImportError`] if there is no such authority, census or team, or the tables say too little.
    pub fn with_published_cases(
        mut self,
        published: &PublishedFigures,
        authority: &str,
        case_teams: &[String],
    ) -> Result<Self, ImportError> {
        let census = CensusOpening::latest_by(published, found(published, authority)?, self.month)?;
        let pool = Pool::new(published, census.year()).map_err(|_| ImportError::TooFewYears(census.year()))?;
        let teams = self.case_teams(case_teams)?;
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
