//! What an alternative saves, as finance reads it: by financial year and added up, and when it has paid for itself.

use super::differences::Tally;
use crate::measures::{CostLine, Measure, SavingSide};
use crate::plan::Plan;
use crate::run::Samples;
use crate::scenario::{Breakdown, Series};
use crate::summary::Statistic;
use crate::summary::percentiles::percentiles;
use crate::summary::rank::Ranks;
use crate::units::{Month, Unit};

/// A line of the savings table. Positive is good: money saved, premium avoided, agency workers no longer needed; but
/// [`SavingsLine::PlanCosts`] is what is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavingsLine {
    /// Less spent on permanent pay and agency staff, before what the plan itself costs.
    Gross,
    /// What the plan itself costs: recruitment, trainees, retention payments, costs of changes, less grants.
    PlanCosts,
    /// Gross saving less the costs of the plan, in the money of the day.
    Net,
    /// The same at the prices of the base year.
    NetReal,
    /// The same, discounted.
    NetDiscounted,
    /// Less spent on agency staff.
    Agency,
    /// Less paid above what permanent staff would cost in the same posts.
    AgencyPremium,
    /// Agency FTE no longer in post, the mean of the months; added up, FTE-years.
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

    /// The line's name in files.
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

    /// The line's name for people.
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

    /// The same over several years, in which FTE become FTE-years.
    #[must_use]
    pub fn label_of_run(self) -> &'static str {
        if self == Self::AgencyFte { "Agency FTE-years displaced" } else { self.label() }
    }

    /// What it counts.
    #[must_use]
    pub fn unit(self) -> Unit {
        if self == Self::AgencyFte { Unit::Fte } else { Unit::Pounds }
    }

    /// What it is made of: series of the service, each counted with its sign as alternative less base.
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

/// What a line comes to in a year, or up to its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Saving {
    /// Over the replications.
    pub statistic: Statistic,
    /// Share of replications in which it is above zero.
    pub p_positive: f64,
}

/// When an alternative has paid for itself: the month from whose end on it has saved more than it cost, to the end of the
/// run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payback {
    /// Whether there is anything to pay back: at the end of some month the plan has cost more than the base in the mean, by
    /// more than two standard errors.
    pub has_outlay: bool,
    /// Share of replications in which it does within the run.
    pub p_within: f64,
    /// The 10th percentile, the median and the 90th percentile over all replications; `None` where it is not within the
    /// run.
    pub months: [Option<Month>; 3],
}

/// Displacement explains a saving where an FTE-year displaced saves between half of and twice what an agency FTE-year costs
/// in the base, and costs between half of and twice what a permanent FTE-year is paid there. A lower price of agency staff
/// saves without displacing anybody, and filling vacancies costs pay without it: to divide those by what happens to be
/// displaced says nothing.
const UNITS_OF_DISPLACEMENT: (f64, f64) = (0.5, 2.0);

/// The least that counts as an outlay, pounds: below it is what single precision loses.
const MIN_OUTLAY: f64 = 1.0;

/// Fewest agency FTE-years displaced of which a cost for each is told.
const MIN_DISPLACED: f64 = 1.0;

/// What an alternative saves against the base.
#[derive(Clone, Debug)]
pub struct Savings {
    /// By line of [`SavingsLine::ALL`], then financial year: in that year.
    pub years: Vec<Vec<Saving>>,
    /// By line, then financial year: from the start to its end.
    pub cumulative: Vec<Vec<Saving>>,
    /// When it has paid for itself, in the money of the day.
    pub payback: Payback,
    /// Mean net saving over the run in the worst tenth of futures.
    pub worst_tenth: f64,
    /// The standard error that the mean net saving over the run would have if the two plans had nothing to do with each
    /// other: from their two variances.
    pub error_apart: f64,
    /// By financial year, from the start to its end: what is spent more on permanent pay and the plan's own costs for each
    /// agency FTE-year displaced, as the ratio of the means; `None` where less than one is displaced, or displacement does not
    /// explain what is saved and spent: each FTE-year saves and costs between half of and twice what one costs in the base.
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
                // A stock's sum over years is in FTE-years: years of a part count as that part.
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

/// The mean of the lowest tenth of some values, of one at least.
fn worst_tenth(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let tenth = values.len().div_ceil(10).max(1);
    values[..tenth.min(values.len())].iter().sum::<f64>() / tenth as f64
}

/// Two plans and all that was kept of their runs.
struct SavingPair<'a> {
    base: &'a Plan,
    base_samples: &'a Samples,
    other: &'a Plan,
    other_samples: &'a Samples,
}

/// A line in one year: by replication, and its mean in full.
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

    /// Adds what alternative less base comes to of a service's series in a year, times `sign`.
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

    /// By financial year, from the start to its end: what each agency FTE-year displaced costs, where displacement explains it.
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
            // All that is spent more but on agency staff: the net saving is the agency spend saved less that.
            let spent = saved - so_far(SavingsLine::Net, year).mean;
            let [agency, permanent] = self.costs_of_an_fte_year(year)?;
            let is_explained = explains(saved / displaced.mean, agency) && explains(spent / displaced.mean, permanent);
            is_explained.then(|| spent / displaced.mean)
        };
        (0..cumulative[0].len()).map(ratio).collect()
    }

    /// What an agency FTE-year and a permanent one cost in the base, from the start to the end of a year: in the mean.
    fn costs_of_an_fte_year(&self, year: usize) -> Option<[f64; 2]> {
        let mean = |measure: &str, line: Option<CostLine>| {
            let series = place(self.base, measure, line)?;
            let weight = |year: usize| match line {
                // A stock's years of a part count as that part.
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
        // By replication, the month from which on it has saved more than it cost.
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

/// Where a series of the service stands in a plan.
fn place(plan: &Plan, measure: &str, line: Option<CostLine>) -> Option<usize> {
    let series = Series { measure: Measure::find(measure)?, team: None, of: line.map(Breakdown::Line) };
    plan.series().iter().position(|one| one.series == series)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_tenth_are_the_futures_that_save_least() {
        // 20 futures save from -£9,000 to +£10,000: the two worst lose £9,000 and £8,000, the two best gain £9,500 on average.
        let shuffled = (0..20).map(|n| f64::from((n * 7) % 20 - 9) * 1_000.0).collect();
        assert_eq!(worst_tenth(shuffled), -8_500.0);
    }

    #[test]
    fn a_tenth_of_some_futures_is_rounded_up_and_one_at_least() {
        assert_eq!(worst_tenth((0..11).map(f64::from).collect()), 0.5);
        assert_eq!(worst_tenth(vec![3.0, 1.0, 2.0]), 1.0);
        assert_eq!(worst_tenth(vec![5.0]), 5.0);
    }
}
