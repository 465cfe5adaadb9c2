//! Runs an alternative on the replications of the base, wave by wave, and tallies everything that a comparison reports.

use super::alternative::{Alternative, BudgetDifference, IndependentBase};
use super::attribution::NotSplit;
use super::contrasts::{RANKING_LINES, WaveSavings};
use super::differences::{self, Difference};
use super::flags::FlagRun;
use super::pairing::{PairedCell, Pairing};
use super::savings::Savings;
use super::savings_cells::SavingsCells;
use super::savings_line::SavingsLine;
use super::study::NamedPlan;
use super::target_likelihoods::{GoalReader, WaveOutcomes};
use crate::measures::Better;
use crate::plan::Plan;
use crate::run::{
    Cancelled, Columns, KeptReplications, Layout, Options, ProgressCounter, Tallies, Tally, Wave, Waves,
    for_each_block, for_each_tally, scale_of,
};
use crate::summary::{HeadlinePrecision, PrecisionSubject, Statistic, Summary, Watched};
use crate::units::Unit;

/// A comparison of an alternative with the base, in progress.
pub(super) struct PairedRun<'a> {
    base: &'a Plan,
    one: &'a NamedPlan,
    pairing: Pairing,
    layout: Layout,
    cells: Vec<PairedCell>,
    waves: Waves<'a>,
    tallies: Tallies,
    differences: Vec<Tally>,
    budget_cells: Vec<PairedCell>,
    budgets: Vec<Tally>,
    /// By budget, what of the difference in spending is cashable.
    cashable: Vec<Tally>,
    savings: SavingsRun,
    flags: FlagRun,
    goals: GoalReader,
    /// The goals in the last wave.
    outcomes: WaveOutcomes,
    independent: Option<IndependentRun<'a>>,
}

/// The savings of an alternative, being tallied.
struct SavingsRun {
    cells: SavingsCells,
    tallies: Vec<Tally>,
    /// Those over the run in the last wave.
    wave: WaveSavings,
    /// The saving at equal capacity over the run in the first futures.
    kept: Vec<f64>,
}

/// The alternative on independent replications, to measure the gain from pairing.
struct IndependentRun<'a> {
    waves: Waves<'a>,
    differences: Vec<Tally>,
    savings: SavingsRun,
}

impl<'a> PairedRun<'a> {
    pub(super) fn new(
        base: &'a NamedPlan,
        origin: &Columns,
        one: &'a NamedPlan,
        pairing: Pairing,
        options: &Options<'a>,
        counter: &'a ProgressCounter<'a>,
        independent: bool,
    ) -> Self {
        let waves = Waves::new(&one.plan, options, counter);
        let other_origin = waves.origin();
        let (here, there) = (Layout::new(&base.plan), waves.layout());
        let layout = pairing.layout(&here);
        let cells = pairing.cells(&here, there, &layout);
        let first = |cell: &PairedCell| other_origin.column(cell.other)[0] - origin.column(cell.base)[0];
        let budget_cell = |&(one, two): &(usize, usize)| PairedCell {
            base: here.budget(one),
            other: there.budget(two),
            scale: scale_of(Unit::Pounds),
            better: Better::Neither,
        };
        let budget_cells: Vec<PairedCell> = pairing.budgets.iter().map(budget_cell).collect();
        let savings = || SavingsRun::new(&base.plan, &one.plan, origin, &other_origin);
        let apart = Options { first: options.first + options.replications, ..*options };
        let independent = independent.then(|| IndependentRun {
            waves: Waves::new(&one.plan, &apart, counter),
            differences: cells.iter().map(|cell| Tally::of_moments(first(cell))).collect(),
            savings: savings(),
        });
        Self {
            base: &base.plan,
            tallies: Tallies::new(&one.plan, &other_origin, options),
            differences: cells.iter().map(|cell| Tally::new(first(cell), cell.scale)).collect(),
            budgets: budget_cells.iter().map(|cell| Tally::new(first(cell), cell.scale)).collect(),
            cashable: budget_cells.iter().map(|cell| Tally::new(first(cell), cell.scale)).collect(),
            savings: savings(),
            flags: FlagRun::new(&base.plan, &one.plan),
            goals: GoalReader::new(&base.plan, &one.plan),
            outcomes: Vec::new(),
            one,
            pairing,
            layout,
            cells,
            waves,
            budget_cells,
            independent,
        }
    }

    /// Runs a wave of the alternative and compares it with the same wave of the base; `blocks` is a buffer.
    pub(super) fn add(&mut self, wave: &Wave, base: &[Columns], blocks: &mut Vec<Columns>) -> Result<(), Cancelled> {
        self.waves.run(wave, blocks)?;
        self.tallies.add(blocks);
        differences::add(&mut self.differences, &self.cells, base, blocks);
        differences::add(&mut self.budgets, &self.budget_cells, base, blocks);
        self.add_cashable(base, blocks);
        self.savings.add(base, blocks);
        self.flags.add(base, blocks);
        self.outcomes = blocks.iter().map(|block| self.goals.read(block)).collect();
        if let Some(apart) = &mut self.independent {
            apart.waves.run(wave, blocks)?;
            differences::add(&mut apart.differences, &self.cells, base, blocks);
            apart.savings.add(base, blocks);
        }
        Ok(())
    }

    /// The savings over the run in the last wave.
    pub(super) fn wave_savings(&self) -> &WaveSavings {
        &self.savings.wave
    }

    /// The goals in the last wave.
    pub(super) fn wave_outcomes(&self) -> &WaveOutcomes {
        &self.outcomes
    }

    /// The tallies of the alternative's own figures.
    pub(super) fn tallies(&self) -> &Tallies {
        &self.tallies
    }

    /// How precisely the savings over the run are known, which may be `asked` pounds from the truth; that at equal capacity only if it
    /// has a price in every future.
    pub(super) fn look_at_savings(&self, asked: f64) -> impl Iterator<Item = HeadlinePrecision> {
        let subjects = [
            (SavingsLine::Net, PrecisionSubject::NetSaving),
            (SavingsLine::LikeForLike, PrecisionSubject::SavingAtEqualCapacity),
        ];
        subjects.into_iter().filter_map(move |(line, subject)| {
            let tally = &self.savings.tallies[self.savings.cells.over_run(line)?];
            let is_ranked = line == SavingsLine::Net || tally.defined() == self.tallies.replications;
            is_ranked.then(|| Watched::new(subject, asked).look(tally))
        })
    }

    /// Tallies what of the difference in spending is cashable.
    fn add_cashable(&mut self, base: &[Columns], other: &[Columns]) {
        let (cells, amounts) = (&self.budget_cells, self.budget_amounts());
        for_each_tally(&mut self.cashable, |index, tally| {
            let cell = cells[index];
            for (base, other) in base.iter().zip(other) {
                let pairs = base.column(cell.base).iter().zip(other.column(cell.other));
                let cashable: Vec<f64> = pairs.map(|(base, other)| cashable(*base, *other + amounts[index])).collect();
                tally.add(&cashable);
            }
        });
    }

    /// By shared budget, its amount in the alternative less that in the base.
    fn budget_amounts(&self) -> Vec<f64> {
        let amount = |&(one, two): &(usize, usize)| {
            self.one.plan.scenario().budgets[two].amount - self.base.scenario().budgets[one].amount
        };
        self.pairing.budgets.iter().map(amount).collect()
    }

    /// The results; `base` contains the tallies of the base.
    pub(super) fn alternative(self, base: &Tallies) -> Alternative {
        let amounts = self.budget_amounts();
        let differences = self.differences.iter().zip(&self.cells);
        let independent = self.independent.map(|apart| IndependentBase {
            errors: apart.differences.iter().map(Tally::error).collect(),
            net_saving: apart.savings.cells.net_saving(&apart.savings.tallies).map_or(0.0, Tally::error),
        });
        // A row contains spending less the budget, and the two plans may have different budgets.
        let budget = |((tally, cashable), amount)| BudgetDifference {
            spent: shifted(Statistic::of(tally), amount),
            cashable: Statistic::of(cashable),
        };
        let budgets = self.budgets.iter().zip(&self.cashable).zip(amounts);
        Alternative {
            name: self.one.name.clone(),
            summary: Summary::new(&self.one.plan, &self.tallies),
            differences: differences.map(|(tally, cell)| Difference::new(tally, cell.better)).collect(),
            budgets: budgets.map(budget).collect(),
            savings: Savings::new(self.base, base, &self.savings.cells, &self.savings.tallies),
            kept_savings: self.savings.kept,
            flags: self.flags.flags(),
            pairing: self.pairing,
            layout: self.layout,
            independent,
            attribution: Err(NotSplit::NotAsked),
        }
    }
}

impl SavingsRun {
    fn new(base: &Plan, other: &Plan, base_origin: &Columns, other_origin: &Columns) -> Self {
        let cells = SavingsCells::new(base, other);
        let mut origin = Columns::new(cells.count(), 1);
        cells.fill(base_origin, other_origin, &mut origin);
        let tallies = (0..cells.count()).map(|cell| cells.tally(cell, origin.column(cell)[0])).collect();
        Self { cells, tallies, wave: WaveSavings::default(), kept: Vec::new() }
    }

    fn add(&mut self, base: &[Columns], other: &[Columns]) {
        let new = |block: &Columns| Columns::new(self.cells.count(), block.replications());
        let mut blocks: Vec<Columns> = base.iter().map(new).collect();
        for_each_block(&mut blocks, |place, block| self.cells.fill(&base[place], &other[place], block));
        for (line, savings) in RANKING_LINES.into_iter().zip(&mut self.wave) {
            savings.clear();
            let Some(cell) = self.cells.over_run(line) else { continue };
            for block in &blocks {
                savings.extend_from_slice(block.column(cell));
            }
            if line == SavingsLine::LikeForLike {
                let left = KeptReplications::MOST - self.kept.len();
                self.kept.extend(savings.iter().take(left));
            }
        }
        for_each_tally(&mut self.tallies, |cell, tally| tally.add_all(blocks.iter().map(|block| block.column(cell))));
    }
}

/// What of the difference in spending is cashable, given spending less the budget of the base in both plans: money that is saved out of
/// what the budget funds. An overspend that becomes smaller frees nothing; further spending has to be found in full.
fn cashable(base: f64, other: f64) -> f64 {
    let left = |variance: f64| if variance < 0.0 { -variance } else { 0.0 };
    if other > base { base - other } else { left(other) - left(base) }
}

/// The statistic with a constant added to all values.
fn shifted(statistic: Statistic, by: f64) -> Statistic {
    let percentiles = statistic.percentiles.map(|value| value + by);
    Statistic { mean: statistic.mean + by, percentiles, ..statistic }
}
