//! The fields of a scenario's form.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::entry::{number_entry, quantity_entry};
use super::order::{FIRST, OTHERS, fits};
use super::{EnteredAs, Field, FieldGroup, Form};
use crate::content::input_phrase::{input_phrase, label};
use crate::content::inputs::{Assumption, assumptions};
use crate::content::words;
use crate::measures::Measure;
use crate::scenario::{Declaration, Diagnostic, Kind, MONTH, Scenario, declarations};
use crate::units::{MONTH_NAMES, Unit};

/// The declarations of the format.
static DECLARATIONS: LazyLock<Vec<Declaration>> = LazyLock::new(declarations);

/// The declaration of the input at an address. `leaving.annual_rate.from_2y` and the like are declared by their table.
fn declaration(address: &str) -> Option<&'static Declaration> {
    let pattern = |declared: &Declaration| declared.address.replace(MONTH, "ID");
    let found = DECLARATIONS.iter().find(|one| fits(&pattern(one), address));
    let in_table = || {
        let (table, _) = address.rsplit_once('.')?;
        DECLARATIONS.iter().find(|one| matches!(one.kind, Kind::Keyed(..)) && fits(&pattern(one), table))
    };
    found.or_else(in_table)
}

/// The kind of value that the input at an address has; `None` if the format has no such input.
pub(crate) fn kind_of(address: &str) -> Option<Kind> {
    let declaration = declaration(address)?;
    Some(match &declaration.kind {
        Kind::Keyed(_, kind) => (**kind).clone(),
        kind => kind.clone(),
    })
}

/// The form of a scenario. Figures that are blank are among `diagnostics`.
pub(crate) fn form(scenario: &Scenario, diagnostics: &[Diagnostic]) -> Form {
    let blanks: BTreeMap<&str, &str> = diagnostics.iter().filter_map(Diagnostic::blank_with_words).collect();
    let known = assumptions(scenario);
    let fields: Vec<Field> = known.iter().filter_map(|one| field(scenario, one, &blanks)).collect();
    let mut is_placed = vec![false; fields.len()];
    let mut group = |addresses: &[&str]| {
        let mut placed: Vec<Field> = Vec::new();
        for &pattern in addresses {
            let before = placed.len();
            for (place, field) in fields.iter().enumerate() {
                if !is_placed[place] && fits(pattern, &field.address) {
                    is_placed[place] = true;
                    placed.push(field.clone());
                }
            }
            // An input that the scenario does not have yet, unless it belongs to an item of which it has none.
            if placed.len() == before && !pattern.contains("ID") {
                placed.extend(absent(scenario, pattern));
            }
        }
        placed
    };
    let first = FIRST.iter().map(|order| FieldGroup {
        title: order.title,
        help: order.help,
        fields: by_item(group(order.addresses)),
    });
    let first = first.filter(|group| !group.fields.is_empty()).collect();
    let others = OTHERS.iter().map(|(section, title)| {
        let of_section = |address: &str| address.split_once('.').map_or("", |(section, _)| section) == *section;
        let left = fields.iter().zip(&is_placed).filter(|(field, placed)| !**placed && of_section(&field.address));
        FieldGroup { title, help: "", fields: left.map(|(field, _)| field.clone()).collect() }
    });
    Form { first, others: others.filter(|group| !group.fields.is_empty()).collect() }
}

/// Fields of the same item beside each other, in the order in which the items first occur.
fn by_item(mut fields: Vec<Field>) -> Vec<Field> {
    let item = |field: &Field| match field.address.split('.').collect::<Vec<_>>()[..] {
        [section @ ("team" | "intake" | "pathway" | "target"), id, ..] => format!("{section}.{id}"),
        _ => String::new(),
    };
    let mut items: Vec<String> = Vec::new();
    for field in &fields {
        let item = item(field);
        if !items.contains(&item) {
            items.push(item);
        }
    }
    fields.sort_by_key(|field| items.iter().position(|known| *known == item(field)));
    fields
}

/// The field of an input that the scenario has; `None` if its value is no single one.
fn field(scenario: &Scenario, known: &Assumption, blanks: &BTreeMap<&str, &str>) -> Option<Field> {
    let address = known.address.as_str();
    let input = scenario.inputs.find(address).map(|input| scenario.inputs.get(input));
    let kind = match input {
        Some(input) => Kind::Quantity(input.unit, input.min, input.max),
        None => scenario.settings.iter().find(|setting| setting.address == address)?.kind.clone(),
    };
    if input.is_none() && !kind.is_setting() {
        return None;
    }
    let unit = known.unit.map(|unit| limit_unit(scenario, address).unwrap_or(unit));
    let mut notes = Vec::new();
    let entry = match (input, known.mean) {
        (Some(input), _) => {
            let percentiles = (known.p10.unwrap_or(f64::NAN), known.p90.unwrap_or(f64::NAN));
            let (entry, is_exact) = quantity_entry(&input.value, percentiles, input.unit);
            if !is_exact {
                notes.push(format!("In the file: {}; the field shows its middle 80%.", known.value_words()));
            }
            entry
        }
        (None, Some(number)) => number_entry(number, unit),
        (None, None) => known.value.clone(),
    };
    if known.set.is_none() {
        notes.push("Not in the file: this is the default.".to_owned());
    }
    if !known.changes.is_empty() {
        notes.push(format!("Changed by {}.", known.changes.join(", ")));
    }
    notes.extend(known.unusual.iter().map(|why| format!("Unusual: {why}")));
    let blank = blanks.get(address).map(|&what| what.to_owned());
    Some(Field {
        entry: if blank.is_some() { String::new() } else { entry },
        blank,
        published: known.published.clone(),
        source: known.source.clone(),
        notes,
        set_elsewhere: known.set.as_ref().map(|line| line.file.clone()).filter(|file| !is_toml(file)),
        ..empty(scenario, address, &kind, unit, known.meaning)
    })
}

/// The field of an input that a scenario may have and this one has not.
fn absent(scenario: &Scenario, address: &str) -> Option<Field> {
    let declaration = declaration(address)?;
    let kind = kind_of(address)?;
    let unit = match kind {
        Kind::Quantity(unit, ..) | Kind::Plain(unit, ..) | Kind::Whole(unit, ..) => Some(unit),
        _ => None,
    };
    Some(empty(scenario, address, &kind, unit, declaration.doc))
}

/// A field without a value.
fn empty(scenario: &Scenario, address: &str, kind: &Kind, unit: Option<Unit>, meaning: &'static str) -> Field {
    let phrase = input_phrase(scenario, &[address.to_owned()]);
    let phrase = if phrase == address { first_words(meaning) } else { phrase };
    let entered_as = match kind {
        Kind::Quantity(..) => EnteredAs::Quantity,
        Kind::Whole(..) | Kind::Plain(..) | Kind::Number(..) => EnteredAs::Number,
        Kind::Month => EnteredAs::Month,
        _ => EnteredAs::Text,
    };
    Field {
        address: address.to_owned(),
        label: label(&phrase, unit),
        unit: unit.filter(|unit| *unit != Unit::Number).map_or("", Unit::words),
        entry: String::new(),
        choices: choices(scenario, kind),
        entered_as,
        blank: None,
        allowed: allowed(kind, unit),
        published: None,
        source: None,
        notes: Vec::new(),
        meaning,
        has_source: matches!(kind, Kind::Quantity(..)),
        set_elsewhere: None,
    }
}

/// What comes before the explanation in a meaning.
fn first_words(meaning: &str) -> String {
    let end = meaning.find([';', ',', '.', '(', ':']).unwrap_or(meaning.len());
    words::uncapitalised(meaning[..end].trim())
}

/// The unit of the limit of a target, which is that of its measure; `None` for any other address.
fn limit_unit(scenario: &Scenario, address: &str) -> Option<Unit> {
    let id = address.strip_prefix("target.")?;
    let id = id.strip_suffix(".at_most").or_else(|| id.strip_suffix(".at_least"))?;
    let target = scenario.targets.iter().find(|target| target.id == id)?;
    Some(target.series?.measure.unit)
}

/// The values to choose from: those of a choice, the names of teams and routes, the measures.
fn choices(scenario: &Scenario, kind: &Kind) -> Vec<(String, String)> {
    let pair = |id: &str, words: &str| (id.to_owned(), words.to_owned());
    match kind {
        Kind::Flag => vec![pair("true", "Yes"), pair("false", "No")],
        Kind::Choice(all) if all.len() == MONTH_NAMES.len() => all.iter().map(|one| pair(one, one)).collect(),
        Kind::Choice(all) => all.iter().map(|one| pair(one, &words::capital(&one.replace('_', " ")))).collect(),
        Kind::Name("team") => scenario.teams.iter().map(|team| pair(&team.id, &team.name)).collect(),
        Kind::Name("route") => scenario.routes.iter().map(|route| pair(&route.id, &route.name)).collect(),
        Kind::Name("measure") => Measure::ALL.iter().map(|measure| pair(measure.id, measure.label)).collect(),
        _ => Vec::new(),
    }
}

/// What may be written: `0% to 100%`, `1 to 600`; empty if anything.
fn allowed(kind: &Kind, unit: Option<Unit>) -> String {
    /// Ends beyond this are those of the format and not of the figure.
    const FAR: f64 = 1e9;
    let (low, high) = match kind {
        Kind::Quantity(_, low, high) | Kind::Plain(_, low, high) => (*low, *high),
        Kind::Whole(_, low, high) => (*low as f64, *high as f64),
        _ => return String::new(),
    };
    if low.abs() > FAR || high.abs() > FAR {
        return String::new();
    }
    format!("{} to {}", number_entry(low, unit), number_entry(high, unit))
}

/// Whether a file has the form of a scenario; staff may be in a CSV file.
fn is_toml(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("toml"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::templates::TEMPLATES;

    fn all(form: &Form) -> Vec<&Field> {
        form.first.iter().chain(&form.others).flat_map(|group| &group.fields).collect()
    }

    #[test]
    fn every_quantity_of_a_template_is_a_field_once() {
        for template in TEMPLATES {
            let scenario = Scenario::parse(template.text()).expect("a template");
            let form = form(&scenario, &[]);
            let addresses: Vec<&str> = all(&form).iter().map(|field| field.address.as_str()).collect();
            for input in &scenario.inputs.list {
                let times = addresses.iter().filter(|address| **address == input.address).count();
                assert_eq!(times, 1, "{}: {}", template.name, input.address);
            }
        }
    }

    #[test]
    fn every_field_has_words_and_a_kind() {
        for template in TEMPLATES {
            let scenario = Scenario::parse(template.text()).expect("a template");
            for field in all(&form(&scenario, &[])) {
                assert!(!field.label.contains('_') && field.label.len() > 2, "{}: {}", field.address, field.label);
                assert!(kind_of(&field.address).is_some(), "{}", field.address);
            }
        }
    }

    #[test]
    fn what_a_field_shows_is_what_the_file_has() {
        let scenario = Scenario::parse(TEMPLATES[0].text()).expect("a template");
        let form = form(&scenario, &[]);
        let entry = |address: &str| {
            let found = all(&form).into_iter().find(|field| field.address == address);
            found.map(|field| (field.entry.clone(), field.allowed.clone()))
        };
        let pair = |entry: &str, allowed: &str| Some((entry.to_owned(), allowed.to_owned()));
        assert_eq!(entry("team.duty.establishment"), pair("16", "0 to 10,000"));
        assert_eq!(entry("leaving.annual_rate.from_2y"), pair("12% to 29%", "0% to 1,200%"));
        assert_eq!(entry("target.agency.at_most"), pair("25%", ""));
        assert_eq!(entry("start"), pair("2025-04", ""));
        assert_eq!(entry("agency.policy_cap"), pair("", "0 to 10,000"));
    }
}
