//! Why a plan is flagged: what it makes worse for children, on the same futures.
//!
//! A flag is raised by the mean difference of a figure between the plan and the base: it must be above zero by two standard errors, and
//! reach a least rise ([`FlagReason::least_rise`]), which is an assumption of this program about what matters.

use crate::measures::{Measure, StageRole};
use crate::plan::Plan;
use crate::run::{BLOCK, Cancelled, Columns, Layout, Options, ProgressCounter, Tally, Waves};
use crate::scenario::{Breakdown, CaseStage, Series};

/// Why a plan is flagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagReason {
    /// Cases spend more months without a worker.
    CasesWaiting,
    /// It is more likely that some child on a protection plan is without a worker in some month of the run.
    ChildOnPlanWaits,
    /// In a month of the run, it is more likely that a team has more work than its caseload limit allows: cases wait in the team, or staff
    /// carry more than the limit of the base.
    CaseloadAboveLimit,
    /// More children are turned away or closed early.
    TurnedAway,
}

impl FlagReason {
    /// Every reason, in the order of the results.
    pub const ALL: [Self; 4] = [Self::CasesWaiting, Self::ChildOnPlanWaits, Self::CaseloadAboveLimit, Self::TurnedAway];

    /// Identifier in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::CasesWaiting => "more_cases_waiting",
            Self::ChildOnPlanWaits => "child_on_plan_waits",
            Self::CaseloadAboveLimit => "caseload_above_limit",
            Self::TurnedAway => "more_children_turned_away",
        }
    }

    /// The least mean rise that raises the flag: case-months a year, a share of futures or of months, children a year. An assumption.
    #[must_use]
    pub fn least_rise(self) -> f64 {
        match self {
            Self::CasesWaiting => 12.0,
            Self::ChildOnPlanWaits => 0.01,
            Self::CaseloadAboveLimit => 0.02,
            Self::TurnedAway => 0.0,
        }
    }

    /// Whether a mean rise with this standard error raises the flag.
    fn is_raised(self, rise: f64, mc_error: f64) -> bool {
        // A rise of exactly one point may be stored as slightly less.
        const ROUNDING: f64 = 1e-9;
        rise > ROUNDING && rise > 2.0 * mc_error && rise >= self.least_rise() - ROUNDING
    }
}

/// A flag of a plan, with the figures that raised it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanFlag {
    /// Why.
    pub reason: FlagReason,
    /// Name of the team; `None` for the service.
    pub team: Option<String>,
    /// Mean in the base: case-months or children a year, or a share of futures or of months.
    pub base: f64,
    /// Mean in the plan.
    pub plan: f64,
    /// Mean difference on the same futures.
    pub rise: f64,
    /// Its standard error.
    pub mc_error: f64,
}

/// A figure that can raise a flag, and its cells in the rows of the base and of the plan.
struct FlagFigure {
    reason: FlagReason,
    team: Option<String>,
    gauge: Gauge,
    cells: [Vec<usize>; 2],
}

/// How a figure is computed from its cells.
#[derive(Clone, Copy)]
enum Gauge {
    /// Their sum over this number of years.
    PerYear(f64),
    /// 1 if any is above zero, 0 if not.
    Ever,
    /// The share of them above a value.
    ShareAbove(f64),
}

impl Gauge {
    /// The figure in each replication.
    fn read(self, columns: &Columns, cells: &[usize]) -> [f64; BLOCK] {
        let mut figure = [0.0; BLOCK];
        for &cell in cells {
            let each = figure.iter_mut().zip(columns.column(cell));
            match self {
                Self::PerYear(years) => each.for_each(|(sum, value)| *sum += value / years),
                Self::Ever => each.for_each(|(ever, &value)| *ever = if value > 0.0 { 1.0 } else { *ever }),
                Self::ShareAbove(limit) => {
                    let one = 1.0 / cells.len() as f64;
                    each.for_each(|(share, &value)| *share += if value > limit { one } else { 0.0 });
                }
            }
        }
        figure
    }
}

/// The figures that can flag a plan.
pub(super) struct FlagRun {
    figures: Vec<FlagFigure>,
}

/// By figure: the base, the plan, and the plan less the base.
pub(super) type FlagTallies = Vec<[Tally; 3]>;

impl FlagRun {
    pub(super) fn new(base: &Plan, other: &Plan) -> Self {
        Self { figures: figures([base, other]) }
    }

    /// Nothing tallied yet.
    pub(super) fn none(&self) -> FlagTallies {
        self.figures.iter().map(|_| [(); 3].map(|()| Tally::of_moments(0.0))).collect()
    }

    /// Adds the blocks of a wave of both.
    pub(super) fn add(&self, base: &[Columns], other: &[Columns], to: &mut FlagTallies) {
        for (figure, tallies) in self.figures.iter().zip(to) {
            for (base, other) in base.iter().zip(other) {
                let here = figure.gauge.read(base, &figure.cells[0]);
                let there = figure.gauge.read(other, &figure.cells[1]);
                let mut rise = there;
                rise.iter_mut().zip(&here).for_each(|(rise, base)| *rise -= base);
                for (tally, values) in tallies.iter_mut().zip([here, there, rise]) {
                    tally.add(&values[..base.replications()]);
                }
            }
        }
    }

    /// The flags that are raised: of a team's two figures the one that rises most.
    pub(super) fn flags(&self, tallies: &FlagTallies) -> Vec<PlanFlag> {
        let mut flags: Vec<PlanFlag> = Vec::new();
        for (figure, [base, plan, rise]) in self.figures.iter().zip(tallies) {
            if !figure.reason.is_raised(rise.mean(), rise.error()) {
                continue;
            }
            let flag = PlanFlag {
                reason: figure.reason,
                team: figure.team.clone(),
                base: base.mean(),
                plan: plan.mean(),
                rise: rise.mean(),
                mc_error: rise.error(),
            };
            let same = |one: &&mut PlanFlag| one.reason == flag.reason && one.team == flag.team;
            match flags.iter_mut().find(same) {
                Some(known) if known.rise >= flag.rise => {}
                Some(known) => *known = flag,
                None => flags.push(flag),
            }
        }
        flags
    }
}

/// The flags of a plan on the futures of `options`.
///
/// # Errors
/// [`Cancelled`] if the progress callback breaks.
pub(crate) fn flags_of(
    base: &Plan,
    plan: &Plan,
    options: &Options<'_>,
    counter: &ProgressCounter<'_>,
) -> Result<Vec<PlanFlag>, Cancelled> {
    let [of_base, of_plan] = [base, plan].map(|one| Waves::new(one, options, counter));
    let run = FlagRun::new(base, plan);
    let mut tallies = run.none();
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for wave in of_base.all(false) {
        of_base.run(&wave, &mut here)?;
        of_plan.run(&wave, &mut there)?;
        run.add(&here, &there, &mut tallies);
    }
    Ok(run.flags(&tallies))
}

/// The figures that both plans report.
fn figures(plans: [&Plan; 2]) -> Vec<FlagFigure> {
    let years = plans[0].calendar().months as f64 / 12.0;
    let per_year = |reason, measure: &str| {
        let cells = plans.map(|plan| service_years(plan, measure));
        FlagFigure { reason, team: None, gauge: Gauge::PerYear(years), cells }
    };
    let mut figures = vec![
        per_year(FlagReason::CasesWaiting, "unallocated_case_months"),
        FlagFigure {
            reason: FlagReason::ChildOnPlanWaits,
            team: None,
            gauge: Gauge::Ever,
            cells: plans.map(protection_plans_waiting),
        },
    ];
    figures.extend(of_teams(plans));
    figures.push(per_year(FlagReason::TurnedAway, Measure::TURNED_AWAY.id));
    figures.retain(|figure| figure.cells.iter().all(|cells| !cells.is_empty()));
    figures
}

/// The cells of a series in every month; none if the plan does not report it.
fn monthly(plan: &Plan, series: Series) -> Vec<usize> {
    let layout = Layout::new(plan);
    let place = plan.series.iter().position(|one| one.series == series);
    place.map_or(Vec::new(), |place| (0..layout.months).map(|month| layout.month(month, place)).collect())
}

/// The cells of a measure of the service in every financial year.
fn service_years(plan: &Plan, measure: &str) -> Vec<usize> {
    let layout = Layout::new(plan);
    let place = Measure::find(measure)
        .and_then(|measure| plan.series.iter().position(|one| one.series == Series { measure, team: None, of: None }));
    place.map_or(Vec::new(), |place| (0..layout.years).map(|year| layout.year(year, place)).collect())
}

/// The cells of children without a worker in every month and stage that counts as a child protection plan.
fn protection_plans_waiting(plan: &Plan) -> Vec<usize> {
    let Some(measure) = Measure::find("unallocated") else { return Vec::new() };
    let pathway = &plan.scenario().pathway;
    let is_plan = |stage: &CaseStage| stage.role == Some(StageRole::ChildProtectionPlan);
    let stages = pathway.ids().filter(|&stage| is_plan(&pathway[stage]));
    stages.flat_map(|stage| monthly(plan, Series { measure, team: None, of: Some(Breakdown::Stage(stage)) })).collect()
}

/// The two figures of every team with a limit that both plans have.
fn of_teams(plans: [&Plan; 2]) -> Vec<FlagFigure> {
    let scenario = plans[0].scenario();
    let mut figures = Vec::new();
    for team in &scenario.teams {
        let Some(rules) = team.caseload.as_ref() else { continue };
        let cells = |measure: &str| {
            plans.map(|plan| {
                let there = plan.scenario().teams.find(|other| other.id == team.id);
                let series = there.zip(Measure::find(measure));
                series
                    .map_or(Vec::new(), |(team, measure)| monthly(plan, Series { measure, team: Some(team), of: None }))
            })
        };
        let mut figure = |measure, limit| {
            figures.push(FlagFigure {
                reason: FlagReason::CaseloadAboveLimit,
                team: Some(team.name.clone()),
                gauge: Gauge::ShareAbove(limit),
                cells: cells(measure),
            });
        };
        figure("unallocated", 0.0);
        // A limit that the base itself changes is not a fixed reference for plans.
        let mut edits = scenario.changes.iter().flat_map(|change| &change.edits);
        if !edits.any(|edit| edit.input == rules.maximum) {
            figure("caseload_full_load", scenario.inputs.get(rules.maximum).mean());
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cells in three replications.
    fn columns() -> Columns {
        let mut columns = Columns::new(2, 3);
        columns.column_mut(0).copy_from_slice(&[0.0, 3.0, f64::NAN]);
        columns.column_mut(1).copy_from_slice(&[0.0, 5.0, 1.0]);
        columns
    }

    #[test]
    fn a_figure_is_a_sum_by_year_a_question_of_ever_or_a_share_of_months() {
        let read = |gauge: Gauge| gauge.read(&columns(), &[0, 1])[..3].to_vec();
        assert_eq!(read(Gauge::PerYear(2.0))[..2], [0.0, 4.0]);
        assert_eq!(read(Gauge::Ever), [0.0, 1.0, 1.0]);
        assert_eq!(read(Gauge::ShareAbove(3.0)), [0.0, 0.5, 0.0], "at the limit is not above it");
    }

    /// Each reason with its least rise, a rise just below it and one just above it.
    #[test]
    fn a_flag_needs_its_least_rise_and_two_standard_errors() {
        use FlagReason::{CaseloadAboveLimit, CasesWaiting, ChildOnPlanWaits, TurnedAway};
        for (reason, below, least) in [
            (CasesWaiting, 11.999, 12.0),
            (ChildOnPlanWaits, 0.009_99, 0.01),
            (CaseloadAboveLimit, 0.019_99, 0.02),
            (TurnedAway, 0.0, 0.001),
        ] {
            assert!(!reason.is_raised(below, 0.0), "{reason:?}");
            assert!(reason.is_raised(least, least / 2.01), "{reason:?}");
            assert!(!reason.is_raised(least, least / 1.99), "{reason:?}");
            assert!(!reason.is_raised(-least, 0.0), "{reason:?}");
        }
    }
}
