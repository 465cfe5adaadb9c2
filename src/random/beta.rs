//! The quantile function of the beta distribution, tabulated.
//!
//! The table is of the logit of a beta as a function of the normal score z (the normal quantile of the uniform). For
//! all shapes, even those below 1, for which the density of the beta is infinite at an end, the logit has a density
//! proportional to
//!
//! ```text
//! exp(a d - (a + b) ln(1 - m + m e^d)),    d = logit - ln(a / b),    m = a / (a + b)
//! ```
//!
//! which is smooth, has a single peak (at d = 0) and decays exponentially. Its distribution function is therefore
//! computed by Gauss-Legendre quadrature outward from the peak, without an incomplete beta function (whose continued
//! fraction takes of the order of sqrt(a + b) steps), and logit(z) is smooth enough for cubic interpolation.
//!
//! Error of the share, over shapes from 0.01 to 1,000 and uniforms from 2^-53 to 1 - 2^-53 (`tests/beta.rs`): at most
//! 2e-6 of the standard deviation, and 1e-7 of 0..1; for a PERT 1e-8 of its range.

use std::f64::consts::PI;

use super::gauss::points;
use super::normal::normal_quantile;

/// Step between knots in the square root of twice the fall of the log density, which is approximately the step in z.
const SCORE_STEP: f64 = 1.0 / 16.0;
/// Maximum step between knots in the logit, as a share of its distance from the singularity of the logistic (i pi).
const LOGIT_STEP: f64 = 1.0 / 16.0;
/// The log density relative to the peak at which the table ends: less than 1e-16 of the distribution is beyond it.
const END: f64 = -41.0;
/// 1 / sqrt(2 pi), the peak of the normal density.
const NORMAL_PEAK: f64 = 0.398_942_280_401_432_7;

/// Number of index entries per unit of the score.
const ENTRIES: f64 = 16.0;

/// The quantile function of one beta distribution.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BetaTable {
    knots: Vec<Knot>,
    /// For each 1/16 of the score, counted from the first knot, the last knot at or before its start; a binary search
    /// makes the whole draw a third slower.
    index: Vec<usize>,
    /// The greatest number of knots from one in the index to the last before the next entry's score.
    most: usize,
}

/// A knot of the quantile function.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Knot {
    score: f64,
    logit: f64,
    /// The derivative of the logit with respect to the score.
    slope: f64,
}

impl Knot {
    /// The same point seen from the other end of the distribution.
    fn mirrored(self) -> Self {
        Self { score: -self.score, logit: -self.logit, slope: self.slope }
    }
}

impl BetaTable {
    /// The table of the beta with mean `mean` and shapes `mean` x `size` and `rest` x `size`.
    ///
    /// `mean` and `rest` sum to 1; the shapes are at least 1e-6. It has about 300 knots and takes 0.1 ms.
    pub(super) fn new(mean: f64, rest: f64, size: f64) -> Self {
        let peak = libm::log(mean / rest);
        let below = PeakSide { mean, rest, size, peak }.walk();
        let above = PeakSide { mean: rest, rest: mean, size, peak: -peak }.walk();
        let knots = knots(peak, &below, &above);
        let index = index(&knots);
        let after = index.iter().skip(1).copied().chain([knots.len() - 1]);
        // A score may be rounded across the start of an entry, and so past one more knot.
        let most = 1 + index.iter().zip(after).map(|(&one, next)| next - one).max().unwrap_or(0);
        Self { knots, index, most }
    }

    /// The logit at the normal score `score`, constant beyond the ends of the table.
    pub(super) fn logit(&self, score: f64) -> f64 {
        let knots = &self.knots;
        // The cast maps scores before the first knot, and NaN, to 0.
        let entry = ((score - knots[0].score) * ENTRIES) as usize;
        let mut before = self.index[entry.min(self.index.len() - 1)];
        // As many steps for every score: how many are needed is unpredictable for branch prediction.
        for _ in 0..self.most {
            let next = (before + 1).min(knots.len() - 1);
            before = if knots[next].score <= score { next } else { before };
        }
        let left = knots[before];
        match knots.get(before + 1) {
            Some(right) if score > left.score => cubic(left, *right, score),
            _ => left.logit,
        }
    }
}

fn index(knots: &[Knot]) -> Vec<usize> {
    let (first, last) = (knots[0].score, knots[knots.len() - 1].score);
    let entries = ((last - first) * ENTRIES) as usize + 1;
    let starts = (0..entries).map(|entry| first + entry as f64 / ENTRIES);
    starts.map(|start| knots.partition_point(|knot| knot.score <= start).saturating_sub(1)).collect()
}

/// Cubic Hermite interpolation between two knots.
fn cubic(left: Knot, right: Knot, score: f64) -> f64 {
    let (width, rise) = (right.score - left.score, right.logit - left.logit);
    let t = (score - left.score) / width;
    let (from, to) = (left.slope * width - rise, rise - right.slope * width);
    left.logit + t * (rise + (1.0 - t) * (from * (1.0 - t) + to * t))
}

/// One side of the peak, integrated outward. The upper side is the lower side of the distribution of 1 minus the share.
struct PeakSide {
    mean: f64,
    rest: f64,
    size: f64,
    peak: f64,
}

/// A step of the integration outward from the peak.
#[derive(Clone, Copy)]
struct TableStep {
    /// The logit minus that of the peak; 0 or less.
    distance: f64,
    /// The density relative to that of the peak.
    density: f64,
    /// The mass further from the peak, in units of the peak density.
    beyond: f64,
}

impl PeakSide {
    /// The log density at `d` <= 0, relative to the peak.
    fn log_density(&self, d: f64) -> f64 {
        let (m, q) = (self.mean, self.rest);
        let fall = if d > -1e-3 {
            // Series with the cumulants of a Bernoulli, mq, mq (q - m) and mq (1 - 6mq), because the difference below
            // would cancel.
            let (skew, kurtosis) = (q - m, 1.0 - 6.0 * m * q);
            -m * q * d * d * (0.5 + d * (skew / 6.0 + d * (kurtosis / 24.0 + d * skew * (1.0 - 12.0 * m * q) / 120.0)))
        } else if m <= q {
            m * d - libm::log1p(m * libm::expm1(d))
        } else if q * libm::expm1(-d) < 0.5 {
            // The same with exp(d) factored out of the logarithm, because 1 - m may be lost to rounding in m.
            -q * d - libm::log1p(q * libm::expm1(-d))
        } else {
            m * d - libm::log(q + m * libm::exp(d))
        };
        self.size * fall
    }

    /// The derivative of the log density at `d` <= 0, which is 0 or more.
    fn gradient(&self, d: f64) -> f64 {
        let (m, q) = (self.mean, self.rest);
        -self.size * m * q * libm::expm1(d) / (q + m * libm::exp(d))
    }

    /// The knot after `d`, where the log density is `log_density`.
    fn next(&self, d: f64, log_density: f64) -> f64 {
        let (logit, root) = (self.peak + d, (-2.0 * log_density).sqrt());
        let smooth = LOGIT_STEP * (logit * logit + PI * PI).sqrt();
        let root_gradient =
            if root > 0.0 { self.gradient(d) / root } else { (self.size * self.mean * self.rest).sqrt() };
        let mut stride = smooth.min(SCORE_STEP / root_gradient);
        // If one shape is tiny and the other large, the density falls abruptly, which the local gradient does not
        // predict.
        while (-2.0 * self.log_density(d - stride)).sqrt() - root > 2.0 * SCORE_STEP {
            stride *= 0.5;
        }
        d - stride
    }

    /// The steps from the peak to where the density is negligible; there are at least two.
    fn walk(&self) -> Vec<TableStep> {
        let (mut d, mut log_density) = (0.0, 0.0);
        let mut steps = vec![TableStep { distance: d, density: 1.0, beyond: 0.0 }];
        let mut panels = vec![];
        while log_density > END {
            let to = self.next(d, log_density);
            panels.push(points(to, d).map(|(x, weight)| weight * libm::exp(self.log_density(x))).sum::<f64>());
            (d, log_density) = (to, self.log_density(to));
            steps.push(TableStep { distance: d, density: libm::exp(log_density), beyond: 0.0 });
        }
        // The log density is linear from here on.
        panels.push(libm::exp(log_density) / self.gradient(d));
        let mut beyond = 0.0;
        for (step, panel) in steps.iter_mut().zip(panels).rev() {
            beyond += panel;
            step.beyond = beyond;
        }
        steps
    }
}

/// The knots of both sides in increasing order.
fn knots(peak: f64, below: &[TableStep], above: &[TableStep]) -> Vec<Knot> {
    let (mass_below, mass_above) = (below[0].beyond, above[0].beyond);
    let total = mass_below + mass_above;
    let knot = |step: &TableStep, this_side: f64, other_side: f64| {
        let within = other_side + (this_side - step.beyond);
        // From the smaller tail, because 1 minus a small number would lose precision.
        let score =
            if step.beyond < within { normal_quantile(step.beyond / total) } else { -normal_quantile(within / total) };
        let slope = NORMAL_PEAK * libm::exp(-0.5 * score * score) * total / step.density;
        Knot { score, logit: step.distance, slope }
    };
    let lower = below.iter().rev().map(|step| knot(step, mass_below, mass_above));
    let upper = above.iter().skip(1).map(|step| knot(step, mass_above, mass_below)).map(Knot::mirrored);
    lower.chain(upper).map(|knot| Knot { logit: peak + knot.logit, ..knot }).collect()
}
