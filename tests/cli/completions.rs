//! `completions`: what shells are given.

use std::process::Command;

use crate::harness::{COMMANDS, Test};

#[test]
fn every_shell_is_told_every_command_and_option() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let done = Test::new(&format!("completions {shell}")).stderr("").run();
        for command in COMMANDS {
            assert!(done.stdout.contains(command), "{shell} is not told of {command}");
        }
        for option in ["replications", "deny-warnings"] {
            assert!(done.stdout.contains(option), "{shell} is not told of --{option}");
        }
    }
}

/// Where there is such a shell, it reads its script without a word.
#[test]
fn shells_can_read_their_scripts() {
    for shell in ["bash", "zsh", "fish"] {
        let script = Test::new(&format!("completions {shell}")).run().stdout;
        let read = Command::new(shell).args(["-n", "-c", &script]).output();
        let Ok(read) = read else { continue };
        assert!(read.status.success() && read.stderr.is_empty(), "{shell}: {}", String::from_utf8_lossy(&read.stderr));
    }
}

#[test]
fn a_shell_that_is_not_known_is_refused() {
    let done = Test::new("completions command.com").code(2).stdout("").run();
    assert!(done.stderr.contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{}", done.stderr);
}
