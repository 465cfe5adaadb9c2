//! What became of what was done in the form, in a sentence.

use crate::content::input_phrase::owner;
use crate::content::words;
use crate::scenario::Scenario;
use crate::scenario::edit::Referrer;

/// What became of what was done in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormOutcome {
    /// Nothing was done.
    Nothing,
    /// So many entries were applied.
    Applied,
    /// So many entries were not applied.
    NotApplied(usize),
    /// Entries that had not been applied were dropped.
    Discarded,
    /// An item was removed, with what referred to it.
    Removed {
        /// Its name.
        name: String,
        /// What was removed with it.
        with_it: Vec<String>,
    },
    /// The item of this name was not removed.
    NotRemoved(String),
}

impl FormOutcome {
    /// What was removed from a scenario.
    pub(crate) fn removed(before: &Scenario, address: &str, referrers: &[Referrer]) -> Self {
        let with_it = referrers.iter().map(|one| went_with_it(before, one)).collect();
        Self::Removed { name: item_name(before, address), with_it }
    }

    /// Whether something could not be done.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self, Self::NotApplied(_) | Self::NotRemoved(_))
    }

    /// The sentence on the scenario in a file; empty if nothing was done.
    pub(crate) fn words(&self, path: &str) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Applied => format!("Applied to {path}."),
            Self::NotApplied(1) => "The entry was not applied: its field says why.".to_owned(),
            Self::NotApplied(number) => {
                format!("{} entries were not applied: their fields say why.", words::whole(*number as u64))
            }
            Self::Discarded => "Discarded what was not applied: the field shows the value in the file.".to_owned(),
            Self::Removed { name, with_it } if with_it.is_empty() => format!("Removed {name} from {path}."),
            Self::Removed { name, with_it } => {
                format!("Removed {name} from {path}, and with it {}.", words::and_list(with_it))
            }
            Self::NotRemoved(name) => format!("{name} was not removed: the reason is beside its button."),
        }
    }
}

/// The name of an item of a scenario: `“Rolling campaign, protection”`.
pub(crate) fn item_name(scenario: &Scenario, address: &str) -> String {
    let id = address.rsplit('.').next().unwrap_or(address);
    let name = owner(scenario, address).unwrap_or_else(|| id.to_owned());
    format!("“{}”", name.replace('_', " "))
}

/// What referred to an item and is gone: `the change “Retention payment”`, `its part in the yearly effect “starters”`.
fn went_with_it(before: &Scenario, of: &Referrer) -> String {
    let what = match of.section {
        "yearly" => "yearly effect",
        "change" if before.responses().any(|change| change.id == of.id) => "response",
        other => other,
    };
    let name = item_name(before, &format!("{}.{}", of.section, of.id));
    if of.is_whole { format!("the {what} {name}") } else { format!("its part in the {what} {name}") }
}
