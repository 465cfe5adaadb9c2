//! Explanations of inputs on screen.

use std::fmt::Write as _;

use crate::content::explain::{Explanation, FullInput, InputList};
use crate::content::words;

/// Width of the label column.
const LABEL: usize = 14;

/// One input in full, or one line each for several.
#[must_use]
pub fn explanation(of: &Explanation) -> String {
    match of {
        Explanation::Full(input) => in_full(input),
        Explanation::List(list) => listed(list),
    }
}

fn in_full(input: &FullInput) -> String {
    let meaning = words::wrapped(input.meaning, 78).join("\n  ");
    let mut text = format!("{}\n  {meaning}\n\n", input.address);
    for (label, what) in &input.rows {
        let what = words::wrapped(what, 80 - LABEL).join(&format!("\n{:LABEL$}", ""));
        let _ = writeln!(text, "{:<LABEL$}{what}", format!("  {label}"));
    }
    if !input.months.is_empty() {
        let spread = if input.is_spread { " (median and 80% range of the first 1,000 futures)" } else { "" };
        let without = if input.has_response { ", without responses" } else { "" };
        let _ = writeln!(text, "\n  month by month{without}{spread}");
    }
    for (month, value) in &input.months {
        let _ = writeln!(text, "    from {month}  {value}");
    }
    text
}

/// One line per input: address, value, where it is set.
fn listed(list: &InputList) -> String {
    let mut text = String::new();
    let width = list.lines.iter().map(|(address, _)| address.chars().count()).max().unwrap_or(0).min(52);
    for (address, what) in &list.lines {
        let _ = writeln!(text, "{address:width$}  {what}");
    }
    let InputList { counts, path, .. } = list;
    let _ = writeln!(text, "\n{counts}\nRun `staffcast explain {path} ADDRESS` to explain one input in full.");
    text
}
