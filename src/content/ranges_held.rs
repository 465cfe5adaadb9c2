//! How often ranges of this program held what was published later.

/// The record of the back-test (`docs/backtest.md`): scenarios opened from the DfE's census of one year, and what later censuses showed.
struct BacktestRecord {
    /// Authorities.
    authorities: u32,
    /// Percentage of figures within the 80% range one year ahead, in the mean of six measures.
    one_year: u32,
    /// The same three years ahead.
    three_years: u32,
}

const RECORD: BacktestRecord = BacktestRecord { authorities: 97, one_year: 81, three_years: 80 };

/// The record in a sentence.
pub(crate) fn ranges_held() -> String {
    let BacktestRecord { authorities, one_year, three_years } = RECORD;
    format!(
        "In a back-test on {authorities} English authorities, 80% ranges held {one_year}% of the figures published a year later and \
         {three_years}% three years later (staff, agency, vacancies, turnover and caseload; not costs or differences between plans). Three \
         years ahead, the forecast of permanent staff was hardly better than assuming no change."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = include_str!("../../docs/backtest.md");

    /// The share within the 80% range and the CRPS over that of no change, of a row of the table under `heading`.
    fn figures(heading: &str, row: &str) -> (u32, f64) {
        let table = DOCUMENT.split(heading).nth(1).expect("a table");
        let line = table.lines().find(|line| line.starts_with(row)).expect("a row");
        let figures: Vec<&str> = line[row.len()..].split_whitespace().collect();
        let held = figures[1].trim_end_matches('%').parse().expect("a percentage");
        (held, figures[figures.len() - 1].parse().expect("a ratio"))
    }

    #[test]
    fn the_record_is_that_of_its_document() {
        assert_eq!(figures("\nOne year ahead ", "Mean of the six").0, RECORD.one_year);
        assert_eq!(figures("\n3 years ahead ", "Mean of the six").0, RECORD.three_years);
        assert!(DOCUMENT.contains(&format!("; {} authorities, ", RECORD.authorities)));
        let (_, crps) = figures("\n3 years ahead ", "Permanent FTE");
        assert!((0.95..1.0).contains(&crps), "permanent staff are hardly better than no change: {crps}");
    }
}
