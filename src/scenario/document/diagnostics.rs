//! The documentation of diagnostic codes, generated from the table of codes and from examples.

use std::fmt::Write as _;

use crate::scenario::CODES;

/// An example scenario for a code.
#[derive(Clone, Debug)]
pub struct CodeExample {
    /// Path of the file in the repository.
    pub path: String,
    /// Text of the file.
    pub text: String,
    /// Output of the program for it.
    pub said: String,
}

/// Every code as Markdown: its meaning, what to do, and the example returned by `example`.
#[must_use]
pub fn codes_document(example: impl Fn(&str) -> Option<CodeExample>) -> String {
    let mut text = String::from(
        "# Errors and warnings\n\n\
         Generated from `src/scenario/problem/codes.rs` and the examples in `tests/bad_input/` and \
         `tests/warnings/`; do not edit it by hand. Run `BLESS=1 cargo test --test documents` to regenerate it.\n\n\
         An error (E) prevents a scenario from being run; all errors in a file are reported at once. A warning \
         (W) means that something is valid but questionable: the scenario can be run. `staffcast check` reports \
         both without a run, and `staffcast check --deny-warnings` also fails on warnings. An uncertain input is \
         assessed by its mean.\n\n\
         | code | title |\n|---|---|\n",
    );
    for one in CODES {
        let _ = writeln!(text, "| [{0}](#{1}) | {2} |", one.code, one.code.to_lowercase(), one.title);
    }
    for one in CODES {
        let _ = write!(text, "\n## {}\n\n**{}.** {}\n\n", one.code, one.title, one.meaning);
        let _ = writeln!(text, "*What to do:* {}", one.advice);
        if let Some(example) = example(one.code) {
            let _ = write!(text, "\n`{}`\n\n{}\n", example.path, fenced("toml", &example.text));
            text.push_str(&fenced("text", &example.said));
        }
    }
    text
}

fn fenced(kind: &str, text: &str) -> String {
    match text.trim() {
        "" => "(an empty file)\n".to_owned(),
        text => format!("```{kind}\n{text}\n```\n"),
    }
}
