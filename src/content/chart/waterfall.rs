//! Waterfall charts: the steps from one level to another.

/// The steps from one level to another, for several measures side by side, with one labelled row per step.
///
/// Each panel has its own scale. If the steps are small compared with the level, the scale does not start at zero and
/// the level bars are broken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaterfallChart {
    /// Headline. Text beyond three lines is cut in the drawing but not in its `<title>`.
    pub title: String,
    /// What is shown; printed below the headline.
    pub subtitle: String,
    /// Names of the first and the last level.
    pub ends: [String; 2],
    /// Names of the steps.
    pub steps: Vec<String>,
    /// Measures; at most three fit.
    pub panels: Vec<WaterfallPanel>,
    /// Footnote, such as a source; may be empty.
    pub note: String,
}

/// One measure of a [`WaterfallChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaterfallPanel {
    /// Measure and period, one line each.
    pub title: [String; 2],
    /// Level from which the steps start.
    pub from: f64,
    /// Labels of the first and the last level.
    pub labels: [String; 2],
    /// Steps, in row order.
    pub steps: Vec<WaterfallStep>,
}

/// One step of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct WaterfallStep {
    /// Change that the step adds.
    pub value: f64,
    /// Half-width of the error bar; 0 if certain.
    pub error: f64,
    /// Label, with sign.
    pub label: String,
}
