//! A study: a base and its alternatives by name, and all that was found by comparing them.

use std::collections::BTreeSet;

use super::attribution::{Attribution, AttributionChoice, NotSplit, split_effect};
use super::stress::{StressScenario, StressTest};
use super::{Alternative, CompareError, NotComparable};
use crate::plan::Plan;
use crate::run::Options;
use crate::summary::Summary;

/// A plan and what it is called: the name of its file, without the ending.
#[derive(Clone, Debug)]
pub struct NamedPlan {
    /// The name, which no other plan of the study has.
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

    /// Refuses plans of one name, which tables could not tell apart.
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

/// The plan that others are compared with.
#[derive(Clone, Debug)]
pub struct StudyBase {
    /// What it is called.
    pub name: String,
    /// What its replications say.
    pub summary: Summary,
}

/// A base and its alternatives on the same replications. [`super::compare`] makes one; [`Study::split`] and
/// [`Study::stress_test`] add to it.
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
/// let over = study.alternative("over").expect("it was given");
/// let net = over.savings.whole(SavingsLine::Net).expect("the run has a year");
/// let parts = over.attribution.as_ref().expect("it has two parts");
/// assert_eq!(parts.names, ["leaving", "agency"]);
/// assert!((net.statistic.mean + parts.splits[2].whole.mean).abs() < 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Study {
    /// The plan that the others are compared with.
    pub base: StudyBase,
    /// The others, in the order in which they were given.
    pub alternatives: Vec<Alternative>,
    /// The base and the others under stress; `None` where they were not tested.
    pub stress: Option<StressTest>,
}

impl Study {
    /// The alternative called `name`; `None` where there is none of that name.
    #[must_use]
    pub fn alternative(&self, name: &str) -> Option<&Alternative> {
        self.alternatives.iter().find(|one| one.name == name)
    }

    /// Over how many replications the plans were compared.
    #[must_use]
    pub fn replications(&self) -> u64 {
        self.base.summary.replications()
    }

    /// What the base and every alternative are like on their own, the base first.
    pub fn summaries(&self) -> impl Iterator<Item = &Summary> {
        std::iter::once(&self.base.summary).chain(self.alternatives.iter().map(|one| &one.summary))
    }

    /// The base and every alternative as they were given, the base first.
    #[must_use]
    pub fn plans(&self) -> Vec<NamedPlan> {
        let names = std::iter::once(&self.base.name).chain(self.alternatives.iter().map(|one| &one.name));
        names.zip(self.summaries()).map(|(name, of)| NamedPlan::new(name.clone(), of.plan().clone())).collect()
    }

    /// Splits the effect of the alternative called `name` between its parts, where `choice` says so; otherwise
    /// [`Alternative::attribution`] says why it is not.
    ///
    /// # Errors
    /// [`CompareError::NoPlan`] where there is no alternative of that name; [`CompareError::Cancelled`] where who watches
    /// says so.
    pub fn split(&mut self, name: &str, choice: AttributionChoice, options: &Options<'_>) -> Result<(), CompareError> {
        let base = self.base.summary.plan();
        let Some(one) = self.alternatives.iter_mut().find(|one| one.name == name) else {
            return Err(CompareError::NoPlan(name.to_owned()));
        };
        one.attribution = split_effect(base, one.summary.plan(), choice, options)?;
        Ok(())
    }

    /// Runs the base and every alternative under each of `scenarios`, in place of what was tested before.
    ///
    /// # Errors
    /// [`CompareError::NoPlan`] where a scenario lacks the base or an alternative; [`CompareError::Cancelled`] where who
    /// watches says so.
    pub fn stress_test(&mut self, scenarios: &[StressScenario], options: &Options<'_>) -> Result<(), CompareError> {
        let names = std::iter::once(&self.base.name).chain(self.alternatives.iter().map(|one| &one.name));
        let names: Vec<&str> = names.map(String::as_str).collect();
        self.stress = Some(StressTest::run(&names, scenarios, options)?);
        Ok(())
    }

    /// The alternatives whose effect was split, with what each part does, in the order in which they were given.
    pub fn split_alternatives(&self) -> impl Iterator<Item = (&Alternative, &Attribution)> {
        self.alternatives.iter().filter_map(|one| Some((one, one.attribution.as_ref().ok()?)))
    }

    /// The alternatives whose effect was not split, with the reason.
    pub fn unsplit_alternatives(&self) -> impl Iterator<Item = (&Alternative, &NotSplit)> {
        self.alternatives.iter().filter_map(|one| Some((one, one.attribution.as_ref().err()?)))
    }
}
