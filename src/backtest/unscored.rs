//! Why nothing could be scored from a census.

use std::collections::BTreeMap;
use std::fmt;

use super::BacktestSpan;
use super::census_origin::CensusOrigin;
use crate::import::{ImportError, PublishedFigure, PublishedFigures, SMALLEST};

/// Why nothing could be scored from a census.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnscoredOrigin {
    /// The only authority to forecast, or the tables, cannot be opened.
    Refused(ImportError),
    /// No authority can be opened.
    NoOpening {
        /// Authorities that have no census.
        without_census: usize,
        /// Authorities whose census does not have all figures that are needed, with the figures that most of them lack.
        incomplete: (usize, Vec<&'static str>),
        /// Authorities smaller than the smallest that is opened.
        small: usize,
    },
    /// The tables have no census of the years that were forecast.
    NoLaterCensus(Vec<i32>),
    /// The later censuses of the authorities that were forecast have none of the figures, or the authorities have another code.
    NothingPublished(Vec<i32>),
}

impl UnscoredOrigin {
    pub(super) fn new(published: &PublishedFigures, origin: &CensusOrigin, span: &BacktestSpan) -> Self {
        if origin.opened.is_empty() {
            return Self::without_opening(&origin.refused);
        }
        let ahead = || span.horizons.iter().filter_map(|horizon| horizon.whole_years());
        let later = || ahead().map(|years| origin.year + years as i32);
        let last = published.years().map_or(i32::MIN, |(_, last)| last);
        let known: Vec<i32> = later().filter(|&year| year <= last).collect();
        if known.is_empty() { Self::NoLaterCensus(later().collect()) } else { Self::NothingPublished(known) }
    }

    fn without_opening(refused: &[ImportError]) -> Self {
        if let [error] = refused {
            return Self::Refused(error.clone());
        }
        let mut lacking: BTreeMap<&'static str, usize> = BTreeMap::new();
        let (mut without_census, mut incomplete, mut small) = (0, 0, 0);
        for error in refused {
            match error {
                ImportError::Missing(_, _, columns) => {
                    incomplete += 1;
                    for column in columns {
                        *lacking.entry(column).or_default() += 1;
                    }
                }
                ImportError::TooSmall(..) => small += 1,
                _ => without_census += 1,
            }
        }
        let is_most = |figure: &PublishedFigure| 2 * lacking.get(figure.column()).copied().unwrap_or(0) > incomplete;
        let columns = PublishedFigure::ALL.into_iter().filter(is_most).map(PublishedFigure::column).collect();
        Self::NoOpening { without_census, incomplete: (incomplete, columns), small }
    }
}

fn list(years: &[i32]) -> String {
    years.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

impl fmt::Display for UnscoredOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::NoOpening { without_census, incomplete: (incomplete, columns), small } => {
                let lacking = if columns.is_empty() { String::new() } else { format!(" ({})", columns.join(", ")) };
                let parts = [
                    (*without_census, "without a census".to_owned()),
                    (*incomplete, format!("without all figures that are needed{lacking}")),
                    (*small, format!("with fewer than {SMALLEST} FTE")),
                ];
                let parts: Vec<String> = parts
                    .iter()
                    .filter(|(number, _)| *number > 0)
                    .map(|(number, what)| format!("{number} {what}"))
                    .collect();
                let what = if parts.is_empty() { "there are none".to_owned() } else { parts.join(", ") };
                write!(f, "no authority can be opened: {what}")
            }
            Self::NoLaterCensus(years) => {
                write!(f, "the tables have no census of {}; choose an earlier origin or a shorter horizon", list(years))
            }
            Self::NothingPublished(years) => write!(
                f,
                "the tables have none of the figures in {} of what was forecast, or the authority has another code there",
                list(years)
            ),
        }
    }
}
