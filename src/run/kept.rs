//! What a run keeps of its first replications, one by one.

use serde::{Deserialize, Serialize};

use super::headlines::{Headlines, RunHeadline};
use super::shard::{OtherShape, append};
use super::{BLOCK, Columns, Layout, Options};
use crate::lanes::Lanes;
use crate::plan::Plan;
use crate::scenario::InputId;
use crate::units::Pence;

/// The first replications of a run, one by one and in order: the headlines, whether targets are met, and the value drawn for
/// every input that varies. At most [`KeptReplications::MOST`] replications are kept.
///
/// A value takes 8 bytes, so a run with 80 varying inputs keeps at most 16,384 x 8 x (3 + 80) bytes, 11 MB, however many
/// replications it has. What is kept depends neither on the number of threads nor on the number of replications.
///
/// ```
/// use staffcast::run::RunHeadline;
/// use staffcast::{Options, Plan, Scenario, run};
///
/// let text = staffcast::examples::SMALL.replace("establishment = 12", "establishment = { uniform = { low = 10, high = 14 } }");
/// let summary = run(&Plan::new(Scenario::parse(&text)?), &Options::new(100))?;
/// let kept = summary.kept();
/// let (posts, drawn) = kept.inputs().next().ok_or("an input varies")?;
/// let most = (0..100).max_by(|&one, &two| drawn[one].total_cmp(&drawn[two])).ok_or("no replications")?;
/// let cost: Vec<f64> = kept.headline(RunHeadline::Cost).collect();
/// println!("with the highest {posts}, {:.1}, the service costs {:.0} pounds", drawn[most], cost[most]);
/// assert_eq!((posts, cost.len()), ("team.cin.establishment", 100));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeptReplications {
    /// Number of the first.
    first: u64,
    addresses: Vec<String>,
    targets: usize,
    /// The headlines, cost in pence, whether each target is met, then the inputs.
    columns: Vec<Vec<f64>>,
}

impl KeptReplications {
    /// Maximum number of replications that are kept.
    pub const MOST: usize = 16_384;

    /// None yet of a run of `plan`.
    pub(super) fn new(plan: &Plan, options: &Options<'_>) -> Self {
        let ids = plan.inputs.varying();
        let number = options.replications.min(Self::MOST as u64) as usize;
        Self {
            first: options.first,
            addresses: ids.iter().map(|&id| plan.scenario().inputs.get(id).address.clone()).collect(),
            targets: plan.scenario().targets.len(),
            columns: vec![
                Vec::with_capacity(number);
                RunHeadline::ALL.len() + plan.scenario().targets.len() + ids.len()
            ],
        }
    }

    /// Adds the next blocks.
    pub(super) fn add(&mut self, blocks: &[Columns]) {
        for block in blocks.iter().filter(|block| !block.kept.is_empty()) {
            for (column, values) in self.columns.iter_mut().zip(&block.kept) {
                column.extend_from_slice(&values.0[..block.replications()]);
            }
        }
    }

    /// Begins with replication number `first`; there must be none yet.
    pub(super) fn begin(&mut self, first: u64) {
        self.first = first;
    }

    /// Adds those that follow.
    pub(super) fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        let is_same = (self.targets, &self.addresses) == (later.targets, &later.addresses);
        let follows = later.columns.first().is_some_and(Vec::is_empty) || later.first == self.first + self.len() as u64;
        if !is_same || !follows || self.columns.len() != later.columns.len() {
            return Err(OtherShape);
        }
        append(&mut self.columns, later.columns)
    }

    /// Number of replications that are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns[0].len()
    }

    /// Whether none are kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of the first replication; the others follow it.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.first
    }

    /// A headline by replication, in its unit; `NaN` if undefined.
    #[must_use]
    pub fn headline(&self, headline: RunHeadline) -> impl ExactSizeIterator<Item = f64> {
        let units = if headline == RunHeadline::Cost { Pence::IN_A_POUND } else { 1.0 };
        self.columns[headline as usize].iter().map(move |value| value / units)
    }

    /// Whether each replication meets target `target` (1 or 0), by its place in the scenario.
    ///
    /// # Panics
    /// If there is no such target.
    #[must_use]
    pub fn target(&self, target: usize) -> &[f64] {
        &self.columns[RunHeadline::ALL.len()..][..self.targets][target]
    }

    /// The inputs that vary, in the order of the file: address, and the value drawn in each replication before any dated
    /// change.
    pub fn inputs(&self) -> impl ExactSizeIterator<Item = (&str, &[f64])> {
        let columns = self.columns[RunHeadline::ALL.len() + self.targets..].iter().map(Vec::as_slice);
        self.addresses.iter().map(String::as_str).zip(columns)
    }

    /// Whether all replications of a run with these options are kept.
    pub(crate) fn has_all(&self, options: &Options<'_>) -> bool {
        options.first == self.first && options.replications <= self.len() as u64
    }

    /// The headlines of a block of replications, which begins with the kept replication `start`.
    pub(crate) fn block(&self, start: usize) -> Headlines<BLOCK> {
        std::array::from_fn(|headline| {
            let column = &self.columns[headline][start..];
            Lanes(std::array::from_fn(|lane| column.get(lane).copied().unwrap_or(f64::NAN)))
        })
    }
}

/// Which blocks are kept, and which of their inputs.
pub(super) struct BlockKeeper {
    /// Number of the run's first replication.
    first: u64,
    /// Positions of the targets in a row.
    targets: Vec<usize>,
    ids: Vec<InputId>,
}

impl BlockKeeper {
    pub(super) fn new(plan: &Plan, options: &Options<'_>) -> Self {
        let layout = Layout::new(plan);
        let targets = (0..layout.targets).map(|target| layout.target(target)).collect();
        Self { first: options.first - options.before(), targets, ids: plan.inputs.varying() }
    }

    /// Writes what is kept of the block that begins with replication `first` to `columns`.
    pub(super) fn keep(
        &self,
        first: u64,
        headlines: &Headlines<BLOCK>,
        inputs: &[Lanes<BLOCK>],
        columns: &mut Columns,
    ) {
        columns.kept.clear();
        if first - self.first < KeptReplications::MOST as u64 {
            columns.kept.extend_from_slice(headlines);
            columns.keep(&self.targets);
            columns.kept.extend(self.ids.iter().map(|id| inputs[id.0]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Replication;
    use crate::run::{Engine, HeadlineEngine, Layout, figures, on_threads};
    use crate::scenario::Scenario;
    use crate::summary::run;

    fn plan() -> Plan {
        let text = include_str!("../../scenarios/one-team.toml");
        Plan::new(Scenario::parse(text).expect("a scenario"))
    }

    fn options(replications: u64, threads: usize) -> Options<'static> {
        Options { threads: Some(threads), first: 3, ..Options::new(replications) }
    }

    fn bits(kept: &KeptReplications) -> Vec<Vec<u64>> {
        kept.columns.iter().map(|column| column.iter().map(|value| value.to_bits()).collect()).collect()
    }

    #[test]
    fn replications_are_kept_in_their_order_on_any_number_of_threads() {
        let plan = plan();
        let kept = |replications, threads| bits(run(&plan, &options(replications, threads)).expect("a run").kept());
        let on_one = kept(3_000, 1);
        assert_eq!(on_one[0].len(), 3_000);
        assert!(on_one == kept(3_000, 3));
        // Nor do they depend on the replications that follow.
        let fewer = kept(100, 3);
        assert!(on_one.iter().zip(&fewer).all(|(all, first)| all[..100] == first[..]));
    }

    #[test]
    fn kept_figures_are_those_of_single_replications() {
        let plan = plan();
        let summary = run(&plan, &options(130, 3)).expect("a run");
        let kept = summary.kept();
        assert_eq!((kept.len(), kept.first()), (130, 3));
        assert!(kept.inputs().len() >= 3);
        let (mut headlines, mut drawn) = (HeadlineEngine::<1>::new(&plan), Vec::new());
        for n in [0, 63, 64, 129] {
            let replication = Replication::new(3 + n as u64);
            let of_one = headlines.run(&[replication]).map(|lanes| lanes.0[0].to_bits());
            assert_eq!([0, 1, 2].map(|headline| kept.columns[headline][n].to_bits()), of_one);
            let layout = Layout::new(&plan);
            let row = Engine::<1>::new(&plan).run_one(replication);
            let cost = plan.series.iter().position(|one| one.series.measure.id == "cost").expect("a measure");
            let years: f64 = (0..layout.years).map(|year| row[layout.year(year, cost)]).sum();
            let kept_cost = kept.headline(RunHeadline::Cost).nth(n).expect("a replication");
            assert!((kept_cost - years).abs() < 1e-5, "{kept_cost} {years}");
            plan.inputs.draw(&[replication.inputs], &mut drawn);
            for (address, values) in kept.inputs() {
                let input = plan.scenario().inputs.find(address).expect("an input");
                assert_eq!(values[n].to_bits(), drawn[input.0].0[0].to_bits(), "{address}");
            }
        }
    }

    #[test]
    fn kept_targets_are_those_of_the_summary() {
        let summary = run(&plan(), &options(500, 1)).expect("a run");
        let targets = summary.plan().scenario().targets.len();
        assert!(targets > 0);
        for target in 0..targets {
            let met = summary.kept().target(target);
            let mean = met.iter().sum::<f64>() / met.len() as f64;
            assert!((mean - summary.target(target).expect("a target").mean).abs() < 1e-12, "{target}");
        }
    }

    #[test]
    fn the_agency_rate_is_that_of_a_pass_for_one_figure() {
        let plan = plan();
        let summary = run(&plan, &options(200, 1)).expect("a run");
        let series = summary.service_series("agency_rate").expect("a measure");
        let cell = Layout::new(&plan).month(plan.calendar.months - 1, series);
        let rates = on_threads(Some(3), || figures(&plan, &options(200, 3), &[series], |at| at(cell)));
        let kept = summary.kept().headline(RunHeadline::AgencyRateAtEnd);
        let kept: Vec<u64> = kept.map(f64::to_bits).collect();
        assert_eq!(kept, rates.expect("figures").into_iter().map(f64::to_bits).collect::<Vec<_>>());
    }

    #[test]
    fn no_more_than_the_maximum_are_kept() {
        let plan = Plan::new(Scenario::parse(crate::examples::SMALL).expect("a scenario"));
        let summary = run(&plan, &options(KeptReplications::MOST as u64 + 70, 3)).expect("a run");
        assert_eq!(summary.kept().len(), KeptReplications::MOST);
        assert!(summary.kept().has_all(&options(KeptReplications::MOST as u64, 1)));
        assert!(!summary.kept().has_all(&options(KeptReplications::MOST as u64 + 1, 1)));
        assert!(!summary.kept().has_all(&Options::new(10)));
    }

    #[test]
    fn an_input_with_a_single_value_is_not_kept() {
        let text = "establishment = { discrete = { values = [12, 12], weights = [1, 2] } }";
        let text = crate::examples::SMALL.replace("establishment = 12", text);
        let plan = Plan::new(Scenario::parse(&text).expect("a scenario"));
        assert!(
            plan.inputs.varying().iter().all(|&id| plan.scenario.inputs.get(id).address != "team.cin.establishment")
        );
    }
}
