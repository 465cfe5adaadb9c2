//! The service, month by month, in several replications side by side.
//!
//! [`simulate`] runs a block of replications. [`month`] lists the steps of a month in order; each step has a file:
//! [`responses`] (what begins and ends by last month's figures), [`posts`] (posts that follow staff), [`careers`] (moves, stage ends, leavers), [`recruitment`] (arrivals), [`agency`], [`staff_in_post`] (what staff in post
//! can carry), [`demand`], [`pathway`] (work on cases), [`caseload`] (allocation) and [`money`], with [`on_costs`]. [`state`] is carried from
//! month to month; the people in it are in [`person`], and what makes them leave in [`hazard`]. The model reports each
//! [`event`] to a [`Recorder`] and does not depend on files, statistics or threads.

mod agency;
mod careers;
mod caseload;
mod demand;
mod event;
mod hazard;
mod last_year;
mod money;
mod month;
mod observer;
mod on_costs;
mod pathway;
mod person;
mod posts;
mod recruitment;
mod responses;
mod staff_in_post;
mod state;
#[cfg(test)]
mod tests;
mod work_arriving;

pub use event::{AgencyStep, CasesFrom, Event, Origin, People, ResponseStep};
pub(crate) use observer::Recorder;
pub(crate) use state::State;

use crate::lanes::{Lanes, Work, vectorise};
use crate::plan::{Plan, YearlyFactors};

/// Identifies a replication. The three kinds of not knowing are numbered separately, so that each can be held fixed while
/// the others vary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replication {
    /// Number of the draw of the uncertain inputs: what could be known.
    pub inputs: u64,
    /// Number of the draw of the yearly effects: what nobody can know yet.
    pub years: u64,
    /// Number of the draw of chance.
    pub chance: u64,
}

impl Replication {
    /// Replication `n`, counted from 1: inputs, years and chance.
    #[must_use]
    pub fn new(n: u64) -> Self {
        Self { inputs: n, years: n, chance: n }
    }
}

/// What distinguishes replications: by lane, the number of the draw of chance and the value of every input. Lanes need
/// not be consecutive replications, nor share anything.
#[derive(Clone, Debug)]
pub(crate) struct Futures<const N: usize> {
    pub chance: [u64; N],
    /// By input, its value as drawn, before dated changes.
    pub inputs: Vec<Lanes<N>>,
    pub years: YearlyFactors<N>,
}

impl<const N: usize> Futures<N> {
    pub(crate) fn new(plan: &Plan) -> Self {
        Self { chance: [1; N], inputs: vec![Lanes::ZERO; plan.inputs.len()], years: YearlyFactors::default() }
    }

    /// Sets the replications and draws their inputs and years.
    pub(crate) fn draw(&mut self, plan: &Plan, replications: &[Replication; N]) {
        self.chance = plan.chance(&replications.map(|one| one.chance));
        vectorise::<N, _>(Drawing { plan, replications, futures: self });
    }
}

/// Draws the inputs and years of replications.
struct Drawing<'d, const N: usize> {
    plan: &'d Plan,
    replications: &'d [Replication; N],
    futures: &'d mut Futures<N>,
}

impl<const N: usize> Work for Drawing<'_, N> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { plan, replications, futures } = self;
        plan.draw_inputs(&replications.map(|one| one.inputs), &mut futures.inputs);
        plan.draw_years(&futures.inputs, &replications.map(|one| one.years), &mut futures.years);
    }
}

/// Runs a block of replications of `plan`, passing the opening state and then every month to `recorder`.
pub(crate) fn simulate<const N: usize, R: Recorder<N>>(
    plan: &Plan,
    futures: &Futures<N>,
    state: &mut State<N>,
    recorder: &mut R,
) {
    vectorise::<N, _>(month::Opening { plan, futures, state, recorder });
    for month in 0..plan.calendar.months {
        vectorise::<N, _>(month::MonthSteps { plan, state, month, recorder });
    }
}
