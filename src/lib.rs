//! A Monte Carlo workforce simulator for children's social work.
//!
//! staffcast projects the caseloads, agency rate and cost of a service from its staff, the routes by which staff join,
//! the agency market and the demand from referrals, with uncertainty ranges.
//!
//! Data flows in one direction, through these modules in order:
//!
//! ```text
//! a .toml file -> scenario (typed, checked) -> plan (ready to run) -> run (replications) -> summary -> compare -> content -> render
//! ```
//!
//! [`import`] writes such a file from published figures, and [`backtest`] scores forecasts that begin in the past.
//!
//! Read a [`Scenario`], build a [`Plan`] from it, [`run`](run()) the plan, and query the [`Summary`]:
//!
//! ```
//! use staffcast::measures::Measure;
//! use staffcast::{Options, Plan, Scenario, run};
//!
//! let scenario = Scenario::parse(include_str!("../examples/small.toml"))?;
//! let plan = Plan::new(scenario);
//! let summary = run(&plan, &Options::new(200))?;
//!
//! let rate = summary.service(Measure::AGENCY_RATE).at("2017-03".parse()?).ok_or("the run ends earlier")?;
//! assert!(rate.p(10) <= rate.median() && rate.median() <= rate.p(90));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`compare`](compare()) runs several plans on the same replications and returns a [`Study`] of their effects:
//!
//! ```
//! use std::collections::BTreeMap;
//! use staffcast::compare::{NamedPlan, SavingsLine};
//! use staffcast::{Options, Plan, Scenario, compare};
//!
//! // The library reads files through a loader; a map from path to text is one.
//! let files = BTreeMap::from([
//!     ("small.toml".to_owned(), include_str!("../examples/small.toml").to_owned()),
//!     ("retention.toml".to_owned(), "base = \"small.toml\"\n[leaving]\nannual_rate = { all = 0.1 }\n".to_owned()),
//! ]);
//! let plan = |path: &str| Scenario::load(path, &files).map(Plan::new);
//! let base = NamedPlan::new("small", plan("small.toml")?);
//! let retention = NamedPlan::new("retention", plan("retention.toml")?);
//!
//! let study = compare(&base, &[retention], &Options::new(200), false)?;
//! let net = study.alternatives[0].savings.whole(SavingsLine::Net).ok_or("the run has no year")?;
//! println!("net saving {:.0} pounds ({:.0} to {:.0})", net.statistic.mean, net.statistic.p(10), net.statistic.p(90));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Features: `cli` (the program), `charts`, `report`, `xlsx`, `png` (outputs in addition to CSV and JSON) and
//! `parallel` (multithreading). The engine needs none of them.

// Without the program, what it alone asks for is never used.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports))]

pub mod backtest;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod content;
mod decide;
#[doc(hidden)]
pub mod examples;
mod ids;
pub mod import;
#[doc(hidden)]
pub mod internals;
mod lanes;
#[cfg(feature = "report")]
pub mod live;
pub mod measures;
mod model;
pub mod plan;
mod random;
pub mod render;
pub mod run;
pub mod scenario;
pub mod summary;
pub mod units;

pub use compare::{Study, compare, compare_until};
pub use plan::Plan;
pub use run::Options;
pub use scenario::Scenario;
pub use summary::{Summary, run, run_until};
