//! The model behind the planning page: the form of a scenario, changes to it, its report and comparisons.
//!
//! A question names the files that the page has; nothing is kept between questions but the last run. [`mod@question`] has the forms of
//! questions and answers, [`changes`] takes what was entered in the form into the file, [`dropped`] opens files, [`mod@start`] makes a scenario from the short form, [`overlay`] puts one where it finds its base,
//! [`downloads`] has results as files, and [`model`] answers.

mod changes;
mod downloads;
mod dropped;
mod model;
mod overlay;
mod question;
mod start;
#[cfg(test)]
mod tests;

pub use model::PlannerModel;
