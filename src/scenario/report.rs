//! A problem at its place: as text beside the line that it is about, alone and with all the others of a scenario.

use std::fmt;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::diagnostic::Problem;
use super::source::{Place, Sources};

/// Most errors that are shown: nobody reads more, and a file that is no scenario at all has thousands.
const MOST_SHOWN: usize = 100;

/// Whether a diagnostic stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// Legal, but odd.
    Warning,
}

/// A problem at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Whether it stops the run.
    pub severity: Severity,
    /// What is wrong.
    pub problem: Problem,
    /// Where; `None` where no file says it.
    pub place: Option<Place>,
    /// What may have been meant, where the problem alone does not tell.
    pub hint: Option<String>,
}

impl Diagnostic {
    pub(crate) fn error(problem: Problem) -> Self {
        Self { severity: Severity::Error, problem, place: None, hint: None }
    }

    pub(crate) fn warning(problem: Problem) -> Self {
        Self { severity: Severity::Warning, problem, place: None, hint: None }
    }

    pub(crate) fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.place = place.into();
        self
    }

    /// The diagnostic as text: the sentence, then the line of the file with the place marked. No colour.
    #[must_use]
    pub fn render(&self, sources: &Sources) -> String {
        self.rendered(sources, &Renderer::plain())
    }

    /// The same for a terminal, with colours as escape codes.
    #[must_use]
    pub fn render_in_colour(&self, sources: &Sources) -> String {
        self.rendered(sources, &Renderer::styled())
    }

    fn rendered(&self, sources: &Sources, renderer: &Renderer) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let text = self.problem.to_string();
        let title = level.primary_title(text.as_str()).id(self.problem.code());
        let Some(place) = self.place else {
            return renderer.render(&[annotate_snippets::Group::with_title(title)]);
        };
        let file = &sources.files[place.file];
        let end = place.end.clamp(place.start, file.text.len());
        let mut annotation = AnnotationKind::Primary.span(place.start.min(end)..end);
        let label = self.hint.clone().or_else(|| self.problem.label());
        if let Some(label) = &label {
            annotation = annotation.label(label.as_str());
        }
        let snippet = Snippet::source(file.text.as_str()).path(file.path.as_str()).annotation(annotation);
        renderer.render(&[title.element(snippet)])
    }
}

/// The errors that keep a scenario from being run, with its warnings, and the files they point into.
#[derive(Clone, Debug)]
pub struct ScenarioErrors {
    /// All that was found, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// The files.
    pub sources: Sources,
}

impl ScenarioErrors {
    /// All of them as text for a terminal, with colours as escape codes.
    #[must_use]
    pub fn render_in_colour(&self) -> String {
        self.rendered(&Renderer::styled())
    }

    fn rendered(&self, renderer: &Renderer) -> String {
        let shown = self.diagnostics.iter().take(MOST_SHOWN);
        let mut lines: Vec<String> = shown.map(|one| one.rendered(&self.sources, renderer)).collect();
        let more = self.diagnostics.len().saturating_sub(MOST_SHOWN);
        if more > 0 {
            lines.push(format!("... and {more} more"));
        }
        let errors = self.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        let path = self.sources.files.first().map(|file| format!(" in {}", file.path)).unwrap_or_default();
        lines.push(format!("{errors} error{}{path}", if errors == 1 { "" } else { "s" }));
        lines.join("\n")
    }
}

impl fmt::Display for ScenarioErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rendered(&Renderer::plain()))
    }
}

impl std::error::Error for ScenarioErrors {}
