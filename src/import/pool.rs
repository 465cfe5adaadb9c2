//! What the authority-years up to a census, taken together, say about the next one.
//!
//! A year's flows are no rates: much of what was high or low in them is the luck of that year. So what is expected of an
//! authority is what followed such years in all authorities. Nothing after the census enters.

use super::estimates::{least_squares, mean, spread, without_year};
use super::published::{AuthorityKey, AuthorityYear, PublishedFigure, PublishedFigures};

/// Smaller authorities change by chance more than by anything else, FTE.
pub(crate) const SMALLEST: f64 = 20.0;

/// Changes over one to this many years say how persistent an effect is; over more there are few.
const FURTHEST: i32 = 5;

/// The figures from which next year's flows are expected, per permanent FTE.
pub(crate) const LEVELS: [PublishedFigure; 4] =
    [PublishedFigure::Leavers, PublishedFigure::Starters, PublishedFigure::Vacancies, PublishedFigure::Agency];

/// A yearly effect: its standard deviation on the log or logit scale, and its persistence from one year to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FittedEffect {
    pub sd: f64,
    pub persistence: f64,
}

/// What is expected of next year's flow, per permanent FTE: a constant and a slope on each of [`LEVELS`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flow {
    pub constant: f64,
    pub slopes: [f64; LEVELS.len()],
}

impl Flow {
    /// The flow to expect in the year after a census, per permanent FTE.
    pub(crate) fn of(&self, now: &AuthorityYear) -> f64 {
        let terms = LEVELS.iter().zip(self.slopes).map(|(&level, slope)| slope * per_fte(now, level));
        self.constant + terms.sum::<f64>()
    }
}

/// What the authority-years up to a census say.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    /// Year of the last census that enters.
    pub until: i32,
    /// Numbers of authorities and of authority-years.
    pub authorities: usize,
    pub rows: usize,
    pub leavers: Flow,
    pub starters: Flow,
    /// Yearly growth of permanent staff; of these without a starter or a leaver; and of posts without more permanent staff,
    /// all as a share of permanent FTE.
    pub growth: f64,
    pub growth_of_hours: f64,
    pub growth_of_posts: f64,
    /// Posts for each permanent FTE more.
    pub follows: f64,
    /// Share of all vacancies that agency staff cover, and other agency FTE per permanent FTE.
    pub usual_cover: f64,
    pub usual_standing: f64,
    /// What an authority keeps for good of its own level of agency staff, as a share of the variance.
    pub kept: f64,
    /// Growth of open cases for each per cent that case holders, and that referrals, grow.
    pub cases_per_holder: f64,
    pub cases_per_referral: f64,
    /// Yearly effects on leaving, starters, hours, posts, agency staff and demand.
    pub effects: FittedEffects,
}

/// The yearly effects.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FittedEffects {
    pub leaving: FittedEffect,
    pub starters: FittedEffect,
    pub hours: FittedEffect,
    pub posts: FittedEffect,
    pub agency: FittedEffect,
    pub demand: FittedEffect,
    pub case_holders: FittedEffect,
}

/// Too few authority-years to say anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooFewYears;

/// The authority-years with those a year later, by column.
struct Pairs<'p> {
    now: Vec<&'p AuthorityYear>,
    next: Vec<Option<&'p AuthorityYear>>,
    years: Vec<i32>,
}

impl Pairs<'_> {
    fn column(&self, of: impl Fn(&AuthorityYear, Option<&AuthorityYear>) -> f64) -> Vec<f64> {
        self.now.iter().zip(&self.next).map(|(now, next)| of(now, *next)).collect()
    }

    /// Change to the next year, per permanent FTE.
    fn change(&self, of: impl Fn(&AuthorityYear) -> f64) -> Vec<f64> {
        self.column(|now, next| (next.map_or(f64::NAN, &of) - of(now)) / now.get(PublishedFigure::Permanent))
    }

    /// A flow of the next year, per permanent FTE.
    fn next(&self, flow: PublishedFigure) -> Vec<f64> {
        self.column(|now, next| next.map_or(f64::NAN, |next| next.get(flow)) / now.get(PublishedFigure::Permanent))
    }

    fn without_year(&self, values: &[f64]) -> Vec<f64> {
        without_year(values, &self.years)
    }
}

impl Pool {
    /// Pools the authority-years up to the census of `until`.
    ///
    /// # Errors
    /// [`TooFewYears`] if they do not determine everything.
    pub(crate) fn new(published: &PublishedFigures, until: i32) -> Result<Self, TooFewYears> {
        let is_large = |(_, row): &(&AuthorityKey, &AuthorityYear)| row.get(PublishedFigure::Permanent) >= SMALLEST;
        let panel: Vec<(&AuthorityKey, &AuthorityYear)> = published.until(until).filter(is_large).collect();
        let later = |(code, year): &AuthorityKey, years: i32| {
            let key = (code.clone(), year + years);
            panel.binary_search_by(|(other, _)| (*other).cmp(&key)).ok().map(|place| panel[place].1)
        };
        let pairs = Pairs {
            now: panel.iter().map(|(_, row)| *row).collect(),
            next: panel.iter().map(|(key, _)| later(key, 1)).collect(),
            years: panel.iter().map(|((_, year), _)| *year).collect(),
        };
        let (leavers, leaving) = expect(&pairs, PublishedFigure::Leavers)?;
        let (starters, starting) = expect(&pairs, PublishedFigure::Starters)?;
        // Changes of permanent staff without a starter or a leaver: hours, transfers, other posts counted. They stay.
        let net = pairs
            .next(PublishedFigure::Starters)
            .into_iter()
            .zip(pairs.next(PublishedFigure::Leavers))
            .map(|(one, other)| one - other);
        let permanent = pairs.change(|row| row.get(PublishedFigure::Permanent));
        let others: Vec<f64> = permanent.iter().zip(net).map(|(change, net)| change - net).collect();
        let hours = FittedEffect { sd: spread(&pairs.without_year(&others)), persistence: 1.0 };
        let line = least_squares(&pairs.change(AuthorityYear::posts), &[&permanent]).ok_or(TooFewYears)?;
        let (growth_of_posts, follows) = (line[0], line[1]);
        let (growth, growth_of_hours) = (mean(&permanent), mean(&others));
        let (usual_cover, usual_standing) = usual_agency(&panel);
        let agency_level = |row: &AuthorityYear| agency_level(row, usual_cover, usual_standing);
        let fit = |level: &dyn Fn(&AuthorityYear) -> f64| {
            let over = |years: i32| {
                let both = panel.iter().filter_map(|(key, now)| Some((key.1, *now, later(key, years)?)));
                let (of_year, changes): (Vec<i32>, Vec<f64>) =
                    both.map(|(year, now, later)| (year, level(later) - level(now))).unzip();
                spread(&without_year(&changes, &of_year))
            };
            let first = pairs.years.iter().min().copied().unwrap_or(until);
            effect_with_spreads((1..=FURTHEST.min(until - first)).map(over).collect())
        };
        let [cases, holders, referrals] =
            [PublishedFigure::Cases, PublishedFigure::CaseHolders, PublishedFigure::Referrals].map(|figure| {
                let later = pairs
                    .column(|now, next| libm::log(next.map_or(f64::NAN, |next| next.get(figure)) / now.get(figure)));
                pairs.without_year(&later)
            });
        let plane = least_squares(&cases, &[&holders, &referrals]).ok_or(TooFewYears)?;
        let (cases_per_holder, cases_per_referral) = (plane[1], plane[2]);
        let effects = FittedEffects {
            leaving,
            starters: starting,
            hours,
            posts: fit(&|row| libm::log(row.posts()) - follows * libm::log(row.get(PublishedFigure::Permanent)))?,
            agency: fit(&agency_level)?,
            demand: fit(&|row| libm::log(row.get(PublishedFigure::Referrals)))?,
            case_holders: fit(&|row| libm::log(row.case_holder_share()))?,
        };
        let levels: Vec<f64> = pairs.now.iter().map(|row| agency_level(row)).collect();
        let among = spread(&pairs.without_year(&levels));
        let kept = 1.0 - (effects.agency.sd / among) * (effects.agency.sd / among);
        let codes: std::collections::BTreeSet<&str> = panel.iter().map(|((code, _), _)| code.as_str()).collect();
        let pool = Self {
            until,
            authorities: codes.len(),
            rows: panel.len(),
            leavers,
            starters,
            growth,
            growth_of_hours,
            growth_of_posts,
            follows,
            usual_cover,
            usual_standing,
            kept: kept.max(0.0),
            cases_per_holder,
            cases_per_referral,
            effects,
        };
        let determined = [
            cases_per_holder,
            cases_per_referral,
            growth,
            growth_of_hours,
            growth_of_posts,
            follows,
            usual_cover,
            usual_standing,
            hours.sd,
            kept,
        ];
        if determined.iter().all(|value| value.is_finite()) { Ok(pool) } else { Err(TooFewYears) }
    }

    /// Logarithm of an authority's agency FTE as a multiple of the usual number for its vacancies and staff.
    pub(crate) fn agency_level(&self, row: &AuthorityYear) -> f64 {
        agency_level(row, self.usual_cover, self.usual_standing)
    }
}

/// A figure per permanent FTE.
pub(crate) fn per_fte(row: &AuthorityYear, figure: PublishedFigure) -> f64 {
    row.get(figure) / row.get(PublishedFigure::Permanent)
}

/// What is expected of a flow, and its yearly effect: what varies beyond that and beyond chance.
fn expect(pairs: &Pairs<'_>, flow: PublishedFigure) -> Result<(Flow, FittedEffect), TooFewYears> {
    let share = pairs.next(flow);
    let levels = LEVELS.map(|level| pairs.column(|now, _| per_fte(now, level)));
    let found = least_squares(&share, &levels.each_ref().map(Vec::as_slice)).ok_or(TooFewYears)?;
    let of = Flow { constant: found[0], slopes: [found[1], found[2], found[3], found[4]] };
    let rest: Vec<f64> = pairs.now.iter().zip(&share).map(|(now, share)| share - of.of(now)).collect();
    // The number of people has the variance of its mean: the model has that chance already.
    let heads = pairs.column(|now, _| now.get(PublishedFigure::PermanentHeads));
    let by_chance = mean(&share.iter().zip(heads).map(|(share, heads)| share / heads).collect::<Vec<_>>());
    let all = spread(&pairs.without_year(&rest));
    let own = (all * all - by_chance).max(0.0).sqrt();
    let sd = own / mean(&share);
    if sd.is_finite() { Ok((of, FittedEffect { sd, persistence: 0.0 })) } else { Err(TooFewYears) }
}

/// The effect whose changes over one, two ... years have these standard deviations: by least squares of their logarithms.
fn effect_with_spreads(spreads: Vec<f64>) -> Result<FittedEffect, TooFewYears> {
    let logs: Vec<f64> = spreads.into_iter().map(libm::log).collect();
    if logs.is_empty() || logs.iter().any(|log| !log.is_finite()) {
        return Err(TooFewYears);
    }
    let mut best: Option<(f64, FittedEffect)> = None;
    for hundredths in 0..100 {
        let persistence = f64::from(hundredths) / 100.0;
        // The variance of a change over h years is 2 sd^2 (1 - persistence^h).
        let mut power = 1.0;
        let apart: Vec<f64> = logs
            .iter()
            .map(|log| {
                power *= persistence;
                log - 0.5 * libm::log(2.0 * (1.0 - power))
            })
            .collect();
        let log_sd = mean(&apart);
        let error: f64 = apart.iter().map(|log| (log - log_sd) * (log - log_sd)).sum();
        if best.is_none_or(|(least, _)| error < least) {
            best = Some((error, FittedEffect { sd: libm::exp(log_sd), persistence }));
        }
    }
    best.map(|(_, effect)| effect).ok_or(TooFewYears)
}

/// Share of all vacancies that agency staff cover, and other agency FTE per permanent FTE.
fn usual_agency(panel: &[(&AuthorityKey, &AuthorityYear)]) -> (f64, f64) {
    const OF: [PublishedFigure; 4] =
        [PublishedFigure::Agency, PublishedFigure::AgencyCover, PublishedFigure::Vacancies, PublishedFigure::Permanent];
    let mut sums = [0.0; OF.len()];
    let is_known = |row: &AuthorityYear| OF.iter().all(|&figure| row.get(figure).is_finite());
    for (_, row) in panel.iter().filter(|(_, row)| is_known(row)) {
        for (sum, figure) in sums.iter_mut().zip(OF) {
            *sum += row.get(figure);
        }
    }
    let [agency, covering, vacancies, permanent] = sums;
    (covering / vacancies, (agency - covering) / permanent)
}

fn agency_level(row: &AuthorityYear, cover: f64, standing: f64) -> f64 {
    let usual = cover * row.get(PublishedFigure::Vacancies) + standing * row.get(PublishedFigure::Permanent);
    let level = libm::log(row.get(PublishedFigure::Agency) / usual);
    if level.is_finite() { level } else { f64::NAN }
}
