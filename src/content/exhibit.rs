//! A chart with its title, its finding and its data tables: the source of a chart file, of a figure on the page and of
//! the tables below it.

use super::chart::ChartData;
use super::page::PageTable;

/// A chart with its title, finding and data.
pub(crate) struct Exhibit<'a> {
    /// Anchor on the page.
    pub id: String,
    /// Name of the chart's file, without extension; `None` if the chart is on the page only.
    pub file: Option<String>,
    /// Title.
    pub title: String,
    /// The finding that the chart shows, in a sentence.
    pub finding: String,
    /// Text that replaces the finding in the second and later parts, if the page splits the chart into several.
    pub continued: String,
    /// Chart data.
    pub chart: ChartData,
    /// Data tables; for a fan chart, one per panel.
    pub tables: Vec<PageTable<'a>>,
    /// Whether it is too wide for a phone screen.
    pub is_wide: bool,
}
