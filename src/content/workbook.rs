//! The content of a workbook as plain data: a cover and sheets.

use super::cell::Cell;
use super::chart::FanPanel;
use super::document::RowsOf;
use super::facts::Fact;
use super::rows::Rows;
use crate::measures::Measure;
use crate::measures::document::{better, year};
use crate::scenario::Scenario;
use crate::units::Unit;

/// A workbook.
#[derive(Default)]
pub(crate) struct Workbook<'a> {
    /// First sheet.
    pub cover: Cover,
    /// Sheets after the cover, in order.
    pub sheets: Vec<WorkbookSheet<'a>>,
    /// Charts.
    pub charts: Vec<WorkbookChart>,
}

/// The content of a cover.
#[derive(Default)]
pub(crate) struct Cover {
    /// Name of the scenario, also printed at the top of each page.
    pub title: String,
    /// One-sentence description of the workbook.
    pub about: String,
    /// Facts about the run.
    pub facts: Vec<Fact>,
    /// Notes on how to read the figures.
    pub reading: Vec<String>,
    /// Watch points.
    pub look_out: Vec<String>,
}

/// A sheet.
pub(crate) struct WorkbookSheet<'a> {
    /// Name.
    pub name: &'static str,
    /// One-line description.
    pub about: &'static str,
    /// Content.
    pub body: SheetBody<'a>,
}

/// The content of a sheet.
pub(crate) enum SheetBody<'a> {
    /// A table that can be sorted and filtered.
    Table {
        /// Number of frozen columns.
        fixed: u16,
        /// Generates the rows.
        rows: RowsOf<'a>,
    },
    /// Lines to be read rather than sorted or filtered.
    Layout(SheetLayout<'a>),
    /// The workbook's charts.
    Charts,
    /// The data behind the charts.
    ChartFigures,
    /// The meaning of every measure and column.
    Dictionary(Dictionary<'a>),
}

/// A sheet to be read: title, remark, empty line, then the lines.
pub(crate) struct SheetLayout<'a> {
    /// The title.
    pub title: String,
    /// The remark below it.
    pub note: &'static str,
    /// Number of frozen rows, including title and remark.
    pub kept: u32,
    /// The lines.
    pub lines: Vec<LayoutLine<'a>>,
}

/// A line of a sheet.
pub(crate) enum LayoutLine<'a> {
    /// Empty.
    Empty,
    /// A heading.
    Section(String),
    /// A remark.
    Note(String),
    /// Column headings: text columns first, then number columns.
    Heads {
        /// Headings.
        titles: Vec<String>,
        /// Number of text columns.
        texts: usize,
    },
    /// Two-line headings: single columns first, then groups of columns with the same headings.
    GroupedHeads {
        /// Headings of single columns.
        first: &'static [&'static str],
        /// Number of text columns among them.
        texts: usize,
        /// Headings of the groups.
        groups: Vec<String>,
        /// Headings of the columns within each group.
        each: &'static [&'static str],
    },
    /// Cells, starting in the first column.
    Cells(Vec<LayoutCell<'a>>),
    /// A chart of other lines of the sheet, in place of some lines.
    Chart(LayoutChart),
}

/// A chart of lines of its sheet: one series for each, named by its first cell.
pub(crate) struct LayoutChart {
    /// Title.
    pub title: &'static str,
    /// Unit of the figures.
    pub unit: Unit,
    /// Whether series are stacked; if not, they are beside each other.
    pub is_stacked: bool,
    /// Index of the line that has the labels along the horizontal axis.
    pub along: usize,
    /// Indexes of the lines of the series.
    pub series: Vec<usize>,
    /// Number of figures in each, from the second column.
    pub figures: u16,
}

/// A formula over cells near its own, which a spreadsheet computes again when they change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellFormula {
    /// The sum of so many cells directly above.
    SumAbove(u32),
    /// The sum of so many cells directly to the left.
    SumLeft(u16),
    /// The cell so many rows above, less another.
    AboveLessAbove(u32, u32),
    /// The cell so many columns to the left, less another.
    LeftLessLeft(u16, u16),
}

/// A cell of a line.
pub(crate) enum LayoutCell<'a> {
    /// Empty.
    Empty,
    /// A bold label.
    Strong(String),
    /// Text.
    Text(String),
    /// Wrapped text.
    Long(String),
    /// A remark.
    Note(String),
    /// A level, formatted for reading.
    Level(f64, Unit),
    /// A difference, formatted for reading.
    Change(f64, Unit),
    /// A formula, its result and unit.
    Formula(CellFormula, f64, Unit),
    /// An unrounded share, shown as a percentage.
    Share(f64),
    /// A cell formatted as in a table.
    Cell(Cell<'a>),
}

/// A chart of a workbook.
pub(crate) struct WorkbookChart {
    /// Title.
    pub title: String,
    /// Unit of the figures.
    pub unit: Unit,
    /// Data.
    pub figures: ChartFigures,
}

/// The data of a workbook chart.
pub(crate) enum ChartFigures {
    /// Percentiles and targets of a fan panel.
    Fan(FanPanel),
    /// Means with their 80% ranges.
    Bars {
        /// Name of the means.
        name: &'static str,
        /// The bars.
        bars: Vec<RangeBar>,
    },
    /// Lines over shared points.
    Lines {
        /// The points.
        along: Vec<String>,
        /// Name and values of each line.
        lines: Vec<(String, Vec<f64>)>,
    },
}

/// A mean and its 80% range.
pub(crate) struct RangeBar {
    /// Label.
    pub label: String,
    /// The mean.
    pub mean: f64,
    /// 10th percentile.
    pub p10: f64,
    /// 90th percentile.
    pub p90: f64,
}

/// The meaning of measures, and the names behind the ids of the data files.
pub(crate) struct Dictionary<'a> {
    /// For each measure: name, id, unit, better direction, how a year is computed, and definition.
    pub measures: Vec<[&'static str; 6]>,
    /// Names, ids, and what they identify.
    pub names: Vec<(&'a str, &'a str, &'static str)>,
}

impl<'a> WorkbookSheet<'a> {
    /// A table that can be sorted and filtered, with `fixed` frozen columns.
    pub(crate) fn table(name: &'static str, about: &'static str, fixed: u16, rows: impl Fn() -> Rows<'a> + 'a) -> Self {
        Self { name, about, body: SheetBody::Table { fixed, rows: Box::new(rows) } }
    }

    /// The charts.
    pub(crate) fn charts() -> Self {
        let about = "Charts of the headlines; bands cover half and 80% of the futures around the median.";
        Self { name: "Charts", about, body: SheetBody::Charts }
    }

    /// The data behind the charts.
    pub(crate) fn chart_figures() -> Self {
        let about = "The data behind the charts; each band is given as its height above the one before.";
        Self { name: "Chart data", about, body: SheetBody::ChartFigures }
    }

    /// The meaning of measures and columns, with the names of a scenario.
    pub(crate) fn dictionary(scenario: &'a Scenario) -> Self {
        let about = "The meaning of every measure and column, and the ids used in the CSV files.";
        Self { name: "Data dictionary", about, body: SheetBody::Dictionary(Dictionary::new(scenario)) }
    }
}

impl<'a> Dictionary<'a> {
    /// The meaning of every measure, and the names of a scenario.
    pub(crate) fn new(scenario: &'a Scenario) -> Self {
        let teams = scenario.teams.iter().map(|one| (one.name.as_str(), one.id.as_str(), "team"));
        let routes = scenario.routes.iter();
        let routes = routes.map(|one| (one.name.as_str(), one.id.as_str(), "route into permanent posts"));
        let stages = scenario.pathway.iter().map(|one| (one.name.as_str(), one.id.as_str(), "case stage"));
        Self { names: teams.chain(routes).chain(stages).collect(), ..Self::of_measures() }
    }

    /// The meaning of every measure.
    pub(crate) fn of_measures() -> Self {
        let measure = |of: &&Measure| [of.label, of.id, of.unit.words(), better(of.better), year(of.year), of.doc];
        Self { measures: Measure::ALL.iter().map(measure).collect(), names: Vec::new() }
    }
}
