//! Scenarios at the limits of what is allowed: no panic, and sensible output.

use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test, table};

const BARE: &str = "format = 1\nname = \"Bare\"\nstart = \"2016-04\"\nmonths = 6\n\n[team.cin]\nestablishment = 4\n\n\
                    [leaving]\nannual_rate = { all = 0.15 }\n";

fn run(text: &str, arguments: &str) -> Outcome {
    let done = Test::new(&format!("run plan.toml {arguments}")).file("plan.toml", text).run();
    for (name, bytes) in done.contents("outputs") {
        let text = String::from_utf8(bytes).unwrap();
        for word in ["NaN", "inf,", "Infinity", "-0,"] {
            assert!(!text.contains(word), "{name} has {word}");
        }
    }
    done
}

/// A row of `monthly.csv` for the service.
fn figure(done: &Outcome, month: &str, measure: &str, column: &str) -> String {
    let rows = table(&done.read("outputs/plan/monthly.csv"));
    let is_it = |row: &&std::collections::BTreeMap<String, String>| {
        row["month"] == month && row["measure"] == measure && row["team"] == "service" && row["of"].is_empty()
    };
    rows.iter().find(is_it).unwrap_or_else(|| panic!("no {measure}"))[column].clone()
}

#[test]
fn a_team_without_staff_agency_demand_pathway_or_routes() {
    let done = run(BARE, "-n 20");
    assert!(done.stderr.is_empty(), "{}", done.stderr);
    assert_eq!(figure(&done, "2016-09", "permanent_fte", "mean"), "0");
    assert_eq!(figure(&done, "2016-09", "vacancy_rate", "mean"), "1");
    // With nobody in post the rate is undefined: missing, not zero.
    assert_eq!(figure(&done, "2016-09", "agency_rate", "n_defined"), "0");
    assert_eq!(figure(&done, "2016-09", "agency_rate", "mean"), "");
}

#[test]
fn a_single_month_and_a_single_future() {
    let text = SMALL.replace("months = 12\n", "months = 1\nreplications = 1\n");
    let done = run(&text, "");
    assert!(done.stdout.contains("Apr 2016 to Apr 2016 · 1 future · seed 1"), "{}", done.stdout);
    assert!(done.stdout.contains("* The run covers only 1 month of 2016-17."), "{}", done.stdout);
    assert_eq!(figure(&done, "2016-04", "caseload", "p05"), figure(&done, "2016-04", "caseload", "p95"));
    assert_eq!(table(&done.read("outputs/plan/years.csv"))[0]["months_covered"], "1");
}

#[test]
fn a_service_with_people_and_no_cases() {
    let start = SMALL.find("[demand]").unwrap();
    let text = SMALL[..start].replace("caseload = { reference = 20, maximum = 30 }", "");
    let done = run(&text, "-n 20");
    assert!(!done.stdout.contains("Caseload"), "{}", done.stdout);
    assert!(!done.path("outputs/plan/caseload.svg").exists());
    assert!(!done.read("outputs/plan/monthly.csv").contains("caseload"));
}

#[test]
fn cases_without_demand_and_demand_without_cases() {
    let cut = |from: &str, to: &str| {
        let (start, end) = (SMALL.find(from).unwrap(), SMALL.find(to).unwrap_or(SMALL.len()));
        format!("{}{}", &SMALL[..start], &SMALL[end..])
    };
    run(&cut("[demand]", "[pathway"), "-n 20");
    let no_stages = cut("[pathway.open_case]", "no such text").replace("open_case = 0.5, ", "");
    run(&no_stages, "-n 20");
}

#[test]
fn cases_without_a_worker_wait() {
    let text =
        SMALL.replace("heads = 8", "heads = 0").replace("workers = 3", "workers = 0").replace("fill = 0.5", "fill = 0");
    let done = run(&text, "-n 20");
    assert_eq!(figure(&done, "2016-04", "caseload", "n_defined"), "0");
    assert!(figure(&done, "2016-04", "unallocated", "mean").parse::<f64>().unwrap() > 100.0);
    assert!(done.stdout.contains("Watch points\n"), "{}", done.stdout);
}

#[test]
fn everybody_absent_and_everybody_leaving() {
    for extra in [
        "[absence]\nsickness = 1\nlong_absence = 1\nlong_absence_pay = 0\n",
        "[absence]\nlong_absence = 1\n",
        "[retention]\npayment = 1_000_000\nafter_months = 0\n",
    ] {
        run(&format!("{SMALL}\n{extra}"), "-n 20");
    }
    run(&SMALL.replace("all = 0.15", "all = 12"), "-n 20");
    run(
        &SMALL.replace("churn = 0.1", "churn = 1").replace("fill = 0.5", "fill = 1\nlead_time = 24\nnotice = 24"),
        "-n 20",
    );
    run(&SMALL.replace("churn = 0.1", "churn = 0").replace("fill = 0.5", "fill = 0"), "-n 20");
}

#[test]
fn fifty_years() {
    let text = SMALL.replace("months = 12\n", "months = 600\n");
    let done = run(&text, "-n 5");
    assert!(done.stdout.contains("Apr 2016 to Mar 2066"), "{}", done.stdout);
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
}

#[test]
fn the_last_month_of_the_calendar() {
    let text = SMALL.replace("\"2016-04\"", "\"2199-12\"").replace("months = 12\n", "months = 600\n");
    let done = run(&text, "-n 2");
    assert!(done.stdout.contains("Dec 2199 to Nov 2249"), "{}", done.stdout);
    run(&SMALL.replace("\"2016-04\"", "\"1900-01\""), "-n 2");
}

#[test]
fn everything_at_its_maximum() {
    let text = SMALL
        .replace("establishment = 12", "establishment = 10_000")
        .replace("reference = 20, maximum = 30", "reference = 1000, maximum = 1000")
        .replace("workers = 3", "workers = 10_000")
        .replace("heads = 8", "heads = 10_000")
        .replace("per_month = 100, conversion = 0.5", "per_month = 1_000_000, conversion = 1")
        .replace("cases = 200", "cases = 1_000_000\nphases = 8")
        .replace("pay = 45_000", "pay = 1_000_000")
        .replace("next = { open_case = 0.5,", "dispersion = 10\nnext = { open_case = 1,");
    let yearly = "\n[yearly.all]\ninputs = [\"demand.contacts.per_month\", \"agency.churn\", \"team.cin.establishment\"]\n\
                  sd = 3\npersistence = 1\n";
    let text = text + yearly;
    run(&text, "-n 10");
}

#[test]
fn long_durations_and_wide_distributions() {
    let text = SMALL
        .replace("months = 8", "months = 600\nphases = 24")
        .replace("establishment = 12", "establishment = { lognormal = { median = 12, sigma = 5 } }")
        .replace("cover = 0.75", "cover = { beta = { mean = 0.5, sd = 0.4999 } }\nlead_time = 24")
        .replace("per_month = 100", "per_month = { range80 = { low = 0.001, high = 100_000 } }");
    run(&text, "-n 20");
}

#[test]
fn ids_as_long_as_allowed() {
    let id = format!("a{}", "_9".repeat(19)) + "z";
    assert_eq!(id.len(), 40);
    let text = SMALL
        .replace("cin", &id)
        .replace("open_case", &id.replace('a', "b"))
        .replace("experienced", &id.replace('a', "c"));
    let done = run(&text, "-n 20");
    assert!(done.read("outputs/plan/monthly.csv").contains(&format!(",{id},")));
}

#[test]
fn names_with_quotes_markup_and_emoji() {
    let name = r#"Ben's \"A, B\" <b>team</b> & <script>alert(1)</script> 😀 ]]> \\"#;
    let text = SMALL
        .replace("A small team", name)
        .replace("Child in need", name)
        .replace("pay = 45_000", &format!("name = \"{name}\"\npay = 45_000"))
        .replace(
            "[route.experienced.stage",
            &format!("[route.experienced]\nname = \"{name}\"\n[route.experienced.stage"),
        );
    let done = run(&text, "-n 20");
    for chart in ["agency-rate.svg", "caseload.svg", "workforce.svg", "cost.svg"] {
        let svg = done.read(&format!("outputs/plan/{chart}"));
        assert!(!svg.contains("<b>") && !svg.contains("<script>") && svg.contains("&lt;script&gt;"), "{chart}");
        assert!(!svg.contains("& "), "{chart} has a bare ampersand");
    }
    let json: serde_json::Value = serde_json::from_str(&done.read("outputs/plan/summary.json")).unwrap();
    assert_eq!(json["name"], "Ben's \"A, B\" <b>team</b> & <script>alert(1)</script> 😀 ]]> \\");
}

/// A line break in a name would break the table, and control characters could take over the terminal.
#[test]
fn names_are_shown_on_one_line() {
    let text = SMALL.replace("A small team", r"A\nsmall\tteam").replace("Child in need", r"Child\r\nin need");
    let done = run(&text, "-n 20");
    assert!(done.stdout.starts_with("A small team"), "{}", done.stdout);
    for text in [done.stdout.clone(), done.read("outputs/plan/caseload.svg"), done.read("outputs/plan/summary.json")] {
        assert!(
            !text.contains("small\n") && !text.contains('\u{1b}') && !text.contains("\\u001b") && !text.contains('\r'),
            "{text}"
        );
    }
    assert!(done.stdout.contains("Caseload, Child in need"), "{}", done.stdout);
}

#[test]
fn a_very_long_name_breaks_nothing() {
    let done = run(&SMALL.replace("A small team", &"Long ".repeat(2_000)), "-n 5");
    assert!(done.read("outputs/plan/cost.svg").len() < 1_000_000);
}

#[test]
fn a_file_name_with_spaces_and_several_dots() {
    let done = Test::new("").file("My plan v1.2.toml", SMALL).code(2).run();
    let output = crate::harness::program()
        .current_dir(done.path(""))
        .args(["run", "My plan v1.2.toml", "-n", "5", "--quiet"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(done.path("outputs/My plan v1.2/manifest.json").is_file());
}

#[test]
fn odd_input_runs_with_a_warning() {
    let text = SMALL
        .replace("cover = 0.75", "cover = { uniform = { low = 0.9, high = 1.5 } }")
        .replace("cases = 200", "cases = 40");
    let done = run(&text, "-n 5 --quiet");
    let expected = "\
warning[W002]: the distribution of `cover` is truncated to the possible range, from 0 to 1
  --> plan.toml:26:21
   |
26 | cover = { uniform = { low = 0.9, high = 1.5 } }
   |                     ^^^^^^^^^^^^^^^^^^^^^^^^^
warning[W001]: `open_case` opens with 40 cases, but its inflow and duration imply about 200: expect a drift in the first months
  --> plan.toml:35:10
   |
35 | [pathway.open_case]
   |          ^^^^^^^^^
";
    assert!(done.stderr == expected, "--- expected\n{expected}\n--- said\n{}", done.stderr);
}
