//! Staff lists.
