//! `new`: writes a commented scenario to start from.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::arguments::NewArguments;
use super::{Failure, print};
use crate::scenario::templates::{self, TemplateScenario};

/// Template scenarios. The doc comment of each variant is its description in `--help` and `--list`.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Template {
    /// One team, explained line by line: the place to start.
    OneTeam,
    /// A whole service: front door, children in need and protection, looked-after children, managers.
    County,
    /// A service that relies on agency workers and wants to need fewer.
    Agency,
}

impl Template {
    /// The file that it is written to if none is named.
    pub(super) fn file(self) -> String {
        format!("{}.toml", self.name())
    }

    pub(super) fn text(self) -> &'static str {
        self.scenario().text()
    }

    fn scenario(self) -> TemplateScenario {
        match self {
            Self::OneTeam => templates::ONE_TEAM,
            Self::County => templates::COUNTY,
            Self::Agency => templates::AGENCY,
        }
    }

    /// Name on the command line.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// What the template is for, without a full stop.
    pub(super) fn purpose(self) -> String {
        let help = self.to_possible_value().and_then(|value| value.get_help().map(ToString::to_string));
        help.unwrap_or_default()
    }
}

/// Writes a template and prints the next steps, or lists the templates.
pub(crate) fn new(arguments: &NewArguments) -> Result<(), Failure> {
    if arguments.list {
        return print(&list());
    }
    let template = arguments.template;
    let path = place(arguments.file.as_deref(), &template.name())?;
    write_scenario(&path, template.text())?;
    print(&next_steps(&path, template))
}

/// Writes a scenario to a file that must not exist yet, and creates its folder.
pub(super) fn write_scenario(path: &Path, text: &str) -> Result<(), Failure> {
    write_once(path, text.as_bytes())
}

/// Writes a file that must not exist yet, and creates its folder.
pub(super) fn write_once(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |what: &str, path: &Path, error: &io::Error| {
        Failure::Failed(format!("error: cannot {what} `{}`: {error}", path.display()))
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| failed("create the folder", folder, &error))?;
    }
    write_new(path, bytes).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::Failed(taken(path)),
        _ => failed("write", path, &error),
    })
}

/// Writes a file that must not exist yet.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

/// Destination of the scenario: the given file, with `.toml` added if it has no extension; or, in a given folder or if
/// no path is given, a file with this stem.
pub(super) fn place(asked: Option<&Path>, stem: &str) -> Result<PathBuf, Failure> {
    let usual = format!("{stem}.toml");
    let Some(asked) = asked else { return Ok(usual.into()) };
    if asked.is_dir() || asked.to_string_lossy().ends_with(std::path::is_separator) {
        return Ok(asked.join(usual));
    }
    match asked.extension().and_then(OsStr::to_str) {
        Some("toml") => Ok(asked.to_owned()),
        None if asked.extension().is_none() => Ok(asked.with_extension("toml")),
        _ => Err(Failure::Wrong(format!(
            "error: the name of a scenario file must end in `.toml`; try `{}`",
            asked.with_extension("toml").display()
        ))),
    }
}

/// The message that a file already exists, which suggests an unused name.
fn taken(path: &Path) -> String {
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    let other = (2..100).map(|n| path.with_file_name(format!("{stem}-{n}.{extension}"))).find(|other| !other.exists());
    let such_as = other.map(|other| format!(", such as `{}`", other.display())).unwrap_or_default();
    format!("error: `{}` already exists and was not changed\n  choose another name{such_as}", path.display())
}

/// A path as it is written on a command line: in quotes if it has spaces.
pub(super) fn as_argument(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path }
}

fn next_steps(path: &Path, template: Template) -> String {
    let file = as_argument(path);
    let (check, run) = (format!("staffcast check {file}"), format!("staffcast run {file}"));
    let width = check.len();
    format!(
        "Wrote {file}\n  {}.\n\nNext\n  Open it in a text editor. The comments explain it; enter your own numbers and save it.\n  \
         {check:width$}   reports errors and warnings\n  {run:width$}   runs it: a table here, more in outputs/\n",
        template.purpose()
    )
}

fn list() -> String {
    let templates = Template::value_variants();
    let width = templates.iter().map(|template| template.name().len()).max().unwrap_or_default();
    let mut lines: Vec<String> =
        templates.iter().map(|template| format!("{:width$}   {}\n", template.name(), template.purpose())).collect();
    lines.push("\nstaffcast new --template NAME   writes it to a new file\n".into());
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_asked_for_by_its_name() {
        let names: Vec<String> = Template::value_variants().iter().map(|template| template.name()).collect();
        assert_eq!(names, templates::TEMPLATES.map(|template| template.name));
        for template in Template::value_variants() {
            assert_eq!(template.name(), template.scenario().name);
        }
    }
}
