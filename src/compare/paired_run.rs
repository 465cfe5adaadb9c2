//! Runs an alternative on the replications of the base, wave by wave, and tallies everything that a comparison reports.

use serde::{Deserialize, Serialize};

use super::alternative::{Alternative, BudgetDifference, IndependentBase};
use super::attribution::NotSplit;
use super::contrasts::{RANKING_LINES, WaveSavings};
use super::differences::{self, Difference};
use super::flags::{FlagRun, FlagTallies};
use super::pairing::{PairedCell, Pairing};
use super::savings::Savings;
use super::savings_cells::SavingsCells;
use super::savings_line::SavingsLine;
use super::study::NamedPlan;
use super::target_likelihoods::{GoalReader, WaveOutcomes};
use crate::measures::Better;
use crate::plan::Plan;
use crate::run::{
    Accumulator, Cancelled, Columns, KeptBlocks, KeptReplications, Layout, Options, OtherShape, ProgressCounter,
    Tallies, Tally, TallySource, Wave, Waves, for_each_block, for_each_tally, merge_tallies, origin, scale_of,
};
use crate::summary::{CellResults, HeadlinePrecision, PrecisionSubject, Statistic, Summary, Watched};
use crate::units::Unit;

/// A comparison of an alternative with the base.
pub(super) struct PairedRun<'a> {
    base: &'a Plan,
    one: &'a NamedPlan,
    pairing: Pairing,
    layout: Layout,
    cells: Vec<PairedCell>,
    budget_cells: Vec<PairedCell>,
    savings: SavingsCells,
    flags: FlagRun,
    goals: GoalReader,
}

/// What the comparison of an alternative adds up.
#[derive(Serialize, Deserialize)]
pub(super) struct PairedTallies {
    /// The alternative's own figures.
    pub own: Tallies,
    differences: Vec<Tally>,
    effects: EffectTallies,
    independent: Option<IndependentTallies>,
}

/// What an alternative changes apart from single figures.
#[derive(Serialize, Deserialize)]
pub(super) struct EffectTallies {
    budgets: Vec<Tally>,
    /// By budget, what of the difference in spending is cashable.
    cashable: Vec<Tally>,
    savings: SavingsTallies,
    flags: FlagTallies,
}

/// What is known of the savings and the goals of an alternative in the futures of a wave.
#[derive(Default)]
pub(super) struct WaveEffects {
    /// The savings over the run.
    pub savings: WaveSavings,
    /// The goals.
    pub outcomes: WaveOutcomes,
}

/// The savings of an alternative, being tallied.
#[derive(Serialize, Deserialize)]
struct SavingsTallies {
    tallies: Vec<Tally>,
    /// The saving at equal capacity over the run in the first futures.
    kept: Vec<f64>,
}

/// The alternative on independent replications, to measure the gain from pairing.
#[derive(Serialize, Deserialize)]
struct IndependentTallies {
    differences: Vec<Tally>,
    savings: SavingsTallies,
}

/// A comparison that runs the replications of the alternative.
pub(super) struct PairedWaves<'a> {
    run: &'a PairedRun<'a>,
    waves: Waves<'a>,
    /// Independent replications.
    apart: Option<Waves<'a>>,
    /// Number of savings that are kept.
    most_kept: usize,
    /// Those of the last wave.
    pub effects: WaveEffects,
}

impl<'a> PairedRun<'a> {
    pub(super) fn new(base: &'a NamedPlan, one: &'a NamedPlan, pairing: Pairing) -> Self {
        let (here, there) = (Layout::new(&base.plan), Layout::new(&one.plan));
        let layout = pairing.layout(&here);
        let budget_cell = |&(one, two): &(usize, usize)| PairedCell {
            base: here.budget(one),
            other: there.budget(two),
            scale: scale_of(Unit::Pounds),
            better: Better::Neither,
        };
        Self {
            base: &base.plan,
            cells: pairing.cells(&here, &there, &layout),
            budget_cells: pairing.budgets.iter().map(budget_cell).collect(),
            savings: SavingsCells::new(&base.plan, &one.plan),
            flags: FlagRun::new(&base.plan, &one.plan),
            goals: GoalReader::new(&base.plan, &one.plan),
            one,
            pairing,
            layout,
        }
    }

    /// Nothing added up yet; `base` contains the figures of the base in replication 1.
    pub(super) fn none(&self, base: &Columns, options: &Options<'_>, independent: bool) -> PairedTallies {
        let other = origin(&self.one.plan);
        let independent = independent.then(|| IndependentTallies {
            differences: self.cells.iter().map(|cell| Tally::of_moments(cell.first(base, &other))).collect(),
            savings: SavingsTallies::new(&self.savings, base, &other),
        });
        PairedTallies {
            own: Tallies::new(&self.one.plan, &other, options),
            differences: self.cells.iter().map(|cell| cell.empty_tally(base, &other)).collect(),
            effects: self.no_effects(base, &other),
            independent,
        }
    }

    /// No effects added up yet; the columns begin with the figures of the base and of the alternative in replication 1.
    fn no_effects(&self, base: &Columns, other: &Columns) -> EffectTallies {
        let of_budgets = || self.budget_cells.iter().map(|cell| cell.empty_tally(base, other)).collect::<Vec<Tally>>();
        EffectTallies {
            budgets: of_budgets(),
            cashable: of_budgets(),
            savings: SavingsTallies::new(&self.savings, base, other),
            flags: self.flags.none(),
        }
    }

    /// The comparison on these replications, and on the independent ones of `apart`.
    pub(super) fn waves(
        &'a self,
        options: &Options<'a>,
        apart: Option<&Options<'a>>,
        counter: &'a ProgressCounter<'a>,
    ) -> PairedWaves<'a> {
        PairedWaves {
            run: self,
            waves: Waves::new(&self.one.plan, options, counter),
            apart: apart.map(|apart| Waves::new(&self.one.plan, apart, counter)),
            most_kept: KeptReplications::MOST.saturating_sub(options.before() as usize),
            effects: WaveEffects::default(),
        }
    }

    /// Compares the alternative with the base on futures that both keep: single figures when they are asked for.
    pub(super) fn on_kept(self, base: &KeptBlocks, own: &KeptBlocks) -> (Alternative, WaveEffects) {
        let (here, there) = (base.blocks(), own.blocks());
        let mut effects = self.no_effects(&here[0], &there[0]);
        let wave = self.add_effects(here, there, KeptReplications::MOST, &mut effects);
        let (cells, of_base, of_plan) = (self.cells.clone(), base.clone(), own.clone());
        let difference = move |index: usize| {
            let (cell, here, there) = (cells[index], of_base.blocks(), of_plan.blocks());
            let mut tally = cell.empty_tally(&here[0], &there[0]);
            differences::add_cell(&mut tally, cell, here, there);
            Difference::new(&tally, cell.better)
        };
        let differences = CellResults::on_demand(self.cells.len(), difference);
        let summary = Summary::of_blocks(&self.one.plan, own);
        (self.into_alternative(summary, differences, effects, None, base), wave)
    }

    /// Adds the effects in some blocks; the savings of the first `most_kept` replications are kept.
    fn add_effects(
        &self,
        base: &[Columns],
        other: &[Columns],
        most_kept: usize,
        to: &mut EffectTallies,
    ) -> WaveEffects {
        let mut savings = WaveSavings::default();
        differences::add(&mut to.budgets, &self.budget_cells, base, other);
        self.add_cashable(&mut to.cashable, base, other);
        to.savings.add(&self.savings, base, other, &mut savings, most_kept);
        self.flags.add(base, other, &mut to.flags);
        WaveEffects { savings, outcomes: other.iter().map(|block| self.goals.read(block)).collect() }
    }

    /// How precisely the savings over the run are known, which may be `asked` pounds from the truth; that at equal capacity only if it
    /// has a price in every future.
    pub(super) fn look_at_savings<'s>(
        &'s self,
        found: &'s PairedTallies,
        asked: f64,
    ) -> impl Iterator<Item = HeadlinePrecision> + 's {
        let subjects = [
            (SavingsLine::Net, PrecisionSubject::NetSaving),
            (SavingsLine::LikeForLike, PrecisionSubject::SavingAtEqualCapacity),
        ];
        subjects.into_iter().filter_map(move |(line, subject)| {
            let tally = &found.effects.savings.tallies[self.savings.over_run(line)?];
            let is_ranked = line == SavingsLine::Net || tally.defined() == found.own.replications;
            is_ranked.then(|| Watched::new(subject, asked).look(tally))
        })
    }

    /// Tallies what of the difference in spending is cashable.
    fn add_cashable(&self, tallies: &mut [Tally], base: &[Columns], other: &[Columns]) {
        let (cells, amounts) = (&self.budget_cells, self.budget_amounts());
        for_each_tally(tallies, |index, tally| {
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
    pub(super) fn alternative(self, found: PairedTallies, base: &Tallies) -> Alternative {
        let differences = found.differences.iter().zip(&self.cells);
        let differences = differences.map(|(tally, cell)| Difference::new(tally, cell.better)).collect();
        let independent = found.independent.map(|apart| IndependentBase {
            errors: apart.differences.iter().map(Tally::error).collect(),
            net_saving: self.savings.net_saving(&apart.savings.tallies).map_or(0.0, Tally::error),
        });
        let summary = Summary::new(&self.one.plan, &found.own);
        self.into_alternative(summary, differences, found.effects, independent, base)
    }

    fn into_alternative(
        self,
        summary: Summary,
        differences: CellResults<Difference>,
        found: EffectTallies,
        independent: Option<IndependentBase>,
        base: &impl TallySource,
    ) -> Alternative {
        let amounts = self.budget_amounts();
        // A row contains spending less the budget, and the two plans may have different budgets.
        let budget = |((tally, cashable), amount)| BudgetDifference {
            spent: shifted(Statistic::of(tally), amount),
            cashable: Statistic::of(cashable),
        };
        let budgets = found.budgets.iter().zip(&found.cashable).zip(amounts);
        Alternative {
            name: self.one.name.clone(),
            summary,
            differences,
            budgets: budgets.map(budget).collect(),
            savings: Savings::new(self.base, base, &self.savings, &found.savings.tallies),
            kept_savings: found.savings.kept,
            flags: self.flags.flags(&found.flags),
            pairing: self.pairing,
            layout: self.layout,
            independent,
            attribution: Err(NotSplit::NotAsked),
        }
    }
}

impl PairedWaves<'_> {
    /// Runs a wave of the alternative and adds its comparison with the same wave of the base; `blocks` is a buffer.
    pub(super) fn add(
        &mut self,
        wave: &Wave,
        base: &[Columns],
        blocks: &mut Vec<Columns>,
        to: &mut PairedTallies,
    ) -> Result<(), Cancelled> {
        let run = self.run;
        self.waves.run(wave, blocks)?;
        to.own.add(blocks);
        differences::add(&mut to.differences, &run.cells, base, blocks);
        self.effects = run.add_effects(base, blocks, self.most_kept, &mut to.effects);
        if let Some((waves, to)) = self.apart.as_ref().zip(to.independent.as_mut()) {
            waves.run(wave, blocks)?;
            differences::add(&mut to.differences, &run.cells, base, blocks);
            to.savings.add(&run.savings, base, blocks, &mut WaveSavings::default(), 0);
        }
        Ok(())
    }
}

impl SavingsTallies {
    fn new(cells: &SavingsCells, base: &Columns, other: &Columns) -> Self {
        let mut first = Columns::new(cells.count(), base.replications());
        cells.fill(base, other, &mut first);
        let tallies = (0..cells.count()).map(|cell| cells.tally(cell, first.column(cell)[0])).collect();
        Self { tallies, kept: Vec::new() }
    }

    /// Adds a wave, whose savings over the run are written to `wave`; those of the first `most_kept` replications are kept.
    fn add(
        &mut self,
        cells: &SavingsCells,
        base: &[Columns],
        other: &[Columns],
        wave: &mut WaveSavings,
        most_kept: usize,
    ) {
        let new = |block: &Columns| Columns::new(cells.count(), block.replications());
        let mut blocks: Vec<Columns> = base.iter().map(new).collect();
        for_each_block(&mut blocks, |place, block| cells.fill(&base[place], &other[place], block));
        for (line, savings) in RANKING_LINES.into_iter().zip(wave) {
            savings.clear();
            let Some(cell) = cells.over_run(line) else { continue };
            for block in &blocks {
                savings.extend_from_slice(block.column(cell));
            }
            if line == SavingsLine::LikeForLike {
                let left = most_kept.saturating_sub(self.kept.len());
                self.kept.extend(savings.iter().take(left));
            }
        }
        for_each_tally(&mut self.tallies, |cell, tally| tally.add_all(blocks.iter().map(|block| block.column(cell))));
    }

    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        self.kept.extend(later.kept);
        merge_tallies(&mut self.tallies, &later.tallies)
    }
}

impl Accumulator for PairedTallies {
    fn length(&self) -> Option<u64> {
        self.own.length()
    }

    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        self.own.merge(later.own)?;
        merge_tallies(&mut self.differences, &later.differences)?;
        self.effects.merge(later.effects)?;
        match (&mut self.independent, later.independent) {
            (Some(ours), Some(later)) => {
                merge_tallies(&mut ours.differences, &later.differences)?;
                ours.savings.merge(later.savings)
            }
            (None, None) => Ok(()),
            _ => Err(OtherShape),
        }
    }
}

impl EffectTallies {
    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        merge_tallies(&mut self.budgets, &later.budgets)?;
        merge_tallies(&mut self.cashable, &later.cashable)?;
        merge_tallies(self.flags.as_flattened_mut(), later.flags.as_flattened())?;
        self.savings.merge(later.savings)
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
