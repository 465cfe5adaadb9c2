//! `check`: what is wrong, without a run.

use staffcast::examples::SMALL;

use crate::harness::Test;

#[test]
fn a_scenario_that_can_be_run_passes_and_nothing_is_written() {
    let done = Test::new("check small.toml")
        .file("small.toml", SMALL)
        .stdout("small.toml: no errors, no warnings\n")
        .stderr("")
        .run();
    assert_eq!(done.files(), ["small.toml"]);
}

#[test]
fn every_file_is_checked_whatever_the_others_are() {
    let done = Test::new("check plans")
        .file("plans/a.toml", SMALL.replace("heads = 8", "heads = -8"))
        .file("plans/b.toml", SMALL)
        .code(2)
        .stdout("plans/a.toml: 1 error, no warnings\nplans/b.toml: no errors, no warnings\n")
        .run();
    assert!(done.stderr.contains("--> plans/a.toml:19:9"), "{}", done.stderr);
    assert!(done.stderr.ends_with("1 of 2 scenarios did not pass\n"), "{}", done.stderr);
}

#[test]
fn a_warning_passes_unless_warnings_are_denied() {
    let odd = SMALL.replace("cases = 200", "cases = 500");
    let done = Test::new("check odd.toml").file("odd.toml", &odd).stdout("odd.toml: no errors, 1 warning\n").run();
    assert!(done.stderr.starts_with("warning[W001]"), "{}", done.stderr);
    Test::new("check odd.toml --deny-warnings").file("odd.toml", &odd).code(2).run();
}

#[test]
fn editors_get_findings_as_json() {
    let done =
        Test::new("check bad.toml --json").file("bad.toml", SMALL.replace("heads = 8", "heads = -8")).code(2).run();
    let findings: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    let only = &findings[0];
    assert_eq!((&only["code"], &only["severity"]), (&"E007".into(), &"error".into()));
    assert_eq!((&only["file"], &only["line"], &only["column"]), (&"bad.toml".into(), &19.into(), &9.into()));
}
