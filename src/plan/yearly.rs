//! Yearly effects: their course over the months of a run, drawn before it.

use super::{Calendar, equations};
use crate::lanes::{Lanes, each, exp, ln, update};
use crate::random::{Purpose, Stream, normal_quantiles};
use crate::scenario::{InputId, Scenario, YearlyEffect};

/// Bound of an exponent: factors of several effects stay finite, and none is zero.
const MOST: f64 = 200.0;

/// Number of months before the start over which a relative effect has a mean of 1.
const MONTHS_BEFORE: usize = 12;

/// A yearly effect, prepared.
///
/// With x(k) its value in step k, of P months: x(k) = r x(k - 1) + s z(k), where z(k) is standard normal, r is
/// persistence^(P / 12), and s is sd sqrt(1 - r^2), so that the standard deviation of x(k) is sd in every step. At a
/// persistence of 1 it is a random walk: x is 0 up to the step before the course begins, and s is sd sqrt(P / 12). If x is known
/// at the start, the course begins there, with a variance of 0, and moves inputs by its difference from there.
#[derive(Debug)]
pub(super) struct YearlyPlan {
    stream: Stream,
    sd: InputId,
    persistence: InputId,
    opens_at: Option<InputId>,
    /// Number of months in a step.
    months: i32,
    /// Number of months before the start in which the course begins: 0, unless it is measured relative to their mean.
    before: usize,
    /// The months of the course.
    calendar: Vec<MonthOfStep>,
    /// The step of the month before the course begins.
    opening: i32,
    pub(super) scales: Vec<YearlyScale>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct MonthOfStep {
    /// The calendar step.
    step: i32,
    /// Share of the step's effect that is in force.
    phase: f64,
}

/// How an effect moves inputs of one loading and one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct YearlyScale {
    loading: f64,
    /// Whether it multiplies the odds of a share; if not, it multiplies the value and its mean is 1.
    pub(super) of_odds: bool,
}

impl YearlyPlan {
    pub(super) fn new(scenario: &Scenario, effect: &YearlyEffect, run: &Calendar) -> Self {
        let (period, phase_in) = (effect.months as i32, effect.phase_in as i32);
        // Steps are counted from the year 0.
        let position = |month: i32| {
            let month = run.month(month);
            month.year() * 12 + month.index_in_year() as i32 - effect.begins as i32
        };
        let before = if effect.is_relative { MONTHS_BEFORE } else { 0 };
        let first = -(before as i32);
        let of_month = |month: i32| {
            let within = position(month).rem_euclid(period) + 1;
            let phase = if within < phase_in { f64::from(within) / f64::from(phase_in) } else { 1.0 };
            MonthOfStep { step: position(month).div_euclid(period), phase }
        };
        let mut scales = Vec::new();
        for &(input, loading) in &effect.inputs {
            let scale = YearlyScale { loading, of_odds: scenario.inputs.get(input).unit.is_share() };
            if !scales.contains(&scale) {
                scales.push(scale);
            }
        }
        Self {
            stream: Stream::new(scenario.seed, Purpose::Yearly, &effect.id),
            sd: effect.sd,
            persistence: effect.persistence,
            opens_at: effect.opens_at,
            months: period,
            before,
            calendar: (first..run.months as i32).map(of_month).collect(),
            opening: position(first - 1).div_euclid(period),
            scales,
        }
    }

    /// The index of the scale of an input in [`Self::scales`].
    pub(super) fn scale(&self, loading: f64, of_odds: bool) -> usize {
        self.scales.iter().position(|&scale| scale == YearlyScale { loading, of_odds }).unwrap_or(0)
    }

    /// Whether the effect is not that of the month before; in the first month, of the opening.
    pub(super) fn moves(&self, month: usize) -> bool {
        let place = self.before + month;
        month == 0 || self.calendar[place] != self.calendar[place - 1]
    }

    /// Whether a trace reports a month: the first of the run; then for yearly steps those in which a new one has come into full
    /// effect, and for monthly steps every twelfth.
    pub(super) fn is_reported(&self, month: usize) -> bool {
        let is_new = self.moves(month) && self.calendar[self.before + month].phase == 1.0;
        month == 0 || if self.months == 1 { month.is_multiple_of(12) } else { is_new }
    }

    /// The standard normals z of a step.
    #[inline(always)]
    fn shocks<const N: usize>(&self, step: i32, numbers: &[u64; N]) -> Lanes<N> {
        normal_quantiles(&self.stream.at(step as u32).by_lane(numbers))
    }

    /// Draws the effect in the years `numbers`, one in each lane: appends to `factors` by scale and month the factor on
    /// values or odds.
    #[inline(always)]
    pub(super) fn draw<const N: usize>(&self, inputs: &[Lanes<N>], numbers: &[u64; N], factors: &mut Vec<Lanes<N>>) {
        let (sd, persistence) = (&inputs[self.sd.0], &inputs[self.persistence.0]);
        let per_year = f64::from(self.months) / 12.0;
        let kept = each(persistence, |of_year| if of_year == 1.0 { 1.0 } else { libm::pow(of_year, per_year) });
        let shock = each(
            (sd, &kept),
            |(sd, kept)| {
                if kept < 1.0 { sd * (1.0 - kept * kept).sqrt() } else { sd * per_year.sqrt() }
            },
        );
        // The value before the first step: as known, of the stationary distribution, or 0.
        let first = self.calendar.first().map_or(self.opening, |one| one.step);
        let mut at = if self.opens_at.is_some() { self.opening } else { first - 1 };
        let known = self.opens_at.map(|opens_at| each(&inputs[opens_at.0], ln));
        let (mut now, mut variance) = match known {
            Some(known) => (known, Lanes::ZERO),
            None => (
                each((sd, &kept, &self.shocks(at, numbers)), |(sd, kept, z)| if kept < 1.0 { sd * z } else { 0.0 }),
                each((sd, &kept), |(sd, kept)| if kept < 1.0 { sd * sd } else { 0.0 }),
            ),
        };
        let is_known = known.is_some();
        let (mut before, mut variance_before) = (now, variance);
        let mut course = Vec::with_capacity(self.calendar.len());
        for of_month in &self.calendar {
            while at < of_month.step {
                at += 1;
                (before, variance_before) = (now, variance);
                let has_moved = at > self.opening;
                update(
                    (&mut now, &mut variance),
                    (&kept, &shock, &self.shocks(at, numbers)),
                    |(now, variance), (kept, shock, z)| {
                        if kept < 1.0 {
                            *now = kept * *now + shock * z;
                            *variance = if is_known { kept * kept * *variance + shock * shock } else { *variance };
                        } else if has_moved {
                            *now += shock * z;
                            *variance += shock * shock;
                        }
                    },
                );
            }
            let phase = of_month.phase;
            if phase == 1.0 {
                course.push((now, variance));
            } else {
                let value = each((&before, &now), |(before, now)| before + (now - before) * phase);
                let spread = each((&variance_before, &variance, &kept), |(before, now, kept)| {
                    let rest = 1.0 - phase;
                    rest * rest * before + phase * phase * now + 2.0 * rest * phase * kept * before
                });
                course.push((value, spread));
            }
        }
        for (effect, _) in course.iter_mut().filter(|_| is_known) {
            *effect -= &known.unwrap_or(Lanes::ZERO);
        }
        for scale in &self.scales {
            scale.factors(&course, self.before, factors);
        }
    }
}

impl YearlyScale {
    /// Appends the factor in every month of the run, given the effect and its variance in the months before the start that
    /// count and in those of the run.
    #[inline(always)]
    fn factors<const N: usize>(&self, course: &[(Lanes<N>, Lanes<N>)], before: usize, factors: &mut Vec<Lanes<N>>) {
        let &Self { loading, of_odds } = self;
        let run = course[before..].iter();
        if before == 0 {
            factors.extend(run.map(|(effect, variance)| {
                each((effect, variance), |(effect, variance)| {
                    let half = if of_odds { 0.0 } else { 0.5 * loading * loading * variance };
                    exp(equations::between(loading * effect - half, -MOST, MOST))
                })
            }));
            return;
        }
        // The logarithm of the mean before the start, or for odds the mean of the logarithms. Exponents are taken relative to
        // the last one, so that none is out of range.
        let last = course[before - 1].0;
        let mut mean = Lanes::ZERO;
        for (effect, _) in &course[..before] {
            update(&mut mean, (effect, &last), |mean, (effect, last)| {
                let apart = equations::between(loading * (effect - last), -MOST, MOST);
                *mean += if of_odds { apart } else { exp(apart) } / before as f64;
            });
        }
        factors.extend(run.map(|(effect, _)| {
            each((effect, &last, &mean), |(effect, last, mean)| {
                let apart = loading * (effect - last) - if of_odds { mean } else { ln(mean) };
                exp(equations::between(apart, -MOST, MOST))
            })
        }));
    }
}
