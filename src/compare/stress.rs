//! Stress tests: results of the base and every plan under each stress scenario, with worst case and worst regret.

use super::CompareError;
use super::savings_by_future::SavingsByFuture;
use super::savings_line::SavingsLine;
use super::stress_run::{StressRow, stress_rows};
use super::study::NamedPlan;
use crate::measures::{Better, Measure};
use crate::plan::Plan;
use crate::run::{Options, on_threads};
use crate::summary::Statistic;
use crate::units::Unit;

/// Measures of the service used to judge plans: at the end of the run, or for cost over the whole run.
pub(super) const STRESS_MEASURES: [&str; 4] = ["cost", "agency_rate", "caseload", "unallocated"];

/// A figure by which plans are judged under stress.
#[derive(Clone, Copy, Debug)]
pub enum StressFigure {
    /// A measure: for cost over the whole run, for others at its end.
    Measure(&'static Measure),
    /// A line of the savings over the run, against the base under the same scenario.
    Saving(SavingsLine),
}

impl StressFigure {
    /// Identifier in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Measure(measure) => measure.id,
            Self::Saving(line) => line.id(),
        }
    }

    /// Label.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Measure(measure) => measure.label,
            Self::Saving(line) => line.label_of_run(),
        }
    }

    /// Unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Measure(measure) => measure.unit,
            Self::Saving(line) => line.unit(),
        }
    }

    /// Whether it covers the whole run.
    #[must_use]
    pub fn is_over_run(self) -> bool {
        match self {
            Self::Measure(measure) => measure.id == "cost",
            Self::Saving(_) => true,
        }
    }

    /// How bad a value is: the higher the worse.
    fn badness(self, value: f64) -> f64 {
        match self {
            Self::Measure(measure) if measure.better != Better::Higher => value,
            _ => -value,
        }
    }
}

/// Name of the stress scenario without an overlay.
pub const AS_GIVEN: &str = "as given";

/// A stress scenario: the base and every plan with an overlay applied.
#[derive(Clone, Debug)]
pub struct StressScenario {
    /// Name.
    pub name: String,
    /// The base and the plans with the overlay applied, under their names in the study, in any order.
    pub plans: Vec<NamedPlan>,
}

/// The base and every plan under every stress scenario.
#[derive(Clone, Debug)]
pub struct StressTest {
    /// Names of the scenarios, in the order given.
    pub scenarios: Vec<String>,
    /// Results by measure, then by line of the savings.
    pub measures: Vec<StressMeasure>,
    /// How likely the base, then every plan, is to meet the targets.
    pub likelihoods: Vec<StressLikelihoods>,
    /// The base under every scenario with an overlay, by the name of the scenario.
    pub bases: Vec<NamedPlan>,
}

/// How likely a plan is to meet the targets under stress.
#[derive(Clone, Debug)]
pub struct StressLikelihoods {
    /// Name of the plan.
    pub plan: String,
    /// By scenario, in the order of [`StressTest::scenarios`].
    pub cases: Vec<GoalLikelihoods>,
}

/// How likely a plan is to meet the targets under one scenario.
#[derive(Clone, Debug)]
pub struct GoalLikelihoods {
    /// All targets of the base, in the same future; `None` if the plan lacks one of them under the scenario.
    pub all: Option<f64>,
    /// Each of the plan's own targets, in its order; `None` if the scenario removes or changes it.
    pub targets: Vec<Option<f64>>,
}

/// One figure under stress.
#[derive(Clone, Debug)]
pub struct StressMeasure {
    /// What is measured.
    pub figure: StressFigure,
    /// Results of the base, then of every plan.
    pub results: Vec<StressResult>,
}

/// One measure of one plan under stress.
#[derive(Clone, Debug)]
pub struct StressResult {
    /// Name of the plan.
    pub plan: String,
    /// Results by scenario, in the order of [`StressTest::scenarios`].
    pub cases: Vec<StressCase>,
    /// Index of the scenario with the plan's worst mean, the first if several are equal.
    worst: usize,
}

/// One measure of one plan under one scenario.
#[derive(Clone, Copy, Debug)]
pub struct StressCase {
    /// Statistics over the replications.
    pub statistic: Statistic,
    /// How much worse the plan's mean is than that of the best plan under the scenario; 0 for the best.
    pub regret: f64,
}

impl StressResult {
    /// The case with the plan's worst mean and its index; `None` if there are no scenarios.
    #[must_use]
    pub fn worst_case(&self) -> Option<(usize, &StressCase)> {
        Some((self.worst, self.cases.get(self.worst)?))
    }

    /// The plan's greatest regret over all scenarios.
    #[must_use]
    pub fn worst_regret(&self) -> f64 {
        self.cases.iter().map(|case| case.regret).fold(0.0, f64::max)
    }
}

impl StressTest {
    /// Runs the base and the plans of a study, the base first, under every scenario.
    pub(super) fn run(
        study: &[(&str, &Plan)],
        scenarios: &[StressScenario],
        options: &Options<'_>,
    ) -> Result<Self, CompareError> {
        let names: Vec<&str> = study.iter().map(|(name, _)| *name).collect();
        let names = names.as_slice();
        let of_scenario = |scenario: &'_ StressScenario| -> Result<Vec<Plan>, CompareError> {
            let find = |name: &&str| {
                let plan = scenario.plans.iter().find(|plan| plan.name == **name);
                plan.map(|plan| plan.plan.clone()).ok_or_else(|| CompareError::NoPlan((*name).to_owned()))
            };
            names.iter().map(find).collect()
        };
        let plans: Vec<Vec<Plan>> = scenarios.iter().map(of_scenario).collect::<Result<_, _>>()?;
        let counter = options.counter((names.len() * scenarios.len()) as u64 * options.replications);
        let by_scenario: Vec<Vec<StressRow>> = on_threads(options.threads, || {
            plans.iter().map(|of_scenario| stress_rows(of_scenario, study, options, &counter)).collect::<Result<_, _>>()
        })?;
        let measures = STRESS_MEASURES.iter().enumerate().filter_map(|(index, id)| {
            StressMeasure::new(
                StressFigure::Measure(Measure::find(id)?),
                names,
                &|scenario, plan| by_scenario[scenario][plan].measures[index],
                scenarios.len(),
            )
        });
        let savings = SavingsByFuture::LINES.iter().enumerate().filter_map(|(index, &line)| {
            StressMeasure::new(
                StressFigure::Saving(line),
                names,
                &|scenario, plan| by_scenario[scenario][plan].savings[index],
                scenarios.len(),
            )
        });
        let likelihoods = names.iter().enumerate().map(|(plan, name)| StressLikelihoods {
            plan: (*name).to_owned(),
            cases: by_scenario.iter().map(|of_scenario| of_scenario[plan].likelihoods.clone()).collect(),
        });
        let stressed = scenarios.iter().zip(&plans).filter(|(scenario, _)| scenario.name != AS_GIVEN);
        let bases =
            stressed.filter_map(|(scenario, plans)| Some(NamedPlan::new(&scenario.name, plans.first()?.clone())));
        Ok(Self {
            bases: bases.collect(),
            scenarios: scenarios.iter().map(|one| one.name.clone()).collect(),
            measures: measures.chain(savings).collect(),
            likelihoods: likelihoods.collect(),
        })
    }
}

impl StressMeasure {
    /// The results of a figure for the plans called `names` under all scenarios; `None` if a plan does not report it.
    fn new(
        figure: StressFigure,
        names: &[&str],
        found: &dyn Fn(usize, usize) -> Option<Statistic>,
        scenarios: usize,
    ) -> Option<Self> {
        let of_plan = |plan: usize| (0..scenarios).map(|scenario| found(scenario, plan)).collect::<Option<Vec<_>>>();
        let figures = (0..names.len()).map(of_plan).collect::<Option<Vec<_>>>()?;
        let badness = |value: f64| figure.badness(value);
        let least = |scenario: usize| {
            figures.iter().map(|of_plan| badness(of_plan[scenario].mean)).fold(f64::INFINITY, f64::min)
        };
        let least: Vec<f64> = (0..scenarios).map(least).collect();
        let result = |(name, figures): (&&str, &Vec<Statistic>)| {
            let case = |(&statistic, least): (&Statistic, &f64)| StressCase {
                statistic,
                regret: badness(statistic.mean) - least,
            };
            let bad = |scenario: usize| badness(figures[scenario].mean);
            let worst = (0..figures.len()).max_by(|&a, &b| bad(a).total_cmp(&bad(b)).then(b.cmp(&a)));
            StressResult {
                plan: (*name).to_owned(),
                cases: figures.iter().zip(&least).map(case).collect(),
                worst: worst.unwrap_or(0),
            }
        };
        Some(Self { figure, results: names.iter().zip(&figures).map(result).collect() })
    }
}
