//! Contacts and referrals.

use super::state::{DemandState, State};
use crate::measures::counts::ServiceCount::{Contacts, ReReferrals, Referrals};
use crate::measures::counts::TeamCount::ScreeningLoad;
use crate::plan::Plan;
use crate::random::{binomial, gamma_mean_one, normal_quantile, poisson};

/// Maximum contacts per stream and month, the same as in a scenario: bounds growth so that counts cannot overflow.
const MOST: f64 = 1e6;

/// The month's contacts, in two streams: those that become referrals and those that do not. Each is Poisson with mean
/// base x growth x season x level x dated factors, multiplied by a gamma factor of mean 1 for over-dispersion.
pub(crate) fn contacts(plan: &Plan, state: &mut State, month: usize) {
    let Some(demand) = &plan.demand else { return };
    let chance = state.future.chance;
    let values = &state.values;
    grow(&mut state.demand, values.get(demand.growth), month);
    if month > 0 && plan.calendar.month(month as i32).index_in_year() == 3 {
        let sd = values.get(demand.level_sd);
        let step = if sd > 0.0 { sd * normal_quantile(demand.level_stream.of(chance).at(month as u32)) } else { 0.0 };
        state.demand.log_level = values.get(demand.level_persistence) * state.demand.log_level + step;
        state.demand.level = libm::exp(state.demand.log_level);
    }
    let season = demand.season[plan.calendar.month(month as i32).index_in_year()];
    let common = values.get(demand.contacts) * state.demand.growth * season * state.demand.level;
    let conversion = values.get(demand.conversion);
    let means = [
        common * conversion * values.get(demand.referred),
        common * (1.0 - conversion) * values.get(demand.not_referred),
    ];
    let dispersion = values.get(demand.dispersion);
    let mut counts = [0_u32; 2];
    for (stream, count) in counts.iter_mut().enumerate() {
        let factor = gamma_mean_one(dispersion, demand.dispersion_streams[stream].of(chance), month as u32);
        *count =
            poisson((means[stream] * factor).min(MOST), demand.contact_streams[stream].of(chance).at(month as u32));
    }
    let re_referral = values.get(demand.re_referral);
    let again = binomial(counts[0], re_referral, demand.re_referral_stream.of(chance).at(month as u32));
    let all = f64::from(counts[0]) + f64::from(counts[1]);
    let whole = &mut state.record.whole;
    (whole[Contacts], whole[Referrals], whole[ReReferrals]) = (all, f64::from(counts[0]), f64::from(again));
    if let Some((team, load)) = demand.screening {
        state.record.teams[team.index()][ScreeningLoad] = all * state.values.get(load);
    }
}

/// Growth compounds monthly at the current yearly rate.
fn grow(demand: &mut DemandState, rate: f64, month: usize) {
    if rate != demand.growth_rate {
        demand.growth_rate = rate;
        demand.monthly_growth = libm::exp(libm::log1p(rate) / 12.0);
    }
    if month > 0 {
        demand.growth *= demand.monthly_growth;
    }
}
