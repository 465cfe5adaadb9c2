//! Which authorities a table has in each year: what can be noticed of a table that was cut.

use std::collections::{BTreeMap, BTreeSet};

/// A year with fewer authorities than this share of those in a neighbouring year may be incomplete: an assumption, to tell a cut table from
/// reorganisations. In a half of England's authorities, 2013 to 2025, those changed the number of about 97 by one in a year.
const LEAST: f64 = 0.95;

/// The rows of a table, by year.
#[derive(Clone, Debug, Default)]
pub(super) struct TableYears {
    /// Codes of the authorities of each year that has any row.
    authorities: BTreeMap<i32, BTreeSet<String>>,
    england: BTreeSet<i32>,
}

impl TableYears {
    pub(super) fn add_authority(&mut self, year: i32, code: &str) {
        self.authorities.entry(year).or_default().insert(code.to_owned());
    }

    pub(super) fn add_england(&mut self, year: i32) {
        self.authorities.entry(year).or_default();
        self.england.insert(year);
    }

    /// Adds the rows of another file of the same table.
    pub(super) fn extend(&mut self, other: Self) {
        for (year, codes) in other.authorities {
            self.authorities.entry(year).or_default().extend(codes);
        }
        self.england.extend(other.england);
    }

    /// What seems to be missing: years between others, authorities, England.
    pub(super) fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        let (first, last) = (self.authorities.keys().next(), self.authorities.keys().next_back());
        let (Some(&first), Some(&last)) = (first, last) else { return vec!["it has no rows".to_owned()] };
        for year in first..=last {
            let Some(own) = self.number(year) else {
                gaps.push(format!("it has no row of {year}"));
                continue;
            };
            let neighbours = [year - 1, year + 1].into_iter().filter_map(|other| Some((self.number(other)?, other)));
            if let Some((most, other)) = neighbours.max().filter(|(most, _)| is_few(own, *most)) {
                gaps.push(format!("{year} has {own} of the authorities, {other} has {most}"));
            }
            if !self.england.is_empty() && !self.england.contains(&year) {
                gaps.push(format!("{year} has no row of England, other years have"));
            }
        }
        gaps
    }

    /// What seems to be missing beside another table, which need not have all years of this one.
    pub(super) fn gaps_beside(&self, other: &Self, name: &str) -> Vec<String> {
        let gap = |(&year, codes): (&i32, &BTreeSet<String>)| {
            let (own, most) = (self.number(year)?, codes.len());
            is_few(own, most).then(|| format!("{year} has {own} of the authorities, {name} has {most}"))
        };
        other.authorities.iter().filter_map(gap).collect()
    }

    fn number(&self, year: i32) -> Option<usize> {
        self.authorities.get(&year).map(BTreeSet::len)
    }
}

fn is_few(own: usize, most: usize) -> bool {
    (own as f64) < LEAST * most as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with so many authorities in each year, and England.
    fn table(numbers: &[(i32, usize)]) -> TableYears {
        let mut table = TableYears::default();
        for &(year, number) in numbers {
            table.add_england(year);
            for authority in 0..number {
                table.add_authority(year, &format!("E{authority}"));
            }
        }
        table
    }

    #[test]
    fn reorganisations_are_no_gaps() {
        assert!(
            table(&[(2017, 152), (2018, 152), (2019, 151), (2020, 149), (2021, 150), (2023, 153)]).gaps().len() == 1
        );
        assert!(table(&[(2022, 150), (2023, 154)]).gaps().is_empty());
        assert!(table(&[(2022, 30)]).gaps().is_empty());
    }

    #[test]
    fn years_and_authorities_that_are_missing_are_gaps() {
        assert_eq!(table(&[(2017, 40), (2018, 96)]).gaps(), ["2017 has 40 of the authorities, 2018 has 96"]);
        assert_eq!(table(&[(2017, 0), (2018, 96)]).gaps(), ["2017 has 0 of the authorities, 2018 has 96"]);
        assert_eq!(table(&[(2017, 96), (2019, 96)]).gaps(), ["it has no row of 2018"]);
        assert_eq!(table(&[]).gaps(), ["it has no rows"]);
        let mut later = table(&[(2018, 96)]);
        for authority in 0..96 {
            later.add_authority(2019, &format!("E{authority}"));
        }
        assert_eq!(later.gaps(), ["2019 has no row of England, other years have"]);
    }

    #[test]
    fn authorities_that_another_table_has_are_gaps() {
        let (half, whole) = (table(&[(2018, 48), (2019, 48)]), table(&[(2017, 96), (2018, 96), (2019, 50)]));
        assert!(half.gaps().is_empty());
        assert_eq!(half.gaps_beside(&whole, "referrals"), ["2018 has 48 of the authorities, referrals has 96"]);
        assert!(whole.gaps_beside(&half, "workforce").is_empty());
    }
}
