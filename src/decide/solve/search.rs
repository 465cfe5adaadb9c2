//! The search: plans are run on as many futures as it takes to tell on which side of the lines they are, and no more.
//!
//! Nothing is assumed about the levers: no plan is left out because another one with lower values missed. All plans are run on the
//! same futures, in blocks of 64, so that two of them are compared future by future.

use super::candidate::{Candidate, Feasibility, WorldConstraint};
use super::constraint::PlanObjective;
use crate::compare::{BaseFutures, SavingsLine, flags_of};
use crate::decide::grid::{GridError, PlanGrid};
use crate::decide::lever::LeverValue;
use crate::plan::Plan;
use crate::run::{Cancelled, Options, ProgressCounter, try_for_each};
use crate::summary::sequences::{MeanSequence, ProportionSequence};

/// Chance that any verdict of a search is wrong by more than the indifference, at most.
const ALPHA: f64 = 0.05;

/// Futures after which a plan is first looked at, and twice that before plans with lower totals are decided.
const FIRST_LOOK: u64 = 64;
const SCREEN: u64 = 128;

/// Plans that are screened at a time.
const SCREENED: usize = 64;

/// Most futures of a plan; with savings fewer, because what is kept of the base for each takes a few kilobytes.
const MOST_FUTURES: u64 = 65_536;
const MOST_WITH_SAVINGS: u64 = 16_384;

/// Plans among which the best is looked for if none meets the constraints, and the futures of each.
const BEST_OF: usize = 16;
const FUTURES_OF_BEST: u64 = 4_096;

/// Futures on which a plan that may be the answer is compared with the base for flags.
const FUTURES_OF_FLAGS: u64 = 4_096;

/// Why a search did not finish.
#[derive(Debug)]
pub(crate) enum SearchError {
    /// A plan is not valid.
    Plan(GridError),
    /// The saving at equal capacity is undefined: capacity has no price.
    NoPrice,
    /// The progress callback breaks.
    Cancelled(Cancelled),
}

impl From<Cancelled> for SearchError {
    fn from(cancelled: Cancelled) -> Self {
        Self::Cancelled(cancelled)
    }
}

/// Makes the plans of a combination, one for each world.
pub(crate) type PlansOf<'p> = dyn Fn(usize) -> Result<Vec<Plan>, GridError> + Sync + 'p;

/// A search over the plans of a grid.
pub(super) struct PlanSearch<'s> {
    pub base: &'s Plan,
    pub grid: &'s PlanGrid,
    pub constraints: &'s [WorldConstraint],
    pub plans_of: &'s PlansOf<'s>,
    /// Number of the first future.
    pub first: u64,
    /// The saving that is to be greatest, if any is.
    pub saving: Option<SavingsLine>,
    /// Whether plans with a flag are left out.
    pub is_safe: bool,
    /// Pounds of saving that do not matter.
    pub indifference: f64,
    pub options: &'s Options<'s>,
    pub counter: &'s ProgressCounter<'s>,
}

/// What a search found.
pub(super) struct SearchResult {
    /// The plans that were run, in the order of the grid.
    pub tried: Vec<Candidate>,
    /// The place among these of the plan that was found, or of the best if none meets the constraints.
    pub best: usize,
    /// Whether it meets the constraints.
    pub is_met: bool,
}

/// The sum of the values of levers that are numbers.
pub(crate) fn total(values: &[LeverValue]) -> f64 {
    let number = |value: &LeverValue| if let LeverValue::Number(number) = value { *number } else { 0.0 };
    values.iter().map(number).sum()
}

impl PlanSearch<'_> {
    /// Searches the grid for the plan with the least objective that meets all constraints.
    pub(super) fn run(&self, objective: PlanObjective) -> Result<SearchResult, SearchError> {
        let (mut tried, found) = match objective {
            PlanObjective::Offers => self.least()?,
            PlanObjective::Cost | PlanObjective::Cash => self.cheapest()?,
        };
        let (index, is_met) = match found {
            Some(index) => (index, true),
            None => (self.best_of(&mut tried)?, false),
        };
        tried.sort_by_key(|one| one.index);
        let best = tried.iter().position(|one| one.index == index).unwrap_or(0);
        Ok(SearchResult { tried, best, is_met })
    }

    /// The level of proof for one verdict of one plan.
    fn alpha(&self) -> f64 {
        ALPHA / (self.grid.count() * self.constraints.len().max(1)) as f64
    }

    fn sequence(&self) -> ProportionSequence {
        const EXPECTED: u64 = 4_096;
        ProportionSequence::new(self.alpha(), EXPECTED)
    }

    fn candidate(&self, index: usize) -> Candidate {
        Candidate::new(index, self.constraints.len())
    }

    /// Runs the undecided of `candidates` on `futures` in all, and decides those that can be told.
    fn look(
        &self,
        candidates: &mut [&mut Candidate],
        futures: u64,
        base: Option<&BaseFutures>,
    ) -> Result<(), SearchError> {
        let sequence = self.sequence();
        try_for_each(candidates, |one| {
            if one.verdict.is_some_and(|verdict| base.is_none() || !verdict.is_met()) || one.futures() >= futures {
                return Ok(());
            }
            self.extend(one, futures, base)?;
            if one.verdict.is_none() {
                one.decide(self.constraints, sequence);
            }
            if one.verdict.is_some_and(|verdict| base.is_none() || !verdict.is_met()) {
                one.plans = Vec::new();
            }
            Ok(())
        })
    }

    /// Runs a plan on `futures` in all.
    fn extend(&self, one: &mut Candidate, futures: u64, base: Option<&BaseFutures>) -> Result<(), SearchError> {
        if one.plans.is_empty() {
            one.plans = (self.plans_of)(one.index).map_err(SearchError::Plan)?;
        }
        let base = base.zip(self.saving).map(|(futures, line)| (self.base, futures, line));
        Ok(one.run(self.constraints, base, self.first, futures, self.options, self.counter)?)
    }

    /// The plan with the least total, and of several the one with the greatest margin.
    fn least(&self) -> Result<(Vec<Candidate>, Option<usize>), SearchError> {
        let mut left = self.groups().into_iter().peekable();
        let mut tried: Vec<Candidate> = Vec::new();
        while left.peek().is_some() {
            let mut screened: Vec<Vec<Candidate>> = Vec::new();
            let number = |screened: &[Vec<Candidate>]| screened.iter().map(Vec::len).sum::<usize>();
            while let Some(group) =
                left.next_if(|next| screened.is_empty() || number(&screened) + next.len() <= SCREENED)
            {
                screened.push(group.into_iter().map(|index| self.candidate(index)).collect());
            }
            for futures in [FIRST_LOOK, SCREEN] {
                let mut all: Vec<&mut Candidate> = screened.iter_mut().flatten().collect();
                self.look(&mut all, futures, None)?;
            }
            let mut found = None;
            for mut group in screened {
                if found.is_none() {
                    found = self.decide_group(&mut group)?;
                }
                tried.append(&mut group);
            }
            if found.is_some() {
                return Ok((tried, found));
            }
        }
        Ok((tried, None))
    }

    /// The combinations by total, the least first.
    fn groups(&self) -> Vec<Vec<usize>> {
        let totals: Vec<f64> = (0..self.grid.count()).map(|index| total(&self.grid.values(index))).collect();
        let mut order: Vec<usize> = (0..totals.len()).collect();
        order.sort_by(|&one, &two| totals[one].total_cmp(&totals[two]).then(one.cmp(&two)));
        // Sums of values such as 0.1 have rounding errors.
        let is_same =
            |&one: &usize, &two: &usize| (totals[two] - totals[one]).abs() <= 1e-9 * totals[one].abs().max(1.0);
        order.chunk_by(is_same).map(<[usize]>::to_vec).collect()
    }

    /// The plan of a group that meets the constraints with the greatest margin; `None` if none does.
    fn decide_group(&self, group: &mut [Candidate]) -> Result<Option<usize>, SearchError> {
        let sequence = self.sequence();
        let mut futures = SCREEN;
        loop {
            self.look(&mut group.iter_mut().collect::<Vec<_>>(), futures, None)?;
            let margin = |one: &Candidate| one.margin(self.constraints);
            let met = group.iter().filter(|one| one.verdict.is_some_and(Feasibility::is_met));
            if let Some(best) = met.max_by(|one, two| margin(one).total_cmp(&margin(two))) {
                let index = best.index;
                if self.is_flagged(index)? {
                    let flagged = group.iter_mut().filter(|one| one.index == index);
                    flagged.for_each(|one| one.verdict = Some(Feasibility::Flagged));
                    continue;
                }
                let others = group.iter_mut().filter(|one| one.verdict.is_none());
                others.for_each(|one| one.verdict = Some(Feasibility::Dominated));
                return Ok(Some(index));
            }
            let undecided = || group.iter().filter(|one| one.verdict.is_none());
            let Some(leader) = undecided().max_by(|one, two| margin(one).total_cmp(&margin(two))) else {
                return Ok(None);
            };
            let rivals = undecided().filter(|one| one.index != leader.index);
            let beaten: Vec<usize> =
                rivals.filter(|one| one.is_beaten_by(leader, sequence)).map(|one| one.index).collect();
            for one in group.iter_mut().filter(|one| beaten.contains(&one.index)) {
                one.verdict = Some(Feasibility::Dominated);
                one.plans = Vec::new();
            }
            futures *= 2;
            if futures > MOST_FUTURES {
                let left = group.iter_mut().filter(|one| one.verdict.is_none());
                left.for_each(|one| one.decide_by_share(self.constraints));
            }
        }
    }

    /// The plan that meets the constraints with the greatest saving at equal capacity.
    fn cheapest(&self) -> Result<(Vec<Candidate>, Option<usize>), SearchError> {
        let mut tried: Vec<Candidate> = Vec::new();
        let mut alive: Vec<Candidate> = (0..self.grid.count()).map(|index| self.candidate(index)).collect();
        let mut base = BaseFutures::none();
        let mut safe: Vec<usize> = Vec::new();
        let mut futures = FIRST_LOOK;
        loop {
            self.extend_base(&mut base, futures)?;
            self.look(&mut alive.iter_mut().collect::<Vec<_>>(), futures, Some(&base))?;
            if alive.iter().any(|one| one.savings.iter().any(|saving| saving.is_nan())) {
                return Err(SearchError::NoPrice);
            }
            let is_last = futures >= MOST_WITH_SAVINGS;
            if is_last {
                let left = alive.iter_mut().filter(|one| one.verdict.is_none());
                left.for_each(|one| one.decide_by_share(self.constraints));
            }
            let (left, missed) = alive.into_iter().partition(|one| one.verdict.is_none_or(Feasibility::is_met));
            alive = left;
            tried.extend(missed);
            let best = self.best_without_flag(&mut alive, &mut tried, &mut safe)?;
            if let Some(best) = best {
                self.drop_dearer(&mut alive, &mut tried, best);
            }
            if alive.is_empty() || is_last || (alive.len() == 1 && best.is_some()) {
                let found = best;
                tried.append(&mut alive);
                return Ok((tried, found));
            }
            futures *= 2;
        }
    }

    /// The plan that saves most of those that meet the constraints and have no flag; plans with one are moved to those tried. `safe` has the
    /// plans that are known to have none.
    fn best_without_flag(
        &self,
        alive: &mut Vec<Candidate>,
        tried: &mut Vec<Candidate>,
        safe: &mut Vec<usize>,
    ) -> Result<Option<usize>, SearchError> {
        loop {
            let met = alive.iter().filter(|one| one.verdict.is_some());
            let best = met.max_by(|one, two| mean(&one.savings).total_cmp(&mean(&two.savings))).map(|one| one.index);
            let Some(index) = best.filter(|index| !safe.contains(index)) else { return Ok(best) };
            if !self.is_flagged(index)? {
                safe.push(index);
                return Ok(best);
            }
            let (flagged, left) = std::mem::take(alive).into_iter().partition(|one| one.index == index);
            *alive = left;
            tried.extend(flagged);
            tried.iter_mut().filter(|one| one.index == index).for_each(|one| {
                one.verdict = Some(Feasibility::Flagged);
                one.plans = Vec::new();
            });
        }
    }

    /// Whether flags matter and a plan has one, as in a comparison on the first futures of the search.
    fn is_flagged(&self, index: usize) -> Result<bool, SearchError> {
        if !self.is_safe {
            return Ok(false);
        }
        let plans = (self.plans_of)(index).map_err(SearchError::Plan)?;
        let options = Options { first: self.first, replications: FUTURES_OF_FLAGS, ..*self.options };
        let flags = plans.first().map(|plan| flags_of(self.base, plan, &options, self.counter));
        Ok(!flags.transpose()?.unwrap_or_default().is_empty())
    }

    /// Moves plans that surely do not save more than `best` by more than the indifference to those tried.
    fn drop_dearer(&self, alive: &mut Vec<Candidate>, tried: &mut Vec<Candidate>, best: usize) {
        const EXPECTED: u64 = 4_096;
        let sequence = MeanSequence::new(ALPHA / self.grid.count() as f64, EXPECTED);
        let Some(of_best) = alive.iter_mut().find(|one| one.index == best).map(|one| std::mem::take(&mut one.savings))
        else {
            return;
        };
        let may_save_more = |one: &Candidate| {
            let more: Vec<f64> = one.savings.iter().zip(&of_best).map(|(one, best)| one - best).collect();
            let (n, mean) = (more.len() as u64, mean(&more));
            let squares: f64 = more.iter().map(|value| (value - mean) * (value - mean)).sum();
            let variance = squares / (n.max(2) - 1) as f64;
            mean + sequence.radius(n, variance) > self.indifference
        };
        let all = std::mem::take(alive);
        let (mut left, mut dropped): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|one| one.index == best || may_save_more(one));
        left.iter_mut().filter(|one| one.index == best).for_each(|one| one.savings.clone_from(&of_best));
        for one in &mut dropped {
            one.verdict = one.verdict.or(Some(Feasibility::Dominated));
            one.plans = Vec::new();
        }
        *alive = left;
        tried.append(&mut dropped);
    }

    /// Runs the base on `futures` in all.
    fn extend_base(&self, base: &mut BaseFutures, futures: u64) -> Result<(), SearchError> {
        let done = (base.blocks() * crate::run::BLOCK) as u64;
        if done < futures {
            let next = Options { first: self.first + done, replications: futures - done, ..*self.options };
            base.append(BaseFutures::run(self.base, &next, self.counter)?);
        }
        Ok(())
    }

    /// The plan with the greatest margin, if none meets the constraints: the most promising are run on more futures.
    fn best_of(&self, tried: &mut [Candidate]) -> Result<usize, SearchError> {
        let margin = |one: &Candidate| one.margin(self.constraints);
        let is_flagged = |one: &Candidate| one.verdict == Some(Feasibility::Flagged);
        tried.sort_by(|one, two| {
            let by_margin = margin(two).total_cmp(&margin(one));
            is_flagged(one).cmp(&is_flagged(two)).then(by_margin).then(one.index.cmp(&two.index))
        });
        let number = tried.len().min(BEST_OF);
        let promising = &mut tried[..number];
        try_for_each(promising, |one| {
            if one.futures() < FUTURES_OF_BEST {
                one.savings = Vec::new();
                self.extend(one, FUTURES_OF_BEST, None)?;
                one.plans = Vec::new();
            }
            Ok::<(), SearchError>(())
        })?;
        let best = promising
            .iter()
            .max_by(|one, two| is_flagged(two).cmp(&is_flagged(one)).then(margin(one).total_cmp(&margin(two))));
        Ok(best.map_or(0, |best| best.index))
    }
}

pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
