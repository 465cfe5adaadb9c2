//! Figures in the unit of their measure: shares and percentages, counts and amounts.

use super::map::ShareForm;
use crate::import::sheet::{SheetCell, SheetError, SheetFigure};
use crate::units::{Month, Unit};

/// Figures of a measure, and how they were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ReadFigures {
    /// Each month's figure; for shares from 0 to 1.
    pub points: Vec<(Month, f64)>,
    /// Months without a figure, with the code that stands there, or none.
    pub missing: Vec<(Month, Option<String>)>,
    /// How shares were written, if that had to be found.
    pub form: Option<ShareForm>,
    /// How many of those that count people or cases are not whole.
    pub not_whole: usize,
}

/// The highest value of a measure in a unit that is a share or a rate; `None` for other units.
pub(super) fn highest(unit: Unit) -> Option<f64> {
    match unit {
        unit if unit.is_share() => Some(1.0),
        // As `[history]` allows.
        Unit::YearlyRate => Some(2.0),
        _ => None,
    }
}

/// A number of a table, where it is, and whether it has a percent sign.
struct TableNumber<'a> {
    month: Month,
    cell: SheetCell<'a>,
    number: f64,
    is_percent: bool,
}

impl ReadFigures {
    /// Reads the cells of a measure.
    ///
    /// # Errors
    /// All cells that cannot be right.
    pub fn read(
        cells: &[(Month, SheetCell<'_>)],
        unit: Unit,
        stated: Option<ShareForm>,
    ) -> Result<Self, Vec<SheetError>> {
        let (mut found, mut errors, mut numbers) = (Self::default(), Vec::new(), Vec::new());
        for &(month, cell) in cells {
            match cell.figure() {
                Ok(SheetFigure::Blank) => found.missing.push((month, None)),
                Ok(SheetFigure::Code(code)) => found.missing.push((month, Some(code))),
                Ok(SheetFigure::Plain(number)) => numbers.push(TableNumber { month, cell, number, is_percent: false }),
                Ok(SheetFigure::Percent(number)) => numbers.push(TableNumber { month, cell, number, is_percent: true }),
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        match highest(unit) {
            Some(highest) => found.read_shares(&numbers, highest, stated)?,
            None => found.read_numbers(&numbers, unit)?,
        }
        Ok(found)
    }

    fn read_shares(
        &mut self,
        numbers: &[TableNumber<'_>],
        highest: f64,
        stated: Option<ShareForm>,
    ) -> Result<(), Vec<SheetError>> {
        let plain = || numbers.iter().filter(|number| !number.is_percent && number.number != 0.0);
        let form = match stated {
            Some(form) => form,
            None => Self::found_form(numbers)?,
        };
        if stated.is_none() && plain().next().is_some() {
            self.form = Some(form);
        }
        let mut errors = Vec::new();
        for number in numbers {
            let is_share = number.is_percent || form == ShareForm::Share;
            let share = if is_share { number.number } else { number.number / 100.0 };
            if (0.0..=highest).contains(&share) {
                self.points.push((number.month, share));
            } else {
                errors.push(number.cell.error(format!(
                    "this is {}, which is not from 0% to {}%",
                    crate::import::toml_text::percent(share),
                    100.0 * highest
                )));
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// How plain numbers are written: as shares if none is above 1, as percentages if some are and none is between 0 and 1.
    fn found_form(numbers: &[TableNumber<'_>]) -> Result<ShareForm, Vec<SheetError>> {
        const SAY: &str = "say which in the file of --headings, such as { measure = \"agency_rate\", unit = \"percent\" } (or \"share\")";
        let plain = || numbers.iter().filter(|number| !number.is_percent && number.number != 0.0);
        let signed = numbers.iter().any(|number| number.is_percent && number.number != 0.0);
        if let Some(first) = plain().next().filter(|_| signed) {
            return Err(vec![first.cell.error(format!(
                "this has no percent sign and others of the measure have one, so it could be a share or a percentage: add the sign, or {SAY}"
            ))]);
        }
        let is_above = plain().any(|number| number.number > 1.0);
        let below = plain().find(|number| (0.0..1.0).contains(&number.number));
        match below {
            Some(below) if is_above => Err(vec![below.cell.error(format!(
                "this is below 1 and others of the measure are above, so they could be shares or percentages: {SAY}"
            ))]),
            _ => Ok(if is_above { ShareForm::Percentage } else { ShareForm::Share }),
        }
    }

    fn read_numbers(&mut self, numbers: &[TableNumber<'_>], unit: Unit) -> Result<(), Vec<SheetError>> {
        let mut errors = Vec::new();
        for number in numbers {
            if number.is_percent {
                errors.push(number.cell.error("this is a percentage, and the measure is no share"));
            } else if number.number < 0.0 && !unit.is_money() && unit != Unit::Number {
                errors.push(number.cell.error("this is below 0, and the measure cannot be"));
            } else {
                self.points.push((number.month, number.number));
            }
        }
        if matches!(unit, Unit::Heads | Unit::Cases | Unit::PerMonth) {
            // Spreadsheets write 12 as 11.999999999999998.
            let is_whole = |value: f64| (value - value.round()).abs() < 1e-6;
            self.not_whole = self.points.iter().filter(|(_, value)| !is_whole(*value)).count();
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}
