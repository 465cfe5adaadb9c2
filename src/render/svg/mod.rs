//! Charts: turns plain data into SVG text.
//!
//! Each [chart](crate::content::chart) implements [`Chart`]: it is drawn on a [`Paper`], or written to a file by `to_svg`.
//! The same data produce the same bytes on every platform: positions are whole eighths of a pixel, numbers have fixed
//! decimals, and no system maths functions are called. This module does not depend on scenarios, runs or summaries. A
//! missing value is `f64::NAN` and drawn as a gap.
//!
//! The files, from the bottom up: `drawing` holds the paper and the finished drawing, `canvas` draws shapes, `text`
//! measures text, `palette` holds colours and type sizes, `axis_unit` formats numbers, `ticks` and `month_axis` divide the
//! axes, `plot` draws a pair of axes, `frame` draws the headline, key and notes, `label_placer` and `edge_labels` place
//! labels, `time_marks` marks dated events, `stack_layers` stacks series; `fan`, `stack`, `bars`, `waterfall`, `dots`,
//! `heat` and `ranges` are the charts, with their parts in `fan_data`, `fan_panel`, `fan_plans`, `fan_labels`, `fan_targets`, `bar_totals`, `waterfall_rows`
//! and `dot_panel`.
//!
//! ```
//! use staffcast::internals::{AxisUnit, Chart, FanChart, FanPanel, FanPoint};
//! use staffcast::units::Month;
//!
//! let futures = FanPoint { p05: 0.22, p10: 0.24, p25: 0.28, p50: 0.31, p75: 0.34, p90: 0.37, p95: 0.39,
//!     ..FanPoint::missing(Month::new(2016, 4)) };
//! let panel = FanPanel { futures: vec![futures], ..FanPanel::new("", AxisUnit::Percent) };
//! let chart = FanChart { title: "Agency rate".into(), panels: vec![panel], ..FanChart::default() };
//! assert!(chart.to_svg().unwrap().contains("<title>Agency rate</title>"));
//! ```

mod axis_unit;
mod bar_totals;
mod bars;
mod canvas;
mod chart;
mod dot_panel;
mod dots;
mod drawing;
mod edge_labels;
mod error;
mod fan;
mod fan_data;
mod fan_labels;
mod fan_panel;
mod fan_plans;
mod fan_targets;
mod frame;
mod heat;
mod label_placer;
mod month_axis;
mod palette;
mod plot;
mod ranges;
mod stack;
mod stack_layers;
mod text;
mod ticks;
mod time_marks;
mod waterfall;
mod waterfall_rows;

pub use chart::Chart;
pub use drawing::{Drawing, Paper, PlotArea};
pub use error::ChartError;

use super::formats::{FilePosition, Format, PlacedFile};
use super::{OptionalFiles, RenderError};
use crate::content::Document;
use crate::content::document::Part;

/// Writes each chart of a document to a file.
pub(super) struct Svg;

impl Format for Svg {
    fn extension(&self) -> &'static str {
        "svg"
    }

    fn files(&self, document: &Document<'_>, _: &OptionalFiles) -> Result<Vec<PlacedFile>, RenderError> {
        let drawings = drawings(document)?.into_iter();
        Ok(drawings.map(|(place, file, svg)| PlacedFile::new(place, &format!("{file}.svg"), svg)).collect())
    }
}

/// All charts with a file of their own: position, file name without an extension, and SVG text.
pub(super) fn drawings<'d>(document: &'d Document<'_>) -> Result<Vec<(FilePosition, &'d str, String)>, RenderError> {
    let exhibit = |(place, part): (usize, &Part<'_>)| {
        let Part::Drawing(exhibit) = part else { return None };
        let exhibit = document.exhibits.get(*exhibit)?;
        Some((FilePosition::Part(place), exhibit.file.as_deref()?, &exhibit.chart))
    };
    let drawn = document.parts.iter().enumerate().filter_map(exhibit);
    drawn.map(|(place, file, chart)| Ok((place, file, chart.to_svg().map_err(RenderError::Chart)?))).collect()
}
