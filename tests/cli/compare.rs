//! `compare`: comparison of plans on the same futures.

use std::collections::BTreeMap;

use staffcast::compare::{self, NamedPlan};
use staffcast::examples::SMALL;
use staffcast::internals::Layout;
use staffcast::plan::Plan;
use staffcast::run::Options;
use staffcast::scenario::{Scenario, Series};

use crate::harness::{Outcome, Test, table};

const POSTS: &str = "base = \"small.toml\"\nname = \"More posts\"\n\n[team.cin]\nestablishment = 14\n";

/// Three more permanent staff in posts covered by agency workers.
const MORE_STAFF: &str = "base = \"small.toml\"\nname = \"More staff\"\n\n[staff.more]\nteam = \"cin\"\n\
    route = \"experienced\"\nheads = 3\nmonths_in_service = 36\n";
/// Cheaper agency staff.
const CAP: &str = "base = \"small.toml\"\nname = \"A cap\"\n\n[agency]\ncharge_per_hour = 30\n";
/// Half the posts: money is saved, and cases wait.
const HALF: &str = "base = \"small.toml\"\nname = \"Half the posts\"\n\n[team.cin]\nestablishment = 6\n";

fn compare(plan: &str, arguments: &str) -> Outcome {
    Test::new(&format!("compare small.toml plan.toml {arguments}"))
        .file("small.toml", SMALL)
        .file("plan.toml", plan)
        .run()
}

type Row = BTreeMap<String, String>;

/// The row of a file with these fields.
fn row<'r>(rows: &'r [Row], wanted: &[(&str, &str)]) -> &'r Row {
    let is = |row: &&Row| wanted.iter().all(|(column, value)| row[*column] == *value);
    rows.iter().find(is).unwrap_or_else(|| panic!("no row has {wanted:?}"))
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} is {:?}", row[column]))
}

/// A measure of the service in the last month, for each replication of a scenario.
fn futures(name: &str, files: &[(&str, &str)], measure: &str, n: u64) -> Vec<f64> {
    let files: BTreeMap<String, String> =
        files.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
    let scenario = Scenario::load(name, &files).unwrap();
    let plan = Plan::new(scenario);
    let is_it = |one: Series| one.measure.id == measure && one.team.is_none() && one.of.is_none();
    let series = plan.series().position(is_it).unwrap();
    let cell = Layout::new(&plan).month(plan.calendar().months - 1, series);
    (1..=n).map(|future| plan.future(future).values[cell]).collect()
}

#[test]
fn a_difference_is_taken_future_by_future() {
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
fn a_plan_without_changes_has_no_differences() {
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
    assert!(done.stdout.contains("Costs nothing up front."), "{}", done.stdout);
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
    let plan = row(&ranking, &[("alternative", "plan")]);
    assert_eq!((plan["payback_p50"].as_str(), plan["p_pays_back"].as_str()), ("not within the run", "0"));
    // Of values in single precision.
    assert!((number(plan, "worst_tenth_mean") + 10_000.0).abs() < 0.1);
}

#[test]
fn an_outlay_is_paid_back_in_the_month_in_which_it_is_saved() {
    // £10,000 out in May, £2,500 a month back from June on: above water in the fifth month, October.
    let plan = "base = \"small.toml\"\nname = \"Paid back\"\n\n[change.fee]\nfrom = \"2016-05\"\ncost_once = 10_000\n\
                \n[change.income]\nfrom = \"2016-06\"\ncost_per_month = -2_500\n";
    let done = compare(plan, "-n 50");
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    assert_eq!((ranking[0]["payback_p50"].as_str(), ranking[0]["p_pays_back"].as_str()), ("2016-10", "1"));
    assert!(done.stdout.contains("Payback: in every future; by Oct 2016 in half of futures"), "{}", done.stdout);
}

#[test]
fn gross_saving_less_plan_costs_is_the_net_saving_in_every_year() {
    let done = compare(POSTS, "-n 200");
    let rows = table(&done.read("outputs/compare-small/savings.csv"));
    let mean = |line: &str| number(row(&rows, &[("line", line), ("period", "cumulative")]), "mean");
    assert!((mean("gross_saving") - mean("plan_costs") - mean("net_saving")).abs() < 0.02);
    // Where agency staff are displaced, what that costs is all that is spent more but on them.
    let displaced = compare(MORE_STAFF, "-n 200");
    let rows = table(&displaced.read("outputs/compare-small/savings.csv"));
    let mean = |line: &str| number(row(&rows, &[("line", line), ("period", "cumulative")]), "mean");
    let cost = (mean("agency_spend_saved") - mean("net_saving")) / mean("agency_fte_displaced");
    let told = mean("cost_per_agency_fte_year_displaced");
    assert!((told - cost).abs() < cost.abs() * 0.02 + 0.1, "{told} and {cost}");
    assert!(mean("agency_fte_displaced") > 1.0);
    assert!(displaced.stdout.contains("Each agency FTE-year displaced costs £"), "{}", displaced.stdout);
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
            "`money.inflation` must be the same in both: it is 0 in the base (not set in small.toml) and 0.03",
        ),
        (
            "[money]\nbase_year = \"2014-15\"",
            "`money.base_year` must be the same in both: it is 2016-17 in the base (not set in small.toml) and 2014-15",
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
fn all_obstacles_to_a_comparison_are_reported_at_once() {
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
fn the_json_record_has_the_tables_of_the_data_files() {
    let done = Test::new("compare small.toml plan.toml -n 50 --attribution --stress stress")
        .file("small.toml", SMALL)
        .file("plan.toml", POSTS)
        .file("stress/surge.toml", SURGE)
        .run();
    let read = |name: &str| done.read(&format!("outputs/compare-small/{name}"));
    let document: serde_json::Value = serde_json::from_str(&read("comparison.json")).unwrap();
    for (key, file) in [
        ("ranking", "ranking.csv"),
        ("savings_by_year", "savings.csv"),
        ("attribution", "attribution.csv"),
        ("stress_tests", "stress_tests.csv"),
    ] {
        let rows = table(&read(file));
        assert!(!rows.is_empty(), "{file}");
        assert_eq!(as_rows(&document[key]), rows, "{file}");
    }
}

#[test]
fn only_shared_teams_are_compared_with_a_note() {
    let plan =
        "base = \"small.toml\"\nname = \"A new team\"\n\n[team.court]\nname = \"Court team\"\nestablishment = 3\n";
    let done = compare(plan, "-n 20");
    assert!(
        done.stdout.replace('\n', " ").contains("compared for the teams in both, not for Court team (`court`);"),
        "{}",
        done.stdout
    );
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
fn the_gain_from_pairing_can_be_measured() {
    // Four posts at a cover of 0.75 are three workers. Of two posts, one and a half would be one or two by luck.
    let four = POSTS.replace("establishment = 14", "establishment = 16");
    let said = |arguments: &str| {
        let done = compare(&four, arguments);
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
    let saved: Vec<f64> = ranking.iter().map(|row| number(row, "like_for_like_saving_mean")).collect();
    assert!(saved.windows(2).all(|pair| pair[0] >= pair[1]), "{saved:?}");
}

const SURGE: &str = "base = \"../small.toml\"\nname = \"Surge\"\n\n[change.surge]\nfrom = \"2016-06\"\n\
    multiply = { \"demand.contacts.per_month\" = 1.5 }\n";

#[test]
fn stress_tests_show_worst_case_and_regret() {
    let done = Test::new("compare small.toml plan.toml -n 200 --stress stress")
        .file("small.toml", SMALL)
        .file("plan.toml", POSTS)
        .file("stress/surge.toml", SURGE)
        .run();
    let rows = table(&done.read("outputs/compare-small/stress_tests.csv"));
    let at = |measure: &str, plan: &str, future: &str, column: &str| {
        number(row(&rows, &[("measure", measure), ("plan", plan), ("stress_test", future)]), column)
    };
    let given = "as given";
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
    // Savings are against the base under the same stress test: as given those of the comparison, in a surge the differences of its costs.
    for (line, column) in [("net_saving", "net_saving_mean"), ("like_for_like_saving", "like_for_like_saving_mean")] {
        let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
        let compared = number(row(&ranking, &[("alternative", "plan")]), column);
        assert!((at(line, "plan", given, "mean") - compared).abs() < 0.02, "{line}");
        assert_eq!(at(line, "small", "surge", "mean"), 0.0);
    }
    let surged = at("cost", "small", "surge", "mean") - at("cost", "plan", "surge", "mean");
    assert!((at("net_saving", "plan", "surge", "mean") - surged).abs() < 0.03);
    assert!(done.stdout.contains("Saving at equal capacity (not cashable) over the run"), "{}", done.stdout);
    assert!(done.stdout.contains("Stress tests\n  0 as given\n  1 surge\n"), "{}", done.stdout);
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
}

#[test]
fn a_plan_is_applied_on_top_of_a_stress_overlay() {
    // The plan sets what the future multiplies: the later has the last word.
    let plan = "base = \"small.toml\"\nname = \"Cap\"\n\n[change.cap]\nfrom = \"2016-06\"\n\
                set = { \"demand.contacts.per_month\" = 100 }\n";
    let done = Test::new("compare small.toml plan.toml -n 100 --stress stress/surge.toml")
        .file("small.toml", SMALL)
        .file("plan.toml", plan)
        .file("stress/surge.toml", SURGE)
        .run();
    let rows = table(&done.read("outputs/compare-small/stress_tests.csv"));
    let caseload = |plan: &str, future: &str| {
        row(&rows, &[("measure", "caseload"), ("plan", plan), ("stress_test", future)])["mean"].clone()
    };
    assert_eq!(caseload("plan", "surge"), caseload("plan", "as given"));
    assert_ne!(caseload("small", "surge"), caseload("small", "as given"));
}

#[test]
fn a_stress_test_of_another_scenario_is_refused() {
    let done = Test::new("compare small.toml plan.toml -n 10 --stress surge.toml")
        .file("small.toml", SMALL)
        .file("other.toml", SMALL)
        .file("plan.toml", POSTS)
        .file("surge.toml", SURGE.replace("../small", "other"))
        .stdout("")
        .code(2)
        .run();
    let said = "must be an overlay on the plans' scenario, `small.toml`, not on `other.toml`";
    assert!(done.stderr.contains(said), "{}", done.stderr);
    assert!(!done.path("outputs").exists());
}

#[test]
fn files_of_an_earlier_comparison_are_removed() {
    let first = Test::new("compare small.toml plan.toml -n 20 --stress surge.toml")
        .file("small.toml", SMALL)
        .file("plan.toml", POSTS)
        .file("surge.toml", SURGE.replace("../", ""))
        .run();
    assert!(first.path("outputs/compare-small/stress_tests.csv").exists());
    let second = first.again("compare small.toml plan.toml -n 20").run();
    assert!(!second.path("outputs/compare-small/stress_tests.csv").exists());
    assert!(second.path("outputs/compare-small/ranking.csv").exists());
}

#[test]
fn a_plan_that_saves_money_but_leaves_cases_waiting_ranks_below_the_base() {
    let done = compare(HALF, "-n 100");
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    let order: Vec<&str> = ranking.iter().map(|row| row["alternative"].as_str()).collect();
    assert_eq!(order, ["small", "plan"]);
    assert_eq!((ranking[0]["role"].as_str(), ranking[0]["flags"].as_str()), ("base", ""));
    assert_eq!(ranking[1]["flags"], "more_cases_waiting; caseload_above_limit");
    assert!(number(&ranking[1], "net_saving_mean") > 50_000.0 && number(&ranking[1], "unallocated_end_mean") > 10.0);
    let document: serde_json::Value =
        serde_json::from_str(&done.read("outputs/compare-small/comparison.json")).unwrap();
    let flags = document["alternatives"][0]["flags"].to_string();
    for text in [&done.stdout, &flags, &done.read("outputs/compare-small/report.html")] {
        assert!(text.contains("more cases without a worker (+"), "{text}");
        assert!(text.contains("more work than the caseload limit allows in Child in need"), "{text}");
    }
}

#[test]
fn a_plan_that_saves_money_without_waiting_cases_ranks_above_the_base() {
    // The price of agency staff changes nothing else here.
    let done = compare(CAP, "-n 100");
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    let order: Vec<&str> = ranking.iter().map(|row| row["alternative"].as_str()).collect();
    assert_eq!((order, ranking[0]["flags"].as_str()), (vec!["plan", "small"], ""));
}

/// The small team with more cases than it has room for.
fn under_pressure() -> String {
    SMALL.replace("cases = 200", "cases = 400").replace("per_month = 100", "per_month = 200")
}

#[test]
fn lifting_a_limit_does_not_hide_a_caseload_above_it() {
    let lifted = "base = \"small.toml\"\nname = \"Lifted\"\n\n[team.cin.caseload]\nmaximum = 60\n\n\
                  [agency]\ncharge_per_hour = 30\n";
    let done = Test::new("compare small.toml plan.toml -n 100")
        .file("small.toml", under_pressure())
        .file("plan.toml", lifted)
        .run();
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    let plan = row(&ranking, &[("alternative", "plan")]);
    assert!(number(plan, "net_saving_mean") > 0.0 && number(plan, "unallocated_end_mean") < -1.0);
    assert_eq!((plan["flags"].as_str(), plan["rank"].as_str()), ("caseload_above_limit", "2"));
}

/// A target of the agency rate at the end.
fn target(id: &str, at_most: f64) -> String {
    format!("\n[target.{id}]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = {at_most}\n")
}

#[test]
fn the_ranking_shows_the_likelihood_of_every_target() {
    let base = format!("{SMALL}{}{}", target("low", 0.2), target("high", 0.3));
    // One plan has the targets of the base, the other sets one anew and has one more.
    let other = format!("{POSTS}\n[target.high]\nat_most = 0.4\n{}", target("own", 0.25));
    let done = Test::new("compare small.toml plan.toml other.toml -n 100")
        .file("small.toml", base)
        .file("plan.toml", MORE_STAFF)
        .file("other.toml", other)
        .run();
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    let likelihood =
        |name: &str, target: &str| row(&ranking, &[("alternative", name)])[&format!("likelihood_{target}")].clone();
    let has = |name: &str| ["low", "high", "high_2", "own"].map(|target| !likelihood(name, target).is_empty());
    assert_eq!(has("small"), [true, true, false, false]);
    assert_eq!(has("plan"), [true, true, false, false]);
    assert_eq!(has("other"), [true, false, true, true]);
    let differences = table(&done.read("outputs/compare-small/differences_targets.csv"));
    let low = row(&differences, &[("alternative", "plan"), ("target", "low")]);
    assert_eq!(likelihood("plan", "low"), low["alternative_probability"]);
    assert_eq!(likelihood("small", "low"), low["base_probability"]);
    assert!(likelihood("plan", "low") != likelihood("small", "low"));
    let percent = format!(", A {:.0}%, B ", 100.0 * likelihood("plan", "low").parse::<f64>().unwrap());
    assert!(done.stdout.contains(&percent), "{percent}: {}", done.stdout);
    assert!(done.stdout.contains("A: agency rate at most 20% at the end of Mar 2017"), "{}", done.stdout);
    let page = done.read("outputs/compare-small/report.html");
    let findings = page.split_once("id=\"findings\"").unwrap().1.split_once("</section>").unwrap().0;
    for heading in ["All targets", "Agency rate at most 20% at the end of March 2017"] {
        assert!(findings.contains(&format!("<th scope=\"col\">{heading}</th>")), "{heading}: {findings}");
    }
}

#[test]
fn without_targets_the_ranking_has_no_likelihood() {
    let done = compare(POSTS, "-n 20");
    let ranking = done.read("outputs/compare-small/ranking.csv");
    assert!(!ranking.contains("likelihood_") && !done.stdout.contains("meets"), "{ranking}");
}

#[test]
fn a_lower_price_displaces_nobody_and_has_no_cost_per_displaced_worker() {
    let done = compare(CAP, "-n 100");
    let rows = table(&done.read("outputs/compare-small/savings.csv"));
    let told = row(&rows, &[("line", "cost_per_agency_fte_year_displaced"), ("period", "cumulative")]);
    assert_eq!(told["mean"], "");
    assert!(!done.stdout.contains("Each agency FTE-year displaced"), "{}", done.stdout);
    // Fewer posts displace agency staff, and nobody is paid in their place.
    let done = compare(HALF, "-n 100");
    let rows = table(&done.read("outputs/compare-small/savings.csv"));
    let mean = |line: &str| row(&rows, &[("line", line), ("period", "cumulative")])["mean"].clone();
    assert!(mean("agency_fte_displaced").parse::<f64>().unwrap() > 1.0);
    assert_eq!(mean("cost_per_agency_fte_year_displaced"), "");
}

#[test]
fn a_plan_without_outlay_has_no_payback() {
    let done = compare(CAP, "-n 100");
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    let plan = row(&ranking, &[("alternative", "plan")]);
    assert_eq!((plan["p_pays_back"].as_str(), plan["payback_p50"].as_str()), ("", "no outlay"));
    let page = done.read("outputs/compare-small/report.html");
    for text in [&done.stdout, &page] {
        assert!(text.contains("Costs nothing up front.") && !text.contains("Payback:"), "{text}");
    }
}

#[test]
fn budgets_of_all_plans_are_side_by_side() {
    let budget = |amount: u64| format!("\n[budget.all]\nyear = \"2016-17\"\namount = {amount}\n");
    // The plan has more to spend, and pays a fee of £10,000.
    let plan = "base = \"small.toml\"\nname = \"Paid\"\n\n[budget.all]\namount = 615_000\n\n\
                [change.fee]\nfrom = \"2016-06\"\ncost_once = 10_000\n";
    let done = Test::new("compare small.toml plan.toml -n 100")
        .file("small.toml", format!("{SMALL}{}", budget(515_000)))
        .file("plan.toml", plan)
        .run();
    let read = |name: &str| done.read(&format!("outputs/compare-small/{name}"));
    let rows = table(&read("budgets.csv"));
    let [base, plan] = ["small", "plan"].map(|name| row(&rows, &[("alternative", name), ("budget", "all")]));
    assert_eq!((base["amount"].as_str(), plan["amount"].as_str()), ("515000", "615000"));
    assert_eq!((base["spent_difference_mean"].as_str(), plan["spent_difference_mean"].as_str()), ("", "10000"));
    // £10,000 more is spent of £100,000 more.
    assert!((number(plan, "mean") - number(base, "mean") + 90_000.0).abs() < 0.1);
    assert!(number(plan, "p_overspend") < number(base, "p_overspend"));
    let document: serde_json::Value = serde_json::from_str(&read("comparison.json")).unwrap();
    assert_eq!(as_rows(&document["budgets"]), rows);
    assert!(read("report.html").contains("Budgets of the base and of the plans"));
    assert!(!compare(POSTS, "-n 20").path("outputs/compare-small/budgets.csv").exists());
}

/// The notes below *Watch points* of a page.
fn look_out(page: &str) -> String {
    let notes = page.split("<div class=\"lookout\">").nth(1).unwrap_or_default();
    notes.split("</div>").next().unwrap_or_default().to_owned()
}

#[test]
fn warnings_of_the_base_are_not_repeated_for_each_plan() {
    let done = Test::new("compare small.toml plan.toml -n 1000")
        .file("small.toml", under_pressure())
        .file("plan.toml", POSTS)
        .run();
    let notes = look_out(&done.read("outputs/compare-small/report.html"));
    assert!(notes.contains("In the base: Child in need: cases waiting without a worker"), "{notes}");
    assert!(!notes.contains("More posts:"), "{notes}");
}

#[test]
fn a_fall_in_the_agency_rate_without_fewer_agency_staff_is_a_watch_point() {
    // Five permanent staff of another team are more to count the same agency workers among.
    let plan = "base = \"small.toml\"\nname = \"Another team\"\n\n[team.new]\nname = \"New\"\nestablishment = 5\n\n\
                [staff.new]\nteam = \"new\"\nroute = \"experienced\"\nheads = 5\nmonths_in_service = 36\n\n\
                [leaving]\nannual_rate = { all = 0.0 }\n";
    let base = SMALL.replace("all = 0.15", "all = 0.0");
    let done = Test::new("compare small.toml plan.toml -n 200").file("small.toml", base).file("plan.toml", plan).run();
    let notes = look_out(&done.read("outputs/compare-small/report.html"));
    assert!(notes.contains("Another team: the agency rate falls (−"), "{notes}");
    assert!(notes.contains("but the number of agency staff does not"), "{notes}");
}

#[test]
fn charts_and_text_use_the_same_order_and_names_of_plans() {
    let with_name = |text: &str, name: &str| {
        let own = text.lines().find(|line| line.starts_with("name = ")).unwrap_or_default();
        text.replace(own, &format!("name = \"Small: {name}\""))
    };
    let done = Test::new("compare small.toml dear.toml cap.toml -n 50")
        .file("small.toml", SMALL)
        .file("dear.toml", with_name(POSTS, "more posts"))
        .file("cap.toml", with_name(CAP, "a price cap"))
        .run();
    let chart = done.read("outputs/compare-small/difference-cost.svg");
    let at = |text: &str, what: &str| text.find(what).unwrap_or_else(|| panic!("no {what:?}"));
    assert!(at(&chart, "A price cap: saves") < at(&chart, "More posts: costs"));
    let page = done.read("outputs/compare-small/report.html");
    assert!(at(&page, "<h3>Small: a price cap (cap)") < at(&page, "<h3>Small: more posts (dear)"));
}

#[test]
fn an_attribution_states_its_number_of_futures() {
    let done = compare(POSTS, "-n 60 --attribution --attribution-replications 40");
    assert!(done.stdout.contains("\nBase, 40 futures "), "{}", done.stdout);
    assert!(done.stdout.contains("Means of the first 40 of 60 futures"), "{}", done.stdout);
}

#[test]
fn figures_beyond_the_run_are_none() {
    let files: BTreeMap<String, String> =
        [("small.toml", SMALL), ("plan.toml", POSTS)].map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let plan = |name: &str| NamedPlan::new(name, Plan::new(Scenario::load(name, &files).unwrap()));
    let (base, plans) = (plan("small.toml"), [plan("plan.toml")]);
    let study = compare::compare(&base, &plans, &Options::new(20), true).unwrap();
    let one = study.alternative("plan.toml").unwrap();
    let series = one.series().count();
    assert!(one.month(11, 0).is_some() && one.year(0, 0).is_some() && one.independent_month(11, 0).is_some());
    assert!(one.month(12, 0).is_none() && one.year(1, 0).is_none());
    assert!(one.independent_month(12, 0).is_none() && one.independent_year(1, 0).is_none());
    assert!(one.opening(series).is_none() && one.month(0, series).is_none() && one.year(0, series).is_none());
    assert!(one.places(series).is_none() && one.target(0).is_none() && one.budget(0).is_none());
}

#[test]
fn without_an_agency_charge_plans_are_ranked_by_net_saving_and_the_results_say_why() {
    let small = SMALL.replace("charge_per_hour = 38\n", "");
    assert_ne!(small, SMALL);
    let done =
        Test::new("compare small.toml plan.toml -n 100").file("small.toml", small).file("plan.toml", POSTS).run();
    assert!(!done.stdout.contains("NaN"), "{}", done.stdout);
    assert!(done.stdout.contains("Ranked by net saving"), "{}", done.stdout);
    assert!(done.stdout.contains("Capacity has no price where a team has no `charge_per_hour`"), "{}", done.stdout);
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    for column in ["like_for_like_saving_mean", "like_for_like_saving_mc_error", "rank_at_permanent_price"] {
        assert!(ranking.iter().any(|row| row["role"] == "plan" && row[column].is_empty()), "{column}");
    }
}

const BUDGET: &str = "\n[budget.all]\nyear = \"2016-17\"\namount = AMOUNT\n";

/// What is cashable of £1,200 spent in a year, or saved, given the budget of the base.
fn cashable(amount: f64, per_month: f64) -> f64 {
    // Nothing varies, so the base costs the same in every future.
    let fixed = "format = 1\nname = \"Fixed\"\nstart = \"2016-04\"\nmonths = 12\n\n[team.cin]\nestablishment = 1\n\n\
                 [change.rent]\nfrom = \"2016-04\"\ncost_per_month = 1_000\n\n[leaving]\nannual_rate = { all = 0.0 }\n";
    let base = format!("{fixed}{}", BUDGET.replace("AMOUNT", &format!("{amount:.1}")));
    let plan = format!(
        "base = \"base.toml\"\nname = \"Plan\"\nchange.rent.cost_per_month = {per_month:.1}\nbudget.all.amount = 99_000\n"
    );
    let done =
        Test::new("compare base.toml plan.toml -n 10 --quiet").file("base.toml", base).file("plan.toml", plan).run();
    let rows = table(&done.read("outputs/compare-base/budgets.csv"));
    number(row(&rows, &[("alternative", "plan")]), "cashable_mean")
}

#[test]
fn cashable_is_what_is_saved_out_of_what_the_budget_of_the_base_funds() {
    // £12,000 is spent in the base.
    assert!((cashable(15_000.0, 900.0) - 1_200.0).abs() < 1e-6, "within the budget");
    assert!((cashable(11_500.0, 900.0) - 700.0).abs() < 1e-6, "of the saving, £500 ends an overspend");
    assert!(cashable(10_000.0, 900.0).abs() < 1e-6, "an overspend that becomes smaller frees nothing");
    assert!((cashable(10_000.0, 1_100.0) + 1_200.0).abs() < 1e-6, "further spending counts in full");
    assert!(cashable(10_000.0, 1_000.0).abs() < 1e-6, "a larger budget is no saving");
}

#[test]
fn what_is_saved_every_year_recurs_and_is_not_one_off() {
    let base = SMALL.replace("months = 12", "months = 24");
    let plan = "base = \"small.toml\"\nname = \"Paid\"\n\n[change.paid]\nfrom = \"2016-04\"\ncost_per_month = 500\n\n\
                [change.once]\nfrom = \"2016-05\"\ncost_once = 3_000\n";
    let done = Test::new("compare small.toml plan.toml -n 20").file("small.toml", base).file("plan.toml", plan).run();
    let text = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let recurring = "Recurring net saving, as in 2017-18, the last full year: -£6,000 a year. One-off, beyond that in every year of \
                     the run: -£3,000.";
    assert!(text.contains(recurring), "{}", done.stdout);
}

/// Half the posts and a plan that is dearer, of a base with a target.
fn with_target(arguments: &str) -> Test {
    Test::new(&format!("compare small.toml half.toml posts.toml -n 100 {arguments}"))
        .file("small.toml", format!("{SMALL}{}", target("low", 0.2)))
        .file("half.toml", HALF)
        .file("posts.toml", POSTS)
}

#[test]
fn a_flagged_plan_stands_below_the_base_in_every_order() {
    for order in
        ["", "--rank-by targets", "--rank-by low", "--rank-by target.low", "--rank-by saving", "--rank-by cash"]
    {
        let done = with_target(order).run();
        let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
        let rank = |name: &str| number(row(&ranking, &[("alternative", name)]), "rank");
        assert!(rank("half") > rank("small"), "{order}: {ranking:?}");
        let is_by_target = !["--rank-by saving", "--rank-by cash"].contains(&order);
        assert_eq!(ranking[0]["group"].is_empty(), !is_by_target, "{order}");
    }
    assert!(with_target("--rank-by cash").run().stdout.contains("Ranked by net saving\n"));
}

#[test]
fn an_unknown_order_is_refused_before_anything_runs() {
    let unknown = with_target("--rank-by lo").stdout("").code(2).run();
    let said = "error: --rank-by: unknown order `lo`: did you mean `low`?\n";
    assert!(unknown.stderr.ends_with(said), "{}", unknown.stderr);
    let without = Test::new("compare small.toml plan.toml -n 20 --rank-by targets")
        .file("small.toml", SMALL)
        .file("plan.toml", POSTS)
        .stdout("")
        .code(2)
        .run();
    let said = "error: --rank-by: the base has no targets; add one as [target.ID], or rank by `saving` or `cash`\n";
    assert!(without.stderr.ends_with(said), "{}", without.stderr);
}

#[test]
fn likelihoods_have_words_and_colours_by_plan_and_stress_test() {
    let done = with_target("--stress stress").file("stress/surge.toml", SURGE).run();
    let rows = table(&done.read("outputs/compare-small/likelihoods.csv"));
    let names: Vec<&str> = rows.iter().map(|row| row["stress_test"].as_str()).collect();
    assert_eq!(names, ["as given", "as given", "as given", "surge", "surge", "surge"]);
    let ranking = table(&done.read("outputs/compare-small/ranking.csv"));
    let page = done.read("outputs/compare-small/report.html");
    let document: serde_json::Value =
        serde_json::from_str(&done.read("outputs/compare-small/comparison.json")).unwrap();
    for (place, likely) in rows.iter().enumerate() {
        let share = number(likely, "likelihood_low");
        if likely["stress_test"] == "as given" {
            let ranked = row(&ranking, &[("alternative", likely["alternative"].as_str())]);
            assert_eq!(number(ranked, "likelihood_low"), share);
        }
        let of_json = &document["likelihoods"][place]["likelihood_low"];
        assert_eq!(of_json["likelihood"].as_f64(), Some(share));
        let words = format!("{} {:.0}%", of_json["words"].as_str().unwrap(), 100.0 * share);
        assert!(done.stdout.contains(&words), "{words}: {}", done.stdout);
        assert!(
            page.contains("<td class=\"likelihood\" style=\"background:#") && page.contains(&format!("{words}</data>")),
            "{words}"
        );
    }
    // What the stress test is stands beside its results, and its files with those of the plans.
    for words in [">Surge (surge)<", "change.<wbr>surge", "<dt>Stress test of the base</dt>", "Under 1 stress test "] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn in_herefordshire_no_further_recruitment_stands_below_the_base() {
    let plans = ["no-further-recruitment", "double-nqsw"].map(|name| format!("scenarios/plans/{name}.toml"));
    let base = "scenarios/herefordshire-2016.toml";
    let command = format!("compare {base} {} -n 400 --no-attribution --quiet", plans.join(" "));
    let done = Test::new(&command).shipped(base).shipped(&plans[0]).shipped(&plans[1]).run();
    let ranking = table(&done.read("outputs/compare-herefordshire-2016/ranking.csv"));
    let order: Vec<&str> = ranking.iter().map(|row| row["alternative"].as_str()).collect();
    assert_eq!(order, ["double-nqsw", "herefordshire-2016", "no-further-recruitment"]);
    assert!(ranking[2]["flags"].starts_with("more_cases_waiting"), "{}", ranking[2]["flags"]);
    assert!(
        number(&ranking[2], "net_saving_mean") > number(&ranking[0], "net_saving_mean"),
        "by cash it would be first"
    );
}
