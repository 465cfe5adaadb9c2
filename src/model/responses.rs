//! Responses: what begins and ends by the figures at the end of last month.

use super::event::ResponseStep;
use super::state::State;
use super::{Event, Recorder};
use crate::lanes::{Lanes, each, update};
use crate::measures::counts::ResponseCount::{InForce, Starts};
use crate::plan::{Plan, ResponsePlan};

/// A response in a block of replications.
#[derive(Clone, Debug, Default)]
pub(crate) struct ResponseState<const N: usize> {
    /// Consecutive months, up to the last, at whose end the condition was met.
    met: Lanes<N>,
    /// Consecutive months in force, up to the last, at whose end the condition to stop was met.
    eased: Lanes<N>,
    /// Months until it is in force; 0 if it is not coming.
    coming: Lanes<N>,
    /// Months in force, this one included; 0 if it is not.
    months: Lanes<N>,
    /// Starts decided on in this financial year.
    starts: Lanes<N>,
}

/// Decides which responses are in force this month, before inputs take the month's values.
///
/// One that is in force ends when its condition to stop has been met for long enough, but not while the condition to begin is met.
/// One that is neither in force nor coming is decided on when the condition has been met for long enough, and is in force `after`
/// months later whatever happens until then.
#[inline(always)]
pub(crate) fn decide<const N: usize, R: Recorder<N>>(
    plan: &Plan,
    state: &mut State<N>,
    month: usize,
    recorder: &mut R,
) {
    let is_new_year = plan.calendar.month(month as i32).begins_financial_year();
    for (index, (id, response)) in plan.responses.entries().enumerate() {
        let figure = response.condition.figure(&state.before, month);
        let now = &mut state.responses[index];
        let before = now.months;
        if is_new_year {
            now.starts = Lanes::ZERO;
        }
        read(response, &state.values, &figure, now);
        let began = step(response, month, now);
        let record = &mut state.record.responses[index];
        record[InForce] = each(&now.months, |months| f64::from(months > 0.0));
        record[Starts] = began.in_force;
        let in_force = each(&now.months, |months| {
            let share = months / response.phase_in;
            if share < 1.0 { share } else { 1.0 }
        });
        state.values.respond(index, in_force);
        let tell = |step| Event::Response { response: id, step };
        recorder.event(&began.coming, |coming| (coming > 0.0).then_some(tell(ResponseStep::Decided)));
        recorder.event(&began.in_force, |begins| (begins > 0.0).then_some(tell(ResponseStep::Began)));
        recorder.event((&before, &now.months), |(before, now)| {
            (before > 0.0 && now == 0.0).then_some(tell(ResponseStep::Ended))
        });
    }
}

/// Counts the months at whose end the conditions were met.
#[inline(always)]
fn read<const N: usize>(
    response: &ResponsePlan,
    values: &crate::plan::Values<N>,
    figure: &Lanes<N>,
    now: &mut ResponseState<N>,
) {
    let start = &response.start;
    update(&mut now.met, (figure, values.drawn(start.level)), |met, (figure, level)| {
        *met = if ResponsePlan::is_beyond(start, figure, level) { *met + 1.0 } else { 0.0 };
    });
    let (stop, level) =
        response.stop.as_ref().map_or((None, &Lanes::ZERO), |stop| (Some(stop), values.drawn(stop.level)));
    let counted = (figure, level, &now.met, &now.months);
    update(&mut now.eased, counted, |eased, (figure, level, met, months)| {
        // What cannot be measured is no reason to go on.
        let is_eased = stop.map_or(met == 0.0, |stop| figure.is_nan() || ResponsePlan::is_beyond(stop, figure, level));
        *eased = if months > 0.0 && is_eased { *eased + 1.0 } else { 0.0 };
    });
}

/// What begins in a month, in which lanes.
struct Beginning<const N: usize> {
    /// Was decided on, and is not in force yet.
    coming: Lanes<N>,
    in_force: Lanes<N>,
}

/// Ends, comes nearer, is decided on or begins.
#[inline(always)]
fn step<const N: usize>(response: &ResponsePlan, month: usize, now: &mut ResponseState<N>) -> Beginning<N> {
    let stop_months = response.stop.as_ref().map_or(1.0, |stop| f64::from(stop.months));
    let (start_months, after) = (f64::from(response.start.months), response.after as f64);
    let is_over = month >= response.until;
    let may_be_decided = month >= response.from && month + response.after < response.until;
    let mut beginning = Beginning { coming: Lanes::ZERO, in_force: Lanes::ZERO };
    let ResponseState { met, eased, coming, months, starts } = now;
    let changed = ((coming, months, starts), (&mut beginning.coming, &mut beginning.in_force));
    update(changed, (&*met, &*eased), |((coming, months, starts), (decided, begins)), (met, eased)| {
        let holds = met >= start_months;
        let ends = is_over || (eased >= stop_months && !holds);
        *months = if *months > 0.0 && !ends { *months + 1.0 } else { 0.0 };
        let arrives = *coming == 1.0 && !is_over;
        *coming = if *coming > 0.0 { *coming - 1.0 } else { 0.0 };
        let is_idle = *months == 0.0 && *coming == 0.0 && !arrives;
        let is_decided = may_be_decided && is_idle && holds && *starts < response.at_most;
        *starts += f64::from(is_decided);
        *coming = if is_decided { after } else { *coming };
        *decided = f64::from(is_decided && after > 0.0);
        *begins = f64::from(arrives || (is_decided && after == 0.0));
        *months = if *begins > 0.0 { 1.0 } else { *months };
    });
    beginning
}
