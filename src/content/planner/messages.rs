//! Errors and warnings of a scenario, each at its field if it has one.

use crate::content::form::Form;
use crate::content::page::Prose;
use crate::scenario::source::{TableNode, Value, parse};
use crate::scenario::{Diagnostic, Place, Severity, Sources};

/// A message at a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldMessage {
    /// Address of the input, or of the item that was not removed.
    pub address: String,
    /// What it is about.
    pub kind: MessageKind,
    /// The message.
    pub words: Prose,
}

/// What a message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MessageKind {
    /// The value in the file, which may be right.
    Warning,
    /// The value in the file, which is wrong.
    Error,
    /// This entry, which is not in the file.
    NotApplied(String),
    /// An item that was not removed.
    NotRemoved,
}

/// The messages on a scenario.
pub(crate) struct FormMessages {
    /// Those at a field or at the button that removes an item.
    pub at_fields: Vec<FieldMessage>,
    /// All others, as `check` writes them, with the lines concerned.
    pub others: Vec<String>,
}

/// The most that is shown of messages without a field.
const MOST: usize = 50;

impl FormMessages {
    /// The messages of a scenario whose form is `form`. Blanks are left out: their fields say what is to be found out.
    /// `refused` are those on what was entered and is not in the file.
    pub(crate) fn new(
        diagnostics: &[Diagnostic],
        sources: &Sources,
        form: Option<&Form>,
        refused: Vec<FieldMessage>,
    ) -> Self {
        let tree = sources.files.first().map(|file| parse(0, &file.text).0).unwrap_or_default();
        let has_field = |address: &str| form.is_some_and(|form| form.has(address));
        let field = |place: Option<Place>| {
            let address = place.filter(|place| place.file == 0).and_then(|place| address_at(&tree, place.start))?;
            // The message on a part of a quantity is one on the quantity.
            let mut address = address.as_str();
            while !has_field(address) {
                (address, _) = address.rsplit_once('.')?;
            }
            Some(address.to_owned())
        };
        let mut messages = Self { at_fields: Vec::new(), others: Vec::new() };
        for one in diagnostics.iter().filter(|one| one.blank().is_none()) {
            match field(one.place) {
                Some(address) => messages.at_fields.push(FieldMessage {
                    address,
                    kind: if one.severity == Severity::Error { MessageKind::Error } else { MessageKind::Warning },
                    words: Prose::of_message(&one.message_with_hint()),
                }),
                None => messages.others.push(one.render(sources)),
            }
        }
        let has_place = |one: &FieldMessage| one.kind == MessageKind::NotRemoved || has_field(&one.address);
        let (at_places, elsewhere): (Vec<FieldMessage>, Vec<FieldMessage>) = refused.into_iter().partition(has_place);
        messages.at_fields.extend(at_places);
        messages.others.extend(elsewhere.into_iter().map(|one| one.words.to_string()));
        let more = messages.others.len().saturating_sub(MOST);
        if more > 0 {
            messages.others.truncate(MOST);
            messages.others.push(format!("... and {more} more"));
        }
        messages
    }
}

/// The address of the innermost value or key at a byte of a file.
fn address_at(table: &TableNode, at: usize) -> Option<String> {
    /// The address, and the length of the text that has it.
    fn search(table: &TableNode, prefix: &str, at: usize, best: &mut Option<(String, usize)>) {
        for (key, node) in &table.entries {
            let address = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            for place in [node.at, node.key_at] {
                let length = place.end.saturating_sub(place.start);
                let is_inner = best.as_ref().is_none_or(|(_, shortest)| length <= *shortest);
                if (place.start..place.end.max(place.start + 1)).contains(&at) && is_inner {
                    *best = Some((address.clone(), length));
                }
            }
            if let Value::Table(inner) = &node.value {
                search(inner, &address, at, best);
            }
        }
    }
    let mut best = None;
    search(table, "", at, &mut best);
    best.map(|(address, _)| address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::form::form;
    use crate::scenario::Scenario;
    use crate::scenario::templates::ONE_TEAM;

    fn messages(text: &str) -> FormMessages {
        let filed = Scenario::parse(ONE_TEAM.text()).expect("a template");
        let form = form(&filed, &[]);
        match Scenario::parse(text) {
            Ok(scenario) => FormMessages::new(&scenario.warnings, &scenario.sources, Some(&form), Vec::new()),
            Err(errors) => FormMessages::new(&errors.diagnostics, &errors.sources, Some(&form), Vec::new()),
        }
    }

    #[test]
    fn an_error_is_at_the_field_of_its_value() {
        let messages = messages(&ONE_TEAM.text().replace("sickness = { value = 0.035", "sickness = { value = 35"));
        assert_eq!(messages.others, [""; 0]);
        let [one] = &messages.at_fields[..] else { panic!("{:?}", messages.at_fields) };
        assert_eq!((one.address.as_str(), &one.kind), ("absence.sickness", &MessageKind::Error));
        let words = "`sickness` must be from 0 to 1 (share), found 35: for 35% write 0.35";
        assert_eq!(one.words, Prose::of_message(words));
    }

    #[test]
    fn a_warning_is_at_the_field_of_its_value() {
        let messages = messages(&ONE_TEAM.text().replace("sickness = { value = 0.035", "sickness = { value = 0.9"));
        let of_sickness = messages.at_fields.iter().filter(|one| one.address == "absence.sickness");
        assert!(
            of_sickness.clone().count() > 0 && of_sickness.clone().all(|one| one.kind == MessageKind::Warning),
            "{:?}",
            messages.at_fields
        );
    }

    #[test]
    fn an_error_without_a_field_shows_its_line() {
        let messages = messages(&ONE_TEAM.text().replace("[absence]", "[absense]"));
        assert!(
            messages.others.iter().any(|one| one.contains("absense") && one.contains("-->")),
            "{:?}",
            messages.others
        );
    }
}
