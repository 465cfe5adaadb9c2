//! The observer interface of a simulation.

use super::event::Event;
use crate::lanes::{ByLane, Lanes};
use crate::measures::month_record::MonthRecord;

/// Observes replications. The type is chosen at compile time, so that unused callbacks cost nothing.
pub trait Recorder<const N: usize> {
    /// An event in the current month: `event` makes it from the numbers of people, workers or cases in one lane, if there
    /// are any.
    #[inline(always)]
    fn event<I: ByLane<N>>(&mut self, _counts: I, _event: impl Fn(I::Value) -> Option<Event>) {}

    /// The opening state: the end of the month before the first.
    fn opening(&mut self, record: &MonthRecord<Lanes<N>>);

    /// The end of month `month`.
    fn month(&mut self, month: usize, record: &MonthRecord<Lanes<N>>);
}
