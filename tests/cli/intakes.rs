//! Intakes that recur and split between teams: their arrivals in overlays, explanations and traces.

use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test, table};

/// The small example with a second team and three arrivals in each.
fn yearly() -> String {
    format!(
        "{SMALL}\n[team.lac]\nname = \"Looked after\"\nestablishment = 0\n\n[intake.nqsw]\nname = \"NQSWs\"\nroute = \"experienced\"\n\
         teams = {{ cin = 6, lac = 2 }}\nmonth = \"2016-06\"\nevery = 4\ntake_up = 0.8\n"
    )
}

/// An overlay with one more in Looked after in October.
const ONE_MORE: &str = "base = \"yearly.toml\"\nname = \"One more\"\n[intake.nqsw.2016-10]\nteams = { lac = 3 }\n";

fn with_files(command: &str) -> Outcome {
    Test::new(command).file("yearly.toml", yearly()).file("more.toml", ONE_MORE).stderr("").run()
}

fn addresses(outcome: &Outcome) -> Vec<&str> {
    let lines = outcome.stdout.lines().filter(|line| line.starts_with("intake."));
    lines.filter_map(|line| line.split_whitespace().next()).collect()
}

#[test]
fn an_arrival_is_explained_by_the_inputs_that_it_uses() {
    let costs = ["cost_per_offer", "cost_per_start", "grant_per_start"].map(|key| format!("intake.nqsw.{key}"));
    let expected = |offers: &[&str], take_up: &str, own: &[&str]| {
        let shared = offers.iter().map(|&offers| offers.to_owned()).chain([take_up.to_owned()]);
        shared.chain(costs.clone()).chain(own.iter().map(|&own| own.to_owned())).collect::<Vec<_>>()
    };
    let of_june = with_files("explain more.toml intake.nqsw.2016-06.lac");
    assert_eq!(addresses(&of_june), expected(&["intake.nqsw.teams.lac"], "intake.nqsw.take_up", &[]));
    let of_october = with_files("explain more.toml intake.nqsw.2016-10.lac");
    assert_eq!(addresses(&of_october), expected(&[], "intake.nqsw.take_up", &["intake.nqsw.2016-10.teams.lac"]));
    let of_both = with_files("explain more.toml intake.nqsw.2016-10");
    let own = &["intake.nqsw.2016-10.teams.lac"];
    assert_eq!(addresses(&of_both), expected(&["intake.nqsw.teams.cin"], "intake.nqsw.take_up", own));
}

#[test]
fn an_overlay_on_one_arrival_adds_a_person_and_leaves_all_others() {
    let traced = |file: &str| {
        let done = with_files(&format!("trace {file}.toml --replication 4"));
        let rows = table(&done.read(&format!("outputs/trace-{file}/trace.csv"))).into_iter();
        let of_intake = rows.filter(|row| row["cohort"].starts_with("intake.nqsw"));
        of_intake.collect::<Vec<_>>()
    };
    let offers = |file: &str| {
        let offered = traced(file).into_iter().filter(|row| row["kind"] == "offered");
        offered.map(|row| format!("{} {}", row["cohort"], row["amount"])).collect::<Vec<_>>()
    };
    let of_plan =
        ["2016-06", "2016-10", "2017-02"].map(|month| [("cin", 6), ("lac", 2)].map(|(team, n)| (month, team, n)));
    let mut expected: Vec<String> =
        of_plan.iter().flatten().map(|(month, team, n)| format!("intake.nqsw.{month}.{team} {n}")).collect();
    assert_eq!(offers("yearly"), expected);
    expected[3] = "intake.nqsw.2016-10.lac 3".to_owned();
    assert_eq!(offers("more"), expected);
    let apart = |file: &str| {
        let others = traced(file).into_iter().filter(|row| row["cohort"] != "intake.nqsw.2016-10.lac");
        others
            .map(|row| [&row["month"], &row["kind"], &row["cohort"], &row["person"]].map(String::clone))
            .collect::<Vec<_>>()
    };
    assert_eq!(apart("yearly"), apart("more"));
}

#[test]
fn charts_mark_each_arrival_with_its_team() {
    let done = with_files("run yearly.toml -n 20 --quiet");
    let page = done.read("outputs/yearly/report.html");
    for mark in ["NQSWs, Child in need: 6 offers", "NQSWs, Looked after: 2 offers"] {
        assert!(page.contains(mark), "{mark}");
    }
}
