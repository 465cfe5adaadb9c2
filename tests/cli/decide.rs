//! `sweep` and `solve`: figures that agree with a comparison, plans that can be run, and mistakes told before anything is run.

use serde_json::Value;

use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test};

const MORE: &str = "\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.2\n\
    [intake.new]\nroute = \"experienced\"\nteam = \"cin\"\nmonth = \"2016-06\"\noffers = 0\ntake_up = 0.7\n\
    [change.freeze]\nwhen = { measure = \"caseload\", above = 100 }\nset = { \"agency.fill\" = 0 }\n\
    [change.dear]\nfrom = \"2016-04\"\nset = { \"agency.charge_per_hour\" = 50 }\n";

fn small(arguments: &str) -> Test {
    Test::new(arguments).file("small.toml", format!("{SMALL}{MORE}"))
}

fn json(done: &Outcome, path: &str) -> Value {
    serde_json::from_str(&done.read(path)).unwrap()
}

/// The mean of a figure of a sweep for a value.
fn mean(table: &str, value: &str, figure: &str) -> f64 {
    let row = table.lines().find(|row| row.starts_with(&format!("{value},{figure},"))).unwrap();
    row.split(',').nth(4).unwrap().parse().unwrap()
}

#[test]
fn a_sweep_has_the_figures_of_a_comparison() {
    let done = small("sweep small.toml -n 300 --vary intake.new.offers=0..6:3 -q").stderr("").stdout("").run();
    let table = done.read("outputs/sweep-small/sweep.csv");
    assert!(table.starts_with("intake.new.offers,figure,unit,n_defined,mean,"), "{table}");
    assert_eq!(mean(&table, "0", "net_saving"), 0.0);
    let plan = "base = \"small.toml\"\n[intake.new]\noffers = 6\n";
    let compared = small("compare small.toml plan.toml -n 300 -q").file("plan.toml", plan).run();
    let savings = compared.read("outputs/compare-small/savings.csv");
    let mut rows = savings.lines().map(|row| row.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let column = |name: &str| header.iter().position(|one| *one == name).unwrap();
    let rows: Vec<Vec<&str>> = rows.collect();
    for line in ["net_saving", "capacity_gained", "like_for_like_saving", "work_avoided"] {
        let of_service = |row: &&Vec<&str>| row[column("line")] == line && row[column("team")].is_empty();
        // The last row is that over the run.
        let last = rows.iter().rfind(of_service).unwrap();
        let compared: f64 = last[column("mean")].parse().unwrap();
        let swept = mean(&table, "6", line);
        assert!((compared - swept).abs() < 0.011, "{line}: {swept} {last:?}");
    }
    let run = small("run plan.toml -n 300 -q").file("plan.toml", plan).run();
    let met = run.read("outputs/plan/targets.csv");
    assert!(met.contains(&format!(",{},", mean(&table, "6", "target.rate"))), "{met}");
}

#[test]
fn a_sweep_of_two_inputs_is_a_table_for_each_target_and_a_heat_map() {
    let command = "sweep small.toml -n 100 --vary intake.new.offers=0..4:2 --vary team.cin.establishment=10,12,14";
    let done = small(command).run();
    assert!(done.stdout.contains("Rows: offers; columns: establishment."), "{}", done.stdout);
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
    assert_eq!(json(&done, "outputs/sweep-small/sweep.json")["points"].as_array().unwrap().len(), 9);
    assert!(done.read("outputs/sweep-small/likelihood_rate.svg").contains("80% likely"));
    assert!(done.read("outputs/sweep-small/report.html").contains("What each plan leads to"));
    let manifest = json(&done, "outputs/sweep-small/manifest.json");
    assert_eq!(manifest["levers"][1]["values"], serde_json::json!(["10", "12", "14"]));
}

#[test]
fn a_sweep_of_months_and_of_three_inputs_is_a_list() {
    let command = "sweep small.toml -n 50 --vary intake.new.month=2016-06..2016-08 --vary intake.new.offers=3 \
                   --vary agency.churn=0.1..0.3:0.1";
    let done = small(command).run();
    assert!(done.stdout.contains("2016-07, 3, 0.2"), "{}", done.stdout);
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
}

#[test]
fn neither_depends_on_threads() {
    for command in [
        "sweep small.toml -n 200 --vary intake.new.offers=0..2",
        "solve small.toml -n 200 --vary intake.new.offers=0..8 --target rate=0.5",
    ] {
        let one = small(&format!("{command} --threads 1")).run();
        let three = small(&format!("{command} --threads 3")).run();
        assert!(one.contents("outputs") == three.contents("outputs"), "{command}");
    }
}

#[test]
fn the_plan_that_is_found_can_be_run_from_any_folder() {
    let command = "solve small.toml -n 400 --vary intake.new.offers=0..20 --target rate=0.6 --out results/of/today";
    let done = small(command).stderr("").run();
    let found = json(&done, "results/of/today/solve-small/solve.json");
    assert_eq!(found["met"], true, "{}", done.stdout);
    let said = found["plan"]["likelihoods"][0].as_f64().unwrap();
    let overlay = done.read("results/of/today/solve-small/plan.toml");
    assert!(overlay.starts_with("base = \"../../../../small.toml\"\n"), "{overlay}");
    let run = done.again("run results/of/today/solve-small/plan.toml -n 400 -q").run();
    let likelihood = run.read("outputs/plan/targets.csv");
    assert!(likelihood.contains(&format!(",{said},")), "{said} {likelihood}");
}

#[test]
fn a_target_that_cannot_be_met_is_said_to_be_so() {
    let done = small("solve small.toml -n 200 --vary intake.new.offers=0..1 --target rate=0.99").run();
    assert!(done.stdout.contains("No plan in these ranges reaches 99%; the best reaches"), "{}", done.stdout);
    assert!(done.stdout.contains("intake.new.offers is at the end of its range"), "{}", done.stdout);
}

#[test]
fn a_plan_must_also_hold_under_stress() {
    let stress = "base = \"small.toml\"\nname = \"Leavers\"\n[leaving]\nannual_rate = { all = 0.5 }\n";
    let command = "solve small.toml -n 200 --vary intake.new.offers=0..20 --target rate=0.5 --stress leavers.toml";
    let done = small(command).file("leavers.toml", stress).run();
    let found = json(&done, "outputs/solve-small/solve.json");
    let alone = small("solve small.toml -n 200 --vary intake.new.offers=0..20 --target rate=0.5").run();
    let alone = json(&alone, "outputs/solve-small/solve.json");
    let offers = |found: &Value| found["plan"]["values"][0].as_f64().unwrap();
    assert!(offers(&found) > offers(&alone), "{} {}", offers(&found), offers(&alone));
    assert_eq!(found["constraints"][1]["world"], "leavers");
}

#[test]
fn mistakes_are_told_before_anything_is_run() {
    let sweep = |vary: &str| format!("sweep small.toml --vary {vary}");
    let solve = |rest: &str| format!("solve small.toml {rest}");
    for (command, words) in [
        (sweep("intake.new.ofers=1"), "did you mean `intake.new.offers`?"),
        (sweep("intake.new.offers=-1..3"), "the value -1 is outside what the input may be, 0 to"),
        (sweep("intake.new.offers=5..2"), "the range `5..2` ends before it begins"),
        (sweep("intake.new.offers=0..2000"), "more than 1000 values"),
        (sweep("intake.new.offers=0..99 --vary team.cin.establishment=1..99"), "9900 combinations of values"),
        (sweep("intake.new.offers=1 --vary intake.new.offers=2"), "the address is given twice"),
        (sweep("agency.fill=0.1"), "the response `freeze` sets this input"),
        (sweep("agency.charge_per_hour=40"), "the change `dear` sets this input"),
        (sweep("intake.new.month=2016-13"), "neither a number nor a month"),
        (sweep("months=12,24"), "`months` must be the same in both"),
        (solve("--vary intake.new.offers=0..3 --target rat=0.8"), "did you mean `rate`?"),
        (solve("--vary intake.new.offers=0..3 --target rate=80"), "the chance `80` must be above 0 and below 1"),
        (solve("--vary intake.new.offers=0..3 --target rate=0.8 --target rate=0.9"), "the target is given twice"),
        (
            solve("--vary intake.new.offers=0..3 --target rate=0.8 --minimise cash"),
            "cash alone favours plans that leave posts empty; add `--safe`",
        ),
        (solve("--vary intake.new.month=2016-06..2016-08 --target rate=0.8"), "use `--minimise cost`"),
        (
            solve("--vary intake.new.offers=0..3 --vary retention.payment=0..10 --target rate=0.8"),
            "have different units",
        ),
        (solve("--vary intake.new.offers=0..3"), "--target"),
    ] {
        let done = small(&command).code(2).stdout("").run();
        assert!(done.stderr.replace('\n', " ").contains(words), "{command}: {}", done.stderr);
        assert_eq!(done.files(), ["small.toml"], "{command}");
    }
}

#[test]
fn a_search_names_an_input_on_which_no_target_depends() {
    let done = small(
        "solve small.toml -n 300 --target rate=5% --vary intake.new.offers=0..4 \
         --vary route.experienced.stage.in_post.pay=45000..46000:500 --minimise cost",
    )
    .run();
    let words = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("One step of route.experienced.stage.in_post.pay changes no target"), "{}", done.stdout);
}

/// Fewer posts save cash, and leave children waiting: the cheapest plan is the one with the fewest posts that raises no flag.
#[test]
fn cash_is_saved_only_by_plans_without_a_flag() {
    let solve = |rest: &str| {
        let vary = "--vary team.cin.establishment=4..12:2 --target rate=1% -n 600";
        let done = small(&format!("solve small.toml {vary} {rest}")).run();
        (json(&done, "outputs/solve-small/solve.json"), done)
    };
    let posts = |found: &Value| found["plan"]["values"][0].as_f64().unwrap();
    let (least, _) = solve("");
    assert_eq!(posts(&least), 4.0, "without --safe the least is found");
    let (safe, done) = solve("--minimise cash --safe");
    assert_eq!(safe["safe"], true);
    let words = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("left out because of a flag"), "{}", done.stdout);
    assert!(words.contains("makes nothing worse for children that is watched"), "{}", done.stdout);
    // A comparison flags every plan with fewer posts that was left out, and not the one that was found.
    let flags = |number: f64| {
        let plan = format!("base = \"small.toml\"\n[team.cin]\nestablishment = {number}\n");
        let done = small("compare small.toml plan.toml -n 4096 -q").file("plan.toml", plan).run();
        let table = done.read("outputs/compare-small/ranking.csv");
        let header: Vec<&str> = table.lines().next().unwrap().split(',').collect();
        let place = header.iter().position(|one| *one == "flags").unwrap();
        let row = table.lines().find(|row| row.contains(",plan,")).unwrap();
        row.split(',').nth(place).unwrap().to_owned()
    };
    assert!(posts(&safe) > 4.0, "{safe}");
    assert_eq!(flags(posts(&safe)), "");
    assert_ne!(flags(4.0), "");
}

/// Northshire, the example of `docs/solve.md`: the plan that the search finds is the least that an enumeration by the engine finds. The line
/// lies between two plans, so that neither is near it.
#[test]
fn the_search_finds_what_an_enumeration_of_northshire_finds() {
    const VARY: &str = "--vary intake.overseas_2027.offers";
    let file = |path: &str| std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let northshire = |arguments: &str| {
        let [overlay, template] = ["examples/northshire.toml", "scenarios/county.toml"].map(file);
        let overlay = overlay.replace("../scenarios/", "");
        Test::new(arguments).file("northshire.toml", overlay).file("county.toml", template).run()
    };
    let found = northshire(&format!("solve northshire.toml -n 2000 -q --target agency_2027=0.675 {VARY}=10..20"));
    let plan = found.read("outputs/solve-northshire/plan.toml");
    assert!(plan.contains("offers = 14"), "{plan}");
    let all = northshire(&format!("sweep northshire.toml -n 4000 -q {VARY}=10..14"));
    let table = all.read("outputs/sweep-northshire/sweep.csv");
    let enough = |offers: u64| mean(&table, &offers.to_string(), "target.agency_2027") >= 0.675;
    assert_eq!((10..=14).find(|&offers| enough(offers)), Some(14), "{table}");
}
