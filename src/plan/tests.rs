//! Values of inputs: phasing, several changes of one input, joint draws.

#![allow(clippy::needless_range_loop, reason = "futures are numbered in every month")]
#![allow(clippy::unwrap_used, reason = "what a test cannot do without fails it")]

use super::Plan;
use crate::examples::SMALL;
use crate::ids::TeamId;
use crate::scenario::Scenario;

fn plan(more: &str) -> Plan {
    Plan::new(Scenario::parse(&format!("{SMALL}{more}")).unwrap())
}

/// The value of an input in every month of the first replication.
fn by_month(more: &str, address: &str) -> Vec<f64> {
    let plan = plan(more);
    let id = plan.scenario().inputs.find(address).unwrap();
    plan.inputs.by_month(id, 1).into_iter().map(|futures| futures[0]).collect()
}

#[test]
fn a_phased_change_rises_in_equal_steps_and_stays() {
    let change = |does: &str| format!("\n[change.c]\nfrom = \"2016-06\"\nphase_in = 4\n{does}\n");
    let added = by_month(&change("add = { \"team.cin.establishment\" = -4 }"), "team.cin.establishment");
    assert_eq!(added[..8], [12.0, 12.0, 11.0, 10.0, 9.0, 8.0, 8.0, 8.0]);
    let set = by_month(&change("set = { \"team.cin.establishment\" = 20 }"), "team.cin.establishment");
    assert_eq!(set[..7], [12.0, 12.0, 14.0, 16.0, 18.0, 20.0, 20.0]);
    let multiplied = by_month(&change("multiply = { \"team.cin.establishment\" = 0.5 }"), "team.cin.establishment");
    assert_eq!(multiplied[..7], [12.0, 12.0, 10.5, 9.0, 7.5, 6.0, 6.0]);
}

#[test]
fn a_phased_change_ends_at_once() {
    let change = "\n[change.c]\nfrom = \"2016-04\"\nuntil = \"2016-05\"\nphase_in = 2\n\
                  add = { \"team.cin.establishment\" = 4 }\n";
    assert_eq!(by_month(change, "team.cin.establishment")[..4], [14.0, 16.0, 12.0, 12.0]);
}

#[test]
fn changes_of_one_input_apply_in_file_order() {
    let more = "\n[change.a]\nfrom = \"2016-04\"\nadd = { \"team.cin.establishment\" = 2 }\n\
                [change.b]\nfrom = \"2016-05\"\nmultiply = { \"team.cin.establishment\" = 2 }\n\
                [change.c]\nfrom = \"2016-06\"\nuntil = \"2016-06\"\nset = { \"team.cin.establishment\" = 5 }\n\
                [change.d]\nfrom = \"2016-06\"\nadd = { \"team.cin.establishment\" = 1 }\n";
    assert_eq!(by_month(more, "team.cin.establishment")[..5], [14.0, 28.0, 6.0, 29.0, 29.0]);
}

#[test]
fn an_award_raises_its_prices_from_its_month_unless_a_change_sets_them() {
    let awards = "\n[award.may]\nmonth = \"2016-05\"\nrate = 0.1\nof = \"agency.charge_per_hour\"\n\
                  [award.july]\nmonth = \"2016-07\"\nrate = 0.5\nof = [\"agency.charge_per_hour\"]\n\
                  [award.before]\nmonth = \"2015-07\"\nrate = 0.5\nof = \"agency.charge_per_hour\"\n";
    let prices = by_month(awards, "agency.charge_per_hour");
    assert_eq!(prices[..5], [38.0, 38.0 * 1.1, 38.0 * 1.1, 38.0 * 1.1 * 1.5, 38.0 * 1.1 * 1.5]);
    let set = "[change.cap]\nfrom = \"2016-06\"\nuntil = \"2016-07\"\nset = { \"agency.charge_per_hour\" = 30 }\n\
               [change.more]\nfrom = \"2016-08\"\nadd = { \"agency.charge_per_hour\" = 2 }\n";
    let capped = by_month(&format!("{awards}{set}"), "agency.charge_per_hour");
    assert_eq!(capped[..5], [38.0, 38.0 * 1.1, 30.0, 30.0, 38.0 * 1.1 * 1.5 + 2.0]);
}

#[test]
fn a_group_affects_only_its_later_inputs() {
    let unknown = SMALL
        .replace("cover = 0.75", "cover = { uniform = { low = 0.5, high = 1 } }")
        .replace("fill = 0.5", "fill = { uniform = { low = 0.2, high = 0.8 } }")
        .replace("churn = 0.1", "churn = { pert = { low = 0.02, mode = 0.1, high = 0.2 } }");
    let group = "\n[correlation.market]\ninputs = [\"agency.churn\", \"agency.fill\"]\nrank_correlation = -0.6\n";
    let read = |more: &str| Plan::new(Scenario::parse(&format!("{unknown}{more}")).unwrap());
    let (alone, together) = (read(""), read(group));
    let drawn = |plan: &Plan, address: &str| {
        let id = plan.scenario().inputs.find(address).unwrap();
        plan.inputs.by_month(id, 500).swap_remove(0)
    };
    for input in &alone.scenario().inputs.list {
        let same = drawn(&alone, &input.address) == drawn(&together, &input.address);
        assert_eq!(same, input.address != "agency.fill", "{}", input.address);
    }
    let (churn, fill) = (drawn(&together, "agency.churn"), drawn(&together, "agency.fill"));
    let middle = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (c, f) = (middle(&churn), middle(&fill));
    let against = churn.iter().zip(&fill).filter(|(a, b)| (**a > c) != (**b > f)).count();
    // With a rank correlation of -0.6, seven in ten pairs lie on opposite sides; without correlation, five.
    assert!((320..=380).contains(&against), "{against} of 500 pairs lie on opposite sides");
}

/// 200 cases of 8 months, held by 11 FTE at a reference caseload of 10: the 25 cases a month that the stage would finish are
/// slowed by 110 / (200 + D), and a tenth of a month's work is the decision that each then is: D (200 + D) = 275.
#[test]
fn a_team_with_more_cases_than_its_reference_is_slow_at_the_opening_too() {
    let text = SMALL
        .replace("reference = 20, maximum = 30", "reference = 10, maximum = 30, slowing = 1")
        .replace(
            "[pathway.open_case]",
            "[pathway.decision]\nteam = \"cin\"\nmonths = 0\nheld = 0.1\n\
                 next = { closed = \"rest\" }\n[pathway.open_case]",
        )
        .replace("cases = 200\nnext = { closed = \"rest\" }", "cases = 200\nnext = { decision = \"rest\" }");
    let decided = Plan::new(Scenario::parse(&text).unwrap()).opening.decision_load[TeamId::new(0)];
    assert!((decided * (200.0 + decided) - 275.0).abs() < 0.1, "{decided}");
}

/// 200 cases of 2 months in two phases, held by 11 FTE at a reference caseload of 10, so at nearly twice the pressure:
/// however fast they work, in a month no more than the 100 in the last phase are finished.
#[test]
fn at_the_opening_too_no_more_cases_are_finished_than_there_are() {
    let text = SMALL
        .replace("reference = 20, maximum = 30", "reference = 10, maximum = 30, pace_elasticity = 3")
        .replace(
            "[pathway.open_case]",
            "[pathway.decision]\nteam = \"cin\"\nmonths = 0\nheld = 0.1\nnext = { closed = \"rest\" }\n[pathway.open_case]",
        )
        .replace(
            "months = 8\ncases = 200\nnext = { closed = \"rest\" }",
            "months = 2\nphases = 2\ncases = 200\nnext = { decision = \"rest\" }",
        );
    let decided = Plan::new(Scenario::parse(&text).unwrap()).opening.decision_load[TeamId::new(0)];
    assert!((decided - 10.0).abs() < 1e-9, "{decided}");
}

#[test]
fn cases_without_a_worker_do_not_move_at_the_opening_either() {
    let more = "\n[team.empty]\nname = \"Empty\"\nestablishment = 0\ncaseload = { reference = 20, maximum = 30 }\n\
                [pathway.waiting]\nteam = \"empty\"\nmonths = 4\ncases = 200\nnext = { decision = \"rest\" }\n\
                [pathway.decision]\nteam = \"cin\"\nmonths = 0\nheld = 0.1\nnext = { closed = \"rest\" }\n";
    assert_eq!(plan(more).opening.decision_load[TeamId::new(0)], 0.0);
}

/// The value of an input in every month, by replication.
fn drawn(more: &str, address: &str, futures: u64) -> Vec<Vec<f64>> {
    drawn_by(&plan(more), address, futures)
}

fn drawn_by(plan: &Plan, address: &str, futures: u64) -> Vec<Vec<f64>> {
    let id = plan.scenario().inputs.find(address).unwrap();
    plan.inputs.by_month(id, futures)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn covariance(one: &[f64], two: &[f64]) -> f64 {
    let (a, b) = (mean(one), mean(two));
    one.iter().zip(two).map(|(x, y)| (x - a) * (y - b)).sum::<f64>() / one.len() as f64
}

/// The logarithms of contacts, which are 100 a month apart from a yearly effect, by month and replication.
fn log_contacts(effect: &str) -> Vec<Vec<f64>> {
    let more = format!("\n[yearly.y]\ninputs = [\"demand.contacts.per_month\"]\n{effect}\n");
    let months = drawn(&more, "demand.contacts.per_month", 20_000);
    months.into_iter().map(|month| month.into_iter().map(|value| libm::log(value / 100.0)).collect()).collect()
}

/// The same over three years, for an effect that opens at a known level, with the loading of contacts.
fn logs_from_a_known_level(loading: f64, effect: &str) -> Vec<Vec<f64>> {
    let inputs = format!("inputs = {{ \"demand.contacts.per_month\" = {loading} }}");
    let text = format!("{SMALL}\n[yearly.y]\n{inputs}\n{effect}\n").replace("months = 12", "months = 36");
    let months = drawn_by(&Plan::new(Scenario::parse(&text).unwrap()), "demand.contacts.per_month", 20_000);
    months.into_iter().map(|month| month.into_iter().map(|value| libm::log(value / 100.0)).collect()).collect()
}

/// Asserts that the mean over 20,000 replications is the expected one, of a variable of this variance.
#[track_caller]
fn assert_mean(values: &[f64], expected: f64, variance: f64) {
    let (found, error) = (mean(values), (variance / 20_000.0).sqrt());
    assert!((found - expected).abs() <= 4.5 * error + 1e-12, "{found}, expected {expected}, error {error}");
}

/// Asserts that a covariance over 20,000 replications is the expected one, of variables of these variances.
#[track_caller]
fn assert_covariance(found: f64, expected: f64, variances: (f64, f64)) {
    let error = ((variances.0 * variances.1 + expected * expected) / 20_000.0).sqrt();
    assert!((found - expected).abs() <= 4.5 * error, "{found}, expected {expected}, error {error}");
}

/// With a run from April 2016 to March 2017, years that begin in October: months 0 to 5 are in one, 6 to 11 in the next.
#[test]
fn a_yearly_effect_has_its_variance_its_persistence_and_a_mean_of_one() {
    let (sd, persistence) = (0.3, 0.6);
    let log = log_contacts(&format!("sd = {sd}\npersistence = {persistence}\nbegins = \"October\""));
    for future in 0..100 {
        assert!((1..6).all(|month| log[month][future] == log[0][future] && log[month + 6][future] == log[6][future]));
    }
    let variance = sd * sd;
    for month in [0, 6] {
        assert_covariance(covariance(&log[month], &log[month]), variance, (variance, variance));
        let factors: Vec<f64> = log[month].iter().map(|log| libm::exp(*log)).collect();
        let spread = libm::expm1(variance);
        assert!((mean(&factors) - 1.0).abs() < 4.5 * (spread / 20_000.0).sqrt());
    }
    assert_covariance(covariance(&log[0], &log[6]), persistence * variance, (variance, variance));
}

#[test]
fn a_monthly_effect_persists_from_year_to_year_as_stated() {
    let (sd, persistence) = (0.3, 0.2);
    let log = log_contacts(&format!("sd = {sd}\npersistence = {persistence}\nstep = \"month\""));
    let variance = sd * sd;
    for months in [0, 1, 6, 11] {
        let expected = variance * libm::pow(persistence, months as f64 / 12.0);
        assert_covariance(covariance(&log[0], &log[months]), expected, (variance, variance));
    }
}

/// A walk starts from 0 at the opening: it first moves when the next year begins, or in the first month.
#[test]
fn at_a_persistence_of_1_an_effect_is_a_random_walk_from_0() {
    let sd = 0.3;
    let yearly = log_contacts(&format!("sd = {sd}\npersistence = 1\nbegins = \"October\""));
    assert!(yearly[..6].iter().flatten().all(|log| log.abs() < 1e-12));
    assert_covariance(covariance(&yearly[6], &yearly[6]), sd * sd, (sd * sd, sd * sd));
    let april = log_contacts(&format!("sd = {sd}\npersistence = 1"));
    assert_covariance(covariance(&april[0], &april[0]), sd * sd, (sd * sd, sd * sd));
    let monthly = log_contacts(&format!("sd = {sd}\npersistence = 1\nstep = \"month\""));
    for month in [0, 5, 11] {
        let variance = sd * sd * (month + 1) as f64 / 12.0;
        assert_covariance(covariance(&monthly[month], &monthly[month]), variance, (variance, variance));
        let factors: Vec<f64> = monthly[month].iter().map(|log| libm::exp(*log)).collect();
        assert!((mean(&factors) - 1.0).abs() < 4.5 * (libm::expm1(variance) / 20_000.0).sqrt());
    }
}

#[test]
fn a_new_year_replaces_the_one_before_in_equal_steps() {
    let log = log_contacts("sd = 0.3\nbegins = \"October\"\nphase_in = 4");
    let variance = 0.09;
    // Half of either year.
    assert_covariance(covariance(&log[7], &log[7]), variance / 2.0, (variance, variance));
    let factors: Vec<f64> = log[7].iter().map(|log| libm::exp(*log)).collect();
    assert!((mean(&factors) - 1.0).abs() < 4.5 * (libm::expm1(variance / 2.0) / 20_000.0).sqrt());
    for future in 0..100 {
        // Apart from the term that keeps the mean at 1, each step is a quarter of the way.
        let effect =
            |month: usize, share: f64| log[month][future] + 0.045 * (share * share + (1.0 - share) * (1.0 - share));
        let (before, after) = (effect(5, 1.0), effect(11, 1.0));
        for (month, share) in [(6, 0.25), (7, 0.5), (8, 0.75), (9, 1.0)] {
            let expected = before + (after - before) * share;
            assert!((effect(month, share) - expected).abs() < 1e-9);
        }
    }
}

/// The run of the second begins a year after that of the first, which has 24 months.
#[test]
fn another_start_keeps_the_luck_of_the_years() {
    let effect = "\n[yearly.y]\ninputs = [\"demand.contacts.per_month\"]\nsd = 0.3\nbegins = \"October\"\n";
    let at = |text: &str| {
        let plan = Plan::new(Scenario::parse(&format!("{text}{effect}")).unwrap());
        plan.inputs.by_month(plan.scenario().inputs.find("demand.contacts.per_month").unwrap(), 50)
    };
    let early = at(&SMALL.replace("months = 12", "months = 24"));
    let late = at(&SMALL.replace("2016-04", "2017-04"));
    assert_eq!(early[12..24], late[..12]);
    assert_ne!(early[0], early[12]);
}

/// Chances of the mean over the last 12 months are those of the paths themselves: with a persistence of 0 and months that
/// are independent, the log of the ratio has the variance of a month plus that of the log of the mean of 12.
#[test]
fn an_effect_relative_to_the_last_12_months_is_divided_by_its_mean_there() {
    let sd = 0.2;
    let log = log_contacts(&format!("sd = {sd}\nstep = \"month\"\nrelative_to = \"last_12_months\""));
    let of_mean = libm::expm1(sd * sd) / 12.0;
    // Months share the divisor alone.
    let shared = covariance(&log[0], &log[7]);
    assert!((shared - of_mean).abs() < 0.05 * of_mean + 4.5 * sd * sd / 141.0, "{shared}, expected about {of_mean}");
    let variance = covariance(&log[0], &log[0]);
    assert!((variance - (sd * sd + of_mean)).abs() < 0.05 * sd * sd, "{variance}");
    // A path that hardly moves is its own mean.
    let still = log_contacts("sd = 0.3\npersistence = 0.999999999\nstep = \"month\"\nrelative_to = \"last_12_months\"");
    assert!(still.iter().flatten().all(|log| log.abs() < 1e-3));
}

/// With x0 = ln(opens_at), loading a and persistence p, after t years x is x0 p^t on average with the variance
/// v = sd^2 (1 - p^(2t)), and the logarithm of the factor is a (x - x0) - a^2 v / 2.
#[test]
fn from_a_known_level_an_effect_returns_to_the_usual_one() {
    let (sd, p, a, opens_at) = (0.3, 0.6, -0.5, 1.4);
    let effect = format!("sd = {sd}\npersistence = {p}\nstep = \"month\"\nopens_at = {opens_at}");
    let logs = logs_from_a_known_level(a, &effect);
    for (month, years) in [(0, 1.0 / 12.0), (11, 1.0), (35, 3.0)] {
        let kept = libm::pow(p, years);
        let variance = a * a * sd * sd * (1.0 - kept * kept);
        let returned = a * (kept - 1.0);
        assert_mean(&logs[month], returned * libm::log(opens_at) - variance / 2.0, variance);
        assert_covariance(covariance(&logs[month], &logs[month]), variance, (variance, variance));
        let factors: Vec<f64> = logs[month].iter().map(|log| libm::exp(*log)).collect();
        let mean = libm::pow(opens_at, returned);
        assert_mean(&factors, mean, mean * mean * libm::expm1(variance));
    }
}

/// With a run from April 2016, years that begin in October: half a year at the opening, then a year in each step, which
/// replaces the one before in four months.
#[test]
fn a_yearly_step_stays_at_its_known_level_until_the_next_year_begins() {
    let (sd, p, x0) = (0.3, 0.6, libm::log(1.4));
    let effect = |begins: &str| {
        logs_from_a_known_level(
            1.0,
            &format!("sd = {sd}\npersistence = {p}\nbegins = \"{begins}\"\nphase_in = 4\nopens_at = 1.4"),
        )
    };
    let logs = effect("October");
    assert!(logs[..6].iter().flatten().all(|log| log.abs() < 1e-12));
    let after = |kept: f64| (x0 * kept, sd * sd * (1.0 - kept * kept));
    let [(one, of_one), (two, of_two)] = [after(p), after(p * p)];
    let half_way = (of_one + of_two) / 4.0 + p * of_one / 2.0;
    let expected = [
        (7, f64::midpoint(x0, one), of_one / 4.0),
        (9, one, of_one),
        (19, f64::midpoint(one, two), half_way),
        (21, two, of_two),
    ];
    for (month, at, variance) in expected {
        assert_mean(&logs[month], at - x0 - variance / 2.0, variance);
        assert_covariance(covariance(&logs[month], &logs[month]), variance, (variance, variance));
    }
    // The opening is in the first month of a year: what it is replacing is at the known level too.
    let logs = effect("March");
    assert!(logs[..11].iter().flatten().all(|log| log.abs() < 1e-12));
    assert!(logs[11].iter().all(|log| log.abs() > 1e-12));
}

#[test]
fn a_walk_stays_around_its_known_level() {
    for step in ["step = \"month\"", "begins = \"October\"\nphase_in = 3"] {
        let walk = format!("sd = 0.3\npersistence = 1\n{step}");
        let unknown = logs_from_a_known_level(2.0, &walk);
        let known = logs_from_a_known_level(2.0, &format!("{walk}\nopens_at = 3"));
        assert!(unknown.iter().flatten().zip(known.iter().flatten()).all(|(one, two)| (one - two).abs() < 1e-12));
    }
}

#[test]
fn a_share_returns_to_its_usual_odds() {
    let (sd, p, a) = (0.4, 0.6, -2.0);
    let effect = format!(
        "\n[yearly.y]\ninputs = {{ \"agency.cover\" = {a} }}\nsd = {sd}\npersistence = {p}\nopens_at = 1.4\nstep = \"month\"\n"
    );
    let cover = drawn(&effect, "agency.cover", 20_000).swap_remove(11);
    let logs: Vec<f64> = cover.iter().map(|share| libm::log(share / (1.0 - share) / 3.0)).collect();
    let variance = a * a * sd * sd * (1.0 - p * p);
    assert_mean(&logs, a * libm::log(1.4) * (p - 1.0), variance);
    assert_covariance(covariance(&logs, &logs), variance, (variance, variance));
}

#[test]
fn an_uncertain_opening_level_is_drawn_once_in_each_future() {
    let effect = "\n[yearly.y]\ninputs = [\"demand.contacts.per_month\"]\nsd = 0\npersistence = 0.6\nstep = \"month\"\n\
                  opens_at = { uniform = { low = 0.8, high = 1.6 } }\n";
    let plan = plan(effect);
    let levels = drawn_by(&plan, "yearly.y.opens_at", 100).swap_remove(0);
    let months = drawn_by(&plan, "demand.contacts.per_month", 100);
    assert!(levels.iter().any(|&level| level < 1.0) && levels.iter().any(|&level| level > 1.3));
    for (month, kept) in [(0, libm::pow(0.6, 1.0 / 12.0)), (11, 0.6)] {
        for (level, value) in levels.iter().zip(&months[month]) {
            assert!((value / 100.0 - libm::pow(*level, kept - 1.0)).abs() < 1e-9);
        }
    }
}

#[test]
fn a_share_has_its_odds_multiplied_and_stays_at_its_ends() {
    let effect = "\n[yearly.y]\ninputs = { \"agency.fill\" = -2, \"agency.cover\" = 1 }\nsd = 0.5\n";
    let fill = drawn(effect, "agency.fill", 2_000);
    let cover = drawn(effect, "agency.cover", 2_000);
    let log_odds = |share: f64| libm::log(share / (1.0 - share));
    for (fill, cover) in fill[0].iter().zip(&cover[0]) {
        // From 0.5 and 0.75, whose odds are 1 and 3.
        assert!((log_odds(*fill) + 2.0 * (log_odds(*cover) - libm::log(3.0))).abs() < 1e-9);
    }
    let text = SMALL.replace("cover = 0.75", "cover = 1").replace("fill = 0.5", "fill = 0");
    let plan = Plan::new(Scenario::parse(&format!("{text}{effect}")).unwrap());
    for (address, expected) in [("agency.fill", 0.0), ("agency.cover", 1.0)] {
        let id = plan.scenario().inputs.find(address).unwrap();
        assert!(plan.inputs.by_month(id, 100).iter().flatten().all(|&value| value == expected));
    }
}

#[test]
fn changes_act_on_what_effects_have_moved_and_a_set_discards_it() {
    let change = "\n[yearly.y]\ninputs = [\"demand.contacts.per_month\"]\nsd = 0.3\n\
                  [yearly.z]\ninputs = [\"demand.contacts.per_month\"]\nsd = 0.2\n\
                  [change.c]\nfrom = \"2016-06\"\nmultiply = { \"demand.contacts.per_month\" = 0.5 }\n\
                  [change.d]\nfrom = \"2016-08\"\nset = { \"demand.contacts.per_month\" = 70 }\n";
    let months = drawn(change, "demand.contacts.per_month", 50);
    for future in 0..50 {
        assert!((months[2][future] - 0.5 * months[0][future]).abs() < 1e-9);
        assert_eq!(months[4][future], 70.0);
    }
    let alone = |id: &str, sd: f64| {
        drawn(
            &format!("\n[yearly.{id}]\ninputs = [\"demand.contacts.per_month\"]\nsd = {sd}\n"),
            "demand.contacts.per_month",
            50,
        )
    };
    let (y, z) = (alone("y", 0.3), alone("z", 0.2));
    assert!((0..50).all(|future| (months[0][future] - y[0][future] * z[0][future] / 100.0).abs() < 1e-9));
}
