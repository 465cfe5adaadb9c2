//! What an alternative saves, as finance officers read it: by financial year, cumulatively, and when it has paid for
//! itself.

use super::differences::Tally;
use crate::measures::{CostLine, Measure, SavingSide};
use crate::plan::Plan;
use crate::run::Samples;
use crate::scenario::{Breakdown, Series};
use crate::summary::Statistic;
use crate::summary::percentiles::percentiles;
use crate::summary::rank::Ranks;
use crate::units::{Month, Unit};

/// A line of the savings table. Positive is good: money saved, premium avoided, agency workers no longer needed; except
/// that [`SavingsLine::PlanCosts`] is spending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavingsLine {
    /// Reduction in permanent pay and agency spending, before the costs of the plan itself.
    Gross,
    /// Costs of the plan itself: recruitment, trainees, retention payments and costs of changes, less grants.
    PlanCosts,
    /// Gross saving less the costs of the plan, in money of the day.
    Net,
    /// Net saving at base-year prices.
    NetReal,
    /// Net saving in real terms, discounted.
    NetDiscounted,
    /// Reduction in agency spending.
    Agency,
    /// Reduction in what is paid above the cost of permanent staff in the same posts.
    AgencyPremium,
    /// Reduction in agency FTE, the mean of the months; cumulatively, FTE-years.
    AgencyFte,
}

impl SavingsLine {
    /// Every line, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Gross,
        Self::PlanCosts,
        Self::Net,
        Self::NetReal,
        Self::NetDiscounted,
        Self::Agency,
        Self::AgencyPremium,
        Self::AgencyFte,
    ];

    /// Identifier in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Gross => "gross_saving",
            Self::PlanCosts => "plan_costs",
            Self::Net => "net_saving",
            Self::NetReal => "net_saving_real",
            Self::NetDiscounted => "net_saving_discounted",
            Self::Agency => "agency_spend_saved",
            Self::AgencyPremium => "agency_premium_avoided",
            Self::AgencyFte => "agency_fte_displaced",
        }
    }

    /// Display name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Gross => "Gross saving",
            Self::PlanCosts => "Costs of the plan",
            Self::Net => "Net saving",
            Self::NetReal => "Net saving, real terms",
            Self::NetDiscounted => "Net saving, discounted",
            Self::Agency => "Agency spend saved",
            Self::AgencyPremium => "Agency premium avoided",
            Self::AgencyFte => "Agency FTE displaced",
        }
    }

    /// Display name for totals over several years, in which FTE become FTE-years.
    #[must_use]
    pub fn label_of_run(self) -> &'static str {
        if self == Self::AgencyFte { "Agency FTE-years displaced" } else { self.label() }
    }

    /// Unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        if self == Self::AgencyFte { Unit::Fte } else { Unit::Pounds }
    }

    /// Its components: series of the service, each with the sign applied to alternative less base.
    fn parts(self) -> Vec<(&'static str, Option<CostLine>, f64)> {
        let lines = |chosen: fn(CostLine) -> bool, sign: f64| {
            CostLine::ALL.into_iter().filter(|&line| chosen(line)).map(|line| ("cost", Some(line), sign)).collect()
        };
        match self {
            Self::Gross => lines(|line| line.side() == SavingSide::Gross, -1.0),
            Self::PlanCosts => lines(|line| line.side() == SavingSide::PlanCosts, 1.0),
            Self::Net => vec![("cost", None, -1.0)],
            Self::NetReal => vec![("cost_real", None, -1.0)],
            Self::NetDiscounted => vec![("cost_discounted", None, -1.0)],
            Self::Agency => lines(|line| line == CostLine::Agency, -1.0),
            Self::AgencyPremium => vec![("agency_premium", None, -1.0)],
            Self::AgencyFte => vec![("agency_fte", None, -1.0)],
        }
    }
}

/// The value of a line in a year, or cumulatively to its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Saving {
    /// Statistics over the replications.
    pub statistic: Statistic,
    /// Share of replications in which it is positive.
    pub p_positive: f64,
}

/// When an alternative has paid for itself: the month from which its cumulative saving stays above its cumulative cost
/// until the end of the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payback {
    /// Whether there is an outlay to pay back: at the end of some month the plan's mean cumulative cost exceeds that of
    /// the base by more than two standard errors.
    pub has_outlay: bool,
    /// Share of replications in which it pays back within the run.
    pub p_within: f64,
    /// The 10th percentile, the median and the 90th percentile over all replications; `None` if beyond the end of the
    /// run.
    pub months: [Option<Month>; 3],
}

/// Displacement explains a saving if each displaced FTE-year saves between half and twice the cost of an agency
/// FTE-year in the base, and costs between half and twice the pay of a permanent FTE-year there. Cheaper agency staff
/// save money without displacing anybody, and filling vacancies adds pay without displacing anybody: dividing such
/// amounts by whatever happens to be displaced would be meaningless.
const UNITS_OF_DISPLACEMENT: (f64, f64) = (0.5, 2.0);

/// Minimum outlay in pounds: smaller amounts are within single-precision error.
const MIN_OUTLAY: f64 = 1.0;

/// Minimum displaced agency FTE-years for which a cost per FTE-year is reported.
const MIN_DISPLACED: f64 = 1.0;

/// The savings of an alternative against the base.
#[derive(Clone, Debug)]
pub struct Savings {
    /// By line of [`SavingsLine::ALL`], then financial year: the value in that year.
    pub years: Vec<Vec<Saving>>,
    /// By line, then financial year: the cumulative value to its end.
    pub cumulative: Vec<Vec<Saving>>,
    /// When it has paid for itself, in money of the day.
    pub payback: Payback,
    /// Mean net saving over the run in the worst tenth of replications.
    pub worst_tenth: f64,
    /// Standard error that the mean net saving over the run would have if the two plans were independent, from their
    /// variances.
    pub error_apart: f64,
    /// By financial year, from the start to its end: additional spending on permanent pay and the plan's own costs per
    /// displaced agency FTE-year, as the ratio of the means. `None` if less than one FTE-year is displaced, or if
    /// displacement does not explain the saving and spending: each FTE-year must save and cost between half and twice
    /// what one costs in the base.
    pub cost_per_agency_fte: Vec<Option<f64>>,
}

impl Savings {
    pub(super) fn new(base: &Plan, base_samples: &Samples, other: &Plan, other_samples: &Samples) -> Self {
        let pair = SavingPair { base, base_samples, other, other_samples };
        let mut ranks = Ranks::new();
        let (mut years, mut cumulative, mut net) = (Vec::new(), Vec::new(), Vec::new());
        for line in SavingsLine::ALL {
            let by_year = pair.line(line);
            let mut sum = vec![0.0; by_year[0].values.len()];
            let mut mean = 0.0;
            let mut up_to = Vec::new();
            for (year, one) in by_year.iter().enumerate() {
                // The sum of a stock over years is in FTE-years: partial years count in proportion.
                let weight =
                    if line == SavingsLine::AgencyFte { base.calendar.months_covered(year) as f64 / 12.0 } else { 1.0 };
                sum.iter_mut().zip(&one.values).for_each(|(sum, value)| *sum += weight * value);
                mean += weight * one.mean;
                up_to.push(saving(&sum, mean, &mut ranks));
            }
            years.push(by_year.iter().map(|one| saving(&one.values, one.mean, &mut ranks)).collect());
            cumulative.push(up_to);
            if line == SavingsLine::Net {
                net = sum;
            }
        }
        let cost_per_agency_fte = pair.ratios(&cumulative);
        let error_apart = pair.error_apart();
        let worst_tenth = worst_tenth(net);
        Self { years, cumulative, payback: pair.payback(), worst_tenth, error_apart, cost_per_agency_fte }
    }

    /// A line over the whole run.
    #[must_use]
    pub fn whole(&self, line: SavingsLine) -> Option<&Saving> {
        self.cumulative[line as usize].last()
    }
}

fn saving(values: &[f64], mean: f64, ranks: &mut Ranks) -> Saving {
    let single: Vec<f32> = values.iter().map(|&value| value as f32).collect();
    let Tally { error: mc_error, above, .. } = Tally::of(&single);
    let n = values.len();
    let statistic = Statistic { n_defined: n as u64, mean, percentiles: percentiles(&single, ranks), mc_error };
    Saving { statistic, p_positive: above as f64 / n as f64 }
}

/// The mean of the lowest tenth of `values`, at least one of them; `values` must not be empty.
fn worst_tenth(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let tenth = values.len().div_ceil(10).max(1);
    values[..tenth.min(values.len())].iter().sum::<f64>() / tenth as f64
}

/// Two plans with the stored values of their runs.
struct SavingPair<'a> {
    base: &'a Plan,
    base_samples: &'a Samples,
    other: &'a Plan,
    other_samples: &'a Samples,
}

/// A line in one year: by replication, and its mean in full precision.
struct YearSaving {
    values: Vec<f64>,
    mean: f64,
}

impl SavingPair<'_> {
    fn line(&self, line: SavingsLine) -> Vec<YearSaving> {
        let years = self.base_samples.layout.years;
        let replications = self.base_samples.replications as usize;
        let each = |year: usize| {
            let mut of_year = YearSaving { values: vec![0.0; replications], mean: 0.0 };
            for (measure, cost_line, sign) in line.parts() {
                self.add(measure, cost_line, sign, year, &mut of_year);
            }
            of_year
        };
        (0..years).map(each).collect()
    }

    /// Adds alternative less base of a series of the service in a year, times `sign`.
    fn add(&self, measure: &str, line: Option<CostLine>, sign: f64, year: usize, to: &mut YearSaving) {
        let mut scratch = Vec::new();
        let sides = [(self.base, self.base_samples, -sign), (self.other, self.other_samples, sign)];
        for (plan, samples, sign) in sides {
            let Some(series) = place(plan, measure, line) else { continue };
            let cell = samples.layout.year(year, series);
            samples.raw(cell, &mut scratch);
            to.values.iter_mut().zip(&scratch).for_each(|(sum, &value)| *sum += sign * f64::from(value));
            to.mean += sign * samples.moments[cell].mean;
        }
    }

    /// By financial year, from the start to its end: the cost per displaced agency FTE-year, if displacement explains
    /// it.
    fn ratios(&self, cumulative: &[Vec<Saving>]) -> Vec<Option<f64>> {
        let so_far = |line: SavingsLine, year: usize| &cumulative[line as usize][year].statistic;
        let explains = |value: f64, unit: f64| {
            let (least, most) = UNITS_OF_DISPLACEMENT;
            value >= least * unit && value <= most * unit
        };
        let ratio = |year: usize| {
            let displaced = so_far(SavingsLine::AgencyFte, year);
            if displaced.mean < MIN_DISPLACED || displaced.mean <= 2.0 * displaced.mc_error {
                return None;
            }
            let saved = so_far(SavingsLine::Agency, year).mean;
            // Additional spending other than on agency staff: the agency spend saved less the net saving.
            let spent = saved - so_far(SavingsLine::Net, year).mean;
            let [agency, permanent] = self.costs_of_an_fte_year(year)?;
            let is_explained = explains(saved / displaced.mean, agency) && explains(spent / displaced.mean, permanent);
            is_explained.then(|| spent / displaced.mean)
        };
        (0..cumulative[0].len()).map(ratio).collect()
    }

    /// Mean cost in the base of an agency FTE-year and of a permanent FTE-year, from the start to the end of a year.
    fn costs_of_an_fte_year(&self, year: usize) -> Option<[f64; 2]> {
        let mean = |measure: &str, line: Option<CostLine>| {
            let series = place(self.base, measure, line)?;
            let weight = |year: usize| match line {
                // Partial years count in proportion for a stock.
                None => self.base.calendar.months_covered(year) as f64 / 12.0,
                Some(_) => 1.0,
            };
            let cell = |year: usize| self.base_samples.layout.year(year, series);
            Some((0..=year).map(|year| weight(year) * self.base_samples.moments[cell(year)].mean).sum::<f64>())
        };
        Some([
            mean("cost", Some(CostLine::Agency))? / mean("agency_fte", None)?,
            mean("cost", Some(CostLine::PermanentPay))? / mean("permanent_fte", None)?,
        ])
    }

    fn error_apart(&self) -> f64 {
        let error = |plan: &Plan, samples: &Samples| {
            let mut sum = vec![0.0_f32; samples.replications as usize];
            let mut scratch = Vec::new();
            for year in 0..samples.layout.years {
                let Some(series) = place(plan, "cost", None) else { return 0.0 };
                samples.raw(samples.layout.year(year, series), &mut scratch);
                sum.iter_mut().zip(&scratch).for_each(|(sum, value)| *sum += value);
            }
            Tally::of(&sum).error
        };
        let (here, there) = (error(self.base, self.base_samples), error(self.other, self.other_samples));
        (here * here + there * there).sqrt()
    }

    fn payback(&self) -> Payback {
        let (replications, months) = (self.base_samples.replications as usize, self.base_samples.layout.months);
        let mut saved = vec![0.0_f64; replications];
        // By replication, the month from which the cumulative saving stays above the cost.
        let mut since: Vec<Option<usize>> = vec![None; replications];
        let (mut here, mut there) = (Vec::new(), Vec::new());
        let places = place(self.base, "cost", None).zip(place(self.other, "cost", None));
        let mut has_outlay = false;
        for month in 0..months {
            let Some((base, other)) = places else { break };
            self.base_samples.raw(self.base_samples.layout.month(month, base), &mut here);
            self.other_samples.raw(self.other_samples.layout.month(month, other), &mut there);
            for (index, (&base, &other)) in here.iter().zip(&there).enumerate() {
                saved[index] += f64::from(base) - f64::from(other);
                since[index] = if saved[index] > 0.0 { since[index].or(Some(month)) } else { None };
            }
            let so_far: Vec<f32> = saved.iter().map(|&saved| saved as f32).collect();
            let Tally { mean, error, .. } = Tally::of(&so_far);
            has_outlay |= mean < -MIN_OUTLAY && mean < -2.0 * error;
        }
        let within = since.iter().flatten().count();
        let mut order: Vec<usize> = since.iter().map(|month| month.unwrap_or(usize::MAX)).collect();
        order.sort_unstable();
        let at = |percent: usize| {
            let month = order[(order.len() - 1) * percent / 100];
            (month < months).then(|| self.base.calendar.month(month as i32))
        };
        Payback { has_outlay, p_within: within as f64 / replications as f64, months: [at(10), at(50), at(90)] }
    }
}

/// Index of a series of the service in a plan.
fn place(plan: &Plan, measure: &str, line: Option<CostLine>) -> Option<usize> {
    let series = Series { measure: Measure::find(measure)?, team: None, of: line.map(Breakdown::Line) };
    plan.series.iter().position(|one| one.series == series)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_tenth_saves_least() {
        // 20 replications save between -£9,000 and +£10,000: the two worst lose £9,000 and £8,000, the two best gain
        // £9,500 on average.
        let shuffled = (0..20).map(|n| f64::from((n * 7) % 20 - 9) * 1_000.0).collect();
        assert_eq!(worst_tenth(shuffled), -8_500.0);
    }

    #[test]
    fn a_tenth_is_rounded_up_to_at_least_one() {
        assert_eq!(worst_tenth((0..11).map(f64::from).collect()), 0.5);
        assert_eq!(worst_tenth(vec![3.0, 1.0, 2.0]), 1.0);
        assert_eq!(worst_tenth(vec![5.0]), 5.0);
    }
}
