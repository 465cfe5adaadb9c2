//! What `check` answers about a scenario: how it opens, how many inputs are still those of a template, what is blank.

use super::words;
use crate::measures::Measure;
use crate::plan::Plan;
use crate::run::Options;
use crate::scenario::{Input, Scenario};
use crate::summary::{Statistic, run};

/// Futures of which the opening is taken; inputs that are not certain differ between them.
const FUTURES: u64 = 64;

/// The scenario in a few lines. `blanks` are the addresses of inputs that are yet to be found out.
pub(crate) fn brief(scenario: &Scenario, blanks: &[String], templates: &[(String, Scenario)]) -> Vec<String> {
    let mut lines = opening(scenario, blanks);
    lines.extend(inputs(scenario, templates));
    if !blanks.is_empty() {
        let number = words::counted(blanks.len() as u64, "blank", "blanks");
        lines.push(format!("{number} to fill in: {}", blanks.join(", ")));
    }
    lines
}

/// The opening in five figures: permanent and agency staff, vacancies, open cases and caseloads.
fn opening(scenario: &Scenario, blanks: &[String]) -> Vec<String> {
    let plan = Plan::new(scenario.clone());
    let Ok(summary) = run(&plan, &Options { threads: Some(1), ..Options::new(FUTURES) }) else { return Vec::new() };
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
    let is_blank = |key: &str| blanks.iter().any(|blank| blank.ends_with(key));
    let vacancies = if is_blank(".establishment") { None } else { with_rate("vacancies", "vacancies", "vacancy_rate") };
    let staff = [figure("permanent_fte").map(|value| format!("{value} permanent FTE"))];
    let agency = with_rate("agency_fte", "agency FTE", "agency_rate");
    let parts: Vec<String> = staff.into_iter().chain([agency, vacancies]).flatten().collect();
    let mut lines = vec![format!("Opens in {} with {}", words::month(scenario.start), parts.join(", "))];
    let caseloads = scenario.teams.iter().filter(|team| team.caseload.is_some()).filter_map(|team| {
        let caseload = median(summary.team(&team.id, Measure::CASELOAD).opening())?;
        Some(format!("{} {}", team.name, words::value(caseload, Measure::CASELOAD.unit)))
    });
    let caseloads: Vec<String> = caseloads.collect();
    if let (Some(cases), false) = (figure("open_cases"), caseloads.is_empty()) {
        lines.push(format!("Opens with {cases} cases; caseloads: {}", caseloads.join(", ")));
    }
    lines
}

/// How many inputs are given, and how many of these are those of a template.
fn inputs(scenario: &Scenario, templates: &[(String, Scenario)]) -> Vec<String> {
    let given = scenario.inputs.list.iter().filter(|input| input.place.is_some()).count();
    let counts = scenario.inputs.counts();
    let mut lines = vec![format!(
        "{}, {} of them assumptions",
        words::counted(given as u64, "input given", "inputs given"),
        words::whole(counts.assumed as u64)
    )];
    let uses = templates.iter().map(|(name, template)| (name, TemplateUse::of(scenario, template)));
    let most = uses.max_by_key(|(_, used)| used.unchanged);
    if let Some((name, used)) = most.filter(|(_, used)| LEAST_SHARE * used.unchanged >= given) {
        let unchanged = words::counted(used.unchanged as u64, "input", "inputs");
        lines.push(format!("{unchanged} as in the template `{name}`, with its value and source"));
        if !used.renewed.is_empty() {
            lines.push(format!(
                "{} with a new value under the template's source: {}",
                words::counted(used.renewed.len() as u64, "input", "inputs"),
                used.renewed.join(", ")
            ));
        }
    }
    lines
}

/// A scenario was made from a template if at least one in so many of its inputs is unchanged.
const LEAST_SHARE: usize = 4;

/// What is left of a template in a scenario.
struct TemplateUse {
    /// Inputs with the value and the source of the template.
    unchanged: usize,
    /// Addresses of the inputs with another value under the template's source.
    renewed: Vec<String>,
}

impl TemplateUse {
    fn of(scenario: &Scenario, template: &Scenario) -> Self {
        let mut used = Self { unchanged: 0, renewed: Vec::new() };
        for input in scenario.inputs.list.iter().filter(|input| input.place.is_some()) {
            let same = |of: &Input| of.place.is_some() && of.source == input.source;
            let Some(of_template) = template.inputs.find(&input.address).map(|id| template.inputs.get(id)) else {
                continue;
            };
            match same(of_template) {
                true if of_template.value == input.value => used.unchanged += 1,
                true if input.source.is_some() => used.renewed.push(input.address.clone()),
                _ => {}
            }
        }
        used
    }
}
