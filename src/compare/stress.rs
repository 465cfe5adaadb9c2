//! Stress tests: results of the base and every plan under each stress scenario, with worst case and worst regret.

use super::CompareError;
use super::study::NamedPlan;
use super::target_likelihoods::{GoalReader, MetCount};
use crate::measures::{Better, Measure};
use crate::plan::Plan;
use crate::run::{BLOCK, Cancelled, Columns, Options, ProgressCounter, Scale, Tally, Waves, on_threads, scale_of};
use crate::scenario::Series;
use crate::summary::Statistic;

/// Measures of the service used to judge plans: at the end of the run, or for cost over the whole run.
const STRESS_MEASURES: [&str; 4] = ["cost", "agency_rate", "caseload", "unallocated"];

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
    /// Results by measure.
    pub measures: Vec<StressMeasure>,
    /// How likely the base, then every plan, is to meet the targets.
    pub likelihoods: Vec<StressLikelihoods>,
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

/// One measure under stress.
#[derive(Clone, Debug)]
pub struct StressMeasure {
    /// The measure: for cost over the whole run, for others at its end.
    pub measure: &'static Measure,
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

/// The results of one plan under one scenario.
struct StressRow {
    /// By measure of [`STRESS_MEASURES`]; `None` if the plan does not report it.
    measures: [Option<Statistic>; STRESS_MEASURES.len()],
    likelihoods: GoalLikelihoods,
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
        let counter =
            ProgressCounter::new(options.watch, (names.len() * scenarios.len()) as u64 * options.replications);
        // All targets are those of the base; each target is the plan's own.
        let judged = |(plan, (_, own)): (&Plan, &(&str, &Plan))| {
            let goals = [study.first().map_or(*own, |(_, base)| *base), *own].map(|of| GoalReader::new(of, plan));
            stress_row(plan, &goals, options, &counter)
        };
        let by_scenario: Vec<Vec<StressRow>> = on_threads(options.threads, || {
            let all = plans.iter().map(|of_scenario| of_scenario.iter().zip(study).map(judged).collect());
            all.collect::<Result<_, _>>()
        })?;
        let measures = STRESS_MEASURES.iter().enumerate().filter_map(|(index, id)| {
            StressMeasure::new(
                Measure::find(id)?,
                names,
                &|scenario, plan| by_scenario[scenario][plan].measures[index],
                scenarios.len(),
            )
        });
        let likelihoods = names.iter().enumerate().map(|(plan, name)| StressLikelihoods {
            plan: (*name).to_owned(),
            cases: by_scenario.iter().map(|of_scenario| of_scenario[plan].likelihoods.clone()).collect(),
        });
        Ok(Self {
            scenarios: scenarios.iter().map(|one| one.name.clone()).collect(),
            measures: measures.collect(),
            likelihoods: likelihoods.collect(),
        })
    }
}

impl StressMeasure {
    /// The results of a measure for the plans called `names` under all scenarios; `None` if a plan does not report it.
    fn new(
        measure: &'static Measure,
        names: &[&str],
        figure: &dyn Fn(usize, usize) -> Option<Statistic>,
        scenarios: usize,
    ) -> Option<Self> {
        let of_plan = |plan: usize| (0..scenarios).map(|scenario| figure(scenario, plan)).collect::<Option<Vec<_>>>();
        let figures = (0..names.len()).map(of_plan).collect::<Option<Vec<_>>>()?;
        // Higher is worse.
        let badness = |value: f64| if measure.better == Better::Higher { -value } else { value };
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
        Some(Self { measure, results: names.iter().zip(&figures).map(result).collect() })
    }
}

/// The measures of the service at the end of a run, cost over all of it, and how often the goals are met: all of the first, each of the second.
fn stress_row(
    plan: &Plan,
    goals: &[GoalReader; 2],
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
) -> Result<StressRow, Cancelled> {
    let waves = Waves::new(plan, options, counter);
    let layout = waves.layout();
    let cells = STRESS_MEASURES.map(|id| -> Option<(Vec<usize>, Scale)> {
        let measure = Measure::find(id)?;
        let place = plan.series.iter().position(|one| one.series == Series { measure, team: None, of: None })?;
        let over_run = || (0..layout.years).map(|year| layout.year(year, place)).collect();
        let at_end = || vec![layout.month(layout.months - 1, place)];
        Some((if id == "cost" { over_run() } else { at_end() }, scale_of(measure.unit)))
    });
    let fill = |block: &Columns, cells: &[usize]| {
        let mut sum = [0.0; BLOCK];
        for &cell in cells {
            sum.iter_mut().zip(block.column(cell)).for_each(|(sum, value)| *sum += value);
        }
        sum
    };
    let origin = waves.origin();
    let mut tallies =
        cells.each_ref().map(|one| one.as_ref().map(|(cells, scale)| Tally::new(fill(&origin, cells)[0], *scale)));
    let mut blocks = Vec::new();
    let mut met = goals.each_ref().map(|goals| vec![MetCount::default(); goals.count()]);
    for wave in waves.all(false) {
        waves.run(&wave, &mut blocks)?;
        for (goals, met) in goals.iter().zip(&mut met) {
            for block in &blocks {
                met.iter_mut().zip(&goals.read(block)).for_each(|(met, outcome)| met.add(outcome));
            }
        }
        for (tally, one) in tallies.iter_mut().zip(&cells) {
            let (Some(tally), Some((cells, _))) = (tally, one) else { continue };
            for block in &blocks {
                tally.add(&fill(block, cells)[..block.replications()]);
            }
        }
    }
    let likelihoods = met.map(|met| met.into_iter().map(MetCount::likelihood).collect::<Vec<_>>());
    let [of_base, own] = likelihoods;
    Ok(StressRow {
        measures: tallies.map(|tally| tally.as_ref().map(Statistic::of)),
        likelihoods: GoalLikelihoods {
            all: of_base.first().copied().flatten(),
            targets: own.into_iter().skip(1).collect(),
        },
    })
}
