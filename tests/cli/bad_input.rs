//! Invalid input of every kind we could think of: message, location, exit code 2, and no files written.

use staffcast::examples::SMALL;

use crate::harness::{Test, run_cases};

/// Runs every scenario in `tests/bad_input` and compares the output with what is expected.
#[test]
fn every_bad_input_is_refused_with_the_expected_message() {
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
        .stderr("error: the folder `plans` contains no .toml files\n")
        .stdout("")
        .code(2)
        .run();
    assert!(done.files().is_empty());
}

#[test]
fn a_file_that_is_not_a_scenario_is_refused_at_once() {
    let text: String = (0..20_000).fold("format = 1\n".to_owned(), |text, n| text + &format!("key_{n} = 1\n"));
    let done = Test::new("run plan.toml").file("plan.toml", text).code(2).run();
    assert!(done.stderr.contains("\n... and 19905 more\n20005 errors in plan.toml\n"), "{}", tail(&done.stderr));
}

#[test]
fn many_unknown_keys_take_linear_time() {
    // At a millisecond a message, and more in a longer file, this would take minutes.
    let text: String = (0..20_000).fold("format = 1\n".to_owned(), |text, n| text + &format!("key_{n} = 1\n"));
    let done = Test::new("check plan.toml")
        .file("plan.toml", text)
        .stdout("plan.toml: 20005 errors, no warnings\n")
        .code(2)
        .run();
    assert!(done.stderr.ends_with("\n... and 19905 more\n"), "{}", tail(&done.stderr));
    assert_eq!(done.stderr.matches("error[").count(), 100);
}

#[test]
fn many_bad_rows_of_a_staff_table_take_linear_time() {
    let row = |n: usize| format!("g{n},nowhere,nowhere,1\n");
    let rows: String = (0..50_000).fold("id,team,route,heads\n".to_owned(), |text, n| text + &row(n));
    let text = SMALL.replace("months = 12\n", "months = 12\nstaff_csv = \"staff.csv\"\n");
    let done = Test::new("check plan.toml").file("plan.toml", text).file("staff.csv", rows).code(2).run();
    assert_eq!(done.stdout, "plan.toml: 100000 errors, no warnings\n");
    assert!(done.stderr.ends_with("\n... and 99900 more\n"), "{}", tail(&done.stderr));
}

#[test]
fn many_changes_of_missing_inputs_take_linear_time() {
    let address = |n: usize| format!("\"team.x{n}.establishment\" = 1");
    let change = |n: usize| format!("[change.c{n}]\nfrom = \"2016-06\"\nadd = {{ {} }}\n", address(n));
    let each: String = (0..8_000).fold(format!("{SMALL}\n"), |text, n| text + &change(n));
    let table: String = (0..8_000).fold(String::new(), |text, n| text + &address(n) + "\n");
    let in_one = format!("{SMALL}\n[change.c]\nfrom = \"2016-06\"\n[change.c.add]\n{table}");
    for text in [each, in_one] {
        let done = Test::new("check plan.toml").file("plan.toml", text).code(2).run();
        assert_eq!(done.stdout, "plan.toml: 8000 errors, no warnings\n");
    }
}

#[test]
fn an_overlay_with_many_new_teams_takes_linear_time() {
    let team = |n: usize| format!("[team.t{n}]\ncaseload = {{ reference = 20 }}\n");
    let begin = "base = \"small.toml\"\nname = \"Many\"\n".to_owned();
    let text: String = (0..4_000).fold(begin, |text, n| text + &team(n));
    let done = Test::new("check plan.toml").file("plan.toml", text).file("small.toml", SMALL).code(2).run();
    assert!(done.stderr.ends_with(" more\n"), "{}", tail(&done.stderr));
}

#[test]
fn an_id_of_a_megabyte_is_truncated_everywhere() {
    let id = "x".repeat(1_000_000);
    let text = format!(
        "{SMALL}\n[team.{id}]\nestablishment = -1\nother = 1\n\n[staff.some]\nteam = \"{id}y\"\nroute = \"z\"\n\
         heads = 1\n\n[change.some]\nfrom = \"2016-06\"\nadd = {{ \"team.{id}.caseload\" = 1 }}\n"
    );
    let done = Test::new("check plan.toml").file("plan.toml", text).code(2).run();
    assert!(done.stderr.len() < 20_000, "{} bytes", done.stderr.len());
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_cannot_be_shown_is_refused() {
    let done = Test::new("check folder").file("folder/a\u{1b}[2J\u{202e}.toml", SMALL).code(2).run();
    let name = "folder/a\\u{1b}[2J\\u{202e}.toml";
    assert_eq!(done.stdout, format!("{name}: 1 error, no warnings\n"));
    let said = format!(
        "error[E034]: the path `{name}` contains the character `\\u{{1b}}`, which cannot be displayed: rename the file\n"
    );
    assert_eq!(done.stderr, said);
}

#[test]
fn very_deep_nesting_is_an_error() {
    for text in ["a = ".to_owned() + &"[".repeat(100_000), vec!["a"; 100_000].join(".") + " = 1"] {
        let done = Test::new("run plan.toml").file("plan.toml", text).code(2).run();
        assert!(done.stderr.contains("recurs"), "{}", tail(&done.stderr));
    }
}

#[test]
fn a_text_of_megabytes_is_truncated() {
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
