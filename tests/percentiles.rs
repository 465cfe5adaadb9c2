//! Percentiles are computed from counts of values: exactly if a figure takes few different values, and otherwise from
//! counts in bins. These tests compare them with exact percentiles of the sorted values, for every figure of the shipped
//! scenarios.
//!
//! To use more replications than the default:
//! `PERCENTILE_REPLICATIONS=10000 cargo test --release --test percentiles -- --nocapture`.

#[cfg(test)]
mod percentiles {
    use staffcast::internals::Layout;
    use staffcast::plan::Plan;
    use staffcast::run::{Options, ResponseFigure};
    use staffcast::scenario::Scenario;
    use staffcast::summary::{self, PERCENTILES, Statistic, Summary};

    const SCENARIOS: [(&str, &str); 4] = [
        ("herefordshire-2016", include_str!("../scenarios/herefordshire-2016.toml")),
        ("county", include_str!("../scenarios/county.toml")),
        ("agency", include_str!("../scenarios/agency.toml")),
        ("one-team", include_str!("../scenarios/one-team.toml")),
    ];

    fn replications() -> u64 {
        let number = std::env::var("PERCENTILE_REPLICATIONS").ok();
        number.map_or(2_000, |number| number.parse().expect("a number of replications"))
    }

    /// Every statistic, in the order of [`Layout`].
    fn statistics(summary: &Summary, layout: &Layout) -> Vec<Statistic> {
        let series = 0..layout.series;
        let mut all: Vec<Statistic> = series.clone().filter_map(|one| summary.opening(one)).copied().collect();
        (0..layout.months).for_each(|month| all.extend(series.clone().filter_map(|one| summary.month(month, one))));
        (0..layout.years).for_each(|year| all.extend(series.clone().filter_map(|one| summary.year(year, one))));
        all.extend((0..layout.budgets).filter_map(|budget| summary.budget(budget)));
        all.extend((0..layout.budgets).filter_map(|budget| summary.overspend(budget)));
        all.extend((0..layout.targets).filter_map(|target| summary.target(target)));
        all.extend(layout.vacancy_targets.iter().filter_map(|&target| summary.met_with_fewer_posts(target)));
        for response in 0..layout.responses {
            all.extend(ResponseFigure::ALL.iter().filter_map(|&figure| summary.response(response, figure)));
        }
        assert_eq!(all.len(), layout.cells_with_percentiles());
        all
    }

    /// A percentile (type 7) of sorted values and its Monte Carlo error: half the distance between the order statistics
    /// one standard deviation of the rank below and above it.
    fn exact(sorted: &[f64], percent: u8) -> (f64, f64) {
        let (n, p) = (sorted.len() as f64, f64::from(percent) / 100.0);
        let rank = (n - 1.0) * p;
        let at = |rank: f64| {
            let rank = rank.clamp(0.0, n - 1.0);
            let (low, high) = (sorted[rank.floor() as usize], sorted[rank.ceil() as usize]);
            low + (high - low) * rank.fract()
        };
        let deviation = (n * p * (1.0 - p)).sqrt();
        (at(rank), (at(rank + deviation) - at(rank - deviation)) / 2.0)
    }

    /// Whether a figure takes at most 1,024 different values: such figures are exact. Sums that differ by their rounding
    /// errors are one value.
    fn takes_few(sorted: &[f64]) -> bool {
        let differ = |two: &&[f64]| two[1] - two[0] > 1e-9 * (1.0 + two[0].abs());
        sorted.windows(2).filter(differ).count() < 1_024
    }

    /// Errors of the percentiles of all figures that vary, in units of their own Monte Carlo error.
    fn errors(text: &str, replications: u64) -> Vec<f64> {
        let plan = Plan::new(Scenario::parse(text).expect("a scenario"));
        let layout = Layout::new(&plan);
        let mut values = vec![Vec::with_capacity(replications as usize); layout.cells()];
        for n in 1..=replications {
            let row = plan.future(n).values;
            values.iter_mut().zip(row).filter(|(_, value)| !value.is_nan()).for_each(|(all, value)| all.push(value));
        }
        let summary = summary::run(&plan, &Options::new(replications)).expect("a run");
        let mut errors = Vec::new();
        for (values, statistic) in values.iter_mut().zip(statistics(&summary, &layout)) {
            values.sort_by(f64::total_cmp);
            let Some((least, greatest)) = values.first().zip(values.last()) else { continue };
            if least == greatest {
                assert!(statistic.percentiles.iter().all(|found| found == least), "a constant is exact");
                continue;
            }
            let is_whole = values.iter().all(|value| value.fract() == 0.0) && greatest - least < 1_024.0;
            let is_exact = is_whole || takes_few(values);
            assert!(statistic.percentiles.is_sorted(), "{:?}", statistic.percentiles);
            for (&found, percent) in statistic.percentiles.iter().zip(PERCENTILES) {
                let (expected, error) = exact(values, percent);
                let apart = (found - expected).abs();
                if is_exact {
                    let most = 1e-9 * (1.0 + expected.abs());
                    assert!(apart <= most, "p{percent}: {found} is not {expected}, of {least} to {greatest}");
                    errors.push(0.0);
                    continue;
                }
                // In bins, values are held to a cell: at least five significant figures.
                let apart = (apart - expected.abs() * 1e-5 - 1e-9).max(0.0);
                errors.push(if apart == 0.0 { 0.0 } else { apart / error });
                // Where one value is much more frequent than its neighbours, the Monte Carlo error is zero: a part of a
                // bin's width is allowed.
                let most = error.max(expected.abs() / if replications > 20_000 { 512.0 } else { 2_048.0 });
                assert!(apart <= most, "p{percent}: {found} is not {expected} (±{error}), of {least} to {greatest}");
            }
        }
        errors
    }

    #[test]
    fn percentiles_are_within_their_own_monte_carlo_error() {
        let replications = replications();
        for (name, text) in SCENARIOS {
            let mut errors = errors(text, replications);
            errors.sort_by(f64::total_cmp);
            let at = |share: f64| errors[((errors.len() - 1) as f64 * share) as usize];
            println!(
                "{name}, {replications} replications, {} percentiles: error relative to their Monte Carlo error: \
                 median {:.4}, 99th percentile {:.3}, maximum {:.3}",
                errors.len(),
                at(0.5),
                at(0.99),
                at(1.0)
            );
            assert!(at(0.99) <= 0.3, "{name}");
        }
    }
}
