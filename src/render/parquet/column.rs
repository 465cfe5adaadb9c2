//! The cells of one column of a Parquet file.

use std::sync::Arc;

use ::parquet::basic::{LogicalType, Repetition, Type as PhysicalType};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use ::parquet::file::writer::SerializedColumnWriter;
use ::parquet::schema::types::{Type, TypePtr};

use crate::content::cell::Cell;
use crate::content::dataset::{ColumnType, DatasetColumn};
use crate::render::RenderError;

/// The cells of a column.
pub(super) struct ColumnCells {
    id: String,
    values: ColumnValues,
    /// For each row 1, or 0 if its cell is missing: what Parquet calls definition levels.
    levels: Vec<i16>,
}

/// The cells that are not missing.
enum ColumnValues {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Flag(Vec<bool>),
    /// Days since 1970-01-01.
    Date(Vec<i32>),
}

impl ColumnCells {
    /// No cells yet.
    pub(super) fn new(column: &DatasetColumn) -> Self {
        let values = match column.kind {
            ColumnType::Text => ColumnValues::Text(Vec::new()),
            ColumnType::Whole => ColumnValues::Whole(Vec::new()),
            ColumnType::Number => ColumnValues::Number(Vec::new()),
            ColumnType::Flag => ColumnValues::Flag(Vec::new()),
            ColumnType::Date => ColumnValues::Date(Vec::new()),
        };
        Self { id: column.id.to_string(), values, levels: Vec::new() }
    }

    /// Adds the cell of the next row. Numbers are rounded as in the data files; empty text is missing.
    pub(super) fn push(&mut self, cell: &Cell<'_>) -> Result<(), RenderError> {
        let text = cell.text();
        self.levels.push(i16::from(!text.is_empty()));
        if text.is_empty() {
            return Ok(());
        }
        let other = || RenderError::Encoding(format!("the column {} of a dataset: {text} is of another type", self.id));
        match (&mut self.values, cell) {
            (ColumnValues::Text(values), Cell::Text(_) | Cell::Named { .. } | Cell::Month(_)) => {
                let former = values.last().filter(|former| former.data() == text.as_bytes()).cloned();
                values.push(former.unwrap_or_else(|| text.as_ref().into()));
            }
            (ColumnValues::Whole(values), Cell::Whole(whole)) => {
                values.push(i64::try_from(*whole).map_err(|_| other())?);
            }
            (ColumnValues::Number(values), Cell::Number(..) | Cell::Likelihood(_)) => {
                values.push(text.parse().map_err(|_| other())?);
            }
            (ColumnValues::Flag(values), Cell::Flag(flag)) => values.push(*flag),
            (ColumnValues::Date(values), Cell::Month(month)) => values.push(month.days_since_1970()),
            _ => return Err(other()),
        }
        Ok(())
    }

    /// The column in the schema.
    pub(super) fn field(&self) -> Result<TypePtr, RenderError> {
        let (physical, logical) = match self.values {
            ColumnValues::Text(_) => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
            ColumnValues::Whole(_) => (PhysicalType::INT64, None),
            ColumnValues::Number(_) => (PhysicalType::DOUBLE, None),
            ColumnValues::Flag(_) => (PhysicalType::BOOLEAN, None),
            ColumnValues::Date(_) => (PhysicalType::INT32, Some(LogicalType::Date)),
        };
        let field = Type::primitive_type_builder(&self.id, physical).with_logical_type(logical);
        Ok(Arc::new(field.with_repetition(Repetition::OPTIONAL).build()?))
    }

    /// Writes the cells to their place in a file.
    pub(super) fn write(&self, place: &mut SerializedColumnWriter<'_>) -> Result<(), RenderError> {
        match &self.values {
            ColumnValues::Text(values) => write::<ByteArrayType>(place, values, &self.levels),
            ColumnValues::Whole(values) => write::<Int64Type>(place, values, &self.levels),
            ColumnValues::Number(values) => write::<DoubleType>(place, values, &self.levels),
            ColumnValues::Flag(values) => write::<BoolType>(place, values, &self.levels),
            ColumnValues::Date(values) => write::<Int32Type>(place, values, &self.levels),
        }
    }
}

fn write<T: DataType>(
    place: &mut SerializedColumnWriter<'_>,
    values: &[T::T],
    levels: &[i16],
) -> Result<(), RenderError> {
    place.typed::<T>().write_batch(values, Some(levels), None)?;
    Ok(())
}
