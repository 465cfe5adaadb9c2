//! How often responses are in force, and what is told of children turned away.

use staffcast::examples::SMALL;

use crate::harness::Test;

/// Vacancies of 4 from the opening on, and of 0 from July: the response is in force from April to July, in every future.
const CERTAIN: &str = "format = 1\nname = \"Certain\"\nstart = \"2016-04\"\nmonths = 6\n[team.t]\nestablishment = 4\n[leaving]\n\
    annual_rate = { all = 0 }\n[change.fewer]\nfrom = \"2016-07\"\nset = { \"team.t.establishment\" = 0 }\n\
    [change.help]\nname = \"Help\"\nwhen = { measure = \"vacancies\", above = 1 }\ncost_once = 100\ncost_per_month = 7\n";

#[test]
fn a_run_tells_how_often_when_how_long_and_at_what_cost() {
    let done = Test::new("run certain.toml -n 20").file("certain.toml", CERTAIN).run();
    let table = done.read("outputs/certain/responses.csv");
    let row = table.lines().nth(1).unwrap();
    assert_eq!(row, "help,Help,1,0,2016-04,2016-04,2016-04,4,4,4,128,128,128,128");
    let on_screen = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        on_screen.contains("in force at some time in every future, first in Apr 2016 at the median, for 4 months"),
        "{}",
        done.stdout
    );
    let page = done.read("outputs/certain/report.html");
    let sentence = "<p>Help: in force at some time in every future.</p>";
    assert!(page.contains(sentence), "{}", &page[..3_000]);
}

#[test]
fn a_response_that_never_begins_is_told_too() {
    let never = CERTAIN.replace("above = 1 }", "above = 5 }");
    let done = Test::new("run certain.toml -n 20").file("certain.toml", never).run();
    assert!(done.read("outputs/certain/responses.csv").contains("\nhelp,Help,0,0,,,,,,,,,,"));
    assert!(done.stdout.contains("in force in no future"), "{}", done.stdout);
}

#[test]
fn a_comparison_tells_which_plan_falls_back_on_what_and_flags_children_turned_away() {
    let plan = "base = \"small.toml\"\nname = \"Threshold\"\n[change.threshold]\nname = \"Threshold\"\n\
        when = { measure = \"caseload\", above = 1 }\nadd = { \"demand.turned_away\" = 0.5 }\n";
    let done = Test::new("compare small.toml plan.toml -n 100").file("small.toml", SMALL).file("plan.toml", plan).run();
    let table = done.read("outputs/compare-small/responses.csv");
    assert!(table.lines().nth(1).unwrap().starts_with("plan,threshold,Threshold,1,0,"), "{table}");
    let ranking = done.read("outputs/compare-small/ranking.csv");
    assert!(ranking.contains("more_children_turned_away"), "{ranking}");
    assert!(done.read("outputs/compare-small/report.html").contains("more children turned away"));
}

/// Every shipped response can be compared with its base, and is a part of its plan; some depend on the base's budget.
#[test]
fn every_shipped_response_is_compared_with_its_base() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/responses");
    let mut compared = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let base = if name.starts_with("county") { "county" } else { "herefordshire-2016" };
        let (base, plan) = (format!("scenarios/{base}.toml"), format!("scenarios/responses/{name}"));
        let command = format!("compare {base} {plan} -n 4 --quiet --attribution");
        Test::new(&command).shipped(&base).shipped(&plan).run();
        compared += 1;
    }
    assert!(compared >= 10, "{compared}");
}
