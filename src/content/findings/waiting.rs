use super::by_replication;
use crate::compare::Difference;
use crate::content::words;
use crate::summary::Statistic;
use crate::units::Unit;

/// The number of cases without a worker.
pub(crate) struct Backlog<'a> {
    /// Number of cases.
    pub cases: &'a Statistic,
    /// When: `in March 2019`.
    pub when: &'a str,
}

impl Backlog<'_> {
    /// The sentence: `In March 2019, one future in ten has 240 or more cases without a worker and one in twenty has 806
    /// or more.`
    pub fn sentence(&self) -> String {
        let Self { cases, when } = self;
        let when = words::capital(when);
        let many = |percent: u8| words::value(cases.p(percent), Unit::Cases);
        let is_none = |percent: u8| words::is_zero(cases.p(percent), Unit::Cases);
        match cases.n_defined {
            0 => format!("{when}, the number of cases without a worker is not known."),
            1 => format!("{when}, {} in the single simulated future.", certain(cases.median())),
            _ if cases.mc_error == 0.0 => format!("{when}, {} in every future.", certain(cases.median())),
            _ if is_none(95) => format!("{when}, every case has a worker in 95% of futures."),
            _ => {
                let waiting = "cases without a worker";
                let twenty = many(95);
                match (is_none(50), is_none(90)) {
                    (false, _) => format!(
                        "{when}, half of futures have {} or more {waiting}, one future in ten has {} or more and one \
                         in twenty has {twenty} or more.",
                        many(50),
                        many(90)
                    ),
                    (true, false) => format!(
                        "{when}, one future in ten has {} or more {waiting} and one in twenty has {twenty} or more.",
                        many(90)
                    ),
                    (true, true) => format!("{when}, one future in twenty has {twenty} or more {waiting}."),
                }
            }
        }
    }
}

fn certain(cases: f64) -> String {
    if words::is_zero(cases, Unit::Cases) {
        return "every case has a worker".to_owned();
    }
    let have = if words::is_one(cases, Unit::Cases) { "case has" } else { "cases have" };
    format!("{} {have} no worker", words::value(cases, Unit::Cases))
}

/// The effect of a plan on the number of cases without a worker.
pub(crate) struct BacklogChange<'a> {
    /// Plan less base; fewer is better.
    pub cases: &'a Difference,
    /// When: `in March 2019`.
    pub when: &'a str,
}

impl BacklogChange<'_> {
    /// The sentence: `On average, 192 more cases have no worker in March 2019 (80% of futures: between no change and
    /// 662 more); there are more in 40% of futures and fewer in 3%.`
    pub fn sentence(&self) -> String {
        let Self { cases: difference, when } = self;
        let Difference { statistic: cases, p_better, .. } = difference;
        if !cases.is_defined() {
            return format!("The change in cases without a worker {when} is not known.");
        }
        let (low, high) = cases.range80();
        let [least, mean, most] = [low, cases.mean, high].map(f64::round);
        if [least, mean, most] == [0.0; 3] {
            return format!("The number of cases without a worker {when} is the same as in the base.");
        }
        let average = more_or_fewer(mean);
        if cases.n_defined == 1 {
            return format!("{average} cases have no worker {when}, in the single simulated future.");
        }
        let more = by_replication(difference.p_worse());
        let (range, fewer) = (range(least, most), words::percent(*p_better));
        let average = if mean == 0.0 { "as many".to_owned() } else { average };
        format!(
            "On average, {average} cases have no worker {when} ({range}); there are more in {more} and fewer in {fewer}."
        )
    }
}

/// A whole number of cases: `5 more`, or `5 fewer` if negative.
fn more_or_fewer(cases: f64) -> String {
    format!("{} {}", words::value(cases.abs(), Unit::Cases), if cases < 0.0 { "fewer" } else { "more" })
}

/// The 80% range of a change in whole cases.
fn range(least: f64, most: f64) -> String {
    let change = |cases: f64| if cases == 0.0 { "no change".to_owned() } else { more_or_fewer(cases) };
    let number = |cases: f64| words::value(cases.abs(), Unit::Cases);
    match (least, most) {
        (least, most) if least == most => format!("{} in at least 80% of futures", change(least)),
        (least, most) if most < 0.0 => format!("80% of futures: between {} and {} fewer", number(most), number(least)),
        (least, most) if least > 0.0 => format!("80% of futures: between {} and {} more", number(least), number(most)),
        (least, most) => format!("80% of futures: between {} and {}", change(least), change(most)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::findings::statistic;

    fn sentence(futures: u64, percentiles: [f64; 7], error: f64) -> String {
        Backlog { cases: &statistic(futures, percentiles, error), when: "in March 2019" }.sentence()
    }

    #[test]
    fn a_backlog_is_described_by_its_upper_percentiles() {
        let tail = "In March 2019, one future in ten has 240 or more cases without a worker and one in twenty has 806 \
                    or more.";
        assert_eq!(sentence(1000, [0.0, 0.0, 0.0, 0.0, 3.0, 240.0, 806.0], 1.0), tail);
        let rare = "In March 2019, one future in twenty has 12 or more cases without a worker.";
        assert_eq!(sentence(1000, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 12.0], 1.0), rare);
        let often = "In March 2019, half of futures have 5 or more cases without a worker, one future in ten has 240 \
                     or more and one in twenty has 806 or more.";
        assert_eq!(sentence(1000, [0.0, 0.0, 0.0, 5.0, 9.0, 240.0, 806.0], 1.0), often);
    }

    #[test]
    fn an_empty_certain_or_unknown_backlog_has_its_own_sentence() {
        assert_eq!(sentence(1000, [0.0; 7], 0.1), "In March 2019, every case has a worker in 95% of futures.");
        assert_eq!(sentence(1000, [0.0; 7], 0.0), "In March 2019, every case has a worker in every future.");
        assert_eq!(
            sentence(1, [1.0; 7], f64::NAN),
            "In March 2019, 1 case has no worker in the single simulated future."
        );
        assert_eq!(
            sentence(0, [f64::NAN; 7], f64::NAN),
            "In March 2019, the number of cases without a worker is not known."
        );
    }

    #[test]
    fn a_backlog_change_is_its_mean_with_its_range() {
        let change = |futures, low: f64, mean: f64, high: f64| {
            let cases = Statistic { mean, ..statistic(futures, [low, low, low, low, high, high, high], 1.0) };
            let cases = Difference { statistic: cases, p_better: 0.03, p_same: 0.57 };
            BacklogChange { cases: &cases, when: "in March 2019" }.sentence()
        };
        let more = "On average, 192 more cases have no worker in March 2019 (80% of futures: between no change and \
                    662 more); there are more in 40% of futures and fewer in 3%.";
        assert_eq!(change(1000, 0.0, 192.0, 662.0), more);
        let fewer = "On average, 9 fewer cases have no worker in March 2019 (80% of futures: between 20 fewer and 1 \
                     more); there are more in 40% of futures and fewer in 3%.";
        assert_eq!(change(1000, -20.0, -9.0, 1.0), fewer);
        let sentence = |low: f64, mean: f64, high: f64| {
            let sentence = change(1000, low, mean, high);
            let rest = sentence
                .strip_prefix("On average, ")
                .and_then(|rest| rest.strip_suffix("); there are more in 40% of futures and fewer in 3%."));
            rest.map(|rest| rest.replace(" cases have no worker in March 2019 (", ", ")).unwrap_or(sentence)
        };
        assert_eq!(sentence(0.0, -5.0, 0.0), "5 fewer, no change in at least 80% of futures");
        assert_eq!(sentence(-4.0, -1.0, 0.0), "1 fewer, 80% of futures: between 4 fewer and no change");
        assert_eq!(sentence(-9.0, -5.0, -2.0), "5 fewer, 80% of futures: between 2 and 9 fewer");
        assert_eq!(sentence(2.0, 5.0, 9.0), "5 more, 80% of futures: between 2 and 9 more");
        assert_eq!(sentence(-3.0, 0.2, 3.0), "as many, 80% of futures: between 3 fewer and 3 more");
        assert_eq!(
            change(1000, 0.0, 0.0, 0.0),
            "The number of cases without a worker in March 2019 is the same as in the base."
        );
        assert_eq!(
            change(1, 2.0, 2.0, 2.0),
            "2 more cases have no worker in March 2019, in the single simulated future."
        );
        let unknown = "The change in cases without a worker in March 2019 is not known.";
        assert_eq!(change(0, f64::NAN, f64::NAN, f64::NAN), unknown);
    }
}
