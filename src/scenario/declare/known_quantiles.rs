//! Quantile functions that other scenarios of the same files have prepared.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::input::{Input, Inputs};
use crate::random::{Distribution, Quantile};
use crate::scenario::source::Place;

/// Quantile functions by the place of the quantity. Preparing one takes up to 0.2 ms, most of the time of reading a
/// scenario, and an attribution reads hundreds of scenarios that consist of the same quantities.
#[derive(Clone, Debug, Default)]
pub(crate) struct KnownQuantiles {
    /// By file and first byte of the quantity.
    inputs: BTreeMap<(usize, usize), Input>,
}

impl KnownQuantiles {
    /// Adds those of `inputs`, whose files are numbered from `first_file` here.
    pub(crate) fn add(&mut self, inputs: &Inputs, first_file: usize) {
        for input in inputs.list.iter().filter(|input| input.quantile.is_some()) {
            if let Some(place) = input.place {
                self.inputs.insert((place.file + first_file, place.start), input.clone());
            }
        }
    }

    /// The quantile function of the quantity at `place`, if it was prepared for this distribution and range.
    pub(crate) fn find(&self, place: Place, value: &Distribution, range: (f64, f64)) -> Option<Arc<Quantile>> {
        let input = self.inputs.get(&(place.file, place.start))?;
        // The range depends on the key, and a quantity may be read under several.
        (input.value == *value && (input.min, input.max) == range).then(|| input.quantile.clone())?
    }
}
