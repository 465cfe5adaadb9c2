//! Warnings of `check` about legal but odd input.

use crate::cases::cases;
use crate::harness::run_cases;

/// Checks every scenario in `tests/warnings` and compares the output with what is expected.
#[test]
fn every_warning_has_the_expected_message() {
    let count = run_cases("tests/warnings", "check", |test| test.code(0));
    assert!(count >= 27, "{count}");
    for case in cases("tests/warnings") {
        assert!(case.expected.contains("warning[W"), "{} has nothing odd", case.name);
    }
}
