//! The report of a run or a comparison, as text; `cargo test --test browser` tests it in a browser.

use std::collections::BTreeSet;

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

/// The text of the items of the first list of a class.
fn items(page: &str, class: &str) -> Vec<String> {
    let list = page.split(&format!("<ul class=\"{class}\">")).nth(1).unwrap_or_default();
    let list = list.split("</ul>").next().unwrap_or_default();
    list.split("<li>").skip(1).map(text).collect()
}

/// The items of the list below a heading of the first section.
fn below(page: &str, heading: &str) -> Vec<String> {
    let list = page.split(&format!("<h3>{heading}</h3><ul>")).nth(1).unwrap_or_default();
    let list = list.split("</ul>").next().unwrap_or_default();
    list.split("<li>").skip(1).map(text).collect()
}

/// Markup without its tags.
fn text(markup: &str) -> String {
    markup
        .split('<')
        .enumerate()
        .map(|(place, part)| if place == 0 { part } else { part.split_once('>').unwrap().1 })
        .collect()
}

/// The rows of a table of data that begin with a prefix, by their cells.
fn rows(table: &str, prefix: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let all = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    all.filter(|row| row[0].starts_with(prefix)).collect()
}

fn number(cell: &str) -> f64 {
    cell.parse().unwrap()
}

#[test]
fn verdicts_and_drivers_on_page_screen_and_record_are_those_of_the_data_files() {
    let done = Test::new("run scenarios/herefordshire-2016.toml -n 2000").shipped(BASE).run();
    let read = |name: &str| done.read(&format!("outputs/herefordshire-2016/{name}"));
    let page = read("report.html");
    let record: serde_json::Value = serde_json::from_str(&read("summary.json")).unwrap();
    let on_screen = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let targets = rows(&read("targets.csv"), "");
    let verdicts = items(&page, "verdicts");
    assert_eq!(verdicts.len(), targets.len());
    let spoken = [
        "the agency rate is 25% or less by March 2017",
        "the agency rate is 25% or less by March 2018",
        "the caseload of Child in need and protection is 25 or less by March 2017",
        "the caseload of MASH and assessment is 25 or less by March 2017",
    ];
    for (place, (verdict, row)) in verdicts.iter().zip(&targets).enumerate() {
        let sentence = &verdict[verdict.find("There is ").unwrap()..];
        let chance = format!(" {:.0}% chance (", 100.0 * number(&row[10]));
        assert!(sentence.contains(&chance) && sentence.ends_with(&format!(" that {}.", spoken[place])), "{sentence}");
        assert!(on_screen.contains(sentence), "{sentence}");
        assert_eq!(record["key_findings"]["verdicts"][place]["sentence"], sentence);
    }
    // What matters most: of the inputs with a clear share of a target, those whose thirds differ most.
    let is_clear = |row: &Vec<String>| row[1] == "input" && number(&row[3]) > 3.0 * number(&row[4]);
    let clear: BTreeSet<String> =
        rows(&read("drivers.csv"), "target.").into_iter().filter(is_clear).map(|row| row[2].clone()).collect();
    let drivers = below(&page, "What matters most");
    assert!(!drivers.is_empty() && drivers.len() <= clear.len().min(3), "{drivers:?} {clear:?}");
    assert!(drivers[0].contains(" the lowest leavers per person per year (4 inputs drawn together) "), "{drivers:?}");
    let mut differences: Vec<f64> = Vec::new();
    for (place, driver) in drivers.iter().enumerate() {
        let percents = driver.split(' ').filter_map(|word| word.strip_suffix('%')).map(number);
        let percents: Vec<f64> = percents.collect();
        let [.., lowest, highest] = percents[..] else { panic!("{driver}") };
        differences.push((lowest - highest).abs());
        assert!(on_screen.contains(driver), "{driver}");
        assert_eq!(record["key_findings"]["drivers"][place], driver.as_str());
    }
    // Rounding may reverse neighbours by a point.
    assert!(differences.windows(2).all(|pair| pair[0] + 1.0 >= pair[1]), "{drivers:?}");
    for condition in below(&page, "What would have to be true") {
        assert!(on_screen.contains(&condition), "{condition}");
    }
}

/// Each target and each headline has one statistic on the page.
#[test]
fn the_headline_table_is_that_of_the_data_files() {
    let done = Test::new("run scenarios/herefordshire-2016.toml -n 200 --quiet").shipped(BASE).run();
    let page = done.read("outputs/herefordshire-2016/report.html");
    let monthly = done.read("outputs/herefordshire-2016/monthly.csv");
    let table = page.split("Headlines: median").nth(2).unwrap().split("</table>").next().unwrap();
    for (label, team, measure, unit) in
        [("Agency rate", "service", "agency_rate", 100.0), ("Agency FTE", "service", "agency_fte", 1.0)]
    {
        let row = table.split("<tr>").find(|row| row.starts_with(&format!("<th scope=\"row\">{label}</th>"))).unwrap();
        let cells: Vec<String> = row.split("<td").skip(1).map(|cell| text(&format!("<td{cell}"))).collect();
        let month = monthly.lines().find(|line| line.starts_with(&format!("2019-03,{team},{measure},"))).unwrap();
        let figures: Vec<f64> = month.split(',').skip(6).map(number).collect();
        let percent = if unit > 1.0 { "%" } else { "" };
        let [low, middle, high] = [2, 4, 6].map(|place| (unit * figures[place]).round());
        assert_eq!(cells[3], format!("{middle}{percent} ({low}-{high})"), "{cells:?} {figures:?}");
    }
    assert!(table.contains("permanent:agency") && table.contains("61:39"));
    assert_eq!(
        (page.matches(">There is ").count() + page.matches(" There is ").count(), page.contains("id=\"targets\"")),
        (4, false)
    );
}

#[test]
fn a_page_of_a_single_future_and_a_single_month() {
    let target = "\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.01\n";
    let one = format!("{SMALL}{target}");
    let one = Test::new("run small.toml -n 1 --quiet").file("small.toml", one).stderr("").run();
    let found = items(&one.read("outputs/small/report.html"), "verdicts");
    let last = found.last().unwrap();
    let missed = "In the single simulated future this target is missed: the agency rate is 1% or less by March 2017.";
    assert!(last.ends_with(missed), "{found:?}");
    let month = SMALL.replace("months = 12", "months = 1");
    let one = Test::new("run small.toml -n 50 --quiet").file("small.toml", &month).run();
    let page = one.read("outputs/small/report.html");
    assert!(!page.contains("NaN") && page.contains("by April 2016"), "{}", &page[..4_000]);
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
    let likeliest = findings(&page);
    assert!(likeliest[0].starts_with("The likeliest to meet all targets is "), "{likeliest:?}");
    let of_plan = findings(page.split_once("<h3>Herefordshire: twice the NQSWs (double-nqsw)</h3>").unwrap().1);
    assert!(of_plan.len() <= 5, "{of_plan:?}");
    assert!(
        of_plan.iter().any(|one| one.starts_with("The budget for all costs in 2016-17, £5,265,000, ")),
        "{of_plan:?}"
    );
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
