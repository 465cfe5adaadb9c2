//! Test harness: runs the program in a temporary folder and checks the outcome.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

use crate::cases::{EXPECTED, cases};

/// A run of the program: files to write first, arguments, and expectations.
pub(crate) struct Test {
    folder: TempDir,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    stdout: Option<String>,
    stderr: Option<String>,
    code: i32,
}

/// The outcome of a run.
pub(crate) struct Outcome {
    folder: TempDir,
    pub stdout: String,
    pub stderr: String,
}

impl Test {
    /// A run with space-separated `arguments`.
    pub(crate) fn new(arguments: &str) -> Self {
        let arguments = arguments.split_whitespace().map(str::to_owned).collect();
        let folder = TempDir::new().unwrap();
        Self { folder, arguments, variables: Vec::new(), stdout: None, stderr: None, code: 0 }
    }

    /// Adds a file to the folder; parent folders are created.
    pub(crate) fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Adds a scenario of the project under its own path.
    pub(crate) fn shipped(self, path: &str) -> Self {
        let text = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        self.file(path, text)
    }

    /// An empty folder.
    pub(crate) fn folder(self, name: &str) -> Self {
        fs::create_dir_all(self.folder.path().join(name)).unwrap();
        self
    }

    /// Sets an environment variable.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn stdout(mut self, text: &str) -> Self {
        self.stdout = Some(text.to_owned());
        self
    }

    pub(crate) fn stderr(mut self, text: &str) -> Self {
        self.stderr = Some(text.to_owned());
        self
    }

    pub(crate) fn code(mut self, code: i32) -> Self {
        self.code = code;
        self
    }

    /// Runs the program and checks the expectations.
    pub(crate) fn run(self) -> Outcome {
        let variables = self.variables.iter().map(|(name, value)| (name, value));
        let output = program().current_dir(self.folder.path()).args(&self.arguments).envs(variables).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        let context = format!("{:?}\n--- stdout\n{stdout}\n--- stderr\n{stderr}", self.arguments);
        assert_eq!(output.status.code(), Some(self.code), "exit code of {context}");
        if let Some(expected) = self.stdout {
            assert_eq!(stdout, expected, "stdout of {context}");
        }
        if let Some(expected) = self.stderr {
            assert_eq!(stderr, expected, "stderr of {context}");
        }
        Outcome { folder: self.folder, stdout, stderr }
    }
}

impl Outcome {
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The text of a file.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file below the folder, by path from it.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        walk(self.folder.path(), self.folder.path(), &mut files);
        files.sort();
        files
    }

    /// Every file below `name` with its bytes, by path from it.
    pub(crate) fn contents(&self, name: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path(name);
        let mut files = Vec::new();
        walk(&root, &root, &mut files);
        files.sort();
        files.into_iter().map(|file| (file.clone(), fs::read(root.join(file)).unwrap())).collect()
    }

    /// Runs the program again in the same folder.
    pub(crate) fn again(self, arguments: &str) -> Test {
        Test { folder: self.folder, ..Test::new(arguments) }
    }
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, files);
        } else {
            files.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
        }
    }
}

/// Runs `command` with the expectations `expect` on every case of a folder, and compares the output with the expected
/// output. No file may be written. `BLESS=1` updates the expected output. Returns the number of cases.
pub(crate) fn run_cases(folder: &str, command: &str, expect: impl Fn(Test) -> Test) -> usize {
    let bless = std::env::var_os("BLESS").is_some();
    let cases = cases(folder);
    let mut differing = Vec::new();
    for case in &cases {
        let test = expect(Test::new(&format!("{command} {}.toml", case.name)));
        let outcome = case.files.iter().fold(test, |test, (name, bytes)| test.file(name, bytes)).run();
        let mut files: Vec<_> = case.files.iter().map(|(name, _)| name.clone()).collect();
        files.sort();
        assert_eq!(outcome.files(), files, "files of {}", case.name);
        let said = outcome.stderr;
        if said == case.expected {
            continue;
        }
        if bless {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(format!("{}.txt", case.name));
            let text = fs::read_to_string(&path).unwrap();
            let (scenario, _) = text.split_once(EXPECTED).unwrap_or((text.trim_end_matches('\n'), ""));
            fs::write(&path, format!("{scenario}{EXPECTED}{said}")).unwrap();
        } else {
            differing.push(format!("{}\n--- expected\n{}\n--- said\n{said}", case.name, case.expected));
        }
    }
    assert!(differing.is_empty(), "{} differ (BLESS=1 accepts):\n{}", differing.len(), differing.join("\n"));
    cases.len()
}

/// Whether a file is an uncommitted temporary file.
pub(crate) fn is_temporary(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == "part")
}

/// The program, independent of the colour settings of the test environment.
pub(crate) fn program() -> Command {
    let mut program = Command::cargo_bin("staffcast").unwrap();
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        program.env_remove(variable);
    }
    program
}

/// A CSV file as rows, each a map from column to field.
pub(crate) fn table(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// All commands, in the order of `--help`.
pub(crate) const COMMANDS: [&str; 18] = [
    "run",
    "compare",
    "sweep",
    "solve",
    "drivers",
    "trace",
    "check",
    "explain",
    "new",
    "page",
    "import",
    "backtest",
    "merge",
    "status",
    "verify",
    "schema",
    "completions",
    "man",
];
