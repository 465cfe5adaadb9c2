//! `import annex-a`: from Ofsted's Annex A to demand, open cases and lengths of stay.

use std::path::{Path, PathBuf};

use crate::damaged_copy::{DamagedCopy, Expected};
use crate::harness::{Outcome, Test};
use crate::random::Random;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

/// A list as it is written into a workbook: its sheet, its headings and its rows. Text such as `2024-04-01` is a date.
#[derive(Clone)]
struct List {
    sheet: String,
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

const PERSON: [&str; 3] = ["Child Unique ID", "Gender", "Date of Birth"];

impl List {
    fn new(sheet: &str, headings: &[&str], rows: Vec<Vec<String>>) -> Self {
        let headings = PERSON.iter().chain(headings).chain(&["Allocated Team", "Allocated Worker"]);
        let with_person = |(number, cells): (usize, Vec<String>)| {
            let person = [format!("90210{number}"), "a) Female".to_owned(), "1971-03-17".to_owned()];
            let team = if number % 2 == 0 { "Duty team" } else { "Long term team" };
            person.into_iter().chain(cells).chain([team.to_owned(), "Planted Surname".to_owned()]).collect()
        };
        Self {
            sheet: sheet.to_owned(),
            headings: headings.map(|heading| (*heading).to_owned()).collect(),
            rows: rows.into_iter().enumerate().map(with_person).collect(),
        }
    }
}

/// A date so many days after 1 January 2024.
fn day(after: i32) -> String {
    let date = jiff::civil::date(2024, 1, 1);
    date.checked_add(jiff::Span::new().days(after)).unwrap().to_string()
}

fn cells(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// Lists of the 182 days from 1 January to 30 June 2024, with figures that are easy to work out.
fn lists() -> Vec<List> {
    let events = |number: i32, more: &[&str]| {
        let row = |of: i32| {
            std::iter::once(day(of * 182 / number)).chain(more.iter().map(|cell| (*cell).to_owned())).collect()
        };
        (0..number).map(row).collect::<Vec<Vec<String>>>()
    };
    let mut referrals = events(24, &["b) No"]);
    "a) Yes".clone_into(&mut referrals[3][1]);
    referrals.push(cells(&["", "b) No"]));
    // Twelve assessments of 30 days, and three that are open for 20 days.
    let mut assessments: Vec<_> = (0..12).map(|of| vec![day(of * 10), day(of * 10 + 30)]).collect();
    assessments.extend((0..3).map(|_| vec![day(161), String::new()]));
    assessments.push(vec![day(30), day(20)]);
    let mut in_need: Vec<_> =
        (0..5).map(|of| vec![day(of), String::new(), "c) Child in need plan".to_owned()]).collect();
    in_need.push(vec![day(9), String::new(), "b) Child protection plan".to_owned()]);
    in_need.push(vec![day(9), day(40), "e) Closed episode".to_owned()]);
    in_need.push(vec![day(9), String::new(), "e) Closed episode".to_owned()]);
    // Ten plans of 90 days, four of them second ones, and two that are open since before the window.
    let mut plans: Vec<_> =
        (0..10).map(|of| vec![day(of), day(of + 90), if of < 4 { "1" } else { "0" }.to_owned()]).collect();
    plans.extend((0..2).map(|_| vec!["2023-06-01".to_owned(), String::new(), "0".to_owned()]));
    vec![
        List::new("List 1", &["Date of Contact"], events(60, &[])),
        List::new("List 3", &["Date of Referral", "Referral NFA?"], referrals),
        List::new(
            "List 4",
            &["Continuous Assessment Start Date", "Continuous Assessment Date of Authorisation"],
            assessments,
        ),
        List::new("List 5", &["Strategy discussion initiating Section 47 Enquiry Start Date"], events(6, &[])),
        List::new("List 6", &["CIN Start Date", "CIN Closure Date", "Case Status"], in_need),
        List::new(
            "List 7",
            &[
                "Child Protection Plan Start Date",
                "Child Protection Plan End Date",
                "Number of Previous Child Protection Plans",
            ],
            plans,
        ),
        List::new(
            "List 8",
            &["Date Started to be Looked After", "Date Ceased to be Looked After"],
            (0..4).map(|of| vec![day(of), String::new()]).collect(),
        ),
    ]
}

fn workbook(lists: &[List]) -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    for list in lists {
        let sheet = book.add_worksheet().set_name(&list.sheet).unwrap();
        for (row, cells) in std::iter::once(&list.headings).chain(&list.rows).enumerate() {
            for (column, text) in cells.iter().enumerate() {
                let (row, column) = (row as u32, column as u16);
                match (text.parse::<jiff::civil::Date>(), text.parse::<f64>()) {
                    (Ok(day), _) => {
                        let value =
                            ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8).unwrap();
                        sheet.write_with_format(row, column, &value, &date).unwrap();
                    }
                    (_, Ok(number)) => drop(sheet.write(row, column, number).unwrap()),
                    _ if text.starts_with('#') => {
                        sheet.write(row, column, Formula::new("=A1").set_result(text)).unwrap();
                    }
                    _ if !text.is_empty() => drop(sheet.write(row, column, text).unwrap()),
                    _ => {}
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

const COMMAND: &str = "import annex-a annex.xlsx --at 2024-06-30 --from 2024-01-01 --out made.toml";

fn import(lists: &[List]) -> Outcome {
    Test::new(COMMAND).file("annex.xlsx", workbook(lists)).stderr("").run()
}

/// The figures of a list on the screen: rows, not placed, earlier, open and within, which add up.
fn row(stdout: &str, list: u32) -> Vec<usize> {
    let starts = format!("  {list} ");
    let line = stdout.lines().find(|line| line.starts_with(&starts)).unwrap_or_else(|| panic!("{list}\n{stdout}"));
    let numbers: Vec<usize> = line[26..].split_whitespace().map_while(|word| word.parse().ok()).take(5).collect();
    assert_eq!(numbers[1..].iter().sum::<usize>(), numbers[0], "{line}");
    numbers
}

/// A value of the overlay, by its address.
fn value(text: &str, address: &str) -> Option<f64> {
    let mut at = &toml::Value::Table(text.parse().unwrap());
    for key in address.split('.') {
        at = at.get(key)?;
    }
    let at = at.get("value").unwrap_or(at);
    at.as_float().or(at.as_integer().map(|whole| whole as f64))
}

#[test]
fn lists_become_demand_open_cases_and_durations_worked_out_by_hand() {
    let done = import(&lists());
    let text = done.read("made.toml");
    // 60 contacts in 182 / 30.4375 = 5.98 months, 24 of them referrals.
    assert_eq!(value(&text, "demand.contacts.per_month"), Some(10.0));
    assert_eq!(value(&text, "demand.contacts.conversion"), Some(0.4));
    // 12 x 30 + 3 x 20 = 420 days open over 12 that ended: 1.15 months; 19% are escalated: 0.81 / (1 / 1.15 - 0.19) = 1.19.
    assert_eq!(value(&text, "pathway.assessment.cases"), Some(3.0));
    assert_eq!(value(&text, "pathway.assessment.months"), Some(1.19));
    assert_eq!(value(&text, "pathway.child_in_need.cases"), Some(5.0));
    assert_eq!(value(&text, "pathway.child_in_need.months"), None);
    // 10 x 90 + 2 x 181 = 1,262 days over 10 ended: 4.15 months; 2.1% are escalated: 0.979 / (1 / 4.15 - 0.021) = 4.45.
    assert_eq!(value(&text, "pathway.child_protection_plan.cases"), Some(2.0));
    assert_eq!(value(&text, "pathway.child_protection_plan.months"), Some(4.45));
    assert_eq!(value(&text, "pathway.child_protection_plan.repeat"), Some(0.4));
    // The county has two stages of children looked after.
    assert_eq!(value(&text, "pathway.looked_after.cases"), None);
    assert_eq!(value(&text, "history.annex_a_on_child_protection_plan.points.2024-01"), Some(12.0));
    assert_eq!(value(&text, "history.annex_a_on_child_protection_plan.points.2024-06"), Some(2.0));
    assert_eq!(value(&text, "history.annex_a_child_protection_plans_started.points.2024-01"), Some(10.0));
    assert_eq!(value(&text, "history.annex_a_child_protection_plans_started.points.2024-02"), Some(0.0));
    assert_eq!(row(&done.stdout, 1), [60, 0, 0, 0, 60]);
    assert_eq!(row(&done.stdout, 3), [25, 1, 0, 0, 24]);
    assert_eq!(row(&done.stdout, 4), [16, 1, 0, 3, 12]);
    assert_eq!(row(&done.stdout, 6), [8, 1, 0, 6, 1]);
    assert_eq!(row(&done.stdout, 7), [12, 0, 0, 2, 10]);
    for words in [
        "List 3, rows without a date: row 26",
        "List 4, rows that end before they start: row 17",
        "List 6, rows that are closed and have no closure date: row 9",
        "List 3: 1 of 24 referrals without further action",
        "List 8, open on the day: 4; several stages of the scenario",
        "List 6: by status, 1 more of those open is in an assessment",
    ] {
        assert!(done.stdout.replace("\n    ", " ").contains(words), "{words}\n{}", done.stdout);
    }
    let wide: Vec<&str> = done.stdout.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn an_overlay_on_the_template_is_checked_and_runs() {
    let done = import(&lists()).again("new --template county").run();
    let checked = done.again("check made.toml").run();
    assert!(checked.stdout.starts_with("made.toml: no errors"), "{}", checked.stdout);
    let run = checked.again("run made.toml -n 20").run();
    assert!(run.path("outputs/made/manifest.json").is_file());
}

#[test]
fn the_day_and_the_windows_are_those_of_the_lists_unless_they_are_given() {
    let done = Test::new("import annex-a annex.xlsx --out made.toml").file("annex.xlsx", workbook(&lists())).run();
    // The latest date is the last contact, 178 days after 1 January.
    assert!(done.stdout.contains("At the end of 27 June 2024, the latest date in the lists"), "{}", done.stdout);
    // Assessments: from the first end, 31 January.
    assert!(
        done.stdout.lines().any(|line| line.starts_with("  4 assessments") && line.contains("2024-01-31")),
        "{}",
        done.stdout
    );
    let early = Test::new("import annex-a annex.xlsx --at 2024-03-31 --from 2024-01-01 --out made.toml")
        .file("annex.xlsx", workbook(&lists()))
        .run();
    assert!(early.stdout.contains("that start after the day of the workbook"), "{}", early.stdout);
    for list in [1, 3, 4, 5, 6, 7, 8] {
        row(&early.stdout, list);
    }
    let after = Test::new("import annex-a annex.xlsx --at 2024-03-31 --from 2024-04-01")
        .file("annex.xlsx", workbook(&lists()))
        .code(2)
        .run();
    assert_eq!(after.stderr, "error: --from is 2024-04-01, which is after 2024-03-31, the day of the workbook\n");
}

#[test]
fn a_scenario_of_the_councils_own_takes_the_stages_that_count_as_the_lists() {
    let done = Test::new(&format!("{COMMAND} --base own.toml"))
        .file("annex.xlsx", workbook(&lists()))
        .file("own.toml", include_str!("../../scenarios/herefordshire-2016.toml"))
        .run();
    let text = done.read("made.toml");
    assert!(text.contains("\nbase = \"own.toml\"\n"));
    assert_eq!(value(&text, "pathway.looked_after.cases"), Some(4.0));
    let checked = done.again("check made.toml").run();
    assert!(checked.stdout.starts_with("made.toml: no errors"), "{}", checked.stdout);
}

/// What is planted in columns that are not read: numbers and birth dates of children, and names of workers.
fn is_clean(text: &str) -> bool {
    !["90210", "1971", "Planted", "Surname"].iter().any(|secret| text.contains(secret))
}

#[test]
fn names_numbers_and_birth_dates_are_in_no_output() {
    let clean =
        |done: &Outcome| assert!(is_clean(&done.stdout) && is_clean(&done.stderr), "{}{}", done.stdout, done.stderr);
    let done = import(&lists());
    clean(&done);
    assert!(is_clean(&done.read("made.toml")));
    // Nor where columns are swapped, so that names are where dates should be, or names are teams.
    for (list, one, other) in [(1, 3, 6), (2, 3, 6), (5, 5, 7), (4, 3, 7)] {
        let mut lists = lists();
        lists[list].rows.iter_mut().for_each(|row| row.swap(one, other));
        clean(&Test::new(COMMAND).file("annex.xlsx", workbook(&lists)).code(2).run());
    }
    let mut teams = lists();
    for (number, row) in teams.iter_mut().flat_map(|list| &mut list.rows).enumerate() {
        let last = row.len() - 2;
        row[last] = format!("Planted {number}");
    }
    let done = import(&teams);
    clean(&done);
    assert!(done.stdout.contains("Teams are not shown"), "{}", done.stdout);
}

#[test]
fn a_damaged_workbook_is_right_or_said_not_to_be() {
    let whole = import(&lists()).read("made.toml");
    let bytes = workbook(&lists());
    let mut draws = Random::new(5);
    let mut all: Vec<(String, Vec<u8>, Expected)> = Vec::new();
    for _ in 0..10 {
        let cut = 1 + draws.below(bytes.len() - 1);
        all.push((format!("cut at {cut}"), bytes[..cut].to_vec(), Expected::Error));
    }
    for _ in 0..8 {
        let (mut changed, place) = (bytes.clone(), draws.below(bytes.len()));
        changed[place] ^= 0x55;
        all.push((format!("byte {place} changed"), changed, Expected::Told("nothing but errors")));
    }
    let mut changed = |what: &str, expected, change: &mut dyn FnMut(&mut Vec<List>)| {
        let mut lists = lists();
        change(&mut lists);
        all.push((what.to_owned(), workbook(&lists), expected));
    };
    changed("shuffled rows", Expected::Told("rows without a date: row"), &mut |lists| {
        for list in lists {
            list.rows.reverse();
        }
    });
    changed("shuffled lists", Expected::Same, &mut |lists| lists.reverse());
    changed("swapped columns", Expected::Same, &mut |lists| {
        for list in lists {
            list.headings.swap(0, 3);
            list.rows.iter_mut().for_each(|row| row.swap(0, 3));
        }
    });
    changed("dates as text", Expected::Same, &mut |lists| {
        let british = |cell: &mut String| {
            if let Ok(day) = cell.parse::<jiff::civil::Date>() {
                *cell = day.strftime("%d/%m/%Y").to_string();
            }
        };
        lists.iter_mut().flat_map(|list| &mut list.rows).flatten().for_each(british);
    });
    changed("American dates", Expected::Error, &mut |lists| {
        let american = |cell: &mut String| {
            if let Ok(day) = cell.parse::<jiff::civil::Date>() {
                *cell = day.strftime("%m/%d/%Y").to_string();
            }
        };
        lists.iter_mut().flat_map(|list| &mut list.rows).flatten().for_each(american);
    });
    for code in ["z", "low", "#REF!", "unknown"] {
        changed(code, Expected::Error, &mut |lists| lists[2].rows[4][3] = code.to_owned());
    }
    changed("dash for a date", Expected::Told("List 4, rows without a date: row 6"), &mut |lists| {
        lists[2].rows[4][3] = "-".to_owned();
    });
    changed("heading renamed", Expected::Told("List 1: none of the first 50 rows has"), &mut |lists| {
        lists[0].headings[3] = "When".to_owned();
    });
    changed("end renamed", Expected::Told("List 7: no heading fits `end`"), &mut |lists| {
        lists[5].headings[4] = "Until".to_owned();
    });
    changed("heading twice", Expected::Told("List 3: `start` could be"), &mut |lists| {
        lists[1].headings[0] = "Date of referral".to_owned();
    });
    changed("a list removed", Expected::Told("List 5: the workbook has no such list"), &mut |lists| {
        drop(lists.remove(3));
    });
    changed("names with titles", Expected::Same, &mut |lists| {
        for list in lists {
            list.sheet = list.sheet.replace("List ", "List_") + " x";
        }
    });
    changed("teams failed", Expected::Same, &mut |lists| {
        lists.iter_mut().flat_map(|list| &mut list.rows).for_each(|row| {
            let team = row.len() - 2;
            row[team] = "#N/A".to_owned();
        });
    });
    all.push(("CSV".into(), b"Date of Contact,x\n01/04/2024,1\n".to_vec(), Expected::Told("List 3: ")));
    all.push(("Excel 97".into(), vec![0xd0, 0xcf, 0x11, 0xe0, 0, 0], Expected::Error));
    assert!(all.len() >= 30);
    for (what, bytes, expected) in all {
        check_damage(&what, &bytes, expected, &whole);
    }
}

fn check_damage(damage: &str, bytes: &[u8], expected: Expected, whole: &str) {
    // Names of sheets are in sources.
    let without_names = |text: &str| text.replace("List_", "List ").replace(" x", "");
    let copy = DamagedCopy { file: "annex.xlsx", bytes, damage, expected };
    copy.check(COMMAND, is_clean, |_, written| without_names(written) == without_names(whole));
}

/// The sample of Data to Insight, which is not in the repository.
#[test]
fn the_sample_workbook_is_read() {
    let shared = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/formats");
    let folder = std::env::var_os("SAMPLES").map_or_else(shared, PathBuf::from);
    let Ok(bytes) = std::fs::read(folder.join("Annex_A_2024_Jan_sample.xlsx")) else {
        eprintln!("skipped: {} has no Annex_A_2024_Jan_sample.xlsx; SAMPLES may name another folder", folder.display());
        return;
    };
    let done = Test::new("import annex-a annex.xlsx --out made.toml").file("annex.xlsx", bytes).stderr("").run();
    let text = done.read("made.toml");
    let rows = |list| row(&done.stdout, list)[0];
    assert_eq!([1, 3, 4, 5, 6, 7, 8].map(rows), [5, 6, 5, 5, 5, 7, 5]);
    // Of the 7 plans, 5 have ended; all 5 children in need are open.
    assert_eq!(value(&text, "pathway.child_protection_plan.cases"), Some(2.0));
    assert_eq!(value(&text, "pathway.child_in_need.cases"), Some(5.0));
    for secret in ["9212044", "Hazlett", "Cutsforth", "2019-05-15"] {
        assert!(!text.contains(secret) && !done.stdout.contains(secret), "{secret}");
    }
}
