//! Dot charts: estimates with their intervals, against the values at which they should lie.

use super::AxisUnit;

/// Estimates with their intervals: a row for each name, in one or several panels that share a horizontal axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotChart {
    /// Headline. Text beyond three lines is cut in the drawing but not in its `<title>`.
    pub title: String,
    /// What is shown; printed below the headline.
    pub subtitle: String,
    /// Number format.
    pub unit: AxisUnit,
    /// Values that the axis labels, in order. The axis ends at the first and the last; an interval beyond is cut there.
    pub ticks: Vec<f64>,
    /// Values at which estimates should lie.
    pub references: Vec<ReferenceLine>,
    /// Names of the series, for the key. The dots of the first are filled, those of the others hollow.
    pub series: Vec<String>,
    /// Names of the rows.
    pub rows: Vec<String>,
    /// Panels; two are side by side where the paper is wide.
    pub panels: Vec<DotPanel>,
    /// Footnote; may be empty.
    pub note: String,
}

impl DotChart {
    /// The ticks of shares: every fifth from 0 to 1.
    pub(crate) fn fifths() -> Vec<f64> {
        (0..=5).map(|fifth| f64::from(fifth) / 5.0).collect()
    }
}

/// One pair of axes of a [`DotChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DotPanel {
    /// Title.
    pub title: String,
    /// The dots of each row, in the order of [`DotChart::rows`].
    pub rows: Vec<Vec<Dot>>,
    /// Values at which the estimates of this panel should lie, beside those of the chart.
    pub references: Vec<ReferenceLine>,
}

/// An estimate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dot {
    /// Its place among the series; series of one row are drawn below each other.
    pub series: usize,
    /// The estimate; `NaN` if missing.
    pub value: f64,
    /// Lower limit of its interval; `NaN` if there is none.
    pub low: f64,
    /// Upper limit of its interval; `NaN` if there is none.
    pub high: f64,
    /// Label beside a dot that should be noticed, which is also drawn in the accent colour; empty for others.
    pub label: String,
}

impl Dot {
    /// A share of the first series with two standard errors on either side, within 0 and 1.
    pub(crate) fn share(value: f64, error: f64) -> Self {
        let end = |end: f64| end.clamp(0.0, 1.0);
        Self { value, low: end(value - 2.0 * error), high: end(value + 2.0 * error), ..Self::default() }
    }
}

/// A vertical line at a value, with a band around it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceLine {
    /// Label at its head.
    pub label: String,
    /// Value at which it is drawn.
    pub value: f64,
    /// Lower limit of the band.
    pub low: f64,
    /// Upper limit of the band; with the lower one, if there is no band.
    pub high: f64,
    /// Name of the band, for the key; empty if there is none.
    pub band: String,
}

impl ReferenceLine {
    /// A line at a share, without a band.
    pub(crate) fn at_share(share: f64, label: String) -> Self {
        Self { label, value: share, low: share, high: share, band: String::new() }
    }
}
