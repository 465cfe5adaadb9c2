//! Monthly counts: filled in by the model and read by the measures.
//!
//! Every count has a named place in a flat array, so that what a measure reads is data: a place, or a place over a place.
//! A row holds one number per count, or one for each of several replications. Money is in whole pence, of which sums are
//! exact.

use std::ops::{Index, IndexMut};

use crate::lanes::Lanes;

/// A row of counts, and the names of its places.
macro_rules! counts {
    ($(#[$doc:meta])* $row:ident of $count:ident { $($(#[$place_doc:meta])* $place:ident,)* }) => {
        $(#[$doc])*
        pub type $row<T = f64> = [T; $count::NUMBER];

        #[doc = concat!("A count of a [`", stringify!($row), "`]: its place in the row.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $count { $($(#[$place_doc])* $place,)* }

        impl $count {
            /// Number of counts in a row.
            pub const NUMBER: usize = [$(Self::$place),*].len();
        }

        impl<T> Index<$count> for $row<T> {
            type Output = T;

            fn index(&self, count: $count) -> &T {
                &self[count as usize]
            }
        }

        impl<T> IndexMut<$count> for $row<T> {
            fn index_mut(&mut self, count: $count) -> &mut T {
                &mut self[count as usize]
            }
        }
    };
}

counts! {
    /// One team in one month, or the sum of several. Stocks are at the month's end.
    TeamMonth of TeamCount {
        /// Funded posts, FTE.
        Establishment,
        /// Funded posts without those that followed staff, FTE.
        FundedPosts,
        /// Permanent staff in post, FTE, excluding trainees.
        PermanentFte,
        /// Permanent staff in post, people.
        PermanentHeads,
        /// Trainees not yet employed, people.
        Trainees,
        /// Agency staff in post, including those under notice, FTE.
        AgencyFte,
        /// Agency staff in post, people.
        AgencyWorkers,
        /// Posts to cover with agency staff, including standing posts, FTE.
        PostsToCover,
        /// Vacant posts, FTE: establishment less permanent staff, never below zero in any team.
        Vacancies,
        /// Permanent staff who started, people: arrivals, conversions and trainees who qualified, but not moves between
        /// teams.
        Joiners,
        /// Permanent staff who left, people, excluding moves between teams.
        Leavers,
        /// Permanent staff who left in the last 12 months, FTE; `NaN` until 12 months are known.
        Leavers12MonthsFte,
        /// Agency workers who started.
        AgencyStarters,
        /// Agency workers who left: ended assignments, expired notices, conversions to permanent.
        AgencyLeavers,
        /// Outstanding orders for agency workers.
        AgencyOrders,
        /// Open cases.
        OpenCases,
        /// Open cases without a worker.
        Unallocated,
        /// Case-equivalents of decisions taken in the month.
        DecisionLoad,
        /// Case-equivalents of contacts screened in the month.
        ScreeningLoad,
        /// Case holders in post, permanent and agency, FTE.
        CaseHolderFte,
        /// Permanent managers of case holders in post, FTE.
        ManagerFte,
        /// Full caseloads that the staff present can carry, FTE.
        FullLoadFte,
        /// Capacity: full caseloads that the staff present can carry in a team that holds cases, FTE present in others.
        Capacity,
        /// Cases that changed worker because somebody left.
        Handovers,
        /// Cost, pence.
        Cost,
        /// Agency cost less what permanent staff in the same posts would cost, pence.
        AgencyPremium,
        /// What the council is charged for a month of one agency FTE, pence; `NaN` without a charge.
        AgencyPrice,
        /// What a permanent FTE that is present costs in the month, pence; `NaN` without a comparator or if nobody is present.
        PermanentPrice,
        /// Full-load FTE that the new cases of the month need over their whole path; `NaN` at the opening.
        WorkArriving,
        /// Staff in post, permanent and agency, FTE.
        StaffFte,
        /// Staff in post, permanent and agency, people.
        StaffHeads,
        /// Posts that are vacant or filled by permanent staff, FTE.
        VacantAndFilledPosts,
        /// Allocated cases and decisions, case-equivalents.
        AllocatedLoad,
        /// Allocated cases, decisions and screening, case-equivalents.
        TotalLoad,
        /// Cases of other teams that the team's staff hold, less its own cases that staff of other teams hold.
        NetBorrowed,
        /// Spent in the financial year so far beyond the profile of the team's budget, pence; `NaN` without a budget.
        Overspend,
        /// What its funded posts would cost if all were filled, pence.
        EstablishmentBudget,
        /// That less permanent pay, pence.
        VacancyUnderspend,
        /// Permanent pay without on-costs, pence; zero if the scenario gives no on-costs.
        GrossPay,
        /// Employer's national insurance in permanent pay, pence.
        NationalInsurance,
        /// Employer's pension contributions in permanent pay, pence.
        PensionContributions,
        /// Apprenticeship levy in permanent pay, pence.
        ApprenticeshipLevy,
    }
}

counts! {
    /// A route, over the whole service.
    RouteMonth of RouteCount {
        /// People in post, FTE, excluding trainees.
        PermanentFte,
        /// People who started.
        Joiners,
        /// People who left.
        Leavers,
    }
}

counts! {
    /// A case stage. Flows are for the month, stocks at its end.
    StageMonth of StageCount {
        /// Open cases.
        Cases,
        /// Open cases without a worker.
        Unallocated,
        /// Cases that entered.
        Entries,
        /// Cases that finished.
        Completed,
        /// Completed cases in stages with a time limit.
        Judged,
        /// Of [`Judged`](Self::Judged), those completed in time.
        InTime,
        /// Cases escalated to another stage while open.
        Escalated,
        /// Of [`Entries`](Self::Entries), repeats.
        Repeats,
        /// Cases closed early.
        ClosedEarly,
        /// Of [`Entries`](Self::Entries), cases new to the service: by referral, or from outside.
        NewCases,
    }
}

/// The case stages of one role together.
pub type RoleMonth<T = f64> = StageMonth<T>;

counts! {
    /// Counts for the service as a whole.
    ServiceMonth of ServiceCount {
        /// Contacts received.
        Contacts,
        /// Contacts that became referrals.
        Referrals,
        /// Of [`Referrals`](Self::Referrals), re-referrals.
        ReReferrals,
        /// Cost at the prices of the base year, pence.
        CostReal,
        /// Real cost discounted to the first financial year, pence.
        CostDiscounted,
        /// Children turned away: referrals not taken, and cases closed early.
        TurnedAway,
        /// Of [`Referrals`](Self::Referrals), children who had been turned away in the last 12 months.
        CameBack,
        /// Spent in the financial year so far beyond the profile of the service's budget, pence; `NaN` without a budget.
        Overspend,
    }
}

counts! {
    /// A change that a measure triggers.
    ResponseMonth of ResponseCount {
        /// Whether it is in force: 1 or 0.
        InForce,
        /// Whether it began this month: 1 or 0.
        Starts,
        /// Its costs, as stated in the change, pence.
        Cost,
    }
}

/// Adds the counts of a row to a total.
pub(crate) fn add<const N: usize>(total: &mut [Lanes<N>], row: &[Lanes<N>]) {
    for (total, count) in total.iter_mut().zip(row) {
        *total += count;
    }
}
