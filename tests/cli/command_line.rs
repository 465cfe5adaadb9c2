//! Options, output streams and exit codes.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use staffcast::examples::SMALL;

use crate::harness::{Test, program};

#[test]
fn a_run_prints_its_table_and_names_its_files() {
    let done = Test::new("run small.toml -n 200 --seed 7").file("small.toml", SMALL).stderr("").run();
    assert!(done.stdout.starts_with("A small team\nApr 2016 to Mar 2017 · 200 futures · seed 7\n"), "{}", done.stdout);
    assert!(
        done.stdout.ends_with(
            "Wrote outputs/small/\n  (report.html, monthly.csv, years.csv, budget.csv, targets.csv,\n   assumptions.csv, \
             summary.json, manifest.json, 4 charts)\n"
        ),
        "{}",
        done.stdout
    );
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
}

#[test]
fn quiet_prints_nothing_but_writes_all_files() {
    let loud = Test::new("run small.toml -n 50").file("small.toml", SMALL).run();
    let quiet = Test::new("run small.toml -n 50 --quiet").file("small.toml", SMALL).stdout("").stderr("").run();
    assert_eq!(loud.contents("outputs"), quiet.contents("outputs"));
}

#[test]
fn json_prints_the_summary_and_nothing_else() {
    for also in ["", "--quiet"] {
        let done = Test::new(&format!("run small.toml -n 50 --json {also}")).file("small.toml", SMALL).stderr("").run();
        let printed: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
        assert_eq!(printed["replications"], 50);
        assert_eq!(done.stdout, done.read("outputs/small/summary.json"));
    }
}

#[test]
fn zero_replications_are_refused_on_the_command_line() {
    for arguments in ["-n 0", "--replications=0", "-n -5", "-n 1000000000000", "-n many", "--seed -1", "--threads 0"] {
        let done = Test::new(&format!("run small.toml {arguments}")).file("small.toml", SMALL).stdout("").code(2).run();
        assert!(done.stderr.starts_with("error: "), "{}", done.stderr);
        assert_eq!(done.files(), ["small.toml"], "{arguments}");
    }
}

#[test]
fn a_command_line_without_a_scenario_is_refused() {
    for arguments in ["", "run", "walk small.toml", "run small.toml --fast"] {
        Test::new(arguments).file("small.toml", SMALL).stdout("").code(2).run();
    }
}

#[test]
fn help_and_version_succeed() {
    Test::new("--version").stdout(&format!("staffcast {}\n", env!("CARGO_PKG_VERSION"))).stderr("").run();
    let help = Test::new("run --help").stderr("").run();
    for option in ["--replications", "--seed", "--threads", "--out", "--json", "--quiet"] {
        assert!(help.stdout.contains(option), "{option}");
    }
    assert!(help.stdout.lines().all(|line| line.chars().count() <= 80), "{}", help.stdout);
}

#[test]
fn a_file_where_the_folder_should_be_is_a_failure() {
    let done = Test::new("run small.toml -n 20 --out taken")
        .file("small.toml", SMALL)
        .file("taken", "mine")
        .stdout("")
        .code(1)
        .run();
    assert!(done.stderr.starts_with("error: cannot write `taken/small`: "), "{}", done.stderr);
    assert_eq!(done.stderr.lines().count(), 1);
    assert_eq!(done.files(), ["small.toml", "taken"]);
    assert_eq!(done.read("taken"), "mine");
}

#[test]
fn a_failed_write_leaves_no_partial_results() {
    let done = Test::new("run small.toml -n 20")
        .file("small.toml", SMALL)
        .file("outputs/small/years.csv/in_the_way", "mine")
        .file("outputs/small/manifest.json", "of an older run")
        .stdout("")
        .code(1)
        .run();
    assert!(done.stderr.starts_with("error: cannot write `outputs/small/years.csv`: "), "{}", done.stderr);
    let files = done.files();
    let expected = ["outputs/small/manifest.json", "outputs/small/years.csv/in_the_way", "small.toml"];
    assert_eq!(files, expected);
    assert_eq!(done.read("outputs/small/manifest.json"), "of an older run");
}

#[test]
fn a_manifest_that_is_a_folder_is_a_failure() {
    let done = Test::new("run small.toml -n 20")
        .file("small.toml", SMALL)
        .file("outputs/small/manifest.json/in_the_way", "mine")
        .code(1)
        .run();
    assert_eq!(done.files(), ["outputs/small/manifest.json/in_the_way", "small.toml"]);
}

/// `staffcast run ... | head -1`.
#[test]
fn a_closed_pipe_is_not_a_failure() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("small.toml"), SMALL).unwrap();
    for also in [&["--json"][..], &[]] {
        let mut child = Command::new(program().get_program())
            .current_dir(folder.path())
            .args(["run", "small.toml", "-n", "20"])
            .args(also)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let said: Vec<String> = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap).collect();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{said:?}");
        assert_eq!(said, [""; 0]);
    }
    assert!(folder.path().join("outputs/small/manifest.json").is_file());
}

/// Missing parent folders are created.
#[test]
fn folders_for_results_are_created() {
    let done = Test::new("run plans/small.toml -n 20 --out a/b/c").file("plans/small.toml", SMALL).run();
    assert!(done.path("a/b/c/small/manifest.json").is_file());
}
