//! The content of a study of what the spread of figures comes from: tables, charts, a page, sheets and a record.

mod charts;
mod names;
mod overview;
mod page;
mod record;
mod sentences;
mod tables;

pub(crate) use overview::study_of_drivers_overview;
pub(crate) use record::DriverRecord;

use super::document::{Document, Part};
use super::provenance::Provenance;
use super::record::Record;
use super::words;
use super::workbook::{Cover, Workbook, WorkbookSheet};
use crate::decide::drivers::DriverStudy;

/// Title of the section on effects.
const TITLE: &str = "What the ranges come from, with interactions";

/// Title of the section on swings.
const SWINGS: &str = "With an input at its stated 10th and 90th percentile";

impl<'a> From<&'a DriverStudy> for Document<'a> {
    fn from(study: &'a DriverStudy) -> Self {
        let exhibits = charts::exhibits(study);
        let mut parts = vec![
            Part::table("drivers", || tables::shares(study)),
            Part::table("effects", || tables::effects(study)),
            Part::table("swings", || tables::swings(study)),
        ];
        if !study.plans.is_empty() {
            parts.push(Part::table("worth", || tables::worth(study)));
        }
        parts.push(Part::record("drivers", Record::Drivers(record::record(study))));
        parts.extend((0..exhibits.len()).map(Part::Drawing));
        Document {
            title: format!("{}: what the ranges come from", study.base.scenario().name()),
            subtitle: words::capital(&sentences::studied(study)),
            sections: page::sections(study, exhibits.len()),
            exhibits,
            parts,
            workbook: workbook(study),
            briefing: None,
            futures: None,
            provenance: Provenance::of_study(study),
        }
    }
}

fn workbook(study: &DriverStudy) -> Workbook<'_> {
    let mut sheets = Vec::new();
    if !study.plans.is_empty() {
        sheets.push(WorkbookSheet::table(
            "Worth knowing",
            "What it would be worth to know each input before choosing a plan.",
            1,
            || tables::worth(study),
        ));
    }
    sheets.extend([
        WorkbookSheet::table("Effects", "What each factor contributes, with its interactions.", 3, || {
            tables::effects(study)
        }),
        WorkbookSheet::table("Shares", "What each input contributes by itself.", 3, || tables::shares(study)),
        WorkbookSheet::table(
            "Swings",
            "Every figure with each input, and each group, at its stated 10th and 90th percentile.",
            2,
            || tables::swings(study),
        ),
        WorkbookSheet::dictionary(study.base.scenario()),
    ]);
    let cover = Cover {
        title: study.base.scenario().name().to_owned(),
        about: "What the ranges of this scenario come from".to_owned(),
        facts: page::facts_of(study),
        ..Cover::default()
    };
    Workbook { cover, sheets, charts: Vec::new() }
}
