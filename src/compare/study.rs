//! A study: a base and its alternatives by name, with all results of their comparison.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::attribution::{Attribution, AttributionChoice, NotSplit, split_effect};
use super::contrasts::{self, Contrasts, RANKING_LINES, SavingContrast};
use super::rank_by::RankBy;
use super::saving_drivers::SavingDrivers;
use super::savings_line::SavingsLine;
use super::stress::{StressScenario, StressTest};
use super::target_likelihoods::{Goal, TargetLikelihoods};
use super::{Alternative, CompareError, NotComparable};
use crate::plan::Plan;
use crate::run::Options;
use crate::summary::{PrecisionReached, Summary};

/// A plan with a name: its file name without the extension.
#[derive(Clone, Debug)]
pub struct NamedPlan {
    /// The name, unique within the study.
    pub name: String,
    /// The plan.
    pub plan: Plan,
}

impl NamedPlan {
    /// A plan called `name`.
    #[must_use]
    pub fn new(name: impl Into<String>, plan: Plan) -> Self {
        Self { name: name.into(), plan }
    }

    /// Rejects plans with the same name, which tables could not distinguish.
    pub(super) fn have_distinct_names<'p>(plans: impl Iterator<Item = &'p Self>) -> Result<(), NotComparable> {
        let mut names = BTreeSet::new();
        for plan in plans {
            if !names.insert(plan.name.as_str()) {
                return Err(NotComparable::OneName(plan.name.clone()));
            }
        }
        Ok(())
    }
}

/// The plan with which others are compared.
#[derive(Clone, Debug)]
pub struct StudyBase {
    /// Name.
    pub name: String,
    /// Its summary.
    pub summary: Summary,
}

/// A base and its alternatives on the same replications. [`super::compare`] creates it; [`Study::split`] and
/// [`Study::stress_test`] add further results.
///
/// ```
/// # use std::collections::BTreeMap;
/// use staffcast::compare::{AttributionChoice, NamedPlan, SavingsLine, compare};
/// use staffcast::{plan::Plan, run::Options, scenario::Scenario};
///
/// let over = "base = \"small.toml\"\n[agency]\nfill = 0.4\n[leaving]\nannual_rate = { all = 0.1 }\n";
/// let files = BTreeMap::from([
///     ("small.toml".to_owned(), staffcast::examples::SMALL.to_owned()),
///     ("over.toml".to_owned(), over.to_owned()),
/// ]);
/// let plan = |path: &str| Scenario::load(path, &files).map(Plan::new);
/// let base = NamedPlan::new("small", plan("small.toml")?);
/// let other = NamedPlan::new("over", plan("over.toml")?);
///
/// let options = Options::new(100);
/// let mut study = compare(&base, &[other], &options, false)?;
/// study.split("over", AttributionChoice::FewParts, &options)?;
///
/// let over = study.alternative("over").expect("a plan");
/// let net = over.savings.whole(SavingsLine::Net).expect("a year");
/// let parts = over.attribution.as_ref().expect("two parts");
/// assert_eq!(parts.names, ["leaving", "agency"]);
/// assert!((net.statistic.mean + parts.splits[2].whole.mean).abs() < 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Study {
    /// The plan with which the others are compared.
    pub base: StudyBase,
    /// The alternatives, in the order given.
    pub alternatives: Vec<Alternative>,
    /// By pair of alternatives, then line of [`RANKING_LINES`].
    pub(super) contrasts: Vec<[SavingContrast; RANKING_LINES.len()]>,
    pub(super) likelihoods: TargetLikelihoods,
    /// What its plans are ranked by; where the base has targets, the likelihood of all of them unless something else is asked for.
    pub rank_by: RankBy,
    /// How precisely its headlines are known, if it stopped by itself.
    pub precision: Option<PrecisionReached>,
    /// Stress test results; `None` if there were no stress tests.
    pub stress: Option<StressTest>,
    /// Computed when first asked for.
    pub(super) saving_drivers: OnceLock<Vec<Option<SavingDrivers>>>,
}

impl Study {
    /// A study without precision and stress tests.
    pub(super) fn new(
        base: StudyBase,
        alternatives: Vec<Alternative>,
        contrasts: &Contrasts,
        likelihoods: TargetLikelihoods,
    ) -> Self {
        Self {
            rank_by: RankBy::default_of(base.summary.plan().scenario()),
            base,
            alternatives,
            contrasts: contrasts.results(),
            likelihoods,
            precision: None,
            stress: None,
            saving_drivers: OnceLock::new(),
        }
    }

    /// The alternative called `name`; `None` if there is none.
    #[must_use]
    pub fn alternative(&self, name: &str) -> Option<&Alternative> {
        self.alternatives.iter().find(|one| one.name == name)
    }

    /// The summary of the plan called `name`; `None` if there is none.
    #[must_use]
    pub fn summary(&self, name: &str) -> Option<&Summary> {
        if name == self.base.name { Some(&self.base.summary) } else { self.alternative(name).map(|one| &one.summary) }
    }

    /// Number of replications of the comparison.
    #[must_use]
    pub fn replications(&self) -> u64 {
        self.base.summary.replications()
    }

    /// The difference in saving over the run between the alternatives called `one` and `other`, on the same futures; `None` if they are not
    /// two alternatives, or if plans are not ranked by `line`.
    #[must_use]
    pub fn contrast(&self, one: &str, other: &str, line: SavingsLine) -> Option<SavingContrast> {
        let place = |name: &str| self.alternatives.iter().position(|plan| plan.name == name);
        let line = RANKING_LINES.iter().position(|&of| of == line)?;
        let (one, other) = (place(one)?, place(other)?);
        let of = |one, other| Some(self.contrasts.get(contrasts::place(self.alternatives.len(), one, other))?[line]);
        match one.cmp(&other) {
            Ordering::Less => of(one, other),
            Ordering::Equal => None,
            Ordering::Greater => of(other, one).map(|of| SavingContrast { mean: -of.mean, ..of }),
        }
    }

    /// The summaries of the base and every alternative, the base first.
    pub fn summaries(&self) -> impl Iterator<Item = &Summary> {
        std::iter::once(&self.base.summary).chain(self.alternatives.iter().map(|one| &one.summary))
    }

    /// The likelihood that the plan called `name` meets a goal of the base; `None` if there is no such plan or goal, if the plan does not have
    /// the targets, or if their measure is defined in no future.
    #[must_use]
    pub fn likelihood(&self, name: &str, goal: Goal) -> Option<f64> {
        let mut names = std::iter::once(&self.base.name).chain(self.alternatives.iter().map(|one| &one.name));
        self.likelihoods.likelihood(names.position(|one| one == name)?, goal)
    }

    /// The base and every alternative as given, the base first.
    #[must_use]
    pub fn plans(&self) -> Vec<NamedPlan> {
        let names = std::iter::once(&self.base.name).chain(self.alternatives.iter().map(|one| &one.name));
        names.zip(self.summaries()).map(|(name, of)| NamedPlan::new(name.clone(), of.plan().clone())).collect()
    }

    /// Attributes the effect of the alternative called `name` to its parts, if `choice` requests it; otherwise
    /// [`Alternative::attribution`] contains the reason.
    ///
    /// # Errors
    /// [`CompareError::NoPlan`] if there is no alternative of that name; [`CompareError::Cancelled`] if the progress
    /// callback breaks.
    pub fn split(&mut self, name: &str, choice: AttributionChoice, options: &Options<'_>) -> Result<(), CompareError> {
        let base = &self.base.summary;
        let Some(one) = self.alternatives.iter_mut().find(|one| one.name == name) else {
            return Err(CompareError::NoPlan(name.to_owned()));
        };
        one.attribution = split_effect(base, &one.summary, choice, options)?;
        Ok(())
    }

    /// Runs the base and every alternative under each of `scenarios`, replacing any previous stress tests.
    ///
    /// # Errors
    /// [`CompareError::NoPlan`] if a scenario lacks the base or an alternative; [`CompareError::Cancelled`] if the
    /// progress callback breaks.
    pub fn stress_test(&mut self, scenarios: &[StressScenario], options: &Options<'_>) -> Result<(), CompareError> {
        let names = std::iter::once(&self.base.name).chain(self.alternatives.iter().map(|one| &one.name));
        let plans: Vec<(&str, &Plan)> = names.map(String::as_str).zip(self.summaries().map(Summary::plan)).collect();
        self.stress = Some(StressTest::run(&plans, scenarios, options)?);
        Ok(())
    }

    /// The alternatives with an attribution, in the order given.
    pub fn split_alternatives(&self) -> impl Iterator<Item = (&Alternative, &Attribution)> {
        self.alternatives.iter().filter_map(|one| Some((one, one.attribution.as_ref().ok()?)))
    }

    /// The alternatives without an attribution, with the reason.
    pub fn unsplit_alternatives(&self) -> impl Iterator<Item = (&Alternative, &NotSplit)> {
        self.alternatives.iter().filter_map(|one| Some((one, one.attribution.as_ref().err()?)))
    }
}
