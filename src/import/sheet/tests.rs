//! Lists in CSV and XLSX files.

use jiff::civil::{Date, date};

use super::*;

const COLUMNS: &[SheetColumn] = &[
    SheetColumn {
        key: "start",
        meaning: "the date on which a person started",
        is_needed: true,
        spellings: &["start date", "date started", "continuous service date"],
        choices: &[],
    },
    SheetColumn { key: "fte", meaning: "hours", is_needed: true, spellings: &["fte"], choices: &[] },
    SheetColumn {
        key: "agency",
        meaning: "whether the person is an agency worker",
        is_needed: false,
        spellings: &["agency", "contract type"],
        choices: &[("yes", &["yes", "agency"]), ("no", &["no", "permanent"])],
    },
];

fn csv(text: &str) -> Result<RecordSheet, SheetError> {
    SheetFile::read("staff.csv", text.as_bytes())?.records(COLUMNS, None, &Headings::default())
}

fn error(text: &str) -> String {
    csv(text).unwrap_err().to_string()
}

type Person = (Option<Date>, Option<f64>, Option<&'static str>);

fn people(sheet: &RecordSheet) -> Vec<Person> {
    let read = |row: SheetRow<'_>| {
        let start = row.cell("start").date(None).unwrap();
        (start, row.cell("fte").number().unwrap(), row.cell("agency").choice().unwrap())
    };
    sheet.rows().map(read).collect()
}

fn three() -> Vec<Person> {
    vec![
        (Some(date(2025, 4, 1)), Some(0.8), Some("no")),
        (Some(date(2019, 9, 2)), Some(1.0), Some("yes")),
        (None, Some(1.0), None),
    ]
}

#[test]
fn headings_are_found_below_titles_and_in_any_order() {
    let found = csv("Staff list,,,\n\nName,Contract type,FTE,Employee Start Date\nA,Permanent,80%,01/04/2025\nB,AGENCY,1,2 Sept 2019\nC,,1,\n")
        .unwrap();
    assert_eq!(found.header, 3);
    assert_eq!(people(&found), three());
    assert_eq!(
        found.headings_file(COLUMNS),
        "  start = \"Employee Start Date\"\n  fte = \"FTE\"\n  agency = \"Contract type\""
    );
    // What was not asked for is not kept.
    assert!(!format!("{found:?}").contains("\"A\""));
}

#[test]
fn workbooks_read_as_csv_files_do() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Start date").unwrap();
    let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet().set_name("Staff").unwrap();
    for (column, heading) in ["Name", "Start date", "FTE", "Agency"].into_iter().enumerate() {
        sheet.write(2, column as u16, heading).unwrap();
    }
    let when = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 4, 1).unwrap();
    sheet.write_with_format(3, 1, &when, &day).unwrap().write(3, 2, 0.8).unwrap().write(3, 3, "No").unwrap();
    sheet.write(4, 1, 43_710).unwrap().write(4, 3, "Yes").unwrap();
    sheet.write(4, 2, rust_xlsxwriter::Formula::new("=2/2").set_result("1")).unwrap();
    sheet.write(6, 2, 1).unwrap();
    // A cell far away is a row of its own, and takes no space.
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let file = SheetFile::read("staff.xlsx", &bytes).unwrap();
    let found = file.records(COLUMNS, None, &Headings::default()).unwrap();
    assert_eq!(people(&found)[..3], three());
    assert_eq!(found.rows().map(|row| row.line()).collect::<Vec<_>>(), [4, 5, 7, 1_048_576]);
    let cell = found.rows().next().unwrap().cell("fte").place();
    assert_eq!(cell, "staff.xlsx, sheet `Staff`, cell C4");
    let other = file.records(COLUMNS, Some("Notes"), &Headings::default()).unwrap_err().to_string();
    assert!(other.starts_with("staff.xlsx: none of the first 50 rows has the headings"), "{other}");
    let unknown = file.records(COLUMNS, Some("Staf"), &Headings::default()).unwrap_err();
    assert_eq!(unknown.what, "no sheet is called `Staf`; it has `Notes`, `Staff`");
    for cut in (100..bytes.len()).step_by(97) {
        assert!(SheetFile::read("staff.xlsx", &bytes[..cut]).is_err(), "{cut}");
    }
}

#[test]
fn headings_that_are_missing_or_fit_twice_are_listed_with_the_line_to_write() {
    let missing = error("Begin,FTE,Agency\n1/4/2025,1,No\n");
    assert_eq!(
        missing,
        "staff.csv, line 1: no heading fits `start`, the date on which a person started\n  \
         the headings are `Begin`, `FTE`, `Agency`\n  \
         write the right ones into a file and give it with --headings:\n  \
         start = \"...\"    # the date on which a person started\n  fte = \"FTE\"\n  agency = \"Agency\""
    );
    let twice = error("Start date,Date started,FTE\n1/4/2025,1/5/2025,1\n");
    assert!(twice.contains("`start` could be `Start date` (column A) or `Date started` (column B)"), "{twice}");
    // A row of values is not shown.
    let none = error("A Person,1/4/2025,1\n");
    assert!(!none.contains("Person"), "{none}");
}

#[test]
fn a_file_of_headings_is_followed() {
    let text = "start = \"Begin\"\nagency = \"Kind\"\n[agency_words]\nyes = [\"Locum\"]\n";
    let headings = Headings::parse("h.toml", text, COLUMNS).unwrap();
    let read = |text: &str| SheetFile::read("s.csv", text.as_bytes()).unwrap().records(COLUMNS, None, &headings);
    let sheet = read("Begin,Start date,FTE,Kind\n1/4/2025,1/5/2025,1,locum\n").unwrap();
    assert_eq!(people(&sheet), [(Some(date(2025, 4, 1)), Some(1.0), Some("yes"))]);
    let missing = read("Start date,FTE,Kind\n1/4/2025,1,locum\n").unwrap_err().to_string();
    assert!(missing.contains("no heading is `Begin`, as `start` says"), "{missing}");
    let error = |text: &str| Headings::parse("h.toml", text, COLUMNS).unwrap_err().to_string();
    assert_eq!(error("begin = \"x\"\n"), "h.toml, `begin`: unknown column; the columns are start, fte, agency");
    assert!(error("start = 3\n").starts_with("h.toml, `start`: expected the heading"));
    assert!(error("start = \"\"\n").starts_with("h.toml, `start`: this column is needed"));
    assert!(error("fte = \"FTE\"\nstart\n").starts_with("h.toml, line 2: this is not TOML"));
    assert!(error("[agency_words]\nperhaps = []\n").ends_with("expected yes or no"));
}

#[test]
fn cells_that_cannot_be_right_are_refused_at_their_place() {
    let sheet = csv("Start date,FTE,Agency\n04/25/2025,low,perhaps\n").unwrap();
    let row = sheet.rows().next().unwrap();
    let date = row.cell("start").date(None).unwrap_err().to_string();
    assert!(date.starts_with("staff.csv, line 2, column `Start date`: `04/25/2025` has the month first"), "{date}");
    let number = row.cell("fte").number().unwrap_err().to_string();
    assert_eq!(number, "staff.csv, line 2, column `FTE`: `low` is not a number");
    let choice = row.cell("agency").choice().unwrap_err().to_string();
    assert!(choice.ends_with("under [agency_words]: yes = [\"perhaps\"] or no = [\"perhaps\"]"), "{choice}");
}

#[test]
fn rows_that_were_cut_are_refused() {
    assert!(error("Start date,FTE,Agency\n1/4/2025,1\n").starts_with("staff.csv, line 2: the row has 2 of 3 cells"));
    assert!(error("Start date,FTE,Agency\n1/4/2025,1,No,x\n").starts_with("staff.csv, line 2: the row has more cells"));
    assert!(csv("Start date,FTE,Agency\n1/4/2025,1,No,\n").is_ok());
    for kind in [&[0xd0, 0xcf, 0x11, 0xe0, 1][..], b"", b"PK\x03\x04nothing"] {
        assert!(SheetFile::read("staff.xls", kind).is_err());
    }
}
