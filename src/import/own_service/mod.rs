//! The scenario of a service from the few figures that its planner knows: the short form of the planning page.
//!
//! Its structure is that of the other imports. What is not known is what England shows, or an assumption, and says so.

mod cases;
mod people;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use super::assumptions::CHARGE_PER_HOUR as ASSUMED_CHARGE;
pub(crate) use text::yearly_charge;

use super::staff_list::PooledRates;
use crate::scenario::plausibility::Figure;
use crate::units::Month;

/// What is said of a figure that was entered.
const OWN: &str = "the service's own, entered on the planning page";

/// Length of the run, months, unless the question is about a later month; and the longest.
const MONTHS: u32 = 36;
pub(crate) const MOST_MONTHS: u32 = 120;

/// The most teams.
pub(crate) const MOST_TEAMS: usize = 6;

/// What is known of a service. Figures that are `None` are those of England.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OwnService {
    pub name: String,
    /// The first month: the staff are those at its beginning.
    pub start: Month,
    /// One at least, with posts and permanent staff in one at least.
    pub teams: Vec<OwnTeam>,
    /// Leavers in a year as a share of permanent staff.
    pub leaving: Option<f64>,
    /// Newly qualified social workers who start each September, people.
    pub newly_qualified: Option<f64>,
    /// Experienced social workers who start in a year, people.
    pub experienced: Option<f64>,
    /// What a permanent worker costs, £ per FTE and year, with on-costs.
    pub permanent_cost: Option<f64>,
    /// What an agency worker costs, £ per FTE and year.
    pub agency_cost: Option<f64>,
    /// Referrals that become cases, a month.
    pub referrals: Option<f64>,
    /// The question: the highest agency rate at the end of a month.
    pub question: Option<(f64, Month)>,
}

/// A team of the service.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OwnTeam {
    pub name: String,
    /// Funded posts, FTE.
    pub posts: f64,
    /// Permanent staff in post, FTE.
    pub permanent: f64,
    /// Agency staff in post, FTE; `None` for England's cover of the vacancies.
    pub agency: Option<f64>,
    /// Open cases; `None` if it holds none.
    pub cases: Option<f64>,
}

impl OwnTeam {
    fn vacancies(&self) -> f64 {
        if self.posts > self.permanent { self.posts - self.permanent } else { 0.0 }
    }

    /// Agency FTE in post.
    fn agency_fte(&self, england: &PooledRates) -> f64 {
        self.agency.unwrap_or_else(|| self.vacancies() * england.cover)
    }
}

impl OwnService {
    /// Permanent and agency FTE in post of a team.
    pub(crate) fn staff_of(&self, team: &OwnTeam) -> f64 {
        team.permanent + team.agency_fte(self.england())
    }

    /// What England showed at the start.
    fn england(&self) -> &'static PooledRates {
        PooledRates::known_at(self.start)
    }

    fn sum(&self, of: impl Fn(&OwnTeam) -> f64) -> f64 {
        self.teams.iter().map(of).sum()
    }

    fn permanent(&self) -> f64 {
        self.sum(|team| team.permanent)
    }

    fn cases(&self) -> f64 {
        self.sum(|team| team.cases.unwrap_or(0.0))
    }

    /// Leavers a year per permanent FTE.
    fn leavers(&self) -> f64 {
        self.leaving.unwrap_or(self.england().leavers)
    }

    /// Starters a year who are not newly qualified, people.
    fn experienced(&self) -> f64 {
        self.experienced.unwrap_or_else(|| {
            let others = self.england().starters * self.permanent() - self.newly_qualified.unwrap_or(0.0);
            if others > 0.0 { others } else { 0.0 }
        })
    }

    /// Mean months that a case stays open: open cases over those that open in a month (Little's law). `None` without cases.
    pub(crate) fn months_open(&self) -> Option<f64> {
        let cases = self.cases();
        let months = match self.referrals {
            Some(referrals) => cases / referrals,
            None => usual_months_open()?,
        };
        (cases > 0.0).then_some(months)
    }

    /// Length of the run: three years, or up to the month of the question.
    fn months(&self) -> u32 {
        let asked = self.question.map_or(0, |(_, by)| u32::try_from(by.since(self.start) + 1).unwrap_or(0));
        asked.clamp(MONTHS, MOST_MONTHS)
    }
}

/// Months that a case stays open in the middle one of England's authorities.
pub(crate) fn usual_months_open() -> Option<f64> {
    Some(Figure::MonthsInNeed.published()?.percentiles?.p50)
}

/// Whole numbers in proportion to some sizes, that add up to a whole total: those with the largest remainders are rounded up.
fn divided(total: u32, sizes: &[f64]) -> Vec<u32> {
    let all: f64 = sizes.iter().sum();
    if all <= 0.0 {
        return sizes.iter().enumerate().map(|(place, _)| if place == 0 { total } else { 0 }).collect();
    }
    let exact: Vec<f64> = sizes.iter().map(|size| f64::from(total) * size / all).collect();
    // A whole number may be a little less than whole in floating point.
    let mut parts: Vec<u32> = exact.iter().map(|part| (part + 1e-9) as u32).collect();
    let left = total.saturating_sub(parts.iter().sum()) as usize;
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|&one, &other| {
        let remainder = |place: usize| exact[place] - f64::from(parts[place]);
        remainder(other).total_cmp(&remainder(one))
    });
    for &place in order.iter().cycle().take(left) {
        parts[place] += 1;
    }
    parts
}
