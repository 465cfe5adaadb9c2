//! Remarks: keys that say something about the figures of a table and are no figures themselves.

/// Keys that may stand beside a figure, and in any table for all its figures.
pub(crate) const REMARKS: [&str; 3] = ["source", "evidence", "unusual"];

/// Meaning of `source` in any table.
pub(crate) const SOURCE: &str = "Source of the figures.";

/// Meaning of `evidence` in any table.
pub(crate) const EVIDENCE: &str = "Quality of the evidence.";

/// Meaning of `unusual` in any table.
pub(crate) const UNUSUAL: &str =
    "Why a figure unlike those of English authorities is right; without it, `check` warns (W012).";

/// Whether a key is a remark.
pub(crate) fn is_remark(key: &str) -> bool {
    REMARKS.contains(&key)
}
