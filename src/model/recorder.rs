//! Who is told what happens.

use crate::measures::record::MonthRecord;

/// Something that happened to people in a month, by index of team and route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// People started by an intake.
    Started { team: usize, route: usize, heads: u32 },
    /// People converted from agency to permanent.
    Converted { team: usize, route: usize, heads: u32 },
    /// Trainees qualified and became permanent staff.
    Qualified { team: usize, route: usize, heads: u32 },
    /// Permanent staff left.
    Left { team: usize, route: usize, heads: u32 },
    /// Permanent staff moved.
    Moved { from: usize, to: usize, route: usize, heads: u32 },
    /// Agency workers started.
    AgencyStarted { team: usize, workers: u32 },
    /// Agency workers left.
    AgencyLeft { team: usize, workers: u32 },
}

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
