use std::fmt;

/// Why a chart could not be drawn.
///
/// Missing values, however many, are not an error: such a chart says "No data".
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChartError {
    /// A fan chart without any panel.
    NoPanels {
        /// The title of the chart.
        chart: String,
    },
    /// A series whose values are not one for each month or year of its chart.
    Length {
        /// The name of the series.
        series: String,
        /// How many months or years the chart has.
        expected: usize,
        /// How many values the series has.
        found: usize,
    },
    /// The drawing library refused a shape.
    Drawing {
        /// What the library said.
        reason: String,
    },
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPanels { chart } => write!(f, "the chart `{chart}` has no panels"),
            Self::Length { series, expected, found } => {
                write!(f, "the series `{series}` has {found} values where the chart has {expected}")
            }
            Self::Drawing { reason } => write!(f, "the chart could not be drawn: {reason}"),
        }
    }
}

impl std::error::Error for ChartError {}
