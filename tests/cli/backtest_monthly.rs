//! `backtest --staff --monthly`: caseload and agency rate are scored as reported.

use crate::backtest::staff_list;
use crate::harness::{Outcome, Test};

/// Months of the table, from January 2018.
const MONTHS: usize = 84;

/// The month of a column, as `2018-01`.
fn month(column: usize) -> String {
    format!("{}-{:02}", 2018 + column / 12, 1 + column % 12)
}

/// Caseloads of 30, 31 and 32 in turn, twice those of the tables, and agency rates of 11, 12, 13 and 14%; from a column on caseloads are 60.
fn monthly(high_from: usize) -> String {
    let row = |name: &str, value: &dyn Fn(usize) -> String| {
        let values: Vec<String> = (0..MONTHS).map(value).collect();
        format!("{name},{}\n", values.join(","))
    };
    row("Measure", &month)
        + &row("caseload", &|n| if n >= high_from { "60".to_owned() } else { (30 + n % 3).to_string() })
        + &row("agency_rate", &|n| format!("0.{}", 11 + n % 4))
        + &row("Audits", &|n| n.to_string())
}

fn run(monthly: &str, arguments: &str) -> Test {
    let all = format!("backtest --staff list.csv --monthly monthly.csv -n 64 --horizons 1 {arguments}");
    Test::new(&all)
        .file("list.csv", staff_list())
        .file("monthly.csv", monthly)
        .file("tables/workforce.csv", include_str!("../import/workforce.csv"))
        .file("tables/referrals.csv", include_str!("../import/referrals.csv"))
}

const WITH_CASES: &str = "--dfe tables --authority E00000007";
const FOLDER: &str = "outputs/backtest-list-e00000007";

/// Figures of a forecast of staffcast one year ahead: observed, then the seven percentiles.
fn forecast(done: &Outcome, origin: &str, measure: &str) -> Option<Vec<f64>> {
    let forecasts = done.read(&format!("{FOLDER}/forecasts.csv"));
    let wanted = format!(",staff-list,{origin},1,{measure},staffcast,");
    let (_, figures) = forecasts.lines().find_map(|line| line.split_once(&wanted))?;
    Some(figures.split(',').take(8).map(|cell| cell.parse().unwrap()).collect())
}

/// From April 2022 to April 2023: what happened is the figure of March 2023, column 62, and what the scenario opens with that of March 2022,
/// column 50.
#[test]
fn reported_levels_are_scored_and_scenarios_open_with_the_reported_caseload() {
    let done = run(&monthly(MONTHS), WITH_CASES).run();
    let caseload = forecast(&done, "2022-04", "caseload").expect("a caseload");
    assert_eq!(caseload[0], 30.0 + f64::from(62 % 3));
    assert!((22.0..45.0).contains(&caseload[4]), "the median is near the reported 32 at the origin: {caseload:?}");
    let rate = forecast(&done, "2022-04", "agency_rate").expect("a rate");
    assert!((rate[0] - f64::from(11 + 62 % 4)).abs() < 1e-9, "{rate:?}");
    assert!(
        done.stdout.contains("\nCaseload ") && done.stdout.contains("\"caseload\" = \"caseload\""),
        "{}",
        done.stdout
    );
    assert!(
        done.stdout.lines().all(|line| line.chars().count() <= 80 || line.starts_with("Headings")),
        "{}",
        done.stdout
    );
    let page = done.read(&format!("{FOLDER}/report.html"));
    assert!(
        page.contains("The caseload is the reported one") && page.contains("points below that of the list in "),
        "{page}"
    );
    let manifest = done.read(&format!("{FOLDER}/manifest.json"));
    assert!(["list.csv", "monthly.csv", "workforce.csv"].iter().all(|file| manifest.contains(file)), "{manifest}");
}

/// Caseloads double in April 2022, column 51: forecasts from then or earlier do not know it, and those from July do.
#[test]
fn nothing_reported_after_an_origin_enters() {
    let [known, doubled] = [MONTHS, 51].map(|from| run(&monthly(from), WITH_CASES).run());
    for origin in ["2021-07", "2022-04"] {
        let [before, after] = [&known, &doubled].map(|done| forecast(done, origin, "caseload").expect("a caseload"));
        assert_eq!(before[1..], after[1..], "{origin}");
        assert_eq!(after[0], 60.0, "{origin}");
    }
    let [before, after] = [&known, &doubled].map(|done| forecast(done, "2022-07", "caseload").expect("a caseload"));
    assert!(after[4] > 1.5 * before[4], "{before:?} {after:?}");
}

/// Tables that begin with 2019 have no census that was published before March 2020, and too few for a pool for some time.
#[test]
fn what_cannot_be_scored_is_said() {
    let without = run(&monthly(MONTHS), "--authority E00000007").run();
    assert!(
        without.stderr.contains("Caseload is reported and not scored: without published tables (--dfe)"),
        "{}",
        without.stderr
    );
    assert!(forecast(&without, "2022-04", "caseload").is_none());
    let is_late = |line: &&str| !["2017", "2018"].iter().any(|year| line.starts_with(year));
    let late = include_str!("../import/workforce.csv").lines().filter(is_late).collect::<Vec<_>>().join("\n") + "\n";
    let late = run(&monthly(MONTHS), WITH_CASES).file("tables/workforce.csv", late).run();
    let said = late.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("quarters have no cases, so no caseload is forecast from them: "), "{said}");
    let nothing = run("Measure,2020-01,2020-02\nopen_cases,5,6\n", WITH_CASES).code(2).run();
    assert!(
        nothing.stderr.contains("has neither a caseload nor an agency rate of the whole service"),
        "{}",
        nothing.stderr
    );
    let teams = run(&monthly(MONTHS), &format!("{WITH_CASES} --case-team Nowhere")).code(2).run();
    assert!(teams.stderr.contains("no team of the list is called `Nowhere`"), "{}", teams.stderr);
}
