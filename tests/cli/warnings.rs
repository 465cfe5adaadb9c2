//! Everything that is legal but odd: what `check` says of it.

use std::fs;
use std::path::Path;

use crate::harness::program;

/// Checks every scenario of `tests/warnings` and compares what is said with the text beside it.
#[test]
fn everything_odd_is_told_in_the_words_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/warnings");
    let bless = std::env::var_os("BLESS").is_some();
    let mut scenarios: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    scenarios.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    scenarios.sort();
    assert!(scenarios.len() >= 25);
    let mut differing = Vec::new();
    for scenario in &scenarios {
        let name = scenario.file_name().unwrap().to_string_lossy().into_owned();
        let output = program().current_dir(&folder).args(["check", &name]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{name}: {said}");
        assert!(said.contains("warning[W"), "{name} has nothing odd");
        let text = scenario.with_extension("txt");
        if bless {
            fs::write(&text, &said).unwrap();
        }
        let expected = fs::read_to_string(&text).unwrap_or_default();
        if expected != said {
            differing.push(format!("{name}\n--- expected\n{expected}\n--- said\n{said}"));
        }
    }
    assert!(differing.is_empty(), "{} differ (BLESS=1 accepts):\n{}", differing.len(), differing.join("\n"));
}

#[test]
fn every_text_has_its_scenario() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/warnings");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(path.with_extension("toml").is_file(), "{} has no scenario", path.display());
    }
}
