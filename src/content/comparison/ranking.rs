//! The ranking of plans, including the base, and the flags of plans.
//!
//! Plans are ranked by mean saving at equal capacity, with the base at zero. A plan that leaves more children waiting, or a team's
//! caseload above its limit, is flagged and ranked below the base, whatever it saves.

use std::collections::BTreeMap;

use super::capacity;
use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::sentences::target_words;
use crate::content::words;
use crate::ids::TeamId;
use crate::measures::Measure;
use crate::scenario::{Scenario, Series};
use crate::summary::Statistic;
use crate::units::Unit;

/// A plan, or the base, in the ranking.
pub(crate) struct RankedPlan<'c> {
    /// Rank, from 1.
    pub rank: usize,
    /// Name of its file.
    pub name: &'c str,
    /// The plan; `None` for the base.
    pub plan: Option<&'c Alternative>,
    /// Reasons for caution, regardless of the saving.
    pub flags: Vec<Flag>,
}

/// A reason for caution about a plan.
pub(crate) struct Flag {
    /// Id in files.
    pub id: &'static str,
    /// Description: `more cases without a worker (+189 in Mar 2019)`.
    pub words: String,
}

/// The plans in ranking order, without the base.
pub(crate) fn ranked(study: &Study) -> Vec<&Alternative> {
    ranking(study).into_iter().filter_map(|one| one.plan).collect()
}

/// The plans and the base in ranking order.
pub(crate) fn ranking(study: &Study) -> Vec<RankedPlan<'_>> {
    ranking_by(study, capacity::yardstick(study))
}

/// The plans and the base in the order of a line of the savings table.
pub(crate) fn ranking_by(study: &Study, line: SavingsLine) -> Vec<RankedPlan<'_>> {
    let base = RankedPlan { rank: 0, name: study.base.name.as_str(), plan: None, flags: Vec::new() };
    let plans = study.alternatives.iter().map(|one| RankedPlan {
        rank: 0,
        name: &one.name,
        plan: Some(one),
        flags: flags(study, one),
    });
    // The base comes first among equals: a plan that saves nothing does not rank above it.
    let mut all: Vec<RankedPlan<'_>> = std::iter::once(base).chain(plans).collect();
    // What chance or rounding accounts for does not rank a plan before or after the base.
    let is_clear = |saving: &Statistic| saving.mean.abs() >= MIN_SAVING && saving.is_clear_of_zero();
    let saving = |one: &Alternative| {
        let saving = one.savings.whole(line).map(|saving| saving.statistic).filter(is_clear);
        saving.map_or(0.0, |saving| saving.mean)
    };
    let saved = |one: &RankedPlan<'_>| one.plan.map_or(0.0, saving);
    all.sort_by(|one, two| {
        one.flags.is_empty().cmp(&two.flags.is_empty()).reverse().then(saved(two).total_cmp(&saved(one)))
    });
    all.iter_mut().enumerate().for_each(|(place, one)| one.rank = place + 1);
    all
}

/// Minimum saving that ranks a plan before the base, in pounds.
const MIN_SAVING: f64 = 1.0;

/// Minimum difference that flags a plan, in cases.
const MIN_CASES: f64 = 1.0;

/// Whether a difference is more than two standard errors above zero.
fn is_above_zero(difference: &Statistic) -> bool {
    difference.mean > 2.0 * difference.mc_error
}

fn is_more_waiting(cases: &Statistic) -> bool {
    is_above_zero(cases) && cases.mean >= MIN_CASES
}

fn flags(study: &Study, one: &Alternative) -> Vec<Flag> {
    waiting(study, one).into_iter().chain(turned_away(one)).chain(above_the_limit(study, one)).collect()
}

/// The flag for more cases without a worker than in the base, at the end of the run or, failing that, on average over
/// the financial year with the largest difference.
fn waiting(study: &Study, one: &Alternative) -> Option<Flag> {
    let calendar = study.base.summary.plan().calendar();
    let index = one.find(Series { measure: Measure::find("unallocated")?, team: None, of: None })?;
    let at_end = one.month(calendar.months.checked_sub(1)?, index).map(|difference| &difference.statistic);
    let at_end = at_end
        .filter(|cases| is_more_waiting(cases))
        .map(|cases| (cases, study.base.summary.plan().scenario().end().to_string()));
    let years = calendar.years.iter().enumerate().filter_map(|(year, name)| {
        let cases = &one.year(year, index)?.statistic;
        is_more_waiting(cases).then(|| (cases, format!("an average month of {name}")))
    });
    let worst = || years.max_by(|(one, _), (two, _)| one.mean.total_cmp(&two.mean));
    let (cases, when) = at_end.or_else(worst)?;
    let more = words::signed(cases.mean, Unit::Cases);
    Some(Flag { id: "more_cases_waiting", words: format!("more cases without a worker ({more} in {when})") })
}

/// The flag for more children turned away than in the base, in the financial year with the largest difference.
fn turned_away(one: &Alternative) -> Option<Flag> {
    let index = one.find(Series { measure: Measure::TURNED_AWAY, team: None, of: None })?;
    let years = one.summary.plan().calendar().years.iter().enumerate().filter_map(|(year, name)| {
        let children = &one.year(year, index)?.statistic;
        is_more_waiting(children).then(|| (children, name.to_string()))
    });
    let (children, year) = years.max_by(|(one, _), (two, _)| one.mean.total_cmp(&two.mean))?;
    let more = words::signed(children.mean, Unit::Cases);
    Some(Flag {
        id: "more_children_turned_away",
        words: format!("more children turned away or closed early ({more} in {year})"),
    })
}

/// The flag for teams whose caseload is above its limit at the end of the run, and further above it than in the base.
fn above_the_limit(study: &Study, one: &Alternative) -> Option<Flag> {
    let scenario = study.base.summary.plan().scenario();
    let teams = scenario.teams.ids().filter(|&team| is_above_its_limit(study, one, team).unwrap_or(false));
    let teams: Vec<&str> = teams.map(|team| scenario.teams[team].name.as_str()).collect();
    let words = || format!("caseload above its limit in {}", teams.join(", "));
    (!teams.is_empty()).then(|| Flag { id: "caseload_above_limit", words: words() })
}

/// The model caps a team's caseload at its limit; further cases wait. A team is therefore above its limit if more of
/// its cases wait than in the base, or if the plan has raised the limit and staff carry more than the base allows.
fn is_above_its_limit(study: &Study, one: &Alternative, team: TeamId) -> Option<bool> {
    let base = &study.base.summary;
    let month = base.plan().calendar().months.checked_sub(1)?;
    let scenario = base.plan().scenario();
    let rules = scenario.teams.get(team.index())?.caseload.as_ref()?;
    let index = |id: &str| one.find(Series { measure: Measure::find(id)?, team: Some(team), of: None });
    if is_more_waiting(&one.month(month, index("unallocated")?)?.statistic) {
        return Some(true);
    }
    let edits = scenario.changes.iter().flat_map(|change| &change.edits);
    if edits.into_iter().any(|edit| edit.input == rules.maximum) {
        // A limit that the base itself changes is not a fixed reference for plans.
        return Some(false);
    }
    let load = index("caseload_full_load")?;
    let carried = one.summary.month(month, one.places(load)?.1)?.mean;
    let limit = scenario.inputs.get(rules.maximum).mean();
    Some(carried > limit && is_above_zero(&one.month(month, load)?.statistic))
}

/// A target of the base or of plans.
pub(crate) struct TargetColumn {
    /// Id, with a number appended if plans define different targets with the same id.
    pub id: String,
    /// The target in words, with abbreviated months.
    pub words: String,
    /// Index in the base; `None` if only plans have it.
    base: Option<usize>,
    /// Index in each plan that has it, by plan name.
    plans: BTreeMap<String, usize>,
}

impl TargetColumn {
    /// The likelihood that the base meets it; `None` if the base has no such target.
    pub(crate) fn of_base(&self, study: &Study) -> Option<f64> {
        Some(study.base.summary.target(self.base?)?.mean)
    }

    /// The likelihood that a plan, or the base, meets it.
    pub(crate) fn of(&self, study: &Study, one: &RankedPlan<'_>) -> Option<f64> {
        let Some(plan) = one.plan else { return self.of_base(study) };
        self.of_plan(plan)
    }

    /// The likelihood that a plan meets it; `None` if the plan has no such target.
    pub(crate) fn of_plan(&self, plan: &Alternative) -> Option<f64> {
        Some(plan.summary.target(*self.plans.get(&plan.name)?)?.mean)
    }

    /// The target with months in full, as defined in the base or in the first plan that has it.
    pub(crate) fn in_full(&self, study: &Study) -> String {
        let of = |scenario: &Scenario, index: usize| {
            crate::content::sentences::target_in_full(scenario, &scenario.targets[index])
        };
        let of_base = self.base.map(|index| of(study.base.summary.plan().scenario(), index));
        of_base.unwrap_or_else(|| {
            let in_plan = |one: &Alternative| Some(of(one.summary.plan().scenario(), *self.plans.get(&one.name)?));
            study.alternatives.iter().find_map(in_plan).unwrap_or_else(|| self.words.clone())
        })
    }
}

/// Every target of the base, then the further targets of plans.
pub(crate) fn targets(study: &Study) -> Vec<TargetColumn> {
    let alternatives = &study.alternatives;
    let scenario = study.base.summary.plan().scenario();
    let shared = |here: usize, one: &Alternative| {
        let &(_, there) = one.pairing.targets.iter().find(|(index, _)| *index == here)?;
        Some((one.name.clone(), there))
    };
    let of_base = scenario.targets.iter().enumerate().map(|(here, target)| TargetColumn {
        id: target.id.clone(),
        words: target_words(scenario, target),
        base: Some(here),
        plans: alternatives.iter().filter_map(|one| shared(here, one)).collect(),
    });
    let mut columns: Vec<TargetColumn> = of_base.collect();
    for one in alternatives {
        let scenario = one.summary.plan().scenario();
        for (index, target) in scenario.targets.iter().enumerate() {
            if one.pairing.targets.iter().any(|&(_, there)| there == index) {
                continue;
            }
            let words = target_words(scenario, target);
            let same = |column: &TargetColumn| column.base.is_none() && column.words == words;
            if let Some(column) = columns.iter_mut().find(|column| same(column)) {
                column.plans.insert(one.name.clone(), index);
                continue;
            }
            let plans = BTreeMap::from([(one.name.clone(), index)]);
            columns.push(TargetColumn { id: free_id(&columns, &target.id), words, base: None, plans });
        }
    }
    columns
}

/// The id or, if it is taken, the id with the next free number.
fn free_id(columns: &[TargetColumn], id: &str) -> String {
    let is_free = |id: &str| columns.iter().all(|column| column.id != id);
    let numbered = (2..).map(|number| format!("{id}_{number}"));
    std::iter::once(id.to_owned()).chain(numbered).find(|id| is_free(id)).unwrap_or_else(|| id.to_owned())
}
