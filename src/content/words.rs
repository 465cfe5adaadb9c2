//! Formatting of numbers, ranges and likelihoods for people to read.

pub use super::range_text::Ranged;
use crate::measures::Measure;
use crate::summary::Statistic;
use crate::units::{MONTH_NAMES, Month, Unit};

/// A month in a sentence: `March 2018`.
#[must_use]
pub fn month(month: Month) -> String {
    format!("{} {}", MONTH_NAMES[month.index_in_year()], month.year())
}

/// The text with its first letter capitalised.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A whole number with thousands separators: `10,000`.
#[must_use]
pub fn whole(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count with its noun: `1 case`, `12 cases`.
#[must_use]
pub fn counted(number: u64, one: &str, several: &str) -> String {
    format!("{} {}", whole(number), if number == 1 { one } else { several })
}

/// Items in a sentence: `posts, pay and leavers`.
#[must_use]
pub fn and_list(items: &[String]) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// How a number of a given size is written: divisor, decimals, prefix and suffix.
#[derive(Clone, Copy)]
struct NumberStyle {
    divisor: f64,
    decimals: usize,
    before: &'static str,
    behind: &'static str,
}

impl NumberStyle {
    /// The value rounded to the precision at which it is written.
    fn rounded(&self, value: f64) -> f64 {
        let last = 2.0 * self.half_a_digit();
        (value / last).round() * last
    }

    /// Half a unit of the last written digit.
    fn half_a_digit(&self) -> f64 {
        (0..self.decimals).fold(0.5 * self.divisor, |half, _| half / 10.0)
    }
}

fn style(unit: Unit, size: f64) -> NumberStyle {
    let plain = |decimals| NumberStyle { divisor: 1.0, decimals, before: "", behind: "" };
    match unit {
        _ if unit.is_share() => NumberStyle { divisor: 0.01, decimals: 0, before: "", behind: "%" },
        Unit::YearlyRate | Unit::YearlyGrowth => NumberStyle { divisor: 0.01, decimals: 0, before: "", behind: "%" },
        _ if unit.is_money() => match size {
            size if size >= 9_995_000.0 => NumberStyle { divisor: 1e6, decimals: 1, before: "£", behind: "m" },
            size if size >= 999_500.0 => NumberStyle { divisor: 1e6, decimals: 2, before: "£", behind: "m" },
            size if size >= 9_999.5 => NumberStyle { divisor: 1e3, decimals: 0, before: "£", behind: "k" },
            _ => NumberStyle { divisor: 1.0, decimals: 0, before: "£", behind: "" },
        },
        Unit::CasesPerFte => plain(1),
        Unit::Cases | Unit::Heads => plain(0),
        _ if size < 9.95 => plain(1),
        _ => plain(0),
    }
}

/// The digits of a number in a style, a half rounded away from zero as in a spreadsheet; zero never has a minus sign.
fn digits(value: f64, style: &NumberStyle) -> String {
    // 5.265 is stored as slightly less: without the last factor it would be written as 5.26.
    let text = format!("{:.*}", style.decimals, value / style.divisor * (1.0 + 4.0 * f64::EPSILON));
    let zero = are_zero(text.trim_start_matches('-'));
    let text = if zero { text.trim_start_matches('-').to_owned() } else { text };
    match text.split_once('.') {
        None => with_commas(&text),
        Some((units, decimals)) => format!("{}.{decimals}", with_commas(units)),
    }
}

fn with_commas(text: &str) -> String {
    let (minus, number) = text.strip_prefix('-').map_or(("", text), |number| ("-", number));
    number.parse().map_or_else(|_| text.to_owned(), |number| format!("{minus}{}", whole(number)))
}

/// A value with its unit: `39%`, `26.1`, `£5.9m`.
#[must_use]
pub fn value(value: f64, unit: Unit) -> String {
    if value.is_nan() {
        return "-".into();
    }
    written(value, &style(unit, value.abs()))
}

/// Values to the same precision, that of the largest: `8`, `15`, `12` and not `8.0`, `15`, `12`.
#[must_use]
pub fn alike<const N: usize>(values: [f64; N], unit: Unit) -> [String; N] {
    alike_to(values, unit, 0)
}

/// The same as [`alike`] with one more decimal place.
#[must_use]
pub fn alike_finely<const N: usize>(values: [f64; N], unit: Unit) -> [String; N] {
    alike_to(values, unit, 1)
}

fn alike_to<const N: usize>(values: [f64; N], unit: Unit, more: usize) -> [String; N] {
    let largest = values.iter().filter(|value| !value.is_nan()).fold(0.0_f64, |most, value| most.max(value.abs()));
    let style = style(unit, largest);
    let style = NumberStyle { decimals: style.decimals + more, ..style };
    values.map(|value| if value.is_nan() { "-".into() } else { written(value, &style) })
}

/// A value with one decimal place, for use among similar values: `39.4%`, `61.3`. Money and counts are as in
/// [`value()`].
#[must_use]
pub fn finely(value: f64, unit: Unit) -> String {
    if value.is_nan() {
        return "-".into();
    }
    let mut style = style(unit, value.abs());
    if style.divisor <= 1.0 && !unit.is_money() && !matches!(unit, Unit::Cases | Unit::Heads) {
        style.decimals = 1;
    }
    written(value, &style)
}

/// A value with one more decimal than [`value()`], to distinguish two nearly equal values: `38.5%`.
#[must_use]
pub fn finer(value: f64, unit: Unit) -> String {
    let [text] = alike_finely([value], unit);
    text
}

fn written(value: f64, style: &NumberStyle) -> String {
    let text = digits(value, style);
    match text.strip_prefix('-') {
        Some(text) => format!("-{}{text}{}", style.before, style.behind),
        None => format!("{}{text}{}", style.before, style.behind),
    }
}

/// The median and its 80% range: `31% (27-36)`. For money the mean, because medians do not add up. Without the range if
/// there is no spread.
#[must_use]
pub fn ranged(statistic: &Statistic, unit: Unit) -> Ranged {
    if !statistic.is_defined() {
        return "-".into();
    }
    let middle = middle(statistic, unit);
    let (low, high) = statistic.range80();
    if low == high {
        return value(middle, unit).into();
    }
    ranged_in(statistic, unit, &style(unit, middle.abs().max(high.abs())))
}

/// Several statistics side by side, to the same precision, that of the largest: `£9.2m (8.9-9.4)` beside
/// `£10.2m (9.8-10.5)`.
#[must_use]
pub fn ranged_alike(statistics: &[&Statistic], unit: Unit) -> Vec<Ranged> {
    let sizes = statistics.iter().map(|one| middle(one, unit).abs().max(one.range80().1.abs()));
    let style = style(unit, sizes.filter(|size| !size.is_nan()).fold(0.0, f64::max));
    let formatted = |one: &&Statistic| match one.range80() {
        _ if !one.is_defined() => "-".into(),
        (low, high) if low == high => written(middle(one, unit), &style).into(),
        _ => ranged_in(one, unit, &style),
    };
    statistics.iter().map(formatted).collect()
}

/// A value and an 80% range, to as many decimals as are needed to show whether the range contains the value: `20.0%`
/// beside `26.1% (20.4-32.0)`.
#[must_use]
pub fn beside_range(of: f64, statistic: &Statistic, unit: Unit) -> [String; 2] {
    let (low, high) = statistic.range80();
    let own = style(unit, of.abs());
    let beside = style(unit, middle(statistic, unit).abs().max(high.abs()));
    let rough = [of, low, high].iter().any(|value| value.is_nan())
        || low == high
        || statistic.holds_80(of) == holds(own.rounded(of), ends(&beside, low, high), (low, high));
    if rough {
        return [value(of, unit), ranged(statistic, unit).to_string()];
    }
    let largest = style(unit, of.abs().max(high.abs()));
    let finer = (1..4).map(|more| NumberStyle { decimals: largest.decimals + more, ..largest });
    let shows = |style: &NumberStyle| statistic.holds_80(of) == holds(style.rounded(of), *style, (low, high));
    let style = finer.clone().find(shows).or_else(|| finer.clone().next_back()).unwrap_or(largest);
    let (low, high) = (digits(low, &style), digits(high, &style));
    let projected = Ranged::new(written(middle(statistic, unit), &style), &low, &high);
    [written(of, &style), projected.to_string()]
}

/// Whether a range, as written, contains a value, as written.
fn holds(value: f64, ends: NumberStyle, (low, high): (f64, f64)) -> bool {
    // Half a thousandth of the last digit: far below any written difference, far above floating-point error.
    let slack = ends.half_a_digit() / 1000.0;
    ends.rounded(low) - slack <= value && value <= ends.rounded(high) + slack
}

/// The central value of a statistic: the median, or the mean for money.
fn middle(statistic: &Statistic, unit: Unit) -> f64 {
    if unit.is_money() { statistic.mean } else { statistic.median() }
}

/// The style of the ends of a range, which may have fewer decimals than its middle.
fn ends(style: &NumberStyle, low: f64, high: f64) -> NumberStyle {
    let decimals = match style.divisor {
        divisor if divisor > 1.0 => style.decimals.min(1),
        1.0 if low.abs().max(high.abs()) >= 9.95 => 0,
        _ => style.decimals,
    };
    NumberStyle { decimals, ..*style }
}

fn ranged_in(statistic: &Statistic, unit: Unit, style: &NumberStyle) -> Ranged {
    let (low, high) = statistic.range80();
    let ends = ends(style, low, high);
    Ranged::new(written(middle(statistic, unit), style), &digits(low, &ends), &digits(high, &ends))
}

/// A mean difference with its sign and its 80% range: `-3.1 pts (-6.0 to -1.2)`, `+£412k (120-700)`; `0` if mean and
/// range all round to zero. Differences between shares are in percentage points. A mean outside its range is starred.
#[must_use]
pub fn signed_with_range(statistic: &Statistic, unit: Unit) -> Ranged {
    let (low, high) = statistic.range80();
    signed_in(statistic, unit, difference_style(unit, statistic.mean.abs().max(low.abs()).max(high.abs())))
}

/// Several of them in a column, to the precision of the largest mean: `+£811k (534-1,110)` above `-£114k (-245 to 23)`.
#[must_use]
pub fn signed_alike(statistics: &[Option<Statistic>], unit: Unit) -> Vec<Ranged> {
    let means = statistics.iter().flatten().map(|one| one.mean.abs()).filter(|mean| !mean.is_nan());
    let style = difference_style(unit, means.fold(0.0, f64::max));
    let formatted = |one: &Option<Statistic>| match one {
        Some(statistic) if statistic.is_defined() => signed_in(statistic, unit, style),
        _ => "-".into(),
    };
    statistics.iter().map(formatted).collect()
}

fn signed_in(statistic: &Statistic, unit: Unit, mut style: NumberStyle) -> Ranged {
    let (low, high) = statistic.range80();
    let middle = with_sign(statistic.mean, &style);
    if [statistic.mean, low, high].iter().all(|&value| are_zero(&digits(value, &style))) {
        return middle.into();
    }
    if style.divisor > 1.0 {
        style.decimals = style.decimals.min(1);
    }
    let (low, high) = (digits(low, &style), digits(high, &style));
    // A few large differences can pull the mean outside the 80% range.
    let (least, most) = statistic.range80();
    let half = difference_style(unit, statistic.mean.abs()).half_a_digit();
    let is_outside = statistic.mean < least - half || statistic.mean > most + half;
    let outside = if is_outside { "*" } else { "" };
    Ranged::new(format!("{middle}{outside}"), &low, &high).outside(is_outside)
}

fn difference_style(unit: Unit, size: f64) -> NumberStyle {
    match unit {
        _ if unit.is_share() => NumberStyle { divisor: 0.01, decimals: 1, before: "", behind: " pts" },
        Unit::YearlyRate | Unit::YearlyGrowth => NumberStyle { divisor: 0.01, decimals: 1, before: "", behind: " pts" },
        _ => style(unit, size),
    }
}

/// A number with its sign; `0` if it rounds to zero.
fn with_sign(value: f64, style: &NumberStyle) -> String {
    match digits(value, style) {
        zero if are_zero(&zero) => "0".into(),
        _ if value > 0.0 => format!("+{}", written(value, style)),
        _ => written(value, style),
    }
}

/// A difference with its sign: `-3.1 pts`, `+£412k`; `0` if it rounds to zero.
#[must_use]
pub fn signed(value: f64, unit: Unit) -> String {
    with_sign(value, &difference_style(unit, value.abs()))
}

/// Whether a value is written as zero.
#[must_use]
pub fn is_zero(value: f64, unit: Unit) -> bool {
    are_zero(&digits(value, &style(unit, value.abs())))
}

/// Whether a value is written as 1 and takes a singular noun.
#[must_use]
pub fn is_one(value: f64, unit: Unit) -> bool {
    digits(value, &style(unit, value.abs())) == "1"
}

/// Whether a difference is written as zero.
#[must_use]
pub fn is_zero_change(value: f64, unit: Unit) -> bool {
    are_zero(&digits(value, &difference_style(unit, value.abs())))
}

/// The size of a difference without its sign: `3.1 points`, `£412k`, `1.2`.
#[must_use]
pub fn amount(value: f64, unit: Unit) -> String {
    written(value, &amount_style(unit, value.abs()))
}

/// A range of sizes: `1.2 to 6.0 points`, `£120k to £700k`; a single value if both ends are written the same.
#[must_use]
pub fn amounts(least: f64, most: f64, unit: Unit) -> String {
    let style = amount_style(unit, most.abs().max(least.abs()));
    let [first, last] = [least, most].map(|value| written(value, &style));
    if first == last {
        return last;
    }
    let behind = if unit.is_money() { style.behind } else { "" };
    format!("{} to {last}", written(least, &NumberStyle { behind, ..style }))
}

/// The style of a difference in a sentence; differences between shares are in points.
fn amount_style(unit: Unit, size: f64) -> NumberStyle {
    let style = difference_style(unit, size);
    if style.divisor < 1.0 { NumberStyle { behind: " points", ..style } } else { style }
}

/// A share that never rounds to 0 or 100%: `63%`, `<1%`, `>99%`; `0%` and `100%` are exact.
#[must_use]
pub fn percent(share: f64) -> String {
    match share {
        share if share.is_nan() => "-".into(),
        0.0 => "0%".into(),
        1.0 => "100%".into(),
        share if share < 0.01 => "<1%".into(),
        share if share > 0.99 => ">99%".into(),
        share => part(share),
    }
}

/// The same with a decimal below 10%: `3.5%`, where a whole number would be off by a seventh.
#[must_use]
pub fn small_percent(share: f64) -> String {
    if (0.01..0.0995).contains(&share) { format!("{:.1}%", share * 100.0) } else { percent(share) }
}

/// Two standard errors of a share in whole points: the 95% error that a likelihood is given with.
#[must_use]
pub fn error_points(mc_error: f64) -> f64 {
    (200.0 * mc_error).round()
}

/// A share strictly between 0 and 1, which rounds to neither: `63%`, `less than 1%`, `more than 99%`.
#[must_use]
pub fn part(share: f64) -> String {
    match share {
        share if share < 0.01 => "less than 1%".into(),
        share if share > 0.99 => "more than 99%".into(),
        share => format!("{:.0}%", share * 100.0),
    }
}

/// Whether [`part`], [`percent`] and [`likelihood`] write a share as a rounded figure: not as none, all, or less or
/// more than a bound.
#[must_use]
pub fn is_rounded(share: f64) -> bool {
    (0.01..=0.99).contains(&share)
}

/// The text wrapped to lines of at most `width` columns; a longer word gets its own line.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= width => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn are_zero(digits: &str) -> bool {
    digits.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

/// A probability in words: `63% likely`, `less than 1% likely`, `in no future`, `in every future`.
#[must_use]
pub fn likelihood(probability: f64) -> String {
    match probability {
        p if p.is_nan() => "not known".into(),
        0.0 => "in no future".into(),
        1.0 => "in every future".into(),
        p => format!("{} likely", part(p)),
    }
}

/// The measure's label for use within a sentence: `agency rate`.
#[must_use]
pub fn in_sentence(measure: &Measure) -> String {
    uncapitalised(measure.label)
}

/// A built-in label with a lower-case first letter, for use within a sentence. Not for names from a scenario, which may
/// be proper names.
#[must_use]
pub fn uncapitalised(label: &str) -> String {
    let mut letters = label.chars();
    let first: String = letters.next().map(|letter| letter.to_lowercase().collect()).unwrap_or_default();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statistic(low: f64, median: f64, high: f64) -> Statistic {
        let percentiles = [low, low, low, median, high, high, high];
        Statistic { n_defined: 100, mean: median, percentiles, mc_error: 0.0 }
    }

    #[test]
    fn values_are_rounded_and_have_their_units() {
        assert_eq!(value(0.394, Unit::Share), "39%");
        assert_eq!(value(26.06, Unit::CasesPerFte), "26.1");
        assert_eq!(value(5_949_000.0, Unit::Pounds), "£5.95m");
        assert_eq!(value(-45_400.0, Unit::Pounds), "-£45k");
        assert_eq!(value(999_600.0, Unit::Pounds), "£1.00m");
        assert_eq!(["£5.27m", "-£5.27m"], [5_265_000.0, -5_265_000.0].map(|half| value(half, Unit::Pounds)));
        assert_eq!(
            ["1", "3", "26.1"],
            [value(0.5, Unit::Cases), value(2.5, Unit::Cases), value(26.05, Unit::CasesPerFte)]
        );
        assert_eq!(value(1_234.0, Unit::Cases), "1,234");
        assert_eq!(value(-0.04, Unit::Fte), "0.0");
        assert_eq!(value(f64::NAN, Unit::Fte), "-");
        assert_eq!(finer(0.3846, Unit::Share), "38.5%");
    }

    #[test]
    fn a_range_has_its_unit_once() {
        assert_eq!(ranged(&statistic(0.27, 0.31, 0.36), Unit::Share).to_string(), "31% (27-36)");
        assert_eq!(
            ranged(&statistic(5_700_000.0, 5_900_000.0, 6_100_000.0), Unit::Pounds).to_string(),
            "£5.90m (5.7-6.1)"
        );
        assert_eq!(ranged(&statistic(-20_000.0, 15_000.0, 40_000.0), Unit::Pounds).to_string(), "£15k (-20 to 40)");
        assert_eq!(ranged(&statistic(3.0, 3.0, 3.0), Unit::Fte).to_string(), "3.0");
    }

    #[test]
    fn a_difference_is_signed_and_shares_differ_by_points() {
        assert_eq!(
            signed_with_range(&statistic(-0.06, -0.031, -0.012), Unit::Share).to_string(),
            "-3.1 pts (-6.0 to -1.2)"
        );
        assert_eq!(signed_with_range(&statistic(0.01, 0.031, 0.05), Unit::Share).to_string(), "+3.1 pts (1.0-5.0)");
        assert_eq!(signed_with_range(&statistic(-1e5, 4.12e5, 7e5), Unit::Pounds).to_string(), "+£412k (-100 to 700)");
        assert_eq!(signed_with_range(&statistic(-0.04, 0.01, 0.04), Unit::CasesPerFte).to_string(), "0");
    }

    #[test]
    fn differences_of_a_column_have_the_same_unit() {
        let with_mean = |mean, low, high| Statistic { mean, ..statistic(low, mean, high) };
        let (large, small) = (with_mean(8.11e5, 5.34e5, 1.11e6), with_mean(-1.14e5, -2.45e5, 2.3e4));
        let alike = signed_alike(&[Some(large), Some(small), None], Unit::Pounds);
        let alike: Vec<String> = alike.iter().map(Ranged::to_string).collect();
        assert_eq!(alike, ["+£811k (534-1,110)", "-£114k (-245 to 23)", "-"]);
    }

    #[test]
    fn figures_of_a_row_have_the_same_decimals() {
        let [one, two, none] =
            [statistic(8.9e6, 9.16e6, 9.4e6), statistic(9.5e6, 9.8e6, 10.2e6), statistic(f64::NAN, f64::NAN, f64::NAN)];
        let none = Statistic { n_defined: 0, ..none };
        let alike = ranged_alike(&[&one, &two, &none], Unit::Pounds).iter().map(Ranged::to_string).collect::<Vec<_>>();
        assert_eq!(alike, ["£9.2m (8.9-9.4)", "£9.8m (9.5-10.2)", "-"]);
        assert_eq!(ranged_alike(&[&one], Unit::Pounds), [ranged(&one, Unit::Pounds)]);
    }

    #[test]
    fn a_value_beside_a_range_shows_whether_it_is_inside() {
        let formatted =
            |value: f64, low: f64, high: f64| beside_range(value, &statistic(low, 0.261, high), Unit::Share);
        assert_eq!(formatted(0.2, 0.204, 0.32), ["20.0%", "26.1% (20.4-32.0)"]);
        assert_eq!(formatted(0.21, 0.204, 0.32), ["21%", "26% (20-32)"], "inside");
        assert_eq!(formatted(0.1, 0.204, 0.32), ["10%", "26% (20-32)"], "far outside");
        assert_eq!(formatted(0.32004, 0.204, 0.32), ["32.004%", "26.100% (20.400-32.000)"]);
        let cases = beside_range(14.6, &statistic(14.7, 16.0, 18.0), Unit::CasesPerFte);
        assert_eq!(cases, ["14.6", "16.0 (15-18)"]);
        let cases = beside_range(15.0, &statistic(15.2, 16.0, 18.0), Unit::CasesPerFte);
        assert_eq!(cases, ["15.00", "16.00 (15.20-18.00)"]);
    }

    #[test]
    fn a_likelihood_never_rounds_to_certainty() {
        assert_eq!(likelihood(0.634), "63% likely");
        assert_eq!(likelihood(0.004), "less than 1% likely");
        assert_eq!(likelihood(0.996), "more than 99% likely");
        assert_eq!(likelihood(0.0), "in no future");
        assert_eq!(likelihood(1.0), "in every future");
    }
}
