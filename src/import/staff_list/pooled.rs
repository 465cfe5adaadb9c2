//! What authorities have in common, towards which a council's own rates are shrunk. `pooled.py` computes the figures.

/// A band of time in service.
#[derive(Clone, Copy, Debug)]
pub struct ServiceBand {
    /// Its key in a scenario.
    pub key: &'static str,
    /// Years in service at which it begins.
    pub from_years: i16,
    /// Leavers per person-year: England 2016 by time in service, the latest year for which it is published, times
    /// [`LEAVERS`] over the turnover of that year (DfE, Children's social work workforce 2016 and 2025).
    pub leavers: f64,
}

/// The year of the pooled rates.
pub const POOLED_YEAR: i32 = 2025;

/// The bands, from the shortest service.
pub const BANDS: [ServiceBand; 6] = [
    ServiceBand { key: "under_2y", from_years: 0, leavers: 0.1296 },
    ServiceBand { key: "from_2y", from_years: 2, leavers: 0.1551 },
    ServiceBand { key: "from_5y", from_years: 5, leavers: 0.1131 },
    ServiceBand { key: "from_10y", from_years: 10, leavers: 0.0863 },
    ServiceBand { key: "from_20y", from_years: 20, leavers: 0.0946 },
    ServiceBand { key: "from_30y", from_years: 30, leavers: 0.1521 },
];

/// Leavers per person-year in England, 2025: 4,276 FTE over the mean of the censuses of 2024 and 2025.
pub const LEAVERS: f64 = 0.1213;

/// Starters per person-year in England, 2025: 5,838 FTE over the same.
pub const STARTERS: f64 = 0.1656;

/// Shape of the gamma distribution of authorities' rates of leavers and of starters, beyond chance: 1 over the square of their
/// coefficient of variation. By the method of moments over 91 authorities, 2025.
pub const LEAVERS_SHAPE: f64 = 10.18;
/// As [`LEAVERS_SHAPE`], for starters.
pub const STARTERS_SHAPE: f64 = 7.88;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_are_englands_of_2016_brought_to_the_latest_turnover() {
        // FTE in post and leavers by time in service, England 2016.
        let england =
            [(8230.0, 1330.0), (6050.0, 1170.0), (5390.0, 760.0), (5670.0, 610.0), (1780.0, 210.0), (580.0, 110.0)];
        let in_post: f64 = england.iter().map(|(fte, _)| fte).sum();
        let leavers: f64 = england.iter().map(|(_, leavers)| leavers).sum();
        for (band, (fte, left)) in BANDS.iter().zip(england) {
            let expected = left / fte * LEAVERS / (leavers / in_post);
            assert!((band.leavers - expected).abs() < 1e-4, "{}: {expected}", band.key);
        }
    }
}
