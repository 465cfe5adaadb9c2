//! Staff lists.

use jiff::civil::date;

use super::*;
use crate::import::sheet::{Headings, SheetFile};

/// A list from rows of start, leaving date, FTE, role, team and kind.
pub(super) fn list(rows: &[&str]) -> StaffList {
    read(&format!("Start date,Leaving date,FTE,Role,Team,Agency\n{}\n", rows.join("\n"))).unwrap()
}

fn read(text: &str) -> Result<StaffList, crate::import::sheet::SheetError> {
    let sheet = SheetFile::read("staff.csv", text.as_bytes())?.records(COLUMNS, None, &Headings::default())?;
    StaffList::read(&sheet)
}

/// Some thousands of numbers that look random, the same every time.
struct Numbers(u64);

impl Numbers {
    /// A number below `most`.
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn day(&mut self) -> Date {
        date(2012, 1, 1).checked_add(jiff::Span::new().days(self.below(365 * 14) as i64)).unwrap()
    }

    /// A row: usually right, at times one that cannot be placed.
    fn row(&mut self) -> String {
        let start = self.day();
        let leaving = match self.below(5) {
            0 => format!("{}", self.day()),
            1 => format!("{}", start.checked_add(jiff::Span::new().days(self.below(1500) as i64)).unwrap()),
            _ => String::new(),
        };
        let start = if self.below(20) == 0 { String::new() } else { format!("{}", start.strftime("%d/%m/%Y")) };
        let fte = ["1", "0.8", "60%", "0.5", "0", "2", ""][self.below(7) as usize];
        let team = ["Duty", "Court", "Care"][self.below(3) as usize];
        let kind = ["No", "No", "Yes", ""][self.below(4) as usize];
        format!("{start},{leaving},{fte},Social worker,{team},{kind}")
    }
}

const APRIL: fn(i32) -> Month = |year| Month::new(year, 4);

#[test]
fn every_row_is_in_post_or_said_why_not() {
    for seed in 0..40 {
        let mut numbers = Numbers(seed);
        let rows: Vec<String> = (0..300).map(|_| numbers.row()).collect();
        let list = list(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(list.rows(), 300);
        for month in (0..40).map(|quarter| Month::new(2014, 1).plus(3 * quarter)) {
            let opening = list.opening_at(month).unwrap();
            let counts = opening.counts().clone();
            let sum = counts.permanent + counts.agency + counts.left + counts.later.len() + counts.unplaced;
            assert_eq!(sum, 300, "{counts:?}");
            assert_eq!(counts.permanent, list.permanent_heads(month));
            assert_eq!(counts.agency, list.agency_heads(month));
            let fte: f64 = opening.team_fte().map(|(_, fte, _)| fte).sum();
            assert!((fte - list.permanent_fte(month)).abs() < 1e-9);
            let text = opening.scenario("A council", 36);
            let of_scenario = text.split("heads = ").skip(1).map(|rest| rest.split(',').next().unwrap());
            let placed: usize = of_scenario.map(|heads| heads.parse::<usize>().unwrap()).sum();
            assert_eq!(placed, counts.permanent);
            let workers = text.split("\nworkers = ").skip(1).map(|rest| rest.lines().next().unwrap());
            assert_eq!(workers.map(|heads| heads.parse::<usize>().unwrap()).sum::<usize>(), counts.agency);
        }
    }
}

#[test]
fn nothing_after_the_opening_enters() {
    let month = APRIL(2020);
    let cut = first_day(month);
    for seed in 0..20 {
        let mut numbers = Numbers(1000 + seed);
        let rows: Vec<String> = (0..200).map(|_| numbers.row()).collect();
        let before = list(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        let mut after = before.clone();
        let later =
            |numbers: &mut Numbers| cut.checked_add(jiff::Span::new().days(numbers.below(4000) as i64)).unwrap();
        for person in &mut after.people {
            if person.start >= cut {
                person.start = later(&mut numbers);
                person.leaving = None;
                person.team = numbers.below(3) as usize;
                person.fte = Some(0.1);
            } else if person.leaving.is_none_or(|leaving| leaving >= cut) {
                person.leaving = (numbers.below(2) == 0).then(|| later(&mut numbers));
            }
        }
        let text = |list: &StaffList| list.opening_at(month).unwrap().scenario("A council", 36);
        assert_eq!(text(&before), text(&after));
        assert_ne!(text(&before), before.opening_at(month.plus(12)).unwrap().scenario("A council", 36));
    }
}

#[test]
fn people_are_in_post_from_the_day_after_the_start_to_the_last_day() {
    let list = list(&[
        "31/03/2020,,1,,Duty,No",
        "01/04/2020,,1,,Duty,No",
        "01/01/2019,31/03/2020,0.5,,Duty,No",
        "01/01/2019,01/04/2020,0.8,,Duty,No",
        "01/01/2019,,0.6,,Duty,Yes",
    ]);
    assert_eq!(list.permanent_heads(APRIL(2020)), 2);
    assert!((list.permanent_fte(APRIL(2020)) - 1.8).abs() < 1e-12);
    assert!((list.agency_fte(APRIL(2020)) - 0.6).abs() < 1e-12);
    assert!((list.leavers_in_year_before(APRIL(2020)) - 0.5).abs() < 1e-12);
    assert!((list.leavers_in_year_before(Month::new(2020, 5)) - 1.3).abs() < 1e-12);
    assert!((list.starters_in_year_before(Month::new(2020, 5)) - 2.0).abs() < 1e-12);
    assert_eq!(list.month_after_latest(), Some(Month::new(2020, 5)));
}

#[test]
fn whole_months_of_service_are_counted() {
    let months = |start: &str, month| list(&[&format!("{start},,1,,Duty,No")]).people[0].months_in_service(month);
    assert_eq!(months("01/03/2020", APRIL(2020)), 1);
    assert_eq!(months("02/03/2020", APRIL(2020)), 0);
    assert_eq!(months("31/03/2019", APRIL(2020)), 12);
}

#[test]
fn experience_is_the_time_in_each_band_and_who_left_in_it() {
    // Leaves after two and a half years of service, of which two were below the bound.
    let list = list(&[
        "01/04/2017,31/03/2017,1,,Duty,No",
        "01/10/2017,31/03/2020,1,,Duty,No",
        "01/01/2000,30/06/2010,1,,Duty,No",
    ]);
    let experience = Experience::new(&list, APRIL(2020));
    assert!(!experience.is_short);
    let [under_2, from_2, ..] = experience.leavers;
    assert!((under_2.1 - 2.0).abs() < 0.01 && (from_2.1 - 0.5).abs() < 0.01, "{:?}", experience.leavers);
    assert_eq!((under_2.0, from_2.0), (0.0, 1.0));
    assert!((experience.starters.1 - 2.5).abs() < 0.01);
    assert_eq!(experience.starters.0, 1.0);
}

#[test]
fn without_leavers_there_is_no_experience_and_from_the_earliest_one_on_there_is() {
    let present = list(&["01/04/2017,,1,,Duty,No", "01/04/2019,,1,,Duty,No"]);
    let opening = present.opening_at(APRIL(2020)).unwrap();
    for rate in opening.rates() {
        assert_eq!(rate.rate.exposure, 0.0);
        assert!((rate.rate.rate() - rate.rate.pooled).abs() < 1e-12);
    }
    assert!(opening.notes()[0].starts_with("Nobody in the list had left by then"), "{:?}", opening.notes());
    let some =
        list(&["01/04/2010,,1,,Duty,No", "01/04/2011,30/09/2019,1,,Duty,No", "01/04/2012,31/12/2019,1,,Duty,No"]);
    let experience = Experience::new(&some, APRIL(2020));
    assert_eq!(experience.from, date(2019, 10, 1));
    // The leaver by whom the beginning was found does not count.
    let leavers: f64 = experience.leavers.iter().map(|band| band.0).sum();
    assert_eq!(leavers, 1.0);
    let notes = some.opening_at(APRIL(2020)).unwrap().notes();
    assert!(notes[0].starts_with("The list has those who left from 2019-10-01 on"), "{notes:?}");
}

#[test]
fn the_newly_qualified_are_in_their_year() {
    let list = list(&["01/09/2019,,1,NQSW,Duty,No", "01/09/2015,,1,NQSW,Duty,No", "01/09/2015,,1,ASYE lead,Duty,No"]);
    let text = list.opening_at(APRIL(2020)).unwrap().scenario("A", 12);
    assert!(text.contains("duty_asye_7m = { team = \"duty\", route = \"nqsw\", stage = \"asye\", heads = 1, months_in_service = 7, months_in_stage = 7"));
    assert!(text.contains("duty_qualified_48m = "), "{text}");
    assert!(text.contains("duty_48m = { team = \"duty\", route = \"social_worker\", heads = 1"));
}

#[test]
fn rows_that_cannot_be_placed_have_a_reason() {
    let list = list(&[
        ",,1,,Duty,No",
        "01/04/2019,01/04/2018,1,,Duty,No",
        "01/04/2019,,0,,Duty,No",
        "01/04/2019,,1.6,,Duty,No",
        "01/04/2019,,,,Duty,No",
        "01/01/1900,,1,,Duty,No",
        "01/04/2018,01/04/2019,0,,Duty,No",
        "01/04/2018,31/12/4712,1,,Duty,No",
    ]);
    let reasons: Vec<(u64, UnplacedReason)> = list.unplaced.clone();
    let expected = [
        (2, UnplacedReason::NoStart),
        (3, UnplacedReason::LeftBeforeStart),
        (4, UnplacedReason::FteOutOfRange),
        (5, UnplacedReason::FteOutOfRange),
        (6, UnplacedReason::NoFte),
        (7, UnplacedReason::EarlyStart),
    ];
    assert_eq!(reasons, expected);
    assert_eq!(list.people.len(), 2);
    assert_eq!(list.month_after_latest(), Some(Month::new(2019, 5)));
    let nobody = list.opening_at(Month::new(2017, 1)).unwrap_err().to_string();
    assert_eq!(nobody, "no permanent worker was in post at the beginning of Jan 2017: the first start is in Apr 2018");
}

#[test]
fn a_column_of_names_is_not_taken_for_the_team() {
    let names: Vec<String> = (0..30).map(|n| format!("01/04/2019,,1,,Person {n},No")).collect();
    let text = format!("Start date,Leaving date,FTE,Role,Team,Agency\n{}\n", names.join("\n"));
    let error = read(&text).unwrap_err().to_string();
    assert!(error.contains("the column `Team`") && error.contains("30 different values in 30 rows"), "{error}");
    assert!(!error.contains("Person"), "{error}");
}

#[test]
fn years_of_two_digits_are_of_the_century_of_the_list() {
    let list = list(&["1-Apr-98,,1,,Duty,No", "1-Apr-19,,1,,Duty,No", "01/04/2020,,1,,Duty,No"]);
    let starts: Vec<i16> = list.people.iter().map(|person| person.start.year()).collect();
    assert_eq!(starts, [1998, 2019, 2020]);
    let unknown = read("Start date,FTE\n1-Apr-98,1\n").unwrap_err().to_string();
    assert!(
        unknown.starts_with("staff.csv, line 2, column `Start date`: the year of `1-Apr-98` has two digits"),
        "{unknown}"
    );
}
