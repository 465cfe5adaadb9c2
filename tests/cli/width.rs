//! Every table of every shipped scenario fits a terminal of 80 columns.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::Test;

/// The shipped scenarios, by path from the repository's root.
fn shipped() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["scenarios", "scenarios/plans", "scenarios/stress", "scenarios/autumn-2015"];
    let inside = |folder| fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let is_scenario = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "toml");
    let files = folders.into_iter().flat_map(inside).filter(is_scenario);
    let mut files: Vec<String> =
        files.map(|file| file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/")).collect();
    files.sort();
    files
}

/// What the program prints where the shipped scenarios are.
fn printed(arguments: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let test =
        shipped().iter().fold(Test::new(arguments), |test, file| test.file(file, fs::read(root.join(file)).unwrap()));
    test.run().stdout
}

/// Holds what a command prints to 80 columns.
fn fits(arguments: &str) {
    let text = printed(arguments);
    let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty() && text.lines().count() > 5, "{arguments}: {wide:#?}");
}

#[test]
fn tables_of_runs_fit() {
    let files = shipped();
    assert!(files.len() >= 20, "{files:?}");
    for file in files {
        fits(&format!("run {file} -n 100"));
    }
    fits("run scenarios/plans scenarios/county.toml -n 50");
}

#[test]
fn tables_of_comparisons_fit() {
    let herefordshire = "compare scenarios/herefordshire-2016.toml";
    let plans = shipped().into_iter().filter(|file| file.contains("/plans/") && !file.contains("step-up-every-two"));
    let plans = plans.collect::<Vec<_>>().join(" ");
    fits(&format!("{herefordshire} {plans} --stress scenarios/stress -n 100 --attribution-replications 50"));
    let autumn = "scenarios/autumn-2015/as-it-happened.toml scenarios/autumn-2015";
    fits(&format!("compare {autumn} -n 100 --attribution --attribution-replications 20 --independent"));
}

#[test]
fn an_input_shown_in_full_fits() {
    let list = printed("explain scenarios/plans/retention-payment.toml");
    let uncertain = list.lines().filter(|line| line.contains("(changes)") || line.contains("range80"));
    let addresses: Vec<&str> = uncertain.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(addresses.len() >= 5, "{addresses:?}");
    for address in addresses.iter().take(12) {
        fits(&format!("explain scenarios/plans/retention-payment.toml {address}"));
    }
}
