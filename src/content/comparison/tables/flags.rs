//! The figures that raised the flags of plans.

use crate::compare::{FlagReason, PlanFlag, Study};
use crate::content::cell::{Cell, NumberRole};
use crate::content::comparison::ranking::ranked;
use crate::content::rows::Rows;
use crate::content::series_names::unit_cell;
use crate::units::Unit;

/// One row for each flag of a plan and, of a team's, each team; plans in ranking order.
pub(crate) fn flags(study: &Study) -> Rows<'_> {
    const HEADER: [&str; 8] = ["alternative", "flag", "team", "unit", "base", "plan", "rise", "mc_error"];
    let rows = ranked(study).into_iter().flat_map(|one| one.flags.iter().map(|flag| row(&one.name, flag)));
    Rows::new(&HEADER, rows)
}

fn row<'c>(plan: &'c str, flag: &'c PlanFlag) -> Vec<Cell<'c>> {
    let unit = unit(flag.reason);
    vec![
        plan.into(),
        flag.reason.id().into(),
        flag.team.as_deref().into(),
        unit_cell(unit),
        Cell::level(flag.base, unit),
        Cell::level(flag.plan, unit),
        Cell::Number(flag.rise, unit, NumberRole::Change),
        Cell::error(flag.mc_error, unit),
    ]
}

/// The unit of the figures of a flag: a year's case-months or children, a share of futures or of months.
fn unit(reason: FlagReason) -> Unit {
    match reason {
        FlagReason::CasesWaiting => Unit::CaseMonths,
        FlagReason::ChildOnPlanWaits => Unit::Probability,
        FlagReason::CaseloadAboveLimit => Unit::Share,
        FlagReason::TurnedAway => Unit::Cases,
    }
}
