//! Output to stdout and stderr. Only terminals receive colours: `anstream` strips them for files and pipes, and
//! respects `NO_COLOR`, `CLICOLOR_FORCE` and a `TERM` without colours.

use std::io::{self, Write as _};

use crate::render::{Screen, TextRole};
use anstyle::{AnsiColor, Style};

use super::Failure;

/// Text in the style of its role.
pub(crate) fn styled(role: TextRole, text: &str) -> String {
    let style = match role {
        TextRole::Title | TextRole::Heading => Style::new().bold(),
        TextRole::Good => AnsiColor::Green.on_default(),
        TextRole::Bad => AnsiColor::Red.on_default(),
        TextRole::Caution => AnsiColor::Yellow.on_default(),
    };
    format!("{style}{text}{style:#}")
}

/// A screen with each piece in the style of its role.
pub(crate) fn shown(screen: &Screen) -> String {
    screen.pieces().map(|(role, text)| role.map_or(text.to_owned(), |role| styled(role, text))).collect()
}

/// Prints a result to stdout. A broken pipe (`| head`) is not a failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Failed(format!("error: cannot write to stdout: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints a message to stderr; failure to do so is ignored.
pub(crate) fn warn(message: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", headed(message));
}

/// Colours the leading `error` or `warning` of a message as in diagnostics.
fn headed(message: &str) -> String {
    let role = |word| if word == "error" { TextRole::Bad } else { TextRole::Caution };
    match message.split_once(':') {
        Some((word @ ("error" | "warning"), rest)) => format!("{}:{rest}", styled(role(word), word)),
        _ => message.to_owned(),
    }
}
