//! The sections of a comparison's page.

use super::findings::{in_brief, in_short, look_out};
use super::inputs::ChangedInputRows;
use super::{drivers, plan_name, plan_title, ranking, side_by_side, stress, tables, title_of, with_parts};
use crate::compare::{Alternative, FEW_PARTS, StressTest, Study};
use crate::content::facts::{Fact, FactValue};
use crate::content::inputs::{Assumption, assumptions};
use crate::content::page::{Block, ChangedInput, ChangedInputs, PageTable, Prose, Section, Span};
use crate::content::{facts, input_section, responses, run, shared_sections, words};
use crate::scenario::Scenario;

/// The sections, in order. The first `levels` exhibits show where the plans lead, then `differences` their effects; those of their parts follow.
pub(super) fn sections(study: &Study, levels: usize, differences: usize) -> Vec<Section<'_>> {
    let base = &study.base.summary;
    let mut sections: Vec<Section<'_>> = shared_sections::decision(base.plan().scenario()).into_iter().collect();
    sections.push(in_short(study));
    sections.extend(shared_sections::look_out(&look_out(study)));
    sections.extend(shared_sections::about(base.plan().scenario()));
    sections.push(side_by_side::details(study));
    if levels > 0 {
        let fans = (0..levels).map(Block::Exhibit).collect();
        sections.push(Section { id: "levels", title: "Where each plan leads", blocks: fans });
    }
    let fans = (levels..levels + differences).map(Block::Exhibit).collect();
    sections.push(Section { id: "differences", title: "What each plan changes", blocks: fans });
    sections.push(side_by_side::savings(study));
    sections.extend(drivers::section(study));
    sections.extend(side_by_side::targets(study));
    sections.extend(side_by_side::budgets(study));
    sections.extend(responses::section_by_plan(study));
    sections.extend(parts(study, levels + differences));
    sections.extend(study.stress.as_ref().map(|test| under_stress(study, test)));
    sections.push(Section { id: "base", title: "The base on its own", blocks: run::findings(base) });
    sections.push(changes(study));
    sections.push(shared_sections::reading(reading(study)));
    sections.push(shared_sections::method());
    sections.push(shared_sections::stamp(facts(study)));
    sections.push(input_section::section(base.plan().scenario()));
    sections
}

/// What a committee reads: the decision, which plan is best, how likely the targets are, and what each plan changes.
pub(super) fn briefing(study: &Study) -> Vec<Section<'_>> {
    let scenario = study.base.summary.plan().scenario();
    let mut sections: Vec<Section<'_>> = shared_sections::decision(scenario).into_iter().collect();
    sections.extend(in_brief(study));
    sections.push(Section { id: "levels", title: "Where each plan leads", blocks: vec![Block::Exhibit(0)] });
    sections.extend(shared_sections::look_out(&look_out(study)));
    sections
}

/// The effect of each part of each plan, in ranking order, and the plans that were not split; `None` if none was split.
/// `first` is the index of the first exhibit.
fn parts(study: &Study, first: usize) -> Option<Section<'static>> {
    let (ranked, with_parts) = (ranking::ranked(study), with_parts(study));
    let place = |one: &&Alternative| with_parts.iter().position(|(of, _)| of.name == one.name);
    let mut blocks: Vec<Block<'_>> = ranked.iter().filter_map(place).map(|n| Block::Exhibit(first + n)).collect();
    if blocks.is_empty() {
        return None;
    }
    let others = ranked.iter().filter(|one| one.attribution.is_err());
    let others: Vec<&str> = others.map(|one| plan_name(study, one)).collect();
    if !others.is_empty() {
        let not_split = format!(
            "Not split: {}. Plans with 2 to {FEW_PARTS} parts are split automatically; to split all plans, use ",
            others.join(", ")
        );
        let option = Span::Code("--attribution".to_owned());
        blocks.push(Block::Note(Prose(vec![Span::Words(not_split), option, Span::Words(".".to_owned())])));
    }
    Some(Section { id: "parts", title: "What each part of a plan does", blocks })
}

/// Every plan under every stress test.
fn under_stress<'s>(study: &'s Study, test: &'s StressTest) -> Section<'s> {
    const COLUMNS: [(&str, &str); 7] = [
        ("measure", "Measure"),
        ("plan", "Plan"),
        ("stress_test", "Stress test"),
        ("mean", "Mean"),
        ("regret", "Regret"),
        ("is_worst_case", "Worst case"),
        ("worst_regret", "Worst regret"),
    ];
    let rows = stress::rows(test).columns(&COLUMNS.map(|(id, _)| id)).rows.collect();
    let table = PageTable::new("Every plan under every stress test", &COLUMNS.map(|(_, head)| head), rows);
    let regret = "Regret is how much worse a plan is than the best plan under the same stress test. A robust \
                  plan has a small worst regret. A stress test changes the base before a plan does, so a plan that sets \
                  the same input undoes it.";
    let mut blocks = vec![Block::Paragraph(regret.into()), Block::Table(table)];
    let base = assumptions(study.base.summary.plan().scenario());
    for stressed in &test.bases {
        let scenario = stressed.plan.scenario();
        blocks.push(Block::Heading(title_of(&stressed.name, scenario)));
        blocks.extend(scenario.details.description.clone().map(|words| Block::Paragraph(words.into())));
        blocks.extend(changes_of(&base, &stressed.name, scenario));
    }
    Section { id: "stress-tests", title: "Stress tests", blocks }
}

/// The inputs of every plan that differ from the base.
fn changes(study: &Study) -> Section<'static> {
    let base = assumptions(study.base.summary.plan().scenario());
    let each = ranking::ranked(study).into_iter().flat_map(|one| {
        let heading = Block::Heading(plan_title(one));
        let changes = changes_of(&base, &one.name, one.summary.plan().scenario());
        std::iter::once(heading).chain(changes).collect::<Vec<_>>()
    });
    Section { id: "changes", title: "Inputs that differ from the base", blocks: each.collect() }
}

fn changes_of(base: &[Assumption], name: &str, scenario: &Scenario) -> Vec<Block<'static>> {
    let ChangedInputRows { given, removed } = ChangedInputRows::new(base, scenario);
    if given.is_empty() && removed.is_empty() {
        return vec![Block::Paragraph("The inputs are those of the base.".into())];
    }
    let before = |one: &Assumption| base.iter().find(|before| before.address == one.address);
    let row = |one: &Assumption| ChangedInput {
        address: one.address.clone(),
        before: before(one).map_or(String::new(), Assumption::value_words),
        value: one.value_words(),
        changes: one.changes.clone(),
        source: one.source.clone().unwrap_or_default(),
    };
    let mut blocks = Vec::new();
    if !removed.is_empty() {
        blocks.push(Block::Paragraph(removed_things(&removed)));
    }
    if !given.is_empty() {
        let rows = given.iter().map(row).collect();
        blocks.push(Block::ChangedInputs(ChangedInputs { name: name.to_owned(), rows }));
    }
    blocks
}

/// The tables, such as intakes, whose inputs are removed.
fn removed_things(inputs: &[Assumption]) -> Prose {
    let thing = |one: &Assumption| one.address.split('.').take(2).collect::<Vec<_>>().join(".");
    let mut things: Vec<String> = inputs.iter().map(thing).collect();
    things.dedup();
    let each = things.into_iter().flat_map(|thing| [Span::Words(" ".to_owned()), Span::Address(thing)]);
    let (first, last) = (Span::Words("Removed:".to_owned()), Span::Words(".".to_owned()));
    Prose(std::iter::once(first).chain(each).chain([last]).collect())
}

fn reading(study: &Study) -> Vec<String> {
    let first = "Differences are plan less base. Savings are base less plan, so a positive figure is money saved, \
                 except for the costs of the plan, which are money spent. Differences between shares are in \
                 percentage points.";
    std::iter::once(first.to_owned()).chain(facts::reading(&study.base.summary)).collect()
}

/// The facts about the runs, and the gain in precision from pairing.
fn facts(study: &Study) -> Vec<Fact> {
    let mut facts = vec![("Base", FactValue::Words(study.base.name.clone()))];
    let files = |label: &'static str, title: String, scenario: &Scenario| {
        let files: Vec<&str> = scenario.sources.files.iter().map(|file| file.name()).collect();
        let digest = facts::scenario_digest(scenario);
        (label, FactValue::Words(format!("{title}: {}; SHA-256 {digest}", files.join(", "))))
    };
    let plans = study.alternatives.iter().map(|one| files("Plan", plan_title(one), one.summary.plan().scenario()));
    facts.extend(plans);
    let stressed = study.stress.iter().flat_map(|test| &test.bases);
    facts.extend(stressed.map(|one| {
        let scenario = one.plan.scenario();
        files("Stress test of the base", title_of(&one.name, scenario), scenario)
    }));
    facts.extend(shared_sections::facts(&study.base.summary));
    let of_base = facts::warnings(&study.base.summary);
    facts.extend(study.alternatives.iter().flat_map(|one| {
        let own = facts::warnings(&one.summary).into_iter().filter(|warning| !of_base.contains(warning));
        let rows =
            own.map(|warning| (facts::WARNING, FactValue::Words(format!("In {}: {warning}", plan_name(study, one)))));
        rows.collect::<Vec<_>>()
    }));
    facts.extend(pairing(study).map(|words| ("Pairing", FactValue::Words(words))));
    facts
}

/// How many times as many replications independent runs would need for equally precise net savings.
fn pairing(study: &Study) -> Option<String> {
    let ratios = study.alternatives.iter().filter_map(|one| {
        let ratio = tables::net_saving_ratio(one)?;
        Some(format!("{} times as many for {}", words::whole(ratio.round() as u64), plan_name(study, one)))
    });
    let ratios: Vec<String> = ratios.collect();
    (!ratios.is_empty())
        .then(|| format!("without it, equally precise net savings would need more futures: {}", ratios.join(", ")))
}
