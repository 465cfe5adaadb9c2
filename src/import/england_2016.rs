//! England's social workers in 2016 by time in service: the latest year for which both their number and their leavers are published
//! (DfE, Children's social work workforce 2016).

/// A band of time in service.
#[derive(Clone, Copy, Debug)]
pub struct ServiceBand {
    /// Its key in a scenario.
    pub key: &'static str,
    /// Years in service at which it begins.
    pub from_years: i16,
    /// Months in service of its people: its middle.
    pub months: u32,
    /// Their share of the FTE in post.
    pub share: f64,
    /// Leavers a year per FTE.
    pub leavers: f64,
}

/// The bands, from the shortest service.
pub const BANDS: [ServiceBand; 6] = [
    ServiceBand { key: "under_2y", from_years: 0, months: 12, share: 0.2971, leavers: 0.1616 },
    ServiceBand { key: "from_2y", from_years: 2, months: 42, share: 0.2184, leavers: 0.1934 },
    ServiceBand { key: "from_5y", from_years: 5, months: 90, share: 0.1946, leavers: 0.1410 },
    ServiceBand { key: "from_10y", from_years: 10, months: 180, share: 0.2047, leavers: 0.1076 },
    ServiceBand { key: "from_20y", from_years: 20, months: 300, share: 0.0643, leavers: 0.1180 },
    ServiceBand { key: "from_30y", from_years: 30, months: 400, share: 0.0209, leavers: 0.1897 },
];

/// Leavers a year per FTE of all bands together.
pub(crate) fn turnover() -> f64 {
    BANDS.iter().map(|band| band.share * band.leavers).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_are_those_of_the_published_table() {
        // FTE in post and leavers.
        let england =
            [(8230.0, 1330.0), (6050.0, 1170.0), (5390.0, 760.0), (5670.0, 610.0), (1780.0, 210.0), (580.0, 110.0)];
        let in_post: f64 = england.iter().map(|(fte, _)| fte).sum();
        for (band, (fte, left)) in BANDS.iter().zip(england) {
            assert!((band.share - fte / in_post).abs() < 1e-4, "{}", band.key);
            assert!((band.leavers - left / fte).abs() < 1e-4, "{}", band.key);
        }
    }
}
