//! `page`: writes the planning page.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use clap::ValueEnum as _;
use flate2::{Compression, GzBuilder};

use super::arguments::PageArguments;
use super::disk::{self, Disk};
use super::import::tables;
use super::new::{Template, as_argument, write_once};
use super::{Failure, live, print, wrong};
use crate::content::imported::{MONTHS, slug};
use crate::content::planner::{PlannerPage, StartingPoint};
use crate::content::words;
use crate::import::{PublishedFigures, dfe};
use crate::live::LiveInput;
use crate::plan::Plan;
use crate::render;
use crate::scenario::Scenario;

/// Writes the page and says what to do with it.
pub(super) fn page(arguments: &PageArguments) -> Result<(), Failure> {
    let Some(module) = live::PLANNER else {
        return Err(Failure::Wrong(
            "error: `page` needs the module of the page, which this program was built without\n  run `bash web/build` in its sources and \
             use the program that it makes"
                .to_owned(),
        ));
    };
    let is_html = |path: &Path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"));
    if !is_html(&arguments.out) {
        return Err(Failure::Wrong(format!(
            "error: the name of the page must end in `.html`; try `{}`",
            arguments.out.with_extension("html").display()
        )));
    }
    let mut starts = templates();
    starts.extend(scenarios(arguments)?);
    starts.extend(authorities(arguments)?);
    let packed_starts = packed(&render::json(&starts).map_err(super::run::failed)?)?;
    let number = starts.len() as u64;
    let page = PlannerPage { starts, module: module.trim_end(), packed_starts };
    write_once(&arguments.out, render::planner_html(&page).as_bytes())?;
    print(&format!(
        "Wrote {}\n  {}.\n\nNext\n  Open it in a browser: it works offline and nothing leaves it.\n",
        as_argument(&arguments.out),
        words::counted(number, "scenario to start from", "scenarios to start from")
    ))
}

/// The templates.
fn templates() -> Vec<StartingPoint> {
    let start = |template: &Template| {
        let path = template.file();
        StartingPoint {
            name: template.purpose(),
            group: "Templates",
            files: BTreeMap::from([(path.clone(), template.text().to_owned())]),
            path,
        }
    };
    Template::value_variants().iter().map(start).collect()
}

/// The scenarios that were given, which must be valid but for their blanks.
fn scenarios(arguments: &PageArguments) -> Result<Vec<StartingPoint>, Failure> {
    if arguments.scenarios.is_empty() {
        return Ok(Vec::new());
    }
    let start = |file: &PathBuf| {
        let disk = Disk { scenario: disk::path_text(file)? };
        let scenario = Scenario::load(&disk.scenario, &disk).or_else(|mut errors| match errors.draft.take() {
            Some(draft) => Ok(*draft),
            None => Err(Failure::Wrong(errors.to_string())),
        })?;
        let name = scenario.name().to_owned();
        let input = LiveInput::of(&Plan::new(scenario), &[], false);
        Ok(StartingPoint { name, group: "Scenarios", path: input.path, files: input.files })
    };
    disk::scenario_files(&arguments.scenarios)?.iter().map(start).collect()
}

/// Every authority of the tables.
fn authorities(arguments: &PageArguments) -> Result<Vec<StartingPoint>, Failure> {
    let Some(folder) = &arguments.dfe else { return Ok(Vec::new()) };
    let published = PublishedFigures::read(&tables(folder)?).map_err(wrong)?;
    let mut names: Vec<&str> = published.authorities().map(|(_, name)| name).collect();
    names.sort_unstable();
    names.dedup();
    let mut starts = Vec::new();
    for name in names {
        // Authorities without figures of that year are left out.
        let Ok(imported) = dfe(&published, name, arguments.at, MONTHS) else { continue };
        let path = format!("{}-{}.toml", slug(&imported.authority), imported.year);
        starts.push(StartingPoint {
            name: format!("{}, September {}", imported.authority, imported.year),
            group: "Authorities in England, from published tables",
            files: BTreeMap::from([(path.clone(), imported.text)]),
            path,
        });
    }
    if starts.is_empty() {
        let why = format!("no authority in `{}` has the figures of that year", folder.display());
        return Err(wrong(why));
    }
    Ok(starts)
}

/// Text, compressed with gzip, in Base64.
fn packed(text: &str) -> Result<String, Failure> {
    let failed = |error: std::io::Error| Failure::Failed(format!("error: cannot compress the scenarios: {error}"));
    let mut packer = GzBuilder::new().write(Vec::new(), Compression::best());
    packer.write_all(text.as_bytes()).map_err(failed)?;
    Ok(BASE64.encode(packer.finish().map_err(failed)?))
}
