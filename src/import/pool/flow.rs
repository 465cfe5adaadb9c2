//! What is expected of a year's starters, leavers and other changes of staff.

use super::spread::SizeVariance;
use super::{AuthorityPanel, TooFewYears, per_fte};
use crate::import::estimates::{least_squares, mean, without_outliers};
use crate::import::published::{AuthorityYear, PublishedFigure};

/// The regressors from which flows are expected, per permanent FTE.
pub(crate) const REGRESSORS: [PublishedFigure; 4] =
    [PublishedFigure::Leavers, PublishedFigure::Starters, PublishedFigure::Vacancies, PublishedFigure::Agency];

/// The first, second and third year after a census are expected apart, and later ones as the third.
pub(crate) const YEARS_APART: usize = 3;

/// With fewer years that end so many years after another, what is expected of the year before stands in.
const YEARS_NEEDED: usize = 2;

/// What is expected of a flow in a later year, per permanent FTE: a constant and a slope on each of [`REGRESSORS`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flow {
    pub constant: f64,
    pub slopes: [f64; REGRESSORS.len()],
}

impl Flow {
    /// The flow to expect after a census, per permanent FTE.
    pub(crate) fn of(&self, now: &AuthorityYear) -> f64 {
        let terms = REGRESSORS.iter().zip(self.slopes).map(|(&level, slope)| slope * per_fte(now, level));
        self.constant + terms.sum::<f64>()
    }
}

/// A flow of the first, the second and the third year, and what varies about the first beyond chance.
#[derive(Clone, Debug)]
pub(crate) struct ExpectedFlow {
    pub years: [Flow; YEARS_APART],
    /// Mean, per permanent FTE.
    pub mean: f64,
    /// Variance beyond chance.
    pub variance: SizeVariance,
    /// What the first year's flows were less what was expected, by pair of years.
    errors: Vec<f64>,
}

/// The chance that the model has already, as a variance for each person in post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FlowChance {
    /// None: it is not a number of people.
    Absent,
    /// Each person leaves or stays.
    OfPeople,
    /// People arrive one by one.
    OfArrivals,
}

impl FlowChance {
    fn variance(self, mean: f64) -> f64 {
        match self {
            Self::Absent => 0.0,
            Self::OfPeople => mean * (1.0 - mean),
            Self::OfArrivals => mean,
        }
    }
}

impl ExpectedFlow {
    /// Fits a flow that `of` computes from a census and the one a year before, per permanent FTE of the year before.
    pub(super) fn fit(
        panel: &AuthorityPanel<'_>,
        of: impl Fn(&AuthorityYear, &AuthorityYear) -> f64,
        has: FlowChance,
    ) -> Result<Self, TooFewYears> {
        let mut years: Vec<Flow> = Vec::new();
        for ahead in 1..=YEARS_APART as i32 {
            let found = Self::year(panel, &of, ahead).map(|(flow, _)| flow);
            match found.or(years.last().copied()) {
                Some(flow) => years.push(flow),
                None => return Err(TooFewYears),
            }
        }
        let (flow, shares) = Self::year(panel, &of, 1).ok_or(TooFewYears)?;
        let errors: Vec<f64> = panel.pairs(1).zip(&shares).map(|((now, _), share)| share - flow.of(now)).collect();
        let of_mean = mean(&shares);
        let chance = |(now, _): (&AuthorityYear, &AuthorityYear)| {
            has.variance(of_mean) / now.get(PublishedFigure::PermanentHeads)
        };
        let by_chance: Vec<f64> = panel.pairs(1).map(chance).collect();
        let variance = SizeVariance::fit(&errors, &by_chance, &panel.sizes(), &panel.years(1)).ok_or(TooFewYears)?;
        let years = [0, 1, 2].map(|year| years[year]);
        Ok(Self { years, mean: of_mean, variance, errors })
    }

    /// How many more of this flow there are for each one more of another than is expected, per permanent FTE.
    pub(super) fn per_other(&self, other: &Self) -> f64 {
        let [own, others] = [self, other].map(|flow| without_outliers(flow.errors.clone()));
        least_squares(&own, &[&others]).map_or(0.0, |line| line[1])
    }

    /// What is expected so many years ahead, and the flows; `None` if too few are known.
    fn year(
        panel: &AuthorityPanel<'_>,
        of: &impl Fn(&AuthorityYear, &AuthorityYear) -> f64,
        ahead: i32,
    ) -> Option<(Flow, Vec<f64>)> {
        let rows: Vec<(i32, &AuthorityYear, f64)> = panel
            .rows
            .iter()
            .filter_map(|((code, year), now)| {
                let (before, later) = (panel.at(code, year + ahead - 1)?, panel.at(code, year + ahead)?);
                Some((*year, *now, of(before, later)))
            })
            .collect();
        let mut of_years: Vec<i32> = rows.iter().map(|(year, _, _)| *year).collect();
        of_years.dedup();
        of_years.sort_unstable();
        of_years.dedup();
        if ahead > 1 && of_years.len() < YEARS_NEEDED {
            return None;
        }
        let levels = REGRESSORS.map(|level| rows.iter().map(|(_, now, _)| per_fte(now, level)).collect::<Vec<f64>>());
        let columns = levels.each_ref().map(Vec::as_slice);
        let shares: Vec<f64> = rows.iter().map(|(_, _, share)| *share).collect();
        let flow = |shares: &[f64]| {
            let found = least_squares(shares, &columns)?;
            Some(Flow { constant: found[0], slopes: [found[1], found[2], found[3], found[4]] })
        };
        let first = flow(&shares)?;
        let error = |(place, (_, now, _)): (usize, &(i32, &AuthorityYear, f64))| shares[place] - first.of(now);
        let errors: Vec<f64> = rows.iter().enumerate().map(error).collect();
        let errors = without_outliers(errors);
        let without_recoded: Vec<f64> =
            shares.iter().zip(errors).map(|(share, error)| if error.is_nan() { f64::NAN } else { *share }).collect();
        Some((flow(&without_recoded)?, shares))
    }
}
