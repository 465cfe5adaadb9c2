//! Back-tests of made-up staff lists.

use super::*;
use crate::backtest::{ForecastMethod, ScoreRow};
use crate::import::sheet::{Headings, SheetFile};
use crate::import::staff_list::COLUMNS;

/// Numbers that look random, the same every time.
struct Draws(u64);

impl Draws {
    /// From 0 to below 1.
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A factor of mean one, whose logarithm is normal with this standard deviation.
    fn factor(&mut self, sd: f64) -> f64 {
        let normal = (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0;
        libm::exp(sd * normal - sd * sd / 2.0)
    }

    fn poisson(&mut self, mean: f64) -> usize {
        let (limit, mut product, mut count) = (libm::exp(-mean), self.uniform(), 0);
        while product > limit {
            product *= self.uniform();
            count += 1;
        }
        count
    }
}

/// How the people of a made-up council come and go, from 2012 to March 2026.
#[derive(Clone, Copy)]
struct StaffProcess {
    /// Permanent workers at first.
    heads: usize,
    /// Agency workers at first: each month a tenth of them end, and as many begin.
    agency: usize,
    /// Starters and leavers a year for each of the first permanent workers, and for each now.
    rate: f64,
    /// The year from which leavers are so many times as many.
    shock: Option<(i32, f64)>,
}

/// With about the rates of England, which differ from year to year as in the scenarios that are written.
const STEADY: StaffProcess = StaffProcess { heads: 150, agency: 25, rate: 0.145, shock: None };

/// The first year.
const FIRST: i32 = 2012;

impl StaffProcess {
    /// The rows of a list: start, leaving date, FTE, whether agency.
    fn rows(self, seed: u64) -> Vec<String> {
        let mut draws = Draws(seed);
        let (mut rows, mut permanent, mut agency) = (Vec::new(), Vec::new(), Vec::new());
        permanent.extend((0..self.heads).map(|n| Month::new(FIRST, 1).plus(-1 - (n as i32 * 7) % 120)));
        agency.extend((0..self.agency).map(|n| Month::new(FIRST, 1).plus(-1 - n as i32 % 12)));
        let (mut leaving, mut starting) = (1.0, 1.0);
        for month in (0..12 * 14 + 3).map(|n| Month::new(FIRST, 1).plus(n)) {
            if month.index_in_year() == 3 {
                (leaving, starting) = (draws.factor(0.2), draws.factor(0.3));
            }
            let shock = self.shock.filter(|(from, _)| month.year() >= *from).map_or(1.0, |(_, times)| times);
            let leave = 1.0 - libm::exp(-self.rate * leaving * shock / 12.0);
            part(&mut draws, &mut permanent, leave, month, "No", &mut rows);
            let starters = draws.poisson(self.rate * starting * self.heads as f64 / 12.0);
            permanent.extend((0..starters).map(|_| month));
            part(&mut draws, &mut agency, 0.1, month, "Yes", &mut rows);
            agency.resize(self.agency, month);
        }
        for (staying, kind) in [(permanent, "No"), (agency, "Yes")] {
            rows.extend(staying.into_iter().map(|start| row(start, None, kind)));
        }
        rows
    }

    fn list(self, seed: u64) -> StaffList {
        list(&self.rows(seed))
    }
}

/// Moves those who leave in a month to the rows.
fn part(draws: &mut Draws, staff: &mut Vec<Month>, chance: f64, month: Month, kind: &str, rows: &mut Vec<String>) {
    staff.retain(|&start| {
        let leaves = draws.uniform() < chance;
        if leaves {
            rows.push(row(start, Some(month), kind));
        }
        !leaves
    });
}

/// Starts are on the 10th, last days on the 20th; four in five work full time.
fn row(start: Month, leaving: Option<Month>, kind: &str) -> String {
    let day = |month: Month, day: u32| format!("{day}/{}/{}", month.index_in_year() + 1, month.year());
    let fte = if start.index_in_year().is_multiple_of(5) { "0.6" } else { "1" };
    let leaving = leaving.map(|month| day(month, 20)).unwrap_or_default();
    format!("{},{leaving},{fte},Duty,{kind}", day(start, 10))
}

fn list(rows: &[String]) -> StaffList {
    let text = format!("Start date,Leaving date,FTE,Team,Agency\n{}\n", rows.join("\n"));
    let sheet = SheetFile::read("staff.csv", text.as_bytes()).unwrap().records(COLUMNS, None, &Headings::default());
    StaffList::read(&sheet.unwrap()).unwrap()
}

fn run(list: &StaffList, quarters: QuarterSpan, horizons: &[&str]) -> Result<Backtest, BacktestError> {
    let horizons = horizons.iter().map(|years| ForecastHorizon::parse(years).unwrap()).collect();
    let span = BacktestSpan { horizons, authority: None, seed: 1 };
    let sources = HistorySources { list, reported: None, cases: None };
    own_history(sources, quarters, span, Vec::new(), &Options::new(200))
}

fn from(year: i32, month: i32) -> QuarterSpan {
    QuarterSpan { from: Some(Month::new(year, month)), until: None }
}

/// The scores over all origins of a measure by the model.
fn of_model(found: &Backtest, measure: ScoredMeasure) -> &ScoreRow {
    let is_of = |row: &&ScoreRow| row.measure == Some(measure) && row.origin.is_none();
    found.scores.iter().filter(is_of).find(|row| row.method == ForecastMethod::Staffcast).unwrap()
}

/// The shares of the quarters of several lists within the 80% range one year ahead, of permanent FTE and of turnover.
fn coverage(process: StaffProcess, quarters: QuarterSpan) -> [f64; 2] {
    const LISTS: u64 = 8;
    let found: Vec<Backtest> = (1..=LISTS).map(|seed| run(&process.list(seed), quarters, &["1"]).unwrap()).collect();
    let shares = [ScoredMeasure::PermanentFte, ScoredMeasure::Turnover]
        .map(|measure| found.iter().map(|found| of_model(found, measure).coverage[1]).sum::<f64>() / LISTS as f64);
    // The figures of docs/backtest.md.
    println!("within the 80% range: {shares:.2?}");
    shares
}

#[test]
fn the_ranges_hold_about_what_they_say_for_a_council_that_is_like_the_model() {
    // Some 80 separate years: two standard errors of a share of 80% are 9 points. Rates of three years are taken as if these differed by
    // chance alone, so a little less than 80% is to be expected.
    for share in coverage(STEADY, QuarterSpan::default()) {
        assert!((0.65..=0.92).contains(&share), "{share}");
    }
}

#[test]
fn the_ranges_do_not_hold_a_shock_that_nobody_knew_of() {
    let in_it = QuarterSpan { until: Some(Month::new(2023, 1)), ..from(2021, 1) };
    let shocked = StaffProcess { shock: Some((2021, 2.5)), ..STEADY };
    let [with, without] = [shocked, STEADY].map(|process| coverage(process, in_it)[0]);
    assert!(with < 0.4 && without > 0.6, "{with} {without}");
}

#[test]
fn nothing_later_than_the_origin_enters() {
    let rows = STEADY.rows(3);
    let before = list(&rows);
    let mut after = before.clone();
    let origin = Month::new(2019, 7);
    let cut = crate::import::staff_list::first_day(origin);
    let mut draws = Draws(9);
    for person in &mut after.people {
        let later = cut.checked_add(jiff::Span::new().days((draws.uniform() * 500.0) as i64)).unwrap();
        if person.start >= cut {
            (person.start, person.leaving, person.fte) = (later, None, Some(0.1));
        } else if person.leaving.is_none_or(|day| day >= cut) {
            person.leaving = (draws.uniform() < 0.5).then_some(later);
        }
    }
    let forecasts = |list: &StaffList| {
        let quarters = QuarterSpan { until: Some(Month::new(2022, 1)), ..from(2017, 1) };
        let found = run(list, quarters, &["0.25", "1"]).unwrap();
        let known = found.outcomes.into_iter().filter(|outcome| outcome.origin.month() <= origin);
        let percentiles = |outcome: ForecastOutcome| {
            let key = (outcome.origin, outcome.horizon, outcome.measure as usize);
            (key, outcome.forecasts.map(|forecast| forecast.map(|one| one.percentiles)))
        };
        known.map(percentiles).collect::<std::collections::BTreeMap<_, _>>()
    };
    let (one, other) = (forecasts(&before), forecasts(&after));
    // Eleven quarters, of four measures a quarter ahead and a year ahead (turnover a year ahead only).
    assert_eq!((one.len(), other.len()), (11 * 7, 11 * 7));
    assert_eq!(one, other);
    let observed = |list: &StaffList| list.permanent_fte(origin.plus(12));
    assert!((observed(&before) - observed(&after)).abs() > 10.0);
}

#[test]
fn figures_are_those_of_the_list_by_hand() {
    // Nine full-time staff in post at the origin, of whom three have left within the year; two start, one of them half time.
    let mut rows: Vec<String> = (0..6).map(|_| "1/1/2010,,1,Duty,No".to_owned()).collect();
    rows.extend((0..3).map(|n| format!("1/1/2010,{}/6/2021,1,Duty,No", n + 1)));
    rows.extend(
        ["1/1/2010,31/12/2018,1,Duty,No", "1/1/2010,31/12/2019,1,Duty,No", "1/3/2018,31/3/2020,1,Duty,No"]
            .map(str::to_owned),
    );
    rows.extend(["1/2/2021,,1,Duty,No", "2/2/2021,,0.5,Duty,No", "1/2/2022,,1,Duty,No"].map(str::to_owned));
    let found = run(&list(&rows), from(2021, 1), &["1"]).unwrap();
    let [permanent, turnover] = &found.outcomes[..] else { panic!("{:?}", found.outcomes) };
    assert_eq!((permanent.measure, permanent.observed), (ScoredMeasure::PermanentFte, 7.5));
    assert_eq!((turnover.measure, turnover.observed), (ScoredMeasure::Turnover, 100.0 * 3.0 / 7.5));
    assert_eq!((permanent.permanent, permanent.origin), (9.0, ForecastOrigin::Month(Month::new(2021, 1))));
    let row = of_model(&found, ScoredMeasure::PermanentFte);
    assert_eq!((row.n, row.separate_spans), (1, 1));
    assert!(row.coverage_errors.iter().all(|error| error.is_nan()));
}

#[test]
fn no_change_is_the_last_value_and_the_councils_own_changes() {
    let list = STEADY.list(5);
    let origin = Month::new(2018, 4);
    let known = KnownHistory::new(&list, None, origin, None);
    let horizon = ForecastHorizon::of_years(1);
    let first = list.recorded_from(origin, false).unwrap();
    let at = |quarters: i32| list.permanent_fte(origin.plus(-3 * quarters));
    let mut expected: Vec<f64> =
        (0..=origin.since(first) / 3 - 4).map(|quarters| at(0) * at(quarters) / at(quarters + 4)).collect();
    expected.sort_unstable_by(f64::total_cmp);
    assert!(expected.len() >= 8);
    let found = known.no_change(ScoredMeasure::PermanentFte, horizon).unwrap();
    let median = crate::summary::percentile(&expected, 50.0).unwrap();
    assert!((found.quantile(0.5) - median).abs() < 1e-9);
    // Soon after the list begins, there are too few changes.
    let early = KnownHistory::new(&list, None, first.plus(9), None);
    assert!(early.no_change(ScoredMeasure::PermanentFte, horizon).is_none());
}

#[test]
fn what_never_changed_is_forecast_exactly() {
    let rows = [
        "1/1/2010,,1,Duty,No",
        "1/1/2010,5/1/2011,1,Duty,No",
        "1/1/2010,20/3/2011,0.7,Duty,Yes",
        "10/3/2011,,0.7,Duty,Yes",
    ];
    let list = list(&rows.map(str::to_owned));
    let known = KnownHistory::new(&list, None, Month::new(2014, 1), None);
    let found = known.no_change(ScoredMeasure::AgencyFte, ForecastHorizon::of_years(1)).unwrap();
    assert_eq!([found.quantile(0.05), found.quantile(0.95)], [0.7, 0.7]);
}

#[test]
fn quarters_begin_two_years_after_the_list_has_those_who_left() {
    let mut rows = STEADY.rows(4);
    // Those who left before 2019 are not in the list, except for one who left long before.
    let has_left_early = |row: &String| {
        let leaving = row.split(',').nth(1).unwrap().rsplit('/').next().unwrap();
        leaving.parse::<i32>().is_ok_and(|year| year < 2019)
    };
    rows.retain(|row| !has_left_early(row));
    rows.push("10/1/2001,20/3/2009,1,Duty,No".to_owned());
    let list = list(&rows);
    let found = run(&list, QuarterSpan::default(), &["1"]).unwrap();
    let history = found.own_history().unwrap();
    assert!(history.recorded_from.unwrap().since(Month::new(2019, 1)) <= 2, "{:?}", history.recorded_from);
    assert_eq!(found.outcomes[0].origin, ForecastOrigin::Month(Month::new(2021, 4)));
    assert!(history.cautions.is_empty(), "{:?}", history.cautions);
    // From an earlier quarter only if that is asked for, and with a caution.
    let early = run(&list, from(2016, 2), &["1"]).unwrap();
    assert_eq!(early.outcomes[0].origin, ForecastOrigin::Month(Month::new(2016, 4)));
    let cautions = &early.own_history().unwrap().cautions;
    assert!(
        cautions[0].starts_with("The list has those who left from ") && cautions[0].contains("only those who stayed"),
        "{cautions:?}"
    );
    assert!(cautions[1].contains("begin before the first pooled rates were published"), "{cautions:?}");
}

#[test]
fn what_cannot_be_opened_is_said() {
    let error = |rows: &[&str], quarters| {
        let rows: Vec<String> = rows.iter().map(|&row| row.to_owned()).collect();
        run(&list(&rows), quarters, &["1"]).unwrap_err().to_string()
    };
    let stayed = ["1/1/2015,,1,Duty,No", "1/1/2024,,1,Duty,No"];
    assert!(error(&stayed, QuarterSpan::default()).starts_with("no permanent worker in the list left before Feb 2024"));
    let agency = ["1/1/2015,1/1/2020,1,Duty,Yes", "1/1/2024,,1,Duty,Yes"];
    assert_eq!(
        error(&agency, QuarterSpan::default()),
        "the list has no permanent workers: there is nothing to forecast"
    );
    let short = ["1/1/2015,1/6/2023,1,Duty,No", "1/1/2024,,1,Duty,No"];
    assert_eq!(
        error(&short, QuarterSpan::default()),
        "nothing can be scored yet: the list has those who left from Jul 2023 on, so the first quarter with two years of history begins in \
         Jul 2025, and the list ends at the beginning of Feb 2024; `--from 2023-07` opens the quarters from then on"
    );
    assert_eq!(
        error(&short, from(2023, 7)),
        "no quarter from Jul 2023 on is followed by 12 months of the list, which ends at the beginning of Feb 2024: choose an earlier \
         `--from`, or shorter `--horizons`"
    );
    assert!(error(&["1/1/2024,,9,Duty,No"], QuarterSpan::default()).contains("no row can be placed"));
    let before = QuarterSpan { until: Some(Month::new(2012, 1)), ..from(2010, 1) };
    assert!(error(&short, before).starts_with("no permanent worker was in post"));
}
