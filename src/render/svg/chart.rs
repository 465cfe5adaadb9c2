//! The trait of all charts.

use super::ChartError;
use super::drawing::{Drawing, Paper};
use crate::content::chart::ChartData;

/// A chart that can be drawn.
pub trait Chart {
    /// Draws the chart on `paper`.
    ///
    /// # Errors
    /// [`ChartError`] if its data are inconsistent.
    fn draw(&self, paper: Paper) -> Result<Drawing, ChartError>;

    /// The chart as an SVG file, on a sheet of its own.
    ///
    /// # Errors
    /// [`ChartError`] if its data are inconsistent.
    fn to_svg(&self) -> Result<String, ChartError> {
        Ok(self.draw(Paper::SHEET)?.svg())
    }
}

impl Chart for ChartData {
    fn draw(&self, paper: Paper) -> Result<Drawing, ChartError> {
        match self {
            Self::Fan(chart) => chart.draw(paper),
            Self::Stack(chart) => chart.draw(paper),
            Self::Bars(chart) => chart.draw(paper),
            Self::Waterfall(chart) => chart.draw(paper),
            Self::Dots(chart) => chart.draw(paper),
            Self::Ranges(chart) => chart.draw(paper),
            Self::Heat(chart) => chart.draw(paper),
        }
    }
}
