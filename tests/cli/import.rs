//! `import dfe`: from published tables to a scenario that can be checked and, its blanks filled in, run.

use crate::harness::Test;

/// A run in a folder with made-up tables, and a file that is no table.
fn in_tables(arguments: &str) -> Test {
    Test::new(arguments)
        .file("tables/workforce.csv", include_str!("../import/workforce.csv"))
        .file("tables/referrals.csv", include_str!("../import/referrals.csv"))
        .file("tables/other.csv", "a,b\n1,2\n")
}

#[test]
fn an_authority_becomes_a_scenario_that_runs_once_its_blanks_are_filled_in() {
    let done = in_tables("import dfe tables --authority E00000004 --at 2023 --months 24").stderr("").run();
    assert!(done.stdout.starts_with("Wrote shire-4-county-of-2023.toml\n"), "{}", done.stdout);
    assert!(done.stdout.contains("  other.csv: not used (no table that is read)\n"), "{}", done.stdout);
    assert!(done.stdout.contains("lists the 2 blanks"), "{}", done.stdout);
    let text = done.read("shire-4-county-of-2023.toml");
    let checked = done.again("check shire-4-county-of-2023.toml").code(2).run();
    assert_eq!(checked.stderr.matches("error[").count(), 2, "{}", checked.stderr);
    assert_eq!(checked.stderr.matches("error[E038]").count(), 2, "{}", checked.stderr);
    let filled: String = text
        .lines()
        .map(|line| match line.split_once("{ blank = ") {
            Some((key, _)) => format!("{key}10\n"),
            None => format!("{line}\n"),
        })
        .collect();
    let run = Test::new("run filled.toml -n 20").file("filled.toml", filled).run();
    assert!(run.path("outputs/filled/manifest.json").is_file());
}

#[test]
fn a_scenario_that_exists_is_not_changed() {
    let arguments = "import dfe tables --authority E00000007";
    let done = in_tables(arguments).run();
    let again = done.again(arguments).code(1).stdout("").run();
    assert!(
        again.stderr.starts_with("error: `shire-7-2024.toml` already exists and was not changed"),
        "{}",
        again.stderr
    );
    let other = again.again(&format!("{arguments} --out plans/seven")).run();
    assert_eq!(other.read("plans/seven.toml"), other.read("shire-7-2024.toml"));
}

#[test]
fn what_cannot_be_imported_is_an_error() {
    let error = |test: Test| test.code(2).stdout("").run().stderr;
    assert!(error(Test::new("import dfe nowhere --authority Devon")).starts_with("error: cannot read `nowhere`: "));
    let none = error(Test::new("import dfe empty --authority Devon").folder("empty"));
    assert!(none.starts_with("error: `empty` has no CSV file\n"), "{none}");
    let unknown = error(in_tables("import dfe tables --authority Shyre"));
    assert!(unknown.starts_with("error: no authority in these tables is called `Shyre`"), "{unknown}");
    let damaged =
        in_tables("import dfe tables --authority Shire").file("tables/workforce.csv", "time_period,la_name,x\n");
    let damaged = error(damaged);
    assert!(damaged.starts_with("error: these files: no file is a table of the DfE's"), "{damaged}");
}
