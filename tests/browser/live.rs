//! The live page: what it shows is what the program computes, and it needs nothing from elsewhere.
//!
//! ```text
//! bash web/build modules && cargo test --features live --test browser live
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use serde_json::json;

use super::driver::{Browser, Engine, texts};
use super::module::{Input, figures, imports};
use super::pages::marked_scenario;
use super::told::from_elsewhere;
use super::{DESKTOP, PHONE, Test, accessible, opened, shipped};

pub const TESTS: &[Test] = &[
    ("live_the_page_asks_for_nothing_and_complains_of_nothing", nothing_from_elsewhere),
    ("live_figures_of_the_plan_as_filed_are_those_of_the_program", as_filed),
    ("live_figures_of_every_shipped_scenario_are_those_of_the_program", shipped::figures_are_those_of_the_program),
    ("live_the_module_asks_its_host_for_nothing_new", nothing_from_the_host),
    ("live_a_saved_plan_gives_what_the_page_shows", saved_plan),
    ("live_the_page_finds_how_far_levers_must_go", finder),
    ("live_names_that_are_markup_stay_names", markup),
    ("live_without_its_script_the_page_is_the_report", without_script),
    ("live_levers_move_by_keyboard_alone", keyboard),
    ("live_a_telephone_never_scrolls_sideways", telephone),
];

/// Futures of the report, and of the first answer of the page.
const FUTURES: &str = "400";

/// Futures of the last answer.
const MORE: &str = "4000";

/// The pages: one alone, one live, in folders of these names.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy("scenarios/herefordshire-2016.toml", folder.path().join("herefordshire-2016.toml")).expect("a scenario");
    run(folder.path(), &["run", "herefordshire-2016.toml", "--live", "-n", FUTURES, "--out", "live"]);
    run(folder.path(), &["run", "herefordshire-2016.toml", "-n", FUTURES, "--out", "alone"]);
    folder
});

/// Runs the program in a folder.
fn run(folder: &Path, arguments: &[&str]) {
    let mut command = Command::cargo_bin("staffcast").expect("the program");
    command.current_dir(folder).args(arguments).arg("--quiet").assert().success();
}

fn results(name: &str) -> PathBuf {
    FOLDER.path().join(name).join("herefordshire-2016")
}

/// The live page of the shipped scenario.
pub fn page() -> PathBuf {
    results("live").join("report.html")
}

/// Waits until `script` returns true.
fn until(browser: &Browser, script: &str) -> Duration {
    const MOST: Duration = Duration::from_secs(120);
    #[expect(clippy::disallowed_methods, reason = "a test of a page waits for it")]
    let began = Instant::now();
    while browser.run(script) != true {
        let state = || browser.run("return document.getElementById('live-state').textContent");
        assert!(began.elapsed() < MOST, "never: {script}; the page says {}", state());
        std::thread::sleep(Duration::from_millis(5));
    }
    began.elapsed()
}

const READY: &str = "return !document.querySelector('#levers input').disabled";

/// Whether the figures for the levers as they are are shown, of so many futures.
fn shown(futures: &str) -> String {
    format!("return document.getElementById('live-state').textContent.startsWith('From {futures} futures')")
}

/// The live page, ready to be used.
fn ready(engine: Engine, width: u32) -> Browser {
    let browser = opened(engine, width, &page());
    until(&browser, READY);
    browser
}

/// Moves a lever as a hand does, to the position with this place.
fn move_lever(browser: &Browser, address: &str, place: usize) {
    browser.run(&format!(
        "const input = document.querySelector('.lever[data-address=\"{address}\"] input');
         input.value = {place};
         input.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    ));
}

/// The value at which a lever stands.
fn value(browser: &Browser, address: &str) -> String {
    let value = browser.run(&format!(
        "const of = document.querySelector('.lever[data-address=\"{address}\"]');
         return of.dataset.values.split('|')[of.querySelector('input').value]"
    ));
    value.as_str().expect("a value").to_owned()
}

/// The overlay that the page saves.
fn overlay(browser: &Browser) -> String {
    let overlay = browser.run_async(
        "const done = arguments[arguments.length - 1];
         const make = URL.createObjectURL;
         URL.createObjectURL = of => { URL.createObjectURL = make; of.text().then(done); return '#'; };
         document.getElementById('live-save').click();",
        &[],
    );
    overlay.as_str().expect("an overlay").to_owned()
}

const OFFERS: &str = "intake.nqsw_april_2016.offers";

pub fn nothing_from_elsewhere(engine: Engine) {
    let browser = opened(engine, DESKTOP, &page());
    until(&browser, READY);
    println!("{engine:?}: ready after {} ms", browser.run("return Math.round(performance.now())"));
    for place in [8, 9] {
        move_lever(&browser, OFFERS, place);
        println!("{engine:?}: 384 futures after {:?}", until(&browser, &shown("384")));
    }
    println!("{engine:?}: {MORE} futures after {:?}", until(&browser, &shown("4,000")));
    assert_eq!(from_elsewhere(&browser.requests()), None);
    assert_eq!(browser.complaints(), [""; 0]);
    let refused = browser.run_async(
        "const done = arguments[arguments.length - 1];
         fetch('http://elsewhere.invalid/').then(() => done('connected'), () => done('refused'));",
        &[],
    );
    assert_eq!(refused, "refused");
    let kept = browser.run("try { return localStorage.length } catch { return 0 }");
    assert_eq!(kept, 0);
    assert!(browser.complaints().iter().any(|words| words.contains("default-src 'none'")));
    assert_eq!(from_elsewhere(&browser.requests()), None);
}

pub fn as_filed(engine: Engine) {
    let browser = ready(engine, DESKTOP);
    let native = fs::read_to_string(results("alone").join("summary.json")).expect("the record");
    // One comparison and not a difference of thousands of lines.
    assert!(
        figures(&browser, Input::OfPage, &json!({}), FUTURES) == native,
        "the page computes other figures than the program"
    );
}

pub fn nothing_from_the_host(engine: Engine) {
    let none: [String; 0] = [];
    assert_eq!(imports(&opened(engine, DESKTOP, &page())), none);
}

pub fn saved_plan(engine: Engine) {
    let browser = ready(engine, DESKTOP);
    move_lever(&browser, OFFERS, 9);
    move_lever(&browser, "team.cin.establishment", 14);
    until(&browser, &shown("4,000"));
    let saved = overlay(&browser);
    let said = browser.run("return document.getElementById('live-state').textContent");
    let words = " Saved changed-plan.toml. It is a change of herefordshire-2016.toml: keep both files in one folder.";
    assert!(said.as_str().is_some_and(|said| said.ends_with(words)), "{said}");
    let piece = "document.querySelector('[data-piece=findings]').textContent";
    let page = browser.run(&format!("return {piece}"));
    let folder = FOLDER.path();
    fs::write(folder.join("changed-plan.toml"), saved).expect("a file");
    let command = browser.run("return document.getElementById('live-command').textContent");
    let command = command.as_str().expect("a command").strip_prefix("staffcast ").expect("a command of the program");
    let arguments: Vec<&str> = command.split(' ').chain(["--out", "saved"]).collect();
    run(folder, &arguments);
    let report = opened(engine, DESKTOP, &folder.join("saved/compare-herefordshire-2016/report.html"));
    let native = report.run("const all = document.querySelector('#findings').parentNode; all.querySelector('h2').remove(); return all.textContent");
    assert_eq!(page, native);
    run(folder, &["run", "changed-plan.toml", "-n", MORE, "--out", "saved"]);
    let native = fs::read_to_string(folder.join("saved/changed-plan/summary.json")).expect("the record");
    let posts = "team.cin.establishment";
    let figures = figures(
        &browser,
        Input::OfPage,
        &json!({ OFFERS: value(&browser, OFFERS), posts: value(&browser, posts) }),
        MORE,
    );
    assert!(figures == native, "the saved plan has other figures than the page");
}

/// Asks how far each lever must go, and waits for the answer.
fn find(browser: &Browser, chance: u32) {
    browser.run(&format!(
        "document.getElementById('reach-chance').value = {chance}; document.getElementById('reach-find').click();"
    ));
    until(
        browser,
        "const levers = document.querySelectorAll('.lever').length;
         return document.querySelectorAll('#reach tbody tr').length === levers
             && document.getElementById('reach-state').textContent === ''",
    );
}

pub fn finder(engine: Engine) {
    let browser = ready(engine, DESKTOP);
    find(&browser, 10);
    // A lever that is enough by itself, and its likelihood.
    let found = browser.run(
        "const row = [...document.querySelectorAll('#reach tr.reached')].find(row => row.querySelector('button'));
         row.querySelector('button').click();
         return [row.querySelector('button').dataset.address, row.cells[2].textContent]",
    );
    let [address, takes] = texts(&found).try_into().expect("a row");
    let likelihood = takes.rsplit(' ').next().expect("a likelihood");
    until(&browser, &shown("384"));
    let state = browser.run("return document.getElementById('live-state').textContent");
    assert!(
        state.as_str().is_some_and(|state| state.contains(&format!("are met in {likelihood}, in "))),
        "{takes} {state}"
    );
    let words = browser.run("return document.getElementById('reach-state').textContent");
    assert!(words.as_str().is_some_and(|words| words.starts_with("From ")), "{words}");
    let moved = browser.run("return [...document.querySelectorAll('.lever.moved')].map(one => one.dataset.address)");
    assert_eq!(texts(&moved), [address]);
    // With it moved, the target is reached as it is.
    find(&browser, 10);
    let set = browser.run("return document.querySelectorAll('#reach button[data-place]').length");
    assert_eq!(set, 0);
    // A move while it looks stops it.
    browser.run("document.getElementById('reach-find').click()");
    move_lever(&browser, OFFERS, 9);
    let words = browser.run("return document.getElementById('reach-state').textContent");
    assert_eq!(words, "The levers have moved: find again.");
    assert_eq!(browser.complaints(), [""; 0]);
}

/// A scenario of markup, in a file of such a name: everything stays text, whatever the module answers.
pub fn markup(engine: Engine) {
    const FILE: &str = "=cmd() <img src=x onerror=a()>&'.toml";
    const ELEMENTS: &str = "return [document.querySelectorAll('img, main b, main script, [onerror]').length,
                                    document.querySelectorAll('script, style').length, document.title]";
    const MARK: &str = "<img src=x onerror=\"document.title='broken in'\"></script><b>&\"' =cmd|' /C calc'!A0";
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(FILE), marked_scenario()).expect("a scenario");
    run(folder.path(), &["run", FILE, "--live", "-n", FUTURES, "--out", "."]);
    let page = folder.path().join("report.html");
    fs::rename(folder.path().join(FILE.trim_end_matches(".toml")).join("report.html"), &page).expect("the page");
    let browser = opened(engine, DESKTOP, &page);
    until(&browser, READY);
    let elements = browser.run(ELEMENTS);
    assert_eq!(elements[0], 0);
    let levers = browser.run("return [...document.querySelectorAll('.lever')].map(lever => lever.dataset.address)");
    let levers = texts(&levers);
    assert!(levers.len() > 3, "{levers:?}");
    for lever in &levers {
        move_lever(&browser, lever, 1);
    }
    until(&browser, &shown("4,000"));
    if browser.run("return document.getElementById('reach') !== null") == true {
        find(&browser, 80);
    }
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
    assert_eq!(browser.run(ELEMENTS), elements);
    for (part, words) in [("live-results", MARK), ("levers", MARK), ("live-command", "<img src=x onerror=a()>&")] {
        let text = browser.run(&format!("return document.getElementById('{part}').textContent"));
        assert!(text.as_str().is_some_and(|text| text.contains(words)), "{part}: {text}");
    }
    assert_eq!(browser.complaints(), [""; 0]);
    assert_eq!(from_elsewhere(&browser.requests()), None);
    let changes: Vec<String> = levers.iter().map(|lever| value(&browser, lever)).collect();
    let changes = levers.iter().zip(changes).map(|(lever, value)| (lever.clone(), value.into())).collect();
    let figures = figures(&browser, Input::OfPage, &serde_json::Value::Object(changes), MORE);
    fs::write(folder.path().join("changed-plan.toml"), overlay(&browser)).expect("a file");
    run(folder.path(), &["run", "changed-plan.toml", "-n", MORE, "--out", "."]);
    let native = fs::read_to_string(folder.path().join("changed-plan/summary.json")).expect("the record");
    assert!(figures == native, "the saved plan has other figures than the page");
}

pub fn without_script(engine: Engine) {
    const READ: &str = "document.querySelectorAll('details').forEach(one => one.open = true);
                        return [document.body.innerText, document.querySelectorAll('svg').length];";
    let read = |page: &Path| {
        let browser = Browser::start(engine, DESKTOP);
        browser.without_scripts();
        browser.open(page);
        browser.run(READ)
    };
    assert_eq!(read(&page()), read(&results("alone").join("report.html")));
}

pub fn keyboard(engine: Engine) {
    const RIGHT: char = '\u{e014}';
    const TAB: char = '\u{e004}';
    const ENTER: char = '\u{e007}';
    let browser = ready(engine, DESKTOP);
    let value = || {
        browser.run(&format!("return document.querySelector('.lever[data-address=\"{OFFERS}\"] output').textContent"))
    };
    let filed = value();
    assert_eq!(filed, "4, as filed");
    browser.run("document.querySelector('#levers input').focus()");
    for _ in 0..3 {
        browser.press(RIGHT);
    }
    assert_eq!(value(), "7");
    until(&browser, &shown("384"));
    assert_eq!(browser.run("return document.activeElement.getAttribute('aria-valuetext')"), "7");
    browser.press(TAB);
    browser.press(ENTER);
    assert_eq!(value(), filed);
    until(&browser, "return document.getElementById('live-results').hidden");
}

pub fn telephone(engine: Engine) {
    let browser = ready(engine, PHONE);
    move_lever(&browser, OFFERS, 9);
    until(&browser, &shown("384"));
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
    let beyond = browser.run("const all = document.documentElement; return all.scrollWidth - all.clientWidth");
    assert_eq!(beyond, 0);
}

pub fn nothing_serious(engine: Engine) {
    for width in [DESKTOP, PHONE] {
        let browser = ready(engine, width);
        move_lever(&browser, OFFERS, 9);
        until(&browser, &shown("384"));
        accessible::no_serious_finding(&browser, &format!("the live page at {width} pixels"));
    }
}
