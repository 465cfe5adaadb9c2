//! Equations shared by the opening, where they are applied to means, and the months of a replication (sections 5 and 8
//! of `docs/model.md`).

/// Bounds of pressure; a team with cases and nobody to carry them is at the upper bound.
const PRESSURE: (f64, f64) = (0.1, 10.0);

/// A number of workers within this tolerance above a whole number is rounded down to it.
const WHOLE: f64 = 1e-9;

/// Pressure: cases per available full caseload, divided by the reference caseload.
///
/// `work` is in cases, `full_loads` in full caseloads of the staff present, `reference` in cases per full caseload.
pub(crate) fn pressure(work: f64, full_loads: f64, reference: f64) -> f64 {
    if work <= 0.0 {
        return PRESSURE.0;
    }
    if full_loads <= 0.0 {
        return PRESSURE.1;
    }
    (work / full_loads / reference).clamp(PRESSURE.0, PRESSURE.1)
}

/// The pace of work, `min(1, pressure^-slowing)`: work never proceeds faster than its stated durations.
pub(crate) fn pace(pressure: f64, slowing: f64) -> f64 {
    if slowing > 0.0 && pressure > 1.0 { libm::exp(-slowing * libm::log(pressure)) } else { 1.0 }
}

/// The gap, FTE: the establishment less what permanent staff in post cover when not on long absence.
pub(crate) fn gap(establishment: f64, covered: f64, long_absence: f64) -> f64 {
    (establishment - covered * (1.0 - long_absence)).max(0.0)
}

/// Whole agency workers for the posts to cover, in FTE, rounded up.
pub(crate) fn target(posts: f64, fte_per_worker: f64) -> u32 {
    let workers = posts / fte_per_worker - WHOLE;
    let whole = workers as u32;
    whole + u32::from(f64::from(whole) < workers)
}

/// Whole agency workers allowed by a cap in FTE.
pub(crate) fn workers_allowed(cap: f64, fte_per_worker: f64) -> f64 {
    (cap / fte_per_worker + WHOLE).floor()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pressure_is_held_within_its_bounds() {
        assert_eq!(pressure(0.0, 0.0, 20.0), 0.1);
        assert_eq!(pressure(5.0, 0.0, 20.0), 10.0);
        assert_eq!(pressure(1.0, 10.0, 20.0), 0.1);
        assert_eq!(pressure(300.0, 10.0, 20.0), 1.5);
        assert_eq!(pressure(1e9, 10.0, 20.0), 10.0);
    }

    #[test]
    fn work_slows_above_the_reference_caseload_and_never_speeds_up() {
        assert_eq!(pace(0.5, 1.0), 1.0);
        assert_eq!(pace(4.0, 0.0), 1.0);
        assert!((pace(4.0, 0.5) - 0.5).abs() < 1e-12);
        assert!((pace(10.0, 1.0) - 0.1).abs() < 1e-12);
    }

    #[test]
    fn workers_are_whole() {
        assert_eq!(target(3.0, 1.0), 3);
        assert_eq!(target(3.0 + 1e-12, 1.0), 3);
        assert_eq!(target(3.01, 1.0), 4);
        assert_eq!(target(0.0, 0.8), 0);
        assert_eq!(target(2.4, 0.8), 3);
        assert_eq!(workers_allowed(2.4, 0.8), 3.0);
        assert_eq!(workers_allowed(2.3, 0.8), 2.0);
        assert_eq!(workers_allowed(f64::INFINITY, 0.8), f64::INFINITY);
    }

    #[test]
    fn a_full_team_has_no_gap() {
        assert_eq!(gap(10.0, 8.0, 0.25), 4.0);
        assert_eq!(gap(10.0, 12.0, 0.0), 0.0);
    }
}
