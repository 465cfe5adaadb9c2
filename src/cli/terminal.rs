//! What goes to stdout and stderr. Colours reach a terminal alone: `anstream` takes them out for a file or a pipe, and
//! heeds `NO_COLOR`, `CLICOLOR_FORCE` and a `TERM` that knows none.

use std::io::{self, Write as _};

use crate::render::{Screen, TextRole};
use anstyle::{AnsiColor, Style};

use super::Failure;

/// Text in the style of what it is.
pub(crate) fn styled(role: TextRole, text: &str) -> String {
    let style = match role {
        TextRole::Title | TextRole::Heading => Style::new().bold(),
        TextRole::Good => AnsiColor::Green.on_default(),
        TextRole::Bad => AnsiColor::Red.on_default(),
        TextRole::Caution => AnsiColor::Yellow.on_default(),
    };
    format!("{style}{text}{style:#}")
}

/// Text whose parts are in the styles of what they are.
pub(crate) fn shown(screen: &Screen) -> String {
    screen.pieces().map(|(role, text)| role.map_or(text.to_owned(), |role| styled(role, text))).collect()
}

/// Puts a result on stdout. A reader that has seen enough (`| head`) is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Failed(format!("error: cannot write to stdout: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says something on stderr; a closed stderr is nobody to tell.
pub(crate) fn warn(message: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", headed(message));
}

/// A message whose first word, `error` or `warning`, is coloured as that of a diagnostic is.
fn headed(message: &str) -> String {
    let role = |word| if word == "error" { TextRole::Bad } else { TextRole::Caution };
    match message.split_once(':') {
        Some((word @ ("error" | "warning"), rest)) => format!("{}:{rest}", styled(role(word), word)),
        _ => message.to_owned(),
    }
}
