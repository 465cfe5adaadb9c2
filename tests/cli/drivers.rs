//! `drivers`, and the parts of a run's ranges.

use serde_json::Value;

use staffcast::examples::SMALL;

use crate::harness::Test;

const UNCERTAIN: &str = "\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.2\n\
    [yearly.demand]\nsd = 0.1\ninputs = { \"demand.contacts.per_month\" = 1 }\n";

fn small(arguments: &str) -> Test {
    let text = SMALL
        .replace("all = 0.15", "all = { uniform = { low = 0.02, high = 0.4 } }")
        .replace("charge_per_hour = 38", "charge_per_hour = { uniform = { low = 20, high = 60 } }");
    Test::new(arguments).file("small.toml", format!("{text}{UNCERTAIN}")).file(
        "stay.toml",
        "base = \"small.toml\"\n[change.stay]\nfrom = \"2016-04\"\nmultiply = { \"leaving.annual_rate\" = 0.5 }\n\
         set = { \"route.experienced.stage.in_post.pay\" = 46_000 }\n",
    )
}

/// The rows of a table that begin with a prefix, each split at commas.
fn rows<'t>(table: &'t str, prefix: &str) -> Vec<Vec<&'t str>> {
    table.lines().filter(|row| row.starts_with(prefix)).map(|row| row.split(',').collect()).collect()
}

#[test]
fn a_study_of_a_plan_says_what_is_worth_knowing_and_is_written_whole() {
    let done = small("drivers small.toml stay.toml -n 2000 --xlsx").run();
    assert!(done.stdout.lines().all(|line| line.chars().count() <= 80), "{}", done.stdout);
    assert!(done.stdout.contains("What it would be worth to know before choosing"), "{}", done.stdout);
    let folder = "outputs/drivers-small";
    let worth = done.read(&format!("{folder}/worth.csv"));
    assert!(worth.starts_with("inputs,meaning,worth,mc_error,evidence,source\n"), "{worth}");
    assert_eq!(worth.lines().count(), 3);
    // Shapley effects add up to the whole; the parts of inputs, years and chance exactly.
    let effects = done.read(&format!("{folder}/effects.csv"));
    let shapley: f64 = rows(&effects, "cost_over_run,").iter().map(|row| row[3].parse::<f64>().unwrap()).sum();
    assert!((shapley - 1.0).abs() < 1e-5, "{effects}");
    let shares = done.read(&format!("{folder}/drivers.csv"));
    let parts = ["inputs", "years", "chance"].map(|part| {
        let row = rows(&shares, &format!("cost_over_run,{part},")).remove(0);
        row[3].parse::<f64>().unwrap()
    });
    assert!((parts.iter().sum::<f64>() - 1.0).abs() < 3e-6, "{parts:?}");
    // A swing is that of a sweep.
    let swings = done.read(&format!("{folder}/swings.csv"));
    let row = rows(&swings, "saving.stay,leaving.annual_rate.all,").remove(0);
    assert_eq!(row[2..5], ["0.058", "0.362", "per_year"], "{row:?}");
    let compared = small("compare small.toml stay.toml --with low.toml -n 200 -q")
        .file("low.toml", "base = \"small.toml\"\n[leaving.annual_rate]\nall = 0.058\n")
        .run();
    let savings = compared.read("outputs/compare-small+low/savings.csv");
    let whole = savings.lines().rfind(|row| row.contains("like_for_like_saving,")).unwrap();
    assert!(whole.contains(&format!(",{},", row[5])), "{row:?} {whole}");
    let record: Value = serde_json::from_str(&done.read(&format!("{folder}/drivers.json"))).unwrap();
    assert_eq!(record["plans"][0], "stay");
    assert!(done.read(&format!("{folder}/report.html")).contains("Worth to know"));
}

#[test]
fn a_plan_that_a_comparison_flags_is_no_choice() {
    let away = "base = \"small.toml\"\n[demand]\nturned_away = 0.1\n[route.experienced.stage.in_post]\npay = 40_000\n";
    let done = small("drivers small.toml away.toml -n 640").file("away.toml", away).run();
    let words = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "no plan without a flag saves anything at equal capacity. Not among the choices, because a comparison flags what it \
                    makes worse for children: away. What the ranges come from";
    assert!(words.contains(expected), "{words}");
    assert_eq!(done.read("outputs/drivers-small/worth.csv").lines().count(), 1);
    // With a plan that may be chosen, worth is told of it alone.
    let done = small("drivers small.toml away.toml stay.toml -n 640").file("away.toml", away).run();
    assert!(done.stdout.contains("children: away."), "{}", done.stdout);
    assert_eq!(done.read("outputs/drivers-small/worth.csv").lines().count(), 3);
}

#[test]
fn a_saving_without_a_price_is_told_with_the_file_that_lacks_it() {
    let without = SMALL.replace("charge_per_hour = 38\n", "").replace("agency = { workers = 3 }\n", "");
    let done = Test::new("drivers small.toml more.toml -n 640")
        .file("small.toml", format!("{without}{UNCERTAIN}"))
        .file("more.toml", "base = \"small.toml\"\n[leaving]\nannual_rate = { all = 0.05 }\n")
        .code(2)
        .stdout("")
        .run();
    assert!(done.stderr.contains("the saving of `more` at equal capacity has no value"), "{}", done.stderr);
    assert!(done.stderr.contains("small.toml a team has no `charge_per_hour`"), "{}", done.stderr);
}

#[test]
fn a_long_run_tells_inputs_years_and_chance_apart_and_a_short_one_says_that_it_does_not() {
    let done = small("run small.toml -n 8000").run();
    assert!(done.stdout.contains("from differences between years"), "{}", done.stdout);
    let table = done.read("outputs/small/drivers.csv");
    assert!(table.starts_with("figure,part,inputs,share,mc_error,sd_due,unit,evidence,source\n"), "{table}");
    let sum: f64 = ["inputs", "years", "chance"]
        .iter()
        .map(|part| {
            let row = rows(&table, &format!("target.rate,{part},")).remove(0);
            row[3].parse::<f64>().unwrap()
        })
        .sum();
    assert!((sum - 1.0).abs() < 3e-6, "{table}");
    let short = small("run small.toml -n 1000").run();
    assert!(short.stdout.contains("From 8,000 futures, a run tells years and chance apart"), "{}", short.stdout);
    assert!(rows(&short.read("outputs/small/drivers.csv"), "cost_over_run,chance").is_empty());
}

#[test]
fn what_cannot_be_studied_is_told_before_anything_is_run() {
    let refused = |arguments: &str, reason: &str| {
        let longer = "base = \"small.toml\"\nmonths = 20\n";
        let done = small(arguments).file("longer.toml", longer).code(2).stdout("").run();
        assert!(done.stderr.contains(reason), "{}", done.stderr);
        assert!(!done.path("outputs").exists());
    };
    refused("drivers small.toml -n 100", "takes 400 to 16,384 futures");
    refused("drivers small.toml none.toml", "none.toml");
    refused("drivers small.toml longer.toml", "`months` must be the same");
    refused("drivers small.toml small.toml", "rename one");
}

#[test]
fn a_study_is_the_same_on_any_number_of_threads() {
    let digest = |threads: u32| {
        let done = small(&format!("drivers small.toml stay.toml -n 640 -q --threads {threads}")).run();
        done.read("outputs/drivers-small/manifest.json")
    };
    assert_eq!(digest(1), digest(3));
}
