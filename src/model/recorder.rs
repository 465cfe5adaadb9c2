//! Who is told what happens.

use super::event::Event;
use crate::measures::month_record::MonthRecord;

/// Told what happens while a future runs. The kind is chosen at compile time, so that telling nobody costs nothing.
pub trait Recorder {
    /// Something happened in the month now running.
    #[inline]
    fn event(&mut self, _event: Event) {}

    /// The opening state: the end of the month before the first.
    fn opening(&mut self, record: &MonthRecord);

    /// The end of month `month`.
    fn month(&mut self, month: usize, record: &MonthRecord);
}
