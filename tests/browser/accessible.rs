//! Accessibility: pages on a phone, on paper, with a screen reader, by keyboard only.

use std::path::{Path, PathBuf};

use super::driver::{Browser, Engine};
use super::pages::page;
use super::{DESKTOP, PAGES, PHONE, opened};

/// The accessibility checker, if installed.
pub fn checker() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe/node_modules/axe-core/axe.min.js");
    path.is_file().then_some(path)
}

pub fn nothing_serious(engine: Engine) {
    for width in [DESKTOP, PHONE] {
        for page in PAGES.all() {
            no_serious_finding(&opened(engine, width, &page), &format!("{width} pixels, {}", page.display()));
        }
    }
}

/// Checks the page that is open, with everything unfolded.
pub fn no_serious_finding(browser: &Browser, what: &str) {
    let checker = std::fs::read_to_string(checker().expect("axe-core")).expect("axe-core");
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
    browser.run(&checker);
    let found = browser.run_async(
        "const done = arguments[arguments.length - 1];
         axe.run(document).then(found => done(found.violations.map(one =>
           [one.impact, one.id, one.nodes.length, one.nodes[0].html.slice(0, 200)])));",
        &[],
    );
    let serious = |one: &&serde_json::Value| one[0] == "serious" || one[0] == "critical";
    let found = found.as_array().expect("what it found");
    assert_eq!(found.iter().find(serious), None, "{what}");
}

pub fn a_telephone_never_scrolls_sideways(engine: Engine) {
    for page in PAGES.all() {
        let browser = opened(engine, PHONE, &page);
        browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
        let beyond = browser.run("const all = document.documentElement; return all.scrollWidth - all.clientWidth");
        assert_eq!(beyond, 0, "{}", page.display());
        let captions = browser.run(
            "return [...document.querySelectorAll('caption')].filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.textContent)",
        );
        assert_eq!(captions, serde_json::json!([]), "{}: captions that are cut off", page.display());
        let smallest = browser.run(
            "return Math.min(...[...document.querySelectorAll('.phone svg text')].filter(text => text.textContent.trim()).map(text => text.getBoundingClientRect().height))",
        );
        assert!(smallest.as_f64() > Some(9.0), "words {smallest} pixels high");
    }
}

pub fn headings_and_pictures(engine: Engine) {
    for page in PAGES.all() {
        let browser = opened(engine, DESKTOP, &page);
        let levels =
            browser.run("return [...document.querySelectorAll('h1, h2, h3, h4')].map(h => Number(h.tagName[1]))");
        let levels: Vec<u64> =
            levels.as_array().expect("headings").iter().filter_map(serde_json::Value::as_u64).collect();
        assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        let labels =
            browser.run("return [...document.querySelectorAll('svg')].map(svg => svg.getAttribute('aria-label'))");
        for label in labels.as_array().expect("labels") {
            assert!(label.as_str().is_some_and(|label| label.len() > 30), "{label}");
        }
        let scopes =
            browser.run("return [...document.querySelectorAll('th')].every(th => ['col', 'row'].includes(th.scope))");
        assert_eq!(scopes, true);
    }
}

pub fn print(engine: Engine) {
    let browser = opened(engine, DESKTOP, &page(&PAGES.run()));
    browser.as_printed();
    let shown = |selector: &str| {
        browser.run(&format!("return document.querySelector('{selector}').getBoundingClientRect().height > 0"))
    };
    assert_eq!(shown("nav"), false);
    assert_eq!(shown("#cost-figures td"), true);
    assert_eq!(shown("#caseload-figures"), false);
    assert_eq!(shown("#agency-rate .page svg"), true);
    assert_eq!(shown("#agency-rate .phone"), false);
}
