//! What is asked.

use crate::content::imported::COUNCIL;
use crate::content::words::whole;
use crate::import::own_service::{ASSUMED_CHARGE, usual_months_open, yearly_charge};
use crate::import::staff_list::PooledRates;
use crate::scenario::plain;
use crate::scenario::plausibility::Figure;

/// What an entry may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Answer {
    Text,
    Month,
    /// A number between two.
    Number(f64, f64),
    /// A whole number up to one.
    Whole(f64),
    /// A percentage.
    Share,
}

/// A question.
pub(super) struct Question {
    pub key: &'static str,
    pub label: &'static str,
    pub unit: &'static str,
    pub help: &'static str,
    /// What English authorities show; `None` if nothing is published.
    pub published: fn() -> Option<String>,
    pub answer: Answer,
    /// What becomes of it if nothing is entered; empty if something must be.
    pub if_empty: fn(&PooledRates) -> String,
}

impl Question {
    pub(super) fn is_text(&self) -> bool {
        self.answer == Answer::Text
    }
}

/// The most FTE, people or cases of a field: more is a mistake.
const MOST: f64 = 5_000.0;

fn percent(share: f64) -> String {
    format!("{}%", plain((share * 1000.0).round() / 10.0))
}

/// What agencies charge, for a year.
fn yearly_charges() -> Option<String> {
    let range = Figure::ChargePerHour.published()?;
    let (low, high) = range.usual();
    let [low_year, high_year] = [low, high].map(|charge| whole(yearly_charge(charge).round() as u64));
    Some(format!(
        "Published: £{} to £{} an hour, £{low_year} to £{high_year} a year ({})",
        plain(low),
        plain(high),
        range.years
    ))
}

fn required(_: &PooledRates) -> String {
    String::new()
}

/// What is asked of each team.
pub(super) const TEAM: [Question; 5] = [
    Question {
        key: "name",
        label: "Name",
        unit: "",
        help: "",
        published: || None,
        answer: Answer::Text,
        if_empty: |_| "Empty: its number.".to_owned(),
    },
    Question {
        key: "posts",
        label: "Funded posts",
        unit: "FTE",
        help: "Filled or not.",
        published: || Figure::Posts.published_words(),
        answer: Answer::Number(0.0, MOST),
        if_empty: required,
    },
    Question {
        key: "permanent",
        label: "Permanent in post",
        unit: "FTE",
        help: "",
        published: || None,
        answer: Answer::Number(0.0, MOST),
        if_empty: required,
    },
    Question {
        key: "agency",
        label: "Agency in post",
        unit: "FTE",
        help: "",
        published: || Figure::AgencyRate.published_words(),
        answer: Answer::Number(0.0, MOST),
        if_empty: |england| format!("Empty: {} of vacancies, England {}.", percent(england.cover), england.year),
    },
    Question {
        key: "cases",
        label: "Open cases",
        unit: "cases",
        help: "",
        published: || {
            Some(format!(
                "8 in 10 English authorities, {}: {}",
                Figure::Caseload.name(),
                Figure::Caseload.usual_words()?
            ))
        },
        answer: Answer::Whole(100_000.0),
        if_empty: |_| "Empty: the team holds none.".to_owned(),
    },
];

/// The parts of the form without the teams: title, help and what is asked.
pub(super) const PARTS: [(&str, &str, &[Question]); 5] = [
    (
        "The service",
        "",
        &[
            Question {
                key: "name",
                label: "Name of the service",
                unit: "",
                help: "As reports call it.",
                published: || None,
                answer: Answer::Text,
                if_empty: |_| format!("Empty: {COUNCIL}."),
            },
            Question {
                key: "start",
                label: "First month",
                unit: "",
                help: "Staff and cases below are those at its beginning.",
                published: || None,
                answer: Answer::Month,
                if_empty: required,
            },
        ],
    ),
    (
        "Staff who leave and start",
        "",
        &[
            Question {
                key: "leaving",
                label: "Permanent staff who leave in a year",
                unit: "%",
                help: "As a share of those in post: 17% are 17 of 100.",
                published: || Figure::Turnover.published_words(),
                answer: Answer::Share,
                if_empty: |england| format!("Empty: {}, England {}.", percent(england.leavers), england.year),
            },
            Question {
                key: "newly_qualified",
                label: "Newly qualified (NQSWs) who start each September",
                unit: "people",
                help: "Those who start, not those who are offered a post.",
                published: || None,
                answer: Answer::Whole(1_000.0),
                if_empty: |_| "Empty: the scenario asks for it before it can be run.".to_owned(),
            },
            Question {
                key: "experienced",
                label: "Experienced social workers who start in a year",
                unit: "people",
                help: "All permanent starters but NQSWs.",
                published: || Figure::Starters.published_words(),
                answer: Answer::Number(0.0, 1_000.0),
                if_empty: |england| {
                    format!(
                        "Empty: {} of permanent staff less NQSWs, England {}.",
                        percent(england.starters),
                        england.year
                    )
                },
            },
        ],
    ),
    (
        "What staff cost",
        "",
        &[
            Question {
                key: "permanent_cost",
                label: "A permanent social worker",
                unit: "£ a year",
                help: "Per FTE, with on-costs; the average over all.",
                published: || Figure::Pay.published_words(),
                answer: Answer::Number(1_000.0, 1_000_000.0),
                if_empty: |_| "Empty: £66,600, another council's (St Helens 2025).".to_owned(),
            },
            Question {
                key: "agency_cost",
                label: "An agency social worker",
                unit: "£ a year",
                help: "Per FTE, with the agency's fee. An hour costs this over 37 hours and 46 weeks.",
                published: yearly_charges,
                answer: Answer::Number(1_000.0, 1_000_000.0),
                if_empty: |_| {
                    format!(
                        "Empty: £{}, another council's (St Helens 2025).",
                        whole(yearly_charge(ASSUMED_CHARGE).round() as u64)
                    )
                },
            },
        ],
    ),
    (
        "Children",
        "",
        &[Question {
            key: "referrals",
            label: "Referrals accepted in a month",
            unit: "a month",
            help: "Those that become a case. Open cases over these is how long a case stays open.",
            published: || Figure::Referrals.published_words(),
            answer: Answer::Number(0.1, 100_000.0),
            if_empty: |_| {
                usual_months_open().map_or_else(String::new, |months| {
                    format!(
                        "Empty: as many as keep the open cases at {} months each, England's middle.",
                        plain((months * 10.0).round() / 10.0)
                    )
                })
            },
        }],
    ),
    (
        "Your question",
        "How likely is it that the agency rate will be low enough? “Simulate” answers it.",
        &[
            Question {
                key: "at_most",
                label: "Agency rate of at most",
                unit: "%",
                help: "Agency FTE as a share of agency and permanent FTE in post.",
                published: || Figure::AgencyRate.published_words(),
                answer: Answer::Share,
                if_empty: |_| "Empty: no question.".to_owned(),
            },
            Question {
                key: "by",
                label: "At the end of",
                unit: "",
                help: "A month such as March 2028.",
                published: || None,
                answer: Answer::Month,
                if_empty: |_| "Empty: no question.".to_owned(),
            },
        ],
    ),
];
