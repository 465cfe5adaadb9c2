//! The fields of a scenario's form.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::entry::{number_entry, quantity_entry};
use super::order::{AdditionOrder, FIRST, FieldOrder, OTHERS, fits};
use super::planned::planned_at;
use super::{EnteredAs, Field, FieldGroup, FieldItem, Form};
use crate::content::input_phrase::{InputParts, parts};
use crate::content::inputs::{Assumption, assumptions};
use crate::content::words;
use crate::measures::Measure;
use crate::scenario::source::Value;
use crate::scenario::{Declaration, Diagnostic, Kind, MONTH, Scenario, declarations};
use crate::units::{MONTH_NAMES, Unit};

/// The declarations of the format.
static DECLARATIONS: LazyLock<Vec<Declaration>> = LazyLock::new(declarations);

/// The declaration of the input at an address. `leaving.annual_rate.from_2y` and the like are declared by their table, the keys of
/// which may be addresses themselves.
fn declaration(address: &str) -> Option<&'static Declaration> {
    let pattern = |declared: &Declaration| declared.address.replace(MONTH, "ID");
    let found = DECLARATIONS.iter().find(|one| fits(&pattern(one), address));
    let is_table_at = |one: &&Declaration, table| matches!(one.kind, Kind::Keyed(..)) && fits(&pattern(one), table);
    let mut tables = std::iter::successors(Some(address), |table| table.rsplit_once('.').map(|(table, _)| table));
    found.or_else(|| tables.find_map(|table| DECLARATIONS.iter().find(|one| is_table_at(one, table))))
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
    let mut left: Vec<Field> =
        assumptions(scenario).iter().filter_map(|known| field(scenario, known, &blanks)).collect();
    // The value of an input that is not required has no placeholder while it is blank.
    let is_left_out = |address: &str| !left.iter().any(|field| field.address == address);
    let left_out = blanks.iter().filter(|(address, _)| is_left_out(address));
    let blank = |(address, what): (&&str, &&str)| {
        let field = absent(scenario, address)?;
        Some(Field { blank: Some((*what).to_owned()), ..field })
    };
    let left_out: Vec<Field> = left_out.filter_map(blank).collect();
    left.extend(left_out);
    let first = FIRST.iter().map(|order| group(scenario, order, &mut left)).filter(|group| !group.items.is_empty());
    let first = first.collect();
    let others = OTHERS.iter().map(|(section, title)| {
        let is_of_section = |field: &Field| field.address.split_once('.').map_or("", |(first, _)| first) == *section;
        let fields = left.iter().filter(|field| is_of_section(field)).cloned();
        FieldGroup { title, help: "", items: by_owner(fields.collect(), false), additions: Vec::new() }
    });
    let others = others.filter(|group| !group.items.is_empty()).collect();
    Form { first, others }
}

/// The fields of a group, which are taken out of those that are left.
fn group(scenario: &Scenario, order: &FieldOrder, left: &mut Vec<Field>) -> FieldGroup {
    let mut fields: Vec<Field> = Vec::new();
    for &(pattern, label) in order.inputs {
        let (mut own, others): (Vec<Field>, Vec<Field>) =
            std::mem::take(left).into_iter().partition(|field| fits(pattern, &field.address));
        *left = others;
        // An input that the scenario does not have yet, unless it belongs to an item of which it has none or teams have their own.
        let of_teams = |field: &Field| field.address.ends_with(&format!(".{pattern}"));
        if own.is_empty() && !pattern.contains("ID") && !fields.iter().any(of_teams) {
            own.extend(absent(scenario, pattern));
        }
        let labelled = |field: Field| {
            let label = match parts(scenario, &field.address).band {
                Some(band) if label.is_empty() => words::capital(&band),
                Some(band) => format!("{label}, {}", band_in_full(&band)),
                None => label.to_owned(),
            };
            Field { label, ..field }
        };
        fields.extend(own.into_iter().map(labelled));
    }
    // What authorities show of several fields together is said once.
    let mut said: Vec<String> = Vec::new();
    for field in &mut fields {
        field.published = field.published.take().filter(|words| !said.contains(words));
        said.extend(field.published.clone());
    }
    FieldGroup {
        title: order.title,
        help: order.help,
        items: by_owner(fields, true),
        additions: order.additions.iter().map(|addition| added(scenario, addition)).collect(),
    }
}

/// A time in service in full: `from 2 years in service` of `from 2y`.
fn band_in_full(band: &str) -> String {
    band.strip_suffix('y').map_or_else(|| band.to_owned(), |years| format!("{years} years in service"))
}

/// The fields of an item that may be added, with an id that the scenario does not have.
fn added(scenario: &Scenario, addition: &AdditionOrder) -> FieldItem {
    let is_taken = |id: &str| {
        let of_section = scenario.tree.get(addition.section).map(|node| &node.value);
        matches!(of_section, Some(Value::Table(table)) if table.get(id).is_some())
    };
    let ids = (1..=10_000).map(|number| format!("{}_{number}", addition.section));
    let id = ids.into_iter().find(|id| !is_taken(id)).unwrap_or_default();
    let field = |&(key, label): &(&str, &str)| {
        let field = absent(scenario, &format!("{}.{id}.{key}", addition.section))?;
        Some(Field { label: label.to_owned(), owner: addition.title.to_owned(), ..field })
    };
    let fields = addition.inputs.iter().filter_map(field).collect();
    FieldItem { title: addition.title.to_owned(), removable: None, fields }
}

/// Sections whose items a planner may remove.
const REMOVABLE: [&str; 3] = ["target", "intake", "budget"];

/// Fields by what they belong to: those of the service, then the others in the order in which they first occur. An item with one field needs
/// no heading of its own, unless it may be removed.
fn by_owner(fields: Vec<Field>, may_remove: bool) -> Vec<FieldItem> {
    let mut items = vec![FieldItem { title: String::new(), removable: None, fields: Vec::new() }];
    for field in fields {
        if let Some(item) = items.iter_mut().find(|item| item.title == field.owner) {
            item.fields.push(field);
        } else {
            let removable = removable(&field.address).filter(|_| may_remove);
            items.push(FieldItem { title: field.owner.clone(), removable, fields: vec![field] });
        }
    }
    let is_alone = |item: &FieldItem| !item.title.is_empty() && item.fields.len() == 1 && item.removable.is_none();
    let (singles, mut several): (Vec<FieldItem>, Vec<FieldItem>) = items.into_iter().partition(is_alone);
    let alone =
        |field: Field| Field { label: format!("{} ({})", field.label, field.owner), owner: String::new(), ..field };
    if let Some(service) = several.first_mut() {
        service.fields.extend(singles.into_iter().flat_map(|item| item.fields).map(alone));
    }
    several.retain(|item| !item.fields.is_empty());
    several
}

/// The address of the item that an input belongs to, if it may be removed.
fn removable(address: &str) -> Option<String> {
    let mut keys = address.split('.');
    let (section, id) = (keys.next()?, keys.next()?);
    REMOVABLE.contains(&section).then(|| format!("{section}.{id}"))
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
        (None, Some(number)) => number_entry(number, known.unit),
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
        fte: fte(scenario, address),
        planned: scenario.inputs.find(address).map(|input| planned_at(scenario, input)).unwrap_or_default(),
        published: known.published.clone(),
        source: known.source.clone(),
        notes,
        set_elsewhere: known.set.as_ref().map(|line| line.file.clone()).filter(|file| !is_toml(file)),
        ..empty(scenario, address, &kind, known.unit, known.meaning)
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
    let InputParts { meaning: phrase, owner, band } = parts(scenario, address);
    let phrase = if phrase == address { first_words(meaning) } else { phrase };
    let band = band.map_or_else(String::new, |band| format!(", {band}"));
    let entered_as = match kind {
        Kind::Quantity(..) => EnteredAs::Quantity,
        Kind::Whole(..) | Kind::Plain(..) | Kind::Number(..) => EnteredAs::Number,
        Kind::Month => EnteredAs::Month,
        _ => EnteredAs::Text,
    };
    Field {
        address: address.to_owned(),
        owner: owner.unwrap_or_default().replace('_', " "),
        label: format!("{}{band}", words::capital(&phrase)),
        unit: unit.map_or("", unit_words),
        entry: String::new(),
        choices: choices(scenario, kind),
        entered_as,
        blank: None,
        allowed: allowed(kind, unit),
        fte: None,
        planned: Vec::new(),
        published: None,
        source: None,
        notes: Vec::new(),
        meaning,
        has_source: matches!(kind, Kind::Quantity(..)),
        set_elsewhere: None,
    }
}

/// What the people of a group of staff are in FTE; `None` for any other input.
fn fte(scenario: &Scenario, address: &str) -> Option<String> {
    let id = address.strip_prefix("staff.")?.strip_suffix(".heads")?;
    let group = scenario.staff.iter().find(|group| group.id == id)?;
    let fte = f64::from(group.heads) * scenario.routes[group.route].fte_per_head;
    Some(words::value(fte, Unit::Fte))
}

/// The unit beside a value; a percentage has its sign.
pub(super) fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Number | Unit::Share | Unit::Probability => "",
        Unit::MonthlyProbability => "a month",
        Unit::YearlyRate | Unit::YearlyGrowth => "a year",
        unit => unit.words(),
    }
}

/// What comes before the explanation in a meaning.
fn first_words(meaning: &str) -> String {
    let end = meaning.find([';', ',', '.', '(', ':']).unwrap_or(meaning.len());
    words::uncapitalised(meaning[..end].trim())
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
        form.fields().collect()
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
        assert_eq!(entry("target.agency.at_most"), pair("25%", "0% to 100%"));
        assert_eq!(entry("start"), pair("2025-04", ""));
        assert_eq!(entry("agency.policy_cap"), pair("", "0 to 10,000"));
    }
}
