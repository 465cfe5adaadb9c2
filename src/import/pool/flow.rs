//! What is expected of a year's starters, leavers and other changes of staff.

use super::spread::SizeVariance;
use super::{AuthorityPanel, SMALLEST, TooFewYears, per_fte};
use crate::import::estimates::{least_squares, mean, without_outliers};
use crate::import::published::{AuthorityYear, PublishedFigure};

/// What a flow is expected from: a figure of an authority's censuses so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Regressor {
    /// Those who left in the year, per permanent FTE.
    Leavers,
    /// Those who started in the year, per permanent FTE.
    Starters,
    /// The mean of the leavers of every year so far.
    MeanLeavers,
    /// The mean of the starters of every year so far.
    MeanStarters,
    /// Vacancies per permanent FTE.
    Vacancies,
    /// The mean of the vacancies of every census so far.
    MeanVacancies,
    /// Agency FTE per permanent FTE.
    Agency,
    /// Logarithm of permanent FTE over [`USUAL_SIZE`].
    Size,
}

/// An authority of this size has no term for its size, FTE.
pub(crate) const USUAL_SIZE: f64 = 200.0;

impl Regressor {
    const ALL: [Self; 8] = [
        Self::Leavers,
        Self::Starters,
        Self::MeanLeavers,
        Self::MeanStarters,
        Self::Vacancies,
        Self::MeanVacancies,
        Self::Agency,
        Self::Size,
    ];

    /// Its value at the last of the censuses of an authority so far.
    fn of(self, censuses: &[&AuthorityYear]) -> f64 {
        let Some(now) = censuses.last() else { return f64::NAN };
        let so_far = |figure: PublishedFigure| {
            let large = censuses.iter().filter(|row| row.get(PublishedFigure::Permanent) >= SMALLEST);
            mean(&large.map(|row| per_fte(row, figure)).collect::<Vec<_>>())
        };
        match self {
            Self::Leavers => per_fte(now, PublishedFigure::Leavers),
            Self::Starters => per_fte(now, PublishedFigure::Starters),
            Self::MeanLeavers => so_far(PublishedFigure::Leavers),
            Self::MeanStarters => so_far(PublishedFigure::Starters),
            Self::Vacancies => per_fte(now, PublishedFigure::Vacancies),
            Self::MeanVacancies => so_far(PublishedFigure::Vacancies),
            Self::Agency => per_fte(now, PublishedFigure::Agency),
            Self::Size => libm::log(now.get(PublishedFigure::Permanent) / USUAL_SIZE),
        }
    }
}

/// Leavers: of the authority's own, the mean of all its censuses, because those of one year are mostly luck.
pub(super) const OF_LEAVERS: [Regressor; 5] =
    [Regressor::MeanLeavers, Regressor::MeanStarters, Regressor::Vacancies, Regressor::Agency, Regressor::Size];

/// Starters.
pub(super) const OF_STARTERS: [Regressor; 5] =
    [Regressor::Leavers, Regressor::Starters, Regressor::Vacancies, Regressor::Agency, Regressor::Size];

/// Growth of permanent staff: recruitment fills vacancies.
pub(super) const OF_GROWTH: [Regressor; 1] = [Regressor::Vacancies];

/// Changes without a starter or a leaver.
pub(super) const OF_OTHERS: [Regressor; 4] =
    [Regressor::Leavers, Regressor::Starters, Regressor::Vacancies, Regressor::Agency];

/// The value of every [`Regressor`] at a census.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FlowLevels([f64; Regressor::ALL.len()]);

impl FlowLevels {
    /// Those at the last of the censuses of an authority so far.
    pub(crate) fn of(censuses: &[&AuthorityYear]) -> Self {
        Self(Regressor::ALL.map(|regressor| regressor.of(censuses)))
    }

    pub(crate) fn get(&self, regressor: Regressor) -> f64 {
        self.0[regressor as usize]
    }
}

/// The first, second and third year after a census are expected apart, and later ones as the third.
pub(crate) const YEARS_APART: usize = 3;

/// With fewer years that end so many years after another, what is expected of the year before stands in.
const YEARS_NEEDED: usize = 2;

/// Least share of staff who start, or leave, in a year.
pub(crate) const LEAST_FLOW: f64 = 0.01;

/// The value, or the least if it is below that or missing.
fn at_least(least: f64, value: f64) -> f64 {
    if value > least { value } else { least }
}

/// What is expected of a flow in a later year, per permanent FTE: a constant and a slope on each regressor.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Flow {
    pub constant: f64,
    pub slopes: Vec<(Regressor, f64)>,
    /// Mean of the flows from which it is estimated, recoded years left out.
    pub mean: f64,
}

impl Flow {
    /// The flow to expect after a census, per permanent FTE.
    pub(crate) fn of(&self, now: &FlowLevels) -> f64 {
        self.constant + self.slopes.iter().map(|&(regressor, slope)| slope * now.get(regressor)).sum::<f64>()
    }
}

/// A flow of the first, the second and the third year, and what varies about the first beyond chance.
#[derive(Clone, Debug)]
pub(crate) struct ExpectedFlow {
    pub years: [Flow; YEARS_APART],
    /// Variance beyond chance: of a number of people as a share of what is expected, of another change per permanent FTE.
    pub variance: SizeVariance,
    /// What the first year's flows were less what was expected, in the same unit, by pair of years.
    errors: Vec<f64>,
}

/// The chance that the model has already.
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
    /// A variance for each person in post.
    fn variance(self, mean: f64) -> f64 {
        match self {
            Self::Absent => 0.0,
            Self::OfPeople => mean * (1.0 - mean),
            Self::OfArrivals => mean,
        }
    }

    /// What an error is measured in: a yearly effect on a number of people is in proportion to the number that is expected.
    fn unit(self, expected: f64) -> f64 {
        match self {
            Self::Absent => 1.0,
            Self::OfPeople | Self::OfArrivals => at_least(LEAST_FLOW, expected),
        }
    }
}

impl ExpectedFlow {
    /// Fits a flow that `of` computes from a census and the one a year before, per permanent FTE of the year before.
    pub(super) fn fit(
        panel: &AuthorityPanel<'_>,
        from: &[Regressor],
        of: impl Fn(&AuthorityYear, &AuthorityYear) -> f64,
        has: FlowChance,
    ) -> Result<Self, TooFewYears> {
        let mut years: Vec<Flow> = Vec::new();
        for ahead in 1..=YEARS_APART as i32 {
            let found = Self::year(panel, from, &of, ahead).map(|(flow, _)| flow);
            match found.or(years.last().cloned()) {
                Some(flow) => years.push(flow),
                None => return Err(TooFewYears),
            }
        }
        let (flow, rows) = Self::year(panel, from, &of, 1).ok_or(TooFewYears)?;
        let (mut errors, mut by_chance) = (Vec::new(), Vec::new());
        for ((levels, share), (now, _)) in rows.iter().zip(panel.pairs(1)) {
            let expected = flow.of(levels);
            let unit = has.unit(expected);
            errors.push((share - expected) / unit);
            by_chance.push(has.variance(unit) / (unit * unit * now.get(PublishedFigure::PermanentHeads)));
        }
        let variance = SizeVariance::fit(&errors, &by_chance, &panel.sizes(), &panel.years(1)).ok_or(TooFewYears)?;
        let years = years.try_into().map_err(|_| TooFewYears)?;
        Ok(Self { years, variance, errors })
    }

    /// How many more of this flow there are for each one more of another than is expected, both as shares of what is expected.
    pub(super) fn per_other(&self, other: &Self) -> f64 {
        let [own, others] = [self, other].map(|flow| without_outliers(flow.errors.clone()));
        least_squares(&own, &[&others]).map_or(0.0, |line| line[1])
    }

    /// What is expected so many years ahead, and the flows with the levels before them; `None` if too few are known.
    fn year(
        panel: &AuthorityPanel<'_>,
        from: &[Regressor],
        of: &impl Fn(&AuthorityYear, &AuthorityYear) -> f64,
        ahead: i32,
    ) -> Option<(Flow, Vec<(FlowLevels, f64)>)> {
        let (mut of_years, mut rows) = (Vec::new(), Vec::new());
        for (row, (code, year)) in panel.rows.iter().map(|(key, _)| key).enumerate() {
            if let (Some(before), Some(later)) = (panel.at(code, year + ahead - 1), panel.at(code, year + ahead)) {
                of_years.push(*year);
                rows.push((panel.levels[row], of(before, later)));
            }
        }
        of_years.sort_unstable();
        of_years.dedup();
        if ahead > 1 && of_years.len() < YEARS_NEEDED {
            return None;
        }
        let column = |regressor: &Regressor| rows.iter().map(|(now, _)| now.get(*regressor)).collect::<Vec<f64>>();
        let columns: Vec<Vec<f64>> = from.iter().map(column).collect();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let flow = |shares: &[f64]| {
            let found = least_squares(shares, &columns)?;
            let slopes = from.iter().copied().zip(found.iter().skip(1).copied()).collect();
            Some(Flow { constant: *found.first()?, slopes, mean: mean(shares) })
        };
        let shares: Vec<f64> = rows.iter().map(|(_, share)| *share).collect();
        let first = flow(&shares)?;
        let errors = without_outliers(rows.iter().map(|(now, share)| share - first.of(now)).collect());
        let without_recoded: Vec<f64> =
            shares.iter().zip(errors).map(|(share, error)| if error.is_nan() { f64::NAN } else { *share }).collect();
        Some((flow(&without_recoded)?, rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::published::PublishedFigures;

    const YEARS: std::ops::Range<i32> = 2017..2023;

    /// Forty authorities: an even one has a leaver in ten, an odd one two, by half more and by half less from year to year; all grow by 2% a
    /// year and by a tenth of their vacancies, of which each has its own share.
    fn published() -> PublishedFigures {
        use std::fmt::Write as _;
        let figures = PublishedFigure::ALL.map(PublishedFigure::column);
        let mut text = format!("time_period,geographic_level,new_la_code,la_name,{}\n", figures[..10].join(","));
        for authority in 0..40 {
            let vacant = f64::from(authority * 7 % 40) / 100.0;
            let mut permanent = 1e6 * f64::from(1 + authority % 3);
            for year in YEARS {
                let before = permanent / (1.02 + 0.1 * vacant);
                let luck = if (authority / 2 + year) % 2 == 0 { 1.5 } else { 0.5 };
                let leavers = 0.1 * f64::from(1 + authority % 2) * luck * before;
                let (starters, agency) = (0.1 * before, 0.01 * f64::from(authority * 3 % 11) * permanent);
                let _ = writeln!(
                    text,
                    "{year},Local authority,E{authority:08},Shire {authority},{permanent},{permanent},{starters},{leavers},{agency},{agency},{},\
                     {permanent},{permanent},3",
                    vacant * permanent,
                );
                permanent *= 1.02 + 0.1 * vacant;
            }
        }
        PublishedFigures::read(&[("workforce.csv".to_owned(), text.into_bytes())]).expect("a table")
    }

    fn leavers(before: &AuthorityYear, later: &AuthorityYear) -> f64 {
        later.get(PublishedFigure::Leavers) / before.get(PublishedFigure::Permanent)
    }

    fn growth(before: &AuthorityYear, later: &AuthorityYear) -> f64 {
        later.get(PublishedFigure::Permanent) / before.get(PublishedFigure::Permanent) - 1.0
    }

    #[test]
    fn growth_goes_with_vacancies_in_every_year() {
        let published = published();
        let panel = AuthorityPanel::new(&published, YEARS.end);
        let found = ExpectedFlow::fit(&panel, &OF_GROWTH, growth, FlowChance::Absent).expect("enough years");
        for flow in &found.years {
            let (_, slope) = flow.slopes[0];
            assert!((flow.constant - 0.02).abs() < 1e-6 && (slope - 0.1).abs() < 1e-6, "{flow:?}");
            assert!((flow.mean - 0.02 - 0.1 * 0.195).abs() < 1e-6, "{flow:?}");
        }
        // What is known at 2018 has one year of changes, which stands for the later ones.
        let early = AuthorityPanel::new(&published, 2018);
        let found = ExpectedFlow::fit(&early, &OF_GROWTH, growth, FlowChance::Absent).expect("a year");
        assert_eq!(found.years[0], found.years[2]);
    }

    #[test]
    fn own_means_are_of_the_censuses_so_far() {
        let published = published();
        let row = |year| published.at("E00000001", year).expect("a row");
        let censuses = [row(2017), row(2018), row(2019)];
        let mean_of = |known: usize| FlowLevels::of(&censuses[..known]).get(Regressor::MeanLeavers);
        let of = |known: usize| FlowLevels::of(&censuses[..known]).get(Regressor::Leavers);
        assert_eq!(mean_of(1), of(1));
        assert!((mean_of(3) - (of(1) + of(2) + of(3)) / 3.0).abs() < 1e-12);
        let panel = AuthorityPanel::new(&published, YEARS.end);
        let place = panel.rows.iter().position(|((code, year), _)| code == "E00000001" && *year == 2019);
        assert_eq!(panel.levels[place.expect("a row")], FlowLevels::of(&censuses));
    }

    #[test]
    fn an_effect_on_a_flow_is_a_share_of_it() {
        let published = published();
        let panel = AuthorityPanel::new(&published, YEARS.end);
        let from = [Regressor::MeanLeavers];
        let found = ExpectedFlow::fit(&panel, &from, leavers, FlowChance::OfPeople).expect("enough years");
        let in_points = ExpectedFlow::fit(&panel, &from, leavers, FlowChance::Absent).expect("enough years");
        // From a tenth to a fifth leave, so a share of what is expected is five to ten times as many points. Of sizes that the authorities
        // have: what would be beyond them is a guess.
        for fte in [1e6, 3e6] {
            let ratio = found.variance.sd(fte) / in_points.variance.sd(fte);
            assert!((5.0..10.0).contains(&ratio), "{fte}: {ratio}");
        }
    }
}
