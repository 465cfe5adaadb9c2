//! Every kind of chart, and how each is drawn.

use super::ChartError;
use super::drawing::{Drawing, Paper};
use crate::content::chart::ChartData;

/// What can be drawn.
pub trait Chart {
    /// The chart on `paper`.
    ///
    /// # Errors
    /// [`ChartError`] where its data do not fit together.
    fn draw(&self, paper: Paper) -> Result<Drawing, ChartError>;

    /// The chart as an SVG file, on a sheet of its own.
    ///
    /// # Errors
    /// [`ChartError`] where its data do not fit together.
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
        }
    }
}
