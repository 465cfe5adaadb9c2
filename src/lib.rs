//! A Monte Carlo workforce simulator for children's social work.
//!
//! staffcast projects caseloads, the agency rate and cost of a service from its staff, the routes by which more
//! come, the agency market and the demand of referrals, with honest ranges.
//!
//! The data goes one way, and the modules stand in its order:
//!
//! ```text
//! a .toml file -> scenario (typed, checked) -> plan (ready to run) -> run (replications) -> summary -> compare -> content -> render
//! ```
//!
//! Five types to know: [`scenario::Scenario`], [`plan::Plan`], [`run::Options`], [`summary::Summary`] and
//! [`measures::Measure`].
//!
//! ```
//! use staffcast::{plan::Plan, run::Options, scenario::Scenario, summary};
//!
//! // One text; `Scenario::load` takes files with bases through a loader.
//! let plan = Plan::new(Scenario::parse(staffcast::examples::SMALL)?);
//! let summary = summary::run(&plan, &Options::new(200))?;
//!
//! let agency_rate = summary.find_service("agency_rate").expect("every service has an agency rate");
//! let last = summary.month(11, agency_rate).expect("the plan has twelve months");
//! assert!(last.range80().0 <= last.median() && last.median() <= last.range80().1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod content;
pub mod examples;
pub mod measures;
pub mod model;
pub mod plan;
pub mod random;
pub mod render;
pub mod run;
pub mod scenario;
pub mod summary;
pub mod units;
