//! Batch runs of several scenarios.

use staffcast::examples::SMALL;

use crate::harness::{Test, is_temporary, table};

fn three(arguments: &str) -> Test {
    Test::new(arguments)
        .file("plans/a.toml", SMALL)
        .file("plans/b.toml", SMALL.replace("heads = 8", "heads = -8"))
        .file("plans/c.toml", SMALL.replace("heads = 8", "heads = 6"))
        .file("plans/notes.txt", "not a scenario")
}

#[test]
fn a_long_name_has_its_own_line_and_a_partial_year_an_asterisk() {
    let name = "a_plan_with_a_name_of_its_own";
    let text = SMALL.replace("months = 12", "months = 15");
    let done = Test::new("run plans -n 50").file(&format!("plans/{name}.toml"), text).run();
    let lines: Vec<&str> = done.stdout.lines().collect();
    assert_eq!((lines.len(), lines[1]), (5, name), "{}", done.stdout);
    assert!(lines[2].starts_with("                          Jun 2017 ") && lines[2].ends_with(")*"), "{}", done.stdout);
    let last = ["* The run covers only part of this financial year.", "Wrote outputs/batch.csv (1 of 1 scenario)"];
    assert_eq!(lines[3..], last);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let done = three("run plans -n 50").code(2).run();
    let lines: Vec<&str> = done.stdout.lines().collect();
    assert_eq!(lines.len(), 4, "{}", done.stdout);
    assert_eq!(lines[0], "                          end      agency rate permanent FTE cost, final year");
    assert!(lines[1].starts_with("a                         Mar 2017 29% ("), "{}", done.stdout);
    assert!(lines[2].starts_with("c                         Mar 2017 44% ("), "{}", done.stdout);
    assert_eq!(lines[3], "Wrote outputs/batch.csv (2 of 3 scenarios)");
    assert!(done.stderr.contains("--> plans/b.toml:19:9"), "{}", done.stderr);
    assert!(done.stderr.ends_with("1 of 3 scenarios could not be run\n"), "{}", done.stderr);
    assert!(done.path("outputs/a/manifest.json").is_file() && done.path("outputs/c/manifest.json").is_file());
    assert!(!done.path("outputs/b").exists());
    let mut names: Vec<String> =
        table(&done.read("outputs/batch.csv")).into_iter().map(|row| row["scenario"].clone()).collect();
    names.dedup();
    assert_eq!(names, ["a", "c"]);
}

#[test]
fn a_batch_writes_the_same_files_as_single_runs() {
    let batch = Test::new("run a.toml b.toml -n 50").file("a.toml", SMALL).file("b.toml", SMALL).run();
    let alone = Test::new("run a.toml -n 50").file("a.toml", SMALL).run();
    assert_eq!(batch.contents("outputs/a"), alone.contents("outputs/a"));
}

#[test]
fn a_folder_of_one_is_a_batch() {
    let done = Test::new("run plans -n 20").file("plans/a.toml", SMALL).stderr("").run();
    assert!(done.path("outputs/batch.csv").is_file());
}

#[test]
fn two_scenarios_of_one_name_are_refused() {
    let done = Test::new("run x/plan.toml y/plan.toml -n 20")
        .file("x/plan.toml", SMALL)
        .file("y/plan.toml", SMALL)
        .stdout("")
        .stderr(
            "error: two scenarios are named `plan`, and their results would go to the same folder; rename one or run them \
             separately\n",
        )
        .code(2)
        .run();
    assert_eq!(done.files(), ["x/plan.toml", "y/plan.toml"]);
}

#[test]
fn json_of_a_batch_is_a_line_for_each_scenario() {
    let done = three("run plans -n 20 --json").code(2).run();
    let lines: Vec<serde_json::Value> = done.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["scenario"], &lines[1]["scenario"]), (&"a".into(), &"c".into()));
}

#[test]
fn a_quiet_batch_prints_only_errors_and_warnings() {
    let done = three("run plans -n 20 --quiet").stdout("").code(2).run();
    assert!(done.stderr.starts_with("error[E007]: `heads` must be"), "{}", done.stderr);
}

#[test]
fn a_batch_that_cannot_be_written_is_a_failure() {
    let done = three("run plans -n 20 --out taken").file("taken", "mine").code(1).run();
    assert_eq!(done.read("taken"), "mine");
    assert!(!done.files().iter().any(|file| is_temporary(file)));
}

#[test]
fn a_batch_in_which_every_scenario_fails() {
    let done = Test::new("run a.toml b.toml").file("a.toml", "").file("b.toml", "x").stdout("").code(2).run();
    assert!(done.stderr.ends_with("2 of 2 scenarios could not be run\n"), "{}", done.stderr);
    assert_eq!(done.files(), ["a.toml", "b.toml"]);
}

const RATE: &str = "\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2016-09\"\nat_most = 0.2\n";
const COST: &str = "\n[target.cost]\nmeasure = \"cost\"\nyear = \"2016-17\"\nat_most = 900_000\n";

#[test]
fn a_batch_shows_the_likelihood_of_each_target() {
    let done = Test::new("run plans -n 200")
        .file("plans/a.toml", format!("{SMALL}{RATE}"))
        .file("plans/b.toml", format!("{SMALL}{COST}{RATE}"))
        .file("plans/c.toml", SMALL)
        .stderr("")
        .run();
    let rows = table(&done.read("outputs/batch.csv"));
    let of_targets = rows.iter().filter(|row| !row["target"].is_empty());
    let said: Vec<String> = of_targets
        .clone()
        .map(|row| {
            ["scenario", "target", "measure", "at", "when", "bound", "limit"].map(|id| row[id].as_str()).join(" ")
        })
        .collect();
    let rate = "rate agency_rate 2016-09 by at_most 0.2";
    let expected = [format!("a {rate}"), "b cost cost 2016-17 year at_most 900000".to_owned(), format!("b {rate}")];
    assert_eq!(said, expected);
    for row in of_targets {
        let own = table(&done.read(&format!("outputs/{}/targets.csv", row["scenario"])));
        let own = own.iter().find(|one| one["target"] == row["target"]).unwrap();
        assert!(["probability", "mc_error", "n_defined"].iter().all(|column| own[*column] == row[*column]), "{row:?}");
        assert!(["mean", "p05", "p50", "p95"].iter().all(|column| row[*column].is_empty()), "{row:?}");
    }
    assert!(rows.iter().filter(|row| row["target"].is_empty()).all(|row| row["probability"].is_empty()));
    let lines: Vec<&str> = done.stdout.lines().collect();
    let rate = "  agency rate at most 20% at the end of Sep 2016";
    assert!(lines[2].starts_with(rate) && lines[2].contains("% likely"), "{}", done.stdout);
    assert!(lines[4].starts_with("  cost at most £900k over 2016-17") && lines[5].starts_with(rate), "{}", done.stdout);
    assert_eq!((lines.len(), &lines[6][..2]), (8, "c "), "{}", done.stdout);
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "{}", done.stdout);
}

#[test]
fn the_note_on_partial_years_is_also_below_targets() {
    let text = format!("{SMALL}{RATE}").replace("months = 12", "months = 15");
    let done = Test::new("run plans -n 50").file("plans/a.toml", text).run();
    assert!(done.stdout.contains("* The run covers only part of this financial year.\n"), "{}", done.stdout);
}
