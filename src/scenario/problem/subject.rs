//! What warnings are about, and the words for each.

/// What happens at a date of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatedItem {
    Intake,
    Move,
    Award,
    Change,
}

impl DatedItem {
    /// Its word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Move => "move",
            Self::Award => "pay award",
            Self::Change => "change",
        }
    }

    /// What a file says in place of one that lies before the run.
    pub(super) fn in_its_place(self) -> &'static str {
        match self {
            Self::Intake => "who is in post at the start stands in `[staff]`",
            Self::Move => "who is where at the start stands in `[staff]`",
            Self::Award => "`pay` is that of the start, so the award is in it",
            Self::Change => "inputs are those of the start, so it is in them",
        }
    }
}

/// What a scenario may have and not use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    Route,
    Team,
    Stage,
    Move,
}

impl Item {
    /// Its word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Team => "team",
            Self::Stage => "stage",
            Self::Move => "move",
        }
    }

    /// Why nothing uses it.
    pub(super) fn why_unused(self) -> &'static str {
        match self {
            Self::Route => "no staff, no intake and no conversion from agency come by it",
            Self::Team => "it has no posts, no staff, no agency workers, no cases and no intake",
            Self::Stage => "no case opens in it, and none comes to it from outside, from demand or from another stage",
            Self::Move => "nobody of its route is ever in the team that they are to leave",
        }
    }

    /// What would use it.
    pub(super) fn what_would_use_it(self) -> &'static str {
        match self {
            Self::Route => "name it in `[staff]`, `[intake]` or `agency.conversion_route`, or remove it",
            Self::Team => "give it `establishment` or staff, or remove it",
            Self::Stage => "lead cases to it with `next`, `escalate` or `from_outside`, or remove it",
            Self::Move => "check `route` and `from_team`, or remove it",
        }
    }
}
