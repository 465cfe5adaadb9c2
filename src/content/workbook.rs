//! What a workbook holds, as plain data: a cover and sheets.

use super::cell::Cell;
use super::chart::FanPanel;
use super::document::RowsOf;
use super::facts::Fact;
use super::rows::Rows;
use crate::measures::Measure;
use crate::measures::document::{better, year};
use crate::measures::registry::MEASURES;
use crate::scenario::Scenario;
use crate::units::Unit;

/// A workbook.
pub(crate) struct Workbook<'a> {
    /// Its first sheet.
    pub cover: Cover,
    /// The sheets behind the cover, in order.
    pub sheets: Vec<WorkbookSheet<'a>>,
    /// What its charts show.
    pub charts: Vec<WorkbookChart>,
}

/// What stands on a cover.
pub(crate) struct Cover {
    /// The name of the scenario, which also stands at the head of printed pages.
    pub title: String,
    /// What the workbook is, in a sentence.
    pub about: String,
    /// What was run.
    pub facts: Vec<Fact>,
    /// How to read it.
    pub reading: Vec<String>,
    /// What to look out for.
    pub look_out: Vec<String>,
}

/// A sheet.
pub(crate) struct WorkbookSheet<'a> {
    /// What it is called.
    pub name: &'static str,
    /// What it holds, in a line.
    pub about: &'static str,
    /// What stands on it.
    pub body: SheetBody<'a>,
}

/// What stands on a sheet.
pub(crate) enum SheetBody<'a> {
    /// A table that can be sorted and filtered.
    Table {
        /// How many of its first columns stay in sight.
        fixed: u16,
        /// Makes its rows.
        rows: RowsOf<'a>,
    },
    /// Lines to be read.
    Layout(SheetLayout<'a>),
    /// The charts of the workbook.
    Charts,
    /// The figures that the charts are drawn from.
    ChartFigures,
    /// What every measure and every column means.
    Dictionary(Dictionary<'a>),
}

/// A sheet to be read: its title, a remark, an empty line, then its lines.
pub(crate) struct SheetLayout<'a> {
    /// The title.
    pub title: String,
    /// The remark below it.
    pub note: &'static str,
    /// How many rows stay in sight, title and remark among them.
    pub kept: u32,
    /// The lines.
    pub lines: Vec<LayoutLine<'a>>,
}

/// A line of a sheet.
pub(crate) enum LayoutLine<'a> {
    /// Nothing.
    Empty,
    /// A heading.
    Section(String),
    /// A remark.
    Note(String),
    /// Heads of columns: so many of text, then of numbers.
    Heads {
        /// The heads.
        titles: Vec<String>,
        /// How many are of text.
        texts: usize,
    },
    /// Heads on two lines: some of single columns, then groups of columns that are headed alike.
    GroupedHeads {
        /// The heads of single columns.
        first: &'static [&'static str],
        /// How many of them are of text.
        texts: usize,
        /// What the groups are called.
        groups: Vec<String>,
        /// The heads of the columns of each.
        each: &'static [&'static str],
    },
    /// Cells, from the first column on.
    Cells(Vec<LayoutCell<'a>>),
}

/// A cell of a line.
#[allow(dead_code, reason = "what comparisons say is not of these types yet")]
pub(crate) enum LayoutCell<'a> {
    /// Nothing.
    Empty,
    /// A label that stands out.
    Strong(String),
    /// Text.
    Text(String),
    /// Text that may take several lines.
    Long(String),
    /// A remark.
    Note(String),
    /// A level for people to read.
    Level(f64, Unit),
    /// A difference for people to read.
    Change(f64, Unit),
    /// A share to every digit, shown as a percentage.
    Share(f64),
    /// A cell as a table has it.
    Cell(Cell<'a>),
}

/// A chart of a workbook.
pub(crate) struct WorkbookChart {
    /// What it is called.
    pub title: String,
    /// The unit of its figures.
    pub unit: Unit,
    /// What it shows.
    pub figures: ChartFigures,
}

/// What a chart of a workbook shows.
#[allow(dead_code, reason = "what comparisons say is not of these types yet")]
pub(crate) enum ChartFigures {
    /// The futures and the targets of a panel.
    Fan(FanPanel),
    /// Means with their ranges of 80%.
    Bars {
        /// What the means are called.
        name: &'static str,
        /// The bars.
        bars: Vec<RangeBar>,
    },
    /// Lines over the same points.
    Lines {
        /// The points.
        along: Vec<String>,
        /// What each line is called, and its values.
        lines: Vec<(String, Vec<f64>)>,
    },
}

/// A mean and its range of 80%.
pub(crate) struct RangeBar {
    /// What it is of.
    pub label: String,
    /// The mean.
    pub mean: f64,
    /// A tenth of the futures are below.
    pub p10: f64,
    /// A tenth of the futures are above.
    pub p90: f64,
}

/// What measures mean, and the names behind the ids of the data files.
pub(crate) struct Dictionary<'a> {
    /// Of each measure its name, id, unit, which way is better, what a year is, and its definition.
    pub measures: Vec<[&'static str; 6]>,
    /// Names, ids, and what they are of.
    pub names: Vec<(&'a str, &'a str, &'static str)>,
}

impl<'a> WorkbookSheet<'a> {
    /// A table that can be sorted and filtered; `fixed` of its first columns stay in sight.
    pub(crate) fn table(name: &'static str, about: &'static str, fixed: u16, rows: impl Fn() -> Rows<'a> + 'a) -> Self {
        Self { name, about, body: SheetBody::Table { fixed, rows: Box::new(rows) } }
    }

    /// The charts.
    pub(crate) fn charts() -> Self {
        let about = "The headlines drawn: bands hold half and 80% of the futures around the median.";
        Self { name: "Charts", about, body: SheetBody::Charts }
    }

    /// The figures that the charts are drawn from.
    pub(crate) fn chart_figures() -> Self {
        let about = "What the charts are drawn from; bands are heights, each on top of the one before.";
        Self { name: "Chart data", about, body: SheetBody::ChartFigures }
    }

    /// What measures and columns mean, with the names of a scenario.
    pub(crate) fn dictionary(scenario: &'a Scenario) -> Self {
        let about = "What every measure and every column means; the ids that the CSV files use.";
        Self { name: "Data dictionary", about, body: SheetBody::Dictionary(Dictionary::new(scenario)) }
    }
}

impl<'a> Dictionary<'a> {
    /// What every measure means, and the names of a scenario.
    pub(crate) fn new(scenario: &'a Scenario) -> Self {
        let measure = |of: &&Measure| [of.label, of.id, of.unit.words(), better(of.better), year(of.year), of.doc];
        let teams = scenario.teams.iter().map(|one| (one.name.as_str(), one.id.as_str(), "team"));
        let routes = scenario.routes.iter();
        let routes = routes.map(|one| (one.name.as_str(), one.id.as_str(), "route into permanent posts"));
        let stages = scenario.pathway.iter().map(|one| (one.name.as_str(), one.id.as_str(), "case stage"));
        Self { measures: MEASURES.iter().map(measure).collect(), names: teams.chain(routes).chain(stages).collect() }
    }
}
