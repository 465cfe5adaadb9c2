//! The first futures of a base, kept so that many plans can be compared with it one after the other.

use super::contrasts::Contrasts;
use super::paired_run::PairedRun;
use super::pairing::Pairing;
use super::target_likelihoods::{GoalReader, TargetLikelihoods, WaveOutcomes};
use super::{CompareError, NamedPlan, Study, StudyBase};
use crate::run::{Cancelled, KeptBlocks};
use crate::summary::Summary;

/// A base with all figures of its first futures. A comparison with it is quick: it computes only the statistics that somebody asks for.
pub struct KeptBase {
    base: NamedPlan,
    blocks: KeptBlocks,
    summary: Summary,
}

impl KeptBase {
    /// Runs the first replications of a base, on the calling thread; there must be at least one.
    ///
    /// # Errors
    /// [`Cancelled`] never: there is no progress callback.
    pub fn new(base: NamedPlan, replications: u64) -> Result<Self, Cancelled> {
        let blocks = KeptBlocks::run(&base.plan, replications)?;
        Ok(Self { summary: Summary::of_blocks(&base.plan, &blocks), blocks, base })
    }

    /// Number of replications kept.
    #[must_use]
    pub fn replications(&self) -> u64 {
        self.blocks.count()
    }

    /// Compares a plan with the base on the replications that are kept: the same study as that of [`compare`](super::compare()).
    ///
    /// # Errors
    /// As of [`compare`](super::compare()).
    pub fn compare(&self, alternative: &NamedPlan) -> Result<Study, CompareError> {
        let Self { base, blocks, summary } = self;
        NamedPlan::have_distinct_names([base, alternative].into_iter())?;
        let pairings = Pairing::with_each(&base.plan, std::iter::once(&alternative.plan))?;
        let own = KeptBlocks::run(&alternative.plan, self.replications()).map_err(CompareError::Cancelled)?;
        let goals = GoalReader::new(&base.plan, &base.plan);
        let of_base: WaveOutcomes = blocks.blocks().iter().map(|block| goals.read(block)).collect();
        let mut likelihoods = TargetLikelihoods::new(2, base.plan.scenario().targets.len());
        let paired = pairings.into_iter().map(|pairing| {
            let (alternative, effects) = PairedRun::new(base, alternative, pairing).on_kept(blocks, &own);
            likelihoods.add([&of_base, &effects.outcomes].into_iter());
            alternative
        });
        let alternatives = paired.collect();
        let base = StudyBase { name: base.name.clone(), summary: summary.clone() };
        Ok(Study::new(base, alternatives, &Contrasts::new(1), likelihoods))
    }
}
