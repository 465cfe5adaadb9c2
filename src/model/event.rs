//! Events of a month: to people, agency staff and cases.

use crate::ids::{CaseStageId, ResponseId, RouteId, StageOfRoute, TeamId};

/// Where people come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A group of opening staff, by index.
    Opening(usize),
    /// An intake, by index.
    Intake(usize),
    /// Agency staff who became permanent.
    Agency,
}

/// Some people who arrived together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct People {
    /// Index of the team.
    pub team: TeamId,
    /// Index of the route.
    pub route: RouteId,
    /// Index of the stage in the route.
    pub stage: StageOfRoute,
    /// Origin.
    pub origin: Origin,
    /// Month in which their service began (for trainees, their training), counted from the first month of the run.
    pub service_from: i32,
    /// Number of the person in their arrival, from 0, for one person who arrived during the run; `None` for several, and
    /// for staff in post at the opening.
    pub number: Option<u32>,
    /// Number of people.
    pub heads: u32,
}

/// A step affecting agency workers of a team, or orders for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgencyStep {
    /// Orders were placed.
    Ordered,
    /// Orders were cancelled.
    Cancelled,
    /// Orders were filled: workers started.
    Started,
    /// Workers were given notice, and stay until it expires.
    NoticeGiven,
    /// Notice was withdrawn.
    NoticeWithdrawn,
    /// Workers left because their assignments ended.
    AssignmentEnded,
    /// Workers left because their notice expired.
    NoticeRanOut,
    /// Workers left at once because there is no notice period.
    Released,
    /// Workers became permanent staff.
    Converted,
}

/// The origin of cases that followed a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CasesFrom {
    /// The month's referrals.
    Referrals,
    /// From outside, such as children who move into the area.
    Outside,
    /// Completed a case stage, by index.
    Finished(CaseStageId),
    /// Escalated from a case stage, by index.
    Escalated(CaseStageId),
    /// Closed early in a case stage, by index.
    ClosedEarly(CaseStageId),
}

/// A step of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResponseStep {
    /// It was decided on, and is in force some months later.
    Decided,
    /// It is in force from this month on.
    Began,
    /// It is not in force any more.
    Ended,
}

/// An event within a month. Things are identified by index, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Offers were made for a dated intake, and some of them taken up.
    Offered {
        /// Index of the intake.
        intake: usize,
        /// Number of offers.
        offers: u32,
        /// Number taken up.
        taken_up: u32,
    },
    /// People started through an intake.
    Started(People),
    /// Agency workers became permanent staff, or trainees on a route.
    Converted(People),
    /// People passed from the given stage to the next of their route.
    Passed(People),
    /// People failed at the end of a stage and left.
    Failed(People),
    /// People left during a stage.
    Left(People),
    /// Permanent staff moved from their team to another.
    Moved {
        /// The people, with the team they left.
        people: People,
        /// Index of the team they joined.
        to: TeamId,
    },
    /// A step affecting agency workers.
    Agency {
        /// Index of the team.
        team: TeamId,
        /// The step.
        step: AgencyStep,
        /// Number of workers or orders.
        workers: u32,
    },
    /// A response was decided on, began or ended.
    Response {
        /// Index of the response.
        response: ResponseId,
        /// The step.
        step: ResponseStep,
    },
    /// Cases followed a branch.
    Cases {
        /// Origin.
        from: CasesFrom,
        /// Index of the case stage they entered; `None` if they were closed.
        to: Option<CaseStageId>,
        /// Number of cases.
        cases: u32,
    },
}

impl Event {
    /// Adds the event to a month's list. What happens to several people of a group in post at the opening becomes one
    /// event.
    pub(crate) fn add_to(self, events: &mut Vec<Self>) {
        match events.last_mut() {
            Some(last) if let Some(both) = last.with(self) => *last = both,
            _ => events.push(self),
        }
    }

    /// This event and the next as one, if both concern people of one group.
    fn with(self, next: Self) -> Option<Self> {
        let group = |one: People, two: People| {
            let both = People { heads: one.heads + two.heads, ..one };
            (one.number.is_none() && People { heads: one.heads, ..two } == one).then_some(both)
        };
        match (self, next) {
            (Self::Passed(one), Self::Passed(two)) => group(one, two).map(Self::Passed),
            (Self::Failed(one), Self::Failed(two)) => group(one, two).map(Self::Failed),
            (Self::Left(one), Self::Left(two)) => group(one, two).map(Self::Left),
            (Self::Moved { people, to }, Self::Moved { people: two, to: there }) if to == there => {
                group(people, two).map(|people| Self::Moved { people, to })
            }
            _ => None,
        }
    }
}
