//! Colours: only on a terminal, and never the only carrier of meaning.

use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test};

const PLAN: &str = "base = \"small.toml\"\nname = \"More posts\"\n\n[team.cin]\nestablishment = 14\n";
const TARGET: &str = "\n[target.hopeless]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.01\n";
const COMMANDS: [&str; 5] = [
    "run small.toml -n 50",
    "compare small.toml plan.toml -n 50 --stress plan.toml",
    "check small.toml bad.toml",
    "run small.toml plan.toml -n 50",
    "run bad.toml",
];

fn staffcast(command: &str, variables: &[(&str, &str)]) -> Outcome {
    let test = Test::new(command)
        .file("small.toml", format!("{SMALL}{TARGET}"))
        .file("plan.toml", PLAN)
        .file("bad.toml", SMALL.replace("months = 12", "months = -1"))
        .code(if command.contains("bad") { 2 } else { 0 });
    variables.iter().fold(test, |test, (name, value)| test.variable(name, value)).run()
}

/// The text without escape codes.
fn plain(text: &str) -> String {
    let mut pieces = text.split("\x1b[");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |plain, piece| plain + piece.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn colours_do_not_change_the_text_of_any_table() {
    for command in COMMANDS {
        let piped = staffcast(command, &[]);
        let coloured = staffcast(command, &[("CLICOLOR_FORCE", "1")]);
        assert!(!piped.stdout.contains('\x1b') && !piped.stderr.contains('\x1b'), "{command}");
        assert!(coloured.stdout.contains('\x1b') || coloured.stderr.contains("\x1b["), "{command}");
        assert_eq!((plain(&coloured.stdout), plain(&coloured.stderr)), (piped.stdout, piped.stderr));
    }
}

#[test]
fn colours_can_be_switched_off() {
    for command in COMMANDS {
        let done = staffcast(command, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]);
        assert!(!done.stdout.contains('\x1b') && !done.stderr.contains('\x1b'), "{command}");
    }
    assert!(staffcast(COMMANDS[0], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]).stdout.contains('\x1b'));
}

#[test]
fn headings_are_bold_and_impossible_targets_red() {
    let done = staffcast(COMMANDS[0], &[("CLICOLOR_FORCE", "1")]);
    assert!(done.stdout.starts_with("\x1b[1mA small team\x1b[0m\nApr 2016"), "{}", done.stdout);
    assert!(done.stdout.contains("\n\x1b[1mTargets\x1b[0m\n"), "{}", done.stdout);
    assert!(done.stdout.contains("\x1b[31mThere is no future, of 50 simulated, in which "), "{}", done.stdout);
    assert!(done.stdout.contains("\n\x1b[33mWatch points\x1b[0m\n  Only 50 futures"), "{}", done.stdout);
    let checked = staffcast("check bad.toml", &[("CLICOLOR_FORCE", "1")]);
    assert_eq!(checked.stdout, "bad.toml: \x1b[31m1 error\x1b[0m, no warnings\n");
    assert!(checked.stderr.starts_with("\x1b[1m\x1b[91merror[E"), "{:?}", checked.stderr);
}

#[test]
fn data_for_programs_has_no_colours() {
    for command in ["run small.toml -n 50 --json", "check bad.toml --json", "schema"] {
        assert!(!staffcast(command, &[("CLICOLOR_FORCE", "1")]).stdout.contains('\x1b'), "{command}");
    }
}
