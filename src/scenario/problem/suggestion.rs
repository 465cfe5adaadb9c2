//! Suggestions for months, years and flags written in another notation, as used by people, spreadsheets and other
//! programs.

use crate::units::{FinancialYear, Month};

/// The month meant by `September 2027`, `Sep-27`, `09/2027`, `01/09/2027` (a day first, as in Britain), `2027-9`,
/// `2027/09` or `2027-09-01`; `None` for anything else and for text that is already valid.
pub(crate) fn month(text: &str) -> Option<Month> {
    let text = text.trim();
    if text.len() > 40 || Month::parse(text).is_some() {
        return None;
    }
    let parts: Vec<&str> = text.split([' ', '-', '/', '.', '–']).filter(|part| !part.is_empty()).collect();
    let (year, month) = match parts[..] {
        [name, year] | [year, name] if month_number(name).is_some() => (year_number(year)?, month_number(name)?),
        [_, name, year] if month_number(name).is_some() => (year_number(year)?, month_number(name)?),
        [month, year] if year.len() == 4 => (year_number(year)?, number(month)?),
        [year, month] if year.len() == 4 && month.len() <= 2 => (year_number(year)?, number(month)?),
        [day, month, year] if year.len() == 4 && is_day(day) => (year_number(year)?, number(month)?),
        [year, month, day] if year.len() == 4 && is_day(day) => (year_number(year)?, number(month)?),
        _ => return None,
    };
    Month::parse(&format!("{year:04}-{month:02}"))
}

/// The financial year meant by `2026/27`, `2026-2027`, `2026/2027`, `26/27` or with another dash.
pub(crate) fn year(text: &str) -> Option<FinancialYear> {
    let text = text.trim();
    let (first, second) = text.split_once(['/', '-', '–', '—', ' '])?;
    let second = second.get(second.len().saturating_sub(2)..)?;
    let year = FinancialYear::parse(&format!("{}-{second}", year_number(first)?))?;
    (text.len() <= 12 && text != year.to_string()).then_some(year)
}

/// The flag meant by `yes`, `no`, `on`, `off`, `True` or `FALSE`.
pub(crate) fn flag(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "y" | "on" | "true" => Some(true),
        "no" | "n" | "off" | "false" => Some(false),
        _ => None,
    }
}

/// The text with the curly quotes of word processors removed; `None` if it has none.
pub(crate) fn straight(text: &str) -> Option<String> {
    const CURLY: [char; 6] = ['“', '”', '„', '‘', '’', '«'];
    text.contains(CURLY).then(|| text.trim_matches(['“', '”', '„', '‘', '’', '«', '»', '"', '\'']).to_owned())
}

fn number(text: &str) -> Option<u32> {
    (text.len() <= 4).then(|| text.parse().ok()).flatten()
}

fn is_day(text: &str) -> bool {
    number(text).is_some_and(|day| (1..=31).contains(&day))
}

/// A year of four digits, or of two as in spreadsheets: `27` is 2027.
fn year_number(text: &str) -> Option<u32> {
    match text.len() {
        4 => number(text),
        2 => Some(2000 + number(text)?),
        _ => None,
    }
}

/// The number of a month from its name or the start of it: `Sep`, `Sept`, `september`.
fn month_number(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_ascii_lowercase();
    let index = NAMES.iter().position(|known| name.len() >= 3 && known.starts_with(&name))?;
    u32::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::{flag, month, straight, year};
    use crate::units::Month;

    #[test]
    fn months_as_people_and_spreadsheets_write_them_are_understood() {
        let meant = |text| month(text).map(Month::iso);
        for text in [
            "September 2027",
            "Sep-27",
            "sept 2027",
            "09/2027",
            "9/2027",
            "2027/9",
            "01/09/2027",
            "2027-09-01",
            "1 September 2027",
            "2027-9",
            "2027 Sep",
            "09.2027",
        ] {
            assert_eq!(meant(text).as_deref(), Some("2027-09"), "{text}");
        }
        assert_eq!(meant("May-25").as_deref(), Some("2025-05"));
        for text in ["2027-09", "13/2027", "soon", "", "2027", "32/09/2027", "Ma 2027", "0/2027", "September"] {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    #[test]
    fn financial_years_and_flags_as_people_write_them_are_understood() {
        for text in ["2026/27", "2026-2027", "2026/2027", "26/27", "2026–27"] {
            assert_eq!(year(text).map(|year| year.to_string()).as_deref(), Some("2026-27"), "{text}");
        }
        for text in ["2026-27", "2026/28", "2026", "é/é", ""] {
            assert_eq!(year(text), None, "{text}");
        }
        assert_eq!((flag("yes"), flag("No"), flag("TRUE"), flag("maybe")), (Some(true), Some(false), Some(true), None));
        assert_eq!(straight("“2027-09”").as_deref(), Some("2027-09"));
        assert_eq!(straight("\"2027-09\""), None);
    }
}
