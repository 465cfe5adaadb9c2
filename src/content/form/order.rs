//! Which inputs come first in the form, and in which order: that in which a planner thinks of a service.

/// A group of fields: what it is about, and the addresses of its inputs in their order, with `ID` for ids.
pub(super) struct FieldOrder {
    pub title: &'static str,
    /// What a planner needs to know before filling it in.
    pub help: &'static str,
    pub addresses: &'static [&'static str],
}

/// The inputs that matter to nearly every plan.
pub(super) const FIRST: &[FieldOrder] = &[
    FieldOrder {
        title: "The question",
        help: "What is to be decided, and by what a plan is judged.",
        addresses: &[
            "name",
            "decision",
            "author",
            "start",
            "months",
            "target.ID.measure",
            "target.ID.team",
            "target.ID.by",
            "target.ID.at_most",
            "target.ID.at_least",
        ],
    },
    FieldOrder {
        title: "Posts and caseloads",
        help: "The posts that are paid for, and how many cases a full-time worker can hold.",
        addresses: &["team.ID.establishment", "team.ID.caseload.reference", "team.ID.caseload.maximum"],
    },
    FieldOrder {
        title: "Who is here now",
        help: "People in post at the end of the month before the first, by group.",
        addresses: &["staff.ID.heads", "team.ID.agency.workers"],
    },
    FieldOrder {
        title: "Who will join",
        help: "An intake is a number of offers for one month; a campaign has starters every month.",
        addresses: &[
            "intake.ID.month",
            "intake.ID.offers",
            "intake.ID.teams.ID",
            "intake.ID.take_up",
            "intake.ID.per_month",
        ],
    },
    FieldOrder {
        title: "Who will leave, and who is away",
        help: "Leavers in a year as a share of those in post: 14% are 14 of 100.",
        addresses: &["leaving.annual_rate.ID", "absence.sickness", "absence.long_absence", "retention.payment"],
    },
    FieldOrder {
        title: "Agency staff",
        help: "How many gaps are covered, and how the market answers.",
        addresses: &["agency.cover", "agency.fill", "agency.churn", "agency.policy_cap", "agency.charge_per_hour"],
    },
    FieldOrder {
        title: "Children and cases",
        help: "What is referred to the service, what is open now, and how long it stays open.",
        addresses: &[
            "demand.contacts.per_month",
            "demand.contacts.conversion",
            "demand.contacts.not_referred",
            "pathway.ID.cases",
            "pathway.ID.months",
        ],
    },
    FieldOrder {
        title: "Pay and budgets",
        help: "Pay is what a full-time worker costs in a year.",
        addresses: &["route.ID.stage.ID.pay", "agency.comparator", "money.inflation", "budget.ID.amount"],
    },
];

/// The titles of all other inputs, by the first key of their address.
pub(super) const OTHERS: &[(&str, &str)] = &[
    ("", "The scenario"),
    ("team", "Teams"),
    ("route", "Routes and their stages"),
    ("staff", "Staff in post"),
    ("intake", "Intakes"),
    ("move", "Moves between teams"),
    ("workforce", "The workforce"),
    ("leaving", "Leaving"),
    ("absence", "Absence"),
    ("retention", "Retention payment"),
    ("on_costs", "On-costs"),
    ("agency", "Agency market"),
    ("demand", "Demand"),
    ("pathway", "Pathway of a case"),
    ("money", "Prices"),
    ("award", "Pay awards"),
    ("budget", "Budgets"),
    ("target", "Targets"),
    ("reported", "Reported figures"),
    ("yearly", "Effects of a year"),
    ("change", "Changes and responses"),
];

/// Whether an address has this pattern, in which `ID` stands for any key.
pub(super) fn fits(pattern: &str, address: &str) -> bool {
    let (mut pattern, mut address) = (pattern.split('.'), address.split('.'));
    loop {
        match (pattern.next(), address.next()) {
            (None, None) => return true,
            (Some(part), Some(key)) if part == "ID" || part == key => {}
            _ => return false,
        }
    }
}
