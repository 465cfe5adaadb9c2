//! Reading by declaration: a key is said once, with its kind, range and meaning, and that both reads and documents it.
//!
//! [`table`] reads a table and the tables within it, [`scalar`] text, months and plain numbers, [`quantity`] what may be
//! uncertain, as [`distribution`] reads it. [`declaration`] is what was declared,
//! [`input`] what was read and [`id`] what may name a thing.

pub(crate) mod declaration;
pub(crate) mod distribution;
pub(crate) mod id;
pub(crate) mod input;
pub(crate) mod quantity;
pub(crate) mod scalar;
pub(crate) mod table;

pub use declaration::{Declaration, Key, Kind};
pub(crate) use distribution::is_quantity;
pub(crate) use id::{ID_PATTERN, id_hint, id_in, is_id, reserved};
pub use input::{Evidence, Input, InputCounts, InputId, Inputs, Setting};
pub(crate) use quantity::QuantitySpec;
pub(crate) use scalar::PART_TIME;
pub(crate) use table::{EVIDENCE, SOURCE, Table};
