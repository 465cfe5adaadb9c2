//! How cells look: fonts, fills and number formats.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::content::cell::NumberRole;
use crate::units::Unit;

const INK: u32 = 0x001B_4974;
const HEADER: u32 = 0x00DD_E9F3;
const SOFT: u32 = 0x0059_5959;

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellFormat {
    /// The title of a sheet.
    Title,
    /// The heading of a part of a sheet.
    Section,
    /// The head of a column.
    Header,
    /// The head of a column of numbers.
    FigureHeader,
    /// The head of several columns.
    Group,
    /// A label in bold.
    Strong,
    /// Text.
    Text,
    /// Text of more than a line.
    Long,
    /// A remark.
    Note,
    /// A way to another sheet.
    Link,
    /// A number in a format.
    Figure(&'static str),
}

/// How months look.
pub(crate) const MONTH: &str = "mmm yyyy";
/// How whole numbers look.
pub(crate) const WHOLE: &str = "#,##0";
/// How money looks. No format has conditions: programs do not agree on who writes the minus then.
const MONEY: &str = r##""£"#,##0;-"£"#,##0"##;
/// How an hour's money looks.
const HOURLY: &str = r##""£"#,##0.00"##;
/// How probabilities and shares look.
pub(crate) const PERCENT: &str = "0.0%";

impl CellFormat {
    /// The format; text that a keystroke could turn into a formula is marked as text (`quoted`).
    pub(super) fn format(self, quoted: bool) -> Format {
        let plain = Format::new().set_align(FormatAlign::VerticalCenter);
        // Text does not run into the figure on its left.
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

/// How a number of a unit looks.
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

/// A number for people to read: zero where it would be shown as a zero with a sign.
pub(super) fn visible(value: f64, unit: Unit) -> f64 {
    let half = match unit {
        _ if is_percent(unit) => 0.0005,
        _ if unit.is_money() || unit == Unit::Cases => 0.5,
        _ => 0.05,
    };
    if value.abs() < half { 0.0 } else { value }
}

/// How numbers of a unit look along the axis of a chart.
pub(super) fn axis(unit: Unit) -> &'static str {
    match unit {
        _ if is_percent(unit) => "0%",
        _ if unit.is_money() => MONEY,
        _ => WHOLE,
    }
}

/// Shares differ by percentage points, which are no percentages.
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
