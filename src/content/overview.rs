//! What is read first, on screen, as plain data: lines, remarks and rows of small tables.

use super::words::Ranged;

/// What is read first of a run or a comparison, on screen: [`shown`](crate::render::shown) sets it in lines.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// What is said, in order.
    pub(crate) blocks: Vec<OverviewBlock>,
}

/// A piece of an overview.
#[derive(Clone, Debug)]
pub(crate) enum OverviewBlock {
    /// The name of the whole.
    Title(String),
    /// What a part is about.
    Heading(String),
    /// What follows in the same part.
    Subheading(String),
    /// Words that take one line.
    Line(String),
    /// An empty line.
    Empty,
    /// Words in as many lines as they take.
    Paragraph(String),
    /// One of several things.
    Item(String),
    /// A line on the item above.
    Detail(String),
    /// Words on the row above.
    Remark(String),
    /// What speaks against the row above.
    Flag(String),
    /// A line on what to look out for.
    Caution(String),
    /// How likely something is.
    Likelihood(Likelihood),
    /// A row of a table.
    Row(OverviewRow),
}

/// How likely something is.
#[derive(Clone, Debug)]
pub(crate) struct Likelihood {
    /// What may happen.
    pub what: String,
    /// How likely it is, in words.
    pub figure: String,
    /// The share of the futures in which all is well, 0 to 1; `f64::NAN` where there is none.
    pub of_good: f64,
}

/// Which table a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OverviewGrid {
    /// Headlines, with the figure of the opening and those of months or years.
    Headlines,
    /// Plans, with five figures each.
    Ranking,
    /// Figures of three months or years.
    Years,
    /// Parts of a plan, with a headline in each column.
    Parts,
    /// Plans, with a stress scenario in each column.
    Stress,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(crate) struct OverviewRow {
    /// Which table it is of.
    pub grid: OverviewGrid,
    /// What it is called.
    pub label: String,
    /// What that is.
    pub role: RowRole,
    /// Its cells.
    pub cells: Vec<Ranged>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowRole {
    /// One like the others.
    Plain,
    /// A part of the row above.
    Part,
    /// The head of a table, whose label is a heading.
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

    /// A row like the others of its table.
    pub(crate) fn row(&mut self, grid: OverviewGrid, label: impl Into<String>, cells: Vec<Ranged>) {
        self.blocks.push(OverviewBlock::Row(OverviewRow { grid, label: label.into(), role: RowRole::Plain, cells }));
    }

    /// A part of the row above.
    pub(crate) fn part(&mut self, grid: OverviewGrid, label: impl Into<String>, cells: Vec<Ranged>) {
        self.blocks.push(OverviewBlock::Row(OverviewRow { grid, label: label.into(), role: RowRole::Part, cells }));
    }

    /// The head of a table, whose label is a heading.
    pub(crate) fn head(&mut self, grid: OverviewGrid, label: impl Into<String>, cells: Vec<Ranged>) {
        self.blocks.push(OverviewBlock::Row(OverviewRow { grid, label: label.into(), role: RowRole::Head, cells }));
    }
}
