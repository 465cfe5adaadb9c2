//! What is wrong with a scenario, and the words for it.
//!
//! A [`Problem`] is a value with named fields and no text; the sentence is made here, in one place, with a stable code.

use std::fmt;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::input::FORMS;
use super::source::{LoadError, Place, Sources};
use crate::units::Unit;

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

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the sentences below say what each field is")]
pub enum Problem {
    Unreadable { path: String, error: LoadError },
    NotUtf8 { path: String, line: usize },
    Empty { path: String },
    Syntax { message: String, hint: Option<String> },
    UnknownKey { key: String, allowed: Vec<String>, inside: String },
    WrongType { key: String, expected: String, found: String },
    OutOfRange { key: String, min: f64, max: f64, unit: Unit, found: String },
    NotFinite { key: String, found: String },
    Missing { key: String, inside: String, expected: String },
    UnknownName { kind: &'static str, name: String, known: Vec<String> },
    UnknownWord { key: String, word: String, known: Vec<String> },
    BadId { id: String },
    BadDistribution { key: String, reason: String },
    MustBePlain { key: String },
    UnknownForm { key: String, found: Vec<String> },
    OneOf { keys: &'static [&'static str], inside: String, found: usize },
    OutsideCalendar { key: String, found: String, first: String, last: String },
    WrongFormat { found: String },
    RestCount { key: String, found: usize },
    BranchesOverOne { key: String, sum: f64 },
    DecisionCircle { stages: Vec<String> },
    HoldsNoCases { team: String, what: String },
    Bands { key: String, reason: String },
    NothingToChange { address: String, similar: Option<String> },
    FixedInput { address: String },
    BaseCircle { chain: Vec<String> },
    NothingToRemove { name: String, known: Vec<String> },
    NoInput { address: String, similar: Option<String> },
    BadCorrelation { group: String, reason: String },
    Csv { reason: String },
    Inconsistent { what: String, why: String },
    OutOfBalance { stage: String, cases: f64, balance: f64 },
    Odd { what: String, why: String },
}

impl Problem {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "E001",
            Self::NotUtf8 { .. } => "E002",
            Self::Empty { .. } => "E003",
            Self::Syntax { .. } => "E004",
            Self::UnknownKey { .. } => "E005",
            Self::WrongType { .. } => "E006",
            Self::OutOfRange { .. } => "E007",
            Self::NotFinite { .. } => "E008",
            Self::Missing { .. } => "E009",
            Self::UnknownName { .. } => "E010",
            Self::BadId { .. } => "E011",
            Self::BadDistribution { .. } => "E012",
            Self::MustBePlain { .. } => "E013",
            Self::UnknownForm { .. } => "E014",
            Self::OneOf { .. } => "E015",
            Self::OutsideCalendar { .. } => "E016",
            Self::WrongFormat { .. } => "E017",
            Self::RestCount { .. } => "E018",
            Self::BranchesOverOne { .. } => "E019",
            Self::DecisionCircle { .. } => "E020",
            Self::HoldsNoCases { .. } => "E021",
            Self::Bands { .. } => "E022",
            Self::NothingToChange { .. } => "E023",
            Self::FixedInput { .. } => "E024",
            Self::Csv { .. } => "E025",
            Self::Inconsistent { .. } => "E026",
            Self::UnknownWord { .. } => "E027",
            Self::BaseCircle { .. } => "E028",
            Self::NothingToRemove { .. } => "E029",
            Self::NoInput { .. } => "E030",
            Self::BadCorrelation { .. } => "E031",
            Self::OutOfBalance { .. } => "W001",
            Self::Odd { .. } => "W002",
        }
    }

    /// What to do about it, where there is something to say beyond the sentence.
    fn label(&self) -> Option<String> {
        match self {
            Self::UnknownKey { key, allowed, .. } => {
                Some(did_you_mean(key, allowed, "allowed here", "docs/scenario-reference.md lists what may stand here"))
            }
            Self::UnknownName { known, .. } if known.is_empty() => Some("there is none in this scenario".into()),
            Self::NothingToRemove { name, known } => nearest(name, known).map(|near| format!("did you mean `{near}`?")),
            Self::UnknownName { kind: "measure", name, known } => {
                Some(did_you_mean(name, known, "known", "docs/measures.md lists them"))
            }
            Self::UnknownName { name, known, .. } | Self::UnknownWord { word: name, known, .. } => {
                Some(did_you_mean(name, known, "known", "none of those in this scenario is like it"))
            }
            Self::UnknownForm { found, .. } if found.len() == 1 => {
                let forms: Vec<String> = FORMS.iter().map(|&form| form.to_owned()).collect();
                nearest(&found[0], &forms).map(|near| format!("did you mean `{near}`?"))
            }
            Self::OutOfRange { max, unit, found, .. } if *max == 1.0 || *unit == Unit::YearlyRate => {
                let percent: f64 = found.parse().ok().filter(|percent| (2.0..=100.0).contains(percent))?;
                Some(format!("for {percent}% write {}", percent / 100.0))
            }
            Self::Syntax { hint, .. } => hint.clone(),
            Self::NothingToChange { similar: Some(similar), .. } | Self::NoInput { similar: Some(similar), .. } => {
                Some(format!("did you mean `{similar}`?"))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, error: LoadError::Missing } => write!(f, "there is no file `{path}`"),
            Self::Unreadable { path, error: LoadError::Folder } => {
                write!(f, "`{path}` is a folder; a file is wanted here")
            }
            Self::Unreadable { path, error: LoadError::Other(reason) } => write!(f, "cannot read `{path}`: {reason}"),
            Self::NotUtf8 { path, line } => write!(f, "`{path}` is not UTF-8 text (line {line}); save it as UTF-8"),
            Self::Empty { path } => write!(f, "`{path}` is empty; a scenario begins with `format = 1`"),
            Self::Syntax { message, .. } => write!(f, "not valid TOML: {message}"),
            Self::UnknownKey { key, inside, .. } => write!(f, "unknown key `{}`{}", shown(key), in_table(inside)),
            Self::WrongType { key, expected, found } => write!(f, "`{key}` must be {expected}, found {found}"),
            Self::OutOfRange { key, min, max, unit, found } => {
                let unit = unit.in_brackets();
                write!(f, "`{key}` must be from {} to {}{unit}, found {found}", plain(*min), plain(*max))
            }
            Self::NotFinite { key, found } => write!(f, "`{key}` must be a finite number, found {found}"),
            Self::Missing { key, inside, expected } => {
                write!(f, "`{key}` is missing{}: {expected}", in_table(inside))
            }
            Self::UnknownName { kind, name, .. } => write!(f, "there is no {kind} called `{}`", shown(name)),
            Self::UnknownWord { key, word, .. } => write!(f, "`{key}` cannot be `{}`", shown(word)),
            Self::BadId { id } => write!(
                f,
                "`{}` cannot be an id: ids have small letters, digits and underscores, begin with a letter and have \
                 at most 40 characters",
                shown(id)
            ),
            Self::BadDistribution { key, reason } => write!(f, "the distribution of `{key}` is not possible: {reason}"),
            Self::MustBePlain { key } => write!(f, "`{key}` must be a number alone; it cannot be uncertain"),
            Self::UnknownForm { key, found } => {
                let found = if found.is_empty() { "none of them".to_owned() } else { list(found, "and") };
                write!(f, "`{key}` must be a number or have exactly one of {}; found {found}", FORMS.join(", "))
            }
            Self::OneOf { keys, inside, found } => {
                let problem = if *found == 0 { "none is given" } else { "more than one is given" };
                write!(f, "`{inside}` must have exactly one of {}; {problem}", list(keys, "and"))
            }
            Self::OutsideCalendar { key, found, first, last } => {
                write!(f, "`{key}` is {found}, outside the scenario's calendar, {first} to {last}")
            }
            Self::WrongFormat { found } => write!(
                f,
                "this is format {found}; staffcast {} reads format 1: use the version of staffcast that wrote the file",
                env!("CARGO_PKG_VERSION")
            ),
            Self::RestCount { key, found } => {
                let found = if *found == 0 { "none has" } else { "more than one has" };
                write!(f, "exactly one branch of `{key}` must be \"rest\", so that they sum to 1; {found}")
            }
            Self::BranchesOverOne { key, sum } => {
                write!(f, "the probabilities of `{key}` sum to {}, more than 1", plain(*sum))
            }
            Self::DecisionCircle { stages } => {
                write!(f, "decisions (months = 0) may not lead round in a circle: {}", stages.join(" -> "))
            }
            Self::HoldsNoCases { team, what } => {
                write!(f, "team `{team}` holds no cases (it has no `caseload` table), but {what}")
            }
            Self::Bands { key, reason } => write!(f, "`{key}`: {reason}"),
            Self::NothingToChange { address, .. } => write!(f, "there is no input `{}` to change", shown(address)),
            Self::FixedInput { address } => {
                write!(f, "`{address}` is fixed for the whole run: dated changes cannot change it")
            }
            Self::BaseCircle { chain } => write!(f, "bases lead round in a circle: {}", chain.join(" -> ")),
            Self::NothingToRemove { name, .. } => {
                write!(f, "there is no `{}` in the base to remove", shown(name))
            }
            Self::NoInput { address, .. } => write!(f, "there is no input `{}` in this scenario", shown(address)),
            Self::BadCorrelation { group, reason } => write!(f, "correlation `{group}`: {reason}"),
            Self::Csv { reason } => f.write_str(reason),
            Self::Inconsistent { what, why } | Self::Odd { what, why } => write!(f, "{what}: {why}"),
            Self::OutOfBalance { stage, cases, balance } => write!(
                f,
                "`{stage}` opens with {} cases, but what flows in and how long cases stay would hold about {}: \
                 expect a drift in the first months",
                plain(*cases),
                plain(balance.round())
            ),
        }
    }
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
}

impl Diagnostic {
    pub(crate) fn error(problem: Problem) -> Self {
        Self { severity: Severity::Error, problem, place: None }
    }

    pub(crate) fn warning(problem: Problem) -> Self {
        Self { severity: Severity::Warning, problem, place: None }
    }

    pub(crate) fn at(mut self, place: impl Into<Option<Place>>) -> Self {
        self.place = place.into();
        self
    }

    /// The diagnostic as text: the sentence, then the line of the file with the place marked. No colour.
    #[must_use]
    pub fn render(&self, sources: &Sources) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let text = self.problem.to_string();
        let title = level.primary_title(text.as_str()).id(self.problem.code());
        let Some(place) = self.place else {
            return Renderer::plain().render(&[annotate_snippets::Group::with_title(title)]);
        };
        let file = &sources.files[place.file];
        let end = place.end.clamp(place.start, file.text.len());
        let mut annotation = AnnotationKind::Primary.span(place.start.min(end)..end);
        let label = self.problem.label();
        if let Some(label) = &label {
            annotation = annotation.label(label.as_str());
        }
        let snippet = Snippet::source(file.text.as_str()).path(file.path.as_str()).annotation(annotation);
        Renderer::plain().render(&[title.element(snippet)])
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

impl fmt::Display for ScenarioErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in self.diagnostics.iter().take(MOST_SHOWN) {
            writeln!(f, "{}", diagnostic.render(&self.sources))?;
        }
        let more = self.diagnostics.len().saturating_sub(MOST_SHOWN);
        if more > 0 {
            writeln!(f, "... and {more} more")?;
        }
        let errors = self.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        let path = self.sources.files.first().map(|file| format!(" in {}", file.path)).unwrap_or_default();
        write!(f, "{errors} error{}{path}", if errors == 1 { "" } else { "s" })
    }
}

impl std::error::Error for ScenarioErrors {}

fn in_table(inside: &str) -> String {
    if inside.is_empty() { String::new() } else { format!(" in `{inside}`") }
}

/// A number as people read it: no needless decimals, thousands apart, very large ones as powers of ten.
pub(crate) fn plain(number: f64) -> String {
    if number.is_nan() {
        return "nan".into();
    }
    if number.is_finite() && number.abs() >= 1e15 {
        return format!("{number:.1e}");
    }
    // What sums of decimals leave in the last places is nobody's number.
    let number = if number.abs() < 1e6 { (number * 1e9).round() / 1e9 } else { number };
    let text = number.to_string();
    let whole = text.find('.').unwrap_or(text.len());
    let digits = text[..whole].trim_start_matches('-').len();
    // Years have four.
    if digits <= 4 {
        return text;
    }
    let mut grouped = String::new();
    for (index, letter) in text.chars().enumerate() {
        let left = whole.saturating_sub(index);
        if index < whole && left < digits && left % 3 == 0 && letter.is_ascii_digit() {
            grouped.push(',');
        }
        grouped.push(letter);
    }
    grouped
}

/// Text of a file within a sentence: on one line, without control characters, cut where it is long.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String = text
        .chars()
        .take(MOST)
        .flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] })
        .collect();
    if text.chars().nth(MOST).is_some() {
        shown.push_str("...");
    }
    shown
}

/// What was meant, or what there is to choose from, unless that is too much to read.
fn did_you_mean(name: &str, known: &[String], choice: &str, too_many: &str) -> String {
    const MOST: usize = 12;
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() > MOST => too_many.to_owned(),
        None => format!("{choice}: {}", list(known, "and")),
    }
}

/// `a, b and c`.
fn list<S: AsRef<str>>(items: &[S], and: &str) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("`{}`", item.as_ref())).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
        _ => quoted.join(""),
    }
}

/// The known name nearest to `name`, if one is near enough to be what was meant.
pub(crate) fn nearest<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    // What is far longer than any name is none misspelt, and comparing it would take long.
    if name.len() > 200 {
        return None;
    }
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate.as_str()))
        .filter(|(distance, candidate)| *distance <= (candidate.len().max(name.len()) / 3).max(1))
        .min()
        .map(|(_, candidate)| candidate)
}
