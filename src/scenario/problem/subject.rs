//! The subjects of warnings, and their wording.

/// An item of a scenario that has dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatedItem {
    Intake,
    Move,
    Award,
    Change,
}

impl DatedItem {
    /// The word used for it in messages.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Move => "move",
            Self::Award => "award",
            Self::Change => "change",
        }
    }

    /// The hint for an item that is entirely before the run: where to state its result instead.
    pub(super) fn in_its_place(self) -> &'static str {
        match self {
            Self::Intake => "`[staff]` states who is in post at the start",
            Self::Move => "`[staff]` states who is in which team at the start",
            Self::Award => "pay and prices are those at the start, so they already include the award",
            Self::Change => "inputs are the values at the start, so they already include the change",
        }
    }
}

/// An item of a scenario that may be unused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    Route,
    Team,
    Stage,
    Move,
}

impl Item {
    /// The word used for it in messages.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Team => "team",
            Self::Stage => "stage",
            Self::Move => "move",
        }
    }

    /// Why it is unused.
    pub(super) fn why_unused(self) -> &'static str {
        match self {
            Self::Route => "no staff, intakes or conversions from agency use it",
            Self::Team => "it has no posts, staff, agency workers, cases or intakes",
            Self::Stage => "it has no opening cases, and none arrive from outside, from demand or from another stage",
            Self::Move => "nobody on its route is ever in the team that they would leave",
        }
    }

    /// How to use it.
    pub(super) fn what_would_use_it(self) -> &'static str {
        match self {
            Self::Route => "refer to it in `[staff]`, `[intake]` or `agency.conversion_route`, or remove it",
            Self::Team => "give it `establishment` or staff, or remove it",
            Self::Stage => "send cases to it with `next`, `escalate` or `from_outside`, or remove it",
            Self::Move => "check `route` and `from_team`, or remove it",
        }
    }
}
