//! Plans as overlays: the text of a file that sets the levers of a scenario.

use std::fmt::Write as _;

use super::lever::{Lever, LeverValue};
use crate::scenario::source::keys_of;
use crate::scenario::{LoadError, Loader, Scenario};

/// An overlay that is not on disk, with the files that it is based on.
pub(crate) struct WithOverlay<'l> {
    /// Reads all other files.
    pub loader: &'l dyn Loader,
    /// Path of the overlay.
    pub path: &'l str,
    /// Its text.
    pub text: String,
}

impl Loader for WithOverlay<'_> {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        if path == self.path { Ok(self.text.clone().into_bytes()) } else { self.loader.load(path) }
    }
}

/// The text of an overlay on the files `bases` that sets each lever to its value; `source` says where the values come from.
pub(crate) fn overlay_text(
    scenario: &Scenario,
    bases: &[String],
    name: Option<&str>,
    levers: &[Lever],
    values: &[LeverValue],
    source: &str,
) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut text = match bases {
        [one] => format!("base = {}\n", quoted(one)),
        several => format!("base = [{}]\n", several.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(", ")),
    };
    if let Some(name) = name {
        let _ = writeln!(text, "name = {}", quoted(name));
    }
    let mut tables: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for (lever, value) in levers.iter().zip(values) {
        let mut path = keys_of(&scenario.tree, &lever.address);
        let key = path.pop().unwrap_or_default();
        // An optional input that the scenario leaves out is an input too.
        let is_input = !scenario.settings.iter().any(|setting| setting.address == lever.address);
        let value = match value {
            LeverValue::Number(number) if is_input => format!("{{ value = {number}, source = {} }}", quoted(source)),
            LeverValue::Number(number) => number.to_string(),
            LeverValue::Month(month) => quoted(&month.iso()),
        };
        let line = format!("{} = {value}", key_text(&key));
        match tables.iter_mut().find(|(table, _)| *table == path) {
            Some((_, lines)) => lines.push(line),
            None => tables.push((path, vec![line])),
        }
    }
    // Keys outside any table must come before the first table.
    tables.sort_by_key(|(table, _)| !table.is_empty());
    for (table, lines) in tables {
        if !table.is_empty() {
            let path: Vec<String> = table.iter().map(|key| key_text(key)).collect();
            let _ = write!(text, "\n[{}]\n", path.join("."));
        }
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// A key as it is written: bare if possible.
fn key_text(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|one| one.is_ascii_alphanumeric() || "_-".contains(one));
    if is_bare { key.to_owned() } else { toml::Value::String(key.to_owned()).to_string() }
}
