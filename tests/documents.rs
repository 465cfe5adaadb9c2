//! Generated documents match the committed ones. `BLESS=1 cargo test --test documents` regenerates them.

#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot do without fails it")]

mod cases;
mod slips;

use std::fs;
use std::path::Path;

use cases::Case;

use staffcast::internals::{CODES, CodeExample, codes_document};

/// Holds the file at `path`, from the root of the repository, to what the code says it is.
fn is_current(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, text).expect("documents can be written");
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == text, "{path} is not what the code says; run BLESS=1 cargo test --test documents");
}

#[test]
fn the_measures_match_the_registry() {
    is_current("docs/measures.md", &staffcast::internals::measures_document());
}

#[test]
fn the_ranges_match_the_tables_and_slips_are_caught_as_told() {
    is_current("docs/plausibility.md", &(staffcast::internals::plausibility_document() + &slips::table()));
}

#[test]
fn the_scenario_reference_matches_the_reader() {
    is_current("docs/scenario-reference.md", &staffcast::internals::reference());
}

#[test]
fn the_schema_for_editors_matches_the_reader() {
    is_current("scenarios/scenario.schema.json", &staffcast::internals::schema());
}

#[test]
fn the_diagnostics_match_the_code_with_an_example_each() {
    let cases = ["tests/bad_input", "tests/warnings"].map(|folder| (folder, cases::cases(folder)));
    // A file of that name could not be kept here.
    let has_no_file = |code: &str| code == "E034";
    let codes = CODES.iter().map(|one| one.code).filter(|code| !has_no_file(code));
    let lacking: Vec<&str> = codes.filter(|code| example(&cases, code).is_none()).collect();
    assert!(lacking.is_empty(), "no case of tests/bad_input or tests/warnings shows {lacking:?}");
    is_current("docs/diagnostics.md", &codes_document(|code| example(&cases, code)));
}

#[test]
fn codes_are_sorted_and_unique() {
    let codes: Vec<&str> = CODES.iter().map(|one| one.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
}

/// The smallest scenario that shows a code, of those that show nothing else where there are any.
fn example(folders: &[(&str, Vec<Case>)], code: &str) -> Option<CodeExample> {
    let marks = ["error[", "warning["].map(|kind| format!("{kind}{code}]"));
    let cases = folders.iter().flat_map(|(folder, cases)| cases.iter().map(move |case| (folder, case)));
    let shows = cases.filter(|(_, case)| marks.iter().any(|mark| case.expected.contains(mark)));
    let all = |said: &str| said.matches("error[").count() + said.matches("warning[").count();
    let (folder, case) = shows.min_by_key(|(_, case)| (all(&case.expected) > 1, case.files[0].1.len()))?;
    Some(CodeExample {
        path: format!("{folder}/{}.txt", case.name),
        text: String::from_utf8_lossy(&case.files[0].1).into_owned(),
        said: case.expected.clone(),
    })
}
