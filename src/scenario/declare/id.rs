//! Ids: validity, reserved words and suggestions.

use crate::random::DistributionForm;

/// An id as a regular expression; [`is_id`] accepts the same ids.
pub(crate) const ID_PATTERN: &str = "^[a-z][a-z0-9_]{0,39}$";

/// Why a valid id of an item at `key` would be ambiguous; `None` if it is not reserved.
pub(crate) fn reserved(key: &str, id: &str) -> Option<&'static str> {
    match (key, id) {
        ("pathway", "closed") => Some("`closed` is the end of a case, so it cannot be a stage"),
        ("team", "service") => Some("`service` is all teams together in tables and results, so it cannot be a team"),
        (_, "source" | "evidence") => Some("it is the key that states where the figures of a table come from"),
        (_, "unusual") => Some("it is the key that states why unusual figures of a table are right"),
        (_, "remove") => Some("it is the key with which an overlay removes something"),
        _ if DistributionForm::find(id).is_some() => {
            Some("it is a form of quantity, so a table that contains it would be read as a quantity")
        }
        _ => None,
    }
}

/// The hint for an invalid id that has a similar valid one: for `NQSW 2027`, `nqsw_2027`.
pub(crate) fn id_hint(id: &str) -> Option<String> {
    id_in(id).map(|right| format!("write `{right}`"))
}

/// The valid id similar to an invalid one, if any.
pub(crate) fn id_in(id: &str) -> Option<String> {
    let letters =
        id.trim().chars().map(|c| if matches!(c, ' ' | '-' | '.' | '/') { '_' } else { c.to_ascii_lowercase() });
    let right: String = letters.collect();
    is_id(&right).then_some(right)
}

/// Whether `id` is valid: lower-case letters, digits and underscores, starting with a letter, at most 40 characters.
pub(crate) fn is_id(id: &str) -> bool {
    id.len() <= 40
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
