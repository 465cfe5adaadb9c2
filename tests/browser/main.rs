//! The report in a real browser: Debian's chromium and chromedriver.
//!
//! ```text
//! cargo test --test browser
//! ```
//!
//! Without a browser every test is counted as ignored, and so is that of accessibility without axe-core, which
//! `npm install --prefix target/axe axe-core` puts where it is looked for.

#![allow(clippy::expect_used, reason = "a test without a browser that works has nothing to say")]

mod accessible;
mod driver;
#[cfg(feature = "live")]
mod live;
mod pages;
mod told;

use std::sync::LazyLock;

use libtest_mimic::{Arguments, Trial};

use driver::Browser;
use pages::Pages;

/// The pages, made once.
static PAGES: LazyLock<Pages> = LazyLock::new(Pages::make);

/// A desktop's window and a telephone's, in pixels.
const DESKTOP: u32 = 1280;
const PHONE: u32 = 390;

type Test = (&'static str, fn());

const TESTS: &[Test] = &[
    ("pages_ask_for_nothing_and_complain_of_nothing", told::pages_ask_for_nothing_and_complain_of_nothing),
    ("the_pointer_is_told_the_values_of_the_data_files", told::the_pointer_is_told_the_values_of_the_data_files),
    ("arrow_keys_tell_the_same_as_the_pointer", told::arrow_keys_tell_the_same_as_the_pointer),
    ("tables_behind_charts_equal_the_data_files", told::tables_behind_charts_equal_the_data_files),
    ("a_page_is_whole_without_its_script", told::a_page_is_whole_without_its_script),
    ("names_that_are_markup_stay_names", told::names_that_are_markup_stay_names),
    ("a_telephone_never_scrolls_sideways", accessible::a_telephone_never_scrolls_sideways),
    ("headings_are_in_order_and_pictures_say_what_is_in_them", accessible::headings_and_pictures),
    ("print_shows_what_is_folded_and_hides_what_is_for_the_screen", accessible::print),
];

/// The tests of the live page.
#[cfg(feature = "live")]
const LIVE: &[Test] = live::TESTS;
#[cfg(not(feature = "live"))]
const LIVE: &[Test] = &[];

fn main() {
    let arguments = Arguments::from_args();
    let missing = driver::missing();
    if let Some(program) = missing {
        println!("no {program}: the tests in a browser are left out");
    }
    let mut trials: Vec<Trial> = TESTS
        .iter()
        .chain(LIVE)
        .map(|&(name, test)| {
            Trial::test(name, move || {
                test();
                Ok(())
            })
            .with_ignored_flag(missing.is_some())
        })
        .collect();
    if LIVE.is_empty() {
        println!(
            "this program has no live page: its tests are left out (bash web/build module; cargo test --features live --test browser)"
        );
    }
    let axe = accessible::checker();
    if axe.is_none() {
        println!("no axe-core below target/axe: the test of accessibility is left out");
    }
    trials.push(
        Trial::test("an_accessibility_checker_finds_nothing_serious", || {
            accessible::nothing_serious();
            Ok(())
        })
        .with_ignored_flag(missing.is_some() || axe.is_none()),
    );
    #[cfg(feature = "live")]
    trials.push(
        Trial::test("live_an_accessibility_checker_finds_nothing_serious", || {
            live::nothing_serious();
            Ok(())
        })
        .with_ignored_flag(missing.is_some() || axe.is_none()),
    );
    libtest_mimic::run(&arguments, trials).exit();
}

/// A browser of that width with a page open.
fn opened(width: u32, page: &std::path::Path) -> Browser {
    let browser = Browser::start(width);
    browser.open(page);
    browser
}
