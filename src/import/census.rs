//! The children's social work workforce census, as a council returns it to the Department for Education (XML, collection CSWW).
//!
//! Of each worker only dates, hours, role and cases are read: no registration number, no birth date, nothing else about a person.

use jiff::ToSpan as _;
use jiff::civil::Date;
use roxmltree::{Document, Node, ParsingOptions};

use super::sheet::{SheetError, decoded};
use super::staff_list::{ListedPerson, StaffList, StaffListError, UnplacedReason, month_of};
use super::staff_opening::{CensusFigures, StaffOpening};
use crate::scenario::shown;
use crate::units::Month;

/// The most elements and texts of a file.
const MOST_NODES: u32 = 10_000_000;

/// FTE above which it is a mistake.
const MOST_FTE: f64 = 1.5;

/// The code of `OrgRole` for a case holder, and that of `CFKSSstatus` for the assessed and supported year.
const CASE_HOLDER: u32 = 5;
const ASYE: u32 = 1;

/// A return to the workforce census.
#[derive(Clone, Debug)]
pub struct WorkforceCensus {
    /// The code of the authority; empty if it is not stated.
    pub authority: String,
    /// The day of the census.
    pub day: Date,
    /// Its workers.
    pub staff: StaffList,
    figures: CensusFigures,
}

impl WorkforceCensus {
    /// Reads a return.
    ///
    /// # Errors
    /// [`SheetError`] if the file is not XML or not of this collection, defines a document type or entities, or lacks a figure or has one that
    /// cannot be right.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, SheetError> {
        let mut notes = Vec::new();
        let text = decoded(file, bytes, &mut notes)?;
        let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        let document = Document::parse_with_options(&text, options).map_err(|error| {
            let place = format!("{file}, line {}", error.pos().row);
            let what = match error {
                roxmltree::Error::DtdDetected => {
                    "the file defines a document type, which a return to the census does not have; save it without one"
                        .to_owned()
                }
                error => format!("this is not XML, or the file is incomplete: {error}"),
            };
            SheetError::new(place, what)
        })?;
        CensusReader { file, text: &text, counted: (0, 1) }.read(&document, notes)
    }

    /// The opening at the beginning of the month after the census.
    ///
    /// # Errors
    /// [`StaffListError`] if no permanent worker was in post.
    pub fn opening(&self) -> Result<StaffOpening, StaffListError> {
        Ok(self.staff.opening_at(self.month())?.with_census(self.figures))
    }

    /// The month after the census.
    #[must_use]
    pub fn month(&self) -> Month {
        month_of(self.day).plus(1)
    }
}

struct CensusReader<'a> {
    file: &'a str,
    text: &'a str,
    /// A place in the text, and its line: lines are counted once, from worker to worker.
    counted: (usize, u64),
}

/// What a worker's element says.
struct CensusWorker {
    person: Result<ListedPerson, UnplacedReason>,
    line: u64,
    cases: f64,
}

impl CensusReader<'_> {
    fn read(mut self, document: &Document<'_>, notes: Vec<String>) -> Result<WorkforceCensus, SheetError> {
        let root = document.root_element();
        let find = |name: &str| root.descendants().find(|node| node.tag_name().name() == name);
        let collection = find("Collection").and_then(|node| node.text()).map(str::trim).unwrap_or_default();
        if collection != "CSWW" {
            let what = format!(
                "the collection is `{}`; expected CSWW, the children's social work workforce census",
                shown(collection)
            );
            return Err(SheetError::new(self.file, what));
        }
        let header = |name: &str| {
            let missing = || SheetError::new(self.file, format!("there is no `{name}`; export the return again"));
            find(name).ok_or_else(missing)
        };
        let [reference, vacancies, agency_fte, agency_heads] =
            ["ReferenceDate", "NumberOfVacancies", "NoAgencyFTE", "NoAgencyHeadcount"].map(header);
        let (reference, vacancies, agency_fte, agency_heads) = (reference?, vacancies?, agency_fte?, agency_heads?);
        let day = self.date(reference)?.ok_or_else(|| self.wrong(reference, "a date such as 2024-09-30"))?;
        let vacancies = self.figure(vacancies, 10_000.0)?;
        let agency = (self.figure(agency_heads, 10_000.0)?, self.figure(agency_fte, 10_000.0)?);
        if agency.0.fract() != 0.0 || agency.1 > agency.0 * MOST_FTE {
            let what = format!("{} agency workers of {} FTE: one of the two is wrong", agency.0, agency.1);
            return Err(SheetError::new(self.file, what));
        }
        let authority = find("LEA").and_then(|node| node.text()).map(|code| shown(code.trim())).unwrap_or_default();
        let mut staff = StaffList {
            source: self.file.to_owned(),
            unplaced: Vec::new(),
            notes,
            teams: vec!["Children's social work".to_owned()],
            people: Vec::new(),
            says_agency: false,
            complete_from: day.checked_sub(1.year()).and_then(Date::tomorrow).ok(),
        };
        let (mut cases, mut listed_agency) = (0.0, 0);
        for node in root.children().filter(|node| node.tag_name().name() == "CSWWWorker") {
            let worker = self.worker(node)?;
            match worker.person {
                Ok(person) => {
                    let is_in_post = person.start <= day && person.leaving.is_none_or(|leaving| leaving > day);
                    cases += if is_in_post { worker.cases } else { 0.0 };
                    listed_agency += u32::from(is_in_post && person.is_agency);
                    staff.people.push(person);
                }
                Err(reason) => staff.unplaced.push((worker.line, reason)),
            }
        }
        if f64::from(listed_agency) != agency.0 {
            staff.notes.push(format!(
                "the return lists {listed_agency} agency workers in post and states {}: the stated number opens the scenario",
                agency.0
            ));
        }
        staff.notes.push("cases are those of the workers in post who can be placed".to_owned());
        let figures = CensusFigures {
            vacancies,
            agency: (agency.0 as u32, agency.1),
            cases,
            case_holders: share_of_case_holders(&staff, month_of(day).plus(1)),
        };
        Ok(WorkforceCensus { authority, day, staff, figures })
    }

    fn worker(&mut self, node: Node<'_, '_>) -> Result<CensusWorker, SheetError> {
        let line = self.line(node);
        let child = |name: &str| {
            let child = node.children().find(|child| child.tag_name().name() == name);
            child.filter(|child| child.text().is_some_and(|text| !text.trim().is_empty()))
        };
        let Some(kind) = child("AgencyWorker") else {
            let what = "the worker has no `AgencyWorker`; expected 1 for an agency worker or 0".to_owned();
            return Err(SheetError::new(format!("{}, line {line}", self.file), what));
        };
        let is_agency = match self.code(kind)? {
            0 => false,
            1 => true,
            _ => return Err(self.wrong(kind, "1 for an agency worker or 0")),
        };
        let date = |name: &str| child(name).map(|node| self.date(node)).transpose().map(Option::flatten);
        let code = |name: &str| child(name).map(|node| self.code(node)).transpose();
        let figure = |name: &str, most: f64| child(name).map(|node| self.figure(node, most)).transpose();
        let (start, leaving) = (date("RoleStartDate")?, date("RoleEndDate")?);
        let (status, role) = (code("CFKSSstatus")?, code("OrgRole")?);
        let (hours, hours_at_census) = (figure("FTE", 100.0)?, figure("FTE30", 100.0)?);
        let cases = figure("Cases30", 1_000.0)?.unwrap_or(0.0);
        let usable = |fte: &f64| *fte > 0.0 && *fte <= MOST_FTE;
        let fte = hours_at_census.filter(usable).or(hours.filter(usable));
        let person = match start {
            None => Err(UnplacedReason::NoStart),
            Some(start) if start.year() < 1950 => Err(UnplacedReason::EarlyStart),
            Some(start) if leaving.is_some_and(|leaving| leaving < start) => Err(UnplacedReason::LeftBeforeStart),
            Some(_) if fte.is_none() && leaving.is_none() => Err(if hours_at_census.or(hours).is_some() {
                UnplacedReason::FteOutOfRange
            } else {
                UnplacedReason::NoFte
            }),
            Some(start) => Ok(ListedPerson {
                line,
                start,
                leaving,
                fte,
                is_newly_qualified: status == Some(ASYE),
                team: 0,
                is_agency,
                holds_cases: Some(role == Some(CASE_HOLDER) || cases > 0.0),
            }),
        };
        Ok(CensusWorker { person, line, cases })
    }

    fn date(&self, node: Node<'_, '_>) -> Result<Option<Date>, SheetError> {
        let text = node.text().unwrap_or_default().trim();
        if text.is_empty() {
            return Ok(None);
        }
        // Some systems add a time.
        let day = text.split('T').next().unwrap_or_default();
        day.parse().map(Some).map_err(|_| self.wrong(node, "a date such as 2024-09-30"))
    }

    fn code(&self, node: Node<'_, '_>) -> Result<u32, SheetError> {
        let code = node.text().unwrap_or_default().trim().parse().ok().filter(|code| *code < 100);
        code.ok_or_else(|| self.wrong(node, "a code of one or two digits"))
    }

    fn figure(&self, node: Node<'_, '_>, most: f64) -> Result<f64, SheetError> {
        let figure: Option<f64> = node.text().unwrap_or_default().trim().parse().ok();
        let figure = figure.filter(|figure| (0.0..=most).contains(figure));
        figure.ok_or_else(|| self.wrong(node, &format!("a number from 0 to {most}")))
    }

    /// The error that an element says something else than it should.
    fn wrong(&self, node: Node<'_, '_>, expected: &str) -> SheetError {
        let line = node.document().text_pos_at(node.range().start).row;
        let (name, found) = (node.tag_name().name(), shown(node.text().unwrap_or_default().trim()));
        SheetError::new(format!("{}, line {line}", self.file), format!("`{name}` is `{found}`; expected {expected}"))
    }

    /// The line of an element that is not before the last one asked for.
    fn line(&mut self, node: Node<'_, '_>) -> u64 {
        let start = node.range().start;
        let between = self.text.get(self.counted.0..start).unwrap_or_default();
        self.counted = (start, self.counted.1 + between.bytes().filter(|byte| *byte == b'\n').count() as u64);
        self.counted.1
    }
}

/// Share of the permanent FTE in post that holds cases.
fn share_of_case_holders(staff: &StaffList, month: Month) -> f64 {
    let holders = staff.in_post(month, false).filter(|person| person.holds_cases == Some(true));
    staff.fte(holders, month) / staff.permanent_fte(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(workers: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<Message>\n<Header><CollectionDetails><Collection>CSWW</Collection>\
             <ReferenceDate>2022-09-30</ReferenceDate></CollectionDetails><Source><LEA>301</LEA></Source></Header>\n\
             <LALevelVacancies><NumberOfVacancies>4.5</NumberOfVacancies><NoAgencyFTE>2.6</NoAgencyFTE>\
             <NoAgencyHeadcount>3</NoAgencyHeadcount></LALevelVacancies>\n{workers}</Message>\n"
        )
    }

    fn worker(fields: &[(&str, &str)]) -> String {
        let element = |(name, text): &(&str, &str)| format!("<{name}>{text}</{name}>");
        let fields = fields.iter().map(element).collect::<Vec<_>>().join("\n") + "\n";
        format!(
            "<CSWWWorker>\n<SWENo>XX9988776655</SWENo>\n<PersonBirthDate>1971-12-13</PersonBirthDate>\n{fields}</CSWWWorker>\n"
        )
    }

    fn people() -> String {
        [
            worker(&[
                ("AgencyWorker", "0"),
                ("RoleStartDate", "2022-03-01"),
                ("FTE30", "1"),
                ("CFKSSstatus", "1"),
                ("Cases30", "10"),
            ]),
            worker(&[
                ("AgencyWorker", "0"),
                ("RoleStartDate", "2015-03-01"),
                ("FTE30", "0.5"),
                ("OrgRole", "5"),
                ("Cases30", "8"),
            ]),
            worker(&[("AgencyWorker", "0"), ("RoleStartDate", "2001-03-01"), ("FTE30", "0.8"), ("OrgRole", "1")]),
            worker(&[
                ("AgencyWorker", "0"),
                ("RoleStartDate", "2019-03-01"),
                ("FTE", "0"),
                ("RoleEndDate", "2022-01-31"),
            ]),
            worker(&[("AgencyWorker", "1"), ("RoleStartDate", "2022-05-01"), ("FTE30", "1"), ("Cases30", "20")]),
            worker(&[("AgencyWorker", "0"), ("FTE30", "1")]),
        ]
        .concat()
    }

    fn error(text: &str) -> String {
        WorkforceCensus::read("c.xml", text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn posts_agency_cases_and_people_are_those_of_the_return() {
        let census = WorkforceCensus::read("c.xml", message(&people()).as_bytes()).unwrap();
        let opening = census.opening().unwrap();
        assert_eq!(opening.month(), Month::new(2022, 10));
        let counts = opening.counts();
        assert_eq!((counts.rows, counts.permanent, counts.agency, counts.left, counts.unplaced), (6, 3, 1, 1, 1));
        let text = opening.scenario("A council", 36);
        for expected in [
            "establishment = { value = 6.8, source = \"c.xml: 2.3 FTE in post and 4.5 vacancies\"",
            "workers = 3\n",
            "cases = 38 ",
            "stage = \"asye\", heads = 1, months_in_service = 7",
            // 1.5 of 2.3 FTE.
            "case_holders = { value = 0.652,",
        ] {
            assert!(text.contains(expected), "{expected}\n{text}");
        }
        for secret in ["XX9988776655", "1971"] {
            assert!(!text.contains(secret) && !format!("{census:?}").contains(secret));
        }
        // One of four left in the year, which the return covers.
        let leavers: f64 =
            opening.rates().iter().filter(|rate| rate.name.starts_with("Leavers")).map(|rate| rate.rate.events).sum();
        assert_eq!(leavers, 1.0);
        let blanks: String = text
            .split("{ blank = ")
            .enumerate()
            .map(|(place, part)| match part.split_once("\" }") {
                Some((_, rest)) if place > 0 => format!("10{rest}"),
                _ => part.to_owned(),
            })
            .collect();
        crate::scenario::Scenario::parse(&blanks).unwrap_or_else(|errors| panic!("{errors}\n{blanks}"));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let wrong = |name: &str, text: &str| error(&message(&worker(&[("AgencyWorker", "0"), (name, text)])));
        assert_eq!(
            wrong("RoleStartDate", "01/04/2020"),
            "c.xml, line 9: `RoleStartDate` is `01/04/2020`; expected a date such as 2024-09-30"
        );
        assert!(wrong("FTE30", "z").starts_with("c.xml, line 9: `FTE30` is `z`; expected a number"));
        assert!(wrong("Cases30", "-1").contains("expected a number from 0"));
        assert!(wrong("CFKSSstatus", "yes").contains("expected a code"));
        let kind = error(&message(&worker(&[("AgencyWorker", "2")])));
        assert!(kind.starts_with("c.xml, line 8: `AgencyWorker` is `2`; expected 1"), "{kind}");
        assert!(
            error(&message(&worker(&[("FTE30", "1")]))).starts_with("c.xml, line 5: the worker has no `AgencyWorker`")
        );
        assert!(error(&message("").replace("NumberOfVacancies", "Vacancies")).contains("no `NumberOfVacancies`"));
        assert!(error(&message("").replace("CSWW<", "CIN<")).contains("the collection is `CIN`"));
        assert!(error(&message("").replace(">3<", ">1<")).contains("1 agency workers of 2.6 FTE"));
    }

    #[test]
    fn bombs_and_cut_files_are_refused() {
        let bomb =
            "<!DOCTYPE m [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\n<Message>&b;</Message>";
        assert!(error(bomb).contains("defines a document type"));
        let deep = format!("{}{}", "<a>".repeat(300_000), "</a>".repeat(300_000));
        assert!(error(&deep).contains("the collection is ``"));
        let text = message(&people());
        for cut in (1..text.len() - 1).step_by(13) {
            let _ = error(&text[..cut]);
        }
        assert!(error("PK\u{3}\u{4}").contains("not XML"));
    }
}
