//! An item that is removed from the text of a scenario, with all that refers to its inputs.
//!
//! Dated changes and responses edit inputs; yearly effects, correlations and awards name them. What refers to nothing else goes as a whole,
//! everything else loses only what it says of the item.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value as TomlValue};

use super::EditError;
use crate::scenario::declare::{is_quantity, is_remark};
use crate::scenario::section::change::EditKind;
use crate::scenario::source::{Node, REMOVE, TableNode, Value, keys_of};

/// The file whose text is changed, among those of the scenario.
const OWN: usize = 0;

/// Something that refers to what was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Referrer {
    /// Its section: `change`, `yearly`, `correlation` or `award`.
    pub section: &'static str,
    /// Its id.
    pub id: String,
    /// Whether it was removed as a whole, since it refers to nothing else.
    pub is_whole: bool,
    /// What of it was removed; empty if all.
    parts: Vec<Part>,
    /// The addresses that are gone with these parts.
    gone: Vec<String>,
}

/// A part of a referrer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// The value at these keys.
    Value(Vec<String>),
    /// The items at these places of the list at these keys.
    Items(Vec<String>, Vec<usize>),
    /// The rows and columns at these places of the matrix at these keys.
    Matrix(Vec<String>, Vec<usize>),
}

/// A text without an item.
pub(crate) struct Removal {
    /// The text.
    pub text: String,
    /// What referred to the item.
    pub referrers: Vec<Referrer>,
}

/// The text of a file of a scenario, whose merged tree is `tree`, without the item at an address and without what refers to it. What a base
/// of the file has is marked as removed.
///
/// # Errors
/// [`EditError`] if the text is not TOML, or something that is not a table stands in the way.
pub(crate) fn without(text: &str, tree: &TableNode, address: &str) -> Result<Removal, EditError> {
    let mut document: DocumentMut = text.parse().map_err(|_| EditError::Syntax)?;
    let root = document.as_table_mut();
    let referrers = referrers(tree, address);
    for referrer in &referrers {
        let keys = || vec![referrer.section.to_owned(), referrer.id.clone()];
        if referrer.is_whole {
            remove(root, tree, &keys())?;
        }
        for part in referrer.parts.iter().filter(|_| !referrer.is_whole) {
            match part {
                Part::Value(keys) => remove(root, tree, keys)?,
                Part::Items(keys, places) => remove_items(root, tree, keys, places)?,
                Part::Matrix(keys, places) => remove_rows(root, tree, keys, places)?,
            }
        }
    }
    remove(root, tree, &keys_of(tree, address))?;
    Ok(Removal { text: document.to_string(), referrers })
}

/// All that refers to the inputs of an item, and to the inputs that are gone with that.
fn referrers(tree: &TableNode, address: &str) -> Vec<Referrer> {
    let mut gone = vec![address.to_owned()];
    loop {
        let mut found: Vec<Referrer> = Vec::new();
        found.extend(items(tree, "change").filter_map(|(id, table)| change(id, table, &gone)));
        for (section, key, least) in [("yearly", "inputs", 1), ("correlation", "inputs", 2), ("award", "of", 1)] {
            found.extend(items(tree, section).filter_map(|(id, table)| list(section, (id, table), key, least, &gone)));
        }
        found.retain(|one| address != format!("{}.{}", one.section, one.id));
        let also: Vec<&String> = found.iter().flat_map(|one| &one.gone).filter(|one| !gone.contains(one)).collect();
        if also.is_empty() {
            return found;
        }
        let also: Vec<String> = also.into_iter().cloned().collect();
        gone.extend(also);
    }
}

/// The tables of a section, with their ids.
fn items<'t>(tree: &'t TableNode, section: &str) -> impl Iterator<Item = (&'t String, &'t TableNode)> {
    let of_section = tree.get(section).and_then(|node| table(&node.value));
    of_section.into_iter().flat_map(|of| &of.entries).filter_map(|(id, node)| Some((id, table(&node.value)?)))
}

fn table(value: &Value) -> Option<&TableNode> {
    match value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// Whether an address is that of something in one of these items.
fn is_in(address: &str, items: &[String]) -> bool {
    items
        .iter()
        .any(|item| address.strip_prefix(item.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// A change that edits an input that is gone.
fn change(id: &str, of: &TableNode, gone: &[String]) -> Option<Referrer> {
    let own = vec!["change".to_owned(), id.to_owned()];
    let mut edits: Vec<(String, Vec<String>)> = Vec::new();
    for kind in [EditKind::Set, EditKind::Add, EditKind::Multiply].map(EditKind::key) {
        let Some(of_kind) = of.get(kind).and_then(|node| table(&node.value)) else { continue };
        let mut keys = [own.clone(), vec![kind.to_owned()]].concat();
        edited(of_kind, "", &mut keys, &mut edits);
    }
    let all = edits.len();
    edits.retain(|(address, _)| is_in(address, gone));
    let is_whole = edits.len() == all;
    let amounts = edits.iter().map(|(_, keys)| keys.join("."));
    let gone = if is_whole { vec![own.join(".")] } else { amounts.collect() };
    let parts = edits.into_iter().map(|(_, keys)| Part::Value(keys)).collect();
    (all > 0)
        .then_some(Referrer { section: "change", id: id.to_owned(), is_whole, parts, gone })
        .filter(|one| !one.parts.is_empty())
}

/// The addresses in a table by address, each with the keys that lead to its value.
fn edited(table: &TableNode, prefix: &str, keys: &mut Vec<String>, found: &mut Vec<(String, Vec<String>)>) {
    for (key, node) in table.entries.iter().filter(|(key, _)| !(prefix.is_empty() && is_remark(key))) {
        let address = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        keys.push(key.clone());
        match &node.value {
            Value::Table(inner) if !is_quantity(inner) => edited(inner, &address, keys, found),
            _ => found.push((address, keys.clone())),
        }
        keys.pop();
    }
}

/// Something that names inputs under a key, in a list, a table of loadings or by itself, and needs at least so many.
fn list(
    section: &'static str,
    (id, of): (&String, &TableNode),
    key: &str,
    least: usize,
    gone: &[String],
) -> Option<Referrer> {
    let own = vec![section.to_owned(), id.clone()];
    let keys = [own.clone(), vec![key.to_owned()]].concat();
    let (all, parts) = match &of.get(key)?.value {
        Value::Text(address) => (1, if is_in(address, gone) { vec![Part::Value(keys)] } else { Vec::new() }),
        Value::Array(names) => {
            let is_gone = |node: &Node| matches!(&node.value, Value::Text(address) if is_in(address, gone));
            let places: Vec<usize> = (0..names.len()).filter(|&place| is_gone(&names[place])).collect();
            let rank = of.get("rank_correlation").filter(|node| matches!(node.value, Value::Array(_)));
            let matrix =
                rank.map(|_| Part::Matrix([own.clone(), vec!["rank_correlation".to_owned()]].concat(), places.clone()));
            let removed = if places.is_empty() {
                Vec::new()
            } else {
                [vec![Part::Items(keys, places.clone())], matrix.into_iter().collect()].concat()
            };
            return referrer(section, id, (names.len(), places.len(), least), removed);
        }
        Value::Table(loadings) => {
            let mut named = Vec::new();
            edited(loadings, "", &mut keys.clone(), &mut named);
            let all = named.len();
            (
                all,
                named
                    .into_iter()
                    .filter(|(address, _)| is_in(address, gone))
                    .map(|(_, keys)| Part::Value(keys))
                    .collect(),
            )
        }
        _ => return None,
    };
    let removed = parts.len();
    referrer(section, id, (all, removed, least), parts)
}

/// A referrer of which so many of all inputs are removed; `None` if none is.
fn referrer(
    section: &'static str,
    id: &str,
    (all, removed, least): (usize, usize, usize),
    parts: Vec<Part>,
) -> Option<Referrer> {
    let is_whole = all - removed < least;
    let gone = if is_whole { vec![format!("{section}.{id}")] } else { Vec::new() };
    (!parts.is_empty()).then(|| Referrer { section, id: id.to_owned(), is_whole, parts, gone })
}

/// The value in the tree at some keys.
fn node_at<'t>(tree: &'t TableNode, keys: &[String]) -> Option<&'t Node> {
    let (first, rest) = keys.split_first()?;
    let node = tree.get(first)?;
    if rest.is_empty() { Some(node) } else { node_at(table(&node.value)?, rest) }
}

/// Whether a base has a value.
fn is_in_base(node: &Node) -> bool {
    node.key_at.file != OWN || node.overrode.is_some()
}

/// The table in which a key stands. It is added if the file does not have it and `is_added`.
fn parent<'d>(
    root: &'d mut Table,
    keys: &[String],
    is_added: bool,
) -> Result<Option<&'d mut dyn TableLike>, EditError> {
    let mut table: &mut dyn TableLike = root;
    for (place, key) in keys.iter().enumerate() {
        if !is_added && !table.contains_key(key) {
            return Ok(None);
        }
        let item = table.entry(key).or_insert_with(|| {
            let mut new = Table::new();
            new.set_implicit(place + 1 < keys.len());
            Item::Table(new)
        });
        table = item.as_table_like_mut().ok_or_else(|| EditError::NoTable { address: keys[..=place].join(".") })?;
    }
    Ok(Some(table))
}

/// Removes the value at some keys, and tables that are empty without it.
fn remove(root: &mut Table, tree: &TableNode, keys: &[String]) -> Result<(), EditError> {
    /// Sections and their items stay, although they are empty.
    const ITEM: usize = 2;
    let Some((last, path)) = keys.split_last() else { return Ok(()) };
    let is_of_base = node_at(tree, keys).is_some_and(is_in_base);
    if let Some(table) = parent(root, path, is_of_base)? {
        table.remove(last);
        if is_of_base {
            let mark = InlineTable::from_iter([(REMOVE, true)]);
            table.insert(last, Item::Value(TomlValue::InlineTable(mark)));
        } else if table.is_empty() && path.len() > ITEM {
            remove(root, tree, path)?;
        }
    }
    Ok(())
}

/// Removes items of a list of addresses.
fn remove_items(root: &mut Table, tree: &TableNode, keys: &[String], places: &[usize]) -> Result<(), EditError> {
    let Some(Node { value: Value::Array(all), .. }) = node_at(tree, keys) else { return Ok(()) };
    let text = |node: &Node| match &node.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    let left = all.iter().enumerate().filter(|(place, _)| !places.contains(place)).filter_map(|(_, node)| text(node));
    replace(root, keys, left.collect())
}

/// Removes rows and columns of a matrix.
fn remove_rows(root: &mut Table, tree: &TableNode, keys: &[String], places: &[usize]) -> Result<(), EditError> {
    let Some(Node { value: Value::Array(rows), .. }) = node_at(tree, keys) else { return Ok(()) };
    let is_left = |place: &usize| !places.contains(place);
    let row = |row: &Node| -> Array {
        let Value::Array(numbers) = &row.value else { return Array::new() };
        let left = numbers.iter().enumerate().filter(|(place, _)| is_left(place));
        left.filter_map(|(_, number)| Some(super::number(number.number()?))).collect()
    };
    let left = rows.iter().enumerate().filter(|(place, _)| is_left(place)).map(|(_, node)| row(node));
    replace(root, keys, left.collect())
}

/// Writes a list in place of the one at some keys. What stands around it, such as a comment, stays.
fn replace(root: &mut Table, keys: &[String], list: Array) -> Result<(), EditError> {
    let Some((last, path)) = keys.split_last() else { return Ok(()) };
    let Some(table) = parent(root, path, true)? else { return Ok(()) };
    let mut new = TomlValue::Array(list);
    if let Some(Item::Value(old)) = table.get_mut(last) {
        *new.decor_mut() = old.decor().clone();
        *old = new;
    } else {
        table.insert(last, Item::Value(new));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::templates::COUNTY;

    /// The text of county with something more, without an item, and what went with it; it is a valid scenario.
    fn removed(more: &str, address: &str) -> (String, Vec<(String, bool)>) {
        let text = format!("{}\n{more}\n", COUNTY.text());
        let scenario = Scenario::parse(&text).expect("a scenario");
        let Removal { text, referrers } = without(&text, &scenario.tree, address).expect("a text");
        if let Err(errors) = Scenario::parse(&text) {
            panic!("{errors}");
        }
        let with_it = referrers.into_iter().map(|one| (format!("{}.{}", one.section, one.id), one.is_whole));
        (text, with_it.collect())
    }

    const STARTERS: (&str, bool) = ("yearly.starters", false);

    fn named(all: &[(&str, bool)]) -> Vec<(String, bool)> {
        all.iter().map(|(address, is_whole)| ((*address).to_owned(), *is_whole)).collect()
    }

    #[test]
    fn every_intake_of_a_template_can_be_removed() {
        let scenario = Scenario::parse(COUNTY.text()).expect("a template");
        for intake in &scenario.intakes {
            let (text, _) = removed("", &format!("intake.{}", intake.id));
            assert!(!text.contains(&intake.id), "{}", intake.id);
        }
    }

    #[test]
    fn a_list_loses_the_inputs_that_are_gone_and_nothing_else_changes() {
        let (text, with_it) = removed("", "intake.appointments_managers");
        assert_eq!(with_it, named(&[STARTERS]));
        let new: Vec<&str> = text.lines().filter(|line| !COUNTY.text().lines().any(|one| one == *line)).collect();
        let left = ["campaign_front_door", "campaign_protection", "campaign_looked_after", "appointments_lead"];
        let left = left.map(|id| format!("\"intake.{id}.per_month\"")).join(", ");
        assert_eq!(new, [format!("inputs = [{left}]")]);
    }

    #[test]
    fn a_change_of_nothing_else_goes_as_a_whole_and_others_lose_a_line() {
        let more = "[change.all]\nfrom = \"2027-01\"\n[change.all.set]\n\"intake.appointments_lead.per_month\" = 2\n\
                    [change.some]\nfrom = \"2027-01\"\nset = { \"intake.appointments_lead.per_month\" = 2, \"absence.sickness\" = 0.04 }\n\
                    [change.nested]\nfrom = \"2027-01\"\nset.absence.sickness = 0.04\nset.intake.appointments_lead.per_month = 1\n";
        let (text, with_it) = removed(more, "intake.appointments_lead");
        let expected = [("change.all", true), ("change.some", false), ("change.nested", false), STARTERS];
        assert_eq!(with_it, named(&expected));
        assert!(!text.contains("[change.all]") && !text.contains("appointments_lead"), "{text}");
        let scenario = Scenario::parse(&text).expect("a scenario");
        let edits = |id: &str| scenario.changes.iter().find(|one| one.id == id).map(|one| one.edits.len());
        assert_eq!((edits("some"), edits("nested")), (Some(1), Some(1)));
    }

    #[test]
    fn what_refers_to_what_goes_with_it_goes_too() {
        let spread = "{ pert = { low = 1, mode = 2, high = 3 } }";
        let more = format!(
            "[change.all]\nfrom = \"2027-01\"\nset = {{ \"intake.appointments_lead.per_month\" = {spread} }}\n\
             [correlation.two]\ninputs = [\"change.all.set.intake.appointments_lead.per_month\", \"agency.churn\"]\nrank_correlation = 0.5\n\
             [correlation.three]\ninputs = [\"agency.fill\", \"intake.appointments_lead.per_month\", \"agency.cover\"]\n\
             rank_correlation = [[1, 0.1, 0.2], [0.1, 1, 0.3], [0.2, 0.3, 1]]\n"
        );
        let (text, with_it) = removed(&more, "intake.appointments_lead");
        let expected = [("change.all", true), STARTERS, ("correlation.two", true), ("correlation.three", false)];
        assert_eq!(with_it, named(&expected));
        assert!(text.contains("rank_correlation = [[1, 0.2], [0.2, 1]]"), "{text}");
    }

    #[test]
    fn a_change_can_be_removed() {
        let (text, with_it) = removed("", "change.retention");
        assert!(!text.contains("[change.retention]"), "{text}");
        assert_eq!(with_it, []);
    }

    #[test]
    fn an_overlay_marks_what_its_base_has_as_removed() {
        let overlay = "base = \"county.toml\"\nname = \"Other\"\n[intake.appointments_managers]\nper_month = 1\n";
        let files = |overlay: &str| {
            BTreeMap::from([
                ("county.toml".to_owned(), COUNTY.text().to_owned()),
                ("plan.toml".to_owned(), overlay.to_owned()),
            ])
        };
        let scenario = Scenario::load("plan.toml", &files(overlay)).expect("a scenario");
        let before = scenario.intakes.len();
        let new = without(overlay, &scenario.tree, "intake.appointments_managers").expect("a text").text;
        let new =
            without(&new, &Scenario::load("plan.toml", &files(&new)).expect("a scenario").tree, "change.retention");
        let new = new.expect("a text").text;
        assert!(
            new.contains("appointments_managers = { remove = true }") && new.contains("retention = { remove = true }"),
            "{new}"
        );
        let scenario = Scenario::load("plan.toml", &files(&new)).expect("a scenario");
        assert_eq!((scenario.intakes.len(), scenario.yearly[1].inputs.len()), (before - 1, 4));
        assert!(scenario.changes.iter().all(|change| change.id != "retention"));
    }
}
