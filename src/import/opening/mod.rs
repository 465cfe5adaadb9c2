//! The scenario that opens at a census: every value is of data up to it, or marked as an assumption.

mod cases;
mod growth;
mod own_teams;
mod people;
mod team;
mod yearly;

use super::assumptions::{self, PAY_NOTE};
use super::pool::{Pool, SMALLEST};
use super::published::{AuthorityYear, PublishedFigure, PublishedFigures};
use super::toml_text::quoted;
use super::{ImportError, Imported};
use crate::units::Month;

pub(super) use cases::OpenCases;
#[cfg(feature = "page")]
pub(super) use cases::{CaseCount, next, stages_text};
pub(crate) use own_teams::{CaseTeam, CaseTeams, PublishedCases};

/// Id of the one team of the tables.
const TEAM: &str = "social_work";

/// The figures that may be missing; without any other, nothing can be opened.
const OPTIONAL: [PublishedFigure; 3] =
    [PublishedFigure::Absence, PublishedFigure::ReReferrals, PublishedFigure::NoFurtherAction];

/// How often the ranges of such scenarios were right: the scores of `docs/backtest.md`, over all origins and authorities.
const SCORES: &str = include_str!("backtest_scores.csv");

/// What those scores say in a sentence, for the notes of a scenario.
fn back_test_note() -> String {
    let of_mean = |line: &str| {
        let mut cells = line.split(',');
        let (measure, horizon) = (cells.next()?, cells.next()?.parse::<u32>().ok()?);
        let share: f64 = cells.nth(1)?.parse().ok()?;
        (measure == "mean").then(|| {
            let when = if horizon == 1 { "a year ahead".to_owned() } else { format!("{horizon} years ahead") };
            format!("{:.0}% {when}", 100.0 * share)
        })
    };
    let shares: Vec<String> = SCORES.lines().filter_map(of_mean).collect();
    format!(
        "How often ranges like these were right: of the figures that were published later, the 80% ranges held {} \
         (docs/backtest.md). That is a test of forecasts. The difference between two plans depends on inputs that have not been tested.",
        shares.join(" and ")
    )
}

/// A census to open at.
pub(crate) struct CensusOpening<'p> {
    name: &'p str,
    year: i32,
    now: &'p AuthorityYear,
    /// Days lost to sickness, per cent, and where they are published.
    sickness: (f64, &'p str),
    /// The censuses of earlier years, in order.
    before: Vec<(i32, &'p AuthorityYear)>,
    /// Length of the run, months.
    months: u32,
}

impl<'p> CensusOpening<'p> {
    pub(crate) fn new(
        published: &'p PublishedFigures,
        (code, name): (&'p str, &'p str),
        at: Option<i32>,
        months: u32,
    ) -> Result<Self, ImportError> {
        let years: Vec<i32> = published.years_of(code).collect();
        let year = at.or(years.last().copied()).unwrap_or_default();
        let Some(now) = published.at(code, year).filter(|_| years.contains(&year)) else {
            return Err(ImportError::NoCensus(name.to_owned(), year, years));
        };
        let is_missing = |figure: &PublishedFigure| now.get(*figure).is_nan() && !OPTIONAL.contains(figure);
        let missing: Vec<&str> =
            PublishedFigure::ALL.into_iter().filter(is_missing).map(PublishedFigure::column).collect();
        if !missing.is_empty() {
            return Err(ImportError::Missing(name.to_owned(), year, missing));
        }
        if now.get(PublishedFigure::Permanent) < SMALLEST {
            return Err(ImportError::TooSmall(name.to_owned(), year));
        }
        let england = published.england(year).map_or(f64::NAN, |row| row.get(PublishedFigure::Absence));
        let sickness = match (now.get(PublishedFigure::Absence), england) {
            (own, _) if own.is_finite() => (own, ""),
            (_, england) if england.is_finite() => (england, ", England: not published for the authority"),
            _ => (0.0, ": not published, so none is assumed"),
        };
        let before = years.into_iter().filter(|&earlier| earlier < year);
        let before = before.filter_map(|earlier| Some((earlier, published.at(code, earlier)?))).collect();
        Ok(Self { name, year, now, sickness, before, months })
    }

    /// The latest census that is not later than the beginning of a month.
    pub(crate) fn latest_by(
        published: &'p PublishedFigures,
        (code, name): (&'p str, &'p str),
        month: Month,
    ) -> Result<Self, ImportError> {
        /// The opening is in the October after a census; only the length of a run from there would depend on this.
        const MONTHS: u32 = 12;
        let is_known = |year: &i32| Month::new(*year, 10) <= month;
        let Some(year) = published.years_of(code).filter(is_known).last() else {
            return Err(ImportError::NoCensusBy(name.to_owned(), month, published.years_of(code).collect()));
        };
        Self::new(published, (code, name), Some(year), MONTHS)
    }

    /// A level at each census so far.
    fn levels(&self, of: impl Fn(&AuthorityYear) -> f64) -> Vec<(i32, f64)> {
        let before = self.before.iter().map(|(year, row)| (*year, of(row)));
        before.chain([(self.year, of(self.now))]).collect()
    }

    /// Year of the census.
    pub(crate) fn year(&self) -> i32 {
        self.year
    }

    /// The scenario, with the notes on what could not be placed.
    pub(crate) fn scenario(&self, pool: &Pool) -> Imported {
        let mut text = String::new();
        for part in [
            self.head(pool),
            self.team(pool),
            self.growth(pool),
            self.staff(),
            self.recruitment(pool),
            self.leaving(pool),
            self.agency(),
            self.cases(&[OpenCases::of_one_team(TEAM)], &self.case_count()),
            assumptions::money(Month::new(self.year, 10)),
            self.yearly(pool),
            self.history(),
        ] {
            text += &part;
        }
        Imported { text, year: self.year, authority: self.name.to_owned(), opening: *self.now, notes: self.notes() }
    }

    /// Source of the authority's own figures.
    fn own(&self) -> String {
        format!("DfE, Children's social work workforce {}", self.year)
    }

    fn head(&self, pool: &Pool) -> String {
        let (name, year, months) = (self.name, self.year, self.months);
        format!(
            "# {name}, from the census of 30 September {year}: written by `staffcast import dfe`.\n\
             #\n\
             # The opening figures are the authority's own, as published. Rates are estimates: what regressions over {rows} censuses of\n\
             # {authorities} authorities up to {until} predict from its figures, so that one lucky or unlucky year does not become a rate.\n\
             # Variation from year to year is as large as in those tables.\n\
             # Replace any value with your own, and say in `source` where it comes from. `staffcast check` lists the blanks,\n\
             # which only the council can fill in.\n\n\
             format = 1\n\
             name = {title}\n\
             notes = [\n    \"Written from the DfE's published tables up to {until}. It contains none of the council's own plans until \
             you enter them.\",\n    {held},\n]\n\
             start = \"{year}-10\"\n\
             months = {months}\n\
             seed = 1\n\
             replications = 10_000\n",
            rows = pool.rows,
            authorities = pool.authorities,
            until = pool.until,
            held = quoted(&back_test_note()),
            title = quoted(&format!("{name}, from September {year}")),
        )
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = vec![
            PAY_NOTE.to_owned(),
            "One team and one stage of cases: there is no split by team, and contacts, assessments and plans are not read."
                .to_owned(),
            "Time in service, agency churn and time to fill are not published by authority: as in England in 2016, and assumed."
                .to_owned(),
        ];
        if self.now.get(PublishedFigure::Agency) > self.now.get(PublishedFigure::CaseHolders) {
            notes.push(
                "More agency staff than case holders are published; the share of case holders is set to its least."
                    .into(),
            );
        }
        notes
    }
}
