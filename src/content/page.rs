//! What a page says, as plain data: sections of blocks.

use super::cell::Cell;
use super::facts::Fact;

/// A section of a page.
pub(crate) struct Section<'a> {
    /// What links lead to.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What stands in it, in order.
    pub blocks: Vec<Block<'a>>,
}

/// A part of a section.
pub(crate) enum Block<'a> {
    /// A heading within the section.
    Heading(String),
    /// A paragraph.
    Paragraph(Prose),
    /// A remark.
    Note(Prose),
    /// What was found: a sentence each.
    Findings(Vec<String>),
    /// A list.
    Bullets(Vec<String>),
    /// What to look out for: a sentence each, the most important first.
    Cautions(Vec<String>),
    /// A table.
    Table(PageTable<'a>),
    /// A chart with its finding and figures, by its place among the exhibits of the document.
    Exhibit(usize),
    /// Shares of the futures, each as a figure and a bar.
    Likelihoods(Likelihoods),
    /// Inputs with their source and evidence.
    Inputs(InputTable),
    /// The same, folded away.
    FoldedInputs(InputTable),
    /// Inputs that differ from those of the base.
    ChangedInputs(ChangedInputs),
    /// Labels and what they say.
    Facts(Vec<Fact>),
}

/// Running text, some of it code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prose(pub Vec<Span>);

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// Words.
    Words(String),
    /// What is typed as it stands.
    Code(String),
    /// The address of an input, which may be broken behind its dots.
    Address(String),
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

/// A table of a page: its first column names its rows.
pub(crate) struct PageTable<'a> {
    /// What it shows.
    pub caption: String,
    /// What its columns are called.
    pub header: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Whether its rows are the percentiles of a fan.
    pub is_fan: bool,
}

impl<'a> PageTable<'a> {
    /// A table with these heads.
    pub(crate) fn new(caption: impl Into<String>, header: &[&str], rows: Vec<Vec<Cell<'a>>>) -> Self {
        Self::with_header(caption, header.iter().map(|&name| name.to_owned()).collect(), rows)
    }

    /// A table whose heads have names of the scenario.
    pub(crate) fn with_header(caption: impl Into<String>, header: Vec<String>, rows: Vec<Vec<Cell<'a>>>) -> Self {
        Self { caption: caption.into(), header, rows, is_fan: false }
    }
}

/// A table of likelihoods.
pub(crate) struct Likelihoods {
    /// What it is called.
    pub name: &'static str,
    /// What it shows.
    pub caption: &'static str,
    /// What its two columns are called.
    pub heads: [&'static str; 2],
    /// What is likely, and its share of the futures, 0 to 1; `f64::NAN` where there is none.
    pub rows: Vec<(String, f64)>,
}

/// A table of inputs.
pub(crate) struct InputTable {
    /// What it shows.
    pub title: &'static str,
    /// The inputs.
    pub rows: Vec<InputRow>,
}

/// An input.
pub(crate) struct InputRow {
    /// Its address.
    pub address: String,
    /// What it means.
    pub meaning: &'static str,
    /// Its value, or its distribution.
    pub value: String,
    /// What it counts; may be empty.
    pub unit: &'static str,
    /// The dated changes that change it.
    pub changes: Vec<String>,
    /// What 80% of the futures draw: `0.2 to 0.3`; empty where it is certain.
    pub range: String,
    /// How good the evidence is; may be empty.
    pub evidence: &'static str,
    /// Where it comes from; may be empty.
    pub source: String,
}

/// A table of inputs that differ from those of the base.
pub(crate) struct ChangedInputs {
    /// Whose inputs they are, as its file is called.
    pub name: String,
    /// The inputs.
    pub rows: Vec<ChangedInput>,
}

/// An input that differs from that of the base.
pub(crate) struct ChangedInput {
    /// Its address.
    pub address: String,
    /// Its value in the base; may be empty.
    pub before: String,
    /// Its value.
    pub value: String,
    /// The dated changes that change it.
    pub changes: Vec<String>,
    /// Where it comes from; may be empty.
    pub source: String,
}
