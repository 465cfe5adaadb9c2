//! A row of the ledger file.

use std::borrow::Cow;

use crate::content::cell::Cell;
use crate::units::{Month, Unit};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $one:ident = $id:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $name { $($(#[$of])* $one,)* }

        impl $name {
            /// Id in files.
            pub(super) fn id(self) -> &'static str {
                match self { $(Self::$one => $id,)* }
            }

            /// All variants, in order.
            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$one,)*];
        }
    };
}

named! {
    /// The stock that an entry changes.
    Stock {
        /// Permanent staff of a team.
        Permanent = "permanent",
        /// Trainees of a team.
        Trainees = "trainees",
        /// Agency workers of a team in post.
        Agency = "agency",
        /// Outstanding orders of a team for agency workers.
        Orders = "orders",
        /// Open cases of a stage.
        Cases = "cases",
        /// Money spent in the month.
        Cost = "cost",
    }
}

named! {
    /// The kind of an entry.
    Kind {
        /// Balance at the end of the previous month.
        Opening = "opening",
        /// Balance at the end of the month.
        Closing = "closing",
        /// How far a yearly effect moves its inputs.
        YearlyEffect = "yearly_effect",
        /// A dated change takes effect.
        ChangeBegins = "change_begins",
        /// A dated change ended with the previous month.
        ChangeEnded = "change_ended",
        /// A pay award takes effect.
        PayAward = "pay_award",
        /// A price rises by an award.
        PriceRise = "price_rise",
        /// Offers for a dated intake.
        Offered = "offered",
        /// People started by an intake.
        Started = "started",
        /// Agency workers became permanent.
        Converted = "converted",
        /// Trainees became permanent staff.
        Qualified = "qualified",
        /// People progressed to the next stage of their route.
        Passed = "passed",
        /// People failed at the end of a stage.
        Failed = "failed",
        /// People left.
        Left = "left",
        /// People moved to another team.
        Moved = "moved",
        /// Agency workers were ordered.
        Ordered = "ordered",
        /// Orders were cancelled.
        Cancelled = "cancelled",
        /// Orders were filled.
        Filled = "filled",
        /// Notice was given.
        NoticeGiven = "notice_given",
        /// Notice was withdrawn.
        NoticeWithdrawn = "notice_withdrawn",
        /// Assignments ended without notice from the service.
        AssignmentEnded = "assignment_ended",
        /// Agency workers left at the end of their notice.
        NoticeRanOut = "notice_ran_out",
        /// Agency workers left immediately, without notice.
        Released = "released",
        /// A response was decided on.
        ResponseDecided = "response_decided",
        /// A response began.
        ResponseBegan = "response_began",
        /// A response ended.
        ResponseEnded = "response_ended",
        /// Contacts received.
        Contacts = "contacts",
        /// Contacts that became referrals.
        Referrals = "referrals",
        /// Children turned away.
        TurnedAway = "turned_away",
        /// Referrals that went no further.
        NoFurtherAction = "no_further_action",
        /// Cases entered a stage.
        Entered = "entered",
        /// Cases finished a stage.
        Finished = "finished",
        /// Cases were escalated out of a stage.
        Escalated = "escalated",
        /// Cases of a stage were closed early.
        ClosedEarly = "closed_early",
        /// Open cases of a team without a worker.
        Unallocated = "unallocated",
        /// The caseload of a team.
        Caseload = "caseload",
        /// The agency rate of the service.
        AgencyRate = "agency_rate",
        /// A line of a team's cost, or of changes.
        Spent = "spent",
        /// Total cost of the month, over all lines and teams.
        Total = "total",
    }
}

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry<'a> {
    /// Stock that it changes, or whose opening or closing balance it gives; `None` if it changes no stock.
    pub stock: Option<Stock>,
    pub kind: Kind,
    /// Id of the team, or `service`.
    pub team: &'a str,
    pub route: &'a str,
    pub cohort: Cow<'a, str>,
    /// Number of the person in their arrival, from 1; `None` for several people.
    pub person: Option<u32>,
    /// Stage of the route, case stage or cost line.
    pub of: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub amount: f64,
    pub unit: Unit,
    /// Month in which the people's service began.
    pub started: Option<Month>,
    pub months_in_service: Option<u32>,
    pub text: Cow<'a, str>,
}

/// The columns of `trace.csv`, in order.
pub(super) const HEADER: [&str; 15] = [
    "month",
    "stock",
    "kind",
    "team",
    "route",
    "cohort",
    "person",
    "of",
    "from",
    "to",
    "amount",
    "unit",
    "started",
    "months_in_service",
    "text",
];

impl<'a> Entry<'a> {
    /// An entry for the whole service that changes no stock; callers set further fields as needed.
    pub(super) fn new(kind: Kind, amount: f64, unit: Unit, text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            stock: None,
            kind,
            team: "service",
            route: "",
            cohort: "".into(),
            person: None,
            of: "",
            from: "",
            to: "",
            amount,
            unit,
            started: None,
            months_in_service: None,
            text: text.into(),
        }
    }

    /// The cells of the row, in the order of [`HEADER`].
    pub(super) fn cells(self, month: Month) -> Vec<Cell<'a>> {
        let id = |id: Cow<'a, str>| if id.is_empty() { Cell::Missing } else { Cell::Text(id) };
        vec![
            Cell::Month(month),
            self.stock.map(Stock::id).into(),
            self.kind.id().into(),
            id(self.team.into()),
            id(self.route.into()),
            id(self.cohort),
            self.person.map(|person| person as usize).into(),
            id(self.of.into()),
            id(self.from.into()),
            id(self.to.into()),
            Cell::level(self.amount, self.unit),
            self.unit.id().into(),
            self.started.map_or(Cell::Missing, Cell::Month),
            self.months_in_service.map(|months| months as usize).into(),
            Cell::Text(self.text),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::{HEADER, Kind, Stock};

    #[test]
    fn the_documentation_lists_every_kind_stock_and_column() {
        let document = include_str!("../../../docs/trace.md");
        let kinds = Kind::ALL.iter().map(|kind| kind.id());
        for name in kinds.chain(Stock::ALL.iter().map(|stock| stock.id())).chain(HEADER) {
            assert!(document.contains(&format!("`{name}`")), "docs/trace.md lacks `{name}`");
        }
    }
}
