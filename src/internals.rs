//! What this crate's own tests and benchmarks reach beyond its interface. It may change at any time.

pub use crate::content::chart::{AxisUnit, FanChart, FanPanel, FanPoint};
pub use crate::content::explain::explain;
pub use crate::content::trace::{TracedReplication, tell};
pub use crate::lanes::{ByLane, Lanes, each, exp, ln, update};
pub use crate::measures::counts::TeamCount;
pub use crate::measures::document::document as measures_document;
pub use crate::model::Replication;
pub use crate::random::{
    Distribution, DistributionError, Draw, Purpose, Quantile, Range80Shape, Stream, binomial, exponential,
    gamma_mean_one, normal_quantile, poisson,
};
#[cfg(feature = "report")]
pub use crate::render::report;
#[cfg(feature = "charts")]
pub use crate::render::svg::Chart;
pub use crate::render::text::explain::explanation;
pub use crate::render::text::trace::trace;
pub use crate::render::trace_files;
pub use crate::run::ReplicationRow;
pub use crate::run::engine::Engine;
pub use crate::run::layout::Layout;
pub use crate::run::ledger::{Ledger, LedgerMonth, trace as ledger};
pub use crate::scenario::document::diagnostics::{CodeExample, codes_document};
pub use crate::scenario::document::reference::reference;
pub use crate::scenario::document::schema::schema;
pub use crate::scenario::plausibility::document as plausibility_document;
pub use crate::scenario::problem::CODES;
