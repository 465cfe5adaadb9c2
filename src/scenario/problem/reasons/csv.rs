//! Errors in CSV files.

use crate::scenario::problem::macros::reasons;
use crate::scenario::problem::wording::{plain, shown};
use crate::units::Month;

reasons! {
    /// Why a CSV file or one of its rows is invalid.
    CsvReason

    Empty { path: String }
        format!("`{path}` is empty");

    NotUtf8 { path: String }
        format!("`{path}` is not UTF-8 text; save it as \"CSV UTF-8\"");

    UnknownColumn { column: String, known: String }
        format!("there is no column `{}`; the columns are {known}", shown(column));

    ColumnTwice { column: String, known: String }
        format!("the column `{column}` appears twice; the columns are {known}");

    ColumnMissing { column: String, known: String }
        format!("the column `{column}` is missing; the columns are {known}");

    FieldCount { fields: usize, columns: usize }
        format!("the row has {fields} fields, but the header has {columns}");

    EmptyField { column: &'static str }
        format!("`{column}` is empty");

    BadId { id: String, hint: Option<String> }
        format!(
            "`{}` is not a valid id: use lower-case letters, digits and underscores, starting with a letter, at most \
             40 characters{}",
            shown(id),
            hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default()
        );

    ReservedId { id: String, why: &'static str }
        format!("`{id}` cannot be an id: {why}");

    IdTwice { id: String }
        format!("the id `{}` appears twice", shown(id));

    IdInScenario { path: String, id: String }
        format!("`{path}` has the id `{}`, which is also in `[staff]`", shown(id));

    UnknownName { kind: &'static str, name: String, near: Option<String> }
        format!(
            "there is no {kind} called `{}`{}",
            shown(name),
            near.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
        );

    NotWhole { column: &'static str, least: i64, most: i64, found: String, hint: Option<&'static str> }
        format!(
            "`{column}` must be a whole number from {} to {}, found `{}`{}",
            plain(*least as f64),
            plain(*most as f64),
            shown(found),
            hint.map(|hint| format!("; {hint}")).unwrap_or_default()
        );

    LongerThanStage { months: u32, longest: u32 }
        format!("`months_in_stage` is {months}, but the stage lasts {longest} months");

    MonthTwice { month: Month, line: usize }
        format!("the month {} appears twice, first on line {line}", month.iso());

    NotMonthAndNumber {}
        "a row must contain a month such as 2016-04 and a number".to_owned();
}
