//! The report in real browsers: Debian's chromium with chromedriver, and its firefox-esr with geckodriver.
//!
//! ```text
//! cargo test --test browser
//! ```
//!
//! Every test runs in both; in Firefox its name ends with `_in_firefox`. Without a browser its tests are counted as ignored, and so are those of
//! accessibility without axe-core. `.ci/setup` puts geckodriver and axe-core where they are looked for, below target.

#![allow(clippy::expect_used, reason = "a test without a browser that works has nothing to say")]

mod accessible;
mod chromium;
mod driver;
mod firefox;
#[cfg(feature = "live")]
mod live;
#[cfg(feature = "live")]
mod module;
mod network;
mod pages;
#[cfg(feature = "live")]
mod planner;
#[cfg(feature = "live")]
mod shipped;
mod told;

use std::sync::LazyLock;

use libtest_mimic::{Arguments, Trial};

use driver::{Browser, Engine};
use pages::Pages;

/// The pages, made once.
static PAGES: LazyLock<Pages> = LazyLock::new(Pages::make);

/// A desktop's window and a telephone's, in pixels.
const DESKTOP: u32 = 1280;
const PHONE: u32 = 390;

type Test = (&'static str, fn(Engine));

const TESTS: &[Test] = &[
    ("pages_ask_for_nothing_and_complain_of_nothing", told::pages_ask_for_nothing_and_complain_of_nothing),
    ("requests_and_complaints_are_noticed", told::requests_and_complaints_are_noticed),
    ("the_pointer_is_told_the_values_of_the_data_files", told::the_pointer_is_told_the_values_of_the_data_files),
    ("arrow_keys_tell_the_same_as_the_pointer", told::arrow_keys_tell_the_same_as_the_pointer),
    ("tables_behind_charts_equal_the_data_files", told::tables_behind_charts_equal_the_data_files),
    ("a_page_is_whole_without_its_script", told::a_page_is_whole_without_its_script),
    ("names_that_are_markup_stay_names", told::names_that_are_markup_stay_names),
    ("a_telephone_never_scrolls_sideways", accessible::a_telephone_never_scrolls_sideways),
    ("headings_are_in_order_and_pictures_say_what_is_in_them", accessible::headings_and_pictures),
    ("print_shows_what_is_folded_and_hides_what_is_for_the_screen", accessible::print),
];

/// The tests of pages with a model.
#[cfg(feature = "live")]
const LIVE: &[&[Test]] = &[live::TESTS, planner::TESTS];
#[cfg(not(feature = "live"))]
const LIVE: &[&[Test]] = &[];

/// The tests with axe-core.
const ACCESSIBILITY: &[Test] = &[
    ("an_accessibility_checker_finds_nothing_serious", accessible::nothing_serious),
    #[cfg(feature = "live")]
    ("live_an_accessibility_checker_finds_nothing_serious", live::nothing_serious),
    #[cfg(feature = "live")]
    ("planner_an_accessibility_checker_finds_nothing_serious", planner::nothing_serious),
];

fn main() {
    let arguments = Arguments::from_args();
    if LIVE.is_empty() {
        println!(
            "this program has no live page: its tests are left out (bash web/build modules; cargo test --features live --test browser)"
        );
    }
    let has_checker = accessible::checker().is_some();
    if !has_checker {
        println!("no axe-core below target/axe: the tests of accessibility are left out");
    }
    let trials = Engine::ALL.into_iter().flat_map(|engine| {
        let missing = engine.missing();
        if let Some(program) = &missing {
            println!("no {program}: the tests in {engine:?} are left out");
        }
        let can_run = missing.is_none();
        let tests = TESTS.iter().chain(LIVE.iter().copied().flatten()).map(move |test| (test, can_run));
        let accessibility = ACCESSIBILITY.iter().map(move |test| (test, can_run && has_checker));
        tests.chain(accessibility).map(move |(&(name, test), can_run)| {
            let trial = move || {
                test(engine);
                Ok(())
            };
            Trial::test(format!("{name}{}", engine.suffix()), trial).with_ignored_flag(!can_run)
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

/// A browser of that width with a page open.
fn opened(engine: Engine, width: u32, page: &std::path::Path) -> Browser {
    let browser = Browser::start(engine, width);
    browser.open(page);
    browser
}
