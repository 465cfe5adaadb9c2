//! The content of a page as plain data: sections made of blocks.

use super::cell::Cell;
use super::facts::Fact;

/// A section of a page.
pub(crate) struct Section<'a> {
    /// Anchor.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// Blocks, in order.
    pub blocks: Vec<Block<'a>>,
}

/// A block of a section.
pub(crate) enum Block<'a> {
    /// A heading within the section.
    Heading(String),
    /// A paragraph.
    Paragraph(Prose),
    /// A remark.
    Note(Prose),
    /// What is to be decided.
    Decision(String),
    /// Verdicts on targets, each a sentence with the likelihood that it states, 0 to 1; `NaN` if unknown.
    Verdicts(Vec<(String, f64)>),
    /// Findings, one sentence each.
    Findings(Vec<String>),
    /// A list.
    Bullets(Vec<String>),
    /// Watch points, one sentence each, the most important first.
    Cautions(Vec<String>),
    /// A table.
    Table(PageTable<'a>),
    /// A chart with its finding and data, by its index among the exhibits of the document.
    Exhibit(usize),
    /// Inputs with their source and evidence, collapsed on screen.
    Inputs(InputTable),
    /// The same, on screen only.
    FoldedInputs(InputTable),
    /// Inputs that differ from those of the base.
    ChangedInputs(ChangedInputs),
    /// Labels and values.
    Facts(Vec<Fact>),
}

/// Running text, which may contain code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prose(pub Vec<Span>);

/// A span of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// Words.
    Words(String),
    /// Literal code.
    Code(String),
    /// The address of an input; lines may break after its dots.
    Address(String),
}

impl Prose {
    /// A message as it is written on a terminal, with code between backticks.
    pub(crate) fn of_message(message: &str) -> Self {
        let part = |(place, part): (usize, &str)| match place % 2 {
            0 => Span::Words(part.to_owned()),
            _ => Span::Code(part.to_owned()),
        };
        Self(message.split('`').enumerate().map(part).collect())
    }
}

impl std::fmt::Display for Prose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|span| match span {
            Span::Words(words) => f.write_str(words),
            Span::Code(code) | Span::Address(code) => write!(f, "`{code}`"),
        })
    }
}

impl From<String> for Prose {
    fn from(words: String) -> Self {
        Self(vec![Span::Words(words)])
    }
}

impl From<&str> for Prose {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

/// A table on a page; its first column is the row heading.
pub(crate) struct PageTable<'a> {
    /// Caption.
    pub caption: String,
    /// Column headings.
    pub header: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Whether the rows are the percentiles of a fan chart.
    pub is_fan: bool,
}

impl<'a> PageTable<'a> {
    /// A table with fixed column headings.
    pub(crate) fn new(caption: impl Into<String>, header: &[&str], rows: Vec<Vec<Cell<'a>>>) -> Self {
        Self::with_header(caption, header.iter().map(|&name| name.to_owned()).collect(), rows)
    }

    /// A table with column headings that depend on the scenario.
    pub(crate) fn with_header(caption: impl Into<String>, header: Vec<String>, rows: Vec<Vec<Cell<'a>>>) -> Self {
        Self { caption: caption.into(), header, rows, is_fan: false }
    }
}

/// A table of inputs.
pub(crate) struct InputTable {
    /// Title.
    pub title: &'static str,
    /// Inputs.
    pub rows: Vec<InputRow>,
}

/// An input.
pub(crate) struct InputRow {
    /// Address.
    pub address: String,
    /// Meaning.
    pub meaning: &'static str,
    /// Value or distribution.
    pub value: String,
    /// Unit; may be empty.
    pub unit: &'static str,
    /// Dated changes that apply to it.
    pub changes: Vec<String>,
    /// 80% range of the drawn values: `0.2 to 0.3`; empty if certain.
    pub range: String,
    /// Grade of the evidence; may be empty.
    pub evidence: &'static str,
    /// Source; may be empty.
    pub source: String,
    /// What English authorities show, and why the input differs if it does; may be empty.
    pub published: Vec<String>,
}

/// A table of inputs that differ from those of the base.
pub(crate) struct ChangedInputs {
    /// Name of the plan, after its file.
    pub name: String,
    /// The inputs.
    pub rows: Vec<ChangedInput>,
}

/// An input that differs from that of the base.
pub(crate) struct ChangedInput {
    /// Address.
    pub address: String,
    /// Value in the base; may be empty.
    pub before: String,
    /// Value.
    pub value: String,
    /// Dated changes that apply to it.
    pub changes: Vec<String>,
    /// Source; may be empty.
    pub source: String,
}
