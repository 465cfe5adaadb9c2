//! Cell formats: fonts, fills and number formats.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::content::cell::NumberRole;
use crate::content::likelihood_term::LikelihoodTerm;
use crate::render::likelihood_colours;
use crate::units::Unit;

const INK: u32 = 0x001B_4974;
const HEADER: u32 = 0x00DD_E9F3;
const SOFT: u32 = 0x0059_5959;

/// The format of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellFormat {
    /// The title of a sheet.
    Title,
    /// The heading of a part of a sheet.
    Section,
    /// A column header.
    Header,
    /// The header of a column of numbers.
    FigureHeader,
    /// The header of a group of columns.
    Group,
    /// A label in bold.
    Strong,
    /// Text.
    Text,
    /// Text of more than one line.
    Long,
    /// A note.
    Note,
    /// A link to another sheet.
    Link,
    /// A likelihood, behind its term and on its colour.
    Likelihood(LikelihoodTerm),
    /// A number in a format.
    Figure(&'static str),
}

/// Number format of months.
pub(crate) const MONTH: &str = "mmm yyyy";
/// Number format of whole numbers.
pub(crate) const WHOLE: &str = "#,##0";
/// Number format of money. No format is conditional: programs disagree on the minus sign in conditional formats.
const MONEY: &str = r##""£"#,##0;-"£"#,##0"##;
/// Number format of hourly rates.
const HOURLY: &str = r##""£"#,##0.00"##;
/// Number format of probabilities and shares.
pub(crate) const PERCENT: &str = "0.0%";

impl CellFormat {
    /// The Excel format; with `quoted`, text that could turn into a formula when edited is marked as text.
    pub(super) fn format(self, quoted: bool) -> Format {
        let plain = Format::new().set_align(FormatAlign::VerticalCenter);
        // The indent separates text from the number to its left.
        let text = plain.clone().set_align(FormatAlign::Left).set_indent(1);
        let format = match self {
            Self::Title => text.set_bold().set_font_size(18).set_font_color(Color::RGB(INK)),
            Self::Section => text.set_bold().set_font_size(13).set_font_color(Color::RGB(INK)),
            Self::Header => header().set_align(FormatAlign::Left).set_indent(1),
            Self::FigureHeader => header().set_align(FormatAlign::Right),
            Self::Group => header().set_align(FormatAlign::Center),
            Self::Strong => plain.set_bold().set_indent(1),
            Self::Text => text,
            Self::Long => text.set_text_wrap(),
            Self::Note => text.set_italic().set_font_color(Color::RGB(SOFT)),
            Self::Link => plain
                .set_indent(1)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single)
                .set_font_color(Color::RGB(INK)),
            Self::Likelihood(term) => text
                .set_num_format(format!("\"{} \"{PERCENT}", term.words()))
                .set_background_color(Color::RGB(likelihood_colours::fill(term))),
            Self::Figure(MONTH) => text.set_num_format(MONTH),
            Self::Figure(format) => plain.set_num_format(format),
        };
        if quoted { format.set_quote_prefix() } else { format }
    }
}

fn header() -> Format {
    let format = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    format.set_background_color(Color::RGB(HEADER)).set_border_bottom(FormatBorder::Thin)
}

/// Format of numbers with a unit.
pub(crate) fn figure(unit: Unit, sense: NumberRole) -> CellFormat {
    CellFormat::Figure(match sense {
        NumberRole::Level => level(unit),
        NumberRole::Change => change(unit),
        NumberRole::Error => error(unit),
        NumberRole::Given => given(unit),
    })
}

fn is_percent(unit: Unit) -> bool {
    unit.is_share() || matches!(unit, Unit::YearlyRate | Unit::YearlyGrowth)
}

fn level(unit: Unit) -> &'static str {
    match unit {
        _ if is_percent(unit) => PERCENT,
        Unit::PoundsPerHour => HOURLY,
        _ if unit.is_money() => MONEY,
        Unit::Cases => WHOLE,
        Unit::Number | Unit::LogHazardPerCase => "General",
        _ => "#,##0.0",
    }
}

/// A number for display: values that would appear as a signed zero become zero.
pub(super) fn visible(value: f64, unit: Unit) -> f64 {
    let half = match unit {
        _ if is_percent(unit) => 0.0005,
        _ if unit.is_money() || unit == Unit::Cases => 0.5,
        _ => 0.05,
    };
    if value.abs() < half { 0.0 } else { value }
}

/// Number format on chart axes.
pub(super) fn axis(unit: Unit) -> &'static str {
    match unit {
        _ if is_percent(unit) => "0%",
        _ if unit.is_money() => MONEY,
        _ => WHOLE,
    }
}

/// Number format of differences: shares differ by percentage points, not per cent.
fn change(unit: Unit) -> &'static str {
    match unit {
        _ if is_percent(unit) => r#"+0.0%" pts";-0.0%" pts";0.0%" pts""#,
        _ if unit.is_money() => r##"+"£"#,##0;-"£"#,##0;"£"0"##,
        _ => "+#,##0.0;-#,##0.0;0.0",
    }
}

fn error(unit: Unit) -> &'static str {
    match unit {
        _ if is_percent(unit) => "0.00%",
        _ if unit.is_money() => MONEY,
        _ => "#,##0.00",
    }
}

fn given(unit: Unit) -> &'static str {
    match unit {
        _ if is_percent(unit) => "0.0##%",
        Unit::PoundsPerHour => HOURLY,
        _ if unit.is_money() => MONEY,
        _ => "General",
    }
}
