//! Back-tests of made-up tables: 30 authorities, 2017 to 2024.

use super::*;
use crate::import::{AuthorityYear, PublishedFigures};
use crate::run::Options;

fn tables(change: impl Fn(&str) -> Option<String>) -> PublishedFigures {
    let files = [
        ("workforce.csv", include_str!("../../tests/import/workforce.csv")),
        ("referrals.csv", include_str!("../../tests/import/referrals.csv")),
    ];
    let changed = files.map(|(name, text)| {
        let mut lines = text.lines();
        let head = lines.next().unwrap().to_owned();
        let rows: Vec<String> = std::iter::once(head).chain(lines.filter_map(&change)).collect();
        (name.to_owned(), (rows.join("\n") + "\n").into_bytes())
    });
    PublishedFigures::read(&changed).unwrap()
}

fn published() -> PublishedFigures {
    tables(|line| Some(line.to_owned()))
}

/// The censuses of some years, and whole years ahead.
fn span(years: RangeInclusive<i32>, horizons: &[u32]) -> (CensusSpan, BacktestSpan) {
    let horizons = horizons.iter().copied().map(ForecastHorizon::of_years).collect();
    (CensusSpan { years, has_pool: false }, BacktestSpan { horizons, authority: None, seed: 1 })
}

fn run(
    published: &PublishedFigures,
    (censuses, span): (CensusSpan, BacktestSpan),
    replications: u64,
) -> Result<Backtest, BacktestError> {
    backtest(published, published, censuses, span, Vec::new(), &Options::new(replications))
}

#[test]
fn nothing_later_than_the_origin_enters() {
    // Later censuses with other staff, agency, vacancies and cases.
    let garbled = tables(|line| {
        let year: i32 = line.split(',').next().unwrap().chars().take(4).collect::<String>().parse().unwrap();
        let figure = |cell: &str| cell.parse::<f64>().map_or(cell.to_owned(), |value| (2.0 + value / 3.0).to_string());
        let later = |(place, cell): (usize, &str)| if place > 4 { figure(cell) } else { cell.to_owned() };
        let cells: Vec<String> = line.split(',').enumerate().map(later).collect();
        Some(if year > 2021 { cells.join(",") } else { line.to_owned() })
    });
    let percentiles = |published: &PublishedFigures| {
        let found = run(published, span(2020..=2021, &[1, 3]), 64).unwrap();
        // At 2020 the next census is not garbled, so the errors by which forecasts from 2021 are recalibrated are the same.
        let of_outcome = |outcome: &ForecastOutcome| {
            let key = (outcome.code.clone(), outcome.origin, outcome.horizon, outcome.measure as usize);
            (key, outcome.forecasts.map(|forecast| forecast.map(|one| one.percentiles)))
        };
        found.outcomes.iter().map(of_outcome).collect::<std::collections::BTreeMap<_, _>>()
    };
    let (one, other) = (percentiles(&published()), percentiles(&garbled));
    // What is garbled may not be scored, but what is scored was forecast alike.
    let both: Vec<_> = one.iter().filter_map(|(key, forecasts)| Some((key, forecasts, other.get(key)?))).collect();
    assert!(both.len() > 600, "{} {} {}", both.len(), one.len(), other.len());
    for (key, forecasts, garbled) in both {
        assert_eq!(forecasts, garbled, "{key:?}");
    }
}

#[test]
fn forecasts_depend_on_neither_threads_nor_other_authorities() {
    let (censuses, all) = span(2021..=2022, &[2]);
    let one_authority = (censuses, BacktestSpan { authority: Some("Shire 7".into()), ..all });
    let published = published();
    let on = |(censuses, span), threads| {
        let options = Options { threads: Some(threads), ..Options::new(70) };
        backtest(&published, &published, censuses, span, Vec::new(), &options).unwrap().outcomes
    };
    let alone = on(one_authority, 1);
    let among: Vec<ForecastOutcome> =
        on(span(2021..=2022, &[2]), 3).into_iter().filter(|outcome| outcome.name == "Shire 7").collect();
    let of_model = |outcomes: &[ForecastOutcome]| {
        outcomes.iter().map(|outcome| *outcome.of(ForecastMethod::Staffcast).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(alone.len(), 12);
    assert_eq!(of_model(&alone), of_model(&among));
}

#[test]
fn no_change_is_the_last_value_and_the_changes_of_all_authorities() {
    let published = published();
    let found = run(&published, span(2022..=2022, &[1]), 64).unwrap();
    let outcome = found
        .outcomes
        .iter()
        .find(|outcome| outcome.name == "Shire 5" && outcome.measure == ScoredMeasure::PermanentFte)
        .unwrap();
    let permanent = |row: &AuthorityYear| ScoredMeasure::PermanentFte.published(row);
    let now = permanent(published.at(&outcome.code, 2022).unwrap());
    let mut values: Vec<f64> = Vec::new();
    for (code, _) in published.authorities() {
        for year in 2017..2022 {
            let [before, after] = [year, year + 1].map(|year| permanent(published.at(code, year).unwrap()));
            if before >= 20.0 {
                values.push(100.0 * after / before);
            }
        }
    }
    values.sort_unstable_by(f64::total_cmp);
    let median = SampleForecast::new(values).unwrap().quantile(0.5);
    let no_change = outcome.of(ForecastMethod::NoChange).unwrap();
    assert!((no_change.percentiles[3] - median).abs() < 1e-9, "{} {median}", no_change.percentiles[3]);
    let later = permanent(published.at(&outcome.code, 2023).unwrap());
    assert!((outcome.observed - 100.0 * later / now).abs() < 1e-9);
}

/// A forecast with these percentiles.
fn forecast(percentiles: [f64; QUANTILE_LEVELS.len()], crps: f64) -> ScoredForecast {
    ScoredForecast { percentiles, crps, pit: 0.5 }
}

/// An outcome of each measure, with the same forecast of the model and of no change.
fn outcomes(authority: usize, origin: i32, observed: f64) -> Vec<ForecastOutcome> {
    let outcome = |measure| {
        let mut forecasts = [None; ForecastMethod::ALL.len()];
        forecasts[ForecastMethod::Staffcast as usize] = Some(forecast([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], 1.0));
        forecasts[ForecastMethod::NoChange as usize] = Some(forecast([0.0, 0.0, 3.0, 4.0, 5.0, 8.0, 8.0], 2.0));
        ForecastOutcome {
            code: format!("E{authority}"),
            name: format!("Shire {authority}"),
            permanent: 100.0 * (1.0 + authority as f64),
            origin: ForecastOrigin::Census(origin),
            horizon: ForecastHorizon::of_years(1),
            measure,
            observed,
            forecasts,
        }
    };
    ScoredMeasure::ALL.map(outcome).to_vec()
}

#[test]
fn scores_are_those_of_forecasts_counted_by_hand() {
    // Within all ranges, at the edge of the 80% range, below all, above the 80% range only.
    let all: Vec<ForecastOutcome> = [4.5, 2.0, 0.5, 6.5, 4.0, 4.0]
        .into_iter()
        .enumerate()
        .flat_map(|(authority, observed)| outcomes(authority, 2020 + (authority % 2) as i32, observed))
        .collect();
    let rows = scores::scores(&all, &SizeThird::ALL);
    let find = |measure, origin, size, method| {
        rows.iter()
            .find(|row| row.measure == measure && row.origin == origin && row.size == size && row.method == method)
            .unwrap()
    };
    let row = find(Some(ScoredMeasure::Turnover), None, None, ForecastMethod::Staffcast);
    assert_eq!((row.n, row.coverage.map(|share| (6.0 * share).round())), (6, [3.0, 4.0, 5.0]));
    assert!((row.below - 1.0 / 6.0).abs() < 1e-12 && (row.above - 1.0 / 6.0).abs() < 1e-12);
    assert_eq!((row.width80, row.crps, row.skill, row.separate_spans), (4.0, 1.0, 0.5, 2));
    // 1.5 below and 0.5 above the range.
    assert!((row.interval80 - (4.0 + 10.0 * 2.0 / 6.0)).abs() < 1e-12);
    assert!((row.bias - (4.0 - 21.5 / 6.0)).abs() < 1e-12);
    let mean = find(None, None, None, ForecastMethod::Staffcast);
    assert_eq!((mean.n, mean.width80, mean.skill), (6, 0.5, 0.5));
    assert!((mean.coverage[1] - row.coverage[1]).abs() < 1e-12);
    let small = find(Some(ScoredMeasure::Turnover), None, Some(SizeThird::Small), ForecastMethod::Staffcast);
    assert_eq!((small.n, small.coverage[1]), (2, 1.0));
    let year = find(Some(ScoredMeasure::Turnover), Some(ForecastOrigin::Census(2021)), None, ForecastMethod::Staffcast);
    assert_eq!((year.n, (3.0 * year.coverage[1]).round()), (3, 2.0));
    // Six authorities, two years: of the order of the error of six independent figures, 0.19.
    for error in row.coverage_errors {
        assert!(error > 0.1 && error < 0.5, "{error}");
    }
}

#[test]
fn recalibration_uses_only_errors_known_at_the_origin() {
    // Observed two above the median at 2020, where the 80% range is four wide: half a width.
    let at = |origin: i32, observed: f64| (0..40).flat_map(move |authority| outcomes(authority, origin, observed));
    let mut all: Vec<ForecastOutcome> = at(2020, 6.0).chain(at(2021, 100.0)).collect();
    recalibration::recalibrate(&mut all);
    for outcome in &all {
        match (outcome.origin, outcome.of(ForecastMethod::Recalibrated)) {
            (ForecastOrigin::Census(2020), recalibrated) => assert!(recalibrated.is_none()),
            (_, recalibrated) => assert_eq!(recalibrated.unwrap().percentiles, [6.0; QUANTILE_LEVELS.len()]),
        }
    }
    // Of two years ahead, the outcome of 2020 is not known in 2021.
    let mut all: Vec<ForecastOutcome> = at(2020, 6.0).chain(at(2021, 100.0)).collect();
    for outcome in &mut all {
        outcome.horizon = ForecastHorizon::of_years(2);
    }
    recalibration::recalibrate(&mut all);
    assert!(all.iter().all(|outcome| outcome.of(ForecastMethod::Recalibrated).is_none()));
}

#[test]
fn what_cannot_be_scored_is_said() {
    let published = published();
    let error = |span| run(&published, span, 64).unwrap_err().to_string();
    assert_eq!(
        error(span(2024..=2024, &[1])),
        "nothing can be scored; the tables have the censuses of 2017 to 2024\n  from 2024: the tables have no census of 2025; choose an \
         earlier origin or a shorter horizon"
    );
    let (censuses, all) = span(2020..=2020, &[1]);
    let nobody = BacktestSpan { authority: Some("Shire 99".into()), ..all };
    assert!(error((censuses, nobody)).starts_with("no authority in these tables is called `Shire 99`"));
    let stopped = Options { watch: &|_| std::ops::ControlFlow::Break(()), ..Options::new(64) };
    let (censuses, span) = span(2020..=2020, &[1]);
    let stopped = backtest(&published, &published, censuses, span, Vec::new(), &stopped);
    assert_eq!(stopped.unwrap_err(), BacktestError::Cancelled);
}
