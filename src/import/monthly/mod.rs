//! Monthly figures of a case-management system, as the history of a scenario.
//!
//! [`MonthlyFigures::read`] finds the layout of the table, what each name in it stands for ([`MeasureMap`]), and the figures.
//! [`MonthlyFigures::overlay`] writes those that could be placed. No text of a cell is shown but names of measures that were placed or have
//! only words of the trade: a table may have names of people where another has measures.

mod base;
mod counts;
mod labels;
mod layout;
mod map;
mod names;
mod place;
mod table;
mod text;
mod unit;

pub use base::HistoryBase;
pub use counts::FigureCounts;
pub use layout::TableForm;
pub use map::MeasureMap;
pub use place::UnplacedFigures;
pub use text::month_ranges;

use std::fmt::{self, Write as _};

use super::sheet::{SheetError, SheetFile, SheetGrid};
use crate::measures::Measure;
use crate::scenario::shown;
use crate::units::{Month, Unit};
use layout::TableLayout;
use map::ShareForm;

/// The most errors or reasons in one message: nobody reads more.
const MOST_SHOWN: usize = 20;

/// Figures of one measure, or of something that is not simulated.
#[derive(Clone, Debug)]
pub struct MonthlySeries {
    /// What the figures are of.
    pub subject: SeriesSubject,
    /// Its name in the table.
    pub label: String,
    /// Where it is in the sheet: `row 7`, `column D` or `lines 2 to 13`.
    pub place: String,
    /// The figures in order of months, shares from 0 to 1.
    pub points: Vec<(Month, f64)>,
    /// How shares were written, if that had to be found.
    form: Option<ShareForm>,
    /// How many figures of people or cases are not whole.
    not_whole: usize,
    /// Whether the months of the table are not in order.
    is_out_of_order: bool,
}

/// What the figures of a series are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesSubject {
    /// A measure.
    Measure {
        /// Its id.
        id: &'static str,
        /// Id of the team; `None` for the service.
        team: Option<String>,
        /// Id of the route, stage or cost line; `None` for all.
        of: Option<String>,
    },
    /// A figure that is not simulated.
    Figure {
        /// Its name.
        name: String,
        /// Whether it is a share, or any other number.
        is_share: bool,
    },
}

impl SeriesSubject {
    /// The unit of the figures.
    fn unit(&self) -> Unit {
        match self {
            Self::Measure { id, .. } => Measure::find(id).map_or(Unit::Number, |measure| measure.unit),
            Self::Figure { is_share: true, .. } => Unit::Share,
            Self::Figure { is_share: false, .. } => Unit::Number,
        }
    }
}

impl fmt::Display for SeriesSubject {
    /// `open_cases, team `front_door``
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Measure { id, team, of } => {
                f.write_str(id)?;
                if let Some(of) = of {
                    write!(f, " of `{}`", shown(of))?;
                }
                team.as_ref().map_or(Ok(()), |team| write!(f, ", team `{}`", shown(team)))
            }
            Self::Figure { name, .. } => write!(f, "`{}`, which is not simulated", shown(name)),
        }
    }
}

/// What a table of monthly figures says.
#[derive(Clone, Debug)]
pub struct MonthlyFigures {
    /// Where the table is: the file, and the sheet if it has several.
    pub place: String,
    /// The same for a `source`.
    source: String,
    /// The form of the table.
    pub form: TableForm,
    /// The row of the headings, with its word: `row 3`.
    pub header: String,
    /// What could be placed, in the order of the table.
    pub series: Vec<MonthlySeries>,
    /// What could not.
    pub unplaced: Vec<UnplacedFigures>,
    /// Cells of figures: the parts add up.
    pub counts: FigureCounts,
    /// The scenario to which the figures are added.
    base: Option<HistoryBase>,
    notes: Vec<String>,
}

/// Why a table cannot be read: every cell that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthlyError(pub Vec<SheetError>);

impl fmt::Display for MonthlyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<String> = self.0.iter().take(MOST_SHOWN).map(ToString::to_string).collect();
        f.write_str(&shown.join("\n"))?;
        match self.0.len().saturating_sub(MOST_SHOWN) {
            0 => Ok(()),
            1 => f.write_str("\nand 1 more error"),
            more => write!(f, "\nand {more} more errors"),
        }
    }
}

impl std::error::Error for MonthlyError {}

impl From<SheetError> for MonthlyError {
    fn from(error: SheetError) -> Self {
        Self(vec![error])
    }
}

impl MonthlyFigures {
    /// Reads the table of a file: in the sheet of this name, or else in the one with most months. With a base, only what that scenario
    /// reports is placed, and only months before its start.
    ///
    /// # Errors
    /// [`MonthlyError`] if there is no such table, nothing in it can be placed, or a cell cannot be right.
    pub fn read(
        file: &SheetFile,
        sheet: Option<&str>,
        map: &MeasureMap,
        base: Option<HistoryBase>,
    ) -> Result<Self, MonthlyError> {
        let grids = file.grids(sheet)?;
        let (grid, layout) = best(&grids, map)?;
        let table = layout.figures(grid)?;
        let source = match &grid.name {
            Some(name) => format!("{}, sheet {}", file.name(), shown(name)),
            None => file.name().to_owned(),
        };
        let header = format!("{} {}", grid.word_for_row(), layout.header_line(grid));
        let mut found = Self {
            place: grid.place(),
            source,
            form: layout.form,
            header,
            series: Vec::new(),
            unplaced: Vec::new(),
            counts: FigureCounts::default(),
            base,
            notes: file.notes.clone(),
        };
        found.note_sheets(&grids, grid);
        found.place_all(table, map)?;
        found.check_map(map)?;
        if found.series.is_empty() {
            let mut what = "no figures could be placed".to_owned();
            what.extend(found.unplaced.iter().take(MOST_SHOWN).map(|one| format!("\n  {one}")));
            if found.unplaced.len() > MOST_SHOWN {
                let _ = write!(what, "\n  and {} more", found.unplaced.len() - MOST_SHOWN);
            }
            return Err(SheetError::new(&found.place, what).into());
        }
        found.note_series();
        Ok(found)
    }

    /// What was taken for granted, as sentences.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Notes which sheets were not read.
    fn note_sheets(&mut self, grids: &[SheetGrid], read: &SheetGrid) {
        let others: Vec<String> = grids
            .iter()
            .filter(|grid| grid.name != read.name)
            .filter_map(|grid| grid.name.as_deref().map(|name| format!("`{}`", shown(name))))
            .collect();
        match others.as_slice() {
            [] => {}
            [other] => self.notes.push(format!("The sheet {other} was not read; --sheet names the one to read.")),
            _ => self
                .notes
                .push(format!("The sheets {} were not read; --sheet names the one to read.", others.join(", "))),
        }
    }

    /// Refuses what the file of headings says of names that the table does not have.
    fn check_map(&self, map: &MeasureMap) -> Result<(), MonthlyError> {
        let is_there = |written: &str| {
            let is_it = |label: &str| labels::normalised_label(label) == labels::normalised_label(written);
            self.series.iter().any(|series| is_it(&series.label))
                || self.unplaced.iter().any(|one| one.label().is_some_and(is_it))
        };
        let unknown: Vec<String> = map
            .labels()
            .filter(|stated| !is_there(&stated.written))
            .map(|stated| format!("`{}`", shown(&stated.written)))
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let what = format!("no figures are called {}, as the file of --headings says", unknown.join(" or "));
        Err(SheetError::new(&self.place, what).into())
    }
}

/// The sheet with most months, and its layout.
fn best<'a>(grids: &'a [SheetGrid], map: &MeasureMap) -> Result<(&'a SheetGrid, TableLayout), MonthlyError> {
    let layouts: Vec<(&SheetGrid, TableLayout)> =
        grids.iter().filter_map(|grid| TableLayout::of(grid, map).map(|layout| (grid, layout))).collect();
    let most = layouts.iter().map(|(_, layout)| layout.weight()).max().unwrap_or(0);
    let mut best = layouts.into_iter().filter(|(_, layout)| layout.weight() == most);
    let place = grids.first().map_or(String::new(), |grid| grid.file_name().to_owned());
    match (best.next(), best.next()) {
        (Some(only), None) => Ok(only),
        (Some((one, _)), Some((other, _))) => {
            let what = format!("{} and {} have as many months; name one with --sheet", one.place(), other.place());
            Err(SheetError::new(place, what).into())
        }
        (None, _) => {
            let without_year = grids.iter().find_map(SheetGrid::month_without_year);
            if let Some(cell) = without_year {
                let what = "months have no year here, and no others were found; write them as 2024-04 or Apr 2024";
                return Err(SheetError::new(cell, what.to_owned()).into());
            }
            let what = "no months were found: expected a column for each month (2024-04, Apr-24, April 2024 or 01/04/2024) and a row \
                        for each measure, the other way round, or the columns `month`, `measure` and `value`";
            Err(SheetError::new(place, what.to_owned()).into())
        }
    }
}
