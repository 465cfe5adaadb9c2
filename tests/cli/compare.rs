//! `compare`: plans on the same futures.

use std::collections::BTreeMap;

use staffcast::examples::SMALL;
use staffcast::plan::Plan;
use staffcast::run::Layout;
use staffcast::scenario::Scenario;

use crate::harness::{Outcome, Test, table};

const POSTS: &str = "base = \"small.toml\"\nname = \"More posts\"\n\n[team.cin]\nestablishment = 14\n";

fn compare(plan: &str, arguments: &str) -> Outcome {
    Test::new(&format!("compare small.toml plan.toml {arguments}"))
        .file("small.toml", SMALL)
        .file("plan.toml", plan)
        .run()
}

type Row = BTreeMap<String, String>;

/// The row of a file that has these fields.
fn row<'r>(rows: &'r [Row], wanted: &[(&str, &str)]) -> &'r Row {
    let is = |row: &&Row| wanted.iter().all(|(column, value)| row[*column] == *value);
    rows.iter().find(is).unwrap_or_else(|| panic!("no row has {wanted:?}"))
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} is {:?}", row[column]))
}

/// The figures of a measure of the service in the last month, future by future, under a scenario.
fn futures(name: &str, files: &[(&str, &str)], measure: &str, n: u64) -> Vec<f64> {
    let files: BTreeMap<String, String> =
        files.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
    let scenario = Scenario::load(name, &files).unwrap();
    let plan = Plan::new(&scenario);
    let is_it = |one: &staffcast::scenario::SeriesRead| {
        one.series.measure.id == measure && one.series.team.is_none() && one.series.of.is_none()
    };
    let series = plan.series().iter().position(is_it).unwrap();
    let cell = Layout::new(&plan).month(plan.calendar().months - 1, series);
    (1..=n).map(|future| plan.future(future).values[cell]).collect()
}

#[test]
fn a_difference_is_that_of_the_same_futures_one_by_one() {
    let done = compare(POSTS, "-n 300");
    let rows = table(&done.read("outputs/compare-small/differences.csv"));
    for (measure, lower_is_better) in [("agency_rate", true), ("permanent_fte", false), ("cost", true)] {
        let base = futures("small.toml", &[("small.toml", SMALL)], measure, 300);
        let plan = futures("plan.toml", &[("small.toml", SMALL), ("plan.toml", POSTS)], measure, 300);
        let differences: Vec<f64> = plan.iter().zip(&base).map(|(plan, base)| plan - base).collect();
        let mean = differences.iter().sum::<f64>() / 300.0;
        let squares: f64 = differences.iter().map(|d| (d - mean) * (d - mean)).sum();
        let better = differences.iter().filter(|&&d| if lower_is_better { d < 0.0 } else { d > 0.0 }).count();
        let row = row(&rows, &[("month", "2017-03"), ("team", "service"), ("measure", measure), ("of", "")]);
        let near = |column: &str, expected: f64, within: f64| {
            assert!(
                (number(row, column) - expected).abs() <= within,
                "{measure} {column} is {}, not {expected}",
                row[column]
            );
        };
        // Files have two decimals of pounds, six of shares; percentiles and errors come of single precision.
        let within = if measure == "cost" { 0.01 } else { 2e-6 };
        near("mean", mean, within);
        near("mc_error", (squares / 299.0 / 300.0).sqrt(), within * 2.0 + mean.abs() * 1e-4);
        near("p_better", better as f64 / 300.0, 1e-4);
        assert_eq!(row["n_defined"], "300");
    }
}

#[test]
fn a_plan_that_changes_nothing_differs_in_nothing() {
    let done = compare("base = \"small.toml\"\nname = \"The same\"\n", "-n 100");
    for file in ["differences", "differences_years"] {
        for row in table(&done.read(&format!("outputs/compare-small/{file}.csv"))) {
            if row["n_defined"] != "0" {
                assert_eq!(
                    (row["mean"].as_str(), row["p95"].as_str(), row["mc_error"].as_str()),
                    ("0", "0", "0"),
                    "{row:?}"
                );
            }
        }
    }
    assert!(done.stdout.contains("no change"), "{}", done.stdout);
    assert!(done.stdout.contains("in no future within this run"), "{}", done.stdout);
}

#[test]
fn a_cost_paid_once_is_lost_in_every_future_and_never_paid_back() {
    let plan = "base = \"small.toml\"\nname = \"Paid\"\n\n[change.fee]\nfrom = \"2016-06\"\ncost_once = 10_000\n";
    let done = compare(plan, "-n 50");
    let rows = table(&done.read("outputs/compare-small/savings.csv"));
    let at = |line: &str, period: &str| {
        let row = row(&rows, &[("line", line), ("period", period), ("year", "2016-17")]);
        (number(row, "mean"), number(row, "p10"), number(row, "p_positive"))
    };
    assert_eq!(at("net_saving", "cumulative"), (-10_000.0, -10_000.0, 0.0));
    assert_eq!(at("plan_costs", "year"), (10_000.0, 10_000.0, 1.0));
    assert_eq!(at("gross_saving", "year"), (0.0, 0.0, 0.0));
    assert_eq!(at("agency_fte_displaced", "cumulative"), (0.0, 0.0, 0.0));
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    assert_eq!((ranking[0]["payback_p50"].as_str(), ranking[0]["p_pays_back"].as_str()), ("not within the run", "0"));
    // Of values in single precision.
    assert!((number(&ranking[0], "worst_tenth_mean") + 10_000.0).abs() < 0.1);
}

#[test]
fn an_outlay_is_paid_back_in_the_month_in_which_it_is_saved() {
    // £10,000 out in May, £2,500 a month back from June on: above water in the fifth month, October.
    let plan = "base = \"small.toml\"\nname = \"Paid back\"\n\n[change.fee]\nfrom = \"2016-05\"\ncost_once = 10_000\n\
                \n[change.income]\nfrom = \"2016-06\"\ncost_per_month = -2_500\n";
    let done = compare(plan, "-n 50");
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    assert_eq!((ranking[0]["payback_p50"].as_str(), ranking[0]["p_pays_back"].as_str()), ("2016-10", "1"));
    assert!(
        done.stdout.contains("Pays for itself: in every future; by Oct 2016 in half of futures"),
        "{}",
        done.stdout
    );
}

#[test]
fn gross_saving_less_plan_costs_is_the_net_saving_in_every_year() {
    let done = compare(POSTS, "-n 200");
    let rows = table(&done.read("outputs/compare-small/savings.csv"));
    let mean = |line: &str| number(row(&rows, &[("line", line), ("period", "cumulative")]), "mean");
    assert!((mean("gross_saving") - mean("plan_costs") - mean("net_saving")).abs() < 0.02);
    // Where agency staff are displaced, what that costs is all that is spent more but on them.
    let fewer = compare(&POSTS.replace("14", "10"), "-n 200");
    let rows = table(&fewer.read("outputs/compare-small/savings.csv"));
    let mean = |line: &str| number(row(&rows, &[("line", line), ("period", "cumulative")]), "mean");
    let cost = (mean("agency_spend_saved") - mean("net_saving")) / mean("agency_fte_displaced");
    let told = mean("cost_per_agency_fte_year_displaced");
    assert!((told - cost).abs() < cost.abs() * 0.02 + 0.1, "{told} and {cost}");
    assert!(mean("agency_spend_saved").abs() > 1.0);
}

#[test]
fn another_calendar_or_price_base_is_refused_with_the_lines_to_change() {
    for (line, said) in [
        (
            "start = \"2016-05\"",
            "`start` must be the same in both: it is 2016-04 in the base (small.toml:4:9) and 2016-05",
        ),
        ("months = 24", "`months` must be the same in both: it is 12 in the base (small.toml:5:10) and 24"),
        (
            "[money]\ninflation = 0.03",
            "`money.inflation` must be the same in both: it is 0 in the base (left out of small.toml) and 0.03",
        ),
        (
            "[money]\nbase_year = \"2014-15\"",
            "`money.base_year` must be the same in both: it is 2016-17 in the base (left out of small.toml) and 2014-15",
        ),
    ] {
        let plan = format!("base = \"small.toml\"\nname = \"Other\"\n{line}\n");
        let done = Test::new("compare small.toml plan.toml -n 10")
            .file("small.toml", SMALL)
            .file("plan.toml", plan)
            .stdout("")
            .code(2)
            .run();
        assert!(done.stderr.contains(said), "{}", done.stderr);
        assert!(done.stderr.contains("(plan.toml:"), "{}", done.stderr);
        assert!(!done.path("outputs").exists());
    }
}

#[test]
fn all_that_stands_in_the_way_of_all_plans_is_told_at_once() {
    let plan = |lines: &str| format!("base = \"small.toml\"\nname = \"Other\"\n{lines}\n");
    let done = Test::new("compare small.toml one.toml two.toml three.toml -n 10")
        .file("small.toml", SMALL)
        .file("one.toml", plan("months = 24\n[money]\ninflation = 0.03"))
        .file("two.toml", plan("start = \"2016-05\""))
        .file("three.toml", plan(""))
        .stdout("")
        .code(2)
        .run();
    let errors: Vec<&str> = done.stderr.lines().filter(|line| line.starts_with("error: ")).collect();
    let places = ["(one.toml:3:10)", "(one.toml:5:13)", "(two.toml:3:9)"];
    assert_eq!(errors.len(), places.len(), "{}", done.stderr);
    for (error, place) in errors.iter().zip(places) {
        assert!(error.contains(place), "{error}");
    }
}

/// The rows of a table in a JSON document, with every figure as the data files write it.
fn as_rows(value: &serde_json::Value) -> Vec<BTreeMap<String, String>> {
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Number(number) => {
            let text = number.to_string();
            text.strip_suffix(".0").unwrap_or(&text).to_owned()
        }
        other => other.to_string(),
    };
    let row = |row: &serde_json::Value| {
        row.as_object().unwrap().iter().map(|(key, value)| (key.clone(), text(value))).collect()
    };
    value.as_array().unwrap().iter().map(row).collect()
}

#[test]
fn the_document_for_programs_has_the_tables_of_the_data_files() {
    let done = Test::new("compare small.toml plan.toml -n 50 --attribution --futures futures")
        .file("small.toml", SMALL)
        .file("plan.toml", POSTS)
        .file("futures/surge.toml", SURGE)
        .run();
    let read = |name: &str| done.read(&format!("outputs/compare-small/{name}"));
    let document: serde_json::Value = serde_json::from_str(&read("comparison.json")).unwrap();
    for (key, file) in
        [("savings_by_year", "savings.csv"), ("attribution", "attribution.csv"), ("futures", "futures.csv")]
    {
        let rows = table(&read(file));
        assert!(!rows.is_empty(), "{file}");
        assert_eq!(as_rows(&document[key]), rows, "{file}");
    }
}

#[test]
fn other_teams_are_compared_where_both_have_them_with_a_note() {
    let plan =
        "base = \"small.toml\"\nname = \"A new team\"\n\n[team.court]\nname = \"Court team\"\nestablishment = 3\n";
    let done = compare(plan, "-n 20");
    assert!(done.stdout.contains("both have, not Court team (`court`)."), "{}", done.stdout);
    let rows = table(&done.read("outputs/compare-small/differences.csv"));
    assert!(rows.iter().all(|row| row["team"] != "court"));
    assert!(rows.iter().any(|row| row["team"] == "cin"));
    row(&rows, &[("month", "2016-04"), ("team", "service"), ("measure", "establishment")]);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let one = compare(POSTS, "-n 500 --threads 1 --independent");
    let two = compare(POSTS, "-n 500 --threads 2 --independent");
    assert_eq!(one.contents("outputs"), two.contents("outputs"));
}

#[test]
fn pairing_is_worth_something_and_what_it_is_worth_can_be_measured() {
    let said = |arguments: &str| {
        let done = compare(POSTS, arguments);
        let rows = table(&done.read("outputs/compare-small/pairing.csv"));
        let row = row(&rows, &[("measure", "cost"), ("team", "service")]);
        (number(row, "variance_ratio"), row["measured"].clone())
    };
    let (expected, measured) = said("-n 2000");
    assert_eq!(measured, "false");
    let (found, measured) = said("-n 2000 --independent");
    assert_eq!(measured, "true");
    assert!(expected > 3.0, "{expected}");
    // Two estimates of one ratio, from 2,000 futures each.
    assert!((found / expected - 1.0).abs() < 0.2, "{found} and {expected}");
}

#[test]
fn json_prints_the_comparison_and_nothing_else() {
    let done = compare(POSTS, "-n 50 --json");
    let printed: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(printed["alternatives"][0]["alternative"], "plan");
    assert_eq!(done.stdout, done.read("outputs/compare-small/comparison.json"));
}

#[test]
fn the_table_keeps_to_its_width_and_ranks_what_saves_most_first() {
    let dear = POSTS.replace("More posts", "Dear").replace("14", "20");
    let done = Test::new("compare small.toml plans -n 100")
        .file("small.toml", SMALL)
        .file("plans/a_dear_plan_with_a_name_that_is_long.toml", dear.replace("small.toml", "../small.toml"))
        .file("plans/b.toml", POSTS.replace("small.toml", "../small.toml"))
        .run();
    let wide: Vec<&str> = done.stdout.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:#?}");
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    let net: Vec<f64> = ranking.iter().map(|row| number(row, "net_saving_mean")).collect();
    assert!(net[0] >= net[1], "{net:?}");
}

#[test]
fn too_many_futures_to_hold_are_refused() {
    let done = Test::new("compare small.toml plan.toml -n 100000000")
        .file("small.toml", SMALL)
        .file("plan.toml", POSTS)
        .stdout("")
        .code(2)
        .run();
    assert!(done.stderr.contains("cannot be held in memory at once; at most"), "{}", done.stderr);
}

const SURGE: &str = "base = \"../small.toml\"\nname = \"Surge\"\n\n[change.surge]\nfrom = \"2016-06\"\n\
    multiply = { \"demand.contacts.per_month\" = 1.5 }\n";

#[test]
fn plans_are_tried_in_futures_with_their_worst_case_and_regret() {
    let done = Test::new("compare small.toml plan.toml -n 200 --futures futures")
        .file("small.toml", SMALL)
        .file("plan.toml", POSTS)
        .file("futures/surge.toml", SURGE)
        .run();
    let rows = table(&done.read("outputs/compare-small/futures.csv"));
    let at = |measure: &str, plan: &str, future: &str, column: &str| {
        number(row(&rows, &[("measure", measure), ("plan", plan), ("future", future)]), column)
    };
    let given = "as the scenarios say";
    // More contacts, more cases; in each future some plan is best.
    assert!(at("caseload", "small", "surge", "mean") > at("caseload", "small", given, "mean") + 0.5);
    for future in [given, "surge"] {
        let regrets = ["small", "plan"].map(|plan| at("agency_rate", plan, future, "regret"));
        assert!(regrets.contains(&0.0) && regrets.iter().all(|&regret| regret >= 0.0), "{regrets:?}");
    }
    let means = [given, "surge"].map(|future| at("cost", "plan", future, "mean"));
    let worst = row(&rows, &[("measure", "cost"), ("plan", "plan"), ("is_worst_case", "true")]);
    assert!((number(worst, "mean") - means[0].max(means[1])).abs() < 0.01);
    // What stands in the table of the futures is what the comparison says of the scenarios as they are.
    let savings = table(&done.read("outputs/compare-small/savings.csv"));
    let net = number(row(&savings, &[("line", "net_saving"), ("period", "cumulative"), ("year", "2016-17")]), "mean");
    assert!((at("cost", "small", given, "mean") - at("cost", "plan", given, "mean") - net).abs() < 0.03);
    assert!(done.stdout.contains("Plans against futures\n  0 as the scenarios say\n  1 surge\n"), "{}", done.stdout);
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
}

#[test]
fn a_plan_is_laid_over_its_future() {
    // The plan sets what the future multiplies: the later has the last word.
    let plan = "base = \"small.toml\"\nname = \"Cap\"\n\n[change.cap]\nfrom = \"2016-06\"\n\
                set = { \"demand.contacts.per_month\" = 100 }\n";
    let done = Test::new("compare small.toml plan.toml -n 100 --futures futures/surge.toml")
        .file("small.toml", SMALL)
        .file("plan.toml", plan)
        .file("futures/surge.toml", SURGE)
        .run();
    let rows = table(&done.read("outputs/compare-small/futures.csv"));
    let caseload = |plan: &str, future: &str| {
        row(&rows, &[("measure", "caseload"), ("plan", plan), ("future", future)])["mean"].clone()
    };
    assert_eq!(caseload("plan", "surge"), caseload("plan", "as the scenarios say"));
    assert_ne!(caseload("small", "surge"), caseload("small", "as the scenarios say"));
}

#[test]
fn a_future_of_another_scenario_is_refused() {
    let done = Test::new("compare small.toml plan.toml -n 10 --futures surge.toml")
        .file("small.toml", SMALL)
        .file("other.toml", SMALL)
        .file("plan.toml", POSTS)
        .file("surge.toml", SURGE.replace("../small", "other"))
        .stdout("")
        .code(2)
        .run();
    let said = "it must be an overlay on the scenario that the plans are for, `small.toml`, and is on `other.toml`";
    assert!(done.stderr.contains(said), "{}", done.stderr);
    assert!(!done.path("outputs").exists());
}

#[test]
fn files_of_another_comparison_do_not_stay_beside_the_new_ones() {
    let first = Test::new("compare small.toml plan.toml -n 20 --futures surge.toml")
        .file("small.toml", SMALL)
        .file("plan.toml", POSTS)
        .file("surge.toml", SURGE.replace("../", ""))
        .run();
    assert!(first.path("outputs/compare-small/futures.csv").exists());
    let second = first.again("compare small.toml plan.toml -n 20").run();
    assert!(!second.path("outputs/compare-small/futures.csv").exists());
    assert!(second.path("outputs/compare-small/ranking.csv").exists());
}
