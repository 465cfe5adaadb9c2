//! Files that are opened on the page: scenarios, overlays, CSV files of a scenario, staff lists, the census and monthly figures.

use std::collections::BTreeMap;

use super::changes::ReadScenario;
use super::model::{PlannerModel, answered};
use super::overlay::{bases, resolved, with_overlay};
use super::question::{DroppedAnswer, DroppedHead, ScenarioFiles};
use crate::content::imported::{
    COUNCIL, LARGEST, MONTHS, headings, measures, monthly_lines, opening_lines, rows_that_cannot_be_placed, slug,
};
use crate::content::words;
use crate::import::PUBLISHED_KEYS;
use crate::import::annex_a::has_lists;
use crate::import::census::WorkforceCensus;
use crate::import::monthly::{HistoryBase, MeasureMap, MonthlyFigures};
use crate::import::sheet::{Headings, RecordSheet, SheetFile};
use crate::import::staff_list::{COLUMNS, StaffList};
use crate::live::LiveError;
use crate::live::paths::{file_name, folder_of, stem};
use crate::scenario::shown;
use crate::scenario::source::{TableNode, Value, parse};

/// What may be opened, for messages.
const ACCEPTED: &str = "The page opens scenarios and overlays (TOML), staff lists and monthly figures (CSV or Excel) and the workforce census (XML). \
                        Published tables become scenarios with `staffcast import dfe`, or all of them a page with `staffcast page --dfe`.";

/// What to do on the page where a message names what only the program has.
const INSTEAD: &str = "`--sheet`, `--headings` and [measures] are for `staffcast import`. On this page, change the table itself: give its columns and \
                       rows names that are known, or save the sheet that is to be read as a file of its own.";

/// A message with what to do on the page, if it says how to do it with an option of the program.
fn with_advice(words: String) -> String {
    let is_of_program = ["--sheet", "--headings", "under [measures]"].iter().any(|option| words.contains(option));
    if is_of_program { format!("{words}\n{INSTEAD}") } else { words }
}

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

/// The form of a file.
#[derive(Clone, Copy)]
enum FileForm {
    Toml,
    Xml,
    Sheet,
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
        if self.bytes.len() as u64 > LARGEST {
            return Err(self.wrong(
                "it is larger than 64 MB, the most that is read. Save the part that is needed as a file of its own.",
            ));
        }
        if self.bytes.is_empty() {
            return Err(self.wrong("it is empty."));
        }
        match self.form() {
            Some(FileForm::Toml) => self.toml(),
            Some(FileForm::Xml) => self.census(),
            Some(FileForm::Sheet) => self.sheet(),
            None => Err(self.wrong(ACCEPTED)),
        }
    }

    /// The form of the file, by the ending of its name, or else by what is in it: editors and mail programs add `.txt`, or take an ending away.
    fn form(&self) -> Option<FileForm> {
        let extension = self.name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase());
        match extension.as_str() {
            "toml" => return Some(FileForm::Toml),
            "xml" => return Some(FileForm::Xml),
            "csv" | "tsv" | "xlsx" | "xlsm" | "xls" | "ods" => return Some(FileForm::Sheet),
            _ => {}
        }
        if self.is_toml() {
            return Some(FileForm::Toml);
        }
        let start = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes).trim_ascii_start();
        match extension.as_str() {
            "txt" | "" if start.starts_with(b"<") => Some(FileForm::Xml),
            "txt" => Some(FileForm::Sheet),
            "" if start.starts_with(b"PK") => Some(FileForm::Sheet),
            _ => None,
        }
    }

    /// Whether the file has values in TOML, and no mistake.
    fn is_toml(&self) -> bool {
        let read = std::str::from_utf8(self.bytes).map(|text| parse(0, text));
        read.is_ok_and(|(tree, errors)| errors.is_empty() && !tree.entries.is_empty())
    }

    /// The name of a scenario or an overlay, which ends in `.toml`.
    fn toml_name(&self) -> String {
        let is_toml = |name: &str| name.to_lowercase().ends_with(".toml");
        let stem = stem(&self.name);
        match (is_toml(&self.name), is_toml(stem)) {
            (true, _) => self.name.clone(),
            (false, true) => stem.to_owned(),
            (false, false) => format!("{stem}.toml"),
        }
    }

    fn wrong(&self, reason: impl std::fmt::Display) -> LiveError {
        LiveError::File { name: self.name.clone(), reason: with_advice(reason.to_string()) }
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
        let scenario = with_overlay(open, &self.toml_name(), text, &bases).map_err(|names| missing(&names))?;
        let base = resolved(folder_of(&scenario.path), &bases[0]);
        let base_files = ScenarioFiles { path: base.clone(), files: scenario.files.clone() };
        let base_name =
            ReadScenario::of(&base_files).scenario.map_or_else(|| base.clone(), |one| one.name().to_owned());
        Ok(DroppedAnswer {
            summary: format!(
                "Opened {}, an overlay on {base_name}, which is kept as the base.",
                shown(&self.toml_name())
            ),
            told: String::new(),
            scenario,
            base,
            base_name,
        })
    }

    /// A scenario of its own, under the name of this file unless it was made from it.
    fn scenario(&self, text: String, verb: &str, told: String) -> DroppedAnswer {
        let path = if verb == MADE { format!("{}.toml", slug(stem(&self.name))) } else { self.toml_name() };
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
        if let Some(what) = imported_elsewhere(&file) {
            return Err(self.wrong(what));
        }
        let as_list = match file.records(COLUMNS, None, &Headings::default()) {
            Ok(sheet) => return self.staff_list(&sheet),
            Err(error) => self.without_name(&error),
        };
        let Some(open) = self.open else {
            return Err(self.wrong(format!(
                "it is not a staff list: {as_list}\nMonthly figures belong to a scenario: if it has these, open the scenario first. {ACCEPTED}"
            )));
        };
        let Some(scenario) = ReadScenario::of(open).scenario else {
            return Err(
                self.wrong("the scenario that is open has errors. Correct these first, and then open this file again.")
            );
        };
        let base = HistoryBase::new(file_name(&open.path).to_owned(), &scenario);
        let figures = MonthlyFigures::read(&file, None, &MeasureMap::default(), Some(base)).map_err(|as_figures| {
            let as_figures = self.without_name(&as_figures);
            self.wrong(format!("it is neither a staff list nor monthly figures.\nStaff list: {as_list}\nMonthly figures: {as_figures}\n{ACCEPTED}"))
        })?;
        let text = format!("{}\n{}", open.text().trim_end(), figures.histories());
        let number = words::counted(figures.series.len() as u64, "history was", "histories were");
        Ok(DroppedAnswer {
            summary: format!("{number} added to {}.", shown(&open.path)),
            told: with_advice(format!("{}{}", measures(&figures, None), monthly_lines(&figures).join("\n"))),
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
            summary: format!("Opened {}, which {} reads.", shown(&self.name), shown(&open.path)),
            told: String::new(),
            scenario,
            base: String::new(),
            base_name: String::new(),
        }))
    }

    /// An error that names the file itself.
    fn plain(&self, error: &impl std::fmt::Display) -> LiveError {
        self.wrong(self.without_name(error))
    }

    /// The words of an error without the name of the file, which the page says once.
    fn without_name(&self, error: &impl std::fmt::Display) -> String {
        let words = error.to_string();
        let rest = words.strip_prefix(&shown(&self.name));
        let rest = rest.and_then(|rest| rest.strip_prefix(": ").or_else(|| rest.strip_prefix(", ")));
        rest.unwrap_or(&words).to_owned()
    }

    /// An error on a list of which rows cannot be placed.
    fn unplaced(&self, error: &impl std::fmt::Display, list: &StaffList, rows: &str) -> LiveError {
        let rows = rows_that_cannot_be_placed(list, rows).join("\n");
        self.wrong(format!("{error}\n{rows}").trim_end())
    }
}

/// The verb for a scenario that is made from records.
const MADE: &str = "Created";

/// What a table is that only the program imports, and what to do with it; `None` for any other.
fn imported_elsewhere(file: &SheetFile) -> Option<&'static str> {
    if has_lists(file) {
        return Some(
            "it has lists of Annex A, which the page does not read. `staffcast import annex-a` makes an overlay of them, which can be opened here.",
        );
    }
    file.has_headings(&PUBLISHED_KEYS).then_some(
        "it is a published table of the Department for Education, which the page does not read. `staffcast import dfe` makes a scenario of such \
         tables, which can be opened here, and `staffcast page --dfe` a page with all authorities.",
    )
}

/// The path by which a scenario names a file, if it does.
fn named_file(table: &TableNode, name: &str) -> Option<String> {
    table.entries.iter().find_map(|(_, node)| match &node.value {
        Value::Text(text) if file_name(text) == name => Some(text.clone()),
        Value::Table(inner) => named_file(inner, name),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::*;
    use crate::examples::SMALL;
    use crate::random::{Purpose, Stream};

    const LIST: &str = "Name,Start date,Leaving date,FTE,Job title,Team,Contract type\n\
        Ada Lovelace,01/09/2019,,1.0,Social worker,Assessment,Permanent\n\
        Grace Hopper,01/02/2021,30/06/2024,0.6,Senior social worker,Assessment,Permanent\n\
        Joan Clarke,01/10/2024,,1.0,Social worker,Children in care,Agency\n";

    const MONTHLY: &str = "Measure,2016-01,2016-02,2016-03\nContacts received,98,104,101\nA. Person,1,2,3\n";

    fn open() -> ScenarioFiles {
        let files = BTreeMap::from([("small.toml".to_owned(), SMALL.to_owned())]);
        ScenarioFiles { path: "small.toml".to_owned(), files }
    }

    fn opened(name: &str, bytes: &[u8]) -> Result<DroppedAnswer, String> {
        let open = open();
        OpenedFile { name: name.to_owned(), bytes, open: Some(&open) }.read().map_err(|error| error.to_string())
    }

    fn census() -> Vec<u8> {
        include_bytes!("../../../tests/import/census.xml").to_vec()
    }

    /// A staff list as a workbook, with sheets of these names before it, and its parts.
    fn workbook(others: &[&str]) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        for name in others {
            book.add_worksheet().set_name(*name).unwrap().write(0, 0, "Child").unwrap();
        }
        let sheet = book.add_worksheet().set_name("Staff").unwrap();
        for (row, line) in LIST.lines().enumerate() {
            for (column, text) in line.split(',').enumerate() {
                match text.parse::<f64>() {
                    Ok(number) => sheet.write(row as u32, column as u16, number).unwrap(),
                    Err(_) => sheet.write(row as u32, column as u16, text).unwrap(),
                };
            }
        }
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_file_is_known_by_what_is_in_it_where_its_name_does_not_say() {
        let path = |name: &str, bytes: &[u8]| {
            opened(name, bytes).unwrap_or_else(|error| panic!("{name}: {error}")).scenario.path
        };
        for name in ["plan.toml", "plan.toml.txt", "plan.txt", "plan", "plan.bak", "PLAN.TXT"] {
            let wanted = if name == "PLAN.TXT" { "PLAN.toml" } else { "plan.toml" };
            assert_eq!(path(name, SMALL.as_bytes()), wanted, "{name}");
        }
        for name in ["list.txt", "list.csv", "list.tsv"] {
            assert_eq!(path(name, LIST.as_bytes()), "list.toml", "{name}");
        }
        for name in ["list.xlsx", "list.csv", "list", "list.txt"] {
            assert_eq!(path(name, &workbook(&[])), "list.toml", "{name}");
        }
        for name in ["return.xml", "return.txt", "return"] {
            assert_eq!(path(name, &census()), "return.toml", "{name}");
        }
        for (name, bytes) in [
            ("letter.pdf", &b"%PDF-1.7"[..]),
            ("photo.jpg", b"\xff\xd8\xff"),
            ("letter.docx", b"PK\x03\x04"),
            ("notes", b"Dear all"),
        ] {
            let error = opened(name, bytes).map(|one| one.summary).unwrap_err();
            assert!(error.contains("The page opens scenarios and overlays (TOML)"), "{error}");
        }
    }

    #[test]
    fn an_overlay_is_known_under_another_name_too() {
        let answer = opened("fewer.toml.txt", b"base = \"small.toml\"\nname = \"Fewer\"\n").unwrap();
        assert_eq!((answer.scenario.path.as_str(), answer.base.as_str()), ("fewer.toml", "small.toml"));
    }

    #[test]
    fn tables_that_only_the_program_imports_are_named() {
        let error = |name: &str, bytes: &[u8]| opened(name, bytes).map(|one| one.summary).unwrap_err();
        let lists = error("annex.xlsx", &workbook(&["List 1", "List 3 - Referrals"]));
        assert!(lists.contains("`staffcast import annex-a` makes an overlay"), "{lists}");
        // One such name is not enough.
        assert!(opened("staff.xlsx", &workbook(&["List 1"])).is_ok());
        for table in [
            &include_bytes!("../../../tests/import/workforce.csv")[..],
            include_bytes!("../../../tests/import/referrals.csv"),
        ] {
            let published = error("table.csv", table);
            assert!(published.contains("`staffcast import dfe` makes a scenario"), "{published}");
        }
    }

    #[test]
    fn an_error_names_the_file_once_and_its_place() {
        let error =
            opened("list.csv", LIST.replace("01/09/2019", "soon").as_bytes()).map(|one| one.summary).unwrap_err();
        assert_eq!(error.matches("list.csv").count(), 1, "{error}");
        assert!(error.starts_with("list.csv: line 2, column `Start date`: `soon` is not a date"), "{error}");
        let error = opened("x.csv", b"a,b\n1,2\n").map(|one| one.summary).unwrap_err();
        assert_eq!(error.matches("x.csv").count(), 1, "{error}");
    }

    /// Numbers that depend on the copy and how many were drawn.
    struct Draws(Stream, u64, u32);

    impl Draws {
        fn below(&mut self, end: usize) -> usize {
            self.2 += 1;
            (self.0.at(self.2).of(self.1) * end as f64) as usize
        }
    }

    /// What is put in places of a file: what separates, ends and nests, numbers that are too large, and bytes that are no text.
    const PIECES: [&[u8]; 20] = [
        b"",
        b",",
        b"\"",
        b"\n",
        b"\r\n",
        b"\t",
        b"<",
        b">",
        b"]]",
        b"[",
        b"{",
        b"=",
        b"-1",
        b"1e400",
        b"99999999999999999999",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"&#0;",
        b"0000-13-32",
    ];

    fn damaged(whole: &[u8], draws: &mut Draws) -> Vec<u8> {
        let mut bytes = whole.to_vec();
        for _ in 0..=draws.below(3) {
            let start = draws.below(bytes.len().max(1)).min(bytes.len());
            let end = (start + draws.below(12)).min(bytes.len());
            match draws.below(6) {
                0 => bytes.truncate(start),
                1 => drop(bytes.drain(start..end)),
                2 => {
                    let again = bytes[start..end].to_vec();
                    bytes.splice(start..start, again);
                }
                _ => drop(bytes.splice(start..end, PIECES[draws.below(PIECES.len())].iter().copied())),
            }
        }
        bytes
    }

    /// The parts of a workbook, one of them damaged, as a sound archive: its reader is to meet the damage, and not a wrong checksum.
    fn workbook_with_a_damaged_part(whole: &[u8], draws: &mut Draws) -> Vec<u8> {
        use std::io::Read as _;
        let mut parts = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
        let place = draws.below(parts.len());
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for one in 0..parts.len() {
            let mut bytes = Vec::new();
            let mut part = parts.by_index(one).unwrap();
            part.read_to_end(&mut bytes).unwrap();
            let name = part.name().unwrap().into_owned();
            let bytes = if one == place { damaged(&bytes, draws) } else { bytes };
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(&bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn damaged_files_are_opened_or_refused_with_their_name() {
        let overlay = b"base = \"small.toml\"\nname = \"Fewer\"\n[leaving]\nannual_rate = { all = 0.1 }\n";
        let files: [(&str, Vec<u8>); 6] = [
            ("plan.toml", SMALL.into()),
            ("fewer.toml", overlay.to_vec()),
            ("list.csv", LIST.into()),
            ("figures.csv", MONTHLY.into()),
            ("return.xml", census()),
            ("list.xlsx", workbook(&[])),
        ];
        for (name, whole) in &files {
            assert!(opened(name, whole).is_ok(), "{name}");
            let (mut taken, mut refused) = (0, 0);
            for copy in 1..=150 {
                let mut draws = Draws(Stream::new(11, Purpose::Resample, name), copy, 0);
                let bytes = match *name {
                    "list.xlsx" if copy % 3 > 0 => workbook_with_a_damaged_part(whole, &mut draws),
                    _ => damaged(whole, &mut draws),
                };
                match opened(name, &bytes) {
                    Ok(_) => taken += 1,
                    Err(error) => {
                        assert!(error.starts_with(&format!("{name}: ")), "copy {copy}: {error}");
                        refused += 1;
                    }
                }
            }
            // A scenario is opened whatever is wrong with it, so that its text can be corrected.
            assert!(taken > 3 && (refused > 5 || *name == "plan.toml"), "{name}: {taken} {refused}");
        }
    }

    /// Every case of `tests/bad_input` that has a text of its own: the page opens it and says what is wrong with it.
    #[test]
    fn scenarios_that_cannot_be_right_are_opened_with_their_errors() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad_input");
        let mut opened_files = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read(entry.unwrap().path()).unwrap();
            let text = String::from_utf8_lossy(&text);
            let changed: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("+ ")).collect();
            let changed = changed.join("\n");
            for scenario in [format!("{SMALL}\n{changed}"), format!("{changed}\n{SMALL}"), changed] {
                if let Ok(answer) = opened("broken.toml", scenario.as_bytes()) {
                    let question = serde_json::json!({ "scenario": answer.scenario }).to_string();
                    let form = PlannerModel::default().form(&question).unwrap();
                    assert!(form.contains("\"summary\""), "{form}");
                    opened_files += 1;
                }
            }
        }
        assert!(opened_files > 200, "{opened_files}");
    }

    #[test]
    fn where_a_message_names_an_option_the_page_says_what_to_do_instead() {
        let headings =
            opened("list.csv", LIST.replace("Start date", "Begin").as_bytes()).map(|one| one.summary).unwrap_err();
        let unplaced = opened("figures.csv", MONTHLY.as_bytes()).unwrap().told;
        for told in [headings, unplaced] {
            assert!(told.ends_with(INSTEAD), "{told}");
        }
        let placed = MONTHLY.replace("A. Person,1,2,3\n", "");
        assert!(!opened("figures.csv", placed.as_bytes()).unwrap().told.contains(INSTEAD));
    }

    #[test]
    fn names_of_people_are_neither_kept_nor_told() {
        for (name, bytes) in
            [("list.csv", LIST.as_bytes().to_vec()), ("list.xlsx", workbook(&[])), ("figures.csv", MONTHLY.into())]
        {
            let all = answered(&opened(name, &bytes).unwrap()).unwrap();
            for secret in ["Lovelace", "Hopper", "Clarke", "A. Person"] {
                assert!(!all.contains(secret), "{name}: {secret}");
            }
        }
    }
}
