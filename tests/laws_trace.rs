//! A trace adds up month by month, to the last person, case and penny, and matches the figures of the same replication
//! in a run.

#[cfg(test)]
#[expect(dead_code, reason = "these laws hold in every world, whatever it has")]
mod world;

#[cfg(test)]
mod laws {
    use std::cell::Cell;
    use std::collections::{BTreeMap, BTreeSet};

    use staffcast::internals::{
        Layout, Replication, ReplicationRow, TracedReplication, ledger, tell, trace, trace_files,
    };
    use staffcast::measures::CostLine;
    use staffcast::plan::Plan;
    use staffcast::run::Options;
    use staffcast::scenario::{Breakdown, Scenario};
    use staffcast::summary;

    use crate::world::{Rules, for_worlds};

    fn plan(text: &str) -> Plan {
        match Scenario::parse(text) {
            Ok(scenario) => Plan::new(scenario),
            Err(errors) => panic!("{errors}\n{text}"),
        }
    }

    /// A row of `trace.csv`.
    type Row = BTreeMap<String, String>;

    /// `trace.csv` of future `n`.
    fn rows(plan: &Plan, n: u64) -> Vec<Row> {
        let summary = summary::run(plan, &Options::new(1)).expect("nobody stops it");
        let ledger = ledger(plan, Replication::new(n));
        let files =
            trace_files(&tell(&TracedReplication { summary: &summary, ledger: &ledger, why: None })).expect("files");
        assert_eq!(files[0].name, "trace.csv");
        csv::Reader::from_reader(&files[0].bytes[..]).deserialize().map(|row| row.expect("a row")).collect()
    }

    /// An amount in hundredths, which for pounds are pence.
    fn hundredths(row: &Row) -> i64 {
        let amount: f64 = row["amount"].parse().expect("a number");
        let hundredths = (amount * 100.0).round();
        assert!((amount * 100.0 - hundredths).abs() < 1e-4, "{amount}");
        hundredths as i64
    }

    /// What a count is of: the month, the stock, the team and, of cases, the stage.
    type Key = (String, String, String, String);

    fn key(row: &Row) -> Key {
        let of = if row["stock"] == "cases" { row["of"].clone() } else { String::new() };
        (row["month"].clone(), row["stock"].clone(), row["team"].clone(), of)
    }

    /// By count, the sum of the rows that `is_it`.
    fn sums(rows: &[Row], is_it: impl Fn(&Row) -> bool) -> BTreeMap<Key, i64> {
        let mut sums = BTreeMap::new();
        for row in rows.iter().filter(|row| !row["stock"].is_empty() && is_it(row)) {
            *sums.entry(key(row)).or_default() += hundredths(row);
        }
        sums
    }

    fn of_kind(kind: &'static str) -> impl Fn(&Row) -> bool {
        move |row| row["kind"] == kind
    }

    /// Holds `law` against the file and the figures of some futures of random worlds.
    fn for_traces(n: u32, law: impl Fn(&Plan, &[Row], &ReplicationRow)) {
        for_worlds(n, Rules::ALL, |world| {
            let plan = plan(&world.text);
            for n in 1..=3 {
                law(&plan, &rows(&plan, n), &plan.future(n));
            }
        });
    }

    #[test]
    fn opening_plus_inflows_less_outflows_is_closing() {
        for_traces(80, |_, rows, _| {
            let (opening, closing) = (sums(rows, of_kind("opening")), sums(rows, of_kind("closing")));
            let moves = sums(rows, |row| !["opening", "closing", "spent"].contains(&row["kind"].as_str()));
            assert_eq!(opening.keys().collect::<Vec<_>>(), closing.keys().collect::<Vec<_>>());
            assert!(moves.keys().all(|key| opening.contains_key(key)), "a move of what nobody counts");
            for (key, closing) in closing {
                let moved = moves.get(&key).copied().unwrap_or(0);
                assert_eq!(opening[&key] + moved, closing, "{key:?}");
            }
        });
    }

    #[test]
    fn the_closing_of_a_month_is_the_opening_of_the_next() {
        for_traces(20, |plan, rows, _| {
            let month = |index: i32| plan.calendar().month(index).iso();
            let (opening, closing) = (sums(rows, of_kind("opening")), sums(rows, of_kind("closing")));
            for index in 1..plan.calendar().months as i32 {
                let of = |sums: &BTreeMap<Key, i64>, month: String| {
                    let of_month = sums.iter().filter(|(key, _)| key.0 == month);
                    of_month
                        .map(|((_, stock, team, of), sum)| (stock.clone(), team.clone(), of.clone(), *sum))
                        .collect()
                };
                let (before, after): (Vec<_>, Vec<_>) = (of(&closing, month(index - 1)), of(&opening, month(index)));
                assert_eq!(before, after);
            }
        });
    }

    /// A figure of a future in hundredths, by month, team (or `service`) and what it is of.
    fn figures(plan: &Plan, row: &ReplicationRow, measure: &str) -> BTreeMap<(String, String, String), i64> {
        let (layout, scenario) = (Layout::new(plan), plan.scenario());
        let ids = [scenario.teams().collect::<Vec<_>>(), scenario.stages().collect(), scenario.routes().collect()];
        let mut figures = BTreeMap::new();
        for (place, series) in plan.series().enumerate().filter(|(_, series)| series.measure.id == measure) {
            let team = series.team.map_or("service", |team| ids[0][team.index()]);
            let of = match series.of {
                None => "",
                Some(Breakdown::Stage(stage)) => ids[1][stage.index()],
                Some(Breakdown::Route(route)) => ids[2][route.index()],
                Some(Breakdown::Line(line)) => line.id(),
                Some(Breakdown::Response(_)) => "response",
            };
            for month in 0..layout.months {
                let key = (plan.calendar().month(month as i32).iso(), team.to_owned(), of.to_owned());
                figures.insert(key, (row.values[layout.month(month, place)] * 100.0).round() as i64);
            }
        }
        figures
    }

    /// The rows that `is_it` add up to what the run says of a measure, for every team, or for what it is told of.
    #[track_caller]
    fn adds_up_to(
        figures: &BTreeMap<(String, String, String), i64>,
        rows: &[Row],
        sign: i64,
        is_it: impl Fn(&Row, &str, &str) -> bool,
    ) {
        let mut sums: BTreeMap<(String, String, String), i64> = figures.keys().map(|key| (key.clone(), 0)).collect();
        for ((month, team, of), sum) in &mut sums {
            let rows = rows.iter().filter(|row| row["month"] == *month && is_it(row, team, of));
            *sum = sign * rows.map(hundredths).sum::<i64>();
        }
        assert_eq!(&sums, figures);
    }

    /// Whether a row is of a team; every row is of the service.
    fn of_team(row: &Row, team: &str) -> bool {
        team == "service" || row["team"] == team
    }

    #[test]
    fn stocks_match_the_same_replication_in_a_run() {
        for_traces(25, |plan, rows, row| {
            let closes = |stock: &'static str| {
                move |row: &Row, team: &str, of: &str| {
                    let of = of.is_empty() || row["of"] == of;
                    row["kind"] == "closing" && row["stock"] == stock && of && of_team(row, team)
                }
            };
            let permanent = figures(plan, row, "permanent_heads");
            adds_up_to(&permanent, rows, 1, closes("permanent"));
            adds_up_to(&figures(plan, row, "trainees"), rows, 1, closes("trainees"));
            adds_up_to(&figures(plan, row, "agency_orders"), rows, 1, closes("orders"));
            adds_up_to(&figures(plan, row, "open_cases"), rows, 1, closes("cases"));
        });
    }

    #[test]
    fn flows_match_the_same_replication_in_a_run() {
        for_traces(25, |plan, rows, row| {
            let flow = |stock: &'static str, kinds: &'static [&'static str]| {
                move |row: &Row, team: &str, of: &str| {
                    let of = of.is_empty() || row["route"] == of || row["of"] == of;
                    row["stock"] == stock && kinds.contains(&row["kind"].as_str()) && of && of_team(row, team)
                }
            };
            let joins = flow("permanent", &["started", "converted", "qualified"]);
            adds_up_to(&figures(plan, row, "joiners"), rows, 1, joins);
            adds_up_to(&figures(plan, row, "leavers"), rows, -1, flow("permanent", &["left", "failed"]));
            adds_up_to(&figures(plan, row, "agency_starters"), rows, 1, flow("agency", &["filled"]));
            let goes = flow("agency", &["assignment_ended", "notice_ran_out", "released", "converted"]);
            adds_up_to(&figures(plan, row, "agency_leavers"), rows, -1, goes);
            adds_up_to(&figures(plan, row, "stage_entries"), rows, 1, flow("cases", &["entered"]));
        });
    }

    /// Whether a row is about people who do something after they arrived.
    fn is_of_a_life(row: &Row) -> bool {
        ["qualified", "passed", "failed", "left", "moved"].contains(&row["kind"].as_str())
    }

    #[test]
    fn those_who_arrive_during_the_run_are_listed_one_by_one_and_leave_once() {
        let listed = Cell::new(0);
        for_traces(80, |_, rows, _| {
            let mut gone = BTreeSet::new();
            for row in rows {
                let numbered = is_of_a_life(row) && !row["cohort"].starts_with("staff.");
                assert_eq!(!row["person"].is_empty(), numbered, "{row:?}");
                if !numbered {
                    continue;
                }
                listed.set(listed.get() + 1);
                assert!(row["person"].parse::<u32>().is_ok_and(|person| person > 0), "{row:?}");
                assert_eq!(hundredths(row).abs(), 100, "{row:?}");
                let leaves = row["kind"] == "left" || row["kind"] == "failed";
                if leaves && row["cohort"].starts_with("intake.") {
                    let person = ["cohort", "stock", "started", "person"].map(|column| row[column].clone());
                    assert!(gone.insert(person), "{row:?} again");
                }
            }
        });
        assert!(listed.get() > 1_000, "only {} entries about people", listed.get());
    }

    #[test]
    fn cost_lines_add_up_to_the_penny_by_team_by_line_and_in_total() {
        for_traces(25, |plan, rows, row| {
            let cost = figures(plan, row, "cost");
            let spent = |row: &Row, team: &str, of: &str| {
                row["kind"] == "spent" && of_team(row, team) && (of.is_empty() || row["of"] == of)
            };
            adds_up_to(&cost, rows, 1, spent);
            let mut total = cost.clone();
            total.retain(|(_, team, of), _| team == "service" && of.is_empty());
            adds_up_to(&total, rows, 1, |row, _, _| row["kind"] == "total");
            let known = CostLine::ALL.map(CostLine::id);
            assert!(rows.iter().filter(|row| row["kind"] == "spent").all(|row| known.contains(&row["of"].as_str())));
        });
    }

    #[test]
    fn no_line_on_screen_is_wider_than_80_columns() {
        for_worlds(20, Rules::ALL, |world| {
            let long = "name = \"The team for children in need of help and of protection in the north and the east of the county\"";
            let plan = plan(&world.text.replacen("[team.t0]", &format!("[team.t0]\n{long}"), 1));
            let summary = summary::run(&plan, &Options::new(3)).expect("nobody stops it");
            let ledger = ledger(&plan, Replication::new(2));
            let told = trace(&tell(&TracedReplication { summary: &summary, ledger: &ledger, why: None })).to_string();
            let months = told.split_once("All futures:").expect("a header").1;
            for line in months.lines() {
                assert!(line.chars().count() <= 80, "{line}");
            }
        });
    }

    #[test]
    fn the_ledger_matches_the_figures_of_the_run() {
        for_worlds(20, Rules::ALL, |world| {
            let plan = plan(&world.text);
            for n in [1, 2, 7_351] {
                assert_eq!(ledger(&plan, Replication::new(n)).figures, plan.future(n));
            }
        });
    }

    #[test]
    fn rates_match_those_of_the_run() {
        for_traces(10, |plan, rows, row| {
            let mut said = 0;
            for (measure, kind) in
                [("agency_rate", "agency_rate"), ("caseload", "caseload"), ("unallocated", "unallocated")]
            {
                for ((month, team, _), figure) in figures(plan, row, measure) {
                    let is_it = |row: &&Row| row["kind"] == kind && row["month"] == month && row["team"] == team;
                    for row in rows.iter().filter(is_it) {
                        let amount: f64 = row["amount"].parse().expect("a number");
                        assert!((amount * 100.0 - figure as f64).abs() <= 0.51, "{kind} {amount} {figure}");
                        said += 1;
                    }
                }
            }
            assert!(said > 0 || rows.iter().all(|row| row["kind"] != "agency_rate"));
        });
    }
}
