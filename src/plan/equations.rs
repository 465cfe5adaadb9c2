//! Equations shared by the opening, where they are applied to means, and the months of a replication (sections 5 and 8
//! of `docs/model.md`).

use std::f64::consts::LN_2;

use crate::lanes::{exp, ln};

/// Bounds of pressure; a team with cases and nobody to carry them is at the upper bound.
const PRESSURE: (f64, f64) = (0.1, 10.0);

/// A number of workers within this tolerance above a whole number is rounded down to it.
const WHOLE: f64 = 1e-9;

/// Pressure: cases per available full caseload, divided by the reference caseload.
///
/// `work` is in cases, `full_loads` in full caseloads of the staff present, `reference` in cases per full caseload.
#[inline(always)]
pub(crate) fn pressure(work: f64, full_loads: f64, reference: f64) -> f64 {
    let pressure =
        if full_loads > 0.0 { between(work / full_loads / reference, PRESSURE.0, PRESSURE.1) } else { PRESSURE.1 };
    if work > 0.0 { pressure } else { PRESSURE.0 }
}

/// The pace of work, `p^elasticity min(1, pressure^-slowing)`, where p is pressure held within a half and 2: nothing is known of a
/// service that closes cases more than twice as soon. Without an elasticity, work never proceeds faster than its stated durations.
#[inline(always)]
pub(crate) fn pace(pressure: f64, slowing: f64, elasticity: f64) -> f64 {
    let log = ln(pressure);
    let slowed = if pressure > 1.0 { slowing * log } else { 0.0 };
    exp(elasticity * between(log, -LN_2, LN_2) - slowed)
}

/// Whole cases that a team can hold, given its maximum caseload and the full caseloads that its staff present can carry, less
/// the work of the month's decisions and screening.
#[inline(always)]
pub(crate) fn room(maximum: f64, full_loads: f64, decisions: f64, screening: f64) -> f64 {
    // The tolerance is for rounding error, so that it does not leave a case without a worker.
    whole(maximum * full_loads - decisions - screening + WHOLE)
}

/// The gap, FTE: the establishment less what permanent staff in post cover when not on long absence.
#[inline(always)]
pub(crate) fn gap(establishment: f64, covered: f64, long_absence: f64) -> f64 {
    let gap = establishment - covered * (1.0 - long_absence);
    if gap > 0.0 { gap } else { 0.0 }
}

/// Whole agency workers for the posts to cover, in FTE: the part of a worker that is left is a whole one if it exceeds
/// `threshold`. Where thresholds are uniform, the mean is exact.
#[inline(always)]
pub(crate) fn target(posts: f64, fte_per_worker: f64, threshold: f64) -> f64 {
    let workers = posts / fte_per_worker;
    let below = whole(workers + WHOLE);
    if workers - below > threshold + WHOLE { below + 1.0 } else { below }
}

/// Whole agency workers allowed by a cap in FTE.
#[inline(always)]
pub(crate) fn workers_allowed(cap: f64, fte_per_worker: f64) -> f64 {
    whole(cap / fte_per_worker + WHOLE)
}

/// The largest whole number up to `x`; 0 if `x` is negative. Exact for any `x` below 2^51.
#[inline(always)]
pub(crate) fn whole(x: f64) -> f64 {
    // Adding 2^52 leaves no room for a fraction: unlike `f64::floor`, this needs no function call on any processor.
    const NO_FRACTION: f64 = (1_u64 << 52) as f64;
    let x = if x > 0.0 { x } else { 0.0 };
    let nearest = (x + NO_FRACTION) - NO_FRACTION;
    if nearest > x { nearest - 1.0 } else { nearest }
}

/// `x` held within bounds.
#[inline(always)]
pub(crate) fn between(x: f64, lowest: f64, highest: f64) -> f64 {
    let x = if x < lowest { lowest } else { x };
    if x > highest { highest } else { x }
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
    fn without_an_elasticity_work_slows_above_the_reference_caseload_and_never_speeds_up() {
        for pressure in [0.1, 0.5, 0.999, 1.0, 1.001, 4.0, 10.0] {
            assert_eq!(pace(pressure, 0.0, 0.0), 1.0);
            let slowed = exp(-0.7 * ln(pressure));
            assert_eq!(pace(pressure, 0.7, 0.0), if pressure > 1.0 { slowed } else { 1.0 });
        }
        assert!((pace(4.0, 0.5, 0.0) - 0.5).abs() < 1e-12);
        assert!((pace(10.0, 1.0, 0.0) - 0.1).abs() < 1e-12);
    }

    #[test]
    fn with_an_elasticity_the_pace_rises_and_falls_with_pressure() {
        for (pressure, slowing, expected) in
            [(1.0, 0.5, 1.0), (0.64, 0.5, 0.512), (1.44, 0.0, 1.728), (1.44, 0.5, 1.44)]
        {
            assert!((pace(pressure, slowing, 1.5) - expected).abs() < 1e-12);
        }
        // Beyond a half and 2 only slowing goes on.
        for (pressure, slowing, expected) in [(0.1, 0.5, 0.25), (10.0, 0.0, 4.0), (10.0, 1.0, 0.4)] {
            assert!((pace(pressure, slowing, 2.0) - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn workers_are_whole() {
        for threshold in [1e-15, 0.5, 1.0 - 1e-15] {
            assert_eq!(target(3.0, 1.0, threshold), 3.0);
            assert_eq!(target(3.0 + 1e-12, 1.0, threshold), 3.0);
            assert_eq!(target(3.0 - 1e-12, 1.0, threshold), 3.0);
            assert_eq!(target(0.0, 0.8, threshold), 0.0);
            assert_eq!(target(2.4, 0.8, threshold), 3.0);
        }
        assert_eq!([0.29, 0.31].map(|threshold| target(3.3, 1.0, threshold)), [4.0, 3.0]);
        assert_eq!(workers_allowed(2.4, 0.8), 3.0);
        assert_eq!(workers_allowed(2.3, 0.8), 2.0);
        assert_eq!(workers_allowed(f64::INFINITY, 0.8), f64::INFINITY);
    }

    #[test]
    fn whole_numbers_are_rounded_down() {
        let cases =
            [(2.999_999, 2.0), (3.0, 3.0), (0.0, 0.0), (-7.5, 0.0), (1e9 + 0.5, 1e9), (f64::INFINITY, f64::INFINITY)];
        for (x, expected) in cases {
            assert_eq!(whole(x), expected, "{x}");
        }
        assert!(whole(-0.0).is_sign_positive());
    }

    #[test]
    fn a_full_team_has_no_gap() {
        assert_eq!(gap(10.0, 8.0, 0.25), 4.0);
        assert_eq!(gap(10.0, 12.0, 0.0), 0.0);
    }
}
