//! `backtest`: forecasts from past censuses, scored.

use crate::harness::Test;

/// A run in a folder with made-up tables.
fn in_tables(arguments: &str) -> Test {
    Test::new(arguments)
        .file("tables/workforce.csv", include_str!("../import/workforce.csv"))
        .file("tables/referrals.csv", include_str!("../import/referrals.csv"))
}

const FEW: &str = "backtest tables --origins 2020..2021 -n 64";

#[test]
fn the_scores_are_on_screen_and_in_the_files() {
    let done = in_tables(FEW).stderr("").run();
    let mut lines = done.stdout.lines();
    assert_eq!(lines.next(), Some("Back-test"));
    assert_eq!(lines.next(), Some("30 authorities, censuses of 2020 to 2021, 64 futures each"));
    for part in ["One year ahead ", "3 years ahead ", "Mean of the six ", " regression ", " staffcast recalibrated "] {
        assert!(done.stdout.contains(&format!("\n{part}")), "{part}: {}", done.stdout);
    }
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
    assert!(done.stdout.contains("Wrote outputs/backtest-tables/"), "{}", done.stdout);
    let scores = done.read("outputs/backtest-tables/scores.csv");
    let row = scores.lines().find(|line| line.starts_with("turnover,1,all,all,staffcast,")).expect("a row");
    let share: f64 = row.split(',').nth(7).and_then(|cell| cell.parse().ok()).expect("a number");
    let shown = done.stdout.lines().find(|line| line.starts_with("Turnover ")).expect("a line");
    assert_eq!(shown.split_whitespace().nth(2), Some(format!("{:.0}%", 100.0 * share).as_str()), "{shown} {row}");
    // The share is that of the forecasts in the other file.
    let forecasts = done.read("outputs/backtest-tables/forecasts.csv");
    let mut held = Vec::new();
    for line in forecasts.lines().filter(|line| line.contains(",1,turnover,staffcast,")) {
        let cells: Vec<f64> = line.rsplit(',').take(10).filter_map(|cell| cell.parse().ok()).collect();
        let [_, _, _, high, _, _, _, low, _, observed] = cells[..] else { panic!("{line}") };
        held.push(f64::from(u8::from(observed >= low && observed <= high)));
    }
    assert!(held.len() > 50);
    assert!((held.iter().sum::<f64>() / held.len() as f64 - share).abs() < 1e-4);
    let page = done.read("outputs/backtest-tables/report.html");
    assert!(
        page.contains("How often the ranges were right")
            && page.contains("depends on inputs that have not been tested")
    );
    // The chart has a dot for each share of its table, which are those of the scores.
    let chart = done.read("outputs/backtest-tables/coverage.svg");
    assert!(chart.contains("80% range") && chart.contains("no change") && chart.contains(">Turnover<"), "{chart}");
    let cell = format!("<td>{:.0}% (", 100.0 * share);
    assert!(page.contains("id=\"coverage\"") && page.contains(&cell), "{cell}");
    // Again, the same files; another kind of results is not written over them.
    let manifest = done.read("outputs/backtest-tables/manifest.json");
    let again = done.again(&format!("{FEW} --threads 3")).run();
    assert_eq!(again.read("outputs/backtest-tables/manifest.json"), manifest);
}

#[test]
fn json_has_a_row_for_every_score() {
    let one =
        in_tables("backtest tables --origins 2021 --horizons 1 --authority E00000007 -n 64 --json").stderr("").run();
    let rows: serde_json::Value = serde_json::from_str(&one.stdout).expect("JSON");
    let rows = rows.as_array().expect("an array");
    let mean = &rows[0];
    assert_eq!(
        (mean["measure"].as_str(), mean["origin"].as_str(), mean["size"].as_str()),
        (Some("mean"), Some("all"), Some("all"))
    );
    assert_eq!(
        (mean["n"].as_u64(), mean["horizon"].as_u64(), mean["method"].as_str()),
        (Some(1), Some(1), Some("staffcast"))
    );
    for key in ["coverage50", "coverage80", "coverage90", "below", "above", "width80", "crps", "skill"] {
        assert!(mean[key].is_number(), "{key}: {mean}");
    }
    assert!(mean["bias"].is_null());
    // Seven figures are too few for a chart.
    assert!(!one.path("outputs/backtest-tables-e00000007/coverage.svg").exists());
    // The results of one authority are not those of all.
    assert!(one.path("outputs/backtest-tables-e00000007/manifest.json").is_file());
    assert!(rows.iter().any(|row| row["origin"].as_i64() == Some(2021) && row["measure"].as_str() == Some("caseload")));
}

#[test]
fn what_cannot_be_scored_is_an_error() {
    let error = |test: Test| test.code(2).stdout("").run().stderr;
    let none = error(in_tables("backtest tables --origins 2024"));
    assert!(none.starts_with("error: none of these origins and horizons can be scored"), "{none}");
    let nobody = error(in_tables("backtest tables --authority Shyre"));
    assert!(nobody.starts_with("error: no authority in these tables is called `Shyre`"), "{nobody}");
    for (arguments, expected) in [
        ("backtest tables --origins 2024..2020", "expected two years such as 2018..2024, or one"),
        ("backtest tables --origins soon", "expected two years such as 2018..2024, or one"),
        ("backtest tables --horizons 0", "0 is not in 1..=10"),
        ("backtest tables -n 10", "percentiles need at least 50 futures"),
        ("backtest nowhere", "error: cannot read `nowhere`: "),
        ("backtest tables --pool nowhere", "error: cannot read `nowhere`: "),
    ] {
        let found = error(in_tables(arguments));
        assert!(found.contains(expected), "{arguments}: {found}");
    }
}
