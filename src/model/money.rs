//! The cost of the month, in whole pence by line.

use super::state::State;
use crate::measures::CostLine;
use crate::measures::counts::ServiceCount::{CostDiscounted, CostReal};
use crate::measures::counts::TeamCount::{AgencyFte, AgencyPremium, Cost};
use crate::measures::counts::add;
use crate::plan::Plan;
use crate::units::Pence;

/// The opening month has no cost; prices start in the first financial year.
pub(crate) fn open(plan: &Plan, state: &mut State) {
    state.record.lines.fill(0.0);
    state.record.team_lines.as_flattened_mut().fill(0.0);
    let money = &plan.scenario.money;
    let years = plan.calendar.years[0].since(money.base_year);
    let inflation = 1.0 + state.values.get(money.inflation);
    for _ in 0..years.unsigned_abs() {
        state.prices.deflator *= if years > 0 { 1.0 / inflation } else { inflation };
    }
}

/// The month's cost. Staff in post after leavers have gone are paid for the month.
pub(crate) fn month(plan: &Plan, state: &mut State, month: usize) {
    prices(plan, state, month);
    let values = &state.values;
    let absence = &plan.scenario.absence;
    let paid = 1.0 - values.get(absence.long_absence) * (1.0 - values.get(absence.long_absence_pay));
    let hours = values.get(plan.agency.hours_per_week) * values.get(plan.agency.paid_weeks) / 12.0;
    let retention = values.get(plan.scenario.retention.payment) / 12.0;
    let comparator = values.get(plan.agency.comparator) / 12.0 * state.prices.awards;
    state.record.lines.fill(0.0);
    for (index, team) in plan.teams.iter().enumerate() {
        let load = &state.loads[index];
        let record = &mut state.record.teams[index];
        let agency = record[AgencyFte] * hours * values.get_or(team.charge, 0.0);
        let lines = &mut state.record.team_lines[index];
        for (line, amount) in CostLine::ALL.iter().zip(&mut *lines) {
            let pounds = match line {
                CostLine::PermanentPay => load.pay * state.prices.awards * paid,
                CostLine::Agency => agency,
                CostLine::Recruitment => state.recruitment[index],
                CostLine::TraineeSupport => load.trainee_support,
                CostLine::Retention => load.retained * retention,
                CostLine::PlanCosts => 0.0,
                CostLine::Grants => -state.grants[index],
            };
            *amount = Pence::from_pounds(pounds).count();
        }
        record[Cost] = lines.iter().sum();
        record[AgencyPremium] = Pence::from_pounds(agency - record[AgencyFte] * comparator).count();
        add(&mut state.record.lines, lines);
    }
    state.record.lines[CostLine::PlanCosts as usize] += plan_costs(plan, state, month).count();
    let total = Pence::of_count(state.record.lines.iter().sum());
    let real = total.times(state.prices.deflator);
    state.record.whole[CostReal] = real.count();
    state.record.whole[CostDiscounted] = real.times(state.prices.discount).count();
}

/// The costs of the changes in force; they belong to no team.
fn plan_costs(plan: &Plan, state: &State, month: usize) -> Pence {
    plan.change_costs
        .iter()
        .filter(|cost| (cost.from..cost.until).contains(&month))
        .map(|cost| {
            let once = if cost.paid_in == month { state.values.get(cost.once) } else { 0.0 };
            Pence::from_pounds(once) + Pence::from_pounds(state.values.get(cost.per_month))
        })
        .sum()
}

/// Pay awards take effect in their month; prices and discounting step with the financial year.
fn prices(plan: &Plan, state: &mut State, month: usize) {
    let today = plan.calendar.month(month as i32);
    for award in plan.scenario.awards.iter().filter(|award| award.month == Some(today)) {
        state.prices.awards *= 1.0 + state.values.get(award.rate);
    }
    if month > 0 && today.index_in_year() == 3 {
        let money = &plan.scenario.money;
        state.prices.deflator /= 1.0 + state.values.get(money.inflation);
        state.prices.discount /= 1.0 + state.values.get(money.discount_rate);
    }
}
