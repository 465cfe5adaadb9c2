//! Leaving of permanent staff.

use crate::scenario::declare::{InputId, Key, Kind, QuantitySpec, Table, is_remark};
use crate::scenario::problem::{BandReason, Problem};
use crate::units::Unit;

/// A band of time in service and its turnover rate.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    /// First month in service of the band (0 for the first band).
    pub from_months: u32,
    /// Leavers per person-year.
    pub rate: InputId,
}

/// Leaving of permanent staff.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// Turnover rates by time in service.
    pub bands: Vec<Band>,
    /// Increase in the log hazard per case above the caseload at which the rates were measured.
    pub workload_effect: InputId,
    /// Minimum factor of workload on leaving.
    pub lowest_multiplier: InputId,
    /// Maximum factor of workload on leaving.
    pub highest_multiplier: InputId,
}

const RATE: QuantitySpec = QuantitySpec {
    unit: Unit::YearlyRate,
    range: (0.0, 12.0),
    dated: true,
    doc: "Leavers per person per year among staff in this band of time in service.",
};

pub(crate) fn read(t: &mut Table<'_>) -> Leaving {
    let bands = t.table_of(
        "annual_rate",
        bands(),
        "Turnover rates by time in service: `under_2y`, `from_2y`, `from_5y` and so on, or `all`.",
        read_bands,
    );
    t.mark_required("annual_rate");
    if !t.has("annual_rate") {
        let problem = Problem::Missing {
            key: "annual_rate".into(),
            inside: "leaving".into(),
            expected: "turnover rates by time in service, such as annual_rate = { all = 0.15 }".into(),
        };
        t.error(problem, None);
    }
    Leaving {
        bands: bands.unwrap_or_default(),
        workload_effect: t
            .quantity(
                "workload_effect",
                Unit::LogHazardPerCase,
                (-1.0, 1.0),
                "Increase in the log of the leaving rate per case above the caseload at which the rates were measured.",
            )
            .or(0.0),
        lowest_multiplier: t
            .quantity("lowest_multiplier", Unit::Number, (0.0, 1.0), "Minimum factor of workload on leaving.")
            .fixed()
            .or(0.5),
        highest_multiplier: t
            .quantity("highest_multiplier", Unit::Number, (1.0, 100.0), "Maximum factor of workload on leaving.")
            .fixed()
            .or(3.0),
    }
}

/// The kind of a table of turnover rates by time in service.
pub(crate) fn bands() -> Kind {
    Kind::quantities(Key::Band, RATE.unit, RATE.range)
}

/// The name of a band as a regular expression; [`band_start`] accepts the same names.
pub(crate) const BAND_PATTERN: &str = "^(all|(under|from)_(0|[1-9]|[1-4][0-9]|50)y)$";

/// The month in service of the band named `key`, and whether the name is `under_...`, so that the band ends at that
/// month and must be followed by another.
fn band_start(key: &str) -> Option<(u32, bool)> {
    let years = |prefix: &str| -> Option<u32> {
        let years: u32 = key.strip_prefix(prefix)?.strip_suffix('y')?.parse().ok()?;
        (years <= 50 && key == format!("{prefix}{years}y")).then_some(years * 12)
    };
    let under = years("under_").map(|months| (months, true));
    let all = (key == "all").then_some((0, false));
    all.or(under).or_else(|| years("from_").map(|months| (months, false)))
}

/// Reads `under_2y`, `from_2y`, `from_5y` and so on, or `all`. Only the first error in the bands is reported.
pub(crate) fn read_bands(t: &mut Table<'_>) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    // The next band must start after this month in service, or exactly at this month.
    let (mut after, mut exactly) = (None, None);
    let all = t.has("all");
    let mut wrong = None;
    for (key, place) in t.keys().into_iter().filter(|(key, _)| !is_remark(key)) {
        t.accept(&key);
        let Some((months, is_under)) = band_start(&key) else {
            wrong = wrong.or(Some((BandReason::NotABand { band: key }, place)));
            continue;
        };
        let years = exactly.unwrap_or(0) / 12;
        let reason = match after {
            None if months > 0 && !is_under => Some(BandReason::FirstIsLate {}),
            Some(_) if key == "all" || all => Some(BandReason::AllAndMore {}),
            Some(_) if is_under => Some(BandReason::NotFirst { band: key.clone() }),
            Some(_) if exactly.is_some_and(|exactly| months != exactly) => Some(BandReason::NoFollower { years }),
            Some(after) if months <= after => Some(BandReason::NotAfterTheOneBefore { band: key.clone() }),
            _ => None,
        };
        wrong = wrong.or(reason.map(|reason| (reason, place)));
        exactly = is_under.then_some(months);
        let from_months = if is_under { 0 } else { months };
        after = Some(from_months);
        bands.push(Band { from_months, rate: t.quantity_in_form_or_least(&key, RATE) });
    }
    let lacking = match (after, exactly) {
        (None, _) => Some(BandReason::NoneGiven {}),
        (_, Some(months)) => Some(BandReason::NoFollower { years: months / 12 }),
        _ => None,
    };
    let (reason, place) = match (wrong, lacking) {
        (Some((reason, place)), _) => (reason, Some(place)),
        (None, Some(reason)) => (reason, t.place()),
        (None, None) => return bands,
    };
    t.error(Problem::Bands { key: t.address().to_owned(), reason }, place);
    bands
}
