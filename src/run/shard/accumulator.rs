//! What a pass adds up.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What a pass adds up over its futures: it can be written, read and added to.
pub(crate) trait Accumulator: Serialize + DeserializeOwned {
    /// Adds the same of the futures that follow.
    ///
    /// # Errors
    /// [`OtherShape`] if it is not of the same figures. What was added before may then have changed.
    fn merge(&mut self, later: Self) -> Result<(), OtherShape>;

    /// Number of units in it; `None` if it does not count them.
    fn length(&self) -> Option<u64> {
        None
    }
}

/// Accumulators that are not of the same figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OtherShape;

/// What is found of each of a list of units, such as the plans of a sweep, in their order.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct UnitList<T>(pub Vec<T>);

impl<T: Serialize + DeserializeOwned> Accumulator for UnitList<T> {
    fn merge(&mut self, later: Self) -> Result<(), OtherShape> {
        self.0.extend(later.0);
        Ok(())
    }

    fn length(&self) -> Option<u64> {
        Some(self.0.len() as u64)
    }
}

/// Merges accumulators one by one: there must be as many of both.
pub(crate) fn join<A>(
    ours: &mut [A],
    later: Vec<A>,
    merge: impl Fn(&mut A, A) -> Result<(), OtherShape>,
) -> Result<(), OtherShape> {
    if ours.len() != later.len() {
        return Err(OtherShape);
    }
    ours.iter_mut().zip(later).try_for_each(|(ours, later)| merge(ours, later))
}

/// Appends the values of later futures, column by column: there must be as many columns of both, each of the same length. Where there are none yet,
/// there may be any number.
pub(crate) fn append<T>(ours: &mut Vec<Vec<T>>, later: Vec<Vec<T>>) -> Result<(), OtherShape> {
    if later.is_empty() {
        return Ok(());
    }
    let length = later[0].len();
    if later.iter().any(|column| column.len() != length) || !(ours.is_empty() || ours.len() == later.len()) {
        return Err(OtherShape);
    }
    ours.resize_with(later.len(), Vec::new);
    ours.iter_mut().zip(later).for_each(|(ours, later)| ours.extend(later));
    Ok(())
}
