//! The figures of a scenario, each with the inputs that it is worked out from.

use super::figure::Figure;
use super::verdict::Verdict;
use crate::measures::StageRole;
use crate::scenario::section::intake::Arrival;
use crate::scenario::section::leaving::Band;
use crate::scenario::{EditKind, InputId, Inputs, Route, RouteStage, Scenario, StaffGroup, Team};

/// A figure of a scenario that can be compared with published ones.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    /// The figure.
    pub figure: Figure,
    /// Its value, from the means of the inputs.
    pub value: f64,
    /// The addresses of the inputs and settings that it is worked out from; the one that matters most comes first.
    pub addresses: Vec<String>,
}

impl Comparison {
    /// What is implausible about it, if anything.
    pub(crate) fn verdict(&self) -> Option<Verdict> {
        Verdict::on(self.figure, self.value)
    }
}

/// All figures of a scenario that authorities publish too. `inputs` are those of the scenario.
pub(crate) fn comparisons(scenario: &Scenario, inputs: &Inputs) -> Vec<Comparison> {
    let mut service = ServiceFigures { scenario, inputs, found: Vec::new() };
    service.permanent_staff();
    service.posts_and_agency();
    service.starters();
    service.children();
    service.stages_and_caseloads();
    service.prices_hours_and_sickness();
    service.changed();
    service.found
}

/// Permanent FTE of the smallest authorities in the tables.
const SMALLEST: f64 = 20.0;

/// Sums over the service, each part with its address and weight.
#[derive(Default)]
struct Parts(Vec<(f64, String)>);

impl Parts {
    fn add(&mut self, weight: f64, address: String) {
        match self.0.iter_mut().find(|(_, known)| *known == address) {
            Some((sum, _)) => *sum += weight,
            None => self.0.push((weight, address)),
        }
    }

    /// The addresses, those of the greatest weight first.
    fn addresses(mut self) -> Vec<String> {
        self.0.sort_by(|one, other| other.0.total_cmp(&one.0));
        self.0.into_iter().map(|(_, address)| address).collect()
    }
}

struct ServiceFigures<'a> {
    scenario: &'a Scenario,
    inputs: &'a Inputs,
    found: Vec<Comparison>,
}

impl<'a> ServiceFigures<'a> {
    fn mean(&self, id: InputId) -> f64 {
        self.inputs.get(id).mean()
    }

    fn address(&self, id: InputId) -> String {
        self.inputs.get(id).address.clone()
    }

    fn add(&mut self, figure: Figure, value: f64, parts: Parts) {
        let is_small = figure.needs_a_service() && self.permanent_fte() < SMALLEST;
        if value.is_finite() && !parts.0.is_empty() && !is_small {
            self.found.push(Comparison { figure, value, addresses: parts.addresses() });
        }
    }

    /// A figure that is an input by itself.
    fn direct(&mut self, figure: Figure, id: InputId) {
        let input = self.inputs.get(id);
        if input.place.is_some() {
            self.found.push(Comparison { figure, value: input.mean(), addresses: vec![input.address.clone()] });
        }
    }

    /// Permanent staff at the start: the group, its route and its stage.
    fn permanent(&self) -> impl Iterator<Item = (&'a StaffGroup, &'a Route, &'a RouteStage)> + use<'a> {
        let scenario = self.scenario;
        let with_stage = move |group: &'a StaffGroup| {
            let route = scenario.routes.get(group.route.index())?;
            Some((group, route, route.stages.get(group.stage.index())?))
        };
        scenario.staff.iter().filter_map(with_stage).filter(|(_, _, stage)| stage.employed)
    }

    fn permanent_fte(&self) -> f64 {
        let fte: f64 = self.permanent().map(|(group, route, _)| f64::from(group.heads) * route.fte_per_head).sum();
        fte * self.mean(self.scenario.workforce.hours)
    }

    fn agency_fte(&self) -> f64 {
        let workers: u32 = self.scenario.teams.iter().map(|team| team.agency_workers).sum();
        f64::from(workers) * self.scenario.agency.fte_per_worker
    }

    fn permanent_staff(&mut self) {
        let (mut leaving, mut service, mut hours) = (Parts::default(), Parts::default(), Parts::default());
        let (mut heads, mut fte, mut leavers, mut months) = (0.0, 0.0, 0.0, 0.0);
        for (group, route, stage) in self.permanent() {
            let people = f64::from(group.heads);
            let of_group = people * route.fte_per_head;
            heads += people;
            fte += of_group;
            months += people * f64::from(group.months_in_service);
            service.add(people, format!("staff.{}.months_in_service", group.id));
            hours.add(people, format!("route.{}.fte_per_head", route.id));
            let bands = stage.leaving.as_ref().unwrap_or(&self.scenario.leaving.bands);
            if let Some(band) = band_of(bands, group.months_in_service) {
                leavers += of_group * self.mean(band.rate);
                leaving.add(of_group, self.address(band.rate));
            }
        }
        self.add(Figure::Turnover, leavers / fte, leaving);
        self.add(Figure::MonthsInService, months / heads, service);
        self.add(Figure::FtePerHead, fte / heads, hours);
    }

    fn posts_and_agency(&mut self) {
        let (mut posts, mut agency) = (Parts::default(), Parts::default());
        let mut funded = 0.0;
        for team in &self.scenario.teams {
            let of_team = self.mean(team.establishment);
            funded += of_team;
            posts.add(of_team, self.address(team.establishment));
            agency.add(f64::from(team.agency_workers), format!("team.{}.agency.workers", team.id));
        }
        let (permanent, temporary) = (self.permanent_fte(), self.agency_fte());
        self.add(Figure::Posts, funded / permanent, posts);
        self.add(Figure::AgencyRate, temporary / (temporary + permanent), agency);
    }

    /// Starters of the first year, of permanent staff.
    fn starters(&mut self) {
        let mut parts = Parts::default();
        let mut people = 0.0;
        let start = self.scenario.start;
        for intake in &self.scenario.intakes {
            let first = self.scenario.routes.get(intake.route.index()).and_then(|route| route.stages.iter().next());
            if !first.is_some_and(|stage| stage.employed) {
                continue;
            }
            let (number, input) = match &intake.arrival {
                Arrival::Dated { month, offers, take_up, .. } if (0..12).contains(&month.since(start)) => {
                    (self.mean(*offers) * self.mean(*take_up), *offers)
                }
                Arrival::Dated { .. } => continue,
                Arrival::Rolling { per_month, .. } => (12.0 * self.mean(*per_month), *per_month),
            };
            people += number;
            parts.add(number, self.address(input));
        }
        let heads: f64 = self.permanent().map(|(group, ..)| f64::from(group.heads)).sum();
        self.add(Figure::Starters, people / heads, parts);
    }

    fn children(&mut self) {
        let Some(demand) = &self.scenario.demand else { return };
        let referrals = 12.0 * self.mean(demand.contacts) * self.mean(demand.conversion) * self.mean(demand.referred);
        let mut parts = Parts::default();
        parts.add(2.0, self.address(demand.contacts));
        parts.add(1.0, self.address(demand.conversion));
        self.add(Figure::Referrals, referrals / (self.permanent_fte() + self.agency_fte()), parts);
        self.direct(Figure::ReReferrals, demand.re_referral);
        let closed = demand.next.list.iter().find(|branch| branch.to.is_none()).and_then(|branch| branch.share);
        if let Some(closed) = closed {
            self.direct(Figure::NoFurtherAction, closed);
        }
    }

    fn stages_and_caseloads(&mut self) {
        for stage in &self.scenario.pathway {
            let figure = match stage.role {
                Some(StageRole::ChildProtectionPlan) => Figure::MonthsOnAPlan,
                Some(StageRole::ChildInNeed) => Figure::MonthsInNeed,
                _ => continue,
            };
            let months = stage.months * self.mean(stage.duration_factor);
            let addresses = vec![format!("pathway.{}.months", stage.id), self.address(stage.duration_factor)];
            self.found.push(Comparison { figure, value: months, addresses });
            if let (Figure::MonthsOnAPlan, Some(repeat)) = (figure, stage.repeat) {
                self.direct(Figure::RepeatPlans, repeat);
            }
        }
        for team in &self.scenario.teams {
            if let Some(caseload) = &team.caseload {
                self.direct(Figure::Caseload, caseload.reference);
            }
        }
    }

    fn prices_hours_and_sickness(&mut self) {
        let scenario = self.scenario;
        let stages = scenario.routes.iter().flat_map(|route| route.stages.iter());
        for stage in stages.filter(|stage| stage.employed) {
            self.direct(Figure::Pay, stage.pay);
        }
        self.direct(Figure::Sickness, scenario.absence.sickness);
        self.direct(Figure::Pay, scenario.agency.comparator);
        self.direct(Figure::HoursPerWeek, scenario.agency.hours_per_week);
        self.direct(Figure::PaidWeeks, scenario.agency.paid_weeks);
        let own = |team: &Team| team.agency.charge_per_hour;
        for charge in scenario.agency.rates.charge_per_hour.into_iter().chain(scenario.teams.iter().filter_map(own)) {
            self.direct(Figure::ChargePerHour, charge);
        }
        for award in &scenario.awards {
            self.direct(Figure::Award, award.rate);
        }
    }

    /// Values that changes set.
    fn changed(&mut self) {
        let directly: Vec<(Figure, String)> = self
            .found
            .iter()
            .filter(|one| !one.figure.is_derived())
            .filter_map(|one| Some((one.figure, one.addresses.first()?.clone())))
            .collect();
        for edit in self.scenario.changes.iter().flat_map(|change| &change.edits) {
            let address = &self.inputs.get(edit.input).address;
            let known = directly.iter().find(|(_, known)| known == address).map(|(figure, _)| *figure);
            if let (EditKind::Set, Some(figure)) = (edit.kind, known)
                && !self.found.iter().any(|one| one.addresses.first() == Some(&self.address(edit.amount)))
            {
                self.direct(figure, edit.amount);
            }
        }
    }
}

/// The band of time in service in which so many months are.
fn band_of(bands: &[Band], months: u32) -> Option<&Band> {
    bands.iter().rev().find(|band| band.from_months <= months)
}
