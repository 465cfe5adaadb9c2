//! Files that are opened on the page: scenarios, overlays, CSV files of a scenario, staff lists, the census and monthly figures.

use std::collections::BTreeMap;

use super::changes::ReadScenario;
use super::model::{PlannerModel, answered};
use super::overlay::{bases, file_name, folder_of, resolved, with_overlay};
use super::question::{DroppedAnswer, DroppedHead, ScenarioFiles};
use crate::content::imported::{headings, measures, monthly_lines, opening_lines, rows_that_cannot_be_placed, slug};
use crate::content::words;
use crate::import::census::WorkforceCensus;
use crate::import::monthly::{HistoryBase, MeasureMap, MonthlyFigures};
use crate::import::sheet::{Headings, RecordSheet, SheetFile};
use crate::import::staff_list::{COLUMNS, StaffList};
use crate::live::LiveError;
use crate::scenario::shown;
use crate::scenario::source::{TableNode, Value, parse};

/// Largest file that is read, bytes.
const LARGEST: usize = 64 << 20;

/// Number of months of a scenario that is made from records.
const MONTHS: u32 = 36;

/// Name of a council that a staff list does not have.
const COUNCIL: &str = "Children's social work";

/// What may be opened, for messages.
const ACCEPTED: &str = "The page opens scenarios and overlays (TOML), staff lists and monthly figures (CSV or Excel) and the workforce census (XML). \
                        Published tables become scenarios with `staffcast import dfe`, or all of them a page with `staffcast page --dfe`.";

impl PlannerModel {
    /// Opens a file: the question is a line of JSON with its name and the scenario that is open, and then the bytes of the file. The answer
    /// is JSON.
    ///
    /// # Errors
    /// [`LiveError`] if it is none of the files that can be opened, or something in it is wrong; it says where, and what to do.
    pub fn dropped(&self, question: &[u8]) -> Result<String, LiveError> {
        let end = question.iter().position(|byte| *byte == b'\n').unwrap_or(question.len());
        let head: DroppedHead =
            serde_json::from_slice(&question[..end]).map_err(|error| LiveError::Form(error.to_string()))?;
        let bytes = question.get(end + 1..).unwrap_or_default();
        let file = OpenedFile { name: file_name(&head.name).to_owned(), bytes, open: head.scenario.as_ref() };
        answered(&file.read()?)
    }
}

/// A file that is opened.
struct OpenedFile<'q> {
    name: String,
    bytes: &'q [u8],
    /// The scenario that is open.
    open: Option<&'q ScenarioFiles>,
}

impl OpenedFile<'_> {
    fn read(&self) -> Result<DroppedAnswer, LiveError> {
        if self.bytes.len() > LARGEST {
            return Err(self.wrong(
                "it is larger than 64 MB, the most that is read. Save the part that is needed as a file of its own.",
            ));
        }
        if self.bytes.is_empty() {
            return Err(self.wrong("it is empty."));
        }
        let extension = self.name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase());
        match extension.as_str() {
            "toml" => self.toml(),
            "xml" => self.census(),
            "csv" | "tsv" | "txt" | "xlsx" | "xlsm" | "xls" | "ods" => self.sheet(),
            _ => Err(self.wrong(ACCEPTED)),
        }
    }

    fn wrong(&self, reason: impl std::fmt::Display) -> LiveError {
        LiveError::File { name: self.name.clone(), reason: reason.to_string() }
    }

    /// A scenario or an overlay.
    fn toml(&self) -> Result<DroppedAnswer, LiveError> {
        let text = std::str::from_utf8(self.bytes).map_err(|error| {
            self.wrong(format!("it is not UTF-8 text from byte {} on. Save it as UTF-8.", error.valid_up_to() + 1))
        })?;
        let (tree, _) = parse(0, text);
        let bases = bases(&tree);
        if bases.is_empty() {
            return Ok(self.scenario(text.to_owned(), "Opened", String::new()));
        }
        let missing = |names: &[String]| {
            let names = names.iter().map(|name| format!("`{}`", shown(name))).collect::<Vec<_>>().join(" and ");
            self.wrong(format!(
                "it is an overlay on {names}, which is not open. Open that first, and then this file again."
            ))
        };
        let open = self.open.ok_or_else(|| missing(&bases))?;
        let scenario = with_overlay(open, &self.name, text, &bases).map_err(|names| missing(&names))?;
        let base = resolved(folder_of(&scenario.path), &bases[0]);
        let base_files = ScenarioFiles { path: base.clone(), files: scenario.files.clone() };
        let base_name =
            ReadScenario::of(&base_files).scenario.map_or_else(|| base.clone(), |one| one.name().to_owned());
        Ok(DroppedAnswer {
            summary: format!("Opened {}, an overlay on {base_name}, which is kept as the base.", shown(&self.name)),
            told: String::new(),
            scenario,
            base,
            base_name,
        })
    }

    /// A scenario of its own, under the name of this file unless it was made from it.
    fn scenario(&self, text: String, verb: &str, told: String) -> DroppedAnswer {
        let path = if verb == MADE { format!("{}.toml", self.stem()) } else { self.name.clone() };
        // CSV files may have been opened before the scenario that names them.
        let is_csv = |path: &&String| path.to_lowercase().ends_with(".csv");
        let tables = self.open.iter().flat_map(|open| &open.files).filter(|(path, _)| is_csv(path));
        let mut files: BTreeMap<String, String> = tables.map(|(path, text)| (path.clone(), text.clone())).collect();
        files.insert(path.clone(), text);
        DroppedAnswer {
            summary: format!("{verb} {}.", shown(&path)),
            told,
            scenario: ScenarioFiles { path, files },
            base: String::new(),
            base_name: String::new(),
        }
    }

    fn stem(&self) -> String {
        slug(self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem))
    }

    fn census(&self) -> Result<DroppedAnswer, LiveError> {
        let census = WorkforceCensus::read(&shown(&self.name), self.bytes).map_err(|error| self.plain(&error))?;
        let opening = census.opening().map_err(|error| self.unplaced(&error, &census.staff, "lines"))?;
        let text = opening.scenario(&format!("Authority {}", census.authority), MONTHS);
        let told = opening_lines(&opening, &census.staff, "lines", false);
        Ok(self.scenario(text, MADE, told.join("\n")))
    }

    /// A table: one that the open scenario names, a staff list, or monthly figures.
    fn sheet(&self) -> Result<DroppedAnswer, LiveError> {
        if let Some(answer) = self.table_of_scenario()? {
            return Ok(answer);
        }
        let file = SheetFile::read(&shown(&self.name), self.bytes).map_err(|error| self.plain(&error))?;
        let as_list = match file.records(COLUMNS, None, &Headings::default()) {
            Ok(sheet) => return self.staff_list(&sheet),
            Err(error) => error,
        };
        let Some(open) = self.open else {
            return Err(self.wrong(format!(
                "it is no staff list: {as_list}\nMonthly figures belong to a scenario: if it has these, open the scenario first. {ACCEPTED}"
            )));
        };
        let Some(scenario) = ReadScenario::of(open).scenario else {
            return Err(
                self.wrong("the scenario that is open has errors. Correct these first, and then open this file again.")
            );
        };
        let base = HistoryBase::new(file_name(&open.path).to_owned(), &scenario);
        let figures = MonthlyFigures::read(&file, None, &MeasureMap::default(), Some(base)).map_err(|as_figures| {
            self.wrong(format!("it is neither a staff list nor monthly figures.\nStaff list: {as_list}\nMonthly figures: {as_figures}\n{ACCEPTED}"))
        })?;
        let text = format!("{}\n{}", open.text().trim_end(), figures.histories());
        let number = words::counted(figures.series.len() as u64, "history was", "histories were");
        Ok(DroppedAnswer {
            summary: format!("{number} added to {}.", shown(&open.path)),
            told: format!("{}{}", measures(&figures, None), monthly_lines(&figures).join("\n")),
            scenario: open.with_text(text),
            base: String::new(),
            base_name: String::new(),
        })
    }

    fn staff_list(&self, sheet: &RecordSheet) -> Result<DroppedAnswer, LiveError> {
        let list = StaffList::read(sheet).map_err(|error| self.plain(&error))?;
        let rows = if sheet.name.is_some() { "rows" } else { "lines" };
        let Some(latest) = list.month_after_latest() else {
            return Err(self.unplaced(&"no row can be placed", &list, rows));
        };
        let opening = list.opening_at(latest).map_err(|error| self.unplaced(&error, &list, rows))?;
        let told = opening_lines(&opening, &list, rows, true);
        let text = opening.scenario(COUNCIL, MONTHS);
        Ok(self.scenario(text, MADE, format!("{}{}", headings(sheet, None), told.join("\n"))))
    }

    /// The open scenario with this table, if it names it.
    fn table_of_scenario(&self) -> Result<Option<DroppedAnswer>, LiveError> {
        let Some(open) = self.open else { return Ok(None) };
        let (tree, _) = parse(0, open.text());
        let Some(named) = named_file(&tree, &self.name) else { return Ok(None) };
        let text = std::str::from_utf8(self.bytes).map_err(|_| {
            self.wrong(format!("{} reads it as UTF-8 text, and it is not. Save it as CSV UTF-8.", shown(&open.path)))
        })?;
        let mut scenario = open.clone();
        scenario.files.insert(resolved(folder_of(&open.path), &named), text.to_owned());
        Ok(Some(DroppedAnswer {
            summary: format!("{} has its table {}.", shown(&open.path), shown(&self.name)),
            told: String::new(),
            scenario,
            base: String::new(),
            base_name: String::new(),
        }))
    }

    /// An error that names the file itself.
    fn plain(&self, error: &impl std::fmt::Display) -> LiveError {
        let words = error.to_string();
        let name = shown(&self.name);
        self.wrong(words.strip_prefix(&format!("{name}: ")).unwrap_or(&words))
    }

    /// An error on a list of which rows cannot be placed.
    fn unplaced(&self, error: &impl std::fmt::Display, list: &StaffList, rows: &str) -> LiveError {
        let rows = rows_that_cannot_be_placed(list, rows).join("\n");
        self.wrong(format!("{error}\n{rows}").trim_end())
    }
}

/// The verb for a scenario that is made from records.
const MADE: &str = "Made";

/// The path by which a scenario names a file, if it does.
fn named_file(table: &TableNode, name: &str) -> Option<String> {
    table.entries.iter().find_map(|(_, node)| match &node.value {
        Value::Text(text) if file_name(text) == name => Some(text.clone()),
        Value::Table(inner) => named_file(inner, name),
        _ => None,
    })
}
