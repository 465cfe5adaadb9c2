//! The module of the live page computes what the program computes, for every shipped scenario.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;
use serde_json::json;

use super::driver::Engine;
use super::module::{Input, figures};
use super::{DESKTOP, live, opened};

const FUTURES: &str = "64";

/// A scenario: its name, the files that its live page contains, and the `summary.json` beside the page.
struct Shipped {
    name: String,
    input: String,
    native: String,
}

/// Every shipped scenario, and one with overlays laid over it.
static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let mut all: Vec<Shipped> = files().iter().map(|file| Shipped::run(file, &[])).collect();
    let overlays = ["scenarios/plans/double-nqsw.toml", "scenarios/responses/overtime.toml"];
    all.push(Shipped::run(Path::new("scenarios/herefordshire-2016.toml"), &overlays));
    all
});

/// The files of the shipped scenarios, in order.
fn files() -> Vec<PathBuf> {
    let entries = |folder: &Path| fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, mut files): (Vec<_>, Vec<_>) = entries(Path::new("scenarios")).partition(|path| path.is_dir());
    files.extend(folders.iter().flat_map(|folder| entries(folder)));
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert!(files.len() >= 30, "{files:?}");
    files
}

impl Shipped {
    /// Runs the program.
    fn run(file: &Path, overlays: &[&str]) -> Self {
        let out = tempfile::tempdir().expect("a folder");
        let mut command = Command::cargo_bin("staffcast").expect("the program");
        command.arg("run").arg(file).args(["--live", "--quiet", "-n", FUTURES, "--out"]).arg(out.path());
        command.args(overlays.iter().flat_map(|overlay| ["--with", overlay])).assert().success();
        let results = fs::read_dir(out.path()).expect("results").next().expect("a folder").expect("an entry").path();
        let page = fs::read_to_string(results.join("report.html")).expect("a page");
        let input = page.split_once("id=\"live-input\">").and_then(|(_, rest)| rest.split_once("</script>"));
        Self {
            name: format!("{} {overlays:?}", file.display()),
            input: input.expect("the files").0.to_owned(),
            native: fs::read_to_string(results.join("summary.json")).expect("the record"),
        }
    }
}

pub fn figures_are_those_of_the_program(engine: Engine) {
    let browser = opened(engine, DESKTOP, &live::page());
    for one in SHIPPED.iter() {
        let figures = figures(&browser, Input::Other(&one.input), &json!({}), FUTURES);
        assert!(figures == one.native, "{}: other figures than the program: {:.200}", one.name, figures);
    }
}
