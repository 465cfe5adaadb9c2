//! Waterfall charts of the effect of each part of a plan.

use super::attribution::how;
use super::rounded_split::RoundedSplit;
use crate::compare::{Alternative, Attribution, Split, Study};
use crate::content::chart::{WaterfallChart, WaterfallPanel, WaterfallStep};
use crate::content::headlines::run_headline_words;
use crate::plan::Plan;

/// The waterfall chart of a plan: how the effects of its parts on each headline add up.
pub(crate) fn chart(study: &Study, one: &Alternative, attribution: &Attribution) -> WaterfallChart {
    let base = study.base.summary.plan();
    WaterfallChart {
        title: one.summary.plan().scenario().name.clone(),
        subtitle: format!(
            "The effect of each part, from the base ({}) to the plan. Each column has its own scale.",
            base.scenario().name
        ),
        ends: ["Base", "Plan"].map(str::to_owned),
        steps: attribution.names.clone(),
        panels: attribution.splits.iter().map(|split| panel(base, split)).collect(),
        note: how(study, attribution),
    }
}

fn panel(base: &Plan, split: &Split) -> WaterfallPanel {
    let rounded_split = RoundedSplit::new(split);
    let signed = |words: String| words.replace('-', "−");
    let step = |part: usize| WaterfallStep {
        value: split.parts[part].mean,
        error: 2.0 * split.parts[part].mc_error,
        label: signed(rounded_split.part(part)),
    };
    WaterfallPanel {
        title: run_headline_words(base, split.headline),
        from: split.base,
        labels: [signed(rounded_split.base()), signed(rounded_split.alternative())],
        steps: (0..split.parts.len()).map(step).collect(),
    }
}
