//! The columns of a staff list, and words in them.

use crate::import::sheet::SheetColumn;

/// What a staff list has to say of each person, and may say.
pub const COLUMNS: &[SheetColumn] = &[
    SheetColumn {
        key: "start",
        meaning: "the date on which the person started",
        is_needed: true,
        spellings: &[
            "start date",
            "date started",
            "continuous service date",
            "continuous service start date",
            "continuous service",
            "date of start",
            "start",
            "started",
            "startdate",
            "date joined",
            "joining date",
            "date of joining",
            "hire date",
            "date of hire",
            "date hired",
            "commencement date",
            "date commenced",
            "role start date",
            "contract start date",
            "employment start date",
            "assignment start date",
            "service start date",
        ],
        choices: &[],
    },
    SheetColumn {
        key: "leaving",
        meaning: "the date on which the person left",
        is_needed: false,
        spellings: &[
            "leaving date",
            "leave date",
            "leaver date",
            "date left",
            "date of leaving",
            "left",
            "end date",
            "date ended",
            "enddate",
            "termination date",
            "role end date",
            "contract end date",
            "employment end date",
            "assignment end date",
            "last day",
            "last working day",
        ],
        choices: &[],
    },
    SheetColumn {
        key: "fte",
        meaning: "hours as a share of full time",
        is_needed: true,
        spellings: &[
            "fte",
            "full time equivalent",
            "fte value",
            "contracted fte",
            "contract fte",
            "wte",
            "whole time equivalent",
            "fte hours",
        ],
        choices: &[],
    },
    SheetColumn {
        key: "role",
        meaning: "the job, which says who is newly qualified",
        is_needed: false,
        spellings: &[
            "role",
            "job title",
            "job",
            "job role",
            "job name",
            "post title",
            "position title",
            "position",
            "role title",
        ],
        choices: &[],
    },
    SheetColumn {
        key: "team",
        meaning: "the team",
        is_needed: false,
        spellings: &[
            "team",
            "service",
            "allocated team",
            "department",
            "service area",
            "social work team",
            "work team",
        ],
        choices: &[],
    },
    SheetColumn {
        key: "agency",
        meaning: "whether the person is an agency worker",
        is_needed: false,
        spellings: &[
            "agency",
            "agency worker",
            "agency staff",
            "is agency",
            "agency y n",
            "agency yes no",
            "agency permanent",
            "permanent agency",
            "agency or permanent",
            "permanent or agency",
            "contract type",
            "contract",
            "type of contract",
            "employment type",
            "employment status",
            "worker type",
            "employee type",
            "staff type",
        ],
        choices: &[("yes", AGENCY), ("no", PERMANENT)],
    },
];

const AGENCY: &[&str] = &[
    "yes",
    "y",
    "true",
    "1",
    "agency",
    "agency worker",
    "agency staff",
    "agency social worker",
    "locum",
    "contractor",
    "temp agency",
    "agency temp",
];

const PERMANENT: &[&str] = &[
    "no",
    "n",
    "false",
    "0",
    "permanent",
    "perm",
    "fixed term",
    "fixed term contract",
    "ftc",
    "employee",
    "employed",
    "council",
    "substantive",
    "secondment",
    "secondee",
    "full time",
    "part time",
];

/// Whether a job title is that of a newly qualified social worker in the assessed and supported year, and not of somebody who
/// assesses or leads them.
pub(super) fn is_newly_qualified(role: &str) -> bool {
    const SAYS_SO: [&str; 4] = ["nqsw", "asye", "newly qualified", "assessed and supported year"];
    const OTHERS: [&str; 8] =
        ["assessor", "coordinator", "co-ordinator", "lead", "manager", "mentor", "supervisor", "educator"];
    let role = role.to_lowercase();
    SAYS_SO.iter().any(|word| role.contains(word)) && !OTHERS.iter().any(|word| role.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_is_of_two_columns_and_no_word_of_two_choices() {
        let spellings: Vec<&str> = COLUMNS.iter().flat_map(|column| column.spellings).copied().collect();
        let words: Vec<&str> = AGENCY.iter().chain(PERMANENT).copied().collect();
        for list in [spellings, words] {
            let mut once = list.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), list.len());
        }
    }

    #[test]
    fn those_who_assess_the_newly_qualified_are_not_newly_qualified() {
        for role in ["NQSW", "Social Worker (ASYE)", "Newly Qualified Social Worker"] {
            assert!(is_newly_qualified(role), "{role}");
        }
        for role in ["Social Worker", "ASYE Assessor", "NQSW Programme Lead", "ASYE Co-ordinator"] {
            assert!(!is_newly_qualified(role), "{role}");
        }
    }
}
