//! The assumptions register: every resolved input of a scenario, with its range, where it is set, what it overrides and
//! its source.

use serde::Serialize;

use super::cell::{Cell, NumberRole};
use super::rows::Rows;
use crate::random::Distribution;
use crate::scenario::plausibility::{Comparison, comparisons};
use crate::scenario::{Evidence, Input, Kind, Place, Scenario, Setting};
use crate::units::Unit;

/// A resolved input of a scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Assumption {
    /// Address.
    pub address: String,
    /// `quantity`, which may be uncertain and may change by date, or `setting`, which is known and fixed.
    pub kind: &'static str,
    /// Form of the value: `fixed`, `pert`, `range80` ...; empty for a setting.
    pub form: &'static str,
    /// The value, or the parameters of its distribution.
    pub value: String,
    /// Mean of the drawn values; `None` if not numeric.
    pub mean: Option<f64>,
    /// 10th percentile of the drawn values, before any yearly effect or dated change.
    pub p10: Option<f64>,
    /// 90th percentile of the drawn values, before any yearly effect or dated change.
    pub p90: Option<f64>,
    /// Unit; `None` if not numeric.
    #[serde(serialize_with = "unit_words")]
    pub unit: Option<Unit>,
    /// Smallest value allowed.
    pub min: Option<f64>,
    /// Largest value allowed.
    pub max: Option<f64>,
    /// Whether dated changes may change it.
    pub dated: bool,
    /// Where it is set; `None` if the default applies.
    pub set: Option<SourceLine>,
    /// Values that it overrides in lower files, topmost first.
    pub overrode: Vec<SourceLine>,
    /// Addresses of the yearly effects and awards, and ids of the dated changes, that apply to it.
    pub changes: Vec<String>,
    /// Source of the figure.
    pub source: Option<String>,
    /// Grade of the evidence.
    pub evidence: Option<&'static str>,
    /// Why it is right although it is unlike other authorities, as stated in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unusual: Option<String>,
    /// What English authorities show of it, or of the figure that it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Meaning.
    pub meaning: &'static str,
}

impl Assumption {
    /// Form and value in words: `0.75`, `pert low 1, mode 2, high 4`.
    pub(crate) fn value_words(&self) -> String {
        let form = if self.form == "fixed" { "" } else { self.form };
        format!("{form} {}", self.value).trim().to_owned()
    }
}

/// A value in a file, and its position.
#[derive(Clone, Debug, Serialize)]
pub struct SourceLine {
    /// Path of the file, as given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// Text at this position.
    pub text: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "serde passes a reference to the field")]
fn unit_words<S: serde::Serializer>(unit: &Option<Unit>, serializer: S) -> Result<S::Ok, S::Error> {
    unit.map(Unit::words).serialize(serializer)
}

impl SourceLine {
    pub(crate) fn at(scenario: &Scenario, place: Place) -> Self {
        let (line, column) = scenario.sources.line_column(place);
        let file = scenario.sources.files[place.file].path.clone();
        Self { file, line, column, text: scenario.sources.said(place) }
    }
}

/// Every quantity and setting of a scenario, in the order of the file.
#[must_use]
pub fn assumptions(scenario: &Scenario) -> Vec<Assumption> {
    let quantities = scenario.inputs.list.iter().zip(changed(scenario));
    let quantities = quantities.map(|(input, changes)| (input.order, of_input(scenario, input, changes)));
    let settings = scenario.settings.iter().map(|setting| (setting.order, of_setting(scenario, setting)));
    let mut all: Vec<(usize, Assumption)> = quantities.chain(settings).collect();
    all.sort_by_key(|&(order, _)| order);
    let mut all: Vec<Assumption> = all.into_iter().map(|(_, one)| one).collect();
    for one in comparisons(scenario, &scenario.inputs) {
        let words = published_words(&one);
        for assumption in all.iter_mut().filter(|assumption| one.addresses.contains(&assumption.address)) {
            assumption.published.clone_from(&words);
        }
    }
    all
}

/// What authorities show, with the scenario's own value if several inputs make it.
fn published_words(one: &Comparison) -> Option<String> {
    let words = one.figure.published_words()?;
    Some(if one.figure.is_derived() { format!("{words}; here {}", one.figure.shown(one.value)) } else { words })
}

/// For each input, the addresses of the yearly effects and awards, and the ids of the dated changes, that apply to it.
fn changed(scenario: &Scenario) -> Vec<Vec<String>> {
    let mut changed: Vec<Vec<String>> = vec![Vec::new(); scenario.inputs.list.len()];
    for effect in &scenario.yearly {
        for (input, _) in &effect.inputs {
            changed[input.0].push(format!("yearly.{}", effect.id));
        }
    }
    for award in &scenario.awards {
        for price in award.prices.iter().flatten() {
            changed[price.0].push(format!("award.{}", award.id));
        }
    }
    for change in &scenario.changes {
        for edit in &change.edits {
            changed[edit.input.0].push(change.id.clone());
        }
    }
    changed.iter_mut().for_each(Vec::dedup);
    changed
}

fn of_input(scenario: &Scenario, input: &Input, changes: Vec<String>) -> Assumption {
    let (form, value) = distribution_words(&input.value);
    let percentile = |u: f64| input.quantile.as_ref().map_or(input.mean(), |quantile| quantile.at(u));
    Assumption {
        address: input.address.clone(),
        kind: "quantity",
        form,
        value,
        mean: Some(figures(input.mean())),
        p10: Some(figures(percentile(0.1))),
        p90: Some(figures(percentile(0.9))),
        unit: Some(input.unit),
        min: Some(input.min),
        max: Some(input.max),
        dated: input.dated,
        set: input.place.map(|place| SourceLine::at(scenario, place)),
        overrode: input.overrode.iter().map(|&place| SourceLine::at(scenario, place)).collect(),
        changes,
        source: input.source.clone(),
        evidence: input.evidence.map(Evidence::id),
        unusual: input.unusual.clone(),
        published: None,
        meaning: input.doc,
    }
}

fn of_setting(scenario: &Scenario, setting: &Setting) -> Assumption {
    let set = SourceLine::at(scenario, setting.place);
    let (unit, range) = match setting.kind {
        Kind::Whole(unit, min, max) => (Some(unit), Some((min as f64, max as f64))),
        Kind::Plain(unit, min, max) => (Some(unit), Some((min, max))),
        _ => (None, None),
    };
    let value = plain_value(&set.text);
    let number = if range.is_some() { value.replace('_', "").parse().ok() } else { None };
    Assumption {
        address: setting.address.clone(),
        kind: "setting",
        form: "",
        value,
        mean: number,
        p10: number,
        p90: number,
        unit,
        min: range.map(|range| range.0),
        max: range.map(|range| range.1),
        dated: false,
        set: Some(set),
        overrode: setting.overrode.iter().map(|&place| SourceLine::at(scenario, place)).collect(),
        changes: Vec::new(),
        source: setting.source.clone(),
        evidence: setting.evidence.map(Evidence::id),
        unusual: setting.unusual.clone(),
        published: None,
        meaning: setting.doc,
    }
}

/// A value as it is written, without quotes and without the source beside it.
fn plain_value(text: &str) -> String {
    let table = text.starts_with('{').then(|| toml::from_str::<toml::Table>(&format!("it = {text}")).ok()).flatten();
    let value = table.and_then(|table| table.get("it")?.get("value").cloned());
    value.map_or_else(|| text.trim_matches('"').to_owned(), |value| value.to_string())
}

/// The form of a distribution and its parameters: `pert`, `low 1, mode 2, high 4`.
fn distribution_words(distribution: &Distribution) -> (&'static str, String) {
    if let Distribution::Fixed(value) = distribution {
        return ("fixed", value.to_string());
    }
    let (form, parameters) = distribution.form();
    let list = |numbers: &[f64]| numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" ");
    let parameters = parameters.iter().map(|(key, numbers)| format!("{key} {}", list(numbers)));
    (form, parameters.collect::<Vec<_>>().join(", "))
}

/// A number to six significant figures, which removes floating-point noise.
fn figures(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

/// The register as a table. Files are given without folders, so that the table does not depend on where they are.
pub(crate) fn register<'a>(scenario: &Scenario) -> Rows<'a> {
    Rows::new(&HEADER, assumptions(scenario).into_iter().map(cells))
}

pub(crate) const HEADER: [&str; 21] = [
    "address",
    "kind",
    "form",
    "value",
    "mean",
    "p10",
    "p90",
    "unit",
    "min",
    "max",
    "dated",
    "set_by",
    "line",
    "overrode",
    "changes",
    "source",
    "evidence",
    "sourced",
    "meaning",
    "published",
    "unusual",
];

/// The cells of an input, in the order of [`HEADER`].
pub(crate) fn cells<'a>(one: Assumption) -> Vec<Cell<'a>> {
    let unit = one.unit.unwrap_or(Unit::Number);
    // The sum is 0 for -0, such as a percentile of a distribution around zero.
    let given = |value: f64| Cell::Number(value + 0.0, unit, NumberRole::Given);
    let number = |value: Option<f64>| value.map_or(Cell::Missing, given);
    let name = |origin: &SourceLine| origin.file.rsplit(['/', '\\']).next().unwrap_or(&origin.file).to_owned();
    let overrode = one.overrode.iter().map(|origin| format!("{} ({}:{})", origin.text, name(origin), origin.line));
    vec![
        one.address.into(),
        one.kind.into(),
        one.form.into(),
        one.value.into(),
        number(one.mean),
        number(one.p10),
        number(one.p90),
        one.unit.map_or("", Unit::words).into(),
        number(one.min),
        number(one.max),
        Cell::Flag(one.dated),
        one.set.as_ref().map_or("default".to_owned(), name).into(),
        one.set.as_ref().map(|origin| origin.line).into(),
        overrode.collect::<Vec<_>>().join("; ").into(),
        one.changes.join("; ").into(),
        one.source.clone().into(),
        one.evidence.into(),
        Cell::Flag(one.source.is_some()),
        one.meaning.into(),
        one.published.into(),
        one.unusual.into(),
    ]
}
