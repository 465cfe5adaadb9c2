//! Contacts and referrals.

use super::state::{DemandState, State};
use crate::lanes::{Lanes, each, update};
use crate::measures::counts::ServiceCount::{CameBack, Contacts, ReReferrals, Referrals, TurnedAway};
use crate::measures::counts::TeamCount::ScreeningLoad;
use crate::plan::{DemandPlan, Plan, RETURN_MONTHS};
use crate::random::{binomial, dispersed_mean, poisson};

/// Maximum contacts per stream and month, the same as in a scenario: bounds growth so that counts cannot overflow.
const MOST: f64 = 1e6;

/// The month's contacts, in two streams: those that become referrals and those that do not. Each is Poisson with mean
/// base x growth x season x dated factors, multiplied by a gamma factor of mean 1 for over-dispersion.
#[inline(always)]
pub(crate) fn contacts<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize) {
    state.record.whole[TurnedAway] = Lanes::ZERO;
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
    let back = come_back(demand, state, month);
    let values = &state.values;
    let turned_away = turn_away(demand, state, month, &referrals);
    let all = each((&referrals, &others, &back), |(referrals, others, back)| referrals + others + back);
    let taken =
        each((&referrals, &turned_away, &back), |(referrals, turned_away, back)| referrals - turned_away + back);
    let u = demand.re_referral_stream.at(month as u32).by_lane(&state.chance);
    let again = binomial(&taken, values.get(demand.re_referral), &u);
    if let Some((team, load)) = demand.screening {
        state.record.teams[team.index()][ScreeningLoad] = each((&all, values.get(load)), |(all, load)| all * load);
    }
    let whole = &mut state.record.whole;
    (whole[Contacts], whole[Referrals], whole[ReReferrals]) = (all, taken, again);
    (whole[TurnedAway], whole[CameBack]) = (turned_away, back);
}

/// Referrals that are not taken.
#[inline(always)]
fn turn_away<const N: usize>(demand: &DemandPlan, state: &State<N>, month: usize, referrals: &Lanes<N>) -> Lanes<N> {
    let share = state.values.get(demand.turned_away);
    if share.is_zero() {
        return Lanes::ZERO;
    }
    binomial(referrals, share, &demand.turned_away_stream.at(month as u32).by_lane(&state.chance))
}

/// Children turned away in one of the last 12 months who are referred again: an equal share of each month's in each of the 12
/// months that follow. Of those who have not come back after k - 1 months the share is p / 12 / (1 - p (k - 1) / 12).
#[inline(always)]
fn come_back<const N: usize>(demand: &DemandPlan, state: &mut State<N>, month: usize) -> Lanes<N> {
    let away = &mut state.demand.turned_away;
    away.begin_month(state.before.whole[TurnedAway]);
    let share = state.values.get(demand.comes_back);
    let mut back = Lanes::ZERO;
    if share.is_zero() {
        return back;
    }
    for (passed, stream) in demand.comes_back_streams.iter().enumerate() {
        let away = away.ago(passed);
        if away.is_zero() {
            continue;
        }
        let p = each(share, |share| {
            let monthly = share / RETURN_MONTHS as f64;
            let p = monthly / (1.0 - monthly * passed as f64);
            if p < 1.0 { p } else { 1.0 }
        });
        let came = binomial(away, &p, &stream.at(month as u32).by_lane(&state.chance));
        *away -= &came;
        back += &came;
    }
    back
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
