//! Quantities as numbers: what is not known is drawn once per replication, dated changes act month by month.

use super::Calendar;
use crate::random::{Purpose, Quantile, Stream};
use crate::scenario::{EditKind, InputId, Scenario};

/// How every quantity gets its value.
#[derive(Debug)]
pub(crate) struct InputPlan {
    /// By input, its value where that is known, else its mean over what is not.
    means: Vec<f64>,
    uncertain: Vec<Uncertain>,
    dated: Vec<Dated>,
    /// By month, the dated inputs whose value changes in it.
    events: Vec<Vec<usize>>,
}

#[derive(Debug)]
struct Uncertain {
    input: usize,
    stream: Stream,
    quantile: Quantile,
}

#[derive(Debug)]
struct Dated {
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
    kind: EditKind,
    amount: usize,
}

impl InputPlan {
    pub(crate) fn new(scenario: &Scenario, calendar: &Calendar) -> Self {
        let (mut means, mut uncertain) = (Vec::new(), Vec::new());
        for (input, of) in scenario.inputs.list.iter().enumerate() {
            means.push(of.mean());
            if let Some(quantile) = of.quantile.clone() {
                let stream = Stream::new(scenario.seed, Purpose::Input, &of.address);
                uncertain.push(Uncertain { input, stream, quantile });
            }
        }
        let mut dated: Vec<Dated> = Vec::new();
        let mut events = vec![Vec::new(); calendar.months];
        for change in &scenario.changes {
            let from = change.from.map_or(0, |month| calendar.index(month));
            let until = change.until.map_or(calendar.months, |month| calendar.index(month.plus(1)));
            for edit in &change.edits {
                let planned = PlannedEdit { from, until, kind: edit.kind, amount: edit.amount.0 };
                let known = dated.iter().position(|d| d.input == edit.input.0);
                let index = known.unwrap_or_else(|| {
                    let input = scenario.inputs.get(edit.input);
                    dated.push(Dated { input: edit.input.0, min: input.min, max: input.max, edits: Vec::new() });
                    dated.len() - 1
                });
                dated[index].edits.push(planned);
                for month in [from, until] {
                    if month < calendar.months && !events[month].contains(&index) {
                        events[month].push(index);
                    }
                }
            }
        }
        Self { means, uncertain, dated, events }
    }

    /// The mean of an input over what is not known, before any change.
    pub(crate) fn mean(&self, id: InputId) -> f64 {
        self.means[id.0]
    }
}

/// The values of a replication's quantities: as drawn, and as they are in the current month.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values {
    base: Vec<f64>,
    now: Vec<f64>,
}

impl Values {
    /// Draws what is not known for the inputs of future `index`; no change is in force yet.
    pub(crate) fn draw(&mut self, plan: &InputPlan, index: u64) {
        self.base.clone_from(&plan.means);
        for one in &plan.uncertain {
            self.base[one.input] = one.quantile.at(one.stream.of(index).at(0));
        }
        self.now.clone_from(&self.base);
    }

    /// Brings the dated inputs up to month `month`.
    pub(crate) fn advance(&mut self, plan: &InputPlan, month: usize) {
        for &index in &plan.events[month] {
            let dated = &plan.dated[index];
            let mut value = self.base[dated.input];
            for edit in dated.edits.iter().filter(|edit| (edit.from..edit.until).contains(&month)) {
                let amount = self.base[edit.amount];
                value = match edit.kind {
                    EditKind::Set => amount,
                    EditKind::Add => value + amount,
                    EditKind::Multiply => value * amount,
                };
            }
            self.now[dated.input] = value.clamp(dated.min, dated.max);
        }
    }

    /// The value this month.
    #[inline]
    pub(crate) fn get(&self, id: InputId) -> f64 {
        self.now[id.0]
    }

    /// The value this month of an input that may be left out.
    #[inline]
    pub(crate) fn get_or(&self, id: Option<InputId>, default: f64) -> f64 {
        id.map_or(default, |id| self.now[id.0])
    }
}
