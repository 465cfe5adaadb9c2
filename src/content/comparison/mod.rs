//! The content of the report on a comparison.

mod attribution;
mod capacity;
mod charts;
mod drivers;
mod exhibits;
mod findings;
mod inputs;
mod likelihoods;
mod overview;
mod page;
mod ranking;
mod record;
mod resolution;
mod rounded_split;
mod savings_sheet;
mod sentences;
mod side_by_side;
mod stress;
mod summary_sheet;
mod tables;
mod target_columns;
mod waterfalls;
mod workbook;

pub use overview::study_overview;
pub(crate) use ranking::saving_words;
pub(crate) use record::ComparisonRecord;

use super::document::{Document, Part};
use super::exhibit::Exhibit;
use super::futures::{futures_table, plans_of};
use super::page::Block;
use super::provenance::Provenance;
use super::record::Record;
use super::{responses, words};
use crate::compare::{Alternative, Attribution, Study};
use crate::scenario::Scenario;

impl<'a> From<&'a Study> for Document<'a> {
    /// The complete document of a comparison.
    fn from(study: &'a Study) -> Self {
        let base = &study.base.summary;
        let scenario = base.plan().scenario();
        let subtitle = format!(
            "{} compared on the same {}, {} to {}",
            how_many(study.alternatives.len()),
            words::counted(base.replications(), "simulated future", "simulated futures"),
            words::month(scenario.start),
            words::month(scenario.end())
        );
        let plans = exhibits::plans_over_base(study);
        let (differences, waterfalls) = (exhibits::differences(study), exhibits::parts(study));
        let levels = usize::from(plans.is_some());
        Document {
            title: format!("{}: plans compared", scenario.name),
            subtitle,
            sections: page::sections(study, levels, differences.len()),
            parts: parts(study, levels + differences.len(), waterfalls.len()),
            workbook: workbook::workbook(study),
            briefing: Some(Box::new(|| page::briefing(study))),
            futures: Some(futures_table(plans_of(study))),
            provenance: Provenance::of_comparison(base, study.alternatives.iter().map(|one| &one.summary)),
            exhibits: plans.into_iter().chain(differences).chain(waterfalls).collect(),
        }
    }
}

/// The key findings, and the charts of where each plan leads and of what it changes.
pub(crate) fn key_findings_and_charts(study: &Study) -> (Vec<Block<'_>>, Vec<Exhibit<'_>>) {
    let charts = exhibits::plans_over_base(study).into_iter().chain(exhibits::differences(study));
    (findings::in_short(study).blocks, charts.collect())
}

/// The parts of a comparison that have a file, in file order. `differences` and `waterfalls` are the numbers of
/// exhibits of each kind; the levels of the plans are the first of the differences.
fn parts(study: &Study, differences: usize, waterfalls: usize) -> Vec<Part<'_>> {
    let mut parts = vec![
        Part::table("ranking", || tables::ranking(study)),
        Part::table("savings", || tables::savings(study)),
        Part::table("differences", || tables::differences(study)),
        Part::table("differences_years", || tables::years(study)),
        Part::table("differences_targets", || tables::targets(study)),
        Part::table("pairing", || tables::pairing(study)),
        Part::record("comparison", Record::Comparison(record::record(study))),
    ];
    if study.saving_drivers().iter().any(Option::is_some) {
        parts.push(Part::table("drivers", || drivers::table(study)));
    }
    if !target_columns::target_columns(study).is_empty() {
        parts.push(Part::table("likelihoods", || likelihoods::rows(study)));
    }
    if study.alternatives.iter().any(|one| !one.flags.is_empty()) {
        parts.push(Part::table("flags", || tables::flags(study)));
    }
    if has_budgets(study) {
        parts.push(Part::table("budgets", || tables::budgets(study)));
    }
    if responses::table_by_plan(study).rows.next().is_some() {
        parts.push(Part::table("responses", || responses::table_by_plan(study)));
    }
    if let Some(test) = &study.stress {
        parts.push(Part::table("stress_tests", || stress::rows(test)));
    }
    parts.extend((0..differences).map(Part::Drawing));
    if study.split_alternatives().next().is_some() {
        parts.push(Part::table("attribution", || attribution::rows(study)));
    }
    parts.extend((differences..differences + waterfalls).map(Part::Drawing));
    parts
}

fn how_many(plans: usize) -> String {
    if plans == 1 { "One plan and its base".to_owned() } else { format!("{plans} plans and their base") }
}

/// The title of a plan: the name of its scenario, followed by that of its file if different.
fn plan_title(one: &Alternative) -> String {
    title_of(&one.name, one.summary.plan().scenario())
}

/// The same of any scenario and the name of its file.
fn title_of(name: &str, scenario: &Scenario) -> String {
    if scenario.name == name { name.to_owned() } else { format!("{} ({name})", scenario.name) }
}

/// The short name of a plan: the name of its scenario without a prefix shared by all plans (`Herefordshire: `).
fn plan_name<'a>(study: &Study, one: &'a Alternative) -> &'a str {
    let names = || study.alternatives.iter().map(|one| one.summary.plan().scenario().name.as_str());
    let own = one.summary.plan().scenario().name.as_str();
    let Some(shared) = own.find(": ").map(|end| &own[..end + 2]) else { return own };
    let is_shared = names().count() > 1 && names().all(|name| name.len() > shared.len() && name.starts_with(shared));
    if is_shared { &own[shared.len()..] } else { own }
}

/// How sentences name the plan, or the base, of a file's name: on screen by that name, which heads its rows, elsewhere in words.
type Naming = fn(&Study, &str) -> String;

/// The name of its file.
fn file_name(_: &Study, name: &str) -> String {
    name.to_owned()
}

/// Its short name within a sentence, or `the base`.
fn plan_words(study: &Study, name: &str) -> String {
    study.alternative(name).map_or_else(|| "the base".to_owned(), |one| plan_name(study, one).to_owned())
}

/// Whether the base or any plan has budgets.
fn has_budgets(study: &Study) -> bool {
    study.summaries().any(|one| !one.plan().scenario().budgets.is_empty())
}

/// The plans whose effect was split between parts, in the order in which they were given.
fn with_parts(study: &Study) -> Vec<(&Alternative, &Attribution)> {
    study.split_alternatives().filter(|(_, attribution)| !attribution.names.is_empty()).collect()
}
