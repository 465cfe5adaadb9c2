//! `check`: reports all errors and warnings in scenarios without running them.

use std::path::Path;

use crate::content::brief::brief;
use crate::content::words;
use crate::plan::Plan;
use crate::render::TextRole;
use crate::scenario::{Diagnostic, Scenario, ScenarioErrors, Severity, Sources, in_colour, visible};
use serde::Serialize;

use super::arguments::{CheckArguments, OverlayArguments};
use super::disk::{self, Disk};
use super::{Failure, print, terminal, warn};

/// Width of the text, columns.
const COLUMNS: usize = 76;

/// Checks every file, including those after a file with errors.
pub(crate) fn check(arguments: &CheckArguments) -> Result<(), Failure> {
    let files = disk::scenario_files(&arguments.scenarios)?;
    let mut findings = Vec::new();
    let mut bad = 0;
    for file in &files {
        let CheckedScenario { diagnostics, sources, plan } = read(file, &arguments.overlays)?;
        let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        let warnings = diagnostics.len() - errors;
        bad += usize::from(errors > 0 || (arguments.deny_warnings && warnings > 0));
        if arguments.json {
            findings.extend(diagnostics.iter().map(|diagnostic| Finding::new(file, diagnostic, &sources)));
            continue;
        }
        for text in in_colour(&diagnostics, &sources) {
            warn(&text);
        }
        let (errors, warnings) = (count(errors, "error", TextRole::Bad), count(warnings, "warning", TextRole::Caution));
        print(&format!("{}: {errors}, {warnings}\n", visible(&file.to_string_lossy())))?;
        // For several files, the count of each is what is wanted.
        if let (Some(plan), [_]) = (&plan, files.as_slice()) {
            print(&answer(plan, &diagnostics))?;
        }
    }
    if arguments.json {
        let text = serde_json::to_string_pretty(&findings)
            .map_err(|error| Failure::Failed(format!("error: cannot encode the findings: {error}")))?;
        print(&format!("{text}\n"))?;
    }
    match bad {
        0 => Ok(()),
        // For a single file, the line already printed is enough.
        bad => Err(Failure::Wrong(match files.len() {
            1 => String::new(),
            all => format!("{bad} of {all} scenarios did not pass"),
        })),
    }
}

/// A scenario that was read.
struct CheckedScenario {
    /// All diagnostics from reading and planning.
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
    /// The scenario, prepared for simulation, unless more is wrong with it than blanks.
    plan: Option<Plan>,
}

fn read(file: &Path, overlays: &OverlayArguments) -> Result<CheckedScenario, Failure> {
    let disk = Disk { scenario: disk::path_text(file)? };
    Ok(match Scenario::load_with(&disk.scenario, &overlays.paths()?, None, &disk) {
        Ok(scenario) => {
            let plan = Plan::new(scenario);
            let (diagnostics, sources) = (plan.warnings().to_vec(), plan.scenario().sources().clone());
            CheckedScenario { diagnostics, sources, plan: Some(plan) }
        }
        Err(errors) => {
            let ScenarioErrors { diagnostics, sources, draft } = *errors;
            CheckedScenario { diagnostics, sources, plan: draft.map(|draft| Plan::new(*draft)) }
        }
    })
}

/// What the scenario is, in a few lines.
fn answer(plan: &Plan, diagnostics: &[Diagnostic]) -> String {
    let blanks: Vec<String> = diagnostics.iter().filter_map(Diagnostic::blank).map(str::to_owned).collect();
    let lines = brief(plan, &blanks);
    let wrapped = lines.iter().map(|line| format!("  {}", words::wrapped(line, COLUMNS).join("\n    ")));
    wrapped.collect::<Vec<_>>().join("\n") + "\n"
}

fn count(number: usize, what: &str, role: TextRole) -> String {
    match number {
        0 => format!("no {what}s"),
        1 => terminal::styled(role, &format!("1 {what}")),
        _ => terminal::styled(role, &format!("{number} {what}s")),
    }
}

/// A diagnostic, for editors and scripts.
#[derive(Serialize)]
struct Finding {
    /// The scenario that was checked.
    scenario: String,
    severity: &'static str,
    code: &'static str,
    message: String,
    /// The file and the position in it, counted from 1; omitted if the diagnostic has no position.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl Finding {
    fn new(scenario: &Path, diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let at = diagnostic.place.map(|place| (place, sources.line_column(place)));
        Self {
            scenario: visible(&scenario.to_string_lossy()),
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: diagnostic.code(),
            message: diagnostic.message(),
            file: at.map(|(place, _)| sources.path(place).to_owned()),
            line: at.map(|(_, (line, _))| line),
            column: at.map(|(_, (_, column))| column),
        }
    }
}
