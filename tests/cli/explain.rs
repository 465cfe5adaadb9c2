//! `explain`: one input in detail, or lists of inputs.

use staffcast::examples::SMALL;

use crate::harness::{Test, table};

const PLAN: &str = "base = \"../small.toml\"\nname = \"Plan\"\n\n[team.cin]\n\
    establishment = { value = 24, source = \"the board, 3 May\", evidence = \"local\" }\n\n\
    [change.cut]\nfrom = \"2016-06\"\nphase_in = 3\nadd = { \"team.cin.establishment\" = -3 }\n\n\
    [change.freeze]\nfrom = \"2016-10\"\nuntil = \"2016-11\"\nset = { \"team.cin.establishment\" = 20 }\n";

fn explain(arguments: &str) -> Test {
    Test::new(&format!("explain plans/plan.toml {arguments}")).file("small.toml", SMALL).file("plans/plan.toml", PLAN)
}

#[test]
fn an_input_is_shown_with_its_value_location_and_changes() {
    explain("team.cin.establishment")
        .stdout(
            "team.cin.establishment
  Funded posts, full-time equivalent.

  value       24 FTE
  allowed     0 to 10,000 FTE
  set at      plans/plan.toml:5:17
  overrode    12 at small.toml:9:17
  source      the board, 3 May
  evidence    local
  changes     add -3 FTE from Jun 2016, phased in over 3 months (change.cut,
              plans/plan.toml:10)
              set to 20 FTE from Oct 2016 to Nov 2016 (change.freeze,
              plans/plan.toml:15)

  month by month
    from Apr 2016  24
    from Jun 2016  23
    from Jul 2016  22
    from Aug 2016  21
    from Oct 2016  20
    from Dec 2016  21
",
        )
        .stderr("")
        .run();
}

#[test]
fn a_yearly_effect_is_shown_with_where_it_starts() {
    let yearly = "\n[yearly.market]\ninputs = [\"agency.churn\"]\nsd = 0.2\npersistence = 0.5\nopens_at = 1.3\n\
                  [yearly.level]\ninputs = [\"agency.churn\"]\nsd = 0.1\nstep = \"month\"\nrelative_to = \"last_12_months\"\n";
    let done = Test::new("explain small.toml agency.churn").file("small.toml", format!("{SMALL}{yearly}")).run();
    let words: Vec<&str> = done.stdout.split_whitespace().collect();
    let says = |sentence: &str| assert!(words.join(" ").contains(sentence), "{}", done.stdout);
    says(
        "market: sd 0.2, persistence 0.5, moves every year, opens at 1.3 times the usual level (yearly.market, small.toml:43)",
    );
    says("level: sd 0.1, persistence 0, moves every month, relative to the last 12 months (yearly.level, small.toml:");
}

#[test]
fn a_default_and_a_fixed_input_say_so() {
    let done = explain("leaving.highest_multiplier").run();
    assert!(done.stdout.contains("set at      nowhere: this is the default\n"), "{}", done.stdout);
    assert!(done.stdout.contains("dated       no: dated changes cannot apply to it\n"), "{}", done.stdout);
    let done = explain("change.cut.from").run();
    assert!(done.stdout.contains("value       2016-06\n"), "{}", done.stdout);
}

#[test]
fn a_table_lists_its_inputs_and_no_address_lists_all() {
    let done = explain("team.cin").run();
    assert!(done.stdout.starts_with("team.cin."), "{}", done.stdout);
    assert!(done.stdout.lines().all(|line| line.starts_with("team.cin.") || !line.contains('[')), "{}", done.stdout);
    assert!(done.stdout.contains("24 FTE (changes)  [plans/plan.toml:5]\n"), "{}", done.stdout);
    let all = explain("").run();
    assert!(all.stdout.contains("agency.fill"), "{}", all.stdout);
    assert!(all.stdout.lines().count() > 40, "{}", all.stdout);
}

#[test]
fn an_unknown_address_is_refused_with_similar_ones() {
    explain("team.cni.establishment")
        .stderr(
            "error: there is no input `team.cni.establishment` in this scenario; did you mean \
             `team.cin.establishment`?\n",
        )
        .stdout("")
        .code(2)
        .run();
    explain("demand.season")
        .stderr("error: `demand.season` is not set in this scenario, so it has no value\n")
        .stdout("")
        .code(2)
        .run();
    explain("xyz")
        .stderr("error: there is no input `xyz` in this scenario; omit the address to list all inputs\n")
        .stdout("")
        .code(2)
        .run();
}

#[test]
fn json_contains_the_same_information() {
    let done = explain("team.cin.establishment --json").run();
    let told: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(told[0]["set"]["file"], "plans/plan.toml");
    assert_eq!(told[0]["overrode"][0]["text"], "12");
    assert_eq!(told[0]["months"][1]["from"], "2016-06");
    assert_eq!(told[0]["months"][1]["p50"], 23.0);
    assert_eq!(told[0]["unit"], "FTE");
}

#[test]
fn a_jointly_drawn_group_is_named() {
    let text = SMALL
        .replace("fill = 0.5", "fill = { uniform = { low = 0.3, high = 0.6 } }")
        .replace("churn = 0.1", "churn = { uniform = { low = 0.02, high = 0.08 } }")
        + "\n[correlation.market]\ninputs = [\"agency.fill\", \"agency.churn\"]\nrank_correlation = -0.5\n";
    let done = Test::new("explain small.toml agency.fill").file("small.toml", text).run();
    assert!(done.stdout.contains("correlation market (with agency.churn, rank correlation -0.5)\n"), "{}", done.stdout);
    assert!(done.stdout.contains("drawn       80% range 0.33 to 0.57"), "{}", done.stdout);
}

#[test]
fn a_run_writes_the_register_and_counts_inputs_without_a_source() {
    let done = Test::new("run small.toml -n 10")
        .file("small.toml", SMALL.replace("establishment = 12", "establishment = { value = 12, source = \"HR\" }"))
        .run();
    let rows = table(&done.read("outputs/small/assumptions.csv"));
    let given = rows.iter().filter(|row| row["kind"] == "quantity" && row["set_by"] != "default");
    let unsourced = given.clone().filter(|row| row["sourced"] == "false").count();
    let (given, sourced) = (given.count(), 1);
    let note = format!(
        "{given} inputs: {sourced} from sources, {unsourced} assumptions ({unsourced} without a source).\n\
         They are listed in assumptions.csv.\n"
    );
    assert_eq!(given, sourced + unsourced);
    assert!(done.stdout.contains(&note), "{note}{}", done.stdout);
    let row = rows.iter().find(|row| row["address"] == "team.cin.establishment").unwrap();
    assert_eq!((row["source"].as_str(), row["value"].as_str(), row["set_by"].as_str()), ("HR", "12", "small.toml"));
    assert_eq!((row["form"].as_str(), row["unit"].as_str(), row["mean"].as_str()), ("fixed", "FTE", "12"));
}

#[test]
fn inputs_without_a_source_and_guesses_are_assumptions() {
    let count = |beside: &str| {
        let figure = format!("establishment = {{ value = 12{beside} }}");
        let text = SMALL.replace("establishment = 12", &figure);
        let done = Test::new("run small.toml -n 10").file("small.toml", text).run();
        let summary: serde_json::Value = serde_json::from_str(&done.read("outputs/small/summary.json")).unwrap();
        summary["inputs"]["assumptions"].as_u64().unwrap()
    };
    let all = count("");
    for sourced in [
        ", source = \"HR\"",
        ", source = \"HR\", evidence = \"local\"",
        ", source = \"assumptions of the DfE's study\", evidence = \"published\"",
    ] {
        assert_eq!(count(sourced), all - 1, "{sourced}");
    }
    for assumed in [
        ", source = \"assumption: as last year\"",
        ", source = \"the team\", evidence = \"guess\"",
        ", source = \"the head of service\", evidence = \"expert\"",
        ", evidence = \"local\"",
    ] {
        assert_eq!(count(assumed), all, "{assumed}");
    }
}

#[test]
fn the_end_of_an_address_finds_all_matches() {
    let pay = "[route.other.stage.in_post]\npay = 45_000\n";
    let done = Test::new("explain small.toml pay").file("small.toml", format!("{SMALL}\n{pay}")).code(2).run();
    assert!(
        done.stderr
            .starts_with("error: there is no input `pay` in this scenario; addresses that contain it:\n  route."),
        "{}",
        done.stderr
    );
    assert!(done.stderr.ends_with("\n  route.other.stage.in_post.pay\n"), "{}", done.stderr);
    let done = Test::new("explain small.toml fill").file("small.toml", SMALL).code(2).run();
    assert_eq!(done.stderr, "error: there is no input `fill` in this scenario; did you mean `agency.fill`?\n");
}
