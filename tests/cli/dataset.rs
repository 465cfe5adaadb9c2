//! `--dataset`: read back with the reader of the `parquet` crate, and compared with the CSV files.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use calamine::{Data, DataType as _, Reader as _, Xlsx, open_workbook};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use staffcast::examples::SMALL;
use staffcast::units::Month;

use crate::harness::{Outcome, Test, program, table};

/// The tables that are always written.
const TABLES: [&str; 4] = ["monthly", "years", "targets", "assumptions"];
const RATE: &str = "\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2016-09\"\nat_most = 0.2\n";
const PLAN: &str = "base = \"small.toml\"\n[agency]\nfill = 0.4\n";

/// A row of a table as text, as in a CSV file; missing cells are empty.
type TextRow = BTreeMap<String, String>;

fn reader(path: &Path) -> SerializedFileReader<File> {
    SerializedFileReader::new(File::open(path).unwrap()).unwrap()
}

fn rows(path: &Path) -> Vec<TextRow> {
    let text = |(id, field): (&String, &Field)| (id.clone(), text(field));
    reader(path).get_row_iter(None).unwrap().map(|row| row.unwrap().get_column_iter().map(text).collect()).collect()
}

fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Bool(flag) => flag.to_string(),
        Field::Long(whole) => whole.to_string(),
        Field::Double(number) => number.to_string(),
        Field::Str(text) => text.clone(),
        Field::Date(days) => month_of(*days),
        other => panic!("{other:?}"),
    }
}

/// The month that begins so many days after 1970-01-01.
fn month_of(days: i32) -> String {
    let months = (1900..2200).flat_map(|year| (1..=12).map(move |month| Month::new(year, month)));
    months.into_iter().find(|month| month.days_since_1970() == days).unwrap().iso()
}

/// A row of a CSV file without the apostrophe before text that could be a formula, and numbers as they would be printed.
fn canonical(row: TextRow) -> TextRow {
    let one = |cell: String| match cell.parse::<f64>() {
        Ok(number) if number.is_finite() => number.to_string(),
        _ => cell.strip_prefix('\'').map(str::to_owned).unwrap_or(cell),
    };
    row.into_iter().map(|(id, cell)| (id, one(cell))).collect()
}

/// A row without the columns that tell scenarios and plans apart.
fn without_keys(row: &TextRow) -> TextRow {
    row.iter()
        .filter(|(id, _)| !["scenario", "overlays", "plan"].contains(&id.as_str()))
        .map(|(id, cell)| (id.clone(), cell.clone()))
        .collect()
}

fn of_plan(rows: &[TextRow], plan: &str) -> Vec<TextRow> {
    rows.iter().filter(|row| row["plan"] == plan).map(without_keys).map(canonical).collect()
}

fn assert_same_rows(found: &[TextRow], csv: &str, context: &str) {
    let expected: Vec<TextRow> = table(csv).into_iter().map(canonical).collect();
    assert_eq!(found.len(), expected.len(), "rows of {context}");
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected, "{context}");
    }
}

fn with_plan(arguments: &str) -> Test {
    Test::new(arguments).file("small.toml", format!("{SMALL}{RATE}")).file("more.toml", PLAN)
}

#[test]
fn every_cell_of_a_run_is_that_of_its_csv_file() {
    let scenario = "scenarios/herefordshire-2016.toml";
    let done = Test::new(&format!("run {scenario} -n 100 --dataset d --out o --quiet")).shipped(scenario).run();
    for name in TABLES {
        let rows = rows(&done.path(&format!("d/{name}/herefordshire-2016.parquet")));
        let is_of_it =
            |row: &TextRow| (&*row["scenario"], &*row["overlays"], &*row["plan"]) == ("herefordshire-2016", "", "base");
        assert!(!rows.is_empty() && rows.iter().all(is_of_it), "{name}");
        assert_same_rows(&of_plan(&rows, "base"), &done.read(&format!("o/herefordshire-2016/{name}.csv")), name);
    }
    assert!(!done.path("d/futures").exists());
}

#[test]
fn a_comparison_has_the_rows_of_its_plans_run_with_the_seed_of_the_base() {
    let done = with_plan("compare small.toml more.toml -n 60 --seed 7 --dataset d --no-attribution").run();
    assert!(
        done.stdout.ends_with("Wrote d/\n  (monthly, years, targets, assumptions: small.parquet)\n"),
        "{}",
        done.stdout
    );
    assert!(!done.path("outputs").exists());
    let done = done.again("run small.toml more.toml -n 60 --seed 7 --out o --quiet").run();
    for name in TABLES {
        let rows = rows(&done.path(&format!("d/{name}/small.parquet")));
        for (plan, run) in [("base", "small"), ("more", "more")] {
            assert_same_rows(
                &of_plan(&rows, plan),
                &done.read(&format!("o/{run}/{name}.csv")),
                &format!("{name} {plan}"),
            );
        }
    }
}

#[test]
fn overlays_have_a_column_and_the_file_their_names() {
    let overlay = "[agency]\nfill = 0.4\n";
    let done = Test::new("run small.toml --with x/more.toml -n 20 --dataset d --quiet")
        .file("small.toml", SMALL)
        .file("x/more.toml", format!("base = \"../small.toml\"\n{overlay}"))
        .run();
    let first = rows(&done.path("d/years/small+more.parquet")).remove(0);
    assert_eq!(["scenario", "overlays", "plan"].map(|id| first[id].as_str()), ["small", "more", "base"]);
}

#[test]
fn columns_have_the_same_types_in_every_file() {
    let scenario = "scenarios/county.toml";
    let done = Test::new(&format!("run {scenario} small.toml -n 20 --dataset d --each-future --quiet"))
        .shipped(scenario)
        .file("small.toml", SMALL)
        .run();
    for name in TABLES.into_iter().chain(["futures"]) {
        let [county, small] = ["county", "small"].map(|one| {
            let reader = reader(&done.path(&format!("d/{name}/{one}.parquet")));
            reader.metadata().file_metadata().schema().clone()
        });
        assert_eq!(county, small, "{name}");
    }
    // A scenario without targets has a table of none.
    assert_eq!(rows(&done.path("d/targets/small.parquet")).len(), 0);
}

#[test]
fn metadata_have_the_provenance_of_the_manifest_and_what_columns_mean() {
    let done = with_plan("run small.toml -n 20 --dataset d --out o --each-future --quiet").run();
    let mut manifest: serde_json::Value = serde_json::from_str(&done.read("o/small/manifest.json")).unwrap();
    manifest.as_object_mut().unwrap().remove("outputs");
    for name in TABLES.into_iter().chain(["futures"]) {
        let reader = reader(&done.path(&format!("d/{name}/small.parquet")));
        let of_file = reader.metadata().file_metadata();
        assert_eq!(of_file.created_by(), Some(concat!("staffcast version ", env!("CARGO_PKG_VERSION"))));
        let value = |key: &str| -> serde_json::Value {
            let pairs = of_file.key_value_metadata().unwrap();
            serde_json::from_str(pairs.iter().find(|pair| pair.key == key).unwrap().value.as_ref().unwrap()).unwrap()
        };
        assert_eq!(value("staffcast.provenance"), manifest, "{name}");
        let columns = value("staffcast.columns");
        let columns = columns.as_array().unwrap();
        let ids: Vec<&str> = columns.iter().map(|column| column["id"].as_str().unwrap()).collect();
        let fields: Vec<&str> = of_file.schema().get_fields().iter().map(|field| field.name()).collect();
        assert_eq!(ids, fields, "{name}");
        for (column, field) in columns.iter().zip(of_file.schema_descr().columns()) {
            assert!(column["meaning"].as_str().is_some_and(|meaning| !meaning.is_empty()), "{name}: {column}");
            let is_figure = field.physical_type() == parquet::basic::Type::DOUBLE;
            assert!(!is_figure || column["unit"].is_string(), "{name}: {column}");
        }
    }
}

#[test]
fn the_headlines_of_each_future_have_the_means_of_the_tables() {
    let done = with_plan("run small.toml -n 90 --dataset d --each-future --quiet").run();
    let futures = rows(&done.path("d/futures/small.parquet"));
    let numbers: Vec<String> = futures.iter().map(|row| row["future"].clone()).collect();
    assert_eq!(numbers, (1..=90).map(|n| n.to_string()).collect::<Vec<_>>());
    let mean = |id: &str| futures.iter().map(|row| row[id].parse::<f64>().unwrap()).sum::<f64>() / 90.0;
    let is_service =
        |row: &&TextRow, id: &str| row["team"] == "service" && row["of"].is_empty() && row["measure"] == id;
    let months = rows(&done.path("d/monthly/small.parquet"));
    let last: f64 = months.iter().rfind(|row| is_service(row, "agency_rate")).unwrap()["mean"].parse().unwrap();
    assert!((mean("agency_rate_at_end") - last).abs() < 2e-6, "{last}");
    let years = rows(&done.path("d/years/small.parquet"));
    let cost: f64 =
        years.iter().filter(|row| is_service(row, "cost")).map(|row| row["mean"].parse::<f64>().unwrap()).sum();
    assert!((mean("cost_over_run") - cost).abs() < 0.02, "{cost}");
}

#[test]
fn the_futures_of_another_run_do_not_stay() {
    let has = |done: &Outcome| done.path("d/futures/small.parquet").exists();
    let done = with_plan("run small.toml -n 20 --dataset d --each-future --quiet").run();
    let done = done.again("run small.toml -n 20 --dataset d --quiet").run();
    assert!(has(&done), "those of the same run stay");
    let done = done.again("run small.toml -n 21 --dataset d --quiet").run();
    assert!(!has(&done));
}

#[test]
fn the_same_scenario_gives_the_same_bytes_whatever_the_threads() {
    let once = with_plan("run small.toml -n 200 --dataset d --each-future --threads 1 --quiet").run();
    let twice = with_plan("run small.toml -n 200 --dataset d --each-future --threads 2 --quiet").run();
    assert_eq!(once.contents("d"), twice.contents("d"));
    let again = once.again("run small.toml -n 200 --dataset d --each-future --quiet").run();
    assert_eq!(again.contents("d"), twice.contents("d"));
}

#[test]
fn many_processes_write_to_one_dataset() {
    let folder = tempfile::TempDir::new().unwrap();
    for name in ["a", "b", "c"] {
        fs::write(folder.path().join(format!("{name}.toml")), SMALL).unwrap();
    }
    let run = |files: &str| {
        let arguments = format!("run {files} -n 20 --dataset d --quiet");
        Command::new(program().get_program()).current_dir(folder.path()).args(arguments.split(' ')).spawn().unwrap()
    };
    // The same scenario is among those of several.
    let processes: Vec<_> = ["a.toml", "b.toml", "c.toml", "a.toml", "a.toml b.toml", "c.toml b.toml"].map(run).into();
    for mut process in processes {
        assert!(process.wait().unwrap().success());
    }
    for name in TABLES {
        let mut files: Vec<String> = fs::read_dir(folder.path().join("d").join(name))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        assert_eq!(files, ["a.parquet", "b.parquet", "c.parquet"]);
    }
    assert_eq!(rows(&folder.path().join("d/years/b.parquet"))[0]["scenario"], "b");
}

#[test]
fn what_somebody_else_wrote_is_not_replaced() {
    let expected = "error: `d/years/small.parquet` was not written by staffcast, so it is not replaced\n  move it, or choose another folder \
                    with `--dataset`\n";
    for mine in [&b"mine"[..], b"", b"PAR1\0\0\0\0PAR1"] {
        let done = Test::new("run small.toml -n 20 --dataset d")
            .file("small.toml", SMALL)
            .file("d/years/small.parquet", mine)
            .stdout("")
            .stderr(expected)
            .code(1)
            .run();
        assert_eq!(done.files(), ["d/years/small.parquet", "small.toml"]);
        assert_eq!(fs::read(done.path("d/years/small.parquet")).unwrap(), mine);
    }
}

#[test]
fn a_run_does_not_replace_a_comparison_nor_the_other_way_round() {
    let message = |kind: &str, other: &str| {
        format!(
            "error: `d/monthly/small.parquet` contains the results of {kind}, which {other} cannot replace\n  choose another folder with \
             `--dataset`, rename the scenario, or remove its files\n"
        )
    };
    let done = with_plan("compare small.toml more.toml -n 20 --dataset d --quiet").run();
    let done = done.again("run small.toml -n 20 --dataset d").code(1).stderr(&message("a comparison", "a run")).run();
    fs::remove_dir_all(done.path("d")).unwrap();
    let done = done.again("run small.toml -n 20 --dataset d --quiet").run();
    done.again("compare small.toml more.toml -n 20 --dataset d")
        .code(1)
        .stderr(&message("a run", "a comparison"))
        .run();
}

#[test]
fn neither_another_scenario_nor_a_plan_is_lost() {
    let done = with_plan("compare small.toml more.toml -n 20 --dataset d --quiet").file("other.toml", PLAN).run();
    let before = done.contents("d");
    let done = done.again("compare small.toml other.toml -n 20 --dataset d").code(1).stdout("").run();
    let expected = "error: `d/years/small.parquet` has the results of the plan `more`, which is not in this comparison; they would be lost\n";
    assert!(done.stderr.starts_with(expected), "{}", done.stderr);
    assert!(done.contents("d") == before);
    let done = done.again("compare small.toml more.toml other.toml -n 20 --dataset d --quiet").run();
    // The same name of the file, and another authority.
    let done = done.again("run small.toml -n 20 --dataset e --quiet").run();
    let named = SMALL.replace("name = \"A small team\"", "name = \"Another team\"");
    let done = done.again("run elsewhere/small.toml -n 20 --dataset e").file("elsewhere/small.toml", named);
    let done = done.code(1).stdout("").run();
    assert!(
        done.stderr
            .contains("has the results of a scenario called `A small team`, and this one is called `Another team`"),
        "{}",
        done.stderr
    );
}

#[test]
fn a_plan_called_base_is_refused() {
    let expected =
        "error: `x/base.toml`: `base` is what a dataset calls the base in its column `plan`; rename the file\n";
    Test::new("compare small.toml x/base.toml -n 20 --dataset d")
        .file("small.toml", SMALL)
        .file("x/base.toml", "base = \"../small.toml\"\n")
        .code(2)
        .stderr(expected)
        .run();
}

#[test]
fn files_of_a_folder_are_refused_where_there_is_none() {
    let expected = |option: &str| {
        format!(
            "error: `{option}` writes to a results folder, and with `--dataset` there is none; give its place with `--out`\n"
        )
    };
    for option in ["--png", "--docx"] {
        for command in ["run small.toml", "compare small.toml more.toml"] {
            with_plan(&format!("{command} -n 20 --dataset d {option}")).code(2).stderr(&expected(option)).run();
        }
    }
    let done = with_plan("run small.toml -n 20 --dataset d --png --out o --quiet").run();
    assert!(done.path("o/small/monthly.csv").is_file() && done.path("d/monthly/small.parquet").is_file());
}

#[test]
fn a_batch_with_a_dataset_writes_no_folders_and_says_what_is_there() {
    let files =
        |arguments: &str| Test::new(arguments).file("p/a.toml", SMALL).file("p/b.toml", "x").file("p/c.toml", SMALL);
    let done = files("run p -n 20 --dataset d").code(2).run();
    let last = "Wrote d/: monthly, years, targets, assumptions (2 of 3 scenarios)\n";
    assert!(done.stdout.ends_with(last), "{}", done.stdout);
    assert!(!done.path("outputs").exists());
    let done = files("run p -n 20 --dataset d --out o").code(2).run();
    assert!(done.stdout.ends_with(&format!("Wrote o/batch.csv (2 of 3 scenarios)\n{last}")), "{}", done.stdout);
    assert!(done.path("o/a/manifest.json").is_file());
}

/// The cells of a sheet of `d/headlines.xlsx`, by row.
fn sheet(done: &Outcome, name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(done.path("d/headlines.xlsx")).unwrap();
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn one_workbook_has_the_headlines_and_targets_of_all_scenarios() {
    let done = with_plan("run small.toml more.toml -n 40 --dataset d --xlsx --out o").run();
    assert!(done.stdout.ends_with("Wrote d/headlines.xlsx (2 of 2 scenarios)\n"), "{}", done.stdout);
    let batch = table(&done.read("o/batch.csv"));
    let headlines = sheet(&done, "Headlines");
    let expected: Vec<&TextRow> = batch.iter().filter(|row| row["target"].is_empty()).collect();
    assert_eq!(headlines[0][..3], ["Scenario", "Overlays", "Plan"].map(|title| Data::String(title.into())));
    assert_eq!(headlines.len(), expected.len() + 1);
    let mean = headlines[0].iter().position(|title| *title == "Mean").unwrap();
    for (found, expected) in headlines[1..].iter().zip(expected) {
        assert_eq!(found[0].to_string(), expected["scenario"]);
        assert_eq!(found[mean].get_float(), expected["mean"].parse().ok(), "{expected:?}");
    }
    let targets = sheet(&done, "Targets");
    assert_eq!(targets.len(), 1 + batch.iter().filter(|row| !row["target"].is_empty()).count());
    let manifest: serde_json::Value = serde_json::from_str(&done.read("d/manifest.json")).unwrap();
    assert_eq!(manifest["scenarios"].as_array().unwrap().len(), 2);
    assert_eq!(manifest["outputs"][0]["name"], "headlines.xlsx");
}

#[test]
fn the_workbook_of_a_comparison_has_its_plans() {
    let done = with_plan("compare small.toml more.toml -n 40 --dataset d --xlsx --no-attribution").run();
    assert!(done.stdout.ends_with(": small.parquet)\nWrote d/headlines.xlsx\n"), "{}", done.stdout);
    let mut plans: Vec<String> = sheet(&done, "Headlines")[1..].iter().map(|row| row[2].to_string()).collect();
    plans.dedup();
    assert_eq!(plans, ["base", "more"]);
    assert!(!done.path("outputs").exists());
}

#[test]
fn a_workbook_is_replaced_unless_somebody_changed_it() {
    let done = with_plan("run small.toml -n 20 --dataset d --xlsx --quiet").run();
    let done = done.again("run small.toml -n 21 --dataset d --xlsx --quiet").stderr("").run();
    fs::write(done.path("d/headlines.xlsx"), "mine").unwrap();
    let done = done.again("run small.toml -n 22 --dataset d --xlsx --quiet").run();
    assert!(done.stderr.contains("it was kept as `headlines (kept).xlsx`"), "{}", done.stderr);
    assert_eq!(done.read("d/headlines (kept).xlsx"), "mine");
    assert!(sheet(&done, "Headlines").len() > 1);
}

#[test]
fn a_results_folder_is_no_place_for_the_workbook_of_a_dataset() {
    let done = with_plan("run small.toml -n 20 --out o --quiet").run();
    let expected = "error: `o/small` contains the results of a run, which a dataset cannot replace\n  choose another folder with \
                    `--dataset`, or remove the folder\n";
    done.again("run small.toml -n 20 --dataset o/small --xlsx").code(1).stdout("").stderr(expected).run();
}

#[test]
fn futures_beyond_those_that_are_kept_are_told_of() {
    let done = with_plan("run small.toml -n 16500 --dataset d --each-future --quiet")
        .stderr("warning: `d/futures/small.parquet` has the first 16,384 of 16,500 futures: a run keeps no more one by one\n")
        .run();
    assert_eq!(reader(&done.path("d/futures/small.parquet")).metadata().file_metadata().num_rows(), 16_384);
}
