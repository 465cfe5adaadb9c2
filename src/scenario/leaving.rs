//! Leaving and absence of permanent staff.

use super::diagnostic::Problem;
use super::input::InputId;
use super::reader::Table;
use crate::units::Unit;

/// A band of time in service and its turnover.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    /// First month in service of the band.
    pub from_months: u32,
    /// Leavers per person-year.
    pub rate: InputId,
}

/// Leaving of permanent staff.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// Turnover by time in service.
    pub bands: Vec<Band>,
    /// Log hazard per case above the caseload at which the rates were measured.
    pub workload_effect: InputId,
    /// The least that workload may multiply leaving by.
    pub lowest_multiplier: InputId,
    /// The most.
    pub highest_multiplier: InputId,
}

/// Absence of permanent staff.
#[derive(Clone, Debug)]
pub struct Absence {
    /// Share of working time lost to sickness.
    pub sickness: InputId,
    /// Share of staff on maternity leave, secondment and the like.
    pub long_absence: InputId,
    /// Share of pay that they are paid.
    pub long_absence_pay: InputId,
}

/// Retention payments.
#[derive(Clone, Debug)]
pub struct Retention {
    /// Pounds per eligible FTE and year.
    pub payment: InputId,
    /// Months in service from which it is paid.
    pub after_months: u32,
}

const RATE: (f64, f64) = (0.0, 12.0);

pub(crate) fn read(t: &mut Table<'_>) -> Leaving {
    let bands = t.table("annual_rate", "Turnover by time in service: `under_2y`, `from_2y`, `from_5y` ..., or `all`.", read_bands);
    let bands = bands.unwrap_or_else(|| {
        let problem = Problem::Missing {
            key: "annual_rate".into(),
            inside: "leaving".into(),
            expected: "turnover by time in service, such as annual_rate = { all = 0.15 }".into(),
        };
        t.error(problem, None);
        Vec::new()
    });
    Leaving {
        bands,
        workload_effect: t
            .quantity(
                "workload_effect",
                Unit::LogHazardPerCase,
                (-1.0, 1.0),
                "Rise of the log rate of leaving per case above the caseload at which the rates were measured.",
            )
            .or(0.0),
        lowest_multiplier: t
            .quantity("lowest_multiplier", Unit::Number, (0.0, 1.0), "The least that workload multiplies leaving by.")
            .fixed()
            .or(0.5),
        highest_multiplier: t
            .quantity("highest_multiplier", Unit::Number, (1.0, 100.0), "The most that workload multiplies leaving by.")
            .fixed()
            .or(3.0),
    }
}

/// Reads `under_2y`, `from_2y`, `from_5y` ..., or `all`.
pub(crate) fn read_bands(t: &mut Table<'_>) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut under = None;
    for (key, place) in t.keys() {
        let years = |prefix: &str| -> Option<u32> {
            let years = key.strip_prefix(prefix)?.strip_suffix('y')?.parse().ok()?;
            (years <= 50 && key == format!("{prefix}{years}y")).then_some(years)
        };
        let from_months = match (key.as_str(), years("under_"), years("from_")) {
            ("all", ..) => 0,
            (_, Some(years), _) => {
                under = Some((years * 12, place));
                0
            }
            (_, _, Some(years)) => years * 12,
            _ => continue,
        };
        let Some(rate) = t.quantity_in_form(&key, Unit::YearlyRate, RATE, true) else { continue };
        if bands.last().is_some_and(|band| band.from_months >= from_months) {
            let reason = format!("`{key}` does not come after the band before it");
            t.error(Problem::Bands { key: t.address().to_owned(), reason }, Some(place));
        }
        bands.push(Band { from_months, rate });
    }
    let problem = match (bands.first(), under) {
        (None, _) => Some("no band is given; write `all`, or `under_2y`, `from_2y` and so on".to_owned()),
        (Some(first), _) if first.from_months > 0 => {
            Some("the first band must begin at no service: `under_2y` or `all`".to_owned())
        }
        (_, Some((months, _))) if bands.get(1).is_some_and(|second| second.from_months != months) => {
            Some(format!("`under_{0}y` must be followed by `from_{0}y`", months / 12))
        }
        _ => None,
    };
    if let Some(reason) = problem {
        let place = t.place();
        t.error(Problem::Bands { key: t.address().to_owned(), reason }, place);
    }
    bands
}

pub(crate) fn read_absence(t: &mut Table<'_>) -> Absence {
    let share = (0.0, 1.0);
    Absence {
        sickness: t.quantity("sickness", Unit::Share, share, "Share of working time lost to sickness, off capacity.").or(0.0),
        long_absence: t
            .quantity(
                "long_absence",
                Unit::Share,
                share,
                "Share of staff on maternity leave, secondment and the like, off capacity and off cover.",
            )
            .or(0.0),
        long_absence_pay: t.quantity("long_absence_pay", Unit::Share, share, "Share of pay paid in long absence.").or(1.0),
    }
}

pub(crate) fn read_retention(t: &mut Table<'_>) -> Retention {
    Retention {
        payment: t
            .quantity(
                "payment",
                Unit::PoundsPerFteYear,
                (0.0, 1_000_000.0),
                "Retention payment per eligible permanent FTE and year.",
            )
            .or(0.0),
        after_months: t.whole("after_months", Unit::Months, (0, 600), 12, "Time in service from which it is paid.")
            as u32,
    }
}
