//! The replication nearest to a percentile of a figure.

use super::Figure;
use crate::plan::Plan;
use crate::run::{Cancelled, Options, figures, on_threads};

/// The replication nearest to a percentile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// Replication number.
    pub replication: u64,
    /// Value of the figure in it.
    pub value: f64,
    /// The percentile (type 7 of Hyndman and Fan 1996).
    pub percentile: f64,
    /// Number of replications in which the figure is defined, over which the percentile is taken.
    pub n_defined: u64,
}

/// The replication whose figure is nearest to the percentile `percent` (0 to 100) over all replications; if several are
/// equally near, the one with the lowest number. Replications in which the figure is undefined are skipped; `None` if
/// it is undefined in all.
///
/// # Errors
/// [`Cancelled`] if the progress callback breaks.
pub fn nearest(
    plan: &Plan,
    options: &Options<'_>,
    figure: &Figure,
    percent: f64,
) -> Result<Option<Nearest>, Cancelled> {
    let values =
        on_threads(options.threads, || figures(plan, options, &[figure.place], |value| figure.of(plan, value)))?;
    Ok(nearest_of(&values, options.first, percent))
}

fn nearest_of(values: &[f64], first: u64, percent: f64) -> Option<Nearest> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let percentile = percentile(&sorted, percent)?;
    let futures = (first..).zip(values.iter().copied()).filter(|(_, value)| !value.is_nan());
    let (replication, value) =
        futures.min_by(|(_, one), (_, two)| (one - percentile).abs().total_cmp(&(two - percentile).abs()))?;
    Some(Nearest { replication, value, percentile, n_defined: sorted.len() as u64 })
}

/// The percentile of sorted values, interpolated at rank (n - 1) x percent / 100.
pub(crate) fn percentile(sorted: &[f64], percent: f64) -> Option<f64> {
    let rank = sorted.len().checked_sub(1)? as f64 * percent.clamp(0.0, 100.0) / 100.0;
    let low = sorted[rank as usize];
    let high = sorted.get(rank as usize + 1).copied().unwrap_or(low);
    Some(low + rank.fract() * (high - low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Replication;
    use crate::run::Engine;
    use crate::scenario::Scenario;
    use crate::units::Month;

    fn plan(text: &str) -> Plan {
        Plan::new(Scenario::parse(text).expect("a scenario"))
    }

    /// The figure in each replication, starting at 1.
    fn by_engine(plan: &Plan, n: u64, figure: &Figure) -> Vec<f64> {
        let mut engine = Engine::<1>::new(plan);
        let mut row = |n| engine.run_one(Replication::new(n));
        (1..=n).map(&mut row).map(|row| figure.of(plan, |cell| row[cell])).collect()
    }

    #[test]
    fn the_result_is_the_first_replication_nearest_to_the_percentile() {
        let plan = plan(crate::examples::SMALL);
        for (measure, team, month) in [
            ("agency_rate", None, None),
            ("cost", None, None),
            ("cost", Some("cin"), Some(Month::new(2016, 9))),
            ("leavers", None, None),
            ("caseload", Some("cin"), None),
        ] {
            let figure = Figure::find(&plan, measure, team, month).expect("a figure");
            let values = by_engine(&plan, 150, &figure);
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            for percent in [0.0, 10.0, 50.0, 97.5, 100.0] {
                let found =
                    nearest(&plan, &Options::new(150), &figure, percent).expect("nobody stops it").expect("a future");
                assert_eq!(found.value.to_bits(), values[found.replication as usize - 1].to_bits());
                let rank = 149.0 * percent / 100.0;
                let (low, high) = (sorted[rank.floor() as usize], sorted[rank.ceil() as usize]);
                assert!((low..=high).contains(&found.percentile), "{low} {} {high}", found.percentile);
                let away = |value: f64| (value - found.percentile).abs();
                assert!(values.iter().all(|&value| away(value) >= away(found.value)));
                let before = &values[..found.replication as usize - 1];
                assert!(before.iter().all(|&value| away(value) > away(found.value)), "not the lowest number");
            }
        }
    }

    #[test]
    fn a_flow_is_summed_over_the_run_unless_a_month_is_given() {
        let plan = plan(crate::examples::SMALL);
        let of = |month| by_engine(&plan, 1, &Figure::find(&plan, "cost", None, month).expect("a figure"))[0];
        let months = (0..12).map(|month| of(Some(Month::new(2016, 4).plus(month))));
        assert!((of(None) - months.sum::<f64>()).abs() < 1e-6);
        let stock = |month| by_engine(&plan, 1, &Figure::find(&plan, "agency_fte", None, month).expect("a figure"))[0];
        assert_eq!(stock(None).to_bits(), stock(Some(Month::new(2017, 3))).to_bits());
    }

    #[test]
    fn replications_without_the_figure_are_skipped() {
        // The caseload is undefined once everybody has left.
        let text = crate::examples::SMALL
            .replace("heads = 8", "heads = 2")
            .replace("workers = 3", "workers = 0, cover = 0")
            .replace("all = 0.15", "all = 1.5");
        let plan = plan(&text);
        let figure = Figure::find(&plan, "caseload", None, None).expect("a figure");
        let values = by_engine(&plan, 100, &figure);
        let missing = values.iter().filter(|value| value.is_nan()).count() as u64;
        assert!((10..90).contains(&missing), "{missing}");
        let found = nearest(&plan, &Options::new(100), &figure, 100.0).expect("nobody stops it").expect("a future");
        assert_eq!(found.n_defined, 100 - missing);
        let most = values.iter().copied().filter(|value| !value.is_nan()).fold(f64::MIN, f64::max);
        assert_eq!(found.value.to_bits(), most.to_bits());
        let turnover = Figure::find(&plan, "turnover", None, Some(Month::new(2016, 5))).expect("a figure");
        assert_eq!(nearest(&plan, &Options::new(100), &turnover, 50.0), Ok(None));
    }

    #[test]
    fn threads_and_blocks_do_not_affect_the_result() {
        let plan = plan(crate::examples::SMALL);
        let figure = Figure::find(&plan, "agency_rate", None, None).expect("a figure");
        for replications in [1, 63, 64, 65, 200] {
            let of = |threads| nearest(&plan, &Options { threads, ..Options::new(replications) }, &figure, 80.0);
            assert_eq!(of(Some(1)), of(Some(3)));
        }
    }
}
