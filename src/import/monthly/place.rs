//! From names and cells to series.

use std::collections::BTreeMap;
use std::fmt;

use super::labels::{LabelMeaning, names_nobody, normalised_label};
use super::map::{MeasureMap, ShareForm, StatedMeaning, TeamMeaning};
use super::table::{LabelledFigures, SheetFigures};
use super::unit::ReadFigures;
use super::{MonthlyError, MonthlyFigures, MonthlySeries, SeriesSubject};
use crate::import::sheet::{SheetCell, SheetError};
use crate::scenario::shown;

/// Names for the whole service, in lower case.
const SERVICE_NAMES: [&str; 8] =
    ["all", "service", "total", "whole service", "all teams", "council", "authority", "overall"];

/// Figures that could not be placed, where they are, and why.
#[derive(Clone, Debug)]
pub struct UnplacedFigures {
    /// Where the name is.
    place: String,
    label: Option<String>,
    reason: UnplacedFiguresReason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum UnplacedFiguresReason {
    NoName,
    Unknown,
    Candidates(&'static [&'static str]),
    LeftOut,
    UnknownTeam {
        is_base_known: bool,
    },
    NotReported(SeriesSubject),
    NoFigures,
    WithinRun,
    /// A column beside the figures.
    OtherColumn,
}

impl UnplacedFigures {
    /// Its name in the table.
    pub(super) fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// The name, if it names nobody.
    #[must_use]
    pub fn shown_label(&self) -> Option<&str> {
        let was_stated = self.reason == UnplacedFiguresReason::LeftOut;
        self.label().filter(|label| was_stated || names_nobody(label))
    }

    /// Where it is: `row 7`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The measures that it could be.
    #[must_use]
    pub fn candidates(&self) -> &'static [&'static str] {
        match self.reason {
            UnplacedFiguresReason::Candidates(candidates) => candidates,
            _ => &[],
        }
    }

    /// Whether a line of `[measures]` could place it.
    #[must_use]
    pub fn needs_meaning(&self) -> bool {
        use UnplacedFiguresReason::{Candidates, LeftOut, Unknown};
        matches!(self.reason, Unknown | Candidates(_) | LeftOut)
    }
}

impl fmt::Display for UnplacedFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use UnplacedFiguresReason as Reason;
        f.write_str(&self.place)?;
        match (self.shown_label(), &self.label) {
            (Some(label), _) => write!(f, ", `{}`", shown(label))?,
            (None, Some(_)) => f.write_str(", whose name is not shown because it may be that of a person")?,
            (None, None) => {}
        }
        match &self.reason {
            Reason::NoName => f.write_str(": it has figures and no name"),
            Reason::Unknown => f.write_str(": no measure is known by this name; say which it is under [measures]"),
            Reason::Candidates([one]) => {
                write!(f, ": it is `{one}` only if it counts the same; say so under [measures]")
            }
            Reason::Candidates(several) => {
                let several: Vec<String> = several.iter().map(|id| format!("`{id}`")).collect();
                write!(f, ": it could be {}; say which under [measures]", several.join(" or "))
            }
            Reason::LeftOut => f.write_str(": left out, as the file of --headings says"),
            Reason::UnknownTeam { is_base_known: true } => {
                f.write_str(": the scenario has no such team; say which it is under [teams]")
            }
            Reason::UnknownTeam { is_base_known: false } => {
                f.write_str(": say which team of the scenario it is under [teams], or name the scenario with --base")
            }
            Reason::NotReported(subject) => write!(f, ": the scenario does not report {subject}"),
            Reason::NoFigures => f.write_str(": it has no figure"),
            Reason::WithinRun => f.write_str(": all its months are in the run, and history is before it"),
            Reason::OtherColumn => f.write_str(": it is no month, and was not read"),
        }
    }
}

/// What was decided about some figures.
enum SeriesDecision {
    Placed(SeriesSubject, Option<ShareForm>),
    Unplaced(UnplacedFiguresReason),
}

impl MonthlyFigures {
    /// Places all figures of a sheet.
    pub(super) fn place_all(&mut self, table: SheetFigures<'_>, map: &MeasureMap) -> Result<(), MonthlyError> {
        let mut errors = Vec::new();
        for figures in table.figures {
            self.counts.all += figures.cells.len();
            match self.decide(&figures, map) {
                SeriesDecision::Unplaced(reason) => self.leave(figures, reason),
                SeriesDecision::Placed(subject, form) => {
                    if let Err(more) = self.add(figures, subject, form) {
                        errors.extend(more);
                    }
                }
            }
        }
        for (column, label) in table.other_columns {
            let (place, reason) = (format!("column {column}"), UnplacedFiguresReason::OtherColumn);
            self.unplaced.push(UnplacedFigures { place, label, reason });
        }
        if errors.is_empty() { Ok(()) } else { Err(MonthlyError(errors)) }
    }

    fn decide(&self, figures: &LabelledFigures<'_>, map: &MeasureMap) -> SeriesDecision {
        use UnplacedFiguresReason as Reason;
        let Some(label) = &figures.label else { return SeriesDecision::Unplaced(Reason::NoName) };
        let stated = map.label(label);
        let (id, stated_team, of) = match stated.map(|stated| &stated.meaning) {
            Some(StatedMeaning::LeftOut) => return SeriesDecision::Unplaced(Reason::LeftOut),
            Some(StatedMeaning::Figure { name, is_share }) => {
                let subject = SeriesSubject::Figure { name: name.clone(), is_share: *is_share };
                return SeriesDecision::Placed(subject, stated.and_then(|stated| stated.form));
            }
            Some(StatedMeaning::Measure { id, team, of }) => (*id, team.clone(), of.clone()),
            None => match LabelMeaning::of(label) {
                LabelMeaning::Measure(id) => (id, None, None),
                LabelMeaning::Candidates(candidates) => {
                    return SeriesDecision::Unplaced(Reason::Candidates(candidates));
                }
                LabelMeaning::Unknown => return SeriesDecision::Unplaced(Reason::Unknown),
            },
        };
        let team = match (stated_team, figures.team) {
            (Some(team), _) => Some(team),
            (None, None) => None,
            (None, Some(cell)) => match self.team(&cell, map) {
                Some(TeamMeaning::Team(id)) => Some(id),
                Some(TeamMeaning::Service) => None,
                None => return SeriesDecision::Unplaced(Reason::UnknownTeam { is_base_known: self.base.is_some() }),
            },
        };
        let subject = SeriesSubject::Measure { id, team, of };
        if self.base.as_ref().is_some_and(|base| !base.reports(&subject)) {
            return SeriesDecision::Unplaced(Reason::NotReported(subject));
        }
        SeriesDecision::Placed(subject, stated.and_then(|stated| stated.form))
    }

    /// The team that a cell names, if it is known.
    fn team(&self, cell: &SheetCell<'_>, map: &MeasureMap) -> Option<TeamMeaning> {
        let name = cell.text().ok().flatten()?;
        if let Some(stated) = map.team(&name) {
            return Some(stated.clone());
        }
        if SERVICE_NAMES.contains(&normalised_label(&name).as_str()) {
            return Some(TeamMeaning::Service);
        }
        self.base.as_ref()?.team(&name).map(|id| TeamMeaning::Team(id.to_owned()))
    }

    fn leave(&mut self, figures: LabelledFigures<'_>, reason: UnplacedFiguresReason) {
        self.counts.unplaced += figures.cells.len();
        self.unplaced.push(UnplacedFigures { place: figures.place, label: figures.label, reason });
    }

    fn add(
        &mut self,
        figures: LabelledFigures<'_>,
        subject: SeriesSubject,
        form: Option<ShareForm>,
    ) -> Result<(), Vec<SheetError>> {
        if let Some(other) = self.series.iter().find(|series| series.subject == subject) {
            let what = format!(
                "these figures are {subject}, and so are those of {}; leave one of them out in a file of --headings",
                other.place
            );
            return Err(vec![SheetError::new(format!("{}, {}", self.place, figures.place), what)]);
        }
        refuse_months_twice(&figures)?;
        let read = ReadFigures::read(&figures.cells, subject.unit(), form)?;
        if read.points.is_empty() {
            self.leave(figures, UnplacedFiguresReason::NoFigures);
            return Ok(());
        }
        let start = self.base.as_ref().map(super::HistoryBase::start);
        let (in_run, mut points): (Vec<_>, Vec<_>) =
            read.points.into_iter().partition(|(month, _)| start.is_some_and(|start| *month >= start));
        if points.is_empty() {
            self.leave(figures, UnplacedFiguresReason::WithinRun);
            return Ok(());
        }
        self.counts.in_run += in_run.len();
        self.counts.placed += points.len();
        for (_, code) in read.missing {
            *self.counts.missing.entry(code.unwrap_or_default()).or_default() += 1;
        }
        let is_out_of_order = figures.cells.windows(2).any(|pair| pair[1].0 < pair[0].0);
        points.sort_by_key(|(month, _)| *month);
        self.series.push(MonthlySeries {
            subject,
            label: figures.label.unwrap_or_default(),
            place: figures.place,
            points,
            form: read.form,
            not_whole: read.not_whole,
            is_out_of_order,
        });
        Ok(())
    }
}

/// Refuses two figures of one month.
fn refuse_months_twice(figures: &LabelledFigures<'_>) -> Result<(), Vec<SheetError>> {
    let mut first = BTreeMap::new();
    let mut errors = Vec::new();
    for (month, cell) in &figures.cells {
        if let Some(row) = first.insert(*month, cell.row_name()) {
            errors.push(cell.error(format!("the month of this figure is that of {row} too; remove one of them")));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
