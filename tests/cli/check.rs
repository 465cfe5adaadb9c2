//! `check`: validation without a run.

use staffcast::examples::SMALL;

use crate::harness::Test;

#[test]
fn a_scenario_that_can_be_run_passes_and_nothing_is_written() {
    let done = Test::new("check small.toml")
        .file("small.toml", SMALL)
        .stdout(
            "small.toml: no errors, no warnings
  Opens in April 2016 with 8.0 permanent FTE, 3.0 agency FTE (27%), 4.0
    vacancies (33%)
  Opens with 200 cases; caseloads: Child in need 18.2
  12 inputs, of which assumptions: 12
",
        )
        .stderr("")
        .run();
    assert_eq!(done.files(), ["small.toml"]);
}

#[test]
fn every_file_is_checked_even_if_others_fail() {
    let done = Test::new("check plans")
        .file("plans/a.toml", SMALL.replace("heads = 8", "heads = -8"))
        .file("plans/b.toml", SMALL)
        .code(2)
        .stdout("plans/a.toml: 1 error, no warnings\nplans/b.toml: no errors, no warnings\n")
        .run();
    assert!(done.stderr.contains("--> plans/a.toml:19:9"), "{}", done.stderr);
    assert!(done.stderr.ends_with("1 of 2 scenarios did not pass\n"), "{}", done.stderr);
}

#[test]
fn a_warning_passes_unless_warnings_are_denied() {
    let odd = SMALL.replace("cases = 200", "cases = 500");
    let done = Test::new("check odd.toml").file("odd.toml", &odd).run();
    assert!(done.stdout.starts_with("odd.toml: no errors, 1 warning\n"), "{}", done.stdout);
    assert!(done.stderr.starts_with("warning[W001]"), "{}", done.stderr);
    Test::new("check odd.toml --deny-warnings").file("odd.toml", &odd).code(2).run();
}

#[test]
fn editors_get_findings_as_json() {
    let done =
        Test::new("check bad.toml --json").file("bad.toml", SMALL.replace("heads = 8", "heads = -8")).code(2).run();
    let findings: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    let only = &findings[0];
    assert_eq!((&only["code"], &only["severity"]), (&"E007".into(), &"error".into()));
    assert_eq!((&only["file"], &only["line"], &only["column"]), (&"bad.toml".into(), &19.into(), &9.into()));
}

/// A warning must almost always be justified: what looks odd but is useful gives no warning.
#[test]
fn useful_input_gives_no_warning() {
    for more in [
        // An intake of none is a place to try one.
        "[intake.none]\nroute = \"experienced\"\nteam = \"cin\"\nmonth = \"2016-09\"\noffers = 0",
        // Partly outside the run.
        "[intake.campaign]\nroute = \"experienced\"\nteam = \"cin\"\nper_month = 0.1\nfrom = \"2010-01\"\nuntil = \"2030-01\"",
        "[change.old]\nfrom = \"2010-01\"\nadd = { \"team.cin.establishment\" = 1 }\ncost_once = 1_000",
        // What a change brings in later.
        "[retention]\nafter_months = 24\n[change.x]\nfrom = \"2016-09\"\nset = { \"retention.payment\" = 2_000 }",
        "[absence]\nlong_absence_pay = 0.5\n[change.x]\nfrom = \"2016-09\"\nset = { \"absence.long_absence\" = 0.03 }",
        "[change.a]\nfrom = \"2016-05\"\nset = { \"retention.payment\" = 2_000 }\n[change.b]\nfrom = \"2016-09\"\n\
         multiply = { \"retention.payment\" = 1.5 }",
        "[team.new]\nestablishment = 0\n[change.x]\nfrom = \"2016-09\"\nadd = { \"team.new.establishment\" = 3 }",
        // Somebody comes to be moved.
        "[team.new]\nestablishment = 1\n[move.there]\nmonth = \"2016-05\"\nroute = \"experienced\"\nfrom_team = \"cin\"\n\
         to_team = \"new\"\nheads = 1\n[move.back]\nmonth = \"2016-09\"\nroute = \"experienced\"\nfrom_team = \"new\"\n\
         to_team = \"cin\"\nheads = 1",
        // Limits at the end of a range that futures differ by.
        "[target.nobody_waits]\nmeasure = \"unallocated\"\nby = \"2017-03\"\nat_most = 0",
        "[target.none]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0",
        "[target.savings]\nmeasure = \"agency_premium\"\nyear = \"2016-17\"\nat_most = -1",
        // A stage that escalation alone leads to, and one behind it.
        "[pathway.open_case.escalate]\nplan = 0.01\n[pathway.plan]\nteam = \"cin\"\nmonths = 9\ncases = 18\n\
         next = { after = 0, closed = \"rest\" }\n[pathway.after]\nteam = \"cin\"\nmonths = 3\nnext = { closed = \"rest\" }",
        // A high rate that the mean says is not meant.
        "[route.experienced.stage.in_post.leaving]\nall = { uniform = { low = 0.1, high = 0.8 } }",
    ] {
        let done = Test::new("check plan.toml --deny-warnings").file("plan.toml", format!("{SMALL}\n{more}\n")).run();
        assert!(done.stdout.starts_with("plan.toml: no errors, no warnings\n"), "{}", done.stdout);
    }
    let converts = SMALL.replace("fill = 0.5", "fill = 0.5\nconversion = 0.01\nconversion_route = \"converts\"");
    Test::new("check plan.toml --deny-warnings")
        .file("plan.toml", format!("{converts}\n[route.converts.stage.in_post]\npay = 45_000\n"))
        .run();
}

/// A scenario with blanks cannot be run, but `check` says how it opens and what is left to find out.
#[test]
fn blanks_are_listed_below_the_opening() {
    let blank = SMALL.replace("charge_per_hour = 38", "charge_per_hour = { blank = \"what the agency charges\" }");
    assert_ne!(blank, SMALL);
    let done = Test::new("check blank.toml").file("blank.toml", blank).code(2).run();
    assert!(
        done.stdout.starts_with("blank.toml: 1 error, no warnings\n  Opens in April 2016 with 8.0"),
        "{}",
        done.stdout
    );
    assert!(done.stdout.contains("1 blank to fill in: agency.charge_per_hour\n"), "{}", done.stdout);
}

/// Posts that are blank give no vacancies, and anything else that is wrong gives no opening.
#[test]
fn what_is_not_known_is_not_said() {
    let posts = SMALL.replace("establishment = 12", "establishment = { blank = \"funded posts\" }");
    let done = Test::new("check posts.toml").file("posts.toml", &posts).code(2).run();
    assert!(done.stdout.contains("permanent FTE") && !done.stdout.contains("vacancies"), "{}", done.stdout);
    let wrong = posts.replace("heads = 8", "heads = -8");
    Test::new("check wrong.toml").file("wrong.toml", wrong).code(2).stdout("wrong.toml: 2 errors, no warnings\n").run();
}

#[test]
fn a_figure_that_is_unusual_and_says_why_is_not_warned_about() {
    let odd = SMALL.replace("[leaving]", "[absence]\nsickness = 0.5\n\n[leaving]");
    let done = Test::new("check odd.toml").file("odd.toml", &odd).run();
    assert!(done.stderr.starts_with("warning[W012]: `absence.sickness` is 50%"), "{}", done.stderr);
    for why in [
        odd.replace("sickness = 0.5", "unusual = \"an outbreak\"\nsickness = 0.5"),
        odd.replace("sickness = 0.5", "sickness = { value = 0.5, unusual = \"an outbreak\" }"),
    ] {
        Test::new("check why.toml --deny-warnings").file("why.toml", why).stderr("").run();
    }
}

/// A blank in a correlation group or in a change is one thing to find out, not an unknown input as well.
#[test]
fn a_blank_that_something_refers_to_is_one_error() {
    let blank = SMALL.replace("charge_per_hour = 38", "charge_per_hour = { blank = \"what the agency charges\" }")
        + "\n[change.cap]\nfrom = \"2016-06\"\nset = { \"agency.charge_per_hour\" = 35 }\n\
           [correlation.both]\ninputs = [\"agency.charge_per_hour\", \"agency.cover\"]\nrank_correlation = 0.5\n";
    let done = Test::new("check blank.toml").file("blank.toml", blank).code(2).run();
    assert!(done.stdout.starts_with("blank.toml: 1 error, no warnings\n  Opens in"), "{}{}", done.stdout, done.stderr);
}

/// What stands in the file is judged while something else is blank; what is worked out from the blank is not.
#[test]
fn figures_are_judged_beside_a_blank_and_not_from_it() {
    let posts = SMALL.replace("establishment = 12", "establishment = { blank = \"funded posts\" }");
    let odd = posts.replace("[leaving]", "[absence]\nsickness = 0.5\n\n[leaving]");
    let done = Test::new("check odd.toml").file("odd.toml", &odd).code(2).run();
    assert!(done.stdout.starts_with("odd.toml: 1 error, 1 warning\n"), "{}", done.stdout);
    assert!(done.stderr.contains("warning[W012]: `absence.sickness` is 50%"), "{}", done.stderr);
    // 40 people in 12 posts are too many; in a number of posts that is not known they are not.
    let [known, unknown] = [SMALL, &posts].map(|text| text.replace("heads = 8", "heads = 40"));
    assert!(Test::new("check many.toml").file("many.toml", known).run().stderr.contains("W012"));
    let done = Test::new("check many.toml").file("many.toml", unknown).code(2).run();
    assert!(done.stdout.starts_with("many.toml: 1 error, no warnings\n"), "{}{}", done.stdout, done.stderr);
}

/// Whatever single figure is blank, `check` answers, and says that it is blank.
#[test]
fn any_figure_may_be_blank() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/one-team.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let number = |line: &str| {
        let (key, rest) = line.split_once(" = ")?;
        let value = rest.split([' ', '#']).next()?;
        let is_number = value.replace('_', "").parse::<f64>().is_ok();
        (is_number && !key.contains(['#', '{'])).then(|| (key.to_owned(), value.to_owned()))
    };
    let mut blanked = 0;
    for (place, line) in lines.iter().enumerate() {
        let Some((key, value)) = number(line) else { continue };
        let blank = line.replacen(&format!("{key} = {value}"), &format!("{key} = {{ blank = \"find out\" }}"), 1);
        let mut changed = lines.clone();
        changed[place] = &blank;
        let done = Test::new("check blank.toml").file("blank.toml", changed.join("\n")).code(2).run();
        assert!(!done.stderr.contains("panicked"), "{blank}: {}", done.stderr);
        blanked += usize::from(done.stdout.contains("1 blank to fill in"));
    }
    assert!(blanked >= 10, "{blanked}");
}

/// A rate of leaving may be blank too.
#[test]
fn a_rate_of_leaving_may_be_blank() {
    let blank = SMALL.replace("all = 0.15", "all = { blank = \"own leavers\" }");
    assert_ne!(blank, SMALL);
    let done = Test::new("check blank.toml").file("blank.toml", blank).code(2).run();
    assert!(done.stdout.contains("1 blank to fill in: leaving.annual_rate.all"), "{} {}", done.stdout, done.stderr);
}

#[test]
fn a_check_begins_with_the_decision_and_what_is_asked() {
    let target = "\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.2\n";
    let text = SMALL.replace("months = 12", "months = 12\ndecision = \"Whether to recruit.\"") + target;
    let done = Test::new("check small.toml").file("small.toml", text).run();
    let lines: Vec<&str> = done.stdout.lines().skip(1).take(2).collect();
    let asked = "  Asks how likely it is that ";
    assert_eq!(lines[0], "  Decision: Whether to recruit.");
    assert!(lines[1].starts_with(asked) && done.stdout.contains("rate is 20% or less by March"), "{}", done.stdout);
}
