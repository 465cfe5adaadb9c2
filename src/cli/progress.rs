//! Progress of a long run, on a terminal line that is overwritten.

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::content::words;
use crate::run::Progress;

/// Time before progress is first shown.
const PATIENCE: Duration = Duration::from_secs(1);
/// Minimum estimated total duration for which progress is shown.
const LONG: Duration = Duration::from_secs(2);
/// Minimum time between updates.
const PACE: Duration = Duration::from_millis(100);
/// Maximum columns: a line that wraps cannot be overwritten.
const WIDTH: usize = 79;

/// The progress line, cleared on drop.
pub(crate) struct ProgressLine<'a> {
    what: &'a str,
    begun: Instant,
    /// Time of the last update, in units of `PACE` from the start; 0 before the first.
    written: AtomicU64,
    is_seen: bool,
}

impl<'a> ProgressLine<'a> {
    /// Progress of the task `what`; prints nothing if `quiet`.
    #[expect(clippy::disallowed_methods, reason = "the time left is only displayed and affects no result")]
    pub(crate) fn new(what: &'a str, quiet: bool) -> Self {
        let can_be_rewritten = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let is_seen = !quiet && can_be_rewritten && std::io::stderr().is_terminal();
        Self { what, begun: Instant::now(), written: AtomicU64::new(0), is_seen }
    }

    /// Updates the line if an update is due.
    pub(crate) fn tell(&self, progress: Progress) {
        let elapsed = self.begun.elapsed();
        if !self.is_seen || elapsed < PATIENCE {
            return;
        }
        let pace = (elapsed.as_millis() / PACE.as_millis()) as u64;
        // If several threads call at once, only one writes.
        let is_due = || self.written.fetch_max(pace, Ordering::Relaxed) < pace;
        if let Some(line) = line(self.what, progress, elapsed).filter(|_| is_due()) {
            let _ = write!(std::io::stderr().lock(), "\r{line:WIDTH$}");
        }
    }
}

impl Drop for ProgressLine<'_> {
    fn drop(&mut self) {
        if self.written.load(Ordering::Relaxed) > 0 {
            let _ = write!(std::io::stderr().lock(), "\r{:WIDTH$}\r", "");
        }
    }
}

/// For example `run: 43% of 1,000,000 futures, 12 s left`; `run: 43,000 futures so far` if their number is not known; `None` for short tasks.
fn line(what: &str, progress: Progress, elapsed: Duration) -> Option<String> {
    if progress.done == 0 {
        return None;
    }
    if progress.of == 0 {
        return Some(format!("{what}: {} futures so far", words::whole(progress.done)));
    }
    let all = elapsed.mul_f64(progress.of as f64 / progress.done as f64);
    let percent = progress.done * 100 / progress.of;
    let left = time(all.saturating_sub(elapsed));
    let rest = format!(": {percent}% of {} futures, {left} left", words::whole(progress.of));
    let what: String = what.chars().take(WIDTH.saturating_sub(rest.len())).collect();
    (all >= LONG).then(|| format!("{what}{rest}"))
}

/// A duration in one unit, rounded up.
fn time(left: Duration) -> String {
    match left.as_secs_f64().ceil() as u64 {
        seconds @ ..=99 => format!("{} s", seconds.max(1)),
        seconds @ ..=5_940 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{} h", seconds.div_ceil(3_600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: f64, done: u64, of: u64) -> Option<String> {
        line("run", Progress { done, of }, Duration::from_secs_f64(seconds))
    }

    #[test]
    fn the_line_shows_progress_and_time_left() {
        assert_eq!(after(9.0, 430_000, 1_000_000).as_deref(), Some("run: 43% of 1,000,000 futures, 12 s left"));
        assert_eq!(after(60.0, 64, 640).as_deref(), Some("run: 10% of 640 futures, 9 min left"));
        assert_eq!(after(60.0, 1, 1_000).as_deref(), Some("run: 0% of 1,000 futures, 17 h left"));
        assert_eq!(after(3.0, 640, 640).as_deref(), Some("run: 100% of 640 futures, 1 s left"));
    }

    #[test]
    fn tasks_shorter_than_two_seconds_show_no_progress() {
        assert_eq!(after(1.2, 900, 1_000), None);
        assert_eq!(after(1.2, 0, 1_000), None);
    }

    #[test]
    fn a_line_never_breaks() {
        let line = line(&"x".repeat(200), Progress { done: 5, of: 10_000_000 }, Duration::from_secs(1_000_000));
        assert_eq!(line.map(|line| line.chars().count()), Some(WIDTH));
    }
}
