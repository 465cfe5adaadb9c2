//! What `check` answers about a scenario: how it opens, how many inputs are still those of a template, what is blank.

use super::target_phrase::target_phrase;
use super::template_use::TemplateUse;
use super::words;
use crate::measures::Measure;
use crate::plan::Plan;
use crate::run::Options;
use crate::scenario::Scenario;
use crate::summary::{Statistic, run};

/// Futures of which the opening is taken; inputs that are not certain differ between them.
const FUTURES: u64 = 64;

/// The scenario in a few lines. `blanks` are the addresses of inputs that are yet to be found out.
pub(crate) fn brief(plan: &Plan, blanks: &[String]) -> Vec<String> {
    let mut lines = facts(plan, blanks);
    lines.extend(renewed_line(&renewed(plan.scenario())));
    if !blanks.is_empty() {
        let number = words::counted(blanks.len() as u64, "blank", "blanks");
        lines.push(format!("{number} to fill in: {}", blanks.join(", ")));
    }
    lines
}

/// The same without what is to be done: what it decides and asks, how it opens, and how many of its inputs are a template's.
pub(crate) fn facts(plan: &Plan, blanks: &[String]) -> Vec<String> {
    let decision = plan.scenario().details.decision.as_ref().map(|decision| format!("Decision: {decision}"));
    let mut lines: Vec<String> = decision.into_iter().collect();
    lines.extend(targets(plan.scenario()));
    lines.extend(opening(plan, blanks));
    lines.extend(inputs(plan.scenario()));
    lines
}

/// Addresses of the numbers that were changed and still cite the source of the template.
pub(crate) fn renewed(scenario: &Scenario) -> Vec<String> {
    TemplateUse::of(scenario).map(|used| used.renewed).unwrap_or_default()
}

fn renewed_line(renewed: &[String]) -> Option<String> {
    /// Addresses that are listed.
    const FEW: usize = 5;
    let more = renewed.len().saturating_sub(FEW);
    let listed = renewed.iter().take(FEW).cloned().collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!renewed.is_empty()).then(|| format!("Changed, but still citing the template's source: {listed}{more}"))
}

/// What is asked of a run, in the order in which it answers.
fn targets(scenario: &Scenario) -> Option<String> {
    let asked: Vec<String> = scenario.targets.iter().map(|target| target_phrase(scenario, target)).collect();
    (!asked.is_empty()).then(|| format!("Asks how likely it is that {}", asked.join("; that ")))
}

/// The opening in five figures: permanent and agency staff, vacancies, open cases and caseloads.
fn opening(plan: &Plan, blanks: &[String]) -> Vec<String> {
    let scenario = plan.scenario();
    let Ok(summary) = run(plan, &Options { threads: Some(1), ..Options::new(FUTURES) }) else { return Vec::new() };
    let median = |statistic: Option<&Statistic>| statistic.map(Statistic::median).filter(|value| value.is_finite());
    let figure = |id: &str| {
        let series = summary.service_series(id)?;
        let unit = Measure::find(id)?.unit;
        Some(words::value(median(summary.opening(series))?, unit))
    };
    let with_rate = |id: &str, name: &str, share: &str| {
        let rate = figure(share).map_or(String::new(), |rate| format!(" ({rate})"));
        figure(id).map(|value| format!("{value} {name}{rate}"))
    };
    let is_blank =
        |keys: &[&str]| blanks.iter().any(|blank| keys.iter().any(|key| blank.rsplit('.').next() == Some(*key)));
    if is_blank(&["heads", "fte_per_head", "workers", "fte_per_worker", "hours"]) {
        return vec!["The opening depends on blanks".to_owned()];
    }
    let vacancies =
        if is_blank(&["establishment"]) { None } else { with_rate("vacancies", "vacancies", "vacancy_rate") };
    let staff = [figure("permanent_fte").map(|value| format!("{value} permanent FTE"))];
    let agency = with_rate("agency_fte", "agency FTE", "agency_rate");
    let parts: Vec<String> = staff.into_iter().chain([agency, vacancies]).flatten().collect();
    let mut lines = vec![format!("Opens in {} with {}", words::month(scenario.start), parts.join(", "))];
    let caseloads = scenario.teams.iter().filter(|team| team.caseload.is_some()).filter_map(|team| {
        let caseload = median(summary.team(&team.id, Measure::CASELOAD).opening())?;
        Some(format!("{} {}", team.name, words::value(caseload, Measure::CASELOAD.unit)))
    });
    let caseloads: Vec<String> = caseloads.collect();
    if is_blank(&["cases", "establishment", "caseload_share", "case_holders"]) {
        return lines;
    }
    if let (Some(cases), false) = (figure("open_cases"), caseloads.is_empty()) {
        lines.push(format!("Opens with {cases} cases; caseloads: {}", caseloads.join(", ")));
    }
    lines
}

/// How many inputs are given, and how many numbers are those of a template.
fn inputs(scenario: &Scenario) -> Vec<String> {
    let counts = scenario.inputs.counts();
    let assumed = words::whole(counts.assumed as u64);
    let counted = format!("{}, of which assumptions: {assumed}", words::counted(counts.all as u64, "input", "inputs"));
    std::iter::once(counted).chain(TemplateUse::of(scenario).map(|used| used.unchanged_words())).collect()
}
