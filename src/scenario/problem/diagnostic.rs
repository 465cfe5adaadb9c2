//! Diagnostics: a problem with its place, rendered as text beside the line concerned, singly or for a whole scenario.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::Problem;
use crate::scenario::Scenario;
use crate::scenario::source::{Place, Sources, without_refused};

/// Maximum number of diagnostics displayed: a file that is not a scenario at all can have thousands.
pub(crate) const MAX_SHOWN: usize = 100;

/// Whether a diagnostic prevents a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// Valid, but questionable.
    Warning,
}

/// A problem and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Whether it prevents a run.
    pub severity: Severity,
    /// The problem.
    pub(crate) problem: Problem,
    /// Its place; `None` if no file contains it.
    pub place: Option<Place>,
    /// A hint that replaces the problem's own.
    pub(crate) hint: Option<String>,
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

    /// The code, such as `E007` or `W003`, which never changes its meaning.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// The address of a figure that is yet to be found out, if that is the problem.
    pub(crate) fn blank(&self) -> Option<&str> {
        self.blank_with_words().map(|(address, _)| address)
    }

    /// The address of a figure that is yet to be found out, and what is to be found out, if that is the problem.
    pub(crate) fn blank_with_words(&self) -> Option<(&str, &str)> {
        match &self.problem {
            Problem::Blank { key, what } => Some((key, what)),
            _ => None,
        }
    }

    /// The message with its hint.
    pub(crate) fn message_with_hint(&self) -> String {
        match self.hint.clone().or_else(|| self.problem.hint()) {
            Some(hint) => format!("{}: {hint}", self.problem),
            None => self.problem.to_string(),
        }
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> String {
        self.problem.to_string()
    }

    /// The diagnostic as plain text: the message, then the line of the file with the place marked.
    #[must_use]
    pub fn render(&self, sources: &Sources) -> String {
        self.rendered(sources, &Renderer::plain())
    }

    /// As [`render`](Self::render), with colours as terminal escape codes.
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
        let excerpt = Excerpt::around(sources, place);
        let mut annotation = AnnotationKind::Primary.span(excerpt.marked);
        let label = self.hint.clone().or_else(|| self.problem.hint());
        if let Some(label) = &label {
            annotation = annotation.label(label.as_str());
        }
        let snippet = Snippet::source(excerpt.text.as_str())
            .line_start(excerpt.line)
            .path(sources.files[place.file].path.as_str())
            .annotation(annotation);
        renderer.render(&[title.element(snippet)])
    }
}

/// The lines of a file that contain a place, so that rendering is equally fast for a long file.
struct Excerpt {
    text: String,
    /// Number of its first line, from 1.
    line: usize,
    /// Range marked in `text`.
    marked: Range<usize>,
}

impl Excerpt {
    fn around(sources: &Sources, place: Place) -> Self {
        let text = sources.files[place.file].text.as_str();
        let boundary = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let end = place.end.clamp(place.start, text.len().max(place.start)).min(text.len());
        let (start, end) = (boundary(place.start.min(end)), boundary(end));
        let (line, _) = sources.line_column(place);
        let begin = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let close = text[end..].find('\n').map_or(text.len(), |at| end + at);
        let before = without_refused(&text[begin..start]);
        let marked = without_refused(&text[start..end]);
        let range = before.len()..before.len() + marked.len();
        Self { text: before + &marked + &without_refused(&text[end..close]), line, marked: range }
    }
}

/// Diagnostics with colours as terminal escape codes: at most 100 of them, followed by the number of those omitted.
#[must_use]
pub fn in_colour(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<String> {
    rendered(diagnostics, sources, &Renderer::styled())
}

fn rendered(diagnostics: &[Diagnostic], sources: &Sources, renderer: &Renderer) -> Vec<String> {
    let mut lines: Vec<String> =
        diagnostics.iter().take(MAX_SHOWN).map(|one| one.rendered(sources, renderer)).collect();
    let more = diagnostics.len().saturating_sub(MAX_SHOWN);
    if more > 0 {
        lines.push(format!("... and {more} more"));
    }
    lines
}

/// The errors that prevent a scenario from being run, with its warnings and the files they refer to.
#[derive(Clone, Debug)]
pub struct ScenarioErrors {
    /// All errors and warnings, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// The files.
    pub sources: Sources,
    /// If nothing but blanks is wrong, the scenario with placeholders in their place.
    pub(crate) draft: Option<Box<Scenario>>,
}

impl ScenarioErrors {
    /// All of them as text, with colours as terminal escape codes.
    #[must_use]
    pub fn render_in_colour(&self) -> String {
        self.rendered(&Renderer::styled())
    }

    fn rendered(&self, renderer: &Renderer) -> String {
        let mut lines = rendered(&self.diagnostics, &self.sources, renderer);
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
