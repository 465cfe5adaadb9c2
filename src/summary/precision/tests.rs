//! Known answers: where runs stop, and that what they then say holds.

use super::*;
use crate::measures::Measure;
use crate::plan::Plan;
use crate::random::normal_quantile;
use crate::run::{Options, Scale, Tally, Wave, looks};
use crate::scenario::Scenario;
use crate::summary::sequences::tests::uniforms;
use crate::summary::{run, run_until};

/// What a simulated run knows when it stops, and the number of values it took.
fn stop(watched: &Watched, scale: Scale, seed: u64, value: impl Fn(f64) -> f64) -> (HeadlinePrecision, u64) {
    let mut uniform = uniforms(seed);
    let mut tally = Tally::new(0.0, scale);
    let mut known = watched.look(&tally);
    for Wave { before, replications, is_look } in looks::waves(1_000_000, 512, true) {
        for _ in 0..replications / 64 {
            let values: [f64; 64] = std::array::from_fn(|_| value(uniform()));
            tally.add(&values);
        }
        if is_look {
            known = watched.look(&tally);
            if known.is_resolved() {
                return (known, before + replications);
            }
        }
    }
    (known, 1_000_000)
}

/// The share of runs that are wrong when they stop, and the mean number of futures as a multiple of what a fixed-n interval needs.
fn stopped(watched: &Watched, scale: Scale, truth: f64, oracle: f64, value: impl Fn(f64) -> f64) -> (f64, f64) {
    const RUNS: u64 = 400;
    let runs: Vec<_> = (1..=RUNS).map(|seed| stop(watched, scale, seed, &value)).collect();
    let is_wrong = |known: &HeadlinePrecision| truth < known.interval.0 || known.interval.1 < truth;
    let wrong = runs.iter().filter(|(known, _)| is_wrong(known)).count() as f64 / RUNS as f64;
    (wrong, runs.iter().map(|(_, n)| *n as f64).sum::<f64>() / RUNS as f64 / oracle)
}

/// Futures that a 95% interval of half-width `within` needs for values with this standard deviation.
fn fixed(sd: f64, within: f64) -> f64 {
    (1.96 * sd / within) * (1.96 * sd / within)
}

#[test]
fn likelihoods_hold_when_a_run_stops_at_about_two_and_a_half_times_a_fixed_number() {
    let watched = Watched::new(PrecisionSubject::Target(0), 0.01);
    // A tenth is further from the number to which the sequence is tuned, and its interval is longer on one side.
    for (p, most) in [(0.5, 2.5), (0.25, 2.5), (0.1, 2.7)] {
        let value = |uniform| f64::from(u8::from(uniform < p));
        let (wrong, times) = stopped(&watched, Scale::WHOLE, p, fixed(f64::sqrt(p * (1.0 - p)), 0.01), value);
        assert!(wrong <= 0.05 && times <= most, "{p}: {wrong} wrong, {times} times the futures");
    }
}

#[test]
fn means_hold_when_a_run_stops_at_two_and_a_half_times_a_fixed_number() {
    let watched = |within| Watched::new(PrecisionSubject::NetSaving, within);
    let pounds = crate::run::scale_of(crate::units::Unit::Pounds);
    let (wrong, times) =
        stopped(&watched(3_000.0), pounds, 0.0, fixed(1e5, 3_000.0), |uniform| 1e5 * normal_quantile(uniform));
    assert!(wrong <= 0.065 && times <= 2.5, "{wrong} wrong, {times} times the futures");
    let skewed = |uniform| -1e5 * libm::log(uniform);
    let (wrong, times) = stopped(&watched(3_000.0), pounds, 1e5, fixed(1e5, 3_000.0), skewed);
    assert!(wrong <= 0.065 && times <= 2.5, "{wrong} wrong, {times} times the futures");
}

#[test]
fn medians_hold_when_a_run_stops() {
    let watched = Watched::new(PrecisionSubject::AtEnd(Measure::AGENCY_RATE), 0.003);
    let share = crate::run::scale_of(crate::units::Unit::Share);
    // The median of normal values has a standard error of sqrt(pi / 2) of that of the mean.
    let sd = 0.1 * (std::f64::consts::PI / 2.0).sqrt();
    let (wrong, times) =
        stopped(&watched, share, 0.3, fixed(sd, 0.003), |uniform| 0.3 + 0.1 * normal_quantile(uniform));
    assert!(wrong <= 0.05 && times <= 2.7, "{wrong} wrong, {times} times the futures");
}

#[test]
fn precisions_are_read_in_the_units_of_their_kinds() {
    let of = |text: &str| Precision::parse(text).expect("a precision");
    let all = of("likelihood=1, saving=£20k,agency_rate=0.5,caseload=.1");
    let within: Vec<(&str, f64)> = all.entries().map(|(kind, within)| (kind.id(), within)).collect();
    assert_eq!(within, [("likelihood", 0.01), ("saving", 20_000.0), ("agency_rate", 0.005), ("caseload", 0.1)]);
}

#[test]
fn what_is_wrong_with_a_precision_is_said() {
    let said = |text: &str| Precision::parse(text).expect_err(text).to_string();
    for (text, part) in [
        ("likelihood", "`likelihood` is not KIND=VALUE"),
        ("", "`` is not KIND=VALUE"),
        ("saving=20,000", "`000` is not KIND=VALUE"),
        ("likelyhood=1", "unknown kind `likelyhood`: did you mean `likelihood`?"),
        ("luck=1", "unknown kind `luck`: expected likelihood, saving or a measure"),
        ("likelihood=0", "`likelihood` must be above 0 and at most 50 points, found `0`"),
        ("agency_rate=51", "`agency_rate` must be above 0 and at most 50 points, found `51`"),
        ("likelihood=-1", "found `-1`"),
        ("likelihood=NaN", "found `NaN`"),
        ("cost=inf", "`cost` must be a number of pounds above 0, found `inf`"),
        ("caseload=0", "`caseload` must be a number of cases per FTE above 0, found `0`"),
        ("cost=1,cost=2", "`cost` is given twice"),
    ] {
        assert!(said(text).contains(part), "{text}: {}", said(text));
    }
}

#[test]
fn what_plans_do_not_have_is_said_before_they_run() {
    let target = "\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.3\n";
    let plan = Plan::new(Scenario::parse(&format!("{}{target}", crate::examples::SMALL)).expect("a scenario"));
    let bare = Plan::new(Scenario::parse(crate::examples::SMALL).expect("a scenario"));
    let check =
        |text: &str, plan: &Plan, compared| Precision::parse(text).expect("a precision").check(&[plan], compared);
    assert_eq!(check("likelihood=1", &plan, false), Ok(()));
    assert_eq!(check("likelihood=1", &bare, false), Err(PrecisionError::NoLikelihood));
    assert_eq!(check("saving=1", &plan, false), Err(PrecisionError::NoSaving));
    assert_eq!(check("saving=1", &plan, true), Ok(()));
    assert_eq!(Precision::of_runs().supported_by(&[&bare]).within("likelihood"), None);
    assert_eq!(Precision::of_runs().supported_by(&[&bare]).within("agency_rate"), Some(0.005));
}

#[test]
fn a_run_that_stops_has_the_figures_of_a_run_of_as_many_futures() {
    let plan = Plan::new(Scenario::parse(crate::examples::SMALL).expect("a scenario"));
    let precision = Precision::parse("agency_rate=1,cost=5000").expect("a precision");
    let until = |threads| {
        let options = Options { threads: Some(threads), ..Options::new(50_000) };
        run_until(&plan, &precision, &options).expect("not cancelled")
    };
    let one = until(1);
    assert!((1_024..50_000).contains(&one.replications()), "{}", one.replications());
    assert!(one.precision().is_some_and(PrecisionReached::is_complete));
    let (other, whole) = (until(9), run(&plan, &Options::new(one.replications())).expect("not cancelled"));
    let figures = |of: &crate::summary::Summary| format!("{:?}", (&of.statistics, of.replications, &of.kept));
    assert_eq!(figures(&one), figures(&other));
    assert_eq!(figures(&one), figures(&whole));
    assert_eq!(whole.precision(), None);
}

#[test]
fn a_run_that_reaches_its_limit_says_what_it_does_not_know() {
    let plan = Plan::new(Scenario::parse(crate::examples::SMALL).expect("a scenario"));
    let precision = Precision::parse("cost=1,caseload=1000").expect("a precision");
    for limit in [1, 40, 1_500] {
        let summary = run_until(&plan, &precision, &Options::new(limit)).expect("not cancelled");
        assert_eq!(summary.replications(), limit);
        let reached = summary.precision().expect("it was asked for");
        let unresolved: Vec<&str> = reached.unresolved().map(|one| one.subject.kind().id()).collect();
        assert!(unresolved.contains(&"cost"), "{unresolved:?}");
        // Of 40 values nothing is known of the median at this level.
        assert_eq!(unresolved.contains(&"caseload"), limit < 1_500, "{unresolved:?}");
    }
}
