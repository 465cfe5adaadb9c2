//! Runs the base and its alternatives wave by wave, all of them or until enough is known.

use serde::{Deserialize, Serialize};

use super::contrasts::Contrasts;
use super::paired_run::{PairedRun, PairedTallies, PairedWaves};
use super::pairing::Pairing;
use super::target_likelihoods::{GoalReader, TargetLikelihoods, WaveOutcomes};
use super::{CompareError, NamedPlan, Study, StudyBase};
use crate::run::{
    Accumulator, Cancelled, Options, OtherShape, ProgressCounter, Tallies, Waves, join, on_threads, origin,
};
use crate::summary::{HeadlinePrecision, Precision, PrecisionReached, Summary, WatchedFigures};

/// The study of a base and its alternatives: of all replications or, with `precision`, up to the first look at which everything that it
/// covers is known.
pub(super) fn run(
    base: &NamedPlan,
    alternatives: &[NamedPlan],
    options: &Options<'_>,
    independent: bool,
    precision: Option<&Precision>,
) -> Result<Study, CompareError> {
    NamedPlan::have_distinct_names(std::iter::once(base).chain(alternatives))?;
    let pairings = Pairing::with_each(&base.plan, alternatives.iter().map(|one| &one.plan))?;
    let runs = 1 + alternatives.len() as u64 * if independent { 2 } else { 1 };
    let counter = options.counter(runs * options.replications);
    let watch = precision.map(|precision| StudyWatch::new(base, alternatives, precision));
    on_threads(options.threads, || {
        let plans = alternatives.iter().zip(pairings);
        let paired: Vec<PairedRun<'_>> = plans.map(|(one, pairing)| PairedRun::new(base, one, pairing)).collect();
        let none = StudyTallies::none(base, &paired, options, independent);
        let found = options.over_futures("comparison", none, |own, to| {
            to.begin(own);
            let apart = Options { first: own.first + options.replications, ..*own };
            let waves = StudyWaves::new(base, &paired, own, independent.then_some(&apart), &counter);
            waves.run(watch.is_some(), to, |to| watch.as_ref().is_some_and(|watch| watch.is_enough(to, &paired)))
        })?;
        let precision = watch.map(|watch| watch.reached(&found, &paired, options.replications));
        let StudyTallies { base: tallies, alternatives: found, contrasts, likelihoods } = found;
        let alternatives = paired.into_iter().zip(found).map(|(one, found)| one.alternative(found, &tallies)).collect();
        let of_base = precision.as_ref().and_then(|reached| reached.of_plan(&base.name));
        let summary = Summary::new(&base.plan, &tallies).with_precision(of_base);
        let base = StudyBase { name: base.name.clone(), summary };
        Ok(Study { precision, ..Study::new(base, alternatives, &contrasts, likelihoods) })
    })
    .map_err(|cancelled: Cancelled| CompareError::Cancelled(cancelled))
}

/// What a comparison adds up.
#[derive(Serialize, Deserialize)]
struct StudyTallies {
    base: Tallies,
    alternatives: Vec<PairedTallies>,
    contrasts: Contrasts,
    likelihoods: TargetLikelihoods,
}

impl StudyTallies {
    /// Nothing yet.
    fn none(base: &NamedPlan, paired: &[PairedRun<'_>], options: &Options<'_>, independent: bool) -> Self {
        let origin = origin(&base.plan);
        Self {
            base: Tallies::new(&base.plan, &origin, options),
            alternatives: paired.iter().map(|one| one.none(&origin, options, independent)).collect(),
            contrasts: Contrasts::new(paired.len()),
            likelihoods: TargetLikelihoods::new(1 + paired.len(), base.plan.scenario().targets.len()),
        }
    }

    /// Begins with the first of these replications; there must be none yet.
    fn begin(&mut self, options: &Options<'_>) {
        self.base.begin(options);
        self.alternatives.iter_mut().for_each(|one| one.own.begin(options));
    }
}

impl Accumulator for StudyTallies {
    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        self.base.merge(later.base)?;
        join(&mut self.alternatives, later.alternatives, PairedTallies::merge)?;
        self.contrasts.merge(later.contrasts)?;
        self.likelihoods.merge(later.likelihoods)
    }

    fn length(&self) -> Option<u64> {
        let lengths = || self.alternatives.iter().map(Accumulator::length);
        let own = self.base.length();
        // Another number among the plans is that of no share.
        if lengths().all(|length| length == own) { own } else { Some(u64::MAX) }
    }
}

/// Runs the replications of all plans, one wave of all before the next.
struct StudyWaves<'a> {
    base: Waves<'a>,
    goals: GoalReader,
    alternatives: Vec<PairedWaves<'a>>,
}

impl<'a> StudyWaves<'a> {
    fn new(
        base: &'a NamedPlan,
        paired: &'a [PairedRun<'a>],
        options: &Options<'a>,
        apart: Option<&Options<'a>>,
        counter: &'a ProgressCounter<'a>,
    ) -> Self {
        Self {
            base: Waves::new(&base.plan, options, counter),
            goals: GoalReader::new(&base.plan, &base.plan),
            alternatives: paired.iter().map(|one| one.waves(options, apart, counter)).collect(),
        }
    }

    /// Adds all waves, up to the first look at which `is_enough` holds if the run `is_looked_at`.
    fn run(
        mut self,
        is_looked_at: bool,
        to: &mut StudyTallies,
        is_enough: impl Fn(&StudyTallies) -> bool,
    ) -> Result<(), Cancelled> {
        let (mut own, mut scratch) = (Vec::new(), Vec::new());
        for wave in self.base.all(is_looked_at) {
            self.base.run(&wave, &mut own)?;
            to.base.add(&own);
            for (one, to) in self.alternatives.iter_mut().zip(&mut to.alternatives) {
                one.add(&wave, &own, &mut scratch, to)?;
            }
            let effects = || self.alternatives.iter().map(|one| &one.effects);
            to.contrasts.add(effects().map(|one| &one.savings));
            let of_base: WaveOutcomes = own.iter().map(|block| self.goals.read(block)).collect();
            to.likelihoods.add(std::iter::once(&of_base).chain(effects().map(|one| &one.outcomes)));
            if wave.is_look && is_enough(to) {
                break;
            }
        }
        Ok(())
    }
}

/// What must be known of the plans of a study.
struct StudyWatch<'a> {
    precision: &'a Precision,
    base: (&'a str, WatchedFigures),
    alternatives: Vec<(&'a str, WatchedFigures)>,
}

impl<'a> StudyWatch<'a> {
    fn new(base: &'a NamedPlan, alternatives: &'a [NamedPlan], precision: &'a Precision) -> Self {
        let of = |one: &'a NamedPlan| (one.name.as_str(), WatchedFigures::new(&one.plan, precision));
        Self { precision, base: of(base), alternatives: alternatives.iter().map(of).collect() }
    }

    /// How precisely each headline is known, plan by plan.
    fn look<'s>(
        &'s self,
        found: &'s StudyTallies,
        paired: &'s [PairedRun<'_>],
    ) -> impl Iterator<Item = HeadlinePrecision> {
        let named = |name: &'s str| move |one| HeadlinePrecision { plan: Some(name.to_owned()), ..one };
        let of_base = self.base.1.look(&found.base).map(named(self.base.0));
        let saving = self.precision.within("saving");
        let plans = self.alternatives.iter().zip(paired).zip(&found.alternatives);
        let of_plans = plans.flat_map(move |(((name, figures), one), found)| {
            let savings = saving.into_iter().flat_map(|asked| one.look_at_savings(found, asked));
            figures.look(&found.own).chain(savings).map(named(name))
        });
        of_base.chain(of_plans)
    }

    fn is_enough(&self, found: &StudyTallies, paired: &[PairedRun<'_>]) -> bool {
        self.look(found, paired).all(|one| one.is_resolved())
    }

    fn reached(&self, found: &StudyTallies, paired: &[PairedRun<'_>], limit: u64) -> PrecisionReached {
        PrecisionReached { asked: self.precision.clone(), limit, headlines: self.look(found, paired).collect() }
    }
}
