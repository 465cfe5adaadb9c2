//! The on-screen overview as plain data: lines, remarks and rows of small tables.

use super::words::Ranged;

/// The on-screen overview of a run or a comparison. [`shown`](crate::render::shown) lays it out in lines.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// Blocks, in order.
    pub(crate) blocks: Vec<OverviewBlock>,
}

/// A block of an overview.
#[derive(Clone, Debug)]
pub(crate) enum OverviewBlock {
    /// Title of the overview.
    Title(String),
    /// Heading of a section.
    Heading(String),
    /// Heading within a section.
    Subheading(String),
    /// A single line, never wrapped.
    Line(String),
    /// An empty line.
    Empty,
    /// A wrapped paragraph.
    Paragraph(String),
    /// A list item.
    Item(String),
    /// A detail line of the item above.
    Detail(String),
    /// A remark on the row above.
    Remark(String),
    /// A flag: a reason for caution about the row above.
    Flag(String),
    /// A caution on a single line.
    Caution(String),
    /// A likelihood.
    Likelihood(Likelihood),
    /// A sentence on the probability of a desired outcome, 0 to 1; `NaN` if unknown.
    Verdict(String, f64),
    /// A table row.
    Row(OverviewRow),
}

/// The likelihood of an outcome.
#[derive(Clone, Debug)]
pub(crate) struct Likelihood {
    /// The outcome.
    pub what: String,
    /// Likelihood in words.
    pub figure: String,
    /// Share of replications with the desired outcome, 0 to 1; `NaN` if undefined.
    pub of_good: f64,
}

/// The table to which a row belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OverviewGrid {
    /// Headlines, with the opening figure and one figure per month or year.
    Headlines,
    /// Plans, with five figures each.
    Ranking,
    /// Plans, with how likely targets are, in words.
    Likelihoods,
    /// Figures for up to three months or years.
    Years,
    /// Parts of a plan, with one headline per column.
    Parts,
    /// Plans, with one stress test per column.
    Stress,
    /// Plans, with how a response is used.
    Responses,
    /// Plans of a sweep, with likelihoods, headlines and the saving.
    Sweep,
    /// One input by another.
    Cross,
}

/// A table row.
#[derive(Clone, Debug)]
pub(crate) struct OverviewRow {
    /// The table to which the row belongs.
    pub grid: OverviewGrid,
    /// Label.
    pub label: String,
    /// Role of the row in its table.
    pub role: RowRole,
    /// Cells.
    pub cells: Vec<Ranged>,
}

/// The role of a row in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowRole {
    /// An ordinary row.
    Plain,
    /// A component of the row above.
    Part,
    /// The header row, whose label is a heading.
    Head,
}

impl Overview {
    pub(crate) fn title(&mut self, words: &str) {
        self.blocks.push(OverviewBlock::Title(words.to_owned()));
    }

    pub(crate) fn heading(&mut self, words: impl Into<String>) {
        self.blocks.push(OverviewBlock::Heading(words.into()));
    }

    pub(crate) fn subheading(&mut self, words: impl Into<String>) {
        self.blocks.push(OverviewBlock::Subheading(words.into()));
    }

    pub(crate) fn line(&mut self, words: impl Into<String>) {
        self.blocks.push(OverviewBlock::Line(words.into()));
    }

    pub(crate) fn empty(&mut self) {
        self.blocks.push(OverviewBlock::Empty);
    }

    pub(crate) fn paragraph(&mut self, words: impl Into<String>) {
        self.blocks.push(OverviewBlock::Paragraph(words.into()));
    }

    pub(crate) fn item(&mut self, words: impl Into<String>) {
        self.blocks.push(OverviewBlock::Item(words.into()));
    }

    pub(crate) fn detail(&mut self, words: impl Into<String>) {
        self.blocks.push(OverviewBlock::Detail(words.into()));
    }

    pub(crate) fn remark(&mut self, words: impl Into<String>) {
        self.blocks.push(OverviewBlock::Remark(words.into()));
    }

    pub(crate) fn flag(&mut self, words: impl Into<String>) {
        self.blocks.push(OverviewBlock::Flag(words.into()));
    }

    pub(crate) fn caution(&mut self, words: impl Into<String>) {
        self.blocks.push(OverviewBlock::Caution(words.into()));
    }

    pub(crate) fn likelihood(&mut self, likelihood: Likelihood) {
        self.blocks.push(OverviewBlock::Likelihood(likelihood));
    }

    pub(crate) fn verdict(&mut self, sentence: impl Into<String>, of_good: f64) {
        self.blocks.push(OverviewBlock::Verdict(sentence.into(), of_good));
    }

    /// Adds an ordinary row.
    pub(crate) fn row(&mut self, grid: OverviewGrid, label: impl Into<String>, cells: Vec<Ranged>) {
        self.blocks.push(OverviewBlock::Row(OverviewRow { grid, label: label.into(), role: RowRole::Plain, cells }));
    }

    /// Adds a component of the row above.
    pub(crate) fn part(&mut self, grid: OverviewGrid, label: impl Into<String>, cells: Vec<Ranged>) {
        self.blocks.push(OverviewBlock::Row(OverviewRow { grid, label: label.into(), role: RowRole::Part, cells }));
    }

    /// Adds a header row, whose label is a heading.
    pub(crate) fn head(&mut self, grid: OverviewGrid, label: impl Into<String>, cells: Vec<Ranged>) {
        self.blocks.push(OverviewBlock::Row(OverviewRow { grid, label: label.into(), role: RowRole::Head, cells }));
    }
}
