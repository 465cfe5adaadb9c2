//! What grows in all authorities, and what is expected of the second and later years.

use std::fmt::Write as _;

use super::{CensusOpening, TEAM};
use crate::import::pool::{Pool, YEARS_APART};
use crate::import::toml_text::{figure, percent, quoted};

/// A dated change of the scenario.
struct ChangeText {
    id: String,
    name: String,
    from: i32,
    phase_in: u32,
    source: String,
    edit: String,
}

impl CensusOpening<'_> {
    /// What grows in all authorities: vacancies for the same staff, hours, and starters in proportion to staff; and what is
    /// expected of starters and leavers of the second year and of later ones.
    pub(super) fn growth(&self, pool: &Pool) -> String {
        let mut changes = vec![self.vacancies(pool), self.starters_as_staff(pool)];
        // The last one stands for all that are later.
        for year in 1..=(YEARS_APART + 1).min(self.months.div_ceil(12) as usize) {
            changes.push(self.hours(pool, year));
            if (2..=YEARS_APART).contains(&year) {
                changes.extend([self.starters(pool, year), self.leavers(pool, year)]);
            }
        }
        let mut text = String::new();
        for change in changes {
            let _ = write!(
                text,
                "\n[change.{}]\nname = \"{}\"\nfrom = \"{}-10\"\nphase_in = {}\nsource = {}\n\
                 evidence = \"association\"\n{}\n",
                change.id, change.name, change.from, change.phase_in, change.source, change.edit
            );
        }
        text
    }

    /// As staff grow, vacancies fall by the elasticity, and would have to rise for the vacancy rate to stay: it does in all authorities
    /// together.
    fn vacancies(&self, pool: &Pool) -> ChangeText {
        let years = f64::from(self.months) / 12.0;
        let growth = (1.0 + pool.vacancy_elasticity) * pool.later_growth;
        ChangeText {
            id: "vacancies".to_owned(),
            name: "Vacancies as staff grow".to_owned(),
            from: self.year,
            phase_in: self.months,
            source: of_all(pool, "vacancies added so that growing staff do not lower the vacancy rate", growth),
            edit: format!("multiply = {{ \"team.{TEAM}.vacant_posts\" = {} }}", figure(1.0 + growth * years, 4)),
        }
    }

    fn starters_as_staff(&self, pool: &Pool) -> ChangeText {
        let years = f64::from(self.months) / 12.0;
        ChangeText {
            id: "starters".to_owned(),
            name: "Growth of recruitment".to_owned(),
            from: self.year,
            phase_in: self.months,
            source: of_all(pool, "growth of permanent FTE, to which starters are in proportion", pool.later_growth),
            edit: format!(
                "multiply = {{ \"intake.starters.per_month\" = {} }}",
                figure(1.0 + pool.later_growth * years, 4)
            ),
        }
    }

    /// What starters less leavers do not give of the growth to expect in a year; the last one is of all years after [`YEARS_APART`], of
    /// which the vacancies now say nothing.
    fn hours(&self, pool: &Pool, year: usize) -> ChangeText {
        let is_later = year > YEARS_APART;
        let known = year.min(YEARS_APART) - 1;
        let [starters, leavers] = [&pool.starters, &pool.leavers].map(|flow| self.expected(&flow.years[known]).0);
        let net = starters - leavers;
        let of_vacancies = &pool.growth.years[known];
        let own = if is_later { 0.0 } else { of_vacancies.of(&self.flow_levels()) - of_vacancies.mean };
        let growth = own + pool.later_growth;
        let share = growth - net;
        let months = if is_later { self.months - 12 * YEARS_APART as u32 } else { 12 };
        let source = format!(
            "permanent FTE grows by {} a year, {} of it because vacancies differ from the mean; {} from starters less leavers",
            percent(growth),
            percent(own),
            percent(net)
        );
        ChangeText {
            id: format!("hours_{year}"),
            name: format!("Hours and transfers, year {year}"),
            from: self.year + year as i32 - 1,
            phase_in: months,
            source: quoted(&format!("DfE workforce tables up to {}: {source}", pool.until)),
            edit: format!("add = {{ \"workforce.hours\" = {} }}", figure(share * f64::from(months) / 12.0, 4)),
        }
    }

    fn starters(&self, pool: &Pool, year: usize) -> ChangeText {
        let [before, (share, words)] = [year - 2, year - 1].map(|year| self.expected(&pool.starters.years[year]));
        self.later(pool, year, "starters", "intake.starters.per_month", share / before.0, &words)
    }

    fn leavers(&self, pool: &Pool, year: usize) -> ChangeText {
        let [before, (share, words)] = [year - 2, year - 1].map(|year| self.expected(&pool.leavers.years[year]));
        self.later(pool, year, "leavers", "leaving.annual_rate", share / before.0, &words)
    }

    fn later(&self, pool: &Pool, year: usize, flow: &str, address: &str, ratio: f64, words: &str) -> ChangeText {
        ChangeText {
            id: format!("{flow}_{year}"),
            name: format!("Expected {flow}, year {year}"),
            from: self.year + year as i32 - 1,
            phase_in: 1,
            source: quoted(&format!(
                "expected {flow} per permanent FTE: {words} (DfE workforce tables up to {})",
                pool.until
            )),
            edit: format!("multiply = {{ \"{address}\" = {} }}", figure(ratio, 4)),
        }
    }
}

/// The source of what all authorities show.
fn of_all(pool: &Pool, what: &str, rate: f64) -> String {
    quoted(&format!("DfE workforce tables up to {}: {what}, {} a year", pool.until, percent(rate)))
}
