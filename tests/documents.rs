//! Documents that are made from the code are those that are committed. `BLESS=1 cargo test --test documents` writes them.

#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot do without fails it")]

use std::fs;
use std::path::Path;

fn is_current(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, text).expect("docs can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "docs/{name} is not what the code says; run BLESS=1 cargo test --test documents");
}

#[test]
fn the_measures_are_those_of_the_registry() {
    is_current("measures.md", &staffcast::measures::document());
}

#[test]
fn the_scenario_reference_is_what_the_reader_declares() {
    is_current("scenario-reference.md", &staffcast::scenario::reference());
}
