//! The folders are in the order of the data flow, and each may use only those below it, so there are no cycles.

#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot do without fails it")]

use std::fs;
use std::path::{Path, PathBuf};

/// The folders and files of the library from top to bottom. Each may use those after it.
const ORDER: [&str; 20] = [
    "internals",
    "cli",
    "live",
    "render",
    "content",
    "backtest",
    "import",
    "decide",
    "compare",
    "summary",
    "run",
    "model",
    "plan",
    "scenario",
    "measures",
    "random",
    "lanes",
    "ids",
    "units",
    "examples",
];

/// Folders that may use less than everything below them: rendering depends on content, not on where it comes from.
const NARROWER: [(&str, &[&str]); 1] = [("render", &["content", "units"])];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The Rust files of a folder, or a single file.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).expect("a folder of the library");
    let mut all: Vec<PathBuf> = entries.flat_map(|entry| files(&entry.expect("an entry").path())).collect();
    all.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    all.sort();
    all
}

/// Whether a file contains only tests: they may use anything.
fn is_test(file: &Path) -> bool {
    file.components().any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs")
}

/// The lines of code, without comments and tests.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().map(str::trim).filter(|line| !line.starts_with("//"))
}

/// The folders used by code via `crate::`.
fn used(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in code(text) {
        for after in line.split("crate::").skip(1) {
            let names = after.strip_prefix('{').map_or_else(
                || vec![after],
                |group| group.split('}').next().unwrap_or_default().split(',').map(str::trim).collect(),
            );
            let word = |name: &str| name.chars().take_while(|one| one.is_alphanumeric() || *one == '_').collect();
            found.extend(names.into_iter().map(word).filter(|name: &String| !name.is_empty()));
        }
    }
    found
}

fn place(name: &str) -> Option<usize> {
    ORDER.iter().position(|one| *one == name)
}

fn is_allowed(folder: &str, other: &str) -> bool {
    let narrower = NARROWER.iter().find(|(of, _)| *of == folder);
    let below = match narrower {
        Some((_, allowed)) => allowed.contains(&other),
        None => place(other) > place(folder),
    };
    other == folder || below
}

fn path_of(folder: &str) -> PathBuf {
    let file = root().join(format!("{folder}.rs"));
    if file.is_file() { file } else { root().join(folder) }
}

#[test]
fn every_folder_is_listed() {
    for entry in fs::read_dir(root()).expect("the library") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        assert!(matches!(name, "lib" | "main") || place(name).is_some(), "`{name}` has no place in the order");
    }
}

#[test]
fn every_folder_uses_only_those_below_it() {
    let mut wrong = Vec::new();
    for folder in ORDER {
        for file in files(&path_of(folder)).into_iter().filter(|file| !is_test(file)) {
            let text = fs::read_to_string(&file).expect("a file of the library");
            let others = used(&text).into_iter().filter(|other| place(other).is_some());
            let others = others.filter(|other| !is_allowed(folder, other));
            wrong.extend(others.map(|other| format!("{} uses `{other}`", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn uses_are_found_in_code_and_not_in_comments_or_tests() {
    let text = "use crate::plan::Plan;\nuse crate::{run, units::Month};\n// crate::cli\nlet a = crate::model::B;\n\
                #[cfg(test)]\nmod tests { use crate::render; }\n";
    assert_eq!(used(text), ["plan", "run", "units", "model"]);
    assert!(is_allowed("content", "summary") && !is_allowed("summary", "content") && !is_allowed("render", "summary"));
}

/// Where the figures of a replication are computed.
const FIGURES: [&str; 9] = [
    "model",
    "lanes.rs",
    "lanes",
    "random/cornish_fisher.rs",
    "random/counts.rs",
    "random/exponential.rs",
    "random/gamma.rs",
    "random/inversion.rs",
    "plan/equations.rs",
];

/// Whether a line uses a function whose result may be 0 on one platform and -0 on another.
fn chooses_between_zeros(line: &str) -> bool {
    let of_paths = ["f64::max", "f64::min", "f64::clamp", "f32::max", "f32::min", "f32::clamp"];
    let is_path = |path: &str| {
        let after = line.split(path).skip(1);
        after.into_iter().any(|after| !after.starts_with(|one: char| one.is_alphanumeric() || one == '_'))
    };
    // Only whole numbers are compared with a literal whole number.
    let is_whole = |argument: &str| {
        argument.split_once(')').is_some_and(|(literal, _)| literal.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_method = |method: &str| line.split(method).skip(1).any(|argument| !is_whole(argument));
    of_paths.into_iter().any(is_path) || [".max(", ".min(", ".clamp("].into_iter().any(is_method)
}

/// The greater of 0 and -0 may be either, so a figure would depend on the platform. A comparison says which it is:
/// `if a > b { a } else { b }`.
#[test]
fn figures_are_computed_without_a_choice_between_zeros() {
    let mut wrong = Vec::new();
    for file in FIGURES.iter().flat_map(|place| files(&root().join(place))).filter(|file| !is_test(file)) {
        let text = fs::read_to_string(&file).expect("a file of the library");
        let lines = code(&text).filter(|line| chooses_between_zeros(line));
        wrong.extend(lines.map(|line| format!("{}: {line}", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn choices_between_zeros_are_found() {
    for line in ["a.max(0.0)", "a.min(b)", "a.clamp(-1.0, 1.0)", "of.fold(0.0, f64::max)", "a.max(1).min(b)"] {
        assert!(chooses_between_zeros(line), "{line}");
    }
    for line in ["a.max(0)", "f64::MAX", "f64::max_value()", "all.iter().max()", "if a > b { a } else { b }"] {
        assert!(!chooses_between_zeros(line), "{line}");
    }
}
