//! The document of every code, made from the list and from examples.

use std::fmt::Write as _;

use crate::scenario::CODES;

/// A scenario that shows a code.
#[derive(Clone, Debug)]
pub struct CodeExample {
    /// Where the file stands in the repository.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What the program says to it.
    pub said: String,
}

/// Every code as Markdown: what it means, what to do and the example that `example` has for it.
#[must_use]
pub fn codes_document(example: impl Fn(&str) -> Option<CodeExample>) -> String {
    let mut text = String::from(
        "# What staffcast says of a scenario\n\n\
         Made from `src/scenario/problem/problems.rs` and the examples in `tests/bad_input/` and `tests/warnings/`; do not edit it by \
         hand. `BLESS=1 cargo test --test documents` writes it anew.\n\n\
         An error (E) keeps a scenario from being run, and all of a file's errors are told at once. A warning (W) says that \
         something is legal but odd: the scenario runs. `staffcast check` tells both without a run, and \
         `staffcast check --deny-warnings` fails on warnings too. An uncertain input is judged by its mean.\n\n\
         | code | what it is |\n|---|---|\n",
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
