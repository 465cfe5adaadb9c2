//! Ids: what may be one, and what was meant by what is none.

use crate::random::DistributionForm;

/// An id as a regular expression; [`is_id`] holds files to the same.
pub(crate) const ID_PATTERN: &str = "^[a-z][a-z0-9_]{0,39}$";

/// Why a right id of the things at `key` would be read in two ways; `None` where it would not.
pub(crate) fn reserved(key: &str, id: &str) -> Option<&'static str> {
    match (key, id) {
        ("pathway", "closed") => Some("`closed` is the end of a case, and cannot be a stage"),
        ("team", "service") => Some("`service` is all teams together in tables and results, and cannot be one of them"),
        (_, "source" | "evidence") => Some("it is the key that says where the figures of a table come from"),
        (_, "remove") => Some("it is the key with which an overlay takes something away"),
        _ if DistributionForm::find(id).is_some() => {
            Some("it is a form of a quantity, so a table that holds it would be read as one")
        }
        _ => None,
    }
}

/// The right id that a wrong one may become: `NQSW 2027` is `nqsw_2027`.
pub(crate) fn id_hint(id: &str) -> Option<String> {
    id_in(id).map(|right| format!("write `{right}`"))
}

/// The right id that a wrong one may become.
pub(crate) fn id_in(id: &str) -> Option<String> {
    let letters =
        id.trim().chars().map(|c| if matches!(c, ' ' | '-' | '.' | '/') { '_' } else { c.to_ascii_lowercase() });
    let right: String = letters.collect();
    is_id(&right).then_some(right)
}

/// Whether it is an id: small letters, digits and underscores, a letter first, at most 40.
pub(crate) fn is_id(id: &str) -> bool {
    id.len() <= 40
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
