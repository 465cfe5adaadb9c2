//! How one level becomes another, step by step.

/// How one level becomes another, step by step, for several measures side by side: a row for each step, named once.
///
/// Each panel has a scale of its own. Where the steps are small beside the level, its scale does not begin at zero and the
/// bars of levels are broken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaterfallChart {
    /// The headline; what three lines cannot hold is left out of the picture but not of its `<title>`.
    pub title: String,
    /// What is shown, below the headline.
    pub subtitle: String,
    /// What the first and the last level are called.
    pub ends: [String; 2],
    /// What the steps are called.
    pub steps: Vec<String>,
    /// The measures; at most three have room.
    pub panels: Vec<WaterfallPanel>,
    /// Anything to add at the foot, such as a source; may be empty.
    pub note: String,
}

/// One measure of a [`WaterfallChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaterfallPanel {
    /// What is measured, and when: a line each.
    pub title: [String; 2],
    /// The level that the steps begin from.
    pub from: f64,
    /// What is written beside it, and beside the level that they lead to.
    pub labels: [String; 2],
    /// The steps, in the order of the rows.
    pub steps: Vec<WaterfallStep>,
}

/// One step of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct WaterfallStep {
    /// What it adds.
    pub value: f64,
    /// How far either side of it the truth may lie; 0 where there is no doubt.
    pub error: f64,
    /// What is written beside it, with its sign.
    pub label: String,
}
