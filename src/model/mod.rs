//! One future of the service, month by month.
//!
//! [`simulate`] runs one replication. [`month`] lists the steps of a month in order; each step has a file: [`workforce`]
//! (stage ends, arrivals, leavers), [`agency`], [`capacity`] (what staff in post can carry), [`demand`], [`pathway`] (the
//! work done on cases), [`caseload`] (allocation) and [`money`]. [`state`] is what one month hands to the next. The model
//! tells what happens ([`event`]) to a [`Recorder`] and knows nothing of files, statistics or threads.

mod agency;
mod capacity;
mod caseload;
mod demand;
mod event;
mod money;
mod month;
mod pathway;
mod recorder;
mod state;
#[cfg(test)]
mod tests;
mod workforce;

pub use event::{AgencyStep, CasesFrom, Event, Origin, People};
pub(crate) use recorder::Recorder;
pub(crate) use state::State;

use crate::plan::Plan;

/// Which future: the inputs that are not known and chance are numbered apart, so that either can be held while the
/// other varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replication {
    /// Number of the draw of the inputs that are not known.
    pub inputs: u64,
    /// Number of the draw of chance.
    pub chance: u64,
}

impl Replication {
    /// Future `n`, from 1: inputs and chance together.
    #[must_use]
    pub fn new(n: u64) -> Self {
        Self { inputs: n, chance: n }
    }
}

/// Runs one future of `plan`, telling `recorder` the opening state and then every month.
pub(crate) fn simulate<R: Recorder>(plan: &Plan, future: Replication, state: &mut State, recorder: &mut R) {
    state.open(plan, future);
    month::open(plan, state);
    recorder.opening(&state.record);
    for month in 0..plan.calendar.months {
        month::run(plan, state, month, recorder);
        recorder.month(month, &state.record);
    }
}
