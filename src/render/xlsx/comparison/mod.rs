//! A comparison as an Excel workbook.

mod drawn;
mod savings;
mod summary;

use super::{Book, Cover, INPUTS, dictionary, facts, table};
use crate::compare::Study;
use crate::content::comparison::has_budgets;
use crate::content::comparison::{attributed, futures, inputs, sentences, tables};
use crate::content::facts::{Said, look_out, reading};
use crate::render::RenderError;

/// A comparison as a workbook.
pub(crate) fn of_comparison(study: &Study) -> Result<Vec<u8>, RenderError> {
    let scenario = study.base.summary.plan().scenario();
    let mut book = Book::new(&scenario.name);
    table(
        &mut book,
        "Ranking",
        "The plans and the base by mean net saving, how likely targets are to be met, and what is flagged.",
        2,
        tables::ranking(study),
    )?;
    summary::summary(&mut book, study)?;
    let drawn = drawn::of_comparison(study);
    drawn.charts(&mut book)?;
    savings::savings(&mut book, study)?;
    let about = "Every line of the savings, by year and cumulative, with percentiles.";
    table(&mut book, "Savings data", about, 2, tables::savings(study))?;
    let about = "What each plan changes: every measure by financial year, plan less base.";
    table(&mut book, "Differences by year", about, 2, tables::years(study))?;
    // All measures by month would be a hundred thousand rows for a dozen plans.
    let about = "What each plan changes: the headlines by month, plan less base; differences.csv has every measure.";
    table(&mut book, "Differences by month", about, 2, tables::headline_differences(study))?;
    if !scenario.targets.is_empty() {
        let about = "How likely each target is to be met in the base and in each plan.";
        table(&mut book, "Targets", about, 2, tables::targets(study))?;
    }
    if has_budgets(study) {
        let about = "The budgets of the base and of every plan: overspend, and what is spent more than in the base.";
        table(&mut book, "Budgets", about, 2, tables::budgets(study))?;
    }
    if study.split_alternatives().next().is_some() {
        let about = "What each part of a plan adds to agency rate, caseload and cost: means that add up.";
        table(&mut book, "Parts", about, 3, attributed::rows(study))?;
    }
    if let Some(stress) = &study.stress {
        let about = "Every plan in every future, with its worst case and its regret.";
        table(&mut book, "Futures", about, 4, futures::rows(stress))?;
    }
    let about = "Every input of the base, and of the plans those that differ: value, who set it, source, evidence.";
    table(&mut book, "Assumptions", about, 2, inputs::inputs(study).columns(&[&["plan"], &INPUTS[..]].concat()))?;
    dictionary(&mut book, scenario)?;
    drawn.data(&mut book)?;
    book.save(&cover(study))
}

fn cover(study: &Study) -> Cover {
    let base = &study.base.summary;
    let mut said = vec![("Base", Said::Words(format!("{}: {}", study.base.name, base.plan().scenario().name)))];
    said.extend(
        study.alternatives.iter().map(|one| {
            ("Compared with it", Said::Words(format!("{}: {}", one.name, one.summary.plan().scenario().name)))
        }),
    );
    said.extend(facts(base));
    let mut notes = vec![
        "Every plan was played on the same futures, so a difference is due to the plan. Differences are plan less base; \
         savings are base less plan, so that positive is money saved."
            .to_owned(),
        "Shares differ by percentage points, shown as % pts.".to_owned(),
    ];
    notes.extend(reading(base));
    let unshared = study.alternatives.iter().filter_map(|one| Some((&one.name, sentences::unshared_note(one)?)));
    let unshared = unshared.map(|(name, note)| format!("{name}: {note}"));
    Cover {
        title: base.plan().scenario().name.clone(),
        about: "What other plans would change, beside this one".to_owned(),
        facts: said,
        reading: notes,
        look_out: look_out(base).into_iter().chain(unshared).collect(),
    }
}
