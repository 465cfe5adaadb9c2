//! Hostile files and systems: devices and pipes in place of files, links, conflicting folders, two writers, killed
//! processes, full disks, odd names, results changed by a user.

use std::fs;
use std::path::Path;

use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test, is_temporary};

const PLAN: &str = "base = \"small.toml\"\nname = \"More posts\"\n\n[team.cin]\nestablishment = 14\n";

fn small(arguments: &str) -> Test {
    Test::new(arguments).file("small.toml", SMALL).file("plan.toml", PLAN)
}

/// Writes a file into the folder of an earlier run.
fn put(done: &Outcome, name: &str, text: &str) {
    fs::write(done.path(name), text).unwrap();
}

fn leaves_nothing_half_done(done: &Outcome) {
    assert!(!done.files().iter().any(|file| is_temporary(file)), "{:?}", done.files());
}

// Results that a person changed.

#[test]
fn a_changed_workbook_is_kept_if_the_next_run_has_none() {
    let first = small("run small.toml -n 20 --quiet --xlsx").run();
    put(&first, "outputs/small/small.xlsx", "my notes");
    let second = first
        .again("run small.toml -n 20 --quiet")
        .stderr(
            "warning: `outputs/small/small.xlsx` was not written by staffcast or has been changed since; it was left in place but is not part of these results\n",
        )
        .run();
    assert_eq!(second.read("outputs/small/small.xlsx"), "my notes");
    // It is no result of any run now, and nothing more is said of it.
    let third = second.again("run small.toml -n 21 --quiet").stderr("").run();
    assert_eq!(third.read("outputs/small/small.xlsx"), "my notes");
}

#[test]
fn an_unchanged_workbook_is_removed_if_the_next_run_has_none() {
    let first = small("run small.toml -n 20 --quiet --xlsx").run();
    let second = first.again("run small.toml -n 20 --quiet").stderr("").run();
    assert!(!second.path("outputs/small/small.xlsx").exists());
}

#[test]
fn a_changed_file_is_kept_under_another_name() {
    let mut done = small("run small.toml -n 20 --quiet").run();
    for (note, kept) in [("one", "years (kept).csv"), ("two", "years (kept 2).csv")] {
        put(&done, "outputs/small/years.csv", note);
        let warning = format!(
            "warning: `outputs/small/years.csv` was not written by staffcast or has been changed since; it was kept as `{kept}`\n"
        );
        done = done.again("run small.toml -n 20 --quiet").stderr(&warning).run();
        assert_eq!(done.read(&format!("outputs/small/{kept}")), note);
        assert!(done.read("outputs/small/years.csv").starts_with("year,"));
    }
    done.again("run small.toml -n 20 --quiet --seed 9").stderr("").run();
}

#[test]
fn files_in_a_manifest_of_another_program_are_kept() {
    let foreign = r#"{"outputs": [{"name": "precious.txt"}, {"name": "../outside.txt"}, {"name": "years.csv"}]}"#;
    let done = small("run small.toml -n 20 --quiet")
        .file("outputs/small/manifest.json", foreign)
        .file("outputs/small/precious.txt", "mine")
        .file("outputs/small/years.csv", "mine too")
        .file("outputs/outside.txt", "mine as well")
        .run();
    assert_eq!(done.read("outputs/small/precious.txt"), "mine");
    assert_eq!(done.read("outputs/outside.txt"), "mine as well");
    assert_eq!(done.read("outputs/small/years (kept).csv"), "mine too");
    assert_eq!(done.read("outputs/small/manifest (kept).json"), foreign);
    assert!(done.read("outputs/small/years.csv").starts_with("year,"));
    for name in ["precious.txt", "years.csv", "manifest.json"] {
        assert!(done.stderr.contains(&format!("`outputs/small/{name}`")), "{name}: {}", done.stderr);
    }
}

#[test]
fn files_in_a_folder_without_a_manifest_are_kept() {
    let done = small("run small.toml -n 20 --quiet")
        .file("outputs/small/report.html", "my page")
        .file("outputs/small/notes.txt", "my notes")
        .run();
    assert_eq!(done.read("outputs/small/report (kept).html"), "my page");
    assert_eq!(done.read("outputs/small/notes.txt"), "my notes");
}

#[test]
fn a_run_replaces_one_with_different_files() {
    let first = small("run small.toml -n 20 --quiet --png").run();
    let charts = |done: &Outcome| {
        done.files().iter().filter(|file| Path::new(file).extension().is_some_and(|ending| ending == "png")).count()
    };
    assert!(charts(&first) > 0);
    let second = first.again("run small.toml -n 30 --quiet").stderr("").run();
    assert_eq!(charts(&second), 0);
    assert!(!second.files().iter().any(|file| file.contains("kept")), "{:?}", second.files());
}

#[test]
fn a_run_a_comparison_and_a_trace_never_share_a_folder() {
    let named = |name: &str, command: &str| {
        let first = small(command).file(&format!("{name}.toml"), SMALL).run();
        let before = first.contents("outputs");
        let second = first.again(&format!("run {name}.toml -n 20 --quiet")).stdout("").code(1).run();
        assert!(before == second.contents("outputs"), "{name}: {:?}", second.files());
        second
    };
    let done = named("compare-small", "compare small.toml plan.toml -n 20 --quiet");
    assert_eq!(
        done.stderr,
        "error: `outputs/compare-small` contains the results of a comparison, which a run cannot replace
  choose another folder with `--out`, rename the scenario, or remove the folder\n"
    );
    let done = named("trace-small", "trace small.toml -n 20 --quiet");
    assert!(
        done.stderr.contains("`outputs/trace-small` contains the results of a trace, which a run cannot replace"),
        "{}",
        done.stderr
    );
    let run = small("run compare-small.toml -n 20 --quiet").file("compare-small.toml", SMALL).run();
    let done = run.again("compare small.toml plan.toml -n 20 --quiet").stdout("").code(1).run();
    assert!(
        done.stderr.contains("contains the results of a run, which a comparison cannot replace"),
        "{}",
        done.stderr
    );
}

/// In a clone of the repository, only the results of the README's first command are committed.
#[test]
fn git_ignores_all_results_but_the_committed_ones() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !root.join(".git").exists() {
        eprintln!("not tried: this is no clone");
        return;
    }
    let is_ignored = |path: &str| {
        let mut git = std::process::Command::new("git");
        git.current_dir(root).args(["check-ignore", "--quiet", "--no-index", path]).status().unwrap().success()
    };
    for path in [
        "outputs/trace-herefordshire-2016/trace.csv",
        "outputs/compare-herefordshire-2016/comparison.json",
        "outputs/county/manifest.json",
        "outputs/batch.csv",
        "outputs/herefordshire-2016/report.html",
        "outputs/herefordshire-2016/herefordshire-2016.xlsx",
        "outputs/herefordshire-2016/years (kept).csv",
        "outputs/herefordshire-2016/years (kept 2).csv",
    ] {
        assert!(is_ignored(path), "{path}");
    }
    for path in ["outputs/herefordshire-2016/years.csv", "outputs/herefordshire-2016/manifest.json"] {
        assert!(!is_ignored(path), "{path}");
    }
}

// Folders in the way.

#[test]
fn a_folder_in_place_of_a_file_leaves_the_old_run_intact() {
    let first = small("run small.toml -n 20 --quiet").run();
    fs::remove_file(first.path("outputs/small/summary.json")).unwrap();
    fs::create_dir(first.path("outputs/small/summary.json")).unwrap();
    let before = first.contents("outputs");
    let second = first.again("run small.toml -n 20 --quiet --seed 9").stdout("").code(1).run();
    assert_eq!(
        second.stderr,
        "error: cannot write `outputs/small/summary.json`: a folder of that name exists; move or remove it\n"
    );
    assert!(before == second.contents("outputs"));
}

// Names.

#[test]
fn a_name_consisting_of_dots_is_refused() {
    for name in ["...toml", "..toml"] {
        let done = Test::new(&format!("run ./{name} -n 20")).file(name, SMALL).stdout("").code(2).run();
        let said = format!("`./{name}` has no name before its extension; rename it\n");
        assert!(done.stderr.ends_with(&said), "{}", done.stderr);
        assert_eq!(done.files(), [name]);
    }
}

#[test]
fn a_name_of_more_than_200_bytes_is_refused_before_the_run() {
    let long = "n".repeat(201);
    for command in ["run", "trace", "compare small.toml"] {
        let done = small(&format!("{command} {long}.toml -n 100000000"));
        let done = done.file(&format!("{long}.toml"), SMALL).stdout("").code(2).run();
        assert!(done.stderr.contains("is 201 bytes long (at most 200 are allowed); rename it"), "{}", done.stderr);
        assert!(!done.path("outputs").exists());
    }
    let most = "n".repeat(200);
    let plans =
        small(&format!("compare {most}.toml {}.toml -n 20 --quiet --xlsx --png --attribution", "m".repeat(200)));
    plans.file(&format!("{most}.toml"), SMALL).file(&format!("{}.toml", "m".repeat(200)), PLAN).stderr("").run();
}

#[test]
fn a_scenario_named_like_the_batch_file_is_refused() {
    let done = Test::new("run plans -n 20").file("plans/batch.csv.toml", SMALL).file("plans/a.toml", SMALL);
    let done = done.stdout("").code(2).run();
    assert!(done.stderr.contains("`plans/batch.csv.toml` would go to a folder `batch.csv`"), "{}", done.stderr);
    assert!(!done.path("outputs").exists());
}

#[test]
fn a_base_and_an_alternative_must_have_different_names() {
    let done = Test::new("compare a/x.toml b/x.toml -n 20").file("a/x.toml", SMALL).file("b/x.toml", SMALL);
    done.stdout("")
        .stderr("error: two scenarios are named `x`, and tables could not distinguish them; rename one\n")
        .code(2)
        .run();
}

/// `compare plans/base.toml plans`.
#[test]
fn a_folder_of_plans_may_contain_the_base() {
    let plans = |arguments: &str| Test::new(arguments).file("plans/small.toml", SMALL);
    let done = plans("compare plans/small.toml plans -n 20").file("plans/plan.toml", PLAN).stderr("").run();
    assert!(done.stdout.contains("plan"), "{}", done.stdout);
    let done = plans("compare plans/small.toml plans -n 20").stdout("").code(2).run();
    assert!(done.stderr.starts_with("error: there is nothing to compare the base with"), "{}", done.stderr);
}

#[test]
fn a_missing_file_gets_a_suggestion() {
    for asked in ["Northshire.toml", "northshier.toml", "northshire", "Northshire"] {
        for command in ["run", "check", "trace", "explain", "compare small.toml", "compare"] {
            let command =
                if command == "compare" { format!("compare {asked} small.toml") } else { format!("{command} {asked}") };
            let done = small(&command).file("northshire.toml", SMALL).file("other.toml", SMALL);
            let said = format!("error: there is no file `{asked}`; did you mean `northshire.toml`?\n");
            done.stdout("").stderr(&said).code(2).run();
        }
    }
    let done = small("run quite-another.toml").code(2).run();
    assert!(!done.stderr.contains("did you mean"), "{}", done.stderr);
}

#[test]
fn the_number_of_futures_has_a_flexible_format() {
    for (written, futures) in [("1k", 1_000), ("1,000", 1_000), ("1_000", 1_000), ("2K", 2_000)] {
        let done = small(&format!("run small.toml --json -n {written}")).run();
        let summary: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
        assert_eq!(summary["replications"], futures, "{written}");
    }
    for wrong in ["k", "1.5k", "0k", "101m", "99999999999999999999", "18446744073709551615k", "tenk"] {
        let done = small(&format!("run small.toml -n {wrong}")).stdout("").code(2).run();
        let said = "expected a whole number from 1 to 100,000,000, such as 10000 or 10k";
        assert!(done.stderr.contains(said), "{wrong}: {}", done.stderr);
    }
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsString;
    use std::fs::{File, Permissions};
    use std::io::{Read as _, Write as _};
    use std::os::unix::ffi::OsStringExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::{Child, Command, ExitStatus, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    use super::*;
    use crate::harness::program;
    use crate::random::Random;

    fn command(folder: &Path, arguments: &str) -> Command {
        let mut command = Command::new(program().get_program());
        command.current_dir(folder).args(arguments.split_whitespace());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Waits as long as a busy machine may take.
    #[expect(clippy::disallowed_methods, reason = "a test that waits for ever tells nothing")]
    fn end(mut child: Child) -> (ExitStatus, String) {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed() > Duration::from_secs(120) {
                child.kill().unwrap();
                panic!("still running after two minutes");
            }
            sleep(Duration::from_millis(10));
        };
        let mut said = String::new();
        child.stderr.take().map(|mut stderr| stderr.read_to_string(&mut said).unwrap());
        (status, said)
    }

    fn send(signal: &str, child: &Child) {
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    }

    fn make_pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    fn is_root() -> bool {
        let id = Command::new("id").arg("-u").output().unwrap();
        id.stdout.starts_with(b"0\n")
    }

    // What is read.

    #[test]
    fn devices_and_pipes_are_refused_as_scenario_files() {
        let folder = small("check small.toml").run();
        make_pipe(&folder.path("pipe"));
        let device = "it is a device or a socket; a regular file is required";
        let pipe = "it is a pipe; only a scenario named on the command line may be a pipe";
        for (file, why) in [("/dev/zero", device), ("/dev/full", device), ("/dev/urandom", device), ("pipe", pipe)] {
            let base = format!("base = \"{file}\"\n");
            let staff = SMALL.replacen("name =", &format!("staff_csv = \"{file}\"\nname ="), 1);
            let history = format!("{SMALL}\n[history.past]\nmeasure = \"agency_rate\"\ncsv = \"{file}\"\n");
            for (what, text) in [("base", base), ("staff_csv", staff), ("csv", history)] {
                put(&folder, "odd.toml", &text);
                for arguments in ["check odd.toml", "run odd.toml", "compare small.toml odd.toml"] {
                    let (status, said) = end(command(&folder.path(""), arguments).spawn().unwrap());
                    assert_eq!(status.code(), Some(2), "{what} = {file}: {said}");
                    assert!(said.contains(&format!("cannot read `{file}`: {why}")), "{what}: {said}");
                }
            }
        }
        for arguments in ["run /dev/zero", "compare small.toml plan.toml -n 20 --stress pipe", "trace /dev/full"] {
            let (status, said) = end(command(&folder.path(""), arguments).spawn().unwrap());
            assert_eq!(status.code(), Some(2), "{arguments}: {said}");
            assert!(said.contains(device) || said.contains(pipe), "{arguments}: {said}");
        }
        assert!(!folder.path("outputs").exists());
    }

    #[test]
    fn a_pipe_in_a_folder_of_scenarios_does_not_block() {
        let folder = small("check small.toml").folder("plans").run();
        make_pipe(&folder.path("plans/a.toml"));
        for arguments in ["run plans", "check plans", "compare small.toml plans"] {
            let (status, said) = end(command(&folder.path(""), arguments).spawn().unwrap());
            assert_eq!((status.code(), said.contains("`a.toml`: it is a pipe")), (Some(2), true), "{said}");
        }
    }

    #[test]
    fn a_scenario_may_come_through_a_pipe() {
        let folder = small("check small.toml")
            .folder("stress")
            .file("stress/f.toml", "base = \"../small.toml\"\nname = \"f\"\n")
            .run();
        for arguments in [
            "run /dev/stdin -n 20",
            "check /dev/stdin",
            "explain /dev/stdin",
            "trace /dev/stdin -n 20",
            "compare /dev/stdin small.toml -n 20",
        ] {
            let mut child = command(&folder.path(""), arguments).stdin(Stdio::piped()).spawn().unwrap();
            child.stdin.take().unwrap().write_all(SMALL.replace("heads = 8", "heads = 9").as_bytes()).unwrap();
            let (status, said) = end(child);
            assert_eq!(status.code(), Some(0), "{arguments}: {said}");
        }
        assert!(folder.path("outputs/stdin/manifest.json").is_file());
        // A scenario that names the pipe as its base does not read it again.
        let mut child = command(&folder.path(""), "check /dev/stdin").stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"base = \"/dev/stdin\"\n").unwrap();
        assert_eq!(end(child).0.code(), Some(2));
    }

    #[test]
    fn an_endless_pipe_is_refused_at_64_mb() {
        let folder = small("check small.toml").run();
        let mut endless = Command::new("yes").stdout(Stdio::piped()).spawn().unwrap();
        let yes = endless.stdout.take().unwrap();
        let (status, said) = end(command(&folder.path(""), "check /dev/stdin").stdin(yes).spawn().unwrap());
        let _ = endless.wait();
        assert_eq!(status.code(), Some(2), "{said}");
        assert!(said.contains("it is larger than the limit of 64 MB"), "{said}");
    }

    #[test]
    fn a_signal_terminates_a_run_waiting_for_a_pipe() {
        let folder = small("check small.toml").run();
        for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
            for arguments in ["run /dev/stdin", "trace /dev/stdin", "run small.toml /dev/stdin -n 20 --quiet"] {
                let mut child = command(&folder.path(""), arguments).stdin(Stdio::piped()).spawn().unwrap();
                let is_batch = arguments.contains("small");
                while is_batch && !folder.path("outputs/small/manifest.json").exists() {
                    sleep(Duration::from_millis(20));
                }
                sleep(Duration::from_millis(400));
                send(signal, &child);
                let stdin = child.stdin.take();
                assert_eq!(end(child).0.code(), Some(code), "{arguments}");
                drop(stdin);
                let _ = fs::remove_dir_all(folder.path("outputs"));
            }
        }
    }

    // Signals, and processes that are killed.

    /// Whether this process, and so the program, does not ignore SIGHUP.
    fn is_hangup_heeded() -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        ignored.and_then(|ignored| u64::from_str_radix(ignored.trim(), 16).ok()).is_some_and(|ignored| ignored & 1 == 0)
    }

    #[test]
    fn termination_signals_act_like_ctrl_c() {
        let old = small("run small.toml -n 20 --quiet").run();
        let before = old.contents("");
        // If these tests themselves run under `nohup`, so does the program, which then ignores SIGHUP.
        let signals = if is_hangup_heeded() { &["-TERM", "-HUP", "-INT"][..] } else { &["-TERM", "-INT"] };
        for signal in signals {
            let child = command(&old.path(""), "run small.toml -n 50m").spawn().unwrap();
            sleep(Duration::from_millis(500));
            send(signal, &child);
            let (status, said) = end(child);
            assert_eq!((status.code(), said.as_str()), (Some(1), "interrupted: nothing was written\n"), "{signal}");
            assert!(before == old.contents(""), "{signal}: {:?}", old.files());
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn nohup_protects_a_run_from_hangup() {
        let folder = small("check small.toml").run();
        let mut nohup = Command::new("nohup");
        nohup.current_dir(folder.path("")).arg(program().get_program()).args(["run", "small.toml", "-n", "50m"]);
        let child = nohup.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        sleep(Duration::from_millis(500));
        send("-HUP", &child);
        sleep(Duration::from_millis(300));
        let mut child = child;
        assert!(child.try_wait().unwrap().is_none());
        send("-TERM", &child);
        assert_eq!(end(child).0.code(), Some(1));
    }

    /// Whenever it is killed, the next run recovers: a folder with a manifest is consistent, no file is reported as
    /// changed, and no temporary file remains.
    #[test]
    fn the_next_run_recovers_from_a_killed_run() {
        let mut random = Random::new(10);
        let mut done = small("run small.toml -n 20 --quiet --xlsx").run();
        let expected = small("run small.toml -n 20 --quiet --seed 1").run().contents("outputs");
        for seed in 2..12 {
            let extras = if seed % 2 == 0 { "--xlsx" } else { "" };
            let arguments = format!("run small.toml -n 20 --quiet --seed {seed} {extras}");
            let mut child = command(&done.path(""), &arguments).spawn().unwrap();
            sleep(Duration::from_millis(10 + random.below(120) as u64));
            let _ = child.kill();
            child.wait().unwrap();
            done = done.again("run small.toml -n 20 --quiet --seed 1").stderr("").run();
            assert!(expected == done.contents("outputs"), "seed {seed}: {:?}", done.files());
        }
    }

    #[test]
    fn only_leftovers_of_killed_runs_are_removed() {
        let done = small("run small.toml -n 20 --quiet")
            .file("outputs/small/.report.html.4242.part", "half a")
            .file("outputs/small/.years.csv.4242-0.part", "half b")
            .file("outputs/small/.video.mp4.4242.part", "mine")
            .stderr("")
            .run();
        let temporary: Vec<String> = done.files().into_iter().filter(|file| is_temporary(file)).collect();
        assert_eq!(temporary, ["outputs/small/.video.mp4.4242.part"]);
        put(&done, "outputs/small/.years.csv.4242.part", "half");
        put(&done, "outputs/.batch.csv.4242-3.part", "half");
        let done = done.again("run small.toml plan.toml -n 20 --quiet").stderr("").run();
        let temporary: Vec<String> = done.files().into_iter().filter(|file| is_temporary(file)).collect();
        assert_eq!(temporary, ["outputs/small/.video.mp4.4242.part"]);
    }

    /// A run killed while replacing files leaves a mixture of old and new files, with both manifests.
    #[test]
    fn files_of_a_killed_run_are_not_kept_as_changed() {
        let old = small("run small.toml -n 20 --quiet --seed 2 --xlsx").run();
        let new = small("run small.toml -n 20 --quiet --seed 3").run();
        let folder = old.path("outputs/small");
        fs::rename(folder.join("manifest.json"), folder.join(".manifest.json.4242-0.part")).unwrap();
        fs::copy(new.path("outputs/small/manifest.json"), folder.join(".manifest.json.4242-1.part")).unwrap();
        fs::copy(new.path("outputs/small/monthly.csv"), folder.join("monthly.csv")).unwrap();
        put(&old, "outputs/small/years.csv", "changed by hand");
        let done = old.again("run small.toml -n 20 --quiet --seed 4").run();
        let said = "warning: `outputs/small/years.csv` was not written by staffcast or has been changed since; it was kept as `years (kept).csv`\n";
        assert_eq!(done.stderr, said);
        leaves_nothing_half_done(&done);
        assert!(!done.path("outputs/small/small.xlsx").exists());
    }

    // Two writers.

    #[test]
    fn a_second_writer_waits_with_a_warning() {
        let done = small("run small.toml -n 20 --quiet").run();
        let folder = File::open(done.path("outputs/small")).unwrap();
        folder.lock().unwrap();
        let child = command(&done.path(""), "run small.toml -n 20 --quiet --seed 9").spawn().unwrap();
        sleep(Duration::from_secs(1));
        let mut child = child;
        assert!(child.try_wait().unwrap().is_none(), "it did not wait");
        drop(folder);
        let (status, said) = end(child);
        let expected = "warning: another staffcast process is writing to `outputs/small`; waiting for it to finish\n";
        assert_eq!((status.code(), said.as_str()), (Some(0), expected));
    }

    #[test]
    fn a_waiting_writer_can_be_interrupted() {
        let done = small("run small.toml -n 20 --quiet").run();
        let before = done.contents("outputs");
        let folder = File::open(done.path("outputs/small")).unwrap();
        folder.lock().unwrap();
        let child = command(&done.path(""), "run small.toml -n 20 --quiet --seed 9").spawn().unwrap();
        sleep(Duration::from_millis(800));
        send("-INT", &child);
        assert_eq!(end(child).0.code(), Some(1));
        assert!(before == done.contents("outputs"));
    }

    #[test]
    fn after_concurrent_writers_the_manifest_matches_the_files() {
        let done = small("run small.toml -n 20 --quiet").run();
        let whole: Vec<_> = (2..6)
            .map(|seed| small(&format!("run small.toml -n 20 --quiet --seed {seed}")).run().contents("outputs"))
            .collect();
        for _ in 0..5 {
            let start = |seed| command(&done.path(""), &format!("run small.toml -n 20 --quiet --seed {seed}")).spawn();
            let all: Vec<Child> = (2..6).map(|seed| start(seed).unwrap()).collect();
            for child in all {
                let (status, said) = end(child);
                assert_eq!(status.code(), Some(0), "{said}");
            }
            let found = done.contents("outputs");
            assert!(whole.contains(&found), "{:?}", done.files());
        }
    }

    // Links, folders that cannot be written, disks that are full.

    #[test]
    fn a_link_in_place_of_a_result_is_not_followed() {
        let folder = small("check small.toml").folder("outputs/small").file("victim", "mine").run();
        symlink("../../victim", folder.path("outputs/small/years.csv")).unwrap();
        symlink("/nowhere/at/all", folder.path("outputs/small/monthly.csv")).unwrap();
        make_pipe(&folder.path("outputs/small/targets.csv"));
        let done = folder.again("run small.toml -n 20 --quiet").run();
        assert_eq!(done.read("victim"), "mine");
        for name in ["years.csv", "monthly.csv", "targets.csv"] {
            let path = done.path("outputs/small").join(name);
            assert!(fs::symlink_metadata(path).unwrap().is_file(), "{name}");
        }
    }

    #[test]
    fn a_manifest_that_is_a_pipe_does_not_block() {
        let folder = small("check small.toml").folder("outputs/small").run();
        make_pipe(&folder.path("outputs/small/manifest.json"));
        let (status, said) = end(command(&folder.path(""), "run small.toml -n 20 --quiet").spawn().unwrap());
        assert_eq!(status.code(), Some(0), "{said}");
        assert!(fs::metadata(folder.path("outputs/small/manifest.json")).unwrap().is_file());
    }

    #[test]
    fn a_read_only_folder_is_a_failure_without_changes() {
        if is_root() {
            eprintln!("not tried: root may write everywhere");
            return;
        }
        let done = small("run small.toml -n 20 --quiet").run();
        let before = done.contents("outputs");
        let set = |mode: u32| fs::set_permissions(done.path("outputs/small"), Permissions::from_mode(mode)).unwrap();
        set(0o555);
        let (status, said) = end(command(&done.path(""), "run small.toml -n 20 --seed 9").spawn().unwrap());
        set(0o755);
        assert_eq!(status.code(), Some(1), "{said}");
        assert!(said.starts_with("error: cannot write `outputs/small/"), "{said}");
        assert!(before == done.contents("outputs"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_stdout_is_a_failure_and_a_closed_one_is_not() {
        let folder = small("check small.toml").run();
        let full = || File::options().write(true).open("/dev/full").unwrap();
        let run = "run small.toml -n 20";
        let (status, said) = end(command(&folder.path(""), run).stdout(full()).spawn().unwrap());
        assert_eq!(status.code(), Some(1));
        assert!(said.starts_with("error: cannot write to stdout: "), "{said}");
        // Nobody is there to be told.
        let (status, _) = end(command(&folder.path(""), run).stderr(full()).spawn().unwrap());
        assert_eq!(status.code(), Some(0));
        for closed in ["1>&-", "2>&-", "1>&- 2>&-", "0<&- 1>&- 2>&-"] {
            let mut shell = Command::new("sh");
            shell.current_dir(folder.path("")).env("PROGRAM", program().get_program());
            let status =
                shell.args(["-c", &format!("\"$PROGRAM\" {run} {closed}")]).stdout(Stdio::null()).status().unwrap();
            assert_eq!(status.code(), Some(0), "{closed}");
        }
        assert!(folder.path("outputs/small/manifest.json").is_file());
    }

    // Threads.

    /// The most threads that a long run has in its first second.
    #[cfg(target_os = "linux")]
    fn threads_of(folder: &Path, arguments: &str, variable: &str) -> usize {
        let mut long = command(folder, &format!("run small.toml -n 50m {arguments}"));
        let child = long.env("RAYON_NUM_THREADS", variable).spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let threads = || {
            sleep(Duration::from_millis(100));
            let status = fs::read_to_string(&status).unwrap();
            let threads = status.lines().find_map(|line| line.strip_prefix("Threads:")).unwrap();
            threads.trim().parse().unwrap()
        };
        let most = (0..10).map(|_| threads()).max().unwrap();
        send("-TERM", &child);
        end(child);
        most
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_number_of_threads_does_not_depend_on_the_environment() {
        let folder = small("check small.toml").run();
        assert_eq!(threads_of(&folder.path(""), "--threads 1", "7"), 1);
        // Those that simulate, and the one that waits for them.
        assert_eq!(threads_of(&folder.path(""), "--threads 3", "7"), 4);
        let cores = std::thread::available_parallelism().unwrap().get();
        assert_eq!(threads_of(&folder.path(""), "", "99"), if cores == 1 { 1 } else { cores + 1 });
    }

    /// `ulimit -u` does not apply to root, so root switches to another user if possible.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_run_completes_even_without_additional_threads() {
        let expected = small("run small.toml -n 500 --quiet").run().contents("outputs");
        let folder = small("check small.toml").run();
        let mut shell = Command::new("sh");
        let limited = "ulimit -u 1 2>/dev/null || ulimit -p 1 || exit 77; exec \"$PROGRAM\" $ARGUMENTS";
        if is_root() {
            // The program and the folder are to be reached by anybody.
            let copy = folder.path("staffcast");
            fs::copy(program().get_program(), &copy).unwrap();
            fs::set_permissions(folder.path(""), Permissions::from_mode(0o777)).unwrap();
            if !Command::new("setpriv").arg("--version").output().is_ok_and(|output| output.status.success()) {
                eprintln!("not tried: root is not held back by `ulimit -u`, and there is no `setpriv`");
                return;
            }
            shell = Command::new("setpriv");
            shell.args(["--reuid=54321", "--regid=54321", "--clear-groups", "sh"]).env("PROGRAM", &copy);
        } else {
            shell.env("PROGRAM", program().get_program());
        }
        shell.current_dir(folder.path("")).args(["-c", limited]);
        shell.env("ARGUMENTS", "run small.toml -n 500 --quiet").stderr(Stdio::piped());
        let (status, said) = end(shell.spawn().unwrap());
        if status.code() == Some(77) {
            eprintln!("not tried: the shell sets no limit");
            return;
        }
        assert_eq!(status.code(), Some(0), "{said}");
        assert!(expected == folder.contents("outputs"));
        let (status, said) = end(shell.env("ARGUMENTS", "run small.toml -n 20 --quiet --xlsx").spawn().unwrap());
        assert!(!said.contains("panicked"), "{said}");
        assert_eq!(status.code(), Some(1), "{said}");
    }

    // Names that only Unix has.

    #[test]
    fn names_with_a_backslash_or_invalid_utf_8_are_shown_exactly() {
        let done = Test::new(r"run a\b.toml -n 20 --quiet").file(r"a\b.toml", SMALL).file("a/b.toml", "no scenario");
        let done = done.stderr("").run();
        assert!(done.path(r"outputs/a\b/manifest.json").is_file());
        let name = OsString::from_vec(b"pl\xffan.toml".to_vec());
        fs::write(done.path("").join(&name), SMALL).unwrap();
        for first in ["run", "check", "explain", "trace"] {
            let mut command = command(&done.path(""), first);
            let (status, said) = end(command.arg(&name).spawn().unwrap());
            assert_eq!(status.code(), Some(2), "{said}");
            assert!(said.contains(r#"the name "pl\xffan.toml" is not valid UTF-8"#), "{said}");
        }
    }
}
