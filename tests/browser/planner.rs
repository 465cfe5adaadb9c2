//! The planning page: what is entered and opened becomes a scenario, and its figures are those of the program.
//!
//! ```text
//! bash web/build modules && cargo test --features live --test browser planner
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use serde_json::Value;

use super::driver::{Browser, Engine};
use super::module::imports;
use super::told::from_elsewhere;
use super::{DESKTOP, PHONE, Test, accessible, opened};

pub const TESTS: &[Test] = &[
    ("planner_a_template_is_filled_in_and_simulated", filled_in),
    ("planner_a_service_of_ones_own_answers_its_question", own_service),
    ("planner_a_question_is_added_and_answered", asked),
    ("planner_a_saved_scenario_gives_the_same_natively", saved),
    ("planner_an_entry_that_is_wrong_is_an_error_at_its_field", wrong_entry),
    ("planner_a_plan_of_the_template_is_removed", removed),
    ("planner_the_bar_covers_no_field", uncovered),
    ("planner_two_plans_are_compared", compared),
    ("planner_files_are_opened", opened_files),
    ("planner_whatever_is_opened_the_page_stays_alive", hostile),
    ("planner_keyboard_alone_is_enough", keyboard),
    ("planner_a_telephone_never_scrolls_sideways", telephone),
];

/// The folder of the page.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), &["page"]);
    folder
});

fn run(folder: &Path, arguments: &[&str]) {
    Command::cargo_bin("staffcast").expect("the program").current_dir(folder).args(arguments).assert().success();
}

/// Waits until `script` returns true.
fn until(browser: &Browser, script: &str) -> Duration {
    const MOST: Duration = Duration::from_secs(120);
    #[expect(clippy::disallowed_methods, reason = "a test of a page waits for it")]
    let began = Instant::now();
    while browser.run(script) != true {
        assert!(began.elapsed() < MOST, "never: {script}; the page says {}", state(browser));
        std::thread::sleep(Duration::from_millis(5));
    }
    began.elapsed()
}

/// What the page says of what it does.
fn state(browser: &Browser) -> String {
    browser.run("return document.getElementById('planner-state').textContent").as_str().unwrap_or_default().to_owned()
}

/// Waits until the page says something that begins with `words`.
fn until_said(browser: &Browser, words: &str) {
    let words = Value::from(words);
    until(browser, &format!("return document.getElementById('planner-state').textContent.startsWith({words})"));
}

/// The page, ready to open a scenario.
fn ready(engine: Engine, width: u32) -> Browser {
    let browser = opened(engine, width, &FOLDER.path().join("staffcast.html"));
    until(&browser, "return !document.getElementById('open-start').disabled");
    browser
}

/// The page with a template open.
fn with_template(engine: Engine, width: u32, place: usize) -> Browser {
    let browser = ready(engine, width);
    browser.run(&format!(
        "document.getElementById('start').value = '{place}'; document.getElementById('open-start').click()"
    ));
    until_said(&browser, "Opened ");
    browser
}

/// Enters a value as a person who leaves the field does.
fn enter(browser: &Browser, address: &str, entry: &str) {
    let entry = Value::from(entry);
    browser.run(&format!(
        "const field = document.querySelector('.field[data-address=\"{address}\"]');
         const input = field.querySelector('.entry input, .entry select');
         input.focus();
         input.value = {entry};
         input.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    ));
}

/// What a field shows, and what is said at it.
fn field(browser: &Browser, address: &str) -> (String, String) {
    let shown = browser.run(&format!(
        "const field = document.querySelector('.field[data-address=\"{address}\"]');
         return [field.querySelector('.entry input, .entry select').value,
                 Array.from(field.querySelectorAll('.message'), one => one.textContent).join(' ')];"
    ));
    let text = |place: usize| shown[place].as_str().expect("text").to_owned();
    (text(0), text(1))
}

fn click(browser: &Browser, id: &str) {
    browser.run(&format!("document.getElementById('{id}').click()"));
}

/// Replaces a part of the text of the file, and has it read.
fn edit_text(browser: &Browser, old: &str, new: &str) {
    browser.run(&format!(
        "const text = document.getElementById('file-text');
         text.value = text.value.replace('{old}', '{new}');
         document.getElementById('read-text').click();"
    ));
}

fn simulate(browser: &Browser) {
    click(browser, "simulate");
    until_said(browser, "The results are from 4,000 futures.");
}

/// The text of the file that a click saves.
fn saved_text(browser: &Browser, id: &str) -> String {
    let text = browser.run_async(
        &format!(
            "const done = arguments[arguments.length - 1], make = URL.createObjectURL;
         URL.createObjectURL = of => {{ URL.createObjectURL = make; of.text().then(done); return '#'; }};
         document.getElementById('{id}').click();"
        ),
        &[],
    );
    text.as_str().expect("a text").to_owned()
}

/// The bytes of the file that a click saves.
fn saved_bytes(browser: &Browser, id: &str) -> Vec<u8> {
    let bytes = browser.run_async(
        &format!(
            "const done = arguments[arguments.length - 1], make = URL.createObjectURL;
         URL.createObjectURL = of => {{
           URL.createObjectURL = make;
           of.arrayBuffer().then(all => done(Array.from(new Uint8Array(all))));
           return '#';
         }};
         document.getElementById('{id}').click();"
        ),
        &[],
    );
    bytes.as_array().expect("bytes").iter().filter_map(|byte| u8::try_from(byte.as_u64()?).ok()).collect()
}

fn filled_in(engine: Engine) {
    let browser = with_template(engine, DESKTOP, 0);
    let none: [String; 0] = [];
    assert_eq!(imports(&browser), none);
    enter(&browser, "team.duty.establishment", "18");
    until_said(&browser, "Applied to one-team.toml.");
    enter(&browser, "leaving.annual_rate.under_2y", "8% to 20%");
    until(&browser, "return document.getElementById('file-text').value.includes('low = 0.08, high = 0.2 }')");
    assert_eq!(field(&browser, "leaving.annual_rate.under_2y"), ("8% to 20%".to_owned(), String::new()));
    simulate(&browser);
    let findings = browser.run("return document.querySelector('#report #findings') !== null && document.querySelectorAll('#report svg').length > 4");
    assert_eq!(findings, true);
    // The levers of the report work.
    until(&browser, "return !document.querySelector('#levers input').disabled");
    browser.run(
        "const input = document.querySelector('.lever[data-address=\"team.duty.establishment\"] input');
         input.value = 14;
         input.dispatchEvent(new Event('input', { bubbles: true }));",
    );
    until(&browser, "return document.getElementById('live-state').textContent.startsWith('From 384 futures')");
    assert_eq!(from_elsewhere(&browser.requests()), None);
    assert_eq!(browser.complaints(), [""; 0]);
}

/// The short form of a service of one's own, open.
fn short_form(engine: Engine, width: u32) -> Browser {
    let browser = ready(engine, width);
    click(&browser, "open-start");
    until_said(&browser, "Enter what you know of your service");
    browser
}

/// Presses a button of the short form, and waits until the page says something that begins with `words`.
fn press(browser: &Browser, button: &str, words: &str) {
    browser.run(&format!("document.querySelector('#short-form {button}').click()"));
    until_said(browser, words);
}

/// The service of a planner, from its short form to the answer to her question.
fn own_service(engine: Engine) {
    let browser = short_form(engine, DESKTOP);
    let focus = || browser.run("return document.activeElement.dataset.key").as_str().unwrap_or_default().to_owned();
    let enter = |entries: &[(&str, &str)]| {
        for (key, entry) in entries {
            browser.run(&format!("document.querySelector('#short-form [data-key=\"{key}\"]').value = '{entry}'"));
        }
    };
    assert_eq!(focus(), "name");
    enter(&[
        ("name", "Midshire"),
        ("start", "2026-11"),
        ("at_most", "15%"),
        ("by", "March 2028"),
        ("newly_qualified", "8"),
    ]);
    enter(&[("team.1.posts", "60"), ("team.1.permanent", "44"), ("team.1.agency", "11")]);
    press(&browser, "[data-step=add_team]", "Team 2 was added.");
    assert_eq!(focus(), "team.2.name");
    enter(&[("team.2.permanent", "60"), ("team.2.agency", "15")]);
    press(&browser, ".make", "1 field must be corrected");
    assert_eq!(focus(), "team.2.posts");
    enter(&[("team.2.posts", "80")]);
    press(&browser, ".make", "Made midshire.toml");
    assert_eq!(browser.run("return document.getElementById('short-form').hidden"), true);
    assert_eq!(field(&browser, "team.team_2.establishment").0, "80");
    simulate(&browser);
    let verdicts = browser.run("return document.querySelector('#report .verdicts').textContent");
    let asked = "the agency rate is 15% or less by March 2028";
    assert!(verdicts.as_str().is_some_and(|words| words.contains(asked)), "{verdicts}");
    assert_eq!(browser.complaints(), [""; 0]);
    let telephone = short_form(engine, PHONE);
    let beyond = telephone.run("const all = document.documentElement; return all.scrollWidth - all.clientWidth");
    assert_eq!(beyond, 0);
}

/// A question that the template does not ask: will the vacancy rate be at most 12%?
fn asked(engine: Engine) {
    let browser = with_template(engine, DESKTOP, 0);
    browser.run(
        "const of = key => document.querySelector(`.addition .field[data-address=\"target.target_1.${key}\"] .entry input,
                                                  .addition .field[data-address=\"target.target_1.${key}\"] .entry select`);
         of('measure').value = 'vacancy_rate';
         of('at_most').value = '12%';
         of('by').value = 'March 2027';
         of('by').closest('.addition').querySelector('.add').click();",
    );
    until_said(&browser, "Applied to one-team.toml.");
    assert_eq!(field(&browser, "target.target_1.by").0, "2027-03");
    simulate(&browser);
    let verdicts = browser.run("return document.querySelector('#report .verdicts').textContent");
    assert!(
        verdicts.as_str().is_some_and(|words| words.contains("the vacancy rate is 12% or less by March 2027")),
        "{verdicts}"
    );
    browser.run("document.querySelector('.remove[data-address=\"target.target_1\"]').click()");
    until(&browser, "return !document.getElementById('file-text').value.includes('target_1')");
}

fn saved(engine: Engine) {
    let folder = FOLDER.path().join(format!("saved-{engine:?}"));
    fs::create_dir(&folder).expect("a folder");
    let browser = with_template(engine, DESKTOP, 0);
    enter(&browser, "intake.nqsw_september.offers", "4");
    until_said(&browser, "Applied to");
    simulate(&browser);
    let text = saved_text(&browser, "save");
    assert!(text.contains("offers = { value = 4, source = \"assumption: entered on the planning page\" }"), "{text}");
    fs::write(folder.join("one-team.toml"), &text).expect("a file");
    let command = browser.run("return document.getElementById('results-command').textContent");
    let command = command.as_str().expect("a command").strip_prefix("staffcast ").expect("a command of the program");
    let arguments: Vec<&str> = command.split(' ').chain(["--xlsx", "--out", "."]).collect();
    run(&folder, &arguments);
    let results = folder.join("one-team");
    let page = browser.run("return document.querySelector('#report section').textContent");
    let report = opened(engine, DESKTOP, &results.join("report.html"));
    assert_eq!(page, report.run("return document.querySelector('main section').textContent"));
    let native = fs::read(results.join("one-team.xlsx")).expect("the workbook");
    assert!(saved_bytes(&browser, "save-workbook") == native, "the workbook of the page is not that of the program");
    let archive = saved_bytes(&browser, "save-csv");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("an archive");
    let mut monthly = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("one-team/monthly.csv").expect("monthly.csv"), &mut monthly)
        .expect("text");
    assert!(monthly == fs::read_to_string(results.join("monthly.csv")).expect("a file"), "monthly.csv differs");
    // The saved file is opened again.
    let again = ready(engine, DESKTOP);
    again.choose("#files", &[&folder.join("one-team.toml")]);
    until_said(&again, "Opened one-team.toml.");
    assert_eq!(field(&again, "intake.nqsw_september.offers").0, "4");
}

fn wrong_entry(engine: Engine) {
    let browser = with_template(engine, DESKTOP, 0);
    enter(&browser, "absence.sickness", "35");
    until_said(&browser, "The entry was not applied");
    let (entry, message) = field(&browser, "absence.sickness");
    assert_eq!(entry, "35");
    assert!(message.contains("must be from 0 to 1") && message.contains("for 35% write 0.35"), "{message}");
    assert!(browser.run("return document.getElementById('file-text').value.includes('value = 0.035')") == true);
    enter(&browser, "absence.sickness", "4%");
    until_said(&browser, "Applied to");
    assert_eq!(field(&browser, "absence.sickness"), ("4%".to_owned(), String::new()));
    // The text of the file can be edited, and its errors have their lines.
    edit_text(&browser, "\\nmonths = 36", "\\nmonths = thirty");
    until(&browser, "return document.getElementById('form').children.length === 0");
    let summary = browser.run("return document.getElementById('form-summary').textContent");
    assert!(
        summary.as_str().is_some_and(|words| words.contains("thirty") && words.contains("one-team.toml:")),
        "{summary}"
    );
    assert_eq!(browser.run("return document.getElementById('simulate').disabled"), true);
    edit_text(&browser, "months = thirty", "months = 24");
    until(&browser, "return document.getElementById('form').children.length > 4");
    assert_eq!(field(&browser, "months").0, "24");
    assert_eq!(browser.complaints(), [""; 0]);
}

/// Whatever is removed goes with what refers to it, an entry that was not applied troubles nothing else, and a link leads to its field.
fn removed(engine: Engine) {
    let browser = with_template(engine, DESKTOP, 1);
    let text =
        || browser.run("return document.getElementById('file-text').value").as_str().unwrap_or_default().to_owned();
    let press = |kind: &str, address: &str| {
        browser.run(&format!("document.querySelector('.{kind}[data-address=\"{address}\"]').click()"));
    };
    enter(&browser, "absence.sickness", "400%");
    until_said(&browser, "The entry was not applied");
    press("remove", "change.retention");
    until_said(&browser, "Removed “Retention payment” from county.toml.");
    press("remove", "intake.appointments_managers");
    until_said(
        &browser,
        "Removed “Appointments of managers” from county.toml, and with it its part in the yearly effect",
    );
    assert!(!text().contains("[change.retention]") && !text().contains("appointments_managers"));
    assert_eq!(field(&browser, "absence.sickness").0, "400%");
    browser.run("document.querySelector('a.to-field').click()");
    assert_eq!(browser.run("return document.activeElement.id"), "field-absence.sickness");
    press("discard", "absence.sickness");
    until_said(&browser, "Discarded");
    assert_eq!(field(&browser, "absence.sickness"), ("3.5%".to_owned(), String::new()));
    // Two entries at once are both applied.
    enter(&browser, "absence.sickness", "4%");
    enter(&browser, "absence.long_absence", "5%");
    until(&browser, "return document.getElementById('file-text').value.includes('long_absence = { value = 0.05')");
    assert!(text().contains("sickness = { value = 0.04"));
    assert_eq!(browser.complaints(), [""; 0]);
}

/// A field that is reached by keyboard is never under the bar at the bottom.
fn uncovered(engine: Engine) {
    const TAB: char = '\u{e004}';
    for width in [DESKTOP, PHONE] {
        let browser = with_template(engine, width, 0);
        for _ in 0..60 {
            browser.press(TAB);
            let covered = browser.run(
                "const one = document.activeElement.getBoundingClientRect(), bar = document.querySelector('.answer.planner');
                 return !bar.contains(document.activeElement) && one.bottom > bar.getBoundingClientRect().top
                   ? document.activeElement.id || document.activeElement.outerHTML.slice(0, 80) : '';",
            );
            assert_eq!(covered, "", "under the bar at {width} pixels in {engine:?}");
        }
    }
}

fn compared(engine: Engine) {
    let folder = FOLDER.path().join(format!("compared-{engine:?}"));
    fs::create_dir(&folder).expect("a folder");
    let browser = with_template(engine, DESKTOP, 0);
    fs::write(folder.join("one-team.toml"), saved_text(&browser, "save")).expect("a file");
    click(&browser, "keep-base");
    until_said(&browser, "Set as the base.");
    enter(&browser, "intake.nqsw_september.offers", "5");
    until_said(&browser, "Applied to one-team-changed.toml.");
    click(&browser, "compare");
    until_said(&browser, "Compared with One team");
    fs::write(folder.join("one-team-changed.toml"), saved_text(&browser, "save")).expect("a file");
    let command = browser.run("return document.getElementById('results-command').textContent");
    let command = command.as_str().expect("a command").strip_prefix("staffcast ").expect("a command of the program");
    let arguments: Vec<&str> = command.split(' ').chain(["--out", "."]).collect();
    run(&folder, &arguments);
    let page = browser.run("return document.querySelector('#report section').textContent");
    let report = opened(engine, DESKTOP, &folder.join("compare-one-team/report.html"));
    assert_eq!(page, report.run("return document.querySelector('main section').textContent"));
}

const LIST: &str = "Name,Start date,Leaving date,FTE,Job title,Team,Contract type\n\
    Ada Lovelace,01/09/2019,,1.0,Social worker,Assessment,Permanent\n\
    Grace Hopper,01/02/2021,30/06/2024,0.6,Senior social worker,Assessment,Permanent\n\
    Joan Clarke,01/10/2024,,1.0,Social worker,Assessment,Agency\n";

fn opened_files(engine: Engine) {
    let folder = FOLDER.path().join(format!("files-{engine:?}"));
    fs::create_dir(&folder).expect("a folder");
    let file = |name: &str, text: &str| -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, text).expect("a file");
        path
    };
    let browser = ready(engine, DESKTOP);
    browser.choose("#files", &[&file("staff.csv", LIST)]);
    until_said(&browser, "Created staff.toml.");
    let told = browser.run("return document.getElementById('told').textContent");
    assert!(told.as_str().is_some_and(|told| told.contains("1  permanent workers in post")), "{told}");
    assert_eq!(browser.run("return document.body.innerText.includes('Lovelace')"), false);
    assert_eq!(browser.run("return document.getElementById('simulate').disabled"), true);
    let monthly = "Measure,2025-01,2025-02,2025-03\nAgency rate (FTE),0.31,0.30,0.32\n";
    let overlay = "base = \"../one-team.toml\"\nname = \"More posts\"\n[team.duty]\nestablishment = 20\n";
    let scenario = fs::canonicalize("scenarios/one-team.toml").expect("a scenario");
    browser.choose("#files", &[&scenario, &file("figures.csv", monthly), &file("more.toml", overlay)]);
    until_said(&browser, "Opened more.toml, an overlay on One team, which is kept as the base.");
    assert_eq!(field(&browser, "team.duty.establishment").0, "20");
    click(&browser, "compare");
    until_said(&browser, "Compared with One team");
    assert_eq!(browser.complaints(), [""; 0]);
}

/// Files that are no use, or meant to do harm.
fn hostile(engine: Engine) {
    let folder = FOLDER.path().join(format!("hostile-{engine:?}"));
    fs::create_dir(&folder).expect("a folder");
    let browser = with_template(engine, DESKTOP, 0);
    let file = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("a file");
        path
    };
    let large = vec![b'x'; (64 << 20) + 1];
    let markup = "<img src=x onerror=\"document.title='broken in'\">";
    let entities = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
    let deep = format!("a = {}{}", "[".repeat(50_000), "]".repeat(50_000));
    let marked = format!("format = 1\nname = '''{markup}'''\nmonths = \"{}\"\n", markup.replace('"', "'"));
    let files: [(&str, &[u8], &str); 9] = [
        ("large.csv", &large, "large.csv is larger than 64 MB"),
        ("empty.toml", b"", "empty.toml: it is empty."),
        ("picture.png", b"\x89PNG", "picture.png: The page opens scenarios"),
        ("entities.xml", entities.as_bytes(), "entities.xml: "),
        ("broken.xlsx", b"PK\x03\x04", "broken.xlsx: "),
        ("formulas.csv", b"=cmd|' /C calc'!A0,b\n=1+1,2\n", "formulas.csv: "),
        ("bytes.toml", b"\xff\xfe\x00", "bytes.toml: it is not UTF-8"),
        ("deep.toml", deep.as_bytes(), "Opened deep.toml."),
        ("markup.toml", marked.as_bytes(), "Opened markup.toml."),
    ];
    for (name, bytes, said) in files {
        browser.choose("#files", &[&file(name, bytes)]);
        until_said(&browser, said);
    }
    // Scenarios that are cut, or with the wrong kind of value: the page says what is wrong with each.
    let whole = fs::read_to_string("scenarios/county.toml").expect("a scenario");
    for part in 1..8 {
        let name = format!("cut-{part}.toml");
        let mut end = whole.len() * part / 8;
        while !whole.is_char_boundary(end) {
            end += 1;
        }
        browser.choose("#files", &[&file(&name, whole[..end].replace("value = ", "value = .").as_bytes())]);
        until_said(&browser, &format!("Opened {name}."));
        let summary = browser.run("return document.getElementById('form-summary').textContent");
        assert!(summary.as_str().is_some_and(|words| words.contains(&name)), "{name}: {summary}");
    }
    assert_eq!(browser.run("return document.querySelectorAll('img').length"), 0);
    assert_eq!(browser.run("return document.title"), "Plan a children's social work service");
    // The page is alive.
    browser.run("document.getElementById('start').value = '0'; document.getElementById('open-start').click()");
    until_said(&browser, "Opened One team");
    simulate(&browser);
    assert_eq!(browser.complaints(), [""; 0]);
}

fn keyboard(engine: Engine) {
    const TAB: char = '\u{e004}';
    const ENTER: char = '\u{e007}';
    let browser = ready(engine, DESKTOP);
    let active = || browser.run("return document.activeElement.id").as_str().unwrap_or_default().to_owned();
    let tab_to = |id: &str| {
        let found = (0..400).any(|_| {
            browser.press(TAB);
            active() == id
        });
        assert!(found, "no way to {id} by keyboard");
    };
    browser.run("document.getElementById('start').value = '0'");
    tab_to("open-start");
    browser.press(ENTER);
    until_said(&browser, "Opened One team");
    tab_to("field-team.duty.establishment");
    browser.run("document.activeElement.select()");
    for key in ['1', '9', TAB] {
        browser.press(key);
    }
    until_said(&browser, "Applied to");
    // The field after it has the focus still.
    assert_eq!(browser.run("return document.activeElement !== document.body"), true, "the focus is lost");
    tab_to("simulate");
    browser.press(ENTER);
    until_said(&browser, "The results are from");
    assert_eq!(active(), "results-title");
}

fn telephone(engine: Engine) {
    let browser = with_template(engine, PHONE, 1);
    simulate(&browser);
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
    let beyond = browser.run("const all = document.documentElement; return all.scrollWidth - all.clientWidth");
    assert_eq!(beyond, 0);
}

pub fn nothing_serious(engine: Engine) {
    for width in [DESKTOP, PHONE] {
        let browser = short_form(engine, width);
        press(&browser, ".make", "2 fields must be corrected");
        accessible::no_serious_finding(&browser, &format!("the short form at {width} pixels in {engine:?}"));
        let browser = with_template(engine, width, 0);
        enter(&browser, "absence.sickness", "35");
        until_said(&browser, "The entry was not applied");
        simulate(&browser);
        accessible::no_serious_finding(&browser, &format!("the planning page at {width} pixels in {engine:?}"));
    }
}
