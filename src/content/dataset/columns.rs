//! The columns of a dataset: what type each has in every file, whatever the scenario, and its unit.

use std::borrow::Cow;

use super::DATASET_KEYS;
use crate::content::column_titles;
use crate::run::RunHeadline;
use crate::summary::PERCENTILE_IDS;
use crate::units::Unit;

/// The type of a column. All may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnType {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// A month, as its first day.
    Date,
}

/// A column.
pub(crate) struct DatasetColumn {
    /// Its id, as in the data files.
    pub id: Cow<'static, str>,
    /// Its type.
    pub kind: ColumnType,
    /// The unit of its figures, or which column has it; `None` if it has no figures.
    pub unit: Option<&'static str>,
    /// Its meaning.
    pub meaning: &'static str,
}

/// What is said of figures whose unit is in each row.
const IN_COLUMN_UNIT: &str = "see the column unit";

impl DatasetColumn {
    /// The column `id` of a table.
    pub(super) fn new(table: &str, id: Cow<'static, str>) -> Self {
        let (kind, unit) = type_and_unit(table, &id);
        let meaning = column_titles::meaning(sheet(table, &id), &id);
        Self { id, kind, unit, meaning }
    }
}

/// The sheet of a workbook in which a column has this meaning.
fn sheet(table: &str, id: &str) -> &'static str {
    match table {
        _ if DATASET_KEYS.contains(&id) => "Headlines",
        "assumptions" => "Assumptions",
        _ => "",
    }
}

/// The type and unit of a column. What is not named here is text, so a new column of figures must be: writing it fails otherwise.
fn type_and_unit(table: &str, id: &str) -> (ColumnType, Option<&'static str>) {
    if let Some(headline) = RunHeadline::ALL.into_iter().find(|one| one.id() == id) {
        return (ColumnType::Number, Some(headline.unit().id()));
    }
    match (table, id) {
        (_, "month") => (ColumnType::Date, None),
        (_, "dated" | "sourced") => (ColumnType::Flag, None),
        (_, "line" | "future") => (ColumnType::Whole, None),
        (_, "months_covered") => (ColumnType::Whole, Some("months")),
        (_, "n_defined") => (ColumnType::Whole, Some("futures")),
        ("targets", "probability" | "mc_error") => (ColumnType::Number, Some(Unit::Probability.id())),
        (_, "mean" | "mc_error" | "limit" | "min" | "max") => (ColumnType::Number, Some(IN_COLUMN_UNIT)),
        (_, id) if PERCENTILE_IDS.contains(&id) => (ColumnType::Number, Some(IN_COLUMN_UNIT)),
        _ => (ColumnType::Text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_a_unit_and_text_has_none() {
        let column = |table, id: &'static str| DatasetColumn::new(table, id.into());
        assert_eq!(column("monthly", "p90").unit, Some(IN_COLUMN_UNIT));
        assert_eq!(column("targets", "mc_error").unit, Some("probability"));
        assert_eq!(column("futures", "cost_over_run").unit, Some("GBP"));
        assert_eq!(
            (column("targets", "month_or_year").kind, column("monthly", "unit").kind),
            (ColumnType::Text, ColumnType::Text)
        );
    }
}
