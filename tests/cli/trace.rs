//! `trace`: one future month by month.

use staffcast::examples::SMALL;

use crate::harness::{Test, table};

/// A service in which everything is certain: two NQSWs start and pass, one agency worker leaves; triage removes
/// contacts.
const TINY: &str = r#"
format = 1
name = "A certain team"
start = "2016-04"
months = 6
replications = 20

[team.cin]
name = "Child in need"
establishment = 6
agency = { workers = 3 }

[route.nqsw]
name = "Newly qualified"
stage.asye = { name = "ASYE", months = 3, cover = 0, pay = 36_000 }
stage.qualified = { name = "Qualified", pay = 36_000 }

[staff.opening]
team = "cin"
route = "nqsw"
heads = 3
months_in_service = 24

[intake.may]
name = "NQSWs, May"
team = "cin"
route = "nqsw"
month = "2016-05"
offers = 2
cost_per_offer = 500

[leaving]
annual_rate = { all = 0 }

[agency]
cover = 1
churn = 0
fill = 1
notice = 1
charge_per_hour = 40

[change.helpdesk]
name = "A help desk"
from = "2016-07"
until = "2016-08"
cost_per_month = 1_000
"#;

#[test]
fn a_future_is_shown_month_by_month() {
    let done = Test::new("trace tiny.toml --replication 3")
        .file("tiny.toml", TINY)
        .stderr("")
        .stdout(
            "A certain team
Apr 2016 to Sep 2016 · 20 futures · seed 1

Future 3, selected by number.

                     now   Sep 2016
Agency rate          50%   17%
  all futures              17%
Permanent FTE        3.0   5.0
  all futures              5.0
Agency FTE           3.0   1.0
  all futures              1.0
Vacancy rate         50%   17%
  all futures              17%
Turnover             -     -
  all futures              -
Cost, financial year -     £178k*
  all futures              £178k

All futures: medians (means for money), with the 80% range in brackets.
* The run covers only 6 months of 2016-17.

Apr 2016: 3 permanent, 3 agency, agency rate 50%
  Nobody joined or left.
  Cost £26k: permanent pay £9,000, agency £17k.

May 2016: 5 permanent (+2), 3 agency, agency rate 38%
  2 social workers started in Child in need: NQSWs, May.
  Cost £33k: permanent pay £15k, agency £17k, recruitment £1,000.

Jun 2016: 5 permanent, 3 agency, agency rate 38%
  Nobody joined or left.
  Cost £32k: permanent pay £15k, agency £17k.

Jul 2016: 5 permanent, 3 agency, agency rate 38%
  Begins: A help desk.
  Cost £33k: permanent pay £15k, agency £17k, costs of changes £1,000.

Aug 2016: 5 permanent, 3 agency, agency rate 38%
  2 social workers in Child in need progressed from ASYE to Qualified: NQSWs,
    May (first and second offers), started May 2016, 3 months in service.
  Agency: 2 given notice; none on order.
  Cost £33k: permanent pay £15k, agency £17k, costs of changes £1,000.

Sep 2016: 5 permanent, 1 agency (-2), agency rate 17%
  Ended: A help desk.
  Agency: 2 left after notice; none on order.
  Cost £21k: permanent pay £15k, agency £5,673.

Wrote outputs/trace-tiny/
  (trace.csv, manifest.json)
",
        )
        .run();
    assert_eq!(done.files(), ["outputs/trace-tiny/manifest.json", "outputs/trace-tiny/trace.csv", "tiny.toml"]);
    // On file, each person of an arrival has an entry of their own.
    let rows = table(&done.read("outputs/trace-tiny/trace.csv"));
    let persons = |kind: &str| {
        let rows = rows.iter().filter(|row| row["kind"] == kind);
        rows.map(|row| (row["person"].clone(), row["amount"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(persons("started"), [(String::new(), "2".to_owned())]);
    assert_eq!(persons("passed"), ["1", "2"].map(|person| (person.to_owned(), "1".to_owned())));
}

/// Four more offers, of which nobody else notices.
#[test]
fn traces_of_two_plans_can_be_compared_person_by_person() {
    let text = TINY.replace("annual_rate = { all = 0 }", "annual_rate = { all = 1.5 }");
    let of = |offers: u32| {
        let text = text.replace("offers = 2", &format!("offers = {offers}"));
        let done = Test::new("trace tiny.toml --replication 3").file("tiny.toml", &text).run();
        let rows = table(&done.read("outputs/trace-tiny/trace.csv")).into_iter();
        let told = rows.filter(|row| row["cohort"] == "intake.may" && !row["person"].is_empty());
        told.map(|row| ["month", "kind", "person", "text"].map(|column| row[column].clone())).collect::<Vec<_>>()
    };
    let (six, mut ten) = (of(6), of(10));
    assert!(six.len() > 4 && ten.len() > six.len(), "{six:?} {ten:?}");
    ten.retain(|[_, _, person, _]| person.parse::<u32>().is_ok_and(|person| person <= 6));
    assert_eq!(six, ten);
}

/// Text on one line, however it was wrapped.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_future_shown_is_the_one_nearest_to_the_percentile() {
    let done = Test::new("trace small.toml -n 200 --percentile 90").file("small.toml", SMALL).stderr("").run();
    let said = " is the closest to the 90th percentile of agency rate at the end of Mar 2017: 40%.";
    assert!(joined(&done.stdout).contains(said), "{}", done.stdout);
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
    let manifest: serde_json::Value = serde_json::from_str(&done.read("outputs/trace-small/manifest.json")).unwrap();
    let future = &manifest["future"];
    assert!(done.stdout.contains(&format!("\nFuture {future} is ")), "{future}");
    assert_eq!(manifest["outputs"][0]["name"], "trace.csv");
    // The same future selected by number has the same ledger.
    let ledger = done.read("outputs/trace-small/trace.csv");
    let again = done.again(&format!("trace small.toml -n 200 --replication {future}")).run();
    assert_eq!(again.read("outputs/trace-small/trace.csv"), ledger);
    assert!(again.stdout.contains(&format!("\nFuture {future}, selected by number.\n")), "{}", again.stdout);
}

#[test]
fn a_team_and_a_month_narrow_the_measure() {
    let told = |arguments: &str| {
        Test::new(&format!("trace small.toml -n 100 {arguments}")).file("small.toml", SMALL).run().stdout
    };
    let said = joined(&told("--measure caseload --team cin --month 2016-09"));
    assert!(said.contains(" the median of caseload of Child in need at the end of Sep 2016: "), "{said}");
    let said = joined(&told("--measure cost --percentile 2.5"));
    assert!(said.contains(" the 2.5th percentile of cost over the run: £"), "{said}");
    let said = joined(&told("--measure cost --month 2016-09"));
    assert!(said.contains(" the median of cost in Sep 2016: £"), "{said}");
}

#[test]
fn a_future_beyond_the_last_of_the_run_has_a_note() {
    let done = Test::new("trace small.toml -n 20 --replication 7351").file("small.toml", SMALL).run();
    let said = "\nFuture 7,351, selected by number. It is not one of the 20 futures of the run.\n";
    assert!(done.stdout.contains(said), "{}", done.stdout);
}

#[test]
fn unknown_measures_teams_and_months_are_refused() {
    let refused = |arguments: &str, said: &str| {
        let done = Test::new(&format!("trace small.toml -n 50 {arguments}"))
            .file("small.toml", SMALL)
            .stdout("")
            .code(2)
            .run();
        assert!(done.stderr.starts_with(&format!("error: {said}\n")), "{arguments}: {}", done.stderr);
        assert_eq!(done.files(), ["small.toml"], "{arguments}");
    };
    refused("--measure agency_rat", "there is no measure called `agency_rat`; did you mean `agency_rate`?");
    refused("--measure happiness", "there is no measure called `happiness`; docs/measures.md lists them");
    refused("--team cni", "there is no team called `cni`; did you mean `cin`?");
    refused(
        "--measure contacts --team cin",
        "this scenario has no `contacts` for the team `cin`; docs/measures.md lists where each measure is reported",
    );
    refused(
        "--measure stage_entries",
        "this scenario has no `stage_entries` for the whole service; docs/measures.md lists where each measure is reported",
    );
    refused("--month 2018-01", "Jan 2018 is outside the run, Apr 2016 to Mar 2017");
    refused("--month 2016-4", "invalid value '2016-4' for '--month <YYYY-MM>': expected a month such as 2017-03");
    let range = "expected a number from 0 to 100";
    for percentile in ["101", "100.5", "nan", "many"] {
        let said = format!("invalid value '{percentile}' for '--percentile <P>': {range}");
        refused(&format!("--percentile {percentile}"), &said);
    }
    refused("--replication 0", "invalid value '0' for '--replication <N>': futures are numbered from 1");
    let both = "the argument '--replication <N>' cannot be used with '--percentile <P>'";
    refused("--replication 3 --percentile 50", both);
    refused("--measure turnover --month 2016-05", "`turnover` is undefined in every future, so it has no percentiles");
}

#[test]
fn quiet_writes_the_same_and_json_has_the_entries_of_the_file() {
    let loud = Test::new("trace small.toml -n 50").file("small.toml", SMALL).run();
    let quiet =
        Test::new("trace small.toml -n 50 -q --threads 1").file("small.toml", SMALL).stdout("").stderr("").run();
    assert_eq!(loud.contents("outputs"), quiet.contents("outputs"));
    let json = Test::new("trace small.toml -n 50 --json --out there").file("small.toml", SMALL).stderr("").run();
    let told: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&told["nearest_to"]["measure"], &told["nearest_to"]["percent"]), (&"agency_rate".into(), &50.0.into()));
    let rows = table(&json.read("there/trace-small/trace.csv"));
    let entries = told["entries"].as_array().unwrap();
    assert_eq!(entries.len(), rows.len());
    for (entry, row) in entries.iter().zip(&rows) {
        assert_eq!(entry["text"], row["text"].as_str());
        assert_eq!(entry["amount"].as_f64(), row["amount"].parse().ok());
        assert_eq!(entry["stock"].as_str().unwrap_or(""), row["stock"]);
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_a_failure() {
    let done = Test::new("trace small.toml -n 20 --out taken")
        .file("small.toml", SMALL)
        .file("taken", "mine")
        .stdout("")
        .code(1)
        .run();
    assert!(done.stderr.starts_with("error: cannot write `taken/trace-small`: "), "{}", done.stderr);
    Test::new("trace small").file("small.toml", SMALL).stdout("").code(2).run();
}
