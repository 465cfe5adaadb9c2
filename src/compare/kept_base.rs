//! The first futures of a base, kept so that many plans can be compared with it one after the other.

use super::study_run;
use super::{CompareError, NamedPlan, Study};
use crate::run::{Cancelled, Columns, Options, Wave, Waves};

/// A base with its first futures. They take half a kilobyte a figure for every 64, which is 5 MB for Herefordshire.
pub struct KeptBase {
    base: NamedPlan,
    replications: u64,
    /// By wave, the number of replications before it and its blocks.
    waves: Vec<(u64, Vec<Columns>)>,
}

impl KeptBase {
    /// Runs the first replications of a base, on the calling thread.
    ///
    /// # Errors
    /// [`Cancelled`] never: there is no progress callback.
    pub fn new(base: NamedPlan, replications: u64) -> Result<Self, Cancelled> {
        let options = Self::options(replications);
        let counter = options.counter(replications);
        let waves = Waves::new(&base.plan, &options, &counter);
        let run = |wave: Wave| {
            let mut blocks = Vec::new();
            waves.run(&wave, &mut blocks)?;
            Ok((wave.before, blocks))
        };
        let kept = waves.all(false).map(run).collect::<Result<_, _>>()?;
        drop(waves);
        Ok(Self { base, replications, waves: kept })
    }

    /// Number of replications kept.
    #[must_use]
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// Compares a plan with the base on the replications that are kept: the same study as that of [`compare`](super::compare()).
    ///
    /// # Errors
    /// As of [`compare`](super::compare()).
    pub fn compare(&self, alternative: &NamedPlan) -> Result<Study, CompareError> {
        let (options, plans) = (Self::options(self.replications), std::slice::from_ref(alternative));
        study_run::run(&self.base, plans, &options, false, None, Some(self))
    }

    /// The blocks of a wave; `None` if it has other replications than those kept.
    pub(super) fn wave(&self, wave: &Wave) -> Option<&[Columns]> {
        let replications = |blocks: &[Columns]| blocks.iter().map(|block| block.replications() as u64).sum::<u64>();
        let found = self.waves.iter().find(|(before, _)| *before == wave.before);
        found.map(|(_, blocks)| blocks.as_slice()).filter(|blocks| replications(blocks) == wave.replications)
    }

    /// Waves have the same replications on one thread as on another machine with one.
    fn options(replications: u64) -> Options<'static> {
        Options { threads: Some(1), ..Options::new(replications) }
    }
}
