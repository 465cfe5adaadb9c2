//! Values as a scenario file writes them.

/// A number with at most this many decimals, without zeros at its end.
pub(crate) fn figure(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A number with three significant figures.
pub(crate) fn significant(value: f64) -> String {
    let magnitude = libm::floor(libm::log10(value.abs()));
    let decimals = if magnitude < 2.0 && magnitude > -9.0 { (2.0 - magnitude) as usize } else { 0 };
    figure(value, decimals)
}

pub(crate) fn percent(share: f64) -> String {
    format!("{}%", figure(100.0 * share, 1))
}

/// The nearest whole number.
pub(crate) fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// A text in quotes, as TOML writes it.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A scenario with a stated default in place of each blank, 0: nobody is recruited beyond the expected starters, and a budget of £0, which
/// is not scored.
pub(crate) fn without_blanks(scenario: &str) -> String {
    let mut text = String::new();
    let mut rest = scenario;
    while let Some((before, blank)) = rest.split_once("{ blank = ") {
        text.push_str(before);
        text.push('0');
        rest = blank.split_once("\" }").map_or("", |(_, after)| after);
    }
    text + rest
}

/// A value within bounds; the lower one for a missing value.
pub(crate) fn between(low: f64, value: f64, high: f64) -> f64 {
    if value > low { if value < high { value } else { high } } else { low }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_no_zeros_at_their_end() {
        for (value, decimals, text) in [(1.5, 3, "1.5"), (-0.0001, 2, "0"), (120.0, 0, "120"), (12.346, 2, "12.35")] {
            assert_eq!(figure(value, decimals), text);
        }
        for (value, text) in
            [(0.000_123_45, "0.000123"), (1.5, "1.5"), (123_456.0, "123456"), (0.0, "0"), (0.98, "0.98")]
        {
            assert_eq!(significant(value), text);
        }
        assert_eq!(quoted("a \"b\" \\ c\n"), "\"a \\\"b\\\" \\\\ c \"");
    }
}
