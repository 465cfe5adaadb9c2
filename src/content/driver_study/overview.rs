//! A study on screen.

use super::sentences;
use crate::content::overview::Overview;
use crate::decide::drivers::DriverStudy;

/// The overview of a study on screen.
pub(crate) fn study_of_drivers_overview(study: &DriverStudy) -> Overview {
    let mut text = Overview::default();
    text.title(study.base.scenario().name());
    text.paragraph(format!("Drivers: {}", sentences::studied(study)));
    if let Some(worth) = sentences::worth(study) {
        text.heading("What it would be worth to know before choosing");
        text.paragraph(worth);
    }
    text.heading(super::TITLE);
    for figure in 0..study.figures.len() {
        text.item(sentences::effects(study, figure));
    }
    text.paragraph(sentences::INTERACTIONS);
    text.heading(super::SWINGS);
    let swings: Vec<String> = (0..study.figures.len()).filter_map(|figure| sentences::swings(study, figure)).collect();
    if study.swings.is_empty() {
        text.paragraph("No input is uncertain.");
    } else if swings.is_empty() {
        text.paragraph("No input clearly moves a figure by itself.");
    } else {
        for one in swings {
            text.item(one);
        }
        text.paragraph(sentences::of_swings(study));
    }
    text
}
