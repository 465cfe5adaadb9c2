//! Heat maps: a share for each combination of two inputs.

/// A share for each combination of the values of two inputs, as coloured cells with their figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatChart {
    /// Headline. Text beyond three lines is cut in the drawing but not in its `<title>`.
    pub title: String,
    /// What is shown; printed below the headline.
    pub subtitle: String,
    /// Names of the inputs down the side and along the top.
    pub axes: [String; 2],
    /// Values of the first, from top to bottom.
    pub rows: Vec<String>,
    /// Values of the second, from left to right.
    pub columns: Vec<String>,
    /// By row, then column, the share, 0 to 1; `NaN` if missing.
    pub shares: Vec<Vec<f64>>,
    /// A line is drawn between cells below this share and cells at or above it.
    pub contour: f64,
    /// Name of that line, for the key.
    pub contour_name: String,
    /// Footnote; may be empty.
    pub note: String,
}
