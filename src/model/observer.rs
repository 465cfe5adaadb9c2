//! The observer interface of a simulation.

use super::event::Event;
use crate::measures::month_record::MonthRecord;

/// Observes a replication. The type is chosen at compile time, so that unused callbacks cost nothing.
pub trait Recorder {
    /// An event in the current month.
    #[inline]
    fn event(&mut self, _event: Event) {}

    /// The opening state: the end of the month before the first.
    fn opening(&mut self, record: &MonthRecord);

    /// The end of month `month`.
    fn month(&mut self, month: usize, record: &MonthRecord);
}
