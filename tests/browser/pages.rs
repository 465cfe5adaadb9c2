//! The pages under test: a run, a comparison, and a scenario whose names contain markup.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// Pages and the files beside them.
pub struct Pages {
    folder: tempfile::TempDir,
}

/// Markup that would be visible if it were not escaped, and a formula.
const MARKUP: &str = r#"<img src=x onerror=\"document.title='broken in'\"></script><b>&\"' =cmd|' /C calc'!A0"#;

/// A scenario in which every text is markup. Ids cannot be.
pub fn marked_scenario() -> String {
    let text = fs::read_to_string("scenarios/one-team.toml").expect("a scenario");
    let lines = text.lines().map(|line| match line.split_once(" = ") {
        Some(("name", _)) => format!("name = \"{MARKUP}\""),
        _ => line.replace("source = \"", &format!("source = \"{MARKUP}")),
    });
    let added = ["description", "decision", "author", "status"].map(|key| format!("{key} = \"{MARKUP}\""));
    let notes = format!("notes = [\"{MARKUP}\"]");
    added.into_iter().chain([notes]).chain(lines).collect::<Vec<_>>().join("\n")
}

impl Pages {
    /// Runs the program.
    pub fn make() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().to_string_lossy().into_owned();
        let base = "scenarios/herefordshire-2016.toml";
        let run = |arguments: &[&str]| {
            let mut command = Command::cargo_bin("staffcast").expect("the program");
            command.current_dir(env!("CARGO_MANIFEST_DIR"));
            command.args(arguments).args(["--quiet", "-n", "300", "--out", &out]).assert().success();
        };
        run(&["run", base]);
        let plans = ["scenarios/plans/double-nqsw.toml", "scenarios/plans/retention-payment.toml"];
        run(&["compare", base, plans[0], plans[1], "--attribution", "--attribution-replications", "50"]);
        let file = folder.path().join("marked.toml");
        fs::write(&file, marked_scenario()).expect("a scenario");
        run(&["run", &file.to_string_lossy()]);
        Self { folder }
    }

    /// The folder of the run.
    pub fn run(&self) -> PathBuf {
        self.folder.path().join("herefordshire-2016")
    }

    /// The folder of the comparison.
    pub fn comparison(&self) -> PathBuf {
        self.folder.path().join("compare-herefordshire-2016")
    }

    /// The folder of the scenario whose names are markup.
    pub fn marked(&self) -> PathBuf {
        self.folder.path().join("marked")
    }

    /// Every page.
    pub fn all(&self) -> [PathBuf; 3] {
        [self.run(), self.comparison(), self.marked()].map(|folder| page(&folder))
    }
}

/// The page in a folder.
pub fn page(folder: &Path) -> PathBuf {
    folder.join("report.html")
}

/// The rows of a data file in which the given columns have the given values, as maps from column to value.
pub fn rows(file: &Path, wanted: &[(&str, &str)]) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).expect("a data file");
    let all = reader.deserialize::<std::collections::BTreeMap<String, String>>().map(|row| row.expect("a row"));
    all.filter(|row| wanted.iter().all(|(column, value)| row[*column] == *value)).collect()
}
