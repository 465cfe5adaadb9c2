//! From published figures, or a council's own records, to a scenario.
//!
//! [`PublishedFigures`] reads the tables of the Department for Education; [`dfe`](dfe()) writes a scenario that opens at an
//! authority's census, in which every value has its source. Nothing later than that census enters.
//!
//! [`staff_list`] reads a council's own list of staff, and [`census`] its return to the workforce census; [`staff_opening`] writes
//! the scenario that opens with them.
//!
//! `own_service` writes the scenario of a service of which only the figures that a planner knows by heart are known.
//!
//! [`monthly`] and [`annex_a`] write overlays: monthly figures as history, and demand and open cases from Ofsted's lists of children.

#[cfg(feature = "records")]
pub mod annex_a;
mod assumptions;
mod case_holding;
#[cfg(feature = "records")]
pub mod census;
mod england_2016;
mod estimates;
#[cfg(feature = "records")]
pub mod monthly;
mod opening;
#[cfg(feature = "page")]
pub(crate) mod own_service;
mod pool;
mod published;
#[cfg(feature = "records")]
pub mod sheet;
#[cfg(feature = "records")]
pub mod staff_list;
#[cfg(feature = "records")]
pub mod staff_opening;
mod table_years;
#[cfg(test)]
mod tests;
mod toml_text;

pub use published::{AuthorityYear, PublishedFigure, PublishedFigures, TableError};

use std::fmt;

use crate::units::Month;

pub(crate) use estimates::{least_squares, mean};
pub(crate) use opening::CensusOpening;
#[cfg(feature = "records")]
use opening::{CaseTeam, CaseTeams, PublishedCases};
pub(crate) use pool::{Pool, SMALLEST};
pub(crate) use published::{AuthorityKey, KEYS as PUBLISHED_KEYS};
pub(crate) use toml_text::without_blanks;

/// A scenario, and what could not be placed in it.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The scenario file.
    pub text: String,
    /// Year of the census.
    pub year: i32,
    /// Name of the authority.
    pub authority: String,
    /// The census.
    pub opening: AuthorityYear,
    /// What was assumed, and what could not be placed.
    pub notes: Vec<String>,
}

/// Why an authority cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// No authority has this name or code; with the names most like it.
    UnknownAuthority(String, Vec<String>),
    /// The authority has no census in this year; with those it has.
    NoCensus(String, i32, Vec<i32>),
    /// The authority has no census up to the beginning of this month; with those it has.
    NoCensusBy(String, Month, Vec<i32>),
    /// No team of the list, with somebody in post, has this name; with those it has.
    UnknownTeam(String, Vec<String>),
    /// The census has none of these figures, without which nothing can be opened.
    Missing(String, i32, Vec<&'static str>),
    /// The authority is smaller than the smallest that enters the pool.
    TooSmall(String, i32),
    /// The tables have too few authorities and years up to this one to estimate anything.
    TooFewYears(i32),
}

impl ImportError {
    /// No authority of the tables has this name or code.
    pub(crate) fn unknown(published: &PublishedFigures, authority: &str) -> Self {
        Self::UnknownAuthority(authority.to_owned(), similar(published, authority))
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownAuthority(name, similar) if similar.is_empty() => {
                write!(f, "no authority in these tables is called `{name}` or has that code")
            }
            Self::UnknownAuthority(name, similar) => {
                write!(f, "no authority in these tables is called `{name}`; did you mean {}?", similar.join(" or "))
            }
            Self::NoCensus(name, year, years) => {
                let years: Vec<String> = years.iter().map(ToString::to_string).collect();
                write!(f, "these tables have no census of {name} in {year}; they have {}", years.join(", "))
            }
            Self::NoCensusBy(name, month, years) => {
                let years: Vec<String> = years.iter().map(ToString::to_string).collect();
                write!(
                    f,
                    "these tables have no census of {name} up to the beginning of {month}; they have {}",
                    years.join(", ")
                )
            }
            Self::UnknownTeam(name, teams) => {
                write!(f, "no team of the list is called `{name}`; it has {}", teams.join(", "))
            }
            Self::Missing(name, year, columns) => {
                write!(f, "the census of {name} in {year} does not say {}: choose another year", columns.join(", "))
            }
            Self::TooSmall(name, year) => {
                write!(f, "{name} had fewer than {SMALLEST} FTE in {year}: too few for what other authorities show")
            }
            Self::TooFewYears(year) => {
                write!(f, "the tables have too few censuses a year apart up to {year}: about thirty pairs are needed")
            }
        }
    }
}

/// A scenario of so many months (at most 120) that opens at the census of an authority, by name or code, in September of the year
/// `at`, or of its latest one.
///
/// # Errors
/// [`ImportError`] if there is no such census, or the tables say too little.
pub fn dfe(
    published: &PublishedFigures,
    authority: &str,
    at: Option<i32>,
    months: u32,
) -> Result<Imported, ImportError> {
    let opening = CensusOpening::new(published, found(published, authority)?, at, months)?;
    let pool = Pool::new(published, opening.year()).map_err(|_| ImportError::TooFewYears(opening.year()))?;
    Ok(opening.scenario(&pool))
}

/// Code and name of an authority of the tables.
fn found<'p>(published: &'p PublishedFigures, authority: &str) -> Result<(&'p str, &'p str), ImportError> {
    published.find(authority).ok_or_else(|| ImportError::unknown(published, authority))
}

/// The names most like an unknown one: those that contain it, or else the nearest.
fn similar(published: &PublishedFigures, authority: &str) -> Vec<String> {
    const FEW: usize = 4;
    let wanted = authority.trim().to_lowercase();
    // Every name contains nothing.
    if wanted.is_empty() {
        return Vec::new();
    }
    let names = || published.authorities().map(|(_, name)| name);
    let containing: Vec<String> =
        names().filter(|name| name.to_lowercase().contains(&wanted)).take(FEW).map(str::to_owned).collect();
    if !containing.is_empty() {
        return containing;
    }
    let near = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &wanted);
    let best = names().max_by(|one, other| near(one).total_cmp(&near(other)));
    best.filter(|name| near(name) > 0.85).map(str::to_owned).into_iter().collect()
}

/// A note as a sentence.
#[cfg(feature = "records")]
fn sentence(note: &str) -> String {
    let mut letters = note.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
