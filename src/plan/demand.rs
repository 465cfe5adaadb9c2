//! Demand: contacts, referrals and screening, with their random streams.

use super::pathway::BranchesPlan;
use crate::ids::TeamId;
use crate::random::{Purpose, Stream};
use crate::scenario::{Demand, InputId, Scenario};

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
    /// Index of the screening team, and case-equivalents per contact.
    pub screening: Option<(TeamId, InputId)>,
    pub next: BranchesPlan,
    /// The two random streams of contacts: those that become referrals and those that do not.
    pub dispersion_streams: [Stream; 2],
    pub contact_streams: [Stream; 2],
    pub re_referral_stream: Stream,
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
            screening: demand.screening.as_ref().map(|screening| (screening.team, screening.load)),
            next: BranchesPlan::new(scenario, &demand.next, "demand"),
            dispersion_streams: both(Purpose::Dispersion),
            contact_streams: both(Purpose::Contacts),
            re_referral_stream: stream(Purpose::ReReferral, "demand"),
        }
    }
}
