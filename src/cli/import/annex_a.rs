//! `import annex-a`: from Ofsted's Annex A to the demand and the open cases of a scenario.

use std::path::Path;

use super::base::{path_from, read_base};
use super::{read_file, wrong};
use crate::cli::arguments::AnnexAArguments;
use crate::cli::new::{Template, as_argument, place, write_scenario};
use crate::cli::{Failure, print};
use crate::content::imported::{note_lines, slug};
use crate::content::words;
use crate::import::annex_a::{AnnexA, AnnexCounts, AnnexHeadings, AnnexOverlay};
use crate::import::sheet::SheetFile;
use crate::scenario::{Scenario, shown};

/// Writes the overlay and says what is in it.
pub(super) fn from_annex_a(arguments: &AnnexAArguments) -> Result<(), Failure> {
    let headings = match &arguments.headings {
        Some(path) => {
            let text = String::from_utf8(read_file(path)?)
                .map_err(|_| wrong(format!("`{}` is not UTF-8 text", path.display())))?;
            AnnexHeadings::parse(&path.display().to_string(), &text).map_err(wrong)?
        }
        None => AnnexHeadings::default(),
    };
    let bytes = read_file(&arguments.file)?;
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy();
    let file = SheetFile::read(&shown(&name), &bytes).map_err(wrong)?;
    let annex = AnnexA::read(&file, &headings, arguments.at, arguments.from).map_err(wrong)?;
    let stem = arguments.file.file_stem().unwrap_or_default().to_string_lossy();
    let path = place(arguments.out.as_deref(), &format!("{}-cases", slug(&stem)))?;
    let (base, scenario) = match &arguments.base {
        Some(base) => (path_from(&path, base)?, read_base(base)?),
        None => (path_from(&path, Path::new(&Template::County.file()))?, county()?),
    };
    let overlay = annex.overlay(&base, &scenario);
    write_scenario(&path, &overlay.text)?;
    print(&told(&path, &annex, &overlay, arguments.base.as_deref()))
}

/// The template whose stages are taken where no scenario is named.
fn county() -> Result<Scenario, Failure> {
    Scenario::parse(Template::County.text()).map_err(wrong)
}

fn told(path: &Path, annex: &AnnexA, overlay: &AnnexOverlay, base: Option<&Path>) -> String {
    let file = as_argument(path);
    let day = annex.day().strftime("%-d %B %Y");
    let when = match annex.day_place() {
        Some(place) => format!("At the end of {day}, the latest date in the lists ({place})."),
        None => format!("At the end of {day}."),
    };
    let mut lines = vec![format!("Wrote {file}")];
    lines.extend(note_lines(&[when]));
    lines.push(String::new());
    lines.extend(lists(&overlay.counts));
    lines.extend(teams(overlay));
    for (title, what) in [("Placed", &overlay.placed), ("Not placed", &overlay.left), ("Notes", &overlay.notes)] {
        if !what.is_empty() {
            lines.extend([String::new(), title.to_owned()]);
            lines.extend(note_lines(what));
        }
    }
    lines.extend(next(&file, base));
    lines.join("\n") + "\n"
}

/// The rows of each list, which add up.
fn lists(counts: &[AnnexCounts]) -> Vec<String> {
    let line = |cells: [&str; 8]| {
        let [list, rows, unplaced, earlier, open, within, from, per_month] = cells;
        let text =
            format!("  {list:24} {rows:>5} {unplaced:>6} {earlier:>7} {open:>5} {within:>6}  {from:10} {per_month:>7}");
        text.trim_end().to_owned()
    };
    let mut lines = vec![
        line(["", "", "not", "", "", "", "", ""]),
        line(["", "rows", "placed", "earlier", "open", "within", "from", "a month"]),
    ];
    lines[0].replace_range(0..5, "Lists");
    for one in counts {
        let list = format!("{} {}", one.list, one.what);
        let [rows, unplaced, earlier, open, within] =
            [one.rows, one.unplaced, one.earlier, one.open, one.within].map(|number| number.to_string());
        let (from, per_month) = one.window.map_or_else(Default::default, |(from, per_month)| {
            (from.strftime("%Y-%m-%d").to_string(), format!("{per_month:.1}"))
        });
        lines.push(line([&list, &rows, &unplaced, &earlier, &open, &within, &from, &per_month]));
    }
    lines.extend(note_lines(&[
        "rows = not placed + earlier than the window + open at the end + ended, or for contacts, referrals and enquiries begun, within the \
         window; a month = begun in a month of the window"
            .to_owned(),
    ]));
    lines
}

fn teams(overlay: &AnnexOverlay) -> Vec<String> {
    if overlay.teams.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), "Open by team".to_owned()];
    let mut last = "";
    for (what, team, open) in &overlay.teams {
        if last != *what {
            lines.push(format!("  {}", words::capital(what)));
            last = what;
        }
        lines.push(format!("  {:>7}  {team}", words::whole(*open as u64)));
    }
    lines
}

fn next(file: &str, base: Option<&Path>) -> Vec<String> {
    let (check, run) = (format!("staffcast check {file}"), format!("staffcast run {file}"));
    let width = check.len();
    let mut lines = vec![String::new(), "Next".to_owned()];
    if base.is_none() {
        let new = "staffcast new --template county";
        lines.push("  The stages are those of the template `county`; --base names your own scenario.".to_owned());
        lines.push(format!("  {new}   writes it, if you have not yet"));
    }
    lines.push(format!("  {check:width$}   checks the scenario with these figures"));
    lines.push(format!("  {run:width$}   runs it"));
    lines
}
