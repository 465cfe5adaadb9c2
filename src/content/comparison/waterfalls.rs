//! The pictures of what each part of a plan does.

use super::added::Added;
use super::attributed::{headline_words, how};
use crate::compare::{Alternative, Attribution, Split, Study};
use crate::content::chart::{WaterfallChart, WaterfallPanel, WaterfallStep};
use crate::plan::Plan;
use crate::render::svg::Chart;
use crate::render::{OutputFile, RenderError};

/// A picture of every plan that has parts.
pub(crate) fn all(study: &Study) -> Result<Vec<OutputFile>, RenderError> {
    let with_parts = study.split_alternatives().filter(|(_, attribution)| !attribution.names.is_empty());
    let file = |(one, attribution): (&Alternative, &Attribution)| {
        let svg = chart(study, one, attribution).to_svg().map_err(RenderError::Chart)?;
        Ok(OutputFile::new(&format!("attribution-{}.svg", one.name), svg))
    };
    with_parts.map(file).collect()
}

pub(crate) fn chart(study: &Study, one: &Alternative, attribution: &Attribution) -> WaterfallChart {
    let base = study.base.summary.plan();
    WaterfallChart {
        title: one.summary.plan().scenario().name.clone(),
        subtitle: format!(
            "What each part does, from the base ({}) to the plan. Each column has its own scale.",
            base.scenario().name
        ),
        ends: ["Base".to_owned(), one.name.clone()],
        steps: attribution.names.clone(),
        panels: attribution.splits.iter().map(|split| panel(base, split)).collect(),
        note: how(study, attribution),
    }
}

fn panel(base: &Plan, split: &Split) -> WaterfallPanel {
    let added = Added::new(split);
    let signed = |words: String| words.replace('-', "−");
    let step = |part: usize| WaterfallStep {
        value: split.parts[part].mean,
        error: 2.0 * split.parts[part].mc_error,
        label: signed(added.part(part)),
    };
    WaterfallPanel {
        title: headline_words(base, split.headline),
        from: split.base,
        labels: [signed(added.base()), signed(added.alternative())],
        steps: (0..split.parts.len()).map(step).collect(),
    }
}
