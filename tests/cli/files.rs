//! The files written by a run, as read by an analyst's script.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test, table};

/// A scenario that uses everything: every measure, budgets, targets, reported figures, a campaign, opening staff as
/// CSV.
const FULL: &str = include_str!("full.toml");
const STAFF: &str = "id,team,route,stage,heads,months_in_service,months_in_stage\nfirst_year,cin,nqsw,asye,2,6,6\n";

pub(crate) fn full(arguments: &str) -> Outcome {
    Test::new(arguments).file("full.toml", FULL).file("staff.csv", STAFF).stderr("").run()
}

#[test]
fn monthly_csv_has_the_columns_and_measures_that_scripts_rely_on() {
    let done = full("run full.toml -n 60 --quiet");
    let text = done.read("outputs/full/monthly.csv");
    let header = "month,team,measure,of,unit,n_defined,mean,p05,p10,p25,p50,p75,p90,p95,mc_error";
    assert_eq!(text.lines().next(), Some(header));
    let rows = table(&text);
    let measures: BTreeSet<&str> = rows.iter().map(|row| row["measure"].as_str()).collect();
    for measure in [
        "agency_rate",
        "permanent_fte",
        "agency_fte",
        "vacancy_rate",
        "turnover",
        "caseload",
        "caseload_full_load",
        "unallocated",
        "handovers",
        "contacts",
        "referrals",
        "assessments_completed",
        "assessments_in_time",
        "strategy_discussions",
        "on_child_protection_plan",
        "cost",
    ] {
        assert!(measures.contains(measure), "{measure}");
    }
    // The opening, and every month.
    let months: BTreeSet<&str> = rows.iter().map(|row| row["month"].as_str()).collect();
    assert_eq!((months.first(), months.last(), months.len()), (Some(&"2016-01"), Some(&"2017-06"), 18));
    let teams: BTreeSet<&str> = rows.iter().map(|row| row["team"].as_str()).collect();
    assert_eq!(teams, BTreeSet::from(["cin", "mash", "service", "support"]));
}

#[test]
fn percentiles_rise_and_rates_are_fractions() {
    let done = full("run full.toml -n 60 --quiet");
    for row in table(&done.read("outputs/full/monthly.csv")) {
        if row["n_defined"] == "0" {
            assert!(["mean", "p05", "p50", "p95", "mc_error"].iter().all(|column| row[*column].is_empty()), "{row:?}");
            continue;
        }
        let figures =
            ["p05", "p10", "p25", "p50", "p75", "p90", "p95"].map(|column| row[column].parse::<f64>().unwrap());
        assert!(figures.windows(2).all(|pair| pair[0] <= pair[1]), "{row:?}");
        if row["unit"] == "share" {
            assert!(figures.iter().all(|figure| (0.0..=1.0).contains(figure)), "{row:?}");
        }
    }
}

#[test]
fn a_series_has_one_row_for_each_month() {
    let done = full("run full.toml -n 20 --quiet");
    let mut seen = BTreeSet::new();
    for row in table(&done.read("outputs/full/monthly.csv")) {
        let key = ["month", "team", "measure", "of"].map(|column| row[column].clone());
        assert!(seen.insert(key.clone()), "{key:?} stands twice");
    }
}

#[test]
fn a_years_cost_is_the_sum_of_its_months() {
    let done = full("run full.toml -n 60 --quiet");
    let of_cost = |row: &BTreeMap<String, String>| row["measure"] == "cost";
    let year_of = |month: &str| {
        let (year, month) = month.split_once('-').unwrap();
        let (year, month): (i32, i32) = (year.parse().unwrap(), month.parse().unwrap());
        let first = if month >= 4 { year } else { year - 1 };
        format!("{first}-{:02}", (first + 1) % 100)
    };
    let mut sums: BTreeMap<[String; 3], f64> = BTreeMap::new();
    for row in
        table(&done.read("outputs/full/monthly.csv")).iter().filter(|row| of_cost(row) && !row["mean"].is_empty())
    {
        // The opening has no cost of its own: its month lies before the run.
        if row["month"] != "2016-01" {
            let key = [year_of(&row["month"]), row["team"].clone(), row["of"].clone()];
            *sums.entry(key).or_default() += row["mean"].parse::<f64>().unwrap();
        }
    }
    let years = table(&done.read("outputs/full/years.csv"));
    let years: Vec<_> = years.into_iter().filter(of_cost).collect();
    assert_eq!(years.len(), sums.len());
    for row in years {
        let sum = sums[&[row["year"].clone(), row["team"].clone(), row["of"].clone()]];
        let year: f64 = row["mean"].parse().unwrap();
        assert!((year - sum).abs() <= 0.01 * 12.0, "{row:?}: the months sum to {sum}");
    }
}

#[test]
fn years_csv_states_the_months_covered() {
    let done = full("run full.toml -n 20 --quiet");
    let rows = table(&done.read("outputs/full/years.csv"));
    let covered: BTreeSet<(String, String)> =
        rows.into_iter().map(|row| (row["year"].clone(), row["months_covered"].clone())).collect();
    let expected = [("2015-16", "2"), ("2016-17", "12"), ("2017-18", "3")];
    assert_eq!(covered, expected.map(|(year, months)| (year.to_owned(), months.to_owned())).into());
}

#[test]
fn the_lines_of_cost_sum_to_the_cost() {
    let done = full("run full.toml -n 20 --quiet");
    let rows = table(&done.read("outputs/full/years.csv"));
    let mean = |row: &BTreeMap<String, String>| row["mean"].parse::<f64>().unwrap();
    for year in ["2015-16", "2016-17", "2017-18"] {
        let cost: Vec<_> = rows.iter().filter(|row| row["year"] == year && row["measure"] == "cost").collect();
        let total = cost.iter().find(|row| row["team"] == "service" && row["of"].is_empty()).unwrap();
        let lines: f64 = cost.iter().filter(|row| !row["of"].is_empty()).map(|row| mean(row)).sum();
        assert!((mean(total) - lines).abs() <= 0.1, "{year}: {} and {lines}", mean(total));
    }
}

#[test]
fn the_manifest_has_a_digest_of_every_file() {
    let done = full("run full.toml -n 20 --quiet");
    let manifest: serde_json::Value = serde_json::from_str(&done.read("outputs/full/manifest.json")).unwrap();
    let sha256 = |bytes: &[u8]| -> String {
        Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    };
    let mut named = vec!["manifest.json".to_owned()];
    for output in manifest["outputs"].as_array().unwrap() {
        let name = output["name"].as_str().unwrap();
        assert_eq!(output["sha256"], sha256(&fs::read(done.path("outputs/full").join(name)).unwrap()), "{name}");
        named.push(name.to_owned());
    }
    named.sort();
    let written: Vec<String> = done.contents("outputs/full").into_iter().map(|(name, _)| name).collect();
    assert_eq!(written, named);
    let sources = manifest["sources"].as_array().unwrap();
    assert_eq!(sources.iter().map(|one| &one["name"]).collect::<Vec<_>>(), ["full.toml", "staff.csv"]);
    for source in sources {
        let name = source["name"].as_str().unwrap();
        assert_eq!(source["sha256"], sha256(&fs::read(done.path(name)).unwrap()), "{name}");
    }
    assert_eq!((&manifest["seed"], &manifest["replications"]), (&5.into(), &20.into()));
}

#[test]
fn opening_staff_in_a_csv_file_affect_the_digests() {
    let digest = |done: &Outcome| {
        let manifest: serde_json::Value = serde_json::from_str(&done.read("outputs/full/manifest.json")).unwrap();
        (manifest["scenario"].clone(), manifest["sources"].clone())
    };
    let one = full("run full.toml -n 5 --quiet");
    let other = Test::new("run full.toml -n 5 --quiet")
        .file("full.toml", FULL)
        .file("staff.csv", STAFF.replace(",2,6", ",3,6"));
    assert_ne!(digest(&one).1, digest(&other.run()).1);
}

#[test]
fn no_output_contains_a_local_path_or_a_time() {
    let done = full("run full.toml -n 20");
    let folder = done.path("").to_string_lossy().into_owned();
    let home = std::env::var("HOME").unwrap_or("/nowhere/at/all".into());
    for (name, bytes) in done.contents("outputs") {
        let text = String::from_utf8(bytes).unwrap();
        for place in [folder.trim_end_matches('/'), env!("CARGO_MANIFEST_DIR"), &home] {
            assert!(place.len() < 3 || !text.contains(place), "{name} has {place}");
        }
    }
}

#[test]
fn running_again_does_not_touch_any_file() {
    let first = full("run full.toml -n 50 --quiet");
    let before = first.contents("outputs");
    let written = |done: &Outcome| fs::metadata(done.path("outputs/full/manifest.json")).unwrap().modified().unwrap();
    let time = written(&first);
    let second = first.again("run full.toml -n 50 --quiet").run();
    assert!(before == second.contents("outputs"));
    assert_eq!(time, written(&second));
}

#[test]
fn a_missing_or_changed_file_is_restored() {
    let first = full("run full.toml -n 50 --quiet");
    let before = first.contents("outputs");
    fs::remove_file(first.path("outputs/full/years.csv")).unwrap();
    fs::write(first.path("outputs/full/cost.svg"), "scribbled over").unwrap();
    let second = first.again("run full.toml -n 50 --quiet").run();
    // What was changed is kept beside it.
    assert_eq!(second.read("outputs/full/cost (kept).svg"), "scribbled over");
    fs::remove_file(second.path("outputs/full/cost (kept).svg")).unwrap();
    assert!(before == second.contents("outputs"));
}

#[test]
fn the_seed_determines_the_futures() {
    let results =
        |seed: u64| full(&format!("run full.toml -n 50 --quiet --seed {seed}")).read("outputs/full/monthly.csv");
    assert_eq!(results(5), full("run full.toml -n 50 --quiet").read("outputs/full/monthly.csv"));
    assert_ne!(results(5), results(6));
    results(i64::MAX.unsigned_abs());
}

#[test]
fn layout_and_comments_do_not_affect_the_scenario_digest() {
    let one = Test::new("run small.toml -n 50 --quiet").file("small.toml", SMALL).run();
    let text =
        format!("\u{feff}# a remark\n{}", SMALL.replace("heads = 8", "heads   =   8 # eight")).replace('\n', "\r\n");
    let other = Test::new("run small.toml -n 50 --quiet").file("small.toml", text).stderr("").run();
    let digest = |done: &Outcome| {
        let manifest: serde_json::Value = serde_json::from_str(&done.read("outputs/small/manifest.json")).unwrap();
        manifest["scenario"].clone()
    };
    assert_eq!(digest(&one), digest(&other));
    assert_eq!(one.read("outputs/small/monthly.csv"), other.read("outputs/small/monthly.csv"));
}

#[test]
fn opening_staff_may_have_a_byte_order_mark_and_windows_line_ends() {
    let one = full("run full.toml -n 20 --quiet");
    let staff = format!("\u{feff}{}", STAFF.replace('\n', "\r\n"));
    let other =
        Test::new("run full.toml -n 20 --quiet").file("full.toml", FULL).file("staff.csv", staff).stderr("").run();
    assert_eq!(one.read("outputs/full/monthly.csv"), other.read("outputs/full/monthly.csv"));
}

#[test]
fn the_path_of_opening_staff_is_relative_to_the_scenario() {
    let done = Test::new("run plans/full.toml -n 5 --quiet")
        .file("plans/full.toml", FULL)
        .file("plans/staff.csv", STAFF)
        .stderr("")
        .run();
    assert!(Path::new(&done.path("outputs/full/manifest.json")).is_file());
}

#[test]
fn targets_budgets_and_reported_figures_have_files_of_their_own() {
    let done = full("run full.toml -n 40 --quiet");
    let targets = table(&done.read("outputs/full/targets.csv"));
    assert_eq!(targets.iter().map(|row| row["target"].as_str()).collect::<Vec<_>>(), ["agency", "plans", "spend"]);
    for row in &targets {
        assert!((0.0..=1.0).contains(&row["probability"].parse::<f64>().unwrap()), "{row:?}");
    }
    let budgets = table(&done.read("outputs/full/budgets.csv"));
    assert_eq!(budgets.iter().map(|row| row["months_covered"].as_str()).collect::<Vec<_>>(), ["12", "3"]);
    let reported = table(&done.read("outputs/full/reported.csv"));
    assert_eq!((reported.len(), reported[0]["value"].as_str()), (1, "0.3"));
}

#[test]
fn without_targets_the_targets_file_has_no_rows() {
    let done = Test::new("run small.toml -n 5 --quiet").file("small.toml", SMALL).run();
    assert_eq!(done.read("outputs/small/targets.csv").lines().count(), 1);
    assert!(!done.path("outputs/small/budgets.csv").exists());
}

#[test]
fn a_single_future_has_no_standard_error() {
    let done = full("run full.toml -n 1 --quiet");
    for (file, columns) in [
        ("monthly.csv", &["mc_error"][..]),
        ("targets.csv", &["mc_error"]),
        ("budgets.csv", &["p_mc_error", "mc_error"]),
        ("reported.csv", &["mc_error"]),
    ] {
        for row in table(&done.read(&format!("outputs/full/{file}"))) {
            assert!(columns.iter().all(|column| row[*column].is_empty()), "{file}: {row:?}");
        }
    }
    let summary: serde_json::Value = serde_json::from_str(&done.read("outputs/full/summary.json")).unwrap();
    assert_eq!(summary["targets"][0]["n_defined"], 1);
    assert!(summary["targets"][0]["mc_error"].is_null() && summary["budgets"][0]["mc_error"].is_null(), "{summary}");
}

#[test]
fn no_text_of_a_scenario_becomes_a_formula() {
    let formula = "=cmd|' /C calc'!A1";
    let text = FULL.replace("source = \"budget book\"", &format!("source = \"{formula}\""));
    assert_ne!(text, FULL);
    let done = Test::new("run full.toml -n 5 --quiet").file("full.toml", text).file("staff.csv", STAFF).run();
    let rows = table(&done.read("outputs/full/assumptions.csv"));
    assert!(rows.iter().any(|row| row["source"] == format!("'{formula}")));
    assert!(
        rows.iter().flat_map(|row| row.values()).all(|field| !field.starts_with(['=', '@', '+', '\t'])),
        "{rows:?}"
    );
    // Figures below zero stay figures.
    let budgets = table(&done.read("outputs/full/budgets.csv"));
    assert!(budgets.iter().all(|row| row["mean"].parse::<f64>().is_ok()), "{budgets:?}");
}

#[test]
fn cautions_are_plain_sentences() {
    let text = SMALL.replace("cases = 200", "cases = 600");
    let done = Test::new("run small.toml -n 50 --quiet").file("small.toml", text).run();
    let summary: serde_json::Value = serde_json::from_str(&done.read("outputs/small/summary.json")).unwrap();
    let notes: Vec<&str> = summary["look_out"].as_array().unwrap().iter().map(|note| note.as_str().unwrap()).collect();
    assert!(notes[0].contains(" In Mar 2017, one future in ten has "), "{notes:?}");
    assert!(notes.iter().all(|note| !note.contains('\n') && !note.contains("  ")), "{notes:?}");
}
