//! Rates of leaving, starting and ends of assignments: own experience, shrunk towards what authorities have in common.

use super::StaffOpening;
use crate::import::assumptions::{CHURN, CHURN_RANGE};
use crate::import::england_2016::{BANDS, ServiceBand};
use crate::import::staff_list::{Experience, PooledRates, ShrunkRate};
use crate::random::SCORE_90;

/// A rate of an opening, for display.
#[derive(Clone, Debug)]
pub struct OpeningRate {
    /// What happens, such as `Leavers, under 2 years in service`.
    pub name: String,
    /// What the events and the exposure are: `a year` or `a month`.
    pub unit: &'static str,
    /// The rate.
    pub rate: ShrunkRate,
}

pub(super) fn leaving(experience: &Experience, england: &PooledRates) -> Vec<(&'static str, ShrunkRate)> {
    let of_band = |(band, &(events, exposure)): (&ServiceBand, &(f64, f64))| {
        (band.key, ShrunkRate { events, exposure, pooled: england.leavers_in(band), shape: england.leavers_shape })
    };
    BANDS.iter().zip(&experience.leavers).map(of_band).collect()
}

pub(super) fn starters(experience: &Experience, england: &PooledRates) -> ShrunkRate {
    let (events, exposure) = experience.starters;
    ShrunkRate { events, exposure, pooled: england.starters, shape: england.starters_shape }
}

/// The chance each month that an assignment ends: the shape is that of a gamma distribution as wide as the assumed range.
pub(super) fn churn(experience: &Experience) -> Option<ShrunkRate> {
    let (events, exposure) = experience.agency;
    let sd = (CHURN_RANGE.1 - CHURN_RANGE.0) / (2.0 * SCORE_90);
    let shape = (CHURN / sd) * (CHURN / sd);
    (exposure > 0.0).then_some(ShrunkRate { events, exposure, pooled: CHURN, shape })
}

pub(super) fn all(opening: &StaffOpening) -> Vec<OpeningRate> {
    let band = |(place, &(_, rate)): (usize, &(&str, ShrunkRate))| {
        let from = BANDS[place].from_years;
        let name = match BANDS.get(place + 1) {
            Some(next) if place == 0 => format!("Leavers, under {} years", next.from_years),
            Some(next) => format!("Leavers, {from}-{} years", next.from_years),
            None => format!("Leavers, {from}+ years"),
        };
        OpeningRate { name, unit: "a year", rate }
    };
    let mut all: Vec<OpeningRate> = opening.leaving.iter().enumerate().map(band).collect();
    all.push(OpeningRate { name: "Starters".to_owned(), unit: "a year", rate: opening.starters });
    all.extend(opening.churn.map(|rate| OpeningRate { name: "Agency: ends".to_owned(), unit: "a month", rate }));
    all
}
