//! The Excel workbook, read back as Excel would read it.

use std::collections::{BTreeMap, BTreeSet};

use calamine::{Data, Range, Reader as _, Xlsx, open_workbook};
use staffcast::compare::SavingsLine;
use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test, table};

const FULL: &str = include_str!("full.toml");
const STAFF: &str = "id,team,route,stage,heads,months_in_service,months_in_stage\nfirst_year,cin,nqsw,asye,2,6,6\n";
const WORKBOOK: &str = "outputs/full/full.xlsx";

fn full(arguments: &str) -> Outcome {
    Test::new(arguments).file("full.toml", FULL).file("staff.csv", STAFF).stderr("").run()
}

fn compared(arguments: &str) -> Outcome {
    let more = "format = 1\nbase = \"full.toml\"\nname = \"=1+1\"\n[team.cin]\nestablishment = 20\n";
    let surge = "base = \"full.toml\"\nname = \"Surge\"\n[demand.contacts]\nreferred = 100\n";
    let base = Test::new(arguments).file("full.toml", FULL).file("staff.csv", STAFF);
    base.file("more.toml", more).file("surge.toml", surge).run()
}

/// A workbook as its sheets.
fn sheets(done: &Outcome, name: &str) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = open_workbook(done.path(name)).unwrap();
    book.worksheets()
}

fn sheet(done: &Outcome, name: &str, sheet: &str) -> Range<Data> {
    let found = sheets(done, name).into_iter().find(|(name, _)| name == sheet);
    found.unwrap_or_else(|| panic!("there is no sheet {sheet}")).1
}

/// A part of the file, as it stands in it.
fn part(done: &Outcome, name: &str, part: &str) -> String {
    let mut file = zip::ZipArchive::new(std::fs::File::open(done.path(name)).unwrap()).unwrap();
    std::io::read_to_string(file.by_name(part).unwrap()).unwrap()
}

/// What a sheet should show of a column of a CSV file: by id, the name for people.
fn names(done: &Outcome, workbook: &str) -> BTreeMap<String, String> {
    let dictionary = sheet(done, workbook, "Data dictionary");
    let mut names = BTreeMap::from([("service".to_owned(), "Whole service".to_owned())]);
    // Stress tests have lines of the savings beside measures.
    names.extend(SavingsLine::ALL.map(|line| (line.id().to_owned(), line.label_of_run().to_owned())));
    for row in dictionary.rows() {
        // A case stage may have the id of a measure, which stands above it.
        names.entry(row[1].to_string()).or_insert(row[0].to_string());
    }
    names
}

/// Every row of a sheet against the CSV file beside it: numbers are numbers, months are dates.
fn is_the_csv(done: &Outcome, workbook: &str, sheet_name: &str, csv: &str) -> usize {
    let range = sheet(done, workbook, sheet_name);
    let names = names(done, workbook);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(range.height(), rows.len() + 1, "{sheet_name}");
    let mut numbers = 0;
    for (cells, fields) in range.rows().skip(1).zip(&rows) {
        for ((cell, field), column) in cells.iter().zip(fields).zip(&header) {
            let context = format!("{sheet_name}, {column}: {cell:?} and {field} in {fields:?}");
            match cell {
                Data::Empty => assert_eq!(field, "", "{context}"),
                Data::Float(number) => {
                    assert_eq!(*number, field.parse::<f64>().unwrap_or(f64::NAN), "{context}");
                    numbers += 1;
                }
                Data::DateTime(date) => {
                    let (year, month, day, ..) = date.to_ymd_hms_milli();
                    assert_eq!((format!("{year:04}-{month:02}").as_str(), day), (field, 1), "{context}");
                }
                Data::String(text) => {
                    assert!(field.parse::<f64>().is_err(), "{context}");
                    if ["team", "measure"].contains(&column.as_str()) {
                        assert_eq!(Some(text), names.get(field), "{context}");
                    }
                }
                other => panic!("{other:?}: {context}"),
            }
        }
    }
    numbers
}

#[test]
fn every_number_of_the_data_files_is_in_the_workbook() {
    let done = full("run full.toml -n 60 --quiet --xlsx");
    let read = |name: &str| done.read(&format!("outputs/full/{name}"));
    let monthly = is_the_csv(&done, WORKBOOK, "By month", &read("monthly.csv"));
    let filled = table(&read("monthly.csv")).iter().filter(|row| row["n_defined"] != "0").count();
    assert!(filled > 1_000 && monthly >= filled * 10, "{monthly} numbers of {filled} rows");
    for (sheet, file) in [
        ("By financial year", "years.csv"),
        ("Targets", "targets.csv"),
        ("Budgets", "budgets.csv"),
        ("Reported", "reported.csv"),
    ] {
        assert!(is_the_csv(&done, WORKBOOK, sheet, &read(file)) > 0, "{sheet}");
    }
}

#[test]
fn the_headlines_match_the_json_summary() {
    let done = full("run full.toml -n 60 --quiet --xlsx");
    let summary: serde_json::Value = serde_json::from_str(&done.read("outputs/full/summary.json")).unwrap();
    let range = sheet(&done, WORKBOOK, "Summary");
    for headline in summary["headlines"].as_array().unwrap() {
        let label = headline["label"].as_str().unwrap();
        let row = range.rows().find(|row| row[0].to_string().starts_with(label)).unwrap();
        let last = headline["figures"].as_array().unwrap().last().unwrap();
        let middle = if headline["unit"] == "GBP" { &last["mean"] } else { &last["percentiles"][3] };
        let shown: Vec<f64> = row.iter().filter_map(calamine::DataType::get_float).collect();
        let expected = [middle, &last["percentiles"][1], &last["percentiles"][5]].map(|one| one.as_f64().unwrap());
        assert_eq!(shown[shown.len() - 3..], expected, "{label}");
    }
}

#[test]
fn a_run_has_the_sheets_listed_on_its_cover() {
    let done = full("run full.toml -n 20 --quiet --xlsx");
    let all = sheets(&done, WORKBOOK);
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "Cover",
        "Summary",
        "Charts",
        "Budget",
        "By financial year",
        "By month",
        "Targets",
        "Budgets",
        "Reported",
        "Assumptions",
        "Data dictionary",
        "Chart data",
    ];
    assert_eq!(names, expected);
    let cover: BTreeSet<String> = all[0].1.rows().flatten().map(ToString::to_string).collect();
    for listed in expected.iter().skip(1).chain(&["A service with everything", "20160129"]).take(12) {
        assert!(cover.contains(*listed), "{listed}");
    }
    assert!(cover.iter().any(|text| text.starts_with("SHA-256 ")));
}

#[test]
fn a_comparison_has_its_tables_too() {
    let done = compared("compare full.toml more.toml -n 60 --quiet --xlsx --attribution --stress surge.toml");
    let workbook = "outputs/compare-full/compare-full.xlsx";
    let names: Vec<String> = sheets(&done, workbook).into_iter().map(|(name, _)| name).collect();
    let expected = [
        "Cover",
        "Ranking",
        "Summary",
        "Charts",
        "Savings",
        "Likelihoods",
        "Savings data",
        "Differences by year",
        "Differences by month",
        "Targets",
        "Budgets",
        "Parts",
        "Stress tests",
        "Assumptions",
        "Data dictionary",
        "Chart data",
    ];
    assert_eq!(names, expected);
    let read = |name: &str| done.read(&format!("outputs/compare-full/{name}"));
    for (sheet, file) in [
        ("Ranking", "ranking.csv"),
        ("Likelihoods", "likelihoods.csv"),
        ("Savings data", "savings.csv"),
        ("Differences by year", "differences_years.csv"),
        ("Targets", "differences_targets.csv"),
        ("Budgets", "budgets.csv"),
        ("Parts", "attribution.csv"),
        ("Stress tests", "stress_tests.csv"),
    ] {
        assert!(is_the_csv(&done, workbook, sheet, &read(file)) > 0, "{sheet}");
    }
    // Of the differences by month, the headlines alone.
    let csv = read("differences.csv");
    let shown = sheet(&done, workbook, "Differences by month").height() - 1;
    assert!(shown > 100 && shown < csv.lines().count() / 3, "{shown}");
    // All inputs of the base, and of the other plan the one that differs and its name.
    let inputs = sheet(&done, workbook, "Assumptions");
    let of_more: Vec<String> = inputs.rows().filter(|row| row[0] == "more").map(|row| row[1].to_string()).collect();
    assert!(of_more.contains(&"team.cin.establishment".to_owned()) && of_more.len() < 5, "{of_more:?}");
}

#[test]
fn every_column_has_a_title_and_a_meaning() {
    let run = full("run full.toml -n 5 --quiet --xlsx");
    let other = compared("compare full.toml more.toml -n 5 --quiet --xlsx");
    let drivers = compared("drivers full.toml more.toml -n 400 --quiet --xlsx");
    let drivers = (drivers, "outputs/drivers-full/drivers-full.xlsx");
    for (done, name) in [(run, WORKBOOK), (other, "outputs/compare-full/compare-full.xlsx"), drivers] {
        let dictionary = sheet(&done, name, "Data dictionary");
        let known: BTreeSet<String> = dictionary.rows().map(|row| row[0].to_string()).collect();
        for (name, range) in sheets(&done, name) {
            let read_only = ["Cover", "Summary", "Charts", "Budget", "Savings", "Data dictionary", "Chart data"];
            if !read_only.contains(&name.as_str()) {
                for title in range.rows().next().unwrap() {
                    let title = title.to_string();
                    // One row tells of the likelihood of every target.
                    let title = if title.starts_with("Likelihood: ") { "Likelihood: TARGET" } else { title.as_str() };
                    assert!(known.contains(title), "{name}: {title}");
                }
            }
        }
    }
}

#[test]
fn numbers_have_the_formats_of_their_units() {
    let done = full("run full.toml -n 5 --quiet --xlsx");
    let styles = part(&done, WORKBOOK, "xl/styles.xml");
    for format in ["0.0%", "mmm yyyy", "#,##0.0", "&quot;£&quot;#,##0", "#,##0"] {
        assert!(styles.contains(&format!("{format}\"/>")), "{format} is not in {styles}");
    }
    let by_month = part(&done, WORKBOOK, "xl/worksheets/sheet6.xml");
    for setting in ["state=\"frozen\"", "<autoFilter", "orientation=\"landscape\"", "fitToHeight=\"0\""] {
        assert!(by_month.contains(setting), "{setting}");
    }
    assert!(part(&done, WORKBOOK, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    let chart = part(&done, WORKBOOK, "xl/charts/chart1.xml");
    assert!(chart.contains("<c:areaChart>") && chart.contains("<c:lineChart>"));
}

#[test]
fn formulas_and_control_characters_remain_text() {
    let name = "name = \"=1+1\"";
    let text = FULL
        .replace("name = \"A service with everything\"", name)
        .replace("source = \"budget book\"", "source = \"=cmd|' /C calc'!A1\"")
        .replace("name = \"Child in need\"", "name = \"@SUM(1)\\n & <b>\"")
        .replace("name = \"MASH\"", "name = \"-2+3\"");
    assert!(text.contains(name) && text.contains("=cmd|") && text.contains("@SUM") && text.contains("-2+3"));
    let done = Test::new("run full.toml -n 5 --quiet --xlsx").file("full.toml", text).file("staff.csv", STAFF).run();
    let all = sheets(&done, WORKBOOK);
    let has = |text: &str| all.iter().any(|(_, range)| range.rows().flatten().any(|cell| *cell == *text));
    for text in ["=1+1", "=cmd|' /C calc'!A1", "@SUM(1)  & <b>", "-2+3"] {
        assert!(has(text), "{text:?}");
    }
    let mut file = zip::ZipArchive::new(std::fs::File::open(done.path(WORKBOOK)).unwrap()).unwrap();
    let parts: Vec<String> = file.file_names().map(|name| name.unwrap().into_owned()).collect();
    for name in parts {
        let text = std::io::read_to_string(file.by_name(&name).unwrap()).unwrap();
        // Sums and differences of the budget sheet are the only formulas, and have no text in them.
        for formula in text.split("<f>").skip(1).filter_map(|rest| rest.split_once("</f>")).map(|(formula, _)| formula)
        {
            let is_plain = |one: char| one.is_ascii_uppercase() || one.is_ascii_digit() || "():-".contains(one);
            assert!(name == "xl/worksheets/sheet4.xml" && formula.chars().all(is_plain), "{name}: {formula}");
        }
        assert!(!text.contains(|one: char| one.is_control() && !"\r\n\t".contains(one)), "{name}");
    }
    let other = compared("compare full.toml more.toml -n 5 --quiet --xlsx");
    let ranking = sheet(&other, "outputs/compare-full/compare-full.xlsx", "Ranking");
    assert!(ranking.rows().flatten().any(|cell| *cell == *"=1+1"));
}

#[test]
fn the_same_results_give_the_same_workbook() {
    let of_run = |threads: u8| full(&format!("run full.toml -n 300 --quiet --xlsx --threads {threads}"));
    let first = of_run(1).contents("outputs");
    // The times in a zip file have a step of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(first == of_run(1).contents("outputs"), "a second run differs");
    assert!(first == of_run(2).contents("outputs"), "1 and 2 threads differ");
    let of_comparison =
        |threads: u8| compared(&format!("compare full.toml more.toml -n 300 --quiet --xlsx --threads {threads}"));
    assert!(of_comparison(1).contents("outputs") == of_comparison(2).contents("outputs"));
}

#[test]
fn the_flag_adds_only_the_workbook() {
    let without = full("run full.toml -n 20 --quiet").contents("outputs/full");
    assert!(without.iter().all(|(name, _)| !name.contains("xlsx")));
    let with = full("run full.toml -n 20 --quiet --xlsx").contents("outputs/full");
    let same = |name: &str| name != "manifest.json" && name != "full.xlsx";
    let others = |files: &[(String, Vec<u8>)]| -> Vec<(String, Vec<u8>)> {
        files.iter().filter(|(name, _)| same(name)).cloned().collect()
    };
    assert!(others(&without) == others(&with));
    assert_eq!(with.len(), without.len() + 1);
}

#[test]
fn the_manifest_has_a_digest_of_the_workbook() {
    use sha2::{Digest as _, Sha256};
    let done = full("run full.toml -n 20 --quiet --xlsx");
    let manifest: serde_json::Value = serde_json::from_str(&done.read("outputs/full/manifest.json")).unwrap();
    let digest = Sha256::digest(std::fs::read(done.path(WORKBOOK)).unwrap());
    let digest = digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    let outputs = manifest["outputs"].as_array().unwrap();
    let listed = outputs.iter().find(|one| one["name"] == "full.xlsx").unwrap();
    assert_eq!(listed["sha256"], digest);
}

#[test]
fn json_is_still_the_only_output() {
    let done = full("run full.toml -n 5 --json --xlsx");
    assert_eq!(done.stdout, done.read("outputs/full/summary.json"));
    let done = compared("compare full.toml more.toml -n 5 --json --xlsx");
    assert_eq!(done.stdout, done.read("outputs/compare-full/comparison.json"));
}

#[test]
fn a_batch_has_a_workbook_for_each_scenario() {
    let done = Test::new("run small.toml other.toml -n 5 --quiet --xlsx")
        .file("small.toml", SMALL)
        .file("other.toml", SMALL)
        .run();
    for name in ["small", "other"] {
        assert!(done.path(&format!("outputs/{name}/{name}.xlsx")).is_file(), "{name}");
    }
}

#[test]
fn the_screen_output_names_the_workbook() {
    let done = full("run full.toml -n 5 --xlsx");
    assert!(done.stdout.contains("full.xlsx"), "{}", done.stdout);
}

#[test]
fn teams_may_be_named_like_cells() {
    for name in ["Duty!A1", "Go!A1:B2", "Team's!$B$2", "Sheet1!A1"] {
        let text = SMALL.replace("name = \"Child in need\"", &format!("name = \"{name}\""));
        assert_ne!(text, SMALL);
        let done = Test::new("run small.toml -n 5 --quiet --xlsx").file("small.toml", text).stderr("").run();
        let workbook = "outputs/small/small.xlsx";
        let mut file = zip::ZipArchive::new(std::fs::File::open(done.path(workbook)).unwrap()).unwrap();
        let charts: Vec<String> = file.file_names().map(|name| name.unwrap().into_owned()).collect();
        let charts = charts.iter().filter(|name| name.starts_with("xl/charts/chart"));
        let titles: Vec<String> =
            charts.map(|name| std::io::read_to_string(file.by_name(name).unwrap()).unwrap()).collect();
        let escaped = name.replace('\'', "&apos;");
        let has = |title: &String| {
            title.contains(&format!("Caseload, {name}")) || title.contains(&format!("Caseload, {escaped}"))
        };
        assert!(titles.iter().any(has), "{name}");
    }
}

#[test]
fn targets_are_drawn_at_their_own_months_in_the_workbook() {
    let target = |id: &str, when: &str| format!("\n[target.{id}]\nmeasure = \"agency_rate\"\n{when}\nat_most = 0.2\n");
    let text =
        [target("one", "by = \"2016-06\""), target("two", "by = \"2016-12\""), target("three", "from = \"2016-10\"")];
    let text = format!("{SMALL}{}", text.concat());
    let done = Test::new("run small.toml -n 20 --quiet --xlsx").file("small.toml", text).run();
    let data = sheet(&done, "outputs/small/small.xlsx", "Chart data");
    let column = |name: &str| {
        let at = data.rows().nth(1).unwrap().iter().position(|cell| *cell == *name);
        let at = at.unwrap_or_else(|| panic!("no column {name}: {:?}", data.rows().nth(1)));
        data.rows().skip(2).map(|row| row[at].to_string()).collect::<Vec<_>>()
    };
    let filled = |name: &str| {
        let cells = column(name).into_iter().enumerate();
        cells.filter(|(_, cell)| !cell.is_empty()).map(|(row, cell)| format!("{row}:{cell}")).collect::<Vec<_>>()
    };
    // Row 0 is the opening, row 1 April.
    assert_eq!(
        filled("Target: at most 20% by Jun 2016, at most 20% from Oct 2016"),
        ["3:0.2", "7:0.2", "8:0.2", "9:0.2", "10:0.2", "11:0.2", "12:0.2"]
    );
    assert_eq!(filled("Target: at most 20% by Dec 2016"), ["9:0.2"]);
}
