//! The provenance of a run, with digests, so that anyone can check that two folders contain the same run, or repeat it.
//! It does not record when, where or for how long the run took place.

use std::collections::BTreeMap;

use serde::Serialize;

use super::backtest::{HorizonRecord, OriginRecord, scored};
use super::facts::{PRECISION, scenario_digest, sha256};
use crate::backtest::{Backtest, BacktestSource, ForecastOrigin};
use crate::decide::drivers::DriverStudy;
use crate::decide::solve::PlanAnswer;
use crate::decide::{Lever, LeverValue};
use crate::plan::Plan;
use crate::scenario::{FORMAT, Scenario};
use crate::summary::Summary;

/// The provenance of a run.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Provenance {
    program: &'static str,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<i64>,
    name: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    details: BTreeMap<&'static str, String>,
    seed: u64,
    replications: u64,
    /// For a trace, the number of the traced replication.
    #[serde(skip_serializing_if = "Option::is_none")]
    future: Option<u64>,
    /// For a back-test, the origins and the horizons.
    #[serde(skip_serializing_if = "Option::is_none")]
    origins: Option<Vec<OriginRecord>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    horizons: Vec<HorizonRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percentiles: Option<&'static str>,
    /// SHA-256 digest of the resolved scenario, independent of layout and comments.
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: Option<String>,
    /// The files from which the scenario was read.
    sources: Vec<FileDigest>,
    /// For a comparison, the plans compared with the base.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternatives: Vec<AlternativeDigest>,
    /// For a study of drivers, the numbers of futures of effects and of swings.
    #[serde(skip_serializing_if = "Option::is_none")]
    effect_replications: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    swing_replications: Option<u64>,
    /// For a sweep, the inputs that were varied and their values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    levers: Vec<LeverRecord>,
    /// For a search, the targets that the plan has to meet, with the chance of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    constraints: Vec<(String, f64)>,
}

/// An input that was varied.
#[derive(Clone, Debug, Serialize)]
struct LeverRecord {
    address: String,
    values: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct AlternativeDigest {
    name: String,
    scenario: String,
    sources: Vec<FileDigest>,
}

/// A file and the digest of its content.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FileDigest {
    /// Name.
    pub name: String,
    /// SHA-256 digest of the content.
    pub sha256: String,
}

impl Provenance {
    /// The provenance of a whole run.
    pub(crate) fn of_run(summary: &Summary) -> Self {
        Self::of_scenario(summary.plan().scenario(), summary.replications())
    }

    /// The provenance of a run of many plans that differ in the values of some inputs.
    pub(crate) fn of_levers(scenario: &Scenario, replications: u64, levers: &[Lever]) -> Self {
        let one = |lever: &Lever| LeverRecord {
            address: lever.address.clone(),
            values: lever.values.iter().map(LeverValue::to_string).collect(),
        };
        Self { levers: levers.iter().map(one).collect(), ..Self::of_scenario(scenario, replications) }
    }

    /// The provenance of a search for a plan.
    pub(crate) fn of_search(answer: &PlanAnswer) -> Self {
        let question = &answer.question;
        let constraints = question.constraints.iter().map(|one| (one.target.clone(), one.chance));
        Self {
            constraints: constraints.collect(),
            ..Self::of_levers(question.base.scenario(), answer.replications, &question.grid.levers)
        }
    }

    /// The provenance of a study of drivers.
    pub(crate) fn of_study(study: &DriverStudy) -> Self {
        let digest = |(name, plan): &(String, Plan)| AlternativeDigest {
            name: name.clone(),
            scenario: scenario_digest(plan.scenario()),
            sources: sources(plan.scenario()),
        };
        Self {
            alternatives: study.plans.iter().map(digest).collect(),
            effect_replications: Some(study.numbers.effects),
            swing_replications: Some(study.numbers.swings),
            ..Self::of_scenario(study.base.scenario(), study.numbers.futures)
        }
    }

    fn of_scenario(scenario: &Scenario, replications: u64) -> Self {
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            format: Some(FORMAT),
            name: scenario.name.clone(),
            details: scenario.details.given().map(|(key, _, words)| (key, words.to_owned())).collect(),
            seed: scenario.seed,
            replications,
            future: None,
            origins: None,
            horizons: Vec::new(),
            percentiles: Some(PRECISION),
            scenario: Some(scenario_digest(scenario)),
            sources: sources(scenario),
            alternatives: Vec::new(),
            effect_replications: None,
            swing_replications: None,
            levers: Vec::new(),
            constraints: Vec::new(),
        }
    }

    /// The provenance of a back-test.
    pub(crate) fn of_backtest(backtest: &Backtest) -> Self {
        let digest = |(name, sha256): &(String, String)| FileDigest { name: name.clone(), sha256: sha256.clone() };
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            format: None,
            name: format!("Back-test: {}", scored(backtest)),
            details: BTreeMap::new(),
            seed: backtest.span.seed,
            replications: backtest.replications,
            future: None,
            origins: Some(origins(backtest)),
            horizons: backtest.span.horizons.iter().map(|&horizon| horizon.into()).collect(),
            percentiles: None,
            scenario: None,
            sources: backtest.files.iter().map(digest).collect(),
            alternatives: Vec::new(),
            effect_replications: None,
            swing_replications: None,
            levers: Vec::new(),
            constraints: Vec::new(),
        }
    }

    /// The provenance of one replication.
    pub(crate) fn of_future(summary: &Summary, future: u64) -> Self {
        Self { future: Some(future), ..Self::of_run(summary) }
    }

    /// The provenance of a comparison of plans with a base.
    pub(crate) fn of_comparison<'s>(base: &Summary, plans: impl Iterator<Item = &'s Summary>) -> Self {
        let alternative = |summary: &Summary| {
            let scenario = summary.plan().scenario();
            AlternativeDigest {
                name: scenario.name.clone(),
                scenario: scenario_digest(scenario),
                sources: sources(scenario),
            }
        };
        Self { alternatives: plans.map(alternative).collect(), ..Self::of_run(base) }
    }
}

/// The origins of a back-test: of tables those that were asked for, of a council's own history those that were opened.
fn origins(backtest: &Backtest) -> Vec<OriginRecord> {
    match &backtest.source {
        BacktestSource::Tables(censuses) => {
            censuses.years.clone().map(ForecastOrigin::Census).map(Into::into).collect()
        }
        BacktestSource::OwnHistory(_) => {
            let origins: std::collections::BTreeSet<ForecastOrigin> =
                backtest.outcomes.iter().map(|outcome| outcome.origin).collect();
            origins.into_iter().map(Into::into).collect()
        }
    }
}

fn sources(scenario: &Scenario) -> Vec<FileDigest> {
    let files = scenario.sources.files.iter();
    files.map(|file| FileDigest { name: file.name().to_owned(), sha256: sha256(&file.text) }).collect()
}
