//! Warnings for unusual figures: unlike those that English authorities have published, more staff than posts, budgets far from
//! what staff cost, and pounds that look like shares.

use super::turnover::HARDLY_MEANT;
use super::{LintContext, LintFinding};
use crate::ids::TeamId;
use crate::scenario::plausibility::{Comparison, Figure, comparisons};
use crate::scenario::problem::{Problem, UnusualReason};
use crate::units::Unit;

/// A budget more than so many times the cost at the start, or less than that part of it, is probably of another period or unit.
const BUDGET_FACTOR: f64 = 3.0;

/// A team that opens with more permanent staff than this many times its posts was probably given the heads of another.
const OVERSTAFFED: f64 = 1.2;

/// Addresses of what permanent FTE at the start is worked out from.
const PERMANENT_STAFF: [&str; 3] = ["staff", "route.ID.fte_per_head", "workforce.hours"];

/// Addresses of what agency FTE at the start is worked out from.
const AGENCY_STAFF: [&str; 2] = ["team.ID.agency.workers", "agency.fte_per_worker"];

pub(super) fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    let compared = comparisons(look.scenario, &look.reader.inputs);
    let mut found: Vec<LintFinding> = compared.iter().filter_map(|one| unusual(look, one)).collect();
    found.extend(look.scenario.teams.ids().filter_map(|team| overstaffed(look, team)));
    found.extend(less_than_a_pound(look, &compared));
    found.extend(budgets(look));
    found
}

fn unusual(look: &LintContext<'_>, one: &Comparison) -> Option<LintFinding> {
    let verdict = one.verdict().filter(|_| !depends_on_a_blank(look, one))?;
    let key = one.addresses.first()?;
    let is_justified =
        look.reader.is_justified(key) || one.addresses.iter().all(|address| look.reader.is_justified(address));
    // More than half leaving is warned about band by band.
    let is_told = one.figure == Figure::Turnover && one.value > HARDLY_MEANT;
    if is_justified || is_told {
        return None;
    }
    let of_input = look.reader.inputs.find(key).and_then(|id| look.reader.inputs.get(id).place);
    // A group of a CSV file has no place of its own.
    let of_file = || if key.starts_with("staff.") { look.place("staff_csv") } else { None };
    let place = of_input.or_else(|| look.reader.place_of(key)).or_else(of_file);
    let what = UnusualReason::of(key, one, verdict);
    Some((Problem::Unusual { what }, place))
}

/// Whether a figure that it is worked out from is blank, so that its value is that of a placeholder.
fn depends_on_a_blank(look: &LintContext<'_>, one: &Comparison) -> bool {
    let of_figure: &[&str] = match one.figure {
        Figure::Turnover => &["leaving.annual_rate", "route.ID.stage.ID.leaving"],
        Figure::Posts => &["team.ID.establishment"],
        Figure::AgencyRate => &AGENCY_STAFF,
        Figure::Starters => &["intake"],
        Figure::Referrals => &["demand", AGENCY_STAFF[0], AGENCY_STAFF[1]],
        _ => &[],
    };
    let of_staff = one.figure.is_of_staff() && look.is_blank(&PERMANENT_STAFF);
    of_staff || look.is_blank(of_figure) || one.addresses.iter().any(|address| look.is_blank(&[address]))
}

/// A team with far more permanent staff than posts.
fn overstaffed(look: &LintContext<'_>, id: TeamId) -> Option<LintFinding> {
    let team = &look.scenario.teams[id];
    let covered = |group: &&crate::scenario::StaffGroup| group.team == id;
    let of_group = |group: &crate::scenario::StaffGroup| {
        let route = &look.scenario.routes[group.route];
        let stage = &route.stages[group.stage];
        if stage.employed { f64::from(group.heads) * route.fte_per_head * look.mean(stage.cover) } else { 0.0 }
    };
    let fte: f64 = look.scenario.staff.iter().filter(covered).map(of_group).sum();
    let fte = fte * look.mean(look.scenario.workforce.hours);
    let posts = look.mean(team.establishment);
    let (key, place) = look.input(team.establishment);
    let is_unknown = look.is_blank(&[&key, "route.ID.stage.ID.cover"]) || look.is_blank(&PERMANENT_STAFF);
    let is_over = !is_unknown && fte > OVERSTAFFED * posts && fte > posts + 2.0 && !look.reader.is_justified(&key);
    let what = UnusualReason::MoreStaffThanPosts { team: team.id.clone(), fte, posts };
    is_over.then_some((Problem::Unusual { what }, place))
}

/// Budgets of the whole service for a year that are far from what its staff cost at the start.
fn budgets(look: &LintContext<'_>) -> Vec<LintFinding> {
    // Pay, charges and agency staff: a budget is held against all of the cost or against none.
    if look.is_blank(&PERMANENT_STAFF) || look.is_blank(&["route.ID.stage.ID.pay", "agency", "team.ID.agency"]) {
        return Vec::new();
    }
    let cost = yearly_cost(look);
    let whole = look.scenario.budgets.iter().filter(|budget| budget.team.is_none() && budget.line.is_none());
    let is_far =
        |amount: f64| amount > 0.0 && cost > 0.0 && !(cost / BUDGET_FACTOR..=cost * BUDGET_FACTOR).contains(&amount);
    let each = |budget: &crate::scenario::Budget| {
        let key = format!("budget.{}.amount", budget.id);
        let what = UnusualReason::BudgetFarFromCost { key: key.clone(), amount: budget.amount, cost };
        let place = look.reader.place_of(&key);
        (is_far(budget.amount) && !look.reader.is_justified(&key)).then_some((Problem::Unusual { what }, place))
    };
    whole.filter_map(each).collect()
}

/// What permanent and agency staff in post at the start cost a year.
fn yearly_cost(look: &LintContext<'_>) -> f64 {
    let scenario = look.scenario;
    let pay = scenario.staff.iter().map(|group| {
        let route = &scenario.routes[group.route];
        f64::from(group.heads) * route.fte_per_head * look.mean(route.stages[group.stage].pay)
    });
    let agency = &scenario.agency;
    let a_year = agency.fte_per_worker * look.mean(agency.hours_per_week) * look.mean(agency.paid_weeks);
    let charges = scenario.teams.iter().map(|team| {
        let charge = look.mean_or(team.agency.charge_per_hour.or(agency.rates.charge_per_hour), 0.0);
        f64::from(team.agency_workers) * charge * a_year
    });
    pay.sum::<f64>() + charges.sum::<f64>()
}

/// Amounts below a pound, which are probably shares.
fn less_than_a_pound(look: &LintContext<'_>, compared: &[Comparison]) -> Vec<LintFinding> {
    let is_pounds = |unit: Unit| matches!(unit, Unit::Pounds | Unit::PoundsPerMonth | Unit::PoundsPerFteYear);
    let is_compared = |address: &str| compared.iter().any(|one| one.addresses.iter().any(|known| known == address));
    let inputs = look.reader.inputs.list.iter().filter(|input| input.place.is_some() && is_pounds(input.unit));
    let small = inputs.filter(|input| input.mean() > 0.0 && input.mean() < 1.0);
    let small = small.filter(|input| !is_compared(&input.address) && !look.reader.is_justified(&input.address));
    let each = |input: &crate::scenario::Input| {
        let what = UnusualReason::LessThanAPound { key: input.address.clone(), value: input.mean() };
        (Problem::Unusual { what }, input.place)
    };
    small.map(each).collect()
}
