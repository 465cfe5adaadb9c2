//! Monthly counts: filled in by the model and read by the measures.

use super::{CostLine, StageRole};
use crate::units::Pence;

/// The type of a count: a number, unless another is said.
macro_rules! counted {
    () => {
        f64
    };
    ($type:ty) => {
        $type
    };
}

macro_rules! counts {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident $(: $type:ty)?,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name { $($(#[$field_doc])* pub $field: counted!($($type)?),)* }

        impl $name {
            /// Adds the counts of `other`: rows can be summed over teams and stages.
            pub fn add(&mut self, other: &Self) {
                $(self.$field += other.$field;)*
            }
        }
    };
}

counts! {
    /// One team in one month, or the sum of several. Stocks are at the month's end.
    TeamMonth {
        /// Funded posts, FTE.
        establishment,
        /// Permanent staff in post, FTE, excluding trainees.
        permanent_fte,
        /// Permanent staff in post, people.
        permanent_heads,
        /// Trainees not yet employed, people.
        trainees,
        /// Agency staff in post, including those under notice, FTE.
        agency_fte,
        /// Agency staff in post, people.
        agency_workers,
        /// Posts to cover with agency staff, including surge posts, FTE.
        posts_to_cover,
        /// Vacant posts, FTE: establishment less permanent staff, never below zero in any team.
        vacancies,
        /// Permanent staff who started, people: arrivals, conversions and trainees who qualified, but not moves between
        /// teams.
        joiners,
        /// Permanent staff who left, people, excluding moves between teams.
        leavers,
        /// Permanent staff who left in the last 12 months, FTE; `NaN` until 12 months are known.
        leavers_12_months_fte,
        /// Agency workers who started.
        agency_starters,
        /// Agency workers who left: ended assignments, expired notices, conversions to permanent.
        agency_leavers,
        /// Outstanding orders for agency workers.
        agency_orders,
        /// Open cases.
        open_cases,
        /// Open cases without a worker.
        unallocated,
        /// Case-equivalents of decisions taken in the month.
        decision_load,
        /// Case-equivalents of contacts screened in the month.
        screening_load,
        /// Case holders in post, permanent and agency, FTE.
        case_holder_fte,
        /// Full caseloads that the staff present can carry, FTE.
        full_load_fte,
        /// Cases that changed worker because somebody left.
        handovers,
        /// Cost, pence.
        cost: Pence,
        /// Agency cost less what permanent staff in the same posts would cost, pence.
        agency_premium: Pence,
    }
}

counts! {
    /// A route, over the whole service.
    RouteMonth {
        /// People in post, FTE, excluding trainees.
        permanent_fte,
        /// People who started.
        joiners,
        /// People who left.
        leavers,
    }
}

counts! {
    /// A case stage. Flows are for the month, stocks at its end.
    StageMonth {
        /// Open cases.
        cases,
        /// Cases that entered.
        entries,
        /// Cases that finished.
        completed,
        /// Completed cases in stages with a time limit.
        judged,
        /// Of `judged`, those completed in time.
        in_time,
        /// Cases escalated to another stage while open.
        escalated,
        /// Of `entries`, repeats.
        repeats,
    }
}

/// The case stages of one role together.
pub type RoleMonth = StageMonth;

counts! {
    /// Counts for the service as a whole.
    ServiceMonth {
        /// Contacts received.
        contacts,
        /// Contacts that became referrals.
        referrals,
        /// Of `referrals`, re-referrals.
        re_referrals,
        /// Cost at the prices of the base year, pence.
        cost_real: Pence,
        /// Real cost discounted to the first financial year, pence.
        cost_discounted: Pence,
    }
}

/// One month of one replication: all counts, by team, route, stage and cost line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonthRecord {
    /// By team, in file order.
    pub teams: Vec<TeamMonth>,
    /// The sum over all teams.
    pub service: TeamMonth,
    /// The sum over the teams included in ratios.
    pub scope: TeamMonth,
    /// By route, in file order.
    pub routes: Vec<RouteMonth>,
    /// By case stage, in file order.
    pub stages: Vec<StageMonth>,
    /// By role.
    pub roles: [RoleMonth; StageRole::ALL.len()],
    /// Counts for the service only.
    pub whole: ServiceMonth,
    /// Pence by cost line, over the whole service.
    pub lines: [Pence; CostLine::ALL.len()],
    /// Pence by team and cost line.
    pub team_lines: Vec<[Pence; CostLine::ALL.len()]>,
}
