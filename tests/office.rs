//! Workbook and document in LibreOffice: formulas give the values that the file holds, and the document becomes a PDF.
//!
//! ```text
//! cargo test --test office
//! ```
//!
//! Without LibreOffice every test is counted as ignored.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test without files that can be read has nothing to say")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use libtest_mimic::{Arguments, Trial};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Has formulas of workbooks computed on loading, whatever their results in the file.
const ALWAYS_COMPUTE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// The file in another format, written into the folder `converted` beside it.
fn converted(file: &Path, format: &str) -> PathBuf {
    let folder = file.parent().unwrap().join("converted");
    let profile = folder.join("profile");
    std::fs::create_dir_all(profile.join("user")).unwrap();
    std::fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS_COMPUTE).unwrap();
    let mut command = Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", profile.display()));
    command.args(["--headless", "--convert-to", format, "--outdir"]).arg(&folder).arg(file);
    let done = command.output().expect("soffice is installed (packages libreoffice-calc and libreoffice-writer)");
    let result = folder.join(file.file_name().unwrap()).with_extension(format);
    assert!(result.exists(), "{}", String::from_utf8_lossy(&done.stderr));
    result
}

/// The workbook with 0 for the result of every formula, and their number.
fn without_results(workbook: &Path) -> (Vec<u8>, usize) {
    let mut from = ZipArchive::new(std::fs::File::open(workbook).unwrap()).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let mut formulas = 0;
    for place in 0..from.len() {
        let mut part = from.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).unwrap();
            let mut pieces = text.split("</f><v>");
            let mut zeroed = pieces.next().unwrap().to_owned();
            for piece in pieces {
                let (_, rest) = piece.split_once("</v>").unwrap();
                zeroed += "</f><v>0</v>";
                zeroed += rest;
                formulas += 1;
            }
            bytes = zeroed.into_bytes();
        }
        to.start_file(name, SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    (to.finish().unwrap().into_inner(), formulas)
}

/// The value of every cell that is a formula in `formulas_of`, by sheet, row and column.
fn results_of_formulas(workbook: &Path, formulas_of: &Path) -> BTreeMap<(String, u32, u32), Data> {
    let mut of: Xlsx<_> = open_workbook(formulas_of).unwrap();
    let mut book: Xlsx<_> = open_workbook(workbook).unwrap();
    let mut all = BTreeMap::new();
    for name in of.sheet_names().clone() {
        let (formulas, values) = (of.worksheet_formula(&name).unwrap(), book.worksheet_range(&name).unwrap());
        let (row, column) = formulas.start().unwrap_or_default();
        for (down, across, _) in formulas.used_cells().filter(|(.., formula)| !formula.is_empty()) {
            let at = (row + down as u32, column + across as u32);
            let value = values.get_value(at).cloned().unwrap_or(Data::Empty);
            all.insert((name.clone(), at.0, at.1), value);
        }
    }
    all
}

/// The results of the shipped scenario in a folder of their own.
fn written() -> (TempDir, PathBuf) {
    const NAME: &str = "herefordshire-2016";
    let folder = TempDir::new().unwrap();
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{NAME}.toml"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_staffcast"));
    command.arg("run").arg(scenario).args(["--replications", "200", "--quiet", "--xlsx", "--docx", "--out"]);
    assert!(command.arg(folder.path()).status().unwrap().success());
    let results = folder.path().join(NAME).join(NAME);
    (folder, results)
}

fn formulas_give_the_values_in_the_file() {
    let (folder, results) = written();
    let workbook = results.with_extension("xlsx");
    let (zeroed, formulas) = without_results(&workbook);
    let emptied = folder.path().join("emptied.xlsx");
    std::fs::write(&emptied, zeroed).unwrap();
    let computed = converted(&emptied, "xlsx");
    let (expected, found) = (results_of_formulas(&workbook, &workbook), results_of_formulas(&computed, &workbook));
    assert!(formulas > 50 && expected.len() == formulas, "{formulas} formulas, {} read", expected.len());
    for (place, expected) in expected {
        match (&expected, &found[&place]) {
            (Data::Float(one), Data::Float(two)) => {
                assert!((one - two).abs() <= 1e-9 * one.abs().max(1.0), "{place:?}: {one} in the file, {two} computed");
            }
            (one, two) => assert_eq!(one, two, "{place:?}"),
        }
    }
}

fn the_document_becomes_a_pdf() {
    let (_folder, results) = written();
    let pdf = std::fs::read(converted(&results.with_extension("docx"), "pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF") && pdf.len() > 10_000, "{} bytes", pdf.len());
}

fn main() {
    type Test = (&'static str, fn());
    const TESTS: [Test; 2] = [
        ("formulas_give_the_values_in_the_file", formulas_give_the_values_in_the_file),
        ("the_document_becomes_a_pdf", the_document_becomes_a_pdf),
    ];
    let is_missing = Command::new("soffice").arg("--version").output().is_err();
    let trial = |(name, test): Test| {
        Trial::test(name, move || {
            test();
            Ok(())
        })
        .with_ignored_flag(is_missing)
    };
    libtest_mimic::run(&Arguments::from_args(), TESTS.map(trial).into()).exit();
}
