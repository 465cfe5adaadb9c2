//! `completions`: shell completion scripts.

use std::process::Command;

use crate::harness::{COMMANDS, Test};

#[test]
fn every_script_has_every_command_and_option() {
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

/// Installed shells must accept their scripts without output.
#[test]
fn shells_accept_their_scripts() {
    for shell in ["bash", "zsh", "fish"] {
        let script = Test::new(&format!("completions {shell}")).run().stdout;
        let read = Command::new(shell).args(["-n", "-c", &script]).output();
        let Ok(read) = read else { continue };
        assert!(read.status.success() && read.stderr.is_empty(), "{shell}: {}", String::from_utf8_lossy(&read.stderr));
    }
}

#[test]
fn an_unknown_shell_is_refused() {
    let done = Test::new("completions command.com").code(2).stdout("").run();
    assert!(done.stderr.contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{}", done.stderr);
}
