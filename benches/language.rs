//! Benchmark of checking a long scenario: reading, planning and warnings.
//!
//! ```text
//! cargo bench --bench language
//! ```
//!
//! | row | what is measured |
//! |---|---|
//! | `check_of_2_000_lines` | a scenario of 2,000 lines on top of five bases: the delay in an editor |
//! | `explain_of_2_000_lines` | the list of all its inputs |

use std::collections::BTreeMap;
use std::fmt::Write as _;

use divan::Bencher;
use staffcast::plan::Plan;
use staffcast::scenario::Scenario;

fn main() {
    divan::main();
}

/// Herefordshire with enough additional cohorts and changes to have 2,000 lines.
fn base() -> String {
    let mut text = include_str!("../scenarios/herefordshire-2016.toml").to_owned();
    let mut n = 0;
    while text.lines().count() < 2_000 {
        n += 1;
        let _ = write!(
            text,
            "\n[staff.more_{n}]\nteam = \"cin\"\nroute = \"experienced\"\nheads = 1\nmonths_in_service = {}\n\
             \n[intake.more_{n}]\nroute = \"experienced\"\nteam = \"cin\"\nmonth = \"2016-{:02}\"\noffers = 1\n\
             take_up = {{ range80 = {{ low = 0.6, high = 0.9 }}, source = \"assumption\", evidence = \"guess\" }}\n\
             \n[change.more_{n}]\nfrom = \"2017-{:02}\"\nadd = {{ \"team.cin.establishment\" = 0.1 }}\n",
            n % 120,
            n % 12 + 1,
            n % 12 + 1,
        );
    }
    text
}

/// The base and five overlays, each on top of the previous; and the name of the topmost.
fn files() -> (BTreeMap<String, String>, String) {
    let mut files = BTreeMap::from([("base_0.toml".to_owned(), base())]);
    for level in 1..=5 {
        let mut text = format!("base = \"base_{}.toml\"\nname = \"Plan {level}\"\n", level - 1);
        for n in 1..=20 {
            let _ = write!(text, "\n[intake.more_{}]\noffers = {level}\n", level * 5 + n);
        }
        files.insert(format!("base_{level}.toml"), text);
    }
    (files, "base_5.toml".to_owned())
}

#[allow(clippy::expect_used, reason = "a benchmark without its scenario has nothing to time")]
fn plan(files: &BTreeMap<String, String>, name: &str) -> Plan {
    Plan::new(Scenario::load(name, files).expect("a scenario"))
}

#[divan::bench]
fn check_of_2_000_lines(bencher: Bencher) {
    let (files, name) = files();
    bencher.bench_local(|| {
        let plan = plan(&files, &name);
        let sources = plan.scenario().sources();
        plan.warnings().iter().map(|warning| warning.render(sources).len()).sum::<usize>()
    });
}

#[divan::bench]
fn explain_of_2_000_lines(bencher: Bencher) {
    let (files, name) = files();
    let plan = plan(&files, &name);
    bencher.bench_local(|| {
        staffcast::internals::explain(&plan, "").map(|told| staffcast::internals::explanation(&told).len())
    });
}
