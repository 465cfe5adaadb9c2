//! Values of inputs: uncertain inputs are drawn once per replication; yearly effects, awards and dated changes apply month
//! by month.

use std::sync::Arc;

use super::Calendar;
use super::equations;
use super::yearly::YearlyPlan;
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
    yearly: Vec<YearlyPlan>,
    /// The inputs that may differ from month to month.
    dated: Vec<DatedInput>,
    /// By month, the dated inputs whose value changes in it; those that responses edit are in every month.
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

impl Uncertain {
    /// Its values in the replications `numbers`.
    #[inline(always)]
    fn draw<const N: usize>(&self, groups: &[InputGroup], numbers: &[u64; N]) -> Lanes<N> {
        let u = match self.together {
            None => self.stream.at(0).by_lane(numbers),
            Some((group, place)) => {
                let InputGroup { streams, copula } = &groups[group];
                each(numbers, |number| copula.uniform(place, |other| streams[other].at(0).of(number)))
            }
        };
        self.quantile.of_all(&u)
    }
}

/// A group of inputs drawn jointly.
#[derive(Debug)]
struct InputGroup {
    streams: Vec<Stream>,
    copula: Copula,
}

/// An input that yearly effects, awards or dated changes act on.
#[derive(Debug)]
struct DatedInput {
    input: usize,
    min: f64,
    max: f64,
    /// Whether yearly effects multiply its odds.
    is_share: bool,
    /// The yearly effects on it, as indices in [`YearlyFactors`].
    effects: Vec<usize>,
    /// The awards that raise it: each with its first month and its rate.
    awards: Vec<(usize, usize)>,
    edits: Vec<PlannedEdit>,
}

#[derive(Debug)]
struct PlannedEdit {
    timing: EditTiming,
    kind: EditKind,
    amount: usize,
}

/// When an edit is in force.
#[derive(Debug)]
enum EditTiming {
    Dated {
        /// Months in force: `from..until`.
        from: usize,
        until: usize,
        /// The month in which it begins, possibly before the first, and the number of months until it is in full effect.
        begins: i32,
        phase_in: u32,
    },
    /// While a response is, by its place among these.
    Response(usize),
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
        let yearly: Vec<YearlyPlan> =
            scenario.yearly.iter().map(|effect| YearlyPlan::new(scenario, effect, calendar)).collect();
        let mut months = DatedInputs::new(scenario, calendar);
        months.add_yearly(&yearly);
        months.add_awards();
        months.add_changes();
        let DatedInputs { dated, events, .. } = months;
        Self { known: known.collect(), uncertain: uncertain.collect(), groups: groups.collect(), yearly, dated, events }
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

    /// The value that an input is below with this probability; `None` if it is known.
    pub(crate) fn percentile(&self, id: InputId, probability: f64) -> Option<f64> {
        Some(self.uncertain.iter().find(|one| one.input == id.0)?.quantile.at(probability))
    }

    /// Draws every input, before any dated change, in the replications `numbers`, one in each lane.
    #[inline(always)]
    pub(crate) fn draw<const N: usize>(&self, numbers: &[u64; N], values: &mut Vec<Lanes<N>>) {
        values.clear();
        values.extend(self.known.iter().map(|&value| Lanes::all(value)));
        for one in &self.uncertain {
            values[one.input] = one.draw(&self.groups, numbers);
        }
    }

    /// Draws these inputs in the replications `numbers`, one in each lane, and leaves the others as they are.
    pub(super) fn redraw<const N: usize>(&self, inputs: &[InputId], numbers: &[u64; N], values: &mut [Lanes<N>]) {
        for one in self.uncertain.iter().filter(|one| inputs.contains(&InputId(one.input))) {
            values[one.input] = one.draw(&self.groups, numbers);
        }
    }

    /// Draws the yearly effects in the years `numbers`, one in each lane, given the inputs as drawn.
    #[inline(always)]
    pub(crate) fn draw_years<const N: usize>(
        &self,
        inputs: &[Lanes<N>],
        numbers: &[u64; N],
        years: &mut YearlyFactors<N>,
    ) {
        years.0.clear();
        for effect in &self.yearly {
            effect.draw(inputs, numbers, &mut years.0);
        }
    }

    /// The courses of the yearly effects in one draw of the inputs and one of the years.
    pub(crate) fn courses(&self, scenario: &Scenario, inputs: u64, years: u64) -> Vec<EffectCourse> {
        let (mut drawn, mut factors) = (Vec::new(), YearlyFactors::<1>::default());
        self.draw(&[inputs], &mut drawn);
        self.draw_years(&drawn, &[years], &mut factors);
        let months = self.events.len();
        let mut by_scale = factors.0.chunks(months.max(1));
        let mut courses = Vec::new();
        for (index, (effect, plan)) in scenario.yearly.iter().zip(&self.yearly).enumerate() {
            for (scale, factors) in by_scale.by_ref().take(plan.scales.len()).enumerate() {
                let of_odds = plan.scales[scale].of_odds;
                let is_share = |input: InputId| scenario.inputs.get(input).unit.is_share();
                let same = |&&(input, loading): &&(InputId, f64)| plan.scale(loading, is_share(input)) == scale;
                courses.push(EffectCourse {
                    effect: index,
                    inputs: effect.inputs.iter().filter(same).map(|&(input, _)| input).collect(),
                    of_odds,
                    factors: factors.iter().map(|lanes| lanes.0[0]).collect(),
                    is_reported: (0..months).map(|month| plan.is_reported(month)).collect(),
                });
            }
        }
        courses
    }

    /// The value of an input in every month, in replications 1 to `futures`.
    pub(crate) fn by_month(&self, id: InputId, futures: u64) -> Vec<Vec<f64>> {
        let mut months = vec![Vec::with_capacity(futures as usize); self.events.len()];
        let (mut values, mut drawn, mut years) = (Values::<1>::default(), Vec::new(), YearlyFactors::default());
        for future in 1..=futures {
            self.draw(&[future], &mut drawn);
            self.draw_years(&drawn, &[future], &mut years);
            values.open(&drawn, &years);
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

/// The inputs that may differ from month to month, being collected.
struct DatedInputs<'a> {
    scenario: &'a Scenario,
    calendar: &'a Calendar,
    dated: Vec<DatedInput>,
    events: Vec<Vec<usize>>,
}

impl<'a> DatedInputs<'a> {
    fn new(scenario: &'a Scenario, calendar: &'a Calendar) -> Self {
        Self { scenario, calendar, dated: Vec::new(), events: vec![Vec::new(); calendar.months] }
    }

    /// The index of an input.
    fn index(&mut self, id: InputId) -> usize {
        let known = self.dated.iter().position(|one| one.input == id.0);
        known.unwrap_or_else(|| {
            let input = self.scenario.inputs.get(id);
            let (min, max, is_share) = (input.min, input.max, input.unit.is_share());
            let (effects, awards, edits) = (Vec::new(), Vec::new(), Vec::new());
            self.dated.push(DatedInput { input: id.0, min, max, is_share, effects, awards, edits });
            self.dated.len() - 1
        })
    }

    /// The value of the input at `index` changes in `month`, if that is in the run.
    fn note(&mut self, index: usize, month: usize) {
        if let Some(events) = self.events.get_mut(month).filter(|events| !events.contains(&index)) {
            events.push(index);
        }
    }

    fn add_yearly(&mut self, plans: &[YearlyPlan]) {
        let months = self.calendar.months;
        let mut scales = 0;
        for (effect, plan) in self.scenario.yearly.iter().zip(plans) {
            let moves: Vec<usize> = (0..months).filter(|&month| plan.moves(month)).collect();
            for &(input, loading) in &effect.inputs {
                let index = self.index(input);
                let scale = scales + plan.scale(loading, self.dated[index].is_share);
                self.dated[index].effects.push(scale * months);
                for &month in &moves {
                    self.note(index, month);
                }
            }
            scales += plan.scales.len();
        }
    }

    fn add_awards(&mut self) {
        for award in &self.scenario.awards {
            // What was awarded before the start is in the price.
            let Some(month) = award.month.filter(|&month| month >= self.calendar.start) else { continue };
            let month = self.calendar.index(month);
            for &price in award.prices.iter().flatten() {
                let index = self.index(price);
                self.dated[index].awards.push((month, award.rate.0));
                self.note(index, month);
            }
        }
    }

    fn add_changes(&mut self) {
        let calendar = self.calendar;
        let mut responses = 0;
        for change in &self.scenario.changes {
            if change.response.is_some() {
                for edit in &change.edits {
                    let index = self.index(edit.input);
                    let timing = EditTiming::Response(responses);
                    self.dated[index].edits.push(PlannedEdit { timing, kind: edit.kind, amount: edit.amount.0 });
                    (0..calendar.months).for_each(|month| self.note(index, month));
                }
                responses += 1;
                continue;
            }
            let begins = change.from.map_or(0, |month| month.since(calendar.start));
            let from = change.from.map_or(0, |month| calendar.index(month));
            let until = change.until.map_or(calendar.months, |month| calendar.index(month.plus(1)));
            let phase_in = change.phase_in;
            for edit in &change.edits {
                let timing = EditTiming::Dated { from, until, begins, phase_in };
                let planned = PlannedEdit { timing, kind: edit.kind, amount: edit.amount.0 };
                let index = self.index(edit.input);
                self.dated[index].edits.push(planned);
                let steps = (0..phase_in as i32).map(|step| begins + step).filter(|&month| month >= 0);
                let months = steps.map(|month| month as usize).chain([from]).filter(|&month| month < until);
                months.chain([until]).for_each(|month| self.note(index, month));
            }
        }
    }
}

impl EditTiming {
    /// The share of a dated edit that is in force in a month, rising in equal steps to 1; 0 outside its months.
    fn phase(&self, month: usize) -> f64 {
        match *self {
            Self::Dated { from, until, begins, phase_in } if (from..until).contains(&month) => {
                let months = month as i32 - begins + 1;
                if months >= phase_in as i32 { 1.0 } else { f64::from(months) / f64::from(phase_in) }
            }
            _ => 0.0,
        }
    }
}

/// A yearly effect on inputs that it moves alike, over the months of one replication.
#[derive(Clone, Debug)]
pub(crate) struct EffectCourse {
    /// Index of the effect in the scenario.
    pub effect: usize,
    pub inputs: Vec<InputId>,
    /// Whether the factors multiply odds.
    pub of_odds: bool,
    /// By month, the factor on the inputs.
    pub factors: Vec<f64>,
    /// By month, whether a trace reports it.
    pub is_reported: Vec<bool>,
}

/// The factors of the yearly effects: by effect, by scale (loading and kind of input) and by month.
#[derive(Clone, Debug, Default)]
pub(crate) struct YearlyFactors<const N: usize>(Vec<Lanes<N>>);

/// The values of the inputs: as drawn, and in the current month.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values<const N: usize> {
    drawn: Vec<Lanes<N>>,
    years: YearlyFactors<N>,
    now: Vec<Lanes<N>>,
    /// By response, the share of it that is in force; 0 while it is not.
    in_force: Vec<Lanes<N>>,
}

impl<const N: usize> Values<N> {
    /// Sets the values as drawn; neither a yearly effect nor a change is in force yet.
    pub(crate) fn open(&mut self, drawn: &[Lanes<N>], years: &YearlyFactors<N>) {
        self.drawn.clear();
        self.drawn.extend_from_slice(drawn);
        self.years.0.clone_from(&years.0);
        self.now.clone_from(&self.drawn);
        self.in_force.clear();
    }

    /// Sets the share of a response that is in force this month.
    #[inline(always)]
    pub(crate) fn respond(&mut self, response: usize, in_force: Lanes<N>) {
        let responses = self.in_force.len().max(response + 1);
        self.in_force.resize(responses, Lanes::ZERO);
        self.in_force[response] = in_force;
    }

    /// Updates the dated inputs to month `month`.
    #[inline(always)]
    pub(crate) fn advance(&mut self, plan: &InputPlan, month: usize) {
        for &index in &plan.events[month] {
            let dated = &plan.dated[index];
            let mut values = self.drawn[dated.input];
            for &effect in &dated.effects {
                update(&mut values, &self.years.0[effect + month], |value, factor| {
                    // A share p has odds p / (1 - p), which stay 0 or infinite at the ends.
                    *value = if dated.is_share {
                        *value * factor / (1.0 - *value + *value * factor)
                    } else {
                        *value * factor
                    };
                });
            }
            for &(_, rate) in dated.awards.iter().filter(|&&(from, _)| from <= month) {
                update(&mut values, &self.drawn[rate], |value, rate| *value *= 1.0 + rate);
            }
            for edit in &dated.edits {
                let amount = &self.drawn[edit.amount];
                match edit.timing {
                    EditTiming::Response(response) => {
                        let Some(in_force) = self.in_force.get(response) else { continue };
                        update(&mut values, (amount, in_force), |value, (amount, phase)| {
                            *value = if phase > 0.0 { edit.kind.of(*value, amount, phase) } else { *value };
                        });
                    }
                    EditTiming::Dated { .. } => {
                        let phase = edit.timing.phase(month);
                        if phase > 0.0 {
                            update(&mut values, amount, |value, amount| *value = edit.kind.of(*value, amount, phase));
                        }
                    }
                }
            }
            self.now[dated.input] = each(&values, |value| equations::between(value, dated.min, dated.max));
        }
    }

    /// The values as drawn.
    #[inline]
    pub(crate) fn drawn(&self, id: InputId) -> &Lanes<N> {
        &self.drawn[id.0]
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
