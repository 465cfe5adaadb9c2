//! Reading by declaration: each key is declared once, with its kind, range and meaning, and that declaration both reads
//! and documents it.
//!
//! [`table`] reads tables, [`scalar`] reads text, months and plain numbers, and [`quantity`] reads values that may be
//! uncertain, which [`quantity_reader`] parses. [`declaration`] has the declarations, [`input`] the values read, and
//! [`id`] the rules for ids. [`remark`] has the keys that say where a figure comes from. [`known_quantiles`] keeps what several scenarios of the same files share.

pub(crate) mod declaration;
pub(crate) mod id;
pub(crate) mod input;
pub(crate) mod known_quantiles;
pub(crate) mod quantity;
pub(crate) mod quantity_reader;
pub(crate) mod remark;
pub(crate) mod scalar;
pub(crate) mod table;

pub use declaration::{Declaration, Key, Kind};
pub(crate) use id::{ID_PATTERN, id_hint, id_in, is_id, reserved};
pub use input::{Evidence, Input, InputCounts, InputId, Inputs, Setting};
pub(crate) use known_quantiles::KnownQuantiles;
pub(crate) use quantity::{Quantity, QuantitySpec};
pub(crate) use quantity_reader::{BLANK, is_quantity};
pub(crate) use remark::{EVIDENCE, REMARKS, SOURCE, UNUSUAL, is_remark};
pub(crate) use scalar::PART_TIME;
pub(crate) use table::{MONTH, Table};
