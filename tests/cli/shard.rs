//! `--shard` and `merge`: the files of one run, whatever the split, and nothing from shards that do not belong together.

use std::fs;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test};

const PLAN: &str =
    "base = \"small.toml\"\nname = \"More posts\"\n\n[team.cin]\nestablishment = 14\n\n[agency]\nfill = 0.6\n";
const STRESS: &str = "base = \"small.toml\"\n\n[leaving]\nannual_rate = { all = 0.3 }\n";

/// A folder with scenarios, one of which is wrong.
fn scenarios(arguments: &str) -> Test {
    let uncertain = SMALL.replace("fill = 0.5", "fill = { uniform = { low = 0.1, high = 0.9 } }");
    Test::new(arguments)
        .file("small.toml", uncertain)
        .file("plan.toml", PLAN)
        .file("other.toml", "base = \"small.toml\"\n[agency]\nchurn = 0.02\n")
        .file("stress.toml", STRESS)
        .file("plans/a.toml", SMALL)
        .file("plans/b.toml", SMALL.replace("heads = 8", "heads = -8"))
        .file("plans/c.toml", SMALL.replace("heads = 8", "heads = 6"))
        .file("tables/workforce.csv", include_str!("../import/workforce.csv"))
        .file("tables/referrals.csv", include_str!("../import/referrals.csv"))
}

/// Runs a command in shards, the last first, each in another way, and puts them together.
fn in_shards(command: &str, shards: u64, code: i32) -> Outcome {
    let mut done = scenarios("check small.toml").run();
    for index in (1..=shards).rev() {
        let threads = 1 + index % 3;
        let shard = format!("{command} --out parts --shard {index}/{shards} --threads {threads} --quiet");
        // Only the shard that has a wrong scenario fails.
        let is_wrong = code != 0 && failing(&done, &shard);
        done = done.again(&shard).code(if is_wrong { code } else { 0 }).stdout("").run();
    }
    done
}

/// Whether a command fails; what it writes stays.
fn failing(done: &Outcome, arguments: &str) -> bool {
    let mut program = crate::harness::program();
    !program.current_dir(done.path("")).args(arguments.split_whitespace()).output().unwrap().status.success()
}

/// Everything that one run writes and prints is what its shards make together.
#[track_caller]
fn assert_same(command: &str, shards: u64, code: i32) {
    let whole = scenarios(command).code(code).run();
    let merged = in_shards(command, shards, code).again("merge parts").code(code).run();
    assert_eq!(merged.contents("outputs").len(), whole.contents("outputs").len(), "{command}");
    for (one, other) in whole.contents("outputs").into_iter().zip(merged.contents("outputs")) {
        assert_eq!(one.0, other.0, "{command}");
        assert!(one.1 == other.1, "{command} in {shards} shards: {} differs", one.0);
    }
    assert_eq!(merged.stdout, whole.stdout, "{command}");
}

#[test]
fn shards_of_a_run_make_the_files_of_one_run() {
    assert_same("run small.toml -n 8200 --xlsx --png --docx", 3, 0);
    assert_same("run small.toml --with plan.toml -n 130 --seed 5", 4, 0);
    assert_same("run small.toml -n 40", 2, 0);
    assert_same("run small.toml -n 100", 1, 0);
}

#[test]
fn shards_of_a_batch_make_the_files_of_one_batch() {
    assert_same("run plans -n 200", 2, 2);
    assert_same("run plans -n 200", 7, 2);
    assert_same("run small.toml plans/c.toml -n 70 --xlsx", 2, 0);
}

#[test]
fn shards_of_a_comparison_make_the_files_of_one_comparison() {
    assert_same(
        "compare small.toml plan.toml other.toml -n 300 --attribution --independent --stress stress.toml",
        3,
        0,
    );
    assert_same("compare plans/a.toml plans/c.toml small.toml -n 65 --no-attribution --rank-by saving", 2, 0);
}

#[test]
fn shards_of_a_sweep_or_a_back_test_have_whole_plans_or_forecasts() {
    assert_same("sweep small.toml --vary team.cin.establishment=10,12,14 -n 130", 2, 0);
    assert_same("sweep small.toml --vary team.cin.establishment=10,12 -n 60", 5, 0);
    assert_same("backtest tables --origins 2020..2021 -n 64", 3, 0);
}

#[test]
fn a_batch_as_json_is_the_same_from_shards() {
    let whole = scenarios("run plans -n 100 --json").code(2).run();
    let merged = in_shards("run plans -n 100", 2, 2).again("merge parts --json").code(2).run();
    assert_eq!(merged.stdout, whole.stdout);
}

#[test]
fn where_a_run_stops_by_itself_it_has_no_shards() {
    for command in ["run small.toml", "compare small.toml plan.toml"] {
        let done = scenarios(&format!("{command} --shard 1/2 --precision likelihood=1")).code(2).run();
        assert!(done.stderr.contains("`--precision` cannot be used with `--shard`"), "{}", done.stderr);
    }
}

#[test]
fn the_number_of_a_shard_may_come_from_a_scheduler() {
    let slurm = |test: Test, id: &str| {
        let test = test.variable("SLURM_ARRAY_TASK_ID", id);
        test.variable("SLURM_ARRAY_TASK_MIN", "0").variable("SLURM_ARRAY_TASK_MAX", "1")
    };
    let command = "run small.toml -n 130 --out parts --shard auto/2";
    let one = slurm(scenarios(command), "0").run();
    assert!(one.path("parts/shard-1-of-2/shard.json").is_file());
    let two = slurm(one.again(command), "1").run();
    two.again("merge parts").run();
    let done = scenarios(command).code(2).run();
    assert!(done.stderr.contains("none of these variables is set: SLURM_ARRAY_TASK_ID"), "{}", done.stderr);
    let done = scenarios(command).variable("SGE_TASK_ID", "undefined").code(2).run();
    assert!(done.stderr.contains("SGE_TASK_ID is `undefined`"), "{}", done.stderr);
}

/// Shards of a run that take next to no time.
fn shards() -> Outcome {
    in_shards("run small.toml -n 200", 4, 0)
}

#[test]
fn what_is_missing_is_told_as_an_array_of_tasks() {
    let done = shards().again("merge parts --missing").stdout("").stderr("").run();
    for index in [1, 3, 4] {
        fs::remove_dir_all(done.path(&format!("parts/shard-{index}-of-4"))).unwrap();
    }
    let done = done.again("merge parts --missing").stdout("1,3-4\n").stderr("").run();
    let done = done.again("merge parts --missing --json").stdout("[1,3,4]\n").stderr("").run();
    let done = done.again("merge parts").code(1).stdout("").run();
    assert!(done.stderr.starts_with("error: 3 shards are missing of 4 in `parts`: 1,3-4\n"), "{}", done.stderr);
    assert!(!done.path("outputs").exists());
}

#[test]
fn a_finished_shard_is_verified_and_not_run_again() {
    let done = shards();
    let before = done.contents("parts");
    let done = done.again("run small.toml -n 200 --out parts --shard 2/4").run();
    assert!(done.stdout.starts_with("Shard 2 of 4 was finished before; nothing was run\n"), "{}", done.stdout);
    let damaged = done.path("parts/shard-2-of-4/run.1.tallies");
    fs::write(&damaged, "not what was written").unwrap();
    let done = done.again("merge parts --missing").stdout("2\n").run();
    assert!(done.stderr.contains("run.1.tallies` is damaged"), "{}", done.stderr);
    let done = done.again("run small.toml -n 200 --out parts --shard 2/4").run();
    assert!(done.stdout.starts_with("Shard 2 of 4 is finished"), "{}", done.stdout);
    assert!(done.stderr.contains("is damaged") && done.contents("parts") == before, "{}", done.stderr);
    // Another scenario under the same name is another input.
    let mut done = done.again("run small.toml -n 200 --out parts --shard 2/4").file("small.toml", SMALL).run();
    assert!(done.stdout.starts_with("Shard 2 of 4 is finished"), "{}", done.stdout);
    for command in ["merge parts", "merge parts --missing"] {
        done = done.again(command).code(1).stdout("").run();
        assert!(done.stderr.contains("read different bytes from `small.toml`"), "{}", done.stderr);
    }
}

#[test]
fn only_the_damaged_scenario_of_a_batch_is_run_again() {
    let command = "run small.toml plans/a.toml plans/c.toml -n 70 --out parts --shard 1/1";
    let done = scenarios(command).run();
    let before = done.contents("parts");
    let path = done.path("parts/shard-1-of-1/results/a/monthly.csv");
    fs::write(&path, "not what was written").unwrap();
    let kept = done.path("parts/shard-1-of-1/results/small/monthly.csv");
    let written = fs::metadata(&kept).unwrap().modified().unwrap();
    let done = done.again(command).run();
    assert!(done.stderr.contains("a/monthly.csv` is damaged"), "{}", done.stderr);
    // What stood there is kept, as in any folder of results.
    fs::remove_file(done.path("parts/shard-1-of-1/results/a/monthly (kept).csv")).unwrap();
    assert!(done.contents("parts") == before);
    assert_eq!(fs::metadata(&kept).unwrap().modified().unwrap(), written);
    done.again("merge parts").run();
}

#[test]
fn a_shard_with_a_part_of_a_run_has_no_results() {
    for command in ["run small.toml -n 200 --xlsx", "compare small.toml plan.toml -n 200"] {
        // More shards than blocks: the last have nothing to do.
        let done = in_shards(command, 5, 0);
        for index in 1..=5 {
            let folder = done.path(&format!("parts/shard-{index}-of-5"));
            let other = files(&folder).into_iter().filter(|path| {
                let inner = path.strip_prefix(&folder).unwrap();
                let is_tally = path.extension().is_some_and(|end| end == "tallies");
                !is_tally && !inner.starts_with("inputs") && inner != Path::new("shard.json")
            });
            assert_eq!(other.collect::<Vec<_>>(), Vec::<std::path::PathBuf>::new(), "{command}");
        }
    }
}

#[test]
fn shards_with_nothing_to_do_are_finished() {
    assert_same("run plans/a.toml plans/c.toml -n 64", 5, 0);
    let done = in_shards("run plans/a.toml plans/c.toml -n 64", 5, 0);
    assert_eq!(done.again("merge parts --missing").stderr("").run().stdout, "");
}

#[test]
fn a_shard_of_another_command_is_not_replaced() {
    let done = shards();
    let before = done.contents("parts");
    let done = done.again("run small.toml -n 201 --out parts --shard 2/4").code(2).stdout("").run();
    assert!(done.stderr.contains("is a shard of another command, which is not replaced"), "{}", done.stderr);
    assert!(done.contents("parts") == before);
    // One that was run elsewhere and put beside the others is told of.
    let done = done.again("run small.toml -n 201 --out other --shard 2/4").run();
    fs::remove_dir_all(done.path("parts/shard-2-of-4")).unwrap();
    fs::rename(done.path("other/shard-2-of-4"), done.path("parts/shard-2-of-4")).unwrap();
    let done = done.again("status parts").run();
    let expected =
        "warning: `parts/shard-1-of-4` and `parts/shard-2-of-4` are of different commands, so they cannot be merged\n";
    assert_eq!(done.stderr, expected);
    done.again("merge parts --missing").code(1).stdout("").run();
}

#[test]
fn what_could_not_be_run_is_tried_again_and_what_was_done_is_not() {
    let command = "run plans/a.toml plans/b.toml --out parts --shard 1/1 -n 70";
    let done = scenarios(command).code(2).run();
    let done = done.again("merge parts --missing").run();
    let mended = SMALL.replace("name = \"A small team\"", "name = \"Mended\"");
    let done = done.again(command).file("plans/b.toml", &mended).run();
    assert!(done.stdout.starts_with("Shard 1 of 1 is finished: the results of 2 scenarios"), "{}", done.stdout);
    let done = done.again("merge parts").run();
    assert!(done.read("outputs/batch.csv").contains("\nb,"), "{}", done.read("outputs/batch.csv"));
    // A scenario that changed and cannot be run any more: the shard is no longer finished with the old one.
    let broken = SMALL.replace("heads = 8", "heads = -8");
    let done = done.again(command).file("plans/a.toml", &broken).code(2).run();
    let merged = done.again("merge parts --out again").code(2).run();
    assert!(!merged.read("again/batch.csv").contains("\na,"), "{}", merged.read("again/batch.csv"));
}

#[test]
fn a_finished_shard_that_read_a_folder_is_not_run_again_until_the_folder_changes() {
    for command in
        ["compare small.toml plan.toml --stress stresses -n 70", "backtest tables --origins 2020 --horizons 1 -n 64"]
    {
        let command = format!("{command} --out parts --shard 1/1");
        let done = scenarios(&command).file("stresses/surge.toml", STRESS.replace("small", "../small")).run();
        let before = done.contents("parts");
        let done = done.again(&command).stderr("").run();
        assert!(
            done.stdout.contains("nothing was run") && done.contents("parts") == before,
            "{command}: {}",
            done.stdout
        );
    }
}

#[test]
fn a_scenario_may_have_the_name_of_a_folder_of_a_shard() {
    let names = ["running", "inputs", "results"];
    let command = format!("run {} -n 20 --out parts --shard 1/1", names.map(|name| format!("{name}.toml")).join(" "));
    let test = names.iter().fold(scenarios(&command), |test, name| test.file(&format!("{name}.toml"), SMALL));
    let done = test.run().again("merge parts").run();
    assert!(names.iter().all(|name| done.path(&format!("outputs/{name}/monthly.csv")).is_file()));
}

#[test]
fn shards_of_different_commands_are_not_put_together() {
    for other in ["run small.toml -n 201", "run small.toml -n 200 --seed 9", "run plan.toml -n 200"] {
        let done = shards();
        fs::remove_dir_all(done.path("parts/shard-3-of-4")).unwrap();
        let done = done.again(&format!("{other} --out parts --shard 3/4")).run();
        let done = done.again("merge parts").code(1).run();
        let expected = "error: `parts/shard-1-of-4` and `parts/shard-3-of-4` are of different commands; run all shards with the same command line\n";
        assert!(done.stderr.starts_with(expected), "{}", done.stderr);
        assert!(!done.path("outputs").exists());
    }
    let done = shards().again("run small.toml -n 200 --out parts --shard 1/2").run();
    let done = done.again("merge parts").code(2).run();
    assert!(done.stderr.contains("shards of two jobs, one of 2 shards and one of 4"), "{}", done.stderr);
}

#[test]
fn a_merge_reads_the_scenario_from_the_shards() {
    let done = shards();
    fs::remove_file(done.path("small.toml")).unwrap();
    done.again("merge parts").run();
}

/// Every file of a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

#[test]
fn damaged_shards_are_refused_with_the_name_of_the_file() {
    let mut done = shards();
    let all = files(&done.path("parts"));
    for number in 0..200_usize {
        let path = &all[number % all.len()];
        let bytes = fs::read(path).unwrap();
        let place = number * 7_919 % bytes.len();
        let mut damaged = bytes.clone();
        match number / all.len() % 4 {
            0 => damaged.truncate(place),
            1 => damaged[place] ^= 1 << (number % 8),
            2 => damaged = fs::read(&all[(number + 1) % all.len()]).unwrap(),
            _ => damaged.push(b' '),
        }
        if damaged == bytes {
            continue;
        }
        fs::write(path, &damaged).unwrap();
        done = done.again("merge parts --quiet").code(1).stdout("").run();
        let name = path.strip_prefix(done.path("")).unwrap().display().to_string();
        assert!(done.stderr.contains(&name), "{name} in {number}: {}", done.stderr);
        assert!(!done.path("outputs").exists());
        fs::write(path, &bytes).unwrap();
    }
    done.again("merge parts --quiet").run();
}

#[test]
fn a_shard_of_another_version_is_refused() {
    let done = shards();
    let path = done.path("parts/shard-2-of-4/shard.json");
    let text = fs::read_to_string(&path).unwrap();
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    fs::write(&path, text.replace(&version, "\"version\": \"0.0.9\"")).unwrap();
    let done = done.again("merge parts").code(1).run();
    assert!(done.stderr.contains("was written by staffcast 0.0.9"), "{}", done.stderr);
}

#[test]
fn the_status_of_a_job_is_read_from_its_files() {
    let done = shards();
    fs::remove_dir_all(done.path("parts/shard-4-of-4")).unwrap();
    // As a process that was killed leaves it.
    fs::remove_file(done.path("parts/shard-3-of-4/shard.json")).unwrap();
    let done = done.again("status parts").stderr("").run();
    let expected = "4 shards in parts\nstaffcast run --replications=200 -- small.toml\n  finished        2  1-2\n  stopped         1  3\n  \
                    not begun       1  4\n";
    assert_eq!(done.stdout, expected);
    let done = done.again("status parts --json").run();
    let status: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!((status["shards"].as_u64(), status["finished"].as_array().map(Vec::len)), (Some(4), Some(2)));
    let done = in_shards("run plans -n 200", 2, 2).again("status parts").run();
    assert!(done.stdout.ends_with("  finished        2  1-2\nCannot be run: plans/b.toml\n"), "{}", done.stdout);
}

/// Starts a shard and kills it after some milliseconds; `SHARD_KILLS=300` does so more often.
#[cfg(unix)]
#[test]
fn a_shard_that_is_killed_at_any_instant_is_finished_by_the_next_one() {
    use std::process::Stdio;
    use std::time::Duration;
    let kills = std::env::var("SHARD_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(12_u64);
    let command = "run plans small.toml -n 2000 --out parts --quiet";
    let whole = scenarios("run plans small.toml -n 2000 --quiet").code(2).run();
    let mut done = scenarios("check small.toml").run();
    for number in 0..kills {
        let shard = format!("{command} --shard {}/2", 1 + number % 2);
        let mut program = std::process::Command::new(crate::harness::program().get_program());
        program.current_dir(done.path("")).args(shard.split_whitespace()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = program.spawn().unwrap();
        // Instants that are spread over a run of about half a second.
        std::thread::sleep(Duration::from_millis(number * 7_919 % 500));
        child.kill().unwrap();
        child.wait().unwrap();
        if number % 5 == 4 {
            // Else everything would soon be finished.
            fs::remove_dir_all(done.path(&format!("parts/shard-{}-of-2", 1 + number / 5 % 2))).ok();
        }
    }
    for index in 1..=2 {
        let shard = format!("{command} --shard {index}/2");
        let code = i32::from(failing(&done, &shard)) * 2;
        done = done.again(&shard).code(code).run();
        let left = done.files().into_iter().filter(|file| crate::harness::is_temporary(file)).collect::<Vec<_>>();
        assert_eq!(left.iter().filter(|file| file.contains(&format!("shard-{index}"))).count(), 0, "{left:?}");
    }
    let merged = done.again("merge parts --quiet").code(2).run();
    assert!(merged.contents("outputs") == whole.contents("outputs"));
}

/// Ends a shard with a scenario that takes long, half a second after `sign` is there, as a scheduler does.
#[cfg(unix)]
fn terminated(shard: &str, sign: &str) -> (Outcome, std::process::Output) {
    let long = SMALL.replace("months = 12", "replications = 90000000\nmonths = 12");
    let done = scenarios("check small.toml").file("long/z.toml", &long).run();
    let mut program = std::process::Command::new(crate::harness::program().get_program());
    program.current_dir(done.path("")).args(shard.split_whitespace());
    program.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let child = program.spawn().unwrap();
    let sign = done.path(sign);
    for _ in 0..600 {
        if sign.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    (done, child.wait_with_output().unwrap())
}

#[cfg(unix)]
#[test]
fn the_first_signal_ends_a_shard_of_one_scenario_as_it_ends_a_run() {
    let running = "parts/shard-1-of-2/running";
    let (done, output) = terminated("run long/z.toml --out parts --shard 1/2", running);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.ends_with("interrupted: nothing was written\n") && !done.path(running).exists(), "{said}");
}

#[cfg(unix)]
#[test]
fn a_scheduler_that_ends_a_shard_leaves_what_was_finished() {
    let shard = "run plans/a.toml long/z.toml --out parts --shard 1/1";
    let (done, output) = terminated(shard, "parts/shard-1-of-1/results/a/manifest.json");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout), (Some(1), Vec::new()), "{said}");
    assert!(
        said.ends_with("interrupted: 1 of 2 tasks are finished and kept; run the shard again for the rest\n"),
        "{said}"
    );
    let done = done.again("status parts").run();
    assert!(done.stdout.contains("Of shards that are not finished, 1 of 2 tasks are.\n"), "{}", done.stdout);
}

/// Results that are verified: of a run, of a comparison and of a back-test.
const VERIFIED: [(&str, &str); 4] = [
    ("run small.toml -n 130 --with plan.toml --seed 4 --sources --docx", "outputs/small+plan"),
    ("run plans/a.toml plans/c.toml -n 130 --sources --xlsx", "outputs/c"),
    ("compare small.toml plan.toml -n 130 --sources", "outputs/compare-small"),
    ("backtest tables --origins 2020..2021 -n 64 --sources", "outputs/backtest-tables"),
];

#[test]
fn results_are_verified_from_what_their_folder_carries() {
    for (command, folder) in VERIFIED {
        let done = scenarios(command).run();
        // An auditor has neither the scenarios nor the tables.
        for gone in ["small.toml", "plan.toml", "plans", "tables"] {
            let path = done.path(gone);
            if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
        }
        let before = done.contents("");
        let done = done.again(&format!("verify {folder}")).stderr("").run();
        assert!(done.stdout.starts_with(&format!("Verified {folder}: ")), "{}", done.stdout);
        assert!(done.contents("") == before);
    }
}

#[test]
fn a_changed_digit_is_found_in_any_file() {
    let mut done = scenarios(VERIFIED[0].0).run();
    let folder = done.path(VERIFIED[0].1);
    for path in files(&folder) {
        let bytes = fs::read(&path).unwrap();
        let mut changed = bytes.clone();
        // Some tables have a header only.
        let place = bytes.iter().rposition(u8::is_ascii_digit).unwrap_or(bytes.len() / 2);
        changed[place] = if bytes[place] == b'7' { b'3' } else { b'7' };
        fs::write(&path, &changed).unwrap();
        done = done.again(&format!("verify {}", VERIFIED[0].1)).code(1).stdout("").run();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(done.stderr.contains(&name), "{name}: {}", done.stderr);
        fs::write(&path, &bytes).unwrap();
    }
    done.again(&format!("verify {}", VERIFIED[0].1)).run();
}

#[test]
fn a_change_is_found_though_its_digest_was_changed_too() {
    let done = scenarios(VERIFIED[0].0).run();
    let [table, manifest] =
        ["monthly.csv", "manifest.json"].map(|name| done.path(&format!("{}/{name}", VERIFIED[0].1)));
    let text = fs::read_to_string(&table).unwrap();
    let forged = text.replacen("0.", "1.", 1);
    let digest =
        |text: &str| Sha256::digest(text).iter().fold(String::new(), |digest, byte| format!("{digest}{byte:02x}"));
    let told = fs::read_to_string(&manifest).unwrap();
    assert!(told.contains(&digest(&text)) && forged != text);
    fs::write(&manifest, told.replace(&digest(&text), &digest(&forged))).unwrap();
    fs::write(&table, forged).unwrap();
    let done = done.again(&format!("verify {}", VERIFIED[0].1)).code(1).stdout("").run();
    assert!(done.stderr.contains("  monthly.csv: differs when the run is repeated\n"), "{}", done.stderr);
}

#[test]
fn results_without_sources_or_of_another_version_are_not_tried() {
    let done = scenarios("run small.toml -n 50").run();
    let done = done.again("verify outputs/small").code(2).stdout("").run();
    assert!(done.stderr.contains("only results that were written with `--sources` can be verified"), "{}", done.stderr);
    let manifest = done.path("outputs/small/manifest.json");
    let told = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, told.replace(&format!("\"{}\"", env!("CARGO_PKG_VERSION")), "\"0.0.9\"")).unwrap();
    let done = done.again("verify outputs/small").code(1).stdout("").run();
    assert!(done.stderr.contains("was written by staffcast 0.0.9"), "{}", done.stderr);
}

/// Commands, their results, and what `verify` says of chosen futures.
const CHOSEN: [(&str, &str, &str); 2] = [
    ("run small.toml -n 130", "outputs/small", "4 of 130 futures have"),
    (
        "compare small.toml plan.toml -n 130 --no-attribution",
        "outputs/compare-small",
        "4 of 130 futures in each of 2 plans have",
    ),
];

#[test]
fn chosen_futures_are_verified_by_their_headlines() {
    for (command, folder, said) in CHOSEN {
        let done = scenarios(&format!("{command} --sources --each-future")).run();
        let done = done.again(&format!("verify {folder} --futures 1,63-64,130")).stderr("").run();
        assert!(
            done.stdout.starts_with(&format!("Verified {folder}: {said} the headlines of futures.csv")),
            "{}",
            done.stdout
        );
        done.again(&format!("verify {folder}")).run();
    }
    assert_same("compare small.toml plan.toml -n 130 --no-attribution --each-future", 3, 0);
    assert_same("run plans/a.toml plans/c.toml -n 130 --each-future --sources", 5, 0);
}

#[test]
fn another_headline_of_a_chosen_future_is_found() {
    let done = scenarios("run small.toml -n 70 --sources --each-future").run();
    let [table, manifest] = ["futures.csv", "manifest.json"].map(|name| done.path(&format!("outputs/small/{name}")));
    let text = fs::read_to_string(&table).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines[0], lines.len()), ("plan,future,agency_rate_at_end,caseload_over_run,cost_over_run", 71));
    // Of two futures, each has the headlines of the other, and the digest is forged.
    let [_, first, second] = [0, 1, 2].map(|line| lines[line].split_once(',').unwrap().1.split_once(',').unwrap().1);
    assert_ne!(first, second);
    let forged = text.replacen(first, "#", 1).replacen(second, first, 1).replacen('#', second, 1);
    let digest =
        |text: &str| Sha256::digest(text).iter().fold(String::new(), |digest, byte| format!("{digest}{byte:02x}"));
    let told = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, told.replace(&digest(&text), &digest(&forged))).unwrap();
    fs::write(&table, forged).unwrap();
    let done = done.again("verify outputs/small --futures 2").code(1).stdout("").run();
    assert!(done.stderr.contains("  futures.csv: future 2 of base has "), "{}", done.stderr);
    assert!(!done.stderr.contains("future 1 of"), "{}", done.stderr);
    let done = done.again("verify outputs/small --futures 3-70").run();
    let done = done.again("verify outputs/small --futures 71").code(2).stdout("").run();
    let expected = "error: `outputs/small/futures.csv` does not have future 71 of base; it has those from 1 to 70\n";
    assert_eq!(done.stderr, expected);
    let done = done.again("verify outputs/small --futures 5-4").code(2).stdout("").run();
    assert!(done.stderr.contains("`5-4` is not the number of a future or a range of them"), "{}", done.stderr);
    // A file that is no part of the results is named.
    fs::write(done.path("outputs/small/notes.txt"), "mine").unwrap();
    let done = done.again("verify outputs/small --futures 3").run();
    assert_eq!(done.stderr, "warning: `outputs/small/notes.txt` is not among these results and is not verified\n");
    let done = done.again("run small.toml -n 70 --sources --out plain").run();
    let done = done.again("verify plain/small --futures 3").code(2).stdout("").run();
    assert!(done.stderr.contains("results that were written with `--each-future` have it"), "{}", done.stderr);
}

#[test]
fn shards_write_the_sources_of_one_run() {
    assert_same("run small.toml -n 130 --sources", 2, 0);
    assert_same("run plans/a.toml plans/c.toml -n 130 --sources", 2, 0);
    assert_same("run plans/a.toml plans/c.toml -n 130 --sources", 5, 0);
    assert_same("compare small.toml plan.toml -n 130 --sources", 2, 0);
}
