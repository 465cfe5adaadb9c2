//! `import staff --dfe`: published cases join a council's own staff.

use std::fmt::Write as _;

use crate::harness::{Outcome, Test};

/// 30 permanent workers in Assessment, 10 with 2 agency workers in Court, all full time since before 2020; one has left.
fn staff() -> String {
    let mut text = "Start date,Leaving date,FTE,Team,Contract type\n".to_owned();
    for person in 0..42 {
        let (team, contract) = match person {
            0..30 => ("Assessment", "Permanent"),
            30..40 => ("Court", "Permanent"),
            _ => ("Court", "Agency"),
        };
        let _ = writeln!(text, "01/{:02}/{},,1,{team},{contract}", 1 + person % 12, 2010 + person % 6);
    }
    text + "01/01/2012,30/06/2016,1,Court,Permanent\n"
}

/// A run in a folder with that list and made-up tables.
fn import(arguments: &str) -> Test {
    Test::new(&format!("import staff staff.csv --out made {arguments}"))
        .file("staff.csv", staff())
        .file("tables/workforce.csv", include_str!("../import/workforce.csv"))
        .file("tables/referrals.csv", include_str!("../import/referrals.csv"))
}

/// The words of a text, however it is wrapped.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of a key in a table of the scenario.
fn value<'t>(text: &'t str, table: &str, key: &str) -> &'t str {
    let table = text.split(&format!("\n[{table}]\n")).nth(1).unwrap_or_else(|| panic!("no [{table}]"));
    let line = table.lines().find(|line| line.starts_with(&format!("{key} = "))).unwrap();
    let value = line.split_once(" = ").unwrap().1.trim_start_matches("{ value = ");
    value.split([',', ' ']).next().unwrap()
}

/// The scenario with 40 in each blank, run.
fn run_filled(made: Outcome) -> Outcome {
    let text = made.read("made.toml");
    let mut parts = text.split("{ blank = ");
    let first = parts.next().unwrap().to_owned();
    let filled = parts.fold(first, |text, part| text + "40" + part.split_once("\" }").unwrap().1);
    made.again("check filled.toml").file("filled.toml", filled).run().again("run filled.toml -n 20").run()
}

/// In the census of 2024 218.4 of 410.4 permanent FTE hold cases (240.1 case holders less 21.7 agency FTE), a share of 0.532, and 2.9% are
/// sick: full loads are 30 x 0.532 x 0.971 = 15.5 in Assessment and 10 x 0.532 x 0.971 + 2 = 7.17 in Court, 22.7 together, for 3,339 cases.
#[test]
fn published_cases_are_divided_among_teams_by_what_their_staff_can_carry() {
    let made = import("--at 2025-04 --dfe tables --authority E00000004").stderr("").run();
    let text = made.read("made.toml");
    for team in ["assessment", "court"] {
        assert_eq!(value(&text, &format!("team.{team}.caseload"), "case_holders"), "0.532");
        assert_eq!(value(&text, &format!("team.{team}.caseload"), "reference"), "147.3");
    }
    let cases: Vec<u32> = ["assessment", "court"]
        .map(|team| value(&text, &format!("pathway.open_case_{team}"), "cases").parse().unwrap())
        .to_vec();
    assert_eq!(cases.iter().sum::<u32>(), 3_339);
    assert!((f64::from(cases[0]) - 3_339.0 * 15.50 / 22.67).abs() < 3.0, "{cases:?}");
    assert_eq!(value(&text, "absence", "sickness"), "0.029");
    // Staff are those of the list, and no history of the tables stands beside the list's.
    assert!(!text.contains("410.4") && !text.contains("[history.vacancy_rate]"), "{text}");
    let said = words(&made.stdout);
    for part in [
        "From the DfE's tables (Shire 4, County of, 30 September 2024, 6 months before the opening): open cases,",
        "From the list: staff, hours, agency workers, leaving and starters;",
        "the cases are divided among the teams in proportion to what their staff can carry",
        "3339 open cases are 143.4 for each of 23.3 case holders (FTE) of the list, and were 13.9 for each of 240.1 at the census. \
         These are far apart:",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(run_filled(made).path("outputs/filled/manifest.json").is_file());
}

/// All case holders of the census are in the one team that is named: 0.532 x 40 / 30.
#[test]
fn a_named_team_holds_all_cases() {
    let made = import("--at 2025-04 --dfe tables --authority E00000004 --case-team assessment").run();
    let text = made.read("made.toml");
    assert_eq!(value(&text, "team.assessment.caseload", "case_holders"), "0.71");
    assert_eq!(value(&text, "pathway.open_case", "cases"), "3339");
    assert!(!text.contains("[team.court.caseload]") && words(&made.stdout).contains("The cases are in Assessment, as"));
    assert!(run_filled(made).path("outputs/filled/manifest.json").is_file());
}

#[test]
fn no_census_later_than_the_month_is_used() {
    for (at, year) in [("2024-10", 2024), ("2024-09", 2023), ("2020-01", 2019)] {
        let made = import(&format!("--at {at} --dfe tables --authority E00000004")).run();
        assert!(made.read("made.toml").contains(&format!("DfE, Children in need {year}")), "{at}");
        assert!(!made.read("made.toml").contains(&format!("Children in need {}", year + 1)), "{at}");
    }
    let early = import("--at 2017-09 --dfe tables --authority E00000004").code(2).run();
    let said = "no census of Shire 4, County of up to the beginning of Sep 2017; they have 2017, 2018";
    assert!(early.stderr.contains(said), "{}", early.stderr);
}

#[test]
fn what_does_not_fit_together_is_an_error() {
    let error = |arguments: &str| import(arguments).code(2).run().stderr;
    let team = error("--at 2025-04 --dfe tables --authority E00000004 --case-team Corut");
    assert!(team.contains("no team of the list is called `Corut`; it has Assessment, Court"), "{team}");
    let authority = error("--at 2025-04 --dfe tables --authority Shyre");
    assert!(authority.contains("no authority in these tables is called `Shyre`"), "{authority}");
    assert!(error("--dfe tables").contains("--authority"));
    assert!(error("--case-team Court").contains("--dfe"));
}
