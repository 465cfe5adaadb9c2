//! The finance pack: `budget.csv` and the sheet *Budget* of the workbook, which holds the same figures and live formulas.

use std::collections::{BTreeMap, BTreeSet};

use calamine::{Data, Range, Reader as _, Xlsx, open_workbook};

use crate::files::full;
use crate::harness::{Outcome, table};

const WORKBOOK: &str = "outputs/full/full.xlsx";

/// The ids of lines in files by their names on the sheet.
const LINES: [(&str, &str); 8] = [
    ("Permanent pay", "permanent_pay"),
    ("Overtime", "overtime"),
    ("Agency", "agency"),
    ("Recruitment", "recruitment"),
    ("Trainee support", "trainee_support"),
    ("Retention payments", "retention"),
    ("Costs of changes", "plan_costs"),
    ("Grants (income)", "grants"),
];

/// The ids of teams in the scenario by their names on the sheet.
const TEAMS: [(&str, &str); 4] =
    [("Whole service", "service"), ("MASH", "mash"), ("Child in need", "cin"), ("Support, \"quoted\"", "support")];

type Row = BTreeMap<String, String>;

fn budget_sheet(done: &Outcome) -> (Range<Data>, Range<String>) {
    let mut book: Xlsx<_> = open_workbook(done.path(WORKBOOK)).unwrap();
    (book.worksheet_range("Budget").unwrap(), book.worksheet_formula("Budget").unwrap())
}

fn found(pairs: &[(&'static str, &'static str)], name: &str) -> Option<&'static str> {
    pairs.iter().find(|(one, _)| *one == name).map(|(_, id)| *id)
}

/// A figure of the sheet: the section and heads that it stands under, its label, and the heading of its column.
struct Shown {
    section: String,
    heads: String,
    label: String,
    column: String,
    value: f64,
}

/// Every number of the sheet that is not the result of a formula.
fn shown(values: &Range<Data>, formulas: &Range<String>) -> Vec<Shown> {
    let (mut section, mut heads, mut all) = (String::new(), Vec::new(), Vec::new());
    for (row, cells) in values.rows().enumerate().skip(3) {
        let filled = cells.iter().filter(|cell| **cell != Data::Empty).count();
        let is_text = |cell: &Data| matches!(cell, Data::String(_) | Data::Empty);
        match cells[0].to_string() {
            label if filled == 1 && heads.is_empty() => section = label,
            label if filled == 1 => (section, heads) = (label, Vec::new()),
            _ if cells.iter().all(is_text) => heads = cells.iter().map(ToString::to_string).collect(),
            label => {
                for (column, cell) in cells.iter().enumerate().skip(1) {
                    let formula = formulas.get_value((row as u32, column as u32)).is_some_and(|text| !text.is_empty());
                    if let (Data::Float(value), false) = (cell, formula) {
                        let column = heads[column].split(" (").next().unwrap_or_default().to_owned();
                        let (section, heads) = (section.clone(), heads[0].clone());
                        all.push(Shown { section, heads, label: label.clone(), column, value: *value });
                    }
                }
            }
        }
    }
    all
}

/// The rows of the file by year, month, team, line and budget.
fn by_key(csv: &str) -> BTreeMap<[String; 5], Row> {
    let key = |row: &Row| ["year", "month", "team", "line", "budget"].map(|column| row[column].clone());
    table(csv).into_iter().map(|row| (key(&row), row)).collect()
}

fn month_id(name: &str) -> String {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (month, year) = name.split_once(' ').unwrap();
    format!("{year}-{:02}", NAMES.iter().position(|one| *one == month).unwrap() + 1)
}

/// The row and column of the file that a figure of the sheet should equal.
fn source(one: &Shown) -> ([String; 5], &'static str) {
    let key = |year: &str, month: String, team: &str, line: &str, budget: &str| {
        [year.to_owned(), month, team.to_owned(), line.to_owned(), budget.to_owned()]
    };
    let none = String::new;
    let (line, team) = (found(&LINES, &one.label), found(&TEAMS, &one.section));
    if one.section == "Budgets" {
        let (words, id) = one.label.trim_end_matches(')').rsplit_once(" (").unwrap();
        let line = words.rsplit_once(", ").unwrap().1;
        let (team, line) = ("service", found(&LINES, line).unwrap_or("total"));
        let column = match one.column.as_str() {
            "Budget" => "amount",
            "Mean spending" => "mean",
            "Overspent in" => "p_overspend",
            "Median" => "p50",
            "P90" => "p90",
            "80% safe budget" => "p80",
            other => panic!("{other}"),
        };
        return (key(&words[..7], none(), team, line, id), column);
    }
    let beside = |label: &str| match label.split(':').next() {
        Some("Establishment budget") => Some("establishment_budget"),
        Some("Vacancy underspend") => Some("vacancy_underspend"),
        Some("Gross pay") => Some("gross_pay"),
        Some("National insurance") => Some("national_insurance"),
        Some("Pension contributions") => Some("pension_contributions"),
        Some("Apprenticeship levy") => Some("apprenticeship_levy"),
        _ => None,
    };
    let line = line.or_else(|| beside(&one.label));
    if let Some(year) = one.section.strip_suffix(" by month") {
        let team = found(&TEAMS, &one.label).filter(|_| one.heads == "Mean by team");
        let line = if one.label == "Costs of changes, of no team" { Some("plan_costs") } else { line };
        return (key(year, month_id(&one.column), team.unwrap_or("service"), line.unwrap_or("total"), ""), "mean");
    }
    if one.section == "Teams in the margin of the service" {
        return match found(&TEAMS, &one.label) {
            Some(team) => (key(&one.column, none(), team, "total", ""), "share_of_service_margin"),
            None => (key(&one.column, none(), "service", "plan_costs", ""), "share_of_margin"),
        };
    }
    let (line, column) = match (one.heads.as_str(), one.label.as_str()) {
        ("Mean by line" | "Establishment, mean" | "Permanent pay apart, mean", _) => (line.unwrap(), "mean"),
        ("Share of the margin", _) => (line.unwrap(), "share_of_margin"),
        (_, "Mean") => ("total", "mean"),
        (_, "Median") => ("total", "p50"),
        (_, "P80: the budget that is 80% safe") => ("total", "p80"),
        (_, "P90") => ("total", "p90"),
        (heads, label) => panic!("{heads}: {label}"),
    };
    (key(&one.column, none(), team.unwrap(), line, ""), column)
}

#[test]
fn every_figure_of_the_budget_sheet_equals_the_file() {
    let done = full("run full.toml -n 80 --quiet --xlsx");
    let (values, formulas) = budget_sheet(&done);
    let rows = by_key(&done.read("outputs/full/budget.csv"));
    let budgets = ["Budget", "Likelihood of an overspend"];
    let (of_budgets, shown): (Vec<Shown>, Vec<Shown>) = shown(&values, &formulas)
        .into_iter()
        .partition(|one| one.heads == "Total" && budgets.contains(&one.label.as_str()));
    let mut seen = BTreeSet::new();
    for one in &shown {
        let (key, column) = source(one);
        let row = rows.get(&key).unwrap_or_else(|| panic!("{key:?} is not in the file"));
        assert_eq!(row[column].parse(), Ok(one.value), "{key:?} {column}");
        seen.insert((key, column));
    }
    // Nothing of the file is missing but lines that are zero, and what is a formula.
    for (key, row) in &rows {
        for column in
            ["mean", "p50", "p80", "p90", "share_of_margin", "amount", "p_overspend", "share_of_service_margin"]
        {
            let is_zero = row[column].parse().is_ok_and(|value: f64| value == 0.0);
            let is_total_of_month = !key[1].is_empty() && key[2] == "service" && key[3] == "total";
            let is_one = key[2] == "service" && column == "share_of_service_margin";
            let is_underspend_of_year = key[1].is_empty() && key[3] == "vacancy_underspend";
            let is_formula = is_total_of_month || is_one || is_underspend_of_year;
            if !row[column].is_empty() && !is_zero && !is_formula {
                assert!(seen.contains(&(key.clone(), column)), "{key:?} {column} is not on the sheet");
            }
        }
    }
    // The budget for all costs of the service stands beside the total too.
    let row = &rows[&["2016-17", "", "service", "total", "all"].map(str::to_owned)];
    let beside = of_budgets.iter().map(|one| one.value.to_string()).collect::<Vec<_>>();
    assert_eq!(beside, [row["amount"].clone(), row["p_overspend"].clone()]);
    let total = &rows[&["2016-17", "", "service", "total", ""].map(str::to_owned)];
    assert_eq!(
        ["mean", "p50", "p80", "p90"].map(|column| &row[column]),
        ["mean", "p50", "p80", "p90"].map(|column| &total[column])
    );
}

/// The value of a cell such as `B12`.
fn cell(values: &Range<Data>, name: &str) -> f64 {
    let letters = name.chars().take_while(char::is_ascii_uppercase).count();
    let column = name[..letters].bytes().fold(0, |all, letter| all * 26 + u32::from(letter - b'A') + 1) - 1;
    let row: u32 = name[letters..].parse().unwrap();
    match values.get_value((row - 1, column)) {
        Some(Data::Float(value)) => *value,
        other => panic!("{name} is {other:?}"),
    }
}

/// What a formula comes to: a sum of a column or a row, or a difference.
fn computed(values: &Range<Data>, formula: &str) -> f64 {
    let Some(range) = formula.strip_prefix("SUM(").and_then(|rest| rest.strip_suffix(')')) else {
        let (one, other) = formula.split_once('-').unwrap();
        return cell(values, one) - cell(values, other);
    };
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let split = |name: &str| {
        let letters = name.chars().take_while(char::is_ascii_uppercase).count();
        let column = name[..letters].bytes().fold(0, |all, letter| all * 26 + u32::from(letter - b'A') + 1) - 1;
        (name[letters..].parse::<u32>().unwrap() - 1, column)
    };
    let ((top, left), (bottom, right)) = (split(first), split(last));
    let cells = (top..=bottom).flat_map(|row| (left..=right).map(move |column| (row, column)));
    let value = |place| match values.get_value(place) {
        Some(Data::Float(value)) => *value,
        other => panic!("{place:?} of {formula} is {other:?}"),
    };
    cells.map(value).sum()
}

#[test]
fn results_of_formulas_are_what_a_spreadsheet_computes() {
    let done = full("run full.toml -n 80 --quiet --xlsx");
    let (values, formulas) = budget_sheet(&done);
    let mut number = 0;
    for (row, column, formula) in formulas.used_cells() {
        let (top, left) = formulas.start().unwrap();
        let place = (top + row as u32, left + column as u32);
        let Some(Data::Float(result)) = values.get_value(place) else { panic!("{formula} has no result") };
        let expected = computed(&values, formula);
        assert!((result - expected).abs() < 1e-6, "{formula} at {place:?}: {result}, computed {expected}");
        number += 1;
    }
    assert!(number > 60, "{number} formulas");
}

/// The charts whose series stand on the budget sheet: by series, the references of its name, labels and figures.
fn charts(done: &Outcome) -> Vec<Vec<[String; 3]>> {
    let mut file = zip::ZipArchive::new(std::fs::File::open(done.path(WORKBOOK)).unwrap()).unwrap();
    let names: Vec<String> = file.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut charts = Vec::new();
    for name in names.iter().filter(|name| name.starts_with("xl/charts/chart")) {
        let text = std::io::read_to_string(file.by_name(name).unwrap()).unwrap();
        let references = |series: &str| {
            let found = series.split("<c:f>").skip(1).map(|rest| rest.split("</c:f>").next().unwrap().replace('$', ""));
            let found: Vec<String> = found.collect();
            <[String; 3]>::try_from(found).ok()
        };
        let series: Option<Vec<[String; 3]>> = text.split("<c:ser>").skip(1).map(references).collect();
        charts.extend(series.filter(|all| all.iter().flatten().all(|one| one.starts_with("Budget!"))));
    }
    charts
}

#[test]
fn charts_are_of_the_lines_that_they_name() {
    let done = full("run full.toml -n 30 --quiet --xlsx");
    let (values, _) = budget_sheet(&done);
    let text = |reference: &str| {
        let row: u32 = reference.strip_prefix("Budget!A").unwrap().parse().unwrap();
        (row, values.get_value((row - 1, 0)).unwrap().to_string())
    };
    let charts = charts(&done);
    assert_eq!(charts.len(), 2, "{charts:?}");
    for series in charts.iter().flatten() {
        let (row, _) = text(&series[0]);
        // Three financial years, of which row 7 has the names.
        assert_eq!(series[1..], ["Budget!B7:D7".to_owned(), format!("Budget!B{row}:D{row}")]);
    }
    let names: Vec<Vec<String>> =
        charts.iter().map(|all| all.iter().map(|series| text(&series[0]).1).collect()).collect();
    assert!(names[0].iter().all(|name| found(&LINES, name).is_some()) && names[0].len() > 3, "{names:?}");
    assert_eq!(names[1], ["Budget", "Median", "P80: the budget that is 80% safe"]);
}

#[test]
fn totals_of_lines_are_the_total_of_the_file_to_the_penny_of_each_line() {
    let done = full("run full.toml -n 80 --quiet");
    let rows = by_key(&done.read("outputs/full/budget.csv"));
    let mut totals = 0;
    for (key, row) in rows.iter().filter(|(key, _)| key[3] == "total" && key[4].is_empty()) {
        let [year, month, team, ..] = key;
        let is_cost = |line: &str| LINES.iter().any(|(_, id)| *id == line);
        let is_line = |one: &[String; 5]| one[..3] == key[..3] && is_cost(&one[3]) && one[4].is_empty();
        let lines: Vec<f64> =
            rows.iter().filter(|(one, _)| is_line(one)).map(|(_, row)| row["mean"].parse().unwrap()).collect();
        if lines.is_empty() {
            assert!(!month.is_empty() && team != "service", "{key:?}");
            continue;
        }
        let total: f64 = row["mean"].parse().unwrap();
        assert!((lines.iter().sum::<f64>() - total).abs() < 0.05, "{year} {month} {team}");
        totals += 1;
    }
    // Three years of the service and of three teams, and 17 months of the service.
    assert_eq!(totals, 3 * 4 + 17);
}

#[test]
fn the_vacancy_underspend_is_the_establishment_budget_less_permanent_pay() {
    let done = full("run full.toml -n 80 --quiet --xlsx");
    let rows = by_key(&done.read("outputs/full/budget.csv"));
    let underspends = rows.iter().filter(|(key, _)| key[3] == "vacancy_underspend");
    let mut number = 0;
    for (key, row) in underspends {
        let mean = |line: &str| {
            let mut of = key.clone();
            of[3] = line.to_owned();
            rows[&of]["mean"].parse::<f64>().unwrap()
        };
        let expected = mean("establishment_budget") - mean("permanent_pay");
        assert!((row["mean"].parse::<f64>().unwrap() - expected).abs() < 0.02, "{key:?}");
        number += 1;
    }
    // Three years of the service and of three teams, and 17 months of the service.
    assert_eq!(number, 3 * 4 + 17);
}

#[test]
fn the_summary_for_programs_has_the_totals_and_safe_budgets() {
    let done = full("run full.toml -n 80 --quiet");
    let rows = by_key(&done.read("outputs/full/budget.csv"));
    let summary: serde_json::Value = serde_json::from_str(&done.read("outputs/full/summary.json")).unwrap();
    for one in summary["spending"].as_array().unwrap() {
        let key = [&one["year"], &one["month"], &one["team"]].map(|part| part.as_str().unwrap_or_default().to_owned());
        let [year, month, team] = key;
        let row = &rows[&[year, month, team, "total".to_owned(), String::new()]];
        for column in ["mean", "p50", "p80", "p90"] {
            assert_eq!(row[column].parse::<f64>().ok(), one[column].as_f64(), "{column}");
        }
    }
    let budget = &summary["budgets"][0];
    let row = rows.values().find(|row| budget["id"] == row["budget"].as_str()).unwrap();
    assert_eq!(row["p80"].parse::<f64>().ok(), budget["safe_80"].as_f64());
}
