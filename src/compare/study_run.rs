//! Runs the base and its alternatives wave by wave, all of them or until enough is known.

use std::sync::OnceLock;

use super::contrasts::Contrasts;
use super::paired_run::PairedRun;
use super::pairing::Pairing;
use super::target_likelihoods::{GoalReader, TargetLikelihoods, WaveOutcomes};
use super::{CompareError, NamedPlan, RankBy, Study, StudyBase};
use crate::run::{Cancelled, Options, ProgressCounter, Tallies, Waves, on_threads};
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
    let counter = ProgressCounter::new(options.watch, runs * options.replications);
    let watch = precision.map(|precision| StudyWatch::new(base, alternatives, precision));
    on_threads(options.threads, || {
        let waves = Waves::new(&base.plan, options, &counter);
        let origin = waves.origin();
        let mut tallies = Tallies::new(&base.plan, &origin, options);
        let plans = alternatives.iter().zip(pairings);
        let mut paired: Vec<PairedRun<'_>> = plans
            .map(|(one, pairing)| PairedRun::new(base, &origin, one, pairing, options, &counter, independent))
            .collect();
        let mut contrasts = Contrasts::new(paired.len());
        let goals = GoalReader::new(&base.plan, &base.plan);
        let mut likelihoods = TargetLikelihoods::new(1 + paired.len(), base.plan.scenario().targets.len());
        let (mut blocks, mut scratch) = (Vec::new(), Vec::new());
        for wave in waves.all(watch.is_some()) {
            waves.run(&wave, &mut blocks)?;
            tallies.add(&blocks);
            paired.iter_mut().try_for_each(|one| one.add(&wave, &blocks, &mut scratch))?;
            contrasts.add(paired.iter().map(PairedRun::wave_savings));
            let of_base: WaveOutcomes = blocks.iter().map(|block| goals.read(block)).collect();
            likelihoods.add(std::iter::once(&of_base).chain(paired.iter().map(PairedRun::wave_outcomes)));
            if wave.is_look && watch.as_ref().is_some_and(|watch| watch.is_enough(&tallies, &paired)) {
                break;
            }
        }
        let precision = watch.map(|watch| watch.reached(&tallies, &paired, options.replications));
        let alternatives = paired.into_iter().map(|one| one.alternative(&tallies)).collect();
        let of_base = precision.as_ref().and_then(|reached| reached.of_plan(&base.name));
        let summary = Summary::new(&base.plan, &tallies).with_precision(of_base);
        let base = StudyBase { name: base.name.clone(), summary };
        let rank_by = RankBy::default_of(base.summary.plan().scenario());
        Ok(Study {
            base,
            alternatives,
            contrasts: contrasts.results(),
            likelihoods,
            rank_by,
            precision,
            stress: None,
            saving_drivers: OnceLock::new(),
        })
    })
    .map_err(|cancelled: Cancelled| CompareError::Cancelled(cancelled))
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
    fn look<'s>(&'s self, base: &'s Tallies, paired: &'s [PairedRun<'_>]) -> impl Iterator<Item = HeadlinePrecision> {
        let named = |name: &'s str| move |one| HeadlinePrecision { plan: Some(name.to_owned()), ..one };
        let of_base = self.base.1.look(base).map(named(self.base.0));
        let saving = self.precision.within("saving");
        let of_plans = self.alternatives.iter().zip(paired).flat_map(move |((name, figures), one)| {
            let savings = saving.into_iter().flat_map(|asked| one.look_at_savings(asked));
            figures.look(one.tallies()).chain(savings).map(named(name))
        });
        of_base.chain(of_plans)
    }

    fn is_enough(&self, base: &Tallies, paired: &[PairedRun<'_>]) -> bool {
        self.look(base, paired).all(|one| one.is_resolved())
    }

    fn reached(&self, base: &Tallies, paired: &[PairedRun<'_>], limit: u64) -> PrecisionReached {
        PrecisionReached { asked: self.precision.clone(), limit, headlines: self.look(base, paired).collect() }
    }
}
