//! An overlay that is opened on the page, where files lie side by side, is put where it finds the scenario that it is based on.

use std::collections::BTreeMap;

use super::question::ScenarioFiles;
use crate::live::paths::{file_name, folder_of};
use crate::scenario::source::{BASE, TableNode, Value, up_and_down};

/// The bases that a file names; empty if it is a scenario of its own.
pub(super) fn bases(tree: &TableNode) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    match tree.get(BASE).map(|node| &node.value) {
        Some(Value::Array(items)) => items.iter().filter_map(|item| text(&item.value)).collect(),
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The files with an overlay called `name` among them, at a path from which it finds its bases.
///
/// # Errors
/// The bases that are not there.
pub(super) fn with_overlay(
    open: &ScenarioFiles,
    name: &str,
    text: &str,
    bases: &[String],
) -> Result<ScenarioFiles, Vec<String>> {
    let mut files = open.files.clone();
    let up = bases.iter().map(|base| base.split('/').take_while(|part| *part == "..").count()).max().unwrap_or(0);
    // In folders below those of its bases, if it looks for them above itself.
    let folder = "plans/".repeat(up);
    for base in bases {
        let wanted = resolved(&folder, base);
        if !files.contains_key(&wanted) && file_name(&open.path) == file_name(base) {
            files = moved(&files, folder_of(&open.path), folder_of(&wanted));
        }
    }
    let missing: Vec<String> =
        bases.iter().filter(|base| !files.contains_key(&resolved(&folder, base))).cloned().collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let path = format!("{folder}{name}");
    files.insert(path.clone(), text.to_owned());
    Ok(ScenarioFiles { path, files })
}

/// Files of a folder in another one; all others stay where they are.
fn moved(files: &BTreeMap<String, String>, from: &str, to: &str) -> BTreeMap<String, String> {
    let path = |path: &String| path.strip_prefix(from).map_or_else(|| path.clone(), |rest| format!("{to}{rest}"));
    files.iter().map(|(of, text)| (path(of), text.clone())).collect()
}

/// A path from a folder of files that lie below one another.
pub(super) fn resolved(folder: &str, path: &str) -> String {
    up_and_down(&format!("{folder}{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &str) -> ScenarioFiles {
        ScenarioFiles { path: path.to_owned(), files: BTreeMap::from([(path.to_owned(), "format = 1".to_owned())]) }
    }

    fn placed(path: &str, bases: &[&str]) -> Result<(String, Vec<String>), Vec<String>> {
        let bases: Vec<String> = bases.iter().map(|base| (*base).to_owned()).collect();
        let files = with_overlay(&open(path), "more.toml", "", &bases)?;
        Ok((files.path, files.files.into_keys().collect()))
    }

    #[test]
    fn an_overlay_finds_the_scenario_that_is_open() {
        let found = |path: &str, all: &[&str]| {
            Ok((path.to_owned(), all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>()))
        };
        assert_eq!(placed("county.toml", &["county.toml"]), found("more.toml", &["county.toml", "more.toml"]));
        let above = found("plans/more.toml", &["county.toml", "plans/more.toml"]);
        assert_eq!(placed("county.toml", &["../county.toml"]), above);
        let below = found("more.toml", &["more.toml", "scenarios/county.toml"]);
        assert_eq!(placed("county.toml", &["scenarios/county.toml"]), below);
    }

    #[test]
    fn a_base_that_is_not_open_is_named() {
        assert_eq!(placed("county.toml", &["../agency.toml"]), Err(vec!["../agency.toml".to_owned()]));
        let both = placed("county.toml", &["county.toml", "other.toml"]);
        assert_eq!(both, Err(vec!["other.toml".to_owned()]));
    }
}
