//! `import monthly`: from a table of monthly figures to the history of a scenario.

use std::collections::BTreeMap;

use crate::damaged_copy::{DamagedCopy, Expected};
use crate::harness::{Outcome, Test, program};
use crate::random::Random;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

/// The figures of the tables, a column for each month: what each is, its name in the tables, and its measure.
const MEASURES: [(&str, &str, [f64; 12]); 4] = [
    (
        "Permanent social workers in post (FTE)",
        "permanent_fte",
        [60.5, 61.0, 62.2, 62.9, 63.1, 64.0, 65.4, 65.2, 66.0, 66.8, 67.1, 68.3],
    ),
    ("Agency rate (FTE)", "agency_rate", [0.4, 0.39, 0.38, 0.37, 0.36, 0.35, 0.34, 0.33, 0.32, 0.31, 0.3, 0.29]),
    (
        "Contacts received",
        "contacts",
        [1020.0, 980.0, 1005.0, 990.0, 870.0, 1011.0, 1043.0, 1002.0, 911.0, 1030.0, 1021.0, 1099.0],
    ),
    (
        "Looked after children",
        "looked_after",
        [401.0, 402.0, 403.0, 404.0, 405.0, 406.0, 407.0, 408.0, 409.0, 410.0, 411.0, 412.0],
    ),
];

/// April 2024 to March 2025.
fn months() -> Vec<(i32, u32)> {
    (0..12).map(|later| if later < 9 { (2024, later + 4) } else { (2025, later - 8) }).collect()
}

const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn iso((year, month): (i32, u32)) -> String {
    format!("{year}-{month:02}")
}

fn short((year, month): (i32, u32)) -> String {
    format!("{}-{}", NAMES[month as usize - 1], year % 100)
}

fn day((year, month): (i32, u32)) -> String {
    format!("01/{month:02}/{year}")
}

/// A figure as people write it: shares in per cent.
fn written(measure: usize, month: usize) -> String {
    let value = MEASURES[measure].2[month];
    if measure == 1 { format!("{}%", (value * 100.0).round()) } else { value.to_string() }
}

type Rows = Vec<Vec<String>>;

/// A row for each measure, and a column for each month.
fn across(month: impl Fn((i32, u32)) -> String) -> Rows {
    let mut rows = vec![std::iter::once("Measure".to_owned()).chain(months().into_iter().map(month)).collect()];
    rows.extend((0..MEASURES.len()).map(|measure| {
        let cells = (0..12).map(|month| written(measure, month));
        std::iter::once(MEASURES[measure].0.to_owned()).chain(cells).collect()
    }));
    rows
}

/// The same, the other way round.
fn down(month: impl Fn((i32, u32)) -> String) -> Rows {
    let rows = across(month);
    (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column].clone()).collect()).collect()
}

/// A row for each figure.
fn long(month: impl Fn((i32, u32)) -> String) -> Rows {
    let mut rows = vec![["Period", "Indicator", "Value"].map(str::to_owned).to_vec()];
    for (place, of) in months().into_iter().enumerate() {
        rows.extend(
            (0..MEASURES.len()).map(|measure| vec![month(of), MEASURES[measure].0.to_owned(), written(measure, place)]),
        );
    }
    rows
}

fn csv(rows: &Rows) -> String {
    csv_with(rows, ',')
}

fn csv_with(rows: &Rows, delimiter: char) -> String {
    let quoted = |cell: &String| if cell.contains([',', '"']) { format!("\"{cell}\"") } else { cell.clone() };
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(&delimiter.to_string()) + "\r\n";
    rows.iter().map(line).collect()
}

/// Writes a cell of a workbook itself, or leaves it to be written.
type WriteCell<'a> = &'a dyn Fn(&mut Worksheet, (u32, u16), &str) -> bool;

/// A workbook with months as dates, shares as numbers with a percent format, and titles above.
fn workbook(rows: &Rows, write: WriteCell<'_>) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Printed from the case system").unwrap();
    let date = Format::new().set_num_format("mmm yy");
    let share = Format::new().set_num_format("0%");
    let sheet = book.add_worksheet().set_name("KPI").unwrap();
    sheet.write(0, 0, "Children's services").unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            let (row, column) = (row as u32 + 2, column as u16);
            let month = months().into_iter().find(|month| iso(*month) == *text);
            if write(sheet, (row, column), text) {
                continue;
            }
            if let Some((year, month)) = month {
                let first = ExcelDateTime::from_ymd(year as u16, month as u8, 1).unwrap();
                sheet.write_with_format(row, column, &first, &date).unwrap();
            } else if let Some(percent) = text.strip_suffix('%') {
                let value: f64 = percent.parse::<f64>().unwrap() / 100.0;
                sheet.write_with_format(row, column, value, &share).unwrap();
            } else if let Ok(number) = text.parse::<f64>() {
                sheet.write(row, column, number).unwrap();
            } else {
                sheet.write(row, column, text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// The points of an overlay, by measure or the name of a figure.
fn points(text: &str) -> BTreeMap<String, Vec<(String, f64)>> {
    let table: toml::Table = text.parse().unwrap();
    let Some(toml::Value::Table(histories)) = table.get("history") else { return BTreeMap::new() };
    let of = |history: &toml::Value| {
        let team = history.get("team").map_or(String::new(), |team| format!(" {}", team.as_str().unwrap()));
        let name = history.get("measure").or(history.get("figure")).unwrap().as_str().unwrap();
        let value = |value: &toml::Value| value.as_float().unwrap_or_else(|| value.as_integer().unwrap() as f64);
        let points = history["points"].as_table().unwrap().iter().map(|(month, number)| (month.clone(), value(number)));
        (format!("{name}{team}"), points.collect())
    };
    histories.values().map(of).collect()
}

fn expected() -> BTreeMap<String, Vec<(String, f64)>> {
    let of = |(_, id, values): &(&str, &str, [f64; 12])| {
        ((*id).to_owned(), months().into_iter().map(iso).zip(*values).collect())
    };
    MEASURES.iter().map(of).collect()
}

/// The number before some words in the list of figures.
fn number(stdout: &str, words: &str) -> usize {
    let is_it = |line: &&str| line.split_once("  ").is_some() && line.contains(words);
    let line = stdout.lines().find(is_it).unwrap_or_else(|| panic!("{words}\n{stdout}"));
    line.split_whitespace().next().unwrap().replace(',', "").parse().unwrap()
}

/// The numbers of figures add up; how many there are in all, and how many are placed.
fn counts(stdout: &str) -> (usize, usize) {
    let parts = ["  placed", "  missing", "of months of the run", "of measures that could not be placed"];
    let all = number(stdout, "in all, of which");
    assert_eq!(parts.iter().map(|words| number(stdout, words)).sum::<usize>(), all, "{stdout}");
    (all, number(stdout, "  placed"))
}

fn import(file: &str, bytes: impl AsRef<[u8]>) -> Outcome {
    Test::new(&format!("import monthly {file} --out made.toml")).file(file, bytes).stderr("").run()
}

fn import_error(text: &str) -> String {
    Test::new("import monthly m.csv").file("m.csv", text).code(2).stdout("").run().stderr
}

#[test]
fn every_form_of_a_table_gives_the_same_history() {
    for (what, rows) in [("across", across(iso)), ("down", down(iso)), ("long", long(iso))] {
        let done = import("m.csv", csv(&rows));
        assert_eq!(points(&done.read("made.toml")), expected(), "{what}");
        assert_eq!(counts(&done.stdout), (48, 48), "{what}");
        let done = import("m.xlsx", workbook(&rows, &|_, _, _| false));
        assert_eq!(points(&done.read("made.toml")), expected(), "{what}");
        assert!(done.stdout.starts_with("m.xlsx, sheet `KPI`: a "), "{}", done.stdout);
    }
    for month in [short, day, |month| format!("{month:?}").replace(['(', ')', ' '], "").replace(',', "/")] {
        for rows in [across(month), down(month), long(month)] {
            assert_eq!(points(&import("m.csv", csv(&rows)).read("made.toml")), expected());
        }
    }
}

#[test]
fn an_overlay_extends_a_shipped_scenario_that_then_runs() {
    let done = Test::new("import monthly m.csv --base scenarios/county.toml --out plans/history")
        .shipped("scenarios/county.toml")
        .file("m.csv", csv(&across(iso)))
        .stderr("")
        .run();
    let text = done.read("plans/history.toml");
    assert!(text.contains("base = \"../scenarios/county.toml\"\n"), "{text}");
    assert!(text.contains("source = \"m.csv, line 3\"\nmeasure = \"agency_rate\"\n"), "{text}");
    let checked = done.again("check plans/history.toml").stderr("").run();
    assert!(checked.stdout.starts_with("plans/history.toml: no errors, no warnings\n"), "{}", checked.stdout);
    let run = checked.again("run plans/history.toml -n 20").run();
    assert!(run.path("outputs/history/manifest.json").is_file());
}

#[test]
fn months_of_the_run_and_measures_that_are_not_reported_are_left_out_and_told() {
    let text =
        "Measure,2016-02,2016-03,2016-04\nPermanent FTE,8,8.5,9\nLooked after children,40,41,42\nContacts,z,5,6\n";
    let done = Test::new("import monthly m.csv --base small.toml --out made.toml")
        .file("small.toml", staffcast::examples::SMALL)
        .file("m.csv", text)
        .run();
    let points = points(&done.read("made.toml"));
    assert_eq!(points["permanent_fte"], [("2016-02".to_owned(), 8.0), ("2016-03".to_owned(), 8.5)]);
    assert!(!points.contains_key("looked_after"));
    assert!(
        done.stdout
            .replace(
                "
    ", " "
            )
            .contains("line 3, `Looked after children`: the scenario does not report looked_after"),
        "{}",
        done.stdout
    );
    let (all, _) = counts(&done.stdout);
    assert_eq!(all, 9);
    assert!(number(&done.stdout, "of months of the run") >= 1);
}

#[test]
fn names_that_could_mean_two_things_are_a_line_to_fill_in() {
    let text = "Measure,2024-04,2024-05\nPermanent staff,60,61\nReferrals,5,6\n";
    let done = import("m.csv", text);
    assert!(
        done.stdout.contains("  \"Permanent staff\" = \"\"     # permanent_fte or permanent_heads?\n"),
        "{}",
        done.stdout
    );
    assert_eq!(points(&done.read("made.toml")).len(), 1);
    assert_eq!(counts(&done.stdout), (4, 2));
    let lines: Vec<&str> = done
        .stdout
        .lines()
        .skip_while(|line| line.trim() != "[measures]")
        .take_while(|line| !line.is_empty())
        .map(str::trim)
        .collect();
    let map = lines.join("\n").replace("= \"\" ", "= \"permanent_heads\" ");
    let again = Test::new("import monthly m.csv --headings h.toml --out made.toml")
        .file("m.csv", text)
        .file("h.toml", &map)
        .run();
    assert_eq!(
        points(&again.read("made.toml"))["permanent_heads"],
        [("2024-04".to_owned(), 60.0), ("2024-05".to_owned(), 61.0)]
    );
    assert!(!again.stdout.contains("Not placed"), "{}", again.stdout);
    // The guess of a table is a file that gives the same.
    let all = import("m.csv", csv(&across(iso)));
    let guess: Vec<&str> = all
        .stdout
        .lines()
        .skip_while(|line| line.trim() != "[measures]")
        .take_while(|line| !line.is_empty())
        .map(str::trim)
        .collect();
    let same = Test::new("import monthly m.csv --headings h.toml --out made.toml")
        .file("m.csv", csv(&across(iso)))
        .file("h.toml", guess.join("\n"))
        .run();
    assert_eq!(same.read("made.toml"), all.read("made.toml"));
    let only = import_error("Measure,2024-04,2024-05\nPermanent staff,60,61\n");
    assert!(
        only.starts_with("error: m.csv: no figures could be placed\n  line 2, `Permanent staff`: it could be"),
        "{only}"
    );
    let unknown = Test::new("import monthly m.csv --headings h.toml")
        .file("m.csv", text)
        .file("h.toml", "[measures]\nReferal = \"referrals\"\n")
        .code(2)
        .run();
    assert_eq!(unknown.stderr, "error: m.csv: no figures are called `Referal`, as the file of --headings says\n");
}

#[test]
fn a_map_states_teams_parts_and_figures_that_are_not_simulated() {
    let text = "Month,Team,Measure,Value\n2024-04,Duty,Open cases,30\n2024-05,Duty,Open cases,31\n2024-04,All,Open cases,90\n\
                2024-04,All,Audits rated good,80%\n2024-04,All,Agency spend,\"1,200.50\"\n2024-04,Night,Open cases,7\n";
    let map = "[measures]\n\"Audits rated good\" = { figure = \"Audits rated good\" }\n\"Agency spend\" = { measure = \"cost\", of = \"agency\" }\n\
               [teams]\nDuty = \"front_door\"\n";
    let done = Test::new("import monthly m.csv --headings h.toml --base county.toml --out made.toml")
        .file("county.toml", include_str!("../../scenarios/county.toml"))
        .file("m.csv", text)
        .file("h.toml", map)
        .run();
    let found = points(&done.read("made.toml"));
    let at = |month: &str, value: f64| (month.to_owned(), value);
    assert_eq!(found["open_cases front_door"], [at("2024-04", 30.0), at("2024-05", 31.0)]);
    assert_eq!(found["open_cases"], [at("2024-04", 90.0)]);
    assert_eq!(found["Audits rated good"], [at("2024-04", 0.8)]);
    assert_eq!(found["cost"], [at("2024-04", 1200.5)]);
    assert!(done.stdout.contains("line 7, `Open cases`: the scenario has no such team"), "{}", done.stdout);
    assert_eq!(counts(&done.stdout), (6, 5));
    done.again("check made.toml").stderr("").run();
    let text = "Month,Service,Open cases\n2024-04,Duty,30\n2024-04,Night,7\n2024-05,Duty,31\n";
    let done = Test::new("import monthly m.csv --headings h.toml --out made.toml")
        .file("m.csv", text)
        .file("h.toml", "[teams]\nDuty = \"front_door\"\n")
        .run();
    assert_eq!(points(&done.read("made.toml"))["open_cases front_door"], [at("2024-04", 30.0), at("2024-05", 31.0)]);
    assert!(done.stdout.contains("column C from line 3, `Open cases`: say which team"), "{}", done.stdout);
}

#[test]
fn shares_and_percentages_are_told_apart_or_asked_for() {
    let of = |cells: &str| format!("Measure,2024-04,2024-05,2024-06\nVacancy rate,{cells}\n");
    let read = |cells: &str| {
        let done = import("m.csv", of(cells));
        let values: Vec<f64> = points(&done.read("made.toml"))["vacancy_rate"].iter().map(|point| point.1).collect();
        (values, done.stdout)
    };
    assert_eq!(read("25%,26%,0").0, [0.25, 0.26, 0.0]);
    let (shares, told) = read("0.25,1,0");
    assert_eq!(shares, [0.25, 1.0, 0.0]);
    assert!(told.contains("Line 2: no number is above 1, so they are shares"), "{told}");
    let (shares, told) = read("25,100,0");
    assert_eq!(shares, [0.25, 1.0, 0.0]);
    assert!(told.contains("Line 2: some numbers are above 1, so they are percentages"), "{told}");
    for (cells, column, words) in [
        ("0.87,1.02,0.9", "B", "this is below 1 and others of the measure are above"),
        ("25%,26,27%", "C", "this has no percent sign and others of the measure have one"),
        ("25,26,127", "D", "this is 127%, which is not from 0% to 100%"),
        ("25%,-1%,3%", "C", "this is -1%"),
    ] {
        let error = import_error(&of(cells));
        assert!(error.starts_with(&format!("error: m.csv, line 2, column `{column}`: {words}")), "{error}");
    }
    let map = "[measures]\n\"Vacancy rate\" = { measure = \"vacancy_rate\", unit = \"percent\" }\n";
    let done = Test::new("import monthly m.csv --headings h.toml --out made.toml")
        .file("m.csv", of("0.87,1.02,0.9"))
        .file("h.toml", map)
        .run();
    assert_eq!(points(&done.read("made.toml"))["vacancy_rate"][0].1, 0.0087);
}

#[test]
fn cells_and_months_that_cannot_be_right_are_refused_at_their_place() {
    let table = |first: &str, cells: &str| format!("Measure,{first},2024-05,2024-06\nReferrals,{cells}\n");
    for (text, words) in [
        (table("2024-05", "1,2,3"), "m.csv, line 1, column `C`: the month is that of column B too"),
        (table("24-Apr-2026", "1,2,3"), "m.csv, line 1, column `B`: this is a day, and neither the first nor the last"),
        (table("2024-04", "1,#REF!,3"), "m.csv, line 2, column `C`: its formula failed"),
        (table("2024-04", "1,=A1,3"), "m.csv, line 2, column `C`: this is neither a number nor a code"),
        (table("2024-04", "1,20%,3"), "m.csv, line 2, column `C`: this is a percentage, and the measure is no share"),
        (table("2024-04", "1,-2,3"), "m.csv, line 2, column `C`: this is below 0"),
        (table("2024-04", "1,2"), "m.csv, line 2: the row has 3 of 4 cells"),
        (table("2024-04", "1,2,3,4"), "m.csv, line 2: the row has more cells than the 4 headings"),
        (
            format!("{}Referrals received,4,5,6\n", table("2024-04", "1,2,3")),
            "m.csv, line 3: these figures are referrals, and so are those of line 2",
        ),
        (
            format!("{}Measure,2024-07,2024-08,2024-09\n", table("2024-04", "1,2,3")),
            "m.csv, line 3: months begin again here",
        ),
        (
            "Month,Referrals\n2024-04,1\n2024-04,2\n".to_owned(),
            "m.csv, line 3, column `B`: the month of this figure is that of line 2 too",
        ),
        (
            "Month,Referrals\n2024-04,1\n2024-05,2\nTotal,3\n".to_owned(),
            "m.csv, line 4, column `A`: the row has figures, and no month",
        ),
        ("Measure,April,May\nReferrals,1,2\n".to_owned(), "m.csv, line 1, column `B`: months have no year here"),
        ("Measure,a,b\nReferrals,1,2\n".to_owned(), "m.csv: no months were found"),
    ] {
        let error = import_error(&text);
        assert!(error.starts_with(&format!("error: {words}")), "{text}\n{error}");
    }
}

#[test]
fn gaps_codes_and_disorder_are_told() {
    let text = "Month,Referrals,Contacts\n2024-06,7,c\n2024-04,5,9\n2024-09,6,\n2024-10,-,<5\n";
    let done = import("m.csv", text);
    let found = points(&done.read("made.toml"));
    assert_eq!(
        found["referrals"].iter().map(|point| point.0.as_str()).collect::<Vec<_>>(),
        ["2024-04", "2024-06", "2024-09"]
    );
    assert_eq!(counts(&done.stdout), (8, 4));
    for words in [
        "4  missing: 1 blank, 1 `-`, 1 `<5`, 1 `c`\n",
        "Column B: the months are not in order in the file; they are in the overlay.",
        "Column B: no figure for May 2024, Jul 2024 to Aug 2024.",
        "contacts: 1 month, Apr 2024 (column C)",
    ] {
        assert!(done.stdout.contains(words), "{words}\n{}", done.stdout);
    }
}

#[test]
fn names_and_numbers_of_people_are_in_no_output() {
    const SECRETS: [&str; 4] = ["Smith", "Jane", "QQ123456C", "1971"];
    let is_clean = |text: &str| !SECRETS.iter().any(|secret| text.contains(secret));
    let rows = "Jane Smith,12,13\nQQ123456C,14,15\n\"Smith, J\",Smith,QQ123456C\n";
    let tables = [
        format!("Measure,2024-04,2024-05,Jane Smith\nReferrals,1,2,QQ123456C\n{}", rows.replace('\n', ",x\n")),
        format!("Measure,2024-04,2024-05\n{rows}"),
        "Measure,2024-04,2024-05\nReferrals,Jane Smith,QQ123456C\n".to_owned(),
        "Month,Measure,Value,Team\n2024-04,Referrals,5,Jane Smith\n2024-04,Contacts,5,\n".to_owned(),
        "Month,Jane Smith,QQ123456C,Referrals\n2024-04,1,2,3\nSmith,1,2,Jane\n".to_owned(),
        "Name,NI number,Date of birth\nJane Smith,QQ123456C,13/07/1971\nJane Smith,QQ123456C,01/07/1971\n".to_owned(),
        "Name,Started,FTE\nJane Smith,01/04/1971,1\nSmith,01/05/1971,1\n".to_owned(),
        "Measure,2024-04,2024-05\nCaseload of Jane Smith,1,2\nReferrals,1,2\n".to_owned(),
    ];
    for text in &tables {
        let folder = tempfile::TempDir::new().unwrap();
        std::fs::write(folder.path().join("m.csv"), text).unwrap();
        let arguments = ["import", "monthly", "m.csv", "--out", "made.toml"];
        let output = program().current_dir(folder.path()).args(arguments).output().unwrap();
        let written = std::fs::read_to_string(folder.path().join("made.toml")).unwrap_or_default();
        for bytes in [&output.stdout, &output.stderr, &written.into_bytes()] {
            let said = String::from_utf8_lossy(bytes);
            assert!(is_clean(&said), "{text}\n{said}");
        }
    }
}

fn check_damage(file: &str, damage: &str, bytes: &[u8], wanted: Expected) {
    let copy = DamagedCopy { file, bytes, damage, expected: wanted };
    let is_same = |stdout: &str, written: &str| {
        counts(stdout);
        points(written) == expected()
    };
    copy.check(&format!("import monthly {file} --out made.toml"), |_| true, is_same);
}

#[test]
fn a_damaged_csv_file_is_right_or_said_not_to_be() {
    let mut draws = Random::new(3);
    let mut all: Vec<(String, Vec<u8>, Expected)> = Vec::new();
    for (name, rows) in [("across", across(iso)), ("down", down(iso)), ("long", long(iso))] {
        let text = csv(&rows);
        for _ in 0..6 {
            // Not at the end of a line: a file that ends there is whole.
            let place = 20 + draws.below(text.len() - 20);
            let cut = if text[..place].ends_with(['\r', '\n']) { place - 3 } else { place };
            all.push((
                format!("{name} cut at {cut}"),
                text[..cut].into(),
                Expected::Told("has no line break at its end"),
            ));
        }
        let mut changed = |what: &str, text: String, expected| {
            all.push((format!("{name}, {what}"), text.into_bytes(), expected));
        };
        changed("byte-order mark", format!("\u{feff}{text}"), Expected::Same);
        changed("title", format!("Shire\r\n\r\n{text}"), Expected::Same);
        changed("LF", text.replace("\r\n", "\n"), Expected::Same);
        changed("semicolons", csv_with(&rows, ';'), Expected::Same);
        changed("tabs", csv_with(&rows, '\t'), Expected::Same);
        changed("no last line break", text.trim_end().to_owned(), Expected::Same);
        changed("a column more", text.replace("\r\n", ",\r\n"), Expected::Same);
        changed("zero bytes", text.replace("Contacts", "Con\0tacts"), Expected::Error);
        changed(
            "renamed",
            text.replace("Contacts received", "Something"),
            Expected::Told("no measure is known by this name"),
        );
        changed(
            "ambiguous",
            text.replace(" in post (FTE)", ""),
            Expected::Told("it could be `permanent_fte` or `permanent_heads`"),
        );
        for code in ["z", "c", "low", "-", ""] {
            changed(code, text.replacen("1043", code, 1), Expected::Told("1  missing: 1 "));
        }
        changed("failed formula", text.replacen("1043", "#REF!", 1), Expected::Error);
        changed("text for a figure", text.replacen("1043", "about 1043", 1), Expected::Error);
        changed("two names of one measure", text.replace("Looked after children", "Contacts"), Expected::Error);
        changed("a month twice", text.replace("2024-09", "2024-08"), Expected::Error);
        changed(
            "a month missing",
            text.replace("2024-09", "x"),
            if name == "across" { Expected::Told("no month") } else { Expected::Error },
        );
        let mut shuffled = rows.clone();
        for last in (2..shuffled.len()).rev() {
            shuffled.swap(last, 1 + draws.below(last));
        }
        changed("shuffled", csv(&shuffled), Expected::Same);
        let mut bytes = format!("Q\u{e9}\r\n{text}").into_bytes();
        let place = bytes.iter().position(|byte| *byte == 0xc3).unwrap();
        bytes.splice(place..place + 2, [0xe9]);
        all.push((format!("{name}, Windows-1252"), bytes, Expected::Same));
    }
    assert!(all.len() >= 30);
    for (what, bytes, expected) in all {
        check_damage("m.csv", &what, &bytes, expected);
    }
}

/// Another way to write the month of a year; `None` to leave it.
type WriteMonth<'a> = &'a dyn Fn(i32, u32) -> Option<String>;

#[test]
fn a_damaged_workbook_is_right_or_said_not_to_be() {
    let rows = across(iso);
    let whole = workbook(&rows, &|_, _, _| false);
    let mut draws = Random::new(9);
    let mut all: Vec<(&str, String, Vec<u8>, Expected)> = Vec::new();
    let mut add = |what: String, bytes, expected| all.push(("m.xlsx", what, bytes, expected));
    for _ in 0..10 {
        let cut = 1 + draws.below(whole.len() - 1);
        add(format!("cut at {cut}"), whole[..cut].to_vec(), Expected::Error);
    }
    for _ in 0..10 {
        let (mut bytes, place) = (whole.clone(), draws.below(whole.len()));
        bytes[place] ^= 0x55;
        add(format!("byte {place} changed"), bytes, Expected::Told("nothing but errors"));
    }
    for (what, result, expected) in [("formula", "1043", Expected::Same), ("failed formula", "#REF!", Expected::Error)]
    {
        let bytes = workbook(&rows, &|sheet, (row, column), text| {
            let is_it = text == "1043";
            if is_it {
                sheet.write(row, column, Formula::new("=1000+43").set_result(result)).unwrap();
            }
            is_it
        });
        add(what.to_owned(), bytes, expected);
    }
    for (code, expected) in
        [("c", Expected::Told("1  missing: 1 `c`")), ("about 1043", Expected::Error), ("1,043", Expected::Same)]
    {
        let bytes = workbook(&rows, &|sheet, (row, column), text| {
            let is_it = text == "1043";
            if is_it {
                sheet.write(row, column, code).unwrap();
            }
            is_it
        });
        add(format!("`{code}`"), bytes, expected);
    }
    let with_months = |month: WriteMonth<'_>| {
        workbook(&rows, &|sheet, (row, column), text| {
            let found = months().into_iter().find(|month| iso(*month) == text).and_then(|(year, of)| month(year, of));
            if let Some(found) = &found {
                match found.parse::<f64>() {
                    Ok(serial) => sheet.write(row, column, serial).unwrap(),
                    Err(_) => sheet.write(row, column, found).unwrap(),
                };
            }
            found.is_some()
        })
    };
    let serial = |year: i32, month: u32| ExcelDateTime::from_ymd(year as u16, month as u8, 1).unwrap().to_excel();
    add("serial numbers".into(), with_months(&|year, month| Some(serial(year, month).to_string())), Expected::Same);
    add("months as text".into(), with_months(&|year, month| Some(short((year, month)))), Expected::Same);
    add("a month twice".into(), with_months(&|_, month| (month == 5).then(|| "2024-06".to_owned())), Expected::Error);
    add(
        "a month misspelt".into(),
        with_months(&|_, month| (month == 5).then(|| "Mya 24".to_owned())),
        Expected::Told("no figure for May 2024"),
    );
    let taken = workbook(&rows, &|sheet, (row, column), text| {
        let month = months().into_iter().find(|month| iso(*month) == text);
        if let Some((year, month)) = month {
            // `Apr-24` as a spreadsheet takes it.
            let day = ExcelDateTime::from_ymd(2026, month as u8, (year - 2000) as u8).unwrap();
            sheet.write_with_format(row, column, &day, &Format::new().set_num_format("d-mmm")).unwrap();
        }
        month.is_some()
    });
    add("months taken for days".into(), taken, Expected::Error);
    add("Excel 97".into(), vec![0xd0, 0xcf, 0x11, 0xe0, 0, 0], Expected::Error);
    assert!(all.len() >= 30);
    for (file, what, bytes, expected) in all {
        check_damage(file, &what, &bytes, expected);
    }
}
