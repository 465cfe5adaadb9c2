//! Tables as CSV.

use std::borrow::Cow;

use csv::Writer;

use super::OutputError;
use super::cell::Cell;
use crate::units::Unit;

pub(super) const STATISTICS: [&str; 10] =
    ["n_defined", "mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "mc_error"];

/// A number to the decimals of its unit, without needless zeros; empty where it is missing.
pub(crate) fn number(value: f64, unit: Unit) -> String {
    if value.is_nan() {
        return String::new();
    }
    let text = format!("{value:.*}", unit.decimals());
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".into() } else { text.to_owned() }
}

fn encoding(error: impl std::fmt::Display) -> OutputError {
    OutputError::Encoding(error.to_string())
}

/// Writes rows under a header.
pub(super) fn write<'a>(
    header: &[Cow<'static, str>],
    rows: impl Iterator<Item = Vec<Cell<'a>>>,
) -> Result<String, OutputError> {
    let header = header.iter().map(|name| Cell::Text(name.clone())).collect();
    self::rows(std::iter::once(header).chain(rows))
}

/// Rows alone.
pub(crate) fn rows<'a>(rows: impl Iterator<Item = Vec<Cell<'a>>>) -> Result<String, OutputError> {
    let mut writer = Writer::from_writer(Vec::new());
    for row in rows {
        for cell in &row {
            writer.write_field(cell.text().as_bytes()).map_err(encoding)?;
        }
        writer.write_record(None::<&[u8]>).map_err(encoding)?;
    }
    let bytes = writer.into_inner().map_err(encoding)?;
    String::from_utf8(bytes).map_err(encoding)
}
