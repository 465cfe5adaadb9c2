//! From what was entered to a service, or to what is wrong with it.

use super::questions::{Answer, PARTS, Question, TEAM};
use super::{Entries, team_key, teams};
use crate::content::form::Entry;
use crate::content::imported::COUNCIL;
use crate::content::words;
use crate::import::own_service::{MOST_MONTHS, OwnService, OwnTeam};
use crate::scenario::{Kind, plain};
use crate::units::Month;

/// The cases of a full-time worker beyond which an entry is a mistake.
const CASELOADS: (f64, f64) = (0.2, 500.0);

/// The months for which a case may stay open.
const MONTHS_OPEN: (f64, f64) = (1.0, 600.0);

/// What was entered, as it is read: errors stand at their fields.
struct Reader<'e> {
    entries: &'e Entries,
    errors: Vec<(String, String)>,
}

/// The service that was entered.
///
/// # Errors
/// The fields whose entries cannot be taken, each with the reason.
pub(crate) fn read(entries: &Entries) -> Result<OwnService, Vec<(String, String)>> {
    let mut reader = Reader { entries, errors: Vec::new() };
    let service = reader.service();
    if reader.errors.is_empty() {
        reader.check(&service);
    }
    if reader.errors.is_empty() { Ok(service) } else { Err(reader.errors) }
}

impl Reader<'_> {
    fn service(&mut self) -> OwnService {
        let start = self.month("start");
        if start.is_none() {
            self.missing("start", "the first month");
        }
        let teams = (1..=teams(self.entries)).map(|number| self.team(number)).collect();
        let question = match (self.number("at_most"), self.month("by")) {
            (Some(rate), Some(by)) => Some((rate, by)),
            (rate, by) => {
                match (rate, by) {
                    (Some(_), None) => self.missing("by", "the month of the question"),
                    (None, Some(_)) => self.missing("at_most", "the agency rate of the question"),
                    _ => {}
                }
                None
            }
        };
        OwnService {
            name: self.text("name").unwrap_or(COUNCIL).to_owned(),
            start: start.unwrap_or(Month::new(2000, 1)),
            teams,
            leaving: self.number("leaving"),
            newly_qualified: self.number("newly_qualified"),
            experienced: self.number("experienced"),
            permanent_cost: self.number("permanent_cost"),
            agency_cost: self.number("agency_cost"),
            referrals: self.number("referrals"),
            question,
        }
    }

    fn team(&mut self, number: usize) -> OwnTeam {
        let key = |of: &str| team_key(number, of);
        let [posts, permanent] =
            [("posts", "the funded posts"), ("permanent", "the permanent staff in post; 0 if none")].map(
                |(of, what)| {
                    let found = self.number(&key(of));
                    if found.is_none() {
                        self.missing(&key(of), what);
                    }
                    found
                },
            );
        OwnTeam {
            name: self.text(&key("name")).map_or_else(|| format!("Team {number}"), str::to_owned),
            posts: posts.unwrap_or(0.0),
            permanent: permanent.unwrap_or(0.0),
            agency: self.number(&key("agency")),
            cases: self.number(&key("cases")),
        }
    }

    /// What can only be judged of the whole service.
    fn check(&mut self, service: &OwnService) {
        for (place, team) in service.teams.iter().enumerate() {
            let number = place + 1;
            let is_same = |other: &OwnTeam| other.name.to_lowercase() == team.name.to_lowercase();
            if service.teams[..place].iter().any(is_same) {
                self.wrong(&team_key(number, "name"), "Another team has this name.".to_owned());
            }
            let (cases, staff) = (team.cases.unwrap_or(0.0), service.staff_of(team));
            let is_usual = (CASELOADS.0..=CASELOADS.1).contains(&(cases / staff));
            if cases > 0.0 && !is_usual {
                let staff = plain((10.0 * staff).round() / 10.0);
                self.wrong(
                    &team_key(number, "cases"),
                    format!("{} cases for {staff} FTE in post: check both.", plain(cases)),
                );
            }
        }
        if service.teams.iter().all(|team| team.posts <= 0.0) {
            self.wrong(&team_key(1, "posts"), "Enter the funded posts of one team at least.".to_owned());
        }
        if service.teams.iter().all(|team| team.permanent <= 0.0) {
            self.wrong(&team_key(1, "permanent"), "Enter the permanent staff of one team at least.".to_owned());
        }
        match service.months_open() {
            None if service.referrals.is_some() => {
                let words = "Enter the open cases of one team at least too, or leave this empty.";
                self.wrong("referrals", words.to_owned());
            }
            Some(months) if !(MONTHS_OPEN.0..=MONTHS_OPEN.1).contains(&months) => {
                let months = plain((10.0 * months).round() / 10.0);
                let words = format!("With the open cases, a case would stay open for {months} months: check both.");
                self.wrong("referrals", words);
            }
            _ => {}
        }
        if let Some((_, by)) = service.question {
            let last = service.start.plus(MOST_MONTHS as i32 - 1);
            if by < service.start || by > last {
                self.wrong("by", format!("It must be from {} to {}.", words::month(service.start), words::month(last)));
            }
        }
    }

    fn wrong(&mut self, key: &str, words: String) {
        if !self.errors.iter().any(|(of, _)| of == key) {
            self.errors.push((key.to_owned(), words));
        }
    }

    fn missing(&mut self, key: &str, what: &str) {
        self.wrong(key, format!("Enter {what}."));
    }

    /// What was entered; `None` if nothing.
    fn text(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(|entry| entry.trim()).filter(|entry| !entry.is_empty())
    }

    fn month(&mut self, key: &str) -> Option<Month> {
        let found = Entry::read(self.text(key)?, &Kind::Month);
        match found {
            Ok(Entry::Text(iso)) => Month::parse(&iso),
            Ok(_) => None,
            Err(error) => {
                self.wrong(key, format!("{error}."));
                None
            }
        }
    }

    /// The number in a field, within what it may be.
    fn number(&mut self, key: &str) -> Option<f64> {
        let text = self.text(key)?.to_owned();
        let answer = question(key)?.answer;
        let Ok(Entry::Number(found)) = Entry::read(&text, &Kind::Number(0.0, 0.0)) else {
            let example = if answer == Answer::Share { "a percentage such as 14%" } else { "a number such as 12" };
            self.wrong(key, format!("“{text}” cannot be read here: write {example}."));
            return None;
        };
        match taken(&text, found, answer) {
            Ok(number) => Some(number),
            Err(words) => {
                self.wrong(key, words);
                None
            }
        }
    }
}

/// The question of a field.
fn question(key: &str) -> Option<&'static Question> {
    if let Some(of_team) = key.strip_prefix("team.") {
        let (_, key) = of_team.split_once('.')?;
        return TEAM.iter().find(|one| one.key == key);
    }
    PARTS.iter().flat_map(|(_, _, questions)| questions.iter()).find(|one| one.key == key)
}

/// A number as what it may be. A percentage may stand without its sign: from 1 on it is one.
fn taken(text: &str, found: f64, answer: Answer) -> Result<f64, String> {
    let is_percent = text.contains('%');
    let within = |low: f64, high: f64, number: f64| {
        let words = || format!("It must be from {} to {}.", plain(low), plain(high));
        if (low..=high).contains(&number) { Ok(number) } else { Err(words()) }
    };
    match answer {
        Answer::Share => {
            let share = if is_percent || found < 1.0 { found } else { found / 100.0 };
            if (0.0..1.0).contains(&share) { Ok(share) } else { Err("It must be from 0% to below 100%.".to_owned()) }
        }
        _ if is_percent => Err(format!("“{text}” cannot be read here: write a number without %.")),
        Answer::Number(low, high) => within(low, high, found),
        Answer::Whole(_) if found != found.trunc() => Err("It must be a whole number.".to_owned()),
        Answer::Whole(high) => within(0.0, high, found),
        Answer::Text | Answer::Month => Ok(found),
    }
}
