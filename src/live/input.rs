//! What the page hands to the model first: the files of a scenario, and how they belong together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::paths::folder_of;
use crate::plan::Plan;

/// The files of a scenario, and how they belong together. Paths are those of the files below the folder that has all of them, so that no
/// other folder of the machine is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveInput {
    /// Path of the scenario.
    pub path: String,
    /// Paths of the overlays on it, in their order.
    pub overlays: Vec<String>,
    /// Path of the changed plan, which is none of the files.
    pub plan: String,
    /// What the changed plan is based on: the scenario and the overlays, as seen from the folder of the scenario.
    pub bases: Vec<String>,
    /// Seed of all draws.
    pub seed: u64,
    /// Whether the seed was given apart from the files.
    pub is_seed_given: bool,
    /// By path, the text of all files.
    pub files: BTreeMap<String, String>,
}

/// Name of the file of a changed plan, without extension.
const PLAN: &str = "changed-plan";

impl LiveInput {
    /// The files of a plan that was read from a scenario with `overlays`.
    #[must_use]
    pub fn of(plan: &Plan, overlays: &[String], is_seed_given: bool) -> Self {
        let sources = plan.scenario().sources();
        let paths: Vec<&str> = sources.files.iter().map(|file| file.path.as_str()).collect();
        let common = common_folder(&paths);
        let below = |path: &str| path[common.min(path.len())..].to_owned();
        let files: BTreeMap<String, String> =
            sources.files.iter().map(|file| (below(&file.path), file.text.clone())).collect();
        let path = paths.first().map_or(String::new(), |path| below(path));
        let overlays: Vec<String> = overlays.iter().map(|path| below(path)).collect();
        let folder = folder_of(&path);
        let bases = std::iter::once(&path).chain(&overlays).map(|one| seen_from(folder, one)).collect();
        let plan_path = |number: usize| {
            let number = if number == 1 { String::new() } else { format!("-{number}") };
            format!("{folder}{PLAN}{number}.toml")
        };
        let unused = (1..=files.len() + 1).map(plan_path).find(|path| !files.contains_key(path));
        Self {
            plan: unused.unwrap_or_else(|| plan_path(1)),
            path,
            overlays,
            bases,
            seed: plan.scenario().seed(),
            is_seed_given,
            files,
        }
    }
}

/// Length of the longest folder that all paths begin with, with its `/`.
fn common_folder(paths: &[&str]) -> usize {
    let Some((first, others)) = paths.split_first() else { return 0 };
    let ends = folder_of(first).match_indices('/').map(|(at, _)| at + 1);
    ends.filter(|&end| others.iter().all(|other| other.starts_with(&first[..end]))).max().unwrap_or(0)
}

/// A path as seen from a folder of the same tree. Where the folder lies above what is known of it, the path itself.
fn seen_from(folder: &str, path: &str) -> String {
    let common = common_folder(&[folder, path]);
    let (up, down) = (&folder[common..], &path[common..]);
    if up.split('/').any(|part| part == "..") {
        return path.to_owned();
    }
    format!("{}{down}", "../".repeat(up.matches('/').count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn input(path: &str, overlays: &[&str], files: &[(&str, &str)]) -> LiveInput {
        let files: BTreeMap<String, String> =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let overlays: Vec<String> = overlays.iter().map(|path| (*path).to_owned()).collect();
        let scenario = Scenario::load_with(path, &overlays, None, &files).expect("a scenario");
        LiveInput::of(&Plan::new(scenario), &overlays, false)
    }

    const SMALL: &str = crate::examples::SMALL;

    #[test]
    fn no_folder_above_the_files_is_named() {
        let over = "base = \"../base.toml\"\nname = \"Over\"\n";
        let files = [("/home/her/plans/over.toml", over), ("/home/her/base.toml", SMALL)];
        let input = input("/home/her/plans/over.toml", &[], &files);
        assert_eq!(input.path, "plans/over.toml");
        assert_eq!(input.files.keys().collect::<Vec<_>>(), ["base.toml", "plans/over.toml"]);
        assert_eq!((input.plan.as_str(), &input.bases[..]), ("plans/changed-plan.toml", &["over.toml".to_owned()][..]));
    }

    #[test]
    fn a_changed_plan_is_based_on_the_scenario_and_its_overlays() {
        let over = "base = \"../base.toml\"\n[leaving]\nannual_rate = { all = 0.1 }\n";
        let files = [("council/base.toml", SMALL), ("council/overlays/more.toml", over)];
        let input = input("council/base.toml", &["council/overlays/more.toml"], &files);
        assert_eq!(input.bases, ["base.toml", "overlays/more.toml"]);
        assert_eq!(seen_from("a/b/", "a/c/d.toml"), "../c/d.toml");
        assert_eq!(seen_from("", "c/d.toml"), "c/d.toml");
    }

    #[test]
    fn a_changed_plan_replaces_none_of_the_files() {
        let again = "base = \"small.toml\"\nname = \"Again\"\n";
        let input = input("changed-plan.toml", &[], &[("changed-plan.toml", again), ("small.toml", SMALL)]);
        assert_eq!(input.plan, "changed-plan-2.toml");
    }
}
