//! What can happen in a month: to people, to agency staff, to cases.

/// Where the people of a cohort came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A group of opening staff, by index.
    Opening(usize),
    /// An intake, by index.
    Intake(usize),
    /// Agency staff who became permanent.
    Agency,
}

/// People of one cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct People {
    /// Index of their team.
    pub team: usize,
    /// Index of their route.
    pub route: usize,
    /// Index of their stage in the route.
    pub stage: usize,
    /// Where they came from.
    pub origin: Origin,
    /// Month in which their service began, counted from the first of the run; of trainees, their training.
    pub service_from: i32,
    /// How many.
    pub heads: u32,
}

/// What happened to agency workers of a team, or to orders for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgencyStep {
    /// Orders were placed.
    Ordered,
    /// Orders were cancelled.
    Cancelled,
    /// Orders were filled: workers started.
    Started,
    /// Notice was given to workers, who stay until it has run out.
    NoticeGiven,
    /// Notice was withdrawn.
    NoticeWithdrawn,
    /// Assignments ended of themselves: workers left.
    AssignmentEnded,
    /// Workers left whose notice had run out.
    NoticeRanOut,
    /// Workers left at once, where there is no notice period.
    Released,
    /// Workers became permanent staff.
    Converted,
}

/// Where cases came from that went along a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CasesFrom {
    /// Referrals of the month.
    Referrals,
    /// From outside, such as children who move into the area.
    Outside,
    /// They finished a case stage, by index.
    Finished(usize),
    /// They were escalated out of a case stage, by index.
    Escalated(usize),
}

/// Something that happened in a month. Things are named by index, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Offers were made for a dated intake, and so many of them taken up.
    Offered {
        /// Index of the intake.
        intake: usize,
        /// Offers.
        offers: u32,
        /// Those taken up.
        taken_up: u32,
    },
    /// People started by an intake.
    Started(People),
    /// Agency workers became permanent staff, or trainees of a route.
    Converted(People),
    /// People passed on from a stage, which is the one told here, to the next of their route.
    Passed(People),
    /// People failed at the end of a stage, and left.
    Failed(People),
    /// People left in the course of a stage.
    Left(People),
    /// Permanent staff moved from their team to another.
    Moved {
        /// Who, in the team that they left.
        people: People,
        /// Index of the team that they joined.
        to: usize,
    },
    /// Something happened to agency workers.
    Agency {
        /// Index of the team.
        team: usize,
        /// What.
        step: AgencyStep,
        /// How many workers, or orders.
        workers: u32,
    },
    /// Surge posts were given to a team or withdrawn from it.
    Surge {
        /// Index of the team.
        team: usize,
        /// Whether it has them now.
        given: bool,
    },
    /// Cases went along a branch.
    Cases {
        /// Where from.
        from: CasesFrom,
        /// Index of the case stage that they entered; `None` where they were closed.
        to: Option<usize>,
        /// How many.
        cases: u32,
    },
}
