//! What the savings of alternatives depend on: the share of each uncertain input in the variance of the saving at equal capacity, from the
//! futures that were run.

use super::{Alternative, Study};
use crate::summary::{
    FutureOrder, InputDriver, InputOrder, MIN_FUTURES, Summary, VariedFigure, input_orders, variance, varies,
};

/// What the saving at equal capacity of an alternative over the run depends on.
#[derive(Clone, Debug)]
pub(crate) struct SavingDrivers {
    /// Standard deviation of the saving, pounds.
    pub sd: f64,
    /// The inputs that vary in the base, then those of the alternative alone; each has one share.
    pub inputs: Vec<InputDriver>,
}

/// An input with the futures in its order.
struct OrderedInput {
    addresses: Vec<String>,
    order: FutureOrder,
}

impl OrderedInput {
    /// The inputs that vary in a run, of those whose address `is_wanted`.
    fn all(summary: &Summary, is_wanted: impl Fn(&str) -> bool) -> Vec<Self> {
        let scenario = summary.plan().scenario();
        let inputs = summary.kept().inputs().filter(|(address, _)| is_wanted(address));
        let inputs = input_orders(inputs.map(|(address, values)| (scenario, address, values)));
        let ordered = |one: InputOrder| Self { order: FutureOrder::new(&one.order), addresses: one.addresses };
        inputs.into_iter().map(ordered).collect()
    }
}

impl Study {
    /// By alternative, what its saving depends on; `None` with fewer than 400 futures, if capacity has no price, or if the saving does not
    /// vary.
    pub(crate) fn saving_drivers(&self) -> &[Option<SavingDrivers>] {
        self.saving_drivers.get_or_init(|| {
            let is_enough = self.base.summary.kept().len() >= MIN_FUTURES;
            let of_base = OrderedInput::all(&self.base.summary, |_| is_enough);
            self.alternatives.iter().map(|one| one.saving_drivers(&of_base).filter(|_| is_enough)).collect()
        })
    }
}

impl Alternative {
    fn saving_drivers(&self, of_base: &[OrderedInput]) -> Option<SavingDrivers> {
        let savings = &self.kept_savings;
        if !varies(savings) || savings.iter().any(|saving| saving.is_nan()) {
            return None;
        }
        let is_of_base = |address: &str| of_base.iter().any(|input| input.addresses.iter().any(|one| one == address));
        let own = OrderedInput::all(&self.summary, |address| !is_of_base(address));
        let figure = VariedFigure::new(savings);
        let driver = |input: &OrderedInput| InputDriver {
            addresses: input.addresses.clone(),
            shares: vec![figure.share(&input.order)],
        };
        Some(SavingDrivers { sd: variance(savings).sqrt(), inputs: of_base.iter().chain(&own).map(driver).collect() })
    }
}
