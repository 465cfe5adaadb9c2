//! Warnings about valid but questionable values, checked over the whole scenario if it has no errors.
//!
//! [`turnover`] checks for implausible leaving rates, [`dates`] for items outside the run, [`pay`] for implausible
//! costs, [`targets`] for uninformative targets, [`unused`] for unused items, [`idle`] for inputs without effect and
//! [`edits`] for changes without effect, [`yearly`] for overridden or implausible yearly effects,
//! [`plausible`] for figures unlike those of English authorities, [`responses`] for changes that never begin. An uncertain input is assessed by its mean. The balance of the opening state
//! is checked by the plan, which has the flows.

mod dates;
mod edits;
mod idle;
mod pay;
mod plausible;
mod responses;
mod targets;
mod turnover;
mod unused;
mod yearly;

use crate::ids::RouteId;
use crate::random::Distribution;
use crate::scenario::problem::Problem;
use crate::scenario::reader::Reader;
use crate::scenario::{InputId, Place, Scenario, Severity};

/// A warning and its place.
type LintFinding = (Problem, Option<Place>);

/// Reports all warnings. A scenario with errors is skipped, because it contains placeholders for invalid values. While figures are
/// blank, only what does not depend on them is judged: rates of leaving, and figures unlike those of English authorities.
pub(crate) fn warn(reader: &mut Reader, scenario: &Scenario) {
    let is_blank = |problem: &Problem| matches!(problem, Problem::Blank { .. });
    let mut errors = reader.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    if reader.describing || errors.any(|one| !is_blank(&one.problem)) {
        return;
    }
    let look = LintContext::new(reader, scenario);
    let found = if reader.blanks.is_empty() { all(&look) } else { beside_blanks(&look) };
    for (problem, place) in found {
        reader.warn(problem, place);
    }
}

/// The warnings that hold whatever is filled in.
fn beside_blanks(look: &LintContext<'_>) -> Vec<LintFinding> {
    let mut found = turnover::all(look);
    found.extend(plausible::all(look));
    found
}

fn all(look: &LintContext<'_>) -> Vec<LintFinding> {
    let unused = unused::all(look);
    let idle = idle::all(look);
    let mut found = edits::idle(look, &unused, &idle);
    found.extend(yearly::all(look));
    found.extend(turnover::all(look));
    found.extend(dates::all(look));
    found.extend(pay::all(look, &unused));
    found.extend(plausible::all(look));
    found.extend(edits::beyond_a_limit(look));
    found.extend(responses::all(look));
    found.extend(targets::all(look));
    found.extend(unused);
    found.extend(idle);
    found
}

/// A scenario to check, with its inputs still in the reader.
struct LintContext<'a> {
    scenario: &'a Scenario,
    reader: &'a Reader,
}

impl<'a> LintContext<'a> {
    fn new(reader: &'a Reader, scenario: &'a Scenario) -> Self {
        Self { scenario, reader }
    }

    /// The mean of an input.
    fn mean(&self, id: InputId) -> f64 {
        self.reader.inputs.get(id).mean()
    }

    /// The mean of an optional input.
    fn mean_or(&self, id: Option<InputId>, default: f64) -> f64 {
        id.map_or(default, |id| self.mean(id))
    }

    /// Whether a figure is blank that one of these patterns matches: addresses, or what they begin with, with `ID` for ids.
    fn is_blank(&self, patterns: &[&str]) -> bool {
        let begins = |address: &str, pattern: &str| {
            let mut keys = address.split('.');
            pattern.split('.').all(|key| keys.next().is_some_and(|found| key == "ID" || key == found))
        };
        self.reader.blanks.iter().any(|blank| patterns.iter().any(|pattern| begins(blank, pattern)))
    }

    /// Whether any change, in force or not, edits an input.
    fn is_changed(&self, id: InputId) -> bool {
        self.scenario.changes.iter().flat_map(|change| &change.edits).any(|edit| edit.input == id)
    }

    /// Whether a yearly effect moves an input.
    fn is_moved(&self, id: InputId) -> bool {
        self.scenario.yearly.iter().flat_map(|effect| &effect.inputs).any(|&(input, _)| input == id)
    }

    /// Whether an input is exactly `value` in every replication and month.
    fn is_always(&self, id: InputId, value: f64) -> bool {
        let is_fixed = matches!(self.reader.inputs.get(id).value, Distribution::Fixed(known) if known == value);
        // A yearly effect leaves zero as it is.
        is_fixed && !self.is_changed(id) && (value == 0.0 || !self.is_moved(id))
    }

    /// Whether an input is not given, or is zero in every replication and month.
    fn is_none(&self, id: Option<InputId>) -> bool {
        id.is_none_or(|id| self.is_always(id, 0.0))
    }

    /// The address of an input and its place; `None` if it was not given.
    fn input(&self, id: InputId) -> (String, Option<Place>) {
        let input = self.reader.inputs.get(id);
        (input.address.clone(), input.place)
    }

    /// The place of the value or the item at an address.
    fn place(&self, address: &str) -> Option<Place> {
        self.reader.place_of_thing(address).or_else(|| self.reader.place_of(address))
    }

    /// The route that agency workers join when they become permanent, if any can.
    fn conversion_route(&self) -> Option<RouteId> {
        let rates = &self.scenario.agency.rates;
        let own = self.scenario.teams.iter().filter_map(|team| team.agency.conversion);
        rates.conversion.into_iter().chain(own).next().and(self.scenario.agency.conversion_route)
    }
}
