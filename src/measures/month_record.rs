//! What is counted in a month: the rows that the model fills and the measures read.

use super::{CostLine, StageRole};

macro_rules! counts {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name { $($(#[$field_doc])* pub $field: f64,)* }

        impl $name {
            /// Adds the counts of `other`: rows add up over teams and stages.
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
        /// Permanent staff in post, FTE; trainees not counted.
        permanent_fte,
        /// Permanent staff in post, people.
        permanent_heads,
        /// Trainees not yet employed, people.
        trainees,
        /// Agency staff in post, under notice too, FTE.
        agency_fte,
        /// Agency staff in post, people.
        agency_workers,
        /// Posts to cover with agency staff, surge posts included, FTE.
        posts_to_cover,
        /// Vacant posts, FTE: establishment less permanent staff, never below zero team by team.
        vacancies,
        /// Permanent staff that started, people: arrivals, conversions and trainees who qualify; moves between teams not.
        joiners,
        /// Permanent staff that left, people; moves between teams not.
        leavers,
        /// Permanent staff that left in the last 12 months, FTE; not a number before they are known.
        leavers_12_months_fte,
        /// Agency workers that started.
        agency_starters,
        /// Agency workers that left: assignments ended, notices that ran out, conversions to permanent.
        agency_leavers,
        /// Orders for agency workers outstanding.
        agency_orders,
        /// Open cases.
        open_cases,
        /// Open cases with no worker.
        unallocated,
        /// Case-equivalents of decisions taken in the month.
        decision_load,
        /// Case-equivalents of contacts screened in the month.
        screening_load,
        /// Case holders in post, permanent and agency, FTE.
        case_holder_fte,
        /// Full caseloads that present staff can carry, FTE.
        full_load_fte,
        /// Cases that changed worker because somebody left.
        handovers,
        /// Cost, pence.
        cost,
        /// Agency cost less what permanent staff in those posts would cost, pence.
        agency_premium,
    }
}

counts! {
    /// A route over the service.
    RouteMonth {
        /// People in post, FTE; trainees not counted.
        permanent_fte,
        /// People who started, heads.
        joiners,
        /// People who left, heads.
        leavers,
    }
}

counts! {
    /// A case stage. Flows are of the month, stocks at its end.
    StageMonth {
        /// Open cases.
        cases,
        /// Cases that entered.
        entries,
        /// Cases that finished.
        completed,
        /// Of those that finished, those of stages that are judged for time.
        judged,
        /// Of those, in time.
        in_time,
        /// Cases that were escalated to another stage while open.
        escalated,
        /// Of those that entered, repeats.
        repeats,
    }
}

/// The case stages of a role together.
pub type RoleMonth = StageMonth;

counts! {
    /// What is counted for the service as a whole.
    ServiceMonth {
        /// Contacts received.
        contacts,
        /// Contacts that became referrals.
        referrals,
        /// Of those, re-referrals.
        re_referrals,
        /// Cost at the prices of the base year, pence.
        cost_real,
        /// Real cost discounted to the first financial year, pence.
        cost_discounted,
    }
}

/// One month of one replication: every count, by team, route, stage and cost line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonthRecord {
    /// By team, in file order.
    pub teams: Vec<TeamMonth>,
    /// The sum over all teams.
    pub service: TeamMonth,
    /// The sum over the teams that ratios count.
    pub scope: TeamMonth,
    /// By route, in file order.
    pub routes: Vec<RouteMonth>,
    /// By case stage, in file order.
    pub stages: Vec<StageMonth>,
    /// By role.
    pub roles: [RoleMonth; StageRole::ALL.len()],
    /// Counts of the service alone.
    pub whole: ServiceMonth,
    /// Pence by cost line over the service.
    pub lines: [i64; CostLine::ALL.len()],
    /// Pence by team and cost line.
    pub team_lines: Vec<[i64; CostLine::ALL.len()]>,
}
