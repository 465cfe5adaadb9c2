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
    assert!(chart.contains("80% range") && chart.contains("no change") && chart.contains("Turnover"), "{chart}");
    let cell = format!("<td><span class=\"range\">{:.0}%</span> <span class=\"range\">(", 100.0 * share);
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
fn a_folder_that_cannot_be_written_is_told_before_the_run() {
    // Nothing could be scored either, which would be found later.
    let done = in_tables("backtest tables --origins 2024 --out tables/referrals.csv").code(1).stdout("").run();
    assert!(done.stderr.starts_with("error: cannot write `tables/referrals.csv/backtest-tables`: "), "{}", done.stderr);
    // A folder that can be is left as it was.
    let done = in_tables("backtest tables --origins 2024 -n 50").code(2).run();
    assert!(!done.path("outputs").exists());
}

#[test]
fn a_table_that_was_cut_is_told_of() {
    let workforce = include_str!("../import/workforce.csv");
    let lines: Vec<&str> =
        workforce.lines().filter(|line| !line.starts_with("2017,") || line.contains("Shire 1")).collect();
    let done = in_tables(FEW).file("tables/workforce.csv", lines.join("\n") + "\n").run();
    let told = "warning: DfE, children's social work workforce: 2017 has 11 of the authorities, 2018 has 30: the table may be incomplete";
    assert!(done.stderr.starts_with(told), "{}", done.stderr);
}

#[test]
fn what_cannot_be_scored_is_an_error() {
    let error = |test: Test| test.code(2).stdout("").run().stderr;
    // Nothing later, too little before, and too little of the only authority: each with its reason.
    let none = error(in_tables("backtest tables --origins 2024 -n 50"));
    assert_eq!(
        none,
        "error: nothing can be scored; the tables have the censuses of 2017 to 2024\n  from 2024: the tables have no census of 2025 or \
         2027; choose an earlier origin or a shorter horizon\n"
    );
    let none = error(in_tables("backtest tables --origins 2017 -n 50"));
    assert!(none.contains("\n  from 2017: the tables have too few censuses a year apart up to 2017"), "{none}");
    let workforce = include_str!("../import/workforce.csv");
    let row = workforce.lines().find(|line| line.starts_with("2021,") && line.contains("E00000007")).expect("a row");
    let mut cells: Vec<&str> = row.split(',').collect();
    let changed = |cells: &[&str]| workforce.replace(row, &cells.join(","));
    let of_one = |text: String| {
        let test = in_tables("backtest tables --origins 2021 --authority E00000007 -n 50");
        error(test.file("tables/workforce.csv", text))
    };
    let cases = cells.len() - 2;
    cells[cases] = "z";
    let none = of_one(changed(&cells));
    assert!(none.contains("\n  from 2021: the census of Shire 7 in 2021 does not say cases"), "{none}");
    cells[cases] = "90";
    cells[5] = "9";
    cells[6] = "10";
    let none = of_one(changed(&cells));
    assert!(none.contains("\n  from 2021: Shire 7 had fewer than 20 FTE in 2021"), "{none}");
    let nobody = error(in_tables("backtest tables --authority Shyre"));
    assert!(nobody.starts_with("error: no authority in these tables is called `Shyre`"), "{nobody}");
    for (arguments, expected) in [
        ("backtest tables --origins 2024..2020", "expected two years such as 2018..2024, or one"),
        ("backtest tables --origins soon", "expected two years such as 2018..2024, or one"),
        ("backtest tables --horizons 0", "expected years from 0.25 to 10 in quarters"),
        ("backtest tables --horizons 0.5", "error: `--horizons 0.5`: a census is yearly, so horizons are whole years"),
        ("backtest tables --from 2020-01", "cannot be used with"),
        ("backtest", "--staff"),
        ("backtest tables --staff list.csv", "cannot be used with"),
        ("backtest --staff list.csv --origins 2020", "cannot be used with"),
        ("backtest --staff list.csv --pool tables", "cannot be used with"),
        ("backtest tables --authority=", "expected the name or the code of an authority"),
        ("import dfe tables --authority=", "expected the name or the code of an authority"),
        ("backtest tables -n 10", "percentiles need at least 50 futures"),
        ("backtest nowhere", "error: cannot read `nowhere`: "),
        ("backtest tables --pool nowhere", "error: cannot read `nowhere`: "),
    ] {
        let found = error(in_tables(arguments));
        assert!(found.contains(expected), "{arguments}: {found}");
    }
}

/// A list of 60 who stay and of some who leave and are replaced each quarter from 2018 to the end of 2024, with one agency worker at a time.
pub(crate) fn staff_list() -> String {
    let mut rows = vec!["Start date,Leaving date,FTE,Job title,Team,Agency".to_owned()];
    rows.extend((0..60).map(|n| format!("01/02/{},,1,Social worker,Duty,No", 2005 + n % 12)));
    for quarter in 0..28 {
        let (year, month) = (2018 + quarter / 4, 1 + 3 * (quarter % 4));
        // Two a quarter, and one more in every third.
        for person in 0..2 + u8::from(quarter % 3 == 0) {
            rows.push(format!(
                "05/{month:02}/{},20/{month:02}/{year},0.8,Social worker,Care,No",
                year - 1 - i32::from(person)
            ));
            rows.push(format!("0{}/{month:02}/{year},,1,NQSW,Duty,No", person + 1));
        }
        rows.push(format!("02/{month:02}/{year},28/{:02}/{year},1,Social worker,Care,Yes", month + 2));
        rows.push(format!("02/{month:02}/{year},,1,Social worker,Care,Yes"));
    }
    rows.join("\n") + "\n"
}

fn of_list(arguments: &str) -> Test {
    Test::new(arguments).file("list.csv", staff_list())
}

#[test]
fn a_councils_own_history_is_one_sentence_one_picture_and_its_scores() {
    let done = of_list("backtest --staff list.csv --authority Shire -n 64 --horizons 0.25,1").run();
    let told = &done.stdout;
    assert!(told.starts_with("Headings of list.csv, line 1; "), "{told}");
    assert!(told.contains("\nShire, quarters of Apr 2020 to Jul 2024, 64 futures each\n"), "{told}");
    let sentence = told.lines().skip_while(|line| !line.starts_with("Shire, ")).skip(1).collect::<Vec<_>>().join(" ");
    assert!(
        sentence.contains("80% ranges of permanent FTE one year ahead held ")
            && sentence.contains(" quarters (four separate years), "),
        "{told}"
    );
    assert!(told.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Headings")), "{told}");
    let folder = "outputs/backtest-list-shire";
    assert!(told.contains(&format!("Wrote {folder}/")), "{told}");
    let page = done.read(&format!("{folder}/report.html"));
    assert!(page.contains("id=\"own-history\"") && page.contains("Posts are not in the list"));
    let chart = done.read(&format!("{folder}/own-history.svg"));
    for words in ["What happened", "outside it", "80% range, forecast one year before"] {
        assert!(chart.contains(words), "{words}");
    }
    let scores = done.read(&format!("{folder}/scores.csv"));
    let row = scores.lines().find(|line| line.starts_with("permanent_fte,1,all,all,staffcast,")).expect("a row");
    // Fifteen quarters, the last in October 2023: 14 quarters and a year from the first to the last are four separate years.
    assert!(row.starts_with("permanent_fte,1,all,all,staffcast,") && row.ends_with(",4"), "{row}");
    let forecasts = done.read(&format!("{folder}/forecasts.csv"));
    let held = forecasts.lines().filter(|line| line.contains(",1,permanent_fte,staffcast,")).count();
    assert_eq!(row.split(',').nth(5), Some(held.to_string().as_str()), "{row}");
    assert!(forecasts.contains("\nShire,staff-list,2020-04,0.25,permanent_fte,staffcast,"), "{forecasts}");
    assert!(!forecasts.contains(",0.25,turnover,") && !forecasts.contains("caseload"));
    // Again with other threads, the same files.
    let manifest = done.read(&format!("{folder}/manifest.json"));
    let again = done.again("backtest --staff list.csv --authority Shire -n 64 --horizons 0.25,1 --threads 3").run();
    assert_eq!(again.read(&format!("{folder}/manifest.json")), manifest);
    let again = again.again("backtest --staff list.csv --authority Shire -n 64 --horizons 0.25,1 --png").run();
    assert!(again.path(&format!("{folder}/own-history.png")).is_file());
}

#[test]
fn the_rows_of_a_councils_own_history_are_those_of_many_authorities() {
    let keys = |done: &crate::harness::Outcome| {
        let rows: serde_json::Value = serde_json::from_str(&done.stdout).expect("JSON");
        let rows = rows.as_array().expect("an array").clone();
        let keys: Vec<String> = rows[0].as_object().expect("a row").keys().cloned().collect();
        (rows, keys)
    };
    let tables = in_tables("backtest tables --origins 2021 --horizons 1 --authority E00000007 -n 64 --json").run();
    let own = of_list("backtest --staff list.csv -n 64 --horizons 0.25 --from 2022-04 --json").run();
    let ((rows, own_keys), (_, keys)) = (keys(&own), keys(&tables));
    assert_eq!(own_keys, keys);
    let first = rows.iter().find(|row| row["origin"] == "2022-04").expect("the first origin");
    assert_eq!((first["horizon"].as_f64(), first["n"].as_u64()), (Some(0.25), Some(1)));
    assert!(first["coverage80_error"].is_null());
    assert!(rows.iter().all(|row| row["size"] == "all" && row["measure"] != "mean"));
    assert!(rows.iter().all(|row| ["staffcast", "no change"].contains(&row["method"].as_str().expect("a method"))));
}

#[test]
fn a_list_that_says_nothing_of_its_past_is_an_error() {
    let error = |arguments: &str, text: &str| {
        let done = Test::new(arguments).file("list.csv", text).code(2).run();
        assert!(!done.path("outputs").exists());
        done.stderr
    };
    let stayed = "Start date,FTE\n01/04/2015,1\n01/04/2020,0.5\n";
    let found = error("backtest --staff list.csv -n 64", stayed);
    assert!(found.starts_with("error: no permanent worker in the list left before May 2020: "), "{found}");
    let found = error("backtest --staff list.csv -n 64", "Start date,FTE\n,1\n");
    assert!(found.starts_with("error: no row can be placed\n  without a start date: line 2"), "{found}");
    let found = error("backtest --staff nowhere.csv -n 64", stayed);
    assert!(found.starts_with("error: cannot read `nowhere.csv`: "), "{found}");
    // If it is asked for, with a warning.
    let done = Test::new("backtest --staff list.csv -n 64 --horizons 1 --from 2018-01").file("list.csv", stayed).run();
    assert!(
        done.stderr.starts_with("warning: The list has nobody who left: 6 of the 6 quarters begin before that"),
        "{}",
        done.stderr
    );
}
