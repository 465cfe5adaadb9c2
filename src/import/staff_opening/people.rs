//! People by time in service.

use super::{OpeningRoute, TITLE_IS_OLD};
use crate::import::assumptions::ASYE_MONTHS;

/// Months in service at which a group of people begins: bounds of the leaving bands, and finer.
const BOUNDS: [u32; 12] = [0, 6, 12, 24, 36, 48, 60, 84, 120, 180, 240, 360];

/// People of one route who are reported as one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StaffBin {
    pub route: OpeningRoute,
    /// Whether they are in the assessed and supported year.
    pub is_asye: bool,
    /// The least months in service; in the assessed year, the months exactly.
    pub from: u32,
}

impl StaffBin {
    /// The group of somebody.
    pub(super) fn of(route: OpeningRoute, months: u32) -> Self {
        if route == OpeningRoute::NewlyQualified && months < TITLE_IS_OLD {
            return Self { route, is_asye: true, from: months };
        }
        let from = BOUNDS.iter().rev().find(|&&bound| bound <= months).copied().unwrap_or(0);
        Self { route, is_asye: false, from }
    }

    /// Last part of the id of the group.
    pub(super) fn suffix(self) -> String {
        let kind = match (self.route, self.is_asye) {
            (OpeningRoute::SocialWorker, _) => "",
            (OpeningRoute::NewlyQualified, true) => "asye_",
            (OpeningRoute::NewlyQualified, false) => "qualified_",
        };
        format!("{kind}{}m", self.from)
    }

    /// The months in the assessed year of its people: those who have served it are taken to finish it in the first month.
    pub(super) fn months_in_stage(self) -> Option<u32> {
        self.is_asye.then(|| self.from.min(ASYE_MONTHS - 1))
    }
}
