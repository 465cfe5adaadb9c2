//! The cost of the month, in whole pence by line.

use super::on_costs;
use super::state::State;
use crate::lanes::{Lanes, each, update};
use crate::measures::CostLine;
use crate::measures::counts::ResponseCount::{Cost as ResponseCost, InForce, Starts};
use crate::measures::counts::ServiceCount::{self, CostDiscounted, CostReal};
use crate::measures::counts::TeamCount::{
    AgencyFte, AgencyPremium, AgencyPrice, Cost, EstablishmentBudget, FundedPosts, Overspend, PermanentPrice,
    VacancyUnderspend,
};
use crate::measures::counts::add;
use crate::plan::Plan;
use crate::units::Pence;

/// The opening month has no cost; prices start in the first financial year.
#[inline(always)]
pub(crate) fn open<const N: usize>(plan: &Plan, state: &mut State<N>) {
    let money = &plan.scenario.money;
    let years = plan.calendar.years[0].since(money.base_year);
    for _ in 0..years.unsigned_abs() {
        update(&mut state.prices.deflator, state.values.get(money.inflation), |deflator, inflation| {
            *deflator *= if years > 0 { 1.0 / (1.0 + inflation) } else { 1.0 + inflation };
        });
    }
    price_capacity(plan, state);
}

/// The month's cost. Staff in post after leavers have gone are paid for the month.
#[inline(always)]
pub(crate) fn month<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize) {
    prices(plan, state, month);
    let values = &state.values;
    let absence = &plan.scenario.absence;
    let awards = &on_costs::pay_factor(plan, state);
    let shares = plan.scenario.on_costs.shares().map(|id| *values.get(id));
    let paid = (values.get(absence.long_absence), values.get(absence.long_absence_pay), awards);
    let paid = each(paid, |(absent, pay, awards)| (1.0 - absent * (1.0 - pay)) * awards);
    let present = (values.get(absence.sickness), values.get(absence.long_absence), awards);
    let worked = each(present, |(sickness, long_absence, awards)| (1.0 - sickness) * (1.0 - long_absence) * awards);
    let hours = charged_hours(plan, state);
    let comparator = each((values.get(plan.agency.comparator), awards), |(yearly, awards)| yearly / 12.0 * awards);
    let retention = values.get(plan.scenario.retention.payment);
    for (index, team) in plan.teams.iter().enumerate() {
        let load = &state.loads[index];
        let record = &mut state.record.teams[index];
        let charge = values.get_or(team.charge, &Lanes::ZERO);
        let agency = each((&record[AgencyFte], &hours, charge), |(fte, hours, charge)| fte * hours * charge);
        let lines = &mut state.record.team_lines[index];
        for (line, amount) in CostLine::ALL.iter().zip(&mut *lines) {
            *amount = match line {
                CostLine::PermanentPay => pence(&each((&load.pay, &paid), |(pay, paid)| pay * paid)),
                CostLine::Overtime => {
                    let hours = (values.get(team.overtime), values.get(plan.scenario.workforce.overtime_pay));
                    pence(&each((&load.pay, &worked, hours), |(pay, worked, (overtime, rate))| {
                        pay * worked * overtime * rate
                    }))
                }
                CostLine::Agency => pence(&agency),
                CostLine::Recruitment => pence(&state.recruitment[index]),
                CostLine::TraineeSupport => pence(&load.trainee_support),
                CostLine::Retention => pence(&each((&load.retained, retention), |(fte, yearly)| fte * yearly / 12.0)),
                CostLine::PlanCosts => continue,
                CostLine::Grants => pence(&each(&state.grants[index], |grants| 0.0 - grants)),
            };
            record[Cost] += &*amount;
        }
        let posts = (&record[FundedPosts], values.get(team.post_price), awards);
        let budget = pence(&each(posts, |(posts, yearly, awards)| posts * yearly / 12.0 * awards));
        let pay = &lines[CostLine::PermanentPay as usize];
        record[VacancyUnderspend] = each((&budget, pay), |(budget, pay)| budget - pay);
        record[EstablishmentBudget] = budget;
        on_costs::set_apart(plan, &shares, pay, record);
        let premium = (&agency, &record[AgencyFte], &comparator);
        record[AgencyPremium] = pence(&each(premium, |(agency, fte, comparator)| agency - fte * comparator));
        add(&mut state.record.lines, lines);
    }
    price_capacity(plan, state);
    plan_costs(plan, state, month);
    let mut total = Lanes::ZERO;
    state.record.lines.iter().for_each(|line| total += line);
    overspends(plan, state, month, &total);
    let whole = &mut state.record.whole;
    whole[CostReal] = each((&total, &state.prices.deflator), |(total, deflator)| Pence::nearest(total * deflator));
    whole[CostDiscounted] =
        each((&whole[CostReal], &state.prices.discount), |(real, discount)| Pence::nearest(real * discount));
}

/// Hours that are charged for an agency FTE in a month.
#[inline(always)]
fn charged_hours<const N: usize>(plan: &Plan, state: &State<N>) -> Lanes<N> {
    let hours = (state.values.get(plan.agency.hours_per_week), state.values.get(plan.agency.paid_weeks));
    each(hours, |(hours, weeks)| hours * weeks / 12.0)
}

/// What a month of one FTE present costs: of agency staff, who are paid for only when present, and of permanent staff, of whom some are
/// sick or on long absence.
#[inline(always)]
fn price_capacity<const N: usize>(plan: &Plan, state: &mut State<N>) {
    let values = &state.values;
    let absence = &plan.scenario.absence;
    let hours = charged_hours(plan, state);
    let absent = (values.get(absence.sickness), values.get(absence.long_absence), values.get(absence.long_absence_pay));
    let permanent = each(
        (absent, values.get(plan.agency.comparator), &on_costs::pay_factor(plan, state)),
        |((sickness, long_absence, pay), yearly, awards)| {
            let present = (1.0 - sickness) * (1.0 - long_absence);
            let price = yearly / 12.0 * awards * (1.0 - long_absence * (1.0 - pay)) / present;
            if present > 0.0 && yearly > 0.0 { price * Pence::IN_A_POUND } else { f64::NAN }
        },
    );
    for (team, record) in plan.teams.iter().zip(&mut state.record.teams) {
        record[AgencyPrice] = match team.charge {
            Some(charge) => each((&hours, values.get(charge)), |(hours, charge)| hours * charge * Pence::IN_A_POUND),
            None => Lanes::all(f64::NAN),
        };
        record[PermanentPrice] = permanent;
    }
}

/// What has been spent in the financial year beyond the profiles of its budgets.
#[inline(always)]
fn overspends<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize, total: &Lanes<N>) {
    let is_new_year = plan.calendar.month(month as i32).begins_financial_year();
    for (profile, spent) in plan.profiles.iter().zip(&mut state.spent) {
        if is_new_year {
            *spent = Lanes::ZERO;
        }
        *spent += profile.team.map_or(total, |team| &state.record.teams[team.index()][Cost]);
        let beyond = each((&*spent, profile.due[month]), |(spent, due)| spent - due);
        match profile.team {
            Some(team) => state.record.teams[team.index()][Overspend] = beyond,
            None => state.record.whole[ServiceCount::Overspend] = beyond,
        }
    }
}

/// Pounds in whole pence.
#[inline(always)]
fn pence<const N: usize>(pounds: &Lanes<N>) -> Lanes<N> {
    each(pounds, |pounds| Pence::nearest(pounds * Pence::IN_A_POUND))
}

/// Adds the costs of the changes in force; they belong to no team.
#[inline(always)]
fn plan_costs<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize) {
    let spent = &mut state.record.lines[CostLine::PlanCosts as usize];
    for (response, record) in plan.responses.iter().zip(&mut state.record.responses) {
        let costs = (state.values.get(response.cost_once), state.values.get(response.cost_per_month));
        let when = (&record[Starts], &record[InForce]);
        record[ResponseCost] =
            pence(&each((when, costs), |((starts, in_force), (once, per_month))| starts * once + in_force * per_month));
        *spent += &record[ResponseCost];
    }
    for cost in plan.change_costs.iter().filter(|cost| (cost.from..cost.until).contains(&month)) {
        *spent += &pence(state.values.get(cost.per_month));
        if cost.paid_in == month {
            *spent += &pence(state.values.get(cost.once));
        }
    }
}

/// Pay awards take effect in their month; prices and discounting step with the financial year.
#[inline(always)]
fn prices<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize) {
    let today = plan.calendar.month(month as i32);
    let of_pay = plan.scenario.awards.iter().filter(|award| award.prices.is_none());
    for award in of_pay.filter(|award| award.month == Some(today)) {
        update(&mut state.prices.awards, state.values.get(award.rate), |awards, rate| *awards *= 1.0 + rate);
    }
    if month > 0 && today.begins_financial_year() {
        let money = &plan.scenario.money;
        let rates = (state.values.get(money.inflation), state.values.get(money.discount_rate));
        let prices = (&mut state.prices.deflator, &mut state.prices.discount);
        update(prices, rates, |(deflator, discount), (inflation, rate)| {
            *deflator /= 1.0 + inflation;
            *discount /= 1.0 + rate;
        });
    }
}
