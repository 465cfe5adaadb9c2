//! Demand: contacts, referrals and screening, with their random streams.

use super::pathway::BranchesPlan;
use crate::ids::TeamId;
use crate::random::{Purpose, Stream};
use crate::scenario::{Demand, InputId, Scenario};

/// Months in which children who were turned away may come back.
pub(crate) const RETURN_MONTHS: usize = 12;

/// Demand.
#[derive(Debug)]
pub(crate) struct DemandPlan {
    pub contacts: InputId,
    pub conversion: InputId,
    pub referred: InputId,
    pub not_referred: InputId,
    pub growth: InputId,
    pub season: [f64; 12],
    pub dispersion: InputId,
    pub re_referral: InputId,
    pub turned_away: InputId,
    pub comes_back: InputId,
    /// Index of the screening team, and case-equivalents per contact.
    pub screening: Option<(TeamId, InputId)>,
    pub next: BranchesPlan,
    /// The two random streams of contacts: those that become referrals and those that do not.
    pub dispersion_streams: [Stream; 2],
    pub contact_streams: [Stream; 2],
    pub re_referral_stream: Stream,
    pub turned_away_stream: Stream,
    /// By months since children were turned away, from 1.
    pub comes_back_streams: [Stream; RETURN_MONTHS],
}

impl DemandPlan {
    pub(crate) fn new(scenario: &Scenario, demand: &Demand) -> Self {
        let stream = |purpose, what: &str| Stream::new(scenario.seed, purpose, what);
        let both =
            |purpose| ["demand.contacts.referred", "demand.contacts.not_referred"].map(|what| stream(purpose, what));
        Self {
            contacts: demand.contacts,
            conversion: demand.conversion,
            referred: demand.referred,
            not_referred: demand.not_referred,
            growth: demand.growth,
            season: demand.season,
            dispersion: demand.dispersion,
            re_referral: demand.re_referral,
            turned_away: demand.turned_away,
            comes_back: demand.comes_back,
            screening: demand.screening.as_ref().map(|screening| (screening.team, screening.load)),
            next: BranchesPlan::new(scenario, &demand.next, "demand"),
            dispersion_streams: both(Purpose::Dispersion),
            contact_streams: both(Purpose::Contacts),
            re_referral_stream: stream(Purpose::ReReferral, "demand"),
            turned_away_stream: stream(Purpose::TurnedAway, "demand"),
            comes_back_streams: std::array::from_fn(|month| {
                stream(Purpose::ComesBack, &format!("demand.{}", month + 1))
            }),
        }
    }
}
