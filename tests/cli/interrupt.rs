//! Interruption by Ctrl-C.
#![cfg(unix)]

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test, is_temporary, program};

const PLAN: &str = "base = \"small.toml\"\nname = \"More posts\"\n\n[team.cin]\nestablishment = 14\n";
/// More futures than any test waits for.
const LONG: &str = "50000000";

/// The program in a folder, with its output to be read.
fn start(folder: &Path, arguments: &str) -> Child {
    let mut command = Command::new(program().get_program());
    command.current_dir(folder).args(arguments.split_whitespace());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ctrl_c(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Starts a run that takes long, interrupts it, and gives its exit code and what it said.
fn interrupted(folder: &Path, arguments: &str) -> (Option<i32>, String) {
    let mut child = start(folder, arguments);
    sleep(Duration::from_secs(1));
    assert!(child.try_wait().unwrap().is_none(), "{arguments}: was done before it could be interrupted");
    ctrl_c(&child);
    // As long as a busy machine may take; the runs themselves take minutes.
    let is_done = (0..100).any(|_| {
        sleep(Duration::from_millis(50));
        child.try_wait().unwrap().is_some()
    });
    assert!(is_done, "{arguments}: still runs after five seconds");
    let code = child.wait().unwrap().code();
    let [mut stdout, mut stderr] = [String::new(), String::new()];
    child.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stdout, "", "{arguments}");
    (code, stderr)
}

/// A folder with `small.toml` and an old run of it.
fn with_an_old_run() -> Outcome {
    Test::new("run small.toml -n 20 --quiet").file("small.toml", SMALL).file("plan.toml", PLAN).run()
}

#[test]
fn an_interrupted_run_writes_nothing_and_keeps_the_old_results() {
    let old = with_an_old_run();
    let before = old.contents("");
    let (code, said) = interrupted(&old.path(""), &format!("run small.toml -n {LONG}"));
    assert_eq!((code, said.as_str()), (Some(1), "interrupted: nothing was written\n"));
    assert!(before == old.contents(""), "{:?}", old.files());
}

#[test]
fn an_interrupted_run_creates_no_folder() {
    let old = with_an_old_run();
    for command in ["run small.toml --out new/results", "run small.toml --xlsx --out new --quiet"] {
        let (code, _) = interrupted(&old.path(""), &format!("{command} -n {LONG}"));
        assert_eq!(code, Some(1));
        assert!(!old.path("new").exists());
    }
}

/// A folder with an old run and a folder of many plans.
fn with_many_plans(many: usize) -> Outcome {
    let folder = with_an_old_run();
    fs::create_dir(folder.path("many")).unwrap();
    let plan = PLAN.replace("small.toml", "../small.toml");
    (0..many).for_each(|n| fs::write(folder.path(&format!("many/{n}.toml")), &plan).unwrap());
    folder
}

#[test]
fn an_interrupted_comparison_writes_nothing() {
    let folder = with_many_plans(200);
    let files = folder.files();
    let (code, said) = interrupted(&folder.path(""), "compare small.toml many -n 50000");
    assert_eq!((code, said.as_str()), (Some(1), "interrupted: nothing was written\n"));
    assert_eq!(folder.files(), files);
}

#[test]
fn an_interrupted_batch_reports_what_was_written() {
    let old = with_an_old_run();
    fs::write(old.path("long.toml"), format!("replications = {LONG}\n{SMALL}")).unwrap();
    fs::write(old.path("short.toml"), format!("replications = 20\n{SMALL}")).unwrap();
    let (code, said) = interrupted(&old.path(""), "run short.toml long.toml --out new --quiet");
    let expected = "interrupted: 1 of 2 scenarios were run and written; batch.csv was not written\n";
    assert_eq!((code, said.as_str()), (Some(1), expected));
    let files: Vec<String> = old.files().into_iter().filter(|file| file.starts_with("new/")).collect();
    assert!(files.contains(&"new/short/manifest.json".to_owned()), "{files:?}");
    assert!(files.iter().all(|file| file.starts_with("new/short/") && !is_temporary(file)), "{files:?}");
}

#[test]
fn a_second_ctrl_c_terminates_at_once() {
    // Nobody reads what it prints, and a pipe does not hold it all.
    let folder = with_many_plans(100);
    let mut child = start(&folder.path(""), "compare small.toml many -n 5 --no-attribution --json");
    let manifest = folder.path("outputs/compare-small/manifest.json");
    while !manifest.exists() {
        sleep(Duration::from_millis(50));
    }
    for _ in 0..2 {
        sleep(Duration::from_millis(300));
        assert!(child.try_wait().unwrap().is_none());
        ctrl_c(&child);
    }
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(!folder.files().iter().any(|file| is_temporary(file)));
}
