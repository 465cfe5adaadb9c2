//! Which inputs come first in the form, and in which order: that in which a planner thinks of a service.

/// A group of fields.
pub(super) struct FieldOrder {
    pub title: &'static str,
    /// What a planner needs to know before filling it in.
    pub help: &'static str,
    /// The inputs in their order: the pattern of their addresses, with `ID` for ids, and their label; empty where
    /// the group of people is named.
    pub inputs: &'static [(&'static str, &'static str)],
    /// What may be added.
    pub additions: &'static [AdditionOrder],
}

/// An item that may be added to a scenario.
pub(super) struct AdditionOrder {
    pub title: &'static str,
    /// The table of such items.
    pub section: &'static str,
    /// Its keys in their order, and their labels.
    pub inputs: &'static [(&'static str, &'static str)],
}

const TARGET: AdditionOrder = AdditionOrder {
    title: "Add a target",
    section: "target",
    inputs: &[
        ("measure", "Measure"),
        ("team", "Team, if not the service"),
        ("at_most", "At most"),
        ("at_least", "Or at least"),
        ("by", "At the end of"),
    ],
};

const INTAKE: AdditionOrder = AdditionOrder {
    title: "Add an intake",
    section: "intake",
    inputs: &[
        ("name", "Name"),
        ("route", "Route"),
        ("team", "Team"),
        ("month", "Month"),
        ("offers", "Offers"),
        ("take_up", "Offers taken up"),
    ],
};

/// The inputs that matter to nearly every plan.
pub(super) const FIRST: &[FieldOrder] = &[
    FieldOrder {
        title: "The question",
        help: "What is to be decided, and the targets by which a plan is judged.",
        inputs: &[
            ("name", "Name of the scenario"),
            ("decision", "What is to be decided"),
            ("author", "Who answers for the scenario"),
            ("start", "First month"),
            ("months", "Months to simulate"),
            ("target.ID.measure", "Measure"),
            ("target.ID.team", "Team"),
            ("target.ID.at_most", "At most"),
            ("target.ID.at_least", "At least"),
            ("target.ID.by", "At the end of"),
        ],
        additions: &[TARGET],
    },
    FieldOrder {
        title: "Posts and caseloads",
        help: "The posts that are paid for, and how many cases a full-time worker holds.",
        inputs: &[
            ("team.ID.establishment", "Funded posts"),
            ("team.ID.caseload.reference", "Caseload at which work keeps its pace"),
            ("team.ID.caseload.maximum", "Caseload above which cases wait"),
        ],
        additions: &[],
    },
    FieldOrder {
        title: "Who is here now",
        help: "People in post at the end of the month before the first.",
        inputs: &[("staff.ID.heads", ""), ("team.ID.agency.workers", "Agency workers")],
        additions: &[],
    },
    FieldOrder {
        title: "Who will join",
        help: "An intake has a number of offers for one month; a campaign has starters every month.",
        inputs: &[
            ("intake.ID.month", "Month"),
            ("intake.ID.offers", "Offers"),
            ("intake.ID.teams.ID", "Offers"),
            ("intake.ID.take_up", "Offers taken up"),
            ("intake.ID.per_month", "Starters"),
        ],
        additions: &[INTAKE],
    },
    FieldOrder {
        title: "Who will leave, and who is away",
        help: "Leavers in a year as a share of those in post: 14% are 14 of 100.",
        inputs: &[
            ("leaving.annual_rate.ID", "Leavers"),
            ("absence.sickness", "Working time lost to sickness"),
            ("absence.long_absence", "Staff on long absence, such as maternity leave"),
            ("retention.payment", "Retention payment"),
        ],
        additions: &[],
    },
    FieldOrder {
        title: "Agency staff",
        help: "How many gaps are covered with agency staff, and how the market answers.",
        inputs: &[
            ("team.ID.agency.cover", "Gaps covered by agency staff"),
            ("team.ID.agency.standing_posts", "Standing agency posts"),
            ("team.ID.agency.policy_cap", "Cap on agency staff"),
            ("agency.cover", "Gaps covered by agency staff"),
            ("agency.fill", "Orders filled"),
            ("agency.churn", "Agency workers who leave"),
            ("agency.policy_cap", "Cap on agency staff"),
            ("agency.charge_per_hour", "Agency charge"),
        ],
        additions: &[],
    },
    FieldOrder {
        title: "Children and cases",
        help: "What is referred to the service, what is open now, and how long it stays open.",
        inputs: &[
            ("demand.contacts.per_month", "Contacts"),
            ("demand.contacts.conversion", "Contacts that become referrals"),
            ("demand.contacts.not_referred", "Factor on other contacts"),
            ("pathway.ID.cases", "Open cases"),
            ("pathway.ID.months", "Mean time open"),
        ],
        additions: &[],
    },
    FieldOrder {
        title: "Pay and budgets",
        help: "What a full-time worker costs in a year, and what there is to spend.",
        inputs: &[
            ("route.ID.stage.ID.pay", "Pay"),
            ("agency.comparator", "Cost of a permanent worker in place of an agency worker"),
            ("money.inflation", "Inflation"),
            ("budget.ID.amount", "Budget"),
        ],
        additions: &[],
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

/// The label of an input that comes first in the form; `None` for any other, and where the group of people is named.
pub(super) fn label(address: &str) -> Option<&'static str> {
    let all = FIRST.iter().flat_map(|order| order.inputs);
    all.filter(|(pattern, label)| !label.is_empty() && fits(pattern, address)).map(|&(_, label)| label).next()
}

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
