//! The report of a run or a comparison, as text; `cargo test --test browser` tests it in a browser.

use staffcast::examples::SMALL;

use crate::harness::Test;

const BASE: &str = "scenarios/herefordshire-2016.toml";

/// The sentences at the head of a page.
fn findings(page: &str) -> Vec<String> {
    let list = page.split("<ul class=\"findings\">").nth(1).unwrap_or_default();
    let list = list.split("</ul>").next().unwrap_or_default();
    list.split("<li>").skip(1).map(|item| item.trim_end_matches("</li>").to_owned()).collect()
}

#[test]
fn a_run_writes_a_self_contained_page() {
    let done = Test::new("run scenarios/herefordshire-2016.toml -n 200 --quiet").shipped(BASE).run();
    let page = done.read("outputs/herefordshire-2016/report.html");
    assert!(page.len() < 1_500_000, "{} bytes", page.len());
    for from_elsewhere in ["src=", "http://", "https://", "@import", "url("] {
        assert!(!page.contains(from_elsewhere), "{from_elsewhere}");
    }
    let manifest = done.read("outputs/herefordshire-2016/manifest.json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    for stamp in
        [manifest["scenario"].as_str(), Some("20160129"), Some("<dd>200</dd>"), Some(env!("CARGO_PKG_VERSION"))]
    {
        assert!(page.contains(stamp.unwrap()), "{stamp:?}");
    }
}

/// One of 52 numbers is changed and keeps the template's source; a scenario of another make is not said to be of a template.
#[test]
fn the_page_says_how_many_numbers_are_a_templates() {
    let template = std::fs::read_to_string("scenarios/one-team.toml").unwrap();
    let own = template.replacen("establishment = { value = 16,", "establishment = { value = 18,", 1);
    let done = Test::new("run own.toml -n 20").file("own.toml", own).run();
    let page = done.read("outputs/own/report.html");
    let section = page.split("id=\"assumptions\"").nth(1).unwrap();
    let section: String = section.split("<table").next().unwrap().replace("<wbr>", "");
    let counted = "51 of 52 numbers are unchanged from the template <code>one-team</code>; 1 has been changed but still cites the template's source: ";
    assert!(section.contains(counted) && section.contains(".establishment</code>.</p>"), "{section}");
    let sentence = "51 of 52 numbers are unchanged from the template one-team; 1 has been changed but still cites the template's source.";
    assert!(page.split("id=\"stamp\"").nth(1).unwrap().contains(sentence));
    assert!(
        done.stdout.replace(['\n', '`'], " ").contains("51 of 52 numbers are unchanged from the template  one-team ;"),
        "{}",
        done.stdout
    );
    let summary: serde_json::Value = serde_json::from_str(&done.read("outputs/own/summary.json")).unwrap();
    assert_eq!(summary["inputs"]["template"]["unchanged"], 51);
    let other = Test::new("run small.toml -n 20").file("small.toml", SMALL).run();
    assert!(
        !other.read("outputs/small/report.html").contains("unchanged from the template")
            && !other.stdout.contains("template")
    );
}

#[test]
fn findings_match_the_data_files() {
    let done = Test::new("run scenarios/herefordshire-2016.toml -n 200 --quiet").shipped(BASE).run();
    let found = findings(&done.read("outputs/herefordshire-2016/report.html"));
    let monthly = done.read("outputs/herefordshire-2016/monthly.csv");
    let row = monthly.lines().find(|line| line.starts_with("2019-03,service,agency_rate,")).unwrap();
    let cells: Vec<f64> = row.split(',').skip(6).map(|cell| cell.parse().unwrap()).collect();
    let percent = |share: f64| format!("{:.0}%", 100.0 * share);
    // An end that reads like the start is told to one place more, and so are the others.
    let places = usize::from([cells[2], cells[6]].iter().any(|&end| percent(end) == "39%"));
    let percent = |share: f64| format!("{:.places$}%", 100.0 * share);
    let said = format!(
        " from {} to between {} and {} by March 2019 (median {}).",
        percent(0.39),
        percent(cells[2]),
        percent(cells[6]),
        percent(cells[4])
    );
    assert!(found[0].starts_with("The agency rate ") && found[0].contains(&said), "{found:?}, {said}");
    let targets = done.read("outputs/herefordshire-2016/targets.csv");
    let probability: f64 = targets.lines().nth(1).unwrap().split(',').nth(10).unwrap().parse().unwrap();
    assert!(found[1].contains(&format!(" {:.0}% chance", 100.0 * probability)), "{}, {probability}", found[1]);
}

#[test]
fn a_page_of_a_single_future_and_a_single_month() {
    let one = Test::new("run small.toml -n 1 --quiet").file("small.toml", SMALL).stderr("").run();
    let found = findings(&one.read("outputs/small/report.html"));
    assert!(found[0].ends_with("in the single simulated future."), "{found:?}");
    let month = SMALL.replace("months = 12", "months = 1");
    let one = Test::new("run small.toml -n 50 --quiet").file("small.toml", &month).run();
    let found = findings(&one.read("outputs/small/report.html"));
    assert!(found.iter().all(|sentence| !sentence.contains("NaN") && sentence.ends_with('.')), "{found:?}");
    assert!(found[0].contains("by April 2016"), "{found:?}");
}

#[test]
fn text_of_a_scenario_cannot_become_markup() {
    let marked = SMALL.replace("name = \"A small team\"", "name = \"<b onclick='x'>&\\\"\"");
    assert_ne!(marked, SMALL);
    let done = Test::new("run small.toml -n 20 --quiet").file("small.toml", &marked).run();
    let page = done.read("outputs/small/report.html");
    assert!(page.contains("<h1>&lt;b onclick='x'&gt;&amp;&quot;</h1>"), "{}", &page[..6000]);
    assert!(!page.contains("<b onclick"));
}

#[test]
fn a_comparison_states_what_each_plan_saves_and_changes() {
    let done = Test::new("compare scenarios/herefordshire-2016.toml scenarios/plans/double-nqsw.toml -n 200 --quiet");
    let page = done
        .shipped(BASE)
        .shipped("scenarios/plans/double-nqsw.toml")
        .run()
        .read("outputs/compare-herefordshire-2016/report.html");
    // The plan costs money and gains more capacity than that, so that it stands before the base.
    let of_plan = findings(&page);
    let of_base = page.split_once("<ul class=\"findings\">").map(|(_, rest)| findings(rest)).unwrap_or_default();
    assert!(of_base[0].starts_with("All targets in the same future: "), "{of_base:?}");
    assert!(of_base[1].starts_with("Target: agency rate at most 25% at the end of March 2017: "), "{of_base:?}");
    assert!(of_plan[0].contains(" likely, ") && of_plan[0].ends_with(" in the base."), "{of_plan:?}");
    assert!(of_plan.iter().any(|one| one.starts_with("With the plan, costs ")), "{of_plan:?}");
    assert!(of_plan.iter().any(|one| one.starts_with("At equal capacity the plan saves £")), "{of_plan:?}");
    assert!(of_plan.iter().any(|one| one.contains("the agency rate in March 2019")), "{of_plan:?}");
    for heading in ["Plans side by side", "Savings by financial year", "What each part of a plan does"] {
        assert!(page.contains(heading), "{heading}");
    }
}

#[test]
fn warnings_are_listed_with_the_scenario_and_not_among_the_cautions() {
    let odd = format!("{SMALL}\n[retention]\nafter_months = 24\n");
    let more = "base = \"small.toml\"\nname = \"More posts\"\n\n[team.cin]\nestablishment = 14\n";
    let run = Test::new("run small.toml -n 2000 --quiet").file("small.toml", &odd).run();
    let compared =
        Test::new("compare small.toml more.toml -n 50 --quiet").file("small.toml", &odd).file("more.toml", more).run();
    for page in [run.read("outputs/small/report.html"), compared.read("outputs/compare-small/report.html")] {
        let warning = "retention.after_months has no effect: retention.payment is 0";
        let (before, stamp) = page.split_once("<h2 id=\"stamp\">").unwrap();
        assert!(!before.contains("has no effect") && stamp.contains("<dt>Scenario warning</dt>"), "{stamp}");
        assert_eq!(page.matches("has no effect").count(), 1, "said once");
        assert!(stamp.to_lowercase().contains(warning), "{stamp}");
    }
}

#[test]
fn every_target_is_drawn_at_its_month() {
    let done = Test::new("run scenarios/herefordshire-2016.toml -n 50 --quiet --xlsx").shipped(BASE).run();
    let svg = done.read("outputs/herefordshire-2016/agency-rate.svg");
    let page = done.read("outputs/herefordshire-2016/report.html");
    for label in ["at most 25% by Mar 2017", "at most 25% by Mar 2018"] {
        assert!(svg.contains(&format!(">\n{label}\n<")), "{label}");
        // On paper and on a telephone.
        assert_eq!(page.matches(&format!(">\n{label}\n<")).count(), 2, "{label}");
    }
}
