//! What must not depend on the machine. `.ci/run` and `.ci/full` compare whole results between platforms.

use std::io::{Cursor, Read as _};
use std::path::Path;

use zip::ZipArchive;

use crate::files::full;
use crate::harness::{Outcome, Test};

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let results = |threads: u8| full(&format!("run full.toml -n 1500 --quiet --threads {threads}")).contents("outputs");
    let one = results(1);
    for threads in [2, 7] {
        assert!(one == results(threads), "1 and {threads} threads differ");
    }
}

/// A zero written with a minus sign, and what follows it.
fn minus_zero(text: &str) -> Option<&str> {
    let is_part = |one: char| one.is_alphanumeric() || "-._".contains(one);
    let is_zero = |at: usize| {
        let after = text[at..].trim_start_matches(['-', '.', '0']);
        !text[..at].ends_with(is_part) && !after.starts_with(is_part)
    };
    let mut found = text.match_indices("-0").map(|(at, _)| at);
    found.find(|&at| is_zero(at)).map(|at| text[at..].lines().next().unwrap_or_default())
}

/// No number of any file or sheet is -0: whether a zero has a sign may depend on the platform.
#[track_caller]
fn assert_no_minus_zero(done: &Outcome) {
    let mut sheets = 0;
    for (name, bytes) in done.contents("outputs") {
        if Path::new(&name).extension().is_some_and(|of| of == "xlsx") {
            let mut book = ZipArchive::new(Cursor::new(bytes)).unwrap();
            for at in 0..book.len() {
                let mut part = book.by_index(at).unwrap();
                let title = part.name().unwrap().into_owned();
                if title.starts_with("xl/worksheets/") || title.starts_with("xl/charts/") {
                    let mut text = String::new();
                    part.read_to_string(&mut text).unwrap();
                    assert_eq!(minus_zero(&text), None, "{title} in {name}");
                    sheets += 1;
                }
            }
        } else {
            assert_eq!(minus_zero(&String::from_utf8(bytes).unwrap()), None, "{name}");
        }
    }
    assert!(sheets > 0, "no workbook");
    assert_eq!(minus_zero(&done.stdout), None);
}

#[test]
fn no_file_has_a_zero_with_a_minus_sign() {
    for name in ["agency", "county", "herefordshire-2014-hindcast", "herefordshire-2016", "one-team"] {
        let path = format!("scenarios/{name}.toml");
        assert_no_minus_zero(&Test::new(&format!("run {path} -n 40 --xlsx")).shipped(&path).run());
    }
    // Small differences, many of which are rounded to zero from below.
    let [base, plan] = ["scenarios/herefordshire-2016.toml", "scenarios/plans/team-restructure.toml"];
    let compared = Test::new(&format!("compare {base} {plan} -n 40 --xlsx")).shipped(base).shipped(plan).run();
    assert_no_minus_zero(&compared);
}

#[test]
fn a_zero_given_with_a_minus_sign_is_zero() {
    let text = "format = 1\nname = \"Bare\"\nstart = \"2016-04\"\nmonths = 6\n\n[team.cin]\nestablishment = 4\n\n\
                [leaving]\nannual_rate = { all = -0.0 }\n";
    let of = |text: &str| Test::new("run plan.toml -n 20 --quiet --xlsx").file("plan.toml", text).run();
    let [minus, plain] = [of(text), of(&text.replace("-0.0", "0.0"))];
    assert_no_minus_zero(&minus);
    assert_eq!(minus.read("outputs/plan/assumptions.csv"), plain.read("outputs/plan/assumptions.csv"));
}

#[test]
fn minus_zeros_are_found() {
    for text in ["a,-0,b", "[-0.0]", "-0", "<v>-0</v>", "width:-0.00%", "£-0"] {
        assert!(minus_zero(text).is_some(), "{text}");
    }
    for text in ["2016-04", "a,-0.5,b", "-0.001", "10-0", "x-0", "0", "-00.7"] {
        assert!(minus_zero(text).is_none(), "{text}");
    }
}
