//! `man`: the manual page.

use crate::harness::{COMMANDS, Test};

#[test]
fn one_page_has_every_command_and_option() {
    let page = Test::new("man").stderr("").run().stdout;
    assert_eq!(page.lines().filter(|line| line.starts_with(".TH staffcast 1 ")).count(), 1);
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SS ")).collect();
    let with_sources = |command| match command {
        "import" => vec!["import dfe", "import staff", "import census", "import monthly", "import annex-a"],
        command => vec![command],
    };
    let commands: Vec<String> =
        COMMANDS.into_iter().flat_map(with_sources).map(|command| format!("\"staffcast {command}\"")).collect();
    assert_eq!(headings, commands);
    let sections: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
    assert_eq!(sections, ["NAME", "SYNOPSIS", "OPTIONS", "COMMANDS", "\"EXIT STATUS\""]);
    for option in ["\\-\\-replications", "\\-\\-deny\\-warnings", "SCENARIO", "ADDRESS", "SHELL"] {
        assert!(page.contains(option), "{option}");
    }
    assert!(page.contains("Writes report.html, monthly.csv"), "what a command does is told in full");
}
