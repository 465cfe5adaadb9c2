//! Imported scenarios.

mod damage;

use super::*;

/// Made-up tables: 30 authorities, 2017 to 2024.
fn tables() -> Vec<(String, Vec<u8>)> {
    let files = [
        ("workforce.csv", include_str!("../../tests/import/workforce.csv")),
        ("referrals.csv", include_str!("../../tests/import/referrals.csv")),
    ];
    files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec()
}

fn published() -> PublishedFigures {
    PublishedFigures::read(&tables()).unwrap()
}

/// The scenario with its blanks filled in.
fn filled(imported: &Imported) -> crate::scenario::Scenario {
    let blank = |line: &str| match line.split_once("{ blank = ") {
        Some((key, _)) => format!("{key}10\n"),
        None => format!("{line}\n"),
    };
    let text: String = imported.text.lines().map(blank).collect();
    crate::scenario::Scenario::parse(&text).unwrap_or_else(|errors| panic!("{errors}\n{text}"))
}

#[test]
fn an_imported_scenario_opens_at_the_census_and_lists_its_blanks() {
    let published = published();
    let imported = dfe(&published, "shire 7", Some(2022), 36).unwrap();
    let errors = crate::scenario::Scenario::parse(&imported.text).unwrap_err().to_string();
    assert_eq!(errors.matches("error[E038]").count(), 2, "{errors}");
    assert!(!errors.contains("error[E0") || errors.matches("error[").count() == 2, "{errors}");
    let plan = crate::plan::Plan::new(filled(&imported));
    assert_eq!(plan.scenario().start(), Month::new(2022, 10));
    let row = published.at("E00000007", 2022).unwrap();
    let opening = |id: &str| {
        let series = plan.series.iter().position(|one| one.series.measure.id == id).unwrap();
        plan.future(1).values[crate::run::Layout::new(&plan).opening(series)]
    };
    let near = |id: &str, published: f64, within: f64| {
        assert!((opening(id) - published).abs() <= within, "{id}: {} {published}", opening(id));
    };
    near("permanent_fte", row.get(PublishedFigure::Permanent), 0.6);
    near("agency_fte", row.get(PublishedFigure::Agency), 0.6);
    near("vacancies", row.get(PublishedFigure::Vacancies), 0.6);
    near("case_holder_fte", row.get(PublishedFigure::CaseHolders), 1.0);
    near("open_cases", row.get(PublishedFigure::Cases), 0.6);
}

#[test]
fn vacancies_say_something_of_three_years_growth_and_nothing_of_later_ones() {
    let published = published();
    let text = |months| dfe(&published, "Shire 3", Some(2022), months).unwrap();
    let three = text(36);
    assert!(three.text.contains("[change.hours_3]") && !three.text.contains("[change.hours_4]"));
    let five = text(60);
    filled(&five);
    let later = five.text.split("[change.hours_4]").nth(1).unwrap();
    assert!(later.contains("from = \"2025-10\"\nphase_in = 24\n"), "{later}");
    assert!(later.lines().nth(4).unwrap().contains(" 0% of it because vacancies differ"), "{later}");
}

#[test]
fn nothing_after_the_census_enters() {
    let all = tables();
    let until: Vec<(String, Vec<u8>)> = all
        .iter()
        .map(|(name, bytes)| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let is_early = |line: &&str| !line.starts_with("2023,") && !line.starts_with("2024,");
            let lines: Vec<&str> = text.lines().filter(is_early).collect();
            (name.clone(), (lines.join("\n") + "\n").into())
        })
        .collect();
    let early = PublishedFigures::read(&until).unwrap();
    let of = |published: &PublishedFigures| dfe(published, "Shire 3", Some(2022), 36).unwrap().text;
    assert_eq!(of(&early), of(&published()));
    assert_ne!(dfe(&early, "Shire 3", Some(2021), 36).unwrap().text, of(&early));
}

#[test]
fn what_cannot_be_imported_is_said() {
    let published = published();
    let error = |authority: &str, at| dfe(&published, authority, at, 36).unwrap_err().to_string();
    assert_eq!(
        error("shire", None),
        "no authority in these tables is called `shire`; did you mean Shire 0 or Shire 1 or Shire 2 or Shire 3?"
    );
    assert_eq!(
        error("Shire 1", Some(2030)),
        "these tables have no census of Shire 1 in 2030; they have 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024"
    );
    assert_eq!(
        error("Shire 1", Some(2017)),
        "the tables have too few censuses a year apart up to 2017: about thirty pairs are needed"
    );
}

#[test]
fn damaged_tables_are_refused_at_their_line() {
    let damage = |change: &dyn Fn(String) -> String| {
        let mut files = tables();
        let text = String::from_utf8(files[0].1.clone()).unwrap();
        files[0].1 = change(text).into_bytes();
        PublishedFigures::read(&files)
    };
    let error = |change: &dyn Fn(String) -> String| damage(change).unwrap_err().to_string();
    let renamed = error(&|text| text.replace("vacancy_fte", "vacancies"));
    assert_eq!(
        renamed,
        "workforce.csv:1: this looks like the DfE's children's social work workforce, but it has no column vacancy_fte; restore \
         the headings as published"
    );
    assert!(error(&|text| text[..text.len() - 20].to_owned()).contains("workforce.csv:257: the row has"));
    let date = error(&|text| text.replacen("2018,", "30/09/2018,", 1));
    assert!(date.starts_with("workforce.csv:3: `time_period` is `30/09/2018`"), "{date}");
    let first = error(&|text| text.replacen("2017,", "30/09/2017,", 1));
    assert!(first.starts_with("workforce.csv:2: "), "{first}");
    let crlf = error(&|text| text.replacen("2018,", "30/09/2018,", 1).replace('\n', "\r\n"));
    assert_eq!(crlf, date);
    let long = error(&|text| text.replacen("Shire 0,", &format!("Shire 0,{}x", "9".repeat(400)), 1));
    assert!(long.len() < 200, "{long}");
    let second = error(&|text| text.replacen("Shire 0,", "Shire 0,=A1+", 1));
    assert!(second.starts_with("workforce.csv:2: `inpost_fte` is `=A1+"), "{second}");
    let twice = error(&|text| {
        let line = text.lines().nth(1).map(str::to_owned).unwrap();
        text + &line.replacen("Shire 0,", "Shire 0,9", 1) + "\n"
    });
    assert!(twice.contains("`inpost_fte` of Shire 0 in 2017 is 9"), "{twice}");
    assert!(twice.ends_with("elsewhere in these files; keep one edition of the table"), "{twice}");
    for same in ["\u{feff}", "\n"] {
        assert!(damage(&|text| if same == "\n" { text + same } else { format!("{same}{text}") }).is_ok());
    }
    let mut latin = tables();
    let at = latin[0].1.windows(8).position(|some| some == b"Shire 1,").unwrap();
    latin[0].1[at] = 0xCA;
    let latin = PublishedFigures::read(&latin).unwrap_err().to_string();
    assert_eq!(latin, "workforce.csv:10: the line is not UTF-8 text; save the file as CSV UTF-8");
    let periods = damage(&|text| text.replace("2018,Reporting", "201718,Reporting")).unwrap();
    assert!(periods.at("E00000000", 2018).is_some());
    // More full-time equivalents than people: the row is not used, and said to be.
    let slip = damage(&|text| text.replacen("Shire 0,", "Shire 0,9", 1)).unwrap();
    let said = slip.warnings.last().unwrap();
    assert!(said.starts_with("Shire 0, 2017: not used, because `inpost_fte` is 9"), "{said}");
    assert!(slip.at("E00000000", 2017).unwrap().get(PublishedFigure::Permanent).is_nan());
    let none = PublishedFigures::read(&[("notes.csv".into(), b"a,b\n1,2\n".to_vec())]).unwrap_err();
    assert!(none.to_string().starts_with("these files: no file is a table of the DfE's"));
}

#[test]
fn sickness_that_is_not_published_is_englands() {
    let published = published();
    let text = |authority: &str| dfe(&published, authority, Some(2024), 36).unwrap().text;
    assert!(text("Shire 9").contains("England: not published for the authority"));
    assert!(!text("Shire 8").contains("England: not published for the authority"));
}

/// The published tables, where they are at hand.
fn real_tables() -> Option<PublishedFigures> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/dfe");
    let entries = std::fs::read_dir(folder).ok()?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let tables = paths.filter(|path| path.extension().is_some_and(|extension| extension == "csv"));
    let read = |path: std::path::PathBuf| Some((path.file_name()?.to_str()?.to_owned(), std::fs::read(&path).ok()?));
    PublishedFigures::read(&tables.filter_map(read).collect::<Vec<_>>()).ok()
}

#[test]
fn fewer_than_one_in_twenty_imported_scenarios_is_called_unusual() {
    let Some(published) = real_tables() else {
        println!("skipped: the published tables are not at hand");
        return;
    };
    let (mut scenarios, mut unusual) = (0, Vec::new());
    for (code, name) in published.authorities() {
        for year in published.years_of(code).filter(|year| [2019, 2022, 2025].contains(year)) {
            let Ok(imported) = dfe(&published, code, Some(year), 12) else { continue };
            scenarios += 1;
            let scenario = filled(&imported);
            // The budget is made up by the test.
            let is_made_up = |message: &str| message.starts_with("`budget.");
            let warned = scenario.warnings.iter().filter(|warning| warning.code() == "W012");
            let warned = warned.filter(|warning| !is_made_up(&warning.message()));
            unusual.extend(warned.map(|warning| format!("{name} {year}: {}", warning.message())));
        }
    }
    assert!(scenarios > 100, "{scenarios}");
    assert!(20 * unusual.len() < scenarios, "{} of {scenarios}: {unusual:#?}", unusual.len());
    println!("{} of {scenarios}: {unusual:#?}", unusual.len());
}
