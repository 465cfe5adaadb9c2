//! What the authority-years up to a census, taken together, say about the next ones.
//!
//! A year's flows are no rates: much of what was high or low in them is the luck of that year. So what is expected of an
//! authority is what followed such years in all authorities ([`flow`]), and of its own levels only what lasts in others is kept
//! ([`level`]). What varies beyond that depends on size ([`spread`]). Nothing after the census enters.

mod drift;
mod flow;
mod level;
mod spread;

pub(crate) use drift::FittedDrift;
use flow::FlowChance;
pub(crate) use flow::{ExpectedFlow, Flow, FlowLevels, LEAST_FLOW, Regressor, USUAL_SIZE, YEARS_APART};
pub(crate) use level::FittedLevel;

use super::estimates::{least_squares, mean, without_outliers, without_year, year_means};
use super::published::{AuthorityKey, AuthorityYear, PublishedFigure, PublishedFigures};
use PublishedFigure::{Agency, CaseHolders, Cases, Leavers, Permanent, Referrals, Starters, Vacancies};

/// Smaller authorities change by chance more than by anything else, FTE.
pub(crate) const SMALLEST: f64 = 20.0;

/// Changes over one to this many years say how lasting something is; over more there are few.
const FURTHEST: i32 = 5;

/// What the authority-years up to a census say.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    /// Year of the last census that enters.
    pub until: i32,
    /// Numbers of authorities and of authority-years.
    pub authorities: usize,
    pub rows: usize,
    pub leavers: ExpectedFlow,
    pub starters: ExpectedFlow,
    /// Leavers more than expected for starters more than expected, both as shares of what is expected.
    pub leavers_per_starter: f64,
    /// Changes of permanent staff without a starter or a leaver: hours, transfers, other posts counted. They stay.
    pub others: ExpectedFlow,
    /// Growth of permanent staff: what an authority's vacancies say of it.
    pub growth: ExpectedFlow,
    /// Yearly growth of permanent staff in all authorities, as a share of permanent FTE.
    pub later_growth: f64,
    /// Per cent by which vacancies fall with 1% more permanent FTE.
    pub vacancy_elasticity: f64,
    /// Agency FTE for each vacancy more, and other agency FTE per permanent FTE.
    pub pooled_cover: f64,
    pub pooled_standing: f64,
    /// Growth of open cases for each per cent that staff, and that referrals, grow.
    pub cases_per_staff: f64,
    pub cases_per_referral: f64,
    /// Logarithms of agency FTE over the usual number, of vacancies over permanent FTE, and of cases over case holders.
    pub agency: FittedLevel,
    pub vacancies: FittedLevel,
    pub caseload: FittedLevel,
    /// Logarithm of referrals.
    pub referrals: FittedDrift,
}

/// Too few authority-years to say anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooFewYears;

/// The authority-years that are large enough, in order.
pub(crate) struct AuthorityPanel<'p> {
    rows: Vec<(&'p AuthorityKey, &'p AuthorityYear)>,
    /// What flows are expected from, at each.
    levels: Vec<FlowLevels>,
}

impl<'p> AuthorityPanel<'p> {
    fn new(published: &'p PublishedFigures, until: i32) -> Self {
        let is_large = |(_, row): &(&AuthorityKey, &AuthorityYear)| row.get(Permanent) >= SMALLEST;
        let rows: Vec<(&AuthorityKey, &AuthorityYear)> = published.until(until).filter(is_large).collect();
        let mut levels = Vec::with_capacity(rows.len());
        for of_one in rows.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
            let censuses: Vec<&AuthorityYear> = of_one.iter().map(|(_, row)| *row).collect();
            levels.extend((1..=censuses.len()).map(|known| FlowLevels::of(&censuses[..known])));
        }
        Self { rows, levels }
    }

    fn at(&self, code: &str, year: i32) -> Option<&'p AuthorityYear> {
        let place = self.rows.binary_search_by(|((of, at), _)| (of.as_str(), *at).cmp(&(code, year)));
        place.ok().map(|place| self.rows[place].1)
    }

    /// Each authority-year with that of so many years later.
    fn pairs(&self, years: i32) -> impl Iterator<Item = (&'p AuthorityYear, &'p AuthorityYear)> {
        self.rows.iter().filter_map(move |((code, year), now)| Some((*now, self.at(code, year + years)?)))
    }

    /// The first year of each pair so many years apart.
    fn years(&self, years: i32) -> Vec<i32> {
        let has_later = |((code, year), _): &&(&AuthorityKey, &AuthorityYear)| self.at(code, year + years).is_some();
        self.rows.iter().filter(has_later).map(|((_, year), _)| *year).collect()
    }

    /// Permanent FTE at the first year of each pair a year apart.
    fn sizes(&self) -> Vec<f64> {
        self.pairs(1).map(|(now, _)| now.get(Permanent)).collect()
    }

    /// Usual vacancies at the first year of each pair a year apart, FTE.
    fn usual_vacancies(&self) -> Vec<f64> {
        let rows = self.rows.iter().zip(&self.levels);
        let of_pairs = rows.filter(|(((code, year), _), _)| self.at(code, year + 1).is_some());
        of_pairs.map(|((_, now), levels)| usual_vacancies(levels, now)).collect()
    }
}

impl Pool {
    /// Pools the authority-years up to the census of `until`.
    ///
    /// # Errors
    /// [`TooFewYears`] if they do not determine everything.
    pub(crate) fn new(published: &PublishedFigures, until: i32) -> Result<Self, TooFewYears> {
        let panel = AuthorityPanel::new(published, until);
        let flow = |of: PublishedFigure, from: &[Regressor], chance: FlowChance| {
            let share = move |before: &AuthorityYear, later: &AuthorityYear| later.get(of) / before.get(Permanent);
            ExpectedFlow::fit(&panel, from, share, chance)
        };
        let growth = |before: &AuthorityYear, later: &AuthorityYear| {
            (later.get(Permanent) - before.get(Permanent)) / before.get(Permanent)
        };
        let others = |before: &AuthorityYear, later: &AuthorityYear| {
            growth(before, later) - (later.get(Starters) - later.get(Leavers)) / before.get(Permanent)
        };
        let column = |of: &dyn Fn(&AuthorityYear, &AuthorityYear) -> f64| {
            panel.pairs(1).map(|(now, later)| of(now, later)).collect::<Vec<f64>>()
        };
        let permanent = without_outliers(column(&growth));
        let vacancy_elasticity = vacancy_elasticity(&panel).ok_or(TooFewYears)?;
        let log_change = |of: &dyn Fn(&AuthorityYear) -> f64| {
            without_outliers(column(&|now, later| known(libm::log(of(later) / of(now)))))
        };
        let [cases, staff, holders, referrals] = [
            log_change(&|row| row.get(Cases)),
            log_change(&AuthorityYear::staff),
            log_change(&|row| row.get(CaseHolders) / row.staff()),
            log_change(&|row| row.get(Referrals)),
        ];
        let plane = least_squares(&cases, &[&staff, &holders, &referrals]).ok_or(TooFewYears)?;
        let (pooled_cover, pooled_standing) = pooled_agency(&panel).ok_or(TooFewYears)?;
        let sizes = panel.sizes();
        let level = |of: &dyn Fn(&AuthorityYear) -> f64, other: &dyn Fn(&AuthorityYear) -> f64, sizes: &[f64]| {
            FittedLevel::fit(&panel, of, other, sizes).ok_or(TooFewYears)
        };
        let log_staff = |row: &AuthorityYear| known(libm::log(row.staff()));
        let log_permanent = |row: &AuthorityYear| known(libm::log(row.get(Permanent)));
        let cases_per_staff = plane[1].clamp(0.0, 0.9);
        let leavers = flow(Leavers, &flow::OF_LEAVERS, FlowChance::OfPeople)?;
        let starters = flow(Starters, &flow::OF_STARTERS, FlowChance::OfArrivals)?;
        let for_good = lasting_growth(&year_means(&permanent, &panel.years(1)));
        let codes: std::collections::BTreeSet<&str> = panel.rows.iter().map(|((code, _), _)| code.as_str()).collect();
        let pool = Self {
            until,
            authorities: codes.len(),
            rows: panel.rows.len(),
            leavers_per_starter: leavers.per_other(&starters),
            leavers,
            starters,
            others: ExpectedFlow::fit(&panel, &flow::OF_OTHERS, others, FlowChance::Absent)?,
            growth: ExpectedFlow::fit(&panel, &flow::OF_GROWTH, growth, FlowChance::Absent)?,
            later_growth: for_good * mean(&permanent),
            vacancy_elasticity,
            pooled_cover,
            pooled_standing,
            cases_per_staff,
            cases_per_referral: plane[3],
            agency: level(&|row| agency_level(row, pooled_cover, pooled_standing), &|_| 0.0, &sizes)?,
            vacancies: level(
                &vacancy_level,
                &|row| -(1.0 + vacancy_elasticity) * log_permanent(row),
                &panel.usual_vacancies(),
            )?,
            caseload: level(&caseload_level, &|row| (cases_per_staff - 1.0) * log_staff(row), &sizes)?,
            referrals: FittedDrift::fit(&panel, |row| known(libm::log(row.get(Referrals)))).ok_or(TooFewYears)?,
        };
        let determined =
            [pool.later_growth, vacancy_elasticity, pooled_cover, pooled_standing, cases_per_staff, plane[3]];
        if determined.iter().all(|value| value.is_finite()) { Ok(pool) } else { Err(TooFewYears) }
    }

    /// Logarithm of an authority's agency FTE as a multiple of the usual number for its vacancies and staff.
    pub(crate) fn agency_level(&self, row: &AuthorityYear) -> f64 {
        agency_level(row, self.pooled_cover, self.pooled_standing)
    }
}

/// Share of the growth of all authorities over some years that is expected to last: a few years of it say little about the next.
///
/// The mean of a normal distribution given that of the years, where growth for good has a standard deviation of 2 points about none
/// (an assumption), and a year differs from it as these do, or by 2 points if there are fewer than three (an assumption).
fn lasting_growth(years: &[f64]) -> f64 {
    const LASTING: f64 = 0.02;
    const OF_YEAR: f64 = 0.02;
    let number = years.len() as f64;
    let centre = mean(years);
    let squares: f64 = years.iter().map(|growth| (growth - centre) * (growth - centre)).sum();
    let of_year = if years.len() < 3 { OF_YEAR * OF_YEAR } else { squares / (number - 1.0) };
    LASTING * LASTING / (LASTING * LASTING + of_year / number)
}

/// A figure per permanent FTE.
pub(crate) fn per_fte(row: &AuthorityYear, figure: PublishedFigure) -> f64 {
    row.get(figure) / row.get(Permanent)
}

/// Vacancies, FTE; none at all would stay none in proportion, so fewer than half a post count as that (an assumption).
pub(crate) fn vacant_posts(row: &AuthorityYear) -> f64 {
    at_least_half_a_post(row.get(Vacancies))
}

fn at_least_half_a_post(vacancies: f64) -> f64 {
    const LEAST: f64 = 0.5;
    if vacancies < LEAST { LEAST } else { vacancies }
}

/// Logarithm of vacancies over permanent FTE.
pub(crate) fn vacancy_level(row: &AuthorityYear) -> f64 {
    known(libm::log(vacant_posts(row) / row.get(Permanent)))
}

/// The vacancies of an authority's censuses so far on average, at its present size, FTE: few vacancies vary more in proportion than many.
pub(crate) fn usual_vacancies(levels: &FlowLevels, now: &AuthorityYear) -> f64 {
    at_least_half_a_post(levels.get(Regressor::MeanVacancies) * now.get(Permanent))
}

/// Per cent by which vacancies fall with 1% more permanent staff, by least squares of yearly changes of their logarithms, given
/// vacancies a year before and without what all authorities share.
fn vacancy_elasticity(panel: &AuthorityPanel<'_>) -> Option<f64> {
    const MOST: f64 = 5.0;
    let years = panel.years(1);
    let change = |of: &dyn Fn(&AuthorityYear) -> f64| {
        let changes: Vec<f64> = panel.pairs(1).map(|(now, later)| known(libm::log(of(later) / of(now)))).collect();
        without_year(&without_outliers(changes), &years)
    };
    let before = without_year(&panel.pairs(1).map(|(now, _)| vacancy_level(now)).collect::<Vec<_>>(), &years);
    let plane = least_squares(&change(&vacant_posts), &[&change(&|row| row.get(Permanent)), &before])?;
    Some((-plane[1]).clamp(0.0, MOST))
}

/// Logarithm of cases over case holders.
pub(crate) fn caseload_level(row: &AuthorityYear) -> f64 {
    known(libm::log(row.get(Cases) / row.get(CaseHolders)))
}

/// The value, or missing if it is infinite.
fn known(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NAN }
}

/// Agency FTE for each vacancy more, and other agency FTE per permanent FTE, so that both together are all agency staff.
///
/// The first by least squares of yearly changes of agency on those of vacancies, given both a year before, per permanent FTE.
fn pooled_agency(panel: &AuthorityPanel<'_>) -> Option<(f64, f64)> {
    const MOST: f64 = 0.95;
    const OF: [PublishedFigure; 3] = [Agency, Vacancies, Permanent];
    let change = |of: PublishedFigure| {
        let change =
            |(now, later): (&AuthorityYear, &AuthorityYear)| (later.get(of) - now.get(of)) / now.get(Permanent);
        panel.pairs(1).map(change).collect::<Vec<f64>>()
    };
    let before = |of: PublishedFigure| panel.pairs(1).map(|(now, _)| per_fte(now, of)).collect::<Vec<f64>>();
    let found = least_squares(&change(Agency), &[&change(Vacancies), &before(Vacancies), &before(Agency)])?;
    let per_vacancy = found[1].clamp(0.0, MOST);
    let mut sums = [0.0; OF.len()];
    let is_known = |row: &AuthorityYear| OF.iter().all(|&figure| row.get(figure).is_finite());
    for (_, row) in panel.rows.iter().filter(|(_, row)| is_known(row)) {
        for (sum, figure) in sums.iter_mut().zip(OF) {
            *sum += row.get(figure);
        }
    }
    let [agency, vacancies, permanent] = sums;
    let others = (agency - per_vacancy * vacancies) / permanent;
    Some((per_vacancy, if others > 0.0 { others } else { 0.0 }))
}

fn agency_level(row: &AuthorityYear, cover: f64, standing: f64) -> f64 {
    known(libm::log(row.get(Agency) / (cover * row.get(Vacancies) + standing * row.get(Permanent))))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// Forty authorities whose staff grow by different shares, and whose vacancies are lower by 1.5% with 1% more staff, beside a
    /// change that all share. One of them has no vacancy in 2019.
    fn published() -> PublishedFigures {
        let figures = PublishedFigure::ALL.map(PublishedFigure::column);
        let mut text = format!("time_period,geographic_level,new_la_code,la_name,{}\n", figures[..10].join(","));
        for authority in 0..40_i32 {
            let mut permanent = 1e6 * f64::from(1 + authority % 3);
            let mut vacancies = f64::from(1 + authority * 7 % 40) / 100.0 * permanent;
            for year in 2017..2023 {
                let shown = if (authority, year) == (5, 2019) { 0.0 } else { vacancies };
                let _ = writeln!(
                    text,
                    "{year},Local authority,E{authority:08},Shire {authority},{permanent},{permanent},1,1,1,1,{shown},{permanent},{permanent},3"
                );
                let growth = 1.0 + f64::from((authority * 11 + year * 5) % 9 - 3) / 100.0;
                permanent *= growth;
                vacancies *= libm::pow(growth, -1.5) * if year % 2 == 0 { 1.2 } else { 0.9 };
            }
        }
        PublishedFigures::read(&[("workforce.csv".to_owned(), text.into_bytes())]).expect("a table")
    }

    #[test]
    fn vacancies_fall_by_the_elasticity_as_staff_grow() {
        let published = published();
        let found = vacancy_elasticity(&AuthorityPanel::new(&published, 2023)).expect("enough years");
        assert!((found - 1.5).abs() < 1e-3, "{found}");
    }

    #[test]
    fn no_vacancy_is_half_a_post() {
        let published = published();
        let of = |year| published.at("E00000005", year).expect("a row");
        assert_eq!(vacant_posts(of(2019)), 0.5);
        assert_eq!(vacant_posts(of(2018)), of(2018).get(Vacancies));
        let levels = FlowLevels::of(&[of(2019)]);
        assert_eq!(usual_vacancies(&levels, of(2019)), 0.5);
        let two = usual_vacancies(&FlowLevels::of(&[of(2018), of(2019)]), of(2019));
        assert!((two / (0.5 * per_fte(of(2018), Vacancies) * of(2019).get(Permanent)) - 1.0).abs() < 1e-12, "{two}");
    }
}
