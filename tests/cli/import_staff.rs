//! `import staff` and `import census`: from a council's own records to a scenario that can be checked and, its blanks filled in, run.

use std::collections::BTreeSet;

use crate::harness::{Outcome, Test, program};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

/// The month at which lists are opened.
const AT: (i32, i32) = (2025, 4);
const COMMAND: &str = "--at 2025-04 --authority Shire --out made.toml";
const HEADINGS: [&str; 9] =
    ["Name", "NI number", "Start date", "Leaving date", "FTE", "Job title", "Team", "Contract type", "Date of birth"];
const TEAMS: [&str; 4] = ["Front Door", "Child in Need & Protection", "Court, North", "16+"];

/// Numbers that look random, the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// A day of the years from 2010 to 2025, no later than the 28th.
    fn day(&mut self) -> (i32, i32, i32) {
        (2010 + self.below(16) as i32, 1 + self.below(12) as i32, 1 + self.below(28) as i32)
    }
}

type Day = (i32, i32, i32);

/// A person of the list.
#[derive(Clone)]
struct Person {
    start: Day,
    leaving: Option<Day>,
    fte: f64,
    team: usize,
    is_agency: bool,
}

impl Person {
    fn is_in_post(&self) -> bool {
        let at = (AT.0, AT.1, 1);
        self.start < at && self.leaving.is_none_or(|day| day >= at)
    }
}

/// A synthetic list: whole, and how many of it are in post.
struct List(Vec<Person>);

impl List {
    fn new(length: usize) -> Self {
        let mut numbers = Numbers(length as u64);
        let person = |_| {
            let start = numbers.day();
            let later = (start.0 + numbers.below(6) as i32, 1 + numbers.below(12) as i32, 28);
            Person {
                start,
                leaving: (numbers.below(2) == 0 && later > start).then_some(later),
                fte: [1.0, 0.8, 0.5][numbers.below(3) as usize],
                team: numbers.below(4) as usize,
                is_agency: numbers.below(8) == 0,
            }
        };
        Self((0..length).map(person).collect())
    }

    /// Permanent and agency workers in post.
    fn in_post(&self) -> (usize, usize) {
        let of = |is_agency: bool| {
            self.0.iter().filter(|person| person.is_in_post() && person.is_agency == is_agency).count()
        };
        (of(false), of(true))
    }

    /// The cells of a row, with dates written by `date`.
    fn row(person: &Person, number: usize, date: &dyn Fn(Day) -> String) -> [String; 9] {
        [
            format!("Surname{number}, Forename{number}"),
            format!("QQ{number:06}C"),
            date(person.start),
            person.leaving.map(date).unwrap_or_default(),
            person.fte.to_string(),
            "Social Worker".to_owned(),
            TEAMS[person.team].to_owned(),
            if person.is_agency { "Agency" } else { "Permanent" }.to_owned(),
            "13/07/1971".to_owned(),
        ]
    }

    fn rows(&self, date: &dyn Fn(Day) -> String) -> Vec<[String; 9]> {
        self.0.iter().enumerate().map(|(number, person)| Self::row(person, number, date)).collect()
    }

    fn csv(&self) -> String {
        csv(&HEADINGS, &self.rows(&british))
    }

    fn workbook(&self) -> Vec<u8> {
        workbook(self, &HEADINGS, |_, _, _| false)
    }
}

fn british((year, month, day): Day) -> String {
    format!("{day:02}/{month:02}/{year}")
}

fn csv(headings: &[&str], rows: &[[String; 9]]) -> String {
    let quoted = |cell: &str| if cell.contains([',', '"']) { format!("\"{cell}\"") } else { cell.to_owned() };
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let mut text = line(headings.iter().map(|cell| quoted(cell)).collect());
    text.extend(rows.iter().map(|row| line(row.iter().map(|cell| quoted(cell)).collect())));
    text
}

/// Writes a cell of a person.
type WriteCell<'a> = &'a dyn Fn(&mut rust_xlsxwriter::Worksheet, (u32, u16), &Person);

/// A workbook with titles above the headings; `write` may write a cell itself.
fn workbook(
    list: &List,
    headings: &[&str],
    write: impl Fn(&mut rust_xlsxwriter::Worksheet, (u32, u16), &Person) -> bool,
) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Printed from the personnel system").unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet().set_name("Staff in post").unwrap();
    sheet.write(0, 0, "Children's social work staff").unwrap();
    for (column, heading) in headings.iter().enumerate() {
        sheet.write(2, column as u16, *heading).unwrap();
    }
    for (number, person) in list.0.iter().enumerate() {
        let row = 3 + number as u32;
        let date = |(year, month, day): Day| ExcelDateTime::from_ymd(year as u16, month as u8, day as u8).unwrap();
        for (column, text) in List::row(person, number, &british).iter().enumerate() {
            let place = (row, column as u16);
            if write(sheet, place, person) {
                continue;
            }
            match column {
                2 => drop(sheet.write_with_format(row, 2, date(person.start), &day).unwrap()),
                3 => {
                    if let Some(leaving) = person.leaving {
                        sheet.write_with_format(row, 3, date(leaving), &day).unwrap();
                    }
                }
                4 => drop(sheet.write(row, 4, person.fte).unwrap()),
                _ => drop(sheet.write(row, place.1, text).unwrap()),
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// The number before some words in the list of rows.
fn number(stdout: &str, words: &str) -> usize {
    let line =
        stdout.lines().find(|line| line.trim_end().ends_with(words)).unwrap_or_else(|| panic!("{words}\n{stdout}"));
    line.split_whitespace().next().unwrap().replace(',', "").parse().unwrap()
}

fn counts(stdout: &str) -> (usize, usize) {
    (number(stdout, "permanent workers in post"), number(stdout, "agency workers in post"))
}

/// What is wrong about an outcome, if anything: it must have these counts, and they must add up.
fn check_counts(done: &Outcome, list: &List) {
    assert_eq!(counts(&done.stdout), list.in_post());
    let parts = ["in post", "had left", "start later and are not in it", "cannot be placed and are not in it"];
    let sum: usize = counts(&done.stdout).0
        + counts(&done.stdout).1
        + parts[1..].iter().map(|words| number(&done.stdout, words)).sum::<usize>();
    assert_eq!(sum, number(&done.stdout, "in all, of which"));
    assert_eq!(sum, list.0.len());
}

/// The scenario with a number in each blank.
fn filled(text: &str, number: &str) -> String {
    let mut parts = text.split("{ blank = ");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + number + part.split_once("\" }").unwrap().1)
}

#[test]
fn a_list_of_two_thousand_becomes_a_scenario_that_runs_once_its_blanks_are_filled_in() {
    let list = List::new(2_000);
    let done = Test::new(&format!("import staff staff.csv {COMMAND}")).file("staff.csv", list.csv()).stderr("").run();
    check_counts(&done, &list);
    assert!(done.stdout.starts_with("Headings of staff.csv, line 1; "), "{}", done.stdout);
    assert!(done.stdout.contains("lists the 6 blanks"), "{}", done.stdout);
    let text = done.read("made.toml");
    let from_workbook =
        Test::new(&format!("import staff staff.xlsx {COMMAND}")).file("staff.xlsx", list.workbook()).stderr("").run();
    check_counts(&from_workbook, &list);
    let of_workbook = from_workbook.read("made.toml").replace("staff.xlsx, sheet Staff in post", "staff.csv");
    assert_eq!(of_workbook, text);
    let checked = done.again("check made.toml").code(2).run();
    assert_eq!(checked.stderr.matches("error[").count(), 6, "{}", checked.stderr);
    assert_eq!(checked.stderr.matches("error[E038]").count(), 6, "{}", checked.stderr);
    let run = checked.file_and_run("run filled.toml -n 20", "filled.toml", &filled(&text, "300"));
    assert!(run.path("outputs/filled/manifest.json").is_file());
}

impl Outcome {
    /// Runs the program again with one more file.
    fn file_and_run(self, arguments: &str, name: &str, text: &str) -> Self {
        self.again(arguments).file(name, text).run()
    }
}

#[test]
fn names_numbers_and_birth_dates_are_in_no_output() {
    let list = List::new(300);
    let secrets = |text: &str| ["Surname", "Forename", "QQ0", "1971"].iter().any(|secret| text.contains(secret));
    assert!(secrets(&list.csv()));
    for (file, bytes) in [("staff.csv", list.csv().into_bytes()), ("staff.xlsx", list.workbook())] {
        let done = Test::new(&format!("import staff {file} {COMMAND}")).file(file, bytes).run();
        assert!(!secrets(&done.stdout) && !secrets(&done.read("made.toml")), "{}", done.stdout);
    }
    // Nor in errors: of a cell, of headings that are missing, of names in place of teams.
    let text = list.csv();
    for damaged in [
        text.replacen(",1,", ",low,", 3),
        text.replace("Start date", "Begin"),
        text.split_once("\r\n").unwrap().1.to_owned(),
        text.replacen("Name,", "Work group,", 1).replacen(",Team,", ",Section,", 1),
    ] {
        let failed = Test::new("import staff staff.csv").file("staff.csv", &damaged).code(2);
        let failed = if damaged.contains("Work group") { failed.code(0) } else { failed };
        let done = failed.run();
        assert!(!secrets(&done.stdout) && !secrets(&done.stderr), "{}", done.stderr);
    }
    let names = Test::new("import staff staff.csv --headings h.toml")
        .file("staff.csv", &text)
        .file("h.toml", "team = \"Name\"\n")
        .code(2)
        .run();
    assert!(names.stderr.contains("it may hold names of people"), "{}", names.stderr);
    assert!(!secrets(&names.stdout) && !secrets(&names.stderr), "{}", names.stderr);
}

#[test]
fn what_follows_the_opening_does_not_enter() {
    let list = List::new(500);
    let at = (AT.0, AT.1, 1);
    let mut other = List(list.0.clone());
    for (number, person) in other.0.iter_mut().enumerate() {
        let later = (2026 + number as i32 % 3, 5, 2);
        if person.start >= at {
            person.start = later;
            person.leaving = None;
        } else if person.leaving.is_none_or(|day| day >= at) {
            person.leaving = (number % 2 == 0).then_some(later);
        }
    }
    let scenario = |list: &List| {
        let done = Test::new(&format!("import staff staff.csv {COMMAND}")).file("staff.csv", list.csv()).run();
        done.read("made.toml")
    };
    assert_eq!(scenario(&list), scenario(&other));
}

/// One way to damage or to change a list, and whether it stays right.
struct Damage {
    what: String,
    file: &'static str,
    bytes: Vec<u8>,
    expected: Expected,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Expected {
    /// The same counts.
    Same,
    /// An error that names the file.
    Error,
    /// An error, or other counts that are said to be incomplete.
    Told(&'static str),
}

/// Runs a damaged copy: it is right, or said not to be. It never panics.
fn check_damage(list: &List, damage: &Damage) {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join(damage.file), &damage.bytes).unwrap();
    let arguments = ["import", "staff", damage.file, "--at", "2025-04", "--out", "made.toml"];
    let output = program().current_dir(folder.path()).args(arguments).output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    let context = format!("{}\n--- stdout\n{stdout}\n--- stderr\n{stderr}", damage.what);
    let is_written = folder.path().join("made.toml").exists();
    match output.status.code() {
        Some(0) => {
            assert_ne!(damage.expected, Expected::Error, "{context}");
            assert!(is_written);
            let is_right = counts(&stdout) == list.in_post() && number(&stdout, "in all, of which") == list.0.len();
            match damage.expected {
                Expected::Told(words) => assert!(is_right || stdout.contains(words), "{context}"),
                _ => assert!(is_right, "{context}"),
            }
        }
        Some(2) => {
            assert_ne!(damage.expected, Expected::Same, "{context}");
            assert!(stderr.starts_with(&format!("error: {}", damage.file)), "{context}");
            assert!(!is_written, "{context}");
        }
        code => panic!("{code:?} {context}"),
    }
}

#[test]
fn a_damaged_csv_file_is_right_or_said_not_to_be() {
    const INCOMPLETE: &str = "has no line break at its end";
    let list = List::new(120);
    let text = list.csv();
    let rows = list.rows(&british);
    let mut numbers = Numbers(7);
    let mut all: Vec<(String, Vec<u8>, Expected)> = Vec::new();
    for _ in 0..12 {
        // Not at the end of a line: a file that ends there is whole.
        let place = 150 + numbers.below(text.len() as u64 - 150) as usize;
        let cut = if text[..place].ends_with('\n') { place + 1 } else { place };
        all.push((format!("cut at {cut}"), text[..cut].into(), Expected::Told(INCOMPLETE)));
    }
    let lines: Vec<&str> = text.split_inclusive("\r\n").collect();
    let mut changed = |what: &str, text: String, expected| all.push((what.to_owned(), text.into_bytes(), expected));
    changed("byte-order mark", format!("\u{feff}{text}"), Expected::Same);
    changed("blank lines", lines.join("\r\n,,,,,,,,\r\n"), Expected::Same);
    changed("title", format!("Staff of Shire\r\n\r\n{text}"), Expected::Same);
    changed("LF", text.replace("\r\n", "\n"), Expected::Same);
    changed("no last line break", text.trim_end().to_owned(), Expected::Same);
    let by_name = |(year, month, day): Day| {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        format!("{day}-{}-{year}", names[month as usize - 1])
    };
    changed("dates with names", csv(&HEADINGS, &list.rows(&by_name)), Expected::Same);
    let iso = |(year, month, day): Day| format!("{year}-{month:02}-{day:02}T00:00:00");
    changed("ISO dates", csv(&HEADINGS, &list.rows(&iso)), Expected::Same);
    let american = |(year, month, day): Day| format!("{month:02}/{day:02}/{year}");
    changed("American dates", csv(&HEADINGS, &list.rows(&american)), Expected::Error);
    let swapped: Vec<[String; 9]> = rows
        .iter()
        .cloned()
        .map(|mut row| {
            row.swap(2, 6);
            row
        })
        .collect();
    let mut headings = HEADINGS;
    headings.swap(2, 6);
    changed("swapped columns", csv(&headings, &swapped), Expected::Same);
    changed("swapped values", csv(&HEADINGS, &swapped), Expected::Error);
    for code in ["z", "c", "low"] {
        let mut rows = rows.clone();
        rows[60][4] = code.to_owned();
        changed(code, csv(&HEADINGS, &rows), Expected::Error);
    }
    changed("start renamed", text.replacen("Start date", "Begin", 1), Expected::Error);
    changed(
        "leaving renamed",
        text.replacen("Leaving date", "Until", 1),
        Expected::Told("No column says the date on which the person left"),
    );
    changed(
        "agency renamed",
        text.replacen("Contract type", "Sort", 1),
        Expected::Told("No column says whether the person is an agency"),
    );
    let mut doubled = HEADINGS;
    doubled[0] = "Start date";
    changed("heading twice", csv(&doubled, &rows), Expected::Error);
    changed("headings again in the middle", format!("{text}{}", lines[0]), Expected::Error);
    changed("formula text", text.replacen(",1,", ",=1+0,", 1), Expected::Error);
    changed("row too short", text.replacen(",13/07/1971", "", 1), Expected::Error);
    changed("semicolons", rows_with(&rows, ';'), Expected::Same);
    changed("tabs", rows_with(&rows, '\t'), Expected::Same);
    all.push(("Windows-1252".to_owned(), windows_1252(&text), Expected::Same));
    all.push(("zero bytes".to_owned(), text.replace("Permanent", "Perm\0nent").into_bytes(), Expected::Error));
    assert!(all.len() >= 30);
    for (what, bytes, expected) in all {
        check_damage(&list, &Damage { what, file: "staff.csv", bytes, expected });
    }
}

fn rows_with(rows: &[[String; 9]], delimiter: char) -> String {
    let line = |cells: Vec<String>| cells.join(&delimiter.to_string()) + "\n";
    let mut text = line(HEADINGS.iter().map(ToString::to_string).collect());
    text.extend(rows.iter().map(|row| line(row.to_vec())));
    text
}

/// The text with a letter that is one byte in Windows-1252.
fn windows_1252(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let place = text.find("Forename").unwrap();
    bytes[place] = 0xc9;
    bytes
}

#[test]
fn a_damaged_workbook_is_right_or_said_not_to_be() {
    let list = List::new(120);
    let whole = list.workbook();
    let mut all: Vec<(String, Vec<u8>, Expected)> = vec![("whole".into(), whole.clone(), Expected::Same)];
    let mut numbers = Numbers(11);
    for _ in 0..12 {
        let cut = 1 + numbers.below(whole.len() as u64 - 1) as usize;
        all.push((format!("cut at {cut}"), whole[..cut].to_vec(), Expected::Error));
    }
    for _ in 0..10 {
        let mut bytes = whole.clone();
        let place = numbers.below(whole.len() as u64) as usize;
        bytes[place] ^= 0x55;
        // A changed byte of a name or a date of the archive changes nothing that is read.
        all.push((format!("byte {place} changed"), bytes, Expected::Told("nothing but errors")));
    }
    let fte_as = |write: WriteCell<'_>| {
        workbook(&list, &HEADINGS, |sheet, place, person| {
            let is_fte = place.1 == 4;
            if is_fte {
                write(sheet, place, person);
            }
            is_fte
        })
    };
    let formula = fte_as(&|sheet, (row, column), person| {
        let formula = Formula::new(format!("={}/37", person.fte * 37.0)).set_result(person.fte.to_string());
        sheet.write(row, column, formula).unwrap();
    });
    all.push(("formulas".into(), formula, Expected::Same));
    let text = fte_as(&|sheet, (row, column), person| {
        sheet.write(row, column, format!("{}%", 100.0 * person.fte)).unwrap();
    });
    all.push(("text".into(), text, Expected::Same));
    let failed = fte_as(&|sheet, (row, column), person| {
        let result = if row == 50 { "#REF!".to_owned() } else { person.fte.to_string() };
        sheet.write(row, column, Formula::new("=A1").set_result(result)).unwrap();
    });
    all.push(("failed formula".into(), failed, Expected::Error));
    let low = fte_as(&|sheet, (row, column), person| {
        if row == 50 {
            sheet.write(row, column, "low").unwrap()
        } else {
            sheet.write(row, column, person.fte).unwrap()
        };
    });
    all.push(("low".into(), low, Expected::Error));
    let serials = workbook(&list, &HEADINGS, |sheet, (row, column), person| {
        let (year, month, day) = person.start;
        let is_start = column == 2;
        if is_start {
            let serial = ExcelDateTime::from_ymd(year as u16, month as u8, day as u8).unwrap().to_excel();
            sheet.write(row, column, serial).unwrap();
        }
        is_start
    });
    all.push(("serial numbers".into(), serials, Expected::Same));
    let dates = workbook(&list, &HEADINGS, |sheet, (row, column), person| {
        if column == 2 {
            sheet.write(row, column, british(person.start)).unwrap();
        }
        column == 2
    });
    all.push(("dates as text".into(), dates, Expected::Same));
    let renamed = HEADINGS.map(|heading| if heading == "Start date" { "Begin" } else { heading });
    all.push(("renamed".into(), workbook(&list, &renamed, |_, _, _| false), Expected::Error));
    let doubled = HEADINGS.map(|heading| if heading == "Name" { "FTE" } else { heading });
    all.push(("heading twice".into(), workbook(&list, &doubled, |_, _, _| false), Expected::Error));
    all.push(("a workbook of Excel 97".into(), vec![0xd0, 0xcf, 0x11, 0xe0, 0, 0], Expected::Error));
    assert!(all.len() >= 30);
    for (what, bytes, expected) in all {
        check_damage(&list, &Damage { what, file: "staff.xlsx", bytes, expected });
    }
}

#[test]
fn headings_can_be_stated_and_the_guess_is_such_a_file() {
    let list = List::new(60);
    let done = Test::new(&format!("import staff staff.csv {COMMAND}")).file("staff.csv", list.csv()).run();
    let guess: Vec<&str> = done.stdout.lines().skip(1).take_while(|line| !line.is_empty()).map(str::trim).collect();
    let renamed = list.csv().replacen("Start date", "Begin", 1);
    let stated = guess.join("\n").replace("Start date", "Begin");
    let again = Test::new(&format!("import staff staff.csv {COMMAND} --headings h.toml"))
        .file("staff.csv", renamed)
        .file("h.toml", &stated)
        .run();
    assert_eq!(again.read("made.toml"), done.read("made.toml"));
    let unknown = Test::new("import staff staff.csv --headings h.toml")
        .file("staff.csv", list.csv())
        .file("h.toml", "begin = \"Start date\"\n")
        .code(2)
        .run();
    assert_eq!(
        unknown.stderr,
        "error: h.toml, `begin`: unknown column; the columns are start, leaving, fte, role, team, agency\n"
    );
    let words = Test::new(&format!("import staff staff.csv {COMMAND} --headings h.toml"))
        .file("staff.csv", list.csv().replace(",Agency,", ",Zero hours,"))
        .file("h.toml", "[agency_words]\nyes = [\"Zero hours\"]\n")
        .run();
    assert_eq!(counts(&words.stdout), list.in_post());
}

#[test]
fn every_team_has_an_id_of_its_own() {
    let rows =
        ["Duty", "duty", "Duty!", "16+", "Service"].map(|team| format!("01/04/2020,1,{team}\n01/04/2021,1,{team}\n"));
    let done = Test::new(&format!("import staff staff.csv {COMMAND}"))
        .file("staff.csv", format!("Start date,FTE,Team\n{}", rows.concat()))
        .run();
    let text = done.read("made.toml");
    let ids: BTreeSet<&str> = text.lines().filter_map(|line| line.strip_prefix("[team.")?.strip_suffix(']')).collect();
    let teams: Vec<&str> = ids.into_iter().filter(|id| !id.ends_with(".agency")).collect();
    assert_eq!(teams, ["duty", "duty_2", "duty_3", "team_16", "team_service"]);
}

#[test]
fn rows_that_cannot_be_placed_are_told() {
    let text =
        "Start date,Leaving date,FTE\n01/04/2020,,1\n,,1\n01/04/2020,01/04/2019,1\n01/04/2020,,0\n01/05/2026,,1\n";
    let done = Test::new(&format!("import staff staff.csv {COMMAND}")).file("staff.csv", text).run();
    for expected in [
        "  start later: line 6\n",
        "  without a start date: line 3\n",
        "  that end before they start: line 4\n",
        "  with an FTE of 0 or more than 1.5: line 5\n",
    ] {
        assert!(done.stdout.contains(expected), "{}", done.stdout);
    }
    let none = Test::new("import staff staff.csv").file("staff.csv", "Start date,FTE\n,1\n,1\n").code(2).run();
    assert_eq!(none.stderr, "error: staff.csv: no row can be placed\n  without a start date: lines 2 and 3\n");
    let early = Test::new("import staff staff.csv --at 2020-04").file("staff.csv", text).code(2).run();
    assert!(early.stderr.contains("no permanent worker was in post at the beginning of Apr 2020"), "{}", early.stderr);
}

#[test]
fn a_census_becomes_a_scenario_that_runs_once_its_blanks_are_filled_in() {
    let done = Test::new("import census return.xml --authority Shire")
        .file("return.xml", include_str!("../import/census.xml"))
        .stderr("")
        .run();
    assert!(
        done.stdout.starts_with("Wrote shire-2024-10.toml\n  Shire, from the census of 30 September 2024.\n"),
        "{}",
        done.stdout
    );
    assert_eq!(counts(&done.stdout), (6, 1));
    let text = done.read("shire-2024-10.toml");
    assert!(!text.contains("SW1") && !text.contains("1971") && !done.stdout.contains("SW1"));
    let checked = done.again("check shire-2024-10.toml").code(2).run();
    assert_eq!(checked.stderr.matches("error[").count(), 4, "{}", checked.stderr);
    assert_eq!(checked.stderr.matches("error[E038]").count(), 4, "{}", checked.stderr);
    let run = checked.file_and_run("run filled.toml -n 20", "filled.toml", &filled(&text, "5"));
    assert!(run.path("outputs/filled/manifest.json").is_file());
}

#[test]
fn damaged_returns_are_refused_at_their_line() {
    let text = include_str!("../import/census.xml");
    let error = |text: &str| {
        let test = Test::new("import census return.xml").file("return.xml", text).code(2).stdout("");
        test.run().stderr
    };
    for place in (10..text.len() - 20).step_by(211) {
        let cut = error(&text[..place]);
        assert!(cut.starts_with("error: return.xml"), "{cut}");
    }
    let code = error(&text.replacen("<AgencyWorker>0", "<AgencyWorker>N", 1));
    assert!(code.starts_with("error: return.xml, line 20: `AgencyWorker` is `N`"), "{code}");
    assert!(error(&text.replacen("<Message>", "<!DOCTYPE m []><Message>", 1)).contains("document type"));
    assert!(error("not XML").contains("this is not XML"));
}

/// `SAMPLES=FOLDER` names a folder with the sample of the collection.
#[test]
fn the_random_return_of_the_collection_is_read() {
    const SAMPLE: &str = "csww_sample_2022_random.xml";
    let folder = std::env::var_os("SAMPLES").map(std::path::PathBuf::from);
    let Some(text) = folder.and_then(|folder| std::fs::read(folder.join(SAMPLE)).ok()) else {
        eprintln!("skipped: SAMPLES names no folder with {SAMPLE}");
        return;
    };
    let done = Test::new("import census return.xml --out made").file("return.xml", text).run();
    assert_eq!(number(&done.stdout, "in all, of which"), 30);
}
