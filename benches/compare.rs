//! Benchmark of a comparison.
//!
//! ```text
//! cargo bench --bench compare
//! ```
//!
//! | row | what is measured |
//! |---|---|
//! | `six_alternatives` | herefordshire-2016 against six of its plans, 10,000 futures each, on all cores, including all output files |

use std::path::Path;

use divan::Bencher;
use staffcast::compare::{NamedPlan, compare};
use staffcast::content::Document;
use staffcast::plan::Plan;
use staffcast::render::{OptionalFiles, files};
use staffcast::run::Options;
use staffcast::scenario::{LoadError, Loader, Scenario};

fn main() {
    divan::main();
}

struct Disk;

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(path))
            .map_err(|error| LoadError::Other(error.to_string()))
    }
}

#[allow(clippy::expect_used, reason = "a benchmark without its scenario has nothing to time")]
fn plan(name: &str) -> Plan {
    Plan::new(Scenario::load(name, &Disk).expect("a scenario"))
}

const PLANS: [&str; 6] = [
    "double-nqsw",
    "four-more-nqsws",
    "no-further-recruitment",
    "overseas-campaign",
    "police-triage",
    "retention-payment",
];

#[divan::bench(sample_count = 3)]
#[allow(clippy::expect_used, reason = "plans of one scenario can be compared")]
fn six_alternatives(bencher: Bencher) {
    let base = NamedPlan::new("base", plan("herefordshire-2016.toml"));
    let named = |name: &&str| NamedPlan::new(*name, plan(&format!("plans/{name}.toml")));
    let alternatives: Vec<NamedPlan> = PLANS.iter().map(named).collect();
    bencher.bench_local(|| {
        let study = compare(&base, &alternatives, &Options::new(10_000), false).expect("one calendar");
        files(&Document::from(&study), &OptionalFiles::default()).expect("files").len()
    });
}
