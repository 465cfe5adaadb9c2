//! Values of inputs: uncertain inputs are drawn once per replication, dated changes apply month by month.

use std::sync::Arc;

use super::Calendar;
use super::equations;
use crate::lanes::{Lanes, each, update};
use crate::random::{Copula, Distribution, Purpose, Quantile, Stream};
use crate::scenario::{Correlation, EditKind, InputId, Scenario};

/// How every input gets its value.
#[derive(Debug)]
pub(crate) struct InputPlan {
    /// By input, its value if known; unused if uncertain.
    known: Vec<f64>,
    /// Uncertain inputs, in input order.
    uncertain: Vec<Uncertain>,
    groups: Vec<InputGroup>,
    dated: Vec<DatedChange>,
    /// By month, the dated inputs whose value changes in it.
    events: Vec<Vec<usize>>,
}

#[derive(Debug)]
struct Uncertain {
    input: usize,
    stream: Stream,
    quantile: Arc<Quantile>,
    /// If drawn jointly with others: the group, and the index within it.
    together: Option<(usize, usize)>,
}

/// A group of inputs drawn jointly.
#[derive(Debug)]
struct InputGroup {
    streams: Vec<Stream>,
    copula: Copula,
}

#[derive(Debug)]
struct DatedChange {
    input: usize,
    min: f64,
    max: f64,
    edits: Vec<PlannedEdit>,
}

#[derive(Debug)]
struct PlannedEdit {
    /// Months in force: `from..until`.
    from: usize,
    until: usize,
    /// The month in which it begins, possibly before the first, and the number of months until it is in full effect.
    begins: i32,
    phase_in: u32,
    kind: EditKind,
    amount: usize,
}

impl InputPlan {
    pub(crate) fn new(scenario: &Scenario, calendar: &Calendar) -> Self {
        let stream = |address: &str| Stream::new(scenario.seed, Purpose::Input, address);
        let known = scenario.inputs.list.iter().map(|input| match input.value {
            Distribution::Fixed(value) => value,
            _ => 0.0,
        });
        let uncertain = scenario.inputs.list.iter().enumerate().filter_map(|(input, of)| {
            let quantile = of.quantile.clone()?;
            let group_of = |group: &Correlation| group.inputs.iter().position(|id| id.0 == input);
            let mut groups = scenario.correlations.iter().map(group_of).enumerate();
            let together = groups.find_map(|(group, place)| Some((group, place?)));
            Some(Uncertain { input, stream: stream(&of.address), quantile, together })
        });
        let groups = scenario.correlations.iter().map(|group| InputGroup {
            streams: group.inputs.iter().map(|&id| stream(&scenario.inputs.get(id).address)).collect(),
            copula: group.copula.clone(),
        });
        let (dated, events) = dated(scenario, calendar);
        Self { known: known.collect(), uncertain: uncertain.collect(), groups: groups.collect(), dated, events }
    }

    /// Number of inputs.
    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }

    /// The inputs that do not have one value in all replications, in input order.
    pub(crate) fn varying(&self) -> Vec<InputId> {
        let varies = |one: &&Uncertain| one.quantile.at(f64::EPSILON) < one.quantile.at(1.0 - f64::EPSILON);
        self.uncertain.iter().filter(varies).map(|one| InputId(one.input)).collect()
    }

    /// Draws every input, before any dated change, in the replications `numbers`, one in each lane.
    pub(crate) fn draw<const N: usize>(&self, numbers: &[u64; N], values: &mut Vec<Lanes<N>>) {
        values.clear();
        values.extend(self.known.iter().map(|&value| Lanes::all(value)));
        for one in &self.uncertain {
            values[one.input] = each(numbers, |number| {
                let u = match one.together {
                    None => one.stream.at(0).of(number),
                    Some((group, place)) => {
                        let InputGroup { streams, copula } = &self.groups[group];
                        copula.uniform(place, |other| streams[other].at(0).of(number))
                    }
                };
                one.quantile.at(u)
            });
        }
    }

    /// The value of an input in every month, in replications 1 to `futures`.
    pub(crate) fn by_month(&self, id: InputId, futures: u64) -> Vec<Vec<f64>> {
        let mut months = vec![Vec::with_capacity(futures as usize); self.events.len()];
        let (mut values, mut drawn) = (Values::<1>::default(), Vec::new());
        for future in 1..=futures {
            self.draw(&[future], &mut drawn);
            values.open(&drawn);
            for (month, of_month) in months.iter_mut().enumerate() {
                values.advance(self, month);
                of_month.extend(values.get(id).0);
            }
        }
        months
    }

    /// The mean of an input over its distribution, before any change.
    pub(crate) fn mean(&self, id: InputId) -> f64 {
        match self.uncertain.binary_search_by_key(&id.0, |one| one.input) {
            Ok(index) => self.uncertain[index].quantile.mean(),
            Err(_) => self.known[id.0],
        }
    }
}

/// Median and 80% range of an input over replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The 10th percentile.
    pub p10: f64,
    /// The median.
    pub p50: f64,
    /// The 90th percentile.
    pub p90: f64,
}

impl Spread {
    /// The order statistics at these percentiles of the drawn values.
    pub(crate) fn of(mut drawn: Vec<f64>) -> Self {
        drawn.sort_by(f64::total_cmp);
        let at = |share: usize| drawn[(drawn.len() - 1) * share / 100];
        Self { p10: at(10), p50: at(50), p90: at(90) }
    }
}

/// The effects of changes: by input, and by month the inputs that change in it.
fn dated(scenario: &Scenario, calendar: &Calendar) -> (Vec<DatedChange>, Vec<Vec<usize>>) {
    let mut dated: Vec<DatedChange> = Vec::new();
    let mut events = vec![Vec::new(); calendar.months];
    for change in &scenario.changes {
        let begins = change.from.map_or(0, |month| month.since(calendar.start));
        let from = change.from.map_or(0, |month| calendar.index(month));
        let until = change.until.map_or(calendar.months, |month| calendar.index(month.plus(1)));
        let phase_in = change.phase_in;
        for edit in &change.edits {
            let planned = PlannedEdit { from, until, begins, phase_in, kind: edit.kind, amount: edit.amount.0 };
            let known = dated.iter().position(|d| d.input == edit.input.0);
            let index = known.unwrap_or_else(|| {
                let input = scenario.inputs.get(edit.input);
                dated.push(DatedChange { input: edit.input.0, min: input.min, max: input.max, edits: Vec::new() });
                dated.len() - 1
            });
            dated[index].edits.push(planned);
            let steps = (0..phase_in as i32).map(|step| begins + step).filter(|&month| month >= 0);
            let months = steps.map(|month| month as usize).chain([from]).filter(|&month| month < until);
            for month in months.chain([until]) {
                if month < calendar.months && !events[month].contains(&index) {
                    events[month].push(index);
                }
            }
        }
    }
    (dated, events)
}

impl PlannedEdit {
    /// The share of the change that is in force in a month, rising in equal steps to 1.
    fn phase(&self, month: usize) -> f64 {
        let months = month as i32 - self.begins + 1;
        if months >= self.phase_in as i32 { 1.0 } else { f64::from(months) / f64::from(self.phase_in) }
    }
}

/// The values of the inputs: as drawn, and in the current month.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values<const N: usize> {
    drawn: Vec<Lanes<N>>,
    now: Vec<Lanes<N>>,
}

impl<const N: usize> Values<N> {
    /// Sets the values as drawn; no change is in force yet.
    pub(crate) fn open(&mut self, drawn: &[Lanes<N>]) {
        self.drawn.clear();
        self.drawn.extend_from_slice(drawn);
        self.now.clone_from(&self.drawn);
    }

    /// Updates the dated inputs to month `month`.
    pub(crate) fn advance(&mut self, plan: &InputPlan, month: usize) {
        for &index in &plan.events[month] {
            let dated = &plan.dated[index];
            let mut values = self.drawn[dated.input];
            for edit in dated.edits.iter().filter(|edit| (edit.from..edit.until).contains(&month)) {
                let phase = edit.phase(month);
                update(&mut values, &self.drawn[edit.amount], |value, amount| {
                    *value = edit.kind.of(*value, amount, phase);
                });
            }
            self.now[dated.input] = each(&values, |value| equations::between(value, dated.min, dated.max));
        }
    }

    /// The values this month.
    #[inline]
    pub(crate) fn get(&self, id: InputId) -> &Lanes<N> {
        &self.now[id.0]
    }

    /// The values this month of an optional input.
    #[inline]
    pub(crate) fn get_or<'v>(&'v self, id: Option<InputId>, default: &'v Lanes<N>) -> &'v Lanes<N> {
        id.map_or(default, |id| self.get(id))
    }
}
