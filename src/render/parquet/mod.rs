//! Parquet files: a table of a dataset, with the meaning and unit of its columns and its provenance in the metadata.
//!
//! Figures are those of the data files, rounded as there, so that both say the same. Cells that are empty there are missing here. Nothing
//! depends on a clock, so the same results produce the same bytes.

mod column;

use std::fs::File;
use std::sync::Arc;

use ::parquet::basic::{Compression, GzipLevel};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::reader::{FileReader as _, SerializedFileReader};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::{ColumnPath, Type};
use serde::Serialize;

use super::RenderError;
use super::json::to_json;
use crate::content::dataset::{ColumnType, DatasetColumn, DatasetTable};
use crate::content::provenance::Provenance;
use column::ColumnCells;

/// The program that wrote a file, in the form that readers of Parquet expect.
const CREATED_BY: &str = concat!(env!("CARGO_PKG_NAME"), " version ", env!("CARGO_PKG_VERSION"));
/// Key of the provenance in a file's metadata.
const PROVENANCE: &str = "staffcast.provenance";
/// Key of the meaning and unit of the columns.
const COLUMNS: &str = "staffcast.columns";

impl From<ParquetError> for RenderError {
    fn from(error: ParquetError) -> Self {
        Self::Encoding(format!("a Parquet file: {error}"))
    }
}

/// A table as a Parquet file.
///
/// # Errors
/// [`RenderError`] if a cell is not of its column's type.
pub(crate) fn table(table: DatasetTable<'_>, provenance: &Provenance) -> Result<Vec<u8>, RenderError> {
    let DatasetTable { name, columns, rows } = table;
    let mut cells: Vec<ColumnCells> = columns.iter().map(ColumnCells::new).collect();
    let mut is_empty = true;
    for row in rows {
        is_empty = false;
        for (column, cell) in cells.iter_mut().zip(&row) {
            column.push(cell)?;
        }
    }
    let fields = cells.iter().map(ColumnCells::field).collect::<Result<_, _>>()?;
    let schema = Type::group_type_builder(name).with_fields(fields).build()?;
    let properties = Arc::new(properties(&columns, provenance)?);
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), properties)?;
    if !is_empty {
        let mut group = writer.next_row_group()?;
        for column in cells {
            let mut place = group.next_column()?.ok_or_else(|| RenderError::Encoding(format!("the table {name}")))?;
            column.write(&mut place)?;
            place.close()?;
        }
        group.close()?;
    }
    Ok(writer.into_inner()?)
}

fn properties(columns: &[DatasetColumn], provenance: &Provenance) -> Result<WriterProperties, RenderError> {
    let metadata = vec![
        KeyValue::new(PROVENANCE.to_owned(), to_json(provenance)?),
        KeyValue::new(COLUMNS.to_owned(), to_json(&columns.iter().map(ColumnMeaning::of).collect::<Vec<_>>())?),
    ];
    let properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::GZIP(GzipLevel::default()))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(metadata));
    // Few figures are alike, so that a dictionary of them takes more space than they do: a fifth of a table of months.
    let figures = columns.iter().filter(|column| column.kind == ColumnType::Number);
    let properties = figures.fold(properties, |properties, column| {
        properties.set_column_dictionary_enabled(ColumnPath::from(column.id.as_ref()), false)
    });
    Ok(properties.build())
}

/// What the metadata say of a column.
#[derive(Serialize)]
struct ColumnMeaning<'c> {
    id: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    meaning: &'static str,
}

impl<'c> ColumnMeaning<'c> {
    fn of(column: &'c DatasetColumn) -> Self {
        Self { id: &column.id, unit: column.unit, meaning: column.meaning }
    }
}

/// The provenance in a Parquet file that this program wrote; `None` for any other file.
pub(crate) fn provenance_in(file: File) -> Option<serde_json::Value> {
    let reader = SerializedFileReader::new(file).ok()?;
    let metadata = reader.metadata().file_metadata();
    let is_ours = metadata.created_by()?.starts_with(concat!(env!("CARGO_PKG_NAME"), " version "));
    let pairs = metadata.key_value_metadata().filter(|_| is_ours)?;
    let text = pairs.iter().find(|pair| pair.key == PROVENANCE)?.value.as_ref()?;
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::content::cell::Cell;
    use crate::content::dataset::DatasetPlans;
    use crate::plan::Plan;
    use crate::run::Options;
    use crate::scenario::Scenario;
    use crate::summary::{Summary, run};
    use crate::units::Unit;

    fn summary() -> Summary {
        let plan = Plan::new(Scenario::parse(crate::examples::SMALL).expect("a scenario"));
        run(&plan, &Options::new(64)).expect("a run")
    }

    /// The table of assumptions of a scenario, as a file.
    fn bytes(summary: &Summary) -> Vec<u8> {
        let plans = DatasetPlans::from(summary);
        let assumptions = plans.tables("small", "").find(|table| table.name == "assumptions").expect("a table");
        table(assumptions, &plans.provenance).expect("a file")
    }

    fn found(bytes: &[u8]) -> Option<serde_json::Value> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("a file");
        provenance_in(file)
    }

    #[test]
    fn a_cell_of_another_type_is_an_error() {
        let columns = || vec![DatasetColumn { id: "mean".into(), kind: ColumnType::Number, unit: None, meaning: "" }];
        let of = |cell: Cell<'static>| {
            let rows = Box::new(std::iter::once(vec![cell]));
            table(DatasetTable { name: "years", columns: columns(), rows }, &DatasetPlans::from(&summary()).provenance)
        };
        assert!(of(Cell::level(0.5, Unit::Share)).is_ok() && of(Cell::Missing).is_ok());
        let message = of("half".into()).expect_err("text is not a number").to_string();
        assert!(message.ends_with("the column mean of a dataset: half is of another type"), "{message}");
    }

    #[test]
    fn a_file_that_is_cut_off_is_not_ours_and_no_damage_panics() {
        let whole = bytes(&summary());
        let provenance = found(&whole).expect("a file of ours");
        assert_eq!(provenance["program"], "staffcast");
        let metadata = u32::from_le_bytes(whole[whole.len() - 8..][..4].try_into().expect("four bytes")) as usize + 8;
        for n in 0..400_usize {
            // In turn cut off, and one bit of the metadata flipped, at places spread over it.
            let mut damaged = whole.clone();
            let back = 1 + n * 7919 % metadata;
            if n % 2 == 0 {
                damaged.truncate(whole.len() - back);
            } else {
                damaged[whole.len() - back] ^= 1 << (n / 2 % 8);
            }
            let found = found(&damaged);
            assert!(n % 2 == 1 || found.is_none(), "cut off by {back}");
        }
    }
}
