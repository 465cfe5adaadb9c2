//! The contents of a page: the same as in the data files, without external resources, with and without its script.

use serde_json::Value;

use super::driver::{Browser, Engine, texts};
use super::pages::{page, rows};
use super::{DESKTOP, PAGES, opened};

/// Addresses that only a page with a resource from elsewhere asks for.
pub fn from_elsewhere(asked: &[String]) -> Option<&String> {
    asked.iter().find(|address| {
        let is_page = address.ends_with("report.html") || address.ends_with("staffcast.html");
        !["data:", "blob:"].iter().any(|scheme| address.starts_with(scheme)) && !is_page
    })
}

pub fn pages_ask_for_nothing_and_complain_of_nothing(engine: Engine) {
    for page in PAGES.all() {
        let browser = opened(engine, DESKTOP, &page);
        let asked = browser.requests();
        assert!(asked.iter().any(|address| address.ends_with("report.html")), "{asked:?}");
        assert_eq!(from_elsewhere(&asked), None);
        // One of each kind of thing that a reader does.
        browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
        let pointed = ["agency-rate", "difference-agency-rate"].map(|chart| point_at(&browser, chart, 0.5));
        assert!(pointed.contains(&true), "{}", page.display());
        assert_eq!(browser.complaints(), [""; 0]);
    }
}

/// Those two can fail: an error is heard, and so is a refusal by the policy; a file beside the page is seen, and a request that gets no further than
/// the cut network.
pub fn requests_and_complaints_are_noticed(engine: Engine) {
    const NOWHERE: &str = "http://elsewhere.invalid/";
    let browser = opened(engine, DESKTOP, &page(&PAGES.run()));
    assert_eq!(browser.complaints(), [""; 0]);
    assert_eq!(from_elsewhere(&browser.requests()), None);
    browser.run_async(
        "const done = arguments[arguments.length - 1], add = address => {
           const image = document.createElement('img');
           document.body.append(image);
           image.src = address;
           return image;
         };
         setTimeout(() => { throw new Error('an error of the page'); });
         add('beside.png');
         add('http://elsewhere.invalid/refused.png').onerror = () => setTimeout(done, 50);",
        &[],
    );
    let complaints = browser.complaints();
    for words in ["an error of the page", "refused.png"] {
        assert!(complaints.iter().any(|one| one.contains(words)), "{words}: {complaints:?}");
    }
    let asked = browser.requests();
    assert!(asked.iter().any(|one| one.ends_with("beside.png")), "{asked:?}");
    browser.fail_to_open(NOWHERE);
    let asked = browser.requests();
    assert!(asked.iter().any(|one| one == NOWHERE), "{asked:?}");
}

/// Moves the pointer to the relative position `share` along the first plot of a chart; `false` if there is no such
/// chart.
fn point_at(browser: &Browser, chart: &str, share: f64) -> bool {
    let place = browser.run(&format!(
        "const figure = document.getElementById('{chart}');
         if (!figure) return null;
         figure.scrollIntoView({{ block: 'center' }});
         const svg = [...figure.querySelectorAll('svg')].find(svg => svg.getBoundingClientRect().width > 0);
         const box = svg.getBoundingClientRect(), by = box.width / svg.dataset.width;
         const [first, step, count, top, bottom] = JSON.parse(figure.dataset.plots)[0];
         const at = Math.round({share} * (count - 1));
         return [box.left + (first + at * step) * by, box.top + (top + bottom) / 2 * by];"
    ));
    let Some([x, y]) = place.as_array().map(Vec::as_slice) else { return false };
    browser.point(x.as_f64().expect("a place"), y.as_f64().expect("a place"));
    true
}

/// The text of the tooltip.
fn tip(browser: &Browser, chart: &str) -> Vec<String> {
    let told = browser.run(&format!(
        "const tip = document.querySelector('#{chart} .tip');
         return tip.hidden ? [] : [...tip.children].map(line => line.textContent);"
    ));
    texts(&told)
}

fn percent(text: &str) -> String {
    format!("{:.1}%", 100.0 * text.parse::<f64>().expect("a number"))
}

/// The expected tooltip for the agency rate in a month, from the data file.
fn agency_rate(month: &str, named: &str) -> Vec<String> {
    let of = [("month", month), ("team", "service"), ("measure", "agency_rate")];
    let row = rows(&PAGES.run().join("monthly.csv"), &of).remove(0);
    let range = |from: &str, to: &str| format!("{} to {}", percent(&row[from]), percent(&row[to]));
    vec![
        named.to_owned(),
        format!("Median {}", percent(&row["p50"])),
        format!("50% of futures: {}", range("p25", "p75")),
        format!("80% of futures: {}", range("p10", "p90")),
        format!("90% of futures: {}", range("p05", "p95")),
    ]
}

pub fn the_pointer_is_told_the_values_of_the_data_files(engine: Engine) {
    let browser = opened(engine, DESKTOP, &page(&PAGES.run()));
    for (share, month, named) in
        [(0.0, "2015-11", "Nov 2015"), (0.4, "2017-03", "Mar 2017"), (1.0, "2019-03", "Mar 2019")]
    {
        assert!(point_at(&browser, "agency-rate", share));
        assert_eq!(tip(&browser, "agency-rate"), agency_rate(month, named));
    }
    assert!(point_at(&browser, "cost", 0.5));
    let told = tip(&browser, "cost");
    assert_eq!(told[..2], ["2017-18", "Months 12"], "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("Total £")), "{told:?}");
    assert!(point_at(&browser, "workforce", 0.5) && tip(&browser, "workforce")[0] == "Jul 2017");
}

pub fn arrow_keys_tell_the_same_as_the_pointer(engine: Engine) {
    const LEFT: char = '\u{e012}';
    const HOME: char = '\u{e011}';
    const ESCAPE: char = '\u{e00c}';
    let browser = opened(engine, DESKTOP, &page(&PAGES.run()));
    browser.run("document.getElementById('agency-rate').focus()");
    browser.press(LEFT);
    assert_eq!(tip(&browser, "agency-rate"), agency_rate("2019-03", "Mar 2019"));
    browser.press(LEFT);
    assert_eq!(tip(&browser, "agency-rate"), agency_rate("2019-02", "Feb 2019"));
    browser.press(HOME);
    assert_eq!(tip(&browser, "agency-rate"), agency_rate("2015-11", "Nov 2015"));
    browser.press(ESCAPE);
    assert!(tip(&browser, "agency-rate").is_empty());
}

/// The tables behind a chart: caption, then rows with the machine-readable value of each cell, or its text.
fn tables(browser: &Browser, chart: &str) -> Vec<(String, Vec<Vec<String>>)> {
    let told = browser.run(&format!(
        "const cell = of => of.querySelector('data')?.getAttribute('value') ?? of.textContent;
         return [...document.querySelectorAll('#{chart}-figures table')].map(table =>
           [table.caption.textContent, [...table.tBodies[0].rows].map(row => [...row.cells].map(cell))]);"
    ));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let row = |row: &Value| list(row).iter().map(text).collect();
    list(&told).iter().map(|table| (text(&table[0]), list(&table[1]).iter().map(row).collect())).collect()
}

pub fn tables_behind_charts_equal_the_data_files(engine: Engine) {
    const FAN: [&str; 7] = ["p50", "p10", "p90", "p25", "p75", "p05", "p95"];
    let browser = opened(engine, DESKTOP, &page(&PAGES.run()));
    let monthly = PAGES.run().join("monthly.csv");
    let fan = |team: &str, measure: &str| -> Vec<Vec<String>> {
        let of = rows(&monthly, &[("team", team), ("measure", measure), ("of", "")]);
        of.iter().map(|row| FAN.iter().map(|column| row[*column].clone()).collect()).collect()
    };
    let figures = |rows: &[Vec<String>]| -> Vec<Vec<String>> { rows.iter().map(|row| row[1..].to_vec()).collect() };
    let rate = tables(&browser, "agency-rate").remove(0);
    assert_eq!(figures(&rate.1), fan("service", "agency_rate"));
    assert_eq!(rate.1.len(), 41);
    let caseload = tables(&browser, "caseload");
    let names: Vec<&str> = caseload.iter().map(|(caption, _)| caption.as_str()).collect();
    assert_eq!(names[..2], ["MASH and assessment", "MASH and assessment, full load"]);
    assert_eq!(figures(&caseload[0].1), fan("mash", "caseload"));
    assert_eq!(figures(&caseload[1].1), fan("mash", "caseload_full_load"));
    let years = rows(&PAGES.run().join("years.csv"), &[("team", "service"), ("measure", "cost"), ("of", "")]);
    let cost = tables(&browser, "cost").remove(0).1;
    for (shown, row) in cost.iter().zip(&years) {
        let last: Vec<&str> = shown[shown.len() - 3..].iter().map(String::as_str).collect();
        assert_eq!(last, [&row["mean"], &row["p10"], &row["p90"]], "{shown:?}");
    }
    assert_eq!(cost.len(), years.len());
    a_comparison_has_its_differences(engine);
}

fn a_comparison_has_its_differences(engine: Engine) {
    let browser = opened(engine, DESKTOP, &page(&PAGES.comparison()));
    let file = PAGES.comparison().join("differences.csv");
    let of = [("alternative", "retention-payment"), ("team", "service"), ("measure", "agency_rate"), ("of", "")];
    let medians: Vec<String> = rows(&file, &of).iter().map(|row| row["p50"].clone()).collect();
    // In the order of the ranking, under the names of the plans.
    let all = tables(&browser, "difference-agency-rate");
    let shown = all.iter().find(|(caption, _)| caption == "A retention payment").expect("the plan's table");
    assert_eq!(shown.1.iter().map(|row| row[1].clone()).collect::<Vec<_>>(), medians);
    the_ranking_is_that_of_its_file(&browser);
}

fn the_ranking_is_that_of_its_file(browser: &Browser) {
    let shown = browser.run(
        "const tables = document.getElementById('findings').parentNode.querySelectorAll('table');
         const value = (table, place, n) => table.tBodies[0].rows[place].cells[n].querySelector('data').value;
         return [...tables[0].tBodies[0].rows].map((row, place) =>
           [value(tables[0], place, 1), ...[1, 2, 3, 4].map(n => value(tables[1], place, n))]);",
    );
    let columns = [
        "likelihood_all",
        "likelihood_agency_march_2017",
        "likelihood_agency_march_2018",
        "likelihood_caseload_cin_march_2017",
        "likelihood_caseload_mash_march_2017",
    ];
    let file: Vec<Value> = rows(&PAGES.comparison().join("ranking.csv"), &[])
        .iter()
        .map(|row| columns.iter().map(|column| Value::from(row[*column].as_str())).collect())
        .collect();
    assert_eq!(shown, Value::from(file));
}

pub fn a_page_is_whole_without_its_script(engine: Engine) {
    const READ: &str = "document.querySelectorAll('details').forEach(one => one.open = true);
                        return [document.body.innerText.length, document.querySelectorAll('svg').length,
                                document.querySelectorAll('table').length];";
    let with = opened(engine, DESKTOP, &page(&PAGES.run())).run(READ);
    let browser = Browser::start(engine, DESKTOP);
    browser.without_scripts();
    browser.open(&page(&PAGES.run()));
    assert_eq!(browser.run(READ), with);
    assert!(with[0].as_u64() > Some(20_000) && with[1].as_u64() == Some(10), "{with}");
    // Opening details works without a script.
    let shown = "const all = document.querySelector('#agency-rate-figures'); all.open = false;
                 all.querySelector('summary').click(); return all.open && all.querySelector('td').offsetHeight > 0;";
    assert_eq!(browser.run(shown), true);
    assert!(point_at(&browser, "agency-rate", 0.5) && tip(&browser, "agency-rate").is_empty());
}

pub fn names_that_are_markup_stay_names(engine: Engine) {
    let browser = opened(engine, DESKTOP, &page(&PAGES.marked()));
    assert_eq!(browser.run("return document.querySelectorAll('img, main b').length"), 0);
    let heading = browser.run("return document.querySelector('h1').textContent");
    assert!(heading.as_str().is_some_and(|text| text.starts_with("<img src=x onerror=")), "{heading}");
    assert_eq!(browser.run("return document.title === document.querySelector('h1').textContent"), true);
}
