//! Names of cohorts and their time in service.

use crate::content::words;
use crate::ids::{StageOfRoute, TeamId};
use crate::model::{Origin, People};
use crate::plan::Plan;
use crate::scenario::{RouteStage, Scenario};
use crate::units::Month;

/// Name lookup for sentences about one month of a run.
#[derive(Clone, Copy)]
pub(super) struct Naming<'a> {
    pub plan: &'a Plan,
    /// Index of the month, from the first month of the run.
    pub month: usize,
}

impl<'a> Naming<'a> {
    pub(super) fn scenario(self) -> &'a Scenario {
        self.plan.scenario()
    }

    pub(super) fn team(self, team: TeamId) -> &'a str {
        &self.scenario().teams[team].name
    }

    pub(super) fn team_id(self, team: TeamId) -> &'a str {
        &self.scenario().teams[team].id
    }

    /// The route stage of people.
    pub(super) fn stage(self, people: People) -> &'a RouteStage {
        &self.scenario().routes[people.route].stages[people.stage]
    }

    /// The month in which their service or training began.
    pub(super) fn started(self, people: People) -> Month {
        self.plan.calendar().month(people.service_from)
    }

    pub(super) fn months_in_service(self, people: People) -> u32 {
        (self.month as i32 - people.service_from).max(0).unsigned_abs()
    }

    /// The id of a cohort in files: the address of its origin.
    pub(super) fn cohort_id(self, people: People) -> String {
        match people.origin {
            Origin::Opening(group) => format!("staff.{}", self.scenario().staff[group].id),
            Origin::Intake(intake) => format!("intake.{}", self.scenario().intakes[intake].id),
            Origin::Agency => "agency.conversion".into(),
        }
    }

    /// The name of a cohort: its intake, or the route for opening staff and former agency staff.
    pub(super) fn cohort(self, people: People) -> &'a str {
        match people.origin {
            Origin::Intake(intake) => &self.scenario().intakes[intake].name,
            Origin::Opening(_) | Origin::Agency => &self.scenario().routes[people.route].name,
        }
    }

    /// Start and time in service: `started Apr 2016, 14 months in service`.
    pub(super) fn since(self, people: People) -> String {
        let (month, time) = (self.started(people), time(self.months_in_service(people)));
        if !self.stage(people).employed {
            return format!("started {month}, {time} in training");
        }
        let began = match people.origin {
            _ if self.qualified_here(people) => format!("qualified {month}"),
            Origin::Opening(_) => "in post at the start".to_owned(),
            Origin::Intake(_) => format!("started {month}"),
            Origin::Agency => format!("permanent since {month}"),
        };
        format!("{began}, {time} in service")
    }

    /// Whether people began as trainees.
    fn qualified_here(self, people: People) -> bool {
        let began = match people.origin {
            Origin::Opening(group) => self.scenario().staff[group].stage,
            Origin::Intake(_) | Origin::Agency => StageOfRoute::new(0),
        };
        !self.scenario().routes[people.route].stages[began].employed
    }
}

/// `less than a month`, `14 months`, `8 years`, `2 years 1 month`.
fn time(months: u32) -> String {
    let of = |number: u32, one, several| words::counted(number.into(), one, several);
    match (months / 12, months % 12) {
        (0, 0) => "less than a month".into(),
        (0 | 1, _) => of(months, "month", "months"),
        (years, 0) => of(years, "year", "years"),
        (years, months) => format!("{} {}", of(years, "year", "years"), of(months, "month", "months")),
    }
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn time_in_service_is_months_at_first_and_then_years() {
        let actual = [0, 1, 12, 23, 24, 25, 30, 96].map(time);
        let expected = [
            "less than a month",
            "1 month",
            "12 months",
            "23 months",
            "2 years",
            "2 years 1 month",
            "2 years 6 months",
            "8 years",
        ];
        assert_eq!(actual, expected);
    }
}
