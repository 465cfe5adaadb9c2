//! What the planning page has: scenarios to start from, the form of the one that is open, and what is said of it.

mod messages;
mod outcome;
pub(crate) mod short_form;
mod start;
mod summary;

pub(crate) use messages::{FieldMessage, FormMessages, MessageKind};
pub(crate) use outcome::{FormOutcome, item_name};
pub(crate) use start::{PlannerPage, StartingPoint};
pub(crate) use summary::{FormSummary, Sentence};
