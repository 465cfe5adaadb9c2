//! The reference of the scenario format, generated from the declarations.

use std::fmt::Write as _;

use crate::random::FORMS;
use crate::scenario::declarations;
use crate::scenario::declare::{Declaration, Key, Kind};
use crate::units::Unit;

/// Every key of the format as Markdown, with one Markdown table per table of the file.
#[must_use]
pub fn reference() -> String {
    let all = declarations();
    let mut text = String::from(
        "# The scenario file\n\n\
         Generated from the declarations in `src/scenario/`, which also read and check the file; do not edit it \
         by hand. Run `BLESS=1 cargo test --test documents` to regenerate it.\n\n\
         A scenario is a TOML file. Every list of named items is a table keyed by id, in file order. `ID` below \
         stands for an id of your choice: lower-case letters, digits and underscores, starting with a letter, at \
         most 40 characters; not `source`, `evidence`, `unusual`, `remove` or a form of quantity, nor `closed` for a case \
         stage or `service` for a team. The address of an input is its path in the file, such as \
         `team.cin.establishment`; changes refer to inputs by address.\n\n\
         A *quantity* is a number, `{ value = 0.75, source = \"...\" }`, or a distribution: ",
    );
    text.push_str(&forms());
    text.push_str(
        " (the 10th and 90th percentiles), optionally with `source` and `evidence`. The grades of evidence are \
         `published` (statistics, research, figures that another authority has published about itself), `local` \
         (the authority's own records), `association` (a correlation observed across authorities, not shown to be \
         causal), `expert` (the judgement of experts) and `guess`. A table may also have both, which \
         then apply to everything in it. An input counts as an *assumption* if it has no source, is graded `expert` \
         or `guess`, or has no grade and a source that starts with \"assumption\". *Dated* quantities can be changed \
         by `[change.ID]` and moved by `[yearly.ID]`. A distribution is truncated to the range by quantile.\n\n\
         An *overlay* is a file with a `base`, another scenario file; it states only the differences. Tables are \
         merged by key, a quantity is replaced as a whole, and `remove = true` removes an entry of the base, \
         whatever it contains: `[target.agency]` with `remove = true` under it, or `intake.overseas = { remove = \
         true }`.\n\n\
         An intake, move, award or change entirely before or after the run has no effect, and so do those arrivals of an intake with \
         `every`. A change or campaign \
         that starts before the run and continues into it is in force from the first month. Errors and warnings \
         have codes, which are listed in [diagnostics.md](diagnostics.md).\n",
    );
    let mut table = None;
    for declaration in &all {
        let (parent, key) = (declaration.table(), declaration.key());
        if matches!(declaration.kind, Kind::Table | Kind::Things) {
            continue;
        }
        if table != Some(parent) {
            table = Some(parent);
            heading(&mut text, parent, &all);
        }
        let default = match declaration.default.as_deref() {
            None => "**required**".to_owned(),
            Some("") => "-".to_owned(),
            Some(default) => default.to_owned(),
        };
        let may = match (declaration.uncertain, declaration.dated) {
            (true, true) => "uncertain, dated",
            (true, false) => "uncertain",
            _ => "",
        };
        let _ =
            writeln!(text, "| `{key}` | {} | {default} | {may} | {} |", kind_words(&declaration.kind), declaration.doc);
    }
    text
}

fn heading(text: &mut String, parent: &str, all: &[Declaration]) {
    let title = if parent.is_empty() { "Top level".to_owned() } else { format!("`[{parent}]`") };
    let own = parent.strip_suffix(".ID").unwrap_or(parent);
    let doc = all.iter().find(|d| d.address == own).map_or("", |d| d.doc);
    let _ = writeln!(text, "\n## {title}\n");
    if !doc.is_empty() {
        let _ = writeln!(text, "{doc}\n");
    }
    let _ = writeln!(text, "| key | value | default | may be | meaning |\n|---|---|---|---|---|");
}

fn range(unit: Unit, min: f64, max: f64) -> String {
    let words = unit.words();
    let is_said = unit.is_share() || min.is_infinite();
    if is_said { words.to_owned() } else { format!("{words}, {min} to {max}") }
}

/// The forms allowed instead of a number: `{ pert = { low, mode, high } }` ... or `{ range80 = { low, high } }`.
fn forms() -> String {
    let forms = FORMS.iter().filter(|form| !form.parameters.is_empty()).map(|form| {
        let keys: Vec<&str> = form.parameters.iter().map(|(key, _)| *key).collect();
        format!("`{{ {} = {{ {} }} }}`", form.name, keys.join(", "))
    });
    let forms: Vec<String> = forms.collect();
    match forms.split_last() {
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The kind of value in words.
pub(super) fn kind_words(kind: &Kind) -> String {
    match kind {
        Kind::Text => "text".into(),
        Kind::Flag => "true or false".into(),
        Kind::Whole(_, min, max) if *max > 1_000_000_000 => format!("whole number from {min}"),
        Kind::Whole(Unit::Number, min, max) => format!("whole number, {min} to {max}"),
        Kind::Whole(unit, min, max) => format!("whole number ({}, {min} to {max})", unit.words()),
        Kind::Plain(unit, min, max) => format!("plain number ({})", range(*unit, *min, *max)),
        Kind::Quantity(unit, min, max) => format!("quantity ({})", range(*unit, *min, *max)),
        Kind::Month => "month, `\"2016-04\"`".into(),
        Kind::Year => "financial year, `\"2016-17\"`".into(),
        Kind::Choice(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Kind::Name(kind) => format!("id of a {kind}"),
        Kind::Number(min, max) if max.is_infinite() => format!("number from {min}"),
        Kind::Number(min, max) => format!("number, {min} to {max}"),
        Kind::Address => "address of an input".into(),
        Kind::List(item, least, most) if least == most => format!("list of {least}: {}", kind_words(item)),
        Kind::List(item, ..) => format!("list: {}", kind_words(item)),
        Kind::Either(kinds) => kinds.iter().map(kind_words).collect::<Vec<_>>().join("; or "),
        Kind::Table | Kind::Things => "table".into(),
        Kind::Keyed(key, value) => format!("table: {} = {}", key_words(*key), kind_words(value)),
    }
}

/// The sort of keys in words.
fn key_words(key: Key) -> &'static str {
    match key {
        Key::Team => "team",
        Key::Stage => "stage",
        Key::Branch => "stage or `closed`",
        Key::Band => "time in service",
        Key::Month => "month",
        Key::Address => "address of an input",
    }
}
