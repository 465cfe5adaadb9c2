//! The figures of a scenario that authorities publish as well.

use super::range::PublishedRange;

/// A figure that can be compared with published ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Leavers a year over permanent staff, all bands of time in service together.
    Turnover,
    /// Starters a year over permanent staff.
    Starters,
    /// Agency FTE over agency and permanent FTE.
    AgencyRate,
    /// Funded posts over permanent FTE, all teams together.
    Posts,
    /// FTE per person, all permanent staff together.
    FtePerHead,
    /// Open cases per FTE that holds cases.
    Caseload,
    /// Working time lost to sickness.
    Sickness,
    /// Referrals a year per FTE, permanent and agency.
    Referrals,
    /// Referrals within 12 months of an earlier one.
    ReReferrals,
    /// Referrals closed without further action.
    NoFurtherAction,
    /// Child protection plans that are a second or later one.
    RepeatPlans,
    /// Mean months on a child protection plan.
    MonthsOnAPlan,
    /// Mean months of a child in need episode.
    MonthsInNeed,
    /// Mean months in service, all permanent staff together.
    MonthsInService,
    /// Pay of a permanent worker with on-costs, £ a year.
    Pay,
    /// Agency charge, £ an hour.
    ChargePerHour,
    /// Award, a year.
    Award,
    /// Hours a week.
    HoursPerWeek,
    /// Weeks a year that are charged.
    PaidWeeks,
}

/// The figure that is shown beside a key in an editor, at an address with `ID` for ids.
const KEYS: [(&str, Figure); 17] = [
    ("leaving.annual_rate", Figure::Turnover),
    ("team.ID.establishment", Figure::Posts),
    ("team.ID.agency.workers", Figure::AgencyRate),
    ("team.ID.caseload.reference", Figure::Caseload),
    ("route.ID.fte_per_head", Figure::FtePerHead),
    ("route.ID.stage.ID.pay", Figure::Pay),
    ("staff.ID.months_in_service", Figure::MonthsInService),
    ("intake.ID.per_month", Figure::Starters),
    ("absence.sickness", Figure::Sickness),
    ("agency.charge_per_hour", Figure::ChargePerHour),
    ("team.ID.agency.charge_per_hour", Figure::ChargePerHour),
    ("agency.comparator", Figure::Pay),
    ("agency.hours_per_week", Figure::HoursPerWeek),
    ("agency.paid_weeks", Figure::PaidWeeks),
    ("award.ID.rate", Figure::Award),
    ("demand.contacts.per_month", Figure::Referrals),
    ("demand.re_referral", Figure::ReReferrals),
];

/// What a figure is measured in, which decides how it is written and which slips are likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// A share of a whole.
    Share,
    /// A rate a year per person.
    YearlyRate,
    /// Events a year per FTE, of which the file gives the number a month.
    MonthlyNumber,
    /// Months.
    Months,
    /// £ a year.
    YearlyPrice,
    /// £ an hour.
    HourlyPrice,
    /// A plain number.
    Number,
}

impl Figure {
    /// All figures.
    pub(crate) const ALL: [Self; 19] = [
        Self::Turnover,
        Self::Starters,
        Self::AgencyRate,
        Self::Posts,
        Self::FtePerHead,
        Self::Caseload,
        Self::Sickness,
        Self::Referrals,
        Self::ReReferrals,
        Self::NoFurtherAction,
        Self::RepeatPlans,
        Self::MonthsOnAPlan,
        Self::MonthsInNeed,
        Self::MonthsInService,
        Self::Pay,
        Self::ChargePerHour,
        Self::Award,
        Self::HoursPerWeek,
        Self::PaidWeeks,
    ];

    /// Its id in the tables, its name in a sentence and its scale.
    const fn row(self) -> (&'static str, &'static str, Scale) {
        match self {
            Self::Turnover => ("turnover", "turnover of all permanent staff", Scale::YearlyRate),
            Self::Starters => ("starters", "starters a year per permanent worker", Scale::YearlyRate),
            Self::AgencyRate => ("agency_rate", "the agency rate at the start", Scale::Share),
            Self::Posts => ("posts_per_permanent_fte", "funded posts per permanent FTE", Scale::Number),
            Self::FtePerHead => ("fte_per_head", "FTE per permanent worker", Scale::Number),
            Self::Caseload => ("caseload", "cases per FTE", Scale::Number),
            Self::Sickness => ("sickness", "working time lost to sickness", Scale::Share),
            Self::Referrals => ("referrals_per_fte", "referrals a year per FTE of staff", Scale::MonthlyNumber),
            Self::ReReferrals => ("re_referrals", "re-referrals", Scale::Share),
            Self::NoFurtherAction => ("no_further_action", "referrals without further action", Scale::Share),
            Self::RepeatPlans => ("repeat_plans", "second or later plans", Scale::Share),
            Self::MonthsOnAPlan => ("months_on_a_plan", "the mean time on a child protection plan", Scale::Months),
            Self::MonthsInNeed => ("months_in_need", "the mean time as a child in need", Scale::Months),
            Self::MonthsInService => {
                ("months_in_service", "the mean time in service of all permanent staff", Scale::Months)
            }
            Self::Pay => ("pay", "pay with on-costs", Scale::YearlyPrice),
            Self::ChargePerHour => ("charge_per_hour", "the agency charge", Scale::HourlyPrice),
            Self::Award => ("award", "the award", Scale::Share),
            Self::HoursPerWeek => ("hours_per_week", "hours a week", Scale::Number),
            Self::PaidWeeks => ("paid_weeks", "weeks charged a year", Scale::Number),
        }
    }

    /// Its id in the tables.
    pub(crate) fn id(self) -> &'static str {
        self.row().0
    }

    /// Its name in a sentence.
    pub(crate) fn name(self) -> &'static str {
        self.row().1
    }

    pub(crate) fn scale(self) -> Scale {
        self.row().2
    }

    /// The figure that is shown beside a key in an editor.
    pub(crate) fn of_key(pattern: &str) -> Option<Self> {
        KEYS.iter().find(|(key, _)| *key == pattern).map(|(_, figure)| *figure)
    }

    /// The figure that a measure of results is, if authorities publish it.
    pub(crate) fn of_measure(measure: &str) -> Option<Self> {
        match measure {
            "agency_rate" => Some(Self::AgencyRate),
            "turnover" => Some(Self::Turnover),
            "caseload" => Some(Self::Caseload),
            _ => None,
        }
    }

    /// Whether it is worked out from several inputs of the service together, so that its value is not that of an input.
    pub(crate) fn is_derived(self) -> bool {
        matches!(
            self,
            Self::Turnover
                | Self::Starters
                | Self::AgencyRate
                | Self::Posts
                | Self::FtePerHead
                | Self::Referrals
                | Self::MonthsInService
                | Self::MonthsOnAPlan
                | Self::MonthsInNeed
        )
    }

    /// Whether it is worked out from the permanent staff at the start.
    pub(crate) fn is_of_staff(self) -> bool {
        self.needs_a_service() || matches!(self, Self::Turnover | Self::FtePerHead)
    }

    /// Whether a low value says nothing, because a scenario need not hold all of what the figure counts.
    pub(crate) fn may_be_low(self) -> bool {
        matches!(self, Self::Starters | Self::AgencyRate | Self::NoFurtherAction | Self::Award)
    }

    /// Whether it says nothing of a single team, which need not hold all posts, cohorts, referrals and lengths of service.
    pub(crate) fn needs_a_service(self) -> bool {
        matches!(self, Self::Starters | Self::AgencyRate | Self::Posts | Self::Referrals | Self::MonthsInService)
    }

    /// How many times the extremes a value may be before it is taken for a mistake even if no other unit explains it: time in
    /// service is published only for England and one region, so what single authorities have is wider.
    pub(crate) fn furthest(self) -> f64 {
        if self == Self::MonthsInService { 4.0 } else { 2.0 }
    }

    /// What authorities show.
    pub(crate) fn published(self) -> Option<&'static PublishedRange> {
        PublishedRange::of(self.id())
    }

    /// A value in its unit.
    pub(crate) fn shown(self, value: f64) -> String {
        self.scale().shown(value)
    }

    /// The 10th to the 90th percentile of authorities: `8.7% to 23.7%`; `None` if only single figures were found.
    pub(crate) fn usual_words(self) -> Option<String> {
        let range = self.published().filter(|range| range.percentiles.is_some())?;
        let (low, high) = range.usual();
        Some(format!("{} to {}", self.shown(low), self.shown(high)))
    }

    /// What authorities show, the 10th to the 90th percentile: `8 in 10 English authorities: 8.7% to 23.7% (2017-2025)`, or the
    /// figures that were found. A figure that several inputs make is named.
    pub(crate) fn published_words(self) -> Option<String> {
        let range = self.published()?;
        let (low, high) = range.usual();
        let (low, high, years) = (self.shown(low), self.shown(high), &range.years);
        let name = if self.is_derived() { format!(", {}", self.name()) } else { String::new() };
        Some(match range.percentiles {
            Some(_) => format!("8 in 10 English authorities{name}: {low} to {high} ({years})"),
            None if low == high => format!("Published{name}: {low} ({years})"),
            None => format!("Published{name}: {low} to {high} ({years})"),
        })
    }
}

impl Scale {
    /// A value in its unit.
    fn shown(self, value: f64) -> String {
        let number = |decimals: i32| {
            let scale = libm::pow(10.0, f64::from(decimals));
            crate::scenario::plain((value * scale).round() / scale)
        };
        match self {
            Self::Share | Self::YearlyRate => format!("{}%", crate::scenario::plain((value * 1000.0).round() / 10.0)),
            Self::Months => format!("{} months", number(1)),
            Self::YearlyPrice => format!("£{}", number(0)),
            Self::HourlyPrice => format!("£{}", number(2)),
            Self::MonthlyNumber => number(1),
            Self::Number => number(if value < 10.0 { 2 } else { 1 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_shows_a_range_is_a_key_of_the_format() {
        let declared = crate::scenario::declarations();
        for (key, figure) in KEYS {
            assert!(declared.iter().any(|declaration| declaration.address == key), "{key}");
            assert_eq!(Figure::of_key(key), Some(figure));
        }
    }
}
