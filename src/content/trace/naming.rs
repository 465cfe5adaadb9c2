//! Names of cohorts and people, and their time in service.

use super::ordinals::listed;
use crate::content::words;
use crate::ids::{StageOfRoute, TeamId};
use crate::model::{Origin, People};
use crate::plan::Plan;
use crate::scenario::{Arrival, RouteStage, Scenario};
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
            Origin::Intake(intake) => self.scenario().intakes[intake].address.clone(),
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

    /// Which people of a cohort, by their numbers from 1 (none for all of a group together), and their time in service:
    /// `NQSWs, April (first and third offers), started Apr 2016, 14 months in service`.
    pub(super) fn which(self, people: People, numbers: &[u32]) -> String {
        let offers = if numbers.len() == 1 { "offer" } else { "offers" };
        let who = match self.arrival(people, numbers) {
            None if !numbers.is_empty() => format!("{} ({} {offers})", self.cohort(people), listed(numbers)),
            None => self.cohort(people).to_owned(),
            Some(arrival) => format!("{}, {arrival}", self.cohort(people)),
        };
        let since = self.since(people, numbers).map(|since| format!(", {since}")).unwrap_or_default();
        let what = if self.stage(people).employed { "service" } else { "training" };
        format!("{who}{since}, {} in {what}", time(self.months_in_service(people)))
    }

    /// Which of those who arrived in a month: `second to start in Dec 2015`; `None` for groups and dated intakes.
    fn arrival(self, people: People, numbers: &[u32]) -> Option<String> {
        let verb = match people.origin {
            _ if numbers.is_empty() => return None,
            Origin::Intake(intake) if self.is_dated(intake) => return None,
            Origin::Opening(_) | Origin::Intake(_) => "start",
            Origin::Agency if self.began_as_trainees(people) => "become a trainee",
            Origin::Agency => "become permanent",
        };
        Some(format!("{} to {verb} in {}", listed(numbers), self.arrived(people)))
    }

    /// When the time in service began: `started Apr 2016`; `None` if [`Self::arrival`] includes it.
    fn since(self, people: People, numbers: &[u32]) -> Option<String> {
        let month = self.started(people);
        let (employed, qualified) = (self.stage(people).employed, self.began_as_trainees(people));
        match people.origin {
            _ if employed && qualified => Some(format!("qualified {month}")),
            _ if self.arrival(people, numbers).is_some() => None,
            Origin::Opening(_) if employed => Some("in post at the start".to_owned()),
            Origin::Agency if employed => Some(format!("permanent since {month}")),
            _ => Some(format!("started {month}")),
        }
    }

    /// The month in which people arrived: for those who qualified here, the first of their training.
    fn arrived(self, people: People) -> Month {
        let training = self.scenario().routes[people.route].stages.iter().take_while(|stage| !stage.employed);
        let months: u32 = training.filter_map(|stage| stage.months).sum();
        let since_qualifying = if self.stage(people).employed { months as i32 } else { 0 };
        self.plan.calendar().month(people.service_from - since_qualifying)
    }

    fn is_dated(self, intake: usize) -> bool {
        matches!(self.scenario().intakes[intake].arrival, Arrival::Dated { .. })
    }

    /// Whether people began as trainees.
    fn began_as_trainees(self, people: People) -> bool {
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
