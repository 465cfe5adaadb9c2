use std::fmt;

/// Why a chart could not be drawn.
///
/// Missing values, however many, are not an error: such a chart shows "No data".
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChartError {
    /// A fan chart without panels.
    NoPanels {
        /// Title of the chart.
        chart: String,
    },
    /// A series without exactly one value for each month or year of its chart.
    Length {
        /// Name of the series.
        series: String,
        /// Number of months or years in the chart.
        expected: usize,
        /// Number of values in the series.
        found: usize,
    },
    /// The drawing library failed.
    Drawing {
        /// Its error message.
        reason: String,
    },
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPanels { chart } => write!(f, "the chart `{chart}` has no panels"),
            Self::Length { series, expected, found } => {
                write!(f, "the series `{series}` has {found} values but the chart needs {expected}")
            }
            Self::Drawing { reason } => write!(f, "drawing failed: {reason}"),
        }
    }
}

impl std::error::Error for ChartError {}
