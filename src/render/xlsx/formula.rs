//! Formulas in the notation of spreadsheets.

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};

use crate::content::workbook::CellFormula;

/// A formula as it stands in the cell at `row` and `column`, both from 0.
pub(super) fn formula_text(formula: CellFormula, row: u32, column: u16) -> String {
    let above = |rows: u32| row_col_to_cell(row.saturating_sub(rows), column);
    let left = |columns: u16| row_col_to_cell(row, column.saturating_sub(columns));
    match formula {
        CellFormula::SumAbove(rows) => {
            format!("=SUM({})", cell_range(row.saturating_sub(rows), column, row.saturating_sub(1), column))
        }
        CellFormula::SumLeft(columns) => {
            format!("=SUM({})", cell_range(row, column.saturating_sub(columns), row, column.saturating_sub(1)))
        }
        CellFormula::AboveLessAbove(one, other) => format!("={}-{}", above(one), above(other)),
        CellFormula::LeftLessLeft(one, other) => format!("={}-{}", left(one), left(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_names_the_cells_around_it() {
        let all = [
            CellFormula::SumAbove(8),
            CellFormula::SumLeft(2),
            CellFormula::AboveLessAbove(2, 4),
            CellFormula::LeftLessLeft(1, 2),
        ];
        let texts = all.map(|formula| formula_text(formula, 12, 3));
        assert_eq!(texts, ["=SUM(D5:D12)", "=SUM(B13:C13)", "=D11-D9", "=C13-B13"]);
    }
}
