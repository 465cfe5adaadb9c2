//! What must be known, and how it is written.

use std::fmt;

use crate::measures::Measure;
use crate::plan::Plan;
use crate::scenario::nearest;
use crate::summary::{Figure, FigureNotFound};
use crate::units::Unit;

/// What must be known before a run stops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PrecisionKind {
    /// The likelihood of every target, and of overspending every budget.
    Likelihood,
    /// The mean saving over the run of every plan: net, and at equal capacity if that has a price.
    Saving,
    /// A measure of the service: its median at the end of the run or, if it is summed by financial year, its mean in every year.
    Measure(&'static Measure),
}

impl PrecisionKind {
    /// The kind with this id: `likelihood`, `saving`, or a measure's.
    fn find(id: &str) -> Option<Self> {
        match id {
            "likelihood" => Some(Self::Likelihood),
            "saving" => Some(Self::Saving),
            _ => Measure::find(id).map(Self::Measure),
        }
    }

    /// The id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Likelihood => "likelihood",
            Self::Saving => "saving",
            Self::Measure(measure) => measure.id,
        }
    }

    /// Unit of the figures.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Likelihood => Unit::Probability,
            Self::Saving => Unit::Pounds,
            Self::Measure(measure) => measure.unit,
        }
    }
}

/// How precisely a run must know its headlines before it stops, at 95% for each of them whenever it is looked at.
///
/// ```
/// use staffcast::summary::Precision;
///
/// let precision = Precision::parse("likelihood=1,cost=20k")?;
/// assert_eq!(precision.within("likelihood"), Some(0.01));
/// assert!(Precision::parse("likelihood=0").is_err());
/// # Ok::<(), staffcast::summary::PrecisionError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Precision {
    /// Kinds, each with the distance that its figures may be from the truth, in their unit.
    entries: Vec<(PrecisionKind, f64)>,
}

/// Why a precision cannot be had.
#[derive(Clone, Debug, PartialEq)]
pub enum PrecisionError {
    /// Not of the form KIND=VALUE.
    Form(String),
    /// There is no such kind.
    Kind(String),
    /// The value is no number, or not above zero, or more than 50 points.
    Value {
        /// The kind.
        kind: PrecisionKind,
        /// The value as written.
        text: String,
    },
    /// A kind is given twice.
    Twice(PrecisionKind),
    /// A likelihood is asked for, and no plan has a target or a budget.
    NoLikelihood,
    /// A saving is asked for, and no plans are compared.
    NoSaving,
    /// A plan does not report a measure.
    NotReported(FigureNotFound),
}

/// Half of the range of a share: further from the truth nothing can be.
const MOST_POINTS: f64 = 50.0;

impl Precision {
    /// What a run must know if nothing else is said: likelihoods to 1 point and the agency rate to half a point (assumption: what is read off
    /// its table, which shows whole points).
    #[must_use]
    pub fn of_runs() -> Self {
        Self { entries: vec![(PrecisionKind::Likelihood, 0.01), (PrecisionKind::Measure(Measure::AGENCY_RATE), 0.005)] }
    }

    /// What a comparison must know if nothing else is said: likelihoods to 1 point and savings to £20,000 (assumption).
    #[must_use]
    pub fn of_comparisons() -> Self {
        Self { entries: vec![(PrecisionKind::Likelihood, 0.01), (PrecisionKind::Saving, 20_000.0)] }
    }

    /// Reads `KIND=VALUE` pairs separated by commas: `likelihood` in points, `saving` in pounds, or a measure's id, shares in points and others in
    /// their own unit. `20k` is 20,000.
    ///
    /// # Errors
    /// [`PrecisionError`] for another form, an unknown kind, a value that is not above zero, or a kind given twice.
    pub fn parse(text: &str) -> Result<Self, PrecisionError> {
        let mut entries: Vec<(PrecisionKind, f64)> = Vec::new();
        for part in text.split(',') {
            let (id, value) = part.split_once('=').ok_or_else(|| PrecisionError::Form(part.trim().to_owned()))?;
            let kind = PrecisionKind::find(id.trim()).ok_or_else(|| PrecisionError::Kind(id.trim().to_owned()))?;
            let wrong = || PrecisionError::Value { kind, text: value.trim().to_owned() };
            let within = within(kind.unit(), value.trim()).ok_or_else(wrong)?;
            if entries.iter().any(|(one, _)| *one == kind) {
                return Err(PrecisionError::Twice(kind));
            }
            entries.push((kind, within));
        }
        Ok(Self { entries })
    }

    /// Kinds, each with the distance that its figures may be from the truth, in their unit: 0.01 is a point.
    pub fn entries(&self) -> impl Iterator<Item = (PrecisionKind, f64)> {
        self.entries.iter().copied()
    }

    /// The distance that figures of a kind may be from the truth, in their unit; `None` if the kind is not covered.
    #[must_use]
    pub fn within(&self, id: &str) -> Option<f64> {
        self.entries.iter().find(|(kind, _)| kind.id() == id).map(|(_, within)| *within)
    }

    /// This precision without the kinds that these plans do not have.
    #[must_use]
    pub fn supported_by(&self, plans: &[&Plan]) -> Self {
        let has = |kind| match kind {
            PrecisionKind::Likelihood => any_likelihood(plans),
            _ => plans.iter().all(|plan| plan_has(plan, kind).is_ok()),
        };
        Self { entries: self.entries().filter(|(kind, _)| has(*kind)).collect() }
    }

    /// This precision without a kind.
    pub(super) fn without(&self, kind: PrecisionKind) -> Self {
        Self { entries: self.entries().filter(|(one, _)| *one != kind).collect() }
    }

    /// Whether these plans have what must be known; `is_comparison` says whether they are compared.
    ///
    /// # Errors
    /// [`PrecisionError`] for a likelihood without targets and budgets in any plan, a saving without a comparison, or a measure that a plan does not
    /// report for the service.
    pub fn check(&self, plans: &[&Plan], is_comparison: bool) -> Result<(), PrecisionError> {
        for (kind, _) in self.entries() {
            match kind {
                PrecisionKind::Likelihood if !any_likelihood(plans) => return Err(PrecisionError::NoLikelihood),
                PrecisionKind::Saving if !is_comparison => return Err(PrecisionError::NoSaving),
                _ => plans.iter().try_for_each(|plan| plan_has(plan, kind))?,
            }
        }
        Ok(())
    }
}

fn any_likelihood(plans: &[&Plan]) -> bool {
    plans.iter().any(|plan| !plan.scenario().targets.is_empty() || !plan.scenario().budgets.is_empty())
}

fn plan_has(plan: &Plan, kind: PrecisionKind) -> Result<(), PrecisionError> {
    let PrecisionKind::Measure(measure) = kind else { return Ok(()) };
    Figure::find(plan, measure.id, None, None).map(|_| ()).map_err(|error| PrecisionError::NotReported(*error))
}

/// An amount as written, in pounds: `20000`, `£20000`, `20k`; `None` unless it is above zero.
pub(crate) fn pounds(text: &str) -> Option<f64> {
    within(Unit::Pounds, text)
}

/// A value as written, in the unit of the figures; `None` unless it is above zero and at most 50 points.
fn within(unit: Unit, text: &str) -> Option<f64> {
    let digits = text.strip_prefix('£').unwrap_or(text);
    let (digits, times) = match digits.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, 1_000.0),
        None => (digits, 1.0),
    };
    let value = digits.parse::<f64>().ok()? * times;
    let most = if unit.is_share() { MOST_POINTS } else { f64::MAX };
    let value = (value > 0.0 && value <= most).then_some(value)?;
    Some(if unit.is_share() { value / 100.0 } else { value })
}

impl fmt::Display for PrecisionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(text) => write!(
                f,
                "`{text}` is not KIND=VALUE, such as likelihood=1; separate several with commas, write numbers without any, and for the \
                 default put `--precision` after the files"
            ),
            Self::Kind(text) => {
                write!(f, "unknown kind `{text}`: ")?;
                match similar(text) {
                    Some(near) => write!(f, "did you mean `{near}`?"),
                    None => f.write_str("expected likelihood, saving or a measure such as agency_rate, caseload or cost (docs/measures.md)"),
                }
            }
            Self::Value { kind, text } if kind.unit().is_share() => {
                write!(f, "`{}` must be above 0 and at most {MOST_POINTS} points, found `{text}`", kind.id())
            }
            Self::Value { kind, text } => {
                let unit = kind.unit();
                let unit = if unit.is_money() { "pounds" } else { unit.words() };
                write!(f, "`{}` must be a number of {unit} above 0, found `{text}`", kind.id())
            }
            Self::Twice(kind) => write!(f, "`{}` is given twice; give it once", kind.id()),
            Self::NoLikelihood => f.write_str(
                "a likelihood is asked for, but there is no target and no budget; add a `[target.ID]` or leave `likelihood` out",
            ),
            Self::NoSaving => f.write_str(
                "a saving is what `compare` finds: use `cost` here, or compare plans",
            ),
            Self::NotReported(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PrecisionError {}

/// The kind whose id is most like the text, if any is.
fn similar(text: &str) -> Option<String> {
    let ids = ["likelihood", "saving"].into_iter().chain(Measure::ALL.iter().map(|measure| measure.id));
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    nearest(text, &ids).map(str::to_owned)
}
