//! `man`: the manual page. All commands are on one page, so that it is found under the program's name and can be
//! searched as a whole.

use std::io::{self, Write as _};

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use super::arguments::Arguments;
use super::{Failure, print};

/// The section on exit codes.
const EXIT_STATUS: &str = ".SH \"EXIT STATUS\"
.TP
0
Success.
.TP
1
Failure, for instance because a folder could not be written, or interruption.
.TP
2
Invalid scenario or command line.
";

/// Prints the page.
pub(crate) fn man() -> Result<(), Failure> {
    let page = page().map_err(|error| Failure::Failed(format!("error: cannot generate the manual page: {error}")))?;
    // Every rendered section begins with the same two lines about apostrophes; keep only the first pair.
    let preamble = |line: &str| line.starts_with(".ie ") || line.starts_with(".el ");
    let text = String::from_utf8_lossy(&page);
    let lines = text.lines().enumerate().filter(|(number, line)| *number < 2 || !preamble(line));
    print(&(lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n") + "\n"))
}

/// The program, then a section for each command.
fn page() -> io::Result<Vec<u8>> {
    let mut program = Arguments::command()
        .disable_help_subcommand(true)
        .subcommand_value_name("COMMAND")
        .mut_subcommands(|command| command.disable_help_flag(true));
    program.build();
    let commands = without_subcommands(&program);
    let man = Man::new(program);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    writeln!(page, ".SH COMMANDS")?;
    for command in commands {
        section(&mut page, command)?;
    }
    page.write_all(EXIT_STATUS.as_bytes())?;
    Ok(page)
}

/// The commands below one that are run as they are: `import dfe` in place of `import`.
fn without_subcommands(command: &Command) -> Vec<Command> {
    let below = |command: &Command| {
        if command.has_subcommands() { without_subcommands(command) } else { vec![command.clone()] }
    };
    command.get_subcommands().flat_map(below).collect()
}

/// One command: usage, description and options.
fn section(page: &mut Vec<u8>, command: Command) -> io::Result<()> {
    writeln!(page, ".SS \"{}\"", command.get_bin_name().unwrap_or_else(|| command.get_name()))?;
    let man = Man::new(command);
    let mut text = Vec::new();
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    for line in String::from_utf8_lossy(&text).lines() {
        // A heading within a command would become a heading of the page.
        writeln!(page, "{}", if line.starts_with(".SH ") { ".PP" } else { line })?;
    }
    Ok(())
}
