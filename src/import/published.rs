//! The published tables of authorities, as the Department for Education saves them (CSV): one row per authority and year.

use std::collections::BTreeMap;
use std::fmt;

use super::table_years::TableYears;
use crate::scenario::shown;

/// What the tables say of one authority at one census (30 September); `NaN` where it is not published. Referrals, cases on
/// plans and the like are of the year that ended in the March before.
#[derive(Clone, Copy, Debug)]
pub struct AuthorityYear([f64; PublishedFigure::ALL.len()]);

/// A published figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedFigure {
    /// Permanent social workers in post, FTE.
    Permanent,
    /// Permanent social workers in post, people.
    PermanentHeads,
    /// FTE who started in the year.
    Starters,
    /// FTE who left in the year.
    Leavers,
    /// Agency social workers in post, FTE.
    Agency,
    /// Agency social workers in post, people.
    AgencyHeads,
    /// Vacancies, FTE.
    Vacancies,
    /// Social workers who hold cases, permanent and agency, FTE.
    CaseHolders,
    /// Their cases.
    Cases,
    /// Share of working days lost to sickness, per cent.
    Absence,
    /// Referrals in the year.
    Referrals,
    /// Of these, within 12 months of an earlier one, per cent.
    ReReferrals,
    /// Of these, closed without further action, per cent.
    NoFurtherAction,
}

impl PublishedFigure {
    /// Every figure.
    pub const ALL: [Self; 13] = [
        Self::Permanent,
        Self::PermanentHeads,
        Self::Starters,
        Self::Leavers,
        Self::Agency,
        Self::AgencyHeads,
        Self::Vacancies,
        Self::CaseHolders,
        Self::Cases,
        Self::Absence,
        Self::Referrals,
        Self::ReReferrals,
        Self::NoFurtherAction,
    ];

    /// The heading of its column.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::Permanent => "inpost_fte",
            Self::PermanentHeads => "inpost_headcount",
            Self::Starters => "starters_fte",
            Self::Leavers => "leavers_fte",
            Self::Agency => "agency_fte",
            Self::AgencyHeads => "agency_headcount",
            Self::Vacancies => "vacancy_fte",
            Self::CaseHolders => "case_holders_fte",
            Self::Cases => "cases",
            Self::Absence => "absence_rate_fte",
            Self::Referrals => "referral_count",
            Self::ReReferrals => "rereferral_percent",
            Self::NoFurtherAction => "no_further_action_percent",
        }
    }
}

impl AuthorityYear {
    const MISSING: Self = Self([f64::NAN; PublishedFigure::ALL.len()]);

    /// A figure; `NaN` if it is not published.
    #[must_use]
    pub fn get(&self, figure: PublishedFigure) -> f64 {
        self.0[figure as usize]
    }

    /// Funded posts: permanent staff and vacancies, FTE.
    #[must_use]
    pub fn posts(&self) -> f64 {
        self.get(PublishedFigure::Permanent) + self.get(PublishedFigure::Vacancies)
    }

    /// Permanent and agency staff, FTE.
    #[must_use]
    pub fn staff(&self) -> f64 {
        self.get(PublishedFigure::Permanent) + self.get(PublishedFigure::Agency)
    }

    /// Share of permanent staff who hold cases, if all agency staff do; `NaN` if that leaves none.
    #[must_use]
    pub fn case_holder_share(&self) -> f64 {
        let share = (self.get(PublishedFigure::CaseHolders) - self.get(PublishedFigure::Agency))
            / self.get(PublishedFigure::Permanent);
        if share > 0.0 { share } else { f64::NAN }
    }
}

/// A table of the statistics, known by its columns.
struct StatisticsTable {
    name: &'static str,
    figures: &'static [PublishedFigure],
}

const TABLES: [StatisticsTable; 2] = [
    StatisticsTable {
        name: "children's social work workforce",
        figures: &[
            PublishedFigure::Permanent,
            PublishedFigure::PermanentHeads,
            PublishedFigure::Starters,
            PublishedFigure::Leavers,
            PublishedFigure::Agency,
            PublishedFigure::AgencyHeads,
            PublishedFigure::Vacancies,
            PublishedFigure::CaseHolders,
            PublishedFigure::Cases,
            PublishedFigure::Absence,
        ],
    },
    StatisticsTable {
        name: "children in need: referrals",
        figures: &[PublishedFigure::Referrals, PublishedFigure::ReReferrals, PublishedFigure::NoFurtherAction],
    },
];

/// The columns that say which authority and year a row is of.
pub(crate) const KEYS: [&str; 4] = ["time_period", "geographic_level", "new_la_code", "la_name"];

/// Words that stand for a figure that is not published: not applicable, not available, suppressed, low, unreliable.
const NOT_PUBLISHED: [&str; 9] = ["", "z", "x", "c", "low", "u", ":", "..", "-"];

/// An authority's code, and a year.
pub(crate) type AuthorityKey = (String, i32);

/// The published figures of all authorities in some tables.
#[derive(Clone, Debug, Default)]
pub struct PublishedFigures {
    /// Names by code, as in the latest year, and that year.
    names: BTreeMap<String, (i32, String)>,
    years: BTreeMap<AuthorityKey, AuthorityYear>,
    england: BTreeMap<i32, AuthorityYear>,
    /// What each file was taken for.
    pub files: Vec<String>,
    /// Figures that cannot be right and are not used, and what seems to be missing.
    pub warnings: Vec<String>,
}

/// A file that cannot be read as a table of the statistics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1; `None` for the whole file.
    pub line: Option<u64>,
    /// What is wrong, and what to do.
    pub what: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

impl PublishedFigures {
    /// Reads the tables among some CSV files, each with its name. Files of other statistics are left out, and
    /// [`PublishedFigures::files`] says so.
    ///
    /// # Errors
    /// [`TableError`] for a table that cannot be read, or if none is of the workforce.
    pub fn read(files: &[(String, Vec<u8>)]) -> Result<Self, TableError> {
        let mut published = Self::default();
        let mut tables: BTreeMap<&'static str, TableYears> = BTreeMap::new();
        for (name, bytes) in files {
            let taken = published.read_file(name, bytes)?;
            let as_what = taken
                .as_ref()
                .map_or("not used (no table that is read)".to_owned(), |(table, _)| format!("DfE, {table}"));
            published.files.push(format!("{name}: {as_what}"));
            if let Some((table, years)) = taken {
                tables.entry(table).or_default().extend(years);
            }
        }
        if tables.contains_key(TABLES[0].name) {
            published.leave_out_the_impossible();
            for (table, years) in &tables {
                let others = tables.iter().filter(|(other, _)| *other != table);
                let beside = others.flat_map(|(name, other)| years.gaps_beside(other, name));
                let gaps = years.gaps().into_iter().chain(beside);
                let incomplete = "the table may be incomplete; save it again as published";
                published.warnings.extend(gaps.map(|gap| format!("DfE, {table}: {gap}: {incomplete}")));
            }
            return Ok(published);
        }
        let columns: Vec<&str> =
            KEYS.into_iter().chain(TABLES[0].figures.iter().map(|figure| figure.column())).collect();
        let what =
            format!("no file is a table of the DfE's {}, which has the columns {}", TABLES[0].name, columns.join(", "));
        Err(TableError { file: "these files".to_owned(), line: None, what })
    }

    /// Leaves out staff of more full-time equivalents than people, and says so: one of the two is wrong.
    fn leave_out_the_impossible(&mut self) {
        const ROUNDING: f64 = 0.5;
        let pairs = [
            (PublishedFigure::Permanent, PublishedFigure::PermanentHeads),
            (PublishedFigure::Agency, PublishedFigure::AgencyHeads),
        ];
        for ((code, year), row) in &mut self.years {
            for (fte, heads) in pairs {
                let [of_fte, of_heads] = [fte, heads].map(|figure| row.get(figure));
                if of_fte > of_heads + ROUNDING {
                    let name = self.names.get(code).map_or(code.as_str(), |(_, name)| name.as_str());
                    self.warnings.push(format!(
                        "{name}, {year}: not used, because `{}` is {of_fte} and `{}` only {of_heads}",
                        fte.column(),
                        heads.column()
                    ));
                    row.0[fte as usize] = f64::NAN;
                    row.0[heads as usize] = f64::NAN;
                }
            }
        }
    }

    /// Reads a file; returns the name of the table that it is, if it is one, and the years of its rows.
    fn read_file(&mut self, name: &str, bytes: &[u8]) -> Result<Option<(&'static str, TableYears)>, TableError> {
        let error = |line, what: String| TableError { file: name.to_owned(), line, what };
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
        let header = match reader.headers() {
            Ok(header) => header.clone(),
            // A file that is not text is not one of these tables.
            Err(_) => return Ok(None),
        };
        let place = |column: &str| header.iter().position(|found| found == column);
        let has = |table: &&StatisticsTable| {
            let found = table.figures.iter().filter(|figure| place(figure.column()).is_some()).count();
            // Tables made of these by others have some of the figures, but not the keys.
            2 * found >= table.figures.len() && 2 * KEYS.iter().filter(|key| place(key).is_some()).count() >= KEYS.len()
        };
        let Some(table) = TABLES.iter().find(has) else { return Ok(None) };
        let required = KEYS.into_iter().chain(table.figures.iter().map(|figure| figure.column()));
        let missing: Vec<&str> = required.filter(|column| place(column).is_none()).collect();
        if !missing.is_empty() {
            let what = format!(
                "this looks like the DfE's {}, but it has no column {}; restore the headings as published",
                table.name,
                missing.join(", ")
            );
            return Err(error(Some(1), what));
        }
        let keys = KEYS.map(|column| place(column).unwrap_or(0));
        let columns: Vec<(PublishedFigure, usize)> =
            table.figures.iter().filter_map(|&figure| Some((figure, place(figure.column())?))).collect();
        if !bytes.ends_with(b"\n") && !bytes.ends_with(b"\r") {
            let what = "its last line has no line break: it may have been cut there; save it again as published";
            self.warnings.push(format!("{name}: {what}"));
        }
        let mut years = TableYears::default();
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(Some((table.name, years))),
                Err(found) => {
                    let line = found.position().map(|position| line_at(bytes, position));
                    return Err(error(line, "the line is not UTF-8 text; save the file as CSV UTF-8".to_owned()));
                }
            }
            let start = record.position().cloned();
            let line = || start.as_ref().map(|position| line_at(bytes, position));
            if record.iter().all(str::is_empty) {
                continue;
            }
            if record.len() != header.len() {
                let what = format!(
                    "the row has {} of {} cells: the file may be incomplete; save it again as published",
                    record.len(),
                    header.len()
                );
                return Err(error(line(), what));
            }
            self.read_row(&record, keys, &columns, &mut years).map_err(|what| error(line(), what))?;
        }
    }

    fn read_row(
        &mut self,
        row: &csv::StringRecord,
        keys: [usize; 4],
        columns: &[(PublishedFigure, usize)],
        years: &mut TableYears,
    ) -> Result<(), String> {
        let [period, level, code, name] = keys.map(|place| row.get(place).unwrap_or_default());
        let year = year_of(period).ok_or_else(|| {
            format!(
                "`time_period` is `{period}`: expected a year such as 2024, or 202324 for the year that ends in 2024"
            )
        })?;
        let of = match level {
            "National" => {
                years.add_england(year);
                self.england.entry(year).or_insert(AuthorityYear::MISSING)
            }
            // Two authorities in one row are neither of them.
            "Local authority" if !code.contains('/') => {
                if code.is_empty() {
                    return Err("`new_la_code` is empty: it identifies the authority".to_owned());
                }
                years.add_authority(year, code);
                let latest = self.names.entry(code.to_owned()).or_insert((year, name.to_owned()));
                if year > latest.0 {
                    *latest = (year, name.to_owned());
                }
                self.years.entry((code.to_owned(), year)).or_insert(AuthorityYear::MISSING)
            }
            _ => return Ok(()),
        };
        for &(figure, place) in columns {
            let text = row.get(place).unwrap_or_default();
            let column = figure.column();
            let value = figure_of(text).ok_or_else(|| {
                format!("`{column}` is `{}`: expected a number, or one of the codes z, x, c, low, u and :", shown(text))
            })?;
            let known = &mut of.0[figure as usize];
            if known.is_finite() && value.is_finite() && *known != value {
                return Err(format!(
                    "`{column}` of {name} in {year} is {text}, but {known} elsewhere in these files; keep one edition of the table"
                ));
            }
            *known = if value.is_nan() { *known } else { value };
        }
        Ok(())
    }

    /// The authorities, by code.
    pub fn authorities(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|(code, (_, name))| (code.as_str(), name.as_str()))
    }

    /// The code and name of the authority with this name or code, whatever its capitals.
    #[must_use]
    pub fn find(&self, authority: &str) -> Option<(&str, &str)> {
        let is_it = |&(code, name): &(&str, &str)| {
            code.eq_ignore_ascii_case(authority) || name.to_lowercase() == authority.to_lowercase()
        };
        self.authorities().find(is_it)
    }

    /// The figures of an authority at the census of a year; `None` if it has no row.
    #[must_use]
    pub fn at(&self, code: &str, year: i32) -> Option<&AuthorityYear> {
        self.years.get(&(code.to_owned(), year))
    }

    /// The figures of England.
    #[must_use]
    pub fn england(&self, year: i32) -> Option<&AuthorityYear> {
        self.england.get(&year)
    }

    /// A copy with nothing later than a year.
    #[must_use]
    pub fn up_to(&self, until: i32) -> Self {
        let mut copy = self.clone();
        copy.years.retain(|(_, year), _| *year <= until);
        copy.england.retain(|year, _| *year <= until);
        copy
    }

    /// The first and the last year with a workforce census.
    #[must_use]
    pub fn years(&self) -> Option<(i32, i32)> {
        let has_census = |(_, row): &(&AuthorityKey, &AuthorityYear)| row.get(PublishedFigure::Permanent) > 0.0;
        let years = || self.years.iter().filter(has_census).map(|((_, year), _)| *year);
        Some((years().min()?, years().max()?))
    }

    /// Every authority and year up to `until`, in order of code and year.
    pub(crate) fn until(&self, until: i32) -> impl Iterator<Item = (&AuthorityKey, &AuthorityYear)> {
        self.years.iter().filter(move |((_, year), _)| *year <= until)
    }

    /// The years with a workforce census of an authority, in order.
    pub(crate) fn years_of<'a>(&'a self, code: &'a str) -> impl Iterator<Item = i32> + 'a {
        let of_code = self.years.iter().filter(move |((of, _), _)| of == code);
        of_code.filter(|(_, row)| row.get(PublishedFigure::Permanent) > 0.0).map(|((_, year), _)| *year)
    }
}

/// The line, counted from 1, on which a record starts. Where lines end in CR LF, the position of a record is that of the LF before
/// it, and its line one too few.
fn line_at(bytes: &[u8], position: &csv::Position) -> u64 {
    let start = position.byte() as usize;
    let from = bytes.get(start..).unwrap_or_default();
    let breaks = from.iter().take_while(|&&byte| byte == b'\n' || byte == b'\r').count();
    let before = bytes.get(..start + breaks).unwrap_or(bytes);
    before.split(|&byte| byte == b'\n').count() as u64
}

/// The year in which a period ends: `2024`, `202324`, `2023-24`, `2023/24`.
fn year_of(period: &str) -> Option<i32> {
    let is_year = |year: &i32| (1990..=2100).contains(year);
    let digits: String = period.chars().filter(char::is_ascii_digit).collect();
    let others: String = period.chars().filter(|c| !c.is_ascii_digit()).collect();
    match (digits.len(), others.as_str()) {
        (4, "") => digits.parse().ok().filter(is_year),
        (6, "" | "-" | "/") => {
            let (first, last): (i32, i32) = (digits[..4].parse().ok()?, digits[4..].parse().ok()?);
            ((first + 1) % 100 == last).then_some(first + 1).filter(is_year)
        }
        _ => None,
    }
}

/// A figure; `NaN` for a code that stands for none.
fn figure_of(text: &str) -> Option<f64> {
    if NOT_PUBLISHED.contains(&text.to_lowercase().as_str()) {
        return Some(f64::NAN);
    }
    let number: f64 = text.replace(',', "").parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_those_in_which_a_period_ends() {
        for (text, year) in [("2024", 2024), ("202324", 2024), ("2023-24", 2024), ("2023/24", 2024), ("199900", 2000)] {
            assert_eq!(year_of(text), Some(year), "{text}");
        }
        for text in ["", "24", "20234", "202325", "2023.24", "1024", "30/09/2024"] {
            assert_eq!(year_of(text), None, "{text}");
        }
    }

    #[test]
    fn codes_are_missing_figures() {
        for code in ["z", "X", "c", "low", ":", ""] {
            assert!(figure_of(code).is_some_and(f64::is_nan), "{code}");
        }
        assert_eq!(figure_of("1,234.5"), Some(1234.5));
        for text in ["=SUM(A1:A3)", "12a", "-3", "inf", "nan"] {
            assert_eq!(figure_of(text), None, "{text}");
        }
    }
}
