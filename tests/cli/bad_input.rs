//! Every way of being wrong that we thought of: what is said, where, exit code 2, and nothing written.

use crate::harness::{Test, run_cases};

/// Runs every scenario of `tests/bad_input` and compares what is said with what is expected of it.
#[test]
fn every_bad_input_is_refused_in_the_words_expected() {
    let count = run_cases("tests/bad_input", "run", |test| test.stdout("").code(2));
    assert!(count >= 287, "{count}");
}

#[test]
fn a_missing_file_is_named() {
    let done = Test::new("run plan.toml")
        .stderr("error[E001]: there is no file `plan.toml`\n1 error\n")
        .stdout("")
        .code(2)
        .run();
    assert!(done.files().is_empty());
}

#[test]
fn an_empty_folder_is_no_batch() {
    let done = Test::new("run plans")
        .folder("plans")
        .stderr("error: the folder `plans` holds no .toml file\n")
        .stdout("")
        .code(2)
        .run();
    assert!(done.files().is_empty());
}

#[test]
fn a_file_that_is_no_scenario_at_all_is_refused_at_once() {
    let text: String = (0..20_000).fold("format = 1\n".to_owned(), |text, n| text + &format!("key_{n} = 1\n"));
    let done = Test::new("run plan.toml").file("plan.toml", text).code(2).run();
    assert!(done.stderr.contains("\n... and 19905 more\n20005 errors in plan.toml\n"), "{}", tail(&done.stderr));
}

#[test]
fn nesting_without_end_is_an_error() {
    for text in ["a = ".to_owned() + &"[".repeat(100_000), vec!["a"; 100_000].join(".") + " = 1"] {
        let done = Test::new("run plan.toml").file("plan.toml", text).code(2).run();
        assert!(done.stderr.contains("recurs"), "{}", tail(&done.stderr));
    }
}

#[test]
fn a_text_of_megabytes_is_cut_where_it_is_shown() {
    let text = format!("format = 1\nmonths = \"{}\"\n\"{}\" = 1\n", "x".repeat(5_000_000), "k".repeat(100_000));
    let done = Test::new("run plan.toml").file("plan.toml", text).code(2).run();
    assert!(done.stderr.len() < 5_000, "{} bytes", done.stderr.len());
}

#[test]
fn control_characters_of_a_file_do_not_reach_the_terminal() {
    let text = "format = 1\nmonths = \"\\u001b[31mred\"\n\"\\u001b]0;title\\u0007\" = 1\nseed = \"\u{1b}[31m\"\n";
    let done = Test::new("run plan.toml").file("plan.toml", text).code(2).run();
    assert!(!done.stderr.contains('\u{1b}') && !done.stderr.contains('\u{7}'), "{:?}", done.stderr);
}

/// The end of a long text.
fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(10)..].join("\n")
}
