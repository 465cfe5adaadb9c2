//! A comparison as an Excel workbook.

mod drawn;
mod savings;
mod summary;

use super::{Book, Cover, INPUTS, dictionary, facts, table};
use crate::content::comparison::{Attributed, Compared, Futures, tables};
use crate::content::facts::{Said, look_out, reading};
use crate::render::RenderError;

/// A comparison as a workbook.
pub(crate) fn of_comparison(
    compared: &Compared<'_>,
    futures: Option<&Futures<'_>>,
    attributed: &Attributed<'_>,
) -> Result<Vec<u8>, RenderError> {
    let scenario = compared.base().plan().scenario();
    let mut book = Book::new(&scenario.name);
    table(
        &mut book,
        "Ranking",
        "The plans and the base by mean net saving, how likely targets are to be met, and what is flagged.",
        2,
        tables::ranking(compared),
    )?;
    summary::summary(&mut book, compared)?;
    let drawn = drawn::of_comparison(compared);
    drawn.charts(
        &mut book,
        "Charts",
        "The headlines drawn: bands hold half and 80% of the futures around the median.",
    )?;
    savings::savings(&mut book, compared)?;
    let about = "Every line of the savings, by year and cumulative, with percentiles.";
    table(&mut book, "Savings data", about, 2, tables::savings(compared))?;
    let about = "What each plan changes: every measure by financial year, plan less base.";
    table(&mut book, "Differences by year", about, 2, tables::years(compared))?;
    // All measures by month would be a hundred thousand rows for a dozen plans.
    let about = "What each plan changes: the headlines by month, plan less base; differences.csv has every measure.";
    table(&mut book, "Differences by month", about, 2, tables::headline_differences(compared))?;
    if !scenario.targets.is_empty() {
        let about = "How likely each target is to be met in the base and in each plan.";
        table(&mut book, "Targets", about, 2, tables::targets(compared))?;
    }
    if compared.has_budgets() {
        let about = "The budgets of the base and of every plan: overspend, and what is spent more than in the base.";
        table(&mut book, "Budgets", about, 2, tables::budgets(compared))?;
    }
    if !attributed.plans.is_empty() {
        let about = "What each part of a plan adds to agency rate, caseload and cost: means that add up.";
        table(&mut book, "Parts", about, 3, crate::content::comparison::attributed::rows(attributed))?;
    }
    if let Some(futures) = futures {
        let about = "Every plan in every future, with its worst case and its regret.";
        table(&mut book, "Futures", about, 4, crate::content::comparison::futures::rows(futures))?;
    }
    let about = "Every input of the base, and of the plans those that differ: value, who set it, source, evidence.";
    table(
        &mut book,
        "Assumptions",
        about,
        2,
        crate::content::comparison::inputs::inputs(compared).columns(&[&["plan"], &INPUTS[..]].concat()),
    )?;
    dictionary(&mut book, scenario)?;
    let about = "What the charts are drawn from; bands are heights, each on top of the one before.";
    drawn.data(&mut book, "Chart data", about)?;
    book.save(&cover(compared))
}

fn cover(compared: &Compared<'_>) -> Cover {
    let base = compared.base();
    let mut said = vec![("Base", Said::Words(format!("{}: {}", compared.base, base.plan().scenario().name)))];
    said.extend(compared.named().map(|(name, one)| {
        ("Compared with it", Said::Words(format!("{name}: {}", one.summary.plan().scenario().name)))
    }));
    said.extend(facts(base));
    let mut notes = vec![
        "Every plan was played on the same futures, so a difference is due to the plan. Differences are plan less base; \
         savings are base less plan, so that positive is money saved."
            .to_owned(),
        "Shares differ by percentage points, shown as % pts.".to_owned(),
    ];
    notes.extend(reading(base));
    let unshared = compared
        .named()
        .filter_map(|(name, one)| Some((name, crate::content::comparison::sentences::unshared_note(one)?)));
    let unshared = unshared.map(|(name, note)| format!("{name}: {note}"));
    Cover {
        title: base.plan().scenario().name.clone(),
        about: "What other plans would change, beside this one".to_owned(),
        facts: said,
        reading: notes,
        look_out: look_out(base).into_iter().chain(unshared).collect(),
    }
}
