//! The case files themselves: scenarios as differences from a base, and byte-exact files.

use std::fs;
use std::path::Path;

use crate::cases::{base_text, parse};
use crate::harness::Test;

/// The scenario of a case that applies `lines` to the base `one_team`, or what is wrong with them.
fn scenario(heading: &str, lines: &str) -> Result<String, String> {
    let case = parse("plan", &format!("=== scenario{heading}\n{lines}=== expected\nnothing\n"))?;
    assert_eq!((case.files[0].0.as_str(), case.expected.as_str()), ("plan.toml", "nothing\n"));
    Ok(String::from_utf8(case.files[0].1.clone()).unwrap())
}

/// The bases themselves must be valid, so that errors come only from the differences.
#[test]
fn the_bases_are_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bases");
    let bases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(bases.len() >= 2);
    for base in bases {
        Test::new("check base.toml").file("base.toml", fs::read(base).unwrap()).code(0).run();
    }
}

#[test]
fn a_case_is_its_base_with_lines_removed_and_added() {
    let base = base_text("one_team").unwrap();
    assert_eq!(scenario(" from one_team", ""), Ok(base.clone()));
    let lines = "- months = 12\n...\n  establishment = 12\n+ agency = 1\n\n- [leaving]\n";
    let expected = base.replace("months = 12\n", "").replace("\n\n[leaving]\n", "\nagency = 1\n\n");
    assert_eq!(scenario(" from one_team", lines), Ok(expected));
}

#[test]
fn lines_without_a_unique_place_in_the_base_are_refused() {
    for (lines, why) in [
        ("- months = 13\n", "[\"months = 13\"] is not in the base"),
        ("-\n", "[\"\"] is in the base more than once; add lines beside it"),
        ("+ months = 13\n", "lines are added, but no line beside them says where"),
        ("- [leaving]\n...\n- [team.cin]\n", "[\"[team.cin]\"] is out of order"),
        ("months = 12\n", "`months = 12` begins with none of `- `, `+ ` and two spaces"),
    ] {
        assert_eq!(scenario(" from one_team", lines).unwrap_err(), why);
    }
    assert!(scenario(" from nobody", "").unwrap_err().starts_with("the base `nobody`: "));
}

#[test]
fn a_complete_text_keeps_its_blank_lines() {
    assert_eq!(scenario("", ""), Ok(String::new()));
    assert_eq!(scenario("", "\nname = \"A\"\n\n\n"), Ok("\nname = \"A\"\n\n\n".to_owned()));
}

#[test]
fn an_escaped_file_is_byte_exact() {
    let text = "=== scenario\na = 1\n=== file staff.csv, escaped\nid\\r\n\\xEF\\xBB\\xBF\\x00caf\\xE9 \\\\ \\t\\\n=== expected\n";
    let files = parse("plan", text).unwrap().files;
    assert_eq!(files[0], ("plan.toml".to_owned(), b"a = 1\n".to_vec()));
    assert_eq!(files[1], ("staff.csv".to_owned(), b"id\r\n\xEF\xBB\xBF\0caf\xE9 \\ \t".to_vec()));
    for wrong in ["\\n", "\\xG0", "\\x1"] {
        assert!(scenario(", escaped", &format!("{wrong}\n")).unwrap_err().starts_with("unknown escape `\\"), "{wrong}");
    }
}

#[test]
fn a_case_without_a_scenario_is_refused() {
    for text in ["", "a = 1\n", "=== file staff.csv\nid\n=== expected\n"] {
        assert_eq!(parse("plan", text).unwrap_err(), "a case begins with `=== scenario`", "{text}");
    }
    assert_eq!(parse("plan", "=== scenari\n").unwrap_err(), "unknown heading `=== scenari`");
}
