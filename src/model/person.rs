//! People: each arrives with luck of their own.
//!
//! A person is addressed by the intake, the month of arrival and their number in it. In a replication they are the same
//! person under every plan: four more offers leave the lives of the first six as they were. What they would do is drawn
//! once: whether they take up the offer, how much leaving hazard they bear before they leave, and whether they complete
//! each stage. Every month adds the hazard of their team, stage and band of service, and they leave once they have borne
//! as much as they can. This is exact under rates that change from month to month.

use super::hazard::{Hazard, exact};
use super::state::{NEVER, State};
use super::{Origin, People};
use crate::ids::{RouteId, RouteStageId, TeamId};
use crate::lanes::{Lanes, each, update};
use crate::plan::{LivesPlan, Plan};
use crate::random::{Stream, exponential};

/// A person, in the lanes in which they are in post.
#[derive(Clone, Debug)]
pub(crate) struct Person<const N: usize> {
    pub team: TeamId,
    pub route: RouteId,
    pub stage: RouteStageId,
    pub origin: Origin,
    /// Order among those who arrived in the same month: the place of their arrival in the scenario, and their number in it.
    pub order: (usize, u32),
    /// Month in which service began; negative before the run.
    pub service_from: i32,
    /// Month at whose start the stage ends.
    pub stage_ends: i32,
    /// Place of the leaving hazard in force in [`State::hazards`], and the month in which the next band begins.
    pub hazard: Option<usize>,
    pub band_until: i32,
    /// Whether retention payments go to them.
    pub is_retained: bool,
    pub completion: Stream,
    /// They leave when [`Hazard::borne`] reaches this; without a hazard in force, how much they can still bear. Infinite in
    /// lanes in which the person is not in post.
    pub leaves_at: Lanes<N>,
    /// They leave in no lane while [`Hazard::borne_at_most`] is below this.
    pub nobody_leaves_before: f64,
}

/// Where people arrive, and whose luck they carry.
#[derive(Clone, Copy)]
pub(crate) struct Arrival<'p> {
    pub origin: Origin,
    /// Place of the arrival in the scenario.
    pub place: usize,
    pub team: TeamId,
    pub route: RouteId,
    pub stage: RouteStageId,
    pub lives: &'p LivesPlan,
    /// Month of arrival; `None` for staff in post at the opening.
    pub month: Option<usize>,
    pub service_from: i32,
    pub months_in_stage: i32,
}

impl<'p> Arrival<'p> {
    /// An arrival in month `month` in the first stage of a route.
    #[inline(always)]
    pub(crate) fn new(
        plan: &Plan,
        (origin, place): (Origin, usize),
        (team, route): (TeamId, RouteId),
        lives: &'p LivesPlan,
        month: usize,
    ) -> Self {
        let stage = plan.first_stages[route];
        let service_from = month as i32;
        Self { origin, place, team, route, stage, lives, month: Some(month), service_from, months_in_stage: 0 }
    }

    /// So many of its people together; `None` if there are none.
    #[inline(always)]
    pub(crate) fn people(&self, plan: &Plan, heads: f64) -> Option<People> {
        let Self { team, route, origin, service_from, .. } = *self;
        let stage = self.stage.since(plan.first_stages[route]);
        let people = People { team, route, stage, origin, service_from, number: None, heads: heads as u32 };
        (heads > 0.0).then_some(people)
    }

    /// Adds person `number` in the lanes in which `comes` is 1.
    #[inline(always)]
    pub(crate) fn add<const N: usize>(&self, plan: &Plan, state: &mut State<N>, number: u32, comes: &Lanes<N>) {
        if comes.is_zero() {
            return;
        }
        let person_of = |stream: Stream| {
            let arrival = self.month.map_or(stream, |month| stream.child(month as u64));
            arrival.child(u64::from(number))
        };
        let bears = exponential(&person_of(self.lives.leaving).at(0).by_lane(&state.chance));
        let began = self.service_from.max(0);
        let months = plan.route_stages[self.stage].months;
        let mut person = Person {
            team: self.team,
            route: self.route,
            stage: self.stage,
            origin: self.origin,
            order: (self.place, number),
            service_from: self.service_from,
            stage_ends: months.map_or(NEVER, |months| began + months - self.months_in_stage),
            hazard: None,
            band_until: 0,
            is_retained: false,
            completion: person_of(self.lives.completion),
            leaves_at: each((comes, &bears), |(comes, bears)| if comes > 0.0 { exact(bears) } else { f64::INFINITY }),
            nobody_leaves_before: 0.0,
        };
        let now = self.month.map_or(-1, |month| month as i32);
        person.is_retained = person.earns_retention(plan, now);
        person.find_band(plan, state, now.max(0));
        person.count(plan, state, comes, |count, people| *count += people);
        state.people.push(person);
    }

    /// Adds the first people, as many as `heads` in each lane.
    #[inline(always)]
    pub(crate) fn add_all<const N: usize>(&self, plan: &Plan, state: &mut State<N>, heads: &Lanes<N>) {
        for number in 0..heads.greatest() as u32 {
            let comes = each(heads, |heads| f64::from(f64::from(number) < heads));
            self.add(plan, state, number, &comes);
        }
    }
}

impl<const N: usize> Person<N> {
    /// 1 in the lanes in which the person is in post, and 0 elsewhere.
    #[inline(always)]
    pub(crate) fn in_post(&self) -> Lanes<N> {
        each(&self.leaves_at, |leaves_at| f64::from(leaves_at < f64::INFINITY))
    }

    /// The person with their current attributes, for an event that concerns `heads` of them: 1 or 0.
    #[inline(always)]
    pub(crate) fn people(&self, plan: &Plan, heads: f64) -> Option<People> {
        let Self { team, route, origin, service_from, .. } = *self;
        // In a small team a person is somebody: those in post at the opening are told of as groups.
        let number = (!matches!(origin, Origin::Opening(_))).then_some(self.order.1);
        let stage = self.stage.since(plan.first_stages[route]);
        (heads > 0.0).then_some(People { team, route, stage, origin, service_from, number, heads: 1 })
    }

    /// Removes the person in the lanes in which `goes` is 1.
    #[inline(always)]
    pub(crate) fn remove(&mut self, plan: &Plan, state: &mut State<N>, goes: &Lanes<N>) {
        self.count(plan, state, goes, |count, people| *count -= people);
        update(&mut self.leaves_at, goes, |leaves_at, goes| {
            *leaves_at = if goes > 0.0 { f64::INFINITY } else { *leaves_at };
        });
    }

    /// Changes the counts of staff in post that include the person by `people`.
    #[inline(always)]
    pub(crate) fn count(
        &self,
        plan: &Plan,
        state: &mut State<N>,
        people: &Lanes<N>,
        change: impl Fn(&mut Lanes<N>, &Lanes<N>),
    ) {
        let post = state.post(plan, self.team, self.stage);
        post.is_used = true;
        change(&mut post.heads, people);
        if self.is_retained {
            change(&mut post.retained, people);
        }
    }

    /// Whether retention payments go to them from month `month`.
    #[inline(always)]
    pub(crate) fn earns_retention(&self, plan: &Plan, month: i32) -> bool {
        let after = plan.scenario.retention.after_months as i32;
        plan.route_stages[self.stage].employed && month - self.service_from >= after
    }

    /// Looks up the leaving rate in force at `month` and when it ends. Trainees without a table of their own have none.
    #[inline(always)]
    pub(crate) fn find_band(&mut self, plan: &Plan, state: &mut State<N>, month: i32) {
        let Some(table) = plan.route_stages[self.stage].leaving else {
            self.set_hazard(state, None);
            self.band_until = NEVER;
            return;
        };
        let bands = &plan.leaving.tables[table];
        let tenure = month - self.service_from;
        let next = bands.iter().position(|&(from, _)| from > tenure).unwrap_or(bands.len());
        let rate = next.checked_sub(1).map_or(0, |band| bands[band].1);
        let hazard = state.hazard_place(self.team, self.stage, rate);
        self.set_hazard(state, Some(hazard));
        self.band_until = bands.get(next).map_or(NEVER, |&(from, _)| self.service_from + from);
    }

    /// Puts the person under another leaving hazard, or none. How much they can still bear stays the same.
    #[inline(always)]
    pub(crate) fn set_hazard(&mut self, state: &State<N>, hazard: Option<usize>) {
        if let Some(last) = self.hazard {
            self.leaves_at -= &state.hazards[last].borne;
        }
        if let Some(next) = hazard {
            self.leaves_at += &state.hazards[next].borne;
            self.look_ahead(&state.hazards[next]);
        }
        self.hazard = hazard;
    }

    /// Finds how much hazard must be borne before they can leave in any lane, and returns how much of it is left: none if they leave in one
    /// now.
    #[inline(always)]
    pub(crate) fn look_ahead(&mut self, hazard: &Hazard<N>) -> f64 {
        let left = each((&self.leaves_at, &hazard.borne), |(leaves_at, borne)| leaves_at - borne).least();
        self.nobody_leaves_before = hazard.borne_at_most + left;
        left
    }

    /// The person leaves in the lanes in which they have borne as much hazard as they will, and is still counted there: 1 in these lanes,
    /// and 0 elsewhere. Then finds how much hazard must be borne before they can leave in another.
    #[inline(always)]
    pub(crate) fn leave(&mut self, hazard: &Hazard<N>) -> Lanes<N> {
        let (mut leaves, mut left) = (Lanes::ZERO, Lanes::ZERO);
        // All at once: a person is read from memory only once.
        update((&mut self.leaves_at, &mut leaves, &mut left), &hazard.borne, |(leaves_at, leaves, left), borne| {
            let goes = borne >= *leaves_at;
            *leaves = f64::from(goes);
            *leaves_at = if goes { f64::INFINITY } else { *leaves_at };
            *left = *leaves_at - borne;
        });
        self.nobody_leaves_before = hazard.borne_at_most + left.least();
        leaves
    }
}
