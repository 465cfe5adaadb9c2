//! The scenario that opens with a council's own staff, from a staff list or the workforce census.

mod cases;
mod flows;
mod people;
mod rates;
mod teams;
mod text;

pub use cases::CaseTables;
pub use rates::OpeningRate;

#[cfg(feature = "page")]
pub(super) use teams::team_ids;

use std::collections::BTreeMap;

use super::PublishedCases;
use super::staff_list::{Experience, ListedPerson, PooledRates, ShrunkRate, StaffList, first_day};
use crate::units::Month;
use people::StaffBin;

/// Months in service from which somebody whose job title says newly qualified is taken to have finished the year.
const TITLE_IS_OLD: u32 = 18;

/// A council's staff at the beginning of a month, and what its list shows of the time before.
#[derive(Clone, Debug)]
pub struct StaffOpening {
    source: String,
    month: Month,
    teams: Vec<TeamOpening>,
    /// FTE per person by route.
    fte_per_head: [Option<f64>; ROUTES.len()],
    /// The figures of England that were published by then.
    england: &'static PooledRates,
    leaving: Vec<(&'static str, ShrunkRate)>,
    starters: ShrunkRate,
    churn: Option<ShrunkRate>,
    experience: Experience,
    /// Quarterly figures of the time that the list covers: the month at whose end they are, permanent and agency FTE.
    before: Vec<(Month, f64, f64)>,
    counts: OpeningCounts,
    has_old_titles: usize,
    says_agency: bool,
    census: Option<CensusFigures>,
    /// Cases of the published tables, if they were asked for.
    cases: Option<PublishedCases>,
    use_of: OpeningUse,
    notes: Vec<String>,
}

/// What became of the rows of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpeningCounts {
    /// All rows.
    pub rows: usize,
    /// Permanent workers in post at the opening.
    pub permanent: usize,
    /// Agency workers in post at the opening.
    pub agency: usize,
    /// Those who had left.
    pub left: usize,
    /// Rows of those who start later.
    pub later: Vec<u64>,
    /// Rows that cannot be placed.
    pub unplaced: usize,
}

/// What the census of the service says beside its people.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CensusFigures {
    /// Vacancies, FTE.
    pub vacancies: f64,
    /// Agency workers, people and FTE.
    pub agency: (u32, f64),
    /// Open cases.
    pub cases: f64,
    /// Share of the permanent FTE that holds cases.
    pub case_holders: f64,
}

/// What an opening is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OpeningUse {
    /// A scenario whose blanks the council fills in.
    Plan,
    /// A forecast that is scored with the same list.
    Backtest,
}

/// A way into the job: newly qualified, or any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum OpeningRoute {
    SocialWorker,
    NewlyQualified,
}

const ROUTES: [OpeningRoute; 2] = [OpeningRoute::SocialWorker, OpeningRoute::NewlyQualified];

/// A team at the opening.
#[derive(Clone, Debug)]
struct TeamOpening {
    id: String,
    name: String,
    heads: usize,
    fte: f64,
    agency_heads: usize,
    agency_fte: f64,
    /// FTE that left in the twelve months before; `None` if the list does not cover them.
    leavers: Option<f64>,
    /// People by time in service.
    bins: BTreeMap<StaffBin, (usize, u32)>,
}

impl StaffOpening {
    /// The opening at the beginning of a month, in which somebody is in post.
    pub(crate) fn new(list: &StaffList, month: Month) -> Self {
        let experience = Experience::new(list, month);
        let england = PooledRates::known_at(month);
        let usual = list.usual_fte(month);
        let covers_a_year = experience.from <= first_day(month.plus(-12));
        let mut has_old_titles = 0;
        let mut teams: BTreeMap<usize, TeamOpening> = BTreeMap::new();
        let mut sums = [(0.0, 0.0); ROUTES.len()];
        let people = [false, true].map(|is_agency| list.in_post(month, is_agency).collect::<Vec<_>>());
        for person in people.iter().flatten() {
            let team = teams.entry(person.team).or_insert_with(|| TeamOpening::new(&list.teams[person.team]));
            let fte = person.fte.unwrap_or(usual);
            if person.is_agency {
                team.agency_heads += 1;
                team.agency_fte += fte;
                continue;
            }
            let (route, months) = (route_of(person), person.months_in_service(month));
            has_old_titles += usize::from(route == OpeningRoute::NewlyQualified && months >= TITLE_IS_OLD);
            team.heads += 1;
            team.fte += fte;
            let bin = team.bins.entry(StaffBin::of(route, months)).or_default();
            *bin = (bin.0 + 1, bin.1 + months);
            let sum = &mut sums[route as usize];
            *sum = (sum.0 + fte, sum.1 + 1.0);
        }
        if covers_a_year {
            let (from, until) = (first_day(month.plus(-12)), first_day(month));
            for (&place, team) in &mut teams {
                let has_left = |person: &&ListedPerson| {
                    let left = person.leaving.is_some_and(|day| (from..until).contains(&day));
                    left && person.team == place && !person.is_agency
                };
                team.leavers = Some(list.fte(list.people.iter().filter(has_left), month));
            }
        }
        let mut teams: Vec<TeamOpening> = teams.into_values().collect();
        teams::name_ids(&mut teams);
        let starts_later = |person: &&ListedPerson| person.start >= first_day(month);
        let later: Vec<u64> = list.people.iter().filter(starts_later).map(|person| person.line).collect();
        let [permanent, agency] = people.map(|people| people.len());
        let counts = OpeningCounts {
            rows: list.rows(),
            permanent,
            agency,
            left: list.people.len() - permanent - agency - later.len(),
            later,
            unplaced: list.unplaced.len(),
        };
        Self {
            source: list.source.clone(),
            month,
            teams,
            fte_per_head: sums.map(|(fte, heads)| (heads > 0.0).then(|| fte / heads)),
            england,
            leaving: rates::leaving(&experience, england),
            starters: rates::starters(&experience, england),
            churn: rates::churn(&experience),
            before: quarters(list, month, &experience),
            experience,
            counts,
            has_old_titles,
            says_agency: list.says_agency,
            census: None,
            cases: None,
            use_of: OpeningUse::Plan,
            notes: list.notes.clone(),
        }
    }

    /// The opening of a forecast that is scored with the same list. In place of the blank, a team has the posts at which its agency workers
    /// are in balance: permanent FTE, and agency FTE over England's cover of vacancies; they stay as they are. The hours of all do not change
    /// from year to year, because those of the list are its latest.
    #[must_use]
    pub(crate) fn for_backtest(self) -> Self {
        Self { use_of: OpeningUse::Backtest, ..self }
    }

    /// The month at whose beginning it opens.
    #[must_use]
    pub fn month(&self) -> Month {
        self.month
    }

    /// What became of the rows: the other numbers add up to `rows`.
    #[must_use]
    pub fn counts(&self) -> &OpeningCounts {
        &self.counts
    }

    /// Number of teams.
    #[must_use]
    pub fn teams(&self) -> usize {
        self.teams.len()
    }

    /// Names of the teams, with their permanent FTE and agency FTE.
    pub fn team_fte(&self) -> impl Iterator<Item = (&str, f64, f64)> {
        self.teams.iter().map(|team| (team.name.as_str(), team.fte, team.agency_fte))
    }

    /// The rates of leaving, starting and, if the list has agency workers, of ends of assignments.
    #[must_use]
    pub fn rates(&self) -> Vec<OpeningRate> {
        rates::all(self)
    }

    /// Permanent workers in post.
    fn heads(&self) -> usize {
        self.teams.iter().map(|team| team.heads).sum()
    }

    fn fte(&self) -> f64 {
        self.teams.iter().map(|team| team.fte).sum()
    }

    /// Agency workers in post, people and FTE.
    fn agency(&self) -> (usize, f64) {
        self.teams.iter().fold((0, 0.0), |(heads, fte), team| (heads + team.agency_heads, fte + team.agency_fte))
    }

    /// With what the census says beside its people, of the one team.
    pub(crate) fn with_census(mut self, figures: CensusFigures) -> Self {
        if let Some(team) = self.teams.first_mut() {
            (team.agency_heads, team.agency_fte) = (figures.agency.0 as usize, figures.agency.1);
        }
        self.census = Some(figures);
        self
    }
}

fn route_of(person: &ListedPerson) -> OpeningRoute {
    if person.is_newly_qualified { OpeningRoute::NewlyQualified } else { OpeningRoute::SocialWorker }
}

/// Permanent and agency FTE at the ends of quarters before the opening, as far back as those who left are known.
fn quarters(list: &StaffList, month: Month, experience: &Experience) -> Vec<(Month, f64, f64)> {
    const QUARTERS: i32 = 12;
    let begins = (1..=QUARTERS).rev().map(|quarter| month.plus(-3 * quarter));
    let known = begins.filter(|&begins| first_day(begins) >= experience.from);
    known.map(|begins| (begins.plus(-1), list.permanent_fte(begins), list.agency_fte(begins))).collect()
}
