//! One replication of the service, month by month.
//!
//! [`simulate`] runs one replication. [`month`] lists the steps of a month in order; each step has a file:
//! [`staff_flows`] (stage ends, arrivals, leavers), [`agency`], [`staff_in_post`] (what staff in post can carry), [`demand`],
//! [`pathway`] (work on cases), [`caseload`] (allocation) and [`money`]. [`state`] is carried from month to month. The
//! model reports each [`event`] to a [`Recorder`] and does not depend on files, statistics or threads.

mod agency;
mod caseload;
mod demand;
mod event;
mod money;
mod month;
mod observer;
mod pathway;
mod staff_flows;
mod staff_in_post;
mod state;
#[cfg(test)]
mod tests;

pub use event::{AgencyStep, CasesFrom, Event, Origin, People};
pub(crate) use observer::Recorder;
pub(crate) use state::State;

use crate::plan::Plan;

/// Identifies a replication: uncertain inputs and chance are numbered separately, so that either can be held fixed
/// while the other varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replication {
    /// Number of the draw of the uncertain inputs.
    pub inputs: u64,
    /// Number of the draw of chance.
    pub chance: u64,
}

impl Replication {
    /// Replication `n`, counted from 1: both inputs and chance.
    #[must_use]
    pub fn new(n: u64) -> Self {
        Self { inputs: n, chance: n }
    }
}

/// Runs one replication of `plan`, passing the opening state and then every month to `recorder`.
pub(crate) fn simulate<R: Recorder>(plan: &Plan, future: Replication, state: &mut State, recorder: &mut R) {
    state.open(plan, future);
    month::open(plan, state);
    recorder.opening(&state.record);
    for month in 0..plan.calendar.months {
        month::run(plan, state, month, recorder);
        recorder.month(month, &state.record);
    }
}
