//! What is wrong with a scenario, and the words for it.
//!
//! A [`Problem`] is a value with named fields and no text; its sentence is made here, in one place, its code and what that
//! means stand in [`codes`]. [`report`] puts it beside the line that it is about.

pub mod codes;
pub(crate) mod meant;
pub(crate) mod report;
pub(crate) mod warning;
pub(crate) mod wording;

use std::fmt;

use crate::scenario::declare::FORMS;
use crate::scenario::source::LoadError;
use crate::units::Unit;

pub use report::{Diagnostic, ScenarioErrors, Severity};
pub use warning::{Dated, Thing};
use wording::{did_you_mean, list, shown_address};
pub(crate) use wording::{nearest, plain, shown};

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
    ReservedId { id: String, why: &'static str },
    RefusedCharacter { found: char },
    RefusedInPath { path: String, found: char },
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
    NothingToRemove { name: String, similar: Option<String> },
    NoInput { address: String, similar: Option<String> },
    BadCorrelation { group: String, reason: String },
    Csv { reason: String, hint: Option<String> },
    Inconsistent { what: String, why: String },
    OutOfBalance { stage: String, cases: f64, balance: f64 },
    Odd { what: String, why: String },
    HighTurnover { key: String, rate: f64 },
    OutsideRun { kind: Dated, id: String, found: String, is_after: bool, first: String, last: String },
    AgencyCheaper { team: Option<String>, charge: f64, hours: f64, weeks: f64, permanent: f64 },
    TargetDecided { id: String, measure: &'static str, bound: &'static str, limit: f64, max: Option<f64>, is_met: bool },
    NeverFillsPost { stage: String, cover: f64 },
    AgencyOutOfBalance { team: String, workers: f64, balance: f64 },
    Unused { thing: Thing, id: String },
    NoEffect { key: String, why: String },
    Unpaid { stage: String },
}

impl Problem {
    /// The sentence, with what to do about it where there is something to say, for what no file has a place for.
    pub(crate) fn in_a_line(&self) -> String {
        self.label().map_or_else(|| self.to_string(), |label| format!("{self}; {label}"))
    }

    /// What to do about it, where there is something to say beyond the sentence.
    pub(crate) fn label(&self) -> Option<String> {
        match self {
            Self::UnknownKey { key, allowed, .. } => {
                Some(did_you_mean(key, allowed, "allowed here", "docs/scenario-reference.md lists what may stand here"))
            }
            Self::UnknownName { known, .. } if known.is_empty() => Some("there is none in this scenario".into()),
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
            Self::Syntax { hint, .. } | Self::Csv { hint, .. } => hint.clone(),
            Self::NothingToChange { similar: Some(similar), .. }
            | Self::NothingToRemove { similar: Some(similar), .. }
            | Self::NoInput { similar: Some(similar), .. } => Some(format!("did you mean `{similar}`?")),
            _ => warning::what_to_do(self),
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
            Self::WrongType { key, expected, found } => {
                write!(f, "`{}` must be {expected}, found {found}", shown_address(key))
            }
            Self::OutOfRange { key, min, max, unit, found } => {
                let unit = unit.in_brackets();
                let key = shown_address(key);
                write!(f, "`{key}` must be from {} to {}{unit}, found {found}", plain(*min), plain(*max))
            }
            Self::NotFinite { key, found } => {
                write!(f, "`{}` must be a finite number, found {found}", shown_address(key))
            }
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
            Self::ReservedId { id, why } => write!(f, "`{id}` cannot be an id: {why}"),
            Self::RefusedCharacter { found } => write!(
                f,
                "`{}` cannot stand in a scenario: it is not seen, or changes how the text around it is shown",
                found.escape_default()
            ),
            Self::RefusedInPath { path, found } => write!(
                f,
                "the path `{}` has the character `{}`, which cannot be shown: rename the file",
                shown_address(path),
                found.escape_default()
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
            Self::Csv { reason, .. } => f.write_str(reason),
            Self::Inconsistent { what, why } | Self::Odd { what, why } => write!(f, "{what}: {why}"),
            Self::OutOfBalance { stage, cases, balance } => write!(
                f,
                "`{stage}` opens with {} cases, but what flows in and how long cases stay would hold about {}: \
                 expect a drift in the first months",
                plain(*cases),
                plain(balance.round())
            ),
            Self::HighTurnover { .. }
            | Self::OutsideRun { .. }
            | Self::AgencyCheaper { .. }
            | Self::TargetDecided { .. }
            | Self::NeverFillsPost { .. }
            | Self::AgencyOutOfBalance { .. }
            | Self::Unused { .. }
            | Self::NoEffect { .. }
            | Self::Unpaid { .. } => warning::sentence(self, f),
        }
    }
}

fn in_table(inside: &str) -> String {
    if inside.is_empty() { String::new() } else { format!(" in `{}`", shown_address(inside)) }
}
