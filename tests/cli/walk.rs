//! Documents that show the program at work: its output must be what they show. `docs/first-scenario.md` starts in an
//! empty folder, the others in one with the Herefordshire scenario and a plan on it.
//!
//! In a `console` block, lines starting with `$ ` are commands and the others their output; `| head -9` stands for the
//! first nine lines. A `diff FILE` block edits a file (`-` for old lines, `+` for new ones), a `toml FILE` block writes
//! one. A `python` block is run by the program that `RECIPES_PYTHON` names, which needs the packages that it imports, and the `text` block after it
//! is what it prints; without that variable, both are left as they are. `BLESS=1` updates the documents with the actual output.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use crate::harness::program;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_first_scenario_matches_its_document() {
    let said = holds("docs/first-scenario.md", tempfile::TempDir::new().unwrap().path());
    assert!(said.contains("Wrote outputs/"), "{said}");
}

#[test]
fn a_trace_matches_its_document() {
    assert!(holds("docs/trace.md", with_herefordshire().path()).contains(" social worker left "));
}

#[test]
fn a_sweep_matches_its_document() {
    assert!(holds("docs/sweep.md", with_herefordshire().path()).contains("unchanged"));
}

#[test]
fn a_search_for_a_plan_matches_its_document() {
    let folder = with_herefordshire();
    let said = holds("docs/solve.md", folder.path());
    // The plan that is written gives the likelihood that was said.
    let table = fs::read_to_string(folder.path().join("outputs/plan/targets.csv")).unwrap();
    let row = table.lines().find(|row| row.starts_with("caseload_cin_march_2017,")).unwrap();
    let likelihood: f64 = row.split(',').nth_back(1).unwrap().parse().unwrap();
    let found = fs::read_to_string(folder.path().join("outputs/solve-herefordshire-2016/solve.json")).unwrap();
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found["plan"]["likelihoods"][0].as_f64(), Some(likelihood), "{row}\n{said}");
}

#[test]
fn the_precision_of_a_run_matches_its_document() {
    assert!(holds("docs/precision.md", with_herefordshire().path()).contains("Stopped at "));
}

#[test]
fn what_the_ranges_come_from_matches_its_document() {
    assert!(holds("docs/drivers.md", with_herefordshire().path()).contains("from differences between years"));
}

#[test]
fn the_recipes_for_a_dataset_match_their_document() {
    let folder = with_herefordshire();
    for scenario in ["scenarios/county.toml", "scenarios/one-team.toml"] {
        fs::copy(Path::new(ROOT).join(scenario), folder.path().join(scenario)).unwrap();
    }
    if std::env::var_os(PYTHON).is_none() {
        eprintln!(
            "skipped: {PYTHON} names no Python with DuckDB, Polars and pandas, so the recipes of docs/scale.md were not run"
        );
    }
    assert!(holds("docs/scale.md", folder.path()).contains("Wrote d/"));
}

/// The variable that names the Python for `python` blocks.
const PYTHON: &str = "RECIPES_PYTHON";

/// A folder with the Herefordshire scenario and a plan on it.
fn with_herefordshire() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("scenarios/plans")).unwrap();
    for scenario in ["scenarios/herefordshire-2016.toml", "scenarios/plans/double-nqsw.toml"] {
        fs::copy(Path::new(ROOT).join(scenario), folder.path().join(scenario)).unwrap();
    }
    folder
}

/// Takes the walk of a document in `folder`, and holds the document to what the program said, which it gives.
fn holds(name: &str, folder: &Path) -> String {
    let path = Path::new(ROOT).join(name);
    let document = fs::read_to_string(&path).unwrap();
    let walk = walk(&document, folder);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &walk.document).unwrap();
    } else {
        assert!(
            walk.document == document,
            "the program says something else than {name}; BLESS=1 cargo test --test cli walk writes:\n{}",
            walk.document
        );
    }
    for figure in quoted(&document) {
        assert!(walk.said.contains(figure), "the prose of {name} quotes `{figure}`, which is not said");
    }
    walk.said
}

/// The document as it should be, and all that the program said.
#[derive(Default)]
struct Walk {
    document: String,
    said: String,
    /// What the last `python` block printed, until it is written.
    printed: Option<String>,
}

fn walk(document: &str, folder: &Path) -> Walk {
    let mut walk = Walk::default();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        walk.line(line);
        let Some(kind) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|&line| line != "```").collect();
        if kind == "console" {
            for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                walk.command(command, folder);
            }
        } else if let Some(printed) = walk.printed.take_if(|_| kind == "text") {
            walk.document.push_str(&printed);
        } else {
            match kind.split_once(' ') {
                None if kind == "python" => walk.printed = printed(&block.join("\n"), folder),
                None if kind == "text" || kind == "sh" => {}
                Some(("diff", file)) => edit(&folder.join(file), &block),
                Some(("toml", file)) => fs::write(folder.join(file), block.join("\n") + "\n").unwrap(),
                _ => panic!("a block of another kind: {kind}"),
            }
            for line in block {
                walk.line(line);
            }
        }
        walk.line("```");
    }
    walk
}

impl Walk {
    fn line(&mut self, line: &str) {
        self.document.push_str(line);
        self.document.push('\n');
    }

    fn command(&mut self, command: &str, folder: &Path) {
        let said = said(command, folder);
        self.line(&format!("$ {command}"));
        self.document.push_str(&said);
        self.said.push_str(&said);
    }
}

/// What a command says, results and errors in the order in which a terminal shows them; of its lines the first, where only
/// those are asked for.
fn said(command: &str, folder: &Path) -> String {
    let (command, lines) = match command.split_once(" | head -") {
        Some((command, lines)) => (command, lines.parse().unwrap()),
        None => (command, usize::MAX),
    };
    let Some(arguments) = command.strip_prefix("staffcast ") else { panic!("not a command of the program: {command}") };
    let path = folder.join(".said");
    let out = File::create(&path).unwrap();
    let errors = out.try_clone().unwrap();
    let mut program = Command::new(program().get_program());
    program.current_dir(folder).args(arguments.split(' ')).stdout(out).stderr(errors).status().unwrap();
    let said = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    said.split_inclusive('\n').take(lines).collect()
}

/// What a Python script prints, without spaces at the ends of lines; `None` if no Python is named.
fn printed(script: &str, folder: &Path) -> Option<String> {
    let python = std::env::var_os(PYTHON)?;
    let done = Command::new(python).args(["-c", script]).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    assert!(done.status.success(), "{script}\n{}", text(done.stderr));
    let said = text(done.stdout);
    Some(said.trim_end().lines().flat_map(|line| [line.trim_end(), "\n"]).collect())
}

/// Makes an edit: the lines with a minus, which stand in the file exactly once, become the lines with a plus after them.
fn edit(path: &Path, block: &[&str]) {
    let mut text = fs::read_to_string(path).unwrap();
    for hunk in block.chunk_by(|before, after| !(before.starts_with('+') && after.starts_with('-'))) {
        let (old, new) = (side(hunk, '-'), side(hunk, '+'));
        assert_eq!(text.matches(&old).count(), 1, "{} has these lines not exactly once:\n{old}", path.display());
        text = text.replacen(&old, &new, 1);
    }
    fs::write(path, text).unwrap();
}

/// The lines of an edit that have a sign, without it.
fn side(hunk: &[&str], sign: char) -> String {
    hunk.iter().filter_map(|line| line.strip_prefix(sign)).flat_map(|line| [line, "\n"]).collect()
}

/// The figures that the prose quotes, in backticks: those with a range or a likelihood.
fn quoted(document: &str) -> Vec<&str> {
    let prose = document.split("```").step_by(2);
    let spans = prose.flat_map(|text| text.split('`').skip(1).step_by(2));
    spans.filter(|span| span.contains('(') || span.contains("likely")).collect()
}
