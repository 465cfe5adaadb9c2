//! Whether each team opens with the number of agency workers that its gaps, cover, churn and fill rate would sustain
//! (section 5 of `docs/model.md`).

use super::equations;
use super::inputs::InputPlan;
use super::opening_flows::weighted_staff;
use crate::ids::TeamId;
use crate::scenario::{Diagnostic, EditKind, InputId, Problem, Scenario};

/// Agency staff are far from balance if the ratio exceeds this factor in either direction and the difference in workers
/// is large enough to matter: chance alone moves a team by one or two.
const FAR: f64 = 1.2;
const MATTERS: f64 = 2.0;

/// Warnings for the teams that open far from balance, based on the means of the inputs.
pub(super) fn out_of_balance(scenario: &Scenario, inputs: &InputPlan) -> Vec<Diagnostic> {
    let market = Market { scenario, inputs };
    let kept: Vec<Option<(f64, f64)>> = scenario.teams.ids().map(|team| market.kept(team)).collect();
    let all: f64 = kept.iter().flatten().map(|&(least, _)| least).sum();
    let caps = [scenario.agency.rates.market_cap, scenario.agency.rates.policy_cap];
    let room = market.workers_of(&caps) / all;
    let mut warnings = Vec::new();
    for (team, kept) in scenario.teams.iter().zip(kept) {
        let Some((least, most)) = kept else { continue };
        // If the service's cap binds, teams share what it allows.
        let least = least * room.min(1.0);
        let workers = f64::from(team.agency_workers);
        let balance = workers.clamp(least, most);
        let far = workers > balance * FAR || balance > workers * FAR;
        if far && (workers - balance).abs() > MATTERS {
            let problem = Problem::AgencyOutOfBalance { team: team.name.clone(), workers, balance };
            warnings.push(Diagnostic::warning(problem).at(team.agency_place));
        }
    }
    warnings
}

struct Market<'a> {
    scenario: &'a Scenario,
    inputs: &'a InputPlan,
}

impl Market<'_> {
    fn mean_or_0(&self, id: Option<InputId>) -> f64 {
        id.map_or(0.0, |id| self.inputs.mean(id))
    }

    /// The number of workers that a team would sustain, without and with the posts that responses add. `None` if orders are never
    /// filled: those in post then run down, and no balance is intended.
    fn kept(&self, team: TeamId) -> Option<(f64, f64)> {
        let of = &self.scenario.teams[team];
        let cover = self.mean_or_0(of.agency.cover.or(self.scenario.agency.rates.cover));
        let posts = cover * self.gap(team) + self.inputs.mean(of.standing_posts);
        let more = self.added_by_responses(of.standing_posts);
        let cap = self.workers_of(&[of.agency.market_cap, of.agency.policy_cap]);
        Some((self.settles_at(team, posts)?.min(cap), self.settles_at(team, posts + more)?.min(cap)))
    }

    /// What changes that a measure triggers may add to an input.
    fn added_by_responses(&self, input: InputId) -> f64 {
        let responses = self.scenario.changes.iter().filter(|change| change.response.is_some());
        let added =
            responses.flat_map(|change| &change.edits).filter(|edit| edit.input == input && edit.kind == EditKind::Add);
        added.map(|edit| self.inputs.mean(edit.amount).max(0.0)).sum()
    }

    /// The gap at the opening, FTE: the establishment less what permanent staff in post cover.
    fn gap(&self, team: TeamId) -> f64 {
        let scenario = self.scenario;
        let covered = weighted_staff(scenario, self.inputs, team, |stage| stage.cover);
        let long_absence = self.inputs.mean(scenario.absence.long_absence);
        equations::gap(self.inputs.mean(scenario.teams[team].establishment), covered, long_absence)
    }

    /// The equilibrium number of workers for a constant number of posts to cover. Conversion removes workers as churn
    /// does.
    fn settles_at(&self, team: TeamId, posts: f64) -> Option<f64> {
        let (own, service) = (&self.scenario.teams[team].agency, &self.scenario.agency.rates);
        let target = posts / self.scenario.agency.fte_per_worker;
        let fill = self.mean_or_0(own.fill.or(service.fill));
        if target == 0.0 {
            return Some(0.0);
        }
        if fill == 0.0 {
            return None;
        }
        let churn = self.mean_or_0(own.churn.or(service.churn));
        let conversion = self.mean_or_0(own.conversion.or(service.conversion));
        let lost = 1.0 - (1.0 - churn) * (1.0 - conversion);
        Some(target / (1.0 + lost * (f64::from(self.scenario.agency.lead_time) + (1.0 - fill) / fill)))
    }

    /// Whole workers allowed by the lowest of some caps.
    fn workers_of(&self, caps: &[Option<InputId>]) -> f64 {
        let fte = caps.iter().flatten().map(|&cap| self.inputs.mean(cap)).fold(f64::INFINITY, f64::min);
        equations::workers_allowed(fte, self.scenario.agency.fte_per_worker)
    }
}
