//! Everything that is legal but odd: what `check` says of it.

use crate::cases::cases;
use crate::harness::run_cases;

/// Checks every scenario of `tests/warnings` and compares what is said with what is expected of it.
#[test]
fn everything_odd_is_told_in_the_words_expected() {
    let count = run_cases("tests/warnings", "check", |test| test.code(0));
    assert!(count >= 27, "{count}");
    for case in cases("tests/warnings") {
        assert!(case.expected.contains("warning[W"), "{} has nothing odd", case.name);
    }
}
