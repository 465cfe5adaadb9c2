//! The lists of the workbook and their columns. Of each list only these are read.

use crate::import::sheet::SheetColumn;

/// A list of the workbook.
#[derive(Debug)]
pub(super) struct ListForm {
    /// Its number.
    pub number: u32,
    /// What a row is.
    pub row: &'static str,
    /// What its rows are.
    pub rows: &'static str,
    /// Whether its rows begin and end; otherwise each is an event on one day.
    pub has_ends: bool,
    pub columns: &'static [SheetColumn],
}

impl ListForm {
    /// So many of its rows: `1 child in need`.
    pub fn counted(&self, number: usize) -> String {
        format!("{number} {}", if number == 1 { self.row } else { self.rows })
    }
}

const fn dated(
    key: &'static str,
    meaning: &'static str,
    is_needed: bool,
    spellings: &'static [&'static str],
) -> SheetColumn {
    SheetColumn { key, meaning, is_needed, spellings, choices: &[] }
}

const TEAM: SheetColumn = dated("team", "the team", false, &["allocated team", "team", "allocated team name"]);

/// The lists that are read. Early help (2), care leavers (9), adoption (10) and adopters (11) are in no scenario.
pub(super) const LISTS: &[ListForm] = &[
    ListForm {
        number: 1,
        row: "contact",
        rows: "contacts",
        has_ends: false,
        columns: &[dated(
            "start",
            "the date of the contact",
            true,
            &["date of contact", "contact date", "date contact received"],
        )],
    },
    ListForm {
        number: 3,
        row: "referral",
        rows: "referrals",
        has_ends: false,
        columns: &[
            dated(
                "start",
                "the date of the referral",
                true,
                &["date of referral", "referral date", "date referral received"],
            ),
            dated(
                "closed",
                "whether no further action was taken",
                false,
                &["referral nfa", "nfa", "no further action"],
            ),
            TEAM,
        ],
    },
    ListForm {
        number: 4,
        row: "assessment",
        rows: "assessments",
        has_ends: true,
        columns: &[
            dated(
                "start",
                "the date on which the assessment began",
                true,
                &["continuous assessment start date", "assessment start date", "date of assessment start"],
            ),
            dated(
                "end",
                "the date on which it was authorised",
                true,
                &[
                    "continuous assessment date of authorisation",
                    "continuous assessment authorisation date",
                    "assessment authorisation date",
                    "assessment completion date",
                    "assessment end date",
                ],
            ),
            TEAM,
        ],
    },
    ListForm {
        number: 5,
        row: "section 47 enquiry",
        rows: "section 47 enquiries",
        has_ends: false,
        columns: &[
            dated(
                "start",
                "the date on which the enquiry began",
                true,
                &[
                    "strategy discussion initiating section 47 enquiry start date",
                    "section 47 enquiry start date",
                    "section 47 start date",
                    "s47 start date",
                    "strategy discussion date",
                ],
            ),
            dated(
                "plan",
                "whether the conference led to a plan",
                false,
                &["did the initial child protection conference result in a child protection plan"],
            ),
            TEAM,
        ],
    },
    ListForm {
        number: 6,
        row: "child in need",
        rows: "children in need",
        has_ends: true,
        columns: &[
            dated(
                "start",
                "the date on which the child became a child in need",
                true,
                &["cin start date", "start date"],
            ),
            dated(
                "end",
                "the date on which the case was closed",
                true,
                &["cin closure date", "closure date", "cin end date"],
            ),
            dated("status", "the status of the case", false, &["case status", "status"]),
            TEAM,
        ],
    },
    ListForm {
        number: 7,
        row: "child protection plan",
        rows: "child protection plans",
        has_ends: true,
        columns: &[
            dated(
                "start",
                "the date on which the plan began",
                true,
                &["child protection plan start date", "cp plan start date", "plan start date"],
            ),
            dated(
                "end",
                "the date on which the plan ended",
                true,
                &["child protection plan end date", "cp plan end date", "plan end date"],
            ),
            dated(
                "previous",
                "how many plans the child had before",
                false,
                &["number of previous child protection plans", "previous child protection plans"],
            ),
            TEAM,
        ],
    },
    ListForm {
        number: 8,
        row: "child looked after",
        rows: "children looked after",
        has_ends: true,
        columns: &[
            dated(
                "start",
                "the date on which the child began to be looked after",
                true,
                &["date started to be looked after", "date became looked after", "looked after start date"],
            ),
            dated(
                "end",
                "the date on which the child ceased to be looked after",
                true,
                &["date ceased to be looked after", "looked after end date", "date ended being looked after"],
            ),
            TEAM,
        ],
    },
];

/// What the status of a child in need says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CaseStatus {
    /// On a plan as a child in need.
    Plan,
    /// In another list: looked after, on a protection plan, or in an assessment.
    OtherList,
    /// Closed, or no case of a social worker: early help, care leaver.
    NoCase,
    /// Nothing that is known.
    Unknown,
}

impl CaseStatus {
    /// The status by the words of Ofsted's list, with or without their letter: `c) Child in need plan`.
    pub fn of(text: &str) -> Self {
        let text = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&["closed", "leaver", "early help"]) {
            Self::NoCase
        } else if has(&["looked after", "protection", "assessment"]) {
            Self::OtherList
        } else if has(&["in need", "cin"]) {
            Self::Plan
        } else {
            Self::Unknown
        }
    }
}

/// Whether a text says yes, with or without a letter before it: `a) Yes`.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    let last = lower.split(|one: char| !one.is_alphanumeric()).rfind(|word| !word.is_empty())?;
    match last {
        "yes" | "y" | "true" | "1" => Some(true),
        "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}
