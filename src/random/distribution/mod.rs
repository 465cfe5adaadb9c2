//! Distributions of uncertain inputs. A new one is a variant and its check in [`kind`], its notation in [`forms`] and its
//! quantile function in [`quantile`] (for a continuous one, a curve in [`continuous`]).

mod continuous;
mod error;
mod forms;
mod kind;
mod quantile;

pub use error::DistributionError;
pub(crate) use forms::{DistributionForm, FORMS, ParameterKind};
pub use kind::{Distribution, Range80Shape};
use kind::{beta_size, finite};
pub use quantile::Quantile;
