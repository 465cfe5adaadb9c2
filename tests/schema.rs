//! The schema for editors accepts what the reader accepts, and rejects errors that are visible without context.

#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot do without fails it")]

mod cases;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cases::cases;
use jsonschema::Validator;
use serde_json::Value;
use staffcast::examples::SMALL;
use staffcast::internals::schema;
use staffcast::scenario::Scenario;

const FULL: &str = include_str!("cli/full.toml");
const STAFF: &str = "id,team,route,stage,heads,months_in_service\ngroup,cin,nqsw,asye,2,6\n";

/// What the schema can see. Not among them: what depends on other parts of a scenario (E010, E015, E016, E018 to E024),
/// possible distributions (E012) and CSV files (E025).
const SEEN: [&str; 9] = ["E005", "E006", "E007", "E008", "E009", "E011", "E013", "E014", "E027"];

/// What has one of those codes and yet cannot be seen.
const UNSEEN: [(&str, &str); 18] = [
    ("history_csv_out_of_range", "the figures are in another file"),
    ("brief_new_thing_named_nearly_as_one_of_the_base", "what an overlay leaves out may stand in its base"),
    ("change_of_branches_over_one", "the range of a change's amount is that of the input at its address"),
    ("change_without_a_month", "what is needed depends on another key"),
    ("condition_on_a_percentage", "the range of a level is that of its measure"),
    ("profile_that_does_not_add_up", "a schema cannot take a sum"),
    ("stop_without_a_condition", "what is needed depends on another key"),
    ("change_to_out_of_range", "the range of a change's amount is that of the input at its address"),
    ("conversion_of_a_team_without_a_route", "what is needed depends on another table"),
    ("conversion_without_a_route", "what is needed depends on another key"),
    ("history_of_percentages", "the range of a figure is that of its measure"),
    ("intake_every_without_a_month", "what is needed depends on another key"),
    ("intake_teams_of_none", "in an overlay an empty table leaves the base as it is"),
    ("intake_without_a_month", "what is needed depends on another key"),
    ("intake_without_a_team", "what is needed depends on another key"),
    ("season_of_percentages", "a schema cannot take a mean"),
    ("target_of_a_percentage", "the range of a figure is that of its measure"),
    ("year_of_two_years", "a pattern cannot count"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document() -> Value {
    serde_json::from_str(&schema()).expect("the schema is JSON")
}

fn validator() -> Validator {
    jsonschema::draft7::new(&document()).expect("the schema is a JSON Schema of draft 7")
}

/// A TOML value as JSON. What JSON has not is what no scenario may have: dates become text, infinite numbers null.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
    }
}

fn parse(text: &str) -> toml::Table {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn errors(validator: &Validator, table: &toml::Table) -> Vec<String> {
    let instance = json(toml::Value::Table(table.clone()));
    validator.iter_errors(&instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The TOML files of a folder, in order.
fn toml_files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn all_shipped_scenarios_are_accepted_and_name_the_schema() {
    let validator = validator();
    let mut files = toml_files("scenarios");
    for entry in fs::read_dir(root().join("scenarios")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(toml_files(&path.to_string_lossy()));
        }
    }
    assert!(files.len() >= 18, "{}", files.len());
    for file in files {
        let text = read(&file);
        assert_eq!(errors(&validator, &parse(&text)), [""; 0], "{}", file.display());
        let schema = if file.parent().is_some_and(|folder| folder.ends_with("scenarios")) { "." } else { ".." };
        let line = format!("#:schema {schema}/scenario.schema.json");
        assert_eq!(text.lines().next(), Some(line.as_str()), "{}", file.display());
    }
    for text in [FULL, SMALL] {
        assert_eq!(errors(&validator, &parse(text)), [""; 0]);
    }
    for odd in cases("tests/warnings") {
        let text = String::from_utf8_lossy(&odd.files[0].1);
        assert_eq!(errors(&validator, &parse(&text)), [""; 0], "{}", odd.name);
    }
}

#[test]
fn visible_errors_are_rejected() {
    let validator = validator();
    let (mut refused, mut wrong) = (0, Vec::new());
    for case in cases("tests/bad_input") {
        let (name, said) = (&case.name, &case.expected);
        // What is no TOML, or no text, is for the editor itself.
        let Some(table) = str::from_utf8(&case.files[0].1).ok().and_then(|text| text.parse().ok()) else { continue };
        let seen = SEEN.iter().any(|code| said.contains(&format!("error[{code}]")));
        let unseen = UNSEEN.iter().any(|(known, _)| known == name);
        let taken = errors(&validator, &table).is_empty();
        if seen && taken != unseen {
            wrong.push(format!("{name} is {}:\n{said}", if taken { "taken" } else { "refused" }));
        }
        refused += usize::from(!taken);
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
    assert!(refused >= 100, "{refused} refused");
}

#[test]
fn an_error_explains_the_value() {
    let validator = validator();
    for (good, bad, said) in [
        ("heads = 8", "heads = -8", "/staff/opening/heads: -8 is less than the minimum of 0"),
        ("cover = 0.75", "cover = 75", "/agency/cover: 75 is greater than the maximum of 1"),
        (
            "establishment = 12",
            "establishmnt = 12\nestablishment = 12",
            "/team/cin: Additional properties are not allowed ('establishmnt' was unexpected)",
        ),
        ("months = 12", "", ": \"months\" is a required property"),
    ] {
        assert_eq!(errors(&validator, &parse(&SMALL.replacen(good, bad, 1))), [said]);
    }
}

#[test]
fn an_overlay_may_be_partial_and_remove_anything() {
    let validator = validator();
    for overlay in [
        "",
        "[team.cin]\nestablishment = 14",
        "[staff.opening]\nremove = true",
        "[intake]\nremove = true",
        "[change.one]\nwhen = { remove = true }",
        "[agency]\npolicy_cap = { remove = true }\nlead_time = { remove = true }",
        "[pathway.open_case]\ncounts_as = { remove = true }\nnext = { closed = { remove = true } }",
        "[change.one]\nuntil = { remove = true }\nadd = { \"team.cin.establishment\" = { remove = true } }",
        "[history.one.points]\n\"2015-01\" = { remove = true }",
    ] {
        let overlay = format!("base = \"small.toml\"\n{overlay}");
        assert_eq!(errors(&validator, &parse(&overlay)), [""; 0], "{overlay}");
    }
    for overlay in [
        "[team.cin]\nestablishmnt = 14",
        "[staff.opening]\nremove = false",
        "[staff.opening]\nremove = true\nheads = 3",
    ] {
        assert!(!errors(&validator, &parse(&format!("base = \"small.toml\"\n{overlay}"))).is_empty(), "{overlay}");
    }
    let errors = errors(&validator, &parse(&format!("{SMALL}\n[staff.others]\nremove = true\n")));
    assert!(errors.iter().any(|error| error.starts_with("/staff/others/remove: ")), "{errors:?}");
}

/// Every table of a document, by the keys that lead to it.
fn tables(table: &toml::Table, path: &[String], all: &mut Vec<Vec<String>>) {
    all.push(path.to_vec());
    for (key, value) in table {
        if let toml::Value::Table(inner) = value {
            tables(inner, &[path, std::slice::from_ref(key)].concat(), all);
        }
    }
}

fn at<'a>(table: &'a mut toml::Table, path: &[String]) -> &'a mut toml::Table {
    path.iter().fold(table, |table, key| table[key].as_table_mut().expect("a table"))
}

#[test]
fn an_unknown_key_is_rejected_in_every_table() {
    let (validator, full) = (validator(), parse(FULL));
    let mut paths = Vec::new();
    tables(&full, &[], &mut paths);
    assert!(paths.len() > 80, "{}", paths.len());
    for path in paths {
        let mut table = full.clone();
        at(&mut table, &path).insert("nosuch".into(), parse("nothing = \"none\"").into());
        assert!(!errors(&validator, &table).is_empty(), "{path:?}");
    }
}

/// Replaces every part of a scenario with something else: if the reader accepts it, so must the schema.
#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    let (validator, full) = (validator(), parse(FULL));
    let others: Vec<toml::Value> = parse(
        "all = [-1, 0, 1, 1.0, 0.5, 40, \"\", \"closed\", \"rest\", \"2016-05\", \"2016-17\", \"cin\", true, [], {}, \
         { value = 0.4, source = \"here\" }, { pert = { low = 0, mode = 0.2, high = 0.3 } }, \
         { uniform = { low = 0, high = 40 }, evidence = \"guess\" }, { source = \"here\" }, \
         { from_0y = 0.2, from_50y = 0.1, evidence = \"local\" }, { closed = \"rest\", source = \"here\" }]",
    )["all"]
        .as_array()
        .expect("a list")
        .clone();
    let mut paths = Vec::new();
    tables(&full, &[], &mut paths);
    let (mut taken, mut wrong) = (0, Vec::new());
    for path in paths {
        let keys: Vec<String> = at(&mut full.clone(), &path).keys().cloned().collect();
        for key in keys.iter().map(String::as_str).chain(["source", "evidence"]) {
            for other in &others {
                let mut table = full.clone();
                at(&mut table, &path).insert(key.into(), other.clone());
                if reads(&table) {
                    taken += 1;
                    let errors = errors(&validator, &table);
                    if !errors.is_empty() {
                        wrong.push(format!("{path:?} {key} = {other}: {errors:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {taken}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(taken > 1_000, "{taken} taken");
}

fn reads(table: &toml::Table) -> bool {
    let text = toml::to_string(table).expect("TOML");
    let files = BTreeMap::from([("full.toml".to_owned(), text), ("staff.csv".to_owned(), STAFF.to_owned())]);
    Scenario::load("full.toml", &files).is_ok()
}

#[test]
fn defaults_are_valid_values() {
    let document = document();
    let mut with_default = Vec::new();
    find_defaults(&document["properties"], &mut with_default);
    assert!(with_default.len() > 40, "{}", with_default.len());
    for property in with_default {
        let alone = serde_json::json!({ "allOf": [property], "definitions": document["definitions"] });
        let validator = jsonschema::draft7::new(&alone).expect("a schema");
        assert!(validator.is_valid(&property["default"]), "{property}");
    }
}

fn find_defaults<'a>(value: &'a Value, all: &mut Vec<&'a Value>) {
    if let Value::Object(members) = value {
        if members.contains_key("description") && members.contains_key("default") {
            all.push(value);
        }
        members.values().for_each(|member| find_defaults(member, all));
    }
}
