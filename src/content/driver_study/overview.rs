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
    text.paragraph("Shares of the variance. Each factor has an equal part of what it does together with others.");
    text.heading(super::SWINGS);
    let swings: Vec<String> = (0..study.figures.len()).filter_map(|figure| sentences::swings(study, figure)).collect();
    let note = if swings.is_empty() {
        "No input clearly moves a figure by itself."
    } else {
        "One input at a time, also of those that are drawn together."
    };
    for one in swings {
        text.item(one);
    }
    text.paragraph(note);
    text
}
