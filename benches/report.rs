//! Benchmark of the report.
//!
//! ```text
//! cargo bench --bench report
//! ```
//!
//! | row | what is measured |
//! |---|---|
//! | `page_of_a_run` | the page of herefordshire-2016, with all charts drawn twice: the time added to a run |

use divan::Bencher;
use staffcast::content::Document;
use staffcast::internals::report;
use staffcast::plan::Plan;
use staffcast::run::Options;
use staffcast::scenario::Scenario;
use staffcast::summary;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 20)]
#[allow(clippy::expect_used, reason = "a benchmark without its scenario has nothing to time")]
fn page_of_a_run(bencher: Bencher) {
    let text = include_str!("../scenarios/herefordshire-2016.toml");
    let plan = Plan::new(Scenario::parse(text).expect("a scenario"));
    let summary = summary::run(&plan, &Options::new(500)).expect("a run");
    bencher.bench_local(|| report(&Document::from(&summary)).expect("a page").len());
}
