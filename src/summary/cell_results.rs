//! A result for every figure of a run.

use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, OnceLock};

/// A result for each cell of a run's rows: all of them, or each computed when it is first asked for.
#[derive(Clone)]
pub(crate) enum CellResults<T> {
    /// All.
    All(Arc<[T]>),
    /// Each when it is first asked for.
    OnDemand(Arc<OnDemand<T>>),
}

/// Results that are computed when they are first asked for.
pub(crate) struct OnDemand<T> {
    found: Vec<OnceLock<T>>,
    compute: Box<dyn Fn(usize) -> T + Send + Sync>,
}

impl<T> CellResults<T> {
    /// Results for so many cells, each of which `compute` returns.
    pub(crate) fn on_demand(cells: usize, compute: impl Fn(usize) -> T + Send + Sync + 'static) -> Self {
        let found = std::iter::repeat_with(OnceLock::new).take(cells).collect();
        Self::OnDemand(Arc::new(OnDemand { found, compute: Box::new(compute) }))
    }

    /// The result for a cell; `None` if there is no such cell.
    pub(crate) fn get(&self, cell: usize) -> Option<&T> {
        match self {
            Self::All(all) => all.get(cell),
            Self::OnDemand(these) => Some(these.found.get(cell)?.get_or_init(|| (these.compute)(cell))),
        }
    }
}

impl<T> FromIterator<T> for CellResults<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        Self::All(all.into_iter().collect())
    }
}

impl<T: Debug> Debug for CellResults<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(all) => f.debug_list().entries(all.iter()).finish(),
            Self::OnDemand(these) => f.debug_list().entries(&these.found).finish(),
        }
    }
}
