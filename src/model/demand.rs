//! Contacts and referrals.

use super::state::{DemandState, State};
use crate::lanes::{Lanes, each, update};
use crate::measures::counts::ServiceCount::{Contacts, ReReferrals, Referrals};
use crate::measures::counts::TeamCount::ScreeningLoad;
use crate::plan::Plan;
use crate::random::{binomial, dispersed_mean, poisson};

/// Maximum contacts per stream and month, the same as in a scenario: bounds growth so that counts cannot overflow.
const MOST: f64 = 1e6;

/// The month's contacts, in two streams: those that become referrals and those that do not. Each is Poisson with mean
/// base x growth x season x dated factors, multiplied by a gamma factor of mean 1 for over-dispersion.
#[inline(always)]
pub(crate) fn contacts<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize) {
    let Some(demand) = &plan.demand else { return };
    let values = &state.values;
    let today = plan.calendar.month(month as i32);
    state.demand.grow(values.get(demand.growth), month);
    let season = demand.season[today.index_in_year()];
    let common = (values.get(demand.contacts), &state.demand.growth);
    let common = each(common, |(contacts, growth)| contacts * growth * season);
    let conversion = values.get(demand.conversion);
    let referred = each((&common, conversion, values.get(demand.referred)), |(common, conversion, factor)| {
        common * conversion * factor
    });
    let others = each((&common, conversion, values.get(demand.not_referred)), |(common, conversion, factor)| {
        common * (1.0 - conversion) * factor
    });
    let [referrals, others] = [(0, referred), (1, others)].map(|(stream, mean)| {
        let draw = demand.dispersion_streams[stream].at(month as u32);
        let mean = dispersed_mean(&mean, values.get(demand.dispersion), draw, &state.chance, MOST);
        poisson(&mean, &demand.contact_streams[stream].at(month as u32).by_lane(&state.chance))
    });
    let u = demand.re_referral_stream.at(month as u32).by_lane(&state.chance);
    let again = binomial(&referrals, values.get(demand.re_referral), &u);
    let all = each((&referrals, &others), |(referrals, others)| referrals + others);
    if let Some((team, load)) = demand.screening {
        state.record.teams[team.index()][ScreeningLoad] = each((&all, values.get(load)), |(all, load)| all * load);
    }
    let whole = &mut state.record.whole;
    (whole[Contacts], whole[Referrals], whole[ReReferrals]) = (all, referrals, again);
}

impl<const N: usize> DemandState<N> {
    /// Growth compounds monthly at the current yearly rate.
    #[inline(always)]
    fn grow(&mut self, rate: &Lanes<N>, month: usize) {
        if *rate != self.growth_rate {
            self.growth_rate = *rate;
            self.monthly_growth =
                each(rate, |rate| if rate == 0.0 { 1.0 } else { libm::exp(libm::log1p(rate) / 12.0) });
        }
        if month > 0 {
            update(&mut self.growth, &self.monthly_growth, |growth, factor| *growth *= factor);
        }
    }
}
