//! Roles of case stages in the sector's statistics.

/// The role of a case stage in the sector's statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StageRole {
    /// An assessment of a child's needs.
    Assessment,
    /// A strategy discussion, in which police, health and social work decide whether to make an enquiry.
    StrategyDiscussion,
    /// An enquiry under section 47 of the Children Act 1989.
    Section47,
    /// A child in need plan (section 17).
    ChildInNeed,
    /// A child protection plan.
    ChildProtectionPlan,
    /// A child looked after by the authority.
    LookedAfter,
}

impl StageRole {
    /// Every role, in the order of the pathway.
    pub const ALL: [Self; 6] = [
        Self::Assessment,
        Self::StrategyDiscussion,
        Self::Section47,
        Self::ChildInNeed,
        Self::ChildProtectionPlan,
        Self::LookedAfter,
    ];

    /// Identifier in scenarios (`counts_as`).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Assessment => "assessment",
            Self::StrategyDiscussion => "strategy_discussion",
            Self::Section47 => "section_47",
            Self::ChildInNeed => "child_in_need",
            Self::ChildProtectionPlan => "child_protection_plan",
            Self::LookedAfter => "looked_after",
        }
    }
}
