//! The published ranges.

use std::sync::LazyLock;

/// What English authorities show of one figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PublishedRange {
    /// Least and greatest value.
    pub extremes: (f64, f64),
    /// Percentiles over authorities and years; `None` if only single figures were found.
    pub percentiles: Option<Percentiles>,
    /// Authorities, if they were counted.
    pub authorities: Option<u32>,
    /// Years of the figures: `2017-2025`.
    pub years: String,
    /// Where they are published.
    pub source: String,
}

/// Percentiles over authorities and years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Percentiles {
    pub p5: f64,
    pub p10: f64,
    pub p50: f64,
    pub p90: f64,
    pub p95: f64,
}

impl PublishedRange {
    /// The range of a figure, by its id in the tables.
    pub(crate) fn of(figure: &str) -> Option<&'static Self> {
        RANGES.iter().find(|(id, _)| id == figure).map(|(_, range)| range)
    }

    /// The range in which most authorities are: the 10th to the 90th percentile, or all figures that were found.
    pub(crate) fn usual(&self) -> (f64, f64) {
        self.percentiles.map_or(self.extremes, |of| (of.p10, of.p90))
    }
}

/// By the id of the figure.
static RANGES: LazyLock<Vec<(String, PublishedRange)>> = LazyLock::new(|| {
    let tables = [include_str!("england.csv"), include_str!("prices.csv")];
    tables.into_iter().flat_map(rows).collect()
});

/// The rows of a table. A row that cannot be read is left out, which a test excludes.
fn rows(table: &str) -> Vec<(String, PublishedRange)> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.records().flatten().filter_map(|row| Some((row.get(0)?.to_owned(), range(&row)?))).collect()
}

fn range(row: &csv::StringRecord) -> Option<PublishedRange> {
    let number = |column: usize| row.get(column)?.parse::<f64>().ok();
    let percentiles =
        || Some(Percentiles { p5: number(2)?, p10: number(3)?, p50: number(4)?, p90: number(5)?, p95: number(6)? });
    Some(PublishedRange {
        extremes: (number(1)?, number(7)?),
        percentiles: percentiles(),
        authorities: row.get(8)?.parse().ok(),
        years: row.get(9)?.to_owned(),
        source: row.get(10)?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::plausibility::Figure;

    #[test]
    fn every_figure_has_a_range_and_every_range_a_figure() {
        let lines: usize = [include_str!("england.csv"), include_str!("prices.csv")]
            .iter()
            .map(|table| table.lines().count() - 1)
            .sum();
        assert_eq!(RANGES.len(), lines);
        assert_eq!(Figure::ALL.len(), lines);
        for figure in Figure::ALL {
            assert!(PublishedRange::of(figure.id()).is_some(), "{figure:?}");
        }
    }

    #[test]
    fn percentiles_are_in_order_and_between_the_extremes() {
        for (figure, range) in RANGES.iter() {
            let (low, high) = range.extremes;
            let Some(Percentiles { p5, p10, p50, p90, p95 }) = range.percentiles else {
                assert!(low <= high, "{figure}");
                continue;
            };
            let ordered = [low, p5, p10, p50, p90, p95, high];
            assert!(ordered.is_sorted(), "{figure}: {ordered:?}");
        }
    }
}
